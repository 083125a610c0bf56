"""How the Office writes a draft: its words, its cases, renewed figures; its release."""

from dataclasses import dataclass
from functools import cached_property
from jiesu.addon import _
from jiesu.addon.browser.base import Paging
from jiesu.addon.browser.base import start_of
from jiesu.addon.browser.reports.base import WritingPage
from jiesu.addon.content.complaint import REPORT as CONFIDENTIAL
from jiesu.addon.content.lookup import REPORTS
from jiesu.addon.content.personal import find_personal
from jiesu.addon.content.personal import KINDS as PERSONAL
from jiesu.addon.content.report import RECEIVERS
from jiesu.addon.content.report import TO_HEADS
from jiesu.addon.content.report import TO_SUPERVISORS
from jiesu.addon.reports.cases import candidates
from jiesu.addon.reports.cases import choose_cases
from jiesu.addon.reports.checking import strange_numbers
from jiesu.addon.reports.definitions import language_key
from jiesu.addon.reports.drafting import correct
from jiesu.addon.reports.drafting import discard
from jiesu.addon.reports.drafting import renew
from jiesu.addon.reports.releasing import release
from jiesu.addon.reports.sections import REMOVABLE
from jiesu.addon.reports.sections import SECTIONS
from jiesu.addon.reports.wording import said_of
from jiesu.addon.reports.writing import change_words
from jiesu.addon.wording import labelled


CASES_PAGE = 10


@dataclass(frozen=True)
class Part:
    """A section in the form of words."""

    name: str
    title: str
    remark: str
    removable: bool
    removed: bool


class WordsPage(WritingPage):
    """`@@words`: title, summary, a remark on each section, the last words."""

    title = _("page_report_words", default="The words of the report")

    @property
    def page_title(self) -> str:
        """What is done here."""
        return self.t(self.title)

    def take(self) -> str:
        """Keep the words."""
        change_words(self.context, self.sent)
        self.say(_("settings_saved", default="Saved."))
        return self.report_url

    @property
    def sent(self) -> dict:
        """What was typed."""
        shown = set(self.several("shown"))
        summary = self.text("summary").replace("\r\n", "\n").strip()
        return {
            "title": self.text("title"),
            # Words that were not touched go on being made from the figures.
            "summary": "" if summary == self.made_summary else summary,
            "closing": self.text("closing"),
            "remarks": {name: self.text(f"remark-{name}") for name in SECTIONS},
            "removed": [name for name in REMOVABLE if name not in shown],
        }

    @cached_property
    def made_summary(self) -> str:
        """The words that are made from the figures."""
        return "\n".join(said_of(self.context)[self._language])

    @property
    def _language(self) -> str:
        return language_key(self.language)

    @property
    def values(self) -> dict:
        """What stands in the form."""
        if self.is_post:
            return {name: self.text(name) for name in ("title", "summary", "closing")}
        return {
            "title": self.context.title,
            "summary": self.context.summary or self.made_summary,
            "closing": self.context.closing,
        }

    @property
    def parts(self) -> list[Part]:
        """The sections."""
        sent = self.sent if self.is_post else None
        remarks = sent["remarks"] if sent else self.context.remarks or {}
        removed = sent["removed"] if sent else self.context.removed
        return [
            Part(
                name,
                self.t(title),
                remarks.get(name, ""),
                name in REMOVABLE,
                name in removed,
            )
            for name, title in SECTIONS.items()
        ]


@dataclass(frozen=True)
class ChosenCase:
    """A case in the form; warnings: what in its words points to a person."""

    number: str
    title: str
    text: str
    warnings: tuple[str, ...]


