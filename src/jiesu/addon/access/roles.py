"""Our roles, and who holds them on a complaint (docs/concepts/rules.md, who sees what).

The answer depends on the complaint and the principal alone, never on the time or the
request: the catalog keeps a copy of it that has to stay true.
"""

from collections.abc import Iterator
from jiesu.addon.access.groups import belongs
from jiesu.addon.access.groups import department_group
from jiesu.addon.access.groups import HANDLERS
from jiesu.addon.access.groups import HEADS
from jiesu.addon.access.groups import heads_group
from jiesu.addon.access.groups import office_group
from jiesu.addon.access.groups import supervisors_group
from jiesu.addon.content.complaint import REPORT
from jiesu.addon.content.department import OFFICE
from jiesu.addon.content.interfaces import IReport
from jiesu.addon.content.interfaces import ISupervision
from jiesu.addon.content.lookup import departments_of
from jiesu.addon.content.lookup import desk_of
from jiesu.addon.content.report import TO_HEADS


OFFICE_ROLE = "Jiesu Office"
SUPERVISOR = "Jiesu Supervisor"
HANDLER = "Jiesu Handler"
HEAD = "Jiesu Head"
SUPPORTER = "Jiesu Supporter"
# A department that is asked for its view and is not responsible for anything.
CONSULTED = "Jiesu Consulted"
SUBMITTER = "Jiesu Submitter"
# Supervisors, on the single complaint: a report is closed to them before its dispatch,
# so that their role on the desk alone must not open it.
READER = "Jiesu Reader"

# Principals of people without an account begin with this; no user id does.
GUEST = "guest:"

ROLES = (
    OFFICE_ROLE,
    SUPERVISOR,
    HANDLER,
    HEAD,
    SUPPORTER,
    CONSULTED,
    SUBMITTER,
    READER,
)

Grant = tuple[str, tuple[str, ...]]


def complaint_grants(complaint, desk_id: str) -> Iterator[Grant]:
    """Who holds which roles on a complaint.

    :param complaint: a complaint, or anything with its attributes
    :param desk_id: the id of its desk
    :returns: pairs of principal id (user or group) and roles
    """
    yield complaint.submitter or guest_principal(complaint.id), (SUBMITTER,)
    yield office_group(desk_id), (OFFICE_ROLE,)
    if complaint.kind != REPORT or complaint.dispatched:
        yield supervisors_group(desk_id), (READER,)
    yield from lead_grants(complaint.department, desk_id)
    for department in complaint.supporting:
        for principal, _roles in lead_grants(department, desk_id):
            yield principal, (SUPPORTER,)
    for department in complaint.consulted:
        for principal, _roles in lead_grants(department, desk_id):
            yield principal, (CONSULTED,)


def supervision_grants(supervision, desk_id: str) -> Iterator[Grant]:
    """Who holds which roles on a supervision: the Office, the supervisors, the heads of
    the departments concerned, and whom one of them has named.

    :param supervision: a supervision, or anything with its attributes
    :param desk_id: the id of its desk
    """
    yield office_group(desk_id), (OFFICE_ROLE,)
    yield supervisors_group(desk_id), (READER,)
    if supervision.department:
        yield heads_group(desk_id, supervision.department), (HEAD,)
    for department in supervision.supporting:
        yield heads_group(desk_id, department), (SUPPORTER,)
    for department, user in supervision.handlers:
        # A person, not a group: whoever leaves the department loses sight of it.
        if belongs(user, desk_id, department):
            yield user, (HANDLER,)


def public_answer_grants(complaint, desk_id: str) -> Iterator[Grant]:
    """Who works on a public answer: the Office, and whoever leads its complaint.

    :param complaint: that which it came of; None where it is gone
    """
    yield office_group(desk_id), (OFFICE_ROLE,)
    if complaint is not None:
        yield from lead_grants(complaint.department, desk_id)


def report_grants(report, desk) -> Iterator[Grant]:
    """Who holds which roles on a report: the Office and the supervisors; of a released
    one the heads whom it was sent to, and the departments where they read them.
    """
    desk_id = desk.getId()
    yield office_group(desk_id), (OFFICE_ROLE,)
    yield supervisors_group(desk_id), (READER,)
    if report.is_draft:
        return
    for department in departments_of(desk):
        for principal, roles in lead_grants(department.getId(), desk_id):
            sent = HEAD in roles and TO_HEADS in report.sent_to
            if report.for_departments or sent:
                yield principal, (HEAD if HEAD in roles else HANDLER,)


def grants_of(matter, desk_id: str) -> Iterator[Grant]:
    """Who holds which roles on a complaint, a supervision or a report."""
    if IReport.providedBy(matter):
        return report_grants(matter, desk_of(matter))
    if ISupervision.providedBy(matter):
        return supervision_grants(matter, desk_id)
    return complaint_grants(matter, desk_id)


def guest_principal(complaint_id: str) -> str:
    """Who shows the query code of a complaint that nobody with an account submitted."""
    return f"{GUEST}{complaint_id}"


def lead_grants(department: str, desk_id: str) -> Iterator[Grant]:
    """Who acts for a department that leads.

    The Office's own members act for the department `office`.
    """
    if department == OFFICE:
        yield office_group(desk_id), (HANDLER, HEAD)
    elif department:
        yield department_group(desk_id, department, HANDLERS), (HANDLER,)
        yield department_group(desk_id, department, HEADS), (HEAD,)


def desk_grants(desk_id: str) -> Iterator[Grant]:
    """Who holds which roles on a desk and what is in it."""
    yield office_group(desk_id), (OFFICE_ROLE,)
    yield supervisors_group(desk_id), (SUPERVISOR,)


def department_grants(department_id: str, desk_id: str) -> Iterator[Grant]:
    """Who holds which roles in a department's folder, its workplace."""
    editing = ("Reader", "Contributor", "Editor")
    for principal, roles in lead_grants(department_id, desk_id):
        reviewing = ("Reviewer",) if HEAD in roles else ()
        yield principal, roles + editing + reviewing
