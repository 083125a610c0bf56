"""Keep the translations equal to the texts in code, templates and profiles.

Without an option it rebuilds jiesu.addon.pot, adds new messages to the .po files, drops
those that are gone, and copies the titles of workflows and portlets to Plone's domain.
With --check it changes nothing, and fails where something of that is left to do or a
translation is missing. How to translate: docs/how-to/add-a-translation.md.
"""

from collections.abc import Iterator
from i18ndude.catalog import MessageCatalog
from i18ndude.catalog import MessageEntry
from i18ndude.catalog import POWriter
from pathlib import Path

import argparse
import re
import shutil
import subprocess
import sys
import tempfile


ROOT = Path(__file__).resolve().parent.parent
PACKAGE = Path("src/jiesu/addon")
DOMAIN = "jiesu.addon"
# Every message has a translation here; in English the default is the text.
COMPLETE = "zh_CN"
DEFAULTS = "en"

# Plone looks for the titles of states, transitions and portlets in its own domain.
PLONE = "plone"
TITLED = ("/profiles/default/workflows/", "/profiles/default/portlets.xml")

PLACEHOLDER = re.compile(r"\$\{(\w+)\}")
# The month is a word in English and a number in Chinese.
SAME = {"mon": "month"}
MSGID = re.compile(r"[a-z][a-z0-9_]*")
HAN = re.compile(r"[\u3400-\u9fff]")
WORD = re.compile(r"[a-z]{2}")
DIFFERENT = "a different default"
# What i18ndude writes into the head of a file without knowing it.
EMPTY_HEAD = re.compile(
    r'^"(POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team'
    r"|Language-Code|Language-Name|Preferred-Encodings): .*\n",
    re.MULTILINE,
)


class Failed(Exception):
    """i18ndude ended with an error; the text is what it said."""


class Locales:
    """The translation files of a checkout."""

    def __init__(self, root: Path = ROOT):
        """Know where they are."""
        self.root = root
        self.folder = root / PACKAGE / "locales"
        self.template = self.folder / f"{DOMAIN}.pot"

    def po(self, language: str, domain: str = DOMAIN) -> Path:
        """The file with the translations into a language."""
        return self.folder / language / "LC_MESSAGES" / f"{domain}.po"

    def messages(self, path: Path) -> MessageCatalog:
        """The messages in a file."""
        return MessageCatalog(filename=str(path))

    def templates(self) -> list[str]:
        """All page templates, relative to the checkout."""
        found = (self.root / PACKAGE).rglob("*.pt")
        return sorted(str(path.relative_to(self.root)) for path in found)


