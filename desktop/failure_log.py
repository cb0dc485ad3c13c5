"""Where a bug is written down, so that the user gets a sentence and we get the rest.

The user is asked to send the file, so it tells where the program broke and on what kind of error, never the error's
own words: those may quote a cell, and a cell may hold a customer.
"""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from pathlib import Path

#: What a secret of Google's looks like: access and refresh tokens, a client's secret, a key, what a request is signed
#: with. Nothing of the kind should ever come here; this is for the day when a line of code quotes one.
_SECRETS = re.compile(
    r"ya29\.[\w.~+/=-]+|1//[\w-]+|GOCSPX-[\w-]+|eyJ[\w-]+\.[\w.-]+"
    r"|(?s:-----BEGIN [A-Z ]+-----.*?(-----END[^\n]*|\Z))|(?<=Authorization)\W[^\n]*",
    re.IGNORECASE,
)


def version() -> str:
    """The program's version, ``0`` where it is not installed."""
    # Imported when asked: the window and every command start without it.
    from importlib import metadata

    try:
        return metadata.version("operating-brief")
    except metadata.PackageNotFoundError:
        return "0"


def keep(bug: BaseException) -> Path:
    """Append the bug to the log file (at most about 1 MB of it) and return the file's path."""
    import platformdirs

    folder = Path(platformdirs.user_log_dir("operating-brief", appauthor=False))
    path = folder / "failures.log"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if path.exists() and path.stat().st_size > 1_000_000:
            path.replace(path.with_suffix(".old.log"))
        with open(path, "a", encoding="utf-8", opener=_private) as log:
            log.write(f"{datetime.now(UTC).isoformat()} version {version()}\n")
            log.write(_SECRETS.sub("…", _told(bug)))
    except OSError:
        pass  # a full or read-only disk must not hide the sentence that the user gets
    return path


def _told(bug: BaseException) -> str:
    """The traceback and those of its causes, the first cause first, each without its message."""
    import traceback

    told: list[str] = []
    seen: set[int] = set()
    error: BaseException | None = bug
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        frames = "".join(traceback.format_tb(error.__traceback__))
        told.append(f"{frames}{type(error).__module__}.{type(error).__qualname__}\n")
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "and then\n".join(reversed(told))


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
