"""Orders by key: the order's number and, inside an order, what the line says."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence

from sheets.contract import normal
from sheets.errors import Text
from sheets.imports import keys
from sheets.imports.changes import Changes
from sheets.imports.kinds import Recognised
from sheets.imports.records import Record
from sheets.imports.target import Target
from sheets.workbook import Cell

_NO_NUMBER = Text("it has no order number.", "no tiene número de pedido.")
#: A tab with none of these has one row for each order.
_OF_A_LINE = ("line_sku", "line_name", "line_qty", "line_price")

#: Gives the cell under a column.
_Row = Callable[[str], Cell]


def match(export: Recognised, target: Target, changes: Changes) -> None:
    """Let each order's rows hold its lines, each line in the row that held it before.

    A founder's own cells stand beside a line, so a line goes where the same line stands, not where its number in the
    order points to. Further lines become new rows, rows of lines that are gone are emptied. Orders that the export does
    not have stay as they are: an export covers a stretch of time, not the whole shop.
    """
    standing: dict[str, list[int]] = {}
    for row in target.rows:
        if (number := keys.order(target.cell(row, "order_id"))) in export.orders:
            standing.setdefault(number, []).append(row)
    by_line = any(name in target.letters for name in _OF_A_LINE)
    for number, lines in _orders(export, changes):
        rows = standing.get(number, [])
        pairs = _paired(lines if by_line else lines[:1], rows, target)
        for at, line in enumerate(lines if by_line else lines[:1]):
            wanted = {name: changes.value(name, cell) for name, cell in line.values.items()}
            if at in pairs:
                changes.update(pairs[at], wanted)
            else:
                changes.append(wanted, line.row)
        for row in sorted(set(rows) - set(pairs.values())):
            changes.clear(row)


def _orders(export: Recognised, changes: Changes) -> Iterator[tuple[str, list[Record]]]:
    # An order is complete the moment its last line has passed, wherever its lines stand.
    waiting: dict[str, list[Record]] = {}
    for record in changes.records():
        number = keys.order(record.values.get("order_id"))
        if not number:
            changes.refuse(record.row, _NO_NUMBER)
            continue
        lines = waiting.setdefault(number, [])
        lines.append(record)
        if len(lines) == export.orders[number]:
            yield number, waiting.pop(number)


def _paired(lines: Sequence[Record], rows: Sequence[int], target: Target) -> dict[int, int]:
    """The row of each line that stands in the tab already, by the line's place in the order."""
    pairs: dict[int, int] = {}
    if not rows:
        return pairs
    told = [_seen_by(target, line.values) for line in lines]
    free = dict.fromkeys(rows)
    for alike in (_whole, _product, _sku, _name):
        waiting: dict[Hashable, list[int]] = {}
        for row in free:
            waiting.setdefault(alike(_cells_of(target, row)), []).append(row)
        for at, line in enumerate(told):
            if at not in pairs and (key := alike(line)) and waiting.get(key):
                pairs[at] = waiting[key].pop(0)
                del free[pairs[at]]
    # A row that says nothing of its line holds the one that is left in its place.
    silent = iter([row for row in free if not _product(_cells_of(target, row))])
    for at in range(len(lines)):
        if at not in pairs and (row := next(silent, 0)):
            pairs[at] = row
    return pairs


def _cells_of(target: Target, row: int) -> _Row:
    return lambda name: target.cell(row, name)


def _seen_by(target: Target, values: Mapping[str, Cell]) -> _Row:
    """A line as far as the tab can tell it."""
    return lambda name: values.get(name) if name in target.letters else None


def _whole(row: _Row) -> Hashable:
    return (_product(row), *(_figure(row(name)) for name in ("line_qty", "line_price"))) if _product(row) else None


def _product(row: _Row) -> Hashable:
    return (_sku(row), _name(row)) if _sku(row) or _name(row) else None


def _sku(row: _Row) -> str:
    return keys.sku(row("line_sku"))


def _name(row: _Row) -> str:
    return normal(keys.identifier(row("line_name")))


def _figure(cell: Cell) -> float | str:
    """A count or an amount, whether it is written as a number or as text."""
    try:
        return float(keys.identifier(cell))
    except ValueError:
        return keys.identifier(cell)
