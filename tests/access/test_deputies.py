"""Deputies: rights follow at once, end by themselves, and are nobody else's."""

from datetime import date
from datetime import timedelta
from jiesu.addon.access.capacities import capacities
from jiesu.addon.access.deputies import absence
from jiesu.addon.access.deputies import Deputies
from jiesu.addon.access.deputies import deputies_of
from jiesu.addon.access.deputies import stand_ins
from jiesu.addon.access.deputyplugin import borrowed_groups
from jiesu.addon.access.deputyplugin import DeputiesPlugin
from jiesu.addon.access.deputyplugin import install_plugin
from jiesu.addon.access.deputyplugin import PLUGIN
from jiesu.addon.access.deputyplugin import the_plugin
from jiesu.addon.access.groups import department_group
from jiesu.addon.calendar.moment import at
from jiesu.addon.catalog.queries import find
from jiesu.addon.catalog.queries import Query
from jiesu.addon.handling.deputies import end
from jiesu.addon.handling.deputies import name
from jiesu.addon.handling.errors import Forbidden
from jiesu.addon.handling.errors import Invalid
from jiesu.addon.handling.perform import available_actions
from jiesu.addon.handling.reading import Reading
from plone import api
from Products.PluggableAuthService.interfaces.plugins import IGroupsPlugin
from tests.handling.world import acting
from tests.handling.world import complain
from tests.handling.world import DAY
from tests.handling.world import do
from tests.handling.world import MANAGER
from tests.handling.world import MONDAY
from zope.component.hooks import site

import pytest


HANDLER = "academic-handler"
HEAD = "academic-head"
STRANGER = "library-handler"
# Of the department as well, and handler only.
COLLEAGUE = "teacher1"

FIRST = date(2026, 11, 17)
LAST = date(2026, 11, 20)
# Tuesday to Friday of that week, in the site's time.
BEGINS = MONDAY.replace(hour=0) + DAY
ENDS = BEGINS + 4 * DAY
WITHIN = MONDAY + 2 * DAY
AFTER = ENDS + timedelta(hours=9)
INSTANT = timedelta(microseconds=1)


@pytest.fixture(scope="class")
def academic(desk):
    """The department, with one more handler."""
    with api.env.adopt_roles(["Manager"]):
        group = department_group("jiesu", "academic", "handlers")
        api.group.add_user(groupname=group, username=COLLEAGUE)
    # What waits to be indexed is, before a test that is taken back asks for it.
    api.portal.get_tool("portal_catalog").unrestrictedSearchResults()
    return desk["departments"]["academic"]


def let(department, who=HEAD, absent=HEAD, deputy=HANDLER, first=FIRST, last=LAST):
    """Name a deputy, on Monday morning."""
    raw = {
        "absent": absent,
        "deputy": deputy,
        "first": first.isoformat(),
        "last": last.isoformat(),
    }
    with acting(who):
        return name(department, raw)


def groups(user: str, when) -> set[str]:
    """The groups of a user at a moment."""
    with at(when):
        return set(api.user.get(user).getUser().getGroups())


