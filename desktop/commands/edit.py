"""``operating-brief edit``: set named cells and add named rows in a founder's tab, nothing else."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop import waiting
from desktop.commands import asked, write_back
from desktop.commands.catch_up import LATER, TRIES, catch_up, may_be_written, settle
from desktop.commands.shared import open_book, talk_arguments, workbook_argument
from desktop.commands.speech import Speech
from desktop.waiting import TabAsked
from sheets.errors import SheetsError, Text

if TYPE_CHECKING:
    from sheets.place import Place
    from sheets.workbook import Receipt, Snapshot, Workbook

DONE, WAITS = 0, 3


def add(commands: Any) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "edit",
        help="set cells or add rows in one of your tabs",
        description="Sets exactly the cells and adds exactly the rows that FILE.json names. Rows name columns by their "
        f'header or canonical name. FILE.json looks like this: {asked.SHAPE} A cell may also say what "stood" '
        "there; if it says something else by now, nothing is written. While somebody has the workbook open, or Google "
        "cannot be reached, the edit is kept on this computer, and the next command that can write the workbook does. "
        "Exit codes: 0 done, 1 could not, 2 wrong usage, 3 kept until the workbook can be written.",
    )
    workbook_argument(command)
    command.add_argument(
        "file", metavar="FILE.json", type=Path, nargs="?", help="what to change (default: only write what waits)"
    )
    command.add_argument("--waiting", action="store_true", help="only say what waits until the workbook can be written")
    command.add_argument("--drop", metavar="ID", help="forget an edit that waits")
    talk_arguments(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace, speech: Speech) -> int:
    """Write what waits, then the file's edits."""
    if arguments.waiting:
        return _list(arguments.workbook, speech)
    items = asked.read(arguments.file) if arguments.file else []
    book = open_book(arguments.workbook, speech)
    if arguments.drop:
        return _drop(book, arguments.drop, speech)
    return put(book, items, speech)


def put(book: Workbook, items: list[TabAsked], speech: Speech) -> int:
    """Write what waits, then these edits; keep them where the workbook cannot be written now."""
    before = catch_up(book, speech)
    facts: dict[str, Any] = {"edits_written": before.written, "edits_waiting": before.waiting}
    facts["receipt"] = write_back.facts(before.receipt) if before.receipt else None
    if before.held:
        facts["held_by"] = {"en": before.held.happened.en, "es": before.held.happened.es}
    if not items:
        _say_how_many_wait(before.waiting, speech)
        speech.done(waiting=False, fingerprint=before.receipt.fingerprint if before.receipt else "", **facts)
        return WAITS if before.waiting else DONE
    if before.held and before.held.kind in waiting.AWAY:
        # It comes behind those that wait already, and Google has just been waited for.
        return _keep(book, items, before.held, facts, speech)
    writing = _Writing(book, items)
    try:
        started = datetime.now(UTC)
        receipt = writing.write()
    except SheetsError as error:
        if error.kind not in LATER:
            raise
        return _keep(book, items, error, facts, speech, writing.tried)
    assert writing.tried is not None
    cells = sum(len(item.cells) for item in items)
    rows = sum(len(item.rows) for item in items)
    tabs = ", ".join(asked.named(item, writing.tried) for item in items)
    speech.say(
        Text(
            f"Done: {cells} {'cell' if cells == 1 else 'cells'} set, {rows} {'row' if rows == 1 else 'rows'} "
            f"added in {tabs}.",
            f"Listo: {cells} {'celda cambiada' if cells == 1 else 'celdas cambiadas'} y {rows} "
            f"{'fila agregada' if rows == 1 else 'filas agregadas'} en {tabs}.",
        )
    )
    write_back.keep(book.place, receipt, started, "edit")
    facts["receipt"] = write_back.facts(receipt)
    speech.done(waiting=False, fingerprint=receipt.fingerprint, **facts)
    return DONE


