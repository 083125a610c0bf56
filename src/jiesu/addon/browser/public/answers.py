"""Public answers: one of them, the list, and what staff have to do about them."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from jiesu.addon import _
from jiesu.addon.browser.base import BasePage
from jiesu.addon.browser.base import Paging
from jiesu.addon.browser.base import start_of
from jiesu.addon.browser.marking import public_version
from jiesu.addon.browser.marking import PublicVersion
from jiesu.addon.browser.public.topics import Topic
from jiesu.addon.browser.public.topics import Topics
from jiesu.addon.browser.submitter.desk import workplaces_of
from jiesu.addon.content import publicanswer
from jiesu.addon.content.lookup import answers_of
from jiesu.addon.content.publicanswer import PUBLISHED
from jiesu.addon.content.publicanswer import source_of
from jiesu.addon.content.publicanswer import state_of_public_answer
from jiesu.addon.content.publicanswer import STATES
from jiesu.addon.content.publicanswer import unfinished
from jiesu.addon.faqs.answers import Answer
from jiesu.addon.faqs.answers import find_answers
from jiesu.addon.handling.publishing import works_on_it
from jiesu.addon.services import asked
from plone import api
from Products.CMFCore.permissions import View
from zExceptions import Unauthorized

import json


# More are not read, and so many stand on a page.
MOST = 1000
SIZE = 30
# More is not looked for.
LONGEST = 100


@dataclass(frozen=True)
class Waiting:
    """One that somebody has to do something about.

    asked: until when the submitter can say something, where that is waited for
    """

    title: str
    url: str
    department: str
    state: str
    changed: datetime
    to_release: bool


def waiting_for(page: BasePage) -> list[Waiting]:
    """The unfinished public answers that the reader works on, to release first."""
    answers = answers_of(page.desk)
    if answers is None or page.is_anonymous or not answers.unfinished:
        return []
    found = [
        _waiting(page, answer, source_of(answer))
        for answer in unfinished(answers)
        if api.user.has_permission(View, obj=answer)
    ]
    return sorted(found, key=lambda one: (not one.to_release, one.changed))


def _waiting(page: BasePage, answer, complaint) -> Waiting:
    state = state_of_public_answer(answer)
    return Waiting(
        answer.Title(),
        f"{answer.absolute_url()}/@@publication",
        page.department_title(answer.department or ""),
        page.t(STATES[state]),
        answer.modified().asdatetime(),
        state == publicanswer.PENDING,
    )


class AnswersPage(BasePage):
    """All published answers of a desk."""

    title = _("page_answers_title", default="Public answers")

    @property
    def here(self) -> str:
        """The folder itself."""
        return self.context.absolute_url()

    @property
    def words(self) -> str:
        """What is looked for."""
        return asked.text(self.request.form, "q")[:LONGEST]

    @cached_property
    def found(self) -> list[Answer]:
        """The answers that fit to the words."""
        return find_answers(self.desk, MOST, words=self.words)

    @property
    def category(self) -> str:
        """The category that was chosen, or ""."""
        return asked.one_of(self.request.form, "category", self.category_titles)

    @property
    def paging(self) -> Paging:
        """Which of them are shown."""
        return Paging(self, start_of(self.request), SIZE, len(self.chosen))

    @property
    def answers(self) -> list[Answer]:
        """Those on this page of the list."""
        start = self.paging.start
        return self.chosen[start : start + SIZE]

    @cached_property
    def chosen(self) -> list[Answer]:
        """Those of the category."""
        if not self.category:
            return self.found
        ids = next((one.ids for one in self._topics if one.id == self.category), ())
        return [one for one in self.found if one.category in ids]

    @property
    def categories(self) -> list[Topic]:
        """The categories of what was found, on both levels."""
        return [one for one in self._topics if one.count or one.on]

    @cached_property
    def _topics(self) -> list[Topic]:
        counts = Counter(one.category for one in self.found if one.category)
        tops = Topics(self, counts).of(self.category)
        return [
            topic
            for top in tops
            for topic in (top, *(top.below if top.on or top.opened else ()))
        ]

    @cached_property
    def waiting(self) -> int:
        """How many the reader has to do something about."""
        return len(waiting_for(self))


class WaitingPage(BasePage):
    """`{answers}/@@waiting`: what is written, asked about or to be released."""

    title = _("page_answers_waiting_title", default="Public answers in work")
    width = "wide"

    def __call__(self):
        """Show it to staff.

        :raises Unauthorized: the reader is none
        """
        self.require_login()
        if not workplaces_of(self.desk):
            raise Unauthorized("waiting")
        return super().__call__()

    @cached_property
    def waiting(self) -> list[Waiting]:
        """All of them."""
        return waiting_for(self)


class AnswerPage(BasePage):
    """One public answer."""

    @property
    def page_title(self) -> str:
        """The title."""
        return self.context.Title()

    @property
    def version(self) -> PublicVersion:
        """What it says."""
        return public_version(self, self.context)

    @property
    def is_published(self) -> bool:
        """Whether everybody reads it."""
        return state_of_public_answer(self.context) == PUBLISHED

    @property
    def state_words(self) -> str:
        """Its state, for staff."""
        return self.t(STATES[state_of_public_answer(self.context)])

    @property
    def published(self):
        """When it was published."""
        return self.context.effective().asdatetime()

    @cached_property
    def source_url(self) -> str | None:
        """Where staff work on it; None for all others."""
        complaint = None if self.is_anonymous else source_of(self.context)
        if complaint is None or not works_on_it(complaint):
            return None
        return f"{complaint.absolute_url()}/@@publication"

    @property
    def submit_url(self) -> str:
        """Where to go if the answer does not help."""
        category = self.context.category
        query = f"?category={category}" if category else ""
        return f"{self.desk_url}/@@submit{query}"

    @property
    def linked_data(self) -> str:
        """The same for search engines: schema.org, in JSON."""
        told = {
            "@context": "https://schema.org",
            "@type": "QAPage",
            "mainEntity": {
                "@type": "Question",
                "name": self.context.title,
                "text": self.context.question,
                "answerCount": 1,
                "acceptedAnswer": {
                    "@type": "Answer",
                    "text": self.context.answer,
                    "url": self.context.absolute_url(),
                },
            },
        }
        return json.dumps(told, ensure_ascii=False).replace("<", "\\u003c")
