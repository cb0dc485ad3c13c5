"""Exports of other tools, put into the founder's tabs by key."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sheets.imports import recognition, shopify_inventory, shopify_orders, shopify_products
from sheets.imports.kinds import Export, Recognised
from sheets.imports.merging import Merge, merge, wanted
from sheets.imports.recognition import WorkbookReader

__all__ = ["EXPORTS", "Merge", "Recognised", "merge", "recognise", "wanted"]

#: Every export that is known. A new one is a file beside these and a line here.
EXPORTS: tuple[Export, ...] = (
    shopify_orders.EXPORT,
    shopify_products.EXPORT,
    shopify_inventory.LONG,
    shopify_inventory.WIDE,
)


def recognise(
    path: Path, read_workbook: WorkbookReader | None = None, also: Sequence[Export] = (), kind: str = ""
) -> tuple[Recognised, ...]:
    """The exports that this file holds, by their columns. ``read_workbook`` opens exports that were saved as .xlsx.

    ``also`` are the founder's own maps of columns; ``kind`` is the key of the only export that it may be. Raises
    :class:`sheets.errors.SheetsError` where it is none that is known, and says what came nearest, and where its columns
    fit several exports.
    """
    return recognition.recognise(path, (*also, *EXPORTS), read_workbook, kind)
