"""What an answer, or the lack of one, means: which error it is, whether it may pass, whether a write may have happened.

Decided on the status, the body and the kind of exception; never on a library's own reading of them: gspread makes of
an HTML page the code -1, and leaves a broken connection as it is.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Literal

import msgspec
import requests
from google.auth import exceptions as auth
from requests import exceptions as http

from sheets.errors import SheetsError, Text
from sheets.google import errors

#: Statuses that a second try may do away with.
PASSING = (408, 500, 502, 503, 504)
#: Reasons that stand for too many requests where the status is 403, as Drive has it.
_TOO_MANY = ("rateLimitExceeded", "userRateLimitExceeded", "RATE_LIMIT_EXCEEDED", "dailyLimitExceeded")
_API_OFF = ("SERVICE_DISABLED", "accessNotConfigured")
_SCOPE = ("ACCESS_TOKEN_SCOPE_INSUFFICIENT", "insufficientPermissions", "insufficientScopes")
#: Google's own words about a request that cannot be applied; its status is 400 for them all.
_PROTECTED = "protected cell or object"
_GONE = (
    "no grid with id", "no sheet with id", "already exists", "unable to parse range",
    "exceeds grid limits", "beyond the last requested", "after last row in grid", "after last column in grid",
)  # fmt: skip
_FULL = ("limit of 10000000 cells", "10000000 cells")
_NO_SHEET_KIND = "not supported for this document"

#: By Google's documentation no request is worked on for longer than this many seconds.
LONGEST_WORK = 180.0
#: A day: whoever asks for more is told as this.
_LONGEST_PAUSE = 86_400.0
NOTHING = Text("", "")
#: How long the first pause is, in seconds; every further one is twice as long. A quota is refilled each minute.
BRIEFLY, QUOTA = 1.0, 5.0
#: How often a request is tried at most: ``OFTEN`` is what :class:`sheets.google.retry.Retry` allows anyway.
ONCE, TWICE, THRICE, OFTEN = 1, 2, 3, 99


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a request brought nothing.

    ``error`` is what the founder is told if it stays so. ``tries`` is how often such a request is tried at most;
    ``pause`` and ``why`` are the seconds before the second try and what is said meanwhile; ``asked_pause`` those that
    Google asks for itself. ``lost`` is true where the request was sent and nothing tells whether it was applied;
    ``settles`` is for how many seconds after it was sent it may still be.
    """

    error: SheetsError
    tries: int = ONCE
    pause: float = BRIEFLY
    why: Text = NOTHING
    asked_pause: float | None = None
    lost: bool = False
    settles: float = 0.0


class TokenServer(Exception):
    """Google's token service did not answer, with this trouble: said before google-auth sleeps over it by itself."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.error.kind)
        self.trouble = trouble


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request was about, as far as its errors need it.

    ``account`` is the address that signed in (``""`` = not known); ``tab`` tells the title of the tab that Google's
    words about a request of a batch are about.
    """

    account: str = ""
    to: Literal["read", "write", "make"] = "read"
    tab: Callable[[str], str] = lambda _words: ""


def of_answer(answer: requests.Response, asked: Asked, now: datetime) -> Trouble:
    """The trouble of an answer that is no success. ``now`` is the machine's wall clock, with its zone."""
    status = answer.status_code
    said = _said(answer)
    words, reasons = str(said.get("message", "")), set(_reasons(said))
    pause = _asked_pause(answer.headers, now)
    if status == 429 or (status == 403 and reasons.intersection(_TOO_MANY)):
        return too_many(pause, now)
    if status in PASSING:
        return passing(status, pause)
    return Trouble(_refusal(status, words, reasons, asked))


def too_many(asked_pause: float | None, now: datetime) -> Trouble:
    """The quota is used up. Without a word of Google's it is refilled within a minute."""
    goes_on = now + timedelta(seconds=60 if asked_pause is None else asked_pause)
    return Trouble(
        # In whole minutes, and never before it is true.
        errors.quota((goes_on + timedelta(seconds=59)).replace(second=0, microsecond=0)),
        OFTEN,
        QUOTA,
        Text("Google has too many requests; it goes on in", "Google tiene demasiadas solicitudes; sigue en"),
        asked_pause,
    )


def passing(status: int, asked_pause: float | None) -> Trouble:
    """Google cannot answer now; it may have done what was asked all the same."""
    if status == 408:
        return _SLOW
    return Trouble(errors.down(), OFTEN, BRIEFLY, _RETRYING, asked_pause, lost=True)


def bad_answer() -> Trouble:
    """A success whose body cannot be read."""
    return Trouble(errors.bad_answer(), THRICE, BRIEFLY, _RETRYING, lost=True)


def of_exception(error: Exception) -> Trouble | None:
    """The trouble of an exception of the libraries below; ``None`` where it is none of theirs."""
    if isinstance(error, TokenServer):
        return error.trouble
    if isinstance(error, auth.RefreshError):
        return _of_sign_in(error)
    if isinstance(error, auth.TransportError):
        # Before the request itself was sent: whatever it is about, it was not applied.
        below = next((one for one in _chain(error) if isinstance(one, requests.RequestException)), None)
        return _unsent(_of_connection(below)) if below else Trouble(errors.offline(), THRICE, BRIEFLY, _OFFLINE)
    if isinstance(error, auth.GoogleAuthError):
        return Trouble(errors.sign_in())
    if isinstance(error, http.InvalidHeader | UnicodeError):
        # A token that no header can hold; its words would quote it.
        return Trouble(errors.sign_in())
    if isinstance(error, http.RequestException):
        return _of_connection(error)
    if isinstance(error, OSError):
        return _BROKEN
    return None


