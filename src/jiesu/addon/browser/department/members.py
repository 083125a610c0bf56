"""Who belongs to a department: its head and the Office add and remove people."""

from dataclasses import dataclass
from functools import cached_property
from jiesu.addon import _
from jiesu.addon.access.groups import full_name
from jiesu.addon.access.groups import members
from jiesu.addon.browser.away import away_note
from jiesu.addon.browser.base import BasePage
from jiesu.addon.browser.structure.staffing import Function
from jiesu.addon.browser.structure.staffing import functions_of
from jiesu.addon.browser.structure.staffing import member_ids
from plone import api
from zExceptions import BadRequest
from zope.component import getMultiAdapter


# More than these would not be read; a longer word finds fewer.
MOST_FOUND = 10
SHORTEST_SEARCH = 1

ADD = "add"
REMOVE = "remove"


@dataclass(frozen=True)
class Person:
    """Somebody as the page shows them."""

    id: str
    name: str
    login: str


@dataclass(frozen=True)
class Found:
    """Somebody who was found, and the functions that they have here already."""

    person: Person
    held: frozenset[str]


class Members(BasePage):
    """The groups of one department. Never those of another, whatever is sent."""

    width = "narrow"

    @property
    def title(self):
        """What the page is."""
        return _(
            "page_members_title",
            default="Members of ${department}",
            mapping={"department": self.context.Title()},
        )

    def __call__(self):
        """Show the page, or do what was sent and show it again."""
        if not self.is_post:
            return super().__call__()
        self.check_sent()
        self._change()
        return self.go(self.here)

    # What is shown

    @cached_property
    def functions(self) -> tuple[Function, ...]:
        """The functions that one can have in this department."""
        return functions_of(self.desk.getId(), self.context.getId())

    def members_of(self, function: Function) -> list[Person]:
        """Who has a function, by name."""
        return [_person(user) for user in members(function.group)]

    def away(self, person: Person) -> str:
        """Until when somebody is away and who acts for them; "" for who is here."""
        return away_note(self, person.id, self.context.getId())

    def remove_label(self, person: Person, function: Function) -> str:
        """What the link to remove somebody says to those who do not see the row."""
        return self.t(
            _(
                "members_remove_label",
                default="Remove ${name} from “${group}”",
                mapping={"name": person.name, "group": self.t(function.title)},
            )
        )

    @property
    def words(self) -> str:
        """What is searched for."""
        said = self.request.form.get("who", "")
        return said.strip() if isinstance(said, str) else ""

    @cached_property
    def found(self) -> list[Found]:
        """The first people whose login or name has the words in it, by name."""
        if len(self.words) < SHORTEST_SEARCH:
            return []
        users = filter(None, (api.user.get(userid=one) for one in self._found_ids()))
        people = sorted(map(_person, users), key=lambda person: person.name)
        return [Found(person, self._held(person.id)) for person in people[:MOST_FOUND]]

    @property
    def found_more(self) -> bool:
        """Whether more were found than are shown."""
        return len(self._found_ids()) > MOST_FOUND

    def _found_ids(self) -> list[str]:
        search = getMultiAdapter(
            (api.portal.get(), self.request), name="pas_search"
        ).searchUsers
        by_login = search(login=self.words)
        by_name = search(fullname=self.words)
        # Enough to see that there are more; each once.
        ids = dict.fromkeys(one["userid"] for one in (*by_login, *by_name))
        return list(ids)[: MOST_FOUND + 1]

    def _held(self, user_id: str) -> frozenset[str]:
        return frozenset(
            function.name for function in self.functions if self._has(user_id, function)
        )

    @cached_property
    def removing(self) -> tuple[Person, Function] | None:
        """Who is about to be removed from what; None unless that was asked."""
        user = self._user(self.request.form.get("remove"))
        function = self._function(self.request.form.get("from"))
        if user is None or function is None or not self._has(user.getId(), function):
            return None
        return _person(user), function

    # What is done

    def _change(self) -> None:
        """Add or remove one person.

        :raises BadRequest: no such function in this department, or no such step
        """
        form = self.request.form
        function = self._function(form.get("function"))
        step = {ADD: self._add, REMOVE: self._remove}.get(form.get("do"))
        if function is None or step is None:
            raise BadRequest("function")
        user = self._user(form.get("user"))
        if user is None:
            self.say(_("members_unknown", default="There is no such account."), "error")
            return
        step(user, function)

    def _add(self, user, function: Function) -> None:
        if self._has(user.getId(), function):
            message = _(
                "members_already",
                default="${name} is among “${group}” already.",
                mapping=self._words_for(user, function),
            )
            self.say(message, "warning")
            return
        api.group.add_user(groupname=function.group, user=user)
        message = _(
            "members_added",
            default="${name} now belongs to “${group}” of ${department}.",
            mapping=self._words_for(user, function),
        )
        self.say(message)

    def _remove(self, user, function: Function) -> None:
        if not self._has(user.getId(), function):
            message = _(
                "members_not_in",
                default="${name} is not among “${group}”.",
                mapping=self._words_for(user, function),
            )
            self.say(message, "warning")
            return
        api.group.remove_user(groupname=function.group, user=user)
        message = _(
            "members_removed",
            default="${name} no longer belongs to “${group}” of ${department}.",
            mapping=self._words_for(user, function),
        )
        self.say(message)

    def _words_for(self, user, function: Function) -> dict:
        return {
            "name": full_name(user),
            "group": self.t(function.title),
            "department": self.context.Title(),
        }

    def _function(self, name) -> Function | None:
        return next((one for one in self.functions if one.name == name), None)

    def _user(self, user_id):
        if not isinstance(user_id, str) or not user_id:
            return None
        return api.user.get(userid=user_id)

    def _has(self, user_id: str, function: Function) -> bool:
        return user_id in member_ids(function.group)


def _person(user) -> Person:
    return Person(user.getId(), full_name(user), user.getUserName())
