"""Why a complaint waits for the Office: what the triage list says of each.

Read from the complaints themselves, so only for those of one page.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from jiesu.addon import _
from jiesu.addon.access.capacities import capacities
from jiesu.addon.browser.base import BasePage
from jiesu.addon.browser.department.names import Names
from jiesu.addon.content.complaint import REPORT
from jiesu.addon.content.fields import parse_reasons
from jiesu.addon.journal.entry import Entry
from jiesu.addon.journal.storage import readable_entries


TAG_REPORT = _("why_tag_report", default="Report")
TAG_AVOID = _("why_tag_avoid", default="Avoid")
TAG_RETURNED = _("why_tag_returned", default="Returned")
TAG_UNSOLVED = _("why_tag_unsolved", default="Unsolved")
TAG_PROPOSED = _("why_tag_proposed", default="Proposed")
TAG_UNROUTED = _("why_tag_unrouted", default="No route")


@dataclass(frozen=True)
class Why:
    """One reason; words in the reader's language."""

    tag: str
    words: str


class Reasons:
    """Tells the reasons, for as long as one page is made."""

    def __init__(self, page: BasePage, names: Names):
        """Remember whose page it is."""
        self.page = page
        self.names = names

    def of(self, complaint) -> tuple[Why, ...]:
        """Why the complaint waits, the most telling reason first."""
        reasons = tuple(
            Why(self.page.t(tag), self.page.t(words))
            for tag, words in (
                *self._kept_from_department(complaint),
                *self._unsolved(complaint),
                *self._returned(complaint),
            )
        )
        return reasons or (self._unrouted(complaint),)

    def _kept_from_department(self, complaint) -> Iterator[tuple]:
        avoid = {"department": self.names.department(complaint.avoid)}
        if complaint.kind == REPORT and not complaint.dispatched:
            yield (
                TAG_REPORT,
                _("why_report", default="Only the Office sees it until its dispatch."),
            )
        if not complaint.avoid:
            return
        if complaint.about_department:
            words = _(
                "why_about",
                default="It is about ${department} or one of its staff.",
                mapping=avoid,
            )
        elif complaint.kind == REPORT:
            words = _(
                "why_report_avoid", default="Not to ${department}.", mapping=avoid
            )
        else:
            words = _(
                "why_named",
                default="It names a member of ${department}.",
                mapping=avoid,
            )
        yield TAG_AVOID, words

    def _unsolved(self, complaint) -> Iterator[tuple]:
        if complaint.unsolved_again:
            yield (
                TAG_UNSOLVED,
                _("why_unsolved", default="Still unsolved after the rework."),
            )

    def _returned(self, complaint) -> Iterator[tuple]:
        entry = last_return(complaint)
        if entry is None or not complaint.returns:
            return
        yield TAG_RETURNED, self._return_words(complaint, entry)
        proposed = entry.changes.get("proposed")
        if proposed:
            yield TAG_PROPOSED, self.names.department(proposed)

    def _return_words(self, complaint, entry: Entry):
        mapping = {
            "department": self.names.department(entry.department),
            "reason": self._reason_titles.get(entry.changes.get("reason", ""), ""),
            "text": entry.text,
            "n": complaint.returns,
        }
        if entry.text:
            return _(
                "why_returned_text",
                default="${department}, return no. ${n}: ${reason} – ${text}",
                mapping=mapping,
            )
        return _(
            "why_returned",
            default="${department}, return no. ${n}: ${reason}",
            mapping=mapping,
        )

    @property
    def _reason_titles(self) -> dict[str, str]:
        lines = self.page.desk.return_reasons
        return {reason.id: reason.title for reason in parse_reasons(lines)}

    def _unrouted(self, complaint) -> Why:
        words = _(
            "why_unrouted",
            default="Its category names no department.",
        )
        return Why(self.page.t(TAG_UNROUTED), self.page.t(words))


def last_return(complaint) -> Entry | None:
    """The latest return that the present user may read about, or None."""
    entries = readable_entries(complaint, capacities(complaint))
    returns = (entry for entry in reversed(entries) if entry.action == "return")
    # A text for fewer readers stands in an entry of its own, without changes.
    return next((entry for entry in returns if entry.changes), None)
