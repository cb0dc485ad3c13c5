"""The side: whose brief it is, the pages, and what stands at the foot; and the bar in the place of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.theme import Look
from desktop.theme.fonts import SMALL, font
from desktop.theme.paint import buttons, mixed, scroll_bar
from desktop.widgets.labels import MUTED, hairline, hint, label
from sheets.place import Place

if TYPE_CHECKING:
    from desktop.recent import Recent

WIDTH = 204


@dataclass(frozen=True, slots=True)
class PageName:
    """A page as the side names it; ``badge`` is how many criticals wait there, ``at_foot`` where it stands."""

    key: str
    word: str
    badge: int = 0
    at_foot: bool = False


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose brief it is: the shop's name, the workbook's, and where that lies."""

    brand: str
    title: str
    place: Place | None

    @property
    def name(self) -> str:
        """The shop, else the workbook."""
        name = self.place.stem if isinstance(self.place, Path) else self.title
        return self.brand or name or "Operating Brief"

    @property
    def home(self) -> str:
        """The workbook and the program that it belongs to."""
        program = "Excel" if isinstance(self.place, Path) else "Google\N{NO-BREAK SPACE}Sheets"
        return f"{self.title} · {program}"


class NavButton(QPushButton):
    """One page. ``badge`` is how many criticals wait there; 0 shows none."""

    def __init__(self, look: Look, word: str, badge: int = 0, dense: bool = False) -> None:
        super().__init__(word)
        self._look, self._badge = look, badge
        self.setObjectName("nav")
        self.setProperty("dense", dense)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leads to the page: there the arrows are to scroll
        told = look.words.count("badge", badge) if badge else ""
        self.setAccessibleName(f"{word}, {told}" if told else word)
        self.setToolTip(told)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The button, and the badge at its right."""
        super().paintEvent(event)
        if not self._badge:
            return
        px = self._look.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(SMALL, bold=True))
        text = str(self._badge) if self._badge < 100 else "99+"
        width = max(px(20), painter.fontMetrics().horizontalAdvance(text) + px(12))
        box = QRectF(self.width() - width - px(8), (self.height() - px(18)) / 2, width, px(18))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._look.colours.critical))
        painter.drawRoundedRect(box, px(9), px(9))
        painter.setPen(QColor(self._look.colours.panel))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


class OpenMenu(QMenu):
    """The workbooks that were open here before, and the ways to another one."""

    opened = Signal(object)
    asked = Signal(str)

    def __init__(self, look: Look, recent: Sequence[Recent], parent: QWidget) -> None:
        super().__init__(look.words("side.open"), parent)
        self.setToolTipsVisible(True)
        self.setAccessibleName(look.words("side.open"))
        for known in recent:
            action = self.addAction(known.text.replace("&", "&&"))
            action.setToolTip(hint(known.tooltip))
            action.setEnabled(known.there)
            action.triggered.connect(lambda _checked=False, place=known.place: self.opened.emit(place))
        if recent:
            self.addSeparator()
        for key, word in (("open", "open_other"), ("open_sheet", "open_sheet")):
            action = self.addAction(look.words(word))
            action.triggered.connect(lambda _checked=False, key=key: self.asked.emit(key))


class Side(QWidget):
    """What the side and the bar have in common.

    ``chosen`` tells the key of the page that was asked for, ``asked`` the key of something to do, and ``open_asked``
    the button below which the menu of workbooks is to open.
    """

    chosen = Signal(str)
    asked = Signal(str)
    open_asked = Signal(QPushButton)

    def __init__(self, look: Look) -> None:
        super().__init__()
        ground = self.palette()
        ground.setColor(QPalette.ColorRole.Window, QColor(mixed(look.colours.panel, look.colours.background)))
        self.setPalette(ground)
        self.setAutoFillBackground(True)
        self.setStyleSheet(buttons(look.colours) + scroll_bar(look.colours))
        self.setAccessibleName(look.words("pages"))


class Sidebar(Side):
    """A column at the left; where the window is low its rows stand closer, and the pages scroll."""

    def __init__(self, look: Look, pages: Sequence[PageName], now: str, whose: Whose, dense: bool) -> None:
        super().__init__(look)
        px = look.px
        self.setFixedWidth(px(WIDTH))
        self._look, self._dense = look, dense
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(10), px(8 if dense else 16), px(10), px(8 if dense else 12))
        column.setSpacing(0 if dense else px(2))
        self.brand = label(whose.name, 15, bold=True)
        self.workbook = label(whose.home if whose.place else look.words("no_workbook"), SMALL, role=MUTED)
        self.workbook.setToolTip(hint(str(whose.place)) if whose.place else "")
        for text in (self.brand, self.workbook):
            text.setContentsMargins(px(8), 0, px(8), 0)
            column.addWidget(text)
        column.addSpacing(px(4 if dense else 10))
        column.addWidget(hairline())
        column.addSpacing(px(4 if dense else 8))
        column.addWidget(self._pages([page for page in pages if not page.at_foot], now), 1)
        add = self._plain(look.words("add_data"))
        add.clicked.connect(lambda: self.asked.emit("add_data"))
        other = self._plain(look.words("side.open"))
        other.clicked.connect(lambda: self.open_asked.emit(other))
        for button in (add, other):
            column.addWidget(button)
        for page in pages:
            if page.at_foot:
                column.addWidget(self._page(page, now))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A hairline at its edge."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())

    def _pages(self, pages: Sequence[PageName], now: str) -> QScrollArea:
        held = QWidget()
        rows = QVBoxLayout(held)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0 if self._dense else self._look.px(2))
        chosen: QWidget | None = None
        for page in pages:
            button = self._page(page, now)
            chosen = button if page.key == now else chosen
            rows.addWidget(button)
        rows.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its buttons take it, and scroll into sight
        area.setMinimumHeight(held.minimumSizeHint().height() // max(len(pages), 1) * 2)
        ground = QWidget()
        ground.setAutoFillBackground(False)
        area.setViewport(ground)  # asking for the one that it has takes Qt's binding a seventh of a first paint
        area.setWidget(held)
        held.setAutoFillBackground(False)
        if chosen is not None:
            area.ensureWidgetVisible(chosen)
        return area

    def _page(self, page: PageName, now: str) -> NavButton:
        button = NavButton(self._look, page.word, page.badge, self._dense)
        button.setCheckable(True)
        button.setChecked(page.key == now)
        button.clicked.connect(lambda: self.chosen.emit(page.key))
        self._group.addButton(button)
        return button

    def _plain(self, word: str) -> NavButton:
        return NavButton(self._look, word, dense=self._dense)


class TopBar(Side):
    """A line above the page: the pages in a menu, for a window that has no room for the side."""

    def __init__(self, look: Look, pages: Sequence[PageName], now: str, whose: Whose, _dense: bool) -> None:
        super().__init__(look)
        px = look.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(px(16), px(6), px(16), px(6))
        row.setSpacing(px(8))
        column.addLayout(row)
        column.addWidget(hairline())
        self.menu = QMenu(look.words("side.pages"), self)
        self.menu.setAccessibleName(look.words("pages"))
        for page in pages:
            said = f"{page.word} ({look.words.count('badge', page.badge)})" if page.badge else page.word
            action = self.menu.addAction(said.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(page.key == now)
            action.triggered.connect(lambda _checked=False, key=page.key: self.chosen.emit(key))
        named = QPushButton(look.words("side.pages"))
        named.setObjectName("menu")
        named.setMenu(self.menu)
        row.addWidget(named)
        self.brand = label(whose.name, 13, bold=True)
        self.brand.setToolTip(hint(whose.home))
        row.addWidget(self.brand, 1, Qt.AlignmentFlag.AlignVCenter)
        add = QPushButton(look.words("add_data"))
        add.clicked.connect(lambda: self.asked.emit("add_data"))
        other = QPushButton(look.words("side.open"))
        other.clicked.connect(lambda: self.open_asked.emit(other))
        for button in (add, other):
            row.addWidget(button)
