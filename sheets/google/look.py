"""How a role of ours looks in Google Sheets: each complete in itself, so that nothing is left to the sheet's theme.

Google has no indent; its padding, in pixels, moves the text by as much. A border is only ever named on the sides that
have one: neighbouring cells share an edge, and naming "none" might take the neighbour's away.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from reports.tokens import SHEET_FACE
from sheets.google.typed import number_format
from sheets.grid import LONGEST_TEXT, GridCell, Rich, Run, Style, Value, text_of

Json = dict[str, Any]

#: What Google gives a column, a row and the edges of a cell of its own accord, in pixels.
ROW_PIXELS, _SIDE, _ABOVE_BELOW = 21, 3, 2
#: What one step of indent takes, in pixels: three blanks of the body's type, as in a file.
_INDENT = 9
#: A number format that shows nothing: here such text takes the colour of the paper.
_HIDDEN_CODE, _PAPER = ";;;", "#ffffff"
_ACROSS = {"left": "LEFT", "center": "CENTER", "right": "RIGHT"}
_DOWN = {"top": "TOP", "vcenter": "MIDDLE", "bottom": "BOTTOM"}


def dressed(cell: GridCell, styles: Mapping[str, Style]) -> tuple[Value | Rich, Style]:
    """What stands in the cell and how all of it looks: a date has its format, a rich text of one run its run's look."""
    style, value = styles[cell.style], cell.value
    if isinstance(value, Rich):
        runs = tuple(Run(text_of(run.text), run.bold, run.color) for run in value.runs)
        filled = tuple(run for run in runs if run.text)
        if len(filled) > 1 and len(value.text) <= LONGEST_TEXT:
            value = Rich(filled)
        else:
            value = "".join(run.text for run in filled)
            if len(runs) == 1:
                style = replace(style, bold=runs[0].bold or style.bold, color=runs[0].color or style.color)
    if isinstance(value, date) and style.number == "General":
        style = replace(style, number=str((number_format(value) or {}).get("pattern", "")))
    if style.number == _HIDDEN_CODE:
        style = replace(style, number="General", color=style.fill or _PAPER)
    return value, style


def cell_format(style: Style) -> Json:
    """The style as Google's ``CellFormat``."""
    left, right = (_SIDE + _INDENT * style.indent * (style.align == side) for side in ("left", "right"))
    said: Json = {
        "textFormat": {
            "fontFamily": SHEET_FACE,
            "fontSize": round(style.size),
            "bold": style.bold,
            "italic": style.italic,
            "foregroundColorStyle": color(style.color),
        },
        "horizontalAlignment": _ACROSS[style.align],
        "verticalAlignment": _DOWN[style.valign],
        "wrapStrategy": "WRAP" if style.wrap else "OVERFLOW_CELL",
        "padding": {"top": _ABOVE_BELOW, "right": right, "bottom": _ABOVE_BELOW, "left": left},
    }
    if style.fill:
        said["backgroundColorStyle"] = color(style.fill)
    if style.number != "General":
        said["numberFormat"] = pattern_format(style.number)
    if style.border:
        line = {"style": "SOLID", "colorStyle": color(style.border_color)}
        said["borders"] = dict.fromkeys(sorted(style.border.split()), line)
    return said


def rule_format(style: Style) -> Json:
    """The style's colours and weight, as a conditional format takes them."""
    said: Json = {"textFormat": {"bold": style.bold, "foregroundColorStyle": color(style.color)}}
    return said | ({"backgroundColorStyle": color(style.fill)} if style.fill else {})


def fields(formats: Iterable[Json]) -> str:
    """The mask that names every part of these formats, and no side of a border that they do not have."""
    paths = {
        f"userEnteredFormat.{name}" + (f".{side}" if name == "borders" else "")
        for one in formats
        for name, value in one.items()
        for side in (value if name == "borders" else ("",))
    }
    return ",".join(sorted(paths))


def run_format(style: Style, run: Run) -> Json:
    """What a run of a rich text says of itself; all else it has from its cell, whose format is complete."""
    said: Json = {"bold": True} if run.bold and not style.bold else {}
    return said | ({"foregroundColorStyle": color(run.color)} if run.color else {})


def link_format(style: Style, address: str) -> Json:
    """A link in the style's own colour: with nothing said, Google would make it blue and underline it."""
    return {"link": {"uri": address}, "foregroundColorStyle": color(style.color), "underline": False}


def color(code: str) -> Json:
    """``#1f5f4a`` as Google's ``ColorStyle``; it keeps eight bits of each part."""
    red, green, blue = (round(int(code[place : place + 2], 16) / 255, 3) for place in (1, 3, 5))
    return {"rgbColor": {"red": red, "green": green, "blue": blue}}


def code(style: Mapping[str, Any]) -> str:
    """The colour ``#1f5f4a`` of Google's ``ColorStyle``; parts that are 0 may be left out. ``""`` where it has none."""
    said = style.get("rgbColor")
    if said is None:
        return ""
    return "#" + "".join(f"{round(said.get(part, 0) * 255):02x}" for part in ("red", "green", "blue"))


def column_pixels(width: float) -> int:
    """The width of a column that is ``width`` digits wide."""
    return math.floor(min(width, 255.0) * 7) + 5


def row_pixels(points: float) -> int:
    """The height of a row of so many points."""
    return max(2, round(points * 96 / 72))


def pattern_format(pattern: str) -> Json:
    """An Excel code of ours as Google has it: the same pattern, under the kind of what it shows."""
    letters = pattern.lower()
    if pattern == "@":
        kind = "TEXT"
    elif "%" in letters:
        kind = "PERCENT"
    elif not {"y", "d"}.isdisjoint(letters):
        kind = "DATE_TIME" if "h" in letters else "DATE"
    else:
        kind = "TIME" if "h" in letters else "NUMBER"
    return {"type": kind, "pattern": pattern}
