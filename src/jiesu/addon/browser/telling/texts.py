"""The texts of messages: the Office changes them, in both languages, and sees them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from jiesu.addon import _
from jiesu.addon.browser import forms
from jiesu.addon.browser.base import BasePage
from jiesu.addon.content.lookup import REPORTS
from jiesu.addon.content.lookup import SUPERVISION
from jiesu.addon.handling.data import convert
from jiesu.addon.handling.errors import FieldError
from jiesu.addon.notifications import links
from jiesu.addon.notifications import texts
from jiesu.addon.notifications.rules import ABOUT_REPORT
from jiesu.addon.notifications.rules import ABOUT_SUPERVISION
from jiesu.addon.notifications.rules import GROUPS
from jiesu.addon.notifications.rules import MESSAGES
from jiesu.addon.notifications.samples import sample
from zope import schema
from zope.interface import Interface


RESET = "reset"
TRY = "try"

DIGEST_TITLE = _("msg_digest", default="Several messages in one")

MEANINGS = {
    "number": _(
        "placeholder_any_number", default="the number of the complaint or supervision"
    ),
    "title": _("placeholder_title", default="its heading"),
    "content": _(
        "placeholder_content", default="what it says, or what is to be done, shortened"
    ),
    "text": _("placeholder_said", default="what was said with this step"),
    "reason": _("placeholder_reason", default="the reason that was given"),
    "outcome": _("placeholder_outcome", default="the outcome of the answer"),
    "department": _("placeholder_department", default="the department's name"),
    "due": _("placeholder_due", default="the moment that it is about"),
    "submitter": _(
        "placeholder_submitter", default="the submitter, for those who may know"
    ),
    "name": _("placeholder_name", default="the receiver's own name"),
    "desk": _("placeholder_desk", default="the name of this desk"),
    "url": _("placeholder_url", default="the address; the button has it anyway"),
    "matter": _(
        "placeholder_matter", default="the public headline of what one follows"
    ),
    "answer": _("placeholder_answer", default="what was made public of the answer"),
    "count": _("placeholder_count", default="how many messages"),
}


class IWords(Interface):
    """The words of a message."""

    subject_zh_CN = schema.TextLine(
        title=_("field_subject_zh", default="Subject, Chinese"), max_length=100
    )
    text_zh_CN = schema.Text(
        title=_("field_text_zh", default="Text, Chinese"), max_length=5000
    )
    subject_en = schema.TextLine(
        title=_("field_subject_en", default="Subject, English"), max_length=100
    )
    text_en = schema.Text(
        title=_("field_text_en", default="Text, English"), max_length=5000
    )


@dataclass(frozen=True)
class Entry:
    """A message in the list."""

    title: object
    url: str
    changed: bool
    on: bool


@dataclass(frozen=True)
class Preview:
    """How a message looks in one language."""

    language: str
    subject: str
    paragraphs: list[str]


class MessagesPage(BasePage):
    """All messages by group, and the open one with its form."""

    title = _("page_messages_title", default="Texts of messages")

    def __call__(self):
        """Show them, or do what was sent."""
        self.errors: tuple[FieldError, ...] = ()
        self.values = self._kept() if self.open else {}
        self.shows_preview = False
        if not self.is_post or not self.open:
            return super().__call__()
        self.check_sent()
        wanted = {RESET: self._reset, TRY: self._try}
        return wanted.get(self.request.form.get("do"), self._keep)()

    @cached_property
    def open(self) -> str:
        """The message that is edited; "" for none."""
        value = self.request.form.get("message", "")
        return value if value in texts.names() else ""

    @property
    def open_title(self):
        """What it is called."""
        return title_of(self.open)

    @property
    def groups(self) -> list[tuple[object, list[Entry]]]:
        """The messages by what people choose channels for; the digest at the end."""
        found = [
            (
                title,
                [self._entry(name) for name, m in MESSAGES.items() if m.group == group],
            )
            for group, title in GROUPS.items()
        ]
        rest = _("messages_rest", default="Digests")
        return [*found, (rest, [self._entry(texts.DIGEST)])]

    def _entry(self, name: str) -> Entry:
        changed = any(
            texts.is_changed(self.desk, name, language) for language in texts.LANGUAGES
        )
        url = f"{self.here}?message={name}"
        return Entry(title_of(name), url, changed, name == self.open)

    # The open one

    @property
    def is_changed(self) -> bool:
        """Whether there is an original to go back to."""
        return self._entry(self.open).changed

    @property
    def placeholders(self) -> list[tuple[str, str]]:
        """What can stand in the text, and what it becomes."""
        allowed = texts.IN_TEXT[texts.side_of(self.open)]
        return [(f"${{{name}}}", self.t(MEANINGS[name])) for name in allowed]

    @property
    def in_subject(self) -> list[str]:
        """What can stand in a subject."""
        allowed = texts.IN_SUBJECT[texts.side_of(self.open)]
        return [f"${{{name}}}" for name in allowed]

    @cached_property
    def form(self) -> forms.Form:
        """The fields."""
        return forms.Form(self.context, IWords, self.values, self.errors)

    @property
    def previews(self) -> list[Preview]:
        """How it looks, with what is in the form now."""
        return [self._preview(language) for language in texts.LANGUAGES]

    def _preview(self, language: str) -> Preview:
        url = links.url_of(self.desk, self._about, "")
        facts = sample(language, self.open, self.desk.Title(), url)
        subject = self.values.get(f"subject_{language}") or ""
        text = self.values.get(f"text_{language}") or ""
        return Preview(
            "zh-CN" if language == texts.CHINESE else language,
            texts.filled_subject(subject, facts),
            self.paragraphs(texts.filled_text(text, facts)),
        )

    @property
    def _about(self) -> str:
        """Where the button of the preview would lead."""
        folders = {ABOUT_SUPERVISION: f"{SUPERVISION}/", ABOUT_REPORT: f"{REPORTS}/"}
        return f"{folders.get(texts.side_of(self.open), '')}0123"

    def _kept(self) -> dict:
        values = {}
        for language in texts.LANGUAGES:
            text = texts.text_of(self.desk, self.open, language)
            values[f"subject_{language}"] = text.subject
            values[f"text_{language}"] = text.text
        return values

    def _read(self) -> dict:
        self.values = forms.read(self.request, IWords)
        data, errors = convert(self.context, IWords, self.values)
        self.errors = tuple(errors) or tuple(self._wrong(data))
        return data

    def _wrong(self, data: dict) -> Iterator[FieldError]:
        side = texts.side_of(self.open)
        for language in texts.LANGUAGES:
            for field, allowed in (
                (f"subject_{language}", texts.IN_SUBJECT[side]),
                (f"text_{language}", texts.IN_TEXT[side]),
            ):
                unknown = texts.unknown(data[field], allowed)
                if unknown:
                    yield FieldError(field, not_allowed(unknown[0], allowed))

    def _try(self) -> str:
        self._read()
        self.shows_preview = True
        return super().__call__()

    def _keep(self) -> str:
        data = self._read()
        if self.errors:
            return super().__call__()
        for language in texts.LANGUAGES:
            words = texts.Text(data[f"subject_{language}"], data[f"text_{language}"])
            texts.change(self.desk, self.open, language, words)
        return self._done(_("message_kept", default="The text is saved."))

    def _reset(self) -> str:
        for language in texts.LANGUAGES:
            texts.back_to_original(self.desk, self.open, language)
        return self._done(_("message_reset", default="The original text is back."))

    def _done(self, message) -> str:
        self.say(message)
        return self.go(f"{self.here}?message={self.open}")


def title_of(name: str):
    """What a message is called."""
    return DIGEST_TITLE if name == texts.DIGEST else MESSAGES[name].title


def not_allowed(name: str, allowed: tuple[str, ...]):
    """What is said of a placeholder that stands for nothing here."""
    return _(
        "error_message_placeholder",
        default="“${name}” stands for nothing here. What can be used: ${allowed}",
        mapping={
            "name": f"${{{name}}}",
            "allowed": "  ".join(f"${{{one}}}" for one in allowed),
        },
    )