@pytest.mark.usefixtures("undone")
class TestRights:
    """What a deputy may, and when."""

    HEADS = "jiesu-academic-heads"

    def test_follow_and_end_to_the_moment(self, desk, academic):
        """The whole of the first and of the last day, in the site's time."""
        let(academic)
        assert self.HEADS not in groups(HANDLER, BEGINS - INSTANT)
        assert self.HEADS in groups(HANDLER, BEGINS)
        assert self.HEADS in groups(HANDLER, ENDS - INSTANT)
        assert self.HEADS not in groups(HANDLER, ENDS)

    def test_absent_keeps_the_own(self, academic):
        let(academic)
        assert self.HEADS in groups(HEAD, WITHIN)

    def test_nobody_else_gains(self, academic):
        before = {u: groups(u, WITHIN) for u in (COLLEAGUE, STRANGER, "student1")}
        let(academic)
        assert {u: groups(u, WITHIN) for u in before} == before

    def test_rejects_as_the_head(self, desk, academic):
        """What only heads do is done by the deputy, while it lasts, and so recorded."""
        let(academic)
        complaint = complain(desk)
        with acting(HANDLER):
            assert "reject" not in {a.name for a in available_actions(complaint)}
        entry = do(complaint, HANDLER, "reject", WITHIN, reason="duplicate", text="x")
        assert (entry.actor, entry.role) == (HANDLER, "head")
        assert entry.department == "academic"
        assert entry.changes["for"] == HEAD

    def test_refused_afterwards(self, desk, academic):
        let(academic)
        complaint = complain(desk)
        with pytest.raises(Forbidden):
            do(complaint, HANDLER, "reject", AFTER, reason="duplicate", text="x")

    def test_own_right_is_recorded_as_ones_own(self, desk, academic):
        """A handler who stands in for the head accepts as the handler they are."""
        let(academic)
        entry = do(complain(desk), HANDLER, "accept", WITHIN)
        assert (entry.actor, entry.role) == (HANDLER, "handler")
        assert "for" not in entry.changes

    def test_office_stands_in(self, desk, academic):
        """Somebody of the Office acts for a department; their own rights stay."""
        let(academic, "office", absent=HANDLER, deputy="office")
        complaint = complain(desk)
        note = do(complaint, "office", "note", WITHIN, text="已联系")
        assert (note.role, note.changes.get("for")) == ("office", None)
        entry = do(complaint, "office", "accept", WITHIN)
        assert (entry.role, entry.department) == ("handler", "academic")
        assert entry.changes["for"] == HANDLER
        with pytest.raises(Forbidden):
            do(complain(desk), "office", "accept", AFTER)

    def test_handler_among_several_absent_is_named(self, desk, academic):
        """Whose complaint it is decides for whom the deputy acted."""
        let(academic, "office", absent=COLLEAGUE, deputy="office")
        let(academic, "office", absent=HANDLER, deputy="office")
        complaint = complain(desk)
        do(complaint, HANDLER, "accept")
        entry = do(complaint, "office", "ask", WITHIN, text="在哪一间？")
        assert entry.changes["for"] == HANDLER

    def test_lists_and_pages_agree(self, desk, academic):
        """The deputy from the Office finds it by the department's grant as well."""
        let(academic, "office", absent=HANDLER, deputy="office")
        complaint = complain(desk)
        with acting("office", WITHIN):
            assert "Jiesu Handler" in capacities(complaint)
            assert complaint.getId() in {r.id for r in find(desk, Query()).rows}

    def test_who_left_the_department_is_no_deputy(self, desk, academic):
        """Somebody who is removed from the department loses what was lent too."""
        let(academic, deputy=COLLEAGUE)
        assert self.HEADS in groups(COLLEAGUE, WITHIN)
        handlers = department_group("jiesu", "academic", "handlers")
        with api.env.adopt_roles(["Manager"]):
            api.group.remove_user(groupname=handlers, username=COLLEAGUE)
        assert not groups(COLLEAGUE, WITHIN) & {self.HEADS, handlers}

    def test_whoever_is_away_and_left_lends_nothing(self, desk, academic):
        let(academic)
        with api.env.adopt_roles(["Manager"]):
            api.group.remove_user(groupname=self.HEADS, username=HEAD)
        assert self.HEADS not in groups(HANDLER, WITHIN)

    def test_only_this_department_is_lent(self, desk, academic):
        """Whoever also heads the library does not lend that."""
        with api.env.adopt_roles(["Manager"]):
            api.group.add_user(groupname="jiesu-library-heads", username=HEAD)
        let(academic)
        assert groups(HANDLER, WITHIN) >= {self.HEADS}
        assert "jiesu-library-heads" not in groups(HANDLER, WITHIN)

    def test_chain_gives_no_loop_and_no_more(self, desk, academic):
        """A for B, B for C, C for A: each has what the next one is, no further."""
        let(academic, "office", absent=HEAD, deputy=HANDLER)
        let(academic, "office", absent=HANDLER, deputy=COLLEAGUE)
        let(academic, "office", absent=COLLEAGUE, deputy=HEAD)
        assert self.HEADS in groups(HANDLER, WITHIN)
        assert self.HEADS not in groups(COLLEAGUE, WITHIN)
        with at(WITHIN):
            assert stand_ins(desk, HEAD) == (HANDLER,)
            assert stand_ins(desk, HANDLER) == (COLLEAGUE,)

    def test_timeline_tells_staff_alone(self, desk, academic):
        let(academic, "office", absent=HANDLER, deputy="office")
        complaint = complain(desk)
        do(complaint, "office", "accept", WITHIN)
        with acting(HEAD, WITHIN):
            assert Reading(complaint).entries()[-1].changes["for"] == HANDLER
        with acting("student1", WITHIN):
            assert "for" not in Reading(complaint).entries()[-1].changes


