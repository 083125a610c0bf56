"""The sections of single matters: overdue, rework, supervisions, cases, FAQ pages.

Each is a dict of the parts of a `Section`; None for nothing to be said.
"""

from jiesu.addon import _
from jiesu.addon.content.complaint import KINDS as COMPLAINT_KINDS
from jiesu.addon.content.complaint import STATES as COMPLAINT_STATES
from jiesu.addon.content.supervision import STATES as SUPERVISION_STATES
from jiesu.addon.reports import told
from jiesu.addon.reports.cells import CATEGORY
from jiesu.addon.reports.cells import Cells
from jiesu.addon.reports.cells import LEAD
from jiesu.addon.reports.cells import lines_of
from jiesu.addon.reports.lists import key
from jiesu.addon.reports.parts import Case
from jiesu.addon.reports.parts import Cell
from jiesu.addon.reports.parts import DAY
from jiesu.addon.reports.parts import DECIMAL
from jiesu.addon.reports.parts import NUMBER
from jiesu.addon.reports.parts import Paragraph
from jiesu.addon.reports.parts import Table
from jiesu.addon.reports.periods import day_words
from jiesu.addon.reports.telling import lines_for
from jiesu.addon.statistics.measures import PART
from jiesu.addon.statistics.titles import BY_TITLES
from jiesu.addon.statistics.titles import REASON_TITLES


NUMBER_HEAD = _("export_number", default="Number")
MATTER = _("export_title", default="Title")
CONFIDENTIAL = _("report_confidential", default="Confidential report")


