"""What an entry of the journal changed, in words for the timeline."""

from datetime import date
from jiesu.addon import _
from jiesu.addon.access.groups import full_name
from jiesu.addon.browser import forms
from jiesu.addon.browser.words import local_day
from jiesu.addon.content.fields import parse_reasons
from jiesu.addon.handling.department import OUTCOMES
from jiesu.addon.handling.reading import Shown
from plone import api


# In which list of the desk the reason of an action stands.
REASON_LISTS = {
    "return": "return_reasons",
    "reject": "reject_reasons",
    "suspend": "suspend_reasons",
    "rate": "low_score_reasons",
}


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

    def _proposed(self, entry: Shown, department: str) -> list[str]:
        return [self._say("told_proposed", department)] if department else []

    def _handler(self, entry: Shown, change) -> list[str]:
        user = api.user.get(userid=change[1])
        return [user.getProperty("fullname", "") or change[1]] if user else []

    def _outcome(self, entry: Shown, outcome: str) -> list[str]:
        return [self.page.t(OUTCOMES.get(outcome, outcome))]

    def _score(self, entry: Shown, score: int) -> list[str]:
        face = forms.FACES["score"][score - 1]
        mapping = {"score": score, "face": face}
        return [
            self.page.t(_("told_score", default="${score} · ${face}", mapping=mapping))
        ]

    def _solved(self, entry: Shown, solved: bool) -> list[str]:
        yes, no = forms.ANSWERS["solved"]
        return [self.page.t(yes if solved else no)]

    def _reasons(self, entry: Shown, reasons) -> list[str]:
        return [self._reason_title(entry.action, reason) for reason in reasons]

    def _reason(self, entry: Shown, reason: str) -> list[str]:
        return [self._reason_title(entry.action, reason)]

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

    def _reason_title(self, action: str, reason: str) -> str:
        lines = getattr(self.page.desk, REASON_LISTS.get(action, ""), None)
        titles = {known.id: known.title for known in parse_reasons(lines)}
        return titles.get(reason, reason)

    def _say(self, msgid: str, *departments: str) -> str:
        names = "、".join(map(self.page.department_title, departments))
        return self.page.t(PHRASES[msgid](names))


def _phrase_department(names: str):
    return _("told_department", default="to ${names}", mapping={"names": names})


def _phrase_supporting(names: str):
    return _(
        "told_supporting", default="supported by ${names}", mapping={"names": names}
    )


def _phrase_proposed(names: str):
    return _("told_proposed", default="proposes ${names}", mapping={"names": names})


PHRASES = {
    "told_department": _phrase_department,
    "told_supporting": _phrase_supporting,
    "told_proposed": _phrase_proposed,
}

GRANTED = (
    _("told_granted", default="granted"),
    _("told_not_granted", default="not granted"),
)

# What is told, in this order; other changes speak for themselves.
TOLD = (
    "for",
    "department",
    "supporting",
    "handler",
    "outcome",
    "score",
    "solved",
    "granted",
    "until",
    "reasons",
    "reason",
    "proposed",
    "rework",
    "by_link",
)
