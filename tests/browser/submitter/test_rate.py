"""`@@rate` by HTTP: the link in a message, opened by whoever holds it."""

from jiesu.addon.catalog.indexing import state_of
from jiesu.addon.handling.ratinglinks import rating_url
from jiesu.addon.journal.storage import journal_of
from tests.browser.submitter.test_complaint import act
from tests.browser.submitter.test_complaint import made

import pytest
import requests
import transaction


GONE = "没有可以评价的答复"
GOOD = {"score": "5", "solved": "true", "text": "很快"}


@pytest.fixture
def answered(browse, served):
    """A complaint of student1 that waits to be rated."""

    def make(**data):
        url = made(browse, **data)
        act(browse, "academic-handler", url, "accept")
        act(
            browse,
            "academic-handler",
            url,
            "answer",
            text="已更换灯泡。",
            outcome="solved",
        )
        transaction.begin()
        return served["complaints"][url.rsplit("/", 1)[1].partition("?")[0]]

    return make


def fresh(complaint):
    """As it is in the database now."""
    transaction.begin()
    return complaint


class TestRate:
    """Over the demo."""

    def test_rate(self, browse, answered):
        """Opened by nobody in particular, rated in the submitter's name, once."""
        complaint = answered()
        link = rating_url(complaint)
        nobody = browse(None)
        page = nobody.get(link)
        assert page.status == 200
        assert "已更换灯泡。" in page.words(".ji-said")
        assert complaint.number in page.words()
        before = len(journal_of(fresh(complaint)))

        page = nobody.send(page, "@@rate", **GOOD)
        assert "感谢您的评价" in page.words()
        assert page.url.endswith("@@rate?rated=1")
        entry = list(journal_of(fresh(complaint)))[-1]
        assert len(journal_of(complaint)) == before + 1
        assert (entry.actor, entry.text, entry.changes["score"]) == (
            "student1",
            "很快",
            5,
        )
        assert entry.changes["by_link"] is True
        assert state_of(complaint) == "closed"
        staff = browse("academic-handler").get(complaint.absolute_url())
        assert "通过消息中的链接" in staff.words(".ji-timeline")

        again = nobody.get(link)
        assert (again.status, GONE in again.words()) == (404, True)

    def test_looking_changes_nothing(self, browse, answered):
        """Mail programs open links, some more than once, some with HEAD."""
        complaint = answered()
        link = rating_url(complaint)
        for _time in range(3):
            assert browse(None).get(link).status == 200
            assert requests.head(link, timeout=60).status_code == 200
            requests.get(f"{link}&score=1&solved=false", timeout=60)
        assert state_of(fresh(complaint)) == "answered"

    def test_shows_nothing_more(self, browse, answered):
        """No name, no journal, no address of the complaint."""
        complaint = answered(hide_identity="true")
        url = complaint.absolute_url()
        act(browse, "academic-handler", url, "note", text="内部说明")
        page = browse(None).get(rating_url(fresh(complaint)))
        for secret in ("程以宁", "student1", "内部说明", complaint.getId() + "/"):
            assert secret not in page.text.replace(rating_url(complaint), "")
        assert not page.all(".ji-timeline")

    def test_headers(self, answered):
        """Nobody keeps the address or tells it to others."""
        headers = requests.get(rating_url(answered()), timeout=60).headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["X-Robots-Tag"] == "noindex"

    def test_low_score_asks_why(self, browse, answered):
        complaint = answered()
        nobody = browse(None)
        page = nobody.get(rating_url(complaint))
        page = nobody.send(page, "@@rate", score="1", solved="false", text="还是糊")
        assert "请至少选择一个原因" in page.words("#ji-errors")
        assert "还是糊" in page.words("textarea")
        assert state_of(fresh(complaint)) == "answered"
        nobody.send(page, "@@rate", reasons="not_solved")
        entry = list(journal_of(fresh(complaint)))[-1]
        assert entry.changes["reasons"] == ("not_solved",)
        assert state_of(complaint) == "processing"

    def test_somebody_else_is_logged_in(self, browse, answered):
        """The link counts, not the account of the reader."""
        complaint = answered()
        other = browse("teacher1")
        other.send(other.get(rating_url(complaint)), "@@rate", **GOOD)
        entry = list(journal_of(fresh(complaint)))[-1]
        assert (entry.actor, entry.action) == ("student1", "rate")

    def test_wrong_used_and_incomplete_look_the_same(self, browse, answered):
        """What is wrong with a link is not said."""
        complaint = answered()
        link = rating_url(complaint)
        wrong = [f"{link}0", link[:-1], link.partition("?")[0], f"{link}&t=x"]
        nobody = browse(None)
        nobody.send(nobody.get(link), "@@rate", **GOOD)
        pages = [nobody.get(one) for one in (link, *wrong)]
        assert {page.status for page in pages} == {404}
        assert len({page.words(".ji") for page in pages}) == 1

    def test_without_token_of_the_form(self, answered):
        """A foreign page that knows a link cannot send its form."""
        complaint = answered()
        token = rating_url(complaint).partition("?t=")[2]
        address = rating_url(complaint).partition("?")[0]
        answer = requests.post(address, data={"t": token, **GOOD}, timeout=60)
        assert answer.status_code == 403
        assert state_of(fresh(complaint)) == "answered"

    def test_too_often(self, browse, served, guarded):
        """Whoever tries links is slowed down."""
        address = f"{served.absolute_url()}/@@rate?t=x"
        codes = {requests.get(address, timeout=60).status_code for _time in range(61)}
        assert codes == {404, 429}
