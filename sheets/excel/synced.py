"""Folders that a cloud client keeps in step: known by their names and marks, and what the client may do to a workbook.

A client takes each new file in the folder for one to be sent on, and where two computers changed a workbook it leaves
both: the second under another name.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path

from sheets.errors import SheetsError, Text

#: What a folder on the way to the workbook is called, in small letters, and whose it is then.
_NAMED = (
    (re.compile(r"onedrive( - .+|-.+)?|skydrive"), "OneDrive"),
    (re.compile(r"dropbox( \(.+\))?|dropbox-.+"), "Dropbox"),
    (re.compile(r"google ?drive( \(.+\))?|googledrive-.+|drivefs|my drive|mi unidad"), "Google Drive"),
    (re.compile(r"mobile documents|icloud ?drive|com~apple~clouddocs"), "iCloud"),
    (re.compile(r"nextcloud\d?|owncloud"), "Nextcloud"),
    (re.compile(r"box|box sync|box-box"), "Box"),
    (re.compile(r"pclouddrive|pcloud drive"), "pCloud"),
    (re.compile(r"megasync|mega"), "MEGA"),
)
#: What a client leaves in the folder that it keeps in step.
_MARKS = (
    (re.compile(r"\.dropbox(\.cache|\.device)?"), "Dropbox"),
    (re.compile(r"\.(owncloud|nextcloud)sync\.log|\._?sync_[0-9a-f]+\.db"), "Nextcloud"),
    (re.compile(r"\.stfolder"), "Syncthing"),
    (re.compile(r"\.tmp\.drive(download|upload)"), "Google Drive"),
)
_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
#: Folders above which no client keeps anything in step.
_HIGHEST = 8


def service(path: Path, environment: Mapping[str, str] = os.environ, home: Path | None = None) -> str:
    """Whose client keeps the folder of this (real) path in step: ``"OneDrive"`` …; ``""`` where none is known to."""
    home = home or Path.home()
    above = list(path.parents)[:_HIGHEST]
    for variable in _VARIABLES:
        if (root := environment.get(variable, "")) and Path(root) in above:
            return "OneDrive"
    if any(Path(root) in above for root in _roots_of_dropbox(home)):
        return "Dropbox"
    for folder in above:
        if folder in (home, *home.parents):
            break
        for name, owner in _NAMED:
            if name.fullmatch(folder.name.lower()):
                return owner
        for mark, owner in _MARKS:
            if any(mark.fullmatch(entry) for entry in _entries(folder)):
                return owner
    return ""


def _entries(folder: Path) -> list[str]:
    try:
        return [name for name in os.listdir(folder) if name.startswith(".")]
    except OSError:
        return []


def _roots_of_dropbox(home: Path) -> list[str]:
    """Where Dropbox says that its folders are."""
    try:
        said = json.loads((home / ".dropbox" / "info.json").read_bytes())
        return [str(account["path"]) for account in said.values()]
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return []


def siblings(path: Path) -> frozenset[str]:
    """The files beside the workbook that a client may have made of it: its name, something more, its ending."""
    stem, ending = path.stem.lower(), path.suffix.lower()
    more = re.compile(re.escape(stem) + r"[ (\[_.-].+" + re.escape(ending))
    try:
        names = os.listdir(path.parent)
    except OSError:
        return frozenset()
    return frozenset(
        name for name in names if more.fullmatch(name.lower()) and " - operating brief" not in name.lower()
    )


def conflict(path: Path, before: frozenset[str]) -> Text | None:
    """What to say where another copy of the workbook stands beside it that was not there ``before``."""
    new = sorted(siblings(path) - before)
    if not new:
        return None
    by = service(path) or "the cloud folder"
    por = service(path) or "la carpeta de la nube"
    return Text(
        f"{by} has put a second copy beside {path.name}: {new[0]}. Somebody changed the workbook elsewhere at the same "
        "time; compare the two and keep one.",
        f"{por} puso una segunda copia junto a {path.name}: {new[0]}. Alguien cambió el libro en otro lugar al mismo "
        "tiempo; compara los dos y conserva uno.",
    )


def changed_right_after(path: Path, backup: str) -> Text:
    """What to say where the workbook is not what was written a moment ago."""
    return Text(
        f"{path.name} was changed by another program right after it was written. Look at it; as it was before, it lies "
        f"in {backup}.",
        f"Otro programa cambió {path.name} justo después de escribirlo. Revísalo; como estaba antes, está en {backup}.",
    )


def refuse_if_away(path: Path) -> None:
    """Raise ``offline`` where iCloud keeps only a stand-in of the workbook on this computer."""
    stand_in = path.with_name(f".{path.name}.icloud") if path.name else path
    if sys.platform == "win32" or os.path.exists(path) or not os.path.exists(stand_in):
        return
    raise SheetsError(
        "offline",
        Text(f"{path.name} is in iCloud and not on this computer.", f"{path.name} está en iCloud y no en este equipo."),
        Text(
            "Open its folder in Finder, click the cloud beside it, wait until it is there, and try again.",
            "Abre su carpeta en Finder, haz clic en la nube a su lado, espera a que baje y vuelve a intentarlo.",
        ),
    )
