"""The bundled face, in the sizes and the two weights of the look."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

from desktop.theme.size import px
from reports.tokens import FACE

SMALL, BODY, HEADING, TITLE = 12, 14, 14, 22
_FILES = ("Inter-Regular.otf", "Inter-SemiBold.otf")


def load() -> None:
    """Make the face known to Qt. Where a file is missing the system's own sans serif stands in."""
    folder = Path(__file__).parent / "fonts"
    for name in _FILES:
        QFontDatabase.addApplicationFont(str(folder / name))


def font(pixels: int = BODY, bold: bool = False) -> QFont:
    """The face in this size of the design, as large as everything is shown, with figures of equal width.

    It is shared: whoever changes it makes a copy.
    """
    return exactly(px(pixels), bold)


@cache
def exactly(pixels: int, bold: bool = False) -> QFont:
    """The face in this size on the screen."""
    face = QFont(FACE)
    face.setStyleHint(QFont.StyleHint.SansSerif)
    face.setPixelSize(pixels)
    if bold:
        face.setWeight(QFont.Weight.DemiBold)
    if hasattr(QFont, "Tag"):  # Qt 6.7
        face.setFeature(QFont.Tag("tnum"), 1)
    return face


def line_pixels(pixels: int, bold: bool, factor: float) -> int:
    """The distance of two lines in this face, ``factor`` times its own."""
    return _line_pixels(px(pixels), bold, factor)


@cache
def _line_pixels(pixels: int, bold: bool, factor: float) -> int:
    return round(QFontMetricsF(exactly(pixels, bold)).height() * factor)
