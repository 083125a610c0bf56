"""Thumbnails of pictures, and pictures to look at."""

from io import BytesIO
from PIL import Image
from tests.pictures import picture

import pytest


@pytest.fixture(scope="class")
def files(browse) -> list[str]:
    """Addresses of a picture and of a document of a complaint of student1."""
    student = browse("student1")
    sent = [
        ("files", ("lamp.png", picture("PNG"))),
        ("files", ("list.pdf", b"%PDF-1.4 list")),
    ]
    page = student.send(
        student.get("@@submit"),
        "@@submit",
        files=sent,
        text="投影仪的灯泡不亮",
        category="academic-classroom",
        agreed="true",
    )
    url = page.all(".ji-timeline .ji-photo")[0].get("href").partition("?")[0]
    return [url, url[:-1] + "2"]


class TestPictures:
    """`{complaint}/@@attachment/{entry}/{file}` with `size` and `show`."""

    def get(self, browse, user, url):
        session = browse(user).session
        return session.get(url, allow_redirects=False, timeout=60)

    def test_small(self, browse, files):
        """A square JPEG that the browser keeps to itself."""
        answer = self.get(browse, "student1", f"{files[0]}?size=small")
        assert answer.headers["Content-Type"] == "image/jpeg"
        assert answer.headers["Cache-Control"].startswith("private, max-age=")
        assert "Cookie" in answer.headers["Vary"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        with Image.open(BytesIO(answer.content)) as shown:
            assert shown.size == (252, 252)

    def test_show(self, browse, files):
        """A picture is shown, anything else handed over."""
        shown = self.get(browse, "student1", f"{files[0]}?show=1").headers
        assert shown["Content-Disposition"].startswith("inline")
        assert shown["Cache-Control"] == "private, no-store"
        for query in ("?show=1", "?size=small", ""):
            given = self.get(browse, "student1", files[1] + query).headers
            assert given["Content-Disposition"].startswith("attachment")
            assert given["Content-Type"] == "application/pdf"

    @pytest.mark.parametrize("query", ("", "?size=small", "?show=1"))
    @pytest.mark.parametrize(
        ("user", "status"),
        (
            ("student1", 200),
            ("academic-handler", 200),
            ("academic-head", 200),
            ("office", 200),
            ("supervisor", 200),
            ("student2", 404),
            ("library-head", 404),
            (None, 302),
        ),
    )
    def test_rights(self, browse, files, user, status, query):
        """Those of the file itself."""
        session = browse(user).session
        answer = session.get(
            files[0] + query,
            headers={"Accept": "text/html"},
            allow_redirects=False,
            timeout=60,
        )
        assert answer.status_code == status
