"""Whatever changes a complaint changes the figures: threads, processes."""

from contextlib import contextmanager
from jiesu.addon.calendar.moment import at
from jiesu.addon.catalog import changes
from jiesu.addon.catalog.catalog import catalog_of
from jiesu.addon.catalog.facts import unpack
from jiesu.addon.catalog.indexing import flush
from jiesu.addon.catalog.indexing import forget_changes
from jiesu.addon.catalog.indexing import rebuild_facts
from jiesu.addon.catalog.rows import COLUMNS
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.handling.perform import perform_as_desk
from jiesu.addon.intake.birth import bear
from jiesu.addon.intake.submission import read_submission
from jiesu.addon.journal.storage import journal_of
from jiesu.addon.statistics import engine
from jiesu.addon.statistics.columns import Columns
from jiesu.addon.statistics.columns import TYPES
from jiesu.addon.statistics.engine import columns_of
from jiesu.addon.statistics.report import Asked
from jiesu.addon.statistics.report import report
from Testing.makerequest import makerequest
from tests.handling.world import complain
from tests.handling.world import do
from tests.handling.world import HOUR
from tests.handling.world import MONDAY
from tests.load.test_bytes import make_desk
from tests.statistics.plain import plain_figures
from weakref import WeakKeyDictionary
from ZODB.DB import DB
from ZODB.DemoStorage import DemoStorage
from ZODB.MappingStorage import MappingStorage
from zope.component.hooks import setSite
from zope.globalrequest import setRequest

import pytest
import threading
import transaction


def facts(complaint):
    """As the catalog keeps them."""
    flush()
    catalog = catalog_of(complaints_of(complaint.aq_parent.aq_parent))
    row = catalog.row(catalog.uids[complaint.getId()])
    return unpack(row.facts, row.department)


LIFE = (
    ("academic-handler", "return", {"reason": "not_ours"}),
    ("office", "dispatch", {"department": "it", "supporting": ["academic"]}),
    ("it-handler", "accept", {}),
    ("it-handler", "ask", {"text": "哪一间？"}),
    ("student1", "supplement", {"text": "335。"}),
    ("academic-handler", "contribute", {"text": "灯泡已订。"}),
    ("it-handler", "answer", {"text": "已换。", "outcome": "solved"}),
    (
        "student1",
        "rate",
        {"score": 1, "solved": False, "reasons": ["slow"]},
    ),
    ("it-handler", "answer", {"text": "又换。", "outcome": "solved"}),
    ("student1", "rate", {"score": 4, "solved": True}),
    ("office", "reopen", {"reason": "又坏了。"}),
    ("it-handler", "answer", {"text": "再换。", "outcome": "solved"}),
    ("office", "close", {}),
)


