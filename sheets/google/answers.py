"""What an answer of Google's may look like, as far as the program reads it.

Google keeps to its own description. Something in between may not, and neither may a Google of the future: an answer of
another shape is told as one that cannot be read, before anything of it is used.
"""

from __future__ import annotations

from typing import Annotated, Any, TypedDict

import msgspec
from msgspec import Meta

_Id = Annotated[int, Meta(ge=-(2**31), lt=2**31)]
#: A number of rows or columns, or the place of one: Google's largest sheets have ten million cells.
_Count = Annotated[int, Meta(ge=0, le=20_000_000)]
#: Columns are filled up to where the answer begins.
_Column = Annotated[int, Meta(ge=0, le=20_000)]
_Share = Annotated[float, Meta(ge=0, le=1)]


class _Mark(TypedDict, total=False):
    metadataId: _Id
    metadataKey: str
    metadataValue: str


class _Area(TypedDict, total=False):
    sheetId: _Id
    startRowIndex: _Count
    endRowIndex: _Count
    startColumnIndex: _Count
    endColumnIndex: _Count


class _Grid(TypedDict, total=False):
    rowCount: _Count
    columnCount: _Count
    frozenRowCount: _Count
    frozenColumnCount: _Count


class _Tab(TypedDict, total=False):
    sheetId: _Id
    title: str
    index: _Count
    sheetType: str
    hidden: bool
    gridProperties: _Grid


class _Shown(TypedDict, total=False):
    numberValue: float
    stringValue: str
    boolValue: bool
    formulaValue: str
    errorValue: _Error


class _Error(TypedDict, total=False):
    type: str


class _Paint(TypedDict, total=False):
    red: _Share
    green: _Share
    blue: _Share


class _Color(TypedDict, total=False):
    rgbColor: _Paint


class _Letters(TypedDict, total=False):
    foregroundColorStyle: _Color


class _Number(TypedDict, total=False):
    type: str
    pattern: str


class _Look(TypedDict, total=False):
    numberFormat: _Number
    backgroundColorStyle: _Color
    horizontalAlignment: str
    textFormat: _Letters


class _Cell(TypedDict, total=False):
    userEnteredValue: _Shown
    effectiveValue: _Shown
    userEnteredFormat: _Look
    effectiveFormat: _Look


class _Row(TypedDict, total=False):
    values: list[_Cell]


class _Line(TypedDict, total=False):
    hiddenByFilter: bool
    hiddenByUser: bool
    pixelSize: _Count


class _Data(TypedDict, total=False):
    startRow: _Count
    startColumn: _Column
    rowData: list[_Row]
    rowMetadata: list[_Line]
    columnMetadata: list[_Line]


class _Text(TypedDict, total=False):
    userEnteredValue: str


class _Condition(TypedDict, total=False):
    type: str
    values: list[_Text]


class _When(TypedDict, total=False):
    condition: _Condition
    format: _Look


class _Rule(TypedDict, total=False):
    booleanRule: _When


class _Filter(TypedDict, total=False):
    range: _Area


class _Protected(TypedDict, total=False):
    protectedRangeId: _Id
    range: _Area
    warningOnly: bool
    requestingUserCanEdit: bool


class _Sheet(TypedDict, total=False):
    properties: _Tab
    developerMetadata: list[_Mark]
    merges: list[_Area]
    conditionalFormats: list[_Rule]
    basicFilter: _Filter
    protectedRanges: list[_Protected]
    data: list[_Data]


class _Properties(TypedDict, total=False):
    title: str
    locale: str
    timeZone: str


class _Spreadsheet(TypedDict, total=False):
    spreadsheetId: str
    properties: _Properties
    developerMetadata: list[_Mark]
    sheets: list[_Sheet]


class _Marked(TypedDict, total=False):
    developerMetadata: _Mark


class _Reply(TypedDict, total=False):
    createDeveloperMetadata: _Marked


class _Answer(_Spreadsheet, total=False):
    replies: list[_Reply]
    updatedSpreadsheet: _Spreadsheet
    mimeType: str


class _Token(TypedDict):
    access_token: str


class _TokenAnswer(_Token, total=False):
    #: Seconds; google-auth also takes a text of digits.
    expires_in: Annotated[int, Meta(ge=0, le=10**9)] | Annotated[str, Meta(pattern=r"^\d{1,9}$")]
    refresh_token: str
    scope: str


def decoded(body: bytes) -> dict[str, Any] | None:
    """The answer of Sheets or Drive in this body; ``None`` where it is none that can be read."""
    try:
        found: dict[str, Any] = msgspec.json.decode(body)
        msgspec.convert(found, _Answer)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    return found


def is_token(body: bytes) -> bool:
    """Whether the body is what a token service gives with a success."""
    try:
        msgspec.json.decode(body, type=_TokenAnswer)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return False
    return True
