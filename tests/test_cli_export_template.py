"""``operating-brief export-template``, as a founder and the window run it."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path

import msoffcrypto
import openpyxl
import pytest
from openpyxl.styles import Font
from openpyxl.styles.colors import Color

from desktop import cli
from sheets import template
from sheets.excel.read import read
from tests.sheets.excel import making
from tests.sheets.excel.making import rebuilt


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    path = tmp_path / "shop.xlsx"
    template.new(path, "en", sample=True)
    return path


def run(*arguments: object) -> int:
    return cli.main([str(argument) for argument in arguments])


def export(source: Path, out: Path, *more: str) -> int:
    return run("export-template", source, out, *more)


def refused(
    capsys: pytest.CaptureFixture[str], source: Path, out: Path, *more: str, kind: str, code: int = 1
) -> dict[str, str]:
    """The command says no in a sentence of both languages, and no file changes or appears."""
    before = {path: path.read_bytes() for path in source.parent.iterdir() if path.is_file()}
    assert export(source, out, "--events", *more) == code
    failed = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (failed["event"], failed["kind"]) == ("failed", kind)
    assert {path: path.read_bytes() for path in source.parent.iterdir() if path.is_file()} == before
    assert failed["happened"]["es"] != failed["happened"]["en"]
    happened: dict[str, str] = failed["happened"]
    return happened


def defined(path: Path, key: str, scope: str | None = None) -> object:
    book = openpyxl.load_workbook(path)
    sheet = next(book[name] for name in ("Definitions", "Definiciones") if name in book.sheetnames)
    return next(row[2] for row in sheet.iter_rows(values_only=True) if row[:2] == (key, scope))


def define(path: Path, **values: object) -> None:
    book = openpyxl.load_workbook(path)
    sheet = next(book[name] for name in ("Definitions", "Definiciones") if name in book.sheetnames)
    for row in sheet.iter_rows(min_row=2):
        if row[0].value in values and not row[1].value:
            row[2].value = values[row[0].value]
    book.save(path)


def test_it_says_what_it_takes_over_and_what_it_leaves_out(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    define(shop, cutoff_hour=9, low_stock_units="few", max_actions="5")
    out = shop.with_name("out.xlsx")
    assert export(shop, out) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"Made {out}. It takes over:",
        "- Your values in Definitions: max_actions, cutoff_hour, high_value_order.",
        "It leaves out:",
        "- All rows of your tabs, comments, formulas, drop-down lists, charts, hidden tabs and properties of the file.",
        "- Definitions, names of people and of the brand: brand_name.",
        "- Definitions, the moment of an example: as_of.",
        "- Definitions, values that cannot be read: 1 row.",
    ]
    assert (defined(out, "cutoff_hour"), defined(out, "max_actions"), defined(out, "low_stock_units")) == (9, 5, 5)


def test_events_tell_the_window_the_same(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = shop.with_name("out.xlsx")
    assert export(shop, out, "--events", "--tab", "Notes") == 0
    done = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (done["event"], done["path"]) == ("done", str(out))
    assert "Notes: the formats" in done["taken"][-1]["en"]
    assert done["left_out"][1] == {
        "en": "Definitions, names of people and of the brand: brand_name.",
        "es": "Definiciones, nombres de personas y de la marca: brand_name.",
    }


def test_list_tells_the_tabs_and_their_headers_and_makes_nothing(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("export-template", shop, "--list", "--events") == 0
    tabs = {tab["tab"]: tab["headers"] for tab in json.loads(capsys.readouterr().out.splitlines()[-1])["tabs"]}
    assert list(tabs) == ["Orders", "Inventory", "Notes", "Actions", "Sources", "Decisions"]
    assert tabs["Notes"][:3] == ["Date", "End date", "Type"]
    assert [path.name for path in shop.parent.iterdir()] == ["shop.xlsx"]


@pytest.mark.parametrize(("made_in", "asked", "expected"), [("es", "", "es"), ("en", "", "en"), ("es", "en", "en")])
def test_it_speaks_the_workbook_s_language_or_the_one_asked_for(
    tmp_path: Path, made_in: str, asked: str, expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    shop, out = tmp_path / "shop.xlsx", tmp_path / "out.xlsx"
    template.new(shop, made_in, sample=True)
    assert export(shop, out, *(("--lang", asked) if asked else ())) == 0
    first = {"en": "Start here", "es": "Empieza aquí"}
    assert openpyxl.load_workbook(out).sheetnames[0] == first[expected]
    assert defined(out, "brief_language") == expected
    assert capsys.readouterr().out.startswith({"en": "Made", "es": "Se creó"}[expected])


@pytest.mark.parametrize(
    ("chosen", "asked", "expected"), [("both", "es", "both"), ("es", "", "es"), ("en", "es", "es")]
)
def test_the_brief_s_own_language_is_a_choice_like_others(shop: Path, chosen: str, asked: str, expected: str) -> None:
    define(shop, brief_language=chosen)
    out = shop.with_name("out.xlsx")
    assert export(shop, out, *(("--lang", asked) if asked else ())) == 0
    assert defined(out, "brief_language") == expected


@pytest.mark.parametrize("language", ["en", "es"])
def test_it_can_be_refreshed_right_away(shop: Path, language: str, capsys: pytest.CaptureFixture[str]) -> None:
    out = shop.with_name("out.xlsx")
    assert export(shop, out, "--lang", language, "--tab", "Orders") == 0
    capsys.readouterr()
    assert run("refresh", out, "--lang", language) == 0
    assert {"en": "No orders to read", "es": "No hay pedidos"}[language] in capsys.readouterr().out
    assert read(out).marked("brief") is not None


# Where it goes


def test_a_file_of_someone_s_is_never_overwritten(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = shop.with_name("other.xlsx")
    template.new(other, "en")
    refused(capsys, shop, other, kind="exists")
    other.write_bytes(b"no workbook")
    refused(capsys, shop, other, kind="exists")


def test_a_template_that_nobody_worked_in_is_replaced(shop: Path) -> None:
    out = shop.with_name("out.xlsx")
    assert export(shop, out) == 0
    define(shop, cutoff_hour=9)
    assert export(shop, out) == 0
    assert defined(out, "cutoff_hour") == 9


def test_a_template_that_somebody_worked_in_is_not(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = shop.with_name("out.xlsx")
    edit = shop.with_name("edit.json")
    edit.write_text('{"edits": [{"tab": "Notes", "rows": [{"date": "2026-11-16", "text": "Feria"}]}]}', "utf-8")
    assert export(shop, out) == 0
    assert run("edit", out, edit) == 0
    refused(capsys, shop, out, kind="exists")
    out.unlink()
    assert export(shop, out) == 0
    assert run("refresh", out) == 0
    capsys.readouterr()
    refused(capsys, shop, out, kind="exists")


def test_the_workbook_itself_is_never_the_template(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    refused(capsys, shop, shop, kind="same_file")
    refused(capsys, shop, shop.parent / "." / "shop.xlsx", kind="same_file")
    linked = shop.with_name("linked.xlsx")
    linked.symlink_to(shop)
    refused(capsys, shop, linked, kind="same_file")
    # A template is a template's source too, and is not its own target.
    made = shop.with_name("made.xlsx")
    assert export(shop, made) == 0
    capsys.readouterr()
    refused(capsys, made, made, kind="same_file")


def test_a_folder_that_is_not_there_is_named(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = refused(capsys, shop, shop.parent / "nowhere" / "out.xlsx", kind="no_folder")
    assert "nowhere" in said["en"]


@pytest.mark.parametrize("name", ["out", "out.xls", "out.xlsm", "out.csv"])
def test_only_an_xlsx_is_made(shop: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    refused(capsys, shop, shop.with_name(name), kind="not_a_workbook")


@pytest.mark.skipif(sys.platform != "linux", reason="another system closes its folders in another way")
def test_a_folder_that_may_not_be_written_has_its_sentence(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = Path("/sys")  # where not even root may make a file
    refused(capsys, shop, folder / "out.xlsx", kind="read_only")


def test_an_unknown_tab_makes_nothing(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = refused(capsys, shop, shop.with_name("out.xlsx"), "--tab", "Suppliers", kind="no_tab")
    assert said["en"] == "shop.xlsx shows no tab Suppliers of yours."


def test_nothing_is_left_where_the_disk_says_no(
    shop: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    refused(capsys, shop, shop.with_name("out.xlsx"), kind="read_only")


# What it is made from


def test_a_companion_is_no_source(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = openpyxl.load_workbook(shop)
    book.security.lockStructure = True
    book.save(shop)
    assert run("refresh", shop) == 3
    capsys.readouterr()
    refused(capsys, shop.with_name("shop - Operating Brief.xlsx"), shop.with_name("out.xlsx"), kind="companion")


@pytest.mark.parametrize("closed", ["open elsewhere", "locked", "final", "read-only"])
def test_a_workbook_that_may_not_be_written_can_be_shared_all_the_same(shop: Path, closed: str) -> None:
    book = openpyxl.load_workbook(shop)
    book.security.lockStructure = closed == "locked"
    book.properties.contentStatus = "Final" if closed == "final" else None
    book.save(shop)
    if closed == "open elsewhere":
        shop.with_name("~$shop.xlsx").write_bytes(b"\x03Ana" + b" " * 161)
    if closed == "read-only":
        shop.chmod(0o400)
    before = shop.read_bytes()
    assert export(shop, shop.with_name("out.xlsx")) == 0
    assert shop.read_bytes() == before
    shop.chmod(0o600)


def test_a_workbook_that_none_of_it_made_gives_the_standard_template(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Item", "Cost"])
    book.save(tmp_path / "own.xlsx")
    out = tmp_path / "out.xlsx"
    assert export(tmp_path / "own.xlsx", out, "--lang", "en", "--tab", "Sheet") == 0
    assert openpyxl.load_workbook(out).sheetnames[-2:] == ["Sheet", "_Lists"]


def test_the_strict_edition_gives_the_same_template(shop: Path) -> None:
    book = openpyxl.load_workbook(shop)
    own = book.create_sheet("Costs")
    own.append(["Item", "Cost"])
    own.append(["Box", 3])
    own["A1"].font = Font(bold=True, color=Color(theme=4))
    own["B2"].number_format = "#,##0"
    book.save(shop)
    usual, strict = shop.with_name("usual.xlsx"), shop.with_name("strict.xlsx")
    assert export(shop, usual, "--tab", "Costs") == 0
    assert export(rebuilt(shop, making.strict), strict, "--tab", "Costs") == 0
    assert strict.read_bytes() == usual.read_bytes()


def test_an_encrypted_workbook_is_read_with_its_password(
    shop: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = shop.with_name("out.xlsx")
    assert export(shop, out, "--tab", "Orders") == 0
    plain = out.read_bytes()
    out.unlink()
    encrypted = io.BytesIO()
    msoffcrypto.OfficeFile(io.BytesIO(shop.read_bytes())).encrypt("rodada", encrypted)
    shop.write_bytes(encrypted.getvalue())
    refused(capsys, shop, out, kind="encrypted")
    monkeypatch.setattr("sys.stdin", io.StringIO("rodada\n"))
    assert export(shop, out, "--tab", "Orders", "--password") == 0
    assert out.read_bytes() == plain
