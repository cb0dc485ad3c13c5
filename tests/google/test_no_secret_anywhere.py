"""After a run full of faults no secret stands in any file, event, message, traceback or cell.

The secrets are those that the loopback sign-in really handed out, and whatever looks like one. They are looked for in
every file below the founder's home (settings, cache, journal, log), in the workbook, in all that was said, and in
every request but its ``Authorization`` header and the token service's own.
"""

from __future__ import annotations

import base64
import io
import json
import os
import pickle
import re
import socket
import subprocess
import sys
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import pytest

from desktop import cli, places
from sheets.google import retry, sign_in
from sheets.google.client import Client
from sheets.place import GoogleSheet
from tests.golden import test_example_a as example_a
from tests.google import faults
from tests.google.desk import Desk
from tests.google.oauth import CLIENT, Consent
from tests.google.signing import Signing, browse
from tests.sheets.google.wire import Time
from tests.workbooks import golden, workbook

AS_OF = ["--as-of", "2026-11-16T08:00"]
#: What a secret of Google's looks like.
LOOKS = re.compile(rb"ya29\.[\w-]{6}|1//[\w-]{6}|GOCSPX-[\w-]{6}|-----BEGIN [A-Z ]*KEY|Bearer [\w-]{6}|[?&]code=4")


@dataclass
class Run:
    """A founder's day: what was said, by the command that said it, and the secrets that were about."""

    google: Desk
    signing: Signing
    sheet: GoogleSheet
    capfd: pytest.CaptureFixture[str]
    patch: pytest.MonkeyPatch
    said: dict[str, str] = field(default_factory=dict)
    secrets: set[str] = field(default_factory=set)

    def command(self, name: str, *arguments: object, secret: str = "") -> str:
        """Run a command, with what the window is signed in with; the last kind of event, or that of the failure."""
        hidden = ["--signed-in"] if secret else []
        self.patch.setattr(sys, "stdin", io.StringIO(f"{secret}\n"))
        self.capfd.readouterr()
        cli.main([*map(str, arguments), "--events", *hidden])
        sign_in.hand("")
        out, err = self.capfd.readouterr()
        self.said[name] = out + err
        self.note()
        last = json.loads(out.splitlines()[-1])
        return str(last.get("kind") or last["event"])

    def connect(self, name: str, *arguments: object) -> tuple[str, str]:
        """Connect as a process of its own; what the window heard, and the last event or the kind of the failure."""
        with window() as (path, heard):
            command = [
                sys.executable,
                "-m",
                "desktop.cli",
                "connect",
                *map(str, arguments),
                "--hand-over",
                path,
                "--events",
            ]
            done = subprocess.run(command, capture_output=True, text=True, timeout=60, input="")
        self.said[name] = done.stdout + done.stderr
        self.note()
        last = json.loads(done.stdout.splitlines()[-1])
        return "".join(heard).strip(), str(last.get("kind") or last["event"])

    def note(self) -> None:
        """The secrets that Google's side knows now."""
        oauth = self.google.oauth
        self.secrets |= {*oauth._grants, *oauth._tokens, *oauth._codes}

    def every_secret(self) -> set[str]:
        """Tokens and codes, the lines of the service account's key, and the client's secret."""
        key = self.google.robot.info["private_key"].splitlines()
        return {*self.secrets, *(line for line in key if len(line) > 20), CLIENT["client_secret"]}

    def places(self, *folders: Path) -> dict[str, bytes]:
        """Everything that was left behind, by the name of where it is."""
        found = {f"what {name} said": text.encode() for name, text in self.said.items()}
        for folder in folders:
            found |= {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        for number, call in enumerate(self.google.log):
            sent = (call.method, call.path, call.query, call.raw)
            found[f"request {number}, {call.method} {call.path}"] = pickle.dumps(sent)
        for id, book in self.google.store.books.items():
            found[f"the sheet {id}"] = pickle.dumps(vars(book))
        return found


@contextmanager
def window() -> Iterator[tuple[str, list[str]]]:
    """A window that listens for a sign-in: its name, and a list of what it heard."""
    place = Path(os.environ["XDG_RUNTIME_DIR"], "window")
    heard: list[str] = []
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(place))
        server.listen()
        server.settimeout(60)

        def listen() -> None:
            with suppress(OSError), server.accept()[0] as line, line.makefile() as words:
                heard.append(words.read())

        thread = threading.Thread(target=listen, daemon=True)
        thread.start()
        try:
            yield str(place), heard
        finally:
            with suppress(OSError), socket.socket(socket.AF_UNIX) as last:
                last.connect(str(place))  # whoever did not come comes no more
            thread.join(5)
            place.unlink()


