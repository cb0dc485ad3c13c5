"""Where a bug is written down, so that the user gets a sentence and we get the rest."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path


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
    import traceback

    import platformdirs

    folder = Path(platformdirs.user_log_dir("operating-brief", appauthor=False))
    path = folder / "failures.log"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > 1_000_000:
            path.replace(path.with_suffix(".old.log"))
        with path.open("a", encoding="utf-8") as log:
            log.write(f"{datetime.now(UTC).isoformat()} version {version()}\n")
            log.write("".join(traceback.format_exception(bug)))
    except OSError:
        pass  # a full or read-only disk must not hide the sentence that the user gets
    return path
