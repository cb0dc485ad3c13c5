"""A cell as the Sheets API says it (CellData), both ways.

Recorded: notes (``test_get_notes_2nd_sheet``), formats with their mirrored colour styles and 8-bit colours
(``test_format``, ``test_set_tab_color``). By the schema: the typed values (ExtendedValue), dataValidation,
textFormatRuns, hyperlink.
"""

from __future__ import annotations

import math
import struct
from typing import Any

from tests.google import masks
from tests.google.answers import GoogleError, Unknown
from tests.google.model import EMPTY, LONGEST_TEXT, Cell, Error, Formula, Json, Shown, Value, number
from tests.google.shown import formatted

#: The fields of a cell that can be written here; Google has more (pivot tables, chips, data sources).
WRITABLE = ("userEnteredValue", "userEnteredFormat", "note", "dataValidation", "textFormatRuns")
#: Fields of a cell that Google computes: named in a mask of a write they are ignored or refused.
COMPUTED = ("effectiveValue", "formattedValue", "effectiveFormat", "hyperlink")

DEFAULT_FORMAT: Json = {
    "backgroundColor": {"red": 1, "green": 1, "blue": 1},
    "padding": {"top": 2, "right": 3, "bottom": 2, "left": 3},
    "verticalAlignment": "BOTTOM",
    "wrapStrategy": "OVERFLOW_CELL",
    "textFormat": {
        "foregroundColor": {},
        "fontFamily": "arial,sans,sans-serif",
        "fontSize": 10,
        "bold": False,
        "italic": False,
        "strikethrough": False,
        "underline": False,
        "foregroundColorStyle": {"rgbColor": {}},
    },
    "backgroundColorStyle": {"rgbColor": {"red": 1, "green": 1, "blue": 1}},
}


# --- values


def value_of(said: Json, where: str) -> Value:
    """What an ExtendedValue enters. Raises GoogleError 400 for two kinds at once or a text that is too long."""
    if not said:
        return None
    if len(said) != 1:
        raise GoogleError(400, f"Invalid value at '{where}' (oneof), oneof field 'value' is already set.")
    kind, value = next(iter(said.items()))
    if kind == "stringValue":
        check_length(value, where)
        return value if value else None
    if kind == "numberValue":
        return number(value)
    if kind == "boolValue":
        return bool(value)
    if kind == "formulaValue":
        check_length(value, where)
        if not value.startswith("="):
            raise GoogleError(400, f"Invalid {where}: formulaValue must begin with '='")
        return Formula(value)
    raise GoogleError(400, f"Invalid {where}: errorValue is read-only")


def check_length(text: str, where: str) -> None:
    """Google's limit of a cell."""
    if len(text) > LONGEST_TEXT:
        raise GoogleError(
            400,
            f"Invalid {where}: Your input contains more than the maximum of {LONGEST_TEXT} characters in a single cell.",
        )


def extended(value: Value | Shown) -> Json:
    """An ExtendedValue; empty for an empty cell."""
    if value is None:
        return {}
    if isinstance(value, Error):
        said: Json = {"type": value.type}
        return {"errorValue": said | ({"message": value.message} if value.message else {})}
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, Formula):
        return {"formulaValue": str(value)}
    if isinstance(value, str):
        return {"stringValue": value}
    return {"numberValue": value}


# --- formats


def eight_bits(part: float) -> int | float:
    """A part of a colour as Google keeps it: one of 256 steps, read back as the nearest float32."""
    # Halves go down: 0.5 is kept as 127 of 255.
    step = min(255, max(0, math.ceil(part * 255 - 0.5)))
    if step in (0, 255):
        return step // 255
    return float(f"{struct.unpack('f', struct.pack('f', step / 255))[0]:.8g}")


def color(said: Json) -> Json:
    """A Color as Google gives it back: parts that are 0 are left out."""
    kept = {part: eight_bits(said[part]) for part in ("red", "green", "blue") if said.get(part)}
    return {part: value for part, value in kept.items() if value} | (
        {"alpha": said["alpha"]} if said.get("alpha") else {}
    )


def mirrored(said: Any) -> Any:
    """A format with its colours and their styles saying the same, the style having the last word [recorded]."""
    if isinstance(said, list):
        return [mirrored(item) for item in said]
    if not isinstance(said, dict):
        return said
    result = {}
    for name, value in said.items():
        lower = name.lower()
        if lower.endswith("color") and isinstance(value, dict) and name != "rgbColor":
            result[name] = color(value)
            if f"{name}Style" not in said:
                result[f"{name}Style"] = {"rgbColor": color(value)}
        elif lower.endswith("colorstyle") and isinstance(value, dict):
            result[name] = {"rgbColor": color(value["rgbColor"])} if "rgbColor" in value else value
            if "rgbColor" in value:
                result[name.removesuffix("Style")] = color(value["rgbColor"])
        else:
            result[name] = mirrored(value)
    return result


def merged_format(old: Json | None, new: Json | None, mask: masks.Mask) -> Json | None:
    """A cell's format after an update; a colour and its style are one thing, whichever the mask names."""
    was = dict(old or {})
    if mask is not None and old:
        was = _without_mirrors(was, mask)
    return mirrored(masks.merged(was, new, mask)) or None


