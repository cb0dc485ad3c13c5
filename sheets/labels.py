"""The labels of a row that may be a header, and which column each label means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from sheets import contract
from sheets.contract import normal
from sheets.workbook import Cell, TabSnapshot

_BRACKET = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*\*?\s*$")
_OWN_FIELD = ".metafields."
_UTC = re.compile(r"\b(?:UTC|GMT)\b")
_CURRENCY = re.compile(r"^[A-Z]{3}$")
_RANGE = re.compile(r"^\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)$")


def of_row(tab: TabSnapshot, number: int, key: str) -> dict[int, str]:
    """The labels of a row by column from 0; a merged cell gives its text to the column in which it begins."""
    row = tab.rows[number - 1]
    found = {place: text for place, cell in enumerate(row) if (text := _text(cell))}
    for first_row, first, last_row, last in _merges(tab.merges):
        if not first_row < number:
            continue
        above = _text(_cell(tab, first_row, first))
        if last_row >= number and first == last and above and first not in found:
            found[first] = above
        elif last_row == number - 1 and last > first and above:
            # A label over several columns: "Lineitem" over "name" and "sku".
            for place in range(first, last + 1):
                if place in found and column_of(key, joined := f"{above} {found[place]}"):
                    found[place] = joined
    return dict(sorted(found.items()))


def _merges(merges: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    for merge in merges:
        if found := _RANGE.match(merge):
            yield int(found[2]), _number(found[1]), int(found[4]), _number(found[3])


def _number(letters: str) -> int:
    number = 0
    for each in letters:
        number = number * 26 + ord(each) - 64
    return number - 1


def _cell(tab: TabSnapshot, row: int, place: int) -> Cell:
    cells = tab.rows[row - 1] if row <= len(tab.rows) else ()
    return cells[place] if place < len(cells) else None


def _text(cell: Cell) -> str:
    return cell if isinstance(cell, str) and normal(cell) else ""


def column_of(key: str, label: str) -> str:
    """The canonical column that a header means in this tab, or ``""``."""
    meant = meaning(key, label)
    return meant[0] if meant else ""


def meaning(key: str, label: str) -> tuple[str, int] | None:
    """The canonical column that a header means, and how sure it is of it: 0 = it is its own name.

    Of two headers that differ only in a bracket the one is surer that is known as it stands: “On hand (current)” is
    the stock, “On hand (new)” a count that somebody meant to upload.
    """
    names = known(key)
    found = [(names[form], at) for at, form in enumerate(forms(label)) if form in names]
    if not found:
        return None
    (column, _), without = found[0]
    return column, 2 * min(rank for (name, rank), _ in found if name == column) + without


def forms(label: str) -> Iterator[str]:
    """What a label is compared as: whole, and without a bracket at its end."""
    yield normal(label)
    if shorter := without_bracket(label):
        yield normal(shorter)


def currency(label: str) -> str:
    """The currency that stands in brackets after a header, or ``""``."""
    found = _BRACKET.search(label)
    code = found[1].strip() if found else ""
    return code if _CURRENCY.match(code) else ""


def is_in_utc(label: str) -> bool:
    """Whether a header says that the moments below it are UTC: ``Created date (UTC)``."""
    return _UTC.search(label) is not None


def without_bracket(label: str) -> str:
    """The words before a bracket that ends the header, or ``""`` where there is none.

    A shop's own field is none of ours, whatever it is called: “Talla (product.metafields.custom.talla)” lists all sizes
    of a product.
    """
    shorter = _BRACKET.sub("", label)
    return shorter if shorter != label and _OWN_FIELD not in label else ""


@cache
def known(key: str) -> Mapping[str, tuple[str, int]]:
    """Comparison form -> (canonical name, rank). A canonical name outranks a title, a title an alias."""
    known: dict[str, tuple[str, int]] = {}
    columns = contract.tab(key).columns
    longest = max(len(column.aliases) for column in columns) + 3
    for rank in range(longest):
        for column in columns:
            names = (column.name, column.title.en, column.title.es, *column.aliases)
            if rank < len(names):
                known.setdefault(normal(names[rank]), (column.name, rank))
    return known
