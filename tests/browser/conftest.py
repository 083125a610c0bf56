"""People who use the pages with a browser that knows no JavaScript."""

from jiesu.addon.catalog.queries import find
from jiesu.addon.catalog.queries import Query
from jiesu.addon.demo.load import password
from lxml import html
from plone import api

import pytest
import requests


class Page:
    """What a browser got."""

    def __init__(self, answer: requests.Response):
        """Read the answer."""
        self.status = answer.status_code
        self.url = answer.url
        self.text = answer.text
        self.tree = html.fromstring(answer.text or "<html/>")

    def words(self, css: str = ".ji") -> str:
        """The text of all elements that a selector finds, with single spaces."""
        found = self.tree.cssselect(css)
        return " ".join(" ".join(one.text_content() for one in found).split())

    def all(self, css: str) -> list:
        """The elements that a selector finds."""
        return self.tree.cssselect(css)

    def form(self, part: str):
        """The form that is sent to an address that ends so."""
        for form in self.all(".ji form"):
            if (form.get("action") or "").endswith(part):
                return form
        raise LookupError(part)

    def sent_to_login(self) -> bool:
        """Whether it is the page to log in."""
        return bool(self.all("#__ac_name, [name=__ac_name]"))


class Browser:
    """Goes to pages and sends their forms as one of the demo's people."""

    def __init__(self, desk_url: str, user: str | None, language: str = "zh-cn"):
        """Be `user`, or nobody."""
        self.desk_url = desk_url
        self.session = requests.Session()
        self.session.headers["Accept-Language"] = language
        if user is not None:
            self.session.auth = (user, password())

    def get(self, path: str = "") -> Page:
        """Go to an address, or a path below the desk."""
        return Page(self.session.get(self._url(path), timeout=60))

    def post(self, path: str, data, files=None) -> Page:
        """Send data, with nothing added."""
        url = self._url(path)
        return Page(self.session.post(url, data=data, files=files, timeout=60))

    def send(self, page: Page, part: str, files=None, **data) -> Page:
        """Fill in a form of the page and send it; lists stand for several values."""
        form = page.form(part)
        values: dict = {}
        for name, value in form.form_values():
            values.setdefault(name, []).append(value)
        values.update(data)
        return self.post(form.get("action"), values, files)

    def _url(self, path: str) -> str:
        if path.startswith("http"):
            return path
        return f"{self.desk_url}/{path}".rstrip("/")


@pytest.fixture(scope="class")
def browse(served):
    """Makes a browser for a user: ``browse("student1")``."""

    def make(user: str | None, **more) -> Browser:
        return Browser(served.absolute_url(), user, **more)

    return make


@pytest.fixture
def listed(served):
    """Makes lists of complaints' rows: ``listed("office", words="335")``."""

    def make(user: str, **criteria):
        served._p_jar.sync()
        with api.env.adopt_user(username=user):
            return find(served, Query(**criteria), "-received", size=200).rows

    return make
