"""Plone's own ways to content are no way to complaints: by REST, page or address."""

from .conftest import MANAGER
from .conftest import NOBODY
from collections.abc import Iterator
from jiesu.addon.content.complaint import Complaint
from jiesu.addon.content.desk import Complaints
from jiesu.addon.services.guarded import Refused
from plone.rest.interfaces import IService
from zope.component import getGlobalSiteManager
from zope.interface import implementedBy
from zope.publisher.interfaces.browser import IBrowserRequest

import pytest


TITLE = "白鹭湖畔的秘密"
PHONE = "13900005678"

READERS = (
    "student1",
    "academic-handler",
    "academic-head",
    "it-handler",
    "office",
    "supervisor",
)
STRANGERS = ("student2", "library-head", MANAGER)
# For what does not differ from reader to reader.
SOME = ("student1", "academic-handler", "office", "library-head", MANAGER, NOBODY)

# Plone's services that complaints keep: they ask `portal_catalog`, which knows no
# complaint, or tell what everybody may know.
HARMLESS = {
    "@actions",
    "@answer-check",
    "@breadcrumbs",
    "@complaints",
    "@contextnavigation",
    "@handling",
    "@navigation",
    "@navroot",
    "@personal-check",
    "@querystring",
    "@querystring-search",
    "@search",
    "@types",
}

# Pages of the whole site that show nothing of where they are asked for, slowly.
IDLE = (
    "contact-info",
    "mail_password",
    "member-search",
    "passwordreset",
    "querybuilder",
    "registered",
    "test-rendering",
    "test_rendering",
)

# The transitions and the actions that they belong to would be a change of state.
TRANSITIONS = ("dispatch", "accept", "return", "answer", "rate", "close", "withdraw")


def adapters() -> Iterator:
    """All adapters, those of the layers below this one too."""
    registries = [getGlobalSiteManager()]
    for registry in registries:
        yield from registry.registeredAdapters()
        registries.extend(registry.__bases__)


def registered(cls) -> dict[tuple[str, str], type]:
    """Plone's services for a class: (method, name) to the factory that is used."""
    found: dict[tuple[str, str], tuple[int, type]] = {}
    order = list(implementedBy(cls).__sro__)
    for one in adapters():
        factory = one.factory
        if not (isinstance(factory, type) and IService.implementedBy(factory)):
            continue
        if len(one.required) != 2 or one.required[0] not in order:
            continue
        name = "@" + one.name.partition("@")[2] if "@" in one.name else ""
        key, place = (factory.method, name), order.index(one.required[0])
        if key not in found or place < found[key][0]:
            found[key] = place, factory
    return {key: factory for key, (_place, factory) in found.items()}


def pages(cls) -> list[str]:
    """The names of all browser views for a class."""
    order = set(implementedBy(cls).__sro__)
    return sorted(
        {
            one.name
            for one in adapters()
            if len(one.required) == 2
            and one.name.replace("-", "").replace("_", "").replace(".", "").isalnum()
            and not one.name.startswith(IDLE)
            and one.required[0] in order
            and IBrowserRequest in one.required[1].__iro__
        }
    )


@pytest.fixture(scope="class")
def told(ask) -> dict:
    """A complaint of somebody who hides."""
    told = ask.submit(
        title=TITLE, category="other", hide_identity=True, contact={"phone": PHONE}
    )
    step = ask.act("office", told, "dispatch", department="academic", supporting=["it"])
    assert step.status_code == 200
    return told


def lasting(complaint: dict) -> dict:
    """A complaint without what passes with the time."""
    passing = ("light", "remaining")
    clock = {k: v for k, v in complaint["clock"].items() if k not in passing}
    return complaint | {"clock": clock}


@pytest.fixture(scope="class")
def unchanged(ask, told):
    """Afterwards the complaint is what it was."""
    before = lasting(ask.get("office", told["@id"]).json())
    total = ask.get("office", "@complaints").json()["items_total"]
    yield
    assert lasting(ask.get("office", told["@id"]).json()) == before
    assert ask.get("office", "@complaints").json()["items_total"] == total


