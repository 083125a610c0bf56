"""Guests: the submitter of one complaint, and nobody on any other."""

from jiesu.addon.access.capacities import capacities
from jiesu.addon.access.guests import as_guest
from jiesu.addon.access.guests import as_link_holder
from jiesu.addon.access.guests import GUEST_ACTIONS
from jiesu.addon.access.permissions import ACT_AS_SUBMITTER
from jiesu.addon.access.roles import SUBMITTER
from jiesu.addon.calendar.moment import at
from jiesu.addon.handling.errors import Forbidden
from jiesu.addon.handling.perform import available_actions
from jiesu.addon.handling.perform import forget_roles
from jiesu.addon.handling.perform import perform
from plone import api
from tests.handling.world import complain
from tests.handling.world import MONDAY

import pytest


SEE = "View"


def as_holder_of_code(complaint):
    """Whoever showed number and code."""
    return as_guest(complaint.getId())


@pytest.fixture(params=[as_holder_of_code, as_link_holder])
def entered(request):
    """How somebody came in."""
    return request.param


@pytest.fixture
def two(desk, undone):
    """Complaints of two people."""
    forget_roles()
    return complain(desk), complain(desk, who="student2")


def test_their_own(two, entered):
    own, _other = two
    with at(MONDAY), entered(own):
        assert api.user.has_permission(ACT_AS_SUBMITTER, obj=own)
        assert {one.name for one in available_actions(own)} >= {"withdraw"}


def test_no_other(two, entered):
    """Neither seen, nor acted on, nor anything known of it."""
    own, other = two
    with at(MONDAY), entered(own):
        assert not api.user.has_permission(SEE, obj=other)
        assert SUBMITTER not in capacities(other)
        assert available_actions(other) == []
        for name in GUEST_ACTIONS:
            with pytest.raises(Forbidden):
                perform(other, name, {"text": "?"})
