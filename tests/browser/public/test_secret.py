"""What is not published shows nowhere: each state in each way to read answers."""

from tests.browser.public.conftest import WAYS

import json
import pytest
import requests


# A word that stands in no other page.
WORD = "獬豸"

PATHS = (
    "",
    "faq",
    f"faq?q={WORD}",
    "faq?category=academic",
    "faq?department=academic",
    "departments/academic/@@about",
    f"@faq?q={WORD}",
    "@faq?b_size=100",
    "@@faq.atom",
    "@@faq.rss",
    "@@faq.rss?category=academic",
    "@@answers.atom",
    "@@answers.rss",
    "@@sitemap.xml",
    f"../@@search?SearchableText={WORD}",
    f"../@search?SearchableText={WORD}",
)
JSON = {"Accept": "application/json"}
HTML = {"Accept": "text/html"}


def read(browse, user, path: str) -> str:
    """What somebody gets there."""
    browser = browse(user)
    browser.session.headers.update(JSON if path.startswith(("@f", "../@s")) else HTML)
    answer = browser.session.get(f"{browser.desk_url}/{path}".rstrip("/"), timeout=60)
    assert answer.status_code == 200
    if answer.headers["Content-Type"].startswith("application/json"):
        # In JSON letters stand as numbers.
        return json.dumps(answer.json(), ensure_ascii=False)
    return answer.text


@pytest.mark.parametrize("user", [None, "student1", "library-handler"])
class TestSecret:
    """Nothing of title, answer or address, for whoever has nothing to do with it."""

    @pytest.mark.parametrize("state", [one for one in WAYS if one != "published"])
    def test_state(self, browse, make_faq, user, state):
        name, uid = make_faq(f"{WORD}是什么{state}？", state, category="academic-exam")
        for path in PATHS:
            text = read(browse, user, path)
            assert f"{WORD}是什么{state}" not in text, path
            assert uid not in text, path
            assert f"/{name}" not in text, path
        nobody = browse(user)
        assert nobody.get(f"q/{uid[:12]}").status == 404

    def test_related_and_linked(self, browse, make_faq, user):
        """Nor among what others ask, nor for search engines."""
        name, _uid = make_faq(f"{WORD}几条腿？", "published")
        make_faq(f"{WORD}几条腿呢？", "draft")
        page = browse(user).get(f"departments/academic/{name}")
        assert f"{WORD}几条腿呢" not in page.text


def test_published_shows_everywhere(browse, make_faq):
    """So the test above looks at the right places."""
    make_faq(f"{WORD}是什么？", category="academic-exam")
    for path in PATHS:
        if path and "answers" not in path and "sitemap" not in path:
            assert WORD in read(browse, None, path), path


def test_staff_see_their_drafts_on_the_list(browse, make_faq):
    make_faq("一份草稿？", "draft")
    assert "一份草稿？" in browse("academic-handler").get("faq").text
    assert "一份草稿？" not in browse("library-handler").get("faq").text
    assert "一份草稿？" not in requests.get(browse(None).desk_url, timeout=60).text
