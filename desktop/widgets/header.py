"""The head of every page: its title, the state of the brief, and what may be done with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QProgressBar, QPushButton, QWidget

from desktop.session import Session
from desktop.theme import Look, paint
from desktop.theme.fonts import SMALL, TITLE
from desktop.translations.dates import moment
from desktop.widgets.labels import MUTED, label
from desktop.widgets.mark import Mark, confidence_mark
from desktop.widgets.segments import Segments

#: Narrower than this, title and buttons stand below each other.
WIDE = 760
#: The same where there is no switch among the buttons.
WIDE_ENOUGH = 560
READS = ("daily", "weekly", "monthly")


class Header(QWidget):
    """Asks for what its buttons say; it does nothing itself."""

    refresh = Signal()
    cancel = Signal()
    write = Signal()
    read_chosen = Signal(str)

    def __init__(self, look: Look, read: str) -> None:
        super().__init__()
        self._look = look
        self.title = label("", TITLE, bold=True)
        self._below = QHBoxLayout()
        self._below.setSpacing(look.px(6))
        self._mark: Mark | None = None
        self.state = label("", SMALL, role=MUTED)
        self._below.addWidget(self.state, 1)
        words = look.words
        self.reads = Segments(words("period"), [(key, words(f"period.{key}")) for key in READS], read)
        self.reads.chosen.connect(self.read_chosen)
        self.main = QPushButton(words("refresh"))
        self.main.clicked.connect(self._main)
        self.writing = QPushButton(words("write"))
        self.writing.setObjectName("primary")
        self.writing.clicked.connect(self.write)
        held = QWidget()
        held.setStyleSheet(paint.buttons(look.colours))
        buttons = QHBoxLayout(held)
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.setSpacing(look.px(8))
        buttons.addWidget(self.reads)
        buttons.addWidget(self.main)
        buttons.addWidget(self.writing)
        self.progress = QProgressBar()
        self.progress.setStyleSheet(paint.progress(look.colours))
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(words("progress"))
        keep = self.progress.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self.progress.setSizePolicy(keep)
        self._buttons = held
        self._beside: bool | None = None
        self._grid = grid = QGridLayout(self)
        grid.setContentsMargins(look.px(24), look.px(14), look.px(24), 0)
        grid.setHorizontalSpacing(look.px(16))
        grid.setVerticalSpacing(look.px(4))
        grid.setColumnStretch(0, 1)
        grid.addWidget(self.title, 0, 0)
        grid.addLayout(self._below, 2, 0, 1, 2)
        grid.addWidget(self.progress, 3, 0, 1, 2)
        self._place(beside=True)
        self._cancels = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow, the buttons stand below the title, not on its words."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        with_reads = self.reads.isVisibleTo(self)
        self._place(beside=self.width() >= self._look.px(WIDE if with_reads else WIDE_ENOUGH))

    def _place(self, beside: bool) -> None:
        if beside == self._beside:
            return
        self._beside = beside
        self._grid.removeWidget(self._buttons)
        side = Qt.AlignmentFlag.AlignRight if beside else Qt.AlignmentFlag.AlignLeft
        self._grid.addWidget(self._buttons, 0 if beside else 1, 1 if beside else 0, side | Qt.AlignmentFlag.AlignTop)

    def show_session(self, session: Session, title: str, confidence: str, why: str, with_reads: bool) -> None:
        """Show the state of the brief and of the work on it; ``why`` is the sentence of its confidence."""
        words, doing = self._look.words, session.doing
        self.title.setText(title)
        self.reads.setVisible(with_reads and session.head is not None)
        self._arrange()
        self._cancels = bool(doing)
        self.main.setText(words("cancel") if doing else words("refresh"))
        self.main.setEnabled(session.place is not None and (not doing or session.can_cancel))
        self.main.setMinimumWidth(self._look.px(84))
        self.writing.setEnabled(session.head is not None and session.may_change and not doing)
        self.progress.setVisible(bool(doing))
        self._set_mark(None)
        if doing:
            self._show_step(doing, session)
            return
        if session.head is None:
            self.state.setText(words("state.nothing"))
            return
        self._set_mark(confidence)
        when = moment(session.head.prepared, self._look.language)
        parts = [words("state.of" if session.away or session.past else "prepared", moment=when)]
        if holiday(session):
            parts[0] += words("holiday")
        if session.past:
            parts.append(words("state.past"))
        elif session.away:
            parts.append(words("state.away"))
        elif session.stale:
            parts.append(words("state.stale"))
        elif not session.fresh:
            parts.append(words("state.cached"))
        if session.with_password:
            parts.append(words("state.password"))
        parts.append(why)
        self.state.setText(" · ".join(parts))

    def _main(self) -> None:
        (self.cancel if self._cancels else self.refresh).emit()

    def _set_mark(self, confidence: str | None) -> None:
        if self._mark is not None:
            self._below.removeWidget(self._mark)
            self._mark.deleteLater()
            self._mark = None
        if confidence:
            self._mark = confidence_mark(self._look, confidence)
            self._below.insertWidget(0, self._mark, 0, Qt.AlignmentFlag.AlignTop)

    def _show_step(self, doing: str, session: Session) -> None:
        words, step, pause = self._look.words, session.step, session.pause
        key = f"step.{step.name}"
        said = words(key) if step.name and words.has(key) else words(f"doing.{doing}")
        if pause.seconds:
            why = self._look.say(pause.why)
            count = "wait.left.one" if pause.seconds == 1 else "wait.left.many"
            said = words(count, why=why, n=pause.seconds)
        elif session.is_committing:
            said = words("step.sending" if session.on_google else "step.committing")
        elif step.total > 3:  # below that it counts steps, which the bar shows
            said = words("step.of", step=said, done=words.number(step.done), total=words.number(step.total))
        self.state.setText(said)
        # Of a step whose end is not known, the bar runs to and fro; where nothing is to move, it stands.
        self.progress.setRange(0, step.total if step.total or self._look.moves else 1)
        self.progress.setValue(min(step.done, step.total))
        self.progress.setAccessibleDescription(said)


def holiday(session: Session) -> bool:
    """Whether the brief was prepared on a public holiday, as its header tells."""
    assert session.head is not None
    return any(
        line.args.get("hol") for section in session.head.brief if section.kind == "header" for line in section.lines
    )
