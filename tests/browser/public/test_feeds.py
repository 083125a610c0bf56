"""Feeds and the sitemap: valid, narrowed, and sent only when something is new."""

from email.utils import parsedate_to_datetime
from jiesu.addon.browser.public.feeds import ATOM
from jiesu.addon.browser.public.sitemap import SITEMAP
from lxml import etree
from plone import api

import datetime
import gzip
import pytest
import requests


FEEDS = ("faq.atom", "faq.rss", "answers.atom", "answers.rss")
A = {"a": ATOM}


class TestFeeds:
    """`@@faq.atom` and the others."""

    @pytest.fixture
    def read(self, served):
        """Fetches one."""

        def get(path: str, **headers) -> requests.Response:
            url = f"{served.absolute_url()}/@@{path}"
            return requests.get(url, headers=headers, timeout=60)

        return get

    @pytest.mark.parametrize("name", FEEDS)
    def test_is_xml(self, read, name):
        answer = read(name)
        kind = name.rpartition(".")[2]
        assert (
            answer.headers["Content-Type"] == f"application/{kind}+xml; charset=utf-8"
        )
        assert etree.fromstring(answer.content).tag in ("rss", f"{{{ATOM}}}feed")

    def test_atom(self, read):
        """What RFC 4287 asks for: ids, titles, moments with a zone, authors, self."""
        feed = etree.fromstring(read("faq.atom").content)
        entries = feed.findall("a:entry", A)
        assert len(entries) == 33
        for one in (feed, *entries):
            assert one.findtext("a:id", None, A).startswith("urn:uuid:")
            assert one.findtext("a:title", None, A)
            when = datetime.datetime.fromisoformat(one.findtext("a:updated", None, A))
            assert when.utcoffset() is not None
        for one in entries:
            assert one.findtext("a:author/a:name", None, A)
            assert one.findtext("a:content", None, A)
        ids = [one.findtext("a:id", None, A) for one in entries]
        assert len(set(ids)) == len(ids)
        assert feed.xpath("a:link[@rel='self']", namespaces=A)

    @pytest.mark.parametrize("name", ["faq.atom", "answers.atom"])
    def test_changed_when_released_or_later(self, read, name):
        """What everybody reads was changed by its release, whenever it was written."""
        entries = etree.fromstring(read(name).content).findall("a:entry", A)
        assert entries
        for one in entries:
            published, updated = (
                datetime.datetime.fromisoformat(one.findtext(f"a:{what}", None, A))
                for what in ("published", "updated")
            )
            assert published <= updated

    def test_rss(self, read):
        channel = etree.fromstring(read("faq.rss").content).find("channel")
        assert channel.findtext("title") == "接诉即办 · 常见问题"
        items = channel.findall("item")
        assert len(items) == 33
        for one in items:
            assert parsedate_to_datetime(one.findtext("pubDate"))
            assert one.find("guid").get("isPermaLink") == "false"
            assert "/q/" in one.findtext("link")

    @pytest.mark.parametrize("kind", ["atom", "rss"])
    def test_of_a_category(self, read, kind):
        """With those below it."""
        body = read(f"faq.{kind}?category=academic").text
        assert "选课时名额满了" in body
        assert "电动车" not in body
        assert "教学教务" in body
        assert read(f"faq.{kind}?category=none").status_code == 404

    def test_links_lead_to_the_pages(self, read):
        channel = etree.fromstring(read("faq.rss").content).find("channel")
        page = requests.get(channel.find("item").findtext("link"), timeout=60)
        assert page.status_code == 200
        assert channel.find("item").findtext("title") in page.text

    @pytest.mark.parametrize("name", FEEDS)
    def test_only_when_something_is_new(self, read, name):
        first = read(name)
        known = {"If-None-Match": first.headers["ETag"]}
        assert read(name, **known).status_code == 304
        assert read(name, **{"If-None-Match": '"other"'}).status_code == 200
        assert parsedate_to_datetime(first.headers["Last-Modified"])

    def test_new_one(self, read, make_faq, committed):
        """Comes first, and another version; what was taken back is gone at once."""
        tag = read("faq.atom").headers["ETag"]
        bad = "控制符\x0b和 <b>标记</b> & ]]>"
        name, _uid = make_faq("新问题", answer=bad)
        answer = read("faq.atom", **{"If-None-Match": tag})
        entry = etree.fromstring(answer.content).find("a:entry", A)
        assert entry.findtext("a:title", None, A) == "新问题"
        assert entry.findtext("a:content", None, A) == bad.replace("\x0b", "")
        with committed() as desk:
            api.content.transition(desk["departments"]["academic"][name], "retract")
        assert "新问题" not in read("faq.atom").text


class TestSitemap:
    """`{desk}/@@sitemap.xml`, and Plone's own."""

    def locations(self, served) -> list[str]:
        answer = requests.get(f"{served.absolute_url()}/@@sitemap.xml", timeout=60)
        assert answer.headers["Content-Type"].startswith("application/xml")
        tree = etree.fromstring(answer.content)
        return [one.text for one in tree.iterfind(f".//{{{SITEMAP}}}loc")]

    def test_what_everybody_may_read(self, served):
        found = self.locations(served)
        url = served.absolute_url()
        assert url in found
        assert f"{url}/departments/library/@@about" in found
        assert f"{url}/@@statistics" in found
        assert sum("/departments/academic/" in one for one in found) == 9

    def test_every_address_is_open_to_nobody(self, served):
        """None leads to a login, none is refused."""
        for url in self.locations(served):
            answer = requests.get(url, timeout=60, allow_redirects=False)
            assert answer.status_code == 200, url

    def test_no_complaints(self, served):
        assert not [one for one in self.locations(served) if "/complaints" in one]

    def test_figures_only_where_published(self, served, committed):
        with committed() as desk:
            desk.publish_figures = False
        assert not [one for one in self.locations(served) if "@@statistics" in one]
        with committed() as desk:
            desk.publish_figures = True

    def test_plones_own(self, served, committed):
        """It has the answers where a site has it on, and nothing that is not public."""
        with committed():
            api.portal.set_registry_record("plone.enable_sitemap", True)
        url = f"{served.aq_parent.absolute_url()}/sitemap.xml.gz?page=1"
        text = gzip.decompress(requests.get(url, timeout=60).content).decode()
        assert "/departments/academic/" in text
        assert "/complaints" not in text
        assert "/supervision" not in text
