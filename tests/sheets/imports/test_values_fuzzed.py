"""Whatever stands in a file: no cell breaks an import, and what is written is read as the file itself would be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from sheets import cells
from sheets.contract import Column, tab
from sheets.imports.in_place import in_place, offers
from sheets.workbook import Cell, ErrorCell, Snapshot, TabSnapshot
from tests.sheets.imports.test_values import export_of
from tests.sheets.made import STYLE

ORDERS = tab("orders")
TEXTS = st.text(alphabet=st.sampled_from("0123456789.,-+$€%() /:'’\u00a0\u202fabcTZeE=\"\ud800\x00\n"), max_size=14)
CELLS = st.one_of(
    TEXTS,
    st.text(max_size=8),
    st.floats(allow_nan=True, allow_infinity=True),
    st.integers(min_value=-(10**18), max_value=10**18),
    st.booleans(),
    st.datetimes(),
    st.dates(),
    st.just(ErrorCell("#N/A")),
    st.none(),
)


def read(column: Column, raw: Sequence[Cell]) -> list[Any]:
    found = cells.read(column, raw, column.name, STYLE, STYLE.zone, False).values
    return [None if value is None or pd.isna(value) else value for value in found]


def both(name: str, raw: Sequence[Cell]) -> tuple[list[Any], list[Any]]:
    """What the reader makes of the file's own cells, and of those that are written for them."""
    column = ORDERS.column(name)
    values = export_of("orders", [name], [[cell] for cell in raw]).values()
    return read(column, raw), read(column, [values.cell(name, cell) for cell in raw])


@settings(deadline=None)
@given(st.lists(CELLS, max_size=8))
def test_no_cell_breaks_a_column_of_any_kind(raw: list[Cell]) -> None:
    for column in ORDERS.columns:
        values = export_of("orders", [column.name], [[cell] for cell in raw]).values()
        for cell in raw:
            values.cell(column.name, cell)


@settings(deadline=None)
@given(st.lists(CELLS, min_size=1, max_size=6), st.lists(st.lists(CELLS, max_size=6), max_size=5))
def test_no_tab_breaks_reading_in_place_and_offering(header: list[Cell], rows: list[list[Cell]]) -> None:
    for name in ("Orders", "Support", "Hoja 7"):
        for top in (header, ["Campaign name", "Amount spent (COP)", "Reporting starts", *header]):
            snapshot = Snapshot("book", (TabSnapshot(name, [top, *rows], row_count=len(rows) + 1),))
            in_place(snapshot)
            offers(snapshot)


@given(
    st.lists(st.decimals(min_value=-(10**9), max_value=10**9, places=2), min_size=1, max_size=8),
    st.sampled_from([".,", ",."]),
)
def test_amounts_of_one_style_are_written_as_the_file_reads(amounts: list[Decimal], marks: str) -> None:
    thousands, point = marks
    raw = [f"{amount:,.2f}".replace(",", "t").replace(".", point).replace("t", thousands) for amount in amounts]
    as_file, as_written = both("total", raw)
    assert as_written == as_file == list(amounts)


FORMS = ("1.234", "12,50", "12.50", "1,234", "0.00", "189.900", "$ 5", "1 234", "(7)", "-3,5", "7", "--", "N/A",
         "CA$1.234", "1.234,50", "1,234.50", "2,50-", "x", 7.5, 1234)  # fmt: skip


@given(st.lists(st.one_of(TEXTS, st.sampled_from(FORMS)), max_size=8))
def test_amounts_of_any_style_are_never_written_as_others(raw: list[str]) -> None:
    as_file, as_written = both("total", raw)
    for file, written in zip(as_file, as_written, strict=True):
        # What the file's own reading leaves open may be decided by what the tool is known for, never the other way round.
        assert written == file or file is None


@given(st.lists(st.datetimes(datetime(2015, 1, 2), datetime(2035, 12, 30)), min_size=1, max_size=8), st.booleans())
def test_moments_are_written_as_the_file_reads(moments: list[datetime], day_first: bool) -> None:
    moments = [moment.replace(microsecond=0) for moment in moments]
    raw = [moment.strftime("%d/%m/%Y %H:%M:%S" if day_first else "%m/%d/%Y %H:%M:%S") for moment in moments]
    as_file, as_written = both("created_at", raw)
    assert as_written == as_file


@given(st.lists(st.dates(date(2015, 1, 1), date(2035, 12, 31)), min_size=1, max_size=8))
def test_dates_in_words_are_written_as_days(days: list[date]) -> None:
    names = ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "set", "oct", "nov", "dic"]
    raw = [f"{day.day} de {names[day.month - 1]} de {day.year}" for day in days]
    values = export_of("orders", ["promise_date"], [[cell] for cell in raw]).values()
    assert [values.cell("promise_date", cell) for cell in raw] == days
