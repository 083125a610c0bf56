"""@suggest, @follow and @deflection: what fits, and that following opens nothing."""

from .conftest import MANAGER
from .conftest import NOBODY
from jiesu.addon.intake import guards
from jiesu.addon.suggesting import memory

import pytest


FOLLOWING = "student2"
SAID = "3号楼整栋停电，王老师的电话是13800138000"
TYPED = "3号楼又停电了，整栋都没有灯"
HEADLINE = "3号楼停电，正在抢修"
PUBLIC = "已恢复供电。"
SECRETS = ("王老师", "13800138000", "student1", "程以宁")


@pytest.fixture(scope="class")
def outage(ask) -> dict:
    """A complaint in work."""
    return ask.submit(title=SAID, text=SAID, category="logistics-water-power")


@pytest.fixture
def found(ask, outage, index_texts):
    """What is suggested to somebody of it: ``found("student2")``."""

    def suggested(user, text: str = TYPED, **more) -> list[dict]:
        index_texts()
        answer = ask.post(user, "@suggest", {"text": text, **more})
        assert answer.status_code == 200, answer.text
        return answer.json()["matters"]

    return suggested


def id_of(told: dict) -> str:
    return told["@id"].rsplit("/", 1)[1]


class TestSuggest:
    """What fits to what is typed."""

    def test_all_parts(self, ask, outage, index_texts):
        index_texts()
        answer = ask.post(FOLLOWING, "@suggest", {"text": TYPED})
        told = answer.json()
        assert set(told) == {"categories", "faqs", "answers", "matters"}
        assert told["categories"][0] == {
            "id": "logistics-water-power",
            "title": "停水停电",
            "department": "logistics",
            "department_title": "后勤管理处",
        }
        assert told["faqs"][0]["title"] == "突然停水停电该怎么办？"
        # What was solved elsewhere is in the words of those who published it.
        assert all("/answers/" in one["@id"] for one in told["answers"])
        assert answer.headers["Cache-Control"] == "no-store"

    def test_matter(self, ask, outage, found):
        one = next(m for m in found(FOLLOWING) if m["id"] == id_of(outage))
        assert one["heading"] == "停水停电"
        assert (one["followers"], one["following"], one["mine"]) == (0, False, False)
        assert one["@id"] == f"{ask.url}/@@follow?matter={one['id']}"

    def test_ones_own(self, outage, found):
        one = next(m for m in found("student1") if m["id"] == id_of(outage))
        assert one["mine"]
        assert one["@id"] == outage["@id"]

    @pytest.mark.parametrize("user", (FOLLOWING, "it-handler", NOBODY))
    def test_tells_no_secret(self, ask, outage, index_texts, user):
        index_texts()
        told = ask.post(user, "@suggest", {"text": TYPED}).json()
        for secret in (*SECRETS, outage["number"]):
            assert secret not in str(told)

    def test_guests_only_where_they_are_admitted(self, ask):
        ask("office", "PATCH", "", json={"guests": False})
        try:
            assert ask.post(NOBODY, "@suggest", {"text": TYPED}).status_code == 401
        finally:
            ask("office", "PATCH", "", json={"guests": True})

    @pytest.mark.parametrize("text", (None, 7, [], {"a": 1}, "", "x" * 100_000))
    def test_any_text(self, ask, text):
        assert ask.post(FOLLOWING, "@suggest", {"text": text}).status_code == 200

    def test_not_as_an_address(self, ask):
        """What is typed stands in no address."""
        assert ask.get(FOLLOWING, f"@suggest?text={TYPED}").status_code == 404

    def test_not_too_often(self, ask, monkeypatch):
        monkeypatch.setenv("RATE_LIMIT", "on")
        guards.forget()
        try:
            for _time in range(90):
                assert ask.post(FOLLOWING, "@suggest", {"text": "停"}).ok
            refused = ask.post(FOLLOWING, "@suggest", {"text": "停"})
            assert refused.status_code == 429
            assert int(refused.headers["Retry-After"]) > 0
            assert ask.post("student3", "@suggest", {"text": "停"}).ok
        finally:
            guards.forget()

    def test_by_the_page(self, ask, outage, index_texts):
        """The form asks a page of its own, and gets the same."""
        index_texts()
        page = ask(FOLLOWING, "POST", "@@typing", data={"text": TYPED})
        rest = ask.post(FOLLOWING, "@suggest", {"text": TYPED})
        assert page.json() == rest.json()
        assert ask.get(FOLLOWING, "@@typing?text=x").status_code == 405


