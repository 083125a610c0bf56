"""The pages of a guest: a pass in a cookie, for one complaint, for some time."""

from jiesu.addon.browser.submitter.passes import COOKIE
from jiesu.addon.calendar.moment import now
from jiesu.addon.intake import guards
from tests.services.conftest import NOBODY
from tests.services.test_track import keys
from tests.services.test_track import solved

import pytest
import re
import requests


PAGE = {"Accept": "text/html"}


@pytest.fixture
def browser():
    """Keeps cookies."""
    with requests.Session() as session:
        session.headers.update(PAGE)
        yield session


def token(page: str) -> str:
    """The hidden field of our forms."""
    return re.search(r'name="_authenticator" value="(\w+)"', page)[1]


def log_in(browser, ask, taken: dict):
    """Send number and code."""
    url = f"{ask.url}/@@track"
    sent = keys(taken) | {"_authenticator": token(browser.get(url).text)}
    sent |= {guards.PROOF: taken["proof"]} if "proof" in taken else {}
    return browser.post(url, data=sent)


class TestPass:
    """Number and code once, then the pass."""

    def test_opens_one(self, ask, browser):
        taken = ask.submit(NOBODY, text="灯坏了。", location="301")
        page = log_in(browser, ask, taken)
        assert page.url == f"{ask.url}/@@track"
        assert taken["number"] in page.text
        assert page.headers["Cache-Control"] == "no-store"
        assert taken["code"] not in page.text + str(browser.cookies)

    @pytest.mark.usefixtures("guarded")
    def test_without_javascript(self, ask, browser):
        """No proof of work: it opens all the same, some times an hour."""
        taken = ask.submit(NOBODY)
        assert "JavaScript" in browser.get(f"{ask.url}/@@track").text
        assert log_in(browser, ask, taken).status_code == 200
        browser.cookies.clear()
        for number in range(5):
            wrong = taken | {"number": f"20261101-00000{number}"}
            assert log_in(browser, ask, wrong).status_code == 404
        page = log_in(browser, ask, taken)
        assert page.status_code == 429
        assert taken["number"] in page.text
        proof = solved(guards.challenge())
        assert log_in(browser, ask, taken | {"proof": proof}).status_code == 200

    def test_stands_in_the_site(self, ask, browser):
        """The guest's page has the frame that all pages have: name, way, log in."""
        other = browser.get(f"{ask.url}/@@track").text
        page = log_in(browser, ask, ask.submit(NOBODY)).text
        for part in ('id="portal-logo"', 'id="personaltools-login"'):
            assert part in other
            assert part in page
        assert 'id="portal-breadcrumbs"' in page

    def test_not_the_complaint_itself(self, ask, browser):
        """The pass opens the guest's page, not other addresses."""
        taken = ask.submit(NOBODY)
        log_in(browser, ask, taken)
        assert "login" in browser.get(taken["@id"]).url

    def test_act(self, ask, browser):
        taken = ask.submit(NOBODY)
        page = log_in(browser, ask, taken)
        sent = {"text": "还有窗。", "_authenticator": token(page.text)}
        after = browser.post(f"{ask.url}/@@track/do/supplement", data=sent)
        assert "还有窗。" in after.text

    @pytest.mark.parametrize("action", ["accept", "answer", "reopen", "x"])
    def test_no_other_action(self, ask, browser, action):
        log_in(browser, ask, ask.submit(NOBODY))
        assert browser.get(f"{ask.url}/@@track/do/{action}").status_code == 404

    def test_files(self, ask, browser):
        file = {"filename": "a.pdf", "data": "JVBERi0="}
        log_in(browser, ask, ask.submit(NOBODY, files=[file]))
        got = browser.get(f"{ask.url}/@@track/file/1/1")
        assert got.content == b"%PDF-"
        assert got.headers["Content-Disposition"].startswith("attachment")
        assert browser.get(f"{ask.url}/@@track/file/2/1").status_code == 404

    def test_leave(self, ask, browser):
        page = log_in(browser, ask, ask.submit(NOBODY))
        sent = {"_authenticator": token(page.text)}
        browser.post(f"{ask.url}/@@track/leave", data=sent)
        assert 'name="code"' in browser.get(f"{ask.url}/@@track").text

    def test_wrong_code(self, ask, browser):
        """The number stays, the code does not."""
        taken = ask.submit(NOBODY)
        page = log_in(browser, ask, taken | {"code": "2222-2222-2222"})
        assert page.status_code == 404
        assert taken["number"] in page.text
        assert "2222-2222" not in page.text
        assert COOKIE not in browser.cookies

    @pytest.mark.parametrize("change", ["other", "later", "unsigned"])
    def test_forged(self, ask, browser, change):
        """Another complaint, another time, no signature: none of it opens anything."""
        first, second = ask.submit(NOBODY), ask.submit(NOBODY)
        log_in(browser, ask, first)
        mine = re.sub('"', "", browser.cookies[COOKIE])
        complaint, until, signature = mine.split(".")
        other = second["@id"].rsplit("/", 1)[1]
        forged = {
            "other": f"{other}.{until}.{signature}",
            "later": f"{complaint}.{int(until) + 999}.{signature}",
            "unsigned": f"{complaint}.{int(now().timestamp()) + 999}.",
        }[change]
        browser.cookies.clear()
        browser.cookies.set(COOKIE, forged)
        assert 'name="code"' in browser.get(f"{ask.url}/@@track").text
