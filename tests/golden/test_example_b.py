"""Worked example B (domain.md §6.6): imperfect data, level 1, in Spanish; its brief line for line.

The sums behind it: counted #201 201,900 + #202 81,800 + #203 201,900 = 485,600 (#205 counted, its total unreadable);
week before #198 201,900 + #199 81,800 = 283,700; difference +201,900; average 485,600 / 3 = 161,866.67.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from reports.render import markdown
from sheets import contract
from sheets.excel import read
from tests.workbooks import GOLDEN, golden, outcome, workbook

AS_OF = "2026-11-16T08:00"
TABS = {"Definitions": "B_definitions", "Orders": "B_orders", "Inventory": "B_inventory", "Notes": "B_notes"}


def example(tmp_path, change=lambda cells: cells):
    """The example's tabs, its run log naming the Inventory's own fingerprint where the file says ``a1``."""
    tabs = {name: change(golden(file)) for name, file in TABS.items()}
    inventory = read.read(workbook(tmp_path / "look.xlsx", tabs)).tab("Inventory").fingerprint
    log = [[inventory if cell == "a1" else cell for cell in row] for row in change(golden("B_run_log"))]
    return tabs | {contract.our_tab("run_log").name: log}


def test_example_b_gives_its_brief_line_for_line(tmp_path):
    page = markdown.page(outcome(tmp_path / "b.xlsx", example(tmp_path), AS_OF), "es")
    assert page.splitlines() == (GOLDEN / "B_brief.txt").read_text(encoding="utf-8").splitlines()


NAMES = {
    "Jersey Andes": "Maillot Cumbre",
    "jersey-andes": "maillot-cumbre",
    "Socks Niebla": "Medias Bruma",
    "socks-niebla": "medias-bruma",
    "JA-": "MC-",
    "ja-l ": "mc-l ",
    "SN-": "MB-",
    "Ruta Norte": "Casa Sur",
    "RUTA NORTE": "CASA SUR",
}
#: New prices: jersey 210,500, socks 41,200 (two 82,400), shipping 9,000.
PRICES = {
    "189.900": "210.500",
    "34.900": "41.200",
    "69.800": "82.400",
    "12.000": "9.000",
    "201.900": "219.500",
    "81.800": "91.400",
    "46.900": "50.200",
    # week: 219,500 + 91,400 + 219,500 = 530,400; before: 219,500 + 91,400 = 310,900; change +219,500; 530,400 / 3 = 176,800
    "485.600": "530.400",
    "283.700": "310.900",
    "161.867": "176.800",
    # the TOTAL row: 3 x 219,500 + 2 x 91,400 + 50,200 = 891,500 of which the cells readable
    "816.200": "891.500",
}
#: 364 days later the same weekdays meet the same holidays: Mon 15 Nov 2027 is one too.
LATER = timedelta(days=364)
MONTHS = ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic")


def _replaced(text: str) -> str:
    for table in (NAMES, PRICES):
        text = re.sub("|".join(map(re.escape, table)), lambda found, table=table: table[found.group()], text)
    text = re.sub(r"#(\d{3})", lambda found: f"#{int(found.group(1)) + 4000}", text)
    text = re.sub(r"(\d\d)/(\d\d)/(2026)", _slashed, text)
    return re.sub(r"(2026)-(\d\d)-(\d\d)", _iso, text)


def _slashed(found: re.Match[str]) -> str:
    day, month, year = map(int, found.groups())
    return f"{date(year, month, day) + LATER:%d/%m/%Y}"


def _iso(found: re.Match[str]) -> str:
    return (date(*map(int, found.groups())) + LATER).isoformat()


def _cells(rows):
    return [[_replaced(cell) if isinstance(cell, str) else cell for cell in row] for row in rows]


def _spoken(found: re.Match[str]) -> str:
    later = date(2026, MONTHS.index(found.group(2)) + 1, int(found.group(1))) + LATER
    return f"{later.day} {MONTHS[later.month - 1]}"


def test_example_b_follows_when_every_name_number_price_and_date_is_another(tmp_path):
    text = (GOLDEN / "B_brief.txt").read_text(encoding="utf-8")
    text = text.replace("9 – dom 15 nov 2026", "8 – dom 14 nov 2027").replace(
        "mié 18 y jue 19 nov", "mié 17 y jue 18 nov"
    )
    parts = re.split(r"(8 – dom 14 nov 2027|mié 17 y jue 18 nov)", text)
    said = "".join(
        part if index % 2 else _replaced(re.sub(rf"\b(\d\d?) ({'|'.join(MONTHS)})\b", _spoken, part))
        for index, part in enumerate(parts)
    )
    page = markdown.page(outcome(tmp_path / "b.xlsx", example(tmp_path, _cells), "2027-11-15T08:00"), "es")
    assert page.splitlines() == said.splitlines()


@pytest.mark.parametrize("shift", [1, 3])
def test_example_b_reads_the_same_below_title_rows(tmp_path, shift):
    """Title rows above the header move every row; only the cell named in the brief moves with them (I8 -> I9 …)."""
    tabs = example(tmp_path)
    tabs["Orders"] = [["Pedidos de la tienda"]] * shift + tabs["Orders"]
    page = markdown.page(outcome(tmp_path / "b.xlsx", tabs, AS_OF), "es")
    said = (GOLDEN / "B_brief.txt").read_text(encoding="utf-8").replace("Orders!I8", f"Orders!I{8 + shift}")
    assert page.splitlines() == said.splitlines()
