"""The report (周报、月报、学期报告、年报、通报): frozen figures with words.

While it is a draft the Office writes it; released it never changes any more.
"""

from Acquisition import aq_parent
from jiesu.addon import _
from jiesu.addon.content.interfaces import IReport
from jiesu.addon.content.interfaces import IReports
from plone.dexterity.content import Item
from plone.supermodel import model
from zope import schema
from zope.interface import implementer


PORTAL_TYPE = "JiesuReport"

WEEKLY = "weekly"
MONTHLY = "monthly"
TERM = "term"
YEARLY = "yearly"
# For a period that the Office chooses.
BULLETIN = "bulletin"

KINDS = {
    WEEKLY: _("report_weekly", default="Weekly report"),
    MONTHLY: _("report_monthly", default="Monthly report"),
    TERM: _("report_term", default="Term report"),
    YEARLY: _("report_yearly", default="Yearly report"),
    BULLETIN: _("report_bulletin", default="Bulletin"),
}

DRAFT = "draft"
RELEASED = "released"
# Another version of it was released.
REPLACED = "replaced"

STATES = {
    DRAFT: _("report_draft", default="Draft"),
    RELEASED: _("report_released", default="Released"),
    REPLACED: _("report_replaced", default="Replaced"),
}

# To whom a released one can be sent.
TO_SUPERVISORS = "supervisors"
TO_HEADS = "heads"
TO_OFFICE = "office"
RECEIVERS = {
    TO_SUPERVISORS: _("report_to_supervisors", default="Supervisors"),
    TO_HEADS: _("report_to_heads", default="Heads of departments"),
    TO_OFFICE: _("report_to_office", default="The Office"),
}


class IReportSchema(model.Schema):
    """What it is called. Read only: no form of Plone's edits a report."""

    title = schema.TextLine(title=_("field_title", default="Title"), max_length=120)


@implementer(IReport)
class Report(Item):
    """One report.

    kind, start, end: of what; period_title: what an academic term is called
    state: `DRAFT`, `RELEASED` or `REPLACED`
    frozen: the figures, a `reports.frozen.Frozen`
    summary: what the Office wrote in place of the words made from the figures; "" for
        those
    said: the words made from the figures, by language, kept at the release
    remarks: what the Office wrote, by section; closing: the last words
    removed: sections that are left out
    cases: the typical cases, plain dicts
    drafted_at, by_desk: when, and whether the desk did it itself
    issue, revision: 第N期 of its kind and year, 0 for a draft; which version of it
    corrects, replaced_by: ids of the version before and the one after
    released_at, released_by: when and by whom
    sent_to: to whom, of `RECEIVERS`; for_departments: whether all departments read it
    _kept: its files as they were sent, by their names: see reports/kept.py
    """

    kind = BULLETIN
    start = None
    end = None
    period_title = ""
    state = DRAFT
    frozen = None
    summary = ""
    # Without types: Zope would take the `__annotations__` of the class for those of
    # the object.
    said = None
    remarks = None
    closing = ""
    removed = ()
    cases = ()
    drafted_at = None
    by_desk = False
    issue = 0
    revision = 1
    corrects = ""
    replaced_by = ""
    released_at = None
    released_by = ""
    sent_to = ()
    for_departments = False
    _kept = None

    @property
    def number(self) -> str:
        """The issue within its kind and year; "" for a draft."""
        if not self.issue:
            return ""
        number = f"{self.end.year}-{self.issue}"
        return number if self.revision == 1 else f"{number}-{self.revision}"

    @property
    def is_draft(self) -> bool:
        """Whether it can be written."""
        return self.state == DRAFT

    def kept(self, name: str):
        """A file that is kept with it, a blob; None where there is none."""
        return (self._kept or {}).get(name)

    def keep(self, name: str, file) -> None:
        """Keep a file for ever; one that is there already stays."""
        if self.kept(name) is None:
            self._kept = {**(self._kept or {}), name: file}

    def indexObject(self) -> None:
        """Set its place in the container's list; no catalog learns of it."""
        container = aq_parent(self)
        if not IReports.providedBy(container):
            return
        self._leave(container)
        container.in_order.insert(
            (self.end.isoformat(), self.start.isoformat(), self.id)
        )

    def reindexObject(self, idxs=None) -> None:
        """See `indexObject`."""
        self.indexObject()

    def reindexObjectSecurity(self, skip_self=False) -> None:
        """No list keeps rights."""

    def unindexObject(self) -> None:
        """Leave the container's list."""
        container = aq_parent(self)
        if IReports.providedBy(container):
            self._leave(container)

    def _leave(self, container) -> None:
        for place in [place for place in container.in_order if place[2] == self.id]:
            container.in_order.remove(place)


def reports_in_order(reports) -> list[Report]:
    """All reports, the latest period first, whoever asks."""
    return [reports[place[2]] for place in reversed(list(reports.in_order))]
