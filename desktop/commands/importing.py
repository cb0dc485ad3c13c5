"""``operating-brief import``: exports of other tools into the right tab, by key, with a preview."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from desktop import waiting
from desktop.commands import write_back
from desktop.commands.catch_up import CaughtUp, catch_up
from desktop.commands.shared import many_cells, open_book, talk_arguments
from desktop.commands.speech import Speech
from sheets.errors import Text


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
    command.add_argument("--into", metavar="WORKBOOK", type=Path, required=True, help="the workbook to put it into")
    command.add_argument("--preview", action="store_true", help="only say what would change")
    talk_arguments(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace, speech: Speech) -> int:
    """Import the files one after the other, each checked and written before the next."""
    with many_cells():
        return _run(arguments, speech)


def _run(arguments: argparse.Namespace, speech: Speech) -> int:
    from sheets import imports
    from sheets.excel.read import read

    book = open_book(arguments.into, speech)
    caught = CaughtUp() if arguments.preview else catch_up(book, speech)
    counts: list[dict[str, Any]] = []
    for file in arguments.files:
        speech.step("read")
        export = imports.recognise(file, read)
        snapshot = book.read_for(imports.wanted(export))
        merge = imports.merge(export, snapshot)
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
        counts.append(
            {"file": file.name, "kind": export.kind.en, "new": merge.new, "changed": merge.changed, "same": merge.same,
             "refused": len(merge.refused), "left_out": merge.left_out}
        )  # fmt: skip
        if merge.edits and not arguments.preview:
            speech.step("write")
            started = datetime.now(UTC)
            receipt = book.edit(merge.edits, snapshot.fingerprint)
            write_back.keep(arguments.into, receipt, started, "import")
            counts[-1]["receipt"] = write_back.facts(receipt)
        elif not arguments.preview:
            book.tidy()
    left = len(waiting.waiting(arguments.into))
    speech.done(imports=counts, preview=arguments.preview, edits_written=caught.written, edits_waiting=left)
    return 0
