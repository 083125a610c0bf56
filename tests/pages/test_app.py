"""The desk as an app: installable, a page for no network, and nothing personal kept."""

from playwright.sync_api import expect
from tests.pages.person import close
from tests.pages.person import Person
from tests.pages.person import PHONE
from tests.pages.test_accessible import violations
from tests.pages.test_sending import opened
from tests.pages.test_sending import write

import json
import pytest
import requests
import transaction


CACHED = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const one of await cache.keys()) { found.push(new URL(one.url).pathname); }
  }
  return found;
}"""


@pytest.fixture
def student(chromium, served):
    """A student at a phone, with the worker at work."""
    person = Person(chromium, served.absolute_url(), "student1", works_offline=True).at(
        PHONE
    )
    page = opened(person)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("navigator.serviceWorker.controller")
    yield person
    close(person.context)
    assert person.errors == []


def names(paths) -> set[str]:
    return {path.rsplit("/", 1)[-1] for path in paths}


class TestApp:
    """Manifest, worker, offline page."""

    def test_installable(self, student):
        """Chromium finds nothing wrong with the manifest or its icons."""
        session = student.context.new_cdp_session(student.page)
        told = session.send("Page.getAppManifest")
        assert told["errors"] == []
        manifest = json.loads(told["data"])
        assert manifest["name"] == "接诉即办"
        assert manifest["start_url"] == student.desk_url
        assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}
        for icon in manifest["icons"]:
            answer = requests.get(icon["src"], timeout=60)
            assert answer.headers["Content-Type"] == "image/png"
        errors = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
        # A private window installs nothing; there is no other fault.
        assert {one["errorId"] for one in errors} <= {"in-incognito"}

    def test_no_network(self, student):
        """A page says so, where the drafts are, and goes on by itself."""
        page = student.page
        write(page)
        student.context.set_offline(True)
        page.goto(student.desk_url)
        expect(page.locator("[data-ji-no-network] h1")).to_be_visible()
        expect(page.locator("[data-ji-kept]")).to_be_visible()
        assert [*violations(page, "phone")] == []
        assert page.evaluate("document.scrollingElement.scrollWidth") <= PHONE
        student.context.set_offline(False)
        expect(page.locator("[data-ji-no-network]")).to_have_count(0)
        expect(page.locator(".ji h1")).to_be_visible()

    def test_keeps_nothing_of_anybody(self, student):
        """Style sheets, scripts, an icon, and a page that is the same for everybody."""
        for path in ("", "@@mine", "@@submit", "@@inbox", "faq"):
            student.go(path)
        assert names(student.page.evaluate(CACHED)) == {
            "@@offline",
            "icon-192.png",
            "jiesu.css",
            "jiesu.js",
            "sending.js",
        }
        kept = student.page.evaluate(
            "async () => (await (await caches.match"
            "(document.querySelector('link[data-ji-scope]').dataset.jiScope"
            " + '/@@offline')).text())"
        )
        assert "程以宁" not in kept
        assert "_authenticator" not in kept

    def test_new_release(self, student):
        """What an older one kept goes; what others kept on the site stays."""
        page = student.page
        page.evaluate(
            "async () => { await caches.open('others');"
            " await caches.open('jiesu ' + FACTS_DESK + ' old'); }".replace(
                "FACTS_DESK",
                "new URL(document.querySelector('[data-ji-scope]').dataset.jiScope)"
                ".pathname",
            )
        )
        page.evaluate(
            "async () => { const all = await navigator.serviceWorker"
            ".getRegistrations();"
            " await Promise.all(all.map(one => one.unregister())); }"
        )
        page.reload()
        page.wait_for_function(
            "async () => !(await caches.keys()).some(name => name.endsWith(' old'))"
        )
        assert "others" in page.evaluate("caches.keys()")

    def test_switched_off(self, student, served):
        """Whoever had it is rid of it at the next visit."""
        served.installable = False
        transaction.commit()
        try:
            page = student.go("@@track")
            expect(page.locator("link[rel=manifest]")).to_have_count(0)
            page.evaluate(
                "async () => { const one = await navigator.serviceWorker"
                ".getRegistration(); await one.update(); }"
            )
            page.wait_for_function(
                "async () => !(await navigator.serviceWorker.getRegistration())"
                " && !(await caches.keys()).some(name => name.startsWith('jiesu '))"
            )
        finally:
            served.installable = True
            transaction.commit()
