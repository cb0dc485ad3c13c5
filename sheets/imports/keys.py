"""The forms in which keys are compared: the reading rules' own, for one cell at a time."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from sheets import codes
from sheets.contract import normal
from sheets.workbook import Cell

_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
#: ``="00123"`` keeps a spreadsheet from counting; a gid is how Shopify's programs name an order.
_GUARD = re.compile(r'="(.*)"')
_GID = re.compile(r"^gid://shopify/\w+/", re.IGNORECASE)
_LAST_EXACT = 1e15

_PLAIN_ORDER = re.compile(r"#?([0-9A-Z][0-9A-Z-]*)")


def identifier(cell: Cell) -> str:
    """One id as text: no invisible letters, no doubled blanks, ``1001.0`` as ``1001``; ``""`` for none."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if cell is None or not isinstance(cell, str | int | float):
        return ""
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", str(cell))).strip()
    if guarded := _GUARD.fullmatch(text):
        text = guarded[1]
    text = " ".join(text.removeprefix("'").split())
    return text[:-2] if re.fullmatch(r"\d+\.0", text) else text


def order(cell: Cell) -> str:
    """An order's number: ``#1001``, ``1001`` and ``1001.0`` are one."""
    if isinstance(cell, str) and (plain := _PLAIN_ORDER.fullmatch(cell)):
        return plain[1]
    return _GID.sub("", identifier(cell)).removeprefix("#").strip().upper()


def sku(cell: Cell) -> str:
    """A SKU; ``""`` for none, which a dash also means."""
    text = identifier(cell).upper()
    return "" if text in ("-", "--") else text


def is_damaged(cell: Cell) -> bool:
    """Whether a spreadsheet made a day or a power of ten of this SKU, or rounded it."""
    if isinstance(cell, str):
        return codes.is_changed(cell.strip())
    return isinstance(cell, date) or (isinstance(cell, float) and not cell.is_integer()) or is_rounded(cell)


def is_rounded(cell: Cell) -> bool:
    """Whether a spreadsheet has lost the last digits of this id: several ids may have become this one."""
    return (
        codes.is_power(cell.strip()) if isinstance(cell, str) else isinstance(cell, float) and abs(cell) >= _LAST_EXACT
    )


def without_zeros(code: str) -> str:
    """A SKU as a spreadsheet leaves it that takes it for a number: ``00123`` as ``123``; ``""`` where it is none."""
    return code.lstrip("0") if code.isdigit() else ""


def product(handle: Cell, title: Cell) -> str:
    """A product by its handle, else by its title."""
    return identifier(handle).lower() or normal(identifier(title))
