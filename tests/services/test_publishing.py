"""Public answers by page, REST, search and address; none leads to the complaint."""

from .conftest import MANAGER
from .conftest import NOBODY
from tests.services.test_faq import Reader
from tests.services.test_pass import log_in
from tests.services.test_pass import token

import pytest
import requests


CLEAN = {
    "title": "教室投影不清怎么办",
    "question": "教室投影仪看不清。",
    "answer": "报修后当天更换灯泡。",
    "category": "academic-classroom",
    "place": "三教",
}
SECRET = "白鹭湖畔"
HANDLER, HEAD, STUDENT = "academic-handler", "academic-head", "student1"
STAFF = (HANDLER, HEAD, "office")
OTHERS = ("student1", "student2", "library-handler", "supervisor", MANAGER, NOBODY)


@pytest.fixture
def answered(ask) -> dict:
    """A complaint with its answer."""
    told = ask.submit(STUDENT, text=f"{SECRET}，后排看不清字。", location="三教412")
    assert ask.act(HANDLER, told, "accept").status_code == 200
    text = {"text": "王小明老师已更换灯泡。", "outcome": "solved"}
    assert ask.act(HANDLER, told, "answer", **text).status_code == 200
    return told


@pytest.fixture
def drafted(ask, answered) -> dict:
    """With a version for everybody."""
    step = ask.act(HANDLER, answered, "draft_publication", **CLEAN)
    assert step.status_code == 200, step.text
    return step.json()


@pytest.fixture
def agreed(ask, drafted) -> dict:
    """That the submitter agreed to."""
    assert ask.act(HANDLER, drafted, "ask_publication").status_code == 200
    step = ask.act(STUDENT, drafted, "agree_publication", agreed=True)
    assert step.status_code == 200, step.text
    return ask.get(HEAD, drafted["@id"]).json()


@pytest.fixture
def published(ask, agreed) -> dict:
    """That everybody reads."""
    step = ask.act(HEAD, agreed, "release_publication")
    assert step.status_code == 200, step.text
    return step.json()


def public(complaint: dict) -> str:
    """The address of its public answer."""
    return complaint["publication"]["@id"]


def hits(ask, user, **query) -> list[str]:
    """What Plone's search finds."""
    query = {"portal_type": "JiesuPublicAnswer", "b_size": 200, **query}
    found = ask.get(user, f"{ask.site}/@search", params=query).json()
    return [one["@id"] for one in found["items"]]


class TestRest:
    """The way by REST."""

    def test_way(self, ask, published):
        url = public(published)
        told = ask.get(NOBODY, url).json()
        assert told["title"] == CLEAN["title"]
        assert told["department"] == {"token": "academic", "title": "教务处"}
        assert told["published"]
        assert url in hits(ask, NOBODY, SearchableText="投影")

    def test_two_people(self, ask, drafted):
        """By REST as by page."""
        head = ask.act(HEAD, drafted, "draft_publication", **CLEAN)
        assert head.status_code == 200
        ask.act(HEAD, drafted, "ask_publication")
        ask.act(STUDENT, drafted, "agree_publication", agreed=True)
        assert ask.act(HEAD, drafted, "release_publication").status_code == 409
        assert ask.act(HANDLER, drafted, "release_publication").status_code == 403
        for user in (HEAD, HANDLER, "office", MANAGER):
            for step in ("release", "take_back"):
                tried = ask.post(user, f"{public(drafted)}/@workflow/{step}")
                assert tried.status_code in (401, 403, 404)
        assert ask.act("office", drafted, "release_publication").status_code == 200

    @pytest.mark.parametrize("user", [*STAFF, MANAGER])
    def test_no_other_way(self, ask, published, user):
        """Nobody edits, moves, deletes, shares or adds one by Plone's own services."""
        url = public(published)
        for method, path in (
            ("PATCH", url),
            ("DELETE", url),
            ("GET", f"{url}/@history"),
            ("GET", f"{url}/@sharing"),
            ("POST", f"{url}/@sharing"),
            ("POST", f"{ask.url}/answers"),
            ("POST", f"{ask.url}/answers/@move"),
        ):
            body = {"title": "x", "@type": "JiesuPublicAnswer", "source": url}
            tried = ask(user, method, path, json=None if method == "GET" else body)
            assert tried.status_code in (401, 403, 404, 405), (method, path)
        assert ask.get(NOBODY, url).json()["title"] == CLEAN["title"]

    def test_confirmed(self, ask, answered):
        """What may point to persons is named, and has to be confirmed."""
        text = CLEAN | {"answer": "请找王小明老师，电话13800138000。"}
        told = ask.act(HANDLER, answered, "draft_publication", **text).json()
        tried = ask.act(HANDLER, told, "ask_publication")
        assert tried.status_code == 400
        (error,) = tried.json()["errors"]
        assert error["field"] == "checked"
        assert "13800138000" in error["message"]
        sure = ask.act(HANDLER, told, "ask_publication", checked=True)
        assert sure.status_code == 200

    def test_submitter(self, ask, drafted):
        """Learns of it when asked, and of no draft."""
        url = drafted["@id"]
        assert ask.get(STUDENT, url).json()["publication"] is None
        ask.act(HANDLER, drafted, "ask_publication")
        told = ask.get(STUDENT, url).json()
        assert told["publication"]["answer"] == CLEAN["answer"]
        assert told["publication"]["until"]
        assert "agree_publication" in {one["name"] for one in told["actions"]}
        assert ask.get("supervisor", url).json()["publication"] is None

    def test_guest(self, ask):
        """By number and query code."""
        told = ask.submit(NOBODY, contact={"email": "g@example.com"})
        ask.act(HANDLER, told, "accept")
        ask.act(HANDLER, told, "answer", text="已更换。", outcome="solved")
        ask.act(HANDLER, told, "draft_publication", **CLEAN)
        ask.act(HANDLER, told, "ask_publication")
        key = {"number": told["number"], "code": told["code"]}
        seen = ask.post(NOBODY, "@track", key).json()
        assert seen["publication"]["state"] == "asking"
        step = ask.post(NOBODY, "@track/agree_publication", key | {"agreed": True})
        assert step.json()["publication"]["state"] == "pending"
        ask.act(HEAD, told, "release_publication")
        step = ask.post(NOBODY, "@track/take_back_publication", key)
        assert step.json()["publication"] is None
        assert ask.get(NOBODY, public(seen)).status_code == 410


