"""A site of somebody else: pages by another server, on another port and host."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from http.server import ThreadingHTTPServer
from urllib.parse import urlsplit

import threading


class Host:
    """Serves whatever `pages` holds; localhost and 127.0.0.1 are two sites."""

    def __init__(self, server: ThreadingHTTPServer):
        """Keep the server."""
        self.origin = f"http://127.0.0.1:{server.server_port}"
        self.pages: dict[str, str] = server.pages

    def page(self, *parts: str, name: str = "page", head: str = "") -> str:
        """Serve a page of these parts; returns its address."""
        body = "\n".join(parts)
        self.pages[f"/{name}"] = (
            f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8">'
            f"<title>Library</title>{head}</head><body><h1>Library</h1>"
            f'<p><a id="before" href="#">before</a></p>{body}'
            f'<p><a id="after" href="#">after</a></p></body></html>'
        )
        return f"{self.origin}/{name}"


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        found = self.server.pages.get(urlsplit(self.path).path)
        self.send_response(200 if found is not None else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write((found or "").encode())

    def log_message(self, *arguments):
        pass


@contextmanager
def serving() -> Iterator[Host]:
    """Another site, while it lasts."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.pages = {}
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Host(server)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
