"""``operating-brief check``: what the program sees in a workbook, without writing anything."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

import msgspec

from desktop.commands import pasted
from desktop.commands.shared import (
    as_of,
    asked_password,
    moment,
    open_book,
    password_argument,
    talk_arguments,
    workbook_argument,
)
from desktop.commands.speech import Speech
from sheets.errors import Text

if TYPE_CHECKING:
    from reports.outcome import Line, Outcome, Source
    from sheets.workbook import Snapshot


def add(commands: Any) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "check",
        help="say what can be read in a workbook, and what cannot",
        description="Lists each tab that is read: its rows with those set aside and why, its columns, what was "
        "assumed, words that are not known, and every cell that could not be read with its address: what the tab "
        "Data health shows. Writes nothing.",
    )
    workbook_argument(command)
    command.add_argument("--format", choices=("text", "json"), default="text", help="what to print (default: text)")
    command.add_argument("--as-of", metavar="WHEN", type=moment, help="compute ages for this moment (default: now)")
    password_argument(command)
    talk_arguments(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace, speech: Speech) -> int:
    """Read the workbook and tell."""
    snapshot = open_book(arguments.workbook, speech, asked_password(arguments, speech)).read()
    outcome = _outcome(arguments, snapshot)
    if arguments.format == "json":
        print(json.dumps(_facts(snapshot, outcome), ensure_ascii=False, indent=2))
        return 0
    for text in _sentences(snapshot, outcome):
        speech.say(text)
    return 0


def _outcome(arguments: argparse.Namespace, snapshot: Snapshot) -> Outcome:
    """What a refresh would find: the tab Data health is made of it."""
    from desktop.commands import journal
    from reports import run as reports_run
    from reports import run_log

    return reports_run.run(
        pasted.in_form(snapshot),
        as_of(arguments.as_of, snapshot),
        log=journal.with_kept(run_log.read(snapshot), arguments.workbook, alone=False),
        offers=pasted.offers(snapshot),
    )


def _facts(snapshot: Snapshot, outcome: Outcome) -> dict[str, Any]:
    return {
        "contract_version": snapshot.contract_version,
        "tabs": [
            {
                "tab": source.name,
                "table": source.key,
                "rows": source.rows,
                "read_rows": source.read_rows,
                "header_row": source.header_row,
                "columns": source.columns,
                "ignored": source.ignored,
                "skipped": _skipped(source),
                "set_aside": msgspec.to_builtins(source.set_aside),
                "unmapped": msgspec.to_builtins(source.unmapped),
                "assumed": msgspec.to_builtins(source.assumed),
                "status": source.status,
                "freshness": msgspec.to_builtins(source.label),
                "as_of": source.as_of,
                "covers_from": source.covers_from,
                "covers_to": source.covers_to,
                "hidden_rows": source.hidden_rows,
                "in_brief": source.in_brief,
                "content": source.content,
                "tool": source.tool,
            }
            for source in _read(outcome)
        ],
        "unusable": {said.args["key"]: {"en": said.en, "es": said.es} for said in _unusable(outcome)},
        "problems": [
            {
                "kind": problem.kind,
                "tab": problem.tab,
                "cell": problem.cell,
                "en": problem.said.en,
                "es": problem.said.es,
            }
            for problem in outcome.problems
        ],
        "offers": msgspec.to_builtins(outcome.offers),
    }


def _read(outcome: Outcome) -> list[Source]:
    return [source for source in outcome.sources if source.header_row]


def _unusable(outcome: Outcome) -> list[Line]:
    return [said for section in outcome.health if section.id == "unusable" for said in section.lines]


def _skipped(source: Source) -> dict[str, int]:
    """How many rows were not used for each reason."""
    counts: dict[str, int] = {}
    for aside in source.set_aside:
        counts[aside.reason] = counts.get(aside.reason, 0) + aside.count
    return counts


def _stopped(words: str) -> str:
    """The words with a full stop, of which "7:40 a. m." has one."""
    return words if words.endswith(".") else f"{words}."


def _sentences(snapshot: Snapshot, outcome: Outcome) -> list[Text]:
    from reports.sections import told

    if snapshot.facts.get("companion"):
        return [
            Text(
                f"{snapshot.name} is a companion file that Operating Brief wrote itself. Check the workbook that it "
                "belongs to.",
                f"{snapshot.name} es un archivo acompañante que escribió Operating Brief. Revisa el libro al que "
                "pertenece.",
            )
        ]
    said: list[Text] = []
    for source in _read(outcome):
        first, *others = [Text(line.en, line.es) for line in told(source)] or [Text("no rows yet.", "aún sin filas.")]
        said.append(Text(f"{source.name}: {first.en}", f"{source.name}: {first.es}"))
        if source.rows:
            said.append(Text(f"  {_stopped(source.label.en)}", f"  {_stopped(source.label.es)}"))
        said += [Text(f"  {other.en}", f"  {other.es}") for other in others]
    # A word that is not known was told with its tab, as in Data health.
    trouble = [problem.said for problem in outcome.problems if problem.kind != "unknown_choice"]
    # Why a tab cannot be used is told by its problems.
    said += [Text(line.en, line.es) for line in trouble or _unusable(outcome)]
    said += [Text(offer.said.en, offer.said.es) for offer in outcome.offers]
    if not said:
        return [
            Text(
                f"{snapshot.name} has no tab that the brief can read. Add Orders and Inventory.",
                f"{snapshot.name} no tiene pestañas que el informe pueda leer. Agrega Pedidos e Inventario.",
            )
        ]
    if not (trouble or _unusable(outcome) or any(source.unmapped for source in outcome.sources)):
        said.append(Text("Every cell that is used could be read.", "Todas las celdas que se usan se pudieron leer."))
    return said
