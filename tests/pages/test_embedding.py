"""Parts of the desk in the pages of another site, where a browser keeps no cookies.

The site is http://localhost, the other one http://127.0.0.1: two sites for a browser.
Private windows, as these are, block the cookies of third parties; the first test holds
them to it.
"""

from jiesu.addon.access.guests import admit_guests
from jiesu.addon.catalog.indexing import index_all_texts
from jiesu.addon.catalog.queries import find
from jiesu.addon.catalog.queries import Query
from jiesu.addon.demo.load import password
from jiesu.addon.intake import guards
from playwright.sync_api import expect
from plone import api
from tests.pages.conftest import CHROMIUM
from tests.pages.hosts import serving
from tests.pages.person import close
from tests.pages.person import PATIENCE
from tests.pages.test_accessible import AXE
from tests.pages.test_accessible import WCAG
from tests.pages.test_sending import photo
from urllib.parse import urlsplit

import json
import pytest
import transaction


ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
WRONG = "阅览室的灯一直在闪"
# What a browser does with the cookies of third parties, as its settings call it.
KEEPS, BLOCKS = 0, 1


@pytest.fixture(scope="module")
def browser(chromium):
    """A browser that knows both sites."""
    one = chromium.browser_type.launch(executable_path=CHROMIUM, args=ARGUMENTS)
    yield one
    one.close()


@pytest.fixture
def profile(chromium, tmp_path):
    """Opens a browser of somebody with settings: ``profile(BLOCKS)``."""
    opened = []

    def somebody(third_parties: int):
        place = tmp_path / str(third_parties)
        (place / "Default").mkdir(parents=True)
        chosen = {"profile": {"cookie_controls_mode": third_parties}}
        (place / "Default" / "Preferences").write_text(json.dumps(chosen))
        context = chromium.browser_type.launch_persistent_context(
            str(place), executable_path=CHROMIUM, args=ARGUMENTS
        )
        opened.append(context)
        return context

    yield somebody
    for context in opened:
        close(context)


@pytest.fixture
def host():
    """The other site."""
    with serving() as one:
        yield one


