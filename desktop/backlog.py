"""What waits until the open workbook can be written: edits and the brief, who holds it, and when to try again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.places import keeps, stamp
from desktop.watch import ASK_MS, POLL_MS, Watch
from sheets.errors import Text
from sheets.place import Place

if TYPE_CHECKING:
    from desktop.pending import Brief, Pending
    from desktop.waiting import TabAsked, Waiting


class Backlog(QObject):
    """``due`` is emitted again and again while something waits and the workbook seems to be free.

    ``held_by`` says who has it open, where that is known.
    """

    due = Signal()

    def __init__(
        self, parent: QObject, data_root: Path | None = None, poll_ms: int = POLL_MS, ask_ms: int = ASK_MS
    ) -> None:
        super().__init__(parent)
        self.held_by: Text | None = None
        self._place: Place | None = None
        self._root = data_root
        self._tried: tuple[int, int] | None = None
        self._watch = Watch(self, poll_ms, ask_ms)
        self._watch.free.connect(self.due)

    def open(self, place: Place) -> None:
        """What waits for this workbook from now on."""
        self._place = place
        self.held_by = self._tried = None
        if keeps(place, self._root):
            self._pending().take_over()

    @property
    def looking(self) -> bool:
        """Whether the workbook is looked at from time to time."""
        return self._watch.looking

    @property
    def pause_ms(self) -> int:
        """How long it is until the workbook is looked at again."""
        return self._watch.pause_ms

    def edits(self) -> tuple[Waiting, ...]:
        """The edits that wait, in the order in which they were asked for."""
        waits = self._all()
        if not waits:
            return ()
        from desktop.waiting import left

        return left(waits)

    def _all(self) -> tuple[Waiting, ...]:
        """Also an edit that was taken back before it was written, until the child forgets both."""
        return self._pending().edits() if self._place and keeps(self._place, self._root) else ()

    def brief(self) -> Brief | None:
        """The wish to write the brief, if there is one."""
        return self._pending().brief() if self._place and keeps(self._place, self._root) else None

    def add(self, asked: TabAsked, undoes: str = "") -> Waiting:
        """Keep this edit, which takes back the one with the id ``undoes``. ``OSError`` where it cannot be kept."""
        return self._pending().add(asked, undoes)

    def drop_edit(self, id: str) -> None:
        """Forget an edit that is not wanted any more."""
        self._pending().drop(id)
        self.keep_watch()

    def want_brief(self, adopt: bool) -> None:
        """The brief is to be written as soon as the workbook is free."""
        self._pending().want_brief(adopt)

    def forget_brief(self) -> None:
        """The brief is written, or not to be written any more."""
        self._pending().forget_brief()

    def tried(self) -> None:
        """What waits was refused though the workbook was free: it is tried again when the workbook has changed."""
        if self._place is not None:
            self._tried = stamp(self._place)

    def tried_what_is_there(self) -> None:
        """The child has had its try at the edits: those that still wait were refused, or held up."""
        if all(edit.problem for edit in self._all()):
            self.tried()
        else:
            self._tried = None

    def edits_are_due(self) -> bool:
        """Whether an edit waits that is not known to be refused by the workbook as it is now."""
        return self._place is not None and bool(self._all()) and self._tried != stamp(self._place)

    def changed(self) -> None:
        """The sheet says something else than before: what it refused may be tried again."""
        self._tried = None

    def keep_watch(self) -> None:
        """Look at the workbook from time to time only while something waits for it."""
        if self._place is not None and (self.brief() or self._all()):
            self._watch.start(self._place)
        else:
            self.held_by = None
            self._watch.stop()

    def stop(self) -> None:
        """Look no more: the window goes."""
        self._watch.stop()

    def _pending(self) -> Pending:
        from desktop.pending import Pending

        assert self._place is not None
        return Pending(self._place, self._root)
