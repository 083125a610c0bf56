"""Local-role providers: `roles.py` told to Plone's security machinery."""

from borg.localrole.interfaces import ILocalRoleProvider
from jiesu.addon.access.roles import complaint_grants
from jiesu.addon.access.roles import department_grants
from jiesu.addon.access.roles import desk_grants
from jiesu.addon.access.roles import public_answer_grants
from jiesu.addon.access.roles import report_grants
from jiesu.addon.access.roles import supervision_grants
from jiesu.addon.content.interfaces import IComplaint
from jiesu.addon.content.interfaces import IDepartment
from jiesu.addon.content.interfaces import IDesk
from jiesu.addon.content.interfaces import IPublicAnswer
from jiesu.addon.content.interfaces import IReport
from jiesu.addon.content.interfaces import ISupervision
from jiesu.addon.content.lookup import desk_of
from jiesu.addon.content.publicanswer import source_of
from zope.component import adapter
from zope.interface import implementer


@implementer(ILocalRoleProvider)
class Provider:
    """Answers from a list of grants; a class below says which list."""

    def __init__(self, context):
        self.context = context

    def grants(self):
        """Pairs of principal and roles."""
        raise NotImplementedError

    def getRoles(self, principal_id: str) -> tuple[str, ...]:
        """The roles of a user or group here."""
        return tuple(
            role
            for principal, roles in self.grants()
            if principal == principal_id
            for role in roles
        )

    def getAllRoles(self):
        """All grants, for the security index."""
        return self.grants()


@adapter(IComplaint)
class ComplaintRoles(Provider):
    """On a complaint."""

    def grants(self):
        """See `complaint_grants`."""
        return complaint_grants(self.context, desk_of(self.context).getId())


@adapter(ISupervision)
class SupervisionRoles(Provider):
    """On a supervision."""

    def grants(self):
        """See `supervision_grants`."""
        return supervision_grants(self.context, desk_of(self.context).getId())


@adapter(IPublicAnswer)
class PublicAnswerRoles(Provider):
    """On a public answer."""

    def grants(self):
        """See `public_answer_grants`."""
        answer = self.context
        return public_answer_grants(source_of(answer), desk_of(answer).getId())


@adapter(IReport)
class ReportRoles(Provider):
    """On a report."""

    def grants(self):
        """See `report_grants`."""
        return report_grants(self.context, desk_of(self.context))


@adapter(IDesk)
class DeskRoles(Provider):
    """On a desk and, by containment, on all in it."""

    def grants(self):
        """See `desk_grants`."""
        return desk_grants(self.context.getId())


@adapter(IDepartment)
class DepartmentRoles(Provider):
    """In a department's folder."""

    def grants(self):
        """See `department_grants`."""
        return department_grants(self.context.getId(), desk_of(self.context).getId())
