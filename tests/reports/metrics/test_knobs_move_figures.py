"""Each definition moves the figures that it names: one workbook, one definition changed at a time (domain.md §2.2)."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest

from reports.facts import Facts
from tests.reports.drawn import drawn, facts

ORDERS = """
order_id | created_at | paid_at | financial_status | currency | subtotal | shipping | taxes | total | refunded_amount | payment_method | email | tags | line_sku | line_name | line_qty | line_price | line_compare_at | ship_city
#1 | 2026-11-10 10:00 | 2026-11-10 10:00 | paid | COP | 100000 | 19000 | 19000 | 119000 | 0 | card | a@x.co | | A-M | Andes M | 1 | 110000 | 140000 | Bogotá
#2 | 2026-11-08 10:00 | 2026-11-09 15:00 | paid | COP | 50000 | 0 | | 50000 | 0 | card | b@x.co | | A-L | Andes L | 1 | 50000 | | Medellín
#3 | 2026-11-11 10:00 | 2026-11-11 10:00 | paid | COP | 30000 | 0 | 0 | 30000 | 0 | card | c@x.co | | GIFT | Gift card | 1 | 30000 | |
#4 | 2026-11-12 10:00 | | pending | COP | 40000 | 0 | 0 | 40000 | 0 | contra entrega | d@x.co | | A-M | Andes M | 1 | 40000 | |
#5 | 2026-11-12 10:00 | 2026-11-12 10:00 | paid | USD | 10 | 0 | 0 | 10 | 0 | card | e@x.co | | A-M | Andes M | 1 | 10 | |
#6 | 2026-11-03 10:00 | 2026-11-03 10:00 | partially_refunded | COP | 60000 | 0 | 0 | 60000 | 20000 | card | f@x.co | | A-M | Andes M | 6 | 10000 | |
#7 | 2026-11-13 10:00 | 2026-11-13 10:00 | paid | COP | 70000 | 0 | | 70000 | 0 | card | yo@marca.co | interno | A-M | Andes M | 1 | 70000 | | Leticia
#8 | 2026-09-20 10:00 | 2026-09-20 10:00 | paid | COP | 80000 | 0 | 0 | 80000 | 0 | card | a@x.co | Oro | A-M | Andes M | 4 | 20000 | |
"""
INVENTORY = """
product_id | product_title | product_type | sku | size | available | on_hand | price | unit_cost | status | location
andes | Andes | jersey | A-M | M | 4 | 4 | 119000 | 40000 | active | Tienda
andes | Andes | jersey | A-L | L | 7 | 7 | 119000 | 40000 | active | Bodega
"""
RETURNS = "order_id | sku | qty | type | refunded_at | amount\n#6 | A-M | 2 | return | 2026-11-12 | 20000"
SHIPMENTS = "order_id | carrier | tracking_number | delivered_at\n#4 | servientrega | 1 | 2026-11-13 09:00"
SOURCES = """
source | last_refreshed_at | covers_from
Orders | 2026-11-16 08:00 | 2026-09-01
Inventory | 2026-11-16 08:00 | 2026-09-01
"""


def read(*rows: str, inventory: str = INVENTORY, orders: str = ORDERS) -> Facts:
    """The facts of the workbook, with these rows of Definitions: ``key | value`` or ``key | scope | value``."""
    cells = [row if row.count("|") == 2 else row.replace("|", "| |", 1) for row in rows]
    own = "key | applies_to | value\n" + "\n".join(cells)
    tables = {"orders": orders, "inventory": inventory, "returns": RETURNS, "shipments": SHIPMENTS, "sources": SOURCES}
    drawn_ = [drawn(key, text) for key, text in tables.items()]
    return facts(*drawn_, *([drawn("definitions", own)] if rows else []))


def revenue(found: Facts) -> Decimal:
    return round(found.sales["weekly"].revenue, 2)


def revenue_before(found: Facts) -> Decimal:
    return found.sales["weekly_before"].revenue


def of(frame: str, key: str, column: str) -> Callable[[Facts], Any]:
    def told(found: Facts) -> Any:
        value = getattr(found, frame).loc[key, column]
        return round(float(value), 4) if isinstance(value, float) else value

    return told


def sold(name: str, window: str = "weekly") -> Callable[[Facts], Any]:
    return lambda found: getattr(found.sales[window], name)


#: The week is Mon 9 - Sun 15 Nov. #1 119,000, #2 50,000, #3 a gift card of 30,000 that counts for nothing, #4 cash on
#: delivery, #5 in dollars without a rate, #7 70,000: 239,000. In the week before stands #6: 60,000 less 20,000.
MOVES: list[tuple[str, tuple[str, ...], Callable[[Facts], Any], Any, Any]] = [
    ("revenue_basis", ("revenue_basis | goods",), revenue, 239_000, 220_000),  # 19,000 of shipping less
    # #1: 100,000 less its tax of 19,000 in 119,000; the others 19 % in the price: 120,000 / 1.19.
    ("revenue_basis", ("revenue_basis | goods_ex_tax",), revenue, 239_000, Decimal("184873.95")),
    (
        "tax_rate",
        ("revenue_basis | goods_ex_tax", "tax_rate | 5%"),
        revenue,
        239_000,
        Decimal("198319.33"),  # 84,033.61 + 120,000 / 1.05
    ),
    ("prices_include_tax", ("revenue_basis | goods_ex_tax", "prices_include_tax | no"), revenue, 239_000, 220_000),
    # The refund of 20,000 was paid back on 12 Nov.
    ("refund_basis", ("refund_basis | refund_date",), revenue, 239_000, 219_000),
    ("refund_basis", ("refund_basis | refund_date",), revenue_before, 40_000, 60_000),
    ("refund_basis", ("refund_basis | refund_date",), sold("refunds"), 0, 20_000),
    ("order_date_field", ("order_date_field | created_at",), revenue, 239_000, 189_000),  # #2 was made on the 8th
    ("count_gift_card_sales", ("count_gift_card_sales | yes",), revenue, 239_000, 269_000),
    ("count_cod_when", ("count_cod_when | delivered",), revenue, 239_000, 279_000),
    ("count_cod_when", ("count_cod_when | delivered",), sold("cod_orders"), 1, 0),
    ("fx.USD", ("fx.USD | 4000",), revenue, 239_000, 279_000),
    ("currency", ("currency | USD",), revenue, 239_000, 10),
    ("test_markers", ("test_markers | interno",), revenue, 239_000, 169_000),
    ("internal_emails", ("internal_emails | YO@marca.co",), revenue, 239_000, 169_000),
    ("cod_methods", ("cod_methods | al recibir",), sold("pending_orders"), 0, 1),
    ("week_starts_on", ("week_starts_on | friday",), lambda found: found.windows["weekly"].start, date(2026, 11, 9), date(2026, 11, 6)),
    ("timezone", ("timezone | Asia/Tokyo",), lambda found: found.as_of.hour, 8, 22),
    ("compare_today_to", ("compare_today_to | same_weekday",), lambda found: found.windows["today_before"].start, date(2026, 11, 15), date(2026, 11, 9)),
    ("currency_decimals", ("currency_decimals | 2",), lambda found: found.decimals, 0, 2),
    ("min.M01", ("min.M01 | 6",), sold("confidence"), "directional", "too_little"),
    ("solid.M01", ("solid.M01 | 4",), sold("confidence"), "directional", "solid"),
    ("min.M03", ("min.M03 | 3",), sold("average_confidence"), "too_little", "directional"),
    ("solid.M03", ("min.M03 | 1", "solid.M03 | 3"), sold("average_confidence"), "too_little", "solid"),
    ("min.M16", ("min.M16 | 6",), sold("discount_confidence"), "directional", "too_little"),
    ("solid.M16", ("solid.M16 | 5",), sold("discount_confidence"), "directional", "solid"),
    # 110,000 of list for 100,000 of goods is 9 %: #1 alone is discounted; by its compare-at price still, by more.
    ("markdown_is_discount", ("markdown_is_discount | yes",), of("orders", "1", "goods_discount"), 10_000, 40_000),
    # 28 days: #1, #5, #7 and six of #6: nine of size M.
    ("velocity_days", ("velocity_days | 7",), of("variants", "A-M", "demand_units"), 9, 3),
    ("bulk_line_qty", ("bulk_line_qty | 7",), of("variants", "A-M", "demand_without_bulk"), 3, 9),
    ("low_stock_units", ("low_stock_units | type:jersey | 4",), of("variants", "A-M", "low"), True, False),
    ("low_stock_units", ("low_stock_units | sku:A-L | 8", "low_stock_units | type:jersey | 2"), of("variants", "A-L", "minimum"), 8, 8),
    ("lead_time_days", ("lead_time_days | type:jersey | 10",), of("variants", "A-M", "lead_days"), 30, 10),
    # 9 / 28 a day for 30 + 14 days = 14.1; with 4 of safety less 4 left: 15 more. Without review days 9.6.
    ("review_days", ("review_days | 0",), of("variants", "A-M", "reorder"), 15, 10),
    ("service_level", ("service_level | 99%",), of("variants", "A-M", "safety_stock"), 4, 8),
    ("interval_level", ("interval_level | 50%",), of("variants", "A-M", "cover_low"), 7.1314, 9.4008),
    ("location.sells", ("location.sells | location:Bodega | no",), of("products", "andes", "available"), 11, 4),
    ("tax_rate", ("tax_rate | 0",), of("products", "andes", "list_margin"), 0.6, 0.6639),
    ("prices_include_tax", ("prices_include_tax | no",), of("products", "andes", "list_margin"), 0.6, 0.6639),
    ("payment_fee_pct", ("payment_fee_pct | 10%",), of("products", "andes", "list_margin"), 0.6, 0.481),
    ("cat.clear_discount", ("cat.clear_discount | 0",), of("products", "andes", "clear_margin"), 0.4286, 0.6),
    ("vip_tags", ("vip_tags | Oro",), of("orders", "8", "vip"), False, True),
    ("vip_orders", ("vip_orders | 2",), of("orders", "1", "vip"), False, True),
    ("vip_spend", ("vip_spend | 199000",), of("orders", "1", "vip"), False, True),
    ("high_value_order", ("high_value_order | 100000",), of("orders", "1", "high_value"), False, True),
    # Paid Tue 10 Nov at 10:00; two business days of handling.
    ("cutoff_hour", ("cutoff_hour | 9",), of("orders", "1", "ship_by_on"), date(2026, 11, 12), date(2026, 11, 13)),
    ("handling_business_days", ("handling_business_days | 1",), of("orders", "1", "ship_by_on"), date(2026, 11, 12), date(2026, 11, 11)),
    # From Fri 13 Nov: Saturday does not count, nor Mon 16 Nov, a holiday.
    ("work_saturday", ("work_saturday | yes",), of("orders", "7", "ship_by_on"), date(2026, 11, 18), date(2026, 11, 17)),
    ("holiday_calendar", ("holiday_calendar | none",), of("orders", "7", "ship_by_on"), date(2026, 11, 18), date(2026, 11, 17)),
    ("transit_days", ("transit_days | zone:bogota | 1",), of("orders", "1", "promise_on"), date(2026, 11, 17), date(2026, 11, 13)),
    ("zone_places", ("zone_places | zone:remote | Leticia; Bogotá", "zone_places | zone:bogota | Usme"), of("orders", "1", "transit_days"), 2, 8),
    ("business_hours", ("business_hours | 7-12",), lambda found: found.clock.opens.hour, 9, 7),
    ("expected_every_hours", ("expected_every_hours | source:orders | 1",), lambda found: found.sources["orders"].expected_hours, 24, 1),
    ("sku.ignore_chars", ("sku.ignore_chars | -",), lambda found: found.knobs.reading_style().ignore_chars, "", "-"),
    ("date_style", ("date_style | m/d",), lambda found: found.knobs.reading_style().date_style, "auto", "m/d"),
    ("number_style", ("number_style | 1,234.5",), lambda found: found.knobs.reading_style().number_style, "auto", "1,234.5"),
]  # fmt: skip


@pytest.fixture(scope="module")
def standard() -> Facts:
    return read()


@pytest.mark.parametrize(
    ("key", "rows", "figure", "before", "after"), MOVES, ids=[f"{n}-{m[0]}" for n, m in enumerate(MOVES)]
)
def test_a_definition_moves_the_figure_that_it_names(standard, key, rows, figure, before, after) -> None:
    changed = read(*rows)
    assert changed.knobs.problems == ()
    assert (figure(standard), figure(changed)) == (before, after)


def sizes(*rows: str) -> tuple[float, tuple[str, ...]]:
    """Size availability in percent and the core sizes that are out, where L is out of stock."""
    found = read("min.M13 | 1", *rows, inventory=INVENTORY.replace("L | 7 | 7", "L | 0 | 0")).products.loc["andes"]
    return round(float(found["size_availability"]) * 100, 1), found["core_out"]


def test_definitions_of_sizes_move_the_figures_of_sizes() -> None:
    # In 90 days 13 of M and 1 of L, which is out: 13 of 14 wanted units can be had, and M alone makes 70 %.
    assert sizes() == (92.9, ())
    # #8 was on 20 Sep, 57 days ago: in 14 days 9 of M (six of #6 on 3 Nov) and 1 of L; in 7 days 3 and 1.
    assert sizes("size_days | 14") == (90.0, ())
    assert sizes("size_days | 7") == (75.0, ())
    assert sizes("core_share | 95%") == (92.9, ("L",))
    assert math.isnan(sizes("min.M13 | 15")[0])


#: Twenty units at 6 % off in this week, forty at list price 50 days ago.
CHEAP = """
order_id | created_at | paid_at | financial_status | subtotal | total | line_sku | line_name | line_qty | line_price
#1 | 2026-11-10 10:00 | 2026-11-10 10:00 | paid | 188000 | 188000 | A-M | Andes M | 20 | 10000
#2 | 2026-09-27 10:00 | 2026-09-27 10:00 | paid | 50000 | 50000 | A-M | Andes M | 20 | 2500
#3 | 2026-09-27 10:00 | 2026-09-27 10:00 | paid | 50000 | 50000 | A-M | Andes M | 20 | 2500
"""


def dependent(*rows: str) -> object:
    """Whether Andes sells on discount only; at list price 50 days ago, at 6 % off this week."""
    return read(*rows, orders=CHEAP).products.loc["andes", "discount_dependent"]


def test_definitions_of_discounts_move_the_dependency() -> None:
    # 60 days: 20 of 60 units at 6 % off, which is no discount below 10 %.
    assert not dependent()
    assert not dependent("dep_pct | 5%")  # 20 of 60
    assert dependent("dep_pct | 5%", "dep_days | 30")  # 20 of 20
    assert pd.isna(dependent("dep_days | 30", "min.M17 | 21"))
