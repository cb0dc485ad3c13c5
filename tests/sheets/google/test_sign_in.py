"""The whole consent, as an unmodified process has it with Google; and as whom Google is asked afterwards."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from google.auth.transport.requests import Request

from sheets.errors import SheetsError
from sheets.google import client_file, sign_in
from tests.google import faults
from tests.google.oauth import CLIENT, DRIVE, FILE, SHEETS, Consent, Robot
from tests.google.signing import Signing, browse, desk

SHEET = "1AbcdefghijklmnopQRSTUVWXYZ-sheet"
OTHER = "1another_sheet_that_was_picked_too"


@pytest.fixture
def signing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Signing]:
    with desk(tmp_path, monkeypatch) as signing:
        yield signing


@pytest.fixture(autouse=True)
def _nothing_handed() -> Iterator[None]:
    sign_in.hand("")
    yield
    sign_in.hand("")


def consent(signing: Signing, sheet: str = "", patience: float = 20.0) -> sign_in.Signed:
    return sign_in.consent(client_file.own_client(signing.client), sheet, lambda _url: None, patience)


def test_a_founder_signs_in_and_picks_a_sheet(signing) -> None:
    signing.oauth.consent = Consent(picked=(SHEET,))
    signed = consent(signing)
    assert signed.picked == (SHEET,)
    assert signed.app == client_file.App(CLIENT["client_id"], CLIENT["client_secret"], (FILE,))
    creds = sign_in.of_founder(signed.token, signed.app)
    assert creds.token is None
    creds.refresh(Request())
    assert signing.oauth.refuses(creds.token, SHEET) is None
    assert signing.oauth.refuses(creds.token, OTHER).status == 404
    assert signing.page.startswith("200 http://127.0.0.1:")
    assert signed.token not in signing.page


def test_google_is_asked_for_the_picked_files_alone_and_for_a_lasting_sign_in(signing) -> None:
    consent(signing, SHEET)
    asked = signing.asked
    assert asked["scope"] == "https://www.googleapis.com/auth/drive.file"
    assert (asked["access_type"], asked["prompt"], asked["include_granted_scopes"]) == ("offline", "consent", "false")
    assert (asked["trigger_onepick"], asked["mimetypes"]) == ("true", "application/vnd.google-apps.spreadsheet")
    assert asked["file_ids"] == SHEET
    assert asked["response_type"] == "code"
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", asked["redirect_uri"])


def test_the_code_is_bound_to_this_process_by_pkce_and_to_this_sign_in_by_its_state(signing) -> None:
    consent(signing)
    first = signing.asked
    consent(signing)
    second = signing.asked
    assert first["code_challenge_method"] == "S256"
    assert len(first["code_challenge"]) == 43  # base64 of 32 bytes
    assert len(first["state"]) >= 20
    assert first["code_challenge"] != second["code_challenge"]
    assert first["state"] != second["state"]
    assert first["redirect_uri"] != second["redirect_uri"]


def test_icons_and_strangers_before_the_answer_disturb_nobody(signing, monkeypatch) -> None:
    signing.oauth.consent = Consent(picked=(SHEET,))
    browse(monkeypatch, signing.browser("favicon.ico", "", "?code=4/stolen&state=guessed", "?error=access_denied"))
    assert consent(signing).picked == (SHEET,)


def test_two_sheets_can_be_picked_at_once(signing) -> None:
    signing.oauth.consent = Consent(picked=(SHEET, OTHER))
    assert consent(signing).picked == (SHEET, OTHER)


def test_cancel_on_the_page_of_google(signing) -> None:
    signing.oauth.consent = Consent(cancelled=True)
    with pytest.raises(SheetsError, match="You pressed Cancel on Google's page") as told:
        consent(signing)
    assert told.value.kind == "not_allowed"


@pytest.mark.parametrize("granted", [("openid",), (SHEETS,), (DRIVE,)])
def test_who_does_not_allow_the_picked_files_is_told_so(granted, signing) -> None:
    """Even where more was allowed: what was not asked for is not used."""
    signing.oauth.consent = Consent(granted=granted)
    with pytest.raises(SheetsError, match="was not allowed to work with your sheets") as told:
        consent(signing)
    assert "no se le permitió a Operating Brief" in told.value.message("es")


def test_more_than_was_asked_for_is_no_obstacle(signing) -> None:
    signing.oauth.consent = Consent(granted=(FILE, "openid"))
    assert set(consent(signing).app.granted) == {FILE, "openid"}


TROUBLES = {
    "a gateway's page": (faults.page(502), "google_down"),
    "nothing at all": (faults.cut_before(), "offline"),
    "an answer cut off": (faults.truncated(), "offline"),
    "a code that is used up": (faults.refused(), "sign_in"),
    "a client that was deleted": (faults.refused("deleted_client", "The OAuth client was deleted.", 401), "bad_client"),
    "too many": (faults.says(429), "google_down"),
}


@pytest.mark.parametrize("name", TROUBLES)
def test_a_failing_exchange_is_a_sentence_that_quotes_nothing(name, signing) -> None:
    fault, kind = TROUBLES[name]
    signing.faults.add(fault, "*/token")
    with pytest.raises(SheetsError) as told:
        consent(signing)
    assert (told.value.kind in (kind, "bad_answer")) if name == "an answer cut off" else (told.value.kind == kind)
    assert told.value.__cause__ is None
    assert told.value.__context__ is None or told.value.__suppress_context__
    for language in ("en", "es"):
        said = told.value.message(language)
        assert not [secret for secret in ("ya29.", "1//", "4/", "GOCSPX") if secret in said]


def test_without_a_lasting_sign_in_nothing_is_kept(signing) -> None:
    said = {"access_token": "ya29.x", "expires_in": 3599, "token_type": "Bearer", "scope": FILE}
    signing.faults.add(lambda _serve: faults.Answer.json(said), "*/token")
    with pytest.raises(SheetsError) as told:
        consent(signing)
    assert told.value.kind == "bad_answer"


def test_a_signed_founder_is_never_shown(signing) -> None:
    signed = consent(signing)
    assert signed.token not in repr(signed)
    assert "1//" not in repr(signed)


def test_disconnecting_ends_the_permission(signing) -> None:
    signing.oauth.consent = Consent(picked=(SHEET,))
    signed = consent(signing)
    creds = sign_in.of_founder(signed.token, signed.app)
    creds.refresh(Request())
    sign_in.revoke(signed.token)
    assert signing.oauth.refuses(creds.token, SHEET).status == 401
    sign_in.revoke(signed.token)  # again: it is over already, which is what was wanted


@pytest.mark.parametrize(("fault", "kind"), [(faults.page(503), "google_down"), (faults.cut_before(), "offline")])
def test_a_permission_that_could_not_be_ended_is_said(fault, kind, signing) -> None:
    signing.faults.add(fault, "*/revoke")
    with pytest.raises(SheetsError) as told:
        sign_in.revoke("1//some-token")
    assert told.value.kind == kind
    assert "some-token" not in str(told.value)


def test_a_service_account_signs_in_with_its_key(signing) -> None:
    sign_in.try_robot(client_file.service_account(signing.robot))
    (asked,) = [path for _, path, _ in signing.oauth.log if path.endswith("/token")]
    assert asked == "oauth2.googleapis.com/token"


def test_a_key_that_google_does_not_know_is_a_sentence(signing) -> None:
    stranger = client_file.robot(Robot().info, "key.json")
    with pytest.raises(SheetsError, match=r"Google does not accept the key of robot@loopback.*may have been deleted"):
        sign_in.try_robot(stranger)


def test_a_damaged_key_is_a_sentence(signing) -> None:
    info = {**signing.oauth.robot.info, "private_key": "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"}
    with pytest.raises(SheetsError, match=r"The key of robot@loopback\S+ is damaged") as told:
        sign_in.try_robot(client_file.robot(info, "key.json"))
    assert "AAAA" not in str(told.value)


def test_a_token_is_never_asked_for_elsewhere_than_at_google(signing) -> None:
    """A file could name another address, and the key's signed word would go there."""
    info = {**signing.oauth.robot.info, "token_uri": "https://evil.example/token", "universe_domain": "evil.example"}
    sign_in.try_robot(client_file.robot(info, "key.json"))
    assert [path for _, path, _ in signing.oauth.log if path.endswith("/token")] == ["oauth2.googleapis.com/token"]


