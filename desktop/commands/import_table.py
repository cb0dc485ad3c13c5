"""One table of an export on its way into a workbook: looked at, told, written, and what is needed to take it back."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from desktop.commands import import_look, import_told, write_back
from desktop.commands.catch_up import TRIES
from desktop.commands.speech import Speech
from desktop.undo_journal import Step
from sheets.errors import SheetsError, Text
from sheets.place import GoogleSheet

if TYPE_CHECKING:
    from sheets.imports import Merge, Recognised
    from sheets.imports.changes import Mode
    from sheets.imports.listing import What
    from sheets.imports.styles import Habits
    from sheets.workbook import Edit, Receipt, Snapshot, TabSnapshot, Workbook


@dataclass(frozen=True, slots=True)
class How:
    """What the founder asked for: whether only to look, how rows go in, which rows to list all of.

    ``known`` is the workbook with its Definitions; ``remembers`` keeps in them how the founder matched the columns.
    """

    preview: bool
    mode: Mode
    habits: Habits
    known: Snapshot
    list: What | None = None
    remembers: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one table. ``step`` is what takes it back, ``None`` where nothing was written.

    ``added`` is the tab that was added for it, ``remembered`` key and scope of the row of Definitions that was.
    """

    facts: dict[str, Any]
    step: Step | None = None
    added: str = ""
    remembered: tuple[str, str] | None = None


class TableImport:
    """Imports one table of a file. Where the workbook changes meanwhile, it is looked at again."""

    def __init__(self, file: str, export: Recognised, book: Workbook, how: How, speech: Speech) -> None:
        self._file, self._export, self._book, self._how, self._speech = file, export, book, how, speech
        self._facts: dict[str, Any] = {}
        self._new: bytes = b""
        self._stood = False

    def run(self) -> Done:
        """Say what the import does, and do it unless it is only a preview."""
        added = ""
        for attempt in range(1, TRIES + 1):
            snapshot = self._read()
            merge = self._merge(snapshot)
            if self._how.preview:
                break
            matched = import_look.remembering(self._how.known, self._export) if self._how.remembers else None
            if not merge.edits and not self._new and matched is None:
                self._book.tidy()
                break
            try:
                if self._new:
                    added = merge.tab
                    snapshot = self._add_tab(snapshot)
                if not merge.edits and matched is None:
                    break
                step = self._write(merge, snapshot, [matched.edit] if matched else [])
                return Done(self._facts, step, added, matched.row if matched else None)
            except SheetsError as error:
                if error.kind != "changed" or attempt == TRIES:
                    raise
        return Done(self._facts, None, added)

    def _read(self) -> Snapshot:
        from sheets import headers, imports
        from sheets.contract import tab

        snapshot = self._book.read_for(imports.wanted(self._export, self._how.mode))
        found = headers.used(snapshot.tabs)
        key = self._export.table
        if key in found.by_key or key in found.doubles or self._stood:
            # One that is gone since it was looked at was deleted on purpose.
            self._new, self._stood = b"", True
            return snapshot
        self._new, sheet = _fresh(key, snapshot)
        if any(one.name.casefold() == sheet.name.casefold() for one in snapshot.tabs):
            raise _taken(sheet.name, tab(key).name)
        return replace(snapshot, tabs=(*snapshot.tabs, sheet))

    def _merge(self, snapshot: Snapshot) -> Merge:
        from sheets import imports
        from sheets.imports.listing import Each, Listed, Samples

        how = self._how
        samples = Samples()
        merge = imports.merge(self._export, snapshot, how.mode, samples, how.habits)
        if self._facts:
            # What a write that was cut off has brought already is new all the same.
            return merge
        import_told.say(self._file, self._export, merge, self._speech)
        if self._new:
            self._speech.say(_will_be_added(merge.tab, self._how.preview))
        self._facts = import_told.facts(self._file, self._export, merge, samples)
        self._facts["tab_is_new"] = bool(self._new)
        if how.list == "left":
            for why, rows in self._export.left.items():
                for row in rows:
                    self._show(Listed("left", row, why=why), merge)
        elif how.list:
            # A list may be longer than memory: it is told as it is found, in a run of its own.
            each = Each(how.list, lambda listed: self._show(listed, merge))
            imports.merge(self._export, snapshot, how.mode, each, how.habits)
        return merge

    def _show(self, listed: Any, merge: Merge) -> None:
        if self._speech.events:
            for told in import_told.listed(listed):
                self._speech.listed(file=self._file, what=listed.what, **told)
        else:
            self._speech.say(import_told.line(listed, merge.columns))

    def _add_tab(self, snapshot: Snapshot) -> Snapshot:
        """Add the tab, so that it can be filled; the workbook as it is then."""
        from sheets import imports

        expected = self._new
        started = datetime.now(UTC)
        receipt = self._book.upgrade([], expected, 0, snapshot.fingerprint)
        write_back.keep(self._book.place, receipt, started, "import")
        self._new = b""
        return self._book.read_for(imports.wanted(self._export, self._how.mode))

    def _write(self, merge: Merge, snapshot: Snapshot, also: Sequence[Edit]) -> Step | None:
        from sheets.imports import undo

        self._speech.step("write")
        edit = next(iter(merge.edits), None)
        written = undo.written(edit, snapshot, self._export.table) if edit else None
        started = datetime.now(UTC)
        try:
            receipt = self._book.edit([*merge.edits, *also], snapshot.fingerprint)
        except KeyboardInterrupt:
            if isinstance(self._book.place, GoogleSheet):
                raise _stopped(self._file) from None
            raise
        self._keep(receipt, started)
        if edit is None:
            return None
        raw = msgspec.Raw(msgspec.msgpack.encode(written))
        return Step(receipt.before, receipt.fingerprint, edit.tab, self._export.table, raw)

    def _keep(self, receipt: Receipt, started: datetime) -> None:
        write_back.keep(self._book.place, receipt, started, "import")
        for note in receipt.notes:
            self._speech.say(note)
        self._facts["receipt"] = write_back.facts(receipt)


