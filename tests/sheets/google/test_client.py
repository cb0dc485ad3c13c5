"""The requests as they go over the wire, and what becomes of an answer that does not come. Unmodified client, real HTTP."""

from __future__ import annotations

import gzip
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from sheets.errors import SheetsError
from sheets.google.client import Client
from tests.google.answers import Answer
from tests.sheets.google.wire import SECRETS, Asked, Time, Wire, json, marked, said, signed_in, wired

BOOK = "1a2b3c4d5e6f7g8h9i0j"
BRIEF = {"sheets": [{"properties": {"sheetId": 3, "title": "Brief"}}]}
WRITE = [{"updateCells": {"range": {"sheetId": 3}, "fields": "userEnteredValue"}}]
PAGE = Answer(502, b"<!DOCTYPE html><title>Error 502 (Server Error)!!1</title>", {"Content-Type": "text/html"})
CUT = Answer(cut=0)
VALUES = b'{"spreadsheetId": "x", "valueRanges": [{"range": "A!A1:B2", "values": [["a", 1.5]]}]}'


@pytest.fixture
def wire(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Wire]:
    with wired(tmp_path, monkeypatch) as wire:
        yield wire
        assert wire.answers == [], "an answer that was prepared was never asked for"
        assert wire.proxy.refused == []


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def client(wire: Wire, time: Time) -> Client:
    return Client(signed_in(), retry=time.retry(), waits=time.shows)


def failed(wanted: Callable[[], object]) -> SheetsError:
    """The error, of which nothing printed or chained may hold a secret."""
    with pytest.raises(SheetsError) as caught:
        wanted()
    error = caught.value
    assert error.__cause__ is None
    assert error.__context__ is None
    printed = "".join(traceback.format_exception(error)) + repr(vars(error)) + error.message("es")
    assert [secret for secret in SECRETS if secret in printed] == []
    return error


# --- what is asked


def test_a_look_is_one_get_with_a_field_mask(wire, client):
    wire.answers = [json(BRIEF)]
    assert client.look(BOOK, "sheets(properties)", ["'It''s'!A1:B2", "'D3'!A1"], grid=True) == BRIEF
    (asked,) = wire.asked
    assert (asked.method, asked.host, asked.path) == ("GET", "sheets.googleapis.com", f"/v4/spreadsheets/{BOOK}")
    assert asked.query == {
        "fields": ["sheets(properties)"],
        "ranges": ["'It''s'!A1:B2", "'D3'!A1"],
        "includeGridData": ["true"],
        "prettyPrint": ["false"],
    }
    assert asked.headers["authorization"] == f"Bearer {SECRETS[0]}"


def test_values_come_as_the_bytes_that_google_sent(wire, client):
    wire.answers = [Answer(200, VALUES)]
    assert client.values(BOOK, ["'A'!A1:B2"]) == VALUES
    (asked,) = wire.asked
    assert asked.path == f"/v4/spreadsheets/{BOOK}/values:batchGet"
    assert asked.query["valueRenderOption"] == ["UNFORMATTED_VALUE"]
    assert asked.query["dateTimeRenderOption"] == ["SERIAL_NUMBER"]


def test_a_compressed_answer_is_asked_for_and_unpacked(wire, client):
    wire.answers = [Answer(200, gzip.compress(VALUES), {"Content-Encoding": "gzip"})]
    assert client.values(BOOK, ["'A'!A1:B2"]) == VALUES
    assert "gzip" in wire.asked[0].headers["Accept-Encoding"]
    assert "gzip" in wire.asked[0].headers["User-Agent"]


def test_an_address_too_long_for_a_get_goes_as_a_form(wire, client):
    ranges = [f"'Tab number {number}'!A1:Z1000" for number in range(60)]
    wire.answers = [Answer(200, VALUES)]
    client.values(BOOK, ranges)
    (asked,) = wire.asked
    assert (asked.method, asked.query) == ("POST", {})
    assert asked.headers["X-HTTP-Method-Override"] == "GET"
    assert asked.body.count(b"ranges=") == 60


