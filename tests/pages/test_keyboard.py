"""Without a mouse: what is focused is seen, and a matter gets to its end."""

from collections.abc import Iterator
from tests.pages.person import PHONE
from tests.pages.person import WIDE

import pytest


# More than any page here has places to stop at.
MOST_STOPS = 160

# What is focused: its name for a message, whether it is in our part, whether one sees
# it (an outline or a shadow of its own or of the label around it, that it has not
# without the focus), and whether Tab was there before.
FOCUSED = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const ring = (node) => {
    const style = getComputedStyle(node);
    const outline = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
    return `${outline && style.outline} ${style.boxShadow} ${style.borderColor}`;
  };
  const seen = [one, one.closest("label, .ji-choice")].filter(Boolean);
  const focused = seen.map(ring);
  one.blur();
  const plain = seen.map(ring);
  one.focus({ preventScroll: true });
  const again = one.jiStopped;
  one.jiStopped = true;
  const box = one.getBoundingClientRect();
  return {
    name: `${one.tagName} ${one.name || one.id || one.textContent.trim().slice(0, 30)}`,
    ours: Boolean(one.closest(".ji")),
    ring: focused.some((style, at) => style !== plain[at]),
    again: Boolean(again),
    off: box.right < 0 || box.left > innerWidth,
  };
}"""

PAGES = (
    (None, ""),
    (None, "@@submit"),
    (None, "@@track"),
    (None, "faq"),
    ("student1", "@@mine"),
    ("student1", "@@submit"),
    ("academic-handler", "departments/academic"),
    ("office", "@@office"),
    ("office", "@@statistics"),
    ("office", "@@settings/figures"),
    ("office", "@@look"),
)


def stops(page) -> Iterator[dict]:
    """Where Tab stops on a page, one after the other, until it begins anew."""
    for _number in range(MOST_STOPS):
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUSED)
        if found is None or found["again"]:
            return
        yield found


def tab_to(page, selector: str) -> None:
    """Press Tab until something is focused."""
    for _number in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("(what) => document.activeElement.matches(what)", selector):
            return
    raise AssertionError(f"Tab never comes to {selector}")


class TestFocus:
    """Where one is."""

    @pytest.mark.parametrize("width", [PHONE, WIDE])
    @pytest.mark.parametrize(("user", "path"), PAGES, ids=str)
    def test_is_seen(self, use, user, path, width):
        page = use(user, width).go(path)
        ours = [stop for stop in stops(page) if stop["ours"]]
        assert len(ours) > 1
        assert [stop["name"] for stop in ours if not stop["ring"]] == []
        assert [stop["name"] for stop in ours if stop["off"]] == []

    def test_would_be_missed(self, use):
        """The check sees it where a style sheet takes the rings away."""
        page = use(None, WIDE).go("@@track")
        none = "outline: 0 none !important; box-shadow: none !important;"
        page.add_style_tag(content=f"* {{ {none} border-color: red !important }}")
        assert any(stop["ours"] and not stop["ring"] for stop in stops(page))


class TestLoop:
    """A matter from its first word to its last, by keys alone."""

    def test_submit_and_read(self, use):
        page = use("student1", WIDE).go("@@submit")
        tab_to(page, "textarea[name=text]")
        page.keyboard.type("教学楼三层饮水机不出热水，已经两天了。")
        tab_to(page, "input[name=category], .ji-group > summary, select[name=category]")
        if page.evaluate("document.activeElement.tagName") == "SUMMARY":
            page.keyboard.press("Enter")
            tab_to(page, "input[name=category]")
        page.keyboard.press("Space")
        tab_to(page, "input[name=agreed]")
        page.keyboard.press("Space")
        tab_to(page, ".ji button.is-primary[type=submit]")
        with page.expect_navigation(url="**/complaints/**"):
            page.keyboard.press("Enter")
        assert "饮水机" in page.locator(".ji").inner_text()

    def test_rate(self, use, first):
        page = use("student1", WIDE).go(
            f"{first('student1', 'answered')}/@@handle/rate"
        )
        tab_to(page, "input[name=score]")
        page.keyboard.press("ArrowLeft")
        tab_to(page, "input[name=solved]")
        page.keyboard.press("Space")
        tab_to(page, ".ji button.is-primary[type=submit]")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.locator("#ji-errors").count() == 0
