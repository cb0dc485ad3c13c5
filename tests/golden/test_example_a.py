"""Worked example A (domain.md §6.5) as far as level 1 can tell it: the figures, with their sums written out."""

from __future__ import annotations

import re

import pytest

from reports.outcome import Outcome
from tests.workbooks import golden, outcome

AS_OF = "2026-11-16T08:00"
TABS = {
    "Definitions": "A_definitions",
    "Orders": "A_orders",
    "Inventory": "A_inventory",
    "Notes": "A_notes",
    "Sources": "A_sources",
}


@pytest.fixture(scope="module")
def said(tmp_path_factory) -> Outcome:
    return outcome(tmp_path_factory.mktemp("a") / "a.xlsx", {name: golden(file) for name, file in TABS.items()}, AS_OF)


def lines(result: Outcome, section: str, language: str = "en") -> list[str]:
    return [line.text(language) for part in result.brief if part.id == section for line in part.lines]


def test_revenue_orders_and_average(said):
    # 201,900 + 259,700 + 231,900 + 382,330 + 322,830 + 198,915 + 116,700 + 0 + 519,800 = 2,234,075; − 21,990 = 2,212,085
    assert said.figures["M01"].value == 2_212_085
    assert said.figures["M01"].previous == 1_039_300  # 201,900 + 259,900 + 81,800 + 201,900 + 231,900 + 61,900
    assert (said.figures["M02"].value, said.figures["M02"].previous) == (10, 6)
    assert said.figures["M03"].value == pytest.approx(2_212_085 / 8)  # 10 orders less one free, less one in USD
    assert said.figures["M16"].value == pytest.approx(3 / 9)
    assert said.figures["M02"].confidence == "directional"


def test_the_read_says_so(said):
    read = lines(said, "read")
    assert read[0] == (
        "Revenue was COP 2,212,085 from 10 counted orders, against COP 1,039,300 from 6 the week before (+113%). "
        "10 orders against 6 is within normal week-to-week variation."
    )
    # deltas: jersey +484,245, bib +480,815, vest +186,915, socks +104,700 = 1,256,675; the first two are 76.8 %
    assert read[1] == "The change came mainly from Jersey Andes (+COP 484,245) and Bib Páramo (+COP 480,815)."
    assert read[2] == (
        "Jersey Andes in M is below safe stock: 3 left (minimum 8), about 7 days of cover (14 without bulk order #1081). "
        "Do not push it again until M is restocked."
    )


def test_the_sales_line(said):
    assert lines(said, "sales") == [
        "10 orders · COP 2,212,085 · average order COP 276,511 (8 orders with value) · 3 of 9 paid orders discounted · "
        "1 free · refunds COP 21,990 · pending COP 259,900 (1)"
    ]


def test_jersey_m_cover_and_reorder(said):
    jersey_m = next(variant for variant in said.inventory if variant.sku == "JA-M")
    # 12 units in 28 days = 0.4286 a day: 3 / 0.4286 = 7.0 days; safety ⌈1.28 √(0.4286 · 30)⌉ = 5; ⌈0.4286 · 44 + 5 − 3⌉ = 21
    assert jersey_m.demand_units == 12
    assert jersey_m.cover_days == pytest.approx(7.0)
    assert (jersey_m.reorder, jersey_m.reorder_low, jersey_m.reorder_high) == (21, 13, 33)


def test_categories_that_level_1_can_judge(said):
    found = {product.title: (product.category, product.confidence) for product in said.products}
    assert found["Jersey Andes"] == ("protect", "directional")
    assert found["Cap Clásica"] == ("clear", "directional")
    assert found["Gloves Brisa"][0] == "learn"
    # Bib Páramo has no size guide, and nobody can see whether that keeps buyers away: not to be pushed blindly
    assert found["Bib Páramo"][0] == "learn"
    # Socks Niebla sold 12 of 87 units (14 %), alone of its type: less than the shop's usual, so nothing stands out
    assert found["Socks Niebla"][0] == "steady"
    # Rain Vest Lluvia sold 4 units: under the 5 that a push needs where traffic is not visible
    assert found["Rain Vest Lluvia"][0] == "learn"


