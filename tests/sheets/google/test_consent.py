"""The founder's answer is awaited; whatever else knocks at this computer's door meanwhile is none."""

from __future__ import annotations

import http.client
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from sheets.errors import SheetsError
from sheets.google.consent import Answer, Door
from tests.google.signing import browse

STATE = "the-state-of-this-sign-in"
GOOD = (
    f"/?state={STATE}&code=4/code&scope=drive.file&picked_file_ids=1AbcdefghijklmnopQRSTUV,../etc,2-cdefghijklmnop_QR"
)


@pytest.fixture
def door(monkeypatch: pytest.MonkeyPatch) -> Iterator[Door]:
    browse(monkeypatch, "true %s")
    with Door() as door:
        yield door


@pytest.fixture
def waiting(door: Door) -> Iterator[Future[Answer]]:
    """The door waits in a thread of its own, as long as a test may take."""
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(door.wait, "https://accounts.google.com/", STATE, 20.0)
        while not door._state:
            time.sleep(0.01)
        yield future
        if not future.done():
            ask(door, GOOD)


def ask(door: Door, target: str, method: str = "GET", headers: dict[str, str] | None = None):
    connection = http.client.HTTPConnection(door.host, timeout=5)
    connection.request(method, target, headers=headers or {})
    answer = connection.getresponse()
    return answer.status, answer.read().decode(), dict(answer.getheaders())


def say(door: Door, words: bytes) -> bytes:
    host, port = door.host.split(":")
    with socket.create_connection((host, int(port)), timeout=5) as line:
        line.sendall(words)
        line.shutdown(socket.SHUT_WR)
        return line.recv(4096)


STRAY = {
    "an icon": ("GET", "/favicon.ico", {}),
    "no state": ("GET", "/?code=4/code", {}),
    "another state": ("GET", "/?state=of-another&code=4/code", {}),
    "two states": ("GET", f"/?state={STATE}&state=x&code=4/code", {}),
    "two codes": ("GET", f"/?state={STATE}&code=4/code&code=5/code", {}),
    "a code and a refusal": ("GET", f"/?state={STATE}&code=4/code&error=access_denied", {}),
    "the state alone": ("GET", f"/?state={STATE}", {}),
    "another path": ("GET", f"/elsewhere?state={STATE}&code=4/code", {}),
    "a look at the head": ("HEAD", GOOD, {}),
    "another method": ("POST", GOOD, {}),
    "a method nobody knows": ("BREW", GOOD, {}),
    "a prefetch": ("GET", GOOD, {"Sec-Purpose": "prefetch;prerender"}),
    "a page of the web that calls itself this computer": ("GET", GOOD, {"Host": "evil.example:80"}),
    "letters of no alphabet": ("GET", "/?state=%ff%fe&code=%00", {}),
}


@pytest.mark.parametrize("name", STRAY)
def test_what_is_not_the_answer_finds_nothing_and_the_answer_still_comes(name, door, waiting) -> None:
    method, target, headers = STRAY[name]
    status, body, told = ask(door, target, method, headers)
    assert (status, body) == (404, "")
    assert told["Referrer-Policy"] == "no-referrer"
    assert not waiting.done()
    assert ask(door, GOOD)[0] == 200
    assert waiting.result(5).code == "4/code"


@pytest.mark.parametrize(
    "words", [b"", b"\x16\x03\x01\x02\x00\x01\x00", b"GET\r\n\r\n", b"A" * 70_000, b"GET / HTTP/9.9\r\n\r\n"]
)
def test_garbage_and_scans_of_ports_do_no_harm(words, door, waiting, capfd) -> None:
    for _ in range(3):
        say(door, words)
    assert ask(door, GOOD)[0] == 200
    assert waiting.result(5).code == "4/code"
    assert capfd.readouterr() == ("", "")


def test_who_connects_and_says_nothing_holds_nobody_up(door, waiting) -> None:
    host, port = door.host.split(":")
    silent = [socket.create_connection((host, int(port)), timeout=5) for _ in range(20)]
    started = time.monotonic()
    assert ask(door, GOOD)[0] == 200
    assert waiting.result(5).code == "4/code"
    assert time.monotonic() - started < 2
    for each in silent:
        each.close()


def test_the_answer_is_taken_once(door, waiting) -> None:
    assert ask(door, GOOD)[0] == 200
    assert ask(door, GOOD.replace("4/code", "5/another"))[0] == 404
    assert waiting.result(5).code == "4/code"


