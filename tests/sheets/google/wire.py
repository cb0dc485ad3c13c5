"""A server on 127.0.0.1 that answers from a list, met by the unmodified client where it expects Google."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest
from google.oauth2.credentials import Credentials

from sheets.errors import Text
from sheets.google.retry import Retry
from tests.google.answers import Answer
from tests.google.faults import send
from tests.google.proxy import Proxy

#: Everything of these that shows anywhere is a leak.
SECRETS = ("ya29.access-token", "1//refresh-token", "GOCSPX-client-secret", "ya29.fresh-token")
HOSTS = ("sheets.googleapis.com", "www.googleapis.com", "oauth2.googleapis.com")


def json(said: object, status: int = 200, **headers: str) -> Answer:
    answer = Answer.json(said, status)
    answer.headers |= {name.replace("_", "-"): value for name, value in headers.items()}
    return answer


def said(status: int, message: str, reason: str = "", **headers: str) -> Answer:
    """An error in Google's JSON."""
    error: dict[str, object] = {"code": status, "message": message}
    if reason:
        error["details"] = [{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": reason}]
    return json({"error": error}, status, **headers)


def marked(run: str) -> Answer:
    """What a look at the book mark brings."""
    value = msgspec.json.encode({"contract": 1, "run": run}).decode()
    return json({"developerMetadata": [{"metadataId": 7, "metadataKey": "operating-brief", "metadataValue": value}]})


@dataclass(slots=True)
class Asked:
    method: str
    host: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: bytes
    connection: object


@dataclass(slots=True)
class Time:
    """A clock that only sleeping moves, and what the founder saw of it."""

    seconds: float = 1000.0
    slept: list[float] = field(default_factory=list)
    shown: list[tuple[int, str]] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds

    def shows(self, seconds: int, why: Text) -> None:
        self.shown.append((seconds, why.en))

    def retry(self, **bounds: float) -> Retry:
        return Retry(clock=lambda: self.seconds, sleep=self.sleep, chance=lambda: 0.0, **bounds)  # type: ignore[arg-type]


class Wire:
    """``answers`` to requests in their order, ``tokens`` to those for a token (a good one where the list is empty)."""

    def __init__(self, folder: Path) -> None:
        self.answers: list[Answer | Callable[[Asked], Answer]] = []
        self.tokens: list[Answer] = []
        self.asked: list[Asked] = []
        self.token_requests = 0
        self.token_headers: dict[str, str] = {}
        wire = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self) -> None:
                send(self, wire._answer(self))

            do_GET = do_POST = answer

            def log_message(self, *_: object) -> None:
                """Says nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        self.proxy = Proxy(folder, dict.fromkeys(HOSTS, ("127.0.0.1", self._server.server_port)))

    def _answer(self, handler: BaseHTTPRequestHandler) -> Answer:
        address = urlsplit(handler.path)
        body = handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
        if address.path == "/token":
            self.token_requests += 1
            self.token_headers = dict(handler.headers)
            return self.tokens.pop(0) if self.tokens else json({"access_token": SECRETS[3], "expires_in": 3599})
        asked = Asked(
            handler.command,
            handler.headers["Host"],
            address.path,
            parse_qs(address.query),
            dict(handler.headers),
            body,
            handler.connection,
        )
        self.asked.append(asked)
        answer = self.answers.pop(0)
        return answer(asked) if callable(answer) else answer

    def stop(self) -> None:
        self.proxy.stop()
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def wired(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Wire]:
    wire = Wire(folder)
    monkeypatch.setenv("HTTPS_PROXY", wire.proxy.address)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(wire.proxy.authority.bundle))
    monkeypatch.delenv("NO_PROXY", raising=False)
    yield wire
    wire.stop()


def signed_in(token: str | None = SECRETS[0]) -> Credentials:
    return Credentials(
        token,
        refresh_token=SECRETS[1],
        token_uri="https://oauth2.googleapis.com/token",
        client_id="1.apps.example",
        client_secret=SECRETS[2],
    )