def test_what_the_window_hands_over_comes_before_everything(signing, monkeypatch) -> None:
    client_file.remember(client_file.App("1-x.apps.googleusercontent.com", "GOCSPX-x"))
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(signing.robot))
    sign_in.hand("1//from-the-window")
    assert sign_in.credentials().refresh_token == "1//from-the-window"
    sign_in.hand(json.dumps(signing.oauth.robot.info))
    assert sign_in.credentials().service_account_email == "robot@loopback.iam.gserviceaccount.com"


def test_the_service_account_that_the_machine_names_comes_before_the_keyring(signing, monkeypatch) -> None:
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(signing.robot))
    creds = sign_in.credentials()
    assert creds.service_account_email == "robot@loopback.iam.gserviceaccount.com"
    creds.refresh(Request())
    assert signing.oauth.refuses(creds.token, SHEET) is None


def test_a_machine_that_names_another_kind_of_file_is_told(signing, monkeypatch) -> None:
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(signing.client))
    with pytest.raises(SheetsError) as told:
        sign_in.credentials()
    assert told.value.message("en") == (
        "GOOGLE_APPLICATION_CREDENTIALS names a file that is of no use here. client_secret_1-loopback.apps."
        "googleusercontent.com.json is a client's file, not the key of a service account. Let it name the key of a "
        "service account, or take the variable away and run operating-brief connect."
    )


@pytest.mark.parametrize(("fault", "kind"), [(faults.cut_before(), "offline"), (faults.page(503), "google_down")])
def test_a_key_that_could_not_be_tried_is_not_called_bad(fault, kind, signing) -> None:
    signing.faults.add(fault, "*/token", times=None)
    with pytest.raises(SheetsError) as told:
        sign_in.try_robot(client_file.service_account(signing.robot))
    assert told.value.kind == kind


def test_nobody_signed_in_and_no_keyring_says_what_to_do() -> None:
    with pytest.raises(SheetsError, match="operating-brief connect") as told:
        sign_in.credentials()
    assert told.value.kind == "sign_in"
