"""The last Outcome of each workbook, kept on this computer for the window's first paint.

One folder a workbook: ``head.json`` holds all that the first paint needs, ``sections/<generation>/`` the rest, each
read when a page asks; a section that is a list has a row a line, so that a long one can be read a few rows at a time,
and stands in brackets, so that a file that was cut off or emptied is never taken for a shorter list. Files are
replaced whole and the head last, so that a reader meets either the old brief or the new one, never a mixture. What
cannot be read, or is of another version, counts as absent: a cache is only a convenience. The child process writes
it, the window's process reads it, both through this module. Briefs of past days: :mod:`desktop.past`.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, get_args, get_origin

import msgspec

from desktop.places import folder as folder
from reports.outcome import (
    SCHEMA,
    Action,
    Card,
    Cohort,
    ExceptionRow,
    Excluded,
    Funnel,
    Heat,
    Line,
    NoteRow,
    Offer,
    OrderRow,
    Outcome,
    Period,
    ProblemRow,
    Product,
    Read,
    Reason,
    Section,
    Setting,
    SizeCurve,
    Skipped,
    Source,
    Theme,
    Typed,
    Unclear,
    Variant,
)
from sheets.place import Place

#: Raised by one when the layout of the folder or the head changes; another version's folder is not read.
VERSION = 3

#: So many products of each category stand in the head; a shop may have thousands.
FIRST_PRODUCTS = 8

#: So many rows of a section are read before anything else may happen: about a millisecond.
ROWS_AT_ONCE = 50

#: What stands between two rows of a section, and nowhere within one.
_BETWEEN = b",\n"

#: What can be loaded on demand, and its type.
SECTIONS: dict[str, Any] = {
    "reads": dict[str, Read],
    "exceptions": list[ExceptionRow],
    "products": list[Product],
    "inventory": list[Variant],
    "excluded": list[Excluded],
    "problems": list[ProblemRow],
    "skipped": list[Skipped],
    "health": list[Section],
    "offers": list[Offer],
    "unclear": list[Unclear],
    "shown": list[Typed],
    "orders": list[OrderRow],
    "notes": list[NoteRow],
    "settings": list[Setting],
    "curves": list[SizeCurve],
    "funnels": list[Funnel],
    "cohorts": list[Cohort],
    "heats": list[Heat],
    "themes": list[Theme],
    "reasons": list[Reason],
}


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """All that the first paint needs.

    ``exceptions`` are those of the brief only, ``exceptions_total`` counts all; ``products`` are the first of each
    category, ``product_counts`` tells how many there are. ``generation`` names the sections that belong to this head;
    ``since`` is the fingerprint of the workbook that was read.
    """

    version: int
    schema: int
    generation: str
    since: str
    workbook: str
    brand: str
    language: str
    read: str
    as_of: str
    prepared: str
    period: Period
    currency: str
    confidence: str
    confidence_line: Line
    cards: list[Card]
    brief: list[Section]
    actions: list[Action]
    exceptions: list[ExceptionRow]
    exceptions_total: int
    products: list[Product]
    product_counts: dict[str, int]
    sources: list[Source]
    counts: dict[str, int]
    number_region: str = ""


def save(folder: Path, outcome: Outcome, fingerprint: str = "") -> str:
    """Keep this Outcome, computed from the workbook with this fingerprint; return its generation."""
    whole = msgspec.json.encode(outcome)
    generation = hashlib.sha256(whole + fingerprint.encode()).hexdigest()[:16]
    sections = folder / "sections" / generation
    sections.mkdir(parents=True, exist_ok=True, mode=0o700)
    with contextlib.suppress(OSError):
        folder.chmod(0o700)  # what lies in it has orders and names: nobody else on this computer reads it
    _replace(sections / "outcome.json", whole)
    for name in SECTIONS:
        told = outcome.memory.shown if name == "shown" else getattr(outcome, name)
        _replace(sections / f"{name}.json", _written(told))
    before = head(folder)
    if before is not None and before.as_of[:10] != outcome.as_of[:10]:
        from desktop import past  # here, since it happens once a day

        past.keep(folder, before)
    _replace(folder / "head.json", msgspec.json.encode(_head(outcome, generation, fingerprint)))
    _forget(folder, keep={generation, before.generation if before else generation})
    return generation


def is_stale(folder: Path, workbook: Place, hours: int) -> bool:
    """Whether the workbook changed after its brief was made, or the brief is older than so many hours.

    Whether a Google Sheet changed is not known until it is read.
    """
    try:
        kept_at = (folder / "head.json").stat().st_mtime
        changed = isinstance(workbook, Path) and workbook.stat().st_mtime > kept_at
        return changed or time.time() - kept_at > hours * 3600
    except OSError:
        return True


def written(folder: Path) -> None:
    """The workbook holds now what is kept: that write is no change after it."""
    with contextlib.suppress(OSError):
        os.utime(folder / "head.json")


def made_at(folder: Path) -> datetime | None:
    """When the brief that is kept was computed, on this computer's clock; ``None`` where none is kept."""
    try:
        return datetime.fromtimestamp((folder / "head.json").stat().st_mtime)
    except OSError:
        return None


