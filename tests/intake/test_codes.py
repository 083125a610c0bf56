"""Query codes: unguessable, kept as a hash, found however they are typed."""

from hypothesis import given
from hypothesis import strategies as st
from jiesu.addon.access.guests import admit_guests
from jiesu.addon.intake import codes
from jiesu.addon.intake.birth import submit
from jiesu.addon.intake.numbers import ALPHABET
from tests.handling.world import acting
from tests.handling.world import desk
from tests.handling.world import undone

import pytest


__all__ = ["desk", "undone"]

PLAIN = st.text(ALPHABET, min_size=codes.LENGTH, max_size=codes.LENGTH)


@given(PLAIN, st.sampled_from(["", " ", "-", " - "]))
def test_typed_is_what_was_shown(plain, between):
    """In small letters, with anything between."""
    assert codes.normal_code(codes.shown(plain)) == plain
    assert codes.normal_code(between.join(plain.lower())) == plain


@pytest.mark.usefixtures("undone")
class TestCodes:
    """Of a guest's complaint."""

    @pytest.fixture
    def taken(self, desk):
        desk.guests = True
        admit_guests(desk)
        with acting(None):
            return submit(desk, {"text": "灯坏了", "category": "other", "agreed": True})

    def test_only_a_hash_is_kept(self, desk, taken):
        complaint = desk["complaints"][taken.id]
        plain = codes.normal_code(taken.code)
        assert set(plain) <= set(ALPHABET)
        assert len(plain) == codes.LENGTH
        kept = repr(vars(complaint)).upper()
        assert plain not in kept
        assert taken.code not in kept

    def test_found(self, desk, taken):
        complaint = desk["complaints"][taken.id]
        assert codes.find_complaint(desk, complaint.number, taken.code) == complaint

    @pytest.mark.parametrize("code", ["", "x", "2222-2222-2222"])
    def test_wrong_code(self, desk, taken, code):
        number = desk["complaints"][taken.id].number
        with pytest.raises(codes.UnknownCode):
            codes.find_complaint(desk, number, code)

    def test_before_the_first_guest(self, desk):
        """Nothing is there to be found, and nothing breaks."""
        with pytest.raises(codes.UnknownCode):
            codes.find_complaint(desk, "20261122-7K3F9C", "")
