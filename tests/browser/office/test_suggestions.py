"""Suggestions on the triage list, and the click that takes one."""

from jiesu.addon.catalog.indexing import state_of
from jiesu.addon.content.complaint import REPORT
from jiesu.addon.content.complaint import TRIAGE
from jiesu.addon.intake.birth import bear
from jiesu.addon.intake.submission import read_submission
from plone import api
from tests.browser.department.client import NOBODY

import pytest
import transaction


PAGE = "@@office"
QUICK = "ji-work-suggest"


def send(served, **data):
    """A new complaint of student1, stored for the server to see."""
    with api.env.adopt_user(username="student1"):
        submission = read_submission(
            served, {"kind": "complaint", "agreed": True, **data}
        )
        complaint = bear(served, submission, "student1").complaint
    transaction.commit()
    return complaint


def form_of(page, complaint):
    """The suggestion's form in the complaint's row, or None."""
    path = f"/{complaint.getId()}/@@handle/dispatch"
    forms = [one for one in page.all(QUICK) if one.get("action").endswith(path)]
    return forms[0] if forms else None


def values_of(form) -> dict:
    """What the form would send."""
    return dict(form.form_values())


@pytest.fixture
def unrouted(served):
    """A complaint in triage whose heading names a category's word."""
    return send(served, category="other", title="校园网断了", text="宿舍里上不了网。")


class TestSuggested:
    """Over the demo."""

    def test_word(self, browser, unrouted):
        """With its ground, and the department's name on the button."""
        page = browser.open("office", PAGE, b_start=0)
        form = form_of(page, unrouted)
        assert values_of(form)["department"] == "it"
        assert "网络信息中心" in form.text_content()
        assert "stands in it" in form.text_content()

    def test_other_way_stays(self, browser, unrouted):
        """The form with all departments is one click away too."""
        page = browser.open("office", PAGE)
        links = page.tree.xpath("//a/@href")
        assert f"{unrouted.absolute_url()}/@@handle/dispatch" in links

    def test_one_click(self, browser, served, unrouted):
        """It is dispatched."""
        form = form_of(browser.open("office", PAGE), unrouted)
        answer = browser.send("office", form.get("action"), **values_of(form))
        assert answer.status == 303
        transaction.begin()
        assert (unrouted.department, state_of(unrouted)) == ("it", "pending")

    @pytest.mark.parametrize(
        "user", [NOBODY, "student1", "it-handler", "it-head", "supervisor"]
    )
    def test_not_by_others(self, browser, served, unrouted, user):
        """Nobody else sees or takes it."""
        page = browser.open(user, PAGE)
        assert not page.all(QUICK)
        token = browser.open("office", PAGE).token
        path = f"{unrouted.absolute_url()}/@@handle/dispatch"
        browser.send(user, path, department="it", _authenticator=token)
        transaction.begin()
        assert state_of(unrouted) == TRIAGE

    def test_never_whom_it_is_about(self, browser, complaints):
        """Neither on a report, nor the department that is to be avoided."""
        page = browser.open("office", PAGE)
        waiting = [c for c in complaints if state_of(c) == TRIAGE]
        assert any(c.avoid for c in waiting)
        assert any(c.kind == REPORT for c in waiting)
        for complaint in waiting:
            form = form_of(page, complaint)
            if complaint.kind == REPORT:
                assert form is None
            elif form is not None:
                assert values_of(form)["department"] != complaint.avoid

    def test_about_nobody_knows_whom(self, browser, served):
        """It is about a department, and no category says which."""
        complaint = send(
            served,
            category="other",
            title="校园网断了",
            text="态度很差。",
            about_department=True,
        )
        assert state_of(complaint) == TRIAGE
        assert not complaint.avoid
        assert form_of(browser.open("office", PAGE), complaint) is None

    def test_proposed(self, browser, complaints):
        """What came back is suggested to whom the department proposed."""
        page = browser.open("office", PAGE)
        told = [one.text_content() for one in page.all(QUICK)]
        assert any("proposed by the department" in words for words in told)