def test_an_update_is_one_atomic_batch_that_shows_the_ranges_after_it(wire, client):
    wire.answers = [json({"replies": [{}], "updatedSpreadsheet": BRIEF})]
    found = client.update(BOOK, WRITE, run="run-1", answer=["'Notes'!A1:C9"], fields="updatedSpreadsheet")
    assert found == {"replies": [{}], "updatedSpreadsheet": BRIEF}
    (asked,) = wire.asked
    assert (asked.method, asked.path) == ("POST", f"/v4/spreadsheets/{BOOK}:batchUpdate")
    assert asked.query["fields"] == ["updatedSpreadsheet"]
    assert msgspec.json.decode(asked.body) == {
        "requests": WRITE,
        "includeSpreadsheetInResponse": True,
        "responseIncludeGridData": True,
        "responseRanges": ["'Notes'!A1:C9"],
    }


def test_a_new_spreadsheet_is_made_and_drive_is_asked_about_a_file(wire, client):
    wire.answers = [json({"spreadsheetId": "new"}), json({"mimeType": "application/pdf"})]
    assert client.create({"properties": {"title": "Ruta Norte"}}, "spreadsheetId") == {"spreadsheetId": "new"}
    assert client.drive_get("new", "mimeType") == {"mimeType": "application/pdf"}
    made, drive = wire.asked
    assert (made.method, made.path) == ("POST", "/v4/spreadsheets")
    assert (drive.method, drive.host, drive.path) == ("GET", "www.googleapis.com", "/drive/v3/files/new")


def test_calls_count_what_was_sent_and_not_the_tokens(wire, time):
    client = Client(signed_in(token=None), retry=time.retry(), waits=time.shows)
    wire.answers = [json(BRIEF), PAGE, json(BRIEF), CUT, json(BRIEF)]
    assert client.calls == 0
    client.look(BOOK, "sheets")
    assert (client.calls, wire.token_requests) == (1, 1)
    client.look(BOOK, "sheets")
    client.look(BOOK, "sheets")
    assert (client.calls, wire.token_requests) == (5, 1)


def test_every_request_has_a_time_out(wire, client, monkeypatch):
    given = []
    session = type(client._session).__mro__[2]  # requests' own, below google-auth's
    sent = session.send
    monkeypatch.setattr(session, "send", lambda *a, **o: given.append((a[1].url, o["timeout"])) or sent(*a, **o))
    client._session.credentials.token = None
    wire.answers = [json(BRIEF), json({"replies": []})]
    client.look(BOOK, "sheets")
    client.update(BOOK, WRITE, run="r")
    assert [time_out for _, time_out in given] == [(10.0, 30.0), (10.0, 180.0), (10.0, 180.0)]
    assert given[0][0].endswith("/token")


def test_a_connection_is_used_again_but_not_after_lying_idle(wire, client, time):
    wire.answers = [json(BRIEF)] * 3
    client.look(BOOK, "sheets")
    time.seconds += 29
    client.look(BOOK, "sheets")
    time.seconds += 31
    client.look(BOOK, "sheets")
    first, second, third = (asked.connection for asked in wire.asked)
    assert first is second
    assert third is not second


# --- reading again


@pytest.mark.parametrize(
    "trouble",
    [
        said(429, "Quota exceeded for quota metric 'Read requests'."),
        said(403, "Rate Limit Exceeded", "RATE_LIMIT_EXCEEDED"),
        said(500, "Internal error encountered."),
        PAGE,
        said(503, "The service is currently unavailable."),
        said(504, "Deadline expired."),
        CUT,
        Answer(200, VALUES, cut=40),
        Answer(200, VALUES[:40]),
        Answer(200, b"<html>Sign in to the hotel's network</html>"),
        Answer(302, b"", {"Location": "https://hotel.example/"}),
        Answer(200, gzip.compress(VALUES)[:30], {"Content-Encoding": "gzip"}),
    ],
    ids=[
        *("429", "403 as Drive says it", "500", "502 in HTML", "503", "504", "cut", "body cut", "body short"),
        *("a page in between", "sent elsewhere", "gzip cut"),
    ],
)
def test_a_read_that_failed_once_is_read_again(wire, client, time, trouble):
    wire.answers = [trouble, Answer(200, VALUES)]
    assert client.values(BOOK, ["'A'!A1:B2"]) == VALUES
    assert time.shown[-1][0] == 0
    assert client.calls == 2


