"""`@@embed` and its loader by HTTP: who may show it, what it takes, what it keeps."""

from datetime import timedelta
from jiesu.addon.access.guests import admit_guests
from jiesu.addon.browser.base import STATIC
from jiesu.addon.browser.embed.framing import policy
from jiesu.addon.browser.submitter.passes import make_pass
from jiesu.addon.calendar.moment import at
from jiesu.addon.calendar.moment import now
from jiesu.addon.catalog.queries import by_number
from jiesu.addon.content.places import places_of
from jiesu.addon.intake import guards
from lxml import html

import pytest
import re
import requests
import transaction


ORIGIN = "https://lib.example.edu.cn"
WRONG = "阅览室的灯一直在闪"


@pytest.fixture
def desk(served):
    """The demo desk with one site that may show its parts, and with guests."""
    served._p_jar.sync()
    served.origins = [ORIGIN]
    served.guests = True
    admit_guests(served)
    transaction.commit()
    return served


class Frame:
    """A frame of another site: no cookies, only what its forms carry."""

    def __init__(self, desk):
        """At this desk."""
        self.url = desk.absolute_url()

    def get(self, path: str, **headers) -> requests.Response:
        """What an address answers."""
        headers = {"Accept-Language": "zh-cn", "Accept": "text/html"} | headers
        return requests.get(
            f"{self.url}/{path}", headers=headers, timeout=60, allow_redirects=False
        )

    def open(self, path: str):
        """A page of the frame."""
        answer = self.get(path)
        assert answer.status_code == 200
        return self.read(answer)

    def read(self, answer):
        """The tree of a page."""
        self.status = answer.status_code
        self.headers = answer.headers
        self.text = answer.text
        return html.document_fromstring(answer.text)

    def send(self, page, part: str, **fields):
        """Fill in the form that goes to an address ending so, and send it."""
        form = next(
            one for one in page.cssselect("form") if one.get("action").endswith(part)
        )
        data = dict(form.form_values()) | fields
        return self.read(
            requests.post(
                form.get("action"),
                data=data,
                headers={"Accept-Language": "zh-cn"},
                timeout=60,
                allow_redirects=False,
            )
        )

    def sent(self, **fields):
        """The page that tells number and code, of what was sent in the form."""
        said = {"text": WRONG, "category": "academic-classroom", "agreed": "true"}
        return self.send(self.open("@@embed?what=form"), "/form", **said | fields)


@pytest.fixture
def frame(desk):
    """A frame at the desk."""
    return Frame(desk)


def words(page, css: str = "main") -> str:
    """The text of what a selector finds."""
    found = " ".join(one.text_content() for one in page.cssselect(css))
    return " ".join(found.split())


def number_and_code(page) -> list[str]:
    """What a guest is told."""
    return [one.text_content() for one in page.cssselect(".ji-keep b")]


class TestWhoMayShowIt:
    """Headers: of `@@embed` those of its list, of all else nobody."""

    @pytest.mark.parametrize("what", ["form", "faq", "figures", "track"])
    def test_the_sites_of_the_list(self, frame, what):
        headers = frame.get(f"@@embed?what={what}").headers
        said = headers["Content-Security-Policy"].split("; ")
        assert said[0] == f"frame-ancestors 'self' {ORIGIN}"
        assert "X-Frame-Options" not in headers
        assert "Access-Control-Allow-Origin" not in headers
        assert "Set-Cookie" not in headers

    def test_what_is_answered_to_a_form_as_well(self, frame):
        page = frame.sent()
        assert number_and_code(page)
        assert ORIGIN in frame.headers["Content-Security-Policy"]
        assert "X-Frame-Options" not in frame.headers
        assert "Set-Cookie" not in frame.headers

    def test_nobody_where_the_list_is_empty(self, desk, frame):
        desk.origins = []
        transaction.commit()
        said = frame.get("@@embed").headers["Content-Security-Policy"]
        assert said.startswith("frame-ancestors 'self';")

    def test_a_line_that_cannot_be_read_lets_nobody_in(self, desk, frame):
        """One that came past the settings, as by a script."""
        desk.origins = [ORIGIN, "*; script-src *"]
        transaction.commit()
        said = frame.get("@@embed").headers["Content-Security-Policy"]
        assert said.startswith("frame-ancestors 'self';")

    @pytest.mark.parametrize(
        "path",
        [
            "",
            "@@submit",
            "@@track",
            "faq",
            "@@part?what=faq",
            "@@embed/nothing",
            "@@embed/form/do",
            "@@embed.js",
            "../forms/repair",
            "..",
        ],
    )
    def test_no_other_page(self, frame, path):
        headers = frame.get(path).headers
        assert headers["X-Frame-Options"] == "SAMEORIGIN"
        assert ORIGIN not in headers.get("Content-Security-Policy", "")

    def test_the_policy_says_what_the_page_itself_may_fetch(self):
        assert policy(("https://*.example.edu.cn", "http://a.example:81")) == (
            "frame-ancestors 'self' https://*.example.edu.cn http://a.example:81; "
            "default-src 'self'; img-src 'self' data: blob:; "
            "style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; "
            "form-action 'self'"
        )


