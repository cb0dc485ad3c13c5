"""What a tab looks like without what is in it: its headers, and the widths and formats of its columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sheets import headers
from sheets.contract import TABS
from sheets.looks import Look, TabLook
from sheets.template.formats import without_words
from sheets.template.personal import names_somebody
from sheets.workbook import HEAD_ROWS, Cell, TabSnapshot

#: More columns than anybody reads, and longer headers than anybody writes, are data.
_MOST_COLUMNS, _LONGEST_LABEL = 256, 60
#: Words that nobody dressed as headers are headers only where they are short and hold few digits.
_SHORT_LABEL, _FEW_DIGITS = 30, 4


@dataclass(frozen=True, slots=True)
class ShapeColumn:
    """One column: its header (``""`` = none to be shown), its width in characters (0 = the usual), and its formats."""

    label: str
    width: float
    number: str
    head: Look


@dataclass(frozen=True, slots=True)
class Shape:
    """A tab without its data. ``key`` is the contract's for a tab that the brief reads, else ``""``.

    ``personal`` counts headers that were left out because they may name somebody.
    """

    name: str
    key: str
    columns: tuple[ShapeColumn, ...]
    personal: int = 0


def shape(tab: TabSnapshot, key: str, look: TabLook) -> Shape:
    """The tab's shape."""
    row = _header_row(tab, key, look)
    labels = _labels(tab, row, key) if row and row not in look.hidden_rows else {}
    shown = {number: label for number, label in labels.items() if number not in look.hidden_columns}
    fit = {number: label for number, label in shown.items() if _is_label(label)}
    columns = []
    for number in range(1, max(fit, default=0) + 1):
        if number in look.hidden_columns:
            continue
        below = _below(look, row, number) or look.columns.get(number, Look())
        head = look.look(row, number)
        columns.append(
            ShapeColumn(fit.get(number, ""), look.widths.get(number, 0.0), without_words(below.number), head)
        )
    return Shape(tab.name, key, tuple(columns), len(shown) - len(fit))


def _labels(tab: TabSnapshot, row: int, key: str) -> dict[int, str]:
    found = headers.header(tab, key) if key else None
    labels: Mapping[int, str] = (
        found.labels
        if found is not None and found.row == row
        else {at: cell for at, cell in enumerate(tab.rows[row - 1]) if isinstance(cell, str)}
    )
    return {at + 1: " ".join(label.split()) for at, label in labels.items() if at < _MOST_COLUMNS}


def _is_label(label: str) -> bool:
    return len(label) <= _LONGEST_LABEL and not names_somebody(label)


def _header_row(tab: TabSnapshot, key: str, look: TabLook) -> int:
    """The number of the row that holds the headers; 0 where there is none, because then it may be data."""
    if key:
        found = headers.header(tab, key)
        return found.row if found is not None else 0
    rows = list(_rows_of_words(tab))
    dressed = next((row for row in rows if _is_dressed(tab, row, look)), 0)
    return dressed or next((row for row in rows[:1] if _reads_like_headers(tab.rows[row - 1])), 0)


def _rows_of_words(tab: TabSnapshot) -> Iterator[int]:
    """The first rows of different words, up to the first row that holds anything else; titles are passed over."""
    for number, row in enumerate(tab.rows[:HEAD_ROWS], start=1):
        said = [cell for cell in row if cell is not None]
        if not all(isinstance(cell, str) for cell in said):
            return
        if len(said) > 1 and len(set(said)) == len(said):
            yield number


def _is_dressed(tab: TabSnapshot, number: int, look: TabLook) -> bool:
    """Whether the row is frozen, or looks otherwise than the row below it."""
    if look.frozen_rows == number:
        return True
    for at, cell in enumerate(tab.rows[number - 1], start=1):
        head = look.cells.get((number, at), Look())
        if cell is not None and (head.bold or head.fill):
            below = _below(look, number, at)
            return below is None or replace(head, number="") != replace(below, number="")
    return False


def _reads_like_headers(row: Sequence[Cell]) -> bool:
    labels = [cell for cell in row if isinstance(cell, str)]
    return all(len(label) <= _SHORT_LABEL and sum(map(str.isdigit, label)) <= _FEW_DIGITS for label in labels)


def key_of(tab: TabSnapshot, by_key: Mapping[str, str]) -> str:
    """The contract's key of a tab that the brief reads, else ``""``."""
    return next((declared.key for declared in TABS if by_key.get(declared.key) == tab.name), "")


def _below(look: TabLook, row: int, column: int) -> Look | None:
    """The look of the first cell below of which one is known."""
    return next((look.cells[at, column] for at in range(row + 1, row + HEAD_ROWS) if (at, column) in look.cells), None)
