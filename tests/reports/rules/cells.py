"""Cells of small workbooks for the rules' tests: one order a row, one variant a row, everything else by keyword.

The moment is Tue 17 Nov 2026, 8:00 in Bogotá, the day after a holiday; orders are by default paid, shipped and of the
same week.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from reports.outcome import ExceptionRow, Outcome, encode
from tests.workbooks import Cells, outcome

AS_OF = "2026-11-17T08:00"
ORDER = {
    "Name": "#1",
    "Email": "ana@example.com",
    "Financial Status": "paid",
    "Fulfillment Status": "fulfilled",
    "Created at": "2026-11-10 09:00:00 -0500",
    "Paid at": "2026-11-10 09:00:00 -0500",
    "Currency": "COP",
    "Subtotal": 100000,
    "Shipping": 0,
    "Taxes": 0,
    "Total": 100000,
    "Cancelled at": None,
    "Payment Method": "Card",
    "Tags": None,
    "Notes": None,
    "Promise date": None,
    "Lineitem quantity": 1,
    "Lineitem name": "Jersey Andes - M",
    "Lineitem price": 100000,
    "Lineitem sku": "JA-M",
}
#: Marks the row of a further line.
LINE = "-"
VARIANT = {
    "product_id": "jersey-andes",
    "product_title": "Jersey Andes",
    "product_type": "jersey",
    "size": "M",
    "sku": "JA-M",
    "available": 60,
    "price": 100000,
    "status": "active",
}


def orders(*rows: dict[str, Any], without: tuple[str, ...] = ()) -> list[list[Any]]:
    """The tab Orders, with whatever further columns a row names; ``without`` are columns that the sheet does not have.

    A row of :func:`line` has only the cells of its own.
    """
    named = dict.fromkeys([*ORDER, *(name for row in rows for name in row)])
    head = [name for name in named if name not in (*without, LINE)]
    return [head, *([(row if LINE in row else {**ORDER, **row}).get(name) for name in head] for row in rows)]


def line(of: str, /, **changed: Any) -> dict[str, Any]:
    """A further line of an order: its name and the cells of the line, as in Shopify's export."""
    return {"Name": of, LINE: None, **{f"Lineitem {key}": value for key, value in changed.items()}}


def inventory(*rows: dict[str, Any], without: tuple[str, ...] = ()) -> list[list[Any]]:
    """The tab Inventory, with whatever further columns a row names."""
    head = [name for name in dict.fromkeys([*VARIANT, *(name for row in rows for name in row)]) if name not in without]
    return [head, *([{**VARIANT, **row}.get(name) for name in head] for row in rows)]


def order(name: str, at: str = "", **changed: Any) -> dict[str, Any]:
    """One order; ``at`` is both its creation and its payment, and spaces in keywords are underscores."""
    row = {key.replace("_", " "): value for key, value in changed.items()}
    return {"Name": name, **({"Created at": f"{at} -0500", "Paid at": f"{at} -0500"} if at else {}), **row}


def run(tmp_path: Path, tabs: Cells, as_of: str = AS_OF, **kwargs: Any) -> Outcome:
    """The Outcome of these tabs."""
    found = outcome(tmp_path / "cells.xlsx", tabs, as_of, **kwargs)
    encode(found)  # what cannot be written down would end the refresh
    return found


def rows(result: Outcome, rule: str) -> list[ExceptionRow]:
    """The rows of one rule."""
    return [row for row in result.exceptions if row.rule == rule]


def said(result: Outcome, rule: str) -> list[tuple[str, str]]:
    """What the brief prints of one rule, English and Spanish."""
    return [(row.shown.en, row.shown.es) for row in rows(result, rule)]
