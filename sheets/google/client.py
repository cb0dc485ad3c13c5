"""The few requests to Google that the program makes, each with a time-out, each tried again within bounds.

One thread owns a client: the session below it is not made for more. gspread brings the addresses and the transport,
google-auth the token; what is asked, how often, and what a failure means is ours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, TypeVar
from urllib.parse import urlencode

import msgspec
from google.auth.transport.requests import AuthorizedSession, Request
from gspread.http_client import HTTPClient
from gspread.urls import (
    DRIVE_FILES_API_V3_URL,
    SPREADSHEET_BATCH_UPDATE_URL,
    SPREADSHEET_URL,
    SPREADSHEET_VALUES_BATCH_URL,
    SPREADSHEETS_API_V4_BASE_URL,
)
from requests import Response, Session

from sheets.errors import SheetsError, Text
from sheets.google import answers, errors, marks, trouble
from sheets.google import retry as retries
from sheets.google.retry import Retry, Tries, Waits
from sheets.google.trouble import Asked, TokenServer, Trouble

#: Seconds to make a connection, and without a byte of the answer: Google itself gives a request up after 180.
TIME_OUTS = (10.0, 180.0)
TOKEN_TIME_OUTS = (10.0, 30.0)
#: Seconds after which a connection is made anew.
_IDLE = 30.0
#: A longer address is asked for as a form, as Google's own client does.
_LONGEST_ADDRESS = 2048
#: Google compresses an answer only for a program that says the word in its name.
_AGENT = "operating-brief (gzip)"
#: How long Google is given to finish a write whose answer was lost, before it is looked whether it is there.
_SETTLES = 2.0
#: Kinds of errors that a look may meet while the connection comes back.
_MAY_PASS = ("offline", "google_down", "too_slow", "bad_answer")
#: So many bytes at both ends of an answer tell whether it is one.
_EDGE = 64
_IN_BATCH = re.compile(r"requests\[(\d+)\]", re.IGNORECASE)

T = TypeVar("T")
Json = dict[str, Any]
Params = Sequence[tuple[str, str]]


def _silent(_seconds: int, _why: Text) -> None:
    """Nobody watches the countdown."""


class Client:
    """Asks Google for spreadsheets. Every method may raise :class:`sheets.errors.SheetsError`.

    ``calls`` counts the requests to Sheets and Drive that were sent, answered or not; those for a token are not in it.
    """

    def __init__(self, credentials: Any, *, retry: Retry | None = None, waits: Waits = _silent) -> None:
        self._retry = retry or retries.RETRY
        self._session = _Session(credentials, self._retry)
        self._http = HTTPClient(credentials, session=self._session)
        self._http.set_timeout(TIME_OUTS)
        self._account = str(getattr(credentials, "service_account_email", "") or "")
        self._waits = waits
        self._titles: dict[int, str] = {}

    @property
    def calls(self) -> int:
        """The requests that were sent so far."""
        return self._session.sent

    def look(self, id: str, fields: str, ranges: Sequence[str] = (), grid: bool = False) -> Json:
        """What the spreadsheet is: ``spreadsheets.get`` with this field mask, cells (``grid``) within ``ranges``."""
        params = [("fields", fields), *(("ranges", one) for one in ranges)]
        if grid:
            params.append(("includeGridData", "true"))
        try:
            found = self._read(SPREADSHEET_URL % id, params)
        except SheetsError as error:
            if error.kind != "not_a_sheet":
                raise
            kind = self._kind(id)
        else:
            self._remember(found)
            return found
        raise errors.not_a_sheet(kind)

    def values(self, id: str, ranges: Sequence[str], render: str = "UNFORMATTED_VALUE") -> bytes:
        """The cells of the ranges: the body of ``values:batchGet`` as it came, JSON in UTF-8, dates as serial days."""
        params = [
            ("valueRenderOption", render),
            ("dateTimeRenderOption", "SERIAL_NUMBER"),
            *(("ranges", one) for one in ranges),
        ]
        return self._read_body(SPREADSHEET_VALUES_BATCH_URL % id, params)

    def update(
        self, id: str, requests: Sequence[Mapping[str, Any]], *, run: str, answer: Sequence[str] = (), fields: str = ""
    ) -> Json | None:
        """Apply all the requests or none, once: ``spreadsheets.batchUpdate``. They must put ``run`` into the book mark.

        ``answer`` names ranges whose cells the answer shows as they are after the write; ``fields`` is its mask. Where
        an answer is lost, the book mark tells whether the write was applied: then the result is ``None``. The error
        ``lost`` says that not even that could be known; after every other one nothing of this was written.
        """
        body: Json = {"requests": list(requests)}
        if answer:
            body |= {
                "includeSpreadsheetInResponse": True,
                "responseIncludeGridData": True,
                "responseRanges": list(answer),
            }
        sent = msgspec.json.encode(body)
        asked = self._asked("write", requests)
        tries = self._retry.begin(self._waits)
        params = [("fields", fields)] if fields else []
        in_doubt = False
        while True:
            sent_at = self._retry.clock()
            got = self._send("post", SPREADSHEET_BATCH_UPDATE_URL % id, params, asked, sent)
            found = _decoded(got) if isinstance(got, bytes) else got
            if not isinstance(found, Trouble):
                self._remember(found.get("updatedSpreadsheet", {}))
                return found
            # A try that was sent before may also be why this one is refused: what it made is there already.
            in_doubt = in_doubt or found.lost
            if in_doubt and self._applied(id, run, sent_at + found.settles, tries):
                return None
            if not tries.another(found):
                raise errors.unwritten(found.error)

    def create(self, body: Mapping[str, Any], fields: str = "") -> Json:
        """Make a new spreadsheet: ``spreadsheets.create``.

        It has no id before it is made, so that nothing could tell a second try from a second spreadsheet: where the
        answer is lost, the error ``lost`` asks the founder to look in Drive.
        """
        sent = msgspec.json.encode(body)
        tries = self._retry.begin(self._waits)
        params = [("fields", fields)] if fields else []
        while True:
            got = self._send("post", SPREADSHEETS_API_V4_BASE_URL, params, self._asked("make"), sent)
            found = _decoded(got) if isinstance(got, bytes) else got
            if not isinstance(found, Trouble) and not found.get("spreadsheetId"):
                found = trouble.bad_answer()  # made, and nobody says under which id
            if not isinstance(found, Trouble):
                self._remember(found)
                return found
            if found.lost:
                raise errors.lost_new(str(body.get("properties", {}).get("title", "")))
            if not tries.another(found):
                raise found.error

    def drive_get(self, id: str, fields: str) -> Json:
        """What Google Drive knows of the file: ``files.get`` with this field mask."""
        return self._read(f"{DRIVE_FILES_API_V3_URL}/{id}", [("fields", fields), ("supportsAllDrives", "true")])

    def _kind(self, id: str) -> str:
        try:
            return str(self.drive_get(id, "mimeType").get("mimeType", ""))
        except SheetsError:
            return ""

    def _applied(self, id: str, run: str, settled_at: float, tries: Tries) -> bool:
        """Whether the book mark names this run, looked at until it does or the write can no longer come."""
        pause = _SETTLES
        while True:
            tries.wait(pause, _LOOKING)
            unknown: SheetsError | None = None
            try:
                if marks.book_mark(self.look(id, f"developerMetadata({marks.FIELDS})")).run == run:
                    return True
            except SheetsError as error:
                unknown = error
            left = settled_at - self._retry.clock()
            if left <= 0 or (unknown and unknown.kind not in _MAY_PASS):
                break
            pause = min(2 * pause, max(left, _SETTLES))
        if unknown:
            raise errors.lost(unknown)
        return False

    def _read(self, url: str, params: Params) -> Json:
        return self._repeated(url, params, _decoded)

    def _read_body(self, url: str, params: Params) -> bytes:
        return self._repeated(url, params, _whole)

    def _repeated(self, url: str, params: Params, made: Callable[[bytes], T | Trouble]) -> T:
        tries = self._retry.begin(self._waits)
        while True:
            got = self._send("get", url, params, self._asked())
            found = made(got) if isinstance(got, bytes) else got
            if not isinstance(found, Trouble):
                return found
            if not tries.another(found):
                raise found.error

    def _send(self, method: str, url: str, params: Params, asked: Asked, body: bytes | None = None) -> bytes | Trouble:
        """One request: the body of its answer, or what went wrong. No exception of a library leaves it."""
        headers = {"User-Agent": _AGENT}
        if body is not None:
            headers["Content-Type"] = "application/json"
        query = urlencode([*params, ("prettyPrint", "false")])
        if body is None and len(url) + len(query) > _LONGEST_ADDRESS:
            headers |= {"X-HTTP-Method-Override": "GET", "Content-Type": "application/x-www-form-urlencoded"}
            method, body = "post", query.encode()
        else:
            url = f"{url}?{query}"
        try:
            answer = self._http.request(method, url, data=body, headers=headers)
        except Exception as error:
            refused = getattr(error, "response", None)
            if isinstance(refused, Response):
                return trouble.of_answer(refused, asked, self._retry.now())
            known = trouble.of_exception(error)
            if known is None:
                raise  # a bug of ours, which says nothing of what was sent
            return known
        return answer.content

    def _asked(
        self, to: Literal["read", "write", "make"] = "read", requests: Sequence[Mapping[str, Any]] = ()
    ) -> Asked:
        return Asked(self._account, to, lambda words: self._tab_of(words, requests))

    def _tab_of(self, words: str, requests: Sequence[Mapping[str, Any]]) -> str:
        """The title of the tab that Google's words are about: they name the request of the batch."""
        if (named := _IN_BATCH.search(words)) and int(named[1]) < len(requests):
            return next((self._titles[id] for id in _sheet_ids(requests[int(named[1])]) if id in self._titles), "")
        return ""

    def _remember(self, spreadsheet: Mapping[str, Any]) -> None:
        for sheet in spreadsheet.get("sheets", ()):
            properties = sheet.get("properties", {})
            if "title" in properties:
                self._titles[properties.get("sheetId", 0)] = properties["title"]


