"""Holds the figures of a desk and the lists behind them to the plain recomputation."""

from itertools import groupby
from itertools import pairwise
from jiesu.addon.calendar.moment import now
from jiesu.addon.catalog.catalog import catalog_of
from jiesu.addon.catalog.indexing import flush
from jiesu.addon.content.lookup import category_of
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.statistics.asked import Asked
from jiesu.addon.statistics.behind import behind
from jiesu.addon.statistics.behind import Figure
from jiesu.addon.statistics.columns import Columns
from jiesu.addon.statistics.groupings import BY
from jiesu.addon.statistics.measures import PART
from jiesu.addon.statistics.measures import WHOLE
from jiesu.addon.statistics.report import basis_of
from jiesu.addon.statistics.report import report
from tests.statistics.plain import plain_figures
from tests.statistics.plain import plain_groups
from tests.statistics.plain import plain_parts
from tests.statistics.plain import score_of
from zoneinfo import ZoneInfo


MINUTE = 1 / 60
TERMS = ["2026-02-20 2026-07-10 春", "2026-09-01 2027-01-17 秋"]


def local(complaint):
    """When it came, by the clock there."""
    return complaint.received.astimezone(ZoneInfo("Asia/Shanghai"))


def top_of(complaint) -> str:
    """The category of the first level."""
    category = category_of(complaint.aq_parent.aq_parent, complaint.category)
    if category is None:
        return ""
    above = category.aq_parent
    return above.getId() if above.portal_type == "JiesuCategory" else category.getId()


def term_of(complaint) -> str:
    """The term in which it came."""
    day = local(complaint).date().isoformat()
    for line in TERMS:
        start, end, title = line.split()
        if start <= day <= end:
            return title
    return ""


def age_of(complaint) -> str:
    """How many days ago it came."""
    days = (now() - complaint.received).total_seconds() // 1 / 86400
    limits = (0, 1, 3, 7, 14, 30)
    for start, end in pairwise(limits):
        if days <= end:
            return f"{start}-{end}"
    return "30-"


def place_of(complaint) -> str:
    """Where: letters and figures alone, a sign between two figures as a dash."""
    found = ""
    for is_word, signs in groupby((complaint.location or "").lower(), str.isalnum):
        word = "".join(signs)
        if is_word and found.endswith(" "):
            apart = found[-2:-1].isdigit() and word[0].isdigit()
            found = found[:-1] + ("-" if apart else "")
        found += word if is_word else " " if found else ""
    return found.strip()


GROUPINGS = {
    "department": lambda one: one.department,
    "category": lambda one: one.category,
    "category_top": top_of,
    "kind": lambda one: one.kind,
    "channel": lambda one: one.channel,
    "place": place_of,
    "score": score_of,
    "day": lambda one: local(one).date().isoformat(),
    "week": lambda one: local(one).strftime("%G-W%V"),
    "month": lambda one: local(one).strftime("%Y-%m"),
    "term": term_of,
    "hour": lambda one: f"{local(one).isoweekday()}-{local(one):%H}",
    "age": age_of,
}


def agrees(group, plain, participation=True) -> None:
    """Compare one group's figures; times to the minute that is kept."""
    figures = group.figures
    assert figures.counts == plain["totals"]
    fractions, wanted = dict(figures.fractions), dict(plain["fractions"])
    if not participation:
        fractions.pop("participation")
        wanted.pop("participation")
    assert fractions == wanted
    assert (figures.reasons, figures.moves) == (plain["reasons"], plain["moves"])
    times = figures.times
    count, *values = plain["times"]
    assert times.count == count
    for mine, theirs in zip((times.mean, times.median, times.p90), values, strict=True):
        assert (mine is None) == (theirs is None)
        assert mine is None or abs(mine - theirs) <= MINUTE


def check_figures(desk) -> None:
    """All groupings and the total."""
    assert GROUPINGS.keys() == set(BY)
    desk.terms = TERMS
    (total,) = plain_figures(desk).values()
    agrees(report(desk, Asked())[0].total, total)
    for by, group_of in GROUPINGS.items():
        groups = {g.id: g for g in report(desk, Asked(by=by, top=1000))[0].groups}
        plain = plain_figures(desk, group_of)
        assert groups.keys() == plain.keys(), by
        for name, group in groups.items():
            agrees(group, plain[name], participation=by != "department")


def check_lists(desk, *groupings: str) -> None:
    """Behind each figure stand exactly the complaints that it counts."""
    desk.terms = TERMS
    catalog, basis, made = catalog_of(complaints_of(desk)), basis_of(desk), now()
    flush()
    columns = Columns.of(catalog)

    def listed(asked, name, side=PART, group=None):
        documents = behind(columns, basis, made, Figure(asked, name, side, group))
        assert len(documents) == len(set(documents))
        return {catalog.paths[one] for one in documents}

    for by in (None, *groupings):
        asked = Asked(by=by, top=1000)
        group_of = GROUPINGS[by] if by else lambda complaint: None
        for group, found in plain_groups(desk, group_of).items():
            for name, (part, whole) in plain_parts(found).items():
                ids = {one["id"] for one in part}
                assert listed(asked, name, PART, group) == ids, (by, group, name)
                if whole is not None:
                    ids = {one["id"] for one in whole}
                    assert listed(asked, name, WHOLE, group) == ids, (by, group, name)
