"""The desk's own page: what it is, say something, what I said, common answers."""

from dataclasses import dataclass
from functools import cached_property
from jiesu.addon import _
from jiesu.addon.access import roles
from jiesu.addon.access.groups import full_name
from jiesu.addon.access.groups import office_group
from jiesu.addon.access.groups import supervisors_group
from jiesu.addon.browser.base import BasePage
from jiesu.addon.browser.public.faqs import FaqEntry
from jiesu.addon.browser.public.faqs import find_faqs
from jiesu.addon.browser.submitter.rows import Item
from jiesu.addon.browser.submitter.rows import item_of
from jiesu.addon.catalog.queries import find
from jiesu.addon.catalog.queries import Query
from jiesu.addon.content.department import OFFICE
from jiesu.addon.content.lookup import department_of
from jiesu.addon.content.lookup import departments_of
from plone import api


# How many of one's own and of the common answers stand on the page.
LATEST = 5
ANSWERS = 8


@dataclass(frozen=True)
class Workplace:
    """A page of somebody who works here."""

    title: object
    url: str


class DeskPage(BasePage):
    """The default view of a desk."""

    public = True

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
    def words(self) -> str:
        """What is looked for among the common answers."""
        words = self.request.form.get("q", "")
        return words.strip()[:100] if isinstance(words, str) else ""

    @cached_property
    def faqs(self) -> list[FaqEntry]:
        """Common answers; those that were looked for."""
        return find_faqs(self, self.words, ANSWERS)

    @cached_property
    def workplaces(self) -> list[Workplace]:
        """Where the reader works."""
        return workplaces_of(self.desk)

    @property
    def reader(self) -> str:
        """The name of who is logged in."""
        return full_name(api.user.get_current())

    @property
    def logout_url(self) -> str:
        """The way out."""
        return f"{api.portal.get().absolute_url()}/logout"

    @property
    def office(self):
        """The Office, which answers the telephone."""
        return department_of(self.desk, OFFICE)


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
