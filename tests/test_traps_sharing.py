"""What is shared of a brief names no customer: trap 85, for every form that a brief takes."""

from __future__ import annotations

import json
import os
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from desktop import cli
from sheets import template
from sheets.contract import OUR_TABS

#: What may stand nowhere, as a brief would show it: pieces, so that half of a telephone is found too.
CUSTOMERS = ["Gómez", "Gomez", "secretmail", "555 12", "5551234", "Calle 45", "12-34", "apto 301"]
NAME, E_MAIL, PHONE, MOBILE = "Leonor Gómez Pérez", "leonor@secretmail.co", "+57 300 555 1234", "3005551234"
STREET = "Calle 45 # 12-34 apto 301"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """The sample shop, with a customer in every column and note that could carry one on."""
    path = tmp_path / "shop.xlsx"
    template.new(path, "en", sample=True)
    book = openpyxl.load_workbook(path)
    orders = book["Orders"]
    places = {str(cell.value): cell.column for cell in orders[1]}
    customer = {
        "Email": E_MAIL,
        "Customer name": NAME,
        "Shipping name": NAME.upper(),
        "Shipping address": STREET,
        "Shipping phone": PHONE,
        "Note": f"{NAME}, {MOBILE}",
        "Note attributes": f"door: {STREET}",
        "Payment reference": E_MAIL,
        "Customer id": E_MAIL,
    }
    for row in range(2, orders.max_row + 1):
        for title, value in customer.items():
            orders.cell(row, places[title]).value = value
    # Columns that slipped: what stands in them cannot be read, and is quoted.
    for row, title, value in (
        (4, "Promise date", NAME),
        (5, "Promise date", STREET),
        (6, "Total", E_MAIL),
        (8, "Price", PHONE),
        (9, "Fulfilled at", f"{NAME} {MOBILE}"),
        (10, "Financial status", NAME),
        (11, "Requires shipping", STREET),
    ):
        orders.cell(row, places[title]).value = value
    _say(book["Notes"], f"{NAME} wants size M: {E_MAIL}, {PHONE} or {MOBILE}; send to {STREET}")
    _say(book["Notes"], "leonor gomez asked again", applies_to=E_MAIL)
    book["Decisions"].append(
        [None, "override category", "product:cap-clasica", "push", date(2026, 12, 31), f"Call {MOBILE}, {E_MAIL}", "me"]
    )
    book.save(path)
    return path


def _say(notes: Worksheet, text: str, applies_to: str = "") -> None:
    notes.append([date(2026, 11, 14), None, "event", applies_to or None, text])


def refresh(path: Path, *arguments: str) -> int:
    return cli.main(["refresh", str(path), "--lang", "en", *arguments])


def leaks(said: str) -> list[str]:
    return [piece for piece in CUSTOMERS if piece.lower() in said.lower()]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("period", ["daily", "weekly", "monthly"])
def test_trap_85_the_brief_in_markdown_names_no_customer(
    shop: Path, language: str, period: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["refresh", str(shop), "--lang", language, "--period", period, "--no-write"]) == 0
    said = capsys.readouterr().out
    assert leaks(said) == []
    if period == "weekly":
        assert "Leonor G." in said


def test_trap_85_the_outcome_as_json_names_no_customer(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert refresh(shop, "--no-write", "--format", "json") == 0
    said = capsys.readouterr().out
    assert leaks(json.dumps(json.loads(said), ensure_ascii=False)) == []
    assert "which is no date" in said, "the slipped columns were not quoted"


def test_trap_85_our_tabs_name_no_customer(shop: Path) -> None:
    assert refresh(shop) == 0
    book = openpyxl.load_workbook(shop)
    ours = [name for name in book.sheetnames if name in _our_names()]
    assert len(ours) > 5
    for name in ours:
        cells = [str(cell) for row in book[name].iter_rows(values_only=True) for cell in row if cell is not None]
        notes = [cell.comment.text for row in book[name].iter_rows() for cell in row if cell.comment]
        assert leaks("\n".join(cells + notes)) == [], name


def test_trap_85_a_companion_names_no_customer(shop: Path) -> None:
    book = openpyxl.load_workbook(shop)
    book.security.lockStructure = True
    book.save(shop)
    assert refresh(shop) == 3
    companion = shop.with_name("shop - Operating Brief.xlsx")
    with zipfile.ZipFile(companion) as package:
        for name in package.namelist():
            assert leaks(package.read(name).decode("utf-8", "replace")) == [], name


def test_trap_85_what_the_window_reads_again_names_no_customer(shop: Path) -> None:
    assert refresh(shop) == 0
    kept = [path for path in Path(os.environ["HOME"]).rglob("*") if path.is_file() and "backups" not in path.parts]
    assert kept
    for path in kept:
        assert leaks(path.read_bytes().decode("utf-8", "replace")) == [], path


@pytest.mark.parametrize("language", ["en", "es"])
def test_trap_85_a_template_has_no_data(shop: Path, language: str) -> None:
    out = shop.with_name("template.xlsx")
    command = ["export-template", str(shop), str(out), "--lang", language, "--tab", "Orders", "--tab", "Notes"]
    assert cli.main(command) == 0
    with zipfile.ZipFile(out) as package:
        for name in package.namelist():
            assert leaks(package.read(name).decode("utf-8", "replace")) == [], name
    book = openpyxl.load_workbook(out)
    for name in ({"en": ("Orders", "Notes"), "es": ("Pedidos", "Notas")})[language]:
        assert book[name].max_row == 1, name


def _our_names() -> set[str]:
    return {tab.name for tab in OUR_TABS}