class TestFollow:
    """Following gives news and nothing else."""

    def follow(self, ask, user, matter, **more):
        return ask.post(user, "@follow", {"matter": matter, **more})

    def item(self, ask, matter) -> dict | None:
        """The matter in the list of who follows it."""
        items = ask.get(FOLLOWING, "@follow").json()["items"]
        return next((one for one in items if one["id"] == matter), None)

    def test_begin_and_end(self, ask, outage):
        matter = id_of(outage)
        told = self.follow(ask, FOLLOWING, matter)
        assert told.json() == {"id": matter, "following": True}
        assert self.follow(ask, FOLLOWING, matter).status_code == 200
        item = self.item(ask, matter)
        assert (item["heading"], item["standing"]) == ("停水停电", "open")
        assert item["answers"] == []
        self.follow(ask, FOLLOWING, matter, follow=False)
        assert self.item(ask, matter) is None

    def test_guests_log_in(self, ask, outage):
        assert self.follow(ask, NOBODY, id_of(outage)).status_code == 401
        assert ask.get(NOBODY, "@follow").status_code == 401

    @pytest.mark.parametrize(
        "facts",
        [{"kind": "report"}, {"hide_identity": True}, {"category": "other"}],
        ids=("report", "without a name", "in triage"),
    )
    def test_not_what_is_not_shown(self, ask, facts):
        """Told in the words of what is not there at all."""
        told = ask.submit(**facts)
        refused = self.follow(ask, FOLLOWING, id_of(told))
        nothing = self.follow(ask, FOLLOWING, "nothing-like-this")
        assert (refused.status_code, refused.json()) == (403, nothing.json())

    @pytest.mark.parametrize("matter", (None, 7, [], "", "../complaints"))
    def test_wrong(self, ask, matter):
        assert self.follow(ask, FOLLOWING, matter).status_code == 403

    def test_no_access_comes_of_it(self, ask, outage, index_texts):
        """The complaint stays what it is to any stranger: by whatever way."""
        self.follow(ask, FOLLOWING, id_of(outage))
        index_texts()
        url, number = outage["@id"], outage["number"]
        for path in (url, f"{url}/@handling", f"{url}/@handling/supplement"):
            assert ask.get(FOLLOWING, path).status_code == 404
        assert ask.post(FOLLOWING, f"{url}/@handling/rate", {}).status_code == 404
        for path in (url, f"{url}/@@attachment/1/1", f"{url}/@@handle/supplement"):
            page = self.page(ask, path)
            assert page.status_code in (302, 401, 403, 404)
            assert SAID not in page.text
        for query in (f"@complaints?q={number}", "@complaints?q=停电", "@complaints"):
            items = ask.get(FOLLOWING, query).json()["items"]
            assert number not in {one["number"] for one in items}
        found = ask.get(FOLLOWING, f"{ask.site}/@search?SearchableText=停电").json()
        assert url not in {one["@id"] for one in found["items"]}

    def test_pages_tell_no_secret(self, ask, outage):
        self.follow(ask, FOLLOWING, id_of(outage))
        for path in (f"@@follow?matter={id_of(outage)}", "@@mine?tab=followed"):
            page = self.page(ask, f"{ask.url}/{path}")
            assert page.status_code == 200
            assert "停水停电" in page.text
            for secret in (*SECRETS, outage["number"]):
                assert secret not in page.text

    def test_page_of_what_is_not_shown(self, ask):
        told = ask.submit(kind="report")
        for matter in (id_of(told), "nothing-like-this", ""):
            page = self.page(ask, f"{ask.url}/@@follow?matter={matter}")
            assert page.status_code == 404

    def test_answer(self, ask, outage, deliver):
        """From following to reading what was made public."""
        matter = id_of(outage)
        self.follow(ask, FOLLOWING, matter)
        act = "logistics-handler"
        ask.act(act, outage, "headline", headline=HEADLINE)
        ask.act(act, outage, "accept")
        told = ask.act(
            act,
            outage,
            "answer",
            text=f"程以宁同学：{PUBLIC}",
            outcome="solved",
            public_answer=PUBLIC,
        )
        assert told.status_code == 200, told.text
        deliver()
        inbox = ask.get(FOLLOWING, "@inbox").json()["items"]
        assert inbox[0]["title"] == f"您跟进的“{HEADLINE}”已有答复"
        item = self.item(ask, matter)
        assert (item["heading"], item["standing"]) == (HEADLINE, "answered")
        assert [one["text"] for one in item["answers"]] == [PUBLIC]
        page = self.page(ask, f"{ask.url}/@@follow?matter={matter}")
        assert PUBLIC in page.text
        assert "程以宁" not in page.text
        submitter = ask.get("student1", outage["@id"])
        assert PUBLIC not in str(submitter.json()["journal"][-1]["changes"])

    def page(self, ask, url: str):
        return ask(
            FOLLOWING,
            "GET",
            url,
            headers={"Accept": "text/html"},
            allow_redirects=False,
        )


class TestDeflection:
    """How many read an answer and did not submit."""

    COUNTED = ("followed", "helped", "left", "read", "sent", "shown")

    def counts(self, ask, **query) -> dict:
        answer = ask.get("office", "@deflection", params=query)
        assert answer.status_code == 200
        return answer.json()["counts"]

    def test_who(self, ask):
        for user, status in (
            ("office", 200),
            ("supervisor", 200),
            ("student1", 403),
            ("academic-head", 403),
            (NOBODY, 401),
            (MANAGER, 403),
        ):
            assert ask.get(user, "@deflection").status_code == status, user

    def test_told(self, ask):
        told = ask.get("office", "@deflection").json()
        assert set(told["counts"]) == set(self.COUNTED)
        assert set(told["titles"]) == set(self.COUNTED)
        assert told["definition"]

    def test_days(self, ask):
        assert (
            sum(self.counts(ask, **{"from": "2000-01-01", "to": "2000-12-31"}).values())
            == 0
        )
        for wrong in ("yesterday", "2026-13-01"):
            answer = ask.get("office", "@deflection", params={"from": wrong})
            assert answer.status_code == 400
            assert answer.json()["errors"][0]["field"] == "from"

    def test_following_counts(self, ask, outage):
        before = self.counts(ask)["followed"]
        body = {"matter": id_of(outage), "key": "0123456789abcdef"}
        ask.post("student3", "@follow", body)
        ask.post("student3", "@follow", body)
        assert self.counts(ask)["followed"] == before + 1

    def test_only_our_own_form_counts(self, ask):
        """Not a page of somebody else's that sends people's browsers here."""
        before = self.counts(ask)
        answer = ask(
            FOLLOWING,
            "POST",
            "@@typing-visit",
            data={"visit": "0123456789abcdef", "event": "helped"},
        )
        assert answer.status_code == 403
        assert self.counts(ask) == before


@pytest.fixture(autouse=True)
def nothing_remembered():
    """What another test left behind does not count."""
    memory.forget()
    yield
    memory.forget()
