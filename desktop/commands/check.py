"""``operating-brief check``: what the program sees in a workbook, without writing anything."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import msgspec

from desktop.commands import pasted
from desktop.commands.shared import asked_password, open_book, password_argument, talk_arguments, workbook_argument
from desktop.commands.speech import Speech
from sheets.errors import Text

if TYPE_CHECKING:
    from sheets.tables import Table, Tables
    from sheets.workbook import Snapshot


def add(commands: Any) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "check",
        help="say what can be read in a workbook, and what cannot",
        description="Lists each tab that the brief reads with its columns and rows, and every cell that could not be "
        "read with its address. Writes nothing.",
    )
    workbook_argument(command)
    command.add_argument("--format", choices=("text", "json"), default="text", help="what to print (default: text)")
    password_argument(command)
    talk_arguments(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace, speech: Speech) -> int:
    """Read the workbook and tell."""
    from reports import run as reports_run

    snapshot = open_book(arguments.workbook, speech, asked_password(arguments, speech)).read()
    tables = reports_run.tables(pasted.in_form(snapshot))
    offers = pasted.offers(snapshot)
    if arguments.format == "json":
        facts = {**_facts(snapshot, tables), "offers": msgspec.to_builtins(offers)}
        print(json.dumps(facts, ensure_ascii=False, indent=2))
        return 0
    for text in [*_sentences(snapshot, tables), *(Text(offer.said.en, offer.said.es) for offer in offers)]:
        speech.say(text)
    return 0


def _facts(snapshot: Snapshot, tables: Tables) -> dict[str, Any]:
    return {
        "contract_version": snapshot.contract_version,
        "tabs": [
            {
                "tab": table.name,
                "table": key,
                "rows": len(table.frame),
                "header_row": table.header_row,
                "columns": dict(table.headers),
                "skipped": _skipped(table),
                "content": table.fingerprint,
                "tool": table.tool,
            }
            for key, table in tables.by_key.items()
        ],
        "unusable": {key: {"en": text.en, "es": text.es} for key, text in tables.unusable.items()},
        "problems": [
            {
                "kind": problem.kind,
                "tab": problem.tab,
                "cell": problem.cell,
                "en": problem.said.en,
                "es": problem.said.es,
            }
            for problem in tables.problems
        ],
    }


def _skipped(table: Table) -> dict[str, int]:
    """How many rows were passed over for each reason."""
    counts: Counter[str] = Counter()
    for skip in table.skipped:
        counts[skip.reason] += len(skip.rows)
    return dict(counts)


def _sentences(snapshot: Snapshot, tables: Tables) -> list[Text]:
    if snapshot.facts.get("companion"):
        return [
            Text(
                f"{snapshot.name} is a companion file that Operating Brief wrote itself. Check the workbook that it "
                "belongs to.",
                f"{snapshot.name} es un archivo acompañante que escribió Operating Brief. Revisa el libro al que "
                "pertenece.",
            )
        ]
    said = []
    for table in tables.by_key.values():
        rows, columns = len(table.frame), len(table.letters)
        said.append(
            Text(
                f"{table.name}: {rows} rows, {columns} known columns, header in row {table.header_row}.",
                f"{table.name}: {rows} filas, {columns} columnas conocidas, encabezado en la fila {table.header_row}.",
            )
        )
    said.extend(tables.unusable.values())
    said.extend(problem.said for problem in tables.problems)
    if not said:
        said.append(
            Text(
                f"{snapshot.name} has no tab that the brief can read. Add Orders and Inventory.",
                f"{snapshot.name} no tiene pestañas que el informe pueda leer. Agrega Orders e Inventory.",
            )
        )
    elif not tables.problems and not tables.unusable:
        said.append(Text("Every cell that is used could be read.", "Todas las celdas que se usan se pudieron leer."))
    return said
