"""What is not there, and what somebody may not see, inside of a desk."""

from jiesu.addon.browser.submitter.desk import DeskPage
from jiesu.addon.services.categories.get import CategoriesGet

import pytest


PAGES = ("", "/@@handle/rate", "/@@attachment/1/1", "/@@faq", "/edit")


@pytest.fixture
def complaint(listed) -> str:
    """The address of one that the academic affairs office handles for student1."""
    rows = listed("academic-handler", submitter="student1", department="academic")
    return f"complaints/{rows[0].id}"


@pytest.fixture
def ask(browse):
    """Asks as a browser does, without following where it is led: status, way, words."""

    def answer(user, path: str):
        browser = browse(user)
        url = f"{browser.desk_url}/{path}"
        headers = {"Accept": "text/html,application/xhtml+xml"}
        return browser.session.get(
            url, headers=headers, allow_redirects=False, timeout=60
        )

    return answer


class TestComplaints:
    """No page tells that a complaint is there to whoever may not see it."""

    @pytest.mark.parametrize("user", ("student2", "library-handler", "library-head"))
    def test_stranger(self, ask, complaint, user):
        """The same as for one that is not there."""
        unknown = ask(user, f"complaints/{'0' * 32}")
        assert unknown.status_code == 404
        for page in PAGES:
            answer = ask(user, complaint + page)
            assert answer.status_code == 404, page
            assert words(answer) == words(unknown), page
            assert "no-store" in answer.headers["Cache-Control"]

    def test_anonymous(self, ask, complaint):
        """Logs in first, there or not."""
        for path in (complaint, f"complaints/{'0' * 32}"):
            answer = ask(None, path)
            assert answer.status_code == 302
            assert "came_from" in answer.headers["Location"]

    def test_readers(self, ask, complaint):
        """Whoever may see it does."""
        for user in ("student1", "academic-handler", "office", "supervisor"):
            assert ask(user, complaint).status_code == 200


class TestPages:
    """Other pages of a desk."""

    @pytest.mark.parametrize("user", (None, "student1", "office"))
    def test_missing(self, ask, user):
        answer = ask(user, "nothing-here")
        assert answer.status_code == 404
        assert 'class="ji ' in answer.text

    def test_not_for_students(self, ask):
        answer = ask("student1", "@@office")
        assert answer.status_code == 403
        assert 'class="ji ' in answer.text
        assert ask(None, "@@office").status_code == 302

    @pytest.mark.parametrize(
        ("path", "field"),
        [
            ("@@figure?measure=zzz", "指标"),
            ("@@figure?measure=received&b_size=0", "b_size"),
            ("@@figure?measure=received&group=logistics", "分组方式"),
            ("@@statistics.xlsx?from=xx", "起始日期"),
            ("@@statistics.csv?kind=zz", "诉求类型"),
            ("@@export?of=@@figure&measure=zzz", "指标"),
        ],
    )
    def test_wrong_address(self, ask, path, field):
        """It says what is wrong in it."""
        answer = ask("office", path)
        assert answer.status_code == 400
        assert f"<li>{field}" in words(answer)

    def test_wrong_address_asked_for_by_a_program(self, browse):
        """Whatever it takes, it is its own fault, not the server's."""
        browser = browse("office")
        url = f"{browser.desk_url}/@@statistics.xlsx?from=xx"
        answer = browser.session.get(url, headers={"Accept": "*/*"}, timeout=60)
        assert answer.status_code == 400

    def test_wrong_way(self, ask):
        """Where nothing more is known, it says that it is the address."""
        answer = ask("office", "@@export?of=nothing")
        assert answer.status_code in (400, 404)
        assert 'class="ji ' in answer.text

    def test_without_token(self, browse, complaint):
        """What does not come from a form of ours says what to do."""
        page = browse("student1").post(f"{complaint}/@@handle/withdraw", {})
        assert page.status == 403

    def test_programs(self, browse):
        """REST stays REST."""
        browser = browse("student1")
        for path, status in (("nothing-here", 404), ("@@office", 403)):
            answer = browser.session.get(
                f"{browser.desk_url}/{path}",
                headers={"Accept": "application/json"},
                timeout=60,
            )
            assert answer.status_code == status
            assert set(answer.json()) == {"type", "message", "errors"}

    def test_what_nobody_has_foreseen(self, ask, browse, monkeypatch):
        """People read in our look what to do; programs get what they always get."""

        def broken(*_anything):
            raise RuntimeError("secret")

        monkeypatch.setattr(DeskPage, "mine", property(broken))
        monkeypatch.setattr(CategoriesGet, "told", broken)
        for user in (None, "student1"):
            answer = ask(user, "")
            assert answer.status_code == 500
            assert "系统出错了" in words(answer)
            assert "secret" not in answer.text
        browser = browse("student1")
        answer = browser.session.get(
            f"{browser.desk_url}/@categories",
            headers={"Accept": "application/json"},
            timeout=60,
        )
        assert answer.status_code == 500
        assert answer.json()["type"] == "RuntimeError"

    def test_outside(self, browse, served):
        """Outside of desks Plone tells, as it does."""
        page = browse("student1").get(f"{served.aq_parent.absolute_url()}/nothing")
        assert page.status == 404
        assert not page.all(".ji")


def words(answer) -> str:
    """The part of the page that is ours."""
    return answer.text[answer.text.index('class="ji ') :]
