"""Harm that a write does to a founder's formulas shows on this server: it would not be worth a test otherwise."""

from __future__ import annotations

import pytest

from tests.google.asking import Asked, cells, span
from tests.google.model import Cell, Formula


@pytest.fixture
def asked() -> Asked:
    """A founder's tab that looks into our tab Brief and into its own rows."""
    made = Asked("Mine", "Brief")
    made.put("Brief", [["Net sales", 100], ["Refunds", 30], ["Left", 70]])
    made.put(
        "Mine",
        [
            [Formula("=Brief!B3*2"), Formula("=SUM(Brief!B1:B2)"), Formula("=COUNTA(Brief!A:A)")],
            [5, Formula("=A2/4"), Formula('="Brief!B3 is "&Brief!B3')],
        ],
    )
    return made


def formulas(asked: Asked) -> list[object]:
    said = asked.get("/values/Mine", valueRenderOption="FORMULA")
    return [value for row in said["values"] for value in row]


def test_formulas_are_computed(asked: Asked) -> None:
    assert asked.shown("Mine") == [[140, 130, 3], [5, 1.25, "Brief!B3 is 70"]]


def test_a_write_in_place_keeps_them_alive(asked: Asked) -> None:
    asked.batch(
        {
            "updateCells": {
                "range": span(1, 0, 1000, 0, 26),
                "rows": cells([["Net sales", 1], ["Refunds", 2], ["Left", 3]]),
                "fields": "userEnteredValue",
            }
        }
    )

    assert asked.shown("Mine") == [[6, 3, 3], [5, 1.25, "Brief!B3 is 3"]]


def test_a_renamed_tab_is_followed_and_texts_in_quotes_are_not_touched(asked: Asked) -> None:
    asked.batch({"updateSheetProperties": {"properties": {"sheetId": 1, "title": "It's new"}, "fields": "title"}})

    assert formulas(asked) == [
        "='It''s new'!B3*2", "=SUM('It''s new'!B1:B2)", "=COUNTA('It''s new'!A:A)",
        5, "=A2/4", "=\"Brief!B3 is \"&'It''s new'!B3",
    ]  # fmt: skip
    assert asked.shown("Mine")[0] == [140, 130, 3]


def test_a_deleted_tab_leaves_dead_references(asked: Asked) -> None:
    asked.batch({"deleteSheet": {"sheetId": 1}})

    assert formulas(asked)[:3] == ["=#REF!*2", "=SUM(#REF!)", "=COUNTA(#REF!)"]
    assert asked.shown("Mine") == [["#REF!", "#REF!", "#REF!"], [5, 1.25, "#REF!"]]


def test_a_deleted_tab_kills_even_a_value_that_a_fixture_gave(asked: Asked) -> None:
    asked.put("Mine", [[Cell(Formula("=VLOOKUP(1,Brief!A1:B3,2)"), cached=30, given=True)]])
    assert asked.shown("Mine")[0][0] == 30

    asked.batch({"deleteSheet": {"sheetId": 1}})

    assert asked.shown("Mine")[0][0] == "#REF!"


def test_references_move_with_the_rows_above_them(asked: Asked) -> None:
    asked.batch({"insertDimension": {"range": {"sheetId": 1, "dimension": "ROWS", "startIndex": 0, "endIndex": 2}}})
    assert formulas(asked)[:3] == ["=Brief!B5*2", "=SUM(Brief!B3:B4)", "=COUNTA(Brief!A:A)"]
    assert asked.shown("Mine")[0] == [140, 130, 3]

    asked.batch({"deleteDimension": {"range": {"sheetId": 1, "dimension": "ROWS", "startIndex": 2, "endIndex": 3}}})
    assert formulas(asked)[:2] == ["=Brief!B4*2", "=SUM(Brief!B3:B3)"]
    assert asked.shown("Mine")[0] == [140, 30, 2]

    asked.batch({"deleteDimension": {"range": {"sheetId": 1, "dimension": "ROWS", "startIndex": 2, "endIndex": 4}}})
    assert asked.shown("Mine")[0] == ["#REF!", "#REF!", 0]