class CasesPage(WritingPage):
    """`@@cases`: complaints that are chosen, and what the Office says of each."""

    width = "wide"
    title = _("page_report_cases", default="Typical cases")

    @property
    def page_title(self) -> str:
        """What is done here."""
        return self.t(self.title)

    def take(self) -> str:
        """Keep the cases; what points to a person is shown before it is kept."""
        cases, add = self.typed, self.text("add")
        if add:
            cases.append({"number": add, "title": "", "text": ""})
        choose_cases(self.context, cases)
        if add:
            return f"{self.here}#ji-cases"
        if any(case.warnings for case in self.chosen):
            self.say(
                _(
                    "report_cases_personal",
                    default="Saved. Please look at what is marked: it may point to a "
                    "person.",
                ),
                "warning",
            )
            return self.here
        self.say(_("settings_saved", default="Saved."))
        return self.report_url

    @property
    def typed(self) -> list[dict]:
        """The cases as they were sent, without those that were emptied."""
        names = ("number", "title", "text")
        rows = zip(*(self.several(f"case-{name}") for name in names), strict=False)
        cases = [dict(zip(names, row, strict=True)) for row in rows]
        return [one for one in cases if one["title"].strip() or one["text"].strip()]

    @property
    def chosen(self) -> list[ChosenCase]:
        """The cases that stand in the form."""
        cases = self.typed if self.is_post else self.context.cases
        return [
            ChosenCase(
                one["number"],
                one["title"],
                one["text"],
                tuple(
                    self.t(labelled(PERSONAL[found.kind], found.text))
                    for found in find_personal(f"{one['title']}\n{one['text']}")
                ),
            )
            for one in cases
        ]

    # What can be chosen

    @property
    def words(self) -> str:
        """What is searched for."""
        return self.text("q").strip()[:80]

    @property
    def choose_words(self) -> str:
        """What the button of each says."""
        return self.t(_("report_case_choose", default="Choose"))

    @cached_property
    def found(self):
        """A page of what can be chosen."""
        start = start_of(self.request)
        return candidates(self.context, self.words, start, CASES_PAGE)

    @property
    def candidates(self) -> list[dict]:
        """Complaints to choose from."""
        chosen = {one["number"] for one in self.context.cases}
        return [
            {
                "number": row.number,
                "title": row.title,
                "url": self.complaint_url(row.id),
                "meta": [
                    row.number,
                    self.department_title(row.department),
                    self.category_title(row.category),
                ],
                "chosen": row.number in chosen,
            }
            for row in self.found.rows
            if row.kind != CONFIDENTIAL
        ]

    def paging(self) -> Paging:
        """The way to the others."""
        page = self.found
        return Paging(self, page.start, page.size, page.total)


class RenewPage(WritingPage):
    """`@@renew`: the figures of a draft anew."""

    sent_only = True

    def take(self) -> str:
        """Do it."""
        renew(self.context)
        self.say(_("report_renewed", default="The figures are those of now."))
        return self.report_url


class DiscardPage(WritingPage):
    """`@@discard`: no draft any more."""

    sent_only = True

    def take(self) -> str:
        """Do it."""
        after = self.reports_url
        discard(self.context)
        self.say(_("report_discarded", default="The draft is gone."))
        return after


class CorrectPage(WritingPage):
    """`@@correct`: another version of a released report."""

    sent_only = True

    def take(self) -> str:
        """Go on with the new draft."""
        made = correct(self.context)
        self.say(
            _(
                "report_correction_begun",
                default="This is a draft of the corrected version. The released one "
                "stays as it is, and will say that it was replaced.",
            )
        )
        return f"{self.desk_url}/{REPORTS}/{made}"


class ReleasePage(WritingPage):
    """`@@release`: whom it is sent to; then it does not change any more."""

    title = _("page_report_release", default="Release the report")

    @property
    def page_title(self) -> str:
        """What is done here."""
        return self.t(self.title)

    def take(self) -> str:
        """Release it."""
        release(self.context, {"to": self.several("to")})
        self.say(_("report_is_released", default="The report is released."))
        return self.report_url

    @property
    def receivers(self) -> list[dict]:
        """Whom it can be sent to."""
        on = self.several("to") if self.is_post else (TO_SUPERVISORS, TO_HEADS)
        return [
            {"value": name, "title": self.t(title), "on": name in on}
            for name, title in RECEIVERS.items()
        ]

    @property
    def strange_numbers(self) -> str:
        """Numbers in the Office's words that are no figures of the report."""
        if not (self.context.summary or self.context.remarks or self.context.closing):
            return ""
        return self.listed(strange_numbers(self.document))

    @property
    def for_departments(self) -> bool:
        """Whether departments will read it."""
        return bool(self.desk.reports_for_departments)
