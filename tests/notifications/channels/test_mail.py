"""E-mail: what is in it, and what a mail server's answers mean."""

from Acquisition import aq_base
from email import message_from_bytes
from email import policy
from jiesu.addon.calendar.moment import at
from jiesu.addon.notifications.channels import mail
from jiesu.addon.notifications.channels.mail import MailChannel
from jiesu.addon.notifications.channels.mail import make_message
from jiesu.addon.notifications.errors import Permanent
from jiesu.addon.notifications.errors import Temporary
from plone import api
from Products.MailHost.MailHost import MailHost
from tests.handling.world import MONDAY
from tests.notifications.channels.conftest import message
from tests.notifications.channels.servers import DROP
from tests.notifications.channels.servers import free_port
from tests.notifications.channels.servers import HANG
from tests.notifications.channels.servers import mail_server
from zope.sendmail.queue import QueueProcessorThread

import pytest


CHANNEL = MailChannel()
ID = "1a21670139d33e1ae"


@pytest.fixture
def host(desk, settings):
    """The site's mail settings, with a sender."""
    configure(email_from_name="接诉即办", email_from_address="desk@example.edu.cn")
    configure(smtp_host="127.0.0.1")
    host = aq_base(api.portal.get_tool("MailHost"))
    before = host.smtp_queue, host.smtp_queue_directory
    host.smtp_queue = False
    yield host
    host.smtp_queue, host.smtp_queue_directory = before


def configure(**values) -> None:
    """Set some of the site's mail settings; the end of the test takes them back."""
    for name, value in values.items():
        api.portal.get_tool("portal_registry")[f"plone.{name}"] = value


@pytest.fixture
def mailbox(host):
    """A mail server that the site uses."""
    with mail_server() as (mailbox, port):
        configure(smtp_port=port)
        yield mailbox


def send(desk, **facts):
    """Send the usual message."""
    CHANNEL.send(desk, (ID,), message(**facts))


def read(content: bytes):
    """A mail as its receiver's program reads it."""
    return message_from_bytes(content, policy=policy.default)


class TestMessage:
    """What is in a mail."""

    @pytest.fixture
    def read_mail(self, desk, host):
        """Makes a mail and reads it."""

        def make(record_id=ID, **facts):
            with at(MONDAY):
                return read(make_message(desk, record_id, message(**facts)).as_bytes())

        return make

    def test_subject_and_people(self, read_mail):
        made = read_mail()
        assert made["Subject"] == "您的诉求有了答复"
        assert str(made["From"]) == "接诉即办 <desk@example.edu.cn>"
        assert str(made["To"]) == "student1@example.edu.cn"
        assert made["Date"].datetime == MONDAY

    def test_text_and_html(self, read_mail):
        made = read_mail()
        assert made.get_content_type() == "multipart/alternative"
        text, html = made.iter_parts()
        assert text.get_content_type() == "text/plain"
        assert text.get_content().splitlines() == message().text.splitlines()
        assert html.get_content_type() == "text/html"
        assert html.get_content().strip() == message().html

    def test_text_alone_where_there_is_no_html(self, read_mail):
        assert read_mail(html="").get_content_type() == "text/plain"

    def test_is_recognised_when_it_comes_twice(self, read_mail):
        assert read_mail()["Message-ID"] == f"<{ID}.jiesu@example.edu.cn>"
        assert read_mail()["Message-ID"] == read_mail()["Message-ID"]
        assert read_mail()["Message-ID"] != read_mail("another")["Message-ID"]

    def test_mails_of_a_complaint_group(self, read_mail):
        first, second = read_mail(), read_mail("another", subject="又一条")
        assert first["References"] == "<7f3k.jiesu@example.edu.cn>"
        assert first["References"] == second["References"] == second["In-Reply-To"]
        assert read_mail(thread="other")["References"] != first["References"]
        assert read_mail(thread="")["References"] is None

    def test_a_thread_can_say_nothing_to_the_header(self, read_mail):
        made = read_mail(thread="supervision/督1\n>")
        assert made["References"] == "<supervision--1--.jiesu@example.edu.cn>"

    def test_says_that_a_machine_wrote_it(self, read_mail):
        made = read_mail()
        assert made["Auto-Submitted"] == "auto-generated"
        assert made["List-Id"] == "<jiesu.example.edu.cn>"

    def test_a_subject_of_two_lines_is_one_line(self, read_mail):
        made = read_mail(subject="答复\nBcc: other@example.org")
        assert made["Subject"] == "答复 Bcc: other@example.org"
        assert made["Bcc"] is None


