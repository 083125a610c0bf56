"""Parts in pages of this site: blocks, portlets, listings, and what they look like.

Each shows what its reader may see: a part of a desk that is not for them is not there.
"""

from Acquisition import aq_base
from jiesu.addon import _
from jiesu.addon.browser.base import static_url
from jiesu.addon.browser.embed.choices import Choices
from jiesu.addon.browser.embed.choices import MOST
from jiesu.addon.browser.embed.choices import SOME
from jiesu.addon.browser.embed.parts import Part
from jiesu.addon.browser.embed.parts import part_of
from jiesu.addon.content.interfaces import IBlock
from jiesu.addon.content.lookup import category_of
from jiesu.addon.content.lookup import department_of
from jiesu.addon.content.part import desk_of_part
from jiesu.addon.content.part import FORM
from jiesu.addon.content.part import IPartChoices
from jiesu.addon.content.part import PARTS
from plone import api
from plone.app.contenttypes.browser.collection import CollectionView
from plone.app.contenttypes.browser.folder import FolderView
from plone.app.portlets.portlets import base
from plone.dexterity.browser.add import DefaultAddView
from plone.dexterity.browser.edit import DefaultEditView
from plone.portlets.interfaces import IPortletDataProvider
from Products.Five import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from types import SimpleNamespace
from z3c.form.widget import StaticWidgetAttribute
from zope import schema
from zope.interface import implementer
from zope.schema import getFieldNames


CHOSEN = tuple(getFieldNames(IPartChoices))


def part_chosen(data, request) -> Part | None:
    """The part that a block or a portlet is about, if its reader may see the desk.

    What was chosen and is gone since is left out.

    :param data: has the attributes of `IPartChoices`
    """
    desk = desk_of_part(data)
    if desk is None:
        return None
    category = category_of(desk, data.category)
    department = department_of(desk, data.department)
    choices = Choices(
        what=data.what if data.what in PARTS else FORM,
        category=category.getId() if category is not None else "",
        department=department.getId() if department is not None else "",
        count=data.count or SOME,
    )
    return part_of(desk, request, choices)


class BlockView(BrowserView):
    """The default view of a block."""

    @property
    def part(self) -> Part | None:
        """Its part, for its reader."""
        return part_chosen(self.context, self.request)


class PartsOf:
    """Shows blocks and answers in full, and of all else where it stands."""

    def shown(self, item) -> SimpleNamespace:
        """One of the listing: the part of a block, or an answer, or neither."""
        page = item.getObject()
        part = part_chosen(page, self.request) if IBlock.providedBy(page) else None
        answer = getattr(aq_base(page), "answer", None)
        return SimpleNamespace(
            title=item.Title(),
            description=item.Description(),
            url=item.getURL(),
            part=part if part is not None and part.available else None,
            answer=answer.splitlines() if isinstance(answer, str) else (),
        )


class FolderParts(PartsOf, FolderView):
    """What is in a folder."""


class CollectionParts(PartsOf, CollectionView):
    """What a collection finds."""


class PartPreview(BrowserView):
    """`@@part`: how a part looks, while it is chosen; in a page of this site alone."""

    page = ViewPageTemplateFile("preview.pt")

    def __call__(self) -> str:
        """The part in a page without anything else."""
        form = self.request.form
        asked = {name: form.get(name) for name in CHOSEN}
        asked = {n: v if isinstance(v, str) else "" for n, v in asked.items()}
        count = asked.pop("count")
        whole = count.isascii() and count.isdigit() and len(count) < 3
        asked["count"] = min(max(int(count), 1), MOST) if whole else SOME
        asked["desk"] = self.context.UID()
        self.part = part_chosen(SimpleNamespace(**asked), self.request)
        self.request.response.setHeader("X-Theme-Disabled", "True")
        self.request.response.setHeader("Cache-Control", "no-store")
        return self.page()


# Forms in which a part is chosen

# What it means to choose none, in every form of these fields.
ANY_CATEGORY = StaticWidgetAttribute(
    _("embedding_any_category", default="All; in the form, who writes chooses"),
    field=IPartChoices["category"],
)
ANY_DEPARTMENT = StaticWidgetAttribute(
    _("department_by_category", default="As the category says"),
    field=IPartChoices["department"],
)


class Previewed:
    """Shows beside the form how the part looks that is chosen."""

    beside_file = ViewPageTemplateFile("beside.pt")

    @property
    def beside(self):
        """The macros of beside.pt."""
        return self.beside_file.macros

    @property
    def preview(self) -> str:
        """Where a part can be looked at: an address that ends in the desk's UID."""
        return f"{api.portal.get().absolute_url()}/resolveuid/"

    @property
    def script(self) -> str:
        """The script that keeps the preview up to date."""
        return static_url("preview.js")


class AddBlock(Previewed, DefaultAddView):
    """`++add++JiesuBlock`."""

    index = ViewPageTemplateFile("blockform.pt")


class EditBlock(Previewed, DefaultEditView):
    """`{block}/@@edit`."""

    index = ViewPageTemplateFile("blockform.pt")


# Portlets


class IPartPortlet(IPortletDataProvider, IPartChoices):
    """A portlet that shows a part of a desk."""

    header = schema.TextLine(
        title=_("field_portlet_header", default="Heading"),
        description=_(
            "help_portlet_header", default="Empty: what it is, as common answers."
        ),
        required=False,
    )


@implementer(IPartPortlet)
class Assignment(base.Assignment):
    """What an editor chose."""

    header = ""
    desk = ""
    what = FORM
    category = None
    department = None
    count = 5

    def __init__(self, **chosen):
        """Keep it."""
        for name, value in chosen.items():
            setattr(self, name, value)

    @property
    def title(self):
        """What it is called where portlets are managed."""
        return self.header or PARTS.get(self.what, "")


class Renderer(base.Renderer):
    """The portlet."""

    render = ViewPageTemplateFile("portlet.pt")

    def update(self) -> None:
        """Make the part; it is for everybody the same."""
        self.part = part_chosen(self.data, self.request)

    @property
    def available(self) -> bool:
        """Whether there is something for the reader."""
        self.update()
        return self.part is not None and self.part.available

    @property
    def header(self) -> str:
        """What stands above it."""
        return self.data.header or self.part.heading


class PortletForm(Previewed):
    """What its two forms share: the choices, and beside them how they look."""

    schema = IPartPortlet
    template = ViewPageTemplateFile("portletform.pt")
    description = _(
        "portlet_about",
        default="A part of a desk: the form, common answers, figures, or the way to "
        "what somebody has sent.",
    )


class AddForm(PortletForm, base.AddForm):
    """Add one."""

    label = _("portlet_add", default="Add a part of the complaints desk")

    def create(self, data) -> Assignment:
        """The portlet of what was chosen."""
        return Assignment(**data)


class EditForm(PortletForm, base.EditForm):
    """Change one."""

    label = _("portlet_edit", default="Change a part of the complaints desk")
