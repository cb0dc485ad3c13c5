"""The bundled face, in the sizes and the two weights of the look."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

from reports.tokens import FACE

SMALL, BODY, HEADING, TITLE = 12, 14, 14, 22
_FILES = ("Inter-Regular.otf", "Inter-SemiBold.otf")


def load() -> None:
    """Make the face known to Qt. Where a file is missing the system's own sans serif stands in."""
    folder = Path(__file__).parent / "fonts"
    for name in _FILES:
        QFontDatabase.addApplicationFont(str(folder / name))


def font(pixels: int = BODY, bold: bool = False) -> QFont:
    """The face in this size, with figures of equal width."""
    face = QFont(FACE)
    face.setStyleHint(QFont.StyleHint.SansSerif)
    face.setPixelSize(pixels)
    if bold:
        face.setWeight(QFont.Weight.DemiBold)
    if hasattr(QFont, "Tag"):  # Qt 6.7
        face.setFeature(QFont.Tag("tnum"), 1)
    return face
