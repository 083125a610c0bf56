"""Departments, categories and settings by HTTP, as the Office sets them up."""

from jiesu.addon.browser.structure.settings import PARTS
from jiesu.addon.content.desk import IDeskSchema
from jiesu.addon.content.fields import parse_reasons
from jiesu.addon.intake.birth import bear
from jiesu.addon.intake.submission import read_submission
from plone import api
from tests.browser.department.client import NOBODY

import pytest
import re
import transaction


def form_of(shown) -> dict:
    """A form as it stands on its page: name -> values."""
    values: dict = {}
    form = shown.tree.xpath('//form[contains(@class, "ji-paper")]')[0]
    for name, value in form.form_values():
        values.setdefault(name, []).append(value)
    return values


def save(browser, user, path: str, **fields):
    """Open a form, change fields, save it; the page that follows."""
    values = form_of(browser.open(user, path))
    values.pop("_authenticator", None)
    return browser.submit(user, path, "", **values | fields)


def reasons(name: str, *rows: tuple[str, str]) -> dict:
    """A reason list as its rows send it."""
    return {
        f"{name}-id": [id_ for id_, _title in rows],
        f"{name}-title": [title for _id, title in rows],
    }


def days(start: str, end: str, do: str, note: str = "") -> dict:
    """One run of days as its row sends it."""
    values = {"start": start, "end": end, "do": do, "note": note}
    return {f"calendar_days-{part}": [value] for part, value in values.items()}


def error_text(shown) -> str:
    """What stands above a form that was not saved."""
    return " ".join(shown.words("ji-errors"))


