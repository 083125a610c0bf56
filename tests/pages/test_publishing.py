"""An answer is published, as people click through it."""

from tests.pages.person import PHONE
from tests.pages.person import WIDE
from tests.pages.test_accessible import violations
from tests.pages.test_accessible import widths

import pytest


HANDLER = "academic-handler"


@pytest.fixture
def answered(first) -> str:
    """The path of an answered complaint of the demo that nothing was made of."""
    url = first(HANDLER, "answered")
    return url.partition("/complaints/")[2]


def faults(person) -> list[str]:
    """What is wrong with a page on a wide screen and on a phone."""
    page = person.page
    found = [*violations(page, "wide"), *widths(page)]
    person.at(PHONE)
    found += [*violations(page, "phone"), *widths(page)]
    person.at(WIDE)
    return found


def test_marked_while_typing(use, answered):
    """What may point to persons is named below the text at once, and marked later."""
    person = use(HANDLER, WIDE)
    page = person.go(f"complaints/{answered}/@@publication")
    page.locator("#ji-f-answer").fill("请找王小明老师，电话13800138000。")
    told = page.locator("#ji-f-answer + [role=status]")
    told.get_by_text("13800138000").wait_for()
    assert faults(person) == []
    page.locator("#ji-f-title").fill("")
    page.locator(".ji-draft form .ji-btn").first.click()
    page.locator("#ji-errors").wait_for()
    assert faults(person) == []
    page.locator("#ji-f-title").fill("公开稿")
    page.locator(".ji-draft form .ji-btn").first.click()
    page.locator("#ji-preview mark").first.wait_for()
    assert faults(person) == []
    page.locator("#ji-f-answer").fill("已更换灯泡。")
    page.locator("[data-ji-unkept]").wait_for()
    assert not page.locator("[data-ji-kept]").is_visible()


def test_the_submitter_is_asked(use, served):
    """On the page of the complaint: what everybody would read, yes and no."""
    asking = next(
        one
        for one in served["complaints"].objectValues()
        if one.publication_asked is not None
    )
    person = use(asking.submitter, WIDE)
    page = person.go(f"complaints/{asking.getId()}")
    assert page.locator("#publication button[name=agreed]").count() == 2
    assert faults(person) == []
    person.go(f"complaints/{asking.getId()}/@@handle/agree_publication")
    assert faults(person) == []
