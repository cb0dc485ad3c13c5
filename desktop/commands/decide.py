"""``operating-brief decide``: one decision about an exception, a product or an order, as a row of Decisions."""

from __future__ import annotations

import argparse
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from desktop.commands import edit
from desktop.commands.shared import as_of, moment, open_book, talk_arguments, workbook_argument
from desktop.commands.speech import Speech
from desktop.waiting import Plain, TabAsked
from sheets.contract import normal, tab
from sheets.errors import SheetsError, Text

if TYPE_CHECKING:
    from datetime import datetime

    from sheets.place import Place
    from sheets.workbook import Snapshot

CHOICES = tab("decisions").column("kind").choices
#: Decisions that need no reason: who does it, and that one is taken back.
WITHOUT_REASON = ("assign", "reopen")


def add(commands: Any) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "decide",
        help="decide about an exception or a product",
        description="Adds one row to the tab Decisions, which is made where the workbook has none: the same row that a "
        "decision typed beside the exception, or a button in the window, becomes. KEY is the row's key, such as "
        f"F01|order:1001, or a product's. KIND is one of {', '.join(CHOICES)}, or the word that the tab offers for it. "
        "While somebody has the workbook open, or Google cannot be reached, the decision is kept on this computer, and "
        "the next command that can write the workbook does. The brief counts it from the next refresh on. Exit codes: "
        "0 done, 1 could not, 2 wrong usage, 3 kept until the workbook can be written.",
    )
    workbook_argument(command)
    command.add_argument("key", metavar="KEY", help="what it is about: the key of a row, a product, or order:NUMBER")
    command.add_argument("kind", metavar="KIND", help="what is decided")
    command.add_argument("--until", type=_day, metavar="DAY", help="the last day on which it holds, like 2026-11-20")
    command.add_argument("--reason", default="", help="why; only assign and reopen do without")
    command.add_argument("--value", default="", help="whom to assign it to, or the category; computed ends an override")
    command.add_argument("--by", default="", help="who decided")
    command.add_argument("--as-of", type=moment, metavar="MOMENT", help="when it was decided (default: now)")
    talk_arguments(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace, speech: Speech) -> int:
    """Check what is asked for, then write it as every other edit is written."""
    kind = kind_of(arguments.kind)
    book = open_book(arguments.workbook, speech)
    snapshot = book.read()
    at = as_of(arguments.as_of, snapshot)
    value = _checked(kind, arguments, at.date())
    key = arguments.key.strip()
    if kind not in ("exclude_record", "include_record") and key not in _keys(arguments.workbook, snapshot, kind):
        raise SheetsError(
            "no_key",
            Text(f"Nothing in the brief has the key {key}.", f"Nada en el informe tiene la clave {key}."),
            Text(
                "The keys stand in the column “key” of Exceptions and Product board, which is hidden.",
                "Las claves están en la columna «key» de Exceptions y Product board, que está oculta.",
            ),
        )
    until = arguments.until
    if kind == "override_category" and value != "computed" and until is None:
        until = at.date() + timedelta(days=_override_days(snapshot))
    return edit.put(book, [TabAsked("Decisions", rows=[row(at, kind, key, value, until, arguments)])], speech)


def row(
    at: datetime, kind: str, key: str, value: str, until: date | None, said: argparse.Namespace
) -> dict[str, Plain]:
    """The row of Decisions, by canonical column."""
    told = {
        "decided_at": at.replace(tzinfo=None, second=0, microsecond=0).isoformat(timespec="minutes"),
        "kind": kind,
        "target_key": key,
        "value": value,
        "until": until.isoformat() if until else "",
        "reason": said.reason.strip(),
        "by": said.by.strip(),
    }
    return {name: text for name, text in told.items() if text}


def kind_of(said: str) -> str:
    """The kind that a word means, in either language."""
    plain = normal(said)
    for kind, words in CHOICES.items():
        if plain in {normal(kind), *map(normal, words)}:
            return kind
    raise SheetsError(
        "no_kind",
        Text(f"{said} is no decision.", f"{said} no es una decisión."),
        Text(f"Use one of {', '.join(CHOICES)}.", f"Usa una de {', '.join(CHOICES)}."),
    )


def _checked(kind: str, said: argparse.Namespace, today: date) -> str:
    """The value as it is kept; an error where something is missing that this decision needs."""
    from reports.decisions import category_of

    value = str(said.value).strip()
    if kind == "override_category":
        named = category_of(value) or ("computed" if normal(value) in ("computed", "calculada", "calculado") else "")
        if not named:
            raise _lacking(
                Text("Which category is not said.", "No se dice qué categoría."),
                Text(
                    "Add --value push, fix, protect, clear, learn or computed.",
                    "Agrega --value push, fix, protect, clear, learn o computed.",
                ),
            )
        value = named
    if kind == "assign" and not value:
        raise _lacking(
            Text("Whom to assign it to is not said.", "No se dice a quién asignarlo."),
            Text("Add --value NAME.", "Agrega --value NOMBRE."),
        )
    if kind not in WITHOUT_REASON and not said.reason.strip():
        raise _lacking(
            Text("A decision says why.", "Una decisión dice por qué."),
            Text("Add --reason with a few words.", "Agrega --reason con unas palabras."),
        )
    if said.until is not None and said.until < today:
        raise _lacking(
            Text(f"{said.until} is over.", f"{said.until} ya pasó."),
            Text("Name a later day.", "Indica un día posterior."),
        )
    return value


def _override_days(snapshot: Snapshot) -> int:
    from reports.knobs import Knobs
    from sheets import tables

    return int(Knobs.read(tables.definitions(snapshot)).get("cat.override_days"))


def _lacking(happened: Text, remedy: Text) -> SheetsError:
    return SheetsError("bad_decision", happened, remedy)


def _keys(workbook: Place, snapshot: Snapshot, kind: str) -> set[str]:
    """The keys that may be meant: those of the brief that was made last, and those that stand on our tabs."""
    from desktop import cache
    from reports import memory

    where = "products" if kind == "override_category" else "exceptions"
    found = set(memory.keys(snapshot, where))
    kept = cache.load(cache.folder(workbook))
    if kept is not None:
        found |= {one.key for one in (kept[0].products if where == "products" else kept[0].exceptions)}
    return found


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write it like 2026-11-20") from None
