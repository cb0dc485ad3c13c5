"""The keyring of this system, where it is a real Secret Service, locked, absent or one that is not to be trusted.

Each test has a session of its own. GNOME's daemon aborts about once in two thousand calls, and the one that D-Bus
starts in its place is locked: then the test is begun anew, once, in a fresh session.
"""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import keyring
import pytest
from keyring.backends import chainer, fail, null
from keyring.backends.SecretService import Keyring as SecretService

from sheets import credentials
from sheets.credentials import Secrets
from sheets.errors import SheetsError
from tests.sheets import keyring_session

needs_service = pytest.mark.skipif(bool(keyring_session.MISSING), reason=keyring_session.WHY)

HEAD = """
import json, subprocess, sys
from sheets import credentials
from sheets.errors import SheetsError
said = []
def tried(act):
    try:
        said.append(act())
    except SheetsError as error:
        said.append(error.kind)
def anew():
    credentials.here.cache_clear()
    return credentials.here()
"""
Say = Callable[..., list[object]]


@pytest.fixture
def say(tmp_path: Path) -> Say:
    """Run lines in a session with a keyring, and return what they appended to ``said``."""

    def run(lines: str, *, password: str = keyring_session.PASSWORD, fresh: str = "keyring") -> list[object]:
        script = f"{HEAD}{textwrap.dedent(lines)}\nprint(json.dumps(said))"
        done = keyring_session.python(script, tmp_path / fresh, password)
        assert done.returncode == 0, done.stderr
        return list(json.loads(done.stdout.splitlines()[-1]))

    return run


def expect(say: Say, lines: str, expected: list[object]) -> None:
    """What the lines say; begun anew, once, where the daemon aborted in the middle."""
    got = say(lines)
    if got != expected and {"keyring_locked", "keyring_failed"} & {str(each) for each in got}:
        got = say(lines, fresh="again")
    assert got == expected


@needs_service
def test_a_secret_is_kept_read_and_forgotten(say) -> None:
    expect(
        say,
        """
        secrets = anew()
        tried(lambda: secrets.read("google"))
        tried(lambda: secrets.keep("google", "1//refresh-token"))
        tried(lambda: anew().read("google"))
        tried(lambda: anew().read("google service account"))
        tried(lambda: anew().forget("google"))
        tried(lambda: anew().read("google"))
        tried(lambda: anew().forget("google"))
        """,
        ["", None, "1//refresh-token", "", None, "", None],
    )


@needs_service
def test_a_secret_outlives_the_session_that_kept_it(say) -> None:
    assert say('anew().keep("google", "1//refresh-token")') == []
    assert say('tried(lambda: anew().read("google"))') == ["1//refresh-token"]


@needs_service
def test_a_long_secret_is_one_record_where_there_is_no_limit(say) -> None:
    """A service account's key: it stands there once, as another program of the founder's sees it."""
    expect(
        say,
        """
        import keyring
        secret = "k" * 2_400
        tried(lambda: anew().keep("google service account", secret))
        tried(lambda: anew().read("google service account") == secret)
        tried(lambda: keyring.get_password("Operating Brief: google service account", "operating-brief") == secret)
        """,
        [None, True, True],
    )


@needs_service
def test_a_keyring_that_was_locked_is_a_sentence(say) -> None:
    lock = f"subprocess.run({keyring_session.LOCK!r}, check=True, capture_output=True)"
    got = say(
        f"""
        anew().keep("google", "1//refresh-token")
        {lock}
        tried(lambda: anew().read("google"))
        {lock}
        tried(lambda: anew().keep("google", "1//another"))
        """
    )
    assert got == ["keyring_locked", "keyring_locked"]


@needs_service
def test_a_wrong_password_of_the_keyring_is_a_sentence(say) -> None:
    assert say('anew().keep("google", "1//refresh-token")') == []
    assert say('tried(lambda: anew().read("google"))', password="wrong") == ["keyring_locked"]
    assert say('tried(lambda: anew().read("google"))') == ["1//refresh-token"]


@needs_service
def test_a_daemon_that_dies_is_a_sentence_and_no_exception_of_a_library(say) -> None:
    got = say(
        """
        secrets = anew()
        secrets.keep("google", "1//refresh-token")
        import os
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = "unix:path=/nowhere"
        tried(lambda: secrets.keep("google", "1//another"))
        """
    )
    assert got == ["keyring_failed"]


