"""Signing in and out from the command line: a browser, a keyring and a window that are real, and Google on loopback."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop import cli, places
from desktop.commands.connect import hand_over
from sheets import credentials
from sheets.credentials import Secrets
from sheets.errors import SheetsError
from tests.google import faults
from tests.google.oauth import FILE, Consent
from tests.google.signing import Signing, browse, desk
from tests.sheets import keyring_session
from tests.sheets.test_credentials import Counted

SHEET = "1AbcdefghijklmnopQRSTUVWXYZ-sheet"
LINK = f"https://docs.google.com/spreadsheets/d/{SHEET}/edit"
CLI = [sys.executable, "-m", "desktop.cli"]
needs_service = pytest.mark.skipif(bool(keyring_session.MISSING), reason=keyring_session.WHY)


@pytest.fixture
def signing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Signing]:
    with desk(tmp_path, monkeypatch) as signing:
        signing.oauth.consent = Consent(picked=(SHEET,))
        yield signing


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    """A command on a machine without a keyring."""
    command = [*CLI, *map(str, arguments), "--lang", "en"]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, input="")


def session(tmp_path: Path, *commands: str) -> list[str]:
    """Commands one after another on a machine whose keyring is a real one; what each said, output before errors."""
    folder = places.data_folder()
    lines = "; ".join(
        f"{sys.executable} -m desktop.cli {command} --lang en >out 2>err; cat out err; echo '---'"
        for command in commands
    )
    # the keyring's home is the program's too in such a session
    done = keyring_session.run(["bash", "-c", f"cd {tmp_path}; {lines}"], folder.parent)
    return [said.strip() for said in done.stdout.split("---\n")[:-1]]


class Window:
    """A local socket such as the window's; ``heard`` is what came in."""

    def __init__(self, folder: Path) -> None:
        self.name = str(folder / "window")
        self._server = socket.socket(socket.AF_UNIX)
        self._server.bind(self.name)
        self._server.listen()
        self.heard = b""
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        line, _ = self._server.accept()
        with line:
            while piece := line.recv(4096):
                self.heard += piece

    def close(self) -> bytes:
        self._thread.join(5)
        self._server.close()
        return self.heard


def written(*folders: Path) -> str:
    """Everything that stands in any file of these folders."""
    found = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return "\n".join(path.read_bytes().decode("latin-1") for path in found)


@needs_service
def test_a_founder_connects_works_and_disconnects(signing, tmp_path) -> None:
    ask = "import sheets.google.sign_in as s, google.auth.transport.requests as r; c = s.credentials(); c.refresh(r.Request()); "
    (tmp_path / "look.py").write_text(f"{ask}print(c.valid, c.scopes)")
    folder = places.data_folder().parent
    lines = [
        f"{sys.executable} -m desktop.cli connect {LINK} --client {signing.client} --lang en",
        f"{sys.executable} {tmp_path}/look.py",
        f"{sys.executable} -m desktop.cli disconnect --lang en",
        f"{sys.executable} -m desktop.cli disconnect --lang es",
    ]
    done = keyring_session.run(["bash", "-c", "; echo ---; ".join(lines)], folder)
    assert "Traceback" not in done.stderr
    connected, looked, left, again = [said.strip() for said in done.stdout.split("---\n")]
    assert connected.startswith(
        "Google's page opens in your browser. If it does not, open this address there: https://"
    )
    assert connected.endswith(f"Connected to Google. Operating Brief may work with {LINK}")
    assert looked == f"True ['{FILE}']"
    assert left == "Disconnected: Google was told, and the sign-in was deleted from this computer."
    assert again == "No habías iniciado sesión en Google."
    assert [path for _, path, _ in signing.oauth.log if path.endswith("/revoke")] == ["oauth2.googleapis.com/revoke"]
    said = json.loads((places.data_folder() / "google.json").read_text())
    assert said == {
        "client_id": "1-loopback.apps.googleusercontent.com",
        "client_secret": "GOCSPX-loopback-secret",
        "granted": [FILE],
    }


