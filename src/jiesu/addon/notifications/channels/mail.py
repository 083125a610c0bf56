"""E-mail, through the site's mail settings.

Where the site's mail waits in a queue (a Maildir folder), it is put there; else the
mail server takes it within the time-out, and says at once whom it refuses.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from jiesu.addon import _
from jiesu.addon.calendar.moment import now
from jiesu.addon.deadlines.desk import timezone_of_site
from jiesu.addon.notifications.errors import Permanent
from jiesu.addon.notifications.errors import Temporary
from jiesu.addon.notifications.interfaces import IChannel
from jiesu.addon.notifications.reasons import reason
from jiesu.addon.notifications.rendered import Rendered
from jiesu.addon.notifications.settings import setting
from plone import api
from zoneinfo import ZoneInfo
from zope.interface import implementer
from zope.sendmail.maildir import Maildir

import os
import re
import smtplib


# One @, something on both sides, nothing that could become another header.
ADDRESS = re.compile(r"[^\s@<>,;:\"]+@[^\s@<>,;:\"]+")


@implementer(IChannel)
class MailChannel:
    """Sends one mail for each message."""

    title = _("channel_mail", default="E-mail")
    transactional = False

    def available(self, desk) -> bool:
        """Whether the site has a sender, and a queue or a mail server."""
        # Plone's mailer reads the server from the registry, not from the MailHost.
        server = _record("plone.smtp_host")
        return bool(sender()[1] and (_mail_host().smtp_queue or server))

    def send(self, desk, record_ids: tuple[str, ...], rendered: Rendered) -> None:
        """Send, or put into the queue.

        :raises Permanent: there is no address, or the server refuses it
        :raises Temporary: the server is away, or wants it later
        """
        receiver = rendered.address_for("email")
        if not receiver:
            raise Permanent(reason("no_address"))
        if not ADDRESS.fullmatch(receiver):
            raise Permanent(reason("bad_address"))
        if not self.available(desk):
            raise Temporary(reason("not_set_up"), pause=True)
        message = make_message(desk, record_ids[0], rendered)
        host = _mail_host()
        hand_over = _put_in_queue if host.smtp_queue else _send_now
        hand_over(host, sender()[1], receiver, message)


def make_message(desk, record_id: str, rendered: Rendered) -> EmailMessage:
    """The mail: text and simple HTML, recognised when it comes twice.

    Mails of one complaint name the same, never sent, first mail, so that they group.
    """
    name, address = sender()
    domain = address.rpartition("@")[2]
    message = EmailMessage(policy=policy.SMTP)
    message["Subject"] = _line(rendered.subject)
    message["From"] = Address(_line(name), addr_spec=address)
    message["To"] = Address(addr_spec=rendered.address_for("email"))
    message["Date"] = format_datetime(now().astimezone(ZoneInfo(timezone_of_site())))
    message["Message-ID"] = f"<{record_id}.{desk.getId()}@{domain}>"
    if rendered.thread:
        first = f"<{_token(rendered.thread)}.{desk.getId()}@{domain}>"
        message["In-Reply-To"] = first
        message["References"] = first
    message["List-Id"] = f"<{desk.getId()}.{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(rendered.text)
    if rendered.html:
        message.add_alternative(rendered.html, subtype="html")
    return message


def sender() -> tuple[str, str]:
    """Name and address that the site's mails come from; "" where there is none."""
    return _record("plone.email_from_name"), _record("plone.email_from_address")


def _record(name: str) -> str:
    return api.portal.get_registry_record(name, default=None) or ""


def _line(text: str) -> str:
    return " ".join(text.split())


def _token(thread: str) -> str:
    """What may stand in a message id."""
    return re.sub(r"[^\w.-]", "-", thread, flags=re.ASCII)


def _mail_host():
    return api.portal.get_tool("MailHost")


def _put_in_queue(host, source: str, receiver: str, message: EmailMessage) -> None:
    """Write the mail into the queue's folder, whole or not at all."""
    file = Maildir(host.smtp_queue_directory, True).newMessage()
    try:
        # Read by the queue's processor, which takes them off again.
        file.write(f"X-Zope-From: {source}\nX-Zope-To: {receiver}\n")
        file.write(message.as_bytes(policy=policy.SMTP.clone(linesep="\n")))
    except BaseException:
        file.abort()
        raise
    file.commit()
    if not os.environ.get("MAILHOST_QUEUE_ONLY"):
        host._startQueueProcessorThread()


def _send_now(host, source: str, receiver: str, message: EmailMessage) -> None:
    mailer = host._makeMailer()
    mailer.timeout = setting("timeout")
    with _understood():
        mailer.send(source, [receiver], message.as_bytes())


@contextmanager
def _understood() -> Iterator[None]:
    """Tell what a mail server's answer means.

    Its words are left out: they often repeat the address.
    """
    try:
        yield
    except smtplib.SMTPRecipientsRefused as error:
        code = next(iter(error.recipients.values()))[0]
        raise _refused(code) from error
    except smtplib.SMTPDataError as error:
        raise _refused(error.smtp_code) from error
    except (smtplib.SMTPNotSupportedError, UnicodeError) as error:
        raise Permanent(reason("bad_address")) from error
    except smtplib.SMTPResponseException as error:
        # The log-in, the sender, or the server as a whole: nothing of this mail.
        told = reason("site_refused", error.smtp_code)
        raise Temporary(told, pause=True) from error
    except TimeoutError as error:
        raise Temporary(reason("no_answer"), pause=True) from error
    except (smtplib.SMTPException, OSError, RuntimeError) as error:
        told = reason("no_connection", type(error).__name__)
        raise Temporary(told, pause=True) from error


def _refused(code: int) -> Permanent | Temporary:
    if 500 <= code < 600:
        return Permanent(reason("refused", code))
    return Temporary(reason("later", code))
