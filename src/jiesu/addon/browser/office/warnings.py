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


SETTINGS = "@@settings/calendar"


@dataclass(frozen=True)
class Lack:
    """What is wrong, and where it is put right.

    url: absolute; where the Office puts it right
    link: what the link says
    serious: whether complaints can get stuck by it
    """

    words: object
    url: str
    link: object
    serious: bool = True


def warnings_of(desk) -> list[Lack]:
    """All warnings of a desk; the page translates them."""
    return [*_years(desk), *_staff(desk), *_lost_routes(desk), *_without_route(desk)]


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
                mapping={"titles": "、".join(titles)},
            ),
            f"{desk.absolute_url()}/categories",
            _("folder_categories", default="Categories"),
            serious=False,
        )
