"""The files of Google's console: which are taken, and what is said of the others."""

from __future__ import annotations

import json
import stat
import sys
from pathlib import Path

import pytest

from desktop import places
from sheets.errors import SheetsError
from sheets.google import client_file
from sheets.google.client_file import App

NAME = "1234-abc_d.apps.googleusercontent.com"
CLIENT = {"client_id": NAME, "client_secret": "GOCSPX-x", "redirect_uris": ["http://localhost"]}
KEY = "-----BEGIN PRIVATE KEY-----\nMII\n-----END PRIVATE KEY-----\n"
ROBOT = {"type": "service_account", "client_email": "brief@shop-1.iam.gserviceaccount.com", "private_key": KEY}


@pytest.fixture
def file(tmp_path: Path):
    def make(content: object) -> Path:
        path = tmp_path / "downloaded.json"
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        return path

    return make


def test_the_client_of_a_desktop_app_is_taken(file) -> None:
    assert client_file.own_client(file({"installed": CLIENT})) == App(NAME, "GOCSPX-x")


def test_a_file_that_an_editor_saved_with_a_mark_at_its_start_is_taken(file) -> None:
    body = b"\xef\xbb\xbf" + json.dumps({"installed": CLIENT}).encode()
    assert client_file.own_client(file(body)).client_id == NAME


def test_the_key_of_a_service_account_is_taken_and_its_addresses_are_not(file) -> None:
    robot = client_file.service_account(file({**ROBOT, "token_uri": "https://evil.example/", "universe_domain": "x"}))
    assert robot.address == "brief@shop-1.iam.gserviceaccount.com"
    assert robot.key == {**ROBOT, "token_uri": "https://oauth2.googleapis.com/token"}
    assert "\n" not in robot.as_text
    assert "BEGIN" not in repr(robot)


CLIENTS = {
    "a web client": ({"web": CLIENT}, "is the client of a web application"),
    "a service account": (ROBOT, "is the key of a service account. Give it with --service-account"),
    "a sign-in of gcloud": ({"type": "authorized_user", "refresh_token": "1//x"}, "is somebody's own sign-in"),
    "another JSON": ({"name": "x"}, "is not a client's file"),
    "a list": ([CLIENT], "is no file of Google's console"),
    "no JSON": (b"PK\x03\x04 an .xlsx", "is no file of Google's console"),
    "nothing": (b"", "is no file of Google's console"),
    "a very long file": (b" " * 200_000 + b"{}", "is no file of Google's console"),
    "a very deep one": (b"[" * 50_000, "is no file of Google's console"),
    "a client without its name": ({"installed": {"client_secret": "x"}}, "does not name its client in full"),
    "a client of somebody else's": (
        {"installed": {"client_id": "x.evil.example", "client_secret": "x"}}, "does not name its client in full"
    ),
    "a client without its secret": ({"installed": {"client_id": NAME}}, "does not name its client in full"),
    "a client that is no object": ({"installed": "x"}, "is not a client's file"),
}  # fmt: skip


@pytest.mark.parametrize("name", CLIENTS)
def test_another_file_in_the_place_of_a_client_is_a_sentence(name, file) -> None:
    content, sentence = CLIENTS[name]
    with pytest.raises(SheetsError) as told:
        client_file.own_client(file(content))
    assert f"downloaded.json {sentence}" in told.value.message("en")
    assert told.value.kind == "bad_client"
    assert told.value.message("es") != told.value.message("en")
    assert "GOCSPX" not in str(told.value)


ROBOTS = {
    "a client": ({"installed": CLIENT}, "is a client's file, not the key of a service account. Give it with --client"),
    "another JSON": ({"type": "external_account"}, "is not the key of a service account"),
    "no key": ({**ROBOT, "private_key": ""}, "the service account's address or its key is missing"),
    "no address": (
        {**ROBOT, "client_email": "ana@mail.example"},
        "the service account's address or its key is missing",
    ),
    "no JSON": (b"-----BEGIN PRIVATE KEY-----", "is no file of Google's console"),
}


@pytest.mark.parametrize("name", ROBOTS)
def test_another_file_in_the_place_of_a_key_is_a_sentence(name, file) -> None:
    content, sentence = ROBOTS[name]
    with pytest.raises(SheetsError) as told:
        client_file.service_account(file(content))
    assert sentence in told.value.message("en")
    assert "MII" not in str(told.value)


def test_a_file_that_is_not_there_and_a_folder_are_sentences(tmp_path) -> None:
    with pytest.raises(SheetsError, match="There is no file") as told:
        client_file.own_client(tmp_path / "nowhere.json")
    assert told.value.kind == "missing"
    with pytest.raises(SheetsError, match="cannot be read"):
        client_file.own_client(tmp_path)


def test_the_client_is_remembered_where_the_program_keeps_its_own() -> None:
    assert client_file.remembered() is None
    client_file.remember(App(NAME, "GOCSPX-x", ("scope",)))
    assert client_file.remembered() == App(NAME, "GOCSPX-x", ("scope",))
    assert [path.name for path in places.data_folder().iterdir()] == ["google.json"]


def test_what_is_remembered_and_damaged_is_as_if_it_were_not_there() -> None:
    client_file.remember(App(NAME, "GOCSPX-x"))
    (places.data_folder() / "google.json").write_text('{"client_id": 5')
    assert client_file.remembered() is None


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps a user's folder private by itself")
def test_nobody_else_may_read_what_is_remembered() -> None:
    folder = places.data_folder()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "google.json.new").write_text("left by an interrupted run, for all to read")
    client_file.remember(App(NAME, "GOCSPX-x"))
    assert stat.S_IMODE((folder / "google.json").stat().st_mode) == 0o600


def test_a_place_that_cannot_be_written_is_a_sentence(tmp_path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SheetsError, match="could not be written"):
        client_file.remember(App(NAME, "GOCSPX-x"), tmp_path / "file" / "google.json")
