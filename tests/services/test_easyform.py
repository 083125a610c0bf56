"""Forms of portal editors, through the real publisher: what they file, and who may."""

from collective.easyform.interfaces import IEasyForm
from jiesu.addon.catalog.queries import find
from jiesu.addon.catalog.queries import Query
from jiesu.addon.intake.easyform.action import KEY
from jiesu.addon.journal.storage import journal_of
from lxml import html
from plone import api
from tests.pictures import picture
from tests.services.conftest import NOBODY

import pytest
import re
import requests
import transaction


HTML = {"Accept": "text/html"}
# Pages that show or change what a form asks and does.
CLOSED = (
    "edit",
    "fields",
    "fields/@@modeleditor",
    "actions",
    "actions/@@modeleditor",
    "@@export-easyform",
)
GOOD = {
    # The token of a choice that is written in a form.
    "building": "三号教学楼".encode("unicode_escape").decode(),
    "room": "335",
    "broken": "空调",
    "details": "滴水",
    "phone": "13800000000",
    "agreed": "selected",
}


class Visitor:
    """Somebody with a browser at a form."""

    def __init__(self, ask, user, path="forms/repair"):
        """Open the form."""
        self.url = f"{ask.site}/{path}"
        self.session = requests.Session()
        self.session.headers.update(HTML)
        self.session.auth = (user, ask_password()) if user else None
        self.page = self.session.get(self.url)
        assert self.page.status_code == 200, self.page.status_code

    def hidden(self, name: str) -> str:
        """The value of a hidden field."""
        return re.search(rf'name="{name}"[^>]*value="([^"]*)"', self.page.text)[1]

    def send(self, said: dict, files=None, **more) -> requests.Response:
        """Send the form."""
        body = {
            "_authenticator": self.hidden("_authenticator"),
            KEY: self.hidden(KEY),
            "form.buttons.submit": "1",
            **more,
        }
        for name, value in said.items():
            several = name in ("building", "agreed", "category")
            body[f"form.widgets.{name}:list" if several else f"form.widgets.{name}"] = (
                value
            )
        return self.session.post(self.url, data=body, files=files or {"x": b""})


def ask_password() -> str:
    from jiesu.addon.demo.load import password

    return password()


@pytest.fixture
def newest(served):
    """All complaints that the Office sees, newest first."""

    def complaints() -> list:
        transaction.begin()
        with api.env.adopt_user(username="office"):
            rows = find(served, Query(), "-received", size=200).rows
        return [served["complaints"][row.id] for row in rows]

    return complaints


class TestFiling:
    """What comes of a form."""

    def test_filed(self, ask, newest):
        before = len(newest())
        photo = {"form.widgets.photo": ("a.png", picture("PNG"), "image/png")}
        page = Visitor(ask, "student1").send(GOOD, photo)
        complaints = newest()
        assert len(complaints) == before + 1
        made = complaints[0]
        assert made.number in page.text
        assert made.title == "空调"
        assert made.text == "什么坏了？空调\n怎么坏的？滴水"
        assert made.location == "三号教学楼 335"
        assert made.contact == {"phone": "13800000000"}
        assert (made.kind, made.channel) == ("help", "form")
        assert (made.category, made.department) == ("logistics", "logistics")
        assert made.submitter == "student1"
        (file,) = journal_of(made)[1].files
        assert file.contentType == "image/png"

    def test_guest(self, ask, newest):
        """Gets number and code, and follows with them."""
        visitor = Visitor(ask, NOBODY)
        page = visitor.send(GOOD)
        number, code = re.findall(r'ji-num"><b>([^<]+)', page.text)
        shown = ask.get(NOBODY, "@track", params={"number": number, "code": code})
        assert shown.status_code == 200
        assert newest()[0].submitter == ""
        assert code not in page.url

    def test_reload(self, ask, newest):
        """Sending the same page again files nothing more."""
        visitor = Visitor(ask, "student1")
        visitor.send(GOOD)
        count = len(newest())
        visitor.send(GOOD)
        assert len(newest()) == count

    @pytest.mark.parametrize("missing", ["room", "broken", "agreed"])
    def test_missing(self, ask, newest, missing):
        """It is said at the field; nothing is filed, what was typed stays."""
        before = len(newest())
        said = {name: value for name, value in GOOD.items() if name != missing}
        page = Visitor(ask, "student1").send(said)
        assert len(newest()) == before
        assert "13800000000" in page.text
        assert "ji-keep" not in page.text
        field = page.text.partition(f"formfield-form-widgets-{missing}")[2]
        assert "invalid-feedback" in field[:1500]

    def test_errors_are_tied_to_their_fields(self, ask):
        """Who cannot see what is red hears it at the field."""
        page = Visitor(ask, "student1").send({"broken": "空调"})
        tree = html.fromstring(page.text)
        wrong = tree.cssselect("#form [aria-invalid=true]")
        assert len(wrong) == 3
        for field in wrong:
            (told,) = tree.cssselect(f"[id='{field.get('aria-describedby')}']")
            assert told.text_content().strip() == "请填写这一项。"

    def test_nothing_is_chosen_beforehand(self, ask, newest):
        """Whoever overlooks a list is asked: the first building is not theirs."""
        before = len(newest())
        visitor = Visitor(ask, "student1")
        first = re.search(r"<option[^>]*>([^<]*)", visitor.page.text)
        assert first[1].strip() == "请选择"
        assert "selected" in first[0]
        page = visitor.send({**GOOD, "building": "--NOVALUE--"})
        assert len(newest()) == before
        field = page.text.partition("formfield-form-widgets-building")[2]
        assert "invalid-feedback" in field[:2500]

    def test_file_that_is_not_taken(self, ask, newest):
        before = len(newest())
        page = {"form.widgets.photo": ("a.html", b"<script>", "text/html")}
        told = Visitor(ask, "student1").send(GOOD, page)
        assert "a.html" in told.text
        assert len(newest()) == before

    def test_constants_hold(self, ask, newest):
        """Whatever a browser sends besides."""
        more = {
            "form.widgets.department": "it",
            "form.widgets.kind": "praise",
            "department": "it",
            "channel": "import",
            "submitter": "office",
        }
        Visitor(ask, "student1").send(GOOD, **more)
        made = newest()[0]
        assert (made.department, made.kind, made.channel) == (
            "logistics",
            "help",
            "form",
        )
        assert made.submitter == "student1"

    def test_general(self, ask, newest):
        said = {
            "what": "选课系统打不开",
            "category": "academic-course",
            "agreed": "selected",
        }
        Visitor(ask, "student2", "forms/general").send(said)
        made = newest()[0]
        assert (made.text, made.department) == ("选课系统打不开", "academic")


