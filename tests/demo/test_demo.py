"""The demo site: complete, and made by the same actions that people use."""

from collections import Counter
from jiesu.addon.catalog.indexing import state_of
from jiesu.addon.catalog.queries import find
from jiesu.addon.catalog.queries import Query
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.demo.data import read_json
from jiesu.addon.handling.reading_supervision import seen_running
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

    def test_supervisions(self, demo):
        """One is overdue, one runs with two complaints; their heads see them."""
        with api.env.adopt_user(username="office"):
            found = {one.heading: one for one in seen_running(demo)}
            late = found["12号公寓消防通道堆放杂物"]
            monthly = found["每月一题：三教投影设备"]
            assert (late.light, monthly.light != "red") == ("red", True)
            assert len(monthly.linked) == 2
            rows = find(demo, Query(), size=100).rows
            assert sum("supervised" in row.flags for row in rows) == 2
        with api.env.adopt_user(username="logistics-head"):
            assert [one.heading for one in seen_running(demo)] == [late.heading]
