"""A round: what is due is told, what fails is told later, nothing is told twice."""

from datetime import timedelta
from jiesu.addon.calendar.moment import at
from jiesu.addon.notifications import delivery
from jiesu.addon.notifications.backoff import Pauses
from jiesu.addon.notifications.backoff import TRIES
from jiesu.addon.notifications.delivery import deliver_due
from jiesu.addon.notifications.delivery import has_work
from jiesu.addon.notifications.errors import Permanent
from jiesu.addon.notifications.errors import Temporary
from jiesu.addon.notifications.interfaces import IRenderer
from jiesu.addon.notifications.outbox import FAILED
from jiesu.addon.notifications.outbox import outbox_of
from jiesu.addon.notifications.outbox import WAITING
from tests.notifications.engine.post import Channel
from tests.notifications.engine.post import HOUR
from tests.notifications.engine.post import MINUTE
from tests.notifications.engine.post import NOON
from tests.notifications.engine.post import registered
from tests.notifications.engine.post import tell
from zope.component import getGlobalSiteManager

import pytest


@pytest.fixture(autouse=True)
def noon():
    """It is noon unless a test says otherwise."""
    with at(NOON):
        yield


@pytest.fixture
def outbox(desk):
    """The desk's outbox."""
    return outbox_of(desk)


class TestWhatIsTold:
    """Of what is due, everything, once."""

    def test_what_is_due(self, desk, outbox, post):
        first, second = tell(desk, "anna"), tell(desk, "bea", "wecom")
        later = tell(desk, not_before=NOON + HOUR)
        assert not deliver_due(desk)
        assert post["mail"].ids == [first]
        assert post["wecom"].ids == [second]
        assert [record.id for record in outbox.records(WAITING)] == [later]

    def test_once(self, desk, post):
        one = tell(desk)
        deliver_due(desk)
        deliver_due(desk)
        assert post["mail"].ids == [one]

    def test_urgent_ones_first(self, desk, post):
        first, urgent = tell(desk, "anna"), tell(desk, "bea", urgent=True)
        deliver_due(desk)
        assert post["mail"].ids == [urgent, first]

    def test_what_is_gathered_is_told_together(self, desk, post):
        anna = [tell(desk, gather="day") for _ in range(3)]
        bea = tell(desk, "bea", gather="day")
        other = tell(desk, gather="week")
        alone = [tell(desk), tell(desk)]
        by_wecom = tell(desk, "anna", "wecom", gather="day")
        deliver_due(desk)
        told = [ids for ids, _rendered in post["mail"].sent]
        assert told == [tuple(anna), (bea,), (other,), (alone[0],), (alone[1],)]
        assert post["wecom"].ids == [by_wecom]

    def test_a_digest_is_never_split(self, desk, post, monkeypatch):
        monkeypatch.setattr(delivery, "AT_ONCE", 2)
        ids = tuple(tell(desk, gather="day") for _ in range(9))
        deliver_due(desk)
        assert [told for told, _rendered in post["mail"].sent] == [ids]

    def test_what_is_not_to_be_said_any_more_is_done(self, desk, outbox, post):
        tell(desk, event="forgotten")
        deliver_due(desk)
        assert post["mail"].tried == 0
        assert outbox.count(WAITING) == 0
        assert [entry.outcome for entry in outbox.deliveries()] == ["gone"]

    def test_without_a_renderer_all_waits(self, desk, outbox):
        registry = getGlobalSiteManager()
        renderer = registry.queryUtility(IRenderer)
        registry.unregisterUtility(renderer, IRenderer)
        try:
            tell(desk)
            assert not has_work(desk)
            assert not deliver_due(desk)
            assert outbox.get(tell(desk)).tries == 0
        finally:
            if renderer is not None:
                registry.registerUtility(renderer, IRenderer)

    def test_a_desk_without_outbox_has_no_work(self, desk, post):
        del desk["complaints"]._outbox
        assert not has_work(desk)
        assert not deliver_due(desk)