@needs_service
def test_the_second_time_the_client_is_known_and_the_sign_in_replaced(signing, tmp_path) -> None:
    first, second, left = session(tmp_path, f"connect --client {signing.client}", "connect", "disconnect")
    assert "Connected to Google." in first
    assert "Connected to Google." in second
    assert "Google was told" in left
    assert [grant.revoked for grant in signing.oauth._grants.values()] == [False, True]


@needs_service
def test_disconnecting_offline_deletes_here_and_says_what_is_left_to_do(signing, tmp_path) -> None:
    signing.faults.add(faults.cut_before(), "*/revoke")
    _, left, after = session(tmp_path, f"connect --client {signing.client}", "disconnect", "disconnect")
    assert left == (
        "The sign-in was deleted from this computer, but Google was not told. The connection to Google keeps breaking "
        "off. End it yourself at https://myaccount.google.com/connections."
    )
    assert after == "You were not signed in to Google."


class Clinging(Counted):
    def delete_password(self, service: str, username: str) -> None:
        raise OSError(5, "the keyring went away")


def test_a_keyring_that_does_not_let_go_is_told_with_what_google_knows(signing, capsys, monkeypatch) -> None:
    backend = Clinging()
    backend.held = {"Operating Brief: google": "1//some-token"}
    monkeypatch.setattr(credentials, "here", lambda: Secrets(backend))
    assert cli.main(["disconnect", "--lang", "en"]) == 1
    assert capsys.readouterr().err == (
        "Google was told, so the sign-in is worth nothing any more; but it is still in the keyring. The keyring of this "
        "computer did not do its work. Sign out of the computer and in again, then try once more.\n"
    )


@needs_service
def test_a_service_account_is_kept_in_the_keyring_and_its_address_told(signing, tmp_path) -> None:
    said, left = session(tmp_path, f"connect --service-account {signing.robot}", "disconnect")
    assert "Connected as robot@loopback.iam.gserviceaccount.com. Open each sheet in your browser, choose Share" in said
    assert "delete robot.json, or keep it where nobody else can read it" in said
    assert left.startswith("The key of the service account was deleted from this computer. It is still good elsewhere")


@needs_service
def test_who_signs_in_again_in_person_is_no_longer_the_service_account(signing, tmp_path) -> None:
    (tmp_path / "who.py").write_text(
        "import sheets.google.sign_in as s; print(getattr(s.credentials(), 'refresh_token', '')[:3])"
    )
    lines = [
        f"{sys.executable} -m desktop.cli connect --service-account {signing.robot}",
        f"{sys.executable} -m desktop.cli connect --client {signing.client}",
        f"{sys.executable} {tmp_path}/who.py",
    ]
    done = keyring_session.run(["bash", "-c", "; ".join(lines)], places.data_folder().parent)
    assert done.stdout.splitlines()[-1] == "1//"


def test_without_a_keyring_the_window_remembers_until_it_closes(signing, tmp_path) -> None:
    window = Window(tmp_path)
    done = run("connect", LINK, "--client", signing.client, "--hand-over", window.name, "--events")
    events = [json.loads(line) for line in done.stdout.splitlines()]
    assert [event["event"] for event in events] == ["warning", "note", "note", "done"]
    assert events[0]["text"]["en"] == (
        "This computer has no keyring in which a sign-in can be kept safely. "
        "You stay signed in until you close the window."
    )
    assert events[-1] == {"event": "done", "sheet": LINK, "sheets": [LINK], "kept": "window"}
    (token,) = signing.oauth._grants
    assert window.close().decode() == f"{token}\n"
    assert token not in done.stdout + done.stderr + written(Path(os.environ["HOME"]))


def test_what_the_window_remembers_is_given_back_on_standard_input_and_can_be_ended(signing, tmp_path) -> None:
    window = Window(tmp_path)
    run("connect", "--client", signing.client, "--hand-over", window.name)
    token = window.close().decode()
    command = [*CLI, "disconnect", "--signed-in", "--lang", "en"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, input=token)
    assert done.stdout == "Disconnected: Google was told, and the sign-in was deleted from this computer.\n"
    assert [grant.revoked for grant in signing.oauth._grants.values()] == [True]


