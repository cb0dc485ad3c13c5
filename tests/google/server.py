"""The loopback Google server: Sheets v4 and a slice of Drive v3 on 127.0.0.1, the books in memory.

What stands around it plugs in by three names: ``faults`` wraps the serving of a call and may answer in its place,
before or after it was applied, or cut the answer off; ``permits`` refuses a token; ``watch`` sees each book before and
after a call. Faults and permits run without the store's lock, so a slow one holds up nobody.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Protocol
from urllib.parse import parse_qs, unquote, urlsplit

import msgspec

from tests.google import discovery, drive_api, sheets_api
from tests.google.answers import Answer, Call, GoogleError, Unknown
from tests.google.model import Book, Store

REASONS = {200: "OK", 204: "No Content", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found"}
#: bearer token, id of the file or an empty text -> the refusal, None where the token may.
Permits = Callable[[str, str], Answer | None]
#: the call as it was answered, the book before it and after it; None where there was none.
Watch = Callable[[Call, Book | None, Book | None], None]


class Faults(Protocol):
    """What may go wrong."""

    def answer(self, method: str, path: str, serve: Callable[[], Answer]) -> Answer:
        """The answer to a call; ``path`` begins with the host, ``serve`` answers it as it would be."""


class Server:
    """The server. ``log`` has every call in the order they were answered; ``violations`` what broke Google's schema."""

    def __init__(self, store: Store | None = None) -> None:
        self.store = store or Store()
        self.faults: Faults | None = None
        self.permits: Permits = lambda _bearer, _file: None
        self.watch: Watch = lambda _call, _before, _after: None
        self.log: list[Call] = []
        #: Requests that Google's schema refuses, and answers of this server that it does not allow: both fail a test.
        self.violations: list[str] = []
        self._http: ThreadingHTTPServer | None = None
        self._log_lock = threading.Lock()

    # --- life

    def start(self) -> str:
        """Listen on a free port of 127.0.0.1 unless it does; the base address, without a slash at its end."""
        with self._log_lock:
            if self._http is None:
                self._http = _Http(("127.0.0.1", 0), _Handler)
                self._http.owner = self  # type: ignore[attr-defined]
                threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True).start()
        return self.url

    @property
    def url(self) -> str:
        """The base address."""
        assert self._http is not None, "the server was not started"
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    @property
    def address(self) -> tuple[str, int]:
        """Host and port; it listens from now on."""
        host, _, port = self.start().removeprefix("http://").partition(":")
        return host, int(port)

    def stop(self) -> None:
        """Close the port."""
        if self._http is not None:
            self._http.shutdown()
            self._http.server_close()
            self._http = None

    # --- answering

    def answer(self, call: Call) -> Answer:
        """The answer to a call: faults, permission, the APIs. It is in the log when this returns."""

        def serve() -> Answer:
            return self.applied(call)

        answer = serve() if self.faults is None else self.faults.answer(call.method, call.host + call.path, serve)
        # What a read was answered may be large, and is not looked at again.
        call.status = 0 if answer.cut == 0 else answer.status
        call.answer = call.answer or (answer.said if call.writes or answer.status >= 400 else None)
        with self._log_lock:
            self.log.append(call)
        return answer

    def applied(self, call: Call) -> Answer:
        """What Google would answer, its state changed: without faults and log."""
        refused = self.permits(call.headers.get("authorization", "").removeprefix("Bearer "), call.file)
        if refused is not None:
            return refused
        try:
            self._read_body(call)
            wrong = discovery.check_request(call)
            if wrong is not None:
                self.violations.append(f"request {call.method} {call.path}: {wrong.message}")
                raise wrong.error()
            answer: Answer
            with self.store.lock:
                before = self.store.books.get(call.file)
                api = drive_api if call.path.startswith(("/drive/", "/upload/")) else sheets_api
                answer = api.answer(self.store, call)
                call.status, call.answer = answer.status, answer.said if call.writes else None
                self.watch(call, before, self.store.books.get(call.file))
        except GoogleError as error:
            if isinstance(error, Unknown):
                self.violations.append(f"request {call.method} {call.path}: {error.message}")
            return error.answer()
        except Exception as error:  # a bug of this server must be seen by the test, not die in a thread
            self.violations.append(f"the server broke on {call.method} {call.path}: {error!r}")
            return Answer.error(500, f"The loopback server broke: {error!r}")
        wrong_answer = discovery.check_answer(call, answer)
        if wrong_answer:
            self.violations.append(f"answer to {call.method} {call.path}: {wrong_answer}")
        return answer

    def _read_body(self, call: Call) -> None:
        if not call.raw or call.body is not None or call.path.startswith("/upload/"):
            return
        try:
            call.body = said(msgspec.json.decode(call.raw))
        except msgspec.DecodeError as error:
            raise GoogleError(400, f"Invalid JSON payload received. {error}") from None


def called(method: str, target: str, raw: bytes = b"", headers: dict[str, str] | None = None) -> Call:
    """A call as it comes over the line: the path and query are decoded; names of headers are small letters."""
    parts = urlsplit(target)
    headers = headers or {}
    query = parse_qs(parts.query, keep_blank_values=True)
    if method == "POST" and headers.get("x-http-method-override") == "GET":
        # A read whose address would be too long comes as a form [Google's own client does so].
        method, query, raw = "GET", parse_qs(raw.decode(), keep_blank_values=True), b""
    return Call(method, unquote(parts.path), query, raw, None, headers)


def said(body: Any) -> Any:
    """A body without the fields that are null: by protobuf's rules of JSON they were not said; null in a list stays."""
    if isinstance(body, dict):
        return {name: said(value) for name, value in body.items() if value is not None}
    if isinstance(body, list):
        return [said(value) if isinstance(value, dict | list) else value for value in body]
    return body


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = 1 << 16

    def _any(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        raw = self.rfile.read(length) if length else b""
        call = called(self.command, self.path, raw, {name.lower(): value for name, value in self.headers.items()})
        server: Server = self.server.owner  # type: ignore[attr-defined]
        self._send(server.answer(call))

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = _any

    def _send(self, answer: Answer) -> None:
        if answer.cut == 0:
            self._break()
            return
        try:
            self.send_response(answer.status, REASONS.get(answer.status))
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body if answer.cut is None else answer.body[: answer.cut])
            self.wfile.flush()
        except OSError:
            # The client went away: its own affair.
            self.close_connection = True
            return
        if answer.cut is not None:
            self._break()

    def _break(self) -> None:
        self.close_connection = True
        try:
            self.connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            return

    def log_message(self, format: str, *args: Any) -> None:
        """The calls are in ``Server.log``."""
