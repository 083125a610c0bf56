"""The forms that add and edit departments and categories."""

from Acquisition import aq_inner
from Acquisition import aq_parent
from collections.abc import Iterable
from jiesu.addon import _
from jiesu.addon.browser.structure.editing import change
from jiesu.addon.browser.structure.editing import EditPage
from jiesu.addon.browser.structure.editing import part_of
from jiesu.addon.content.category import ICategorySchema
from jiesu.addon.content.department import IDepartmentSchema
from jiesu.addon.content.interfaces import ICategory
from jiesu.addon.content.lookup import categories_of
from jiesu.addon.handling.errors import FieldError
from plone.dexterity.utils import createContentInContainer
from zExceptions import BadRequest
from zope import schema

import re


SHORT_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
NO_THIRD_LEVEL = _(
    "error_third_level", default="Categories have two levels, not three."
)


def short_name_field() -> schema.TextLine:
    """The id of something new."""
    return schema.TextLine(
        title=_("field_short_name", default="Short name"),
        description=_(
            "help_short_name",
            default="For addresses and exports: small letters, digits and hyphens, "
            "such as student-affairs. It can't be changed later.",
        ),
        max_length=40,
    )


class INewDepartment(IDepartmentSchema):
    """A department that is added."""

    short_name = short_name_field()


class INewCategory(ICategorySchema):
    """A category that is added."""

    short_name = short_name_field()


class EditDepartment(EditPage):
    """What is known of a department."""

    schema = IDepartmentSchema
    title = _("edit_department", default="Edit the department")

    @property
    def of(self) -> str:
        """Where it leads back to."""
        return self.context.Title()


class DepartmentSettings(EditDepartment):
    """How a department works: for its heads, who do not edit the department itself."""

    schema = part_of(IDepartmentSchema, ["review_answers"])
    title = _("page_department_settings_title", default="How we answer")


class EditCategory(EditDepartment):
    """What is set for a category."""

    schema = ICategorySchema
    title = _("edit_category", default="Edit the category")


class AddPage(EditPage):
    """A form for something new."""

    portal_type = ""

    def initial(self) -> dict:
        """Nothing."""
        return {}

    @property
    def of(self) -> str:
        """The place that it is added to."""
        return self.context.Title()

    def wrong(self, data: dict) -> Iterable[FieldError]:
        """The short name is one, and new."""
        name = data["short_name"]
        if not SHORT_NAME.fullmatch(name):
            yield FieldError(
                "short_name",
                _(
                    "error_short_name",
                    default="Small letters, digits and hyphens are allowed, such as "
                    "student-affairs.",
                ),
            )
        elif name in self.taken():
            yield FieldError(
                "short_name",
                _("error_short_name_taken", default="There is one of this name."),
            )

    def taken(self) -> set[str]:
        """The ids that there are."""
        return set(self.context.objectIds())

    def take(self) -> str:
        """Keep it; say what else stands against it."""
        try:
            return super().take()
        except BadRequest as refused:
            self.errors = (FieldError("short_name", str(refused)),)
            return self.show()

    def keep(self, data: dict) -> set[str]:
        """Make it."""
        name = data.pop("short_name")
        self.made = createContentInContainer(
            self.context, self.portal_type, checkConstraints=True, id=name
        )
        return change(self.made, self.schema, data)

    @property
    def after(self) -> str:
        """The list that it now stands in."""
        return self.context.absolute_url()


class AddDepartment(AddPage):
    """A new department; its groups are made with it."""

    schema = INewDepartment
    portal_type = "JiesuDepartment"
    title = _("add_department", default="Add a department")
    saved = _(
        "department_added",
        default="The department is there. Say now who belongs to it.",
    )

    @property
    def after(self) -> str:
        """Who belongs to it comes next."""
        made = getattr(self, "made", None)
        place = self.context.absolute_url()
        return f"{made.absolute_url()}/@@members" if made is not None else place


class AddCategory(AddPage):
    """A new category, of the first level or below one of it."""

    schema = INewCategory
    portal_type = "JiesuCategory"
    title = _("add_category", default="Add a category")

    def __call__(self):
        """Show the form; on the second level say why there is none."""
        parent = aq_parent(aq_inner(self.context))
        if ICategory.providedBy(self.context) and ICategory.providedBy(parent):
            self.say(NO_THIRD_LEVEL, "error")
            return self.go(self.context.absolute_url())
        return super().__call__()

    def taken(self) -> set[str]:
        """The ids of all categories: complaints know them without the level above."""
        return {category.getId() for category in categories_of(self.desk)}
