"""``operating-brief import --undo``: the tab as it was before the last import.

While nothing else has changed, the workbook goes back to the copy that was made before the import, byte for byte. Where
the founder has worked on since, and in a Google Sheet, exactly the cells go back that still say what the import wrote.
"""

from __future__ import annotations

import argparse
import itertools
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from desktop import undo_journal
from desktop.commands import write_back
from desktop.commands.catch_up import TRIES, settle
from desktop.commands.shared import open_book
from desktop.commands.speech import Speech
from desktop.undo_journal import Imported, Step
from sheets.errors import SheetsError, Text

if TYPE_CHECKING:
    from sheets.workbook import Copy, Edit, Receipt, Workbook

#: So many cells are named; the others are counted.
_NAMED = 6


def run(arguments: argparse.Namespace, speech: Speech) -> int:
    """Take the last import back, all of it, and say what could not be."""
    book = open_book(arguments.into, speech)
    found = undo_journal.newest(book.place)
    if found is None:
        raise SheetsError(
            "no_import",
            Text(
                f"No import into {arguments.into.name} is kept on this computer, so there is none to take back.",
                f"Este computador no guarda ninguna importación a {arguments.into.name} que se pueda deshacer.",
            ),
            Text(
                "operating-brief restore WORKBOOK --list shows the copies of a file.",
                "operating-brief restore WORKBOOK --list muestra las copias de un archivo.",
            ),
        )
    path, imported = found
    book.must_be_free()
    speech.step("read")
    # The copy knows nothing of what the import keeps of how columns were matched.
    whole = arguments.forget or not imported.remembered
    copy = _copy_before(book, imported) if whole else None
    told = _by_copy(book, imported, copy) if copy else _by_cells(book, imported, speech)
    if arguments.forget and not copy:
        _forget(book, imported)
    path.unlink(missing_ok=True)
    _say(imported, told, speech)
    speech.done(
        imports=[{"table": one.table, "tab": one.tab, "rows": one.rows, "stays": one.stays} for one in told],
        added=imported.added,
        undo=undo_journal.any_kept(book.place),
        receipt=next((write_back.facts(one.receipt) for one in reversed(told) if one.receipt), None),
    )
    return 0


class _Told(msgspec.Struct, frozen=True):
    """What became of one write of the import; ``rows`` is -1 where the whole workbook went back."""

    table: str
    tab: str
    rows: int
    stays: list[str]
    receipt: Any = None


def _copy_before(book: Workbook, imported: Imported) -> Copy | None:
    """The copy from before the import, where nothing has changed since and nothing but the import after it."""
    steps = imported.steps
    if not isinstance(book.place, Path) or not steps:
        return None
    from sheets.excel.save import fingerprint, real_file

    joined = all(one.after == then.before for one, then in itertools.pairwise(steps))
    if not joined or fingerprint(real_file(book.place)) != steps[-1].after:
        return None
    return next((copy for copy in book.copies() if copy.content == steps[0].before), None)


def _by_copy(book: Workbook, imported: Imported, copy: Copy) -> list[_Told]:
    settle(book)
    started = datetime.now(UTC)
    receipt = book.restore(copy)
    write_back.keep(book.place, receipt, started, "restore")
    return [_Told(step.table, step.tab, -1, [], receipt) for step in imported.steps]


def _by_cells(book: Workbook, imported: Imported, speech: Speech) -> list[_Told]:
    if not all(_written(step).whole for step in imported.steps):
        raise SheetsError(
            "too_much_to_undo",
            Text(
                "This import brought so many rows that it can only be taken back while nothing else has changed, and "
                "something has. Nothing was changed.",
                "Esta importación trajo tantas filas que solo se puede deshacer mientras nada más haya cambiado, y "
                "algo cambió. No se cambió nada.",
            ),
            Text(
                "operating-brief restore goes back to the copy from before it; what you did since is not in it.",
                "operating-brief restore vuelve a la copia de antes; lo que hiciste después no está en ella.",
            ),
        )
    return [_step_back(book, step, speech) for step in reversed(imported.steps)]


