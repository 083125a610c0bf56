"""Import: original times, nothing made up, goes on after a stop, names bad lines."""

from click.testing import CliRunner
from datetime import datetime
from jiesu.addon.calendar.moment import now
from jiesu.addon.catalog.indexing import state_of
from jiesu.addon.catalog.queries import due_by
from jiesu.addon.catalog.queries import find
from jiesu.addon.catalog.queries import Query
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.intake import importing
from jiesu.addon.intake.commands import main
from jiesu.addon.intake.importing import BadLine
from jiesu.addon.intake.importing import import_lines
from jiesu.addon.intake.importing import read_line
from jiesu.addon.journal.storage import journal_of
from plone import api
from zoneinfo import ZoneInfo

import gzip
import json
import pytest
import transaction


SHANGHAI = ZoneInfo("Asia/Shanghai")


def line(**fields) -> str:
    """A good line, but for what is said."""
    values = {
        "id": "A1",
        "user": "甲",
        "title": "自习室的灯不亮",
        "text": "三楼靠窗的两排灯坏了一周。",
        "submitted": "2026-03-02T09:00:00",
    }
    return json.dumps(values | fields)


REPLIED = {"reply": "已更换灯管。", "replied": "2026-03-03T10:00:00"}


@pytest.fixture
def desk(portal):
    """A desk with one category that routes."""
    with api.env.adopt_roles(["Manager"]):
        desk = api.content.create(portal, "JiesuDesk", id="jiesu", title="Desk")
        api.content.create(
            desk["departments"], "JiesuDepartment", id="library", title="图书馆"
        )
        api.content.create(
            desk["categories"],
            "JiesuCategory",
            id="library-seat",
            title="座位",
            department="library",
        )
    return desk


@pytest.fixture(autouse=True)
def in_one_transaction(monkeypatch):
    """Keep an import inside the test's own transaction."""
    monkeypatch.setattr(importing, "_commit", lambda desk, batch: None)


def run(desk, *lines, **options):
    """Import lines; the last outcome."""
    return list(import_lines(desk, lines, **options))[-1]


def only(desk):
    """The one complaint of the desk."""
    (complaint,) = complaints_of(desk).objectValues()
    return complaint


def test_times_are_the_original_ones(desk):
    """Journal and clock have the times of the line, read in the site's time zone."""
    run(desk, line(category="library-seat", **REPLIED))
    complaint = only(desk)
    submitted = datetime(2026, 3, 2, 9, tzinfo=SHANGHAI)
    replied = datetime(2026, 3, 3, 10, tzinfo=SHANGHAI)
    assert complaint.received == submitted
    assert complaint.number.startswith("20260302-")
    assert [(e.action, e.time) for e in journal_of(complaint)][:4] == [
        ("submit", submitted),
        ("dispatch", submitted),
        ("accept", replied),
        ("answer", replied),
    ]
    assert complaint.clock.first_answered == replied
    assert complaint.clock.first_on_time is True


def test_closed_after_the_rating_period_but_unrated(desk):
    """An old reply was never rated: closed, without score or verdict."""
    run(desk, line(category="library-seat", **REPLIED))
    complaint = only(desk)
    assert state_of(complaint) == "closed"
    assert (complaint.score, complaint.solved) == (None, None)


def test_recent_reply_waits_for_its_rating(desk):
    """A reply within the rating period stays answered."""
    now = datetime.now(SHANGHAI).replace(tzinfo=None)
    times = {"submitted": now.isoformat(), "replied": now.isoformat(), "reply": "好。"}
    run(desk, line(category="library-seat", **times))
    assert state_of(only(desk)) == "answered"


def test_without_reply_it_waits(desk):
    """Nobody is said to have done anything."""
    run(desk, line(department="library"))
    assert state_of(only(desk)) == "pending"


@pytest.mark.parametrize("more", [{}, REPLIED], ids=["open", "closed"])
def test_what_was_due_long_ago_is_no_news(desk, more):
    """Nobody is told of it, and the scanner has nothing to look at."""
    list(import_lines(desk, [line(**more)]))
    assert due_by(desk, now(), 10) == []


def test_without_category_the_office_had_it(desk):
    """What names no category was answered by the Office."""
    run(desk, line(**REPLIED))
    assert only(desk).department == "office"