class TestWhatFails:
    """It is tried again, or given up; the reason is kept."""

    def test_temporarily(self, desk, outbox, post):
        one = tell(desk)
        post["mail"].errors = [Temporary("full")]
        deliver_due(desk)
        record = outbox.get(one)
        assert (record.state, record.tries, record.error) == (WAITING, 1, "full")
        wait = record.not_before - NOON
        assert MINUTE * 0.7 < wait < MINUTE * 1.3
        with at(record.not_before):
            deliver_due(desk)
        assert post["mail"].ids == [one]

    def test_the_channel_may_say_when(self, desk, outbox, post):
        one = tell(desk)
        post["mail"].errors = [Temporary("full", 7200)]
        deliver_due(desk)
        assert outbox.get(one).not_before == NOON + 2 * HOUR

    def test_for_good(self, desk, outbox, post):
        one, other = tell(desk), tell(desk, "bea")
        post["mail"].errors = [Permanent("unknown")]
        deliver_due(desk)
        record = outbox.get(one)
        assert (record.state, record.tries, record.error) == (FAILED, 1, "unknown")
        assert post["mail"].ids == [other]
        deliver_due(desk)
        assert post["mail"].tried == 2

    def test_too_often(self, desk, outbox, post):
        one = tell(desk)
        post["mail"].always = Temporary("full")
        moment = NOON
        for tries in range(1, TRIES + 1):
            assert outbox.get(one).state == WAITING
            with at(moment):
                deliver_due(desk)
            assert outbox.get(one).tries == tries
            moment = outbox.get(one).not_before
        assert outbox.get(one).state == FAILED
        assert outbox.get(one).error == "full"

    def test_an_unexpected_error_is_temporary_and_kept_without_its_words(
        self, desk, outbox, post, caplog
    ):
        one, other = tell(desk), tell(desk, "bea")
        post["mail"].errors = [ValueError("anna@example.org")]
        deliver_due(desk)
        assert outbox.get(one).error == "unexpected: ValueError"
        assert post["mail"].ids == [other]
        assert "ValueError" in caplog.text

    def test_words_that_cannot_be_found(self, desk, outbox, post):
        one, other = tell(desk, event="odd"), tell(desk, "bea")
        post.renderer.fails = {"odd"}
        deliver_due(desk)
        assert outbox.get(one).error == "unexpected: KeyError"
        assert post["mail"].ids == [other]

    def test_a_channel_that_is_gone(self, desk, outbox, post):
        one = tell(desk, channel="pigeon")
        deliver_due(desk)
        assert outbox.get(one).state == FAILED
        assert outbox.get(one).error == "no_channel"

    def test_a_digest_fails_as_one(self, desk, outbox, post):
        ids = [tell(desk, gather="day") for _ in range(3)]
        post["mail"].errors = [Temporary("full")]
        deliver_due(desk)
        assert [outbox.get(one).error for one in ids] == ["full"] * 3

    def test_whose_process_ended_at_each_try_is_given_up(self, desk, outbox, post):
        one = tell(desk)
        for _ in range(TRIES):
            outbox.begin_try(one, timedelta(0))
        deliver_due(desk)
        assert post["mail"].tried == 0
        assert outbox.get(one).state == FAILED


