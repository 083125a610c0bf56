"""Links to rate by: for one answer, once, for some days, and not to be forged."""

from datetime import timedelta
from hypothesis import given
from hypothesis import HealthCheck
from hypothesis import settings
from hypothesis import strategies as st
from jiesu.addon.access.capacities import capacities
from jiesu.addon.access.guests import as_link_holder
from jiesu.addon.calendar.moment import at
from jiesu.addon.handling.errors import Forbidden
from jiesu.addon.handling.perform import perform
from jiesu.addon.handling.ratinglinks import complaint_of_link
from jiesu.addon.handling.ratinglinks import rating_url
from jiesu.addon.handling.ratinglinks import WrongLink
from jiesu.addon.journal.storage import journal_of
from plone import api
from plone.keyring.interfaces import IKeyManager
from tests.handling.world import acting
from tests.handling.world import complain
from tests.handling.world import DAY
from tests.handling.world import do
from tests.handling.world import HOUR
from tests.handling.world import MONDAY
from zope.component import getUtility

import pytest
import string


HANDLER = "academic-handler"
ANSWERED = MONDAY + HOUR
INSTANT = timedelta(microseconds=1)


def answered(desk, who="student1", **facts):
    """A complaint that waits to be rated."""
    complaint = complain(desk, who, **facts)
    do(complaint, HANDLER, "accept")
    do(complaint, HANDLER, "answer", ANSWERED, text="已更换灯泡。", outcome="solved")
    return complaint


def token(complaint, when=ANSWERED) -> str:
    """The token of the link at a moment."""
    with at(when):
        return rating_url(complaint).partition("?t=")[2]


def found(desk, sent: str, when=ANSWERED):
    """What a token leads to at a moment; None where to nothing."""
    with at(when):
        try:
            return complaint_of_link(desk, sent)
        except WrongLink:
            return None


def rate(complaint, when=ANSWERED, **data):
    """Rate as the holder of the link does."""
    with at(when), as_link_holder(complaint):
        return perform(complaint, "rate", {"score": 5, "solved": True} | data)


@pytest.mark.usefixtures("undone")
class TestLink:
    """When it leads somewhere."""

    def test_url(self, desk):
        complaint = answered(desk)
        with at(ANSWERED):
            url = rating_url(complaint)
        assert url.startswith(f"{desk.absolute_url()}/@@rate?t=")
        for personal in (complaint.submitter, complaint.number, HANDLER, "academic"):
            assert personal not in url
        assert found(desk, token(complaint)) == complaint

    def test_nothing_to_rate(self, desk):
        assert token(complain(desk)) == ""

    def test_for_the_rating_period(self, desk):
        complaint = answered(desk)
        sent = token(complaint)
        last = ANSWERED + desk.rating_period * DAY
        assert found(desk, sent, last) == complaint
        assert found(desk, sent, last + INSTANT) is None

    def test_once(self, desk):
        complaint = answered(desk)
        sent = token(complaint)
        rate(complaint)
        assert found(desk, sent) is None

    def test_over_with_the_round(self, desk):
        """After a rework there is another link; the former one stays worth nothing."""
        complaint = answered(desk)
        former = token(complaint)
        do(complaint, "student1", "rate", ANSWERED, score=3, solved=False)
        assert found(desk, former) is None
        do(complaint, HANDLER, "answer", ANSWERED, text="又换了。", outcome="solved")
        assert found(desk, former) is None
        assert found(desk, token(complaint)) == complaint
        assert token(complaint) != former

    def test_over_when_closed_and_reopened(self, desk):
        complaint = answered(desk)
        sent = token(complaint)
        do(complaint, "office", "close", ANSWERED)
        assert found(desk, sent) is None
        do(complaint, "student1", "reopen", ANSWERED, reason="又坏了")
        assert found(desk, sent) is None

    def test_supplement_leaves_it(self, desk):
        """The answer still waits."""
        complaint = answered(desk)
        sent = token(complaint)
        do(complaint, "student1", "supplement", ANSWERED, text="谢谢")
        assert found(desk, sent) == complaint

    def test_of_another_desk(self, desk):
        """The signature names the desk."""
        sent = token(answered(desk))
        with api.env.adopt_roles(["Manager"]):
            other = api.content.create(
                api.portal.get(), "JiesuDesk", "east", title="东校区"
            )
        assert found(other, sent) is None

    def test_older_keys_open_what_they_signed(self, desk):
        """As long as the site keeps them."""
        complaint = answered(desk)
        sent = token(complaint)
        keys = getUtility(IKeyManager)
        keys.rotate("_system")
        assert token(complaint) != sent
        assert found(desk, sent) == complaint
        for _time in range(len(list(keys["_system"]))):
            keys.rotate("_system")
        assert found(desk, sent) is None


