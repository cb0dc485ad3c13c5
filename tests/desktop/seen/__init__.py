"""Pictures of every page in both themes and languages, and how two of them are compared.

``make seen`` takes them anew into this folder; the difference is looked at before it is committed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QDate, QEvent, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QDateEdit

from desktop import cache as briefs
from desktop.frame import Frame
from desktop.pages import PAGES
from desktop.session import Session
from desktop.settings import Settings
from desktop.window import Window
from reports.outcome import Outcome
from tests import workbooks
from tests.workbooks import golden

FOLDER = Path(__file__).parent
SIZE = QSize(1024, 680)
#: Pictures are kept in half that size, so that forty of them stay small; a word that moved is seen all the same.
KEPT = SIZE / 2
THEMES, LANGUAGES = ("light", "dark"), ("en", "es")
#: A point differs where a colour of it is off by more than this, of 255; so many of all points may.
FAR, SHARE = 32, 0.0015
#: Colours are kept in steps of so many.
STEP = 16
AS_OF, DAY = "2026-11-16T08:00", QDate(2026, 11, 16)
TABS = ("Orders", "Inventory", "Notes", "Sources", "Definitions", "Support", "Traffic")


@dataclass(frozen=True)
class Difference:
    """How much of a picture differs, where, and a picture of it: wanted, seen, and what differs in red."""

    share: float
    where: str
    shown: QImage


@cache
def example(folder: Path) -> Outcome:
    """The brief of worked example A with its tickets and visits."""
    return workbooks.outcome(folder / "a.xlsx", {name: golden(f"A_{name.lower()}") for name in TABS}, AS_OF)


def pictures(outcome: Outcome, folder: Path) -> Iterator[tuple[str, QImage]]:
    """The name and the picture of each page."""
    book = folder / "Ruta Norte.xlsx"
    book.write_bytes(b"stands for a workbook")
    briefs.save(briefs.folder(book), outcome, "read")
    for theme in THEMES:
        for language in LANGUAGES:
            settings = Settings(folder / f"{theme}_{language}.ini")
            settings.theme_choice, settings.language_choice = theme, language
            window, session = Window(settings), Session()
            session.open(book)
            session.fresh = True
            window.resize(SIZE)
            frame = Frame(window, session, settings)
            window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
            window.show()
            for entry in PAGES:
                frame.go(entry.key)
                _settle()
                if frame.page is not None:
                    frame.page.finish()
                for field in window.findChildren(QDateEdit):
                    field.setDate(DAY)  # a form begins with today
                _settle()
                yield f"{entry.key}_{theme}_{language}", kept(window.grab().toImage())
            session.close()
            window.deleteLater()
            _settle()


def kept(image: QImage) -> QImage:
    """The picture in the size in which it is kept."""
    return image.scaled(KEPT, mode=Qt.TransformationMode.SmoothTransformation)


def wanted(name: str) -> QImage:
    """The picture that is kept; null where there is none."""
    return QImage(str(FOLDER / f"{name}.png"))


def keep(name: str, image: QImage) -> None:
    """Keep this picture in place of the one before."""
    few = _points(image) // STEP * STEP + STEP // 2
    _image(few).save(str(FOLDER / f"{name}.png"), quality=0)


def difference(before: QImage, now: QImage) -> Difference:
    """Compare two pictures point by point."""
    if before.size() != now.size():
        return Difference(1.0, f"{before.size().toTuple()} became {now.size().toTuple()}", now)
    one, other = _points(before), _points(now)
    far = (np.abs(one.astype(int) - other) > FAR).any(axis=2)
    rows, columns = np.nonzero(far)
    where = ""
    if len(rows):
        where = f"x {columns.min()}–{columns.max()}, y {rows.min()}–{rows.max()}"
    marked = (other // 3 + 160).astype(np.uint8)
    marked[far] = (200, 0, 0)
    return Difference(float(far.mean()), where, _image(np.hstack([one, other, marked])))


def _points(image: QImage) -> NDArray[np.uint8]:
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    raw = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine())
    # A copy: the image goes with its bytes.
    return raw[:, : plain.width() * 3].reshape(plain.height(), plain.width(), 3).copy()


def _image(points: NDArray[np.uint8]) -> QImage:
    height, width, _ = points.shape
    data = points.tobytes()
    return QImage(data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()


def _settle() -> None:
    for _ in range(3):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
