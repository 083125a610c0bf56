"""`GET {desk}/@inbox`: what the asker was told; `POST {desk}/@inbox/read`: was read."""

from collections.abc import Mapping
from jiesu.addon import _
from jiesu.addon.handling.errors import FieldError
from jiesu.addon.handling.errors import Forbidden
from jiesu.addon.handling.errors import Invalid
from jiesu.addon.handling.perform import SOME_FIELDS
from jiesu.addon.notifications.channels.inbox import inbox_of
from jiesu.addon.notifications.channels.inbox import Item
from jiesu.addon.notifications.texts import retold
from jiesu.addon.services.complaints.batching import batching
from jiesu.addon.services.complaints.batching import canonical
from jiesu.addon.services.errors import LOG_IN
from jiesu.addon.services.errors import Missing
from jiesu.addon.services.errors import WrongParameters
from jiesu.addon.services.service import Service
from jiesu.addon.services.service import WritingService
from jiesu.addon.services.values import iso
from jiesu.addon.wording import listed
from jiesu.addon.writer.api import write
from plone import api
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse


PAGE = 25
LARGEST_PAGE = 100
FARTHEST = 10_000

READ = "read"
FIELDS = ("ids", "all")


def reader() -> str:
    """The id of who asks.

    :raises Forbidden: nobody is logged in
    """
    if api.user.is_anonymous():
        raise Forbidden(LOG_IN)
    return api.user.get_current().getId()


class InboxGet(Service):
    """A page of the inbox, the newest first."""

    def answer(self) -> dict:
        """The messages, how many there are, and how many were not read."""
        inbox = inbox_of(self.context, reader())
        start, size = read_page(self.request.form)
        result = {
            "@id": canonical(self.request),
            "unread": inbox.unread,
            "items": [self._item(item) for item in inbox.items(start, size)],
            "items_total": len(inbox),
        }
        links = batching(self.request, len(inbox), start, size)
        return {**result, "batching": links} if links else result

    def _item(self, item: Item) -> dict:
        here = item.path.startswith(("http://", "https://"))
        base = self.context.absolute_url()
        language = api.portal.get_current_language()
        return {
            "id": item.id,
            "event": item.event,
            "title": retold(self.context, item.event, item.title, language),
            "when": iso(item.when),
            "unread": item.unread,
            "url": item.path if here else f"{base}/{item.path}",
        }


@implementer(IPublishTraverse)
class InboxPost(WritingService):
    """Note what was read."""

    place = ""

    def publishTraverse(self, request, name):
        """What is to be done is the last part of the address."""
        self.place = f"{self.place}/{name}" if self.place else name
        return self

    def answer(self) -> dict:
        """How many were not read, afterwards."""
        user = reader()
        if self.place != READ:
            raise Missing
        ids = read_ids(self.body())
        return {"unread": write(self.context, note_read, user, ids)}


def note_read(desk, user: str, ids: list[str] | None) -> int:
    """Note that these were read, None for all; returns how many are still unread."""
    inbox = inbox_of(desk, user)
    if ids is None:
        inbox.read_all()
    for one in ids or ():
        inbox.read(one)
    return inbox.unread


def read_ids(body: Mapping) -> list[str] | None:
    """The messages that a body names; None for all.

    :raises Invalid: it names none, or in another way
    """
    unknown = [name for name in body if name not in FIELDS]
    ids = body.get("ids")
    if not unknown and body.get("all") is True and ids is None:
        return None
    if not unknown and "all" not in body and _is_list_of_texts(ids):
        return ids
    why = _(
        "error_inbox_read",
        default='Send "ids", a list of ids, or "all": true, and nothing else.',
    )
    raise Invalid(SOME_FIELDS, (FieldError(unknown[0] if unknown else "ids", why),))


def _is_list_of_texts(value) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def read_page(form: Mapping) -> tuple[int, int]:
    """How many to leave out and how many to tell.

    :raises WrongParameters: names what is wrong
    """
    limits = {"b_start": (0, FARTHEST, 0), "b_size": (1, LARGEST_PAGE, PAGE)}
    errors = [FieldError(name, _unknown(name)) for name in form if name not in limits]
    found = {}
    for name, (smallest, largest, default) in limits.items():
        value = str(form.get(name, default))
        found[name] = int(value) if value.isascii() and value.isdigit() else -1
        if not smallest <= found[name] <= largest:
            errors.append(FieldError(name, _out_of_range(value, smallest, largest)))
    if errors:
        raise WrongParameters(errors)
    return found["b_start"], found["b_size"]


def _unknown(name: str):
    return _(
        "error_parameter",
        default='"${value}" is not known here; allowed: ${allowed}.',
        mapping={"value": name[:80], "allowed": listed(("b_start", "b_size"))},
    )


def _out_of_range(value: str, smallest: int, largest: int):
    return _(
        "error_parameter_number",
        default='"${value}" is not a whole number from ${min} to ${max}.',
        mapping={"value": value[:80], "min": smallest, "max": largest},
    )
