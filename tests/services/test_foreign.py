"""A page of another site cannot make its reader's browser act by REST."""

from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from tests.services.conftest import NOBODY

import pytest
import requests


BODY = {"title": "空调不制冷", "category": "academic-classroom", "agreed": True}
FOREIGN = ("cross-site", "same-site")
OWN = ("same-origin", "none", None)


def sent_from(site: str | None) -> dict[str, str]:
    """What a browser tells of where a request comes from; programs tell nothing."""
    return {} if site is None else {"Sec-Fetch-Site": site}


class TestOfAnotherSite:
    """What is sent in a reader's name, by whose page."""

    @pytest.mark.parametrize("site", FOREIGN)
    def test_nothing_is_written(self, ask, site):
        before = ask.get("student1", "@complaints").json()["items_total"]
        answer = ask.post("student1", "@complaints", BODY, headers=sent_from(site))
        assert (answer.status_code, answer.json()["type"]) == (403, "Forbidden")
        assert ask.get("student1", "@complaints").json()["items_total"] == before

    @pytest.mark.parametrize("site", FOREIGN)
    def test_no_step_is_taken(self, ask, site):
        complaint = ask.submit()
        url = f"{complaint['@id']}/@handling/withdraw"
        answer = ask.post("student1", url, headers=sent_from(site))
        assert answer.status_code == 403
        state = ask.get("student1", complaint["@id"]).json()["state"]
        assert state == complaint["state"]

    @pytest.mark.parametrize("site", OWN)
    def test_its_own_pages_and_programs_write(self, ask, site):
        answer = ask.post("student1", "@complaints", BODY, headers=sent_from(site))
        assert answer.status_code == 201

    def test_one_that_has_a_token_writes(self, ask):
        person = {"login": SITE_OWNER_NAME, "password": SITE_OWNER_PASSWORD}
        token = ask.post(NOBODY, f"{ask.site}/@login", person).json()["token"]
        headers = {"Authorization": f"Bearer {token}", **sent_from("cross-site")}
        answer = requests.post(
            f"{ask.url}/@complaints",
            json=BODY,
            headers={"Accept": "application/json", **headers},
            timeout=60,
        )
        assert answer.status_code == 201

    def test_guests_have_no_name_to_be_used(self, ask):
        answer = ask.post(NOBODY, "@complaints", BODY, headers=sent_from("cross-site"))
        assert answer.status_code == 201