@pytest.fixture
def visit(browser):
    """Opens a page as a visitor of the other site; nothing may fail in a script."""
    contexts, errors = [], []

    def visitor(address: str, width: int = 1000, **options):
        context = browser.new_context(
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            viewport={"width": width, "height": 800},
            **options,
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(address)
        return page

    yield visitor
    for context in contexts:
        close(context)
    assert errors == []


def admit(desk, *origins: str, guests: bool = True) -> None:
    """Set who may show parts of the desk, and whether guests may write."""
    desk._p_jar.sync()
    desk.origins = list(origins)
    desk.guests = guests
    admit_guests(desk)
    transaction.commit()


def line(desk, **choices: str) -> str:
    """The line that an editor copies."""
    said = " ".join(f'data-{name}="{value}"' for name, value in choices.items())
    return f'<script src="{desk.absolute_url()}/@@embed.js" {said} async></script>'


def height(frame) -> float:
    """How high a frame is in the page."""
    return frame.bounding_box()["height"]


def newest(desk):
    """The complaint that came last."""
    desk._p_jar.sync()
    with api.env.adopt_user(username="office"):
        row = find(desk, Query(), "-received", size=1).rows[0]
    return desk["complaints"][row.id]


class TestElsewhere:
    """What a visitor of the other site can do."""

    def test_the_browser_blocks_cookies_there(self, served, host, browser, profile):
        """Or the tests below would show nothing."""
        admit(served, host.origin)
        address = host.page(line(served, what="faq"))
        probe = {
            "name": "probe",
            "value": "1",
            "domain": urlsplit(served.absolute_url()).hostname,
            "path": "/",
            "sameSite": "None",
            "secure": True,
        }
        contexts = {
            "keeps": profile(KEEPS),
            "blocks": profile(BLOCKS),
            "private": browser.new_context(),
        }
        sent = {}
        for name, context in contexts.items():
            context.add_cookies([probe])
            page = context.new_page()
            with page.expect_request(lambda one: "@@embed?" in one.url) as asked:
                page.goto(address)
            sent[name] = "probe=1" in asked.value.all_headers().get("cookie", "")
        close(contexts["private"])
        assert sent == {"keeps": True, "blocks": False, "private": False}

    def test_a_guest_sends_and_follows_without_cookies(
        self, served, host, visit, monkeypatch
    ):
        monkeypatch.setenv(guards.SWITCH, "on")
        guards.forget()
        admit(served, host.origin)
        page = visit(host.page(line(served, what="form", lang="zh-cn")), width=390)
        frame = page.frame_locator("iframe")
        frame.locator("[name=text]").fill(WRONG)
        frame.locator("[name=category]").select_option("academic-classroom")
        frame.locator("[name=agreed]").check()
        frame.get_by_role("button", name="提交", exact=True).click()
        expect(frame.locator("h1")).to_be_focused()
        expect(frame.locator(".ji-keep b")).to_have_count(2)
        number, code = frame.locator(".ji-keep b").all_text_contents()
        assert newest(served).number == number
        assert newest(served).channel == "embed"
        assert newest(served).submitter == ""

        frame.get_by_role("button", name="跟进").click()
        expect(frame.locator(".ji-timeline")).to_contain_text(WRONG)
        assert code not in page.url
        assert all("pass=" not in one.url for one in page.frames)

        frame.get_by_role("button", name="补充情况").click()
        frame.locator("[name=text]").fill("二层靠窗的一排")
        frame.get_by_role("button", name="补充情况").click()
        expect(frame.locator("[role=status]")).to_be_visible()
        expect(frame.locator(".ji-timeline")).to_contain_text("二层靠窗的一排")
        assert page.context.cookies() == []

    def test_it_helps_while_one_types(self, served, host, visit):
        """A category, a place of the list, an answer, without a cookie."""
        index_all_texts(served)
        admit(served, host.origin)
        page = visit(host.page(line(served, what="form", lang="zh-cn")), width=390)
        frame = page.frame_locator("iframe")
        text = frame.locator("[name=text]")
        text.fill("3号楼五层的无线网络一直掉线，连不上校园网")
        expect(frame.locator("[data-ji-typing-title]")).to_contain_text("校园网")
        frame.locator(".ji-suggested .ji-choice").first.click()
        expect(frame.locator("[name=category]")).to_have_value("it-network")
        place = frame.locator("[name=location]")
        place.click()
        frame.get_by_role("option", name="图书馆总馆").click()
        expect(place).to_have_value("图书馆总馆")
        frame.locator("[data-ji-typing-found] > summary").click()
        expect(frame.locator("[data-whole]").first).to_have_attribute(
            "target", "_blank"
        )
        frame.locator("[name=agreed]").check()
        frame.get_by_role("button", name="提交", exact=True).click()
        expect(frame.locator(".ji-keep b")).to_have_count(2)
        made = newest(served)
        assert (made.category, made.location) == ("it-network", "图书馆总馆")
        assert page.context.cookies() == []

    def test_a_guest_follows_with_number_and_code(self, served, host, visit):
        admit(served, host.origin)
        page = visit(host.page(line(served, what="form")))
        frame = page.frame_locator("iframe")
        frame.locator("[name=text]").fill(WRONG)
        frame.locator("[name=category]").select_option("academic-classroom")
        frame.locator("[name=agreed]").check()
        frame.locator(".is-primary").click()
        expect(frame.locator(".ji-keep b")).to_have_count(2)
        number, code = frame.locator(".ji-keep b").all_text_contents()

        page.goto(host.page(line(served, what="track"), name="track"))
        frame.locator("[name=number]").fill(number)
        frame.locator("[name=code]").fill("AAAA-AAAA-AAAA")
        frame.locator(".is-primary").click()
        expect(frame.locator("#ji-errors")).to_be_focused()
        frame.locator("[name=code]").fill(code)
        frame.locator(".is-primary").click()
        expect(frame.locator(".ji-timeline")).to_contain_text(WRONG)
        frame.get_by_role("button", name="撤回").click()
        frame.get_by_role("link", name="取消").click()
        expect(frame.locator(".ji-timeline")).to_contain_text(WRONG)

    def test_with_an_account_it_goes_on_in_a_page_of_its_own(self, served, host, visit):
        admit(served, host.origin)
        page = visit(host.page(line(served, what="form")))
        log_in(page.context, served, "student1")
        frame = page.frame_locator("iframe")
        frame.locator("[name=text]").fill(WRONG)
        frame.locator("[name=category]").select_option("academic-classroom")
        frame.locator("[name=files]").set_input_files([photo("a.jpg"), photo("b.jpg")])
        expect(frame.locator(".ji-photo img")).to_have_count(2)
        with page.context.expect_page() as opened:
            frame.locator("[data-ji-onward]").click()
        own = opened.value
        own.locator("[name=agreed]").wait_for()
        expect(own.locator("textarea[name=text]")).to_have_value(WRONG)
        expect(own.locator(".ji-photo img")).to_have_count(2)
        assert own.locator("[name=category]:checked").input_value() == (
            "academic-classroom"
        )
        own.locator("[name=agreed]").check()
        own.locator(".ji-foot .ji-btn").click()
        own.locator("[data-ji-complaint]").wait_for()
        expect(own.locator(".ji-timeline .ji-photo img")).to_have_count(2)
        assert newest(served).submitter == "student1"
        # Nothing of it is gone in the frame.
        expect(frame.locator("[name=text]")).to_have_value(WRONG)

    def test_where_guests_may_not_what_was_typed_outlives_the_login(
        self, served, host, visit
    ):
        admit(served, host.origin, guests=False)
        page = visit(host.page(line(served, what="form")))
        frame = page.frame_locator("iframe")
        frame.locator("[name=text]").fill(WRONG)
        expect(frame.locator("[name=agreed]")).to_have_count(0)
        with page.context.expect_page() as opened:
            frame.locator("[data-ji-onward]").click()
        own = opened.value
        own.locator("form[data-ji-ready] [data-ji-carry]").click()
        own.locator("[name=__ac_name]").fill("student1")
        own.locator("[name=__ac_password]").fill(password())
        own.locator("[name='buttons.login']").click()
        own.locator("form[data-ji-ready]").wait_for()
        expect(own.locator("textarea[name=text]")).to_have_value(WRONG)

    def test_the_frame_is_as_high_as_what_stands_in_it(self, served, host, visit):
        admit(served, host.origin)
        page = visit(host.page(line(served, what="faq")))
        frame, inside = page.locator("iframe"), page.frame_locator("iframe")
        inside.locator("summary").first.wait_for()
        settled(page)
        before = height(frame)
        assert fits(inside)
        inside.locator("summary").first.click()
        page.wait_for_function(
            "before => document.querySelector('iframe').offsetHeight > before",
            arg=before,
        )
        assert fits(inside)
        inside.locator("summary").first.click()
        page.wait_for_function(
            "before => document.querySelector('iframe').offsetHeight == before",
            arg=before,
        )

    def test_several_in_a_page_know_nothing_of_each_other(self, served, host, visit):
        admit(served, host.origin)
        parts = [line(served, what=what) for what in ("faq", "track", "figures")]
        page = visit(
            host.page(
                *parts,
                '<div id="here"></div>',
                line(served, what="faq", count="1", target="here"),
            )
        )
        expect(page.locator("iframe")).to_have_count(4)
        for at in range(4):
            page.frame_locator("iframe").nth(at).locator("h1").wait_for()
        page.wait_for_function(
            "() => new Set([...document.querySelectorAll('iframe')]"
            ".map(one => one.offsetHeight)).size == 4"
        )
        assert page.locator("#here iframe").count() == 1
        titles = [one.get_attribute("title") for one in page.locator("iframe").all()]
        assert len(set(titles)) == 3
        assert all(titles)
        left = page.evaluate("Object.keys(window).filter(n => /jiesu|loader/i.test(n))")
        assert left == []

    def test_words_of_others_do_nothing(self, served, host, visit):
        admit(served, host.origin)
        page = visit(host.page(line(served, what="faq")))
        inside = page.frame_locator("iframe")
        inside.locator("h1").wait_for()
        settled(page)
        before = height(page.locator("iframe"))
        # The page itself, and a frame of a third one, say what only the part may say.
        page.evaluate("window.postMessage({jiesu: 'height', height: 3}, '*')")
        page.evaluate(
            """() => new Promise(done => {
              const other = document.createElement("iframe");
              other.srcdoc = "<script>parent.postMessage({jiesu: 'height', height: 3},"
                + "'*')</" + "script>";
              other.onload = () => setTimeout(done, 0);
              document.body.appendChild(other);
            })"""
        )
        assert height(page.locator("iframe").first) == before

    def test_a_site_that_is_not_listed_gets_a_link_alone(self, served, host, visit):
        admit(served, "https://lib.example.edu.cn")
        page = visit(host.page(line(served, what="form")))
        page.locator("a[target=_blank]").wait_for()
        assert page.frames[1].url.startswith("chrome-error:")
        assert not page.locator("iframe").is_visible()
        assert page.locator("a[target=_blank]").get_attribute("href") == (
            f"{served.absolute_url()}/@@submit"
        )

    @pytest.mark.parametrize(
        "path", ["", "@@submit", "@@track", "faq", "@@part?what=faq"]
    )
    def test_no_other_page_can_be_framed(self, served, host, visit, path):
        admit(served, host.origin)
        address = f"{served.absolute_url()}/{path}".rstrip("/")
        page = visit(host.page(f'<iframe src="{address}"></iframe>'))
        page.wait_for_load_state("networkidle")
        assert page.frames[1].url.startswith("chrome-error:")

    def test_rules_of_the_page_for_its_own_frames_stay_there(self, served, host, visit):
        """As themes have them for videos, and banners are hidden by."""
        admit(served, host.origin)
        rules = (
            "iframe { height: 150px !important; max-height: 300px !important; "
            "width: 200px !important; position: absolute !important; "
            "aspect-ratio: 16 / 9 !important; opacity: .2 !important; "
            "padding: 30px !important; float: left !important; }"
        )
        page = visit(
            host.page(line(served, what="form"), head=f"<style>{rules}</style>"),
            width=390,
        )
        page.frame_locator("iframe").locator(".is-primary").wait_for()
        settled(page)
        frame = page.locator("iframe")
        assert frame.evaluate("e => e.offsetWidth == e.parentNode.clientWidth")
        assert frame.evaluate("e => getComputedStyle(e).opacity") == "1"
        below = page.locator("#after").bounding_box()["y"]
        box = frame.bounding_box()
        assert below >= box["y"] + box["height"]

    @pytest.mark.parametrize(
        ("around", "chosen", "spoken"),
        [
            ("zh-CN", "", "zh-cn"),
            ("en-GB", "", "en"),
            ("en", "zh-cn", "zh-cn"),
            ("de", "", "zh-cn"),
        ],
    )
    def test_it_speaks_as_the_page_does(
        self, served, host, visit, around, chosen, spoken
    ):
        """Unless the line says otherwise; else as the visitor's browser."""
        admit(served, host.origin)
        choices = {"what": "track"} | ({"lang": chosen} if chosen else {})
        address = host.page(line(served, **choices))
        path = urlsplit(address).path
        host.pages[path] = host.pages[path].replace('lang="zh-CN"', f'lang="{around}"')
        page = visit(address)
        inside = page.frame_locator("iframe")
        inside.locator("h1").wait_for()
        assert inside.locator("html").get_attribute("lang") == spoken
        titled = page.locator("iframe").get_attribute("title")
        assert titled == inside.locator("h1").inner_text()

    def test_a_link_keeps_what_was_chosen(self, served, host, visit):
        admit(served, "https://lib.example.edu.cn")
        page = visit(host.page(line(served, what="form", department="library")))
        link = page.locator("a[target=_blank]")
        link.wait_for()
        assert link.get_attribute("href") == (
            f"{served.absolute_url()}/@@submit?department=library"
        )

    def test_colours_and_darkness_are_those_that_were_chosen(self, served, host, visit):
        admit(served, host.origin)
        page = visit(
            host.page(line(served, what="track", accent="#8a1538", look="auto")),
            color_scheme="dark",
        )
        inside = page.frame_locator("iframe")
        inside.locator(".is-primary").wait_for()
        ground = inside.locator("main").evaluate(
            "e => getComputedStyle(e).backgroundColor"
        )
        assert ground == "rgb(16, 23, 31)"
        accent = "e => getComputedStyle(e).getPropertyValue('--ji-accent').trim()"
        assert inside.locator("main").evaluate(accent) not in ("#7bb8f7", "#8a1538")
        page.emulate_media(color_scheme="light")
        assert inside.locator("main").evaluate(accent) == "#8a1538"

    def test_by_keyboard_one_comes_in_and_out_again(self, served, host, visit):
        admit(served, host.origin)
        page = visit(host.page(line(served, what="track")))
        inside = page.frame_locator("iframe")
        inside.locator("[name=number]").wait_for()
        page.locator("#before").focus()
        page.keyboard.press("Tab")
        expect(inside.locator("[name=number]")).to_be_focused()
        for _press in range(4):
            page.keyboard.press("Tab")
        expect(page.locator("#after")).to_be_focused()
        page.keyboard.press("Shift+Tab")
        expect(inside.locator("a.is-quiet")).to_be_focused()

    @pytest.mark.parametrize("width", [280, 390, 1000])
    @pytest.mark.parametrize("what", ["form", "faq", "figures", "track"])
    def test_everybody_can_use_it_at_every_width(
        self, served, host, visit, what, width
    ):
        admit(served, host.origin)
        served.publish_figures = True
        transaction.commit()
        address = f"{served.absolute_url()}/@@embed?what={what}&accent=ffcc00"
        page = visit(address, width=width)
        page.locator("h1").wait_for()
        wide = page.evaluate("document.scrollingElement.scrollWidth")
        faults = list(faults_of(page))
        page.goto(f"{address}&look=dark")
        faults += faults_of(page)
        assert (wide, faults) == (width, [])


def faults_of(page):
    """What axe finds."""
    options = {"runOnly": WCAG, "resultTypes": ["violations"]}
    for one in AXE.run(page, options=options).response["violations"]:
        for node in one["nodes"]:
            yield f"{one['id']}: {node['target']}: {node['failureSummary']}"


def settled(page) -> None:
    """Wait until the first frame is as high as what stands in it."""
    page.frames[1].wait_for_function(
        "() => document.readyState == 'complete' && document.body && "
        "document.scrollingElement.scrollHeight <= window.innerHeight && "
        "window.innerHeight - document.body.offsetHeight < 2"
    )


def fits(inside) -> bool:
    """Whether nothing of a frame has to be scrolled."""
    return inside.locator("html").evaluate(
        "e => e.scrollHeight <= window.innerHeight && "
        "window.innerHeight - document.body.offsetHeight < 2"
    )


def log_in(context, desk, user: str) -> None:
    """Log in at the site itself, in another tab."""
    site = desk.absolute_url().rsplit("/", 1)[0]
    form = {
        "__ac_name": user,
        "__ac_password": password(),
        "buttons.login": "Log in",
    }
    context.request.post(f"{site}/login", form=form, max_redirects=0)
