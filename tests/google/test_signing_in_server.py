"""The proxy and the sign-in server, asked by Google's own libraries as the product asks them."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from google.auth.exceptions import RefreshError
from google.auth.transport.requests import Request
from google.oauth2 import credentials, service_account
from google_auth_oauthlib.flow import Flow

from tests.google import oauth
from tests.google.faults import Faults, cut_before, page, refused, truncated
from tests.google.proxy import Proxy

HOME = "http://127.0.0.1:9/"


@pytest.fixture(scope="module")
def robot() -> oauth.Robot:
    return oauth.Robot()


@pytest.fixture
def signing(robot: oauth.Robot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[oauth.OAuth]:
    server = oauth.OAuth(Faults(), robot)
    proxy = Proxy(tmp_path, dict.fromkeys(oauth.HOSTS, server.address))
    monkeypatch.setenv("HTTPS_PROXY", proxy.address)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(proxy.authority.bundle))
    monkeypatch.delenv("NO_PROXY", raising=False)
    yield server
    assert [host for host in proxy.refused if host != "elsewhere.example.com"] == []
    proxy.stop()
    server.stop()


def consented(picked: tuple[str, ...], signing: oauth.OAuth) -> tuple[Flow, dict[str, list[str]]]:
    signing.consent = oauth.Consent(picked)
    config = {
        **oauth.CLIENT,
        "auth_uri": "https://accounts.google.com/o/oauth2/auth",
        "token_uri": "https://oauth2.googleapis.com/token",
    }
    flow = Flow.from_client_config(
        {"installed": config}, [oauth.FILE], redirect_uri=HOME, autogenerate_code_verifier=True
    )
    url, _state = flow.authorization_url(access_type="offline", prompt="consent", trigger_onepick="true")
    came = requests.get(url, allow_redirects=False, timeout=5)
    return flow, parse_qs(urlsplit(came.headers["Location"]).query)


def test_a_service_account_is_known_by_its_signature(signing, robot) -> None:
    creds = service_account.Credentials.from_service_account_info(robot.info, scopes=[oauth.SHEETS])
    creds.refresh(Request())
    assert signing.refuses(creds.token, "sheet-1") is None
    other = service_account.Credentials.from_service_account_info(oauth.Robot().info, scopes=[oauth.SHEETS])
    with pytest.raises(RefreshError, match="invalid_grant"):
        other.refresh(Request())


def test_a_consent_gives_the_picked_sheet_and_nothing_else(signing) -> None:
    flow, came = consented(("sheet-1",), signing)
    assert came["picked_file_ids"] == ["sheet-1"]
    flow.fetch_token(code=came["code"][0])
    creds = flow.credentials
    assert signing.refuses(creds.token, "sheet-1") is None
    assert signing.refuses(creds.token, "sheet-2").status == 404
    signing.made(creds.token, "sheet-2")
    assert signing.refuses(creds.token, "sheet-2") is None


def test_a_code_serves_once_and_only_with_its_verifier(signing, monkeypatch) -> None:
    flow, came = consented((), signing)
    flow.code_verifier = secrets.token_urlsafe(64)
    with pytest.raises(Exception, match="invalid_grant"):
        flow.fetch_token(code=came["code"][0])
    with pytest.raises(Exception, match="invalid_grant"):
        flow.fetch_token(code=came["code"][0])


def test_who_takes_the_grant_back_signs_everybody_out(signing) -> None:
    flow, came = consented(("sheet-1",), signing)
    flow.fetch_token(code=came["code"][0])
    creds = credentials.Credentials(
        None,
        refresh_token=flow.credentials.refresh_token,
        token_uri="https://oauth2.googleapis.com/token",
        **oauth.CLIENT,
    )
    creds.refresh(Request())
    requests.post("https://oauth2.googleapis.com/revoke", data={"token": creds.refresh_token}, timeout=5)
    assert signing.refuses(creds.token, "sheet-1").status == 401
    with pytest.raises(RefreshError, match="invalid_grant"):
        creds.refresh(Request())


def test_a_token_for_nothing_of_ours_opens_nothing(signing, robot) -> None:
    creds = service_account.Credentials.from_service_account_info(robot.info, scopes=["openid"])
    creds.refresh(Request())
    assert signing.refuses(creds.token, "sheet-1").status == 403
    assert signing.refuses("ya29.nobody", "sheet-1").status == 401


def test_an_access_token_dies_after_its_time(signing, robot) -> None:
    signing.lives = 0
    creds = service_account.Credentials.from_service_account_info(robot.info, scopes=[oauth.SHEETS])
    creds.refresh(Request())
    assert signing.refuses(creds.token, "sheet-1").status == 401


def test_faults_come_through_the_proxy_as_they_are(signing) -> None:
    url = "https://oauth2.googleapis.com/token"
    signing.faults.add(page(502), "*/token")
    signing.faults.add(refused(), "*/token")
    signing.faults.add(cut_before(), "*/token")
    signing.faults.add(truncated(), "*/token")
    first, second = requests.post(url, timeout=5), requests.post(url, timeout=5)
    assert (first.status_code, first.headers["Content-Type"]) == (502, "text/html; charset=UTF-8")
    assert (second.status_code, second.json()["error"]) == (400, "invalid_grant")
    for _ in range(2):
        with pytest.raises(requests.exceptions.RequestException):
            requests.post(url, timeout=5)
    assert signing.faults.unused() == []


def test_no_other_host_is_reached(signing) -> None:
    with pytest.raises(requests.exceptions.ProxyError, match="403"):
        requests.get("https://elsewhere.example.com/", timeout=5)
