from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.formula.translate import Translator

from sheets.excel.formulas import Formula, formula_of, formula_xml, moved

#: Formula, and how it reads three rows further down and two columns further right.
CASES = {
    "A1+B2": "C4+D5",
    "SUM($A1:B$2)*$C$3": "SUM($A4:D$2)*$C$3",
    "LOG10(A1)": "LOG10(C4)",
    '\'My A1\'!A1&"A1 ""B2"""': '\'My A1\'!C4&"A1 ""B2"""',
    "Sheet1!A1*2": "Sheet1!C4*2",
    "Table1[[#This Row],[A1]]*A2": "Table1[[#This Row],[A1]]*C5",
    "Sales[A1]+Sales[[A1]:['[B2]]": "Sales[A1]+Sales[[A1]:['[B2]]",
    "SUM(A:A)+SUM($A:B)": "SUM(C:C)+SUM($A:D)",
    "SUM(1:3)+SUM($1:1)": "SUM(4:6)+SUM($1:4)",
    "_xlfn.STDEV.S(A1:A3)": "_xlfn.STDEV.S(C4:C6)",
    "[1]Sheet1!A1": "[1]Sheet1!C4",
    "rate+Q1+1E5+1.5E3": "rate+S4+1E5+1.5E3",
    "A1#+@B1": "C4#+@D4",
    "XFE1+A1048574": "XFE1+#REF!",
    "XFC1": "#REF!",
    "SUM(A1048574:A1048575)": "SUM(#REF!:#REF!)",
    "{1,2;3,4}+AB$12%": "{1,2;3,4}+AD$12%",
    "Año1+TRUE": "Año1+TRUE",
}


@pytest.mark.parametrize("formula", CASES)
def test_a_formula_moves_with_its_cell(formula: str) -> None:
    assert moved(formula, 3, 2) == CASES[formula]


_REFERENCES = st.builds(
    lambda a, column, b, row: f"{a}{column}{b}{row}",
    st.sampled_from(["", "$"]),
    st.sampled_from(["A", "Z", "AB", "XA"]),
    st.sampled_from(["", "$"]),
    st.integers(50, 900),
)
_PARTS = st.one_of(
    _REFERENCES,
    st.builds(lambda one, other: f"SUM({one}:{other})", _REFERENCES, _REFERENCES),
    st.builds(lambda one: f"'It''s A1'!{one}", _REFERENCES),
    st.sampled_from(['"A1:B2"', "LOG10(4)", "12.5", "C:$D", "$4:70", "Tab[A1]", "ATAN2(A99,$B$98)", "Q_1", "TRUE"]),
)


@given(st.lists(_PARTS, min_size=1, max_size=5), st.integers(-40, 90), st.integers(0, 30))
@settings(max_examples=300)
def test_it_moves_as_another_program_moves_it(parts: list[str], rows: int, columns: int) -> None:
    formula = "+".join(parts)
    start, end = "A50", f"{'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[columns % 26]}{50 + rows}"
    expected = Translator("=" + formula, start).translate_formula(end)[1:]
    assert moved(formula, rows, columns % 26) == expected


def test_a_formula_knows_how_it_reads_elsewhere() -> None:
    assert Formula("B2*$C$1", 2, 3).at(9, 4) == "C9*$C$1"


def test_formulas_are_found_in_cells_and_written_into_them() -> None:
    xml = b"<x:c r='A1'><x:f t='shared' ref=\"A1:A3\" si='4'>B1&lt;2</x:f><x:v>1</x:v></x:c>"
    found = formula_of(xml, b"x:")
    assert found is not None
    assert (found.kind, found.text, found.area, found.group) == ("shared", "B1<2", "A1:A3", "4")
    assert xml[found.end :] == b"<x:v>1</x:v></x:c>"
    assert formula_of(b"<c><v>1</v></c>", b"") is None
    assert formula_xml('B1<2&"é"', "x:", ' si="4"') == '<x:f si="4">B1&lt;2&amp;"é"</x:f>'
