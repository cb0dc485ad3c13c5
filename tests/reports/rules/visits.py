"""Cells of Traffic for the tests of pages and checkout: five products, and rows of days, weeks or four weeks.

The moment is Tue 17 Nov 2026, 8:00; the last complete week is 9-15 Nov, the four before it begin on 12 Oct.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests.reports.rules.cells import inventory

#: The four weeks that end with the last complete one.
MONTH = {"date_from": "2026-10-19", "date_to": "2026-11-15"}
BIB = {"product_id": "bib-paramo", "product_title": "Bib Páramo", "product_type": "bib", "sku": "BP-M"}
SOCKS = {"product_id": "socks-niebla", "product_title": "Socks Niebla", "product_type": "socks", "sku": "SN-M"}
VEST = {"product_id": "rain-vest", "product_title": "Rain Vest Lluvia", "product_type": "vest", "sku": "RV-M"}
CAP = {"product_id": "cap-clasica", "product_title": "Cap Clásica", "product_type": "accessory", "sku": "CC-M"}
FIVE = ({}, BIB, SOCKS, VEST, CAP)


def stock(**changed: dict[str, Any]) -> list[list[Any]]:
    """Inventory of the five; changes by the product's first word: ``bib={"available": 3}``."""
    words = ("jersey", "bib", "socks", "vest", "cap")
    return inventory(*({**one, **changed.get(word, {})} for word, one in zip(words, FIVE, strict=True)))


def traffic(*rows: dict[str, Any]) -> list[list[Any]]:
    """The tab Traffic with the columns that its rows name."""
    head = list(dict.fromkeys(name for row in rows for name in row))
    return [head, *([row.get(name) for name in head] for row in rows)]


def page(product: str, views: int | None, carts: int | None = None, **more: Any) -> dict[str, Any]:
    """One product's page over four weeks; other days by keyword."""
    told = {} if carts is None else {"add_to_carts": carts}
    return {**MONTH, "product_id": product, "product_views": views, **told, **more}


def days(first: str, count: int, **more: Any) -> list[dict[str, Any]]:
    """As many rows of one day each; a list gives each day its own number."""
    start = date.fromisoformat(first)
    return [
        {
            "date_from": (start + timedelta(days=n)).isoformat(),
            **{name: value[n] if isinstance(value, list) else value for name, value in more.items()},
        }
        for n in range(count)
    ]


def weeks(**more: Any) -> list[dict[str, Any]]:
    """Five rows of one week each, the oldest first; the last is the week of 9-15 Nov."""
    start = date(2026, 10, 12)
    return [
        {
            "date_from": (start + timedelta(weeks=n)).isoformat(),
            "date_to": (start + timedelta(weeks=n, days=6)).isoformat(),
            **{name: value[n] if isinstance(value, list) else value for name, value in more.items()},
        }
        for n in range(5)
    ]
