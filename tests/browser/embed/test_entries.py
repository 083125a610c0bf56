"""Ways in from elsewhere: addresses with a channel, and codes that phones can read."""

from io import BytesIO
from jiesu.addon.access.guests import admit_guests
from jiesu.addon.browser.embed.entries import as_png
from jiesu.addon.browser.embed.entries import as_svg
from jiesu.addon.browser.embed.entries import entry_url
from jiesu.addon.browser.submitter.submit import ENTRIES
from jiesu.addon.content.places import places_of
from jiesu.addon.demo.load import password
from lxml import html
from PIL import Image
from tests.browser.department.client import NOBODY
from urllib.parse import urlsplit

import pytest
import re
import requests
import transaction
import zxingcpp


def read(png: bytes) -> str:
    """What a scanner reads."""
    found = zxingcpp.read_barcodes(Image.open(BytesIO(png)))
    assert len(found) == 1
    return found[0].text


def fetch(desk, path: str, user: str = "office") -> requests.Response:
    """What an address answers to somebody."""
    url = f"{desk.absolute_url()}/{path}"
    return requests.get(url, auth=(user, password()), timeout=60)


def squares(svg: str) -> bytes:
    """A picture of a code that segno drew as lines, without a browser."""
    tree = html.fromstring(svg)
    _x, _y, size, _height = map(float, tree.get("viewbox", tree.get("viewBox")).split())
    picture = Image.new("1", (int(size), int(size)), 1)
    x, y = 0, 0.0
    steps = re.findall(r"([Mmh])(-?[\d.]+)(?: (-?[\d.]+))?", tree.find("path").get("d"))
    for step, one, other in steps:
        if step == "M":
            x, y = float(one), float(other)
        elif step == "m":
            x, y = x + float(one), y + float(other)
        else:
            for at in range(int(x), int(x + float(one))):
                picture.putpixel((at, int(y)), 0)
            x += float(one)
    file = BytesIO()
    picture.resize((int(size) * 8, int(size) * 8)).convert("L").save(file, "PNG")
    return file.getvalue()


