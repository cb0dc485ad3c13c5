"""The ways of an import, in either home: modes, lists, tabs that are not there yet, maps, days, and taking it back."""

from __future__ import annotations

import json
from typing import Any

import openpyxl
import pytest

from sheets import template
from sheets.contract import tab
from tests.founder import EXPORT, founders_book, line
from tests.google.homes import Home, both, shown
from tests.workbooks import workbook

ANA = ("Ana", "JA-M", "Jersey - M", 1, "#1001", "paid", "2026-11-12 09:00:00 -0500", 70_000, "sí")
LUIS = ("Luis", "SN-SM", "Socks - SM", 2, "#1002", "pending", "2026-11-12 09:00:00 -0500", 20_000, "no")
FIRST = line("#1001", "JA-M", "Jersey - M", 1, 75_000).replace("2026-11-13 10:00", "2026-11-12 09:00", 1)
NEW = line("#1003", "CC-U", "Cap - U", 3, 49_900)
PAID = "id,Created date (UTC),Amount,Amount Refunded,Currency,Fee,Status\n"
ONE = "ch_1,2026-11-03 14:00:00,189.90,0.00,usd,5.81,Paid\n"
TWO = "ch_2,2026-11-04 14:00:00,60.00,0.00,usd,2.04,Paid\n"


def back(home: Home, *more: str) -> str:
    """Take the last import back."""
    return home.command("import", "--undo", "--into", home.place, "--lang", "en", *more)


@pytest.mark.parametrize("mode", ["append", "replace"])
def test_modes_do_the_same(google, capsys, tmp_path, mode) -> None:
    def steps(home: Home) -> list[list[Any]]:
        home.take(EXPORT + FIRST + NEW, "--mode", mode)
        return home.look().rows("Pedidos")

    file, _ = both(google, capsys, tmp_path, founders_book(tmp_path / "mine.xlsx", ANA, LUIS), steps)
    totals = [row[8] for row in file.look().rows("Pedidos")[4:] if len(row) > 8 and row[8] is not None]
    # Append keeps 70,000 and 20,000; replace takes 75,000 and empties #1002.
    assert totals == ([70_000, 20_000, 49_900] if mode == "append" else [75_000, 49_900])


@pytest.mark.parametrize("what", ["new", "changed", "same", "missing", "refused"])
def test_every_list_says_the_same_and_writes_nothing(google, capsys, tmp_path, what) -> None:
    def steps(home: Home) -> str:
        return home.take(EXPORT + FIRST + NEW + ",paid,,5,,1,X,1,X\n", "--list", what)

    file, _ = both(google, capsys, tmp_path, founders_book(tmp_path / "mine.xlsx", ANA, LUIS), steps)
    assert google.writes == []
    said = file.said[0][1]
    listed = {
        "new": "row 3 #1003: #1003,",
        "changed": "row 5 #1001: Total: 70000 → 75000",
        "same": "0 the same",
        "missing": "row 6 #1002:",
        "refused": "row 4: it has no order number.",
    }
    assert listed[what] in said


def test_a_tab_that_the_workbook_has_not_is_added_and_filled(google, capsys, tmp_path) -> None:
    path = tmp_path / "brand.xlsx"
    template.new(path, "es")

    def steps(home: Home) -> list[list[Any]]:
        before = home.look().tabs()
        home.take(PAID + ONE, "--preview", name="stripe.csv")
        assert home.look().tabs() == before
        for text in (PAID + ONE, PAID + ONE + TWO):
            home.take(text, name="stripe.csv")
        assert home.look().tabs() == [*before, "Pagos"]
        return shown(home.look().rows("Pagos"))

    file, _ = both(google, capsys, tmp_path, path, steps)
    assert "El archivo aún no tiene" not in file.said[0][1]
    assert "The workbook has no tab Pagos yet: it would be added." in file.said[0][1]
    rows = file.look().rows("Pagos")
    header = rows[0]
    amounts = [row[header.index(tab("payments").column("amount").title.es)] for row in rows[2:]]
    # The first row below the header is the grey example. 189.90 and 60.00 came in.
    assert amounts == [189.9, 60]


def test_an_undo_takes_back_only_what_still_is_as_the_import_left_it(google, capsys, tmp_path) -> None:
    def steps(home: Home) -> list[list[Any]]:
        home.take(EXPORT + FIRST + line("#1002", "SN-SM", "Socks - SM", 2, 25_000) + NEW)
        with home.by_hand() as hand:
            row, column = hand.find("Pedidos", 25_000)
            hand.put("Pedidos", row, column, 26_000)
            hand.put("Pedidos", 7, 1, "Sofía")
        back(home)
        return home.look().rows("Pedidos")

    file, _ = both(google, capsys, tmp_path, founders_book(tmp_path / "mine.xlsx", ANA, LUIS), steps)
    rows = file.look().rows("Pedidos")
    # 70,000 is back; 26,000 is the founder's; of the new order only what the founder wrote beside it stays.
    assert [row[8] for row in rows[4:6]] == [70_000, 26_000]
    assert rows[6][0] == "Sofía"
    assert [cell for cell in rows[6] if cell is not None] == ["Sofía", "=I7*0.4"]
    assert "Changed since, so it stays: Pedidos!I6." in file.said[1][1]


