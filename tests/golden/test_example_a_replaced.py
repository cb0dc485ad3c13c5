"""Example A with every product, order number, price and date replaced by others: the whole brief must follow.

All prices, costs and the high-value limit are doubled, so every amount doubles and every rate stays; 364 days later the
weekdays and the Monday holiday fall alike; orders count 4,000 on.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from reports.render import markdown
from tests.golden.test_example_a import TABS
from tests.workbooks import GOLDEN, golden, outcome

LATER = timedelta(days=364)
NAMES = {
    "Jersey Andes": "Maillot Cumbre", "jersey-andes": "maillot-cumbre", "Bib Páramo": "Culote Valle", "bib-paramo": "culote-valle",
    "Socks Niebla": "Medias Bruma", "socks-niebla": "medias-bruma", "Rain Vest Lluvia": "Chaleco Nube", "rain-vest": "chaleco-nube",
    "Cap Clásica": "Gorra Única", "cap-clasica": "gorra-unica", "Gloves Brisa": "Guantes Sol", "gloves-brisa": "guantes-sol",
    "JA-": "MC-", "BP-": "CV-", "SN-": "MB-", "RV-": "CN-", "CC-": "GU-", "GB-": "GS-",
    "Ruta Norte": "Casa Sur", "RUTA NORTE": "CASA SUR", "Rodada weekend": "Salida de mayo", "Club ride on Sunday": "Paseo del club",
}  # fmt: skip
MONEY = {
    "A_orders": ("Subtotal", "Shipping", "Taxes", "Total", "Discount Amount", "Lineitem price", "Refunded Amount", "Outstanding Balance"),
    "A_inventory": ("price", "unit_cost"),
}  # fmt: skip
MONTHS = {"en": ("Oct", "Nov"), "es": ("oct", "nov")}


def named(text: str) -> str:
    text = re.sub("|".join(map(re.escape, NAMES)), lambda found: NAMES[found.group()], text)
    return re.sub(r"#(1\d{3})", lambda found: f"#{int(found.group(1)) + 4000}", text)


def later(text: str) -> str:
    return re.sub(
        r"2026-\d\d-\d\d|2025-\d\d-\d\d", lambda found: (date.fromisoformat(found.group()) + LATER).isoformat(), text
    )


def cells(name: str):
    header, *rows = golden(name)
    doubled = [header.index(column) for column in MONEY.get(name, ())]
    made = [header]
    for row in rows:
        fresh = [later(named(cell)) if isinstance(cell, str) else cell for cell in row]
        for place in doubled:
            fresh[place] = row[place] * 2 if isinstance(row[place], int) else row[place]
        if "high_value_order" in fresh:
            fresh[-1] = 900_000
        made.append(fresh)
    return made


def expected(text: str, language: str) -> str:
    """The kept brief with the same replacements; 2 x 276,510.625 rounds to 553,021, not to twice what was rounded."""
    mark = "," if language == "en" else "."
    money = r"(COP |\$ )([\d,.]*\d)"

    def twice(found: re.Match[str]) -> str:
        amount = int(found.group(2).replace(mark, ""))
        whole = 553_021 if amount == 276_511 else 2 * amount
        return found.group(1) + f"{whole:,}".replace(",", mark)

    text = re.sub(money, twice, named(text))
    first, last = MONTHS[language]
    text = re.sub(rf"9 – (\w+) 15 {last} 2026", rf"8 – \1 14 {last} 2027", text)

    def moved(found: re.Match[str]) -> str:
        day, month = int(found.group(1)), 10 if found.group(2) == first else 11
        then = date(2026, month, day) + LATER
        return f"{then.day} {first if then.month == 10 else last}"

    return re.sub(rf"\b(\d\d?) ({first}|{last})\b(?! 2027)", moved, text)


@pytest.mark.parametrize("language", ["en", "es"])
def test_example_a_follows_when_everything_is_another(tmp_path, language):
    tabs = {name: cells(file) for name, file in TABS.items()}
    result = outcome(tmp_path / "a.xlsx", tabs, "2027-11-15T08:00")
    kept = (GOLDEN / f"A_level_1_weekly_{language}.txt").read_text(encoding="utf-8")
    assert markdown.page(result, language).splitlines() == expected(kept, language).splitlines()
