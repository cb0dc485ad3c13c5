"""Requests that lay something over cells: merges, validations, conditional formats, borders.

Recorded: mergeCells (three ways), unmergeCells, setDataValidation. By the schema and the guide: conditional format
rules are a list per tab, counted from 0, each later index shifting when one is added or deleted.
"""

from __future__ import annotations

from tests.google import a1, celldata
from tests.google.answers import GoogleError, Unknown
from tests.google.batch_cells import area_of, guard, sheet_of
from tests.google.batch_sheets import cut_by
from tests.google.model import Area, Book, Cell, Json, Sheet, Store


def merge_cells(store: Store, book: Book, request: Json) -> None:
    sheet = sheet_of(book, request["range"].get("sheetId"))
    area = area_of(sheet, request["range"])
    guard(store, book, sheet, area)
    kind = request.get("mergeType", "MERGE_ALL")
    if kind == "MERGE_ALL":
        parts = [area]
    elif kind == "MERGE_COLUMNS":
        parts = [Area(area.top, area.bottom, column, column + 1) for column in range(area.left, area.right)]
    elif kind == "MERGE_ROWS":
        parts = [Area(row, row + 1, area.left, area.right) for row in range(area.top, area.bottom)]
    else:
        raise GoogleError(400, f"Unknown merge type {kind}")
    for merge in sheet.merges:
        if merge.meets(area) and not area.holds(merge):
            raise GoogleError(400, "You must select all cells in a merged range to merge or unmerge them.")
    frozen = sheet.properties["gridProperties"]
    for name, across in (("frozenRowCount", "rows"), ("frozenColumnCount", "columns")):
        if cut_by(sheet, frozen.get(name, 0), across, parts):
            raise GoogleError(400, f"You can't merge frozen and non-frozen {across}.")
    sheet.merges = [merge for merge in sheet.merges if not merge.meets(area)]
    for part in parts:
        if part.rows * part.columns == 1:
            continue
        sheet.merges.append(part)
        _keep_one(sheet, part)


def _keep_one(sheet: Sheet, part: Area) -> None:
    """Only the first cell keeps its value; the others keep their formats. An empty first one takes the first value."""
    held = [(row, column, cell) for row, column, cell in sheet.cells(part) if cell.value is not None]
    if held and (held[0][0], held[0][1]) != (part.top, part.left):
        first = held[0][2]
        sheet.put(
            part.top,
            part.left,
            sheet.cell(part.top, part.left).but(value=first.value, cached=first.cached, given=first.given),
        )
    for row, column, cell in held:
        if (row, column) != (part.top, part.left):
            sheet.put(row, column, Cell(format=cell.format, note=cell.note, validation=cell.validation))


def unmerge_cells(store: Store, book: Book, request: Json) -> None:
    sheet = sheet_of(book, request["range"].get("sheetId"))
    area = area_of(sheet, request["range"])
    if any(merge.meets(area) and not area.holds(merge) for merge in sheet.merges):
        raise GoogleError(400, "You must select all cells in a merged range to merge or unmerge them.")
    sheet.merges = [merge for merge in sheet.merges if not merge.meets(area)]


def set_data_validation(store: Store, book: Book, request: Json) -> None:
    if "filteredRowsIncluded" in request and not request["filteredRowsIncluded"]:
        request = {k: v for k, v in request.items() if k != "filteredRowsIncluded"}
    sheet = sheet_of(book, request["range"].get("sheetId"))
    area = area_of(sheet, request["range"])
    guard(store, book, sheet, area)
    rule = request.get("rule")
    if rule:
        check_condition(rule.get("condition") or {}, "rule")
        kept = celldata.validation(rule)
        for row in range(area.top, area.bottom):
            for column in range(area.left, area.right):
                sheet.put(row, column, sheet.cell(row, column).but(validation=kept))
    else:
        for row, column, cell in list(sheet.cells(area)):
            if cell.validation:
                sheet.put(row, column, cell.but(validation=None))


#: How many values each condition takes, by the documentation of ConditionType.
_VALUES = {
    "NUMBER_GREATER": 1, "NUMBER_GREATER_THAN_EQ": 1, "NUMBER_LESS": 1, "NUMBER_LESS_THAN_EQ": 1, "NUMBER_BETWEEN": 2,
    "NUMBER_NOT_BETWEEN": 2, "TEXT_CONTAINS": 1, "TEXT_NOT_CONTAINS": 1, "TEXT_STARTS_WITH": 1, "TEXT_ENDS_WITH": 1,
    "DATE_BEFORE": 1, "DATE_AFTER": 1, "DATE_BETWEEN": 2, "DATE_NOT_BETWEEN": 2, "ONE_OF_RANGE": 1, "BLANK": 0,
    "NOT_BLANK": 0, "CUSTOM_FORMULA": 1, "TEXT_IS_EMAIL": 0, "TEXT_IS_URL": 0, "DATE_IS_VALID": 0,
}  # fmt: skip


