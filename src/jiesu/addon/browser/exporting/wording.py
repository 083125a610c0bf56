"""The words of a file in the asker's language, looked up before it is made."""

from jiesu.addon import _
from jiesu.addon.browser.base import BasePage
from jiesu.addon.browser.department.lists import LIGHT_TITLES
from jiesu.addon.content.complaint import KINDS
from jiesu.addon.content.complaint import STATES
from jiesu.addon.exports.columns import HEADS
from jiesu.addon.exports.columns import IDENTITY_HEADS
from jiesu.addon.exports.columns import Words


def words_for(page: BasePage, identities: bool) -> Words:
    """The words in the language of a page's reader."""
    heads = (*HEADS, *IDENTITY_HEADS) if identities else HEADS
    return Words(
        heads=tuple(page.t(one) for one in heads),
        kinds=_told(page, KINDS),
        states=_told(page, STATES),
        lights=_told(page, LIGHT_TITLES),
        categories=dict(page.category_titles),
        departments=dict(page.department_titles),
        yes=page.t(_("export_yes", default="Yes")),
        no=page.t(_("export_no", default="No")),
        hidden=page.t(_("export_hidden", default="(hidden)")),
        comma=page.t(_("export_comma", default=", ")),
        sheet=page.t(_("export_sheet", default="Complaints")),
        zone=page.zone,
    )


def _told(page: BasePage, titles) -> dict[str, str]:
    return {one: page.t(title) for one, title in titles.items()}
