"""Rows of This week's panels: an action, an exception, a group of products, a labelled line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.theme import Look
from desktop.theme.fonts import BODY, SMALL
from desktop.widgets.action_mark import ActionMark
from desktop.widgets.chip import Chip
from desktop.widgets.flow import Flow
from desktop.widgets.labels import MUTED, Text, hint, label, sentence
from desktop.widgets.mark import confidence_mark
from desktop.widgets.pressable import Pressable
from reports.outcome import MARKS, Action, ExceptionRow, Product

#: Where the evidence of an exception goes on after what it is about.
SEPARATOR = re.compile(r"[:;] ")
#: The tone in which each category is shown.
CATEGORY_TONES = {"push": "good", "fix": "warning", "protect": "critical", "clear": "info"}
#: Narrower than this, a row puts its owner and due below its sentence.
WIDE_ROW = 480
TAIL_WIDTH = {"en": 148, "es": 168}
#: What became of an action of which nobody said anything.
OPEN = "open"


def tail_parts(tail: str) -> tuple[str, str]:
    """Owner and due of an action's tail ``[Finance · due Tue 17 Nov · ●]``, without brackets and mark."""
    parts = [part.strip() for part in tail.strip().strip("[]").split(" · ")]
    parts = [part for part in parts if part and part not in MARKS.values()]
    return (parts[0], " · ".join(parts[1:])) if parts else ("", "")


class ActionRow(QWidget):
    """One next action: its number, what became of it, what to do, who does it by when, how sure it is.

    ``mark`` is the button that asks what became of it.
    """

    def __init__(self, look: Look, number: int, action: Action, names: Iterable[str], line_height: float) -> None:
        super().__init__()
        owner, due = tail_parts(look.say(action.tail))
        self._look = look
        self._beside: bool | None = None
        self._tail_width = look.px(TAIL_WIDTH[look.language])
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(look.px(8))
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        said = look.say(action.line)
        self.mark = ActionMark(look, number, said)
        self._grid.addWidget(self.mark, 0, 0, Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout()
        self._column.setSpacing(2)
        self._column.addWidget(sentence(said, names, line_height=line_height))
        self._grid.addLayout(self._column, 0, 1)
        self._status: Text | None = None
        self._who, self._when = label(owner, SMALL, role=MUTED), label(due, SMALL, role=MUTED)
        self._tail = QWidget()
        tail = QGridLayout(self._tail)
        tail.setContentsMargins(0, 1, 0, 0)
        tail.setHorizontalSpacing(4)
        tail.setVerticalSpacing(2)
        tail.setColumnStretch(0, 1)
        tail.setRowStretch(2, 1)
        tail.addWidget(self._who, 0, 0)
        tail.addWidget(confidence_mark(look, action.confidence), 0, 1)
        tail.addWidget(self._when, 1, 0, 1, 2)
        self.setAccessibleName(f"{number}. {said} {owner}, {due}")
        self._place(beside=True)
        if action.status != OPEN:
            self.show_status(action.status, action.note)

    def show_status(self, status: str, note: str = "", waits: bool = False) -> None:
        """Say what became of it; ``waits`` where that is not in the workbook yet."""
        self.mark.show_status(status)
        words = self._look.words
        said = ": ".join(part for part in (words(f"action.{status}"), note) if part)
        if waits:
            said = words("action.waits", what=said)
        if self._status is None:
            self._status = label("", SMALL, role=MUTED)
            self._column.addWidget(self._status)
        self._status.setText(said)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the row is narrow, owner and due stand below the sentence instead of beside it."""
        super().resizeEvent(event)
        self._place(beside=self.width() >= self._look.px(WIDE_ROW))

    def _place(self, beside: bool) -> None:
        if beside == self._beside:
            return
        self._beside = beside
        for text in (self._who, self._when):
            text.align_right(beside)
        self._tail.setFixedWidth(self._tail_width)
        self._grid.removeWidget(self._tail)
        self._grid.addWidget(self._tail, 0 if beside else 1, 2 if beside else 1)


def heading_and_rest(title: str, evidence: str) -> tuple[str, str]:
    """What an exception is about, and what speaks for it. Evidence that begins with the title is not said twice."""
    if not evidence.startswith(title):
        return title, evidence
    found = SEPARATOR.search(evidence, len(title))
    return (evidence[: found.start()], evidence[found.end() :]) if found else (evidence, "")


def severity_chip(look: Look, row: ExceptionRow) -> Chip:
    """Shape, word and colour of a severity."""
    word = look.words("severity.confirm" if row.confirm else f"severity.{row.severity}")
    return Chip(look, row.severity, word, shape=row.severity)


class ExceptionLine(Pressable):
    """One exception in short: how bad, what, and its evidence. Pressed, it leads to the exception."""

    def __init__(self, look: Look, row: ExceptionRow, chip_width: int) -> None:
        super().__init__(f"{look.words(f'severity.{row.severity}')}: {look.say(row.shown)}")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look.px(12))
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        chip = severity_chip(look, row)
        grid.addWidget(chip, 0, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        grid.setColumnMinimumWidth(0, chip_width)
        column = QVBoxLayout()
        column.setSpacing(2)
        heading, rest = heading_and_rest(look.say(row.title), look.say(row.evidence))
        column.addWidget(label(heading, BODY))
        if rest:
            column.addWidget(label(rest, SMALL, role=MUTED))
        grid.addLayout(column, 0, 1)


class MoreLine(Pressable):
    """A line such as "and 3 more" that leads to all of them."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label(text, BODY, role=MUTED))


class ProductGroup(QWidget):
    """The products of one category, by name, each with its confidence. ``chosen`` tells the key of one, or ``""``."""

    chosen = Signal(str)

    def __init__(self, look: Look, category: str, products: Sequence[Product], more: int) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(12))
        column = QWidget()
        column.setFixedWidth(look.px(150 if look.language == "en" else 186))
        inside = QVBoxLayout(column)
        inside.setContentsMargins(0, 0, 0, 0)
        word = look.words(f"category.{category}")
        inside.addWidget(Chip(look, CATEGORY_TONES.get(category, "quiet"), word), 0, Qt.AlignmentFlag.AlignLeft)
        inside.addStretch(1)
        row.addWidget(column)
        names = QWidget()
        flow = Flow(names, across=look.px(10), down=2)
        for product in products:
            name = _named(look, product)
            name.clicked.connect(partial(self.chosen.emit, product.key))
            flow.addWidget(name)
        if more:
            further = MoreLine(look.words("and_more", n=more))
            further.clicked.connect(partial(self.chosen.emit, ""))
            flow.addWidget(further)
        row.addWidget(names, 1)


class Labelled(QWidget):
    """A section of one or few lines under its name."""

    def __init__(self, name: str, text: str, names: Iterable[str] = ()) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(label(name, SMALL, bold=True, role=MUTED))
        column.addWidget(sentence(text, names, 13))


def _named(look: Look, product: Product) -> Pressable:
    holder = Pressable(f"{product.title}: {look.words(f'category.{product.category}')}")
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(look.px(5))
    short = product.title if len(product.title) <= 48 else f"{product.title[:47]}…"
    row.addWidget(label(short, 13, wrap=False))
    row.addWidget(confidence_mark(look, product.confidence))
    holder.setToolTip(hint(f"{product.title}\n{look.say(product.evidence)}"))
    return holder
