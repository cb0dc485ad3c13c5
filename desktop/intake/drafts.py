"""What was asked to be imported and is not yet: kept on disk, so that a window that is closed loses none of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec

from desktop import waiting
from desktop.intake.asked import Asked, Choices, Mapped
from sheets.place import Place

_NAME = "import.asked"


class _Map(msgspec.Struct, frozen=True):
    table: str
    columns: dict[str, str]
    header_row: int = 0


class _Kept(msgspec.Struct, frozen=True, kw_only=True):
    path: str = ""
    tab: str = ""
    kind: str = ""
    mode: str = "update"
    days: tuple[date, date] | None = None
    dates: str = ""
    mapped: _Map | None = None


def is_there(workbook: Place, root: Path | None = None) -> bool:
    """Whether something is kept for this workbook."""
    return _file(workbook, root).exists()


def keep(workbook: Place, asked: list[Asked], root: Path | None = None) -> None:
    """Keep these files and what was said of them. What cannot be kept lives as long as the window."""
    try:
        if not asked:
            _file(workbook, root).unlink(missing_ok=True)
            return
        _file(workbook, root).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        waiting.replace_whole(_file(workbook, root), msgspec.json.encode([_kept(one) for one in asked]))
    except OSError:
        return


def kept(workbook: Place, root: Path | None = None) -> list[Asked]:
    """The files that were kept, in their order; none where that cannot be read."""
    try:
        told = msgspec.json.decode(_file(workbook, root).read_bytes(), type=list[_Kept])
    except (OSError, ValueError):
        return []
    return [_asked(one) for one in told]


def _file(workbook: Place, root: Path | None) -> Path:
    return waiting.folder(workbook, root) / _NAME


def _kept(one: Asked) -> _Kept:
    said, mapped = one.choices, one.choices.mapped
    return _Kept(
        path=str(one.path or ""),
        tab=one.tab,
        kind=said.kind,
        mode=said.mode,
        days=said.days,
        dates=said.dates,
        mapped=_Map(mapped.table, dict(mapped.columns), mapped.header_row) if mapped else None,
    )


def _asked(one: _Kept) -> Asked:
    mapped = Mapped(one.mapped.table, one.mapped.columns, one.mapped.header_row) if one.mapped else None
    choices = Choices(one.kind, one.mode, one.days, one.dates, mapped)
    return Asked(Path(one.path) if one.path else None, one.tab, choices)