def _fresh(key: str, snapshot: Snapshot) -> tuple[bytes, TabSnapshot]:
    """The tab that the workbook has not, as a workbook of its own and as it will be read."""
    from sheets.contract import tab
    from sheets.excel.read import read
    from sheets.template.upgrade import drawn, language_of

    content = drawn([tab(key)], language_of(snapshot))
    with tempfile.TemporaryDirectory(prefix="operating-brief-") as folder:
        path = Path(folder) / "tab.xlsx"
        path.write_bytes(content)
        name = read(path).tabs[0].name
        (sheet,) = read(path, whole=(name,)).tabs
    return content, sheet


def _will_be_added(tab: str, preview: bool) -> Text:
    if preview:
        return Text(
            f"The workbook has no tab {tab} yet: it would be added.",
            f"El archivo aún no tiene la pestaña {tab}: se agregaría.",
        )
    return Text(f"The tab {tab} is added for it.", f"Se agrega la pestaña {tab} para ello.")


def _taken(name: str, wanted: Text) -> SheetsError:
    return SheetsError(
        "no_tab",
        Text(
            f"The workbook has a tab {name}, but none that can be used as {wanted.en}.",
            f"El archivo tiene una pestaña {name}, pero ninguna que sirva como {wanted.es}.",
        ),
        Text(
            f"Rename that tab, or write the headers of {wanted.en} above its columns.",
            f"Cambia el nombre de esa pestaña, o escribe los encabezados de {wanted.es} sobre sus columnas.",
        ),
    )


def _stopped(file: str) -> SheetsError:
    """Many rows go to Google in several requests, each of which is there or not."""
    return SheetsError(
        "cancelled",
        Text(
            f"Stopped; some rows of {file} may be in the sheet already.",
            f"Detenido; algunas filas de {file} pueden estar ya en la hoja.",
        ),
        Text(
            "Import it again whenever you like: what is there already does not come twice.",
            "Impórtalo de nuevo cuando quieras: lo que ya está no se repite.",
        ),
    )
