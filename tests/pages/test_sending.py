"""What was typed and chosen outlives a reload, an error and a lost session."""

from functools import cache
from io import BytesIO
from PIL import Image
from playwright.sync_api import expect
from tests.pages.person import close
from tests.pages.person import Person
from tests.pages.person import PHONE
from tests.pages.person import WIDE
from tests.pages.test_accessible import violations

import pytest
import re


WRONG = "401教室投影仪的颜色偏绿"
OTHER = "图书馆三层的灯在闪"
FILES = "[name=files]"


@pytest.fixture
def student(chromium, served):
    """A student at a phone that nobody has used yet."""
    person = Person(chromium, served.absolute_url(), "student1").at(PHONE)
    yield person
    close(person.context)
    assert person.errors == []


@cache
def photo(name: str, width: int = 120, height: int = 90) -> dict:
    """A photo; a large one is as hard to compress as one of a phone."""
    noise = Image.effect_noise((width // 4, height // 4), 90).resize((width, height))
    file = BytesIO()
    noise.convert("RGB").save(file, "JPEG", quality=95)
    return {"name": name, "mimeType": "image/jpeg", "buffer": file.getvalue()}


def file(name: str, kind: str, data: bytes = b"something") -> dict:
    """A file as a person chooses it."""
    return {"name": name, "mimeType": kind, "buffer": data}


def opened(person, path: str = "@@submit"):
    """The form, once a draft has been looked for."""
    page = person.go(path)
    page.locator("form[data-ji-ready]").wait_for()
    return page


def write(page, text: str = WRONG) -> None:
    """Everything that is needed, and two photos."""
    page.locator("[name=text]").fill(text)
    page.locator(FILES).set_input_files([photo("a.jpg"), photo("b.jpg")])
    expect(page.locator(".ji-photo img")).to_have_count(2)
    page.locator(".ji-suggested .ji-choice").first.click()
    page.locator("[name=agreed]").check()


def send(page) -> None:
    page.locator(".ji-foot .ji-btn").click()


def chosen(page) -> list[list]:
    """Name and size of each file that the form would send."""
    return page.evaluate(
        "Array.from(document.querySelector('[name=files]').files)"
        ".map(file => [file.name, file.size])"
    )


def keep(page) -> None:
    """Leave the page, which keeps what was typed last, and come back."""
    page.evaluate("window.dispatchEvent(new Event('pagehide'))")
    page.wait_for_function(
        "text => new Promise(done => {"
        "  const asked = indexedDB.open('jiesu', 1);"
        "  asked.onsuccess = () => {"
        "    const all = asked.result.transaction('drafts').objectStore('drafts')"
        "      .getAll();"
        "    all.onsuccess = () => { asked.result.close();"
        "      done(all.result.some(one => one.fields.text === text)); };"
        "  };"
        "})",
        arg=page.locator("[name=text]").input_value(),
    )


def drafts(page) -> int:
    """How many drafts the device keeps."""
    return page.evaluate(
        "() => new Promise(done => {"
        "  const asked = indexedDB.open('jiesu', 1);"
        "  asked.onsuccess = () => {"
        "    const all = asked.result.transaction('drafts').objectStore('drafts')"
        "      .getAll();"
        "    all.onsuccess = () => { asked.result.close(); done(all.result.length); };"
        "  };"
        "})"
    )


class TestDraft:
    """Kept on the device, for its writer, until it is sent."""

    def test_survives(self, student):
        """A reload, an error and a lost session, with its photos and its key."""
        page = opened(student)
        write(page)
        page.locator("[name=agreed]").uncheck()
        key = page.locator("[name=key]").input_value()
        files = chosen(page)
        keep(page)
        page.reload()
        page.locator("form[data-ji-ready]").wait_for()
        expect(page.locator("[data-ji-restored]")).to_be_visible()
        assert [*violations(page, "phone")] == []
        assert page.locator("[name=key]").input_value() == key
        assert chosen(page) == files

        send(page)
        page.locator("#ji-errors").wait_for()
        page.locator("form[data-ji-ready]").wait_for()
        assert chosen(page) == files
        expect(page.locator("[data-ji-files-again]")).to_be_hidden()
        expect(page.locator("[data-ji-restored]")).to_be_hidden()

        page.locator("[name=agreed]").check()
        student.context.clear_cookies()
        send(page)
        page.wait_for_url(re.compile(r"/login\?came_from="))
        student.log_in("student1")
        opened(student)
        expect(page.locator("[name=text]")).to_have_value(WRONG)
        assert page.locator("[name=key]").input_value() == key
        assert chosen(page) == files
        send(page)
        page.wait_for_url("**/complaints/*")
        expect(page.locator(".ji-timeline .ji-photo img")).to_have_count(2)
        opened(student)
        expect(page.locator("[name=text]")).to_have_value("")
        assert drafts(page) == 0

    def test_opens_what_was_said(self, student):
        """What stands folded away is opened for what somebody said there alone."""
        page = opened(student)
        folded = page.locator("details:has([name=kind])")
        page.locator("[name=text]").fill(WRONG)
        keep(page)
        page.reload()
        page.locator("form[data-ji-ready]").wait_for()
        expect(page.locator("[data-ji-restored]")).to_be_visible()
        assert folded.get_attribute("open") is None
        folded.locator("summary").click()
        folded.locator(".ji-choice").last.click()
        page.locator("[name=text]").fill(OTHER)
        keep(page)
        page.reload()
        page.locator("form[data-ji-ready]").wait_for()
        expect(page.locator("[name=text]")).to_have_value(OTHER)
        assert folded.get_attribute("open") is not None
        expect(folded.locator("[name=kind]").last).to_be_checked()

    def test_writer_alone(self, student):
        """Another person at the same device does not meet it; its writer does."""
        page = opened(student)
        write(page)
        keep(page)
        student.context.clear_cookies()
        student.log_in("student2")
        opened(student)
        expect(page.locator("[name=text]")).to_have_value("")
        student.context.clear_cookies()
        opened(student)
        expect(page.locator("[name=text]")).to_have_value("")
        student.log_in("student1")
        opened(student)
        expect(page.locator("[name=text]")).to_have_value(WRONG)

    def test_guest_logs_in(self, chromium, served):
        """What a guest began goes along to the login, and not to the next tab."""
        person = Person(chromium, served.absolute_url(), None).at(PHONE)
        page = opened(person)
        page.locator("[name=text]").fill(OTHER)
        keep(page)
        with person.context.new_page() as tab:
            tab.goto(page.url)
            tab.locator("form[data-ji-ready]").wait_for()
            expect(tab.locator("[name=text]")).to_have_value("")
        page.locator("[data-ji-carry]").click()
        person.log_in("student3")
        opened(person)
        expect(page.locator("[name=text]")).to_have_value(OTHER)
        close(person.context)
        assert person.errors == []

    def test_begin_anew(self, student):
        """Whoever does not want it is rid of it."""
        page = opened(student)
        write(page)
        keep(page)
        page.reload()
        page.locator("form[data-ji-ready]").wait_for()
        with page.expect_navigation():
            page.locator("[data-ji-discard]").click()
        page.locator("form[data-ji-ready]").wait_for()
        expect(page.locator("[name=text]")).to_have_value("")
        assert drafts(page) == 0


class TestOnce:
    """One matter is one complaint."""

    def test_twice(self, student):
        """Back, and the same words again: the same complaint; other words: another."""
        page = opened(student)
        write(page)
        page.locator(".ji-foot .ji-btn").dblclick()
        page.wait_for_url("**/complaints/*")
        first = page.url
        for text, same in ((WRONG, True), (WRONG + "，还很暗", False)):
            page.go_back()
            page.locator("form[data-ji-ready]").wait_for()
            write(page, text)
            send(page)
            page.wait_for_url("**/complaints/*")
            assert (page.url == first) is same


class TestPhotos:
    """Many, from a phone."""

    def test_shrunk(self, student):
        """Nine make a few megabytes; a tenth is left out, one is taken out."""
        page = opened(student)
        large = [photo(f"{n}.jpg", 3000, 2000) for n in range(10)]
        page.locator(FILES).set_input_files(large)
        expect(page.locator(".ji-photo img")).to_have_count(9)
        expect(page.locator(".ji-photos + [role=status]")).to_be_visible()
        expect(page.locator(".ji-photo.is-add").first).to_be_hidden()
        sizes = [size for _name, size in chosen(page)]
        assert all(
            size < len(one["buffer"])
            for size, one in zip(sizes, large[:9], strict=True)
        )
        assert [*violations(page, "phone")] == []
        page.locator(".ji-out").first.click()
        expect(page.locator(".ji-photo img")).to_have_count(8)
        assert [name for name, _size in chosen(page)] == [
            f"{n}.jpg" for n in range(1, 9)
        ]
        expect(page.locator(".ji-photo.is-add").first).to_be_visible()
        assert page.evaluate("document.scrollingElement.scrollWidth") <= PHONE

    def test_one_after_the_other(self, student):
        """Choosing more adds to what was chosen."""
        page = opened(student)
        page.locator(FILES).set_input_files(photo("a.jpg"))
        expect(page.locator(".ji-photo img")).to_have_count(1)
        page.locator(FILES).set_input_files(photo("b.jpg"))
        expect(page.locator(".ji-photo img")).to_have_count(2)
        assert [name for name, _size in chosen(page)] == ["a.jpg", "b.jpg"]


class TestLeftOut:
    """What the server would refuse is told where it is chosen, before it is sent."""

    def test_named_at_once(self, student):
        """Each with its reason; what fits stays, and goes."""
        page = opened(student)
        megabytes = b"%PDF-1.7" + b"0" * 11 * 1024 * 1024
        page.locator(FILES).set_input_files(
            [
                file("说明.pdf", "application/pdf", megabytes),
                photo("a.jpg"),
                file("安装.exe", "application/x-msdownload"),
                file("打包.rar", ""),
                file("note", ""),
            ]
        )
        expect(page.locator("[data-ji-preview]")).to_have_count(2)
        assert [name for name, _size in chosen(page)] == ["a.jpg", "note"]
        told = page.locator(".ji-photos + [role=status]")
        expect(told).to_contain_text("“说明.pdf”太大：每个文件最大 10 MB。")
        expect(told).to_contain_text("不接受“安装.exe、打包.rar”这种类型的文件")
        expect(told.locator("p")).to_have_count(2)
        assert [*violations(page, "phone")] == []
        page.locator(FILES).set_input_files([photo("b.jpg")])
        expect(page.locator("[data-ji-preview]")).to_have_count(3)
        expect(told).to_be_hidden()

    def test_room_is_for_what_is_taken(self, student):
        """Nine that fit are nine, whatever was chosen with them."""
        page = opened(student)
        wrong = [file(f"{n}.exe", "application/x-msdownload") for n in range(3)]
        page.locator(FILES).set_input_files(
            wrong + [photo(f"{n}.jpg") for n in range(10)]
        )
        expect(page.locator(".ji-photo img")).to_have_count(9)
        told = page.locator(".ji-photos + [role=status]")
        expect(told).to_contain_text("0.exe、1.exe、2.exe")
        expect(told).to_contain_text("最多")

    def test_large_together(self, student):
        """Each may be allowed, and all of them be too much."""
        page = opened(student)
        large = b"%PDF-1.7" + b"0" * 9 * 1024 * 1024
        page.locator(FILES).set_input_files(
            [file(f"{n}.pdf", "application/pdf", large) for n in range(4)]
        )
        expect(page.locator("[data-ji-preview]")).to_have_count(4)
        page.locator(FILES).set_input_files(
            [file(f"{n}.pdf", "application/pdf", large) for n in range(4, 6)]
        )
        expect(page.locator("[data-ji-preview]")).to_have_count(5)
        told = page.locator(".ji-photos + [role=status]")
        expect(told).to_contain_text("总共不超过 50 MB。 未加入：5.pdf。")

    def test_damaged(self, student):
        """A picture that nothing can show, whatever its name says."""
        page = opened(student)
        page.locator(FILES).set_input_files(
            [
                file("坏的.jpg", "image/jpeg", b"\xff\xd8\xff" + b"0" * 500_000),
                photo("a.jpg"),
                file("不是图.png", "image/png", b"something"),
            ]
        )
        expect(page.locator(".ji-photo img")).to_have_count(1)
        assert [name for name, _size in chosen(page)] == ["a.jpg"]
        told = page.locator(".ji-photos + [role=status]")
        expect(told).to_have_text("“坏的.jpg、不是图.png”已损坏，无法作为图片显示。")

    def test_a_large_photo(self, student):
        """Is made smaller before anybody looks how large it is."""
        page = opened(student)
        buffer = photo("a.jpg", 3000, 2000)["buffer"] + b"0" * 11 * 1024 * 1024
        page.locator(FILES).set_input_files([file("a.jpg", "image/jpeg", buffer)])
        expect(page.locator(".ji-photo img")).to_have_count(1)
        expect(page.locator(".ji-photos + [role=status]")).to_be_hidden()


class TestRefused:
    """Pages for those who are not to see a thing."""

    @pytest.mark.parametrize("width", (PHONE, WIDE))
    def test_stranger(self, use, first, width):
        """Not found, in our look, with a way on."""
        page = use("student2", width).go(first("student1", "answered"))
        expect(page.locator(".ji .ji-btn.is-primary")).to_be_visible()
        assert [*violations(page, str(width))] == []
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width


class TestRating:
    """Accessible, with words."""

    def test_by_keyboard(self, use, first):
        """Chosen with the arrows; a low score asks why."""
        page = use("student1", PHONE).go(
            first("student1", "answered", submitter="student1")
        )
        page.locator("[name=solved]").first.focus()
        page.keyboard.press("ArrowRight")
        expect(page.locator("[name=solved][value=false]")).to_be_checked()
        page.locator("[name=score]").first.focus()
        page.keyboard.press("Space")
        expect(page.get_by_role("radio", name="很不满意")).to_be_checked()
        expect(page.locator("#ji-f-reasons")).to_be_visible()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowRight")
        expect(page.locator("#ji-f-reasons")).to_be_hidden()
        assert [*violations(page, "phone")] == []