class TestServer:
    """What the server says, and what comes of it."""

    def test_takes_it(self, desk, mailbox):
        send(desk)
        (taken,) = mailbox.mails
        assert taken.mail_from == "desk@example.edu.cn"
        assert taken.rcpt_tos == ["student1@example.edu.cn"]
        assert read(taken.content)["Subject"] == "您的诉求有了答复"

    @pytest.mark.parametrize(
        "command,answer,reason",
        [
            ("RCPT", "550 5.1.1 <student1@example.edu.cn> unknown", "refused: 550"),
            ("DATA", "554 5.7.1 no such mail from you", "refused: 554"),
        ],
    )
    def test_refuses_for_good(self, desk, mailbox, command, answer, reason):
        mailbox.at = {command: answer}
        with pytest.raises(Permanent) as raised:
            send(desk)
        assert reason in raised.value.reason
        assert "student1" not in raised.value.reason

    @pytest.mark.parametrize(
        "command,answer",
        [("RCPT", "450 4.2.1 later, please"), ("DATA", "452 4.3.1 full")],
    )
    def test_refuses_for_now(self, desk, mailbox, command, answer):
        mailbox.at = {command: answer}
        with pytest.raises(Temporary) as raised:
            send(desk)
        assert answer[:3] in raised.value.reason
        assert not raised.value.pause

    def test_refuses_the_site(self, desk, mailbox):
        mailbox.at = {"MAIL": "550 5.7.1 go away"}
        with pytest.raises(Temporary) as raised:
            send(desk)
        assert raised.value.pause

    @pytest.mark.parametrize("command", ["RCPT", "DATA"])
    def test_hangs_up_in_the_middle(self, desk, mailbox, command):
        mailbox.at = {command: DROP}
        with pytest.raises(Temporary) as raised:
            send(desk)
        assert raised.value.pause

    @pytest.mark.parametrize("command", ["RCPT", "DATA"])
    def test_is_slow(self, desk, mailbox, command):
        mailbox.at = {command: HANG}
        with pytest.raises(Temporary) as raised:
            send(desk)
        assert raised.value.pause

    def test_is_down(self, desk, host):
        configure(smtp_port=free_port())
        with pytest.raises(Temporary) as raised:
            send(desk)
        assert raised.value.pause

    def test_takes_the_next_after_one_that_failed(self, desk, mailbox):
        mailbox.at = {"RCPT": DROP}
        with pytest.raises(Temporary):
            send(desk)
        mailbox.at = {}
        send(desk)
        assert len(mailbox.mails) == 1


class TestQueue:
    """Where the site's mail waits in a folder, it is put there."""

    @pytest.fixture
    def queue(self, host, tmp_path, monkeypatch):
        """The folder."""
        monkeypatch.setenv("MAILHOST_QUEUE_ONLY", "1")
        folder = tmp_path / "mail"
        host.smtp_queue, host.smtp_queue_directory = True, str(folder)
        return folder

    def test_holds_it_whole(self, desk, queue):
        send(desk)
        (file,) = (queue / "new").iterdir()
        head, _, rest = file.read_bytes().partition(b"Subject:")
        assert head == (
            b"X-Zope-From: desk@example.edu.cn\nX-Zope-To: student1@example.edu.cn\n"
        )
        made = read(b"Subject:" + rest)
        assert made["Subject"] == "您的诉求有了答复"
        assert made.get_body(("plain",)).get_content().startswith("您的诉求")
        assert not list((queue / "tmp").iterdir())

    def test_is_sent_from_there(self, desk, queue, host):
        send(desk)
        with mail_server() as (mailbox, port):
            configure(smtp_port=port)
            processor = QueueProcessorThread()
            processor.setMailer(host._makeMailer())
            processor.setQueuePath(str(queue))
            processor.run(forever=False)
        (taken,) = mailbox.mails
        assert taken.rcpt_tos == ["student1@example.edu.cn"]
        assert read(taken.content)["X-Zope-To"] is None

    def test_that_is_no_such_folder(self, desk, queue):
        queue.write_text("a file")
        with pytest.raises((ValueError, OSError)):
            send(desk)

    def test_is_worked_on_where_this_process_does_so(
        self, desk, queue, host, monkeypatch
    ):
        monkeypatch.delenv("MAILHOST_QUEUE_ONLY")
        started = []
        monkeypatch.setattr(
            MailHost, "_startQueueProcessorThread", lambda host: started.append(1)
        )
        send(desk)
        assert started == [1]


class TestNobody:
    """Where there is nobody to send to, or nothing to send by."""

    @pytest.mark.parametrize(
        "address", ["", "student1", "a@b@c", "a@b\nBcc: c@d", "a b@c", "a,b@c"]
    )
    def test_no_address(self, desk, mailbox, address):
        with pytest.raises(Permanent) as raised:
            send(desk, address={"email": address})
        assert "address" in raised.value.reason
        assert not mailbox.mails

    @pytest.mark.parametrize("missing", ["", None])
    def test_no_server(self, desk, host, missing):
        configure(smtp_host=missing)
        assert not CHANNEL.available(desk)
        with pytest.raises(Temporary) as raised:
            send(desk)
        assert raised.value.pause

    def test_no_sender(self, desk, mailbox):
        configure(email_from_address=None)
        assert mail.sender() == ("接诉即办", "")
        assert not CHANNEL.available(desk)
        with pytest.raises(Temporary):
            send(desk)
