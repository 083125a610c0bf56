"""Saying what is wrong by the form."""

from jiesu.addon.access.guests import admit_guests
from tests.pictures import picture

import pytest
import requests
import transaction


PNG = picture("PNG")

GOOD = {
    "text": "335教室的投影仪看不清，坐在后排。",
    "category": "academic-classroom",
    "location": "三号教学楼 335",
    "agreed": "true",
}


class TestSubmit:
    """The form of a submission."""

    def test_happy_path(self, browse):
        """It leads to the complaint, which says where it is and until when."""
        student = browse("student1")
        page = student.send(student.get("@@submit"), "@@submit", **GOOD)
        assert page.status == 200
        assert "/complaints/" in page.url
        assert "335教室的投影仪看不清" in page.words()
        assert "教务处" in page.words(".ji-steps + p")
        assert "教务处" in page.words("#global_statusmessage")

    def test_photos(self, browse):
        """Files are with the complaint."""
        student = browse("student1")
        files = [("files", ("a.png", PNG)), ("files", ("b.png", PNG))]
        page = student.send(student.get("@@submit"), "@@submit", files=files, **GOOD)
        assert len(page.all(".ji-timeline .ji-photo img")) == 2

    def test_all_fields(self, browse):
        """What was chosen is taken."""
        student = browse("student1")
        page = student.send(
            student.get("@@submit"),
            "@@submit",
            title="饭卡读不出来",
            text="二食堂三号窗口。",
            department="it",
            kind="consultation",
            agreed="true",
            hide_identity="true",
            **{"contact-phone": "0000 1234"},
        )
        assert page.words("h1") == "饭卡读不出来"
        handler = browse("it-handler").get(page.url)
        assert "匿名" in handler.words(".ji-facts")
        assert "0000 1234" not in handler.text
        assert "程以宁" not in handler.text

    def test_errors_keep_what_was_typed(self, browse):
        """Each error stands at its field and on top; nothing typed is lost."""
        student = browse("student1")
        page = student.send(
            student.get("@@submit"),
            "@@submit",
            text="路灯坏了 <b>很黑</b>",
            location="东门",
            kind="help",
            hide_identity="true",
        )
        assert page.url.endswith("@@submit")
        links = [link.get("href") for link in page.all(".ji-errors a")]
        assert links == ["#ji-f-category", "#ji-f-agreed"]
        assert all(page.all(link) for link in links)
        assert page.words("#ji-f-category-wrong")
        assert page.words("#ji-f-agreed-wrong")
        form = dict(page.form("@@submit").form_values())
        assert form["text"].strip() == "路灯坏了 <b>很黑</b>"
        assert form["location"] == "东门"
        assert form["kind"] == "help"
        assert form["hide_identity"] == "true"
        assert "<b>很黑</b>" not in page.text

    def test_wrong_file(self, browse):
        """A file of another type is refused by name; it has to be chosen again."""
        student = browse("student1")
        files = [("files", ("virus.exe", b"MZ"))]
        page = student.send(student.get("@@submit"), "@@submit", files=files, **GOOD)
        assert "virus.exe" in page.words("#ji-f-files-wrong")

    def test_route_after_error(self, browse):
        """With a category chosen, the page says where it goes without JavaScript."""
        student = browse("student1")
        data = GOOD | {"agreed": "", "text": "停电了", "category": "other"}
        page = student.send(student.get("@@submit"), "@@submit", **data)
        assert page.words("[data-ji-hint]")

    def test_double_send(self, browse, listed):
        """The same form sent twice makes one complaint."""
        student = browse("student2")
        form = student.get("@@submit")
        before = len(listed("student2"))
        first = student.send(form, "@@submit", **GOOD)
        second = student.send(form, "@@submit", **GOOD)
        assert first.url == second.url
        assert len(listed("student2")) == before + 1

    def test_two_forms(self, browse, listed):
        """Two forms make two."""
        student = browse("student3")
        before = len(listed("student3"))
        for _time in range(2):
            student.send(student.get("@@submit"), "@@submit", **GOOD)
        assert len(listed("student3")) == before + 2

    def test_filled_in_by_link(self, browse):
        """A link may choose the category."""
        page = browse("student1").get("@@submit?category=it-network&title=abc")
        form = dict(page.form("@@submit").form_values())
        assert form["category"] == "it-network"
        assert form["title"] == "abc"

    def test_anonymous(self, browse, served):
        """Where guests are not admitted, nobody is led to the login and back."""
        page = browse(None).get("@@submit")
        assert not page.sent_to_login()
        served.guests = False
        admit_guests(served)
        transaction.commit()
        page = browse(None).get("@@submit")
        served.guests = True
        admit_guests(served)
        transaction.commit()
        assert page.sent_to_login()
        assert "came_from" in page.url

    def test_without_token(self, browse, listed):
        """What does not come from our form, or from an old one, is shown anew."""
        before = len(listed("student1"))
        page = browse("student1").post("@@submit", GOOD)
        assert page.status == 403
        assert len(listed("student1")) == before
        assert page.words("#ji-errors")
        form = dict(page.form("@@submit").form_values())
        assert form["text"].strip() == GOOD["text"]
        again = browse("student1").send(page, "@@submit")
        assert "/complaints/" in again.url

    def test_lost_session(self, browse, listed):
        """What an account began is no guest's: to log in comes first."""
        before = len(listed("office"))
        form = browse("student1").get("@@submit")
        page = browse(None).send(form, "@@submit", **GOOD)
        assert page.sent_to_login()
        assert len(listed("office")) == before

    def test_device_is_told(self, browse):
        """By the key in a cookie, so that it forgets its draft."""
        student = browse("student1")
        form = student.get("@@submit")
        key = dict(form.form("@@submit").form_values())["key"]
        student.send(form, "@@submit", **GOOD | {"agreed": ""})
        assert "jiesu_sent" not in student.session.cookies
        student.send(form, "@@submit", **GOOD)
        assert student.session.cookies["jiesu_sent"].strip('"') == key

    @pytest.mark.parametrize("who", ["student1", None])
    def test_changed_since(self, browse, listed, who):
        """The answer was lost on the way: the first one is told, the rest is added."""
        before = len(listed("office"))
        writer = browse(who)
        form = writer.get("@@submit")
        first = writer.send(form, "@@submit", **GOOD)
        text = GOOD["text"] + "已经三天了。"
        page = writer.send(form, "@@submit", **GOOD | {"text": text})
        assert page.words("h1") == "您的诉求已经收到"
        assert page.words(".ji-num") in first.text
        assert bool(page.all("[data-ji-copy]")) is (who is None)
        step = page.all("form[action$='/supplement']")[0]
        assert step.get("action").startswith(writer.desk_url)
        assert step.cssselect("textarea")[0].text.strip() == "已经三天了。"
        done = writer.send(page, "/supplement")
        assert "已经三天了" in done.words(".ji-timeline")
        assert len(listed("office")) == before + 1

    def test_changed_into_another_matter(self, browse, listed):
        """It goes on in a form of its own, with all that was written."""
        before = len(listed("office"))
        student = browse("student1")
        form = student.get("@@submit")
        student.send(form, "@@submit", **GOOD)
        page = student.send(form, "@@submit", **GOOD | {"text": "路灯不亮"})
        anew = student.send(page, "@@submit")
        assert dict(anew.form("@@submit").form_values())["text"].strip() == "路灯不亮"
        assert student.send(anew, "@@submit").words("h1") == "路灯不亮"
        assert len(listed("office")) == before + 2

    def test_nobody_elses_form(self, browse, listed):
        """Whoever sends the form of another one gets no complaint of theirs to see."""
        before = len(listed("office"))
        first, second = browse(None), browse(None)
        form = first.get("@@submit")
        told = first.send(form, "@@submit", **GOOD)
        second.get("@@submit")
        page = second.send(form, "@@submit", **GOOD | {"text": "路灯不亮"})
        assert page.words(".ji-num") not in told.text
        assert "335" not in page.words()
        assert len(listed("office")) == before + 2

    def test_guest_is_told_by_the_title(self, browse):
        """A new page that is still called after the form was read out as the form."""
        guest = browse(None)
        form = guest.get("@@submit")
        page = guest.send(form, "@@submit", **GOOD)
        assert page.words("h1") == "已提交"
        assert page.words("title").startswith("已提交 — ")
        assert form.words("title").startswith("说说遇到了什么问题 — ")

    def test_a_guests_form_is_kept_for_nobody_else(self, browse):
        answer = requests.get(f"{browse(None).desk_url}/@@submit", timeout=60)
        assert answer.headers["Set-Cookie"]
        assert answer.headers["Cache-Control"] == "private, no-cache"

    @pytest.mark.parametrize("who", ["student1", None])
    def test_the_same_again(self, browse, listed, who):
        """Is the same complaint, and nothing is said."""
        before = len(listed("office"))
        writer = browse(who)
        form = writer.get("@@submit")
        writer.send(form, "@@submit", **GOOD)
        page = writer.send(form, "@@submit", **GOOD)
        assert page.words("h1") != "您的诉求已经收到"
        assert len(listed("office")) == before + 1

    @pytest.mark.parametrize("language", ["zh-cn", "en"])
    def test_both_languages(self, browse, language):
        """No message id is left over."""
        text = browse("student1", language=language).get("@@submit").words()
        assert "page_submit" not in text
        assert "field_" not in text


class TestReport:
    """What must not reach the department."""

    def test_report(self, browse):
        """A confidential report goes to the Office."""
        student = browse("student1")
        data = GOOD | {"kind": "report"}
        page = student.send(student.get("@@submit"), "@@submit", **data)
        assert browse("office").get(page.url).words("h1")
        assert not browse("academic-handler").get(page.url).all("h1 + .ji-row, .ji h1")

    def test_about_department(self, browse):
        """So does one about the department."""
        student = browse("student1")
        data = GOOD | {"about_department": "true"}
        page = student.send(student.get("@@submit"), "@@submit", **data)
        assert not browse("academic-head").get(page.url).all(".ji h1")
