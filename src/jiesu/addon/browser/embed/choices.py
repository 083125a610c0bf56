"""What an editor chooses of a part: which one, of what, in which language and look.

The same choices stand in the address of a frame, in a portlet and in a block.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import fields
from jiesu.addon import _
from jiesu.addon.browser.embed.colours import read_colour
from jiesu.addon.content.lookup import category_of
from jiesu.addon.content.lookup import department_of
from jiesu.addon.content.part import FAQ
from jiesu.addon.content.part import FIGURES
from jiesu.addon.content.part import FORM
from jiesu.addon.content.part import PARTS
from jiesu.addon.content.part import TRACK
from jiesu.addon.content.places import place_of
from urllib.parse import urlencode


# What other sites can show; of this one editors have buttons besides.
FRAMED = (FORM, FAQ, FIGURES, TRACK)
FRAMED_PARTS = {name: PARTS[name] for name in FRAMED}

# With which parts a choice has to do; the others have to do with all.
PARTS_WITH = {
    "category": (FORM, FAQ),
    "department": (FORM, FAQ, FIGURES),
    "place": (FORM,),
    "count": (FAQ,),
}

AUTO, LIGHT, DARK = "auto", "light", "dark"
# Few pages of a campus turn dark by themselves; a dark frame in a light one is ugly.
LOOKS = {
    LIGHT: _("embed_look_light", default="Always light"),
    AUTO: _("embed_look_auto", default="As the visitor's device"),
    DARK: _("embed_look_dark", default="Always dark"),
}

# Before the names of choices that go along in a form, whose fields have such names too.
CARRIED = "embed-"

# The languages that there are, by the names that the site has for them.
LANGUAGES = {"zh-cn": "简体中文", "en": "English"}

# How many questions at most; what an address may ask for.
MOST = 30
SOME = 8


@dataclass(frozen=True)
class Choices:
    """What was chosen. All of it is valid; "" stands for the desk's own way.

    category, department: ids
    place: the id of a place to fill in
    count: how many questions
    accent: a colour as ``#rrggbb``
    """

    what: str = FORM
    category: str = ""
    department: str = ""
    place: str = ""
    count: int = SOME
    lang: str = ""
    look: str = LIGHT
    accent: str = ""

    def pairs(self) -> dict[str, str]:
        """What is not as it is anyway, as words of an address."""
        return {
            one.name: str(getattr(self, one.name))
            for one in fields(self)
            if one.name == "what" or getattr(self, one.name) != one.default
        }

    @property
    def query(self) -> str:
        """The same as the query of an address."""
        return urlencode(self.pairs())


def read_choices(desk, form: Mapping, what: str = "", before: str = "") -> Choices:
    """What an address asks for. What is unknown there is left out.

    :param form: names and values, from anybody
    :param what: the part, where the address says it in another way
    :param before: what stands before the names, see `CARRIED`
    """
    asked = {
        name.removeprefix(before): value
        for name, value in form.items()
        if isinstance(value, str) and name.startswith(before)
    }
    what = what or asked.get("what", "")
    return Choices(
        what=what if what in FRAMED else FORM,
        category=_id(category_of(desk, asked.get("category", ""))),
        department=_id(department_of(desk, asked.get("department", ""))),
        place=_id(place_of(desk, asked.get("place", ""))),
        count=_count(asked.get("count", "")),
        lang=asked.get("lang", "") if asked.get("lang") in LANGUAGES else "",
        look=asked.get("look", "") if asked.get("look") in LOOKS else LIGHT,
        accent=read_colour(asked.get("accent", "")),
    )


def _id(found) -> str:
    if found is None:
        return ""
    return found.getId() if hasattr(found, "getId") else found.id


def _count(written: str) -> int:
    whole = written.isascii() and written.isdigit() and len(written) < 4
    return min(max(int(written), 1), MOST) if whole else SOME