def test_a_tab_that_an_import_added_is_said_to_stay(google, capsys, tmp_path) -> None:
    path = tmp_path / "brand.xlsx"
    template.new(path, "en")

    def steps(home: Home) -> list[list[Any]]:
        home.take(PAID + ONE, name="stripe.csv")
        with home.by_hand() as hand:
            hand.put("Notes", 4, 1, "mine")
        assert "The tab Payments, which the import added, stays." in back(home)
        return shown(home.look().rows("Payments"))

    file, _ = both(google, capsys, tmp_path, path, steps)
    assert len(file.look().rows("Payments")) == 2  # the header and the grey example


def test_a_map_is_remembered_and_forgotten_only_when_asked(google, capsys, tmp_path) -> None:
    path = tmp_path / "brand.xlsx"
    template.new(path, "en")
    text = "Fecha;Valor;Comprobante\n2026-11-03;189900;R-1\n"
    columns = {"Fecha": "attempt_at", "Valor": "amount", "Comprobante": "reference"}

    def steps(home: Home) -> list[Any]:
        mapping = home.folder / "map.json"
        mapping.write_text(json.dumps({"table": "payments", "columns": columns}))
        home.take(text, "--map", str(mapping), "--preview", name="bank.csv")
        assert "map.payments" not in home.look().texts("Definitions")
        home.take(text, "--map", str(mapping), name="bank.csv")
        assert "map.payments" in home.look().texts("Definitions")
        # The next time the file is known by its headers.
        assert "1 new" in home.take(text.replace("R-1", "R-2"), name="bank of today.csv")
        for _ in range(2):
            # A file goes back as a whole where it can, and says so.
            code, _, err = home.run("import", "--undo", "--into", home.place)
            assert code == 0, err
        assert len(home.look().rows("Payments")) == 2
        assert "map.payments" in home.look().texts("Definitions")
        home.take(text, name="bank.csv")
        home.take(text.replace("R-1", "R-3"), "--map", str(mapping), name="bank.csv")
        return shown(home.look().rows("Payments"))

    both(google, capsys, tmp_path, path, steps)


def test_what_was_matched_is_forgotten_with_the_import_where_that_is_asked(google, capsys, tmp_path) -> None:
    path = tmp_path / "brand.xlsx"
    template.new(path, "en")

    def steps(home: Home) -> None:
        mapping = home.folder / "map.json"
        mapping.write_text(json.dumps({"table": "payments", "columns": {"Valor": "amount", "Ref": "reference"}}))
        home.take("Ref;Valor\nR-1;5\n", "--map", str(mapping), name="bank.csv")
        with home.by_hand() as hand:
            hand.put("Notes", 4, 1, "mine")
        back(home, "--forget")
        assert "map.payments" not in home.look().texts("Definitions")

    both(google, capsys, tmp_path, path, steps)


def test_a_tab_of_the_workbook_itself_can_be_the_export(google, capsys, tmp_path) -> None:
    pasted = [cells.split(",") for cells in (PAID + ONE + TWO).splitlines()]
    path = workbook(tmp_path / "mine.xlsx", {"from the bank": pasted, "Payments": [["Reference", "Kind", "Amount"]]})

    def steps(home: Home) -> list[list[Any]]:
        said = home.command("import", "--tab", "from the bank", "--into", home.place, "--lang", "en")
        assert "from the bank: Stripe payments export. Payments: 2 new" in said
        return home.look().rows("Payments")

    file, _ = both(google, capsys, tmp_path, path, steps)
    assert sum(row[2] for row in file.look().rows("Payments")[1:]) == 249.9
    assert file.look().rows("from the bank")[0][0] == "id"


def test_several_tables_of_one_workbook_go_each_into_its_tab(google, capsys, tmp_path) -> None:
    export = openpyxl.Workbook()
    for text in (EXPORT + FIRST).splitlines():
        export.active.append(text.split(","))
    second = export.create_sheet("money")
    for text in (PAID + ONE).splitlines():
        second.append(text.split(","))
    export.save(tmp_path / "all.xlsx")
    path = tmp_path / "brand.xlsx"
    template.new(path, "en")

    def steps(home: Home) -> list[list[Any]]:
        said = home.command("import", tmp_path / "all.xlsx", "--into", home.place, "--lang", "en")
        assert said.count("1 new") == 2
        back(home)
        return shown(home.look().rows("Orders")) + shown(home.look().rows("Payments"))

    both(google, capsys, tmp_path, path, steps)


def test_a_file_that_does_not_say_its_days_asks_for_them(google, capsys, tmp_path) -> None:
    path = tmp_path / "brand.xlsx"
    template.new(path, "en")
    text = "Session device type,Sessions,Sessions with cart additions,Sessions that reached checkout,"
    text += "Sessions that completed checkout,Conversion rate\nmobile,700,50,20,9,0.0129\n"

    def steps(home: Home) -> list[list[Any]]:
        file = home.folder / "sessions.csv"
        file.write_text(text)
        home.command("import", file, "--into", home.place, "--lang", "en", status=1)
        days = ("--from", "2026-11-09", "--to", "2026-11-15")
        assert "1 new" in home.take(text, *days, name="sessions.csv")
        return shown(home.look().rows("Traffic"))

    file, _ = both(google, capsys, tmp_path, path, steps)
    assert "--from 2026-11-09 --to 2026-11-15" in file.said[0][1]
