"""`GET {desk}/@faq`: answers for programs."""

from tests.services.conftest import NOBODY

import pytest


class TestFaq:
    """For everybody."""

    @pytest.mark.parametrize("user", [NOBODY, "student1", "office"])
    def test_found(self, ask, user):
        told = ask.get(user, "@faq", params={"q": "没热水"}).json()
        first = told["items"][0]
        assert first["title"] == "浴室什么时候供应热水？"
        assert first["category"] == "logistics-bath"
        assert first["department_title"] == "后勤管理处"
        assert first["share"] == 1
        assert ask.get(user, first["short_url"]).url.split("?")[0] == first["@id"]

    def test_all_in_pages(self, ask):
        first = ask.get(NOBODY, "@faq?b_size=20").json()
        assert first["items_total"] == 33
        rest = ask.get(NOBODY, first["batching"]["next"]).json()
        ids = {one["@id"] for one in first["items"] + rest["items"]}
        assert len(ids) == 33

    def test_narrowed(self, ask):
        told = ask.get(NOBODY, "@faq?category=academic&department=academic").json()
        assert told["items_total"] == 8
        assert (
            ask.get(NOBODY, "@faq?category=it&department=academic").json()["items"]
            == []
        )

    @pytest.mark.parametrize(
        ("query", "field"),
        [
            ("category=none", "category"),
            ("department=none", "department"),
            ("b_size=0", "b_size"),
            ("b_size=101", "b_size"),
            ("b_start=-1", "b_start"),
            ("b_start=99999999999", "b_start"),
            ("words=a", "words"),
        ],
    )
    def test_wrong(self, ask, query, field):
        answer = ask.get(NOBODY, f"@faq?{query}")
        assert answer.status_code == 400
        assert [one["field"] for one in answer.json()["errors"]] == [field]

    @pytest.mark.parametrize("words", ["(", "投影 AND", "%", "\x00", "投" * 500])
    def test_any_words(self, ask, words):
        assert ask.get(NOBODY, "@faq", params={"q": words}).status_code == 200

    def test_nothing_of_its_origin(self, ask):
        told = ask.get("office", "@faq?b_size=1").json()["items"][0]
        assert not {"source", "creator", "creators", "UID"} & set(told)
