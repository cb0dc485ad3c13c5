"""Cells that show an error, hold no value or can be read two ways: counted by tab, and the costliest one named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from reports.each import each
from reports.numbers import Both, Count, Listing
from reports.outcome import Rows
from reports.rules.rule import INFO, WARNING, Finding, Given, Rule, clause, same
from reports.rules.tabs import by_tab
from sheets.errors import Text
from sheets.tables import Problem

CELLS = frozenset({"error_cell", "uncached", "unreadable", "ambiguous", "changed_sku", "out_of_range", "key_missing"})
#: From this share of the rows on, unreadable cells are a warning.
CELL_SHARE = 0.02
_KEYS = frozenset({"order_id", "sku", "product_id", "line_sku"})
#: Columns without which an order or a variant is not where it belongs.
_COSTLY = frozenset({"created_at", "paid_at", "financial_status", "available", "on_hand"})


def error_cells(given: Given) -> Iterator[Finding]:
    """D03."""
    for key, name, table, problems in by_tab(given, CELLS):
        if table is None or key == "definitions":
            continue
        rows = sorted({problem.row for problem in problems if problem.row})
        keyless = any(problem.kind == "key_missing" or problem.column in _KEYS for problem in problems)
        often = len(rows) > CELL_SHARE * max(len(table.frame), 1)
        of_row = _orders_by_row(given, problems) if key == "orders" else {}
        worst = min(problems, key=partial(_weight, of_row))
        yield Finding(
            rule="D03",
            entity_type="source",
            entity_id=key,
            title=same(name),
            severity=WARNING if keyless or often else INFO,
            rows=(Rows(tab=key, rows=rows),),
            target=f"cell:{key}",
            args={
                "what": _counted(problems),
                "cell": f"{name}!{worst.cell}" if worst.cell else name,
                "err": _said(worst),
                "then": _then(of_row, worst),
                "more": _more(problems, worst),
            },
        )


def _counted(problems: Sequence[Problem]) -> Listing:
    """How many cells of each kind of trouble."""
    words = {
        "error_cell": ("{n:cell|cells} with {n:?an error|errors}{c}", "{n:celda|celdas} con error{c}"),
        "uncached": ("{n:formula|formulas} without a value", "{n:fórmula|fórmulas} sin valor"),
        "unreadable": ("{n:cell|cells} that cannot be read", "{n:celda|celdas} que no se {n:?puede|pueden} leer"),
        "ambiguous": (
            "{n:cell|cells} that can be read two ways",
            "{n:celda|celdas} que se {n:?puede|pueden} leer de dos formas",
        ),
        "changed_sku": ("{n:SKU|SKUs} changed by the spreadsheet", "{n:SKU|SKU} que la hoja cambió"),
        "out_of_range": ("{n:cell|cells} out of range", "{n:celda|celdas} fuera de rango"),
        "key_missing": ("{n:row|rows} without a key", "{n:fila|filas} sin clave"),
    }
    parts = []
    for kind, (en, es) in words.items():
        own = [problem for problem in problems if problem.kind == kind]
        if own:
            codes = sorted({problem.value for problem in own if problem.value}) if kind == "error_cell" else []
            shown = clause(" ({list:,})", " ({list:,})", list=Listing(tuple(codes))) if codes else None
            parts.append(clause(en, es, n=Count(len(own)), c=shown))
    return Listing(tuple(parts))


def _said(problem: Problem) -> Both:
    header = problem.header
    match problem.kind:
        case "error_cell":
            return clause("{v} in {h}", "{v} en {h}", v=problem.value or "#", h=header)
        case "uncached":
            return clause(
                "the formula in {h} has no value; open and save it once in Excel",
                "la fórmula en {h} no tiene valor; ábrela y guárdala una vez en Excel",
                h=header,
            )
        case "key_missing":
            return clause("the row has no {h}", "la fila no tiene {h}", h=header)
        case "changed_sku":
            return clause(
                "the spreadsheet changed “{v}” in {h}", "la hoja cambió «{v}» en {h}", v=problem.value, h=header
            )
        case "ambiguous":
            return clause(
                "“{v}” in {h} can be read two ways",
                "«{v}» en {h} se puede leer de dos formas",
                v=problem.value,
                h=header,
            )
        case "out_of_range":
            return clause("“{v}” in {h} cannot be", "«{v}» en {h} no puede ser", v=problem.value, h=header)
    return clause("“{v}” in {h} cannot be read", "«{v}» en {h} no se puede leer", v=problem.value, h=header)


def _orders_by_row(given: Given, problems: Sequence[Problem]) -> dict[int, Any]:
    """The order that stands in each row with an unreadable total."""
    wanted = {problem.row for problem in problems if problem.column == "total"}
    if not wanted or given.facts.orders.empty:
        return {}
    orders: Iterator[Any] = each(given.facts.orders)
    return {row: order for order in orders for row in order.rows if row in wanted}


def _weight(of_row: Mapping[int, Any], problem: Problem) -> tuple[int, int, str]:
    """Totals of counted orders first, then keys and dates, then by row."""
    order = of_row.get(problem.row) if problem.column == "total" else None
    if order is not None:
        return (0 if order.state == "counted" else 3, problem.row, problem.cell)
    if problem.kind == "key_missing" or problem.column in _KEYS:
        return (1, problem.row, problem.cell)
    return (2 if problem.column in _COSTLY else 3, problem.row, problem.cell)


def _then(of_row: Mapping[int, Any], problem: Problem) -> Both | None:
    """What follows from it: an order whose total cannot be read is not in revenue."""
    order = of_row.get(problem.row) if problem.column == "total" else None
    if order is None or order.state != "counted" or not order.total_unread:
        return None
    return clause("; {o} is not in revenue", "; {o} no entra en los ingresos", o=order.label)


def _more(problems: Sequence[Problem], worst: Problem) -> Both | None:
    """How many cells in other rows need the same care; those of the same row go with it."""
    rest = len({problem.row for problem in problems} - {worst.row})
    return clause(" ({n} more)", " ({n} más)", n=Count(rest)) if rest else None


RULES = (
    Rule(
        id="D03",
        title=Text("Cells with errors", "Celdas con error"),
        meaning=Text(
            "Cells in columns that are used and that show an error, have no value or cannot be read one way only.",
            "Celdas de columnas usadas que muestran un error, no tienen valor o no se leen de una sola forma.",
        ),
        family="data",
        level=1,
        severity=INFO,
        owner="operations",
        find=error_cells,
        evidence=Text("{what:,}", "{what:,}"),
        joint=": ",
        action=Text("Fix {cell}: {err}{then}{more}.", "Corrige {cell}: {err}{then}{more}."),
        ends=Text("every cell can be read", "todas las celdas se leen"),
    ),
)