def disguises(secret: str) -> Iterator[bytes]:
    """The secret as it is, and as a careless program would write it."""
    raw = secret.encode()
    yield raw
    yield quote(secret, safe="").encode()
    yield base64.b64encode(raw).rstrip(b"=")
    yield secret.encode("utf-16-le")
    yield json.dumps(secret)[1:-1].encode()


def found_in(places: dict[str, bytes], secrets: set[str]) -> list[str]:
    """Where a secret, or what looks like one, stands; an .xlsx and what else is compressed is looked through as well."""
    told = []
    wanted = [(hidden, secret) for secret in secrets for hidden in dict.fromkeys(disguises(secret))]
    for name, body in places.items():
        whole = body + unpacked(body)
        told += [f"{name}: {secret[:12]}…" for hidden, secret in wanted if hidden in whole]
        told += [f"{name}: looks like {match[0]!r}" for match in LOOKS.finditer(whole)]
    return told


def unpacked(body: bytes) -> bytes:
    """The parts of a zip file and of a compressed stream."""
    if body[:2] == b"PK":
        import zipfile

        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return b"".join(archive.read(name) for name in archive.namelist())
    try:
        return zlib.decompress(body, wbits=47)
    except zlib.error:
        return b""


@pytest.fixture
def run(google, tmp_path, monkeypatch, capfd) -> Run:
    desk, work = tmp_path / "downloads", tmp_path / "work"
    desk.mkdir()
    work.mkdir()
    signing = Signing(google.oauth, google.faults, google.proxy, desk)
    monkeypatch.delenv("GOOGLE_APPLICATION_CREDENTIALS")
    # the pauses between tries are no matter here: they pass at once
    monkeypatch.setattr(retry, "RETRY", Time().retry())
    browse(monkeypatch, signing.browser("favicon.ico", "?state=guessed&code=4/stolen"))
    tabs = {name: golden(file) for name, file in example_a.TABS.items()}
    sheet = google.sheet(workbook(work / "Ruta Norte.xlsx", tabs))
    google.oauth.consent = Consent(picked=(sheet.id,))
    return Run(google, signing, sheet, capfd, monkeypatch)


#: Of a refresh: what goes wrong, at which request, and how it ends.
FAULTS = {
    "an ended token": (faults.says(401), "*/v4/spreadsheets/*", "done"),
    "a quota for long": (faults.says(429, "Quota exceeded", {"Retry-After": "600"}), "*/v4/spreadsheets/*", "quota"),
    "not shared": (faults.says(403), "*/v4/spreadsheets/*", "not_shared"),
    "not there": (faults.says(404), "*/v4/spreadsheets/*", "no_sheet"),
    "a gateway's page": (faults.page(502), "*/v4/spreadsheets/*", "done"),
    "a broken line": (faults.cut_before(), "*/v4/spreadsheets/*", "done"),
    "half an answer": (faults.truncated(), "*/values:batchGet", "done"),
    "a lost answer to a write": (faults.cut_after(), "*:batchUpdate", "done"),
    "written and yet an error": (faults.page_after(503), "*:batchUpdate", "done"),
    "a refused write": (
        faults.says(400, "You are trying to edit a protected cell or object."),
        "*:batchUpdate",
        "protected",
    ),
    "a token service that is down": (faults.page(503), "*/token", "done"),
    "a revoked sign-in": (faults.refused(), "*/token", "sign_in"),
    "a token service that says something else": (
        faults.says(400, "ya29.echo-of-a-token 1//echo-of-another"),
        "*/token",
        None,
    ),
}