def test_without_a_keyring_and_a_window_nobody_is_sent_to_google_for_nothing(signing) -> None:
    done = run("connect", "--client", signing.client)
    assert done.returncode == 1
    assert done.stderr == (
        "This computer has no keyring in which a sign-in can be kept safely. Connect from the window, which stays "
        "signed in until it is closed, or use a service account.\n"
    )
    assert signing.oauth.log == []


def test_a_window_that_is_gone_is_said_and_the_sign_in_is_nowhere(signing, tmp_path) -> None:
    done = run("connect", "--client", signing.client, "--hand-over", tmp_path / "gone")
    assert done.returncode == 1
    assert "The window did not take the sign-in: it seems to be closed. Open it and connect again." in done.stderr
    assert "1//" not in done.stderr + done.stdout + written(Path(os.environ["HOME"]))


def test_nobody_listens_is_a_sentence_without_the_secret(tmp_path) -> None:
    with pytest.raises(SheetsError) as told:
        hand_over(str(tmp_path / "gone"), "1//secret")
    assert "secret" not in str(told.value)


def test_cancel_in_the_browser_ends_the_command_with_a_sentence(signing, tmp_path) -> None:
    signing.oauth.consent = Consent(cancelled=True)
    window = Window(tmp_path)
    done = run("connect", "--client", signing.client, "--hand-over", window.name, "--events")
    last = json.loads(done.stdout.splitlines()[-1])
    assert (done.returncode, last["event"], last["kind"]) == (1, "failed", "not_allowed")
    assert last["happened"]["es"] == "Elegiste Cancelar en la página de Google, así que no se conectó nada."


@pytest.mark.skipif(sys.platform == "win32", reason="the window ends a child by a signal on other systems only")
@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT])
def test_the_waiting_can_be_cancelled_at_any_moment(by, signing, tmp_path, monkeypatch) -> None:
    browse(monkeypatch, "true %s")
    window = Window(tmp_path)
    command = [*CLI, "connect", "--client", str(signing.client), "--hand-over", window.name, "--lang", "en", "--events"]
    # whoever runs tests in the background has Ctrl-C switched off
    child = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert child.stdout
    told = [child.stdout.readline() for _ in range(2)][1]
    home = told.split("redirect_uri=http%3A%2F%2F127.0.0.1%3A")[1].split("%2F")[0]
    with socket.create_connection(("127.0.0.1", int(home)), timeout=5):
        pass
    started = time.monotonic()
    child.send_signal(by)
    out, err = child.communicate(timeout=10)
    assert time.monotonic() - started < 3
    assert child.returncode != 0
    assert "Traceback" not in out + err
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", int(home)), timeout=5)
    assert window.heard == b""


def test_a_first_time_without_a_client_says_where_to_get_one(signing) -> None:
    done = run("connect")
    assert (done.returncode, done.stdout) == (1, "")
    assert (
        "Make one as docs/google.md tells (ten minutes), then run operating-brief connect --client FILE." in done.stderr
    )


def test_a_file_where_the_link_of_a_sheet_should_be_is_said(signing) -> None:
    done = run("connect", signing.client)
    assert f"{signing.client} is no link of a Google Sheet." in done.stderr
    assert "write --client before its name" in done.stderr


def test_another_sheet_than_the_named_one_is_said(signing, tmp_path) -> None:
    window = Window(tmp_path)
    other = LINK.replace("1Abc", "1Xyz")
    done = run("connect", other, "--client", signing.client, "--hand-over", window.name)
    assert f"You picked another sheet than the one that you named, {other}." in done.stderr
    assert f"may work with {LINK}" in done.stdout
    window.close()


def test_no_picked_sheet_is_said(signing, tmp_path) -> None:
    signing.oauth.consent = Consent()
    window = Window(tmp_path)
    done = run("connect", "--client", signing.client, "--hand-over", window.name)
    assert "Connected to Google. No sheet was picked: connect again to pick one, or make a new one." in done.stdout
    window.close()


def test_what_the_machine_names_is_said_to_come_first(signing, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(signing.robot))
    window = Window(tmp_path)
    done = run("connect", "--client", signing.client, "--hand-over", window.name)
    assert "GOOGLE_APPLICATION_CREDENTIALS names a service account: it is used before any other sign-in." in done.stderr
    window.close()
