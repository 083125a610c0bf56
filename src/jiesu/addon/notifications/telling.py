"""A step, or the scanner, puts into the outbox whom to tell: in its own transaction.

What is written is short: who, of what, by which channel, and when at the earliest. The
words are made when it is delivered (`render.py`).
"""

from datetime import date
from datetime import datetime
from jiesu.addon.calendar.moment import now
from jiesu.addon.content.lookup import desk_of
from jiesu.addon.deadlines.desk import calendar_of
from jiesu.addon.deadlines.desk import timezone_of_site
from jiesu.addon.notifications import quiet
from jiesu.addon.notifications.choices import Choices
from jiesu.addon.notifications.choices import choices_of
from jiesu.addon.notifications.choices import INBOX
from jiesu.addon.notifications.choices import is_set_up
from jiesu.addon.notifications.choices import MAIL
from jiesu.addon.notifications.choices import WEBHOOK
from jiesu.addon.notifications.events import Happening
from jiesu.addon.notifications.events import step
from jiesu.addon.notifications.events import step_of_supervision
from jiesu.addon.notifications.matters import is_report
from jiesu.addon.notifications.matters import is_urgent
from jiesu.addon.notifications.matters import name_of
from jiesu.addon.notifications.outbox import put
from jiesu.addon.notifications.people import address_of
from jiesu.addon.notifications.people import reaches
from jiesu.addon.notifications.receivers import Receiver
from jiesu.addon.notifications.receivers import receivers
from jiesu.addon.notifications.rules import DIGESTED
from jiesu.addon.notifications.rules import MESSAGES
from jiesu.addon.notifications.rules import STAFF
from jiesu.addon.notifications.todos import update_todos


IMPORTED = "import"

# Messages that are due together and are told in one: those of a digest, and whatever
# else comes to a member of staff at once, such as after a bulk action or a stop of the
# scanner.
DAILY = "daily"
TOGETHER = "together"


def on_handled(complaint, event) -> None:
    """A step of a complaint was taken."""
    if not is_brought_in(complaint, event.entry):
        tell(complaint, step(event.entry))


def on_supervised(supervision, event) -> None:
    """A step of a supervision was taken."""
    tell(supervision, step_of_supervision(event.entry))


def on_due(matter, event) -> None:
    """Something of a complaint or supervision became due."""
    due = event.due
    tell(matter, Happening(due.name, None, due.due, due.department))


def is_brought_in(complaint, entry) -> bool:
    """Whether an entry is of the import: what is past is told to nobody."""
    return complaint.channel == IMPORTED and entry.role in ("submitter", "system")


def tell(matter, event: Happening) -> None:
    """Write the records of an event."""
    moment = now()
    desk = desk_of(matter)
    writer = Writer(desk, matter, event, moment)
    for receiver in receivers(desk, matter, event, moment):
        writer.write(receiver)
    # There is nothing to be done about a report.
    if is_set_up(desk, WEBHOOK) and not is_report(matter):
        for todo in update_todos(desk, matter, event, moment):
            writer.write_for_webhook(todo)


class Writer:
    """Writes the records of one event."""

    def __init__(self, desk, matter, event: Happening, moment: datetime):
        """At this moment."""
        self.desk = desk
        self.matter = matter
        self.event = event
        self.moment = moment
        self.urgent = is_urgent(matter)
        self.zone = timezone_of_site()

    def write(self, receiver: Receiver) -> None:
        """One record for each channel by which somebody is told."""
        message = MESSAGES[receiver.rule.message]
        if receiver.is_guest:
            self._put(receiver, MAIL, self._chosen(receiver), message)
            return
        self._put_at_once(receiver, INBOX)
        chosen = self._chosen(receiver)
        for channel in chosen.channels[message.group]:
            self._put(receiver, channel, chosen, message)

    def write_for_webhook(self, todo: dict | None) -> None:
        """One record of the event itself, with what there is to do of it."""
        self._record("", WEBHOOK, self.event.name, data={"todo": todo} if todo else {})

    def _chosen(self, receiver: Receiver) -> Choices:
        user = "" if receiver.is_guest else receiver.user
        return choices_of(self.desk, user, receiver.department)

    def _put(self, receiver: Receiver, channel: str, chosen: Choices, message) -> None:
        if not is_set_up(self.desk, channel):
            return
        address = address_of(self.matter, receiver.user, message.side)
        if not reaches(address, channel):
            return
        held = self._digest(receiver, chosen, message)
        if held is not None:
            self._record(
                receiver.user,
                channel,
                receiver.rule.message,
                not_before=held,
                gather=DAILY,
            )
            return
        free = quiet.not_before(self.moment, chosen.quiet, self.urgent, self.zone)
        alone = message.side != STAFF and free is None and not self.event.by_scanner
        self._record(
            receiver.user,
            channel,
            receiver.rule.message,
            not_before=free,
            gather="" if alone else TOGETHER,
        )

    def _put_at_once(self, receiver: Receiver, channel: str) -> None:
        self._record(receiver.user, channel, receiver.rule.message)

    def _digest(self, receiver: Receiver, chosen: Choices, message) -> datetime | None:
        """When the digest comes that tells it; None where it is told by itself."""
        if receiver.rule.to not in DIGESTED or not chosen.digest:
            return None
        if message.waits or self.urgent:
            return None
        return quiet.next_digest(self.moment, self._works, self.zone)

    def _works(self, day: date) -> bool:
        return calendar_of(self.desk).is_workday(day)

    def _record(self, user: str, channel: str, name: str, data=None, **more) -> None:
        facts = dict(data or {})
        if self.event.due is not None:
            facts["due"] = int(self.event.due.timestamp())
        if self.event.department:
            facts["department"] = self.event.department
        put(
            self.desk,
            event=name,
            about=name_of(self.matter),
            receiver=user,
            channel=channel,
            entry=self.event.number,
            urgent=self.urgent,
            data=facts or None,
            **more,
        )
