"""The window itself: its place on the screen, its first picture, and what Qt tells a window.

It imports next to nothing, so that it stands at once. What it holds is built by :mod:`desktop.frame`.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRect, QSize, QTimerEvent, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QMainWindow

from desktop.settings import Settings
from sheets.errors import SheetsError
from sheets.place import GoogleSheet, place

FIRST_SIZE, SMALLEST = QSize(1366, 900), QSize(640, 400)
#: Room for the title bar and borders that the system draws around the window.
DECORATIONS = QSize(40, 64)
#: The files that are workbooks.
ENDINGS = (".xlsx", ".xlsm")


class Window(QMainWindow):
    """``painted`` is emitted once, when the first picture stands on the screen."""

    painted = Signal()
    resized = Signal()
    dropped = Signal(object)
    closing = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.picture: QImage | None = None
        self.was_painted = False
        self._settings = settings
        self.setMinimumSize(SMALLEST)
        self.setAcceptDrops(True)
        self.setWindowTitle("Operating Brief")
        if not self.restoreGeometry(settings.geometry):
            self.resize(_fitting(FIRST_SIZE))

    def bring_back(self) -> None:
        """A monitor was unplugged: a window that stood on it comes to one that is there."""
        screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
        bar = QRect(self.frameGeometry().topLeft(), QSize(self.width(), DECORATIONS.height()))
        if screens and not any(screen.intersects(bar) for screen in screens):
            self.resize(_fitting(self.size()))
            self.move(screens[0].center() - self.rect().center())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture as long as there is nothing else, and tell when the first picture stands."""
        super().paintEvent(event)
        if self.picture is not None:
            QPainter(self).drawImage(self.rect(), self.picture)
        if not self.was_painted:
            self.was_painted = True
            self.startTimer(0)

    def timerEvent(self, event: QTimerEvent) -> None:
        """The first paint is on the screen."""
        self.killTimer(event.timerId())
        self.painted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell it."""
        super().resizeEvent(event)
        self.resized.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files or a link that are dragged here."""
        if _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell which files were dropped, or which Google Sheet."""
        found = _dropped(event)
        if found is not None:
            event.acceptProposedAction()
            self.dropped.emit(found)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the place on the screen and go from it; only then is the rest ended."""
        self._settings.geometry = self.saveGeometry()
        super().closeEvent(event)
        self.hide()
        self.closing.emit()


def files_in(event: QDropEvent) -> tuple[Path, ...]:
    """The files that are dragged, but for folders."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return tuple(path for path in paths if not path.is_dir())


def _dropped(event: QDropEvent) -> GoogleSheet | tuple[Path, ...] | None:
    """Files, or the link of a Google Sheet as a browser lets it be dragged."""
    if files := files_in(event):
        return files
    urls = event.mimeData().urls()
    links = [url.toString() for url in urls if not url.isLocalFile()] or [event.mimeData().text()[:2000]]
    return next((sheet for sheet in map(_sheet, links) if sheet is not None), None)


def _sheet(link: str) -> GoogleSheet | None:
    try:
        found = place(link)
    except SheetsError:
        return None
    return found if isinstance(found, GoogleSheet) else None


def _fitting(size: QSize) -> QSize:
    screen = QGuiApplication.primaryScreen()
    return size.boundedTo(screen.availableSize() - DECORATIONS) if screen is not None else size
