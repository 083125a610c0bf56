"""docs/reference/rest.md and actions.md say what the code does."""

from jiesu.addon.calendar.moment import now
from jiesu.addon.content.zone import day_of
from jiesu.addon.handling.interfaces import IAction
from jiesu.addon.handling.supervising import IOpening
from jiesu.addon.handling.table import all_actions
from jiesu.addon.handling.table import page
from jiesu.addon.intake.submission import ISubmission
from jiesu.addon.services.complaints.parameters import PARAMETERS
from jiesu.addon.services.errors import TYPES
from jiesu.addon.services.guarded import Refused
from jiesu.addon.services.service import Service
from zope.component import getGlobalSiteManager
from zope.interface import Interface
from zope.schema import getFieldNamesInOrder

import pathlib
import pytest
import re


REFERENCE = pathlib.Path(__file__).parents[2] / "docs" / "reference"
REST = (REFERENCE / "rest.md").read_text(encoding="utf-8")

PLACES = {
    "IDesk": ["{desk}"],
    "IMatter": ["{complaint}", "{supervision}"],
    "IComplaint": ["{complaint}"],
    "IDepartment": ["{department}"],
    "IReport": ["{report}"],
}
# What may follow the name of a service in its address.
MORE = {
    ("POST", "@handling"): ["/{action}"],
    ("POST", "@track"): ["", "/{action}"],
    ("POST", "@inbox"): ["/read"],
    ("DELETE", "@deputies"): ["/{id}"],
}


def tables() -> dict[str, list[list[str]]]:
    """The tables of the page by the heading of their first column."""
    found: dict[str, list[list[str]]] = {}
    rows: list[list[str]] = []
    for line in [*REST.split("\n"), ""]:
        if line.startswith("| "):
            cells = re.split(r"(?<!\\)\|", line.strip().strip("|"))
            rows.append([cell.strip() for cell in cells])
        elif rows:
            found[rows[0][0]] = rows[2:]
            rows = []
    return found


def first_cells(name: str) -> list[str]:
    """The first column of a table, without the marks of code."""
    return [row[0].strip("`") for row in tables()[name]]


def calls() -> set[str]:
    """The services that are registered, as the page writes them."""
    found = set()
    registries = [getGlobalSiteManager()]
    for registry in registries:
        registries.extend(registry.__bases__)
        for one in registry.registeredAdapters():
            factory = one.factory
            if not (isinstance(factory, type) and issubclass(factory, Service)):
                continue
            if not issubclass(factory, Refused):
                name = "@" + one.name.partition("@")[2]
                places = PLACES[one.required[0].__name__]
                found |= {
                    f"{factory.method} {place}/{name}{more}"
                    for place in places
                    for more in MORE.get((factory.method, name), [""])
                }
    return found


class TestContract:
    """The tables of the page."""

    def test_calls(self, served):
        assert set(first_cells("Call")) == calls() | {
            "GET {complaint}",
            "GET {supervision}",
            "GET {report}",
        }

    def test_submission(self):
        assert first_cells("Field") == getFieldNamesInOrder(ISubmission)

    def test_parameters(self):
        assert first_cells("Parameter") == list(PARAMETERS)

    def test_errors(self):
        told = {int(row[0]): row[1] for row in tables()["Status"]}
        assert told == TYPES

    def test_receipt(self, ask):
        assert set(first_cells("Answer")) == set(ask.submit(None))
        assert set(ask.submit()) == set(first_cells("Answer")) - {"code"}

    def test_item(self, ask):
        (item,) = ask.get("office", "@complaints?b_size=1").json()["items"]
        assert set(first_cells("Item")) == set(item)

    def test_complaint(self, ask):
        file = {"filename": "a.pdf", "data": "JVBERi0="}
        told = ask.submit(files=[file])
        seen = ask.get("academic-handler", told["@id"]).json()
        mine = ask.get("student1", told["@id"]).json()
        assert set(first_cells("Complaint")) == set(seen) | set(mine)
        assert set(first_cells("Clock")) == set(seen["clock"])
        assert set(first_cells("Entry")) == set(seen["journal"][0])
        assert set(first_cells("File")) == set(seen["journal"][0]["files"][0])

    def test_supervision(self, ask):
        listed = ask.get("office", "@supervisions").json()["items"][-1]
        assert set(first_cells("Line")) == set(listed)
        told = ask.get("office", listed["@id"]).json()
        assert set(first_cells("Supervision")) == set(told) - set(listed)
        assert set(first_cells("Linked")) == set(told["complaints"][0])
        assert first_cells("To open") == getFieldNamesInOrder(IOpening)

    def test_inbox(self, ask, deliver):
        ask.submit()
        deliver()
        told = ask.get("academic-handler", "@inbox?b_size=1").json()
        assert set(first_cells("Message")) == set(told["items"][0])

    def test_who_sees_what(self):
        from .test_fields import EVERYBODY
        from .test_fields import FOR_SOME

        told = {row[0].strip("`"): row[1] for row in tables()["Complaint"]}
        assert {name for name, whom in told.items() if whom == "all"} == EVERYBODY
        assert {name for name, whom in told.items() if whom != "all"} == set(FOR_SOME)

    def test_form(self, ask):
        category = ask.get("student1", "@categories").json()["items"][0]
        assert set(first_cells("Category")) == set(category)
        department = ask.get("student1", "@departments").json()["items"][0]
        assert set(first_cells("Department")) == set(department)

    def test_faq(self, ask):
        from jiesu.addon.services.faq.get import PARAMETERS as OF_FAQ

        (item,) = ask.get(None, "@faq?b_size=1").json()["items"]
        assert set(first_cells("FAQ page")) == set(item)
        asked = ", ".join(first_cells("May be asked")).replace("`", "")
        assert asked == ", ".join(OF_FAQ)

    def test_deputy(self, ask):
        today = day_of(now()).isoformat()
        body = {
            "absent": "academic-head",
            "deputy": "academic-handler",
            "first": today,
            "last": today,
        }
        named = ask.post("academic-head", "departments/academic/@deputies", body)
        assert set(first_cells("Deputy")) == set(named.json())

    def test_finding(self, ask):
        path = f"{ask.submit()['@id']}/@answer-check"
        answer = ask.post("academic-handler", path, {"text": "我们将尽快处理。"})
        (finding,) = answer.json()["findings"]
        assert set(first_cells("Finding")) == set(finding)

    def test_actions(self, served):
        committed = (REFERENCE / "actions.md").read_text(encoding="utf-8")
        assert committed == page(all_actions()), "python -m jiesu.addon.handling.table"

    def test_all_actions_are_in_the_table(self, served):
        registries = [getGlobalSiteManager()]
        names = set()
        for registry in registries:
            registries.extend(registry.__bases__)
            names |= {
                one.name
                for one in registry.registeredAdapters()
                if one.provided.isOrExtends(IAction) and one.provided is not Interface
            }
        assert names == {action.name for action in all_actions()}

    @pytest.mark.parametrize("call", first_cells("Call"))
    def test_each_call_is_explained(self, call):
        path = call.removesuffix("/{action}").split()[1]
        assert REST.count(path) > 1
