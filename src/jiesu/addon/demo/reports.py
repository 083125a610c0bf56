"""Reports of the demo: last month's, released with cases, and last week's draft."""

from jiesu.addon.catalog.queries import by_number
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.content.lookup import reports_of
from jiesu.addon.content.report import MONTHLY
from jiesu.addon.content.report import TO_HEADS
from jiesu.addon.content.report import TO_SUPERVISORS
from jiesu.addon.content.report import WEEKLY
from jiesu.addon.demo.data import read_json
from jiesu.addon.reports.asking import today
from jiesu.addon.reports.cases import choose_cases
from jiesu.addon.reports.cases import fits
from jiesu.addon.reports.drafting import draft
from jiesu.addon.reports.periods import latest
from jiesu.addon.reports.releasing import release
from jiesu.addon.reports.writing import change_words
from plone import api


ISSUER = "党政办公室"
OFFICE = "office"
MOST_CASES = 3
CLOSING = (
    "请各单位对照本期情况，逐件核实超期和重办诉求，举一反三，把问题解决在群众开口之前。"
)


def make_reports(desk, numbers: dict[str, str]) -> None:
    """Draft, write and release them as the Office does.

    :param numbers: those of the complaints by their keys
    """
    desk.report_issuer = ISSUER
    desk.report_kinds = (WEEKLY, MONTHLY)
    desk.reports_for_departments = True
    with api.env.adopt_user(username=OFFICE):
        month = _draft(desk, MONTHLY)
        cases = list(_cases(desk, month, numbers))[:MOST_CASES]
        choose_cases(month, cases)
        change_words(month, {"closing": CLOSING})
        release(month, {"to": [TO_SUPERVISORS, TO_HEADS]})
        week = _draft(desk, WEEKLY)
    # The desk has nothing to draft that is there already.
    for report in (month, week):
        reports_of(desk).drafted.insert(report.getId())


def _draft(desk, kind: str):
    span = latest(kind, today(), ())
    raw = {"kind": kind, "start": str(span.start), "end": str(span.end)}
    return reports_of(desk)[draft(desk, raw)]


def _cases(desk, report, numbers: dict[str, str]):
    """The cases of cases.json that fit the period."""
    for one in read_json("cases"):
        number = numbers[one["key"]]
        if fits(report, complaints_of(desk)[by_number(desk, number)]):
            yield {"number": number, "title": one["title"], "text": one["text"]}
