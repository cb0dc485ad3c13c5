"""What narrows and orders the list of exceptions: severity, a search, groups, and an order."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QButtonGroup, QComboBox, QLineEdit, QPushButton, QWidget

from desktop.exception_order import GROUPS, SEVERITIES, SORTS
from desktop.theme import Look
from desktop.theme.paint import fields, tables
from desktop.widgets.flow import Flow
from desktop.widgets.mark import draw
from desktop.widgets.unwheeled import unwheeled

MARK, FIELD, CHOICE = 10, 272, 172


class ExceptionFilter(QWidget):
    """``changed`` tells that other rows are wanted. ``severity`` is ``""`` where all are."""

    changed = Signal()

    def __init__(self, look: Look, counts: Mapping[str, int], group: str, sort: str) -> None:
        super().__init__()
        words = look.words
        self.setAccessibleName(words("exceptions.filter"))
        self.setStyleSheet(tables(look.colours) + fields(look.colours))
        flow = Flow(self, across=look.px(8), down=look.px(8))
        self._group = QButtonGroup(self)
        self.severities: dict[str, QPushButton] = {}
        for severity in ("", *SEVERITIES):
            button = self._severity(look, severity, counts)
            if button is not None:
                flow.addWidget(button)
        self._group.buttonClicked.connect(self.changed)
        self.search = QLineEdit()
        self.search.setProperty("draft", "exceptions.search")
        self.search.setAccessibleName(words("exceptions.search"))
        self.search.setPlaceholderText(words("exceptions.search_hint"))
        self.search.setClearButtonEnabled(True)
        self.search.setMaxLength(200)
        self.search.setFixedWidth(look.px(FIELD))
        self.search.textChanged.connect(self.changed)
        flow.addWidget(self.search)
        self.group = self._choice(look, "exceptions.group", GROUPS, group)
        self.sort = self._choice(look, "exceptions.sort", SORTS, sort)
        flow.addWidget(self.group)
        flow.addWidget(self.sort)

    @property
    def severity(self) -> str:
        """The severity that is chosen, or ``""``."""
        return next((key for key, button in self.severities.items() if button.isChecked()), "")

    def choose(self, severity: str) -> None:
        """Choose a severity; any other word chooses all."""
        self.severities.get(severity, self.severities[""]).setChecked(True)

    def clear(self) -> None:
        """All rows again."""
        self.choose("")
        self.search.clear()
        self.changed.emit()

    def _severity(self, look: Look, severity: str, counts: Mapping[str, int]) -> QPushButton | None:
        words = look.words
        if severity and not counts[severity]:
            return None
        button = QPushButton(
            words.count(f"exceptions.count.{severity}", counts[severity])
            if severity
            else f"{words('exceptions.all')} {words.number(sum(counts.values()))}"
        )
        button.setObjectName("count")
        button.setCheckable(True)
        button.setChecked(not severity)
        button.setAccessibleName(f"{words('exceptions.filter')}: {button.text()}")
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if severity:
            button.setIcon(_icon(severity, getattr(look.colours, severity), look.px(MARK), self.devicePixelRatioF()))
        self._group.addButton(button)
        self.severities[severity] = button
        return button

    def _choice(self, look: Look, name: str, choices: tuple[str, ...], now: str) -> QComboBox:
        made = unwheeled(QComboBox())
        made.setAccessibleName(look.words(name))
        for choice in choices:
            said = look.words(f"{name}.{choice}")
            made.addItem(f"{look.words(name)}: {said}" if choice != "none" else said, choice)
        made.setCurrentIndex(max(made.findData(now), 0))
        made.setMinimumWidth(look.px(CHOICE))
        made.currentIndexChanged.connect(self.changed)
        return made


def _icon(severity: str, colour: str, size: int, ratio: float) -> QIcon:
    """The mark of a severity: shape and colour beside the word."""
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    draw(painter, QRectF(0, 0, size, size), severity, QColor(colour))
    painter.end()
    return QIcon(picture)