class TestForm:
    """A guest sends from a frame."""

    def test_it_is_taken_once_and_told(self, frame):
        page = frame.sent()
        number, code = number_and_code(page)
        assert re.fullmatch(r"\d{8}-\w{6}", number)
        assert "教务处" in words(page)
        assert frame.headers["Cache-Control"] == "no-store"
        assert re.fullmatch(r"\w{4}-\w{4}-\w{4}", code)

    def test_what_is_missing_is_said_and_nothing_is_lost(self, frame):
        page = frame.sent(agreed="", category="")
        assert page.cssselect("#ji-errors")
        assert page.cssselect("textarea")[0].value == WRONG

    def test_without_the_token_nothing_is_taken(self, frame):
        page = frame.sent(_authenticator="wrong")
        assert frame.status == 403
        assert page.cssselect("textarea")[0].value == WRONG

    def test_the_guards_stand_here_as_well(self, frame, monkeypatch):
        monkeypatch.setenv(guards.SWITCH, "on")
        guards.forget()
        page = frame.sent(website="http://spam.example")
        assert frame.status == 400
        assert page.cssselect("#ji-errors")
        # Without a proof of work a few get through, as where there is no JavaScript.
        tries = [frame.status for _try in range(4) if frame.sent() is not None]
        assert tries == [200, 200, 200, 429]

    def test_it_offers_what_the_whole_form_offers(self, desk, frame):
        """Chips for the category, answers while one types, places of the list."""
        page = frame.open("@@embed?what=form")
        assert page.cssselect("[data-ji-suggested]")
        assert page.cssselect("[data-ji-typing]")
        assert (
            page.cssselect("[data-ji-combo]")[0]
            .get("data-ji-combo")
            .endswith("@@places")
        )

    def test_who_may_not_send_is_offered_nothing(self, desk, frame):
        """What is looked up while one types is for who may submit."""
        desk.guests = False
        admit_guests(desk)
        transaction.commit()
        page = frame.open("@@embed?what=form")
        assert not page.cssselect("[data-ji-typing], [data-ji-combo]")
        assert "typing.js" not in frame.text

    def test_what_the_page_has_chosen_is_not_for_its_readers(self, desk, frame):
        page = frame.open("@@embed?what=form&category=academic-classroom")
        assert not page.cssselect("[name=category]")
        said = {"text": WRONG, "agreed": "true", "category": "it"}
        page = frame.send(page, "/form", **said)
        number, _code = number_and_code(page)
        assert of_number(desk, number).category == "academic-classroom"

    def test_a_department_and_a_place_are_filled_in(self, desk, frame):
        place = places_of(desk)[1]
        page = frame.open(f"@@embed?what=form&department=it&place={place.id}")
        assert place.title in words(page, "header")
        page = frame.send(page, "/form", text=WRONG, agreed="true")
        made = of_number(desk, number_and_code(page)[0])
        assert (made.department, made.location) == ("it", place.title)
        assert made.channel == "embed"

    def test_what_an_address_says_wrongly_is_left_out(self, frame):
        query = "what=nothing&category=no&department=no&place=no&count=x&lang=xx"
        page = frame.open(f"@@embed?{query}&look=no&accent=%7D%3Cscript%3E")
        assert page.cssselect("select[name=category]")
        assert not page.cssselect("style")

    def test_its_language_is_the_chosen_one(self, frame):
        page = frame.open("@@embed?what=form&lang=en")
        assert page.get("lang") == "en"
        assert words(page, "h1") == "Tell us what is wrong"
        assert words(frame.sent(**{"embed-lang": "en"}), "h1") == "It is on its way"

    def test_where_guests_may_not_it_goes_on_with_an_account(self, desk, frame):
        desk.guests = False
        admit_guests(desk)
        transaction.commit()
        page = frame.open("@@embed?what=form")
        assert not page.cssselect("[name=agreed], [name=files]")
        button = page.cssselect("button[data-ji-onward]")[0]
        assert button.get("formaction") == f"{frame.url}/@@submit"
        before = len(desk["complaints"])
        page = frame.send(page, "/form", text=WRONG, agreed="true", category="it")
        assert page.cssselect("textarea")[0].text.strip() == WRONG
        transaction.begin()
        assert len(desk["complaints"]) == before