class TestFacts:
    """Of one complaint."""

    def test_every_step_is_in_the_figures(self, desk, undone):
        """After each step all figures are those of a plain recomputation."""
        complaint = complain(desk)
        for hours, (who, action, data) in enumerate(LIFE):
            moment = MONDAY + hours * HOUR / 2
            do(complaint, who, action, moment, **data)
            with at(moment):
                (plain,) = plain_figures(desk).values()
                total = report(desk, Asked())[0].total
                assert total.figures.counts == plain["totals"], action
                assert total.figures.fractions == plain["fractions"], action

    def test_fresh(self, desk, undone):
        """A fresh one says when it is due, and nothing happened to it."""
        found = facts(complain(desk))
        assert found.sent == ("academic",)
        assert found.worked == ()
        assert found.accept_due > found.dispatched > 0
        assert found.answer_due > found.accept_due
        assert (found.answered, found.closed, found.solved) == (0, 0, None)

    def test_the_end(self, desk, undone):
        """What many steps left."""
        complaint = complain(desk)
        for hours, (who, action, data) in enumerate(LIFE):
            do(complaint, who, action, MONDAY + hours * HOUR / 2, **data)
        found = facts(complaint)
        assert found.sent == ("academic", "it")
        assert found.worked == ("it", "academic")
        assert found.returned and found.reworked
        # The reopening took the rating back.
        assert (found.rated, found.solved, found.score) == (False, None, 0)
        assert found.closed

    def test_what_will_be_done_once(self, desk, undone):
        """Actions of later count as soon as there are entries of them."""
        complaint = complain(desk)
        journal = journal_of(complaint)
        told = {
            "decide_extension": {"granted": True},
            "supervise": {"supervision": "s1"},
            "follow_up": {"solved": True, "score": 4},
            "merge": {"into": "other"},
        }
        for action, changed in told.items():
            journal.add(time=MONDAY, action=action, role="office", changes=changed)
        complaint.indexObject()
        found = facts(complaint)
        assert found.extended and found.supervised and found.followed_up
        assert (found.solved, found.score, found.merged_into) == (True, 4, "other")

    def test_follow_up_wins(self, desk, undone):
        complaint = complain(desk)
        do(complaint, "academic-handler", "accept")
        do(complaint, "academic-handler", "answer", text="好。", outcome="solved")
        do(complaint, "student1", "rate", score=5, solved=True)
        journal_of(complaint).add(
            time=MONDAY, action="follow_up", role="office", changes={"solved": False}
        )
        complaint.indexObject()
        found = facts(complaint)
        assert (found.rated, found.solved, found.score) == (True, False, 5)

    def test_rejected_in_time_is_never_late(self, desk, undone):
        complaint = complain(desk)
        do(complaint, "office", "reject", reason="no_facts")
        assert (facts(complaint).answer_due, facts(complaint).accept_due) == (0, 0)

    def test_rebuild(self, desk, undone):
        """An older catalog gets its facts from the journals."""
        complaint = complain(desk)
        wanted = facts(complaint)
        catalog = catalog_of(complaints_of(desk))
        for name in reversed(COLUMNS[COLUMNS.index("facts") :]):
            catalog.delColumn(name)
        del catalog.changes, catalog.generation
        assert facts(complaint).dispatched == 0
        assert report(desk, Asked())[0].total.figures.counts["received"] == 1
        assert rebuild_facts(desk) == 1
        assert facts(complaint) == wanted
        do(complaint, "academic-handler", "accept")
        assert facts(complaint).worked == ("academic",)


@pytest.fixture
def database(functional, functional_portal):
    """A database of its own, with a desk."""
    base = functional["zodbDB"].storage
    made = DB(DemoStorage(base=base, changes=MappingStorage()))
    with opened(made, functional_portal.getId()) as site:
        make_desk(site)
        transaction.commit()
    yield made, functional_portal.getId()
    transaction.abort()
    setSite(functional_portal)
    setRequest(functional_portal.REQUEST)
    made.close()


@contextmanager
def opened(database, name):
    """The site by a connection of its own."""
    transaction.begin()
    connection = database.open()
    site = makerequest(connection.root()["Application"])[name]
    setSite(site)
    setRequest(site.REQUEST)
    try:
        yield site
    finally:
        transaction.abort()
        site.REQUEST.close()
        connection.close()


def submit(desk, number=1):
    """Some complaints."""
    raw = {"text": "路灯不亮。", "category": "academic-classroom", "agreed": True}
    return [
        bear(desk, read_submission(desk, raw), "student1").complaint
        for _number in range(number)
    ]


def counts(desk):
    """What is counted."""
    return report(desk, Asked())[0].total.figures.counts


