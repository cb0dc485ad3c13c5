"""The strips above the page: that a past brief is shown, what waits until the workbook is free, and the notice."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout

from desktop.session import Session
from desktop.theme import Look
from desktop.translations.dates import full_day
from desktop.window import Window

if TYPE_CHECKING:
    from desktop.widgets.banner import Banner
    from desktop.widgets.strip import Strip
    from desktop.widgets.waiting_line import WaitingLine


class Strips(QObject):
    """Most of the time there is none. ``offered`` names what the notice offers and the founder took.

    The window is built anew around them: what was disclosed, focused and announced stays so.
    """

    offered = Signal(str)

    def __init__(self, parent: QObject, window: Window, session: Session) -> None:
        super().__init__(parent)
        self._window, self._session = window, session
        self.banner: Banner | None = None
        self.waiting: WaitingLine | None = None
        self.past: Strip | None = None
        self._disclosed: set[str] = set()
        self._announced: set[str] = set()
        session.noticed.connect(self.show_notice)

    def focused(self) -> str:
        """Which of them has the focus, if one has."""
        holder = self._window.focusWidget()
        return next((name for name, strip in self._named() if strip and holder and strip.isAncestorOf(holder)), "")

    def place(self, look: Look) -> QVBoxLayout:
        """Where they stand in a window that is built now; those of the last one go with it."""
        self._look = look
        self.banner = self.waiting = self.past = None
        self._place = QVBoxLayout()
        self._place.setContentsMargins(look.px(24), 0, look.px(24), 0)
        self._place.setSpacing(look.px(8))
        return self._place

    def show(self, focused: str) -> None:
        """Show those that there are, once the window around them stands; ``focused`` is the one to have the focus."""
        self._show_waiting()
        self._show_past()
        self.show_notice()
        for name, strip in self._named():
            if name == focused and strip is not None:
                strip.take_focus()

    def renew(self) -> None:
        """What waits, and of which day the brief is, may have changed; the notice tells of itself."""
        focused = self.focused()
        for strip in (self.waiting, self.past):
            if strip is not None:
                self._place.removeWidget(strip)
                strip.hide()
                strip.deleteLater()
        self.waiting = self.past = None
        self._show_waiting()
        self._show_past()
        self._make_room()
        for name, strip in self._named():
            if name == focused and strip is not None:
                strip.take_focus()

    @Slot()
    def show_notice(self) -> None:
        """The banner of the notice, below what waits."""
        if self.banner is not None:
            self._place.removeWidget(self.banner)
            self.banner.hide()
            self.banner.deleteLater()
            self.banner = None
        notice = self._session.notice
        if notice is not None:
            from desktop.widgets.banner import Banner

            banner = Banner(self._look, notice)
            banner.offered.connect(self.offered)
            banner.dismissed.connect(self._session.dismiss)
            banner.disclose("receipt" in self._disclosed)
            banner.disclosed.connect(partial(self._remember, "receipt"))
            self._place.addWidget(banner)
            self._announce(banner)
            self.banner = banner
        else:
            self._disclosed.discard("receipt")
        self._make_room()

    def _make_room(self) -> None:
        side, some = self._look.px(24), self._look.px(4 if any(strip for _, strip in self._named()) else 0)
        self._place.setContentsMargins(side, some, side, some)

    def show_receipt(self) -> None:
        """Show the details of the last write."""
        if self.banner is not None:
            self.banner.disclose(True)

    def _show_waiting(self) -> None:
        """The line of what waits for the workbook to be closed elsewhere."""
        session = self._session
        edits, brief = session.waiting_edits(), session.waiting_brief()
        if session.place is not None and (edits or brief):
            from desktop.widgets.waiting_line import WaitingLine

            since = brief.asked_at if brief else ""
            told = session.notice is not None and session.notice.happened == session.held_by
            held_by = None if told else session.held_by
            line = WaitingLine(self._look, session.title, held_by, since, edits, session.on_google)
            line.edit_dropped.connect(session.drop_edit)
            line.edit_insisted.connect(session.write_mine)
            line.brief_dropped.connect(session.stop_waiting)
            line.disclose("waiting" in self._disclosed)
            line.disclosed.connect(partial(self._remember, "waiting"))
            self._place.insertWidget(0, line)
            self._announce(line)
            self.waiting = line
        else:
            self._disclosed.discard("waiting")

    def _show_past(self) -> None:
        """That what is shown is the brief of a past day, and the way back."""
        session, words = self._session, self._look.words
        if not session.past:
            return
        from desktop.widgets.strip import Strip

        day = full_day(date.fromisoformat(session.past), words.language)
        strip = Strip(self._look, "info", words("past.shown", day=day), words("past.read_only"), ("today",), None)
        strip.offered.connect(self.offered)
        self._place.insertWidget(0, strip)
        self._announce(strip)
        self.past = strip

    def _named(self) -> tuple[tuple[str, Strip | None], ...]:
        return (("past", self.past), ("waiting", self.waiting), ("receipt", self.banner))

    def _announce(self, strip: Strip) -> None:
        """Tell a screen reader once, however often the window is built anew."""
        if strip.accessibleName() not in self._announced:
            strip.announce()
        kept = [other.accessibleName() for _, other in self._named() if other is not None]
        self._announced = {strip.accessibleName(), *kept}

    def _remember(self, which: str, shown: bool) -> None:
        (self._disclosed.add if shown else self._disclosed.discard)(which)