class TestTrack:
    """A guest follows a complaint in a frame: the pass goes along in the forms."""

    def test_number_and_code_open_it(self, frame):
        number, code = number_and_code(frame.sent())
        page = frame.open("@@embed?what=track")
        page = frame.send(page, "/track", number=number, code=code.lower())
        assert WRONG in words(page)
        assert "Set-Cookie" not in frame.headers
        assert frame.headers["Cache-Control"] == "no-store"

    def test_wrong_ones_do_not(self, frame):
        number, _code = number_and_code(frame.sent())
        page = frame.open("@@embed?what=track")
        page = frame.send(page, "/track", number=number, code="AAAA-AAAA-AAAA")
        assert frame.status == 404
        assert WRONG not in words(page)

    def test_steps_are_taken_with_the_pass_alone(self, frame):
        page = frame.send(frame.sent(), "/track")
        page = frame.send(page, "/do/supplement")
        page = frame.send(page, "/do/supplement", text="二层靠窗的一排")
        assert "二层靠窗的一排" in words(page, ".ji-timeline")
        assert page.cssselect("[role=status]")
        page = frame.send(page, "/do/withdraw")
        page = frame.send(page, "/do/withdraw", text="已经好了")
        assert "已撤回" in words(page)
        page = frame.send(page, "/track/leave")
        assert page.cssselect("[name=code]")

    def test_the_pass_ends(self, desk, frame):
        page = frame.sent()
        made = of_number(desk, number_and_code(page)[0])
        with at(now() - timedelta(hours=3)):
            old = make_pass(desk, made.getId())
        page = frame.send(page, "/track", **{"pass": old})
        assert frame.status == 403
        assert page.cssselect("[name=code]")
        assert WRONG not in words(page)

    @pytest.mark.parametrize("changed", ["x", "", "a.9999999999.0"])
    def test_a_pass_that_was_not_given_opens_nothing(self, frame, changed):
        page = frame.send(frame.sent(), "/track", **{"pass": changed})
        assert WRONG not in words(page)
        assert page.cssselect("[name=code]")

    def test_without_the_token_nothing_is_done(self, frame):
        page = frame.send(frame.sent(), "/track", _authenticator="wrong")
        assert frame.status == 403
        assert page.cssselect("[name=code]")
        assert WRONG not in words(page)

    def test_in_an_address_a_pass_is_worth_nothing(self, frame):
        page = frame.sent()
        given = page.cssselect("[name=pass]")[0].value
        page = frame.open(f"@@embed/track?pass={given}")
        assert WRONG not in words(page)

    def test_a_guest_does_what_guests_do_and_no_more(self, frame):
        page = frame.send(frame.sent(), "/track")
        form = page.cssselect("form[action$=supplement]")[0]
        form.set("action", form.get("action").replace("supplement", "reveal"))
        frame.send(page, "/do/reveal")
        assert frame.status == 404


class TestLoader:
    """The script that other sites name."""

    def test_it_is_kept_and_asked_for_again(self, frame):
        first = frame.get("@@embed.js")
        assert first.headers["Content-Type"].startswith("text/javascript")
        assert "max-age=3600" in first.headers["Cache-Control"]
        again = frame.get("@@embed.js", **{"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.text) == (304, "")
        other = frame.get("@@embed.js", **{"If-None-Match": '"other"'})
        assert other.status_code == 200

    def test_it_names_no_host(self, frame):
        """Behind another name it is the same: it asks its own address."""
        assert "localhost" not in frame.get("@@embed.js").text

    def test_old_browsers_read_it(self, frame):
        """No syntax of after 2017."""
        for text in (frame.get("@@embed.js").text, static("embedded.js")):
            assert not re.search(r"\?\.|\?\?|\*\*=|`|=>|\basync\s+function", text)


def static(name: str) -> str:
    """A file of ours."""
    return (STATIC / name).read_text("utf-8")


def of_number(desk, number: str):
    """The complaint of a number."""
    transaction.begin()
    return desk["complaints"][by_number(desk, number)]
