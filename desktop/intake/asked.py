"""One file on its way into the workbook, and what the founder said of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from desktop.tasks import Failure, Step

if TYPE_CHECKING:
    from desktop.intake.heard import Found

#: ``update`` adds and changes, ``append`` only adds, ``replace`` empties what the file has not.
MODES = ("update", "append", "replace")
#: ``waits`` for its turn to be read, ``reading``, ``ready``, ``asks`` (something only the founder knows), ``unknown``
#: (no export that is known), ``failed``, ``importing``, ``held`` (the workbook is open elsewhere), ``imported``.
State = Literal["waits", "reading", "ready", "asks", "unknown", "failed", "importing", "held", "imported"]
#: What a child asks, by the kind of its failure.
ASKS = ("several_kinds", "asks_period", "asks_dates")
#: A file of these kinds may still be mapped by hand.
UNKNOWN = ("unknown_export", "no_export", "no_columns")


@dataclass(frozen=True, slots=True)
class Mapped:
    """Where the founder sends each header: the tab's key, and columns by header. ``header_row`` is 0 where it is found
    by the program."""

    table: str
    columns: Mapping[str, str]
    header_row: int = 0


@dataclass(frozen=True, slots=True)
class Choices:
    """What the founder said of one file. ``days`` are its first and its last day, ``dates`` is ``d/m`` or ``m/d``."""

    kind: str = ""
    mode: str = "update"
    days: tuple[date, date] | None = None
    dates: str = ""
    mapped: Mapped | None = None

    def flags(self, map_file: Path | None) -> list[str]:
        """The same for the command line; ``map_file`` holds what is mapped."""
        flags = [] if self.mode == "update" else ["--mode", self.mode]
        flags += ["--as", self.kind] if self.kind and self.mapped is None else []
        flags += ["--from", self.days[0].isoformat(), "--to", self.days[1].isoformat()] if self.days else []
        flags += ["--dates", self.dates] if self.dates else []
        return flags + (["--map", str(map_file)] if map_file else [])


@dataclass(eq=False)
class Asked:
    """One file, or one tab of the workbook itself (then ``path`` is ``None``); it changes as it goes its way."""

    path: Path | None
    tab: str = ""
    choices: Choices = field(default_factory=Choices)
    state: State = "waits"
    found: tuple[Found, ...] = ()
    failure: Failure | None = None
    step: Step = field(default_factory=Step)

    @property
    def name(self) -> str:
        """What it is called."""
        return self.path.name if self.path else self.tab

    @property
    def brings(self) -> bool:
        """Whether the workbook would say something else after it."""
        return any(one.changes(self.choices.mode) for one in self.found)

    def hear(self, failure: Failure) -> None:
        """It could not be read: that is a question, something to be mapped by hand, or a failure."""
        self.failure, self.found = failure, ()
        self.state = "asks" if failure.kind in ASKS else "unknown" if failure.kind in UNKNOWN else "failed"

    def source(self) -> list[str]:
        """What names it at the command line."""
        return [str(self.path)] if self.path else ["--tab", self.tab]
