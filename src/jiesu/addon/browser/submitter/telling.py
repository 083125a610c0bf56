"""What an entry of the journal changed, in words for the timeline."""

from datetime import date
from jiesu.addon import _
from jiesu.addon.access.capacities import capacities
from jiesu.addon.access.groups import full_name
from jiesu.addon.browser import forms
from jiesu.addon.browser.words import local_day
from jiesu.addon.content.lookup import supervisions_of
from jiesu.addon.handling.department import OUTCOMES
from jiesu.addon.handling.following import beside
from jiesu.addon.handling.following import visible
from jiesu.addon.handling.reading import Shown
from jiesu.addon.handling.reasons import reason_title
from plone import api


class Telling:
    """Tells what changed; words are translated, texts are plain."""

    def __init__(self, page):
        """Tell for a page, in its reader's language."""
        self.page = page

    def of(self, entry: Shown) -> list[str]:
        """What an entry changed, a phrase each."""
        told = []
        for name in TOLD:
            if name in entry.changes:
                told += getattr(self, f"_{name}")(entry, entry.changes[name])
        if entry.action == "ask":
            told.append(self.page.t(_("told_paused", default="no time runs meanwhile")))
        if entry.action == "take_back_publication" and entry.role == "system":
            told.append(self.page.t(LAPSED))
        return [phrase for phrase in told if phrase]

    def _for(self, entry: Shown, absent: str) -> list[str]:
        user = api.user.get(userid=absent)
        name = full_name(user) if user is not None else absent
        return [
            self.page.t(_("told_for", default="for ${name}", mapping={"name": name}))
        ]

    def _department(self, entry: Shown, change) -> list[str]:
        department = change[1]
        if not department or entry.action != "dispatch":
            return []
        return [self._say("told_department", department)]

    def _supporting(self, entry: Shown, change) -> list[str]:
        return [self._say("told_supporting", *change[1])] if change[1] else []

    def _took_part(self, entry: Shown, departments) -> list[str]:
        return [self._say("told_took_part", *departments)] if departments else []

    def _consulted(self, entry: Shown, department: str) -> list[str]:
        return [self.page.department_title(department)]

    def _helper(self, entry: Shown, user_id: str) -> list[str]:
        return [self.page.reading.person(user_id)]

    def _into(self, entry: Shown, complaint_id: str) -> list[str]:
        return self._number(complaint_id)

    def _follower(self, entry: Shown, complaint_id: str) -> list[str]:
        return self._number(complaint_id)

    def _number(self, complaint_id: str) -> list[str]:
        """The number of another complaint, for who may see that one."""
        other = beside(self.page.context, complaint_id)
        return [other.number] if other is not None and visible(other) else []

    def _proposed(self, entry: Shown, department: str) -> list[str]:
        return [self._say("told_proposed", department)] if department else []

    def _handler(self, entry: Shown, change) -> list[str]:
        user = api.user.get(userid=change[1])
        return [user.getProperty("fullname", "") or change[1]] if user else []

    def _outcome(self, entry: Shown, outcome: str) -> list[str]:
        return [self.page.t(OUTCOMES.get(outcome, outcome))]

    def _score(self, entry: Shown, score: int | None) -> list[str]:
        if not score:
            # Whoever was asked by the Office may have given none.
            return []
        face = forms.FACES["score"][score - 1]
        mapping = {"score": score, "face": face}
        return [
            self.page.t(_("told_score", default="${score} · ${face}", mapping=mapping))
        ]

    def _solved(self, entry: Shown, solved: bool) -> list[str]:
        yes, no = forms.ANSWERS["solved"]
        return [self.page.t(yes if solved else no)]

    def _reasons(self, entry: Shown, reasons) -> list[str]:
        return [
            reason_title(self.page.desk, entry.action, reason) for reason in reasons
        ]

    def _reason(self, entry: Shown, reason: str) -> list[str]:
        return [reason_title(self.page.desk, entry.action, reason)]

    def _supervision(self, entry: Shown, supervision_id: str) -> list[str]:
        supervision = supervisions_of(self.page.desk).get(supervision_id)
        if supervision is None or not capacities(supervision):
            return []
        return [supervision.number]

    def _granted(self, entry: Shown, granted: bool) -> list[str]:
        yes, no = GRANTED
        return [self.page.t(yes if granted else no)]

    def _until(self, entry: Shown, until: str) -> list[str]:
        if entry.changes.get("granted") is False:
            return []
        day = date.fromisoformat(until)
        words = _(
            "told_until",
            default="until ${day}",
            mapping={"day": self.page.t(local_day(day))},
        )
        return [self.page.t(words)]

    def _rework(self, entry: Shown, again: bool) -> list[str]:
        return [self.page.t(_("told_rework", default="goes back to be done again"))]

    def _by_link(self, entry: Shown, by_link: bool) -> list[str]:
        return [self.page.t(_("told_by_link", default="by the link in a message"))]

    def _leave(self, entry: Shown, leave: bool) -> list[str]:
        yes, no = LEAVE
        return [self.page.t(yes if leave else no)]

    def _confirmed(self, entry: Shown, kinds) -> list[str]:
        return [self.page.t(CONFIRMED)]

    def _say(self, msgid: str, *departments: str) -> str:
        names = self.page.listed(map(self.page.department_title, departments))
        return self.page.t(PHRASES[msgid](names))


def _phrase_department(names: str):
    return _("told_department", default="to ${names}", mapping={"names": names})


def _phrase_supporting(names: str):
    return _(
        "told_supporting", default="supported by ${names}", mapping={"names": names}
    )


def _phrase_proposed(names: str):
    return _("told_proposed", default="proposes ${names}", mapping={"names": names})


def _phrase_took_part(names: str):
    return _(
        "told_took_part",
        default="${names} took part",
        mapping={"names": names},
    )


PHRASES = {
    "told_took_part": _phrase_took_part,
    "told_department": _phrase_department,
    "told_supporting": _phrase_supporting,
    "told_proposed": _phrase_proposed,
}

GRANTED = (
    _("told_granted", default="granted"),
    _("told_not_granted", default="not granted"),
)

LEAVE = (
    _("told_leave", default="agreed to it"),
    _("told_no_leave", default="did not agree"),
)
CONFIRMED = _("told_confirmed", default="looked at what may point to persons")
LAPSED = _("told_lapsed", default="no answer in time")

# What is told, in this order; other changes speak for themselves.
TOLD = (
    "for",
    "department",
    "supporting",
    "handler",
    "consulted",
    "helper",
    "into",
    "follower",
    "outcome",
    "took_part",
    "score",
    "solved",
    "granted",
    "until",
    "reasons",
    "reason",
    "proposed",
    "rework",
    "by_link",
    "supervision",
    "leave",
    "confirmed",
)
