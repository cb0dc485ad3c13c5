"""The window with a stand-in for the child process."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import cache
from desktop.frame import Frame
from desktop.session import Session
from desktop.settings import Settings
from desktop.theme import fonts
from desktop.window import Window
from sheets.place import GoogleSheet, Place
from tests.desktop.sample import outcome

CHILD = Path(__file__).with_name("child.py")


@pytest.fixture(scope="session", autouse=True)
def _face(qapp: QApplication) -> None:
    qapp.setStyle("Fusion")
    fonts.load()
    qapp.setFont(fonts.font())


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "ruta-norte.xlsx"
    path.write_bytes(b"stands for a workbook")
    return path


@pytest.fixture
def kept(workbook: Path) -> Path:
    """A workbook whose brief lies in the cache."""
    cache.save(cache.folder(workbook), outcome(), "read")
    return workbook


@pytest.fixture
def sheet() -> GoogleSheet:
    return GoogleSheet("1RutaNorteRutaNorteRutaNorte")


@pytest.fixture
def kept_sheet(sheet: GoogleSheet) -> GoogleSheet:
    """A Google Sheet whose brief lies in the cache."""
    cache.save(cache.folder(sheet), msgspec.structs.replace(outcome(), workbook="Ruta Norte 2026"), "read")
    return sheet


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    made = Settings(tmp_path / "settings.ini")
    made.language_choice, made.theme_choice = "en", "light"
    return made


@pytest.fixture
def calls(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[list[str]]]:
    """What the child was asked to do, call by call."""
    file = tmp_path / "calls.jsonl"
    monkeypatch.setenv("CALLS", str(file))
    monkeypatch.setenv("PYTHONPATH", str(root))
    return lambda: [json.loads(line) for line in file.read_text("utf-8").splitlines()] if file.exists() else []


@pytest.fixture
def session_for(qtbot: QtBot, calls: object) -> Iterator[Callable[[str], Session]]:
    """A session whose child plays this scenario."""
    made: list[Session] = []

    def make(scenario: str = "good") -> Session:
        session = Session(command=(sys.executable, str(CHILD), scenario), poll_ms=30, ask_ms=100)
        made.append(session)
        return session

    yield make
    for session in made:
        session.close()


@pytest.fixture
def window_for(qtbot: QtBot, session_for: Callable[[str], Session], settings: Settings) -> Callable[..., Frame]:
    """What stands in a shown window of this size, on this workbook."""

    def make(path: Place | None, scenario: str = "good", size: tuple[int, int] = (1366, 900)) -> Frame:
        session = session_for(scenario)
        if path is not None:
            session.open(path)
            session.fresh = True
        window = Window(settings)
        qtbot.addWidget(window)
        window.resize(*size)
        frame = Frame(window, session, settings)
        with qtbot.waitSignal(window.painted):
            window.show()
        QApplication.processEvents()
        return frame

    return make