@pytest.mark.usefixtures("undone")
class TestNaming:
    """Who names whom, from when to when."""

    @pytest.mark.parametrize(
        ("who", "absent"),
        [
            (HANDLER, HANDLER),
            (HEAD, HEAD),
            (HEAD, HANDLER),
            ("office", HANDLER),
            ("office", HEAD),
            (MANAGER, HANDLER),
        ],
    )
    def test_may(self, desk, academic, who, absent):
        named = let(academic, who, absent=absent, deputy=COLLEAGUE)
        assert named.named_by == who
        assert stand_ins(desk, absent, WITHIN) == (COLLEAGUE,)
        assert stand_ins(desk, COLLEAGUE, WITHIN) == ()

    @pytest.mark.parametrize(
        ("who", "absent"),
        [
            (HANDLER, HEAD),
            (COLLEAGUE, HANDLER),
            ("library-head", HANDLER),
            ("supervisor", HANDLER),
            ("student1", HANDLER),
            (None, HANDLER),
        ],
    )
    def test_may_not(self, desk, academic, who, absent):
        with pytest.raises(Forbidden):
            let(academic, who, absent=absent, deputy=COLLEAGUE)
        assert stand_ins(desk, absent, WITHIN) == ()

    def test_a_heads_deputy_names_nobody(self, desk, academic):
        """Else it would never end: they could name themself again."""
        let(academic, first=date(2026, 11, 16))
        with pytest.raises(Forbidden):
            let(academic, HANDLER, first=LAST + DAY, last=LAST + 9 * DAY)
        with pytest.raises(Forbidden):
            let(academic, HANDLER, absent=COLLEAGUE, deputy=HANDLER)
        let(academic, HANDLER, absent=HANDLER, deputy=COLLEAGUE)

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"deputy": STRANGER}, "deputy"),
            ({"deputy": "student1"}, "deputy"),
            ({"deputy": "no-such-account"}, "deputy"),
            ({"absent": STRANGER}, "absent"),
            ({"absent": "office"}, "absent"),
            ({"deputy": HEAD}, "deputy"),
            ({"first": FIRST, "last": FIRST - DAY}, "last"),
            ({"first": date(2026, 11, 15), "last": LAST}, "first"),
            ({"last": FIRST + 366 * DAY}, "last"),
        ],
        ids=str,
    )
    def test_wrong(self, desk, academic, wrong, field):
        with pytest.raises(Invalid) as refused:
            let(academic, "office", **wrong)
        assert [error.field for error in refused.value.errors] == [field]
        assert deputies_of(desk) is None or not list(deputies_of(desk).all())

    def test_longest(self, desk, academic):
        """366 days, both ends counted."""
        named = let(academic, last=FIRST + 365 * DAY)
        assert named.last == date(2027, 11, 17)

    def test_today(self, desk, academic):
        """It holds from today on at once."""
        let(academic, first=date(2026, 11, 16))
        assert stand_ins(desk, HEAD, MONDAY) == (HANDLER,)

    def test_not_twice_for_the_same_days(self, academic):
        let(academic)
        with pytest.raises(Invalid):
            let(academic, first=LAST, last=LAST + DAY)
        let(academic, first=LAST + DAY, last=LAST + DAY)

    def test_several_deputies(self, desk, academic):
        let(academic, deputy=HANDLER)
        let(academic, deputy=COLLEAGUE)
        assert stand_ins(desk, HEAD, WITHIN) == (HANDLER, COLLEAGUE)

    def test_of_one_department(self, desk, academic):
        let(academic)
        assert stand_ins(desk, HEAD, WITHIN, "academic") == (HANDLER,)
        assert stand_ins(desk, HEAD, WITHIN, "library") == ()
        assert absence(desk, HEAD, "academic", WITHIN).last == LAST
        assert absence(desk, HEAD, "academic", AFTER) is None

    def test_the_office_among_itself(self, desk):
        """Whoever is of the Office is stood in for by the Office."""
        office = desk["departments"]["office"]
        with api.env.adopt_roles(["Manager"]):
            api.group.add_user(groupname="jiesu-office", username="teacher1")
        let(office, "office", absent="office", deputy="teacher1")
        assert stand_ins(desk, "office", WITHIN) == ("teacher1",)
        with pytest.raises(Invalid):
            let(office, "office", absent="office", deputy=HANDLER)