def test_default_category(desk):
    """Lines without a category get the one that was asked for."""
    run(desk, line(), category="library-seat")
    assert only(desk).department == "library"


def test_again_makes_nothing_twice(desk):
    """What is in already is skipped, in the same import and in a later one."""
    first = run(desk, line(), line(), line(id="A2"))
    second = run(desk, line(), line(id="A2"), line(id="A3"))
    assert (first.made, first.known) == (2, 1)
    assert (second.made, second.known) == (1, 2)
    assert len(complaints_of(desk)) == 3


def test_nobody_agreed(desk):
    """Consent is not made up."""
    run(desk, line())
    assert journal_of(only(desk))[1].changes["agreed"] is False


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("{", "not JSON"),
        ("[]", "not an object"),
        (line(id=""), "id: is required"),
        (line(submitted=None), "submitted: is required"),
        (line(submitted="gestern"), "submitted: not a time"),
        (line(submitted="2999-01-01T00:00:00"), "submitted: lies in the future"),
        (line(reply="x"), "reply and replied"),
        (line(reply="x", replied="2026-03-01T10:00:00"), "lies before submitted"),
        (line(title="", text=""), "text: "),
        (line(title="长" * 201), "title: "),
        (line(category="nonsense"), "category: "),
        (line(colour="red"), "unknown fields: colour"),
    ],
)
def test_bad_lines_are_named(desk, bad, reason):
    """A bad line stops nothing; it is reported by number and reason."""
    with pytest.raises(BadLine, match=reason):
        read_line(desk, bad)
    outcome = run(desk, line(), bad, line(id="A2"))
    assert outcome.made == 2
    assert outcome.bad[0][0] == 2
    assert reason in outcome.bad[0][1]


def test_command(desk, tmp_path):
    """The command reads gzipped files, reports, and fails when a line was bad."""
    file = tmp_path / "lines.jsonl.gz"
    with gzip.open(file, "wt", encoding="utf-8") as text:
        text.write(f"{line()}\n\n{{\n")
    app = desk.getPhysicalRoot()
    path = "/".join(desk.getPhysicalPath())
    result = CliRunner().invoke(main, ["--desk", path, str(file)], obj=app)
    assert result.exit_code == 1
    assert "1 imported, 0 were in already." in result.output
    assert "line 3: not JSON" in result.output


def test_unknown_desk(desk, tmp_path):
    """A wrong path is said in one line."""
    file = tmp_path / "lines.jsonl"
    file.write_text(line())
    app = desk.getPhysicalRoot()
    result = CliRunner().invoke(main, ["--desk", "nowhere", str(file)], obj=app)
    assert result.exit_code == 1
    assert "There is no desk at /nowhere." in result.output


def test_the_office_finds_them(desk):
    """Imported ones are in lists and, once indexed, in the text search."""
    from jiesu.addon.catalog.indexing import index_all_texts

    run(desk, line(), line(id="A2", title="饭菜偏凉", text="二食堂晚上的菜是凉的。"))
    index_all_texts(desk)
    api.user.create(username="officer", email="o@example.edu.cn")
    api.group.add_user(groupname="jiesu-office", username="officer")
    with api.env.adopt_user(username="officer"):
        assert find(desk, Query()).total == 2
        assert find(desk, Query(words="自习")).total == 1


class TestStopped:
    """An import that is stopped between two commits."""

    @pytest.fixture
    def committed(self, functional_portal, monkeypatch):
        """A desk in a database that keeps what is committed."""
        monkeypatch.undo()
        with api.env.adopt_roles(["Manager"]):
            desk = api.content.create(functional_portal, "JiesuDesk", id="jiesu")
        transaction.commit()
        return desk

    def test_goes_on_where_it_stopped(self, committed):
        """Whole batches stay; the rest comes with the next run, nothing twice."""
        lines = [line(id=f"A{number}") for number in range(7)]
        stopped = import_lines(committed, lines, batch=2)
        for _ in range(5):
            next(stopped)
        transaction.abort()
        assert len(complaints_of(committed)) == 4
        outcome = list(import_lines(committed, lines, batch=2))[-1]
        assert (outcome.made, outcome.known) == (3, 4)
        transaction.abort()
        assert len(complaints_of(committed)) == 7