class TestLeaks:
    """The public answer leads nobody to the complaint or to persons."""

    @pytest.fixture
    def hidden(self, published) -> tuple[str, ...]:
        """What nobody may find."""
        return (
            published["@id"].rsplit("/", 1)[1],
            published["number"],
            SECRET,
            "王小明",
            "程以宁",
            "三教412",
            HANDLER,
            HEAD,
            STUDENT,
        )

    @pytest.mark.parametrize("user", ["student2", "library-handler", NOBODY])
    def test_nothing_of_the_original(self, ask, published, hidden, user):
        url = public(published)
        assert not any(part in url for part in hidden)
        own = (user,) if user else ()
        for path in (
            url,
            f"{url}?expand=actions,breadcrumbs,navigation,types,workflow,contextnavigation",
            f"{ask.url}/answers?b_size=200",
            f"{ask.url}/answers?fullobjects=1&b_size=200",
            f"{ask.url}/answers/@search?metadata_fields=_all&b_size=200",
            f"{ask.site}/@search?metadata_fields=_all&fullobjects=1&b_size=200"
            "&portal_type=JiesuPublicAnswer",
            f"{url}/@history",
            f"{url}/@sharing",
            f"{url}/@breadcrumbs",
        ):
            told = ask.get(user, path).text
            assert not [part for part in hidden if part in told and part not in own], (
                path
            )
        for path in (
            url,
            f"{url}/view",
            f"{url}/@@publication",
            f"{url}/historyview",
            f"{url}/@@historyview",
            f"{url}/contenthistorypopup",
            f"{url}/sharing",
            f"{url}/_complaint",
            f"{url}/drafted_by",
            f"{url}/edited_by",
            f"{url}/agreed_text",
            f"{ask.url}/answers",
            f"{ask.url}/answers?q=投影",
            f"{ask.url}/answers/folder_contents",
            f"{ask.url}/answers/@@waiting",
        ):
            told = Reader(user).get(path).text
            assert not [part for part in hidden if part in told and part not in own], (
                path
            )

    def test_staff_have_the_way_back(self, ask, published):
        """Those who work on it, and nobody else."""
        url = public(published)
        complaint = published["@id"].rsplit("/", 1)[1]
        for user in STAFF:
            assert complaint in Reader(user).get(url).text
        for user in ("student1", "library-handler", "supervisor"):
            assert complaint not in Reader(user).get(url).text


