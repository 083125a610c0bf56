"""What is shown to somebody who writes (docs/concepts/rules.md, while somebody writes).

Answered for the present user. Nothing is written, and no text is kept or logged.
"""

from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta
from jiesu.addon import _
from jiesu.addon.access.permissions import SUBMIT
from jiesu.addon.calendar.moment import now
from jiesu.addon.catalog import alike
from jiesu.addon.catalog.rows import heading
from jiesu.addon.catalog.text import ANY
from jiesu.addon.catalog.text import text_query
from jiesu.addon.content.lookup import category_of
from jiesu.addon.content.lookup import complaints_of
from jiesu.addon.content.lookup import department_of
from jiesu.addon.content.lookup import responsible_department
from jiesu.addon.content.publicanswer import PORTAL_TYPE as ANSWER_TYPE
from jiesu.addon.faqs.find import find_faqs
from jiesu.addon.faqs.published import FAQ_TYPE
from jiesu.addon.handling.errors import Forbidden
from jiesu.addon.handling.watching import count_watchers
from jiesu.addon.handling.watching import may_be_shown
from jiesu.addon.handling.watching import public_heading
from jiesu.addon.handling.watching import watches
from jiesu.addon.suggesting.memory import Memory
from jiesu.addon.suggesting.memory import memory_of
from jiesu.addon.suggesting.ranking import Matter
from jiesu.addon.suggesting.ranking import rank_matters
from plone import api
from Products.CMFCore.permissions import View


# So much of what is typed is looked at; a sentence says what it is about.
LONGEST = 500
SHORTEST = 2
MOST = 3
# What is no longer is asked like a question: a page has to have most of it.
QUESTION = 12
MOST_OF_IT = 0.6
# Of those that fit so many are asked whether they may be shown.
ASKED = 12
# What is shown of an answer before it is opened as a page.
FIRST_LINES = 220

NO_RIGHT = _("refused_right", default="You have no right to do this.")


@dataclass(frozen=True)
class CategoryFound:
    """A category that fits, and who answers for it; "" for the Office."""

    id: str
    title: str
    department: str
    department_title: str


@dataclass(frozen=True)
class AnswerFound:
    """A published answer that fits.

    text: its first lines; whole: whether that is all of it
    """

    url: str
    title: str
    text: str
    whole: bool


@dataclass(frozen=True)
class MatterFound:
    """An open matter that fits, as far as it may be shown.

    heading: its public headline, or its category
    since: when it was reported, to the hour
    mine: whether it is the reader's own; then `url` leads to it
    """

    id: str
    heading: str
    since: datetime
    watchers: int
    watched: bool
    mine: bool = False
    url: str = ""


@dataclass(frozen=True)
class Suggested:
    """All that fits."""

    categories: list[CategoryFound]
    faqs: list[AnswerFound]
    answers: list[AnswerFound]
    matters: list[MatterFound]


def suggest(desk, text: str, category: str = "") -> Suggested:
    """What fits to what somebody types.

    :param text: as far as it is written
    :param category: the one that was chosen, "" for none yet
    :raises Forbidden: whoever asks may not submit anything here
    """
    if not api.user.has_permission(SUBMIT, obj=desk):
        raise Forbidden(NO_RIGHT)
    text = text.strip()[:LONGEST]
    if len(text) < SHORTEST:
        return Suggested([], [], [], [])
    known = memory_of(desk)
    meant = known.meant(text)
    found = known.categories.rank(meant, MOST)
    fitting = [category] if category else found
    return Suggested(
        categories=[one for id_ in found if (one := _category(desk, id_))],
        faqs=_answers(desk, _asked(desk, text) or _told(known, meant, fitting)),
        answers=_answers(desk, known.answers[ANSWER_TYPE].rank(meant, fitting, MOST)),
        matters=_matters(desk, text, fitting),
    )


def _asked(desk, text: str) -> list[str]:
    """The paths of the FAQ pages that answer a short question, as the search has them.

    Both are asked the same there; of a story, what fits is found in another way.
    """
    if len(text) > QUESTION:
        return []
    found = find_faqs(desk, text, least=MOST_OF_IT, limit=MOST)
    return [one.faq.path for one in found]


def _told(known: Memory, meant: str, categories: list[str]) -> list[str]:
    return known.answers[FAQ_TYPE].rank(meant, categories, MOST)


def _category(desk, category_id: str) -> CategoryFound | None:
    category = category_of(desk, category_id)
    if category is None:
        return None
    department = department_of(desk, responsible_department(category))
    return CategoryFound(
        category_id,
        category.Title(),
        department.getId() if department is not None else "",
        department.Title() if department is not None else "",
    )


def _answers(desk, paths: list[str]) -> list[AnswerFound]:
    pages = (desk.unrestrictedTraverse(path, None) for path in paths)
    return [
        _answer(page)
        for page in pages
        if page is not None and api.user.has_permission(View, obj=page)
    ]


def _answer(page) -> AnswerFound:
    text = (getattr(page, "answer", "") or "").strip()
    whole = len(text) <= FIRST_LINES
    first = text if whole else f"{text[: FIRST_LINES - 1].rstrip()}…"
    return AnswerFound(page.absolute_url(), page.Title(), first, whole)


def _matters(desk, text: str, categories: list[str]) -> list[MatterFound]:
    """The open ones that fit and may be shown; one's own as well."""
    if not desk.show_open:
        return []
    words = [word for word in text_query(text) if not word.endswith(ANY)]
    open_ones = alike.in_work(desk)
    ranked = rank_matters(
        [Matter(*one) for one in open_ones.items()],
        alike.having(desk, words, list(open_ones)),
        categories,
        ASKED,
    )
    container = complaints_of(desk)
    found = (container.get(id_) for id_ in alike.ids_of(desk, ranked))
    shown = [one for each in found if each is not None and (one := _matter(desk, each))]
    return shown[:MOST]


def _matter(desk, complaint) -> MatterFound | None:
    user = "" if api.user.is_anonymous() else api.user.get_current().getId()
    mine = bool(user) and complaint.submitter == user
    if not mine and not may_be_shown(complaint):
        return None
    told = heading(complaint) if mine else public_heading(complaint)
    if not told:
        return None
    return MatterFound(
        id=complaint.getId(),
        heading=told,
        since=complaint.received.replace(minute=0, second=0, microsecond=0),
        watchers=count_watchers(desk, complaint.getId()),
        watched=watches(complaint, user),
        mine=mine,
        url=complaint.absolute_url() if mine else "",
    )


# How long ago something was reported: hours, then days. Nothing finer.

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def ago(since: datetime):
    """How long ago that was, as a message."""
    passed = now() - since
    if passed < 2 * HOUR:
        return _("ago_now", default="just reported")
    if passed < DAY:
        hours = int(passed / HOUR)
        return _("ago_hours", default="${n} hours ago", mapping={"n": hours})
    days = max(1, int(passed / DAY))
    if days == 1:
        return _("ago_day", default="a day ago")
    return _("ago_days", default="${n} days ago", mapping={"n": days})


def watchers_words(many: int):
    """How many follow it, as a message; "" for nobody."""
    if not many:
        return ""
    if many == 1:
        return _("watchers_one", default="one more follows it")
    return _("watchers_many", default="${n} follow it", mapping={"n": many})
