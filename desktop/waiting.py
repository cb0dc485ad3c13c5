"""Edits that wait until their workbook is closed elsewhere: the journal on disk, one file an edit.

The command line adds an edit here when somebody has the workbook open, and removes it once it stands in the workbook
(:mod:`desktop.commands.catch_up`); the window reads how many wait. One folder a workbook, known by its real path.
Files are replaced whole and only their owner may read them. One that cannot be read is set aside, never lost.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec

from desktop import places
from sheets.errors import Text
from sheets.place import Place

#: Why nobody knows when the workbook can be read or written again, but some time it can: by kind of error.
AWAY = frozenset({"offline", "untrusted", "quota", "google_down", "too_slow", "bad_answer", "lost"})

Plain = str | int | float | bool | None


class CellAsked(msgspec.Struct, frozen=True):
    """One cell to set; ``stood`` is what it said when that was asked for, where that is known."""

    cell: str
    value: Plain
    stood: Plain | msgspec.UnsetType = msgspec.UNSET


class RowChanged(msgspec.Struct, frozen=True, kw_only=True):
    """One row to change: the last that says all of one of ``where``.

    There ``to`` is set, and ``also`` as far as the tab has such columns. ``stood`` is what these cells said when that
    was asked for, where that is known. Where there is no such row ``otherwise`` is added. ``added`` is a row that this
    takes back: where the row says that and nothing else, it is cleared instead.
    """

    where: list[dict[str, Plain]]
    to: dict[str, Plain]
    also: dict[str, Plain] = {}
    stood: dict[str, Plain] = {}
    otherwise: dict[str, Plain] = {}
    added: dict[str, Plain] = {}


class TabAsked(msgspec.Struct, frozen=True):
    """What to change in one tab. Rows name columns by header or canonical name.

    ``changed`` are rows that are found by what they say, ``taken`` rows that were added and are taken back: the last
    one that says exactly this.
    """

    tab: str
    cells: list[CellAsked] = []
    rows: list[dict[str, Plain]] = []
    changed: list[RowChanged] = []
    taken: list[dict[str, Plain]] = []


class Clash(msgspec.Struct, frozen=True, kw_only=True):
    """A cell, or a row to be taken back, that says neither what it said when an edit was asked for nor what was asked.

    ``at`` is the edit's number, its part (``cells``, ``changed``, ``taken``) and the number in it; ``column`` is the
    one of a change. ``cell`` is where it stands, ``theirs`` what it says now, ``stood`` what it said, ``yours`` what
    was asked for. ``row`` is what a row that was to be taken back says now.
    """

    at: tuple[int, str, int]
    cell: str
    column: str = ""
    stood: Plain = None
    theirs: Plain = None
    yours: Plain = None
    row: dict[str, Plain] = {}


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """One edit, all of which is written or none: ``id`` names it, ``asked_at`` is an ISO moment (UTC).

    ``problem`` is why it could not be written when the workbook was free, ``None`` where that was not tried yet;
    ``clashes`` are both sides where that was because somebody else changed the same. ``undoes`` is the edit that this
    one takes back, or empty.
    """

    id: str
    asked_at: str
    workbook: str
    edits: list[TabAsked]
    problem: Text | None = None
    clashes: list[Clash] = []
    undoes: str = ""


def folder(workbook: Place, root: Path | None = None) -> Path:
    """Where the edits of this workbook wait; it need not exist. ``root`` is the data folder, by default ours."""
    real = workbook.resolve() if isinstance(workbook, Path) else workbook
    return (root or places.data_folder()) / "journal" / places.folder(real).name


def waiting(workbook: Place, root: Path | None = None) -> tuple[Waiting, ...]:
    """Every edit that waits for this workbook, in the order in which they were asked for."""
    found = (_read(path) for path in _files(workbook, root))
    return tuple(one for one in found if one is not None)


def left(entries: Sequence[Waiting]) -> tuple[Waiting, ...]:
    """Those that are still wanted: an edit and the later one that takes it back are none, while neither is written."""
    kept: dict[str, Waiting] = {}
    for one in entries:
        if one.undoes in kept:
            del kept[one.undoes]
        else:
            kept[one.id] = one
    return tuple(kept.values())


def add(workbook: Place, edits: Sequence[TabAsked], root: Path | None = None, undoes: str = "") -> Waiting:
    """Keep this edit until the workbook is free. Raises ``OSError`` where it cannot be kept."""
    home = folder(workbook, root)
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    asked_at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    # The clock may have been set back: what is asked for later must stand behind what waits already.
    newest = max((int(path.stem.partition("-")[0]) for path in _files(workbook, root)), default=0)
    id = f"{max(time.time_ns(), newest + 1):020}-{secrets.token_hex(3)}"
    made = Waiting(id=id, asked_at=asked_at, workbook=places.whole_name(workbook), edits=list(edits), undoes=undoes)
    replace_whole(home / f"{id}.json", msgspec.json.encode(made))
    return made


def drop(workbook: Place, id: str, root: Path | None = None) -> bool:
    """Forget this edit: it is written, or not wanted any more. Whether it was there."""
    path = next((path for path in _files(workbook, root) if path.stem == id), None)
    if path is None:
        return False
    path.unlink(missing_ok=True)
    return True


def explain(workbook: Place, id: str, problem: Text, root: Path | None = None, clashes: Sequence[Clash] = ()) -> None:
    """Keep why this edit still waits."""
    path = folder(workbook, root) / f"{id}.json"
    if (one := _read(path)) is not None and (one.problem, one.clashes) != (problem, list(clashes)):
        told = msgspec.structs.replace(one, problem=problem, clashes=list(clashes))
        replace_whole(path, msgspec.json.encode(told))


def insist(workbook: Place, id: str, root: Path | None = None) -> Waiting | None:
    """Write this edit over what the other side says; if that says something else again by then, it clashes again.

    ``None`` where it does not wait any more. Raises ``OSError`` where that cannot be kept.
    """
    path = folder(workbook, root) / f"{id}.json"
    one = _read(path)
    if one is None:
        return None
    edits = list(one.edits)
    for clash in one.clashes:
        number, part, place = clash.at
        edits[number] = _insisting(edits[number], part, place, clash)
    now = msgspec.structs.replace(one, edits=edits, problem=None, clashes=[])
    replace_whole(path, msgspec.json.encode(now))
    return now


def _insisting(edit: TabAsked, part: str, place: int, clash: Clash) -> TabAsked:
    if part == "taken":
        taken = [clash.row if number == place else row for number, row in enumerate(edit.taken)]
        return msgspec.structs.replace(edit, taken=taken)
    if part == "cells":
        cells = list(edit.cells)
        cells[place] = msgspec.structs.replace(cells[place], stood=clash.theirs)
        return msgspec.structs.replace(edit, cells=cells)
    changed = list(edit.changed)
    stood = {**changed[place].stood, clash.column: clash.theirs}
    changed[place] = msgspec.structs.replace(changed[place], stood=stood)
    return msgspec.structs.replace(edit, changed=changed)


def set_damaged_aside(workbook: Place, root: Path | None = None) -> tuple[Path, ...]:
    """Give every file that cannot be read another name, so that it is said once and tried no more; where they are.

    What a run that was cut off left of a file goes.
    """
    for stray in folder(workbook, root).glob("*.part"):
        with contextlib.suppress(OSError):
            stray.unlink()
    aside = []
    for path in _files(workbook, root):
        try:
            msgspec.json.decode(path.read_bytes(), type=Waiting)
        except ValueError:
            aside.append(path.replace(path.with_suffix(".damaged")))
        except OSError:
            continue
    return tuple(aside)


def replace_whole(path: Path, data: bytes) -> None:
    """Write a file of the journal so that there is either the old one or the new one, on the disk.

    What a run that was cut off left of this very file goes, whichever command writes it next.
    """
    for stray in path.parent.glob(f"{path.stem}.*.part"):
        with contextlib.suppress(OSError):
            stray.unlink()
    for last in (False, True):
        part = path.with_suffix(f".{secrets.token_hex(3)}.part")
        try:
            with open(part, "wb", opener=_private) as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.replace(part, path)
        except FileNotFoundError:
            # Another process took it for what a run that was cut off had left.
            if last:
                raise
        except OSError:
            part.unlink(missing_ok=True)
            raise
        else:
            return


def _files(workbook: Place, root: Path | None) -> list[Path]:
    home = folder(workbook, root)
    return sorted(path for path in home.glob("*.json") if path.stem.partition("-")[0].isdigit())


def _read(path: Path) -> Waiting | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Waiting)
    except (OSError, ValueError):
        return None


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
