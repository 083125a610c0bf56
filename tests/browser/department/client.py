"""Somebody at a browser, by HTTP through the real publisher; reads the HTML."""

from jiesu.addon.demo.load import password
from lxml import html
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD

import re
import requests


NOBODY = None
MANAGER = "manager"


class Shown:
    """A page as it came."""

    def __init__(self, answer: requests.Response):
        """Read it."""
        self.status = answer.status_code
        self.url = answer.url
        self.location = answer.headers.get("Location", "")
        self.source = answer.text
        self.tree = html.fromstring(answer.text or "<html></html>")

    @property
    def text(self) -> str:
        """All words of it, spaces made one."""
        return " ".join(self.tree.text_content().split())

    def all(self, css_class: str) -> list:
        """The elements of a class."""
        return self.tree.find_class(css_class)

    def words(self, css_class: str) -> list[str]:
        """The words of each element of a class."""
        return [" ".join(one.text_content().split()) for one in self.all(css_class)]

    @property
    def titles(self) -> list[str]:
        """The titles of the list's rows."""
        return self.words("ji-title")

    @property
    def ids(self) -> list[str]:
        """The complaints in the list, by id."""
        return [one.get("href").rsplit("/", 1)[1] for one in self.all("ji-title")]

    @property
    def counts(self) -> dict[str, int]:
        """What stands on each tab that has a number, by the tab's name."""
        counts = {}
        for tab in self.all("ji-tab"):
            name = re.search(r"[?&]tab=(\w+)", tab.get("href"))[1]
            number = tab.xpath("string(b)")
            if number:
                counts[name] = int(number)
        return counts

    @property
    def total(self) -> int:
        """How many there are in all, as the foot of the list says; 0 for none."""
        numbers = [re.findall(r"\d+", foot) for foot in self.words("ji-paging")]
        return int(numbers[0][2]) if numbers else 0

    @property
    def token(self) -> str:
        """The token of a form of the page."""
        return self.tree.xpath('string(//input[@name="_authenticator"]/@value)')


class Browser:
    """Opens pages as any of the demo's people, in English if nothing else is said."""

    def __init__(self, url: str, language: str = "en"):
        """Look at the desk at this address."""
        self.url = url
        self.language = language

    def open(self, user, path: str = "", /, **query) -> Shown:
        """GET; what leads to the login form is not followed."""
        return self._ask(user, "GET", path, params=query)

    def send(self, user, path: str, /, **form) -> Shown:
        """POST a form as it is."""
        return self._ask(user, "POST", path, data=form)

    def _ask(self, user, method: str, path: str, **more) -> Shown:
        url = path if path.startswith("http") else f"{self.url}/{path}".rstrip("/")
        answer = requests.request(
            method,
            url,
            auth=_credentials(user),
            headers={"Accept-Language": self.language},
            allow_redirects=False,
            timeout=60,
            **more,
        )
        return Shown(answer)

    def submit(self, user, page: str, target: str = "", /, **form) -> Shown:
        """Open a page, send a form of it with its token, and follow to what it says."""
        session = requests.Session()
        session.auth = _credentials(user)
        session.headers["Accept-Language"] = self.language
        shown = Shown(session.get(f"{self.url}/{page}", timeout=60))
        answer = session.post(
            f"{self.url}/{target or page}",
            data={"_authenticator": shown.token, **form},
            timeout=60,
        )
        return Shown(answer)


def _credentials(user):
    if user is NOBODY:
        return None
    if user == MANAGER:
        return SITE_OWNER_NAME, SITE_OWNER_PASSWORD
    return user, password()
