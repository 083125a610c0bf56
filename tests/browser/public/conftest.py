"""Pages of answers in every state."""

from contextlib import contextmanager
from plone import api
from plone.dexterity.utils import createContentInContainer

import pytest
import transaction


# The way from a new draft to each state.
WAYS = {
    "draft": (),
    "pending": ("submit",),
    "published": ("publish",),
    "taken back": ("publish", "retract"),
}


@pytest.fixture
def committed(served):
    """What is done in it is there for everybody afterwards."""

    @contextmanager
    def doing():
        transaction.begin()
        with api.env.adopt_roles(["Manager"]):
            yield served
        transaction.commit()

    return doing


@pytest.fixture
def make_faq(committed):
    """Makes a page in a state, in a department's folder; gives its id and unique id."""

    def make(
        title: str, state: str = "published", answer="", **facts
    ) -> tuple[str, str]:
        with committed() as desk:
            place = desk["departments"][facts.pop("department", "academic")]
            page = createContentInContainer(
                place, "JiesuFaq", checkConstraints=False, title=title, **facts
            )
            page.answer = answer or f"{title}的回答"
            page.reindexObject()
            for step in WAYS[state]:
                api.content.transition(page, step)
            return page.getId(), page.UID()

    return make