@pytest.mark.usefixtures("undone")
class TestEnding:
    """Before the last day."""

    @pytest.mark.parametrize("who", [HANDLER, HEAD, "office"])
    def test_ends_now(self, desk, academic, who):
        named = let(academic, absent=HANDLER, deputy=COLLEAGUE)
        with acting(who, WITHIN):
            assert end(academic, named.id) == named
        assert stand_ins(desk, HANDLER, WITHIN) == ()
        # That it was so until then is kept.
        assert stand_ins(desk, HANDLER, WITHIN - INSTANT) == (COLLEAGUE,)

    @pytest.mark.parametrize("who", [COLLEAGUE, "library-head", "student1", None])
    def test_may_not(self, desk, academic, who):
        named = let(academic, absent=HANDLER, deputy=COLLEAGUE)
        with acting(who, WITHIN), pytest.raises(Forbidden):
            end(academic, named.id)
        assert stand_ins(desk, HANDLER, WITHIN) == (COLLEAGUE,)

    def test_before_it_began(self, desk, academic):
        """Nothing is left of it."""
        named = let(academic)
        with acting(HEAD):
            end(academic, named.id)
        assert not list(deputies_of(desk).all())
        assert HANDLER not in deputies_of(desk).by_deputy

    def test_unknown(self, academic):
        with acting(HEAD):
            assert end(academic, "0" * 32) is None

    def test_of_another_department(self, desk, academic):
        """Not ended through another department's page."""
        named = let(academic)
        with acting("office"):
            assert end(desk["departments"]["library"], named.id) is None
        assert stand_ins(desk, HEAD, WITHIN) == (HANDLER,)

    def test_old_ones_are_forgotten(self, desk, academic):
        """A year after its end, when the next one is named."""
        let(academic)
        with acting(HEAD, MONDAY + 400 * DAY):
            day = (MONDAY + 400 * DAY).date().isoformat()
            raw = {"absent": HEAD, "deputy": COLLEAGUE, "first": day, "last": day}
            name(academic, raw)
        assert [one.deputy for one in deputies_of(desk).of(HEAD)] == [COLLEAGUE]
        assert HANDLER not in deputies_of(desk).by_deputy


@pytest.mark.usefixtures("undone")
class TestPlugin:
    """What the site's users know of it."""

    def test_asks_nothing_where_nobody_is_away(self, desk, academic, monkeypatch):
        """For those who are nobody's deputy now, no other plugin is asked."""
        let(academic)
        plugin = the_plugin()
        monkeypatch.setattr(DeputiesPlugin, "_groups_of", lambda self, user: 1 / 0)
        with at(WITHIN):
            for user in (HEAD, COLLEAGUE, "student1"):
                assert plugin.lent("jiesu", user) == {}
        with at(AFTER):
            assert plugin.lent("jiesu", HANDLER) == {}

    def test_without_the_plugin(self, desk, academic):
        """A site that has not been upgraded names deputies without effect on rights."""
        users = api.portal.get_tool("acl_users")
        users.plugins.deactivatePlugin(IGroupsPlugin, PLUGIN)
        users._delObject(PLUGIN)
        let(academic)
        with at(WITHIN):
            assert borrowed_groups(desk, HANDLER) == {}
        install_plugin()
        assert "jiesu-academic-heads" in groups(HANDLER, WITHIN)

    def test_installed_twice(self, academic):
        install_plugin()
        ids = api.portal.get_tool("acl_users").plugins.listPluginIds(IGroupsPlugin)
        assert ids.count(PLUGIN) == 1

    def test_forgets_a_desk(self, portal_class, desk, academic):
        let(academic)
        assert isinstance(the_plugin().registers["jiesu"], Deputies)
        with api.env.adopt_roles(["Manager"]), site(portal_class):
            portal_class._delObject("jiesu")
        assert "jiesu" not in the_plugin().registers
