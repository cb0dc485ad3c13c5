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
#: What each entry begins with.
_MARK = "=== "
_LARGEST, _TAIL = 1_000_000, 60_000


def version() -> str:
    """The program's version, ``0`` where it is not installed."""
    # Imported when asked: the window and every command start without it.
    from importlib import metadata

    try:
        return metadata.version("operating-brief")
    except metadata.PackageNotFoundError:
        return "0"


def folder() -> Path:
    """Where the log lies; it need not exist yet."""
    import platformdirs

    return Path(platformdirs.user_log_dir("operating-brief", appauthor=False))


def keep(bug: BaseException) -> Path:
    """Append the bug to the log and return the log's path."""
    return append(_told(bug))


def append(told: str) -> Path:
    """Append an entry to the log (three files of about 1 MB, the oldest goes) and return the log's path."""
    path = folder() / "failures.log"
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if path.exists() and path.stat().st_size > _LARGEST:
            for older, old in ((2, 1), (1, 0)):
                if (from_ := _numbered(path, old)).exists():
                    from_.replace(_numbered(path, older))
        with open(path, "a", encoding="utf-8", opener=_private) as log:
            log.write(f"{_MARK}{datetime.now(UTC).isoformat()} version {version()}\n")
            log.write(clean(told))
    except OSError:
        pass  # a full or read-only disk must not hide the sentence that the user gets
    return path


def last(count: int) -> list[str]:
    """The last entries, the newest last: as they stand in the log."""
    try:
        with (folder() / "failures.log").open("rb") as log:
            log.seek(max(log.seek(0, os.SEEK_END) - _TAIL, 0))
            text = log.read().decode("utf-8", "replace")
    except OSError:
        return []
    return [f"{_MARK}{entry.strip()}" for entry in text.split(_MARK)[1:]][-count:]


def clean(told: str) -> str:
    """Without what looks like a secret, and without the name of the user's own folder."""
    home = str(Path.home())
    return _SECRETS.sub("…", told.replace(home, "~") if len(home) > 1 else told)


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


def _numbered(path: Path, number: int) -> Path:
    return path.with_suffix(f".{number}.log") if number else path


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
