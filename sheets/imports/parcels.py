"""What reports of parcels have in common: one row a parcel, the tool's word for its state, the numbers of orders."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sheets.contract import normal
from sheets.contract.parts import STATES
from sheets.errors import Text
from sheets.imports import keys
from sheets.imports.kinds import Sheet
from sheets.imports.records import Left, Record
from sheets.workbook import Cell

#: A word that is a state's own name, and nothing more: "Entregado a transportadora" is not delivered.
_PLAIN = {normal(word): words[0] for state, words in STATES.items() for word in (state, *words)}
#: A state that somebody has typed for the tool's word stays as long as the word does.
FOLLOWS = {"state": "state_raw"}
#: What stands before the number of an order that was sold there, as in the Orders tab.
_MARKETPLACES = {"amazon": "AMZ:", "mercadolibre": "ML:", "etsy": "ETSY:", "square": "SQ:"}
_OF_AMAZON = re.compile(r"\d{3}-\d{7}-\d{7}")
_AGAIN = Text("another product of a parcel that has a row already", "otro producto de un envío que ya tiene fila")
#: Spreadsheets keep fifteen digits of a number.
_LAST_EXACT = 1e15
CHANGED = Text("a number that a spreadsheet has changed", "un número que una hoja de cálculo cambió")
VOIDED = Text("a label that was voided", "una guía anulada")


def parcels(_sheet: Sheet, records: Iterable[Record]) -> Iterator[Record | Left]:
    """Each parcel once, with its state where the tool's word is one of the ten, and its order as Orders names it."""
    begun: set[tuple[str, str, str]] = set()
    for record in records:
        values = {**record.values, "state": state(record.values.get("state_raw"))}
        if "order_id" in values:
            values["order_id"] = order(values["order_id"], values.get("_marketplace"))
        values.setdefault("kind", "order")
        if is_rounded(values.get("tracking_number")):
            yield Left(record.row, CHANGED)
            continue
        named = tuple(keys.identifier(values.get(name)) for name in ("tracking_number", "order_id", "kind"))
        if any(named[:2]) and named in begun:
            yield Left(record.row, _AGAIN)
            continue
        begun.add((named[0], named[1], named[2]))
        yield Record(record.row, values)


def state(word: Cell) -> str | None:
    """One of the ten states where the word is the name of one, else ``None``: what others mean is the tag map's."""
    return _PLAIN.get(normal(keys.identifier(word)))


def order(number: Cell, marketplace: Cell = None) -> str | None:
    """An order's number as the Orders tab has it: with a prefix where it was sold on a marketplace."""
    plain = keys.order(number)
    if not plain:
        return None
    sold = normal(keys.identifier(marketplace))
    prefix = next((prefix for name, prefix in _MARKETPLACES.items() if sold.startswith(name)), "")
    if not prefix and _OF_AMAZON.fullmatch(plain):
        prefix = _MARKETPLACES["amazon"]
    return prefix + plain


def own(prefix: str, number: Cell) -> str | None:
    """A number that only the shipping tool knows, so that it is taken for no order of the shop."""
    plain = keys.order(number)
    return f"{prefix}:{plain}" if plain else None


def is_rounded(number: Cell) -> bool:
    """Whether a spreadsheet has made a power of ten of a long number, or cut its last digits."""
    if isinstance(number, float) and abs(number) >= _LAST_EXACT:
        return True
    return keys.is_damaged(number)


def is_yes(cell: Cell) -> bool:
    """Whether a flag is set: ``true``, ``1``, ``yes``, ``sí``."""
    return cell is True or normal(keys.identifier(cell)) in {"true", "1", "yes", "y", "si", "s", "verdadero"}