class TestDeadChannel:
    """One that is out of order does not hold up the others."""

    @pytest.mark.parametrize(
        "error", [Temporary("down", pause=True), ConnectionRefusedError("down")]
    )
    def test_is_tried_once_in_a_round(self, desk, outbox, post, error):
        mails = [tell(desk, f"anna{n}") for n in range(30)]
        cards = [tell(desk, "bea", "wecom") for _ in range(30)]
        post["mail"].always = error
        pauses = Pauses()
        assert not deliver_due(desk, pauses=pauses)
        assert post["mail"].tried == 1
        assert post["wecom"].ids == cards
        assert [outbox.get(one).tries for one in mails] == [1] + [0] * 29

    def test_is_left_alone_for_a_while_then_works(self, desk, outbox, post):
        for number in range(3):
            tell(desk, f"anna{number}")
        post["mail"].errors = [Temporary("down", pause=True)]
        pauses = Pauses()
        deliver_due(desk, pauses=pauses)
        assert not has_work(desk, pauses)
        deliver_due(desk, pauses=pauses)
        assert post["mail"].tried == 1
        with at(NOON + HOUR):
            assert has_work(desk, pauses)
            deliver_due(desk, pauses=pauses)
        assert sorted(post["mail"].receivers) == ["anna0", "anna1", "anna2"]

    def test_a_slow_one_has_its_turn_and_no_more(self, desk, post, monkeypatch):
        mails = [tell(desk) for _ in range(45)]
        cards = [tell(desk, "bea", "wecom") for _ in range(3)]
        seconds = iter(range(0, 10_000, 5))
        monkeypatch.setattr(delivery.time, "monotonic", lambda: next(seconds))
        assert deliver_due(desk)
        assert post["mail"].ids == mails[:2]
        assert post["wecom"].ids == cards[:2]
        while deliver_due(desk):
            pass
        assert post["mail"].ids == mails
        assert post["wecom"].ids == cards

    def test_who_is_told_to_stop_stops(self, desk, outbox, post):
        mails = [tell(desk) for _ in range(5)]
        deliver_due(desk, go_on=lambda: post["mail"].tried < 2)
        assert post["mail"].ids == mails[:2]
        assert [outbox.get(one).tries for one in mails[2:]] == [0, 0, 0]


class Box(Channel):
    """A channel that writes to the database: into the desk."""

    transactional = True

    def send(self, desk, record_ids, rendered):
        """Write, then fail as told."""
        written = getattr(desk, "written", ())
        desk.written = (*written, *record_ids)
        super().send(desk, record_ids, rendered)


class TestWithinTheDatabase:
    """A channel that only writes is called in the transaction that marks."""

    @pytest.fixture
    def post(self):
        """One such channel, and another."""
        with registered(box=Box(), mail=Channel()) as post:
            yield post

    def test_is_told(self, desk, outbox, post):
        ids = [tell(desk, channel="box") for _ in range(3)]
        deliver_due(desk)
        assert list(desk.written) == ids
        assert outbox.count(WAITING) == 0

    def test_comes_before_the_others(self, desk, post):
        order = []
        post["mail"].send = lambda *told: order.append("mail")
        post["box"].send = lambda *told: order.append("box")
        tell(desk)
        tell(desk, channel="box")
        deliver_due(desk)
        assert order == ["box", "mail"]

    def test_one_that_fails_leaves_nothing_behind(self, desk, outbox, post):
        ids = [tell(desk, channel="box") for _ in range(3)]
        bad = ids[1]

        def send(desk, record_ids, rendered):
            desk.written = (*getattr(desk, "written", ()), *record_ids)
            if bad in record_ids:
                raise Permanent("no account")

        post["box"].send = send
        deliver_due(desk)
        assert list(desk.written) == [ids[0], ids[2]]
        assert outbox.get(bad).state == FAILED
        assert outbox.get(bad).tries == 1
        assert outbox.count(WAITING) == 0

    def test_words_that_cannot_be_found(self, desk, outbox, post):
        odd, good = tell(desk, channel="box", event="odd"), tell(desk, channel="box")
        post.renderer.fails = {"odd"}
        deliver_due(desk)
        assert list(desk.written) == [good]
        assert outbox.get(odd).error == "unexpected: KeyError"

    def test_what_is_not_to_be_said_any_more_is_done(self, desk, outbox, post):
        tell(desk, channel="box", event="forgotten")
        deliver_due(desk)
        assert not hasattr(desk, "written")
        assert outbox.count(WAITING) == 0

    def test_what_was_taken_off_meanwhile_is_not_told(self, desk, outbox, post):
        one = tell(desk, channel="box")
        rendered = post.renderer.render(desk, [outbox.get(one)])
        outbox.remove(one)
        delivery.send_within(desk, "box", [((one,), rendered)])
        assert not hasattr(desk, "written")