class TestForgery:
    """Any other token leads nowhere."""

    @settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
    @given(data=st.data())
    def test_any_change(self, desk, data):
        """One character changed, put in, taken out, or in another case."""
        sent = getattr(self, "sent", None) or token(answered(desk))
        type(self).sent = sent
        place = data.draw(st.integers(0, len(sent) - 1))
        letter = data.draw(
            st.sampled_from(string.ascii_letters + string.digits + ".-_=+/ \n%\x00é")
            | st.characters()
        )
        changed = data.draw(
            st.sampled_from(
                [
                    sent[:place] + letter + sent[place + 1 :],
                    sent[:place] + letter + sent[place:],
                    sent[:place] + sent[place + 1 :],
                    sent + letter,
                    sent[:place] + sent[place:].upper(),
                    sent[:place],
                ]
            )
        )
        if changed != sent:
            assert found(desk, changed) is None
        assert found(desk, sent) is not None

    @settings(deadline=None, suppress_health_check=list(HealthCheck))
    @given(sent=st.text() | st.from_regex(r"\A[0-9a-f]{32}\.[0-9]+\.[0-9a-f]{64}\Z"))
    def test_anything(self, desk, sent):
        assert found(desk, sent) is None

    def test_parts_of_two(self, desk):
        """The signature of one complaint or round does not fit another."""
        first, second = token(answered(desk)), token(answered(desk))
        one, number, _signature = first.split(".")
        signature = second.rpartition(".")[2]
        assert found(desk, f"{one}.{number}.{signature}") is None
        assert found(desk, f"{one}.1.{first.rpartition('.')[2]}") is None


@pytest.mark.usefixtures("undone")
class TestRating:
    """In whose name it is done, and what else the link opens."""

    def test_with_account(self, desk):
        complaint = answered(desk)
        entry = rate(complaint)
        assert (entry.actor, entry.role) == ("student1", "submitter")
        assert entry.changes["by_link"] is True
        assert complaint.score == 5

    def test_of_a_guest(self, desk):
        desk.guests = True
        complaint = answered(desk, None)
        assert complaint.submitter == ""
        entry = rate(complaint, score=2, solved=False, reasons=["slow"])
        assert (entry.actor, entry.role) == ("", "submitter")
        assert entry.changes["by_link"] is True

    def test_of_somebody_whose_account_is_gone(self, desk):
        complaint = answered(desk)
        complaint.submitter = "left-long-ago"
        assert rate(complaint).actor == "left-long-ago"

    def test_usual_way_is_no_link(self, desk):
        entry = do(answered(desk), "student1", "rate", ANSWERED, score=5, solved=True)
        assert "by_link" not in entry.changes

    def test_no_right_of_the_account_besides(self, desk):
        """A submitter who is staff elsewhere is the submitter alone by the link."""
        complaint = answered(desk, HANDLER)
        other = complain(desk, HANDLER)
        with at(ANSWERED), as_link_holder(complaint):
            assert capacities(complaint) == {"Jiesu Submitter"}
            with pytest.raises(Forbidden):
                perform(complaint, "note", {"text": "x"})
            with pytest.raises(Forbidden):
                perform(other, "accept", {})
            with pytest.raises(Forbidden):
                perform(other, "withdraw", {})

    def test_journal_says_nothing_more(self, desk):
        """Opening changes nothing."""
        complaint = answered(desk)
        before = len(journal_of(complaint))
        found(desk, token(complaint))
        with acting("student1", ANSWERED):
            assert len(journal_of(complaint)) == before
