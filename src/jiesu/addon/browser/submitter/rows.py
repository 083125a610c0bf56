"""The rows of lists for submitters: in their words, not in those of staff."""

from jiesu.addon.browser import words
from jiesu.addon.browser.base import BasePage
from jiesu.addon.browser.listed import Item
from jiesu.addon.browser.words import LightWords
from jiesu.addon.catalog.rows import Row


def item_of(page: BasePage, row: Row) -> Item:
    """A complaint of one's own."""
    turn = words.your_turn(row.state, row.waits)
    state = words.submitter_state(row.state, row.waits, row.together)
    meta = [row.number, page.category_title(row.category)]
    if row.department:
        meta.append(page.department_title(row.department))
    meta.append(page.when(row.received_at))
    if row.due_at is not None and not row.waits and row.department:
        meta.append(page.t(words.expected(row.due_at, page.now, page.zone)))
    return Item(
        url=page.complaint_url(row.id),
        title=row.title,
        light=LightWords("is-turn" if turn else "", state),
        meta=[word for word in meta if word],
    )
