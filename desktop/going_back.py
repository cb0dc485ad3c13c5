"""Going back to an earlier copy of the workbook, and undoing the last write."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from desktop.tasks import Failure, Task
from desktop.translations import both
from sheets.errors import Text

if TYPE_CHECKING:
    from desktop.session import Session


class GoingBack(QObject):
    """``asked`` tells that the founder has to choose the copy to go back to. A Google Sheet has none of ours."""

    asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session

    def copies(self) -> Task:
        """A task, started, whose ``done`` lists the copies; beside all other work, since it only looks."""
        return self._session.look("copies", ["restore", str(self._session.place), "--list"])

    def restore(self, when: str) -> None:
        """Put the workbook back as the copy of this moment has it (as it was listed)."""
        session = self._session
        if session.place is not None and not session.is_asked("restore"):
            session.tell(None)
            session.run("restore", ["restore", str(session.place), "--to", when, "--events"])

    def undo(self) -> None:
        """Put back what the last write replaced, unless somebody has touched the workbook since."""
        receipt = self._session.notice.receipt if self._session.notice else None
        if receipt is None:
            return
        if not receipt.untouched:
            from desktop.notices import Notice

            self._session.tell(Notice("warning", both("undo.changed"), both("undo.remedy"), ("restore",)))
            return
        task = self.copies()
        task.setProperty("before", receipt.before)
        task.done.connect(self._undo)
        task.failed.connect(self._could_not_undo)

    def restored(self, said: dict[str, Any], warnings: Sequence[Text]) -> None:
        """The workbook is as the copy has it: tell it, and read it anew."""
        from desktop import notices

        session = self._session
        facts = {"path": str(session.place), "after": said.get("fingerprint"), **said}
        session.tell(notices.written(session.receipt({"receipt": facts, **said}), "restored", warnings))
        session.read_again()

    @Slot(object)
    def _undo(self, said: dict[str, Any]) -> None:
        before = self.sender().property("before")
        whens = [copy.get("when") for copy in said.get("copies") or [] if copy.get("content") == before]
        if whens:
            self.restore(str(whens[0]))
        else:
            self.asked.emit()

    @Slot(object)
    def _could_not_undo(self, failure: Failure) -> None:
        from desktop import notices

        if self._session.place is not None:
            self._session.tell(notices.not_restored(failure, self._session.place))