class TestDepartments:
    """The table of departments."""

    def test_table(self, browser):
        """Who works for each, and the ways to change it."""
        page = browser.open("office", "departments")
        assert "网络信息中心" in page.text
        for way in ("departments/it/@@members", "departments/it/edit"):
            assert way in page.source
        assert "departments/@@add-department" in page.source

    def test_supervisor(self, browser):
        """A supervisor reads it only."""
        page = browser.open("supervisor", "departments")
        assert "Handlers 1" in page.text
        for way in ("@@members", "it/edit", "++add++"):
            assert way not in page.source

    @pytest.mark.parametrize("user", [NOBODY, "student1", "logistics-handler"])
    def test_others(self, browser, user):
        """Others see what each is for, and the way to what everybody may know of it."""
        page = browser.open(user, "departments")
        assert "网络信息中心" in page.text
        assert "Handlers" not in page.text
        assert "departments/it/@@about" in page.source
        for way in ("@@members", "it/edit", "++add++"):
            assert way not in page.source

    def test_add_and_edit(self, browser, served):
        """A new department has its groups, lacks people, and can be renamed."""
        path = "departments/@@add-department"
        page = save(browser, "office", path, title="体育部", short_name="sports")
        assert page.status == 200
        assert page.url.endswith("departments/sports/@@members")
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

    @pytest.mark.parametrize("name", ["it", "Sports", "体育", "-sports", ""])
    def test_short_name(self, browser, served, name):
        """One that is taken or not of that form: nothing is made, all stays typed."""
        path = "departments/@@add-department"
        transaction.begin()
        before = set(served["departments"].objectIds())
        page = save(browser, "office", path, title="体育部", short_name=name)
        assert "Short name" in error_text(page)
        assert form_of(page)["title"] == ["体育部"]
        assert form_of(page)["short_name"] == [name]
        transaction.begin()
        assert set(served["departments"].objectIds()) == before

    def test_category_name_is_taken_on_both_levels(self, browser, served):
        """Complaints know a category by its id alone."""
        path = "categories/it/@@add-category"
        taken = {"title": "空调", "short_name": "logistics-aircon"}
        page = save(browser, "office", path, **taken)
        assert "There is one of this name." in error_text(page)
        transaction.begin()
        assert "logistics-aircon" not in served["categories"]["it"].objectIds()

    @pytest.mark.parametrize(
        ("path", "target"),
        [
            ("departments/++add++JiesuDepartment", "departments/@@add-department"),
            ("categories/++add++JiesuCategory", "categories/@@add-category"),
            ("edit", "@@settings"),
        ],
    )
    def test_plones_ways_lead_here(self, browser, path, target):
        """Plone's own addresses go on to our forms."""
        page = browser.submit("office", path)
        assert page.url.endswith(target)

    def test_id_stays(self, browser):
        """The id is not in the edit form: groups and complaints know it."""
        for path in ("departments/it/edit", "categories/it/edit", "@@settings"):
            page = browser.open("office", path)
            assert page.status == 200
            assert not {"id", "short_name", "IShortName.id"} & set(form_of(page))

    @pytest.mark.parametrize("user", ["logistics-head", "supervisor", "student1"])
    def test_not_by_others(self, browser, user):
        """Nobody but the Office adds and edits."""
        for path in (
            "departments/++add++JiesuDepartment",
            "departments/@@add-department",
            "departments/logistics/edit",
            "categories/++add++JiesuCategory",
            "categories/@@add-category",
            "categories/logistics/@@add-category",
            "categories/logistics/edit",
            "edit",
            "@@settings",
            "@@settings/limits",
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
        path = "categories/logistics/@@add-category"
        save(
            browser,
            "office",
            path,
            title="快递",
            keywords="包裹\n快递柜",
            department="assets",
            short_name="logistics-parcel",
        )
        transaction.begin()
        parcel = served["categories"]["logistics"]["logistics-parcel"]
        assert parcel.department == "assets"
        assert parcel.keywords == ["包裹", "快递柜"]
        place = "categories/logistics/logistics-parcel"
        assert "资产管理处" in browser.open("office", place).text
        save(browser, "office", f"{place}/edit", department="")
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
    """The desk's settings in their parts: what is wrong is named, and stays typed."""

    @pytest.mark.parametrize(
        ("part", "fields", "named"),
        [
            (
                "reasons",
                reasons("return_reasons", ("not_ours", "不属于本部门")),
                'needs the entry "other"',
            ),
            (
                "reasons",
                reasons("reject_reasons", ("other", "一"), ("other", "二")),
                "twice",
            ),
            ("calendar", days("2027-13-01", "", "rest"), '"2027-13-01 rest"'),
            ("calendar", days("2027-02-03", "2027-02-01", "rest"), "2027-02-03"),
            ("calendar", {"working_hours": "8-12"}, '"8-12"'),
            ("calendar", {"working_hours": "08:00-12:00, 11:00-17:00"}, "overlap"),
            ("limits", {"accept_limit": "0"}, "Accept within"),
            ("places", {"places": "a | b | c | d"}, "a | b | c | d"),
            ("limits", {"answer_limit": "soon"}, "Answer within"),
            ("figures", {"weight_response": "0.5"}, "have to make 1"),
            ("figures", {"weight_response": "2"}, "Weight"),
            ("visitors", {"synonyms": "热水, 洗澡水\n宿舍"}, "宿舍"),
        ],
    )
    def test_errors(self, browser, served, part, fields, named):
        """Nothing is stored, the fault is said in words, what was typed stays."""
        transaction.begin()
        stored = {name: getattr(served, name) for name in IDeskSchema}
        page = save(browser, "office", f"@@settings/{part}", **fields)
        assert named in error_text(page)
        shown = form_of(page)
        for name, value in fields.items():
            typed = value if isinstance(value, list) else [value]
            assert shown[name][: len(typed)] == typed
        transaction.begin()
        assert {name: getattr(served, name) for name in IDeskSchema} == stored

    def test_id_of_a_reason(self, browser, served):
        """It is no field; what was made of it elsewhere is refused."""
        transaction.begin()
        stored = list(served.return_reasons)
        rows = reasons("return_reasons", ("other", "其他"), ("Bad id", "不行"))
        page = save(browser, "office", "@@settings/reasons", **rows)
        assert '"Bad id | 不行"' in error_text(page)
        transaction.begin()
        assert served.return_reasons == stored

    def test_each_stands_in_one_part(self, browser):
        """No setting is lost, none stands twice."""
        shown = []
        for part in (one.name for one in PARTS):
            page = browser.open("office", f"@@settings/{part}")
            assert page.status == 200
            names = {name.split("-")[0] for name in form_of(page)} - {"_authenticator"}
            switches = page.tree.xpath('//form//input[@type="checkbox"]/@name')
            shown += sorted(names | set(switches))
        assert sorted(shown) == sorted(IDeskSchema)

    def test_no_such_part(self, browser):
        """Another address is nothing."""
        assert browser.open("office", "@@settings/other").status == 404

    def test_saved(self, browser, served):
        """Valid settings are stored; a new calendar reminds of the clocks."""
        save(browser, "office", "@@settings/limits", answer_limit="6")
        page = save(
            browser,
            "office",
            "@@settings/calendar",
            **days("2027-01-18", "2027-02-21", "rest", "寒假"),
        )
        assert "The calendar has changed" in page.text
        new = reasons("return_reasons", ("not_ours", "不归我们"), ("other", "其他"))
        save(browser, "office", "@@settings/reasons", **new)
        transaction.begin()
        assert served.answer_limit == 6
        assert served.calendar_days == ["2027-01-18..2027-02-21 rest 寒假"]
        assert served.return_reasons == ["not_ours | 不归我们", "other | 其他"]

    def test_new_reason(self, browser, served):
        """A reason that is added gets an id; those that were there keep theirs."""
        rows = [("not_ours", "不归我们"), ("", "找错了门"), ("other", "其他")]
        save(
            browser, "office", "@@settings/reasons", **reasons("return_reasons", *rows)
        )
        transaction.begin()
        kept = parse_reasons(served.return_reasons)
        assert [one.title for one in kept] == [title for _id, title in rows]
        assert (kept[0].id, kept[2].id) == ("not_ours", "other")
        assert kept[1].id not in ("", "not_ours", "other")

    def test_limits_reach_workbench(self, browser):
        """The workbench tells the new limit."""
        page = browser.open("logistics-handler", "departments/logistics")
        assert re.search(r"Answer\s*6 working days", page.text)
