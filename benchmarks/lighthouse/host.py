"""A static host as the usual ones are: gzip, and assets kept for a while."""

import functools
import gzip
import http.server
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path

PACKED = {".css", ".html", ".js", ".json", ".svg", ".txt", ".xml"}
KEPT_FOR = 600
"""Seconds for which browsers may keep a file: GitHub Pages' own number."""


class Host(http.server.SimpleHTTPRequestHandler):
    """Sends the files below a folder, text packed."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path /= "index.html"
        status, headers = HTTPStatus.OK, {}
        try:
            content = path.read_bytes()
        except OSError:
            status, content = HTTPStatus.NOT_FOUND, b"not found"
        if path.suffix in PACKED:
            content = gzip.compress(content, 9)
            headers = {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
        self.send_response(status)
        self.send_header("Content-Type", self.guess_type(str(path)) + self._charset(path))
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", f"max-age={KEPT_FOR}")
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def _charset(self, path: Path) -> str:
        return "; charset=utf-8" if path.suffix in PACKED else ""

    def log_message(self, *words: object) -> None:
        pass


class Server(http.server.ThreadingHTTPServer):
    """Says nothing of a browser that goes before it has all of an answer."""

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def hosted(folder: Path) -> Iterator[str]:
    """The address of a running host for the folder, which may still be empty."""
    handler = functools.partial(Host, directory=str(folder))
    server = Server(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