class TestOthers:
    """What one connection commits, another one counts."""

    def test_committed_is_counted(self, database):
        with opened(*database) as site:
            assert counts(site.jiesu)["received"] == 0
            submit(site.jiesu, 3)
            transaction.commit()
        with opened(*database) as site:
            assert counts(site.jiesu)["received"] == 3
            complaint = complaints_of(site.jiesu).objectValues()[0]
            perform_as_desk(complaint, "accept", {})
            transaction.commit()
            assert counts(site.jiesu)["accepted"] == 1

    def test_columns_follow_and_are_not_read_anew(self, database, monkeypatch):
        with opened(*database) as site:
            submit(site.jiesu, 2)
            transaction.commit()
            counts(site.jiesu)
            monkeypatch.setattr(Columns, "of", None)
            one, _other = complaints_of(site.jiesu).objectValues()
            perform_as_desk(one, "withdraw", {})
            submit(site.jiesu)
            transaction.commit()
            found = counts(site.jiesu)
            assert (found["received"], found["withdrawn"]) == (3, 1)

    def test_what_is_not_committed_is_nobody_elses(self, database):
        with opened(*database) as site:
            counts(site.jiesu)
            submit(site.jiesu)
            # Its own transaction counts it.
            assert counts(site.jiesu)["received"] == 1
            transaction.abort()
            assert counts(site.jiesu)["received"] == 0
            # Another change gets the number of the one that was not.
            submit(site.jiesu, 2)
            transaction.commit()
            assert counts(site.jiesu)["received"] == 2

    def test_an_old_view_does_not_set_them_back(self, database):
        made, name = database
        manager = transaction.TransactionManager()
        old = made.open(manager)
        manager.begin()
        site = makerequest(old.root()["Application"])[name]
        setSite(site)
        assert len(catalog_of(complaints_of(site.jiesu))) == 0
        with opened(*database) as other:
            submit(other.jiesu)
            transaction.commit()
            assert counts(other.jiesu)["received"] == 1
        setSite(site)
        assert counts(site.jiesu)["received"] == 1
        manager.abort()
        site.REQUEST.close()
        old.close()

    def test_another_process(self, database, monkeypatch):
        """A process is what is kept in memory: another one has its own."""
        processes = [WeakKeyDictionary(), WeakKeyDictionary()]
        for turn in range(4):
            with opened(*database) as site:
                monkeypatch.setattr(engine, "_kept", processes[turn % 2])
                assert counts(site.jiesu)["received"] == turn
                submit(site.jiesu)
                transaction.commit()
        for kept in processes:
            monkeypatch.setattr(engine, "_kept", kept)
            with opened(*database) as site:
                assert counts(site.jiesu)["received"] == 4

    def test_who_lags_too_far_reads_anew(self, database, monkeypatch):
        monkeypatch.setattr(changes, "KEPT", 2)
        with opened(*database) as site:
            counts(site.jiesu)
            submit(site.jiesu, 9)
            transaction.commit()
            complaints = complaints_of(site.jiesu)
            log = catalog_of(complaints).changes
            assert changes.is_long(log)
            assert forget_changes(complaints) is False
            transaction.commit()
            assert changes.since(log, 0) is None
            assert not changes.is_long(log)
            assert counts(site.jiesu)["received"] == 9

    def test_rebuilt_catalog_is_read_anew(self, database):
        with opened(*database) as site:
            submit(site.jiesu, 2)
            transaction.commit()
            counts(site.jiesu)
            rebuild_facts(site.jiesu)
            transaction.commit()
            assert counts(site.jiesu)["received"] == 2

    def test_gone_complaints(self, database):
        """Columns close the gap that one leaves."""
        with opened(*database) as site:
            made = submit(site.jiesu, 4)
            transaction.commit()
            counts(site.jiesu)
            made[0].unindexObject()
            transaction.commit()
            perform_as_desk(made[3], "accept", {})
            transaction.commit()
            with columns_of(site.jiesu) as columns:
                fresh = Columns.of(catalog_of(complaints_of(site.jiesu)))
                for name in TYPES:
                    mine = sorted(columns[name][: columns.size].tolist())
                    assert mine == sorted(fresh[name].tolist()), name
            assert counts(site.jiesu)["accepted"] == 1

    def test_threads(self, database):
        """Readers and a writer at once: each sees at least what was there before."""
        made, name = database
        with opened(made, name) as site:
            submit(site.jiesu)
            transaction.commit()
        seen: list[list[int]] = [[] for _reader in range(3)]
        wrong: list[BaseException] = []

        def read(found):
            try:
                for _turn in range(8):
                    with opened(made, name) as site:
                        found.append(counts(site.jiesu)["received"])
            except BaseException as error:
                wrong.append(error)

        threads = [threading.Thread(target=read, args=(found,)) for found in seen]
        for thread in threads:
            thread.start()
        for _turn in range(8):
            with opened(made, name) as site:
                submit(site.jiesu)
                transaction.commit()
        for thread in threads:
            thread.join()
        assert wrong == []
        assert all(found == sorted(found) and found[0] >= 1 for found in seen)
        with opened(made, name) as site:
            assert counts(site.jiesu)["received"] == 9
