"""Answers that are JSON and not what Google describes: one sentence each, and nothing of them is used."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest

from sheets.errors import SheetsError
from sheets.google import around, codes, facts, layout, marks, meanwhile, read, shapes, stash, trouble
from sheets.google.answers import decoded
from sheets.google.client import Client
from sheets.google.ranges import Area
from sheets.google.stash import Stash
from sheets.workbook import Wanted
from tests.google.answers import Answer
from tests.sheets.google.test_errors import NOW, answer
from tests.sheets.google.wire import Time, json, signed_in, wired

_COLOR = {"rgbColor": {"red": 1, "green": 0.5}}
_CELL = {
    "userEnteredValue": {"numberValue": 1, "stringValue": "a", "boolValue": True, "formulaValue": "=1"},
    "effectiveValue": {"errorValue": {"type": "REF", "message": "!"}, "numberValue": 1.5, "stringValue": "a"},
    "effectiveFormat": {"numberFormat": {"type": "DATE"}},
    "userEnteredFormat": {
        "numberFormat": {"type": "DATE", "pattern": "d/m/yy"},
        "backgroundColorStyle": _COLOR,
        "horizontalAlignment": "LEFT",
        "textFormat": {"bold": True, "italic": True, "foregroundColorStyle": _COLOR},
    },
}
_AREA = {"sheetId": 3, "startRowIndex": 0, "endRowIndex": 2, "startColumnIndex": 0, "endColumnIndex": 2}
_MARK = {"metadataId": 7, "metadataKey": "operating-brief", "metadataValue": '{"role":"brief","sheet":3,"run":"x"}'}
_RULE = {
    "condition": {"type": "TEXT_EQ", "values": [{"userEnteredValue": "a"}]},
    "format": {"backgroundColorStyle": _COLOR},
}
#: Everything that is read of any answer, once.
WHOLE: dict[str, Any] = {
    "spreadsheetId": "x",
    "properties": {"title": "Shop", "locale": "en_US", "timeZone": "America/Bogota"},
    "developerMetadata": [_MARK],
    "sheets": [
        {
            "properties": {
                "sheetId": 3, "title": "Brief", "index": 0, "sheetType": "GRID", "hidden": False,
                "gridProperties": {"rowCount": 9, "columnCount": 3, "frozenRowCount": 1, "frozenColumnCount": 1},
            },
            "developerMetadata": [_MARK],
            "merges": [_AREA, _AREA],
            "conditionalFormats": [{"ranges": [_AREA], "booleanRule": _RULE}],
            "basicFilter": {"range": _AREA},
            "protectedRanges": [
                {"protectedRangeId": 1, "range": _AREA, "warningOnly": False, "requestingUserCanEdit": True}
            ],
            "data": [
                {
                    "startRow": 0, "startColumn": 1, "rowData": [{"values": [_CELL]}],
                    "rowMetadata": [{"hiddenByFilter": True, "hiddenByUser": True, "pixelSize": 21}],
                    "columnMetadata": [{"hiddenByUser": True, "pixelSize": 90}],
                }
            ],
        }
    ],
}  # fmt: skip
ODD: tuple[Any, ...] = (
    None, True, 0, -1, 2.5, 10**30, -(10**30), 1e308, "", "x", "9" * 5000, [], [[]], [None], ["x"], [{}], {}, {"a": 1}
)  # fmt: skip


def reads(said: dict[str, Any]) -> None:
    """All that reads an answer."""
    for sheet in facts.seen("x", said).sheets:
        list(layout.uncolored(sheet.rules, ["a|#ff8000"], 3))
        list(layout.notes(_grid(), 3, sheet.mark.get("notes", ()), 9, 9))
    for tab in around.of(said).tabs.values():
        for row in tab.rows:
            for seen in (tab.formula, tab.is_filled_from_elsewhere):
                seen(row, 2)
            around.shows(tab.cell(row, 2))
            tab.said(row)
    meanwhile.outdated(facts.seen("x", said), {}, said, {})
    codes.dates(said)
    stash.held(Stash(3, "_Google", 9, 9, {}, {3: Area(0, 9, 0, 9)}), {"updatedSpreadsheet": said})
    for sheet in said.get("sheets", ()):
        shapes._tab_look(sheet)


def _grid() -> Any:
    from sheets.grid import Grid

    return Grid("brief", "Brief", {}, {})


def changed(said: Any) -> Iterator[tuple[str, Any]]:
    """The answer with each one of its parts replaced by each odd one, or left out."""
    for odd in ODD:
        yield f"= {odd!r:.40}", odd
    if isinstance(said, dict):
        for name, value in said.items():
            yield f".{name} left out", {key: other for key, other in said.items() if key != name}
            for path, part in changed(value):
                yield f".{name}{path}", {**said, name: part}
    elif isinstance(said, list):
        for at, value in enumerate(said):
            for path, part in changed(value):
                yield f"[{at}]{path}", [*said[:at], part, *said[at + 1 :]]


def test_whatever_is_taken_for_an_answer_can_be_read() -> None:
    reads(decoded(msgspec.json.encode(WHOLE)) or {})
    taken = 0
    for path, odd in changed(WHOLE):
        found = decoded(msgspec.json.encode(odd))
        if found is not None:
            taken += 1
            try:
                reads(found)
            except Exception as error:
                raise AssertionError(f"{path}: {error!r}") from error
    assert taken > 100  # what is left out, and other texts and numbers, are answers still


MARKS = {
    "no JSON": "{",
    "not ours": "5",
    "deep": "[" * 100_000,
    "another tab's": '{"role":"brief","sheet":4}',
    "notes that are none": '{"role":"brief","sheet":3,"notes":5,"rules":{"a":1}}',
    "notes that are no texts": '{"role":"brief","sheet":3,"notes":[[],{},4],"rules":[[1]]}',
    "a role that is none": '{"role":[],"sheet":3}',
    "a run that is none": '{"contract":"4","run":{"a":[]}}',
}


@pytest.mark.parametrize("value", MARKS.values(), ids=MARKS)
def test_a_mark_that_another_program_damaged_is_no_trouble(value: str) -> None:
    mark = _MARK | {"metadataValue": value}
    sheet = WHOLE["sheets"][0] | {"developerMetadata": [mark, mark]}
    reads(WHOLE | {"developerMetadata": [mark, mark], "sheets": [sheet]})
    assert marks.tab_key(sheet) == ("brief" if '"sheet":3,"n' in value else "")
    assert set(marks.tab_says(sheet)[1].get("notes", ())) == set()


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Any, Callable[[], Client]]]:
    with wired(tmp_path, monkeypatch) as wire:
        yield wire, lambda: Client(signed_in(None), retry=Time().retry())


def test_an_answer_of_another_shape_is_one_sentence(asked) -> None:
    wire, client = asked
    wire.answers = [json({"sheets": [{"data": [4]}]})] * 3
    with pytest.raises(SheetsError) as caught:
        client().look("x" * 20, "sheets")
    assert caught.value.kind == "bad_answer"
    assert len(wire.asked) == 3


def test_a_new_spreadsheet_without_an_id_is_looked_for_by_the_founder(asked) -> None:
    wire, client = asked
    wire.answers = [json({"properties": {"title": "Shop"}})]
    with pytest.raises(SheetsError) as caught:
        client().create({"properties": {"title": "Shop"}}, "spreadsheetId")
    assert caught.value.kind == "lost"


@pytest.mark.parametrize(
    "body",
    [b"true", b"[]", b'{"access_token": 5}', b'{"access_token":"a","expires_in":-1e9}',
     b'{"access_token":"a","expires_in":10000000000000}', b"[" * 100_000, b"\xff\xfe"],
)  # fmt: skip
def test_a_token_that_is_none_is_one_sentence(asked, body: bytes) -> None:
    wire, client = asked
    wire.tokens = [Answer(200, body, {"Content-Type": "application/json"})] * 9
    with pytest.raises(SheetsError) as caught:
        client().look("x" * 20, "sheets")
    assert caught.value.kind == "bad_answer"
    assert wire.asked == []


@pytest.mark.parametrize("odd", [5, "x", {"a": 1}, [5, None, {"reason": 7}], None])
def test_reasons_of_another_shape_are_no_reasons(odd: object) -> None:
    met = trouble.of_answer(answer(403, "No.", errors=odd, details=odd), trouble.Asked(), NOW)
    assert met.error.kind == "not_shared"


@pytest.mark.parametrize(
    "pause", ["9" * 400, "99999999999", "Mon, 99 Nov 99999 08:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT"]
)
def test_a_pause_beyond_all_calendars_is_told(pause: str) -> None:
    made = answer(429, "Quota exceeded")
    made.headers["Retry-After"] = pause
    assert trouble.of_answer(made, trouble.Asked(), NOW).error.kind == "quota"


class _Short:
    """Answers a reading of values with one range less than was asked for, from the ``after``-th reading on."""

    def __init__(self, after: int) -> None:
        self.after = after

    def look(self, id: str, fields: str, ranges: Sequence[str] = (), grid: bool = False) -> dict[str, Any]:
        size = {"rowCount": 1000, "columnCount": 26}
        tabs = [{"sheetId": at, "title": title, "gridProperties": size} for at, title in enumerate(["Orders", "Mine"])]
        return {"properties": {"title": "Shop"}, "sheets": [{"properties": tab} for tab in tabs]}

    def values(self, id: str, ranges: Sequence[str], render: str = "UNFORMATTED_VALUE") -> bytes:
        self.after -= 1
        rows = [["Name", "Created at", "Financial Status", "Total"], ["#1", 46337, "paid", 5]]
        return msgspec.json.encode({"valueRanges": [{"values": rows}] * (len(ranges) - (self.after < 0))})


@pytest.mark.parametrize("after", [0, 1, 2])
def test_fewer_ranges_than_were_asked_for_are_one_sentence(after: int) -> None:
    with pytest.raises(SheetsError) as caught:
        read.read_for(_Short(after), "x", Wanted("orders", "order"))
    assert caught.value.kind == "bad_answer"
