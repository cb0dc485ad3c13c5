"""What waits on disk for a workbook that is open elsewhere: edits in the journal, and the brief that is to be written.

It outlives the window: what was asked for once is written when the workbook is closed, without being asked again.
"""

from __future__ import annotations

import time
from pathlib import Path

import msgspec

from desktop import places, waiting
from desktop.waiting import TabAsked, Waiting
from sheets.place import Place

_BRIEF = "brief.wanted"


class Brief(msgspec.Struct, frozen=True):
    """The wish to write the brief: since when (ISO, UTC), and whether into a workbook that had none of our tabs."""

    asked_at: str
    adopt: bool = False


class _Before(msgspec.Struct, frozen=True):
    """A note as earlier versions of the window kept it."""

    edits: list[TabAsked]


class Pending:
    """What waits for one workbook. ``root`` is the data folder, by default ours."""

    def __init__(self, workbook: Place, root: Path | None = None) -> None:
        self._workbook, self._root = workbook, root

    def edits(self) -> tuple[Waiting, ...]:
        """The edits that wait, in the order in which they were asked for."""
        return waiting.waiting(self._workbook, self._root)

    def add(self, asked: TabAsked, undoes: str = "") -> Waiting:
        """Keep this edit until it stands in the workbook; ``undoes`` is the one that it takes back.

        Raises ``OSError`` where it cannot be kept.
        """
        return waiting.add(self._workbook, [asked], self._root, undoes)

    def drop(self, id: str) -> None:
        """Forget an edit that is not wanted any more."""
        waiting.drop(self._workbook, id, self._root)

    def brief(self) -> Brief | None:
        """The wish to write the brief, if there is one."""
        try:
            return msgspec.json.decode(self._wish().read_bytes(), type=Brief)
        except (OSError, ValueError):
            return None

    def want_brief(self, adopt: bool) -> None:
        """Remember that the brief is to be written; a wish that is there already keeps its time."""
        if self.brief() is not None:
            return
        try:
            self._wish().parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
            waiting.replace_whole(self._wish(), msgspec.json.encode(Brief(now, adopt)))
        except OSError:
            return  # the wish then lives as long as the window does

    def forget_brief(self) -> None:
        """The brief is written, or not to be written any more."""
        self._wish().unlink(missing_ok=True)

    def take_over(self) -> None:
        """Move what earlier versions of the window kept in a folder of their own into the journal."""
        old = (self._root or places.data_folder()) / "waiting" / places.folder(self._workbook).name
        if not old.is_dir():
            return
        for file in sorted([*old.glob("*.json"), *old.glob("*.refused")]):
            try:
                before = msgspec.json.decode(file.read_bytes(), type=_Before)
                waiting.add(self._workbook, before.edits, self._root)
                file.unlink()
            except (OSError, ValueError):
                continue  # it stays where it is

    def _wish(self) -> Path:
        return waiting.folder(self._workbook, self._root) / _BRIEF