def test_after_a_run_full_of_faults_no_secret_is_anywhere(run, tmp_path) -> None:
    client, link = run.signing.client, str(run.sheet)
    for name, fault, ends in (
        ("cut off", faults.truncated(), None),
        ("refused", faults.refused(), "sign_in"),
        ("down", faults.page(502), "google_down"),
    ):
        run.google.faults.add(fault, "*/token")
        heard, kind = run.connect(f"connect, {name}", link, "--client", client)
        assert heard == ""
        assert ends in (None, kind)
    run.google.oauth.consent = Consent(cancelled=True)
    assert run.connect("connect, cancelled", "--client", client) == ("", "not_allowed")
    run.google.oauth.consent = Consent(picked=(run.sheet.id,))
    token, kind = run.connect("connect", link, "--client", client)
    assert kind == "done"
    assert token in run.secrets

    assert run.command("the first refresh", "refresh", link, *AS_OF, secret=token) == "done"
    for name, (fault, path, ends) in FAULTS.items():
        run.google.faults.add(fault, path)
        kind = run.command(name, "refresh", link, *AS_OF, secret=token)
        assert ends in (None, kind), run.said[name]
        assert run.google.faults.unused() == [], name

    asked = tmp_path / "work" / "asked.json"
    asked.write_text(json.dumps({"edits": [{"tab": "Notes", "rows": [{"date": "2026-11-16", "text": "raining"}]}]}))
    run.google.offline = True
    run.command("an edit offline", "edit", link, asked, secret=token)
    run.google.offline = False
    assert run.command("an edit", "edit", link, asked, secret=token) == "done"

    def bug(self: Client, *_: object, **__: object) -> object:
        raise RuntimeError(f"Authorization: Bearer {token}")

    with run.patch.context() as patched:
        patched.setattr(Client, "look", bug)
        assert run.command("a bug", "refresh", link, *AS_OF, secret=token) == "bug"
    assert "test_no_secret_anywhere.py" in "".join(
        path.read_text() for path in Path(os.environ["HOME"]).rglob("failures.log")
    )

    key, kind = run.connect("a service account", "--service-account", run.signing.robot)
    assert kind == "done"
    assert run.command("as a service account", "refresh", link, *AS_OF, secret=key) == "done"
    run.google.faults.add(faults.refused(said="Invalid JWT Signature."), "*/token")
    assert run.command("an unknown key", "refresh", link, *AS_OF, secret=key) == "sign_in"
    run.google.faults.add(faults.page(503), "*/revoke")
    assert run.command("disconnect, down", "disconnect", secret=token) == "done"
    assert run.command("disconnect", "disconnect", secret=token) == "done"

    home = Path(os.environ["HOME"])
    left = run.places(home, tmp_path / "work")
    settings = left.pop(str(places.data_folder() / "google.json"))
    assert len(left) > 60
    assert found_in(left, run.every_secret()) == []
    # a desktop client's secret is none, as Google says; it stands in this one file
    assert found_in({"google.json": settings}, run.every_secret() - {CLIENT["client_secret"]}) == [
        "google.json: looks like b'GOCSPX-loopba'"
    ]


@pytest.mark.parametrize("disguise", range(5))
def test_the_search_finds_a_secret_however_it_is_written(disguise) -> None:
    secret = "1//loopback-" + "aB3_-xyz/" * 4
    hidden = list(disguises(secret))[disguise]
    for body in (hidden, zlib.compress(b"x" * 100 + hidden)):
        assert found_in({"a file": b"before " + hidden + b" after"}, {secret})
        assert found_in({"a file": body}, {secret})
