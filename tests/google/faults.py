"""What can go wrong between a program and Google, by script: each fault stands around the answering of one request.

A fault is a function of ``serve``, which answers the request as if nothing were wrong; it decides whether and when
to call it, and what of the answer leaves the house. A fault that was scripted and never happened fails the test.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from http.server import BaseHTTPRequestHandler

from tests.google.answers import Answer

Fault = Callable[[Callable[[], Answer]], Answer]

_SAID = {
    401: "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid "
    "authentication credential.",
    403: "The caller does not have permission",
    404: "Requested entity was not found.",
    500: "Internal error encountered.",
    503: "The service is currently unavailable.",
}
_PAGE = """<!DOCTYPE html>
<html lang=en><title>Error {status} (Server Error)!!1</title>
<p><b>{status}.</b> <ins>That's an error.</ins>
<p>The server encountered a temporary error and could not complete your request. Please try again in 30 seconds.
"""


def send(handler: BaseHTTPRequestHandler, answer: Answer) -> None:
    """Let as much of the answer leave as the script lets."""
    if answer.cut is not None:
        handler.close_connection = True
    if answer.cut == 0:
        return
    handler.send_response(answer.status)
    for name, value in {**answer.headers, "Content-Length": str(len(answer.body))}.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(answer.body[: answer.cut])


def error(status: int, message: str = "", headers: dict[str, str] | None = None) -> Answer:
    """An error in Google's JSON."""
    said = Answer.error(status, message or _SAID.get(status, "Error."))
    return replace(said, headers={**said.headers, **(headers or {})})


def says(status: int, message: str = "", headers: dict[str, str] | None = None) -> Fault:
    """Answered with this error, nothing is applied."""
    return lambda _serve: error(status, message, headers)


def page(status: int = 502) -> Fault:
    """Answered with an HTML page, as a gateway before Google's servers does; nothing is applied."""
    return lambda _serve: _page(status)


def page_after(status: int = 503) -> Fault:
    """Applied, and yet answered with an HTML error page."""

    def fault(serve: Callable[[], Answer]) -> Answer:
        serve()
        return _page(status)

    return fault


def _page(status: int) -> Answer:
    return Answer(status, _PAGE.format(status=status).encode(), {"Content-Type": "text/html; charset=UTF-8"})


def refused(
    reason: str = "invalid_grant", said: str = "Token has been expired or revoked.", status: int = 400
) -> Fault:
    """What the token endpoint says of a grant it does not take; for its path ``/token``."""
    return lambda _serve: Answer.json({"error": reason, "error_description": said}, status)


def slow(seconds: float) -> Fault:
    """Answered late."""

    def fault(serve: Callable[[], Answer]) -> Answer:
        time.sleep(seconds)
        return serve()

    return fault


def cut_before() -> Fault:
    """The connection breaks before anything is applied."""
    return lambda _serve: Answer(0, cut=0)


def cut_after() -> Fault:
    """Applied, and the connection breaks before the answer leaves."""
    return lambda serve: replace(serve(), cut=0)


def truncated(kept: float = 0.5) -> Fault:
    """Applied, and the connection breaks in the middle of the answer's body."""

    def fault(serve: Callable[[], Answer]) -> Answer:
        answer = serve()
        return replace(answer, cut=max(1, int(len(answer.body) * kept)))

    return fault


def person(edit: Callable[[], object]) -> Fault:
    """A person edits the sheet right before the request is answered."""

    def fault(serve: Callable[[], Answer]) -> Answer:
        edit()
        return serve()

    return fault


def person_after(edit: Callable[[], object]) -> Fault:
    """A person edits the sheet right after the request was applied, before the answer leaves."""

    def fault(serve: Callable[[], Answer]) -> Answer:
        answer = serve()
        edit()
        return answer

    return fault


class Window:
    """Google's quota: so many requests in any stretch of so many seconds, the rest is answered 429.

    A refused request counts for nothing. By documentation: 60 reads and 60 writes a minute for each user.
    """

    def __init__(self, limit: int = 60, seconds: float = 60.0, clock: Callable[[], float] = time.monotonic) -> None:
        self.limit, self.seconds, self.clock = limit, seconds, clock
        self._taken: deque[float] = deque()
        self._lock = threading.Lock()

    def __call__(self, serve: Callable[[], Answer]) -> Answer:
        with self._lock:
            now = self.clock()
            while self._taken and self._taken[0] <= now - self.seconds:
                self._taken.popleft()
            full = len(self._taken) >= self.limit
            if not full:
                self._taken.append(now)
        if full:
            return error(
                429,
                "Quota exceeded for quota metric 'Read requests' and limit 'Read requests per minute per user' of "
                "service 'sheets.googleapis.com' for consumer 'project_number:1'.",
            )
        return serve()


@dataclass(slots=True)
class _Scripted:
    fault: Fault
    method: str
    path: str
    times: int | None
    after: int
    happened: int = 0


class Faults:
    """The script. Each request takes the first fault that is meant for it and not used up."""

    def __init__(self) -> None:
        self._script: list[_Scripted] = []
        self._lock = threading.Lock()

    def add(self, fault: Fault, path: str = "*", method: str = "*", times: int | None = 1, after: int = 0) -> None:
        """Let this happen to ``times`` requests (None = to every one) of this method and path, after ``after`` others.

        ``path`` is a pattern of host and path as in ``sheets.googleapis.com/v4/spreadsheets/X:batchUpdate``:
        ``*:batchUpdate``, ``*/values:batchGet``, ``*/token``.
        """
        self._script.append(_Scripted(fault, method, path, times, after))

    def answer(self, method: str, path: str, serve: Callable[[], Answer]) -> Answer:
        """The answer of this request, by script or as it would be."""
        scripted = self._next(method, path)
        return serve() if scripted is None else scripted.fault(serve)

    def clear(self) -> None:
        """Nothing goes wrong from now on."""
        self._script = []

    def unused(self) -> list[str]:
        """What was scripted and never happened, or not as often as scripted."""
        return [
            f"{each.method} {each.path}: {each.happened} of {each.times or 'any'}"
            for each in self._script
            if each.happened < (1 if each.times is None else each.times)
        ]

    def _next(self, method: str, path: str) -> _Scripted | None:
        with self._lock:
            for each in self._script:
                if not (fnmatchcase(method, each.method) and fnmatchcase(path, each.path)):
                    continue
                if each.times is not None and each.happened >= each.times:
                    continue
                if each.after:
                    each.after -= 1
                    continue
                each.happened += 1
                return each
        return None
