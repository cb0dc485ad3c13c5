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


class TabAsked(msgspec.Struct, frozen=True):
    """What to change in one tab. Rows name columns by header or canonical name."""

    tab: str
    cells: list[CellAsked] = []
    rows: list[dict[str, Plain]] = []


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """One edit, all of which is written or none: ``id`` names it, ``asked_at`` is an ISO moment (UTC).

    ``problem`` is why it could not be written when the workbook was free, ``None`` where that was not tried yet.
    """

    id: str
    asked_at: str
    workbook: str
    edits: list[TabAsked]
    problem: Text | None = None


def folder(workbook: Place, root: Path | None = None) -> Path:
    """Where the edits of this workbook wait; it need not exist. ``root`` is the data folder, by default ours."""
    real = workbook.resolve() if isinstance(workbook, Path) else workbook
    return (root or places.data_folder()) / "journal" / places.folder(real).name


def waiting(workbook: Place, root: Path | None = None) -> tuple[Waiting, ...]:
    """Every edit that waits for this workbook, in the order in which they were asked for."""
    found = (_read(path) for path in _files(workbook, root))
    return tuple(one for one in found if one is not None)


def add(workbook: Place, edits: Sequence[TabAsked], root: Path | None = None) -> Waiting:
    """Keep this edit until the workbook is free. Raises ``OSError`` where it cannot be kept."""
    home = folder(workbook, root)
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    asked_at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    # The clock may have been set back: what is asked for later must stand behind what waits already.
    newest = max((int(path.stem.partition("-")[0]) for path in _files(workbook, root)), default=0)
    id = f"{max(time.time_ns(), newest + 1):020}-{secrets.token_hex(3)}"
    made = Waiting(id=id, asked_at=asked_at, workbook=places.whole_name(workbook), edits=list(edits))
    replace_whole(home / f"{id}.json", msgspec.json.encode(made))
    return made


def drop(workbook: Place, id: str, root: Path | None = None) -> bool:
    """Forget this edit: it is written, or not wanted any more. Whether it was there."""
    path = next((path for path in _files(workbook, root) if path.stem == id), None)
    if path is None:
        return False
    path.unlink(missing_ok=True)
    return True


def explain(workbook: Place, id: str, problem: Text, root: Path | None = None) -> None:
    """Keep why this edit still waits."""
    path = folder(workbook, root) / f"{id}.json"
    if (one := _read(path)) is not None and one.problem != problem:
        replace_whole(path, msgspec.json.encode(msgspec.structs.replace(one, problem=problem)))


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
