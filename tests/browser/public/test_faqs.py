"""Answers for everybody: the list, searching, one of them, and its address."""

from jiesu.addon.content.faq import Faq
from plone import api

import json
import pytest


def titles(page) -> list[str]:
    return [one.text_content().strip() for one in page.all(".ji-item .ji-title")]


class TestList:
    """All of them, and those of a category."""

    def test_by_category(self, browse):
        """Category by category, a few of each, with the way to the rest."""
        page = browse(None).get("faq")
        heads = [one.text_content() for one in page.all(".ji-head h2")]
        assert heads[:3] == ["后勤服务", "教学教务", "安全保卫"]
        assert "全部 9 条" in page.words(".ji-head")

    def test_both_levels(self, browse):
        """One of the first level has those below it, and leads to them."""
        page = browse(None).get("faq?category=academic")
        assert len(titles(page)) == 8
        below = [one.get("href") for one in page.all(".ji-topics ul ul a")]
        assert any("category=academic-exam" in one for one in below)
        assert len(titles(browse(None).get("faq?category=academic-exam"))) == 2

    def test_of_a_department(self, browse):
        page = browse(None).get("faq?department=it")
        assert "网络信息中心" in page.words("h1")
        assert len(titles(page)) == 3

    @pytest.mark.parametrize(
        "query", ["category=none", "department=none", "q=", "q=%20"]
    )
    def test_what_is_not_there_narrows_nothing(self, browse, query):
        assert len(titles(browse(None).get(f"faq?{query}"))) > 20


class TestSearch:
    """In everyday words."""

    @pytest.mark.parametrize(
        ("asked", "title"),
        [
            ("投影", "上课时投影仪出问题，找谁最快？"),
            ("没热水", "浴室什么时候供应热水？"),
            ("选不上课", "选课时名额满了，还能选上吗？"),
            ("寝室空调不制冷", "宿舍空调坏了，报修后多久有人来？"),
        ],
    )
    def test_first(self, browse, asked, title):
        assert titles(browse(None).get(f"faq?q={asked}"))[0] == title

    def test_narrowed(self, browse):
        page = browse(None).get("faq?q=退&category=logistics")
        assert titles(page)
        assert "开学后还能退课吗？" not in titles(page)

    def test_nothing_found(self, browse):
        """What to do next: tell us, with what was typed; look through; call."""
        page = browse(None).get("faq?q=量子力学")
        hrefs = [one.get("href") for one in page.all(".ji-empty a")]
        assert any("@@submit?text=" in one for one in hrefs)
        assert any(one.startswith("tel:") for one in hrefs)
        assert any(one.endswith("/faq") for one in hrefs)

    def test_what_was_typed_is_filled_in(self, browse):
        page = browse(None).get("faq?q=量子力学")
        link = next(
            one for one in page.all(".ji-empty a") if "@@submit" in one.get("href")
        )
        form = browse(None).get(link.get("href"))
        assert "量子力学" in form.all("textarea[name=text]")[0].text_content()

    def test_synonyms_of_the_office(self, browse, committed):
        """As soon as they are kept they are found by, both ways."""
        assert titles(browse(None).get("faq?q=电驴子没电")) != ["电动车放在哪里充电？"]
        with committed() as desk:
            before = desk.synonyms
            desk.synonyms = [*before, "小毛驴, 电动车"]
        assert titles(browse(None).get("faq?q=小毛驴"))[0] == "电动车放在哪里充电？"
        with committed() as desk:
            desk.synonyms = before

    def test_markup_is_text(self, browse):
        page = browse(None).get("faq?q=<script>alert(1)</script>")
        assert page.status == 200
        assert "<script>alert" not in page.text


class TestNewAndGone:
    """The list in memory follows what is published."""

    def test_published_and_taken_back(self, browse, make_faq, committed):
        name, _uid = make_faq("充电宝在哪里借？", "draft")
        found = "faq?q=充电宝"
        assert "充电宝在哪里借？" not in browse(None).get(found).text
        with committed() as desk:
            page = desk["departments"]["academic"][name]
            api.content.transition(page, "publish")
        assert titles(browse(None).get(found))[0] == "充电宝在哪里借？"
        with committed() as desk:
            page = desk["departments"]["academic"][name]
            page.title = "雨伞在哪里借？"
            page.reindexObject()
        assert titles(browse(None).get("faq?q=雨伞"))[0] == "雨伞在哪里借？"
        with committed() as desk:
            api.content.transition(desk["departments"]["academic"][name], "retract")
        assert "雨伞在哪里借？" not in browse(None).get("faq?q=雨伞").text


