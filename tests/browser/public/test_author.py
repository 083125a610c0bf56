"""Nobody finds out by an id who somebody is."""

import pytest


@pytest.mark.parametrize(
    ("user", "of", "status"),
    [
        ("student2", "student1", 404),
        ("academic-handler", "student1", 404),
        (None, "student1", 404),
        ("student2", "nobody-of-that-id", 404),
        ("student1", "student1", 200),
    ],
)
def test_author(browse, served, user, of, status):
    """The page is there for oneself, and of who has published something."""
    page = browse(user).get(f"{served.aq_parent.absolute_url()}/author/{of}")
    assert page.status == status
    assert ("程以宁" in page.text) is (status == 200)
