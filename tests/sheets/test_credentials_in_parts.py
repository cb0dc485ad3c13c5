"""A secret that is too long for one record of Windows: kept in parts, and never a mix of two."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from sheets.credentials import Secrets
from sheets.errors import SheetsError
from tests.sheets.test_credentials import Counted

OLD = "".join(chr(33 + place % 90) for place in range(2_000))
NEW = "".join(chr(33 + (place * 7 + 3) % 90) for place in range(3_100))
SHORT = "1//refresh-token"


class Killed(BaseException):
    """The process ends here."""


class Windows(Counted):
    """The limit of Windows' Credential Manager: 2,560 bytes a record, in UTF-16. ``last`` is the last call it lives."""

    def __init__(self, held: dict[str, str] | None = None, last: int = 10_000) -> None:
        super().__init__()
        self.held = dict(held or {})
        self.last = last

    def _next(self) -> None:
        if not self.last:
            raise Killed
        self.last -= 1

    def set_password(self, service: str, username: str, password: str) -> None:
        self._next()
        if len(password.encode("utf-16-le")) > 2_560:
            raise OSError(1783, "CredWrite", "The stub received bad data")
        super().set_password(service, username, password)

    def delete_password(self, service: str, username: str) -> None:
        self._next()
        super().delete_password(service, username)


def kept(*secrets: str) -> Windows:
    backend = Windows()
    for secret in secrets:
        Secrets(backend, 1_200).keep("google", secret)
    return backend


def read(backend: Windows) -> str:
    """As the next start of the program reads it."""
    return Secrets(Windows(backend.held), 1_200).read("google")


@pytest.mark.parametrize("length", [1, 1_199, 1_200, 1_201, 1_280, 1_281, 2_400, 10_000])
def test_a_secret_of_any_length_comes_back(length) -> None:
    secret = (OLD * 10)[:length]
    backend = kept(secret)
    assert read(backend) == secret
    assert (len(backend.held) == 1) == (length <= 1_200)


def test_letters_that_take_two_units_are_counted_as_two() -> None:
    secret = "😀" * 1_000
    assert read(kept(secret)) == secret


def test_without_parts_windows_would_refuse_it() -> None:
    with pytest.raises(SheetsError) as told:
        Secrets(Windows()).keep("google", OLD)
    assert told.value.kind == "keyring_failed"


def test_the_old_parts_are_gone_after_a_change() -> None:
    assert set(kept(OLD, NEW).held) == {
        "Operating Brief: google",
        *(f"Operating Brief: google, part b{number}" for number in range(1, 7)),
    }
    assert set(kept(OLD, NEW, SHORT).held) == {"Operating Brief: google"}


@pytest.mark.parametrize(("before", "after"), [(OLD, NEW), (NEW, OLD), (SHORT, NEW), (NEW, SHORT), ("", NEW)])
def test_a_write_that_is_interrupted_anywhere_leaves_the_old_secret_or_the_new(before, after) -> None:
    held = kept(before).held if before else {}
    seen = []
    for calls in range(100):
        backend = Windows(held, calls)
        try:
            Secrets(backend, 1_200).keep("google", after)
        except Killed:
            seen.append(read(backend))
            assert seen[-1] in (before, after)
            # the next start mends what was left: it can be written, and forgotten without a trace
            mended = Windows(backend.held)
            Secrets(mended, 1_200).keep("google", after)
            assert read(mended) == after
            Secrets(mended, 1_200).forget("google")
            assert mended.held == {}
            cleared = Windows(backend.held)
            Secrets(cleared, 1_200).forget("google")
            assert cleared.held == {}
        else:
            break
    assert calls == len(seen) > 0
    assert before in seen


def test_a_forgetting_that_is_interrupted_anywhere_is_finished_by_the_next() -> None:
    held = kept(NEW).held
    for calls in range(len(held)):
        backend = Windows(held, calls)
        with pytest.raises(Killed):
            Secrets(backend, 1_200).forget("google")
        assert read(backend) in (NEW, "")
        rest = Windows(backend.held)
        Secrets(rest, 1_200).forget("google")
        assert rest.held == {}


@pytest.mark.parametrize("harm", ["missing", "changed", "swapped"])
def test_parts_that_do_not_belong_together_are_no_secret(harm) -> None:
    held = kept(OLD).held
    first, second = (f"Operating Brief: google, part a{number}" for number in (1, 2))
    if harm == "missing":
        del held[second]
    elif harm == "changed":
        held[first] = "x" + held[first][1:]
    else:
        held[first], held[second] = held[second], held[first]
    assert read(Windows(held)) == ""


@pytest.mark.parametrize("record", ["operating-brief parts", "operating-brief parts:a", "operating-brief parts:a:x:y"])
def test_a_record_that_only_begins_like_one_of_parts_is_taken_as_it_is(record) -> None:
    assert read(Windows({"Operating Brief: google": record})) == record


def test_each_record_has_a_service_of_its_own() -> None:
    """Windows moves records that share a service between two places."""
    held = kept(NEW).held
    assert len(held) == len(set(held)) == 7


def test_two_threads_never_ask_at_once() -> None:
    inside = threading.Semaphore(1)

    class Slow(Counted):
        def get_password(self, service: str, username: str) -> str | None:
            assert inside.acquire(blocking=False)
            time.sleep(0.02)
            inside.release()
            return "1//refresh-token"

    secrets = Secrets(Slow())
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(secrets.read, [f"account {number}" for number in range(8)])) == {"1//refresh-token"}
