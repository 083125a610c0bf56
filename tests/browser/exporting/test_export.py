"""Lists as files by HTTP: what is in them, for whom, and that it is recorded."""

from io import BytesIO
from jiesu.addon.catalog.queries import find
from jiesu.addon.catalog.queries import Query
from jiesu.addon.demo.load import password
from jiesu.addon.exports import jobs
from jiesu.addon.exports.log import log_if_any
from openpyxl import load_workbook
from plone import api
from tests.browser.department.client import MANAGER
from tests.browser.department.client import NOBODY
from threading import Event
from urllib.parse import urlencode

import csv
import io
import pytest
import requests
import transaction


OFFICE = {"of": "@@office", "tab": "all"}
HANDLER = {"of": "logistics", "tab": "all"}
DENIED = (302, 401)


def numbers_of(desk, user: str, **criteria) -> list[str]:
    """The numbers of all that a user sees, the newest first."""
    transaction.begin()
    with api.env.adopt_user(username=user):
        rows = find(desk, Query(**criteria), "-received", size=200).rows
    return [row.number for row in rows]


def begin(browser, user, **form):
    """Make a file as the page's form does; the page that follows."""
    query = urlencode({n: form[n] for n in form if n not in ("format", "reason")})
    return browser.submit(
        user, f"@@export?{query}", "@@export", **{"format": "csv"} | form
    )


def fetch(browser, user, page) -> requests.Response:
    """Fetch the file that a page offers."""
    job = page.tree.xpath('string(//input[@name="job"]/@value)')
    return requests.post(
        f"{browser.url}/@@export",
        data={"job": job, "_authenticator": page.token},
        auth=(user, password()),
        timeout=60,
    )


def taken(browser, user, **form) -> list[list[str]]:
    """The lines of a CSV file."""
    answer = fetch(browser, user, begin(browser, user, **form))
    assert answer.status_code == 200
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def log_of(desk) -> list:
    """All of the log, the newest first."""
    transaction.begin()
    log = log_if_any(desk)
    return list(log.newest(0, 100)) if log is not None else []


class TestContent:
    """What is in the file."""

    def test_office(self, browser, served):
        """All that the list has, in its order."""
        lines = taken(browser, "office", **OFFICE)
        assert [line[0] for line in lines[1:]] == numbers_of(served, "office")
        assert {len(line) for line in lines} == {15}

    def test_filters(self, browser, served):
        """Only what the list is narrowed to."""
        lines = taken(browser, "office", **OFFICE, kind="help", state="closed")
        wanted = numbers_of(served, "office", kind="help", states=("closed",))
        assert [line[0] for line in lines[1:]] == wanted

    def test_workbook(self, browser, served):
        """The same as a workbook, with moments that are moments."""
        page = begin(browser, "office", **OFFICE, format="xlsx")
        sheet = load_workbook(BytesIO(fetch(browser, "office", page).content)).active
        lines = list(sheet.iter_rows(values_only=True))
        assert [line[0] for line in lines[1:]] == numbers_of(served, "office")
        assert all(hasattr(line[8], "hour") for line in lines[1:])

    def test_figure(self, browser, served):
        """What a figure counts."""
        lines = taken(browser, "office", of="@@figure", measure="received")
        found = [line[0] for line in lines[1:]]
        assert sorted(found) == sorted(numbers_of(served, "office"))

    def test_link(self, browser):
        """The lists lead there, as they are narrowed."""
        page = browser.open("office", "@@office", tab="all", kind="help")
        (link,) = page.tree.xpath("//a[contains(@href, '@@export?')]/@href")
        assert browser.open("office", link).status == 200
        assert "kind=help" in link and "tab=all" in link


class TestRights:
    """Who gets what."""

    def test_handler(self, browser, served):
        """A department gets what it leads, and no names are offered."""
        page = browser.open("logistics-handler", "@@export", **HANDLER)
        assert 'name="identities"' not in page.source
        lines = taken(browser, "logistics-handler", **HANDLER, identities="yes")
        mine = numbers_of(served, "logistics-handler", department="logistics")
        assert [line[0] for line in lines[1:]] == mine
        assert len(lines[0]) == 15

    @pytest.mark.parametrize("user", [NOBODY, "student1", "logistics-handler"])
    def test_office_only(self, browser, user):
        """The Office's list is for nobody else."""
        assert browser.open(user, "@@export", **OFFICE).status in DENIED

    @pytest.mark.parametrize("user", [NOBODY, "student1", "it-handler"])
    def test_other_department(self, browser, user):
        """Nor is a department's."""
        assert browser.open(user, "@@export", **HANDLER).status in DENIED

    def test_figure(self, browser):
        """Nor a figure's list for a student."""
        page = browser.open("student1", "@@export", of="@@figure", measure="received")
        assert page.status in DENIED

    @pytest.mark.parametrize("of", ["", "nowhere", "@@settings"])
    def test_no_list(self, browser, of):
        """What is no list is not there."""
        assert browser.open("office", "@@export", of=of).status == 404

    def test_no_token(self, browser, served):
        """Nothing is made of what came from elsewhere."""
        before = len(log_of(served))
        assert browser.send("office", "@@export", **OFFICE, format="csv").status == 403
        assert len(log_of(served)) == before