@pytest.mark.parametrize(
    ("trouble", "calls", "kind"),
    [
        (said(429, "Quota exceeded"), 5, "quota"),
        (said(500, "Internal error"), 5, "google_down"),
        (PAGE, 5, "google_down"),
        (CUT, 5, "offline"),
        (Answer(200, VALUES, cut=40), 3, "bad_answer"),
        (said(404, "Requested entity was not found."), 1, "no_sheet"),
        (said(403, "The caller does not have permission"), 1, "not_shared"),
    ],
    ids=["429", "500", "502", "cut", "body cut", "404", "403"],
)
def test_a_read_that_fails_for_ever_ends_in_one_error(wire, client, trouble, calls, kind):
    wire.answers = [trouble] * calls
    assert failed(lambda: client.values(BOOK, ["'A'!A1"])).kind == kind
    assert client.calls == calls


def test_retry_after_is_waited_for(wire, client, time):
    wire.answers = [said(429, "Quota exceeded", Retry_After="33"), json(BRIEF)]
    client.look(BOOK, "sheets")
    assert time.seconds == 1033
    assert time.shown[0] == (33, "Google has too many requests; it goes on in")


def test_offline_is_told_after_seconds(wire, client, time):
    wire.proxy.stop()
    error = failed(lambda: client.look(BOOK, "sheets"))
    assert error.kind == "offline"
    assert error.happened.en == "Google cannot be reached: this computer seems to be offline."
    assert time.seconds == 1003


def test_a_proxy_that_refuses_is_named_at_once(wire, client):
    wire.proxy.routes.clear()
    assert failed(lambda: client.look(BOOK, "sheets")).happened.en.startswith("The proxy of this network")
    assert client.calls == 1
    wire.proxy.refused.clear()


def test_a_certificate_of_somebody_else_is_told_at_once(wire, client, monkeypatch):
    monkeypatch.delenv("REQUESTS_CA_BUNDLE")
    assert failed(lambda: client.look(BOOK, "sheets")).kind == "untrusted"
    assert client.calls == 1