def _without_mirrors(old: Json, mask: Json) -> Json:
    kept = dict(old)
    for name, inner in mask.items():
        twin = name.removesuffix("Style") if name.endswith("Style") else f"{name}Style"
        if name.lower().endswith(("color", "colorstyle")):
            kept.pop(twin, None)
        elif isinstance(inner, dict) and isinstance(kept.get(name), dict):
            kept[name] = _without_mirrors(kept[name], inner)
    return kept


def effective_format(cell: Cell) -> Json:
    """The default with what the cell says on top; conditional rules are not looked at."""
    return _over(DEFAULT_FORMAT, cell.format or {})


def _over(base: Json, top: Json) -> Json:
    result = dict(base)
    for name, value in top.items():
        result[name] = (
            _over(base[name], value) if isinstance(value, dict) and isinstance(base.get(name), dict) else value
        )
        if name.lower().endswith(("color", "colorstyle")):
            result[name] = value
    return result


# --- whole cells


def updated(cell: Cell, said: Json, mask: masks.Mask, where: str) -> Cell:
    """A cell after ``said`` was written through a mask; a field that the mask names and ``said`` lacks is cleared."""
    names = list(WRITABLE) if mask is None else [name for name in mask if name not in COMPUTED]
    changed: Json = {}
    for name in names:
        if name == "userEnteredValue":
            changed |= {"value": value_of(said.get(name) or {}, where), "cached": None, "given": False}
            if "textFormatRuns" not in names:
                changed["runs"] = ()
        elif name == "userEnteredFormat":
            inner = masks.below(mask, name)
            changed["format"] = merged_format(cell.format, said.get(name), inner)
        elif name == "note":
            changed["note"] = said.get("note") or ""
        elif name == "dataValidation":
            changed["validation"] = validation(said[name]) if said.get(name) else None
        elif name == "textFormatRuns":
            changed["runs"] = tuple(mirrored(run) for run in said.get(name) or ())
        elif name in ("pivotTable", "dataSourceTable", "chipRuns", "dataSourceFormula"):
            # Clearing what is never there is no harm.
            if said.get(name):
                raise Unknown(f"the field {name} of a cell")
        else:
            raise GoogleError(400, f"Invalid {where}: unknown field {name}")
    result = cell.but(**changed)
    if result.runs and not isinstance(result.value, str):
        if changed.get("runs"):
            raise GoogleError(400, f"Invalid {where}: textFormatRuns can only be set on a cell of text")
        result = result.but(runs=())
    if changed.get("runs"):
        _runs_must_do(result, where)
    return result


def _runs_must_do(cell: Cell, where: str) -> None:
    """Runs begin one after another within the text [documentation: TextFormatRun]; counted in UTF-16."""
    starts = [run.get("startIndex", 0) for run in cell.runs]
    length = len(str(cell.value).encode("utf-16-le")) // 2
    if starts != sorted(set(starts)) or starts[-1] >= length:
        raise GoogleError(
            400, f"Invalid {where}: textFormatRuns must begin one after another within the text of {length}"
        )


def cleared(cell: Cell, mask: masks.Mask, where: str) -> Cell:
    """A cell after what the mask names was cleared."""
    if (
        cell.format is None
        and not cell.note
        and cell.validation is None
        and (mask is None or "userEnteredValue" in mask)
    ):
        # Most cells hold a value and nothing else.
        return EMPTY
    return updated(cell, {}, mask, where)


def validation(rule: Json) -> Json:
    """A data validation rule as Google gives it back: what is false or empty is left out."""
    return {name: value for name, value in rule.items() if value not in (False, "", None)}


def said(cell: Cell, mask: masks.Mask, locale: str) -> Json:
    """A cell as CellData, only what the mask wants."""
    result: Json = {}
    if cell.value is not None:
        if mask is None or "userEnteredValue" in mask:
            result["userEnteredValue"] = extended(cell.value)
        shown = cell.shown
        if shown is not None:
            if mask is None or "effectiveValue" in mask:
                result["effectiveValue"] = extended(shown)
            if mask is None or "formattedValue" in mask:
                result["formattedValue"] = formatted(shown, cell.format, locale)
    if cell.format and (mask is None or "userEnteredFormat" in mask):
        result["userEnteredFormat"] = cell.format
    if (mask is None or "effectiveFormat" in mask) and not cell.empty:
        result["effectiveFormat"] = effective_format(cell)
    if cell.note and (mask is None or "note" in mask):
        result["note"] = cell.note
    if cell.validation and (mask is None or "dataValidation" in mask):
        result["dataValidation"] = cell.validation
    if cell.runs and (mask is None or "textFormatRuns" in mask):
        result["textFormatRuns"] = list(cell.runs)
    if (mask is None or "hyperlink" in mask) and (link := hyperlink(cell)):
        result["hyperlink"] = link
    picked: Json = masks.picked(result, mask)
    return picked


def hyperlink(cell: Cell) -> str:
    """The link of a whole cell: of its format, or of a HYPERLINK formula; Google leaves it out where there are several."""
    link = ((cell.format or {}).get("textFormat") or {}).get("link") or {}
    if link.get("uri"):
        return str(link["uri"])
    if isinstance(cell.value, Formula) and cell.value.upper().startswith('=HYPERLINK("'):
        return cell.value.split('"')[1]
    return ""