_LOOKING = Text("Looking whether the change was written, in", "Se comprueba si el cambio se escribió, en")


def _decoded(body: bytes) -> Json | Trouble:
    found = answers.decoded(body)
    return trouble.bad_answer() if found is None else found


def _whole(body: bytes) -> bytes | Trouble:
    # Read once only, by its reader; a page of something in between and a cut end show at the edges.
    begins, ends = body[:_EDGE].lstrip(), body[-_EDGE:].rstrip()
    return body if begins.startswith(b"{") and ends.endswith(b"}") else trouble.bad_answer()


def _sheet_ids(request: object) -> list[int]:
    if isinstance(request, Mapping):
        own = [request["sheetId"]] if isinstance(request.get("sheetId"), int) else []
        return own + [id for value in request.values() for id in _sheet_ids(value)]
    return []


def _as_it_is(request: Any) -> Any:
    """Signed by google-auth alone: else requests puts a password of the machine's ``.netrc`` in the token's place."""
    return request


class _Session(AuthorizedSession):
    """google-auth's session, which counts what is sent and does not follow a page in between to another place."""

    def __init__(self, credentials: Any, retry: Retry) -> None:
        self.sent = 0
        self._clock, self._last = retry.clock, retry.clock()
        super().__init__(credentials, auth_request=_TokenRequest(retry.now))  # type: ignore[no-untyped-call]
        self.auth = _as_it_is

    def send(self, request: Any, **options: Any) -> Any:
        # A connection that lay idle may be dead without a word: a write on it would be in doubt for minutes.
        if self._clock() - self._last > _IDLE:
            for adapter in self.adapters.values():
                adapter.close()
        self.sent += 1
        try:
            return super().send(request, **options | {"allow_redirects": False})
        finally:
            self._last = self._clock()


class _TokenRequest(Request):
    """Asks for a token. A service that cannot answer is told at once: google-auth would sleep over it unseen."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__(Session())
        self.session.auth = _as_it_is
        self._now = now

    def __call__(
        self, url: str, method: str = "GET", body: Any = None, headers: Any = None, timeout: Any = None, **options: Any
    ) -> Any:
        answer: Any = super().__call__(url, method, body, headers, TOKEN_TIME_OUTS, **options)  # type: ignore[no-untyped-call]
        if answer.status == 429 or answer.status in trouble.PASSING:
            raise TokenServer(trouble.of_token_server(answer.status, answer.headers, self._now()))
        if method == "POST" and answer.status == 200 and not answers.is_token(answer.data):
            raise TokenServer(trouble.no_token())
        return answer