class TestTakenBack:
    """Gone at once, everywhere."""

    @pytest.mark.parametrize("by", [HEAD, "office", STUDENT])
    def test_gone(self, ask, published, by):
        url = public(published)
        step = ask.act(by, published, "take_back_publication")
        assert step.status_code == 200
        for user in OTHERS:
            assert ask.get(user, url).status_code == 410, user
            assert url not in hits(ask, user)
            page = Reader(user).get(url) if user != MANAGER else None
            assert page is None or page.status_code == 410
            assert page is None or CLEAN["answer"] not in page.text
        assert ask.get(HANDLER, url).status_code == 200
        assert url not in Reader(NOBODY).get(f"{ask.url}/answers").text

    def test_handlers_do_not(self, ask, published):
        assert ask.act(HANDLER, published, "take_back_publication").status_code == 403

    @pytest.mark.parametrize("user", OTHERS)
    def test_unpublished(self, ask, agreed, user):
        """What was never published is not there: page, REST, search, below it."""
        url = public(agreed)
        assert ask.get(user, url).status_code == 404
        assert url not in hits(ask, user)
        for path in ("", "/view", "/main_template", "/@@publication", "/sharing"):
            if user != MANAGER:
                page = Reader(user).get(f"{url}{path}")
                assert page.status_code == 404, path
                assert CLEAN["title"] not in page.text


class TestPages:
    """The way by the pages."""

    def test_way(self, ask, answered):
        url = f"{answered['@id']}/@@publication"
        handler = Reader(HANDLER)
        assert url in handler.get(answered["@id"]).text
        page = handler.get(url).text
        assert SECRET in page
        assert "<mark" in page
        page = handler.post(url, page, step="draft_publication", title="", answer="x")
        assert 'href="#ji-f-title"' in page.text
        text = CLEAN | {"answer": "请找王小明老师。"}
        page = handler.post(url, page.text, step="draft_publication", **text).text
        assert "草稿" in page
        page = handler.post(url, page, step="ask_publication").text
        assert 'href="#ji-f-checked"' in page
        page = handler.post(url, page, step="ask_publication", checked="true").text
        assert "征求诉求人意见中" in page
        student = Reader(STUDENT)
        page = student.get(answered["@id"]).text
        assert "请找王小明老师。" in page
        agree = f"{answered['@id']}/@@handle/agree_publication"
        assert "请找王小明老师。" in student.get(agree).text
        student.post(agree, page, agreed="true")
        waiting = f"{ask.url}/answers/@@waiting"
        assert CLEAN["title"] in Reader(HEAD).get(waiting).text
        assert CLEAN["title"] not in Reader("library-head").get(waiting).text
        head = Reader(HEAD)
        page = head.get(url).text
        head.post(url, page, step="release_publication", checked="true")
        told = ask.get(HEAD, answered["@id"]).json()["publication"]
        assert told["state"] == "published"
        page = Reader(NOBODY).get(told["@id"]).text
        assert "请找王小明老师。" in page
        assert 'type="application/ld+json"' in page
        assert CLEAN["title"] in Reader(NOBODY).get(f"{ask.url}/answers?q=投影").text

    @pytest.mark.parametrize("user", ["student1", "library-handler", "supervisor"])
    def test_not_for_others(self, answered, user):
        page = Reader(user).get(f"{answered['@id']}/@@publication")
        assert page.status_code in (403, 404)
        assert 'name="question"' not in page.text

    def test_own(self, ask, drafted):
        """Whoever wrote it is told that somebody else has to release it."""
        ask.act("office", drafted, "draft_publication", **CLEAN)
        ask.act("office", drafted, "ask_publication")
        ask.act(STUDENT, drafted, "agree_publication", agreed=True)
        page = Reader("office").get(f"{drafted['@id']}/@@publication").text
        assert 'value="release_publication"' not in page
        assert "须由另一人发布" in page

    def test_guest(self, ask):
        """By the pass of number and query code: sees it, agrees, takes it back."""
        told = ask.submit(NOBODY)
        ask.act(HANDLER, told, "accept")
        ask.act(HANDLER, told, "answer", text="已更换。", outcome="solved")
        ask.act(HANDLER, told, "draft_publication", **CLEAN)
        track = f"{ask.url}/@@track"
        with requests.Session() as guest:
            guest.headers["Accept"] = "text/html"
            page = log_in(guest, ask, told).text
            assert CLEAN["answer"] not in page
            ask.act(HANDLER, told, "ask_publication")
            page = guest.get(track).text
            assert CLEAN["answer"] in page
            sent = {"_authenticator": token(page), "agreed": "true"}
            after = guest.post(f"{track}/do/agree_publication", data=sent)
            assert after.url == track
            assert "待审核发布" in after.text
            ask.act(HEAD, told, "release_publication")
            page = guest.get(track).text
            url = ask.get(HEAD, told["@id"]).json()["publication"]["@id"]
            assert url in page
            sent = {"_authenticator": token(page)}
            guest.post(f"{track}/do/take_back_publication", data=sent)
        assert ask.get(NOBODY, url).status_code == 410
