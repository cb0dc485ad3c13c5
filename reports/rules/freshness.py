"""What is old while the shop goes on, and what the founder should merely know (I09, N04)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from reports.each import each
from reports.facts import STOOD_ON
from reports.language.notes import TYPE
from reports.numbers import Age, Both, Count, Day, Days, Listing, Moment
from reports.outcome import Rows
from reports.rules import limits
from reports.rules.rule import INFO, WARNING, Finding, Given, Rule, clause
from reports.rules.tabs import source_words
from sheets.contract import normal
from sheets.errors import Text

#: Rows that were not used for a reason that a founder may want to mend; totals, blanks, headers and examples are not.
ASIDE = ("below", "left")
#: A note is news for so many days.
NEWS_DAYS = 7


def stock_stale_while_selling(given: Given) -> Iterator[Finding]:
    """I09: told from the orders, which are newer than the stock."""
    facts, source = given.facts, given.state("inventory")
    if source is None or not source.late or source.as_of is None or facts.lines.empty:
        return
    lines = facts.lines
    since = lines[lines["demand"].astype(bool) & (lines["dated_at"] > source.as_of)]
    since = since[since["dated_at"] <= facts.as_of]
    units = int(since["quantity"].sum())
    at = limits.high(units, facts.knobs.get("stale_sales"))
    if not at:
        return
    words = source_words("inventory", source.name)
    yield Finding(
        rule="I09",
        entity_type="source",
        entity_id="inventory",
        title=words,
        severity=WARNING,
        source="orders",
        rows=(Rows(tab="orders", rows=sorted(set(map(int, since["row"])))),),
        lingers=at.lingers,
        target="source:inventory",
        args={
            "n": Count(units),
            "since": Moment(facts.clock.local(source.as_of)),
            "age": Age(int((source.age_hours or 0) * 60), source.age_days or 0),
            "source": words,
        },
    )


def policy_or_sync_note(given: Given) -> Iterator[Finding]:
    """N04."""
    yield from _policies(given)
    for key, table in given.facts.tables.by_key.items():
        aside = [skipped for skipped in table.aside if skipped.reason in ASIDE and skipped.rows]
        if key not in STOOD_ON or not aside:
            continue
        rows = sorted({row for skipped in aside for row in skipped.rows})
        whys = [_why(skipped) for skipped in aside]
        yield Finding(
            rule="N04",
            entity_type="source",
            entity_id=key,
            title=source_words(key, table.name),
            severity=INFO,
            rows=(Rows(tab=key, rows=rows),),
            target=f"source:{key}",
            args={
                "what": clause(
                    "{n:row|rows} set aside: {why}",
                    "{n:fila|filas} por fuera: {why}",
                    n=Count(len(rows)),
                    why=Listing(tuple(dict.fromkeys(whys))),
                ),
                "do": clause(
                    "Look at the rows of {t} that were set aside",
                    "Mira las filas de {t} que quedaron fuera",
                    t=source_words(key, table.name),
                ),
            },
        )


def _why(skipped: Any) -> Any:
    if skipped.reason == "left" and skipped.why is not None:
        return Both(skipped.why.en, skipped.why.es)
    return clause("they stand below another header", "están debajo de otro encabezado")


def _policies(given: Given) -> Iterator[Finding]:
    """Changes of policy that were noted, while they are news or in force."""
    today = given.facts.as_of.date()
    notes = given.facts.notes
    if notes.empty:
        return
    first = today - timedelta(days=NEWS_DAYS)
    rows: Iterator[Any] = each(notes[notes["type"] == "policy_update"])
    for note in rows:
        if not (note.on <= today and max(note.until, note.on) >= first) or not note.text:
            continue
        yield Finding(
            rule="N04",
            entity_type="note",
            entity_id=_same_note(note.text),
            title=clause("{t:cap}", "{t:cap}", t=TYPE["policy_update"]),
            severity=INFO,
            source="notes",
            rows=(Rows(tab="notes", rows=[int(note.row)]),),
            since=note.on,
            target="notes:policy",
            args={
                "what": clause("{days}, {text}", "{days}, {text}", days=_days(note), text=str(note.text).rstrip(".")),
                "do": clause(
                    "Check that the shop says the same: {text}",
                    "Revisa que la tienda diga lo mismo: {text}",
                    text=str(note.text).rstrip("."),
                ),
            },
        )


def _days(note: Any) -> Any:
    return Days(note.on, note.until) if note.until > note.on else Day(note.on)


def _same_note(text: str) -> str:
    """What a note is known by: its words, wherever its row moves."""
    return hashlib.sha256(normal(text).encode()).hexdigest()[:12]


RULES = (
    Rule(
        id="I09",
        title=Text("Stock is old while it sells", "Inventario viejo y vendiendo"),
        meaning=Text(
            "Inventory is late, and units were sold since it was last refreshed: what it says is left is not.",
            "El inventario está atrasado y se vendieron unidades desde su última actualización: lo que dice que queda "
            "ya no queda.",
        ),
        family="inventory",
        level=1,
        severity=WARNING,
        owner="operations",
        find=stock_stale_while_selling,
        needs=("inventory", "orders"),
        any_of=(("orders.line_sku", "orders.line_name"),),
        sources=("inventory", "orders"),
        limits=("stale_sales", "expected_every_hours"),
        evidence=Text(
            "{n:unit|units} sold since {since}, when it was last read",
            "{n:unidad vendida|unidades vendidas} desde el {since}, cuando se leyó por última vez",
        ),
        joint=": ",
        action=Text(
            "Refresh {source} before you promote anything: {n:unit|units} sold since {since}.",
            "Actualiza {source} antes de promocionar: {n:unidad vendida|unidades vendidas} desde el {since}.",
        ),
        ends=Text("Inventory is refreshed", "el inventario se actualiza"),
    ),
    Rule(
        id="N04",
        title=Text("Notice", "Aviso"),
        meaning=Text(
            "A change of policy that Notes tell, and rows of a tab that were read and not used (totals, blank rows, "
            "repeated headers and examples are none).",
            "Un cambio de política escrito en Notas, y filas de una pestaña que se leyeron y no se usaron (no cuentan "
            "totales, filas en blanco, encabezados repetidos ni ejemplos).",
        ),
        family="data",
        level=1,
        severity=INFO,
        owner="operations",
        find=policy_or_sync_note,
        evidence=Text("{what}", "{what}"),
        joint=": ",
        action=Text("{do}.", "{do}."),
        ends=Text("a week after the note, or the rows are used", "una semana después de la nota, o las filas se usan"),
    ),
)