def test_a_grid_that_is_made_smaller_cuts_references_off(asked: Asked) -> None:
    asked.batch(
        {
            "updateSheetProperties": {
                "properties": {"sheetId": 1, "gridProperties": {"rowCount": 2}},
                "fields": "gridProperties.rowCount",
            }
        }
    )

    assert asked.shown("Mine")[0] == ["#REF!", 130, 2]


def test_named_ranges_merges_and_rules_move_with_the_rows(asked: Asked) -> None:
    asked.batch(
        {"addNamedRange": {"namedRange": {"name": "sales", "range": span(1, 0, 3, 1, 2)}}},
        {"mergeCells": {"range": span(1, 2, 4, 2, 4), "mergeType": "MERGE_ALL"}},
        {"addProtectedRange": {"protectedRange": {"range": span(1, 2, 3, 0, 2), "warningOnly": True}}},
    )
    asked.batch({"insertDimension": {"range": {"sheetId": 1, "dimension": "ROWS", "startIndex": 1, "endIndex": 3}}})

    said = asked.get(fields="namedRanges.range,sheets(merges,protectedRanges.range)")
    assert said["namedRanges"][0]["range"] == span(1, 0, 5, 1, 2)
    assert said["sheets"][1] == {"merges": [span(1, 4, 6, 2, 4)], "protectedRanges": [{"range": span(1, 4, 5, 0, 2)}]}


def test_a_value_that_a_fixture_gave_stays_though_it_could_be_computed(asked: Asked) -> None:
    asked.put("Mine", [[Cell(Formula("=1+1"), cached="by hand", given=True)]])
    asked.batch({"updateCells": {"start": {"sheetId": 1}, "rows": cells([["x"]]), "fields": "userEnteredValue"}})

    assert asked.shown("Mine")[0][0] == "by hand"


def test_a_formula_that_is_beyond_the_server_says_so(asked: Asked) -> None:
    asked.put("Mine", [[Formula("=QUERY(Brief!A1:B3)")]])

    assert asked.shown("Mine")[0][0] == "#NAME?"


def test_errors_and_circles_show_as_google_shows_them(asked: Asked) -> None:
    asked.put("Mine", [[Formula("=1/0"), Formula('="a"*2'), Formula("=C1+1"), Formula("=NoSuchTab!A1")]])

    assert asked.shown("Mine")[0] == ["#DIV/0!", "#VALUE!", "#REF!", "#REF!"]
    said = asked.get(ranges="Mine!A1", fields="sheets.data.rowData.values.effectiveValue")
    (cell,) = said["sheets"][0]["data"][0]["rowData"][0]["values"]
    assert cell["effectiveValue"]["errorValue"]["type"] == "DIVIDE_BY_ZERO"


def test_a_sparkline_shows_nothing_and_follows_its_range(asked: Asked) -> None:
    asked.put("Mine", [["Line", Formula("=SPARKLINE(Brief!B1:B3;Brief!A1:A2)")]])
    assert asked.shown("Mine")[0] == ["Line", "", 3]

    asked.batch({"deleteSheet": {"sheetId": 1}})
    assert asked.shown("Mine")[0][:2] == ["Line", "#REF!"]


@pytest.mark.parametrize(
    ("locale", "comma"), [("en_US", ""), ("es_MX", ""), ("es_CO", "#ERROR!"), ("de_DE", "#ERROR!")]
)
def test_arguments_are_parted_by_a_semicolon_everywhere_and_by_a_comma_only_where_it_is_no_decimal_sign(
    asked: Asked, locale: str, comma: str
) -> None:
    with asked.server.store.change(asked.book_id) as book:
        book.properties = book.properties | {"locale": locale}
    asked.put(
        "Mine",
        [[Formula("=SPARKLINE(Brief!B1:B3;Brief!A1:A2)"), Formula("=SPARKLINE(Brief!B1:B3,Brief!A1:A2)"), "end"]],
    )

    assert asked.shown("Mine")[0] == ["", comma, "end"]
