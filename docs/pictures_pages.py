"""Every page of the window: on the example shop, and on a workbook in which nothing has been pasted yet.

``make pictures`` keeps a few of them in ``docs/pictures``. All of them, in both sizes, themes and languages, are for
looking at: ``python -m docs.pictures_pages FOLDER [PAGE…]``.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QDate, QEventLoop, QSize, Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QDateEdit, QWidget

#: The moment of the example shop's brief.
MOMENT, DAY = "2026-11-16T08:00-05:00", QDate(2026, 11, 16)
SMALL, LARGE = QSize(1366, 768), QSize(1920, 1080)
THEMES, LANGUAGES = ("light", "dark"), ("en", "es")
#: What is opened: the ending of the file names, and how the workbook is made.
BOOKS = {"": ("--sample",), "_empty": ()}
#: What the documents show of each page: theme, language.
SHOWN = (("light", "en"), ("dark", "es"))

Save = Callable[[QImage, str], None]


def take(room: Path, save: Save) -> None:
    """Each page of the example shop as the documents show it."""
    for theme, language in SHOWN:
        ending = "" if (theme, language) == SHOWN[0] else f"_{theme}_{language}"
        for key, image in pages(made(room, language, ""), room, theme, language, SMALL):
            save(image, f"page_{key}{ending}")


def take_all(room: Path, folder: Path, only: Sequence[str] = ()) -> None:
    """Every page, of both workbooks, in every size, theme and language."""
    folder.mkdir(parents=True, exist_ok=True)
    for language in LANGUAGES:
        for kind in BOOKS:
            book = made(room, language, kind)
            for theme in THEMES:
                for size in (SMALL, LARGE):
                    for key, image in pages(book, room, theme, language, size, only):
                        image.save(str(folder / f"{key}{kind}_{theme}_{language}_{size.width()}.png"))


def made(room: Path, language: str, kind: str) -> Path:
    """The workbook of this kind, with its brief in the cache."""
    book = room / f"{language}{kind}" / "Ruta Norte.xlsx"
    if not book.exists():
        book.parent.mkdir()
        run(["new", str(book), "--lang", language, *BOOKS[kind]])
        run(["refresh", str(book), "--as-of", MOMENT, "--no-write"], may_fail=kind == "_empty")
    return book


def run(arguments: Sequence[str], may_fail: bool = False) -> None:
    """The program with these arguments, as the command line starts it."""
    command = [sys.executable, "-m", "desktop.cli", *arguments]
    silent = subprocess.DEVNULL
    subprocess.run(command, check=not may_fail, stdout=silent, stderr=silent if may_fail else None)


def pages(
    book: Path, room: Path, theme: str, language: str, size: QSize, only: Sequence[str] = ()
) -> Iterator[tuple[str, QImage]]:
    """The key of each page, and the window with it."""
    from desktop import app
    from desktop.frame import Frame
    from desktop.pages import PAGES
    from desktop.settings import Settings

    application = QApplication.instance() or QApplication([sys.argv[0], "-style", "fusion"])
    assert isinstance(application, QApplication)
    settings = Settings(room / f"{theme}_{language}.ini")
    settings.theme_choice, settings.language_choice = theme, language
    window = app.start(application, book, as_of=MOMENT, settings=settings)
    window.resize(size)
    window.show()
    (frame,) = window.findChildren(Frame, options=Qt.FindChildOption.FindDirectChildrenOnly)
    frame.session.fresh = True
    for entry in PAGES:
        if not only or entry.key in only:
            frame.go(entry.key)
            for field in window.findChildren(QDateEdit):
                field.setDate(DAY)  # a form begins with today
            yield entry.key, settled(window)
    window.close()
    frame.session.close()
    window.deleteLater()


def settled(widget: QWidget, milliseconds: int = 120) -> QImage:
    """What it shows when that has been the same three times."""
    seen: list[QImage] = []
    while len(seen) < 3 or not seen[-3] == seen[-2] == seen[-1]:
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()
        seen.append(widget.grab().toImage())
    return seen[-1]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="operating-brief-pages-") as found:
        own = Path(found)
        for name in ("CACHE", "CONFIG", "DATA", "STATE"):
            os.environ[f"XDG_{name}_HOME"] = str(own / name.lower())
        take_all(own, Path(sys.argv[1]), sys.argv[2:])
