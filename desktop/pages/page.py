"""What every page is: given values, it shows them; what the founder asks for it only tells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.session import Session
from desktop.settings import Settings
from desktop.theme import Look
from desktop.theme.fonts import BODY
from desktop.theme.paint import buttons, scroll_bar
from desktop.theme.size import px
from desktop.widgets.labels import label
from desktop.widgets.panel import Panel
from reports.outcome import Action, Line, Period, Section

SIDE, GAP = 24, 16
#: Forms are not drawn wider than they read well.
FORM_WIDTH = 720


@dataclass(frozen=True)
class Given:
    """What a page may show: the open workbook's brief, which read of it, and this computer's settings."""

    look: Look
    session: Session
    settings: Settings
    read: str
    low_screen: bool = False


class Slices:
    """Work in small pieces, between which the window may work."""

    def __init__(self, work: Iterator[None]) -> None:
        self._work = work

    def run_one(self) -> bool:
        """Do the next piece; tells whether there was one."""
        return next(self._work, self) is not self

    def run_at_once(self) -> None:
        """Do all that is left."""
        for _ in self._work:
            pass


@dataclass(frozen=True)
class Asked:
    """A decision that the founder wants to take: about the row with this key, one of these."""

    key: str
    what: str
    kinds: tuple[str, ...]


class Page(QScrollArea):
    """A column that scrolls. ``column`` is where a page puts its panels.

    ``decision_asked`` tells an :class:`Asked`, ``decided`` a row of Decisions. ``edited`` tells a
    :class:`desktop.edits.Change` of a tab of the founder's, ``went`` the key of another page and what to show there,
    ``rows_asked`` the rows behind something (a list of :class:`reports.outcome.Rows`), ``link_asked`` a web address.
    """

    note_asked = Signal(object)
    decided = Signal(object)
    decision_asked = Signal(object)
    setting_chosen = Signal(str, str)
    offered = Signal(str)
    tab_offered = Signal(str)
    edited = Signal(object)
    went = Signal(str, str)
    rows_asked = Signal(object)
    link_asked = Signal(str)

    enough = False

    def __init__(self, given: Given) -> None:
        super().__init__()
        self.given = given
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # so that the arrow keys scroll it
        self.verticalScrollBar().rangeChanged.connect(self._make_room)
        self.sheet = QWidget()
        self.column = QVBoxLayout(self.sheet)
        self._make_room(0, 0)
        self.column.setSpacing(px(12 if given.low_screen else GAP))
        self.verticalScrollBar().setStyleSheet(scroll_bar(given.look.colours))
        self._slices = Slices(self.fill() or iter(()))

    def build_first(self) -> None:
        """Build what is seen first; the rest follows by :meth:`build_at_once` when that is on the screen."""
        while not self.enough and self._slices.run_one():
            pass
        self._stand()

    def build_at_once(self) -> None:
        """Build all that is not built yet now: the founder waits for the page."""
        self._slices.run_at_once()
        self._stand()

    def build_in_slices(self, built: Callable[[], None]) -> None:
        """Build it a slice at a time, while the founder goes on reading another; then call ``built``.

        A page that is deleted before that stops where it is.
        """

        def next_slice() -> None:
            QTimer.singleShot(0, self, next_slice if self._slices.run_one() else stand)

        def stand() -> None:
            self._stand()
            QTimer.singleShot(0, self, built)

        QTimer.singleShot(0, self, next_slice)

    def _stand(self) -> None:
        if self.widget() is None:
            self.sheet.resize(self.sheet.size())  # a size of its own: else Qt measures every text for a first guess
            self.setWidget(self.sheet)

    @Slot(int, int)
    def _make_room(self, _lowest: int, highest: int) -> None:
        """The scroll bar stands in the margin, so that the panels keep their line with the head."""
        bar = self.verticalScrollBar().sizeHint().width() if highest else 0
        self.column.setContentsMargins(px(SIDE), px(4), max(px(SIDE) - bar, 0), px(16))

    def fill(self) -> Iterator[None] | None:
        """Put the page's panels into the column; a page without any stays empty.

        A generator where that takes more than a few milliseconds: each ``yield`` lets the window work. It sets
        ``enough`` when what stands by then is enough for the first paint of the window.
        """
        return None

    def finish(self) -> None:
        """Put what may come after the first paint; called once, before the founder can ask for anything."""

    def show_what(self, what: str) -> None:
        """Bring into sight what the founder came for: a product, an exception, a knob; by a key of the page's own."""

    def drafts(self) -> dict[str, str]:
        """What the founder is typing, by the name of each field: it must outlive a refresh."""
        typed = {str(field.property("draft")): field.text() for field in self.findChildren(QLineEdit)}
        return {name: text for name, text in typed.items() if name != "None" and text}

    def restore(self, drafts: dict[str, str], focused: str) -> None:
        """Put the drafts back, and the cursor where it was."""
        for field in self.findChildren(QLineEdit):
            name = str(field.property("draft"))
            if name in drafts:
                field.setText(drafts[name])
            if name == focused:
                field.setFocus(Qt.FocusReason.OtherFocusReason)

    def empty(self) -> bool:
        """Say what is missing where there is no brief, and offer it; tells whether it did."""
        look, session = self.given.look, self.given.session
        if session.head is not None:
            return False
        reading = session.doing == "refresh"
        said = look.words("empty.reading" if reading else "empty.add")
        refresh, _ = self.tell_nothing(look.words("empty.title"), said, ("refresh", "add_data"))
        refresh.setObjectName("primary")
        refresh.setEnabled(not reading)
        return True

    def tell_nothing(self, title: str, said: str, offers: Sequence[str] = ("add_data",)) -> list[QPushButton]:
        """The page holds nothing: why, and a button for each thing (of :mod:`desktop.doings`) that brings something."""
        look = self.given.look
        panel = Panel(title)
        panel.setStyleSheet(buttons(look.colours))
        panel.add(label(said, BODY))
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        made = [QPushButton(look.words(f"do.{offer}")) for offer in offers]
        for offer, button in zip(offers, made, strict=True):
            button.clicked.connect(partial(self.offered.emit, offer))
            row.addWidget(button)
        row.addStretch(1)
        panel.body.addLayout(row)
        self.column.addWidget(panel)
        self.column.addStretch(1)
        return made


@dataclass(frozen=True)
class Shown:
    """One of the three reads, as far as a page shows it."""

    period: Period
    confidence: str
    confidence_line: Line
    brief: list[Section]
    actions: list[Action]

    def section(self, id: str) -> Section | None:
        """The section with this id."""
        return next((section for section in self.brief if section.id == id), None)


def shown_read(session: Session, read: str) -> Shown:
    """The read asked for; the one of the head where the others are gone. There must be a head."""
    head = session.head
    assert head is not None
    if read != head.read:
        other = (session.section("reads") or {}).get(read)
        if other is not None:
            return Shown(other.period, other.confidence, other.confidence_line, other.brief, other.actions)
    return Shown(head.period, head.confidence, head.confidence_line, head.brief, head.actions)