def of_token_server(status: int, headers: Mapping[str, str], now: datetime) -> Trouble:
    """The trouble of a token service that answered with 429 or 5xx: what the token was for was not sent."""
    pause = _asked_pause(headers, now)
    return too_many(pause, now) if status == 429 else _unsent(passing(status, pause))


def no_token() -> Trouble:
    """The trouble of a token service whose success is none: what the token was for was not sent."""
    return _unsent(bad_answer())


_RETRYING = Text("Google cannot answer; trying again in", "Google no puede responder; nuevo intento en")
_OFFLINE = Text("Google cannot be reached; trying again in", "No se puede llegar a Google; nuevo intento en")
_SLOW = Trouble(errors.too_slow(), TWICE, BRIEFLY, _RETRYING, lost=True)
#: Without an answer of any kind, Google may still be at work on what was sent.
_BROKEN = Trouble(errors.broken(), OFTEN, BRIEFLY, _OFFLINE, lost=True, settles=LONGEST_WORK)


def _of_connection(error: Exception) -> Trouble:
    below = list(_chain(error))
    names = {type(one).__name__ for one in below}
    if any(isinstance(one, ssl.SSLCertVerificationError) for one in below):
        return Trouble(errors.untrusted())
    if any(str(one).startswith("Tunnel connection failed") for one in below):
        return Trouble(errors.proxy())
    # Not "any error of a proxy": one that breaks off after the request was sent is called by the same name.
    unmade = names & {"NewConnectionError", "NameResolutionError", "ConnectTimeoutError"}
    if unmade or isinstance(error, http.ConnectTimeout):
        return Trouble(errors.offline(), THRICE, BRIEFLY, _OFFLINE)
    if isinstance(error, http.Timeout) or "ReadTimeoutError" in names:
        return _SLOW
    if isinstance(error, http.ChunkedEncodingError | http.ContentDecodingError):
        return bad_answer()
    return _BROKEN


def _of_sign_in(error: Any) -> Trouble:
    said = next((one for one in error.args if isinstance(one, Mapping)), {})
    words = " ".join(str(one) for one in (said.get("error"), said.get("error_description")))
    if "reasonable timeframe" in words:
        return Trouble(errors.wrong_clock())
    if said.get("error") or not error.args or not isinstance(error.args[0], str):
        return Trouble(errors.sign_in())
    # Neither success nor an error of OAuth's: a page of something in between.
    fields_missing = "necessary fields" in error.args[0]
    return Trouble(errors.sign_in()) if fields_missing else _unsent(bad_answer())


def _unsent(trouble: Trouble) -> Trouble:
    return replace(trouble, lost=False, settles=0.0)


def _refusal(status: int, words: str, reasons: set[str], asked: Asked) -> SheetsError:
    low = words.lower()
    if status == 401:
        return errors.sign_in()
    if status == 403:
        return _forbidden(words, reasons, asked)
    if status in (404, 410):
        return errors.no_sheet()
    if _PROTECTED in low:
        return errors.protected(asked.tab(words))
    if _NO_SHEET_KIND in low:
        return errors.not_a_sheet()
    if any(said in low for said in _FULL):
        return errors.full()
    if any(said in low for said in _GONE):
        return errors.changed(asked.tab(words))
    if status == 400 or status >= 405:
        return errors.refused(words)
    return errors.bad_answer()


def _forbidden(words: str, reasons: set[str], asked: Asked) -> SheetsError:
    if reasons.intersection(_API_OFF) or "has not been used in project" in words:
        return errors.api_off()
    if reasons.intersection(_SCOPE) or "insufficient authentication scopes" in words:
        return errors.not_allowed()
    if "storageQuotaExceeded" in reasons:
        return errors.no_room(asked.account)
    if _PROTECTED in words.lower():
        return errors.protected(asked.tab(words))
    says = {"read": errors.not_shared, "write": errors.read_only, "make": errors.not_makeable}
    return says[asked.to](asked.account)


def _said(answer: requests.Response) -> Mapping[str, Any]:
    try:
        body = msgspec.json.decode(answer.content)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError, requests.RequestException):
        return {}
    said = body.get("error") if isinstance(body, dict) else None
    return said if isinstance(said, dict) else {"message": said} if isinstance(said, str) else {}


def _reasons(said: Mapping[str, Any]) -> Iterator[str]:
    yield str(said.get("status", ""))
    for entries in (said.get("errors"), said.get("details")):
        for entry in entries if isinstance(entries, list) else ():
            if isinstance(entry, Mapping):
                yield str(entry.get("reason", ""))


def _asked_pause(headers: Mapping[str, str], now: datetime) -> float | None:
    """The seconds that ``Retry-After`` asks for, as a number or as a moment."""
    said = headers.get("Retry-After", "").strip()
    if not said:
        return None
    if said.isdecimal():
        return min(float(said), _LONGEST_PAUSE)
    try:
        when = parsedate_to_datetime(said)
        seconds = (when.replace(tzinfo=when.tzinfo or UTC) - now).total_seconds()
    except (ValueError, OverflowError):
        return None
    return min(max(0.0, seconds), _LONGEST_PAUSE)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The exception and those that it stands for: causes, contexts and the ones that libraries put into arguments."""
    seen: set[int] = set()
    waiting: list[BaseException] = [error]
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        inner = (one.__cause__, one.__context__, getattr(one, "reason", None), *one.args)
        waiting += [other for other in inner if isinstance(other, BaseException)]
