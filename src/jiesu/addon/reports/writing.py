"""The words of the Office in a draft, and which sections are left out."""

from collections.abc import Mapping
from jiesu.addon import _
from jiesu.addon.content.lookup import desk_of
from jiesu.addon.handling.data import UNPRINTABLE
from jiesu.addon.handling.errors import FieldError
from jiesu.addon.handling.errors import Invalid
from jiesu.addon.handling.perform import SOME_FIELDS
from jiesu.addon.reports.refusing import check_draft
from jiesu.addon.reports.refusing import check_right
from jiesu.addon.reports.sections import REMOVABLE
from jiesu.addon.reports.sections import SECTIONS
from jiesu.addon.writer.api import write


LONGEST_TITLE = 120
LONGEST_TEXT = 10_000
LONGEST_REMARK = 4_000

TITLE_MISSING = _("error_report_title", default="It needs a title.")
TEXT_TOO_LONG = _("error_report_text", default="The text is too long.")
UNKNOWN_SECTION = _("error_report_section", default="There is no such section.")


def change_words(report, raw: Mapping) -> None:
    """Keep the words of the Office, and which sections are left out.

    :param raw: title, summary, closing, remarks (by section), removed (sections); what
        is not there stays
    :raises Forbidden, NotNow, Invalid: see above
    """
    check_right(desk_of(report))
    check_draft(report)
    data = _read_words(raw)
    write(report, keep_words, data)


def _read_words(raw: Mapping) -> dict:
    data, errors = {}, []
    for name, longest in (
        ("title", LONGEST_TITLE),
        ("summary", LONGEST_TEXT),
        ("closing", LONGEST_TEXT),
    ):
        if name in raw:
            data[name] = plain(raw[name])
            if len(data[name]) > longest:
                errors.append(FieldError(name, TEXT_TOO_LONG))
    if "title" in data and not data["title"]:
        errors.append(FieldError("title", TITLE_MISSING))
    if "remarks" in raw:
        data["remarks"] = _read_remarks(raw["remarks"], errors)
    if "removed" in raw:
        data["removed"] = tuple(raw["removed"] or ())
        if not set(data["removed"]) <= set(REMOVABLE):
            errors.append(FieldError("removed", UNKNOWN_SECTION))
    if errors:
        raise Invalid(SOME_FIELDS, tuple(errors))
    return data


def plain(text) -> str:
    """A text as it is kept."""
    return UNPRINTABLE.sub("", str(text or "")).replace("\r\n", "\n").strip()


def _read_remarks(raw, errors: list) -> dict:
    remarks = {}
    for name, text in dict(raw or {}).items():
        if name not in SECTIONS:
            errors.append(FieldError("remarks", UNKNOWN_SECTION))
        elif len(str(text or "")) > LONGEST_REMARK:
            errors.append(FieldError(f"remark-{name}", TEXT_TOO_LONG))
        elif plain(text):
            remarks[name] = plain(text)
    return remarks


def keep_words(report, data: dict) -> None:
    """Keep what was read, in the present transaction."""
    check_draft(report)
    for name, value in data.items():
        setattr(report, name, value)