def test_exceptions_at_level_1(said):
    found = {row.title.en: row for row in said.exceptions}
    late = next(row for row in said.exceptions if row.rule == "F01")
    # 70 + promise passed 20 + high value 10 + VIP 10 = 110, at most 100
    assert (late.entity_id, late.severity, late.urgency) == ("1113", "critical", 100)
    assert late.due_at.startswith("2026-11-17T13:00")  # 4 business hours from the holiday Monday = Tuesday 1 PM
    pending = next(row for row in said.exceptions if row.rule == "P01")
    # 40 + 10 (118.9 h of 24 are 3.95 limits past); no tickets at level 1
    assert (pending.entity_id, pending.severity, pending.urgency) == ("1103", "warning", 50)
    stock = next(row for row in said.exceptions if row.rule == "I02")
    assert (stock.severity, stock.urgency) == ("warning", 40)
    assert found


def test_what_is_left_out_is_named(said):
    assert {left.reason: left.orders for left in said.excluded} == {
        "pending": ["#1103"],
        "test": ["#1109"],
        "cancelled": ["#1110"],
        "no_rate": ["#1112"],
        "free": ["#1111"],
    }


def test_the_bridge_to_shopify(said):
    # 2,753,875 − 259,900 not yet paid − 259,900 cancelled − 21,990 refunded = 2,212,085
    told = " ".join(line.en for line in said.bridge)
    assert re.findall(r"[\d,]{6,}", told)[0] == "2,753,875"
    assert re.findall(r"[\d,]{6,}", told)[-1] == "2,212,085"


def test_a_rate_for_the_dollar_changes_what_it_should(tmp_path):
    """fx.USD = 4,000: #1112 is worth 208,000 and Jersey Andes gains as much; 2,212,085 + 208,000 = 2,420,085."""
    tabs = {name: golden(file) for name, file in TABS.items()}
    tabs["Definitions"] = [*tabs["Definitions"], ["fx.USD", None, 4000]]
    result = outcome(tmp_path / "a.xlsx", tabs, AS_OF)
    assert result.figures["M01"].value == 2_420_085
    assert result.figures["M03"].value == pytest.approx(2_420_085 / 9)
    assert "(+133%)" in lines(result, "read")[0]
    assert "Jersey Andes (+COP 692,245)" in lines(result, "read")[1]  # 484,245 + 208,000
    assert "no_rate" not in {left.reason for left in result.excluded}


def test_shuffled_rows_below_title_rows_with_dirty_skus_tell_the_same(tmp_path, said):
    """Variant (ii): rows in another order, header on row 4, ``ja-m `` for ``JA-M``, a TOTAL row."""
    tabs = {name: golden(file) for name, file in TABS.items()}
    header, *rows = tabs["Orders"]
    first = [row for row in rows if row[2]]
    rest = [row for row in rows if not row[2]]
    sku = header.index("Lineitem sku")
    mixed = [
        [f"{cell} ".lower() if at == sku and cell == "JA-M" else cell for at, cell in enumerate(row)]
        for row in first[::-1]
    ]
    total = [None] * len(header)
    total[header.index("Total")], total[header.index("Name")] = 99_999_999, "TOTAL"
    tabs["Orders"] = [["Ruta Norte"], [], ["orders"], header, *mixed, *rest, total]
    result = outcome(tmp_path / "a.xlsx", tabs, AS_OF)
    assert lines(result, "read") == lines(said, "read")
    assert lines(result, "sales") == lines(said, "sales")
    assert [row.key for row in result.exceptions] == [row.key for row in said.exceptions]


def test_without_holidays_the_clocks_run(tmp_path):
    """Variant (iii): ``holiday_calendar`` = none: #1113 is 2 business days late, and 4 hours end on Monday at 1 PM."""
    tabs = {name: golden(file) for name, file in TABS.items()}
    tabs["Definitions"] = [*tabs["Definitions"], ["holiday_calendar", None, "none"]]
    result = outcome(tmp_path / "a.xlsx", tabs, AS_OF)
    late = next(row for row in result.exceptions if row.rule == "F01")
    assert late.due_at.startswith("2026-11-16T13:00")
    assert "2 business days" in late.evidence.en


def test_stock_of_five_days_ago_is_too_old_to_act_on(tmp_path):
    """Variant (iv): Inventory as of 120 h ago (> 4 × 24): stock rows stay, as info, and ask to be confirmed."""
    tabs = {name: golden(file) for name, file in TABS.items()}
    tabs["Sources"] = [
        [("2026-11-11 08:00" if row[0] == "Inventory" and at == 3 else cell) for at, cell in enumerate(row)]
        for row in tabs["Sources"]
    ]
    result = outcome(tmp_path / "a.xlsx", tabs, AS_OF)
    stock = next(row for row in result.exceptions if row.rule == "I02")
    assert stock.severity == "info"
    assert "confirm in Inventory" in stock.shown.en
    assert any(row.rule == "D01" for row in result.exceptions)
    assert all(product.confidence != "solid" for product in result.products)