def test_a_machine_without_a_keyring_is_told_so(monkeypatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "PYTHON_KEYRING_BACKEND"):
        monkeypatch.delenv(name, raising=False)
    lines = f"{HEAD}tried(anew)\nprint(said[0])"
    done = subprocess.run([sys.executable, "-c", lines], capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.stderr) == ("no_keyring\n", "")


def test_the_sentence_names_two_ways_out_in_both_languages() -> None:
    with pytest.raises(SheetsError) as told:
        credentials.trusted(fail.Keyring())
    assert told.value.message("en") == (
        "This computer has no keyring in which a sign-in can be kept safely. Connect from the window, which stays "
        "signed in until it is closed, or use a service account."
    )
    assert told.value.message("es").startswith("Este equipo no tiene un llavero")


class PlaintextKeyring(SecretService):
    """What ``keyrings.alt`` brings: a file that anybody can read."""

    priority = -1


PlaintextKeyring.__module__ = "keyrings.alt.file"


@pytest.mark.parametrize("backend", [null.Keyring(), fail.Keyring(), PlaintextKeyring()])
def test_a_keyring_that_loses_or_shows_secrets_is_not_used(backend) -> None:
    with pytest.raises(SheetsError) as told:
        credentials.trusted(backend)
    assert told.value.kind == "no_keyring"


def test_of_a_chain_only_one_that_is_on_the_list_is_used(monkeypatch) -> None:
    good = SecretService()
    monkeypatch.setattr(chainer.ChainerBackend, "backends", [PlaintextKeyring(), good])
    assert credentials.trusted(chainer.ChainerBackend()) is good
    monkeypatch.setattr(chainer.ChainerBackend, "backends", [PlaintextKeyring(), null.Keyring()])
    with pytest.raises(SheetsError, match="no keyring"):
        credentials.trusted(chainer.ChainerBackend())


@pytest.mark.parametrize("name", ["keyring.backends.null.Keyring", "keyrings.alt.file.PlaintextKeyring", "nonsense"])
def test_a_machine_that_names_such_a_keyring_is_told_so(name, monkeypatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", name)
    monkeypatch.setattr(keyring.core, "_keyring_backend", None)
    credentials.here.cache_clear()
    with pytest.raises(SheetsError) as told:
        credentials.here()
    assert told.value.kind == "no_keyring"


class Counted:
    """A keyring that counts how often it is asked."""

    def __init__(self) -> None:
        self.held: dict[str, str] = {}
        self.asked: list[str] = []

    def get_password(self, service: str, username: str) -> str | None:
        self.asked.append("get")
        return self.held.get(service)

    def set_password(self, service: str, username: str, password: str) -> None:
        self.asked.append("set")
        self.held[service] = password

    def delete_password(self, service: str, username: str) -> None:
        self.asked.append("delete")
        del self.held[service]


def test_the_keyring_is_read_once_and_written_only_where_something_changed() -> None:
    backend = Counted()
    backend.held = {"Operating Brief: google": "1//refresh-token"}
    secrets = Secrets(backend)
    for _ in range(5):
        assert secrets.read("google") == "1//refresh-token"
    secrets.keep("google", "1//refresh-token")
    assert backend.asked == ["get"]


class Losing(Counted):
    def set_password(self, service: str, username: str, password: str) -> None:
        """It says yes, and keeps nothing."""


def test_a_keyring_that_says_yes_and_keeps_nothing_is_found_out() -> None:
    with pytest.raises(SheetsError) as told:
        Secrets(Losing()).keep("google", "1//refresh-token")
    assert told.value.kind == "keyring_failed"


class Leaking(Counted):
    def set_password(self, service: str, username: str, password: str) -> None:
        raise OSError(1783, "CredWrite", f"The stub received bad data: {password}")


def test_what_leaks_out_of_a_keyring_goes_no_further() -> None:
    with pytest.raises(SheetsError) as told:
        Secrets(Leaking()).keep("google", "1//refresh-token")
    assert told.value.kind == "keyring_failed"
    assert "refresh-token" not in str(told.value)
    assert told.value.__suppress_context__
    assert told.value.__cause__ is None
