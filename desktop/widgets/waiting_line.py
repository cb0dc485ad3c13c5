"""What waits until the workbook can be written: how much, why, and below each thing with its time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.theme import Look
from desktop.theme.fonts import SMALL
from desktop.theme.paint import buttons, scroll_bar
from desktop.theme.size import px
from desktop.translations.dates import when
from desktop.waiting import Plain, RowChanged, TabAsked, Waiting
from desktop.widgets.flow import Flow
from desktop.widgets.labels import MUTED, hairline, label
from desktop.widgets.panel import Panel
from desktop.widgets.strip import Strip
from sheets.errors import Text

#: What a row is called by: the first of these columns that it fills.
NAMED_BY = ("text", "action", "title", "key", "name")
LONGEST = 140
#: So many cells that somebody else changed are told one by one.
MOST = 4
#: The list is not higher than this; then it scrolls.
HIGHEST = 220
BUTTONS = "waiting_buttons"


class WaitingLine(Strip):
    """``edit_dropped`` tells the id of an edit that is not wanted any more, ``brief_dropped`` that the brief is not.

    ``edit_insisted`` tells the id of one that is to be written over what somebody else put there.
    """

    edit_dropped = Signal(str)
    edit_insisted = Signal(str)
    brief_dropped = Signal()

    def __init__(
        self,
        look: Look,
        workbook: str,
        held_by: Text | None,
        brief_since: str,
        edits: Sequence[Waiting],
        on_google: bool = False,
    ) -> None:
        stuck = sum(edit.problem is not None for edit in edits)
        refused = look.words.count("waiting.stuck", stuck) if stuck else ""
        if stuck == len(edits) and not brief_since:
            said, remedy = refused, look.words("waiting.stuck_remedy")
        else:
            waiting = look.words("waiting.google") if on_google else look.words("waiting.happened", name=workbook)
            said = look.say(held_by) if held_by else waiting
            remedy = f"{_remedy(look, len(edits) - stuck, bool(brief_since), on_google)} {refused}".strip()
        super().__init__(look, "warning" if stuck else "info", said, remedy, (), lambda: self._list(brief_since, edits))

    def _list(self, brief_since: str, edits: Sequence[Waiting]) -> QWidget:
        panel = Panel()
        panel.setStyleSheet(buttons(self._look.colours))
        if brief_since:
            row, drop = self._row(self._look.words("waiting.brief"), brief_since, "")
            drop.clicked.connect(self.brief_dropped)
            panel.add(row)
        for edit in edits:
            row, drop = self._row("; ".join(self.asked(one) for one in edit.edits), edit.asked_at, self._why(edit))
            drop.clicked.connect(lambda _checked=False, id=edit.id: self.edit_dropped.emit(id))
            if edit.clashes:
                self._two_sides(row, drop, edit)
            if panel.body.count():
                panel.add(hairline())
            panel.add(row)
        return _Scrolled(panel, self._look)

    def _why(self, edit: Waiting) -> str:
        """Why it still waits; where somebody else was there first both sides are told apart."""
        return self._look.say(edit.problem) if edit.problem and not edit.clashes else ""

    def _two_sides(self, row: QWidget, drop: QPushButton, edit: Waiting) -> None:
        """What stands there by now and what was asked for, and a button for each."""
        words, column = self._look.words, row.findChild(QVBoxLayout)
        assert column is not None
        for clash in edit.clashes[:MOST]:
            sides = {"theirs": self._said(clash.theirs), "yours": self._said(clash.yours)}
            key = "waiting.sides_row" if clash.row else "waiting.sides"
            told = words(key, cell=clash.cell, was=self._said(clash.stood), **sides)
            column.insertWidget(column.count() - 1, label(f"▲ {told}", SMALL))
        if len(edit.clashes) > MOST:
            more = label(words("and_more", n=len(edit.clashes) - MOST), SMALL, role=MUTED)
            column.insertWidget(column.count() - 1, more)
        what = "; ".join(self.asked(one) for one in edit.edits)
        drop.setText(words("waiting.keep_theirs"))
        drop.setAccessibleName(f"{drop.text()}: {what}")
        mine = QPushButton(words("waiting.write_mine"))
        mine.setAccessibleName(f"{mine.text()}: {what}")
        mine.clicked.connect(lambda _checked=False: self.edit_insisted.emit(edit.id))
        places = row.findChild(QWidget, BUTTONS)
        assert places is not None
        layout = places.layout()
        assert layout is not None
        layout.addWidget(mine)

    def _said(self, value: Plain) -> str:
        text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value or "")
        text = text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
        return self._look.words("waiting.quoted", text=text) if text else self._look.words("waiting.nothing")

    def _row(self, what: str, since: str, why: str) -> tuple[QWidget, QPushButton]:
        words = self._look.words
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(2))
        column.addWidget(label(what, 13))
        told = words("waiting.since", moment=_moment(since, self._look.language))
        column.addWidget(label(" · ".join(part for part in (told, why) if part), SMALL, role=MUTED))
        drop = QPushButton(words("waiting.drop"))
        drop.setAccessibleName(f"{words('waiting.drop')}: {what}")
        places = QWidget()
        places.setObjectName(BUTTONS)
        Flow(places, across=px(8), down=px(4)).addWidget(drop)
        column.addWidget(places)
        return row, drop

    def asked(self, edit: TabAsked) -> str:
        """An edit in the founder's own words; that a row is to be taken back is said."""
        said = asked(edit)
        return self._look.words("waiting.back", what=said) if edit.taken else said


class _Scrolled(QScrollArea):
    """As high as what it shows, up to a part of the window; then it scrolls."""

    def __init__(self, shown: QWidget, look: Look) -> None:
        super().__init__()
        self._shown, self._highest = shown, look.px(HIGHEST)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self.verticalScrollBar().setStyleSheet(scroll_bar(look.colours))
        self.setWidget(shown)
        shown.setAutoFillBackground(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width takes another height."""
        super().resizeEvent(event)
        layout = self._shown.layout()
        if layout is not None:
            self.setFixedHeight(min(layout.totalHeightForWidth(self.viewport().width()), self._highest))


def asked(edit: TabAsked) -> str:
    """An edit in the founder's own words: ``Notes: photos published``, ``Definitions: low_stock_units = 9``."""
    said = [_named(row) for row in [*edit.rows, *edit.taken]]
    said += [f"{cell.cell} = {_plain(cell.value)}" for cell in edit.cells]
    said += [f"{_about(one)} = {', '.join(_plain(value) for value in one.to.values())}" for one in edit.changed]
    text = f"{edit.tab}: {', '.join(said)}"
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _about(change: RowChanged) -> str:
    row = change.otherwise or change.added or (change.where[0] if change.where else {})
    scope = row.get("applies_to")
    return f"{_named(row)} ({scope})" if scope else _named(row)


def _plain(value: Plain) -> str:
    return "" if value is None else str(value)


def _named(row: Mapping[str, Plain]) -> str:
    filled = [*(row.get(name) for name in NAMED_BY), *row.values()]
    return next((str(value) for value in filled if value not in (None, "")), "")


def _remedy(look: Look, edits: int, brief: bool, on_google: bool) -> str:
    said = []
    if edits:
        said.append(look.words.count("waiting.edits", edits))
    if brief:
        said.append(look.words("waiting.the_brief"))
    then = "waiting.google_then" if on_google else "waiting.then"
    return look.words(then, what=look.words("waiting.and").join(said))


def _moment(text: str, language: str) -> str:
    try:
        at = datetime.fromisoformat(text).astimezone().replace(tzinfo=None)
    except ValueError:
        return text
    return when(at, datetime.now(), language)
