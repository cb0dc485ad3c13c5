"""What the loopback server's behaviour follows, kind by kind: a recording of the real Google, its schema, or its words.

``kinds()`` and ``behaviours()`` give the tables as Markdown for docs/google.md. A recording is named as gspread's public
suite names it; tests hold the table to the server, to the recordings that are present and to the schema.
"""

from __future__ import annotations

from dataclasses import dataclass

RECORDED, SCHEMA, DOCUMENTED = "recording", "schema", "documentation"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a behaviour follows. ``source`` is a recording, a schema or a page; ``what`` the part that it shows."""

    level: str
    source: str
    what: str


def _recorded(source: str, what: str) -> Evidence:
    return Evidence(RECORDED, source, what)


def _schema(source: str, what: str) -> Evidence:
    return Evidence(SCHEMA, source, what)


def _documented(source: str, what: str) -> Evidence:
    return Evidence(DOCUMENTED, source, what)


#: The requests of spreadsheets.batchUpdate that the server knows; it answers 501 to every other.
KINDS: dict[str, tuple[Evidence, ...]] = {
    "addBanding": (_schema("AddBandingRequest", "all of it"),),
    "addConditionalFormatRule": (
        _schema("AddConditionalFormatRuleRequest", "the rule and its index"),
        _documented("ConditionType", "how many values a condition takes; later rules shift"),
    ),
    "addDimensionGroup": (_recorded("WorksheetTest.test_group_columns", "columnGroups, depth, columnGroupControlAfter"),),
    "addNamedRange": (_recorded("CellTest.test_define_named_range", "the reply, and namedRanges of a look"),),
    "addProtectedRange": (
        _recorded("WorksheetTest.test_delete_protected_range", "editors stand in a look and not in the reply"),
        _documented("ProtectedRange", "who may edit; what only warns; unprotectedRanges"),
    ),
    "addSheet": (
        _recorded("WorksheetTest.test_worksheet_update_index", "the reply, the index"),
        _documented("SheetProperties", "an id or a title that is there is refused"),
    ),
    "appendCells": (_documented("AppendCellsRequest", "after the last row with data, making rows where needed"),),
    "appendDimension": (_documented("AppendDimensionRequest", "rows or columns at the end"),),
    "autoResizeDimensions": (_recorded("WorksheetTest.test_auto_resize_columns", "the width itself is guessed: fonts"),),
    "clearBasicFilter": (_recorded("WorksheetTest.test_basic_filters", "the filter is gone"),),
    "copyPaste": (
        _recorded("WorksheetTest.test_copy_cut_range", "PASTE_NORMAL, cell by cell"),
        _documented("PasteType", "values, formats, formulas and validations apart; a multiple of the source is filled"),
    ),
    "createDeveloperMetadata": (
        _schema("CreateDeveloperMetadataRequest", "key, value, visibility"),
        _documented("DeveloperMetadata", "exactly one location; an id that is there is refused"),
    ),
    "cutPaste": (_recorded("WorksheetTest.test_copy_cut_range", "PASTE_NORMAL, cell by cell"),),
    "deleteBanding": (_schema("DeleteBandingRequest", "all of it"),),
    "deleteConditionalFormatRule": (
        _schema("DeleteConditionalFormatRuleRequest", "the reply holds the rule"),
        _documented("DeleteConditionalFormatRuleRequest", "all later rules move one up"),
    ),
    "deleteDeveloperMetadata": (_schema("DeleteDeveloperMetadataRequest", "all that the filter finds"),),
    "deleteDimension": (
        _recorded("WorksheetTest.test_delete_row", "values move up"),
        _documented("DimensionRange", "references, merges and rules move along"),
    ),
    "deleteDimensionGroup": (_recorded("WorksheetTest.test_group_rows", "the empty reply"),),
    "deleteNamedRange": (_recorded("CellTest.test_delete_named_range", "the empty reply"),),
    "deleteProtectedRange": (_recorded("WorksheetTest.test_delete_protected_range", "the empty reply"),),
    "deleteSheet": (
        _recorded("SpreadsheetTest.test_values_batch_get", "the empty reply"),
        _documented("ErrorType", "references to it become #REF!"),
    ),
    "duplicateSheet": (
        _schema("DuplicateSheetRequest", "id, title, index; no marks come along, which Google does not say"),
    ),
    "findReplace": (_schema("FindReplaceRequest", "values, not formulas"),),
    "insertDimension": (
        _recorded("WorksheetTest.test_insert_row", "values and formulas move down"),
        _documented("InsertDimensionRequest", "inheritFromBefore; references and merges move along"),
    ),
    "mergeCells": (
        _recorded("WorksheetTest.test_get_merge_cells_and_unmerge_cells", "all, by rows, by columns; one value is kept"),
    ),
    "moveDimension": (_documented("MoveDimensionRequest", "the destination counts as before the move"),),
    "repeatCell": (_recorded("WorksheetTest.test_format", "formats through a mask, colours and their styles"),),
    "setBasicFilter": (_recorded("WorksheetTest.test_basic_filters", "the range that is kept"),),
    "setDataValidation": (_recorded("WorksheetTest.test_add_validation", "that it is accepted; how a look says it is the schema's"),),
    "sortRange": (_recorded("WorksheetTest.test_sort", "one column and two, both orders"),),
    "unmergeCells": (_recorded("WorksheetTest.test_get_merge_cells_and_unmerge_cells", "all within the range"),),
    "updateBorders": (_schema("UpdateBordersRequest", "outer and inner sides"),),
    "updateCells": (
        _recorded("WorksheetTest.test_get_notes_2nd_sheet", "notes"),
        _schema("ExtendedValue", "typed values, formats, validations, rich text"),
        _documented("UpdateCellsRequest", "a range larger than its rows is cleared"),
    ),
    "updateConditionalFormatRule": (_schema("UpdateConditionalFormatRuleRequest", "replace or move, and the reply"),),
    "updateDeveloperMetadata": (_schema("UpdateDeveloperMetadataRequest", "all that the filters find, through a mask"),),
    "updateDimensionProperties": (
        _recorded("WorksheetTest.test_hide_columns_rows", "hiddenByUser"),
        _schema("DimensionProperties", "pixelSize"),
    ),
    "updateNamedRange": (_recorded("CellTest.test_update_named_range", "the name, the range"),),
    "updateProtectedRange": (_schema("UpdateProtectedRangeRequest", "through a mask"),),
    "updateSheetProperties": (
        _recorded("WorksheetTest.test_freeze", "frozen rows and columns, title, index, size, grid lines, colour, hidden"),
    ),
    "updateSpreadsheetProperties": (_recorded("SpreadsheetTest.test_timezone_and_locale", "title, locale, time zone"),),
}  # fmt: skip

#: Everything else that the server does, by what a reader would ask for.
BEHAVIOURS: dict[str, Evidence] = {
    "spreadsheets.get with ranges and field masks": _recorded("WorksheetTest.test_get_notes_2nd_sheet", "dots; other recordings have slashes and brackets"),
    "spreadsheets.create": _schema("Spreadsheet", "properties, tabs, cells"),
    "values.get, UNFORMATTED_VALUE and serial dates": _recorded("WorksheetTest.test_get_all_values_date_time_render_options", "numbers are numbers, dates serial days"),
    "values.batchGet": _recorded("SpreadsheetTest.test_values_batch_get", "ranges are cut to the grid"),
    "values.update, RAW and USER_ENTERED": _recorded("WorksheetTest.test_update_cell", "en_US only; other locales by documentation"),
    "values.append": _recorded("WorksheetTest.test_append_row_with_empty_value", "of several tables the last"),
    "values.clear, values.batchClear": _recorded("WorksheetTest.test_batch_clear", "formats stay"),
    "tabs named like a cell": _recorded("WorksheetTest.test_get_all_values_title_is_a1_notation", "quoted in answers"),
    "a batch is applied together or not at all": _documented("spreadsheets.batchUpdate", "\"applied together atomically\""),
    "includeSpreadsheetInResponse, responseRanges": _schema("BatchUpdateSpreadsheetRequest", "the state after the batch"),
    "403, not shared": _recorded("ClientTest.test_access_private_spreadsheet", "the body"),
    "404, no such spreadsheet": _recorded("ClientTest.test_access_non_existing_spreadsheet", "the body"),
    "400, a value of a wrong type": _recorded("WorksheetTest.test_add_validation", "the body with its details"),
    "400, a document that is no sheet": _documented("Sheets API, FAILED_PRECONDITION", "the words are from public threads"),
    "400, a protected range": _documented("ProtectedRange", "the words are from public threads"),
    "400, a batch that names no tab": _documented("BatchUpdateSpreadsheetRequest", "the words are from public threads"),
    "400, a frozen line across a merge, a merge across a frozen line": _documented("public threads", "the rule; the words are a belief"),
    "a comma parts arguments only where it is no decimal sign": _documented("public threads", "a semicolon does everywhere"),
    "30,000 characters of developer metadata for the whole and each tab": _documented("Read, write, and search metadata", "the words of the refusal are a belief"),
    "10,000,000 cells, 50,000 characters, 18,278 columns": _documented("Google Drive limits", "the words of the refusal are a belief"),
    "Drive files: create, get, list, copy, delete, export": _recorded("ClientTest.test_client_export_spreadsheet", "CSV; other recordings have the rest"),
    "Drive's version lags": _documented("files.version", "by minutes, from a public thread of 2020"),
    "formulas follow rows that move and tabs that are renamed": _recorded("WorksheetTest.test_insert_row", "the formula moves; references by common knowledge"),
}  # fmt: skip


def strongest(kind: str) -> str:
    """The best evidence that there is of a kind: recording before schema before documentation."""
    return min((one.level for one in KINDS[kind]), key=(RECORDED, SCHEMA, DOCUMENTED).index)


def kinds() -> str:
    """The requests of batchUpdate and what each follows, as a Markdown table."""
    lines = ["| request | evidence | what it shows |", "|---|---|---|"]
    for kind in sorted(KINDS):
        lines += [
            f"| {f'`{kind}`' if place == 0 else ''} | {one.level}: `{one.source}` | {one.what} |"
            for place, one in enumerate(KINDS[kind])
        ]
    return "\n".join(lines) + "\n"


def behaviours() -> str:
    """Everything else and what it follows, as a Markdown table."""
    lines = ["| behaviour | evidence | what it shows |", "|---|---|---|"]
    lines += [f"| {name} | {one.level}: `{one.source}` | {one.what} |" for name, one in BEHAVIOURS.items()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(kinds())
    print(behaviours())
