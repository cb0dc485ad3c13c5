"""Orders by key: the order's number and, inside an order, what the line says."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence

from sheets.contract import normal
from sheets.errors import Text
from sheets.imports import keys, notes
from sheets.imports.changes import Changes
from sheets.imports.recognised import Recognised
from sheets.imports.records import Record
from sheets.imports.stretch import Numbers, Stretch
from sheets.imports.target import Target
from sheets.workbook import Cell

_NO_NUMBER = Text("it has no order number.", "no tiene número de pedido.")
#: A tab with none of these has one row for each order.
_OF_A_LINE = ("line_sku", "line_name", "line_qty", "line_price")

#: Cells that an order has once. Where an order's rows say them a second time, it stands in the file a second time.
_OF_AN_ORDER = ("total", "subtotal", "financial_status", "paid_at")
_TWICE = Text(
    "this order stands twice with different figures; the first was taken.",
    "este pedido está dos veces con cifras distintas; se tomó el primero.",
)

#: Gives the cell under a column.
_Row = Callable[[str], Cell]


def match(export: Recognised, target: Target, changes: Changes) -> None:
    """Let each order's rows hold its lines, each line in the row that held it before.

    A founder's own cells stand beside a line, so a line goes where the same line stands, not where its number in the
    order points to. Further lines become new rows, rows of lines that are gone are emptied. An export without lines
    speaks of an order's own cells alone: its lines stay. Orders that the export does not have stay as they are, unless
    all that is there is to be replaced: an export covers a stretch of time, not the whole shop.
    """
    numbers = Numbers(export.orders)
    standing: dict[str, list[int]] = {}
    others: list[tuple[str, int]] = []
    for row in target.rows:
        if (number := keys.order(target.cell(row, "order_id"))) in export.orders:
            standing.setdefault(number, []).append(row)
        elif changes.mode == "replace" or numbers.near(number):
            others.append((number, row))
    stretch = Stretch(export, target)
    put = _put_lines if any(name in export.columns for name in _OF_A_LINE) else _put_order
    for number, lines in _orders(export, changes):
        once = _once(lines, changes)
        if others:
            stretch.saw(_as_written(once[0], changes))
        put(once, standing.get(number, []), target, changes)
    _tell_missing(others, numbers, stretch, changes)


def _as_written(record: Record, changes: Changes) -> _Row:
    return lambda name: changes.value(name, record.values.get(name))


def _put_lines(lines: Sequence[Record], rows: Sequence[int], target: Target, changes: Changes) -> None:
    by_line = any(name in target.letters for name in _OF_A_LINE)
    pairs = _paired(lines if by_line else lines[:1], rows, target)
    for at, line in enumerate(lines if by_line else lines[:1]):
        if at in pairs:
            changes.update(pairs[at], changes.wanted(line))
        elif rows and changes.mode == "append":
            changes.leave()
        else:
            changes.append(changes.wanted(line), line.row)
    for row in sorted(set(rows) - set(pairs.values())):
        changes.clear(row)


def _put_order(lines: Sequence[Record], rows: Sequence[int], target: Target, changes: Changes) -> None:
    """The order's own cells stand in one of its rows: the one that has any of them, else the first."""
    first, *again = [(line, changes.wanted(line)) for line in lines]
    for line, wanted in again:
        if wanted != first[1]:
            changes.refuse(line.row, _TWICE, kind="ambiguous", seen=line.values.get("order_id"))
    if not rows:
        changes.append(first[1], first[0].row)
        return
    told = [name for name in first[1] if name in _OF_AN_ORDER]
    holds = (row for row in rows if any(target.cell(row, name) is not None for name in told))
    changes.update(next(holds, rows[0]), first[1])


def _once(lines: Sequence[Record], changes: Changes) -> Sequence[Record]:
    """An order that stands in the file several times, as in two exports put together, counts once."""
    begins = [at for at, line in enumerate(lines) if at == 0 or any(_says(line, name) for name in _OF_AN_ORDER)]
    if len(begins) < 2:
        return lines
    parts = [lines[at:end] for at, end in zip(begins, [*begins[1:], len(lines)], strict=True)]
    first = sorted(str(_line(line)) for line in parts[0])
    if any(sorted(str(_line(line)) for line in part) != first for part in parts[1:]):
        return lines
    for part in parts[1:]:
        for line, was in zip(part, parts[0], strict=True):
            if line.values != was.values:
                changes.refuse(line.row, _TWICE, kind="ambiguous", seen=line.values.get("order_id"))
    return parts[0]


def _says(line: Record, name: str) -> bool:
    return line.values.get(name) not in (None, "")


def _line(line: Record) -> Hashable:
    cell = line.values.get
    return (_product(cell), *(_figure(cell(name)) for name in ("line_qty", "line_price")))


def _tell_missing(others: Sequence[tuple[str, int]], numbers: Numbers, stretch: Stretch, changes: Changes) -> None:
    """Orders of the tab that the export would have if they still were as they were."""
    # The moment of an order may stand in its first row alone.
    covered: dict[str, bool] = {}
    for number, row in others:
        if (told := stretch.covers(row)) is not None:
            covered[number] = covered.get(number, True) and told
    for number, row in others:
        if changes.mode == "replace" or covered.get(number, numbers.between(number)):
            changes.missing(row)


def _orders(export: Recognised, changes: Changes) -> Iterator[tuple[str, list[Record]]]:
    # An order is complete the moment its last line has passed, wherever its lines stand.
    waiting: dict[str, list[Record]] = {}
    for record in changes.records():
        said = record.values.get("order_id")
        number = keys.order(said)
        if not number or keys.is_rounded(said):
            changes.refuse(record.row, notes.ROUNDED if number else _NO_NUMBER, seen=said)
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
    # Lines that say the same stand in the order in which they come: that is how the next import finds them.
    same: dict[Hashable, list[int]] = {}
    for at in sorted(pairs):
        same.setdefault(_whole(told[at]), []).append(at)
    for lines_alike in same.values():
        pairs |= zip(lines_alike, sorted(pairs[at] for at in lines_alike), strict=True)
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
