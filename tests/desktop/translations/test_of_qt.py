from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from desktop.frame import Frame
from desktop.translations import of_qt


@pytest.fixture(autouse=True)
def _in_english_again(qtbot: QtBot) -> Iterator[None]:
    yield
    of_qt.speak("en")


def said() -> list[str]:
    """What the menu of a field and the choice of a file say."""
    asked = (("QWidgetTextControl", "&Copy"), ("QFileDialog", "Look in:"), ("QPlatformTheme", "Cancel"))
    return [QCoreApplication.translate(*one) for one in asked]


def test_what_qt_says_itself_is_in_the_language_of_the_window(kept: Path, window_for: Callable[..., Frame]) -> None:
    frame = window_for(kept)

    frame.choose_setting("language", "es")
    assert said() == ["&Copiar", "Ver en:", "Cancelar"]

    frame.choose_setting("language", "en")
    assert said() == ["&Copy", "Look in:", "Cancel"]
