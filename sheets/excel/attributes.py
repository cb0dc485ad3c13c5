"""What a file has beside its bytes, carried over to the one that takes its place: mode, owner, access lists, notes.

The moment of the change is now, as after any editor.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

from sheets.errors import SheetsError, Text

_ACCESS_LIST = "system.posix_acl_access"
#: Of copyfile(3): access lists and extended attributes (Finder's tags, where the file was downloaded from).
_ACL, _XATTR = 1 << 0, 1 << 2


def look_like(made: Path, target: Path) -> None:
    """Give the file ``made`` what ``target`` has; :class:`SheetsError` ``owned`` where its owner cannot be kept."""
    facts = target.stat()
    mode = stat.S_IMODE(facts.st_mode)
    if sys.platform != "win32":
        mode = _owner_of(made, facts, mode, target)
    if sys.platform == "linux":
        _extended(made, target)
    if sys.platform == "darwin":
        apple(made, target)
    os.chmod(made, mode)


def _owner_of(made: Path, facts: os.stat_result, mode: int, target: Path) -> int:
    """Keep owner and group; the mode that is right then."""
    with contextlib.suppress(PermissionError):
        os.chown(made, facts.st_uid, facts.st_gid)
    if made.stat().st_uid != facts.st_uid:
        # Only an administrator may give files away: replacing it would take it from its owner.
        raise SheetsError(
            "owned",
            Text(
                f"{target.name} belongs to somebody else; replacing it would take it away from them.",
                f"{target.name} es de otra persona; reemplazarlo se lo quitaría.",
            ),
            Text("Let its owner run Operating Brief, or use a copy.", "Que lo haga su dueño, o usa una copia."),
        )
    # Another group than the founder chose may do no more than everybody.
    strange = made.stat().st_gid != facts.st_gid
    return (mode & ~0o070) | ((mode & 0o007) << 3) if strange else mode


def _extended(made: Path, target: Path) -> None:
    """Copy the extended attributes; what the system keeps to itself is not ours to copy."""
    if sys.platform != "linux":
        return
    try:
        wanted, there = os.listxattr(target), os.listxattr(made)
    except OSError:
        # A file system without them.
        return
    if _ACCESS_LIST in there and _ACCESS_LIST not in wanted:
        os.removexattr(made, _ACCESS_LIST)
    for name in wanted:
        try:
            os.setxattr(made, name, os.getxattr(target, name))
        except OSError as error:
            if name == _ACCESS_LIST and error.errno != errno.ENOTSUP:
                raise
            # security.* and trusted.* belong to the system, which sets its own.


def apple(made: Path, target: Path, copyfile: Callable[[bytes, bytes, None, int], int] | None = None) -> None:
    """Copy access lists and extended attributes with the system's own copyfile(3)."""
    copy = copyfile or ctypes.CDLL(None, use_errno=True).copyfile
    if copy(os.fsencode(target), os.fsencode(made), None, _ACL | _XATTR) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(made))
