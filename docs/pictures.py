"""``make pictures``: the window with its pages and dialogs, and the tab Brief, on the sample workbook."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import openpyxl
from PySide6.QtCore import QEventLoop, QSize, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from docs import pictures_google, pictures_pages

if TYPE_CHECKING:
    from desktop.dialogs.sheet import Sheet
    from desktop.session import Session

PICTURES = Path(__file__).resolve().parent / "pictures"
#: File name, theme, language, size.
WINDOWS = (
    ("window", "light", "en", QSize(1366, 900)),
    ("window_dark", "dark", "en", QSize(1366, 900)),
    ("window_es", "light", "es", QSize(1366, 900)),
    ("window_low", "light", "en", QSize(1366, 768)),
)
#: What is shown after a write: the ending of the file name, theme, language.
AFTER_A_WRITE = (("", "light", "en"), ("_dark_es", "dark", "es"))
NOTE = {"date": "2026-11-15", "text": "photos of the jersey published"}
#: An invented orders export; its header is the real one.
EXPORT = Path(__file__).resolve().parents[1] / "tests" / "exports" / "shopify" / "shopify_orders.csv"
TABS = (("brief_tab", "en"), ("brief_tab_es", "es"))
DOTS_PER_INCH = 96
#: Qt's word for the strongest compression of a PNG.
SMALLEST = 0


def main() -> None:
    """Take every picture again."""
    with tempfile.TemporaryDirectory(prefix="operating-brief-pictures-") as folder:
        room = Path(folder)
        for name in ("CACHE", "CONFIG", "DATA", "STATE"):
            os.environ[f"XDG_{name}_HOME"] = str(room / name.lower())
        for name, language in TABS:
            book = _sample(room, language)
            if language == "en":
                _windows(book, room)
                _after_a_write(room)
                _before_an_import(room)
            _tab(book, name, room)
        of_pages = room / "pages"
        of_pages.mkdir()
        pictures_pages.take(of_pages, _save)
        pictures_google.take(room, _shop, _settle_and_save, _save_now, _until)


def _settle_and_save(widget: QWidget, name: str) -> None:
    _save(_settled(widget), name)


def _save_now(widget: QWidget, name: str) -> None:
    _save(widget.grab().toImage(), name)


def _sample(room: Path, language: str) -> Path:
    """The sample workbook with its brief, which lies in the cache too."""
    book = room / language / "Ruta Norte.xlsx"
    book.parent.mkdir()
    for arguments in (
        ["new", str(book), "--lang", language, "--sample"],
        ["refresh", str(book), "--lang", language],
    ):
        _run(arguments)
    return book


def _shop(folder: Path, language: str) -> Path:
    """The sample workbook before its first brief."""
    book = folder / "Ruta Norte.xlsx"
    _run(["new", str(book), "--lang", language, "--sample"])
    return book


def _run(arguments: list[str]) -> None:
    subprocess.run([sys.executable, "-m", "desktop.cli", *arguments], check=True, stdout=subprocess.DEVNULL)


def _windows(book: Path, room: Path) -> None:
    from desktop import app
    from desktop.settings import Settings

    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    for name, theme, language, size in WINDOWS:
        settings = Settings(room / f"{name}.ini")
        settings.theme_choice, settings.language_choice = theme, language
        window = app.start(application, book, settings=settings)
        window.resize(size)
        window.show()
        _save(_settled(window), name)
        window.close()


def _after_a_write(room: Path) -> None:
    """The receipt in full, and the dialogs for an earlier copy, a template and the brief to share."""
    from desktop.dialogs.restore import RestoreDialog
    from desktop.dialogs.share import ShareDialog
    from desktop.dialogs.share_template import TemplateDialog
    from desktop.frame import Frame
    from desktop.session import Session
    from desktop.settings import Settings
    from desktop.window import Window

    for ending, theme, language in AFTER_A_WRITE:
        own = room / f"after{ending}" / "Ruta Norte.xlsx"
        own.parent.mkdir()
        _run(["new", str(own), "--lang", language, "--sample"])
        settings = Settings(room / f"after{ending}.ini")
        settings.theme_choice, settings.language_choice = theme, language
        window, session = Window(settings), Session()
        window.resize(QSize(1366, 900))
        session.open(own)
        frame = Frame(window, session, settings)
        window.show()
        for ask in (session.refresh, partial(session.add_note, NOTE), session.write):
            ask()
            _until(partial(_idle, session))
        frame.strips.show_receipt()
        _save(_settled(window), f"receipt{ending}")
        for kind, name in ((RestoreDialog, "restore"), (TemplateDialog, "template"), (ShareDialog, "share")):
            frame.do(name)
            (dialog,) = window.findChildren(kind)
            _until(partial(_ready, dialog))
            _save(_settled(dialog), f"{name}{ending}")
            dialog.close()
        window.close()


def _before_an_import(room: Path) -> None:
    """What an export would do to the sample workbook, with the list of its new rows."""
    from desktop.dialogs.import_files import ImportDialog
    from desktop.frame import Frame
    from desktop.session import Session
    from desktop.settings import Settings
    from desktop.window import Window

    for ending, theme, language in AFTER_A_WRITE:
        folder = room / f"import{ending}"
        folder.mkdir()
        book = _shop(folder, language)
        export = Path(shutil.copy(EXPORT, folder / "orders_export.csv"))
        settings = Settings(room / f"import{ending}.ini")
        settings.theme_choice, settings.language_choice = theme, language
        window, session = Window(settings), Session()
        window.resize(QSize(1366, 900))
        session.open(book)
        frame = Frame(window, session, settings)
        window.show()
        frame.take((export,))
        (dialog,) = window.findChildren(ImportDialog)
        _until(partial(_ready, dialog))
        next(one for one in dialog.findChildren(QPushButton) if one.property("key") == "new").click()
        _save(_settled(dialog), f"import{ending}")
        dialog.close()
        window.close()


def _idle(session: Session) -> bool:
    return not session.doing


def _ready(dialog: Sheet) -> bool:
    return dialog.ready


def _until(holds: Callable[[], bool]) -> None:
    """Let the window work until this holds."""
    while not holds():
        _pause(50)


def _pause(milliseconds: int) -> None:
    pause = QEventLoop()
    QTimer.singleShot(milliseconds, pause.quit)
    pause.exec()


def _settled(window: QWidget) -> QImage:
    """The window when it has looked the same three times, a third of a second apart."""
    seen: list[QImage] = []
    while len(seen) < 3 or not seen[-3] == seen[-2] == seen[-1]:
        _pause(333)
        seen.append(window.grab().toImage())
    return seen[-1]


def _tab(book: Path, name: str, room: Path) -> None:
    """The tab Brief as LibreOffice prints it: the page that begins with the brief's own title."""
    if not shutil.which("soffice") or not shutil.which("pdftoppm"):
        print(f"{name}: LibreOffice or poppler is not here; the picture stays as it was", file=sys.stderr)
        return
    profile = f"-env:UserInstallation={(room / 'office').as_uri()}"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(book.parent), str(book)]
    subprocess.run(convert, check=True, stdout=subprocess.DEVNULL)
    pdf = book.with_suffix(".pdf")
    page = str(_page_of_the_brief(book, pdf))
    drawn = room / name
    subprocess.run(
        ["pdftoppm", "-png", "-r", str(DOTS_PER_INCH), "-f", page, "-l", page, "-singlefile", str(pdf), str(drawn)],
        check=True,
    )
    _save(QImage(str(drawn.with_suffix(".png"))), name)


def _page_of_the_brief(book: Path, pdf: Path) -> int:
    """The page that holds the first texts of the tab."""
    sheet = openpyxl.load_workbook(book)["Brief"]
    texts = (_plain(cell.value) for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str))
    first = list(islice((text for text in texts if text), 6))
    for page in range(1, 200):
        show = ["pdftotext", "-f", str(page), "-l", str(page), str(pdf), "-"]
        shown = _plain(subprocess.run(show, capture_output=True, text=True, check=True).stdout)
        if all(text in shown for text in first):
            return page
    raise SystemExit(f"no page of {pdf.name} holds {first}")


def _plain(text: str) -> str:
    return "".join(text.split())


def _save(image: QImage, name: str) -> None:
    image.convertToFormat(QImage.Format.Format_RGB888).save(str(PICTURES / f"{name}.png"), quality=SMALLEST)


if __name__ == "__main__":
    main()
