"""Exports of traffic as tools give them, and what the brief makes of each."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import openpyxl

from reports.outcome import Outcome
from tests.exports.conftest import FIXTURES, Shop
from tests.reports.rules.cells import order, orders
from tests.reports.rules.visits import stock


def with_shop(shop: Shop) -> None:
    """Give the workbook an Inventory of five products, and orders that reach back."""
    book = openpyxl.load_workbook(shop.path)
    for name, rows in {
        "Inventory": stock(),
        "Orders": orders(order("#1", "2026-10-12 09:00:00"), order("#2", "2026-11-29 09:00:00")),
    }.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(shop.path)


def caveats(made: Outcome) -> str:
    section = next(section for section in made.brief if section.id == "caveats")
    return " ".join(line.en for line in section.lines)


def items(first: str, last: str) -> str:
    """Google Analytics' purchases by item."""
    head = f"# ---\n# Ecommerce purchases: Item name\n# ---\n#\n# Start date: {first}\n# End date: {last}\n"
    rows = (
        "Bib Páramo,540,16,5,1000\nJersey Andes - M,620,58,20,1000\nSocks Niebla,310,37,9,1000\nCap Clasica,115,6,1,10"
    )
    return (
        f"{head}Item name,Items viewed,Items added to cart,Items purchased,Item revenue\n{rows}\nGorra 2019,40,1,0,0\n"
    )


def test_google_s_items_of_four_weeks_judge_pages_and_of_a_month_ask_for_four_weeks(shop: Shop, tmp_path: Path) -> None:
    shop.take(items("20261103", "20261130"))
    with_shop(shop)
    made = shop.brief("2026-12-02T08:00")
    assert [row.shown.en for row in made.exceptions if row.rule == "W02"] == [
        "INFO Bib Páramo: cart rate 3.0% (at most 4.4%) against 9.7% elsewhere."  # 101 of 1,045
    ]
    assert "Traffic names 1 product that nothing else knows, not counted: Gorra 2019." in caveats(made)
    month = Shop(tmp_path / "month")
    month.folder.mkdir()
    month.take(items("20261101", "20261130"))
    with_shop(month)
    told = month.brief("2026-12-02T08:00")
    assert [row.rule for row in told.exceptions if row.rule.startswith("W")] == []
    assert "no row of Traffic lies inside 3–30 Nov. Export those days, or day by day." in caveats(told)


def test_shopify_s_sessions_by_day_and_page_are_visits_and_no_views(shop: Shop) -> None:
    """Each day 100 + 50 visits, of which 3 + 0 completed the checkout: 21 of 1,050 a week."""
    head = "Day,Landing page path,Sessions,Sessions with cart additions,Sessions that reached checkout,"
    rows = "".join(
        f"{day},/products/bib-paramo,100,12,6,3\n{day},/,50,0,0,0\n"
        for day in (date(2026, 10, 12) + timedelta(days=n) for n in range(35))
    )
    shop.take(f"{head}Sessions that completed checkout\n{rows}")
    with_shop(shop)
    made = shop.brief("2026-11-17T08:00")
    figure = made.figures["M18"]
    assert (figure.value, figure.n, figure.previous, figure.confidence) == (0.02, 1050, 0.02, "solid")
    assert (made.figures["M20"].value, made.figures["M20"].note.en) == (0.5, "21 of 42 checkouts not completed")
    assert made.figures["M19"].value is None
    assert "Traffic tells no recent views by product: product pages can't be judged." in caveats(made)
    assert {skip.rule: skip.missing for skip in made.skipped}["W04"] == [
        "Traffic: Saw shipping",
        "Traffic: Began to pay",
    ]


def test_google_s_sources_of_a_month_and_users_by_day_make_no_conversion(shop: Shop) -> None:
    shop.take(FIXTURES / "ga4" / "ga4_traffic_acquisition.csv")
    users = "\n".join(f"{n:04d},40" for n in range(30))
    shop.take(
        f"# ---\n# Reports snapshot\n# ---\n# Start date: 20261101\n# End date: 20261130\nNth day,Users\n{users}\n"
    )
    with_shop(shop)
    made = shop.brief("2026-12-02T08:00")
    assert made.figures["M18"].value is None
    assert made.figures["M18"].note.en == "Not visible: no row of Traffic tells it for these days."
    skipped = {skip.rule: skip.missing for skip in made.skipped}
    # A month's row tells no week; people by day do, of whom two weeks before 23 Nov are known. None of them bought.
    assert "W05" not in skipped
    assert skipped["W06"] == ["Traffic: Purchases"]


def test_amazon_s_report_by_sku_is_known_by_its_sku(shop: Shop) -> None:
    shop.take(FIXTURES / "amazon" / "amazon_business_report.csv", period=(date(2026, 10, 19), date(2026, 11, 15)))
    book = openpyxl.load_workbook(shop.path)
    sheet = book.create_sheet("Inventory")
    for row in stock(vest={"sku": "VB-S"}):
        sheet.append(row)
    book.save(shop.path)
    made = shop.brief("2026-11-17T08:00")
    # 1,704 page views of the jersey's M, 412 of the vest; no carts in this report, so no cart rate.
    assert (made.figures["M21"].n, made.figures["M19"].value) == (2, None)
    assert "names" not in caveats(made)
