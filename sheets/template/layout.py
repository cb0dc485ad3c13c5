"""How the tabs of a file look: formats, widths and what is hidden, read from a sheet's part without any value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sheets.excel.cell_parser import place
from sheets.excel.strings import guarded_parser, local_name, parse_piece
from sheets.looks import TabLook
from sheets.template.dress import Dresses
from sheets.workbook import HEAD_ROWS

#: More columns than anybody reads are data.
_MOST_COLUMNS = 256


@dataclass
class _Layout:
    """Of a sheet part: columns' (first, last, width, format, hidden), and rows' formats by place."""

    columns: list[tuple[int, int, float, int, bool]] = field(default_factory=list)
    formats: dict[tuple[int, int], int] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    frozen_rows: int = 0


class _Done(Exception):
    """All rows that matter were seen."""


def tab_look(pieces: Iterable[bytes], dresses: Dresses) -> TabLook:
    """The look of a tab. ``pieces`` are its sheet part; no cell's value is taken from them."""
    layout = _layout(pieces)
    looks = {
        format_: dresses.look(format_) for format_ in {*layout.formats.values(), *(of[3] for of in layout.columns)}
    }
    columns, widths, hidden = {}, {}, set()
    for first, last, width, format_, is_hidden in reversed(layout.columns):
        for number in range(first, min(last, _MOST_COLUMNS) + 1):
            columns[number], widths[number] = looks[format_], width
            if is_hidden:
                hidden.add(number)
    return TabLook(
        {place: looks[format_] for place, format_ in layout.formats.items()},
        columns,
        widths,
        frozenset(hidden),
        frozenset(layout.hidden_rows),
        layout.frozen_rows,
    )


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