class MatterSections(Cells):
    """What stands out: by name for those who read all, without for departments."""

    def overdue(self) -> dict | None:
        """What is overdue at the moment of the figures."""
        found = self.data["overdue"]
        many = told.count(self.data["standing"]["total"], "overdue")
        if not many:
            nothing = _("report_none_overdue", default="Nothing is overdue.")
            return {"paragraphs": (Paragraph((Cell(self.t(nothing)),)),)}
        heads = (
            _("report_received_day", default="Received"),
            _("export_due", default="Due"),
            _("report_days_late", default="Late, working days"),
        )
        lines = [
            (
                *self._of_complaint(one),
                Cell(one["received"], DAY),
                Cell(one["due"], DAY),
                Cell(one["late"], DECIMAL, alert=True),
            )
            for one in lines_for(found, self.reader.full)
        ]
        title = _(
            "report_table_overdue",
            default="Overdue on ${day}",
            mapping={"day": day_words(self.made.date())},
        )
        return {"tables": (self._listed("overdue", self.t(title), heads, lines, many),)}

    def rework(self) -> dict | None:
        """What came back, and why departments gave back."""
        tables = []
        many = self.now["fractions"]["rework"][0]
        if self.data["rework"]:
            heads = (
                _("export_state", default="State"),
                _("report_reworks", default="Times"),
            )
            lines = [
                (
                    *self._of_complaint(one),
                    Cell(self.t(COMPLAINT_STATES[one["state"]])),
                    Cell(max(one["reworks"], 1), NUMBER),
                )
                for one in lines_for(self.data["rework"], self.reader.full)
            ]
            title = self.t(_("report_table_rework", default="Handled again"))
            tables.append(self._listed("rework", title, heads, lines, many))
        reasons = self._reasons()
        tables += [reasons] if reasons else []
        return {"tables": tuple(tables)} if tables else None

    def _reasons(self) -> Table | None:
        def place(one: tuple[str, int]) -> tuple:
            name, many = one
            return name.partition(":")[0], -many, name

        found = sorted(self.now["reasons"].items(), key=place)
        lines = [
            (
                Cell(self.t(REASON_TITLES[name.partition(":")[0]])),
                Cell(self.data["titles"]["reason"].get(name, name.partition(":")[2])),
                self.figure(many, NUMBER, key(name, PART)),
            )
            for name, many in found
        ]
        if not lines:
            return None
        heads = (
            _("sheet_list", default="List"),
            _("field_reason", default="Reason"),
            _("sheet_number", default="Number"),
        )
        return Table(
            "reasons",
            self.t(_("report_table_reasons", default="Reasons")),
            tuple(map(self.t, heads)),
            tuple(lines),
            wide=(0, 1),
        )

    def supervision(self) -> dict | None:
        """What was under supervision, with its state."""
        found = self.data["supervisions"]
        if not found:
            return None
        heads = [_("export_number", default="Number")]
        heads += [_("field_supervision_title", default="Matter")] * self.reader.full
        heads += [
            LEAD,
            _("report_report_by", default="Report by"),
            _("export_state", default="State"),
            _("field_complaint_numbers", default="Complaints"),
        ]
        lines = []
        for one in found:
            url = self.reader.url(f"supervision/{one['id']}")
            matter = [Cell(one["title"], url=url)] if self.reader.full else []
            many = self.figure(one["complaints"], NUMBER, one["figure"])
            lines.append(
                (
                    Cell(one["number"]),
                    *matter,
                    Cell(self.department(one["department"])),
                    Cell(one["due"], DAY),
                    Cell(self._supervision_state(one), alert=one["late"]),
                    many,
                )
            )
        title = self.t(_("report_table_supervision", default="Under supervision"))
        wide = (1, 2) if self.reader.full else (1,)
        table = Table(
            "supervision", title, tuple(map(self.t, heads)), tuple(lines), wide=wide
        )
        return {"tables": (table,)}

    def _supervision_state(self, one: dict) -> str:
        if one["late"]:
            return self.t(_("report_late", default="Overdue"))
        return self.t(SUPERVISION_STATES[one["state"]])

    def cases(self) -> dict | None:
        """The typical cases, in the Office's words."""
        found = []
        for one in self.report.cases:
            category = self.data["titles"]["category"].get(one["category"], "")
            meta = [self.department(one["department"]), category]
            meta = [one["number"], *meta] if self.reader.full else meta
            url = self.reader.url(f"complaints/{one['id']}") if self.reader.full else ""
            found.append(
                Case(
                    one["title"],
                    tuple(lines_of(one["text"])),
                    " · ".join(part for part in meta if part),
                    url,
                )
            )
        return {"cases": tuple(found)} if found else None

    def faq(self) -> dict | None:
        """The FAQ pages that were added."""
        heads = (
            _("field_faq_question", default="Question"),
            LEAD,
            _("report_published_day", default="Published"),
        )
        lines = [
            (
                Cell(one["title"], url=self.reader.url(one["path"])),
                Cell(self.department(one["department"])),
                Cell(one["day"], DAY),
            )
            for one in self.data["faq"]
        ]
        if not lines:
            return None
        table = Table("faq", "", tuple(map(self.t, heads)), tuple(lines), wide=(0, 1))
        return {"tables": (table,)}

    def _of_complaint(self, one: dict) -> tuple[Cell, ...]:
        category = self.data["titles"]["category"].get(one["category"], "")
        department = Cell(self.department(one["department"]))
        if not self.reader.full:
            return (
                Cell(self.t(COMPLAINT_KINDS[one["kind"]])),
                Cell(category),
                department,
            )
        url = self.reader.url(f"complaints/{one['id']}")
        title = one["title"] or self.t(CONFIDENTIAL)
        return Cell(one["number"], url=url), Cell(title, url=url), department

    def _listed(self, name: str, title: str, heads: tuple, lines, many: int) -> Table:
        """A list of complaints; behind its figure stand all of them."""
        if self.reader.full:
            first = (NUMBER_HEAD, MATTER, LEAD)
        else:
            first = (BY_TITLES["kind"], BY_TITLES[CATEGORY], LEAD)
        more = many - len(lines)
        note = ""
        if more > 0:
            mapping = {"n": more}
            note = self.t(_("report_more", default="and ${n} more", mapping=mapping))
        return Table(
            name,
            title,
            tuple(map(self.t, (*first, *heads))),
            tuple(lines),
            note,
            wide=(1, 2),
        )
