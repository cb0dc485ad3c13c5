"""``operating-brief import``: exports of other tools into the right tab, by key, with a preview."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop import waiting
from desktop.commands import write_back
from desktop.commands.catch_up import TRIES, CaughtUp, catch_up
from desktop.commands.shared import many_cells, open_book, talk_arguments
from desktop.commands.speech import Speech
from sheets.errors import SheetsError, Text
from sheets.place import GoogleSheet, place

if TYPE_CHECKING:
    from sheets.imports import Merge, Recognised
    from sheets.workbook import Workbook


def add(commands: Any) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "import",
        help="put an export (Shopify orders, products, inventory) into the workbook",
        description="Recognises each FILE by its columns and puts its rows into the tab that they belong to, by key: "
        "new rows are added, changed ones changed, the same ones left alone. Importing the same file twice changes "
        "nothing.",
    )
    command.add_argument("files", metavar="FILE", type=Path, nargs="+", help="an export, .csv or .xlsx")
    command.add_argument(
        "--into",
        metavar="WORKBOOK",
        type=place,
        required=True,
        help="the workbook to put it into: a file, or the link of a Google Sheet",
    )
    command.add_argument("--preview", action="store_true", help="only say what would change")
    talk_arguments(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace, speech: Speech) -> int:
    """Import the files one after the other, each checked and written before the next."""
    with many_cells():
        return _run(arguments, speech)


def _run(arguments: argparse.Namespace, speech: Speech) -> int:
    book = open_book(arguments.into, speech)
    if not arguments.preview:
        # Before anything is said: what would change is no news while nothing can be changed.
        book.must_be_free()
    caught = CaughtUp() if arguments.preview else catch_up(book, speech)
    counts = [_import(file, book, arguments.preview, speech) for file in arguments.files]
    left = len(waiting.waiting(book.place))
    speech.done(imports=counts, preview=arguments.preview, edits_written=caught.written, edits_waiting=left)
    return 0


def _import(file: Path, book: Workbook, preview: bool, speech: Speech) -> dict[str, Any]:
    """Import one file; what it did. Where the workbook changes meanwhile, it is looked at again."""
    from sheets import imports
    from sheets.excel.read import read

    speech.step("read")
    (export, *_) = imports.recognise(file, read)
    count: dict[str, Any] = {}
    for attempt in range(1, TRIES + 1):
        snapshot = book.read_for(imports.wanted(export))
        merge = imports.merge(export, snapshot)
        # What a write that was cut off has brought already is new all the same.
        count = count or _told(file, export, merge, speech)
        if preview:
            break
        if not merge.edits:
            book.tidy()
            break
        speech.step("write")
        started = datetime.now(UTC)
        try:
            receipt = book.edit(merge.edits, snapshot.fingerprint)
        except SheetsError as error:
            if error.kind != "changed" or attempt == TRIES:
                raise
            continue
        except KeyboardInterrupt:
            if isinstance(book.place, GoogleSheet):
                raise _stopped(file) from None
            raise
        write_back.keep(book.place, receipt, started, "import")
        for note in receipt.notes:
            speech.say(note)
        count["receipt"] = write_back.facts(receipt)
        break
    return count


def _stopped(file: Path) -> SheetsError:
    """Many rows go to Google in several requests, each of which is there or not."""
    return SheetsError(
        "cancelled",
        Text(
            f"Stopped; some rows of {file.name} may be in the sheet already.",
            f"Detenido; algunas filas de {file.name} pueden estar ya en la hoja.",
        ),
        Text(
            "Import it again whenever you like: what is there already does not come twice.",
            "Impórtalo de nuevo cuando quieras: lo que ya está no se repite.",
        ),
    )


def _told(file: Path, export: Recognised, merge: Merge, speech: Speech) -> dict[str, Any]:
    """Say what the import would do; the same for programs."""
    speech.say(
        Text(
            f"{file.name}: {export.kind.en}. {merge.new} new, {merge.changed} changed, {merge.same} the same, "
            f"{len(merge.refused)} refused.",
            f"{file.name}: {export.kind.es}. {merge.new} nuevas, {merge.changed} cambiadas, {merge.same} iguales, "
            f"{len(merge.refused)} rechazadas.",
        )
    )
    for note in merge.notes:
        speech.say(note)
    for problem in merge.refused:
        speech.warn(problem.said)
    return {
        "file": file.name,
        "kind": export.kind.en,
        "new": merge.new,
        "changed": merge.changed,
        "same": merge.same,
        "refused": len(merge.refused),
        "left_out": merge.left_out,
    }