def check_condition(condition: Json, where: str) -> None:
    """Raises GoogleError 400 where a condition has the wrong number of values."""
    kind = condition.get("type")
    if not kind:
        raise GoogleError(400, f"Invalid {where}: a condition must have a type")
    values = condition.get("values") or []
    for value in values:
        if ("relativeDate" in value) == ("userEnteredValue" in value):
            raise GoogleError(
                400, f"Invalid {where}: a condition value must be one of relativeDate and userEnteredValue"
            )
    if kind in _VALUES and len(values) != _VALUES[kind]:
        raise GoogleError(
            400, f"{kind} condition requires exactly {_VALUES[kind]} ConditionValues, but {len(values)} were supplied."
        )
    if kind == "ONE_OF_LIST" and not values:
        raise GoogleError(400, "ONE_OF_LIST condition requires at least one ConditionValue.")
    if kind in ("TEXT_EQ", "NUMBER_EQ", "DATE_EQ") and len(values) < 1:
        raise GoogleError(400, f"{kind} condition requires at least one ConditionValue.")


def _rule(book: Book, said: Json, sheet_id: int | None = None) -> tuple[Sheet, Json]:
    ranges = said.get("ranges") or []
    if not ranges:
        raise GoogleError(400, "A conditional format rule must have at least one range.")
    sheets = {span.get("sheetId", 0) for span in ranges}
    if len(sheets) != 1:
        raise GoogleError(400, "All ranges of a conditional format rule must be on the same sheet.")
    if ("booleanRule" in said) == ("gradientRule" in said):
        raise GoogleError(400, "Exactly one of booleanRule and gradientRule must be set.")
    sheet = sheet_of(book, sheets.pop())
    kept = [a1.grid_range(sheet, area_of(sheet, span)) for span in ranges]
    rule = celldata.mirrored({name: value for name, value in said.items() if name != "ranges"})
    if "booleanRule" in said:
        check_condition(said["booleanRule"].get("condition") or {}, "rule")
        allowed = {"backgroundColor", "backgroundColorStyle", "textFormat"}
        if set(said["booleanRule"].get("format") or {}) - allowed:
            raise GoogleError(
                400,
                "ConditionalFormatRule.format only supports bold, italic, strikethrough, foreground and background color",
            )
    return sheet, {"ranges": kept} | rule


def add_rule(store: Store, book: Book, request: Json) -> None:
    sheet, rule = _rule(book, request.get("rule") or {})
    index = request.get("index", 0)
    if not 0 <= index <= len(sheet.rules):
        raise GoogleError(400, f"index[{index}] must be between 0 and {len(sheet.rules)}")
    sheet.rules.insert(index, rule)


def _at(sheet: Sheet, index: int) -> int:
    if not 0 <= index < len(sheet.rules):
        raise GoogleError(400, f"No conditional format on sheet: {sheet.id} at index: {index}")
    return index


def update_rule(store: Store, book: Book, request: Json) -> Json:
    index = request.get("index", 0)
    if ("rule" in request) == ("newIndex" in request):
        raise GoogleError(400, "Exactly one of rule and newIndex must be set.")
    if "rule" in request:
        sheet, rule = _rule(book, request["rule"])
        old = sheet.rules[_at(sheet, index)]
        sheet.rules[index] = rule
        return {"oldRule": old, "newRule": rule} | _indexes(index, index)
    sheet = sheet_of(book, request.get("sheetId"))
    rule = sheet.rules.pop(_at(sheet, index))
    sheet.rules.insert(request["newIndex"], rule)
    return {"newRule": rule} | _indexes(index, request["newIndex"])


def _indexes(old: int, new: int) -> Json:
    return {name: value for name, value in (("oldIndex", old), ("newIndex", new)) if value}


def delete_rule(store: Store, book: Book, request: Json) -> Json:
    sheet = sheet_of(book, request.get("sheetId"))
    return {"rule": sheet.rules.pop(_at(sheet, request.get("index", 0)))}


def update_borders(store: Store, book: Book, request: Json) -> None:
    sheet = sheet_of(book, request["range"].get("sheetId"))
    area = area_of(sheet, request["range"])
    guard(store, book, sheet, area)
    for name in request:
        if name not in ("range", "top", "bottom", "left", "right", "innerHorizontal", "innerVertical"):
            raise Unknown(f"updateBorders.{name}")
    for row in range(area.top, area.bottom):
        for column in range(area.left, area.right):
            sides = {
                "top": "top" if row == area.top else "innerHorizontal",
                "bottom": "bottom" if row == area.bottom - 1 else "innerHorizontal",
                "left": "left" if column == area.left else "innerVertical",
                "right": "right" if column == area.right - 1 else "innerVertical",
            }
            cell = sheet.cell(row, column)
            borders = dict((cell.format or {}).get("borders") or {})
            for side, said in sides.items():
                if said in request:
                    if request[said].get("style") == "NONE":
                        borders.pop(side, None)
                    else:
                        borders[side] = celldata.mirrored(request[said])
            new = {k: v for k, v in (cell.format or {}).items() if k != "borders"} | (
                {"borders": borders} if borders else {}
            )
            sheet.put(row, column, cell.but(format=new or None))


KINDS = {
    "mergeCells": merge_cells,
    "unmergeCells": unmerge_cells,
    "setDataValidation": set_data_validation,
    "addConditionalFormatRule": add_rule,
    "updateConditionalFormatRule": update_rule,
    "deleteConditionalFormatRule": delete_rule,
    "updateBorders": update_borders,
}