def i18ndude(locales: Locales, *arguments: str) -> str:
    """Run i18ndude in the checkout; returns what it said.

    :raises Failed: it ended with an error
    """
    program = Path(sys.executable).with_name("i18ndude")
    done = subprocess.run(  # noqa: S603
        [program, *arguments],
        cwd=locales.root,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Failed(done.stdout + done.stderr)
    return done.stdout + done.stderr


def rebuild(locales: Locales, target: Path) -> list[str]:
    """Write a template with the messages of the sources to `target`.

    Its head is that of the present template.

    :returns: i18ndude's warnings about msgids with several defaults
    """
    if target != locales.template:
        shutil.copy(locales.template, target)
    said = i18ndude(
        locales,
        "rebuild-pot",
        "--no-line-numbers",
        "--pot",
        str(target),
        str(PACKAGE),
    )
    tidy(target)
    return [line for line in said.splitlines() if DIFFERENT in line]


def tidy(path: Path) -> None:
    """Take out of the head what says nothing, or the date of writing only."""
    path.write_text(EMPTY_HEAD.sub("", path.read_text("utf-8")), encoding="utf-8")


def renew(locales: Locales) -> None:
    """Bring all files up to date with the sources."""
    rebuild(locales, locales.template)
    files = [locales.po(language) for language in (COMPLETE, DEFAULTS)]
    i18ndude(locales, "sync", "--pot", str(locales.template), *map(str, files))
    for path in files:
        tidy(path)
    write_titles(locales)


def write_titles(locales: Locales) -> None:
    """Copy what `titles` finds to Plone's domain, where Plone looks for it."""
    path = locales.po(COMPLETE, PLONE)
    catalog = locales.messages(path)
    catalog.clear()
    for msgid, text in titles(locales).items():
        catalog[msgid] = MessageEntry(msgid, text, [], [], [])
    with path.open("w", encoding="utf-8") as file:
        POWriter(file, catalog).write()
    tidy(path)


def titles(locales: Locales) -> dict[str, str]:
    """The translated titles of workflows and portlets that Plone has none for."""
    known = plones_own()
    return {
        msgid: entry.msgstr
        for msgid, entry in locales.messages(locales.po(COMPLETE)).items()
        if any(place in one for one in entry.references for place in TITLED)
        and not (msgid in known and known[msgid].msgstr)
    }


def plones_own() -> MessageCatalog:
    """Plone's translations."""
    import plone.app.locales

    folder = Path(plone.app.locales.__path__[0], "locales", COMPLETE, "LC_MESSAGES")
    return MessageCatalog(filename=str(folder / f"{PLONE}.po"))


def faults(locales: Locales) -> Iterator[str]:
    """What is wrong, in one line each."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder, locales.template.name)
        yield from rebuild(locales, fresh)
        sources = locales.messages(fresh)
    yield from stale(sources, locales.messages(locales.template), "jiesu.addon.pot")
    for language in (COMPLETE, DEFAULTS):
        translated = locales.messages(locales.po(language))
        yield from stale(sources, translated, f"{language}/jiesu.addon.po")
        yield from wrong_placeholders(translated, language)
    yield from without_default(sources)
    yield from untranslated(locales.messages(locales.po(COMPLETE)))
    present = locales.messages(locales.po(COMPLETE, PLONE))
    if {msgid: entry.msgstr for msgid, entry in present.items()} != titles(locales):
        yield f"{COMPLETE}/plone.po: not up to date"
    yield from bare_texts(locales)


def stale(sources: MessageCatalog, present: MessageCatalog, name: str) -> Iterator[str]:
    """Where a file does not have just the messages of the sources."""
    for msgid in sorted(sources.keys() - present.keys()):
        yield f"{name}: {msgid} is missing, run scripts/i18n"
    for msgid in sorted(present.keys() - sources.keys()):
        yield f"{name}: {msgid} is not used any more, run scripts/i18n"
    for msgid in sorted(sources.keys() & present.keys()):
        if sources[msgid].getDefault() != present[msgid].getDefault():
            yield f"{name}: {msgid} has another default now, run scripts/i18n"


def without_default(sources: MessageCatalog) -> Iterator[str]:
    """Messages of code and templates without an English text.

    In profiles and ZCML the title itself is the msgid.
    """
    for msgid, entry in sources.items():
        where = ", ".join(entry.references)
        titled = all(re.search(r"\.(xml|zcml)", path) for path in entry.references)
        if MSGID.fullmatch(msgid) and not entry.getDefault():
            yield f"{msgid} has no default ({where})"
        elif not MSGID.fullmatch(msgid) and not titled:
            yield f"{msgid!r} is a text, not a msgid ({where})"


def untranslated(translated: MessageCatalog) -> Iterator[str]:
    """Messages without a translation that is valid and in the other script."""
    for msgid, entry in translated.items():
        rest = PLACEHOLDER.sub("", entry.msgstr)
        if not entry.msgstr:
            yield f"{COMPLETE}: {msgid} is not translated"
        elif any("fuzzy" in comment for comment in entry.comments):
            yield f"{COMPLETE}: {msgid} is fuzzy: look at it again"
        elif WORD.search(rest) and not HAN.search(rest):
            yield f"{COMPLETE}: {msgid} is not in Chinese: {entry.msgstr}"


def wrong_placeholders(translated: MessageCatalog, language: str) -> Iterator[str]:
    """Translations whose ${placeholders} are not those of the default."""
    for msgid, entry in translated.items():
        if entry.msgstr and placeholders(entry.msgstr) != placeholders(
            entry.getDefault() or msgid
        ):
            yield f"{language}: {msgid} has other placeholders than its default"


def placeholders(text: str) -> set[str]:
    """The names of the ${placeholders} in a text."""
    return {SAME.get(name, name) for name in PLACEHOLDER.findall(text)}


def bare_texts(locales: Locales) -> Iterator[str]:
    """Texts in templates that are not marked for translation."""
    templates = locales.templates()
    if not templates:
        return
    try:
        report = i18ndude(locales, "find-untranslated", "--nosummary", *templates)
    except Failed as failed:
        report = str(failed)
    if report.strip():
        yield f"texts without i18n:\n{report.strip()}"


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Renew or check the files below `root`; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing")
    options = parser.parse_args(arguments)
    locales = Locales(root)
    try:
        if not options.check:
            renew(locales)
            return 0
        found = list(faults(locales))
    except Failed as failed:
        found = [f"i18ndude failed: {failed}"]
    for fault in found:
        print(fault, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
