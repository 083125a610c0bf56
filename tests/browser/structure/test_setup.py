"""Departments, categories and settings by HTTP, as the Office sets them up."""

from jiesu.addon.intake.birth import bear
from jiesu.addon.intake.submission import read_submission
from plone import api
from tests.browser.department.client import NOBODY

import pytest
import re
import transaction


PREFIX = "form.widgets."


def form_of(shown) -> dict:
    """A form as it stands on its page."""
    form = shown.tree.xpath('//form[@id="form"]')[0]
    values = dict(form.form_values())
    return {name: value for name, value in values.items() if "buttons" not in name}


def save(browser, user, path: str, **fields):
    """Open a form, change fields, save it; the page that follows."""
    values = form_of(browser.open(user, path))
    values.pop("_authenticator", None)
    values |= {PREFIX + name: value for name, value in fields.items()}
    return browser.submit(user, path, "", **values, **{"form.buttons.save": "Save"})


def error_text(shown) -> str:
    """What stands above a form that was not saved."""
    return " ".join(shown.words("portalMessage"))


class TestDepartments:
    """The table of departments."""

    def test_table(self, browser):
        """Who works for each, and the ways to change it."""
        page = browser.open("office", "departments")
        assert "网络信息中心" in page.text
        for way in ("departments/it/@@members", "departments/it/edit"):
            assert way in page.source
        assert "departments/++add++JiesuDepartment" in page.source

    def test_supervisor(self, browser):
        """A supervisor reads it only."""
        page = browser.open("supervisor", "departments")
        assert "Handlers 1" in page.text
        for way in ("@@members", "it/edit", "++add++"):
            assert way not in page.source

    @pytest.mark.parametrize("user", [NOBODY, "student1", "logistics-handler"])
    def test_others(self, browser, user):
        """Others see the names alone."""
        page = browser.open(user, "departments")
        assert "网络信息中心" in page.text
        assert "Handlers" not in page.text
        assert "departments/it" not in page.source

    def test_add_and_edit(self, browser, served):
        """A new department has its groups, lacks people, and can be renamed."""
        path = "departments/++add++JiesuDepartment"
        page = save(
            browser, "office", path, title="体育部", **{"IShortName.id": "sports"}
        )
        assert page.status == 200
        transaction.begin()
        assert "sports" in served["departments"].objectIds()
        assert api.group.get(groupname="jiesu-sports-handlers") is not None
        table = browser.open("office", "departments")
        assert "no handler" in table.text
        assert "no head" in table.text
        save(browser, "office", "departments/sports/edit", title="体育教学部")
        assert "体育教学部" in browser.open("office", "departments").text
        members = browser.open("office", "departments/sports/@@members")
        assert members.status == 200

    def test_id_stays(self, browser):
        """The id is not in the edit form: groups and complaints know it."""
        for path in ("departments/it/edit", "categories/it/edit", "edit"):
            page = browser.open("office", path)
            assert page.status == 200
            assert "IShortName" not in page.source

    @pytest.mark.parametrize("user", ["logistics-head", "supervisor", "student1"])
    def test_not_by_others(self, browser, user):
        """Nobody but the Office adds and edits."""
        for path in (
            "departments/++add++JiesuDepartment",
            "departments/logistics/edit",
            "categories/++add++JiesuCategory",
            "categories/logistics/edit",
            "edit",
        ):
            assert browser.open(user, path).status in (302, 401)


