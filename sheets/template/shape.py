"""What a tab looks like without what is in it: its headers, and the widths and formats of its columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sheets import headers
from sheets.contract import TABS
from sheets.excel.cell_parser import place
from sheets.excel.strings import guarded_parser, local_name, parse_piece
from sheets.template.dress import Dress, Dresses
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
    head: Dress


@dataclass(frozen=True, slots=True)
class Shape:
    """A tab without its data. ``key`` is the contract's for a tab that the brief reads, else ``""``.

    ``personal`` counts headers that were left out because they may name somebody.
    """

    name: str
    key: str
    columns: tuple[ShapeColumn, ...]
    personal: int = 0


@dataclass
class _Layout:
    """Of a sheet part: columns' (first, last, width, format, hidden), and rows' formats by place."""

    columns: list[tuple[int, int, float, int, bool]] = field(default_factory=list)
    formats: dict[tuple[int, int], int] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    frozen_rows: int = 0


class _Done(Exception):
    """All rows that matter were seen."""


def shape(tab: TabSnapshot, key: str, pieces: Iterable[bytes], dresses: Dresses) -> Shape:
    """The tab's shape. ``pieces`` are its sheet part; no cell's value is taken from them."""
    layout = _layout(pieces)
    row = _header_row(tab, key, layout, dresses)
    labels = _labels(tab, row, key) if row and row not in layout.hidden_rows else {}
    shown = {number: label for number, label in labels.items() if not _is_hidden(layout, number)}
    fit = {number: label for number, label in shown.items() if _is_label(label)}
    columns = []
    for number in range(1, max(fit, default=0) + 1):
        if _is_hidden(layout, number):
            continue
        width, of_column = _of_column(layout, number)
        below = next((layout.formats[at, number] for at in _below(layout, row, number)), of_column)
        columns.append(
            ShapeColumn(
                fit.get(number, ""),
                width,
                dresses.number(below),
                dresses.dress(layout.formats.get((row, number), of_column)),
            )
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


def _header_row(tab: TabSnapshot, key: str, layout: _Layout, dresses: Dresses) -> int:
    """The number of the row that holds the headers; 0 where there is none, because then it may be data."""
    if key:
        found = headers.header(tab, key)
        return found.row if found is not None else 0
    rows = list(_rows_of_words(tab))
    dressed = next((row for row in rows if _is_dressed(tab, row, layout, dresses)), 0)
    return dressed or next((row for row in rows[:1] if _reads_like_headers(tab.rows[row - 1])), 0)


def _rows_of_words(tab: TabSnapshot) -> Iterator[int]:
    """The first rows of different words, up to the first row that holds anything else; titles are passed over."""
    for number, row in enumerate(tab.rows[:HEAD_ROWS], start=1):
        said = [cell for cell in row if cell is not None]
        if not all(isinstance(cell, str) for cell in said):
            return
        if len(said) > 1 and len(set(said)) == len(said):
            yield number


def _is_dressed(tab: TabSnapshot, number: int, layout: _Layout, dresses: Dresses) -> bool:
    """Whether the row is frozen, or looks otherwise than the row below it."""
    if layout.frozen_rows == number:
        return True
    for at, cell in enumerate(tab.rows[number - 1], start=1):
        head = dresses.dress(layout.formats.get((number, at), 0))
        if cell is not None and (head.bold or head.fill):
            below = next((dresses.dress(layout.formats[row, at]) for row in _below(layout, number, at)), None)
            return head != below
    return False


def _reads_like_headers(row: Sequence[Cell]) -> bool:
    labels = [cell for cell in row if isinstance(cell, str)]
    return all(len(label) <= _SHORT_LABEL and sum(map(str.isdigit, label)) <= _FEW_DIGITS for label in labels)


def key_of(tab: TabSnapshot, by_key: Mapping[str, str]) -> str:
    """The contract's key of a tab that the brief reads, else ``""``."""
    return next((declared.key for declared in TABS if by_key.get(declared.key) == tab.name), "")


def _below(layout: _Layout, row: int, column: int) -> Iterator[int]:
    return (at for at in range(row + 1, row + HEAD_ROWS) if (at, column) in layout.formats)


def _of_column(layout: _Layout, number: int) -> tuple[float, int]:
    for first, last, width, format_, _ in layout.columns:
        if first <= number <= last:
            return width, format_
    return 0.0, 0


def _is_hidden(layout: _Layout, number: int) -> bool:
    return any(hidden and first <= number <= last for first, last, _, _, hidden in layout.columns)


def _layout(pieces: Iterable[bytes]) -> _Layout:
    layout = _Layout()
    parser = guarded_parser()
    at = [0, 0]

    def start(name: str, attributes: dict[str, str]) -> None:
        match local_name(name):
            case "pane" if attributes.get("state") in ("frozen", "frozenSplit"):
                layout.frozen_rows = round(_number(attributes.get("ySplit", "0")))
            case "col":
                first, last = (round(_number(attributes.get(name, "0"))) for name in ("min", "max"))
                hidden = attributes.get("hidden") in ("1", "true")
                width, format_ = _number(attributes.get("width", "0")), _number(attributes.get("style", "0"))
                layout.columns.append((first, last, width, round(format_), hidden))
            case "row":
                given = attributes.get("r", "")
                at[:] = (int(given) if given.isdigit() else at[0] + 1), 0
                if at[0] > 2 * HEAD_ROWS:
                    raise _Done
                if attributes.get("hidden") in ("1", "true"):
                    layout.hidden_rows.add(at[0])
            case "c":
                found = place(attributes.get("r", ""))
                at[:] = found or (max(at[0], 1), at[1] + 1)
                if at[1] <= _MOST_COLUMNS:
                    layout.formats[at[0], at[1]] = round(_number(attributes.get("s", "0")))

    parser.StartElementHandler = start
    try:
        for piece in pieces:
            parse_piece(parser, piece, False)
    except _Done:
        pass
    return layout


def _number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        return 0.0
    return number if 0 <= number < 1e6 else 0.0
