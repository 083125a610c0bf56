"""Servers on the loopback that channels talk to: one for HTTP, one for mail."""

from aiosmtpd.controller import Controller
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from http.server import ThreadingHTTPServer
from urllib.parse import parse_qsl
from urllib.parse import urlsplit

import asyncio
import json
import socket
import threading


@dataclass(frozen=True)
class Request:
    """What came in."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> dict:
        """The body, read."""
        return json.loads(self.body)


@dataclass(frozen=True)
class Reply:
    """What goes out."""

    status: int = 200
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()


def say(**facts) -> Reply:
    """A reply of JSON."""
    return Reply(body=json.dumps(facts).encode())


class Web:
    """A web server that answers as its `answer` says, and remembers what it was asked.

    answer: called with a request; returns a reply, or None to say nothing at all
    """

    def __init__(self, answer: Callable[[Request], Reply | None]):
        """Not started; use it as a context."""
        self.answer = answer
        self.requests: list[Request] = []
        # Requests without a reply are held until the end.
        self._end = threading.Event()

    def __enter__(self) -> "Web":
        web = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                web._handle(self)

            do_POST = do_GET

            def log_message(self, *arguments):
                """Nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()
        return self

    def __exit__(self, *error) -> None:
        self._end.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def _handle(self, handler: BaseHTTPRequestHandler) -> None:
        address = urlsplit(handler.path)
        length = int(handler.headers.get("Content-Length") or 0)
        request = Request(
            handler.command,
            address.path,
            dict(parse_qsl(address.query)),
            dict(handler.headers),
            handler.rfile.read(length),
        )
        self.requests.append(request)
        reply = self.answer(request)
        if reply is None:
            self._end.wait(30)
            return
        handler.send_response(reply.status)
        for name, value in reply.headers:
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(reply.body)))
        handler.end_headers()
        handler.wfile.write(reply.body)


class Mailbox:
    """What the mail server does with a mail, and those that it took.

    at: the answer to a command ("MAIL", "RCPT", "DATA"), such as "550 5.1.1 unknown";
        `DROP` to hang up there, `HANG` to say nothing
    """

    def __init__(self):
        """Takes everything."""
        self.mails: list = []
        self.at: dict[str, str] = {}
        self.release = threading.Event()

    async def _said(self, server, command: str, otherwise: str) -> str:
        answer = self.at.get(command, otherwise)
        if answer == DROP:
            server.transport.close()
        if answer == HANG:
            while not self.release.is_set():
                await asyncio.sleep(0.01)
        return answer

    async def handle_MAIL(self, server, session, envelope, address, options):
        """The sender."""
        envelope.mail_from = address
        return await self._said(server, "MAIL", "250 OK")

    async def handle_RCPT(self, server, session, envelope, address, options):
        """A receiver."""
        answer = await self._said(server, "RCPT", "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, session, envelope):
        """The mail itself."""
        answer = await self._said(server, "DATA", "250 OK")
        if answer.startswith("250") or answer == DROP:
            self.mails.append(envelope)
        return answer


DROP = "drop"
HANG = "hang"


@contextmanager
def mail_server():
    """A mail server; gives its mailbox and port."""
    mailbox = Mailbox()
    controller = Controller(mailbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        yield mailbox, controller.port
    finally:
        mailbox.release.set()
        controller.stop()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
