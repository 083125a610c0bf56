"""docs/how-to/add-an-action.md: its code does what the page says, and nothing more."""

from jiesu.addon.content.interfaces import IComplaint
from jiesu.addon.handling import submitter
from jiesu.addon.handling.interfaces import IAction
from jiesu.addon.handling.perform import available_actions
from jiesu.addon.interfaces import IBrowserLayer
from jiesu.addon.journal.storage import journal_of
from jiesu.addon.services.handling.get import HandlingGet
from pathlib import Path
from tests.handling.world import acting
from tests.handling.world import complain
from tests.handling.world import desk
from tests.handling.world import do
from tests.handling.world import undone
from zope.component import getGlobalSiteManager
from zope.component.hooks import site
from zope.configuration import xmlconfig
from zope.interface import alsoProvides

import jiesu.addon.handling
import pytest
import re
import zope.component


__all__ = ["desk", "undone"]

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "how-to" / "add-an-action.md"
BLOCK = re.compile(r"^```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
THANKS = {"text": "谢谢！"}


def blocks(kind: str) -> list[str]:
    """The code blocks of one kind, in their order."""
    found = BLOCK.finditer(PAGE.read_text("utf-8"))
    return [block["text"] for block in found if block["kind"] == kind]


@pytest.fixture(scope="module")
def thank_class():
    """The class of the page, run as if it stood in its module."""
    names = dict(vars(submitter))
    exec(compile(blocks("python")[0], str(PAGE), "exec"), names)  # noqa: S102
    return names["Thank"]


@pytest.fixture
def thank(thank_class, desk, undone, monkeypatch):
    """The action, registered by the page's ZCML for the test."""
    monkeypatch.setattr(submitter, "Thank", thank_class, raising=False)
    zcml = '<configure xmlns="http://namespaces.zope.org/zope">{}</configure>'
    context = xmlconfig.file("meta.zcml", zope.component)
    context.package = jiesu.addon.handling
    # Where a package's ZCML registers: outside of any site.
    with site(None):
        xmlconfig.string(zcml.format(blocks("xml")[0]), context)
    yield thank_class
    removed = getGlobalSiteManager().unregisterAdapter(
        thank_class, (IComplaint,), IAction, "thank"
    )
    assert removed


@pytest.fixture
def answered(desk):
    """A complaint with its answer."""
    complaint = complain(desk)
    do(complaint, "academic-handler", "accept")
    do(complaint, "academic-handler", "answer", text="已换", outcome="solved")
    return complaint


def names_for(who: str, complaint) -> list[str]:
    with acting(who):
        return [action.name for action in available_actions(complaint)]


class TestAddAnAction:
    """The page, from the class to what people see of it."""

    def test_without_it_there_is_no_such_action(self, answered, undone):
        assert "thank" not in names_for("student1", answered)

    def test_it_is_offered_to_its_people_in_its_states(self, thank, desk, answered):
        assert "thank" in names_for("student1", answered)
        assert "thank" not in names_for("academic-handler", answered)
        assert "thank" not in names_for("office", answered)
        assert "thank" not in names_for("student1", complain(desk))

    def test_it_is_done_and_in_the_journal(self, thank, answered):
        entry = do(answered, "student1", "thank", **THANKS)
        assert list(journal_of(answered))[-1] is entry
        assert (entry.action, entry.actor, entry.text) == (
            "thank",
            "student1",
            "谢谢！",
        )
        assert "thank" not in names_for("student1", answered)

    def test_rest_offers_it_with_its_schema(self, thank, answered):
        alsoProvides(answered.REQUEST, IBrowserLayer)
        service = HandlingGet()
        service.context, service.request = answered, answered.REQUEST
        with acting("student1"):
            items = service.answer()["items"]
        offered = {item["name"]: item for item in items}
        assert offered["thank"]["schema"]["required"] == ["text"]

    def test_the_test_of_the_page(self, thank, desk):
        names: dict = {}
        exec(compile(blocks("python")[1], str(PAGE), "exec"), names)  # noqa: S102
        names["test_the_submitter_thanks_once"](desk)

    def test_the_translations_of_the_page_are_those_of_the_class(self, thank):
        messages = {thank.title, thank.done, "refused_thank"}
        assert set(re.findall(r'^msgid "(.+)"', blocks("po")[0], re.M)) == messages
