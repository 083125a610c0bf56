"""What the pages of settings are made of."""

from jiesu.addon.browser.structure.editing import part_of
from jiesu.addon.content.desk import IDeskSchema
from zope.schema import getFieldNamesInOrder


def test_a_part_leaves_the_fields_to_their_schema():
    """Else nothing but the page could find the desk's values any more."""
    part = part_of(IDeskSchema, ["rating_period", "guests"])
    assert getFieldNamesInOrder(part) == ["guests", "rating_period"]
    assert part["guests"].interface is part
    assert IDeskSchema["guests"].interface is IDeskSchema