class TestCategories:
    """The tree of categories and the preview."""

    def test_tree(self, browser, served):
        """Where each leads: its own, from above, the Office, or nowhere."""
        transaction.begin()
        served["categories"]["it"]["it-network"].department = None
        served["categories"]["library"].department = "gone-by"
        transaction.commit()
        page = browser.open("office", "categories")
        rows = {
            " ".join(row.xpath("string(td[1])").split()): " ".join(
                row.xpath("string(td[2])").split()
            )
            for row in page.tree.xpath("//tbody/tr")
        }
        assert rows["校园网"] == "网络信息中心 from above"
        assert rows["空调"] == "后勤管理处"
        assert rows["其他"] == "The Office, by hand"
        assert "“gone-by” is gone" in rows.values()

    def test_add_edit_empty_choice(self, browser, served):
        """A category of the second level, its department chosen and taken away."""
        path = "categories/logistics/++add++JiesuCategory"
        save(
            browser,
            "office",
            path,
            title="快递",
            keywords="包裹\n快递柜",
            **{"department:list": "assets", "IShortName.id": "logistics-parcel"},
        )
        transaction.begin()
        parcel = served["categories"]["logistics"]["logistics-parcel"]
        assert parcel.department == "assets"
        assert parcel.keywords == ["包裹", "快递柜"]
        place = "categories/logistics/logistics-parcel"
        assert "资产管理处" in browser.open("office", place).text
        save(browser, "office", f"{place}/edit", **{"department:list": "--NOVALUE--"})
        page = browser.open("office", place)
        assert "后勤管理处" in page.text
        assert "The category above says so" in page.text

    def test_no_third_level(self, browser, served):
        """Below the second level the form is not shown, and why is said."""
        place = "categories/logistics/logistics-aircon"
        page = browser.open("office", f"{place}/++add++JiesuCategory")
        assert page.status == 302
        assert not served["categories"]["logistics"]["logistics-aircon"].objectIds()
        assert "Add one below" not in browser.open("office", place).text

    @pytest.mark.parametrize("user", [NOBODY, "student1"])
    def test_public(self, browser, user):
        """Others see the hint and where to submit, not who handles it."""
        page = browser.open(user, "categories/logistics/logistics-aircon")
        assert "请写明楼号" in page.text
        assert "@@submit?category=logistics-aircon" in page.source
        assert "田禾青" not in page.text
        assert "后勤管理处" not in page.text

    def test_people(self, browser):
        """The Office sees who gets it."""
        page = browser.open("office", "categories/logistics/logistics-aircon")
        assert "田禾青" in page.text
        assert "卢振坤" in page.text

    @pytest.mark.parametrize(
        ("category", "kind"),
        [
            ("logistics/logistics-aircon", "complaint"),
            ("logistics/logistics-aircon", "consultation"),
            ("logistics/logistics-aircon", "report"),
            ("logistics/logistics-water-power", "help"),
            ("academic/academic-classroom", "praise"),
            ("other", "suggestion"),
        ],
    )
    def test_preview_is_true(self, browser, served, category, kind):
        """What the preview says is what a submission then gets."""
        page = browser.open("office", f"categories/{category}")
        told = _previewed(page)[kind]
        transaction.begin()
        raw = {
            "title": "试试看",
            "category": category.rsplit("/", 1)[-1],
            "kind": kind,
            "agreed": True,
        }
        with api.env.adopt_user(username="student1"):
            complaint = bear(served, read_submission(served, raw), "student1").complaint
        clock = complaint.clock
        expected = (
            _minute(clock.accept_due) if clock else None,
            _minute(clock.answer_due) if clock else None,
        )
        department = served["departments"][complaint.department or "office"].Title()
        assert told[0].startswith(department)
        assert told[1:] == expected
        transaction.abort()


KINDS = {
    "complaint": "Complaint",
    "suggestion": "Suggestion",
    "help": "Call for help",
    "consultation": "Consultation",
    "praise": "Praise",
    "report": "Confidential report",
}


def _previewed(page) -> dict:
    """Kind -> (who gets it, accept due, answer due), times to the minute."""
    found = {}
    for row in page.tree.xpath("//tbody/tr"):
        kinds, who, *_times = (" ".join(td.text_content().split()) for td in row)
        times = [(td.xpath("string(time/@datetime)") or None) for td in row[2:]]
        for kind, title in KINDS.items():
            if title in kinds.split(", "):
                found[kind] = (who, *(time and time[:16] for time in times))
    return found


def _minute(moment) -> str:
    return moment.isoformat()[:16]


class TestSettings:
    """The desk's edit form: what is wrong is named above it."""

    @pytest.mark.parametrize(
        ("field", "value", "named"),
        [
            ("return_reasons", "other | 其他\nBad line", '"Bad line"'),
            ("return_reasons", "not_ours | 不属于本部门", 'needs the entry "other"'),
            ("reject_reasons", "other | 一\nother | 二", "twice"),
            ("calendar_days", "2027-13-01 rest", '"2027-13-01 rest"'),
            ("calendar_days", "2027-02-03..2027-02-01 rest", "2027-02-03"),
            ("working_hours", "8-12", '"8-12"'),
            ("working_hours", "08:00-12:00, 11:00-17:00", "overlap"),
            ("accept_limit", "0", "Accept within"),
            ("answer_limit", "soon", "Answer within"),
        ],
    )
    def test_errors(self, browser, served, field, value, named):
        """Nothing is stored, and the fault is said in words."""
        page = save(browser, "office", "edit", **{field: value})
        assert named in error_text(page)
        transaction.begin()
        stored = getattr(served, field)
        assert value.split("\n")[0] not in str(stored) or field == "return_reasons"

    def test_saved(self, browser, served):
        """Valid settings are stored; a new calendar reminds of the clocks."""
        page = save(
            browser,
            "office",
            "edit",
            answer_limit="6",
            calendar_days="2027-01-18..2027-02-21 rest 寒假",
            return_reasons="not_ours | 不归我们\nother | 其他",
        )
        assert "The calendar has changed" in page.text
        transaction.begin()
        assert served.answer_limit == 6
        assert served.calendar_days == ["2027-01-18..2027-02-21 rest 寒假"]
        assert served.return_reasons == ["not_ours | 不归我们", "other | 其他"]

    def test_limits_reach_workbench(self, browser):
        """The workbench tells the new limit."""
        page = browser.open("logistics-handler", "departments/logistics")
        assert re.search(r"Answer\s*6 working days", page.text)
