"""Files of different habits, one after the other into one tab: what is read back is what each file said, or unknown."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from sheets import contract, imports, tables
from sheets.references import column_number
from sheets.workbook import Cell, Edit, Snapshot, TabSnapshot
from tests.sheets.imports.test_values import export_of
from tests.sheets.made import STYLE

#: Thousands and decimals as in the US, in Colombia, in France, in Switzerland.
MARKS = st.sampled_from([(",", "."), (".", ","), ("\u202f", ","), ("\u00a0", ","), ("’", ".")])
AROUND = st.sampled_from([("", "", 1), ("$ ", "", 1), ("", " COP", 1), ("-", "", -1), ("(", ")", -1), ("", "-", -1)])
CENTS = st.integers(0, 10**10).map(lambda cents: Decimal(cents) / 100)
WHOLE = (st.integers(1_000, 999_999) | st.integers(0, 10**7)).map(Decimal)


@st.composite
def files(draw: st.DrawFn) -> list[tuple[Decimal, str]]:
    """The amounts of one file as they are meant and as they are written; ``10.50`` may have become ``10.5``."""
    (thousands, point), places = draw(MARKS), draw(st.sampled_from([None, 2, 0]))
    grouped = draw(st.booleans())
    rows = []
    for amount in draw(st.lists(WHOLE if places == 0 else CENTS | WHOLE, min_size=2, max_size=6)):
        before, after, sign = draw(AROUND)
        digits = max(0, -int(amount.normalize().as_tuple().exponent)) if places is None else places
        text = f"{amount:,.{digits}f}" if grouped else f"{amount:.{digits}f}"
        written = text.replace(",", "T").replace(".", point).replace("T", thousands)
        rows.append((sign * amount, f"{before}{written}{after}"))
    return rows


class Kept:
    """A tab of orders in memory, as a workbook keeps it."""

    def __init__(self) -> None:
        self.rows: list[list[Cell]] = [["Order", "Total"]]

    @property
    def snapshot(self) -> Snapshot:
        name = contract.tab("orders").name.en
        return Snapshot("book", (TabSnapshot(name, [list(row) for row in self.rows], row_count=len(self.rows)),))

    def put(self, edits: Sequence[Edit]) -> None:
        for edit in edits:
            assert not edit.cells
            for at, row in enumerate(edit.rows, edit.at):
                self.rows += [[None, None] for _ in range(at - len(self.rows))]
                for letters, cell in row.items():
                    self.rows[at - 1][column_number(letters) - 1] = float(cell) if isinstance(cell, int) else cell


@settings(deadline=None, max_examples=150)
@given(st.lists(files(), min_size=1, max_size=3))
def test_amounts_of_files_of_different_styles_stay_what_each_of_them_said(
    every: list[list[tuple[Decimal, str]]],
) -> None:
    tab, meant, number = Kept(), {}, 1000
    for rows in every:
        lines = []
        for amount, text in rows:
            number += 1
            meant[str(number)] = amount
            lines.append([f"#{number}", text])
        tab.put(imports.merge(export_of("orders", ["order_id", "total"], lines), tab.snapshot).edits)
    read = tables.read(tab.snapshot, STYLE).by_key["orders"].frame
    assert len(read) == len(meant)
    for order, total in zip(read["order_id"], read["total"], strict=True):
        assert pd.isna(total) or total == meant[order]
