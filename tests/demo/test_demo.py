"""The demo site: complete, and made by the same actions that people use."""

from collections import Counter
from jiesu.addon.catalog.indexing import state_of
from jiesu.addon.catalog.queries import find
from jiesu.addon.catalog.queries import Query
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.demo.data import read_json
from plone import api


class TestDemo:
    """What somebody finds who looks around in the demo."""

    def test_every_state(self, demo):
        """Each complaint is in the state that its life leads to."""
        states = Counter(state_of(c) for c in complaints_of(demo).objectValues())
        wanted = Counter(one["final_state"] for one in read_json("complaints"))
        assert states == wanted

    def test_office_finds_all(self, demo):
        """The Office lists every complaint."""
        with api.env.adopt_user(username="office"):
            assert find(demo, Query()).total == len(read_json("complaints"))

    def test_text(self, demo):
        """A two-character word is found in the text."""
        with api.env.adopt_user(username="office"):
            assert find(demo, Query(words="投影")).total >= 4

    def test_department_finds_its_own(self, demo):
        """A department lists what it leads, and nothing else."""
        with api.env.adopt_user(username="academic-handler"):
            rows = find(demo, Query(), size=100).rows
        assert rows
        assert all("academic" in (r.department, *r.supporting) for r in rows)
