"""The complaints behind the figures, packed."""

from hypothesis import given
from hypothesis import strategies as st
from jiesu.addon.reports.lists import key
from jiesu.addon.reports.lists import pack_ids
from jiesu.addon.reports.lists import pack_places
from jiesu.addon.reports.lists import unpack_ids
from jiesu.addon.reports.lists import unpack_places


@given(st.sets(st.integers(0, 2_000_000)))
def test_places_come_back(places):
    assert unpack_places(pack_places(places)) == sorted(places)


@given(st.lists(st.text("0123456789abcdef", min_size=1)))
def test_ids_come_back(ids):
    assert unpack_ids(pack_ids(ids)) == ids


def test_most_of_many_take_little():
    assert len(pack_places(range(100_000))) < 2_000


def test_keys_differ():
    keys = [
        key("received", "part"),
        key("received", "part", "previous"),
        key("received", "part", "", "department", ""),
        key("received", "part", "", "department", "it"),
        key("received", "part", "standing", "department", "it"),
    ]
    assert len(set(keys)) == len(keys)
    assert keys[0] == "received|part"