class TestIdentities:
    """The submitters' names."""

    def test_reason(self, browser, served, folder):
        """Without a reason there are none, and nothing is made."""
        before = len(log_of(served))
        page = begin(browser, "office", **OFFICE, identities="yes")
        assert page.status == 400
        assert len(log_of(served)) == before
        assert list(folder.iterdir()) == []

    def test_names(self, browser, served):
        """With one there are those that are not hidden; it is recorded."""
        lines = taken(
            browser, "office", **OFFICE, identities="yes", reason="To write letters"
        )
        hidden = {
            one.number
            for one in served["complaints"].objectValues()
            if one.hide_identity
        }
        assert hidden
        for line in lines[1:]:
            assert (line[15] == "(hidden)") == (line[0] in hidden)
            assert line[0] not in hidden or line[16:] == ["", ""]
        (last, *_) = log_of(served)
        assert last.identities and last.reason == "To write letters"

    def test_supervisor(self, browser):
        """Supervisors get the list and no names."""
        lines = taken(
            browser, "supervisor", **OFFICE, identities="yes", reason="Curious"
        )
        assert len(lines) > 1 and len(lines[0]) == 15


class TestJob:
    """How a file is made and fetched."""

    def test_once(self, browser):
        """It is fetched once."""
        page = begin(browser, "office", **OFFICE)
        assert fetch(browser, "office", page).status_code == 200
        assert fetch(browser, "office", page).status_code == 404

    def test_same_user(self, browser):
        """Nobody else fetches it."""
        page = begin(browser, "office", **OFFICE)
        job = page.tree.xpath('string(//input[@name="job"]/@value)')
        other = browser.open("supervisor", "@@export", job=job)
        assert other.status == 404
        answer = browser.send(
            "supervisor", "@@export", job=job, _authenticator=other.token
        )
        assert answer.status in (403, 404)
        assert fetch(browser, "office", page).status_code == 200

    def test_progress(self, browser, served):
        """While it is made the page says how far, and looks again; no second begins."""
        site = "/".join(api.portal.get().getPhysicalPath())
        back = "/@@office?tab=all"
        job = jobs.begin(site, "office", "csv", "a.csv", 400, back).went_on(done=200)
        answer = requests.get(
            f"{browser.url}/@@export",
            params={"job": job.id},
            auth=("office", password()),
            timeout=60,
        )
        assert answer.headers["Refresh"].startswith("2; url=")
        assert 'value="200"' in answer.text and 'max="400"' in answer.text
        assert f'href="{browser.url}{back}"' in answer.text
        before = len(log_of(served))
        assert begin(browser, "office", **OFFICE).status == 400
        assert len(log_of(served)) == before
        jobs.drop(job)

    def test_failed(self, browser, monkeypatch):
        """What goes wrong is said, and the next try is free."""

        def fail(desk, documents):
            raise OSError("No space left on device")

        with monkeypatch.context() as broken:
            broken.setattr("jiesu.addon.exports.work.rows_of", fail)
            page = begin(browser, "office", **OFFICE)
        assert "could not be made" in page.text
        assert len(taken(browser, "office", **OFFICE)) > 1

    def test_beside(self, browser, monkeypatch):
        """While a file is made, other requests are answered, the asker's too."""
        from jiesu.addon.browser.exporting import page as pages
        from jiesu.addon.exports import work

        goes_on, threads = Event(), []
        original = work.rows_of

        def wait(desk, documents):
            goes_on.wait(60)
            return original(desk, documents)

        def start(*arguments):
            threads.append(work.start(*arguments))

        monkeypatch.setattr(work, "rows_of", wait)
        monkeypatch.setattr(pages, "start", start)
        page = begin(browser, "office", **OFFICE)
        assert "written" in page.text
        assert browser.open("office", "@@office").status == 200
        goes_on.set()
        threads[0].join()
        ready = browser.open("office", page.url)
        assert fetch(browser, "office", ready).status_code == 200

    def test_headers(self, browser):
        """Nobody keeps a copy on the way."""
        answer = fetch(browser, "office", begin(browser, "office", **OFFICE))
        assert answer.headers["Cache-Control"] == "no-store"
        assert "attachment" in answer.headers["Content-Disposition"]


class TestLog:
    """What is kept of it."""

    def test_recorded(self, browser, served):
        """Who, which list, how many, without the words that were searched."""
        taken(browser, "office", **OFFICE, q="secretword", kind="help")
        (last, *_) = log_of(served)
        assert (last.who, last.format, last.rows) == ("office", "csv", 0)
        assert not last.identities and last.reason == ""
        assert not any("secretword" in one for one in last.what)
        assert "Found by words" in last.what

    @pytest.mark.parametrize("user", ["office", MANAGER])
    def test_page(self, browser, user):
        """The Office and managers read it."""
        taken(browser, "office", **OFFICE)
        assert "CSV" in browser.open(user, "@@exports").text

    @pytest.mark.parametrize(
        "user",
        [NOBODY, "student1", "logistics-handler", "logistics-head", "supervisor"],
    )
    def test_closed(self, browser, user):
        """Nobody else does."""
        assert browser.open(user, "@@exports").status in DENIED