def _written(step: Step) -> Any:
    from sheets.imports import undo

    found = undo.kept(step.written)
    if found is None:
        raise SheetsError(
            "spoilt_undo",
            Text(
                "What this computer kept of the last import is spoilt, so it can't be taken back. Nothing was changed.",
                "Lo que este computador guardó de la última importación está dañado; no se puede deshacer. No se "
                "cambió nada.",
            ),
            Text(
                "operating-brief restore WORKBOOK --list shows the copies of a file.",
                "operating-brief restore WORKBOOK --list muestra las copias de un archivo.",
            ),
        )
    return found


def _step_back(book: Workbook, step: Step, speech: Speech) -> _Told:
    from sheets.imports import undo
    from sheets.workbook import Wanted

    written = _written(step)
    for attempt in range(1, TRIES + 1):
        # With its formulas: one that the founder put in since is theirs, whatever it comes to.
        snapshot = book.read_for(Wanted(step.table))
        undone = undo.undone(written, snapshot)
        if undone is None:
            return _Told(step.table, step.tab, 0, [step.tab])
        if not undone.edit.cells:
            return _Told(step.table, undone.edit.tab, 0, list(undone.stays))
        speech.step("write")
        try:
            receipt = _edited(book, [undone.edit], snapshot.fingerprint)
        except SheetsError as error:
            if error.kind != "changed" or attempt == TRIES:
                raise
            continue
        return _Told(step.table, undone.edit.tab, undone.rows, list(undone.stays), receipt)
    raise AssertionError("the loop returns or raises")


def _edited(book: Workbook, edits: Sequence[Edit], since: str) -> Receipt:
    started = datetime.now(UTC)
    receipt = book.edit(edits, since)
    write_back.keep(book.place, receipt, started, "edit")
    return receipt


def _forget(book: Workbook, imported: Imported) -> None:
    """Empty the rows of Definitions in which the import kept how columns were matched."""
    from sheets import headers
    from sheets.headers import letter
    from sheets.workbook import CellEdit, Edit, Wanted

    wanted = {tuple(row) for row in imported.remembered}
    snapshot = book.read_for(Wanted("definitions"))
    sheet = snapshot.tab(headers.used(snapshot.tabs).by_key.get("definitions", ""))
    head = headers.header(sheet, "definitions") if sheet else None
    if not wanted or sheet is None or head is None:
        return
    places = [head.places[name] for name in ("key", "applies_to", "value") if name in head.places]
    cells = [
        CellEdit(f"{letter(place)}{number}", None)
        for number, row in enumerate(sheet.rows, start=1)
        if number > head.row and tuple(row[place] if place < len(row) else None for place in places[:2]) in wanted
        for place in places
    ]
    if cells:
        _edited(book, [Edit(sheet.name, tuple(cells))], snapshot.fingerprint)


def _say(imported: Imported, told: Sequence[_Told], speech: Speech) -> None:
    files = ", ".join(imported.files)
    if told and all(one.rows < 0 for one in told):
        speech.say(
            Text(
                f"The import of {files} is taken back: the workbook is as it was before it, byte for byte.",
                f"Se deshizo la importación de {files}: el archivo está como antes, byte por byte.",
            )
        )
    for one in told:
        if one.rows >= 0:
            speech.say(
                Text(
                    f"The import of {files} is taken back: {one.rows} {'row' if one.rows == 1 else 'rows'} of "
                    f"{one.tab} put back.",
                    f"Se deshizo la importación de {files}: {one.rows} "
                    f"{'fila devuelta' if one.rows == 1 else 'filas devueltas'} en {one.tab}.",
                )
            )
        if one.stays:
            named = ", ".join(one.stays[:_NAMED])
            more = len(one.stays) - _NAMED
            speech.warn(
                Text(
                    f"Changed since, so it stays: {named}{f' and {more} more' if more > 0 else ''}.",
                    f"Cambió después, así que se queda: {named}{f' y {more} más' if more > 0 else ''}.",
                )
            )
    for tab in imported.added:
        speech.say(
            Text(
                f"The tab {tab}, which the import added, stays.",
                f"La pestaña {tab}, que agregó la importación, se queda.",
            )
        )