class _Writing:
    """``tried`` is the workbook as it was when the edit was sent to it, ``None`` before that."""

    def __init__(self, book: Workbook, items: list[TabAsked]) -> None:
        self._book, self._items = book, items
        self.tried: Snapshot | None = None

    def write(self) -> Receipt:
        """Write the edits, looking again where the workbook changed meanwhile."""
        for attempt in range(1, TRIES + 1):
            snapshot = asked.whole(self._book, self._items)
            change = asked.change(self._items, snapshot)
            if clashes := asked.clashes(self._items, snapshot):
                raise SheetsError(
                    "conflict",
                    asked.told(clashes),
                    Text(
                        "Nothing was written; ask again if you still want it.", "No se escribió nada; pídelo de nuevo."
                    ),
                )
            try:
                self.tried = snapshot
                return asked.put(self._book, change, snapshot.fingerprint)
            except SheetsError as error:
                if error.kind != "changed" or attempt == TRIES:
                    raise
        raise AssertionError("the loop returns or raises")


def _keep(
    book: Workbook,
    items: list[TabAsked],
    why: SheetsError,
    facts: dict[str, Any],
    speech: Speech,
    tried: Snapshot | None = None,
) -> int:
    """Keep the edit until the workbook is free, with what stands in its cells now.

    ``tried`` is the workbook as it was when the edit was sent to it; from Google that may have been written, though no
    answer came.
    """
    away = why.kind in waiting.AWAY
    snapshot = tried if away else asked.whole(book, items)
    try:
        kept = waiting.add(book.place, asked.with_what_stands(items, snapshot) if snapshot else items)
        if away and snapshot:
            may_be_written(book, kept, snapshot)
    except OSError as error:
        raise SheetsError(
            "not_kept",
            Text(
                f"{why.happened.en} The change could not be kept on this computer either ({error.strerror}).",
                f"{why.happened.es} El cambio tampoco se pudo guardar en este computador ({error.strerror}).",
            ),
            why.remedy,
        ) from error
    speech.warn(
        Text(
            f"{why.happened.en} Your change is kept, and will be written as soon as "
            + ("Google answers again." if away else "the workbook is free."),
            f"{why.happened.es} Tu cambio quedó guardado y se escribirá en cuanto "
            + ("Google vuelva a responder." if away else "el archivo esté libre."),
        )
    )
    facts["edits_waiting"] = len(waiting.waiting(book.place))
    speech.done(waiting=True, id=kept.id, fingerprint="", **facts)
    return WAITS


def _many(count: int, one: str) -> str:
    return f"{count} {one}" if count == 1 else f"{count} {one}s"


def _list(workbook: Place, speech: Speech) -> int:
    entries = waiting.waiting(workbook)
    for entry in entries:
        tabs = ", ".join(dict.fromkeys(item.tab for item in entry.edits))
        cells = sum(len(item.cells) for item in entry.edits)
        rows = sum(len(item.rows) for item in entry.edits)
        why = entry.problem or Text("", "")
        asked_at = datetime.fromisoformat(entry.asked_at).astimezone().strftime("%Y-%m-%d %H:%M")
        speech.say(
            Text(
                f"{entry.id}: {_many(cells, 'cell')}, {_many(rows, 'row')} for {tabs}, "
                f"asked for at {asked_at}. {why.en}".strip(),
                f"{entry.id}: {_many(cells, 'celda')}, {_many(rows, 'fila')} para {tabs}, "
                f"del {asked_at}. {why.es}".strip(),
            )
        )
    if not entries:
        _say_how_many_wait(0, speech)
    speech.done(edits_waiting=len(entries))
    return DONE


def _drop(book: Workbook, id: str, speech: Speech) -> int:
    settle(book)
    if not waiting.drop(book.place, id):
        raise SheetsError(
            "no_edit",
            Text(f"No edit {id} waits for this workbook.", f"Aquí no espera ninguna edición {id}."),
            Text("List those that do with --waiting.", "Lista las que esperan con --waiting."),
        )
    speech.say(Text("Forgotten; it will not be written.", "Olvidada; no se escribirá."))
    speech.done(edits_waiting=len(waiting.waiting(book.place)))
    return DONE


def _say_how_many_wait(count: int, speech: Speech) -> None:
    if not count:
        speech.say(Text("No edit waits.", "Ninguna edición espera."))
    else:
        speech.say(Text(f"Edits that wait: {count}.", f"Ediciones que esperan: {count}."))
