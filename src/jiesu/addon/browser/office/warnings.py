"""What the Office should put right in its desk's set-up."""

from collections.abc import Iterator
from dataclasses import dataclass
from jiesu.addon import _
from jiesu.addon.browser.structure.staffing import missing_staff
from jiesu.addon.content.lookup import categories_of
from jiesu.addon.content.lookup import department_of
from jiesu.addon.content.lookup import departments_of
from jiesu.addon.content.lookup import responsible_department
from jiesu.addon.deadlines.desk import unpublished_years
from jiesu.addon.notifications.outbox import FAILED
from jiesu.addon.notifications.outbox import outbox_if_any
from jiesu.addon.wording import listed
from plone import api


SETTINGS = "@@settings/calendar"
GENERAL = "@@settings/general"


@dataclass(frozen=True)
class Lack:
    """What is wrong, and where it is put right.

    url: absolute; where the reader puts it right, "" where somebody else has to
    link: what the link says
    serious: whether complaints can get stuck by it
    """

    words: object
    url: str
    link: object
    serious: bool = True


def warnings_of(desk) -> list[Lack]:
    """All warnings of a desk, the serious ones first; the page translates them."""
    found = [lack for checks in CHECKS.values() for lack in checks(desk)]
    return sorted(found, key=lambda lack: not lack.serious)


def _notice(desk) -> Iterator[Lack]:
    if not (desk.notice or "").strip():
        yield Lack(
            _(
                "warn_notice",
                default="There is no notice: people agree to nothing when they send.",
            ),
            f"{desk.absolute_url()}/{GENERAL}",
            _("warn_notice_link", default="Write it"),
        )


def _guests_without_mail(desk) -> Iterator[Lack]:
    if desk.guests and not _sender():
        yield Lack(
            _(
                "warn_guests_mail",
                default="Guests are admitted, but the site has no sender for mail. "
                "Guests can't be written to until the site's administrator sets one.",
            ),
            _mail_settings(),
            _("warn_mail_link", default="Mail settings"),
            serious=False,
        )


def _mail_settings() -> str:
    """Where they are, for those who may go there."""
    site = api.portal.get()
    may = api.user.has_permission("Plone Site Setup: Mail", obj=site)
    return f"{site.absolute_url()}/@@mail-controlpanel" if may else ""


def _sender() -> str:
    return api.portal.get_registry_record("plone.email_from_address", default="") or ""


def _contacts(desk) -> Iterator[Lack]:
    """Departments that nobody can ring up; named together, as it is no hurry."""
    silent = [d for d in departments_of(desk) if not d.phone]
    if silent:
        titles = listed([department.Title() for department in silent])
        yield Lack(
            _(
                "warn_phone",
                default="No telephone number is known of: ${titles}.",
                mapping={"titles": titles},
            ),
            f"{silent[0].absolute_url()}/edit",
            _("warn_phone_link", default="Add the first"),
            serious=False,
        )


def _nothing_there(desk) -> Iterator[Lack]:
    if not departments_of(desk):
        yield Lack(
            _("warn_no_departments", default="There is no department yet."),
            f"{desk.absolute_url()}/departments",
            _("folder_departments", default="Departments"),
        )
    if not categories_of(desk):
        yield Lack(
            _("warn_no_categories", default="There is no category yet."),
            f"{desk.absolute_url()}/categories",
            _("folder_categories", default="Categories"),
        )


def _years(desk) -> Iterator[Lack]:
    for year in unpublished_years(desk):
        yield Lack(
            _(
                "warn_year",
                default="The holidays of ${year} are not known yet. Due times there "
                "count by weekday and by the days that you enter.",
                mapping={"year": str(year)},
            ),
            f"{desk.absolute_url()}/{SETTINGS}",
            _("warn_year_link", default="Calendar"),
        )


def _staff(desk) -> Iterator[Lack]:
    for department in departments_of(desk):
        for lack in missing_staff(desk.getId(), department.getId()):
            yield Lack(
                _(
                    "warn_department_staff",
                    default="${department} has ${lack}.",
                    mapping={"department": department.Title(), "lack": lack},
                ),
                f"{department.absolute_url()}/@@members",
                _("link_members", default="Members"),
            )


def _lost_routes(desk) -> Iterator[Lack]:
    for category in categories_of(desk):
        wanted = responsible_department(category)
        if wanted and department_of(desk, wanted) is None:
            yield Lack(
                _(
                    "warn_lost_route",
                    default="The category ${category} names the department "
                    "${department}, which is gone.",
                    mapping={"category": category.Title(), "department": wanted},
                ),
                f"{category.absolute_url()}/edit",
                _("link_edit", default="Edit"),
            )


def _without_route(desk) -> Iterator[Lack]:
    titles = [c.Title() for c in categories_of(desk) if not responsible_department(c)]
    if titles:
        yield Lack(
            _(
                "warn_no_route",
                default="The Office dispatches these categories by hand: ${titles}.",
                mapping={"titles": listed(titles)},
            ),
            f"{desk.absolute_url()}/categories",
            _("folder_categories", default="Categories"),
            serious=False,
        )


def _undelivered(desk) -> Iterator[Lack]:
    outbox = outbox_if_any(desk)
    failed = outbox.count(FAILED) if outbox is not None else 0
    if failed:
        yield Lack(
            _(
                "warn_outbox",
                default="${n} messages could not be delivered.",
                mapping={"n": failed},
            ),
            f"{desk.absolute_url()}/@@outbox",
            _("page_outbox_title", default="Outbox"),
            serious=False,
        )


# What is looked at, in the order of the check list: its name with what finds lacks.
CHECKS = {
    "staff": _staff,
    "routes": lambda desk: (*_nothing_there(desk), *_lost_routes(desk)),
    "by_hand": _without_route,
    "calendar": _years,
    "notice": _notice,
    "contacts": _contacts,
    "guests": _guests_without_mail,
    "outbox": _undelivered,
}
