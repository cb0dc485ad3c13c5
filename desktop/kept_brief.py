"""The brief that is shown: today's or that of a past day, its head at once and its sections when a page asks.

When a newer brief is in the cache, the long sections that the page on the screen shows are read a few rows at a time
while everything else goes on, and only then does the newer brief take the place of the one before.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimerEvent

from desktop import cache

#: A section that is smaller on the disk is read at once: that takes about a millisecond.
SMALL_BYTES = 32_000
#: So long is read before anything else may happen.
SLICE_SECONDS = 0.004


class KeptBrief(QObject):
    """What the cache has of the open workbook. ``past`` is the day whose brief is shown, ``""`` for today's."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.folder = Path()
        self.past = ""
        self._today: cache.Head | None = None
        self._of_past: cache.Head | None = None
        self._sections: dict[str, Any] = {}
        self._asked: dict[str, None] = {}
        self._next: cache.Head | None = None
        self._next_sections: dict[str, Any] = {}
        self._reading: Iterator[None] | None = None
        self._then: Callable[[], None] | None = None

    @property
    def head(self) -> cache.Head | None:
        """The head of the brief that is shown."""
        return self._of_past if self.past else self._today

    def open(self, folder: Path) -> None:
        """Show what is kept in this folder."""
        self._reading = self._then = None
        self.folder = folder
        self.load()

    def load(self) -> None:
        """Take the brief that is kept now, at once."""
        self.finish()
        self.past, self._today, self._sections, self._asked = "", cache.head(self.folder), {}, {}

    def take_new(self, then: Callable[[], None]) -> None:
        """Take the brief that is kept now as soon as what is shown of it is read, and do ``then``."""
        self.finish()
        self._next, self._next_sections, self._then = cache.head(self.folder), {}, then
        long = [] if self._next is None or self.past else self._long()
        self._reading = self._read_slowly(long)
        if long:
            self.startTimer(0)
        else:
            self.finish()

    def finish(self) -> None:
        """Have what is being read now, without waiting."""
        reading, then, self._reading, self._then = self._reading, self._then, None, None
        if reading is None:
            return
        for _ in reading:
            pass
        self._today = self._next
        if not self.past:
            self._sections, self._asked = self._next_sections, {}
        if then is not None:
            then()

    @property
    def is_whole(self) -> bool:
        """Whether every section that was asked for could be read."""
        return all(found is not None for found in self._sections.values())

    def section(self, name: str) -> Any | None:
        """One section of the brief that is shown, read when first asked for; ``None`` where it is gone."""
        if self.head is None:
            return None
        self._asked[name] = None
        if name not in self._sections:
            if self.past:
                from desktop import past

                self._sections[name] = past.section(self.folder, name, self.past)
            else:
                self._sections[name] = cache.section(self.folder, name, self.head.generation)
        return self._sections[name]

    def days(self) -> tuple[str, ...]:
        """The past days whose brief is kept, the newest first."""
        if not (self.folder / "past").is_dir():
            return ()
        from desktop import past

        return past.days(self.folder, self._today.as_of[:10] if self._today else "")

    def show_past(self, day: str) -> bool:
        """Show the brief of a past day; tells whether it could be read."""
        from desktop import past

        found = past.head(self.folder, day)
        if found is not None:
            self.finish()
            self.past, self._of_past, self._sections = day, found, {}
        return found is not None

    def show_today(self) -> None:
        """Show the brief of today again."""
        self.past, self._of_past, self._sections = "", None, {}

    def timerEvent(self, event: QTimerEvent) -> None:
        """Read on for a moment."""
        until = time.monotonic() + SLICE_SECONDS
        while self._reading is not None and time.monotonic() < until:
            if next(self._reading, self) is self:
                self.killTimer(event.timerId())
                self.finish()
                return
        if self._reading is None:
            self.killTimer(event.timerId())

    def _long(self) -> list[str]:
        """The long sections that were asked for since the brief that is shown was taken."""
        assert self._next is not None
        of = self._next.generation
        return [name for name in self._asked if cache.section_bytes(self.folder, name, of) > SMALL_BYTES]

    def _read_slowly(self, names: Sequence[str]) -> Iterator[None]:
        for name in names:
            assert self._next is not None
            for found in cache.section_slowly(self.folder, name, self._next.generation):
                self._next_sections[name] = found
                yield
