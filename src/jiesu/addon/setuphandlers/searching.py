"""What the site's own search leaves out: what no visitor looks for by its type.

Folders have the titles of what is in them, so that the search would offer each twice.
"""

from plone import api


RECORD = "plone.types_not_searched"
LEFT_OUT = (
    "JiesuCategories",
    "JiesuCategory",
    "JiesuComplaint",
    "JiesuComplaints",
    "JiesuDepartments",
    "JiesuFaqs",
    "JiesuPublicAnswers",
    "JiesuReport",
    "JiesuReports",
    "JiesuSupervision",
    "JiesuSupervisions",
)


def leave_out_of_search() -> None:
    """Add our inner types to what is not searched; a second run changes nothing."""
    known = _left_out()
    _set(known + tuple(one for one in LEFT_OUT if one not in known))


def forget_search() -> None:
    """Take them away again."""
    _set(tuple(one for one in _left_out() if one not in LEFT_OUT))


def _left_out() -> tuple[str, ...]:
    return tuple(api.portal.get_registry_record(RECORD))


def _set(types: tuple[str, ...]) -> None:
    if types != _left_out():
        api.portal.set_registry_record(RECORD, types)
