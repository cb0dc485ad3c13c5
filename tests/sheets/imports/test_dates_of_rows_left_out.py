"""A row that is left out says how its file writes dates all the same."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sheets.imports import recognise

SAVED_IN_BOGOTA = """Transaction List by Date;;;;;;;
Páramo SAS;;;;;;;
;;;;;;;
Date;Transaction Type;Num;Name;Memo/Description;Account;Split;Amount
03/11/2026;Payment;1;Ana;;Bancolombia;;300.000,00
14/11/2026;Expense;2;Telas;;Bancolombia;;-150.000,00
"""


def test_an_expense_that_is_left_out_proves_that_the_day_comes_first(tmp_path: Path) -> None:
    # QuickBooks writes the month first where nothing says otherwise: 3 November would become 11 March.
    file = tmp_path / "transacciones.csv"
    file.write_text(SAVED_IN_BOGOTA, encoding="utf-8-sig")
    (found,) = recognise(file)
    values = found.values()
    assert [values.cell("attempt_at", record.values["attempt_at"]) for record in found.records()] == [date(2026, 11, 3)]
    assert not [text for text in values.said if "month/day" in text.en]