class TestPage:
    """One of them."""

    @pytest.fixture
    def page(self, browse):
        """On the bath."""
        listed = browse(None).get("faq?q=没热水")
        return browse(None).get(listed.all(".ji-item a")[0].get("href"))

    def test_way_here(self, page):
        assert page.words(".ji-crumbs") == "接诉即办 常见问题 后勤服务 浴室热水"

    def test_department(self, page):
        (link,) = page.all("a.ji-who")
        assert link.get("href").endswith("/departments/logistics/@@about")

    def test_related(self, page):
        related = page.words("nav[aria-labelledby=ji-related]")
        assert "刷卡洗澡多扣了钱" in related
        assert "浴室什么时候供应热水" not in related

    def test_not_answered(self, page):
        hrefs = [one.get("href") for one in page.all(".ji a")]
        assert any(one.endswith("@@submit?category=logistics-bath") for one in hrefs)

    def test_what_messengers_and_search_engines_show(self, page):
        """The beginning of the answer."""
        told = [
            page.all(f"meta[{name}]")[0].get("content")
            for name in ('property="og:description"', 'name="description"')
        ]
        answer = " ".join(page.words(".ji-said").split())
        assert told[0] == told[1]
        assert len(told[0]) > 20
        assert told[0].split("。")[0] in answer

    def test_canonical(self, page):
        (link,) = page.all("link[rel=canonical]")
        assert link.get("href") == page.url

    def test_short_address_stays(self, browse, make_faq, committed, monkeypatch):
        """However it is renamed and moved, the same address leads to it."""
        # Today nobody may move one.
        monkeypatch.setattr(Faq, "cb_isMoveable", lambda self: True)
        name, uid = make_faq("一个会搬家的问题")
        first = browse(None).get(f"q/{uid[:12]}")
        assert first.url.endswith(f"departments/academic/{name}")
        with committed() as desk:
            page = desk["departments"]["academic"][name]
            page.title = "搬过家的问题"
            page.reindexObject()
            moved = api.content.move(page, desk["faq"], id="elsewhere")
            assert moved.getId() == "elsewhere"
        after = browse(None).get(f"q/{uid[:12]}")
        assert after.url.endswith("/faq/elsewhere")
        assert first.all(".ji-self a")[0].get("href").endswith(f"/q/{uid[:12]}")

    @pytest.mark.parametrize("path", ["q", "q/none", "q/0123456789ab", "q/a/b"])
    def test_no_such_address(self, browse, path):
        assert browse(None).get(path).status == 404


class TestLinkedData:
    """What search engines read."""

    def read(self, page) -> dict:
        (script,) = page.all("script[type='application/ld+json']")
        return json.loads(script.text)

    def test_question_and_answer(self, browse):
        listed = browse(None).get("faq?q=没热水")
        page = browse(None).get(listed.all(".ji-item a")[0].get("href"))
        data = self.read(page)
        (asked,) = data["mainEntity"]
        assert data["@type"] == "FAQPage"
        assert asked["name"] == "浴室什么时候供应热水？"
        assert "14:00" in asked["acceptedAnswer"]["text"]

    def test_nothing_breaks_out(self, browse, make_faq):
        """Whatever stands in an answer is data."""
        bad = '</script><script>alert("x")</script> & \u2028 <!--'
        name, _uid = make_faq("标记 </script> 怎么写？", answer=bad)
        page = browse(None).get(f"departments/academic/{name}")
        (asked,) = self.read(page)["mainEntity"]
        assert asked["acceptedAnswer"]["text"] == bad
        assert "<script>alert" not in page.text


class TestDidItHelp:
    """One asks on where it did not."""

    QUESTION = "浴室什么时候供应热水？"

    @pytest.fixture
    def reader(self, browse):
        """Somebody who reads an answer: the browser, and the page."""
        reader = browse(None)
        listed = reader.get("faq?q=没热水")
        return reader, reader.get(listed.all(".ji-item a")[0].get("href"))

    def test_yes(self, reader):
        reader, page = reader
        said = reader.send(page, "@@helpful", helpful="yes")
        assert "谢谢" in said.words()
        assert not said.all("form[action$='@@helpful']")
        assert not said.all("a[href*='text=']")

    def test_no(self, reader, browse):
        """The way to say what is missing: the form, with what it is about."""
        reader, page = reader
        said = reader.send(page, "@@helpful", helpful="no")
        assert "谢谢" not in said.words()
        assert not said.all("form[action$='@@helpful']")
        (link,) = said.all(".ji a[href*='@@submit']")
        form = browse(None).get(link.get("href"))
        typed = form.all("textarea[name=text]")[0].text_content().strip()
        assert typed == f"关于“{self.QUESTION}”："
        assert "logistics-bath" in form.text
        chosen = form.all("[value='logistics-bath'][checked], option[selected]")
        assert "logistics-bath" in [one.get("value") for one in chosen]

    @pytest.mark.parametrize("sent", ["", "maybe"])
    def test_neither(self, reader, sent):
        reader, page = reader
        again = reader.send(page, "@@helpful", helpful=sent)
        assert again.all("form[action$='@@helpful']")
