"""Words on a page that its reader does not read: shared by the checks of texts."""

from collections.abc import Iterator

import re


# What stands below an element, as a reader sees or hears it, but for what people and
# programs wrote in their own letters (code, keys, names of files and of accounts).
VISIBLE = """([within, whole]) => {
  const root = document.querySelector(within);
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    const letters = parent.closest("code, kbd, script, style, textarea, .ji-file");
    const shown = !letters && (whole || parent.checkVisibility());
    if (shown && node.data.trim()) found.push(node.data.trim());
  }
  for (const one of root.querySelectorAll("[placeholder], [aria-label]"))
    found.push(one.getAttribute("placeholder") || one.getAttribute("aria-label"));
  for (const one of whole ? root.querySelectorAll("[title]") : [])
    found.push(one.title);
  return found;
}"""
# A msgid or a token: title_of_something, academic-classroom.
RAW = re.compile(r"\b[a-z]+(_[a-z0-9]+)+\b")
ENGLISH = re.compile(r"[A-Za-z]{2,}")
# Words that Chinese has taken as they are, names of files, keys, codes and numbers, and
# accounts of the demo.
TAKEN = re.compile(
    r"(?<![A-Za-z])(PDF|Word|Excel|PowerPoint|FAQ|CSV|KB|MB|WiFi|Wi-Fi|JavaScript|English|Plone"
    r"|QQ|OA|VPN|PPT|PPTX?|USB|HDMI|LED|ID|App|IT|APP|Office|jpg|jpeg|png|pdf|docx?|xlsx?"
    r"|Tab|SVG|PNG|WCAG|AA)(?![A-Za-z])"
    r"|https?://[\w.*:-]+"
    r"|\d{8}-[0-9A-Z]{6}|[0-9A-Z]{4}(-[0-9A-Z]{4}){2}|[\w.-]*(student|teacher|handler|head|office)\d?\b|[a-z-]+@[\w.]+"
)


def untranslated(
    page, within: str, more: str = "", whole: bool = False
) -> Iterator[str]:
    """What is no Chinese, one after the other.

    :param within: the part of the page to look at, as a CSS selector
    :param more: words besides that Chinese has taken, as a regular expression
    :param whole: with what is hidden until somebody opens it or points to it
    """
    taken = re.compile(f"{more}|{TAKEN.pattern}") if more else TAKEN
    for words in page.evaluate(VISIBLE, [within, whole]):
        if RAW.search(words) or ENGLISH.search(taken.sub("", words)):
            yield words
