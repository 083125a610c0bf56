"""The HTML of a mail: simple, escaped, with one button."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape


PAGE = """\
<!DOCTYPE html>
<html lang="{language}">
<head><meta charset="utf-8"><title>{subject}</title></head>
<body style="margin:0;padding:16px;background:#f4f6f8;color:#1d2733;\
font:16px/1.6 system-ui,-apple-system,'PingFang SC','Noto Sans SC',\
'Microsoft YaHei',sans-serif">
<div style="max-width:36rem;margin:0 auto;padding:20px;background:#fff;\
border:1px solid #e2e7ec;border-radius:12px">
{body}
<p style="margin:24px 0 0"><a href="{url}" style="display:inline-block;\
padding:10px 20px;border-radius:10px;background:#0b5cad;color:#fff;\
font-weight:600;text-decoration:none">{button}</a></p>
</div>
<p style="max-width:36rem;margin:12px auto 0;color:#56626e;font-size:13px">{foot}</p>
</body>
</html>
"""
PARAGRAPH = '<p style="margin:0 0 12px">{}</p>'
ITEM = '<li style="margin:0 0 8px"><a href="{}" style="color:#0b5cad">{}</a>{}</li>'
LIST = '<ul style="margin:12px 0 0;padding-left:20px">{}</ul>'


@dataclass(frozen=True)
class Line:
    """One message of a digest: what it says, about what, and where that is."""

    subject: str
    title: str
    url: str


@dataclass(frozen=True)
class Foot:
    """What stands below: the desk, and where to choose what one is told."""

    desk: str
    choose: str = ""
    choose_url: str = ""


def paragraphs(text: str) -> str:
    """A plain text as HTML."""
    parts = [part for part in text.split("\n\n") if part.strip()]
    return "\n".join(
        PARAGRAPH.format("<br>\n".join(escape(line) for line in part.splitlines()))
        for part in parts
    )


def link(url: str, words: str) -> str:
    """One more place to go to, beside the button."""
    inner = f'<a href="{escape(url)}" style="color:#0b5cad">{escape(words)}</a>'
    return PARAGRAPH.format(inner)


def listed(lines: Iterable[Line]) -> str:
    """The messages of a digest as HTML."""
    items = [
        ITEM.format(
            escape(line.url),
            escape(line.subject),
            f"<br>\n{escape(line.title)}" if line.title else "",
        )
        for line in lines
    ]
    return LIST.format("\n".join(items))


def page(
    language: str, subject: str, body: str, url: str, button: str, foot: Foot
) -> str:
    """The whole; `body` is HTML, all else is text."""
    below = escape(foot.desk)
    if foot.choose_url:
        link = f'<a href="{escape(foot.choose_url)}" style="color:#56626e">'
        below = f"{below} · {link}{escape(foot.choose)}</a>"
    return PAGE.format(
        language=escape(language),
        subject=escape(subject),
        body=body,
        url=escape(url),
        button=escape(button),
        foot=below,
    )
