"""Traps of domain.md §7 about money and definitions, through a whole run of a small workbook."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from reports import marks
from reports.numbers import Money, Percent
from reports.outcome import Outcome
from tests.reports.rules import cells


def said(outcome: Outcome, id: str, language: str = "en") -> str:
    section = next(section for section in outcome.brief if section.id == id)
    return " ".join(getattr(line, language) for line in section.lines)


def definitions(*rows: str) -> list[list[str]]:
    return [["key", "applies_to", "value"], *([part.strip() for part in row.split("|")] for row in rows)]


def week(count: int = 6, **changed: object) -> list[dict]:
    days = (date(2026, 11, 9) + timedelta(days=number) for number in range(count))
    return [cells.order(f"#{n}", f"{day} 09:00:00", **changed) for n, day in enumerate(days, start=1)]


def test_trap_42_codes_are_one_whatever_their_case_and_free_shipping_is_no_discount(tmp_path):
    rows = week()
    rows[0] |= {"Discount Code": "verano10", "Subtotal": 90_000, "Total": 90_000}
    rows[1] |= {"Discount Code": " VERANO10 ; ENVIOGRATIS", "Subtotal": 90_000, "Total": 90_000}
    # Free shipping: the discount took 12,000 of shipping off, the goods cost what they cost.
    rows[2] |= {"Discount Code": "EnvioGratis", "Discount Amount": 12_000, "Subtotal": 100_000, "Total": 100_000}
    found = cells.run(tmp_path, {"Orders": cells.orders(*rows), "Inventory": cells.inventory({})})
    assert "2 of 6 paid orders discounted" in said(found, "sales")
    assert "2 de 6 pedidos pagados con descuento" in said(found, "sales", "es")
    assert found.figures["M16"].value == pytest.approx(2 / 6, abs=1e-6)
    codes = said(found, "campaign")
    assert codes.count("VERANO10") == 1
    assert "verano10" not in codes


def test_trap_43_a_markdown_is_told_apart_and_is_a_discount_only_by_its_definition(tmp_path):
    rows = week()
    for row in rows[:2]:
        row |= {"Lineitem compare at price": 125_000}
    tabs = {"Orders": cells.orders(*rows), "Inventory": cells.inventory({})}
    plain = cells.run(tmp_path, tabs)
    assert "0 of 6 paid orders discounted · 2 at marked-down prices" in said(plain, "sales")
    assert "0 de 6 pedidos pagados con descuento · 2 con precio rebajado" in said(plain, "sales", "es")
    counted = cells.run(tmp_path, {**tabs, "Definitions": definitions("markdown_is_discount | | yes")})
    assert "2 of 6 paid orders discounted" in said(counted, "sales")
    assert "marked-down" not in said(counted, "sales")


def test_trap_41_margin_is_without_tax_and_an_orders_own_tax_wins(tmp_path):
    # 119,000 with 19 % of tax is 100,000 without; it cost 40,000: 60 %. Exempt (tax 0): 119,000: 66.4 %.
    rows = week(6, Subtotal=119_000, Total=119_000, Taxes=None, Lineitem_price=119_000)
    rows[0] |= {"Taxes": 0}
    rows[1] |= {"Taxes": 19_000}
    tabs = {
        "Orders": cells.orders(*rows),
        "Inventory": cells.inventory({"price": 119_000, "unit_cost": 40_000}),
        "Definitions": definitions("revenue_basis | | goods_ex_tax"),
    }
    found = cells.run(tmp_path, tabs)
    # #1 has none in it, #2 says its own, the other four by the assumed 19 %: 119,000 + 5 × 100,000.
    assert found.figures["M01"].value == 619_000
    product = found.products[0]
    assert product.figures["M15"].value == pytest.approx(0.6)
    without = cells.run(tmp_path, {**tabs, "Definitions": definitions("tax_rate | | 0")})
    assert without.products[0].figures["M15"].value == pytest.approx(79 / 119, abs=1e-4)


def test_trap_49_a_holiday_is_told_and_stops_the_clock_but_excuses_no_figure(tmp_path):
    rows = [cells.order("#1", "2026-11-13 09:00:00", Fulfillment_Status=None)]
    rows.append(cells.order("#2", "2026-11-12 09:00:00"))
    tabs = {"Orders": cells.orders(*rows), "Inventory": cells.inventory({})}
    found = cells.run(tmp_path, tabs, "2026-11-16T08:00")
    # Mon 16 Nov is a holiday: two business days from Fri 13 end on Wed 18, so that nothing is late yet.
    assert not [row for row in found.exceptions if row.rule == "F01"]
    assert "holiday" in said(found, "header")
    assert "festivo" in said(found, "header", "es")
    late = cells.run(tmp_path, {**tabs, "Definitions": definitions("holiday_calendar | | none")}, "2026-11-18T08:00")
    assert [row.rule for row in late.exceptions if row.rule == "F01"] == ["F01"]
    for section in found.brief:
        assert "season" not in " ".join(line.en for line in section.lines)


def test_trap_29_37_40_46_an_order_counts_once_a_gift_card_when_it_is_redeemed_and_no_currency_is_mixed(tmp_path):
    """Of 10 Nov: #29 and #30 300,000 each, however often the total stands there; #37 sells a gift card (0 now), #38 is
    paid with it (100,000); #40 is 50 dollars, and nobody gave a rate; #46 is 100 less a discount of 1 for three lines.

    300,000 + 300,000 + 0 + 100,000 + 99 = 700,099 from 6 orders, 4 of them with value: 175,024.75 on average.
    """
    bib = {"Lineitem name": "Bib Paramo - M", "Lineitem sku": "BP-M", "Lineitem price": 200_000}
    whole = {"Total": 300_000, "Subtotal": 300_000}
    rows = [
        cells.order("#29", **whole),
        {**cells.order("#29", **whole), **bib},  # the total repeated on the line below
        cells.order("#30", **whole),
        cells.line("#30", quantity=1, name="Bib Paramo - M", price=200_000, sku="BP-M"),
        cells.order("#37", Lineitem_name="Gift card", Lineitem_sku="GIFT"),
        cells.order("#38", Payment_Method="Gift card"),
        cells.order("#40", Currency="USD", Total=50, Subtotal=50, Lineitem_price=50),
        cells.order("#46", Total=99, Subtotal=99, Discount_Amount=1, Lineitem_price=34),
        cells.line("#46", quantity=1, name="Bib Paramo - M", price=33, sku="BP-M"),
        cells.line("#46", quantity=1, name="Jersey Andes - M", price=33, sku="JA-M"),
    ]
    stock = cells.inventory({}, {"product_id": "bib", "product_title": "Bib Paramo", "sku": "BP-M"})
    found = cells.run(tmp_path, {"Orders": cells.orders(*rows), "Inventory": stock})
    assert found.figures["M01"].value == 700_099
    assert found.figures["M02"].value == 6
    assert found.figures["M03"].value == pytest.approx(700_099 / 4)
    # 2 + 2 + the card + 1 + the one paid in dollars + 3
    assert found.figures["M04"].value == 10
    assert "gift cards sold COP 100,000" in said(found, "sales")
    assert "bonos de regalo vendidos $ 100.000" in said(found, "sales", "es")
    assert "#40 in USD without a rate (counted as an order)" in said(found, "caveats")
    assert "#40 en USD sin tasa (contado como pedido)" in said(found, "caveats", "es")
    assert [line.en for line in found.bridge] == [
        "All orders made in the week: COP 800,099",
        "gift cards sold: −COP 100,000",
        "Revenue: COP 700,099",
        "Not in either figure: 1 order in USD (USD 50.00) without a rate",
    ]
    rated = {"Orders": cells.orders(*rows), "Inventory": stock, "Definitions": definitions("fx.USD | | 4000")}
    again = cells.run(tmp_path, rated)
    assert again.figures["M01"].value == 700_099 + 50 * 4_000
    assert "USD counted at COP 4,000." in said(again, "caveats")


def test_trap_47_little_before_is_no_percentage(tmp_path):
    """36 orders after 4, and after none: +3,200,000 and “from zero”, never +800 % or ∞."""
    sources = [["source", "last_refreshed_at", "covers_from"], ["Orders", "2026-11-17 07:00", "2026-10-01"]]
    before = [cells.order(f"#{n}", f"2026-11-0{3 + n} 09:00:00") for n in range(4)]
    now = [cells.order(f"#1{n}", f"2026-11-1{n % 5} 0{n % 9 + 1}:00:00") for n in range(36)]
    shop = {"Inventory": cells.inventory({"available": 900}), "Sources": sources}
    few = cells.run(tmp_path, {"Orders": cells.orders(*before, *now), **shop})
    assert "against COP 400,000 from 4 the week before (+COP 3,200,000). Too few orders" in said(few, "read")
    assert "frente a $ 400.000 con 4 la semana anterior (+$ 3.200.000). Muy pocos pedidos" in said(few, "read", "es")
    none = cells.run(tmp_path, {"Orders": cells.orders(*now), **shop})
    assert "against COP 0 from 0 the week before (from zero)" in said(none, "read")
    assert "(desde cero)" in said(none, "read", "es")
    for found in (few, none):
        assert "%" not in said(found, "read")


def test_trap_48_this_morning_is_held_against_yesterday_morning(tmp_path):
    """At 8:00 one order today; yesterday one by then and two later: 100,000 against 100,000, not against 300,000."""
    hours = {"#1": "17 07", "#2": "16 07", "#3": "16 09", "#4": "16 20"}
    made = [cells.order(name, f"2026-11-{hour}:00:00") for name, hour in hours.items()]
    read = [["source", "last_refreshed_at", "covers_from"], ["Orders", "2026-11-17 07:50", "2026-10-01"]]
    tabs = {"Orders": cells.orders(*made), "Inventory": cells.inventory({"available": 900}), "Sources": read}
    today = {card.id: card for card in cells.run(tmp_path, tabs).cards if card.period == "today"}
    assert (today["revenue"].value, today["revenue"].previous) == (100_000, 100_000)
    assert (today["orders"].value, today["orders"].previous) == (1, 1)


def test_trap_84_a_limit_by_type_that_cannot_be_read_falls_to_all_then_to_the_default(tmp_path):
    rows = cells.orders(*week())
    stock = cells.inventory(
        {"available": 7}, {"product_id": "cap", "product_title": "Cap", "product_type": "cap", "sku": "C", "size": None}
    )
    wrong = definitions(
        "low_stock_units | type:jersey | pocas", "low_stock_units | | 6", "low_stock_units | talla:M | 3"
    )
    found = cells.run(tmp_path, {"Orders": rows, "Inventory": stock, "Definitions": wrong})
    minimum = {variant.sku: variant.minimum for variant in found.inventory}
    # "pocas" is no number: what is set for all counts, and not the standard 8 of jerseys.
    assert minimum["JA-M"] == 6
    assert minimum["C"] == 6
    problems = [problem.said for problem in found.problems if problem.tab == "Definitions"]
    rows_ = [row for row in found.exceptions if row.rule == "D05"]
    assert {row.severity for row in rows_} == {"warning"}
    told = " ".join(line.en for line in (*problems, *(row.evidence for row in rows_)))
    assert "“pocas” is no value for low_stock_units" in told
    none = cells.run(
        tmp_path,
        {"Orders": rows, "Inventory": stock, "Definitions": definitions("low_stock_units | type:jersey | pocas")},
    )
    assert {variant.sku: variant.minimum for variant in none.inventory}["JA-M"] == 8


def test_a_country_sets_the_marks_apart_from_the_language(tmp_path):
    tabs = {
        "Orders": cells.orders(*week()),
        "Inventory": cells.inventory({}),
        "Definitions": definitions("number_region | | US"),
    }
    found = cells.run(tmp_path, tabs)
    assert "$ 600,000" in said(found, "sales", "es")
    assert "COP 600,000" in said(found, "sales")
    colombian = cells.run(tmp_path, {**tabs, "Definitions": definitions("number_region | | CO")})
    assert "$ 600.000" in said(colombian, "sales", "es")
    assert "COP 600.000" in said(colombian, "sales")
    own = cells.run(tmp_path, {**tabs, "Definitions": definitions("number_region | | ")})
    assert "$ 600.000" in said(own, "sales", "es")
    assert "COP 600,000" in said(own, "sales")
    with marks.region("IN"):
        assert Money(1_234_567).show("en", "") == "COP 12,34,567"
    with marks.region("CH"):
        assert Percent(0.0961).show("es", "") == "9.6\N{NO-BREAK SPACE}%"
