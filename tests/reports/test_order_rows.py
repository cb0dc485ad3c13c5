"""The list of orders, and the shop's pages of what rows are about, through a whole run."""

from __future__ import annotations

import pytest

from reports.order_rows import first_name
from tests.reports.rules.cells import inventory, order, orders, rows, run

#: The moment is Tue 17 Nov 2026, 8:00; the 16th is a holiday.
DEFINITIONS = [
    ["key", "value"],
    ["link.order", "https://shop.test/admin/orders/{order_admin_id}?n={order_id}"],
    ["link.inventory", "https://shop.test/stock?q={sku}"],
]


def told(tmp_path, *some, tabs=(), stock=({},)):
    return run(tmp_path, {"Orders": orders(*some), "Inventory": inventory(*stock), **dict(tabs)})


def test_ten_are_the_most_recent_and_those_that_need_somebody_stand_besides(tmp_path):
    many = [order(f"#{number}", f"2026-11-10 {number - 90:02}:00:00") for number in range(99, 111)]
    late = order("#98", "2026-11-02 09:00:00", Fulfillment_Status="unfulfilled")
    ahead = order("#500", "2026-12-24 09:00:00")
    made = told(tmp_path, ahead, late, *many)
    recent = [row.key for row in made.orders if row.recent]
    assert recent == ["110", "109", "108", "107", "106", "105", "104", "103", "102", "101"]
    # Paid two weeks ago and not shipped; the one of December is none of the most recent.
    (needed,) = [row for row in made.orders if not row.recent and row.key == "98"]
    (why,) = rows(made, "F01")
    assert why.key in needed.needs
    assert needed.rows[0].rows == [3]
    assert [row.needs for row in made.orders if row.recent] == [[]] * 10


def test_an_order_tells_its_channel_customer_total_status_and_age(tmp_path):
    made = told(
        tmp_path,
        order("#1", "2026-11-17 05:30:00", Billing_Name="Ana María Gómez", Source="web", Total=189900),
        order("#2", "2026-11-15 09:00:00", Financial_Status="pending", Fulfillment_Status=None, Total=None),
        order(
            "#3",
            Created_at="2026-11-16",
            Paid_at="2026-11-16",
            Total=0,
            Cancelled_at="2026-11-16 10:00:00",
            Billing_Name="luis@example.com",
        ),
    )
    by_key = {row.key: row for row in made.orders}
    one, two, three = by_key["1"], by_key["2"], by_key["3"]
    assert (one.label, one.channel, one.customer, one.total.en, one.total.es) == (
        "#1", "web", "Ana M.", "COP 189,900", "$ 189.900",
    )  # fmt: skip
    assert (one.status.en, one.status.es) == ("paid · shipped", "pagado · despachado")
    assert (one.age.en, one.age.es) == ("2 hours", "2 horas")
    # A total that is not known is none, and no zero.
    assert two.total is None
    assert (two.status.en, two.age.en) == ("payment pending · not shipped", "47 hours")
    # A day without an hour is no midnight; an address is no name.
    assert (three.total.en, three.age.en, three.age.es, three.customer) == ("COP 0", "yesterday", "ayer", "")
    assert three.status.en.startswith("cancelled · ")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Ana Gómez", "Ana G."),
        ("  ANA   GÓMEZ ", "Ana G."),
        ("Gómez, Ana", "Ana G."),
        ("Ana", "Ana"),
        ("Ana 🚴 Gómez", "Ana G."),
        ("מיכל כהן", "מיכל כ."),
        ("ana@example.com", ""),
        ("300 123 4567", ""),
        (None, ""),
    ],
)
def test_of_a_customer_nothing_more_is_shown_than_a_first_name_and_an_initial(name, shown):
    assert first_name(name) == shown


def test_what_is_snoozed_or_no_problem_needs_nobody(tmp_path):
    late = order("#98", "2026-11-02 09:00:00", Fulfillment_Status="unfulfilled")
    open_rows = told(tmp_path, late, order("#99", "2026-11-10 09:00:00"))
    keys = [row.key for row in open_rows.exceptions if row.entity_id == "98"]
    assert keys
    head = ["decided_at", "kind", "target_key", "reason"]
    said = [["2026-11-17 07:00", "not_a_problem", key, "Picked up"] for key in keys]
    quiet = told(tmp_path, late, order("#99", "2026-11-10 09:00:00"), tabs={"Decisions": [head, *said]})
    assert [row.needs for row in quiet.orders if row.key == "98"] == [[]]


def test_the_shops_page_is_a_web_address_with_all_of_its_places_known(tmp_path):
    late = {"Fulfillment_Status": "unfulfilled"}
    made = told(
        tmp_path,
        order("#98", "2026-11-02 09:00:00", Id="77 1", **late),
        order("#97", "2026-11-09 09:00:00", **late),
        tabs={"Definitions": DEFINITIONS},
        stock=({"available": -2, "sku": "JA/M"},),
    )
    links = {row.key: row.link for row in made.orders}
    assert links == {"98": "https://shop.test/admin/orders/77%201?n=98", "97": ""}
    assert {row.page for row in made.exceptions if row.entity_id == "98"} == {links["98"]}
    assert {row.page for row in made.exceptions if row.entity_type == "variant"} == {"https://shop.test/stock?q=JA%2FM"}
    # What is no web address is never opened.
    odd = [["key", "value"], ["link.order", "javascript:alert({order_id})"]]
    (one,) = told(tmp_path, order("#98", "2026-11-02 09:00:00", **late), tabs={"Definitions": odd}).orders
    assert one.link == ""
    assert {row.page for row in told(tmp_path, order("#98", "2026-11-02 09:00:00", **late)).exceptions} == {""}


def test_a_workbook_without_orders_has_an_empty_list(tmp_path):
    assert run(tmp_path, {"Inventory": inventory({})}).orders == []