class TestSetUp:
    """A form that is set up wrongly files nothing and says so."""

    @pytest.fixture
    def changed(self, served):
        """Changes the repair form's action."""
        form = api.portal.get()["forms"]["repair"]
        former = form.actions_model

        def change(old: str, new: str) -> None:
            assert old in former
            form.actions_model = former.replace(old, new)
            transaction.commit()

        yield change
        transaction.begin()
        form.actions_model = former
        transaction.commit()

    @pytest.mark.parametrize(
        ("old", "new", "told"),
        [
            ("room | location", "rum | location", "rum"),
            ("room | location", "room | colour", "colour"),
            ("<desk>jiesu</desk>", "<desk>forms</desk>", ""),
            (
                "<category>logistics</category>",
                "<category>nothing</category>",
                "",
            ),
        ],
    )
    def test_wrong(self, ask, newest, changed, old, new, told):
        changed(old, new)
        before = len(newest())
        page = Visitor(ask, "student1").send(GOOD)
        assert page.status_code == 200
        assert "portalMessage" in page.text or "alert" in page.text
        assert told in page.text
        assert len(newest()) == before

    def test_guests_not_admitted(self, ask, newest, served):
        """They are told to log in."""
        ask("office", "PATCH", "", json={"guests": False})
        before = len(newest())
        page = Visitor(ask, NOBODY).send(GOOD)
        ask("office", "PATCH", "", json={"guests": True})
        assert "ji-keep" not in page.text
        assert len(newest()) == before


class TestRights:
    """What a form asks and does is for Managers alone."""

    @pytest.mark.parametrize(
        "user",
        [NOBODY, "student1", "editor", "academic-handler", "academic-head", "office"],
    )
    def test_others(self, ask, user):
        url = f"{ask.site}/forms/repair"
        told = ask.get(user, url)
        assert told.status_code == 200
        assert "_model" not in told.text
        assert "mapping" not in told.text
        found = ask.get(user, f"{ask.site}/@search?portal_type=EasyForm&fullobjects=1")
        assert found.status_code == 200
        assert len(found.json()["items"]) == 2
        assert "_model" not in found.text
        for change in ({"title": "x"}, {"actions_model": "x"}, {"fields_model": "x"}):
            changed = ask(user, "PATCH", url, json=change)
            assert changed.status_code in (401, 403)
        for page in CLOSED:
            answer = ask.get(user, f"{url}/{page}", headers=HTML, allow_redirects=False)
            assert answer.status_code in (302, 401, 403), page

    def test_manager(self, ask):
        told = ask.get("manager", f"{ask.site}/forms/repair").json()
        assert "FileComplaint" in told["actions_model"]

    def test_no_models_from_others(self, ask):
        """Not in something new either."""
        body = {"@type": "EasyForm", "title": "x"}
        for more in ({"actions_model": "<model/>"}, {"thanksPageOverride": "python:1"}):
            made = ask.post("editor", f"{ask.site}/forms", body | more)
            assert made.status_code == 403


class TestCopy:
    """An editor's copy files complaints where it is."""

    def test_copied(self, ask, newest):
        site = ask.site
        body = {"@type": "Folder", "title": "学院"}
        folder = ask.post("editor", site, body)
        assert folder.status_code == 201, folder.text
        folder = folder.json()["@id"]
        copied = ask.post(
            "editor", f"{folder}/@copy", {"source": f"{site}/forms/repair"}
        )
        assert copied.status_code == 200, copied.text
        target = copied.json()[0]["target"]
        for url in (folder, target):
            done = ask.post("editor", f"{url}/@workflow/publish")
            assert done.status_code == 200, done.text
        changed = ask("editor", "PATCH", target, json={"actions_model": "x"})
        assert changed.status_code in (401, 403)
        assert "_model" not in ask.get("editor", target).text
        before = len(newest())
        path = target.removeprefix(f"{site}/")
        Visitor(ask, NOBODY, path).send(GOOD)
        assert len(newest()) == before + 1
        assert IEasyForm.providedBy(api.portal.get().unrestrictedTraverse(path))