def test_of_many_answers_at_once_one_is_taken(door, waiting) -> None:
    with ThreadPoolExecutor(8) as pool:
        got = list(pool.map(lambda number: ask(door, GOOD.replace("4/code", f"{number}/code"))[0], range(16)))
    assert sorted(got) == [200] + [404] * 15


def test_the_page_thanks_in_both_languages_and_holds_nothing_of_the_sign_in(door, waiting) -> None:
    _, body, told = ask(door, GOOD)
    assert "you may close this page" in body
    assert "puedes cerrar esta página" in body
    assert not [word for word in (STATE, "4/code", "1Abcdef", "script", "http") if word in body]
    assert told["Referrer-Policy"] == "no-referrer"
    assert told["Cache-Control"] == "no-store"
    assert told["Content-Type"] == "text/html; charset=utf-8"


def test_the_picked_sheets_come_along_and_only_what_can_be_an_id(door, waiting) -> None:
    ask(door, GOOD)
    assert waiting.result(5).picked == ("1AbcdefghijklmnopQRSTUV", "2-cdefghijklmnop_QR")


def test_cancel_on_the_page_of_google_is_told_as_a_sentence(door, waiting) -> None:
    status, body, _ = ask(door, f"/?state={STATE}&error=access_denied")
    assert status == 200
    assert "was not connected" in body
    with pytest.raises(SheetsError) as told:
        waiting.result(5)
    assert told.value.message("en") == (
        "You pressed Cancel on Google's page, so nothing was connected. Connect again whenever you like."
    )
    assert told.value.message("es").startswith("Elegiste Cancelar en la página de Google")


def test_another_refusal_names_its_reason_and_only_a_plain_one(door, waiting) -> None:
    ask(door, f"/?state={STATE}&error=admin_policy_enforced")
    with pytest.raises(SheetsError, match=r"Google did not allow the sign-in \(admin_policy_enforced\)\."):
        waiting.result(5)


def test_a_refusal_cannot_put_words_into_our_mouth(door, waiting) -> None:
    ask(door, f"/?state={STATE}&error=Call+%2B57+and+tell+your+password")
    with pytest.raises(SheetsError, match=r"Google did not allow the sign-in\."):
        waiting.result(5)


def test_nobody_answers_in_time(door) -> None:
    started = time.monotonic()
    with pytest.raises(SheetsError, match="Nobody answered on Google's page in time") as told:
        door.wait("https://accounts.google.com/", STATE, 0.3)
    assert told.value.kind == "no_answer"
    assert time.monotonic() - started < 3


def test_a_browser_that_holds_its_caller_does_not_hold_the_waiting(door, monkeypatch) -> None:
    browse(monkeypatch, f"{sys.executable} -c 'import time; time.sleep(5)' %s")
    started = time.monotonic()
    with pytest.raises(SheetsError, match="Nobody answered"):
        door.wait("https://accounts.google.com/", STATE, 0.3)
    assert time.monotonic() - started < 3


def test_ctrl_c_ends_the_waiting_and_the_door_is_shut(monkeypatch) -> None:
    import _thread

    browse(monkeypatch, "true %s")
    # whoever runs tests in the background has Ctrl-C switched off
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    timer = threading.Timer(0.5, _thread.interrupt_main)
    with pytest.raises(KeyboardInterrupt), Door() as door:  # noqa: PT012
        timer.start()
        door.wait("https://accounts.google.com/", STATE, 20.0)
    signal.signal(signal.SIGINT, before)
    with pytest.raises(OSError, match="refused"):
        ask(door, GOOD)


def test_only_this_computer_can_knock(door) -> None:
    assert door.address.startswith("http://127.0.0.1:")
    assert door._server.server_address[0] == "127.0.0.1"


def test_a_computer_that_lets_no_program_listen_is_a_sentence(monkeypatch) -> None:
    def forbidden(self: socket.socket, _address: object) -> None:
        raise PermissionError("not here")

    monkeypatch.setattr(socket.socket, "bind", forbidden)
    with pytest.raises(SheetsError, match=r"does not let the browser answer Operating Brief.*firewall"):
        Door()


def test_an_answer_is_never_shown(door, waiting) -> None:
    ask(door, GOOD)
    assert "4/code" not in repr(waiting.result(5))