def test_what_is_no_sheet_is_looked_up_in_drive(wire, client):
    wire.answers = [
        said(400, "This operation is not supported for this document"),
        json({"mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}),
    ]
    error = failed(lambda: client.look(BOOK, "sheets"))
    assert error.kind == "not_a_sheet"
    assert error.happened.en == "This link leads to an Excel file in Google Drive, not to a Google Sheet."


def test_stopping_passes_through_a_pause(wire, client, time, monkeypatch):
    def stops(_seconds: int, _why: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(client, "_waits", stops)
    wire.answers = [PAGE]
    with pytest.raises(KeyboardInterrupt):
        client.look(BOOK, "sheets")
    assert client.calls == 1


def test_stopping_passes_through_a_request(wire, client, monkeypatch):
    def stops(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(client._http, "request", stops)
    with pytest.raises(KeyboardInterrupt):
        client.update(BOOK, WRITE, run="run-1")


# --- the sign-in


def test_an_access_token_that_ran_out_is_renewed_unseen(wire, client, time):
    wire.answers = [said(401, "Request had invalid authentication credentials."), json(BRIEF)]
    assert client.look(BOOK, "sheets") == BRIEF
    assert wire.asked[1].headers["authorization"] == f"Bearer {SECRETS[3]}"
    assert (wire.token_requests, client.calls, time.shown) == (1, 2, [])


def test_a_sign_in_that_was_revoked_in_the_middle_asks_for_another(wire, client):
    wire.answers = [said(401, "Request had invalid authentication credentials.")]
    wire.tokens = [json({"error": "invalid_grant", "error_description": "Token has been expired or revoked."}, 400)]
    error = failed(lambda: client.look(BOOK, "sheets"))
    assert error.kind == "sign_in"
    assert wire.token_requests == 1


def test_a_401_for_ever_asks_to_sign_in_and_does_not_loop(wire, client):
    wire.answers = [said(401, "Request had invalid authentication credentials.")] * 3
    assert failed(lambda: client.look(BOOK, "sheets")).kind == "sign_in"
    assert client.calls == 3


@pytest.mark.parametrize(
    "trouble",
    [Answer(502, b"<html>Bad Gateway</html>"), said(500, "internal_failure"), said(429, "slow down"), CUT],
    ids=["502", "500", "429", "cut"],
)
def test_a_token_service_that_cannot_answer_is_asked_again(wire, time, trouble):
    client = Client(signed_in(token=None), retry=time.retry(), waits=time.shows)
    wire.tokens = [trouble, json({"access_token": SECRETS[3], "expires_in": 3599})]
    wire.answers = [json(BRIEF)]
    assert client.look(BOOK, "sheets") == BRIEF
    assert client.calls == 1
    # by our own countdown: google-auth would sleep over it unseen
    assert time.shown[-1][0] == 0


def test_a_token_service_that_is_down_for_ever_is_no_reason_to_sign_in_again(wire, time):
    client = Client(signed_in(token=None), retry=time.retry(), waits=time.shows)
    wire.tokens = [Answer(502, b"<html>Bad Gateway</html>")] * 5
    assert failed(lambda: client.look(BOOK, "sheets")).kind == "google_down"
    assert (client.calls, wire.token_requests) == (0, 5)


def test_a_token_that_no_header_can_hold_is_not_quoted(wire, time):
    client = Client(signed_in(token=f"{SECRETS[0]}\n"), retry=time.retry(), waits=time.shows)
    assert failed(lambda: client.look(BOOK, "sheets")).kind == "sign_in"


def test_a_password_file_of_the_machine_goes_to_nobody(wire, time, tmp_path, monkeypatch):
    (tmp_path / "netrc").write_text("default login somebody password their-own\n")
    (tmp_path / "netrc").chmod(0o600)
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    client = Client(signed_in(token=None), retry=time.retry(), waits=time.shows)
    wire.answers = [json(BRIEF)]
    client.look(BOOK, "sheets")
    assert wire.asked[0].headers["authorization"] == f"Bearer {SECRETS[3]}"
    assert wire.token_headers.get("Authorization") is None


# --- writing once


@pytest.mark.parametrize(
    "answer",
    [CUT, PAGE, said(503, "unavailable"), Answer(200, b'{"replies": [{}, {}, {}]}', cut=9)],
    ids=["cut", "502", "503", "body cut"],
)
def test_a_write_that_was_applied_without_an_answer_is_not_made_again(wire, client, answer):
    wire.answers = [answer, marked("run-1")]
    assert client.update(BOOK, WRITE, run="run-1") is None
    assert [asked.method for asked in wire.asked] == ["POST", "GET"]


@pytest.mark.parametrize("answer", [PAGE, said(503, "unavailable")], ids=["502", "503"])
def test_a_write_that_was_refused_unapplied_is_made_again(wire, client, answer):
    wire.answers = [answer, marked("an older run"), json({"replies": []})]
    assert client.update(BOOK, WRITE, run="run-1") == {"replies": []}
    assert [asked.method for asked in wire.asked] == ["POST", "GET", "POST"]


def test_a_write_without_an_answer_is_made_again_only_when_it_can_no_longer_come(wire, client, time):
    sent_again = []
    wire.answers = [
        CUT,
        *[marked("an older run")] * 7,
        lambda _asked: sent_again.append(time.seconds) or json({"replies": []}),
    ]
    assert client.update(BOOK, WRITE, run="run-1") == {"replies": []}
    assert sent_again[0] >= 1000 + 180
    assert {shown[1] for shown in time.shown} == {
        "Looking whether the change was written, in",
        "Google cannot be reached; trying again in",
    }


def test_a_write_that_comes_late_is_found_and_not_made_again(wire, client, time):
    wire.answers = [CUT, *[marked("an older run")] * 3, marked("run-1")]
    assert client.update(BOOK, WRITE, run="run-1") is None
    assert [asked.method for asked in wire.asked].count("POST") == 1


def test_a_connection_that_comes_back_tells_what_became_of_the_write(wire, client):
    def goes(_asked: Asked) -> Answer:
        wire.proxy.cut = True
        return CUT

    times = []
    shows = client._waits

    def returns(seconds: int, why: object) -> None:
        shows(seconds, why)
        times.append(seconds)
        wire.proxy.cut = len(times) < 30  # the first look has used up its tries by then

    client._waits = returns
    wire.answers = [goes, marked("run-1")]
    assert client.update(BOOK, WRITE, run="run-1") is None


@pytest.mark.parametrize(
    "answer", [said(429, "Quota exceeded"), said(403, "Rate Limit", "RATE_LIMIT_EXCEEDED")], ids=["429", "403"]
)
def test_a_write_refused_for_too_many_requests_is_made_again_without_a_look(wire, client, answer):
    wire.answers = [answer, json({"replies": []})]
    assert client.update(BOOK, WRITE, run="run-1") == {"replies": []}
    assert [asked.method for asked in wire.asked] == ["POST", "POST"]


def test_a_refused_second_try_whose_first_was_applied_after_all_counts_as_applied(wire, client):
    refused = said(400, 'Invalid requests[0].addSheet: A sheet with the name "Brief" already exists.')
    wire.answers = [PAGE, marked("an older run"), refused, marked("run-1")]
    assert client.update(BOOK, WRITE, run="run-1") is None


def test_a_write_that_fails_for_ever_says_that_it_was_not_written(wire, client):
    wire.answers = [said(503, "unavailable"), marked("old")] * 5
    error = failed(lambda: client.update(BOOK, WRITE, run="run-1"))
    assert error.kind == "google_down"
    assert error.happened.en == "Google cannot answer at the moment. This change was not written."
    assert error.happened.es == "Google no puede responder en este momento. Este cambio no se escribió."


def test_a_write_of_which_nothing_can_be_known_says_so(wire, client):
    wire.answers = [CUT, said(401, "no")]
    wire.tokens = [json({"error": "invalid_grant", "error_description": "Token has been expired or revoked."}, 400)]
    error = failed(lambda: client.update(BOOK, WRITE, run="run-1"))
    assert error.kind == "lost"
    assert error.happened.en.startswith(
        "Google's answer to a change was lost, and it is not known whether it was written. Google asks you to sign in"
    )


def test_a_new_spreadsheet_without_an_answer_is_not_made_twice(wire, client):
    wire.answers = [said(503, "unavailable")]
    error = failed(lambda: client.create({"properties": {"title": "Ruta Norte"}}))
    assert error.kind == "lost"
    assert "whether the new sheet Ruta Norte was made" in error.happened.en


def test_a_new_spreadsheet_refused_for_too_many_requests_is_made_later(wire, client):
    wire.answers = [said(429, "Quota exceeded"), json({"spreadsheetId": "new"})]
    assert client.create({"properties": {"title": "Ruta Norte"}}) == {"spreadsheetId": "new"}


# --- whose tab


def test_the_protected_tab_is_named(wire, client):
    protected = "Invalid requests[1].updateCells: You are trying to edit a protected cell or object. Please contact..."
    wire.answers = [json(BRIEF), said(400, protected)]
    client.look(BOOK, "sheets")
    requests = [{"updateCells": {"range": {"sheetId": 9}}}, *WRITE]
    error = failed(lambda: client.update(BOOK, requests, run="run-1"))
    assert error.kind == "protected"
    assert error.happened.en.startswith("The tab Brief is protected in this Google Sheet")


def test_a_tab_that_was_deleted_meanwhile_is_named(wire, client):
    wire.answers = [json(BRIEF), said(400, "Invalid requests[0].updateCells: No grid with id: 3")]
    client.look(BOOK, "sheets")
    error = failed(lambda: client.update(BOOK, WRITE, run="run-1"))
    assert error.kind == "changed"
    assert "The tab Brief" in error.happened.en


def test_what_may_only_be_read_is_not_called_unshared(wire, client):
    wire.answers = [said(403, "The caller does not have permission")]
    assert failed(lambda: client.update(BOOK, WRITE, run="run-1")).kind == "read_only"