def head(folder: Path) -> Head | None:
    """The head, or ``None`` where there is none that this version can read."""
    try:
        found = msgspec.json.decode((folder / "head.json").read_bytes(), type=Head)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None
    return found if found.version == VERSION and found.schema == SCHEMA else None


class _Titled(msgspec.Struct, frozen=True):
    """The one thing of a head that a list of workbooks shows."""

    workbook: str = ""


def title(workbook: Place, root: Path | None = None) -> str:
    """What a workbook is called: a file by its name, a Google Sheet as the brief that is kept of it says."""
    if isinstance(workbook, Path):
        return workbook.name
    try:
        found = msgspec.json.decode((folder(workbook, root) / "head.json").read_bytes(), type=_Titled)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return workbook.name
    return found.workbook or workbook.name


def section(folder: Path, name: str, generation: str) -> Any | None:
    """One section of the brief of this generation, or ``None`` where it is gone or damaged."""
    try:
        return decoded(name, _section(folder, name, generation).read_bytes())
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None


def section_bytes(folder: Path, name: str, generation: str) -> int:
    """How large it is on the disk; 0 where it is gone."""
    try:
        return _section(folder, name, generation).stat().st_size
    except OSError:
        return 0


def section_slowly(folder: Path, name: str, generation: str) -> Iterator[Any | None]:
    """The same, a few rows more each time; the last that is told is the section as :func:`section` has it."""
    try:
        data = _section(folder, name, generation).read_bytes()
        if not _has_lines(name):
            yield decoded(name, data)
            return
        if not data.startswith(b"[") or not data.endswith(b"]"):
            yield None
            return
        decoder = msgspec.json.Decoder(get_args(SECTIONS[name])[0])
        rows: list[Any] = []
        lines = data[1:-1].split(_BETWEEN) if len(data) > 2 else []
        for start in range(0, max(len(lines), 1), ROWS_AT_ONCE):
            rows += [decoder.decode(line) for line in lines[start : start + ROWS_AT_ONCE]]
            yield rows
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        yield None


def decoded(name: str, data: bytes) -> Any:
    """A section from the bytes of its file. Raises ``msgspec.DecodeError``."""
    return msgspec.json.decode(data, type=SECTIONS[name])


def load(folder: Path) -> tuple[Outcome, str] | None:
    """The whole Outcome and the fingerprint of the workbook that it was computed from."""
    found = head(folder)
    if found is None:
        return None
    try:
        whole = _section(folder, "outcome", found.generation).read_bytes()
        return msgspec.json.decode(whole, type=Outcome), found.since
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None


def _head(outcome: Outcome, generation: str, fingerprint: str) -> Head:
    shared = (
        "schema", "workbook", "brand", "language", "read", "as_of", "prepared", "period", "currency", "confidence",
        "confidence_line", "cards", "brief", "actions", "sources", "counts", "number_region",
    )  # fmt: skip
    grouped: dict[str, list[Product]] = {}
    for product in outcome.products:
        grouped.setdefault(product.category, []).append(product)
    return Head(
        version=VERSION,
        generation=generation,
        since=fingerprint,
        exceptions=[row for row in outcome.exceptions if row.in_brief],
        exceptions_total=len(outcome.exceptions),
        products=[product for group in grouped.values() for product in group[:FIRST_PRODUCTS]],
        product_counts={category: len(group) for category, group in grouped.items()},
        **{name: getattr(outcome, name) for name in shared},
    )


def _written(told: Any) -> bytes:
    # A line break within a text is written as \\n, so that each line of the file is a row.
    if isinstance(told, dict):
        return msgspec.json.encode(told)
    return b"[" + _BETWEEN.join(map(msgspec.json.encode, told)) + b"]"


def _has_lines(name: str) -> bool:
    return get_origin(SECTIONS[name]) is list


def _section(folder: Path, name: str, generation: str) -> Path:
    return folder / "sections" / generation / f"{name}.json"


def _replace(path: Path, data: bytes) -> None:
    import tempfile  # here, since the window only reads

    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _forget(folder: Path, keep: set[str]) -> None:
    """Drop older sections; those of the brief before stay, since a window may be showing it.

    What a run that was interrupted in the middle of a file left behind goes too. A run that writes at this very moment
    loses its file and says ``OSError``: then the brief is not kept, and the next run keeps it.
    """
    import shutil

    for stray in folder.rglob("*.part"):
        stray.unlink(missing_ok=True)
    for old in (folder / "sections").iterdir():
        if old.name not in keep:
            shutil.rmtree(old, ignore_errors=True)
