"""People who ask by HTTP."""

from jiesu.addon.catalog.indexing import index_all_texts
from jiesu.addon.demo.load import password
from jiesu.addon.notifications.delivery import deliver_due
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD

import pytest
import requests
import transaction


NOBODY = None
MANAGER = "manager"


class Client:
    """Sends requests as any of the demo's people."""

    def __init__(self, url: str):
        """Talk to the desk at this address."""
        self.url = url
        self.site = url.rsplit("/", 1)[0]

    def __call__(self, user, method: str, path: str = "", **more):
        """Send a request; `path` is relative to the desk unless it is an address."""
        url = path if path.startswith("http") else f"{self.url}/{path}"
        headers = {"Accept": "application/json", **more.pop("headers", {})}
        return requests.request(
            method,
            url.rstrip("/"),
            auth=_credentials(user),
            headers=headers,
            timeout=60,
            **more,
        )

    def get(self, user, path: str = "", **more):
        """GET."""
        return self(user, "GET", path, **more)

    def post(self, user, path: str = "", json=None, **more):
        """POST, with JSON."""
        return self(user, "POST", path, json={} if json is None else json, **more)

    def submit(self, user="student1", **facts) -> dict:
        """Submit something; what is not given has a default."""
        body = {
            "title": "335教室投影仪不清晰",
            "text": "后排看不清字。",
            "category": "academic-classroom",
            "agreed": True,
            **facts,
        }
        answer = self.post(user, "@complaints", body)
        assert answer.status_code == 201, answer.text
        return answer.json()

    def act(self, user, complaint: dict, action: str, **data):
        """Do something to a complaint."""
        return self.post(user, f"{complaint['@id']}/@handling/{action}", data)


def _credentials(user):
    if user is NOBODY:
        return None
    if user == MANAGER:
        return SITE_OWNER_NAME, SITE_OWNER_PASSWORD
    return user, password()


@pytest.fixture(scope="class")
def ask(served):
    """Ask the served desk."""
    return Client(served.absolute_url())


@pytest.fixture
def index_texts(served):
    """Index the texts that wait, as the writer does within seconds."""

    def index() -> None:
        transaction.begin()
        index_all_texts(served)
        transaction.commit()

    return index


@pytest.fixture
def deliver(served):
    """Tell what waits to be told, as the worker does within seconds."""

    def run() -> None:
        transaction.begin()
        deliver_due(served)
        transaction.commit()

    return run
