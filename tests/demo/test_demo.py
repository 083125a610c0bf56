"""The demo site: complete, and made by the same actions that people use."""

from collections import Counter
from jiesu.addon.catalog.indexing import state_of
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.demo.data import read_json


class TestDemo:
    """What somebody finds who looks around in the demo."""

    def test_every_state(self, demo):
        """Each complaint is in the state that its life leads to."""
        desk = demo["portal"]["jiesu"]
        states = Counter(state_of(c) for c in complaints_of(desk).objectValues())
        wanted = Counter(one["final_state"] for one in read_json("complaints"))
        assert states == wanted
