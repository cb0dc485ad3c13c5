"""What waits until the workbook can be written: how much, why, and below each thing with its time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.theme import Look
from desktop.theme.fonts import SMALL
from desktop.translations.dates import when
from desktop.waiting import Plain, TabAsked, Waiting
from desktop.widgets.labels import MUTED, hairline, label
from desktop.widgets.panel import Panel
from desktop.widgets.strip import Strip
from sheets.errors import Text

#: What a row is called by: the first of these columns that it fills.
NAMED_BY = ("text", "action", "title", "key", "name")
LONGEST = 140


class WaitingLine(Strip):
    """``edit_dropped`` tells the id of an edit that is not wanted any more, ``brief_dropped`` that the brief is not."""

    edit_dropped = Signal(str)
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
        if brief_since:
            row, drop = self._row(self._look.words("waiting.brief"), brief_since, "")
            drop.clicked.connect(self.brief_dropped)
            panel.add(row)
        for edit in edits:
            problem = self._look.say(edit.problem) if edit.problem else ""
            row, drop = self._row("; ".join(asked(one) for one in edit.edits), edit.asked_at, problem)
            drop.clicked.connect(lambda _checked=False, id=edit.id: self.edit_dropped.emit(id))
            if panel.body.count():
                panel.add(hairline())
            panel.add(row)
        return panel

    def _row(self, what: str, since: str, why: str) -> tuple[QWidget, QPushButton]:
        words = self._look.words
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(12)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(label(what, 13))
        told = words("waiting.since", moment=_moment(since, self._look.language))
        column.addWidget(label(" · ".join(part for part in (told, why) if part), SMALL, role=MUTED))
        across.addLayout(column, 1)
        drop = QPushButton(words("waiting.drop"))
        drop.setAccessibleName(f"{words('waiting.drop')}: {what}")
        across.addWidget(drop, 0, Qt.AlignmentFlag.AlignVCenter)
        return row, drop


def asked(edit: TabAsked) -> str:
    """An edit in the founder's own words: ``Notes: photos published``, ``Actions: C5 = done``."""
    said = [_named(row) for row in edit.rows]
    said += [f"{cell.cell} = {'' if cell.value is None else cell.value}" for cell in edit.cells]
    text = f"{edit.tab}: {', '.join(said)}"
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


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
