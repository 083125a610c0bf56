"""Files of the journal: handed over to those who may read their entry, never shown."""

from jiesu.addon.journal.pictures import redrawn
from tests.pictures import picture

import base64
import pytest


SENT = picture("JPEG")
PHOTO = redrawn(SENT, "image/jpeg")
NAME = "漏水 照片.jpg"


@pytest.fixture(scope="class")
def told(ask) -> dict:
    """A complaint with a file, and one for staff."""
    file = {"filename": NAME, "data": base64.b64encode(SENT).decode()}
    told = ask.submit(category="other", files=[file])
    ask.act("office", told, "dispatch", department="academic", supporting=["it"])
    step = ask.act("it-handler", told, "contribute", text="线路图", files=[file])
    assert step.status_code == 200, step.text
    return told


class TestAttachment:
    """{complaint}/@@attachment/{entry}/{file}."""

    def urls(self, ask, user, told) -> list[str]:
        journal = ask.get(user, told["@id"]).json()["journal"]
        return [file["download"] for entry in journal for file in entry["files"]]

    @pytest.mark.parametrize("accept", ("application/json", "text/html", "*/*"))
    def test_download(self, ask, told, accept):
        (url,) = self.urls(ask, "student1", told)
        answer = ask.get("student1", url, headers={"Accept": accept})
        assert answer.status_code == 200
        assert answer.content == PHOTO
        headers = answer.headers
        assert headers["Content-Type"] == "image/jpeg"
        assert headers["Content-Disposition"] == (
            "attachment; filename*=UTF-8''%E6%BC%8F%E6%B0%B4%20%E7%85%A7%E7%89%87.jpg"
        )
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in headers["Content-Security-Policy"]
        assert headers["Cache-Control"] == "private, no-store"

    def test_listed(self, ask, told):
        journal = ask.get("student1", told["@id"]).json()["journal"]
        (file,) = journal[0]["files"]
        assert file["filename"] == NAME
        assert file["content-type"] == "image/jpeg"
        assert file["size"] == len(PHOTO)

    @pytest.mark.parametrize(
        ("user", "seen"),
        (
            ("student1", (200, 404)),
            ("academic-handler", (200, 200)),
            ("it-head", (200, 200)),
            ("office", (200, 200)),
            ("supervisor", (200, 200)),
            ("student2", (404, 404)),
            ("library-head", (404, 404)),
            ("manager", (404, 404)),
            (None, (401, 401)),
        ),
    )
    def test_readers(self, ask, told, user, seen):
        urls = self.urls(ask, "office", told)
        assert len(urls) == 2
        answers = [ask.get(user, url) for url in urls]
        assert tuple(answer.status_code for answer in answers) == seen
        pages = [
            ask.get(user, url, headers={"Accept": "text/html"}, allow_redirects=False)
            for url in urls
        ]
        assert [page.content == PHOTO for page in pages] == [s == 200 for s in seen]

    @pytest.mark.parametrize(
        "path", ("", "/1", "/1/0", "/1/2", "/0/1", "/99/1", "/-1/1", "/1/1/1", "/a/b")
    )
    def test_no_such_file(self, ask, told, path):
        url = f"{told['@id']}/@@attachment{path}"
        assert ask.get("student1", url).status_code == 404
