"""The ``google`` fixture: a desk with the loopback Google on it, and after each test the proof that nobody was harmed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.computed import Once
    from tests.google.desk import Desk
    from tests.sheets.google.wire import Time

#: What would lead a process past the proxy, or to other certificates or another account.
_ASTRAY = ("NO_PROXY", "no_proxy", "ALL_PROXY", "all_proxy", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "GOOGLE_CLOUD_PROJECT")


@pytest.fixture(scope="session")
def _desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    from tests.google.desk import Desk

    desk = Desk(tmp_path_factory.mktemp("google"))
    yield desk
    desk.stop()


@pytest.fixture(scope="session")
def _once() -> Once:
    from reports import run as reports_run
    from tests.computed import Once

    return Once(reports_run.run)


@pytest.fixture
def computed_once(_once: Once, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands in this process compute the same brief of the same values once, whoever asks for it."""
    from reports import run as reports_run

    monkeypatch.setattr(reports_run, "run", _once)


@pytest.fixture
def google(
    _desk: Desk, computed_once: None, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desk]:
    """Google at a desk of its own; what the product writes is held to :mod:`tests.google.allowed` after the test."""
    from sheets.google.book import GoogleBook
    from tests.google.desk import watching_edits

    _desk.clean()
    for name in _ASTRAY:
        monkeypatch.delenv(name, raising=False)
    for name, value in _desk.environment(tmp_path_factory.mktemp("robot")).items():
        monkeypatch.setenv(name, value)
    for name, method in watching_edits(_desk, GoogleBook).items():
        monkeypatch.setattr(GoogleBook, name, method)
    yield _desk
    if troubles := _desk.troubles():
        pytest.fail("\n".join(troubles), pytrace=False)


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    """Nobody waits for Google: what the program sleeps only moves this clock."""
    from sheets.google import retry
    from tests.sheets.google.wire import Time

    made = Time()
    monkeypatch.setattr(retry, "RETRY", made.retry())
    return made
