"""A report as it is told: its frozen figures put into sections, in a reader's language.

Readers of departments are shown no titles of single complaints and supervisions: these
are for those who read all. Nobody is shown a submitter.
"""

from collections.abc import Callable
from collections.abc import Iterator
from jiesu.addon import _
from jiesu.addon.content.lookup import reports_of
from jiesu.addon.content.report import DRAFT
from jiesu.addon.content.report import KINDS
from jiesu.addon.content.report import RELEASED
from jiesu.addon.content.report import STATES
from jiesu.addon.reports import sections as names
from jiesu.addon.reports.cells import lines_of
from jiesu.addon.reports.cells import Reader
from jiesu.addon.reports.figuresections import FigureSections
from jiesu.addon.reports.mattersections import MatterSections
from jiesu.addon.reports.parts import Document
from jiesu.addon.reports.parts import Section
from jiesu.addon.reports.periods import day_words
from jiesu.addon.reports.periods import words as period_words
from jiesu.addon.reports.prose import span_of


# Chinese documents count their sections so.
NUMERALS = "一二三四五六七八九十"
# What explains the rest stands behind the signature.
ANNEXES = (names.DEFINITIONS,)


def document(report, reader: Reader) -> Document:
    """A report in the words of a reader's language."""
    return _Teller(report, reader).document()


class _Teller(FigureSections, MatterSections):
    """Tells one report to one reader."""

    def document(self) -> Document:
        """All of it."""
        report = self.report
        told = tuple(self.sections())
        as_of = f"{self.made:%Y-%m-%d %H:%M}"
        day = (report.released_at or report.drafted_at).astimezone(self.made.tzinfo)
        return Document(
            issuer=self.desk.report_issuer or self.desk.Title(),
            title=report.title,
            kind=self.t(KINDS[report.kind]),
            issue=self.issue(),
            period=self.t(period_words(span_of(self.data))),
            day=self.t(day_words(day.date())),
            as_of=as_of,
            as_of_words=self.t(
                _(
                    "report_as_of_paper",
                    default="Figures as of ${time}.",
                    mapping={"time": as_of},
                )
            ),
            state="" if report.state == RELEASED else self.t(STATES[report.state]),
            corrects=self._corrects(),
            sections=tuple(one for one in told if one.name not in ANNEXES),
            closing=tuple(lines_of(report.closing)),
            annexes=tuple(one for one in told if one.name in ANNEXES),
            language="zh-CN" if self.is_chinese else "en",
        )

    def issue(self) -> str:
        """Its number: 第N期."""
        return issue_words(self.report, self.reader.t)

    def _corrects(self) -> str:
        former = reports_of(self.desk).get(self.report.corrects or "")
        if former is None:
            return ""
        mapping = {"issue": issue_words(former, self.reader.t)}
        return self.t(
            _(
                "report_corrects",
                default="A corrected version; it replaces ${issue}.",
                mapping=mapping,
            )
        )

    def sections(self) -> Iterator[Section]:
        """Those that are not left out and of which there is something to be said."""
        number = 0
        for name, tell in TELLERS.items():
            if name in self.report.removed:
                continue
            remark = tuple(lines_of((self.report.remarks or {}).get(name, "")))
            found = tell(self)
            if found is None and not remark:
                continue
            found = found or {}
            number += name not in ANNEXES
            yield Section(name, self._heading(number, name), remark=remark, **found)

    def _heading(self, number: int, name: str) -> str:
        if name in ANNEXES:
            mapping = {"title": names.SECTIONS[name]}
            return self.t(_("report_annex", default="Annex: ${title}", mapping=mapping))
        counted = NUMERALS[number - 1] if self.is_chinese else str(number)
        mapping = {"n": counted, "title": names.SECTIONS[name]}
        return self.t(_("report_heading", default="${n}. ${title}", mapping=mapping))


TELLERS: dict[str, Callable] = {
    names.SUMMARY: _Teller.summary,
    names.TREND: _Teller.trend,
    names.DEPARTMENTS: _Teller.departments,
    names.DEMAND: _Teller.demand,
    names.OVERDUE: _Teller.overdue,
    names.REWORK: _Teller.rework,
    names.SUPERVISION: _Teller.supervision,
    names.CASES: _Teller.cases,
    names.FAQ: _Teller.faq,
    names.DEFINITIONS: _Teller.definitions,
}


def issue_words(report, t: Callable[[object], str]) -> str:
    """The number of a report as it is read: 2026年第3期; "" of a draft."""
    if report.state == DRAFT or not report.issue:
        return ""
    mapping = {"year": report.end.year, "n": report.issue, "version": report.revision}
    if report.revision > 1:
        return t(
            _(
                "report_issue_version",
                default="${year}, no. ${n} (version ${version})",
                mapping=mapping,
            )
        )
    return t(_("report_issue", default="${year}, no. ${n}", mapping=mapping))
