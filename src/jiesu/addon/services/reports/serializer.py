"""A report in JSON, as its reader may see it."""

from jiesu.addon.access.permissions import READ_ALL
from jiesu.addon.access.permissions import RUN_DESK
from jiesu.addon.content.interfaces import IReport
from jiesu.addon.content.lookup import desk_of
from jiesu.addon.content.lookup import reports_of
from jiesu.addon.content.report import KINDS
from jiesu.addon.content.report import PORTAL_TYPE
from jiesu.addon.content.report import STATES
from jiesu.addon.interfaces import IBrowserLayer
from jiesu.addon.reports.cells import Reader
from jiesu.addon.reports.document import document
from jiesu.addon.reports.document import issue_words
from jiesu.addon.reports.telling import cases_for
from jiesu.addon.reports.telling import data_for
from jiesu.addon.services.values import iso
from jiesu.addon.services.values import words
from plone import api
from plone.restapi.interfaces import ISerializeToJson
from plone.restapi.interfaces import ISerializeToJsonSummary
from zope.component import adapter
from zope.interface import implementer


@implementer(ISerializeToJson)
@adapter(IReport, IBrowserLayer)
class ReportToJson:
    """The report with its words and its frozen figures."""

    def __init__(self, context, request):
        """Adapt."""
        self.context = context
        self.request = request

    def __call__(self, **_kwargs) -> dict:
        """The whole."""
        report, desk = self.context, desk_of(self.context)
        full = api.user.has_permission(READ_ALL, obj=desk)
        return {
            **summary(report, self.request),
            "corrects": _url_of(report, report.corrects),
            "replaced_by": _url_of(report, report.replaced_by),
            "sent_to": list(report.sent_to),
            "sections": [
                {
                    "name": section.name,
                    "title": section.title,
                    "paragraphs": [one.text for one in section.paragraphs],
                    "remark": list(section.remark),
                }
                for section in document(report, self._reader(desk, full)).all_sections
            ],
            "closing": report.closing,
            "removed": list(report.removed),
            "cases": cases_for(report, full),
            "figures": data_for(report, full),
            "actions": self._actions(desk),
        }

    def _reader(self, desk, full: bool) -> Reader:
        return Reader(
            lambda message: words(message, self.request),
            api.portal.get_current_language(self.context),
            full,
            lambda path: f"{desk.absolute_url()}/{path}",
        )

    def _actions(self, desk) -> list[dict]:
        if not self.context.is_draft or not api.user.has_permission(RUN_DESK, obj=desk):
            return []
        return [{"name": "release", "@id": f"{self.context.absolute_url()}/@release"}]


@implementer(ISerializeToJsonSummary)
@adapter(IReport, IBrowserLayer)
class ReportToJsonSummary:
    """What Plone says of a report where it names one: no word of its content."""

    def __init__(self, context, request):
        """Adapt."""
        self.context = context

    def __call__(self) -> dict:
        """Address and type."""
        return {"@id": self.context.absolute_url(), "@type": PORTAL_TYPE}


def summary(report, request) -> dict:
    """One line of a list."""
    return {
        "@id": report.absolute_url(),
        "@type": PORTAL_TYPE,
        "id": report.getId(),
        "number": report.number,
        "title": report.title,
        "kind": report.kind,
        "state": report.state,
        "start": str(report.start),
        "end": str(report.end),
        "drafted_at": iso(report.drafted_at),
        "released_at": iso(report.released_at),
        "titles": {
            "kind": words(KINDS[report.kind], request),
            "state": words(STATES[report.state], request),
            "issue": issue_words(report, lambda message: words(message, request)),
        },
    }


def _url_of(report, name: str) -> str | None:
    other = reports_of(desk_of(report)).get(name) if name else None
    return other.absolute_url() if other is not None else None