class TestGuarded:
    """One complaint of somebody who hides, and all that Plone could do with it."""

    # Every service of Plone's that a complaint would have.

    @pytest.mark.parametrize("cls", (Complaint, Complaints))
    def test_all_are_known(self, cls):
        services = registered(cls)
        assert len(services) > 30
        kept = {
            (method, name)
            for (method, name), factory in services.items()
            if not issubclass(factory, Refused) and name not in HARMLESS
        }
        assert kept <= {("GET", ""), ("OPTIONS", "@tus-upload")}

    @pytest.mark.parametrize("user", READERS)
    def test_refused_to_readers(self, ask, told, unchanged, user):
        for (method, name), factory in registered(Complaint).items():
            if issubclass(factory, Refused):
                answer = ask(user, method, f"{told['@id']}/{name}", json={})
                assert answer.status_code == 403, (method, name)
                if method != "HEAD":
                    assert answer.json()["type"] == "Forbidden"

    @pytest.mark.parametrize("user", (*STRANGERS, NOBODY))
    def test_nothing_for_strangers(self, ask, told, unchanged, user):
        nothing = told["@id"][:-8] + "00000000"
        for method, name in registered(Complaint):
            here, there = (
                ask(user, method, f"{url}/{name}", json={})
                for url in (told["@id"], nothing)
            )
            assert here.status_code == (404 if user else 401), (method, name)
            assert here.status_code == there.status_code
            if method != "HEAD":
                assert here.json() == there.json()

    @pytest.mark.parametrize("user", (*READERS, *STRANGERS, NOBODY))
    def test_container(self, ask, told, unchanged, user):
        for method, name in registered(Complaints):
            body = {"@type": "JiesuComplaint", "title": "x", "source": told["@id"]}
            answer = ask(user, method, f"complaints/{name}", json=body)
            if method != "GET":
                assert answer.status_code >= 400, (method, name)
            assert TITLE not in answer.text.encode().decode("raw_unicode_escape")
            assert TITLE not in answer.text

    @pytest.mark.parametrize("user", (*READERS, MANAGER))
    def test_no_name_from_what_is_kept(self, ask, told, user):
        for method, name in registered(Complaint):
            if name in HARMLESS and method == "GET":
                answer = ask.get(user, f"{told['@id']}/{name}")
                tells_name(answer, user)

    @pytest.mark.parametrize("user", SOME)
    def test_from_elsewhere(self, ask, told, unchanged, user):
        path = told["@id"].removeprefix(ask.site)
        calls = (
            ("POST", ask.site + "/@copy", {"source": told["@id"]}),
            ("POST", ask.site + "/@move", {"source": told["@id"]}),
            ("POST", ask.site + "/@copy", {"source": path}),
            ("POST", "@copy", {"source": told["@id"]}),
            ("POST", "departments/academic/@move", {"source": told["@id"]}),
            ("POST", "departments/academic/@copy", {"source": told["@id"]}),
            ("POST", "", {"@type": "JiesuComplaint", "title": "x"}),
            ("POST", "departments/academic", {"@type": "JiesuComplaint"}),
            ("PATCH", "complaints", {"ordering": {"obj_id": "x", "delta": "top"}}),
        )
        for method, url, body in calls:
            answer = ask(user, method, url, json=body)
            # A source that one may not see is passed over, as one that is not there.
            assert answer.status_code >= 400 or answer.json() == [], (method, url)
            assert TITLE not in str(answer.json())

    @pytest.mark.parametrize("user", SOME)
    def test_transitions(self, ask, told, unchanged, user):
        for name in TRANSITIONS:
            by_rest = ask.post(user, f"{told['@id']}/@workflow/{name}")
            assert by_rest.status_code in (401, 403, 404)
            by_page = ask(
                user,
                "POST",
                f"{told['@id']}/content_status_modify",
                data={"workflow_action": name},
                headers={"Accept": "text/html"},
                allow_redirects=False,
            )
            assert TITLE not in by_page.text or user in READERS

    @pytest.mark.parametrize("user", SOME)
    @pytest.mark.parametrize(
        "method", ("PUT", "PROPFIND", "PROPPATCH", "LOCK", "COPY", "MOVE", "DELETE")
    )
    def test_webdav(self, ask, told, unchanged, user, method):
        headers = {"Accept": "*/*", "Destination": told["@id"] + "x", "Depth": "0"}
        answer = ask(user, method, told["@id"], headers=headers, data=b"x")
        assert answer.status_code >= 400
        assert TITLE not in answer.text

    # Plone's searches know no complaint.

    @pytest.mark.parametrize("user", SOME)
    def test_search(self, ask, told, index_texts, user):
        index_texts()
        word = TITLE[:3]
        by_rest = (
            f"/@search?SearchableText={word}",
            "/@search?portal_type=JiesuComplaint",
            f"/@search?fullobjects=1&path={told['@id'].removeprefix(ask.site)}",
            "/@search?sort_on=created&b_size=500&metadata_fields=_all",
            "/@navigation?expand.navigation.depth=5",
            f"/@users?query={word}",
        )
        for path in by_rest:
            answer = ask.get(user, ask.site + path)
            assert TITLE not in str(answer.json()), path
        query = {
            "query": [
                {
                    "i": "portal_type",
                    "o": "plone.app.querystring.operation.selection.any",
                    "v": ["JiesuComplaint"],
                }
            ]
        }
        answer = ask.post(user, ask.site + "/@querystring-search", query)
        assert answer.json().get("items_total", 0) == 0

    @pytest.mark.parametrize("user", SOME)
    def test_lists(self, ask, told, user):
        paths = (
            f"/@@search?SearchableText={TITLE[:3]}",
            f"/@@ajax-search?search={TITLE[:3]}",
            "/sitemap",
            "/jiesu/complaints",
            "/jiesu/complaints/folder_contents",
            "/jiesu/complaints/@@fc-contextInfo",
            "/jiesu/complaints/RSS",
            "/jiesu/complaints/objectIds",
            "/jiesu/folder_contents",
        )
        for path in paths:
            answer = page(ask, user, ask.site + path)
            assert TITLE not in answer.text, path
            assert told["@id"].rsplit("/", 1)[1] not in answer.text, path

    # Every page of Plone's that a complaint would have, and its attributes.

    ATTRIBUTES = (
        "Title",
        "title",
        "text",
        "number",
        "submitter",
        "contact",
        "_journal",
        "Description",
        "Creator",
        "listCreators",
        "getOwner",
        "workflow_history",
        "get_local_roles",
        "manage_main",
        "manage_FTPget",
        "index_html",
        "view",
        "edit",
        "sharing",
        "EditMetadata",
    )

    def test_no_page_for_strangers(self, ask, told):
        names = pages(Complaint)
        assert len(names) > 100
        for name in [*names, *self.ATTRIBUTES]:
            answer = page(ask, "library-head", f"{told['@id']}/{name}")
            assert answer.status_code != 200, name
            assert TITLE not in answer.text, name

    def test_no_page_for_anonymous(self, ask, told):
        for name in ("main_template", "handle", "sharing", *self.ATTRIBUTES):
            answer = page(ask, NOBODY, f"{told['@id']}/{name}")
            assert answer.status_code != 200, name
            assert TITLE not in answer.text, name

    def test_no_name_on_pages(self, ask, told):
        user = "academic-handler"
        for name in [*pages(Complaint), *self.ATTRIBUTES]:
            answer = page(ask, user, f"{told['@id']}/{name}")
            tells_name(answer, user, name)


def page(ask, user, url: str):
    """Get an address as a browser does."""
    return ask.get(user, url, headers={"Accept": "text/html"}, allow_redirects=False)


def tells_name(answer, user, what: str = "") -> None:
    """See to it that an answer does not tell who hides."""
    if user == "student1":
        return
    text = answer.text + answer.text.encode().decode("raw_unicode_escape", "replace")
    for word in ("student1", "程以宁", PHONE):
        assert word not in text, (what, word)