class TestCodes:
    """A code is read as the address that it is made of."""

    @pytest.mark.parametrize("category", ["", "logistics"])
    def test_of_each_place(self, served, category):
        for place in places_of(served)[:5]:
            address = entry_url(served, "qr", category, place.id)
            assert read(as_png(address)) == address

    def test_as_it_is_printed(self, served):
        address = entry_url(served, "qr", "logistics", places_of(served)[0].id)
        assert read(squares(as_svg(address))) == address

    def test_scratched_it_is_still_read(self, served):
        address = entry_url(served, "qr", "", places_of(served)[0].id)
        picture = Image.open(BytesIO(as_png(address))).convert("L")
        side = picture.width
        hole = (side // 2, side // 2, side // 2 + side // 6, side // 2 + side // 6)
        picture.paste(255, hole)
        found = zxingcpp.read_barcodes(picture)
        assert [one.text for one in found] == [address]

    def test_by_address(self, served):
        place = places_of(served)[0]
        answer = fetch(served, f"@@qr?place={place.id}&format=png")
        assert answer.headers["Content-Type"] == "image/png"
        assert read(answer.content) == entry_url(served, "qr", "", place.id)
        answer = fetch(served, f"@@qr?place={place.id}")
        assert answer.headers["Content-Type"].startswith("image/svg+xml")
        assert answer.content.lstrip().startswith(b"<")
        assert fetch(served, "@@qr?place=gone").status_code == 404

    def test_sheets_hold_a_building_and_its_rooms(self, served):
        places = places_of(served)
        building = places[0]
        rooms = [one for one in places if one.building == building.building]
        path = f"@@qrsheet/print?building={building.id}"
        tree = html.fromstring(fetch(served, path).text)
        assert len(tree.cssselect(".ji-card")) == 1
        tree = html.fromstring(fetch(served, f"{path}&rooms=1&layout=3x5").text)
        titles = [one.text for one in tree.cssselect(".ji-card h2")]
        assert titles == [f"{one.building} {one.room}".strip() for one in rooms]
        assert tree.cssselect(".ji-sheet.is-3x5")
        tree = html.fromstring(fetch(served, "@@qrsheet/print").text)
        assert not tree.cssselect(".ji-card")


class TestAddresses:
    """Whoever comes by an address finds what it says filled in, and is counted so."""

    @pytest.mark.parametrize("channel", ENTRIES)
    def test_the_channel_is_kept(self, browser, served, channel):
        place = places_of(served)[1]
        path = entry_url(served, channel, "academic-classroom", place.id)
        page = browser.open("student1", path)
        assert page.tree.cssselect("[name=location]")[0].get("value") == place.title
        form = page.tree.cssselect("form[data-ji-draft]")[0]
        said = dict(form.form_values()) | {"text": "灯不亮", "agreed": "true"}
        said.pop("files", None)
        answer = browser.send("student1", form.get("action"), **said)
        assert answer.status == 303
        made = sent(served, answer)
        assert (made.channel, made.category) == (channel, "academic-classroom")

    @pytest.mark.parametrize("channel", ["import", "phone", "form", "rest", "x", ""])
    def test_others_are_not_for_an_address_to_say(self, browser, served, channel):
        page = browser.open("student1", f"@@submit?channel={channel}")
        assert page.tree.cssselect("[name=channel]")[0].get("value") == "web"

    def test_the_page_has_them_all(self, browser, served):
        place = places_of(served)[0]
        page = browser.open("editor", f"@@entries?category=logistics&place={place.id}")
        told = [one.text for one in page.tree.cssselect(".ji-address code")]
        assert told == [
            entry_url(served, channel, "logistics", place.id)
            for channel in ENTRIES
            if channel != "qr"
        ]

    def test_the_line_to_copy_says_what_was_chosen(self, browser, served):
        query = "what=faq&category=logistics&accent=%238a1538&lang=en"
        page = browser.open("editor", f"@@embedding?{query}")
        line = page.tree.cssselect("[data-ji-line]")[0].text
        assert line == (
            f'<script src="{served.absolute_url()}/@@embed.js" data-what="faq" '
            'data-category="logistics" data-lang="en" data-accent="#8a1538" async>'
            "</script>"
        )
        assert "@@settings/embedding" not in page.source
        page = browser.open("office", "@@embedding")
        assert "@@settings/embedding" in page.source


class TestCarried:
    """What was written in another page comes along, and is not sent by that."""

    def test_from_another_site_the_browser_posts_it_once_more(self, browser, served):
        before = count(served)
        said = {"carried": "elsewhere", "text": "灯不亮", "category": "it"}
        page = browser.send(NOBODY, "@@submit", **said)
        form = page.tree.cssselect("form[data-ji-onward]")[0]
        carried = dict(form.form_values())
        assert carried["text"] == "灯不亮"
        page = browser.send("student1", "@@submit", **carried)
        assert page.tree.cssselect("textarea[name=text]")[0].text == "灯不亮"
        assert count(served) == before

    def test_whoever_has_to_log_in_is_told_so(self, browser, served):
        served.guests = False
        admit_guests(served)
        transaction.commit()
        said = {"carried": "here", "text": "灯不亮"}
        page = browser.send(NOBODY, "@@submit", **said)
        assert page.tree.cssselect("form[data-ji-draft] a[data-ji-carry]")
        assert page.tree.cssselect("[name=text]")[0].get("value") == "灯不亮"


def sent(desk, answer):
    """The complaint that somebody is led to after sending it."""
    desk._p_jar.sync()
    address = urlsplit(answer.location).path
    return desk["complaints"][address.partition("/complaints/")[2].partition("/")[0]]


def count(desk) -> int:
    """How many complaints there are."""
    desk._p_jar.sync()
    return len(desk["complaints"])
