"""Every way in which Google says no, and the sentence that the founder reads. Google's own words: by documentation."""

from __future__ import annotations

import inspect
import json
import socket
import ssl
from datetime import UTC, datetime, timedelta, timezone
from http.client import IncompleteRead, RemoteDisconnected

import pytest
import requests
import urllib3
from google.auth import exceptions as auth
from requests import exceptions as http

from sheets.errors import SheetsError
from sheets.google import errors, trouble
from sheets.google.trouble import Asked, Trouble

BOGOTA = timezone(timedelta(hours=-5))
NOW = datetime(2026, 11, 16, 8, 0, tzinfo=BOGOTA)
ROBOT = "brief@ruta-norte.iam.gserviceaccount.com"
SECRET = "ya29.a0AfH6SMBx-secret"


def answer(code: int, message: str = "", /, body: str = "", **error: object) -> requests.Response:
    made = requests.Response()
    made.status_code = code
    made._content = (body or json.dumps({"error": {"code": code, "message": message, **error}})).encode()
    return made


def reason(name: str) -> dict[str, object]:
    return {"details": [{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": name}]}


def drive_reason(name: str) -> dict[str, object]:
    return {"errors": [{"domain": "usageLimits", "reason": name}]}


#: status and words of Google, what was asked, then kind, whether it is tried again, and how the sentence begins
ANSWERS = {
    "not shared": (
        (answer(403, "The caller does not have permission", status="PERMISSION_DENIED"), Asked()),
        ("not_shared", False, "Operating Brief may not open this Google Sheet."),
    ),
    "not shared with the robot": (
        (answer(403, "The caller does not have permission"), Asked(ROBOT)),
        ("not_shared", False, f"This Google Sheet is not shared with {ROBOT}."),
    ),
    "only to be read": (
        (answer(403, "The caller does not have permission"), Asked(to="write")),
        ("read_only", False, "This Google Sheet may be read by you but not written."),
    ),
    "a robot without a Drive": (
        (answer(403, "The caller does not have permission"), Asked(ROBOT, to="make")),
        ("not_allowed", False, f"{ROBOT} may not make a new Google Sheet."),
    ),
    "protected": (
        (
            answer(400, "Invalid requests[2].updateCells: You are trying to edit a protected cell or object."),
            Asked(to="write", tab=lambda words: "Orders" if "requests[2]" in words else ""),
        ),
        ("protected", False, "The tab Orders is protected in this Google Sheet, so it cannot be written."),
    ),
    "no such sheet": (
        (answer(404, "Requested entity was not found.", status="NOT_FOUND"), Asked()),
        ("no_sheet", False, "There is no Google Sheet at this link, or Operating Brief may not see it."),
    ),
    "not a sheet": (
        (answer(400, "This operation is not supported for this document"), Asked()),
        ("not_a_sheet", False, "What this link leads to is not a Google Sheet."),
    ),
    "a tab gone": (
        (answer(400, "Invalid requests[0].updateCells: No grid with id: 7"), Asked(to="write")),
        ("changed", False, "A tab of the Google Sheet was deleted or made by somebody in the meantime."),
    ),
    "a tab renamed": (
        (answer(400, "Unable to parse range: 'Orders'!A1:Z9"), Asked()),
        ("changed", False, "A tab of the Google Sheet was deleted or made by somebody in the meantime."),
    ),
    "a tab made": (
        (answer(400, 'Invalid requests[0].addSheet: A sheet with the name "Brief" already exists.'), Asked(to="write")),
        ("changed", False, "A tab of the Google Sheet was deleted or made by somebody in the meantime."),
    ),
    "full": (
        (
            answer(
                400,
                "Invalid requests[0].addSheet: This action would increase the number of cells in the workbook above "
                "the limit of 10000000 cells.",
            ),
            Asked(to="write"),
        ),
        ("full", False, "The Google Sheet would have more than 10 million cells, which Google does not allow."),
    ),
    "signed out": (
        (answer(401, "Request had invalid authentication credentials."), Asked()),
        ("sign_in", False, "Google asks you to sign in again: the sign-in has ended or was withdrawn."),
    ),
    "consented to too little": (
        (
            answer(
                403,
                "Request had insufficient authentication scopes.",
                **reason("ACCESS_TOKEN_SCOPE_INSUFFICIENT"),
            ),
            Asked(),
        ),
        ("sign_in", False, "When you signed in, Operating Brief was not allowed to work with your sheets."),
    ),
    "the API switched off": (
        (answer(403, "Google Sheets API has not been used in project 1 before", **reason("SERVICE_DISABLED")), Asked()),
        ("api_off", False, "The Google Sheets API is switched off in the Google Cloud project that you sign in with."),
    ),
    "the Drive full": (
        (
            answer(403, "The user's Drive storage quota has been exceeded.", **drive_reason("storageQuotaExceeded")),
            Asked(),
        ),
        ("no_room", False, "Your Google Drive is full."),
    ),
    "a service account without room": (
        (
            answer(403, "The user's Drive storage quota has been exceeded.", **drive_reason("storageQuotaExceeded")),
            Asked("robot@shop.iam.gserviceaccount.com", to="make"),
        ),
        ("no_room", False, "Google gives robot@shop.iam.gserviceaccount.com no room for a sheet of its own."),
    ),
    "too many requests": (
        (answer(429, "Quota exceeded for quota metric 'Read requests'", status="RESOURCE_EXHAUSTED"), Asked()),
        ("quota", True, "Google had too many requests and takes them again at about 08:01."),
    ),
    "too many requests, as Drive says it": (
        (answer(403, "User Rate Limit Exceeded", **drive_reason("userRateLimitExceeded")), Asked()),
        ("quota", True, "Google had too many requests and takes them again at about 08:01."),
    ),
    "too many requests of everybody": (
        (answer(403, "Rate Limit Exceeded", **drive_reason("rateLimitExceeded")), Asked()),
        ("quota", True, "Google had too many requests and takes them again at about 08:01."),
    ),
    "500": ((answer(500, "Internal error encountered."), Asked()), ("google_down", True, "Google cannot answer")),
    "502 in HTML": ((answer(502, body="<!DOCTYPE html>…"), Asked()), ("google_down", True, "Google cannot answer")),
    "503": ((answer(503, "The service is unavailable."), Asked()), ("google_down", True, "Google cannot answer")),
    "408": ((answer(408, ""), Asked()), ("too_slow", True, "Google took too long to answer.")),
    "a request that is wrong": (
        (answer(400, f"Invalid value at 'requests[0]': {SECRET}, and so on"), Asked(to="write")),
        ("refused", False, "Google did not accept the request: Invalid value at 'requests[0]': …, and so on."),
    ),
    "too long": (
        (answer(413, body="<html>too large</html>"), Asked(to="write")),
        ("refused", False, "Google did not accept the request."),
    ),
    "an error that is a list": ((answer(400, body="[]"), Asked()), ("refused", False, "Google did not accept")),
    "an error that is a word": ((answer(404, body='{"error": "gone"}'), Asked()), ("no_sheet", False, "There is no")),
}


@pytest.mark.parametrize(("given", "expected"), ANSWERS.values(), ids=ANSWERS)
def test_an_answer_becomes_a_sentence(given, expected):
    came, asked = given
    kind, again, begins = expected
    found = trouble.of_answer(came, asked, NOW)
    assert (found.error.kind, found.tries > 1) == (kind, again)
    assert found.error.happened.en.startswith(begins)
    assert SECRET not in str(found.error)


def connection(inner: Exception) -> http.ConnectionError:
    return http.ConnectionError(urllib3.exceptions.MaxRetryError(None, "/v4/x", inner))  # type: ignore[arg-type]


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


def refresh(error: str, description: str) -> auth.RefreshError:
    return auth.RefreshError(f"{error}: {description}", {"error": error, "error_description": description})


UNRESOLVED = connection(urllib3.exceptions.NameResolutionError("host", None, socket.gaierror()))  # type: ignore[arg-type]
TUNNEL = http.ProxyError(
    urllib3.exceptions.MaxRetryError(
        None,  # type: ignore[arg-type]
        "/",
        urllib3.exceptions.ProxyError("Unable to connect to proxy", OSError("Tunnel connection failed: 403 Forbidden")),
    )
)
BEHIND_PROXY = http.ProxyError(
    urllib3.exceptions.MaxRetryError(
        None,  # type: ignore[arg-type]
        "/",
        urllib3.exceptions.ProxyError("Unable to connect to proxy", RemoteDisconnected("closed")),
    )
)
CERTIFICATE = http.SSLError(
    urllib3.exceptions.MaxRetryError(
        None,  # type: ignore[arg-type]
        "/",
        urllib3.exceptions.SSLError(ssl.SSLCertVerificationError("self-signed certificate")),
    )
)

#: kind, tried again, may have been applied
EXCEPTIONS = {
    "no network": (UNRESOLVED, ("offline", True, False)),
    "no connection in time": (http.ConnectTimeout(f"{SECRET}"), ("offline", True, False)),
    "no answer in time": (http.ReadTimeout(), ("too_slow", True, True)),
    "no rest of the answer in time": (
        http.ConnectionError(urllib3.exceptions.ReadTimeoutError(None, "", "")),  # type: ignore[arg-type]
        ("too_slow", True, True),
    ),
    "broken off": (
        http.ConnectionError(urllib3.exceptions.ProtocolError("Connection aborted.", RemoteDisconnected("closed"))),
        ("offline", True, True),
    ),
    "broken off behind a proxy": (BEHIND_PROXY, ("offline", True, True)),
    "a proxy that refuses": (TUNNEL, ("offline", False, False)),
    "cut in the middle": (http.ChunkedEncodingError(IncompleteRead(b"")), ("bad_answer", True, True)),
    "packed and cut": (http.ContentDecodingError(), ("bad_answer", True, True)),
    "somebody else's certificate": (CERTIFICATE, ("untrusted", False, False)),
    "a broken TLS record": (http.SSLError(ssl.SSLEOFError("EOF occurred")), ("offline", True, True)),
    "a token that is no header": (http.InvalidHeader(f"Bearer {SECRET}\n"), ("sign_in", False, False)),
    "a token that is no ASCII": (UnicodeEncodeError("latin-1", f"{SECRET}…", 0, 1, "no"), ("sign_in", False, False)),
    "a pipe that broke": (BrokenPipeError(), ("offline", True, True)),
    "revoked": (refresh("invalid_grant", "Token has been expired or revoked."), ("sign_in", False, False)),
    "the account deleted": (refresh("invalid_grant", "Account has been deleted"), ("sign_in", False, False)),
    "the client deleted": (refresh("deleted_client", "The OAuth client was deleted."), ("sign_in", False, False)),
    "a clock that is wrong": (
        refresh(
            "invalid_grant",
            "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your "
            "iat and exp values in the JWT claim.",
        ),
        ("clock", False, False),
    ),
    "no refresh token": (
        auth.RefreshError("The credentials do not contain the necessary fields need to refresh the access token."),
        ("sign_in", False, False),
    ),
    "a page in place of a token": (auth.RefreshError("<html>502 Bad Gateway</html>"), ("bad_answer", True, False)),
    "no network for the token": (caused(auth.TransportError(), UNRESOLVED), ("offline", True, False)),
    "the token's answer broken off": (
        caused(auth.TransportError(), http.ConnectionError(urllib3.exceptions.ProtocolError())),
        ("offline", True, False),
    ),
    "no credentials": (auth.DefaultCredentialsError(), ("sign_in", False, False)),
    "a key that is none": (auth.MalformedError("-----BEGIN PRIVATE KEY-----"), ("sign_in", False, False)),
}


@pytest.mark.parametrize(("error", "expected"), EXCEPTIONS.values(), ids=EXCEPTIONS)
def test_an_exception_of_a_library_becomes_a_sentence(error, expected):
    found = trouble.of_exception(error)
    assert isinstance(found, Trouble)
    assert (found.error.kind, found.tries > 1, found.lost) == expected
    assert SECRET not in found.error.message("en") + found.error.message("es")
    assert "BEGIN" not in str(found.error)


def test_a_bug_of_ours_is_no_trouble_of_google():
    assert trouble.of_exception(KeyError("sheets")) is None


@pytest.mark.parametrize(
    ("said", "seconds", "until"),
    [
        ("90", 90, "08:02"),
        ("0", 0, "08:00"),
        ("Mon, 16 Nov 2026 13:05:30 GMT", 330, "08:06"),
        ("Mon, 16 Nov 2026 12:00:00 GMT", 0, "08:00"),
        ("soon", None, "08:01"),
        ("", None, "08:01"),
    ],
)
def test_when_google_goes_on_is_told_in_the_founders_time(said, seconds, until):
    came = answer(429, "Quota exceeded")
    came.headers["Retry-After"] = said
    found = trouble.of_answer(came, Asked(), NOW)
    assert found.asked_pause == seconds
    # rounded up to the minute that is not too early
    assert f"at about {until}." in found.error.happened.en
    assert f"hacia las {until}." in found.error.happened.es


def every_error() -> list[SheetsError]:
    given: dict[str, list[object]] = {
        "account": ["", ROBOT],
        "tab": ["", "Pedidos"],
        "kind": ["", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/pdf"],
        "until": [datetime(2026, 11, 16, 8, 0, tzinfo=UTC)],
        "said": ["", "Invalid value."],
        "error": [errors.down()],
        "title": ["Ruta Norte"],
    }
    made = []
    for name, function in inspect.getmembers(errors, inspect.isfunction):
        if function.__module__ == errors.__name__:
            (argument, *_) = [*inspect.signature(function).parameters, ""]
            made += [function(value) for value in given[argument]] if argument else [function()]
            assert name
    return made


def test_every_sentence_ends_and_stands_in_both_languages():
    found = every_error()
    assert len(found) > 30
    for error in found:
        for text in (error.happened, error.remedy):
            assert text.en.endswith(".")
            assert text.es.endswith(".")
            assert ".." not in text.en + text.es
            assert text.en != text.es
            assert "  " not in text.en + text.es
            assert "usted" not in text.es.lower()


def test_the_robots_address_is_what_the_founder_has_to_share_with():
    error = errors.not_shared(ROBOT)
    assert error.message("es") == (
        f"Esta hoja de Google no está compartida con {ROBOT}. "
        f"Ábrela en tu navegador, elige Compartir y agrega {ROBOT} como editor."
    )
