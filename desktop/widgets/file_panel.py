"""One file on its way into the workbook: what it is, what it would do, its questions, and what the founder may say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from desktop.intake import heard
from desktop.intake.asked import MODES, Asked
from desktop.theme import Look, paint
from desktop.theme.fonts import BODY, SMALL
from desktop.theme.size import px
from desktop.widgets.found_rows import FoundRows
from desktop.widgets.labels import MUTED, Text, hairline, hint, label
from desktop.widgets.mark import Mark
from desktop.widgets.panel import Panel
from desktop.widgets.segments import Segments
from desktop.widgets.unwheeled import unwheeled

if TYPE_CHECKING:
    from desktop.intake.intake import Intake

#: How dates may be read, and what an assumption says of it.
STYLES = (("d/m", "day/month"), ("m/d", "month/day"))


class FilePanel(Panel):
    """Shows one :class:`Asked` anew whenever it has moved on; what is open and where the keyboard is stays.

    ``map_asked`` tells that its columns are to be chosen by hand, ``open_asked`` that it is a workbook to be opened,
    ``grown`` that it needs more room.
    """

    map_asked = Signal(object)
    open_asked = Signal(object)
    grown = Signal()

    def __init__(self, look: Look, intake: Intake, asked: Asked, is_workbook: bool) -> None:
        super().__init__()
        self._look, self._intake, self.asked = look, intake, asked
        self._is_workbook = is_workbook
        self._open: dict[int, str] = {}
        self._shown: tuple[object, ...] = ()
        self._inside: QWidget | None = None
        self.setAccessibleName(asked.name)
        self.show_again()

    def show_again(self) -> None:
        """Build what is inside where it has changed; only the progress moves otherwise."""
        asked = self.asked
        now = (asked.state, asked.choices, asked.found, asked.failure, self._intake.importing)
        if now == self._shown:
            self._show_step()
            return
        self._shown = now
        holder = self.focusWidget()
        focused = holder.accessibleName() if holder is not None and holder.hasFocus() else ""
        old, self._inside = self._inside, QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(8))
        self._said: Text | None = None
        self._bar: QProgressBar | None = None
        self._fill()
        if old is not None:
            self.body.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.body.addWidget(self._inside)
        if focused:
            again = [one for one in self._inside.findChildren(QWidget) if one.accessibleName() == focused]
            for one in again[:1]:
                one.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self) -> None:
        asked, words = self.asked, self._look.words
        self._head()
        if asked.state in ("waits", "reading", "importing", "held"):
            self._progress()
        elif asked.state in ("asks", "unknown", "failed"):
            self._trouble()
        elif not asked.found:
            self._column.addWidget(label(words("import.holds_nothing"), 13))
        if asked.state in ("ready", "held", "importing", "imported"):
            for number, found in enumerate(asked.found):
                rows = FoundRows(self._look, found, asked.choices.mode, self._open.get(number, ""))
                rows.opened.connect(lambda key, number=number: self._opened(number, key))
                self._column.addWidget(rows)
        if asked.state == "ready" and not self._intake.importing and asked.found:
            self._choices()

    def _opened(self, number: int, key: str) -> None:
        self._open[number] = key
        self.grown.emit()

    def _head(self) -> None:
        asked, words = self.asked, self._look.words
        row = QHBoxLayout()
        row.setSpacing(px(8))
        title = words("import.tab_of", tab=asked.tab) if asked.path is None else asked.name
        name = label(title, BODY, bold=True)
        name.setToolTip(hint(str(asked.path or asked.tab)))
        row.addWidget(name, 1)
        if asked.state == "imported":
            row.addWidget(Mark(self._look, "good", words("import.state.imported"), 12, self._look.colours.good))
            row.addWidget(label(words("import.state.imported"), SMALL, role=MUTED, wrap=False))
        elif not self._intake.importing:
            if self._is_workbook and asked.path is not None:
                self._link(row, "import.as_workbook").clicked.connect(lambda: self.open_asked.emit(asked))
            self._link(row, "import.leave_out").clicked.connect(lambda: self._intake.drop(asked))
        self._column.addLayout(row)

    def _link(self, row: QHBoxLayout, key: str) -> QPushButton:
        word = self._look.words(key)
        button = QPushButton(word)
        button.setObjectName("link")
        button.setAutoDefault(False)
        button.setAccessibleName(f"{word}: {self.asked.name}")
        row.addWidget(button)
        return button

    # --- while it is read or imported

    def _progress(self) -> None:
        self._said = label("", 13, role=MUTED)
        self._column.addWidget(self._said)
        self._bar = QProgressBar()
        self._bar.setStyleSheet(paint.progress(self._look.colours))
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(f"{self._look.words('progress')}: {self.asked.name}")
        self._bar.setVisible(self.asked.state in ("reading", "importing"))
        self._column.addWidget(self._bar)
        self._show_step()

    def _show_step(self) -> None:
        if self._said is None or self._bar is None:
            return
        asked, words = self.asked, self._look.words
        said = words(f"import.state.{asked.state}")
        if asked.state == "held" and asked.failure is not None:
            said = f"{self._look.say(asked.failure.happened)} {words('import.then')}"
        elif asked.step.total > 3:  # below that it counts steps; beyond, bytes or rows
            percent = min(100 * asked.step.done // asked.step.total, 100)
            said = words("import.percent", step=said, percent=percent)
        if said != self._said.text():
            self._said.setText(said)
            self._bar.setAccessibleDescription(said)
        self._bar.setRange(0, asked.step.total)
        self._bar.setValue(min(asked.step.done, asked.step.total))

    # --- what stands in the way

    def _trouble(self) -> None:
        asked, look = self.asked, self._look
        failure = asked.failure
        assert failure is not None
        row = QHBoxLayout()
        row.setSpacing(px(8))
        tone = "info" if asked.state == "asks" else "warning"
        word = look.words(f"tone.{tone}")
        row.addWidget(Mark(look, tone, word, 12, getattr(look.colours, tone)), 0, Qt.AlignmentFlag.AlignTop)
        # a question and a map are answered here, not at the command line of which the child's remedy speaks
        here = failure.kind if asked.state == "asks" else "unknown_export" if asked.state == "unknown" else ""
        remedy = look.words(f"import.ask.{here}") if here else look.say(failure.remedy)
        row.addWidget(label(f"{look.say(failure.happened)} {remedy}".strip(), 13), 1)
        self._column.addLayout(row)
        if failure.kind == "several_kinds":
            self._ask_kind()
        elif failure.kind == "asks_period":
            self._ask_days()
        elif failure.kind == "asks_dates":
            self._ask_dates()
        else:
            self._offers(asked.state == "unknown")

    def _offers(self, unknown: bool) -> None:
        row = QHBoxLayout()
        row.setSpacing(px(8))
        for key, does in (
            *((("import.map", lambda: self.map_asked.emit(self.asked)),) if unknown else ()),
            *((("import.as_workbook", lambda: self.open_asked.emit(self.asked)),) if self._as_workbook else ()),
            *(() if unknown else (("import.try_again", lambda: self._intake.read_again(self.asked)),)),
        ):
            button = self._button(self._look.words(key))
            button.clicked.connect(does)
            row.addWidget(button)
        row.addStretch(1)
        self._column.addLayout(row)

    @property
    def _as_workbook(self) -> bool:
        return self._is_workbook and self.asked.path is not None

    def _ask_kind(self) -> None:
        assert self.asked.failure is not None
        said = self.asked.failure.facts
        for kind in heard.kinds(said.get("kinds") or said.get("keys")):
            name = heard.tab_name(kind.table)
            word = self._look.say(kind.name) + (f" → {self._look.say(name)}" if name.en else "")
            button = self._button(word)
            button.clicked.connect(lambda _checked=False, key=kind.key: self._choose(kind=key))
            self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _ask_days(self) -> None:
        words, row = self._look.words, QHBoxLayout()
        row.setSpacing(px(8))
        today = QDate.currentDate()
        fields = []
        for key, day in (("import.from", today.addDays(-7)), ("import.to", today.addDays(-1))):
            word = words(key)
            row.addWidget(label(word, SMALL, role=MUTED, wrap=False))
            field = unwheeled(QDateEdit(day))
            field.setCalendarPopup(True)
            field.setDisplayFormat("yyyy-MM-dd")
            field.setMinimumHeight(px(34))
            field.setAccessibleName(word)
            field.lineEdit().setAccessibleName(word)
            row.addWidget(field)
            fields.append(field)
        use = self._button(words("import.use_days"))
        use.clicked.connect(lambda: self._use_days(*fields))
        row.addWidget(use)
        row.addStretch(1)
        self._column.addLayout(row)

    def _use_days(self, first: QDateEdit, last: QDateEdit) -> None:
        one, other = _day(first), _day(last)
        self._intake.choose(self.asked, replace(self.asked.choices, days=(min(one, other), max(one, other))))

    def _ask_dates(self) -> None:
        self._column.addWidget(self._dates(), 0, Qt.AlignmentFlag.AlignLeft)

    def _dates(self) -> Segments:
        words = self._look.words
        pairs = [("d/m", words("import.dates.dm")), ("m/d", words("import.dates.md"))]
        read = next((style for style, said in STYLES if said in _dated(self.asked)), "")
        switch = Segments(words("import.dates"), pairs, self.asked.choices.dates or read)
        switch.chosen.connect(lambda style: self._choose(dates=style))
        return switch

    def _button(self, word: str) -> QPushButton:
        button = QPushButton(word)
        button.setAutoDefault(False)
        button.setAccessibleName(f"{word}: {self.asked.name}")
        return button

    # --- what the founder may say

    def _choices(self) -> None:
        asked, words = self.asked, self._look.words
        self._column.addWidget(hairline())
        row = QHBoxLayout()
        row.setSpacing(px(12))
        pairs = [(mode, words(f"import.mode.{mode}")) for mode in MODES]
        switch = Segments(f"{words('import.mode')}, {asked.name}", pairs, asked.choices.mode)
        switch.chosen.connect(lambda mode: self._choose(mode=mode))
        row.addWidget(switch)
        if asked.choices.dates or any(said in _dated(asked) for _, said in STYLES):
            row.addWidget(self._dates())
        row.addStretch(1)
        if asked.choices.mapped is not None:
            again = self._button(words("import.map_again"))
            again.clicked.connect(lambda: self.map_asked.emit(asked))
            row.addWidget(again)
        self._column.addLayout(row)
        self._column.addWidget(label(self._will(), SMALL, role=MUTED))

    def _will(self) -> str:
        """What the mode will do, in one line."""
        words, mode = self._look.words, self.asked.choices.mode
        if not self.asked.brings:
            return words("import.nothing_to_do")
        if mode == "replace" and (n := sum(one.counts.get("missing", 0) for one in self.asked.found)):
            return words.count("import.will_empty", n)
        return words(f"import.will.{mode}")

    def _choose(self, **said: str) -> None:
        self._intake.choose(self.asked, replace(self.asked.choices, **said))  # type: ignore[arg-type]


def _day(field: QDateEdit) -> date:
    on = field.date()
    return date(on.year(), on.month(), on.day())


def _dated(asked: Asked) -> str:
    return " ".join(text.en for found in asked.found for text in found.assumptions)
