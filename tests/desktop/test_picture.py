from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from desktop import cache, picture
from desktop.frame import Frame
from desktop.places import folder
from desktop.settings import Settings
from desktop.window import Window
from tests.desktop.sample import outcome

Windows = Callable[..., Frame]


def found(kept: Path, settings: Settings, size: tuple[int, int] = (1366, 900)) -> QImage | None:
    window = Window(settings)
    window.resize(*size)
    return picture.find(window, folder(kept), settings)


def test_a_closed_window_leaves_the_picture_that_the_next_one_would_paint(
    kept: Path, window_for: Windows, settings: Settings
) -> None:
    first = window_for(kept)
    first.go("settings")
    first.window.close()

    left = found(kept, settings)
    assert left is not None
    second = window_for(kept)
    second.session.fresh = False
    second.build()
    for _ in range(2):  # its parts take their places
        QApplication.processEvents()
    assert second.window.grab().toImage().convertedTo(left.format()) == left


def test_a_newer_brief_has_no_picture_yet(kept: Path, window_for: Windows, settings: Settings) -> None:
    window_for(kept).window.close()

    cache.save(cache.folder(kept), outcome(), "read again")

    assert found(kept, settings) is None


def test_another_theme_language_zoom_or_size_has_no_picture(
    kept: Path, window_for: Windows, settings: Settings
) -> None:
    window_for(kept).window.close()
    assert found(kept, settings) is not None

    assert found(kept, settings, (1024, 768)) is None
    settings.theme_choice = "dark"
    assert found(kept, settings) is None
    settings.theme_choice, settings.language_choice = "light", "es"
    assert found(kept, settings) is None
    settings.language_choice = "en"
    assert found(kept, settings) is not None
    settings.choose("zoom", "150")
    assert found(kept, settings) is None


def test_a_damaged_picture_counts_as_none(kept: Path, window_for: Windows, settings: Settings) -> None:
    window_for(kept).window.close()
    for file in folder(kept).glob("picture-*.png"):
        file.write_bytes(b"no picture")

    assert found(kept, settings) is None


def test_there_is_only_ever_one_picture(kept: Path, window_for: Windows, settings: Settings) -> None:
    window_for(kept).window.close()
    settings.theme_choice = "dark"
    window_for(kept).window.close()

    assert len(list(folder(kept).glob("picture*"))) == 1


def test_a_window_with_a_picture_paints_it_before_anything_else(kept: Path, settings: Settings, qtbot: object) -> None:
    window = Window(settings)
    window.resize(400, 300)
    window.picture = QImage(400, 300, QImage.Format.Format_RGB32)
    window.picture.fill(0xFF336699)

    assert window.grab().toImage().pixelColor(200, 150).name() == "#336699"
