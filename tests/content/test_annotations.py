"""Zope keeps what it annotates under a name that Python uses for classes, too."""

from jiesu.addon.content import category
from jiesu.addon.content import complaint
from jiesu.addon.content import department
from jiesu.addon.content import desk
from jiesu.addon.content import faq

import pytest


CLASSES = [
    category.Category,
    complaint.Complaint,
    department.Department,
    desk.Categories,
    desk.Complaints,
    desk.Departments,
    desk.Desk,
    desk.Faqs,
    faq.Faq,
]


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_none_on_the_class(cls):
    """Otherwise all objects of the type would share what is the order of one folder.

    Looked up in the dictionaries: asking the class for them makes them.
    """
    assert not any("__annotations__" in vars(base) for base in cls.__mro__)
