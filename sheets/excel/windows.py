"""Replacing a file on Windows by ReplaceFileW, which keeps its access list, its streams and its day of birth.

Nobody has run this on Windows yet: the tests hand it a function in the place of the system's.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

#: Denied, in use by another process, a part of it locked: scanners cause these for a moment.
IN_USE = (5, 32, 33)
#: The old file could not be removed; the new one not moved; the new one not moved, and the old one has its spare name.
_NOT_REMOVED, _NOT_MOVED, _NOT_MOVED_AND_RENAMED = 1175, 1176, 1177
WAITS_SECONDS = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6)
_IGNORE_MERGE_ERRORS = 2


def replace_file(made: Path, target: Path, spare: Path, call: Callable[[str, str, str], int] | None = None) -> None:
    """Put ``made`` in the place of ``target``; ``spare`` is a free name beside it for the moment between.

    ``call(target, made, spare)`` returns the system's error, 0 where it was done. Raises :class:`OSError` with
    ``winerror`` set; ``target`` is then the old file.
    """
    replace = call or _replace_file_w
    for wait in (*WAITS_SECONDS, None):
        code = replace(str(target), str(made), str(spare))
        if code == 0:
            with contextlib.suppress(OSError):
                spare.unlink()
            return
        put_back(target, [spare])
        if wait is None or code not in (*IN_USE, _NOT_REMOVED, _NOT_MOVED, _NOT_MOVED_AND_RENAMED):
            error = PermissionError(13, "the file could not be replaced", str(target))
            in_use = code in (_NOT_REMOVED, _NOT_MOVED, _NOT_MOVED_AND_RENAMED)
            error.winerror = 32 if in_use else code  # type: ignore[attr-defined]
            raise error
        time.sleep(wait)


def put_back(target: Path, spares: Sequence[Path]) -> None:
    """Give the workbook its name again where a replacing was interrupted halfway; drop spares that are of no use."""
    for spare in spares:
        if not spare.exists():
            continue
        if target.exists():
            with contextlib.suppress(OSError):
                spare.unlink()
        else:
            os.rename(spare, target)


def _replace_file_w(target: str, made: str, spare: str) -> int:
    if sys.platform != "win32":
        raise NotImplementedError("ReplaceFileW is a function of Windows")
    done = ctypes.WinDLL("kernel32", use_last_error=True).ReplaceFileW(
        ctypes.c_wchar_p(target), ctypes.c_wchar_p(made), ctypes.c_wchar_p(spare), _IGNORE_MERGE_ERRORS, None, None
    )
    return 0 if done else ctypes.get_last_error()
