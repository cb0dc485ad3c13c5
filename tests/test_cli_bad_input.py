"""Whatever file a founder names: a result, or one sentence that says what happened and what to do. Never a traceback,
and their file stays as it was.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import zipfile

import openpyxl
import pytest

from desktop import cli
from tests.workbooks import workbook

ORDERS = [
    ["Name", "Financial Status", "Paid at", "Fulfillment Status", "Currency", "Subtotal", "Total", "Created at",
     "Lineitem quantity", "Lineitem name", "Lineitem price", "Lineitem sku"],
    ["#1", "paid", "2026-11-10 10:00", "fulfilled", "COP", 100000, 100000, "2026-11-10 10:00", 1, "Jersey Andes - M", 100000, "JA-M"],
    ["#2", "paid", "2026-11-11 10:00", "fulfilled", "COP", 200000, 200000, "2026-11-11 10:00", 2, "Jersey Andes - M", 100000, "JA-M"],
]  # fmt: skip
AS_OF = ["--as-of", "2026-11-16T08:00", "--lang", "en"]


def refresh(capsys, *arguments):
    code = cli.main(["refresh", *map(str, arguments)])
    said = capsys.readouterr()
    assert "Traceback" not in said.err + said.out
    return code, said.out, said.err.strip()


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def refused(capsys, path, *words, arguments=AS_OF):
    """The refresh stops with exit code 1 and one sentence that holds these words; the file is untouched."""
    before = digest(path) if path.is_file() else None
    code, out, err = refresh(capsys, path, *arguments)
    assert code == 1
    assert out == ""
    assert len(err.splitlines()) == 1, err
    for word in words:
        assert word.lower() in err.lower(), err
    assert (digest(path) if path.is_file() else None) == before
    return err


def test_a_missing_file_is_named(tmp_path, capsys):
    refused(capsys, tmp_path / "brand.xlsx", "brand.xlsx")


def test_a_folder_is_no_workbook(tmp_path, capsys):
    refused(capsys, tmp_path, "folder")


def test_text_that_calls_itself_a_workbook_is_refused(tmp_path, capsys):
    path = tmp_path / "brand.xlsx"
    path.write_text("this is a shopping list")
    refused(capsys, path, "workbook")


def test_a_zip_that_holds_no_workbook_is_refused(tmp_path, capsys):
    path = tmp_path / "brand.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("photo.txt", "no workbook")
    refused(capsys, path, "workbook")


def test_an_encrypted_workbook_asks_for_an_open_copy(tmp_path, capsys):
    path = tmp_path / "brand.xlsx"
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(900)
    )
    refused(capsys, path, "password")


def test_an_old_xls_is_asked_to_be_saved_anew(tmp_path, capsys):
    path = tmp_path / "brand.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "Workbook".encode("utf-16-le") + bytes(900))
    refused(capsys, path, ".xls", ".xlsx")


def test_a_csv_given_as_the_workbook_points_to_import(tmp_path, capsys):
    path = tmp_path / "orders_export.csv"
    path.write_text("Name,Total\n#1,100\n")
    refused(capsys, path, "import")


def test_an_empty_workbook_says_what_to_add_and_is_not_touched(tmp_path, capsys):
    refused(capsys, workbook(tmp_path / "brand.xlsx", {"Sheet1": []}), "Orders", "Inventory", "--adopt")


def test_an_empty_workbook_is_adopted_when_asked(tmp_path, capsys):
    path = workbook(tmp_path / "brand.xlsx", {"My sheet": [["keep", "this"]]})
    code, out, _ = refresh(capsys, path, *AS_OF, "--adopt")
    assert code == 0
    assert "No orders to read. Paste your orders export into Orders." in out
    book = openpyxl.load_workbook(path)
    assert "Brief" in book.sheetnames
    assert book["My sheet"]["A1"].value == "keep"


def test_no_orders_tab_still_says_what_inventory_tells(tmp_path, capsys):
    path = workbook(
        tmp_path / "brand.xlsx", {"Inventory": [["Title", "SKU", "Available"], ["Jersey Andes", "JA-M", -2]]}
    )
    code, out, _ = refresh(capsys, path, *AS_OF)
    assert code == 0
    assert "No orders to read. Paste your orders export into Orders." in out
    assert "Jersey Andes" in out  # its stock is −2: that can be said without any order


def test_header_only_is_no_rows_and_not_zero_sales(tmp_path, capsys):
    path = workbook(tmp_path / "brand.xlsx", {"Orders": ORDERS[:1]})
    code, out, _ = refresh(capsys, path, *AS_OF, "--format", "json")
    assert code == 0
    assert json.loads(out)["figures"]["M01"]["value"] is None


def test_headers_on_row_4_are_found(tmp_path, capsys):
    path = workbook(tmp_path / "brand.xlsx", {"Orders": [["Orders of the shop"], [], ["exported Monday"], *ORDERS]})
    code, out, _ = refresh(capsys, path, *AS_OF, "--format", "json")
    assert code == 0
    figures = json.loads(out)["figures"]
    assert (figures["M01"]["value"], figures["M02"]["value"]) == (300000, 2)  # 100,000 + 200,000


def test_an_error_cell_is_unknown_and_named(tmp_path, capsys):
    rows = [
        *ORDERS,
        [
            "#3",
            "paid",
            "2026-11-12 10:00",
            "fulfilled",
            "COP",
            "#N/A",
            "#N/A",
            "2026-11-12 10:00",
            1,
            "Jersey Andes - M",
            1,
            "JA-M",
        ],
    ]
    code, out, _ = refresh(capsys, workbook(tmp_path / "brand.xlsx", {"Orders": rows}), *AS_OF, "--format", "json")
    assert code == 0
    said = json.loads(out)
    assert said["figures"]["M01"]["value"] == 300000
    assert said["figures"]["M02"]["value"] == 3
    assert ("Orders", "G4") in [(problem["tab"], problem["cell"]) for problem in said["problems"]]


def test_formulas_without_cached_values_say_how_to_mend_it(tmp_path, capsys):
    rows = [
        *ORDERS,
        [
            "#3",
            "paid",
            "2026-11-12 10:00",
            "fulfilled",
            "COP",
            "=1+1",
            "=100*2",
            "2026-11-12 10:00",
            1,
            "Jersey Andes - M",
            1,
            "JA-M",
        ],
    ]
    code, out, _ = refresh(capsys, workbook(tmp_path / "brand.xlsx", {"Orders": rows}), *AS_OF, "--format", "json")
    assert code == 0
    said = json.loads(out)
    assert said["figures"]["M01"]["value"] == 300000
    problem = next(problem for problem in said["problems"] if problem["cell"] == "G4")
    assert "save" in problem["said"]["en"].lower()


def test_a_total_row_does_not_double_the_sum(tmp_path, capsys):
    rows = [*ORDERS, [None, None, None, None, None, 300000, 300000, None, 3, "TOTAL", None, None]]
    code, out, _ = refresh(capsys, workbook(tmp_path / "brand.xlsx", {"Orders": rows}), *AS_OF, "--format", "json")
    assert code == 0
    assert json.loads(out)["figures"]["M01"]["value"] == 300000


def test_a_file_open_in_excel_gets_a_companion_and_exit_code_3(tmp_path, capsys):
    path = workbook(tmp_path / "brand.xlsx", {"Orders": ORDERS})
    owner = b"\x05Maria" + b" " * 49 + b"\x05\x00" + "Maria".encode("utf-16-le")
    (tmp_path / "~$brand.xlsx").write_bytes(owner.ljust(165, b"\x00"))
    before = digest(path)
    code, out, err = refresh(capsys, path, *AS_OF)
    assert code == 3
    assert digest(path) == before
    assert "Maria" in err
    assert "Operating Brief.xlsx" in err
    assert "COP 300,000" in out
    companion = tmp_path / "brand - Operating Brief.xlsx"
    assert "Brief" in openpyxl.load_workbook(companion).sheetnames
    refused(capsys, companion, "brand - Operating Brief.xlsx", "companion")


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="file modes of POSIX")
def test_a_read_only_file_gets_a_companion(tmp_path, capsys):
    path = workbook(tmp_path / "brand.xlsx", {"Orders": ORDERS})
    path.chmod(0o444)
    before = digest(path)
    code, out, err = refresh(capsys, path, *AS_OF)
    assert code == 3
    assert digest(path) == before
    assert "read-only" in err
    assert "COP 300,000" in out


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits of POSIX")
def test_a_full_disk_leaves_the_file_as_it_was_and_the_next_brief_tells_of_it(tmp_path):
    """The system lets no file grow beyond 2,000 bytes, as if the disk were full; afterwards there is room again."""
    path = workbook(tmp_path / "brand.xlsx", {"Orders": ORDERS})
    before = digest(path)
    command = [sys.executable, "-m", "desktop.cli", "refresh", str(path), *AS_OF]
    limited = f"ulimit -f 2; exec {subprocess.list2cmdline(command)}"
    full = subprocess.run(["bash", "-c", limited], capture_output=True, text=True, check=False)
    assert full.returncode == 1, full.stderr
    assert "no room left" in full.stderr
    assert len(full.stderr.strip().splitlines()) == 1
    assert digest(path) == before
    assert [file.name for file in tmp_path.iterdir() if file.suffix == ".tmp"] == []
    again = subprocess.run(command, capture_output=True, text=True, check=False)
    assert again.returncode == 0
    assert "CRITICAL The last run" in again.stdout
    assert digest(path) != before


def test_a_file_changed_while_computing_is_read_again(tmp_path, capsys, monkeypatch):
    """Another program saves the workbook between our reading and our writing: the new content is what gets told."""
    from reports import run

    path = workbook(tmp_path / "brand.xlsx", {"Orders": ORDERS})
    real, calls = run.run, []

    def slow(*arguments, **keywords):
        if not calls:
            workbook(path, {"Orders": ORDERS[:2]})
        calls.append(1)
        return real(*arguments, **keywords)

    monkeypatch.setattr(run, "run", slow)
    code, out, _ = refresh(capsys, path, *AS_OF, "--format", "json")
    assert code == 0
    assert len(calls) == 2
    assert json.loads(out)["figures"]["M01"]["value"] == 100000


def test_text_money_and_text_dates_are_read_by_column(tmp_path, capsys):
    rows = [
        ["Name", "Financial Status", "Paid at", "Total", "Created at"],
        ["#1", "paid", "09/11/2026 10:00", "$ 189.900", "09/11/2026 10:00"],
        ["#2", "paid", "13/11/2026 10:00", "COP 1.250.000", "13/11/2026 10:00"],
    ]
    code, out, _ = refresh(capsys, workbook(tmp_path / "brand.xlsx", {"Pedidos": rows}), *AS_OF, "--format", "json")
    assert code == 0
    assert json.loads(out)["figures"]["M01"]["value"] == 1439900  # 189,900 + 1,250,000


def test_orders_without_one_date_that_can_be_read_belong_to_no_period(tmp_path, capsys):
    rows = [
        ["Name", "Financial Status", "Total", "Created at", "Lineitem name", "Lineitem quantity", "Lineitem price"],
        ["#1", "paid", 100000, "soon", "Jersey Andes - M", 1, 100000],
        ["#2", "paid", 200000, None, "Cap", 2, 100000],
    ]
    code, out, _ = refresh(capsys, workbook(tmp_path / "brand.xlsx", {"Orders": rows}), *AS_OF)
    assert code == 0
    assert "have no readable date" in out
    assert "#1, #2" in out


def test_wrong_usage_is_exit_code_2(capsys):
    with pytest.raises(SystemExit) as stop:
        cli.main(["refresh"])
    assert stop.value.code == 2


@pytest.mark.parametrize("command", ["refresh", "check", "new", "import", "edit", "restore", "upgrade", "desktop"])
def test_every_command_explains_itself(command, capsys):
    with pytest.raises(SystemExit) as stop:
        cli.main([command, "--help"])
    assert stop.value.code == 0
    assert len(capsys.readouterr().out) > 200


def test_the_window_is_told_of_a_brief_that_cannot_be_kept_and_the_workbook_has_it(tmp_path, monkeypatch, capsys):
    path = workbook(tmp_path / "shop.xlsx", {"Orders": ORDERS})
    (tmp_path / "cache").write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    code, out, _ = refresh(capsys, path, *AS_OF, "--events")

    assert code == 0
    warnings = [said["text"] for said in map(json.loads, out.splitlines()) if said["event"] == "warning"]
    assert any("The brief could not be kept on this computer" in text["en"] for text in warnings)
    assert any("El informe no se pudo guardar en este computador" in text["es"] for text in warnings)
    assert "Brief" in openpyxl.load_workbook(path).sheetnames
