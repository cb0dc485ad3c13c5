"""Rows that have a name of their own, put into their tab by it: what is new, what changed, what would count twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sheets import contract, imports
from sheets.errors import Text
from sheets.excel.book import ExcelBook
from sheets.imports.kinds import Export
from sheets.imports.listing import Samples

TRAFFIC = Export(
    key="visits",
    tool="Counter",
    kind=Text("visits", "visitas"),
    table="traffic",
    needs=(("From",),),
    columns={"From": "date_from", "To": "date_to", "Page": "product_id", "Sessions": "sessions"},
)
ADS = Export(
    key="ads",
    tool="Ads",
    kind=Text("ads", "anuncios"),
    table="campaigns",
    needs=(("Campaign",),),
    columns={"Campaign": "campaign_id", "Start": "starts_at", "End": "ends_at", "Spend": "spend"},
    identity=("campaign_id", "starts_at", "ends_at"),
)
MONEY = Export(
    key="money",
    tool="Bank",
    kind=Text("money", "dinero"),
    table="payments",
    needs=(("Ref",),),
    columns={"Ref": "reference", "Kind": "kind", "At": "attempt_at", "Amount": "amount", "Order": "order_id"},
)
PEOPLE = Export(
    key="people",
    tool="Shop",
    kind=Text("people", "clientes"),
    table="customers",
    needs=(("Email",),),
    columns={"Email": "email", "Orders": "orders"},
)


class Brand:
    """A workbook with one tab as somebody made it, and what is imported into it."""

    def __init__(self, folder: Path, export: Export, columns: str, *rows: list[Any]) -> None:
        self.export, self.folder, self.path = export, folder, folder / "brand.xlsx"
        book = openpyxl.Workbook()
        tab = contract.tab(export.table)
        book.active.title = tab.name.en
        header = [name if name == "Mine" else tab.column(name).title.en for name in columns.split()]
        for line in (header, *rows):
            book.active.append(line)
        book.save(self.path)

    def take(self, text: str, **how: Any) -> tuple[imports.Merge, Samples]:
        file = self.folder / "export.csv"
        file.write_text(text)
        (found,) = imports.recognise(file, also=(self.export,), kind=self.export.key)
        book, samples = ExcelBook(self.path), Samples()
        mode = how.get("mode", "update")
        merge = imports.merge(found, book.read_for(imports.wanted(found, mode)), mode, samples)
        if merge.edits:
            book.edit(merge.edits, book.read().fingerprint)
        return merge, samples

    def rows(self) -> list[tuple[Any, ...]]:
        sheet = openpyxl.load_workbook(self.path).worksheets[0]
        return [row for row in list(sheet.iter_rows(values_only=True))[1:] if any(cell is not None for cell in row)]


def counts(merge: imports.Merge) -> tuple[int, int, int, int, int]:
    return merge.new, merge.changed, merge.same, merge.missing, merge.refused_rows


# Named by one id


def paid(folder: Path, *rows: list[Any]) -> Brand:
    return Brand(folder, MONEY, "Mine reference kind attempt_at amount order_id", *rows)


def test_a_row_is_found_by_its_id_wherever_it_stands_and_only_what_changed_is_set(tmp_path: Path) -> None:
    brand = paid(
        tmp_path, ["first", "p-2", "charge", datetime(2026, 11, 10, 9), 500, "#2"], ["second", "p-1", "charge"]
    )
    merge, seen = brand.take(
        "Ref,Kind,At,Amount,Order\np-1,charge,2026-11-10 08:00:00,300,#1\n"
        "p-2,charge,2026-11-10 09:00:00,450,#2\np-3,charge,2026-11-11 09:00:00,80,#3\n"
    )
    assert counts(merge) == (1, 2, 0, 0, 0)
    ((row, changes),) = [(each.row, each.changes) for each in seen.rows["changed"] if each.row == 2]
    assert (row, changes) == (2, (("amount", 500, 450),))
    assert [(row[0], row[1], row[4]) for row in brand.rows()] == [
        ("first", "p-2", 450), ("second", "p-1", 300), (None, "p-3", 80)
    ]  # fmt: skip


def test_an_id_that_a_spreadsheet_made_a_number_of_is_the_same_id(tmp_path: Path) -> None:
    brand = paid(tmp_path, ["x", 41022, "charge", None, 500, None])
    merge, _ = brand.take("Ref,Kind,Amount\n41022,charge,500\n")
    assert counts(merge)[:3] == (0, 0, 1)


def test_a_row_without_any_name_is_refused_with_a_sentence(tmp_path: Path) -> None:
    merge, _ = paid(tmp_path).take("Ref,Kind,At,Amount,Order\n,charge,2026-11-10,300,\n")
    assert counts(merge) == (0, 0, 0, 0, 1)
    assert merge.refused[0].said.en == (
        "export.csv, row 2: it has no Reference or Order, so it cannot be told from other rows of Payments."
    )


def test_the_same_row_twice_in_a_file_is_one_and_twice_with_other_figures_is_refused(tmp_path: Path) -> None:
    brand = paid(tmp_path)
    merge, _ = brand.take("Ref,Kind,Amount\np-1,charge,300\np-1,charge,300\np-1,charge,310\np-1,fee,9\n")
    assert counts(merge) == (2, 0, 0, 0, 1)
    assert merge.refused[0].row == 4
    assert "stands twice with different figures" in merge.refused[0].said.en
    assert [(row[1], row[2], row[4]) for row in brand.rows()] == [("p-1", "charge", 300), ("p-1", "fee", 9)]


def test_a_name_that_two_rows_of_the_tab_have_is_not_guessed_at(tmp_path: Path) -> None:
    merge, _ = paid(tmp_path, ["a", "p-1", "charge"], ["b", "p-1", "charge"]).take("Ref,Kind,Amount\np-1,charge,300\n")
    assert counts(merge)[:3] == (0, 0, 0)
    assert merge.refused[0].said.en == (
        "export.csv, row 2: rows 2, 3 of Payments all have its name: delete those that are too many."
    )


def test_a_row_that_was_kept_without_its_id_is_found_by_its_order_and_gets_it(tmp_path: Path) -> None:
    brand = paid(tmp_path, ["x", None, "charge", datetime(2026, 11, 10, 8), 300, 1001])
    merge, _ = brand.take("Ref,Kind,At,Amount,Order\np-1,charge,2026-11-10 08:00:00 -0500,300,#1001\n")
    assert counts(merge)[:2] == (0, 1)
    assert brand.rows()[0][1] == "p-1"


def test_moments_are_compared_as_moments(tmp_path: Path) -> None:
    # The tab has what a spreadsheet left of the first, and the second as another program writes the same instant.
    brand = paid(
        tmp_path,
        ["x", None, "charge", datetime(2026, 11, 10, 8), 300, "#1"],
        ["y", None, "charge", "2026-11-10T14:00:00Z", 70, "#2"],
    )
    text = (
        "Ref,Kind,At,Amount,Order\n,charge,2026-11-10 08:00:00 -0500,300,#1\n,charge,2026-11-10 09:00:00 -0500,70,#2\n"
    )
    merge, _ = brand.take(text)
    assert (merge.new, merge.refused_rows) == (0, 0)
    later, _ = brand.take("Ref,Kind,At,Amount,Order\n,charge,2026-11-10 09:00:00 -0400,70,#2\n")
    assert later.new == 1


def test_a_re_sorted_tab_takes_the_same_export_without_a_change_and_notes_stay_with_their_rows(tmp_path: Path) -> None:
    text = "Ref,Kind,Amount\n" + "".join(f"p-{at},charge,{at * 10}\n" for at in range(1, 6))
    brand = paid(tmp_path)
    brand.take(text)
    book = openpyxl.load_workbook(brand.path)
    rows = [list(row) for row in book.active.iter_rows(min_row=2, values_only=True)]
    for at, row in enumerate(reversed(rows), start=2):
        row[0] = f"note on {row[1]}"
        for column, cell in enumerate(row, start=1):
            book.active.cell(at, column, cell)
    book.save(brand.path)
    assert counts(brand.take(text)[0]) == (0, 0, 5, 0, 0)
    merge, _ = brand.take(text.replace("p-2,charge,20", "p-2,charge,21"))
    assert counts(merge)[:3] == (0, 1, 4)
    assert [(row[0], row[4]) for row in brand.rows() if row[1] == "p-2"] == [("note on p-2", 21)]


# What would count twice

DAYS = "From,To,Sessions\n2026-11-09,2026-11-09,10\n2026-11-10,2026-11-10,20\n"


def visited(folder: Path, *rows: list[Any]) -> Brand:
    return Brand(folder, TRAFFIC, "date_from date_to product_id sessions", *rows)


def test_a_week_over_days_that_are_there_is_refused_and_says_what_to_do(tmp_path: Path) -> None:
    brand = visited(tmp_path)
    brand.take(DAYS)
    merge, _ = brand.take("From,To,Sessions\n2026-11-09,2026-11-15,99\n")
    assert counts(merge)[:2] == (0, 0)
    assert merge.refused[0].kind == "overlap"
    assert merge.refused[0].said.en == (
        "export.csv, row 2: it covers 2026-11-09 to 2026-11-15, and row 2 of Traffic covers 2026-11-09 of the same: it "
        "would count twice. Export by day, or delete row 2."
    )
    assert sum(row[3] for row in brand.rows()) == 30


def test_days_inside_one_file_that_share_a_day_are_refused_too(tmp_path: Path) -> None:
    merge, _ = visited(tmp_path).take(DAYS + "2026-11-08,2026-11-09,7\n")
    assert counts(merge)[0] == 2
    assert merge.refused[0].said.en == (
        "export.csv, row 4: it covers 2026-11-08 to 2026-11-09, and row 2 of the file covers 2026-11-09 of the same: it "
        "would count twice. Export by day."
    )


def test_the_same_days_of_another_product_or_the_days_after_count_on_their_own(tmp_path: Path) -> None:
    brand = visited(tmp_path)
    brand.take(DAYS)
    merge, _ = brand.take("From,To,Page,Sessions\n2026-11-09,2026-11-15,vest,5\n2026-11-11,2026-11-17,,6\n")
    assert counts(merge)[0] == 2
    assert counts(merge)[4] == 0


def test_a_day_without_an_end_is_that_day(tmp_path: Path) -> None:
    brand = visited(tmp_path, [datetime(2026, 11, 9), None, None, 10])
    merge, _ = brand.take("From,To,Sessions\n2026-11-09,2026-11-09,12\n")
    assert counts(merge)[:2] == (0, 1)


def test_a_campaign_of_a_month_over_its_own_days_is_refused_and_another_campaign_is_not(tmp_path: Path) -> None:
    brand = Brand(tmp_path, ADS, "campaign_id starts_at ends_at spend")
    brand.take("Campaign,Start,End,Spend\nA,2026-11-09,2026-11-09,10\nA,2026-11-10,2026-11-10,20\n")
    merge, _ = brand.take("Campaign,Start,End,Spend\nA,2026-11-01,2026-11-30,99\nB,2026-11-01,2026-11-30,5\n")
    assert (merge.new, merge.refused_rows) == (1, 1)
    # 10 + 20 + 5
    assert sum(row[3] for row in brand.rows()) == 35


# What is not in the file


def test_days_that_the_file_covers_and_does_not_have_are_missing_and_others_are_not(tmp_path: Path) -> None:
    brand = visited(tmp_path)
    brand.take(DAYS + "2026-11-11,2026-11-11,30\n2026-11-20,2026-11-20,1\n")
    merge, seen = brand.take("From,To,Sessions\n2026-11-09,2026-11-09,10\n2026-11-11,2026-11-11,30\n")
    assert counts(merge) == (0, 0, 2, 1, 0)
    assert [each.row for each in seen.rows["missing"]] == [3]
    assert sum(row[3] for row in brand.rows()) == 61


def test_of_a_list_everything_that_the_file_does_not_have_is_missing(tmp_path: Path) -> None:
    brand = Brand(tmp_path, PEOPLE, "email orders", ["ana@example.com", 3], ["luz@example.com", 1])
    merge, _ = brand.take("Email,Orders\nAna@example.com,4\n")
    assert counts(merge) == (0, 1, 0, 1, 0)
    assert brand.rows() == [("Ana@example.com", 4), ("luz@example.com", 1)]


# Modes


def test_append_adds_what_is_new_and_leaves_what_is_there(tmp_path: Path) -> None:
    brand = paid(tmp_path, ["x", "p-1", "charge", None, 300, None])
    merge, _ = brand.take("Ref,Kind,Amount\np-1,charge,999\np-2,charge,5\n", mode="append")
    assert counts(merge)[:3] == (1, 0, 1)
    assert [row[4] for row in brand.rows()] == [300, 5]
    assert merge.notes[-1].en == (
        "1 row of Payments says something else than the export and stayed: only new rows are added."
    )


def test_replace_leaves_what_the_file_holds_and_names_what_was_written_beside_the_rest(tmp_path: Path) -> None:
    brand = paid(
        tmp_path,
        ["ask the bank", "p-1", "charge", None, 300, "#1"],
        [None, "p-2", "charge", None, 5, "#2"],
        [None, "p-9", "charge", None, 7, "#9"],
    )
    merge, _ = brand.take("Ref,Kind,Amount,Order\np-2,charge,6,#2\np-3,charge,8,#3\n", mode="replace")
    assert counts(merge) == (1, 1, 0, 2, 0)
    assert [(row[0], row[1], row[4]) for row in brand.rows()] == [
        ("ask the bank", None, None), (None, "p-2", 6), (None, "p-3", 8)
    ]  # fmt: skip
    assert "A2 “ask the bank”" in merge.notes[0].en


def test_what_is_replaced_takes_no_days_from_what_replaces_it(tmp_path: Path) -> None:
    brand = visited(tmp_path)
    brand.take(DAYS)
    merge, _ = brand.take("From,To,Sessions\n2026-11-09,2026-11-15,99\n", mode="replace")
    assert counts(merge) == (1, 0, 0, 2, 0)
    assert sum(row[3] or 0 for row in brand.rows()) == 99


@pytest.mark.parametrize("columns", [("reference",), ("order_id",)])
def test_an_export_may_say_itself_what_names_its_rows(tmp_path: Path, columns: tuple[str, ...]) -> None:
    brand = paid(tmp_path, ["x", "p-1", "charge", None, 300, "#1"])
    brand.export = replace(MONEY, identity=columns)
    merge, _ = brand.take("Ref,Kind,Amount,Order\np-1,refund,5,#1\n")
    assert counts(merge)[:2] == (0, 1)


def test_an_id_that_a_spreadsheet_rounded_is_refused(tmp_path: Path) -> None:
    merge, _ = paid(tmp_path).take("Ref,Kind,Amount\n4.29E+15,charge,300\n")
    assert counts(merge) == (0, 0, 0, 0, 1)
    assert "a spreadsheet rounded its number" in merge.refused[0].said.en
