"""Marker interfaces of the content types and of what they ask of other rooms."""

from zope.interface import Attribute
from zope.interface import Interface


class IDesk(Interface):
    """One installation of the platform inside a Plone site (接诉即办平台)."""


class IDepartments(Interface):
    """The folder of a desk's departments."""


class ICategories(Interface):
    """The folder of a desk's categories."""


class IClosed(Interface):
    """Closed to Plone's own ways; who may not see it is not told that it is there."""


class IMatter(IClosed):
    """What has a journal and is changed by actions alone, closed to all others."""


class IMatters(Interface):
    """A container of matters. Being in it opens none of them."""


class IComplaints(IMatters):
    """The one container of all complaints of a desk."""


class ISupervisions(IMatters):
    """The one container of all supervisions of a desk."""


class IReports(IMatters):
    """The one container of all reports of a desk."""


class IFaqs(Interface):
    """The common folder of a desk's published answers."""


class IDepartment(Interface):
    """A second-level unit (承办单位); its folder is its workplace."""


class ICategory(Interface):
    """What a complaint is about (诉求分类); names the responsible department."""


class IComplaint(IMatter):
    """One matter (诉求), whatever its kind."""

    number = Attribute("The number that people read out, see intake/numbers.py")


class ISupervision(IMatter):
    """A matter that the Office follows over the departments' heads (督办)."""

    number = Attribute("The number that people read out, such as 2026-012")


class IReport(IClosed):
    """Figures of a period, frozen, with the Office's words (周报、月报、通报)."""

    number = Attribute("The issue within its kind and year, such as 2026-3")


class IFaq(Interface):
    """A question with its public answer."""


class IPublicAnswers(Interface):
    """The folder of a desk's public answers, published or not."""


class IPublicAnswer(Interface):
    """The clean version of a complaint and its answer (公开答复)."""


class IComplaintIndexer(Interface):
    """Keeps the desk's own catalog in step with a complaint.

    The catalog lies below the content types, so they reach it by this utility.
    """

    def index(complaint):
        """Index the complaint as a whole before the transaction ends."""

    def unindex(complaint):
        """Forget the complaint at once."""


class IBlock(Interface):
    """A page that shows a part of a desk."""
