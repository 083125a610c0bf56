"""The desk's own page: what it is, say something, what I said, common answers."""

from dataclasses import dataclass
from functools import cached_property
from jiesu.addon import _
from jiesu.addon.access import roles
from jiesu.addon.access.groups import full_name
from jiesu.addon.access.groups import office_group
from jiesu.addon.access.groups import supervisors_group
from jiesu.addon.access.permissions import EMBED
from jiesu.addon.access.permissions import RUN_DESK
from jiesu.addon.browser.base import BasePage
from jiesu.addon.browser.listed import Item
from jiesu.addon.browser.public.about import department_links
from jiesu.addon.browser.public.about import DepartmentLink
from jiesu.addon.browser.public.faqs import entry_of
from jiesu.addon.browser.public.faqs import FaqEntry
from jiesu.addon.browser.public.figures import figures_of_desk
from jiesu.addon.browser.public.figures import ShortFigures
from jiesu.addon.browser.public.head import feeds_of_desk
from jiesu.addon.browser.submitter.rows import item_of
from jiesu.addon.catalog.queries import find
from jiesu.addon.catalog.queries import Query
from jiesu.addon.content.department import OFFICE
from jiesu.addon.content.lookup import department_of
from jiesu.addon.content.lookup import departments_of
from jiesu.addon.content.publiclines import Contact
from jiesu.addon.content.publiclines import contacts_of
from jiesu.addon.faqs.answers import Answer
from jiesu.addon.faqs.answers import find_answers
from jiesu.addon.faqs.find import varied_faqs
from plone import api


# How many of one's own and of the common answers stand on the page.
LATEST = 5
ANSWERS = 6
SOLVED = 4


@dataclass(frozen=True)
class Workplace:
    """A page of somebody who works here."""

    title: object
    url: str


class DeskPage(BasePage):
    """The default view of a desk."""

    for_everybody = True
    width = "roomy"

    @property
    def page_title(self) -> str:
        """The desk's title."""
        return self.desk.Title()

    @cached_property
    def mine(self) -> list[Item]:
        """What the reader said last."""
        if self.is_anonymous:
            return []
        query = Query(submitter=self.user_id)
        rows = find(self.desk, query, sort="-received", size=LATEST).rows
        return [item_of(self, row) for row in rows]

    @property
    def shows_track(self) -> bool:
        """Whether somebody may have come to follow a complaint without an account."""
        return self.is_anonymous and bool(self.desk.guests)

    @property
    def feeds(self) -> tuple[tuple[str, str, str], ...]:
        """The feeds of the desk."""
        return feeds_of_desk(self)

    @property
    def what(self) -> str:
        """What one can do here, in a sentence."""
        return self.t(
            _(
                "desk_what",
                default="Say what is wrong: it goes straight to who is responsible, "
                "is answered within ${n} working days, and you say whether it was "
                "solved.",
                mapping={"n": self.desk.answer_limit},
            )
        )

    @cached_property
    def faqs(self) -> list[FaqEntry]:
        """What is asked most, of each field something."""
        return [entry_of(self, one) for one in varied_faqs(self.desk, ANSWERS)]

    @cached_property
    def solved(self) -> list[Answer]:
        """What was solved lately, as far as it is published."""
        return find_answers(self.desk, SOLVED)

    @cached_property
    def figures(self) -> ShortFigures | None:
        """What is published of the figures."""
        return figures_of_desk(self)

    @property
    def contacts(self) -> list[Contact]:
        """How else the desk is reached; the Office's telephone where none is set."""
        contacts = contacts_of(self.desk.contacts)
        office = department_of(self.desk, OFFICE)
        if contacts or office is None or not office.phone:
            return contacts
        return contacts_of([f"{office.Title()}: {office.phone}"])

    @property
    def departments(self) -> list[DepartmentLink]:
        """Who answers."""
        return department_links(self.desk)

    @cached_property
    def workplaces(self) -> list[Workplace]:
        """Where the reader works; editors of the portal find what they can embed."""
        places = workplaces_of(self.desk)
        if self._may(EMBED) and not self._may(RUN_DESK):
            title = _("page_embedding_title", default="In pages of other sites")
            places.append(Workplace(title, f"{self.desk_url}/@@embedding"))
        return places

    def _may(self, permission: str) -> bool:
        return bool(api.user.has_permission(permission, obj=self.desk))

    @property
    def reader(self) -> str:
        """The name of who is logged in."""
        return full_name(api.user.get_current())

    @property
    def logout_url(self) -> str:
        """The way out."""
        return f"{api.portal.get().absolute_url()}/logout"


def workplaces_of(desk) -> list[Workplace]:
    """Where the present user works, by their groups."""
    if api.user.is_anonymous():
        return []
    groups = set(getattr(api.user.get_current(), "getGroups", tuple)())
    desk_id = desk.getId()
    places = [
        Workplace(department.Title(), department.absolute_url())
        for department in departments_of(desk)
        if groups & {g for g, _held in roles.lead_grants(department.id, desk_id)}
    ]
    if groups & {office_group(desk_id), supervisors_group(desk_id)}:
        title = _("crumb_office", default="Office")
        places.insert(0, Workplace(title, f"{desk.absolute_url()}/@@office"))
    return places
