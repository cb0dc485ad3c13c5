"""Orders by key: the order's number and the line's place in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sheets.errors import Text
from sheets.imports import keys
from sheets.imports.changes import Changes, Target
from sheets.imports.kinds import Recognised, Record
from sheets.workbook import Cell

_NO_NUMBER = Text("it has no order number.", "no tiene número de pedido.")


def match(export: Recognised, target: Target, changes: Changes) -> None:
    """Line n of an order goes into the n-th row that the tab has of it; further lines below, rows left over empty.

    Orders that the export does not have stay as they are: an export covers a stretch of time, not the whole shop.
    """
    standing: dict[str, list[int]] = {}
    for row in target.rows:
        if number := keys.order(target.cell(row, "order_id")):
            standing.setdefault(number, []).append(row)
    for number, lines in _orders(export, changes):
        rows = standing.get(number, [])
        for at, line in enumerate(lines):
            wanted = _wanted(line, changes)
            if at < len(rows):
                changes.update(rows[at], wanted)
            else:
                changes.append(wanted)
        for row in rows[len(lines) :]:
            changes.clear(row)


def _orders(export: Recognised, changes: Changes) -> Iterator[tuple[str, list[Record]]]:
    # Counted first, so that an order is complete the moment its last line has passed, wherever its lines stand.
    counts = Counter(keys.order(record.values.get("order_id")) for record in export.records())
    waiting: dict[str, list[Record]] = {}
    for record in export.records():
        number = keys.order(record.values.get("order_id"))
        if not number:
            changes.refuse(record.row, _NO_NUMBER)
            continue
        lines = waiting.setdefault(number, [])
        lines.append(record)
        if len(lines) == counts[number]:
            yield number, waiting.pop(number)


def _wanted(line: Record, changes: Changes) -> dict[str, Cell]:
    return {name: changes.value(name, cell) for name, cell in line.values.items()}
