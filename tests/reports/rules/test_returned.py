"""R01, R02, P06 and F09, as cells of Orders, Inventory and Returns. The moment is Tue 17 Nov 2026, 8:00 in Bogotá.

Orders 14-74 days old are those of 4 Sep to 3 Nov. Mon 16 Nov is a holiday.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.reports.rules.cells import inventory, order, orders, rows, run, said

RETURN = {
    "Return id": None,
    "Order id": "#1",
    "SKU": "JA-M",
    "Quantity": 1,
    "Type": "return",
    "Requested at": "2026-11-10",
    "Received at": None,
    "Refunded at": None,
    "Amount": None,
    "Reason": None,
    "Comment": None,
    "Exchange order": None,
    "Exchange SKU": None,
    "Status": "requested",
}
STOCK = inventory(
    {"size": "M", "sku": "JA-M"},
    {"size": "L", "sku": "JA-L"},
    {"size": "S", "sku": "BP-S", "product_id": "bib-paramo", "product_title": "Bib Páramo", "product_type": "bib"},
)


def returns(*made: dict[str, Any], without: tuple[str, ...] = ()) -> list[list[Any]]:
    """The tab Returns; spaces in keywords are underscores."""
    head = [name for name in RETURN if name not in without]
    rows_ = [{**RETURN, **{name.replace("_", " "): value for name, value in row.items()}} for row in made]
    return [head, *([row[name] for name in head] for row in rows_)]


def sold(*made: tuple[str, str, str, int]) -> list[list[Any]]:
    """Orders of (name, day, SKU, units), all sent."""
    titles = {"JA-M": "Jersey Andes - M", "JA-L": "Jersey Andes - L", "BP-S": "Bib Páramo - S"}
    return orders(
        *(
            order(
                name,
                f"{day} 09:00:00",
                Lineitem_sku=sku,
                Lineitem_name=titles[sku],
                Lineitem_quantity=units,
                Subtotal=100000 * units,
                Total=100000 * units,
            )
            for name, day, sku, units in made
        )
    )


def found(tmp_path: Path, of_orders: list[list[Any]], *made: dict[str, Any], **more: Any) -> Any:
    tabs = {"Orders": of_orders, "Inventory": STOCK, "Returns": returns(*made, **more)}
    return run(tmp_path, tabs)


# ---- R01: a reason that repeats


def test_a_reason_given_for_three_units_in_60_days_is_told_with_those_that_gave_none(tmp_path: Path) -> None:
    """“Talla pequeña” and “too tight” are both fit, and a comment tells one more: 3 of 4 with a reason, one without."""
    result = found(
        tmp_path,
        sold(("#1", "2026-10-10", "BP-S", 9)),
        {"Order_id": "#1", "SKU": "BP-S", "Return_id": "R1", "Reason": "Talla pequeña"},
        {"Order_id": "#1", "SKU": "BP-S", "Return_id": "R2", "Reason": "Too small"},
        {"Order_id": "#1", "SKU": "BP-S", "Return_id": "R3", "Comment": "La talla me quedó grande"},
        {"Order_id": "#1", "SKU": "BP-S", "Return_id": "R4", "Reason": "Llegó roto"},
        {"Order_id": "#1", "SKU": "BP-S", "Return_id": "R5"},
    )
    assert said(result, "R01") == [
        (
            "WARNING Bib Páramo: reason “fit” on 3 of 4 units sent back in 60 days (1 more without a reason).",
            "ADVERTENCIA Bib Páramo: motivo «talla» en 3 de 4 unidades devueltas en 60 días (1 más sin motivo).",
        )
    ]
    (row,) = rows(result, "R01")
    assert (row.key, row.rows[0].rows, row.confidence) == ("R01|product:bib-paramo|fit", [2, 3, 4], "directional")
    assert row.next_action.en == (
        "Add fit notes to the page of Bib Páramo: reason “fit” on 3 of 4 units sent back in 60 days."
    )
    assert row.next_action.es == (
        "Agrega notas de talla a la página de Bib Páramo: motivo «talla» en 3 de 4 unidades devueltas en 60 días."
    )


@pytest.mark.parametrize(
    "made",
    [
        [{"Return_id": "R1", "Reason": "fit"}, {"Return_id": "R2", "Reason": "fit"}, {"Return_id": "R3"}],
        [{"Return_id": f"R{n}", "Reason": "fit", "Status": "rejected"} for n in range(3)],
        [{"Return_id": f"R{n}", "Reason": "fit", "Requested_at": "2026-09-17"} for n in range(3)],
        [{"Return_id": "R1", "Reason": "fit", "Quantity": 3}, {"Return_id": "R1", "Reason": "fit", "Quantity": 1}],
        [
            {"Return_id": "R1", "Reason": "fit"},
            {"Return_id": "R2", "Reason": "quality"},
            {"Return_id": "R3", "SKU": "BP-S", "Order_id": "#2", "Reason": "fit"},
        ],
    ],
    ids=["two of three", "refused", "61 days ago", "one return pasted twice", "two products"],
)
def test_reasons_that_do_not_repeat_are_silent(tmp_path: Path, made: list[dict[str, Any]]) -> None:
    of_orders = sold(("#1", "2026-10-10", "JA-M", 9), ("#2", "2026-10-10", "BP-S", 1))
    assert said(found(tmp_path, of_orders, *made), "R01") == []


def test_a_reason_of_the_shops_own_is_told_in_its_words_and_no_customer_is_quoted(tmp_path: Path) -> None:
    """Two of five are 40 %; a comment is never quoted, and an address in a reason is not either."""
    made = [
        {"Return_id": "R1", "Reason": "Cremallera dura ana@example.com"},
        {"Return_id": "R2", "Reason": "cremallera  dura ana@example.com"},
        {"Return_id": "R3", "Reason": "quality", "Comment": "Ana Gómez, Calle 12 # 3-45"},
        {"Return_id": "R4", "Reason": "late"},
        {"Return_id": "R5", "Reason": "damaged"},
    ]
    result = found(tmp_path, sold(("#1", "2026-10-10", "JA-M", 9)), *made)
    assert said(result, "R01") == [
        (
            "WARNING Jersey Andes: reason “Cremallera dura …” on 2 of 5 units sent back in 60 days.",
            "ADVERTENCIA Jersey Andes: motivo «Cremallera dura …» en 2 de 5 unidades devueltas en 60 días.",
        )
    ]
    assert rows(result, "R01")[0].next_action.en.startswith("Check what Jersey Andes is and what its page says")


# ---- R02: what comes back more than it may


def test_trap_69_orders_too_young_to_come_back_are_in_no_rate(tmp_path: Path) -> None:
    """3 of the 15 bibs that are old enough came back; with the 85 of last week it would read as 3 of 100.

    Wilson's lower bound of 3 of 15 is 8.3 %, under the bib's 15 %: silent. Of 6 of 15 it is 22 %: told.
    """
    old, young = ("#1", "2026-10-10", "BP-S", 15), ("#2", "2026-11-10", "BP-S", 85)
    calm = found(
        tmp_path,
        sold(old, young),
        {"SKU": "BP-S", "Quantity": 3, "Return_id": "R1"},
        {"SKU": "BP-S", "Quantity": 40, "Return_id": "R2", "Order_id": "#2"},
    )
    assert said(calm, "R02") == []
    result = found(
        tmp_path,
        sold(old, young),
        {"SKU": "BP-S", "Quantity": 4, "Return_id": "R1"},
        {"SKU": "BP-S", "Quantity": 2, "Return_id": "R2", "Type": "exchange", "Reason": "fit"},
        {"SKU": "BP-S", "Quantity": 5, "Return_id": "R3", "Type": "exchange"},
        {"SKU": "BP-S", "Quantity": 9, "Return_id": "R4", "Type": "warranty"},
        {"SKU": "BP-S", "Quantity": 40, "Return_id": "R5", "Order_id": "#2"},
    )
    assert 4 + 2 == 6
    assert said(result, "R02") == [
        (
            "WARNING Bib Páramo: 6 of 15 units in orders 14–74 days old came back or were exchanged for fit "
            "(limit 15%).",
            "ADVERTENCIA Bib Páramo: 6 de 15 unidades de pedidos de hace 14–74 días volvieron o se cambiaron por "
            "talla (límite 15\xa0%).",
        )
    ]
    assert rows(result, "R02")[0].rows[0].rows == [2, 3, 4]


def test_no_more_comes_back_than_was_sold_and_unsent_or_unknown_orders_are_in_no_rate(tmp_path: Path) -> None:
    """40 told of an order of 2 are 2; of 22 units sent 2 came back, which is no high rate."""
    of_orders = sold(("#1", "2026-10-10", "JA-M", 2), ("#2", "2026-10-10", "JA-M", 20))
    of_orders += orders(order("#3", "2026-10-10 09:00:00", Fulfillment_Status="unfulfilled", Lineitem_quantity=9))[1:]
    result = found(
        tmp_path,
        of_orders,
        {"Quantity": 40, "Return_id": "R1"},
        {"Quantity": 9, "Return_id": "R2", "Order_id": "#3"},
        {"Quantity": 9, "Return_id": "R3", "Order_id": "#999"},
    )
    assert said(result, "R02") == []


def test_one_size_that_comes_back_more_than_the_others_is_told(tmp_path: Path) -> None:
    """6 of 20 M (lower bound 16 %) against 1 of 30 L; together 7 of 50 stay under the jersey's limit of 12 %."""
    result = found(
        tmp_path,
        sold(("#1", "2026-10-10", "JA-M", 20), ("#2", "2026-10-10", "JA-L", 30)),
        {"Quantity": 6, "Return_id": "R1", "Type": "exchange", "Exchange_SKU": "JA-L"},
        {"Order_id": "#2", "SKU": "JA-L", "Return_id": "R2"},
    )
    assert said(result, "R02") == [
        (
            "WARNING Jersey Andes: size M: 6 of 20 units came back, 1 of 30 of the other sizes.",
            "ADVERTENCIA Jersey Andes: talla M: volvieron 6 de 20 unidades; de las otras tallas, 1 de 30.",
        )
    ]
    assert rows(result, "R02")[0].key == "R02|product:jersey-andes|m"
    even = found(
        tmp_path,
        sold(("#1", "2026-10-10", "JA-M", 20), ("#2", "2026-10-10", "JA-L", 30)),
        {"Quantity": 3, "Return_id": "R1"},
        {"Quantity": 4, "Return_id": "R2", "Order_id": "#2", "SKU": "JA-L"},
    )
    assert said(even, "R02") == []


def test_the_limit_of_a_product_is_its_own(tmp_path: Path) -> None:
    tabs = {
        "Orders": sold(("#1", "2026-10-10", "BP-S", 15)),
        "Inventory": STOCK,
        "Returns": returns({"SKU": "BP-S", "Quantity": 6}),
        "Definitions": [["key", "applies_to", "value"], ["return_limit", "product:bib-paramo", 0.5]],
    }
    assert said(run(tmp_path, tabs), "R02") == []


# ---- P06: a refund that is due


def test_a_refund_is_told_from_five_days_before_its_limit_and_verified_rather_than_advised(tmp_path: Path) -> None:
    """Asked for on 6 Nov, 11 days ago: it opens at 10. Asked for on 4 Nov, 13 days ago: critical."""
    result = found(
        tmp_path,
        sold(("#1", "2026-10-10", "JA-M", 1), ("#2", "2026-10-11", "BP-S", 1)),
        {"Return_id": "R1", "Status": "approved", "Requested_at": "2026-11-06", "Amount": 100000},
        {"Return_id": "R2", "Status": "received", "Requested_at": "2026-11-04", "Order_id": "#2", "SKU": "BP-S"},
    )
    assert sorted(said(result, "P06")) == [
        (
            "CRITICAL #2 return not refunded: 13 days since it was asked for (limit 15).",
            "CRÍTICA #2 devolución sin reembolsar: 13 días desde la solicitud (límite 15).",
        ),
        (
            "WARNING #1 return not refunded: 11 days since it was asked for (limit 15), COP 100,000.",
            "ADVERTENCIA #1 devolución sin reembolsar: 11 días desde la solicitud (límite 15), $ 100.000.",
        ),
    ]
    row = next(row for row in rows(result, "P06") if row.key == "P06|return:R1")
    assert row.next_action.en == (
        "Refund #1 (COP 100,000), or tell the customer when: asked for on Fri 6 Nov. Your definitions say 15 days; "
        "verify which limit applies to it."
    )
    assert row.next_action.es == (
        "Reembolsa #1 ($ 100.000) o dile al cliente cuándo: se pidió el vie 6 nov. Tus definiciones dicen 15 días; "
        "verifica qué plazo aplica en este caso."
    )
    assert (row.owner_role, row.amount_at_risk) == ("finance", 100000)


@pytest.mark.parametrize(
    ("changed", "of_order"),
    [
        ({"Requested_at": "2026-11-08"}, {}),
        ({"Status": "requested"}, {}),
        ({"Status": "rejected"}, {}),
        ({"Status": "refunded"}, {}),
        ({"Refunded_at": "2026-11-12"}, {}),
        ({"Type": "exchange"}, {}),
        ({"Type": "warranty"}, {}),
        ({"Amount": 100000}, {"Financial_Status": "refunded", "Refunded_Amount": 100000}),
        ({}, {"Financial_Status": "partially_refunded", "Refunded_Amount": 100000}),
    ],
    ids=[
        "nine days",
        "only asked for",
        "refused",
        "refunded",
        "refunded on a day",
        "an exchange",
        "a warranty",
        "Orders shows it",
        "Orders shows what it cost",
    ],
)
def test_returns_that_owe_nothing_are_silent(tmp_path: Path, changed: dict[str, Any], of_order: dict[str, Any]) -> None:
    of_orders = sold(("#1", "2026-10-10", "JA-M", 1))
    of_orders[0].append("Refunded Amount")
    of_orders[1].append(of_order.get("Refunded_Amount"))
    of_orders[1][of_orders[0].index("Financial Status")] = of_order.get("Financial_Status", "paid")
    made = {"Status": "approved", "Requested_at": "2026-11-01", **changed}
    assert said(found(tmp_path, of_orders, made), "P06") == []


def test_a_marketplace_pays_back_itself_and_a_tab_that_tells_no_refunds_is_not_judged(tmp_path: Path) -> None:
    due = {"Status": "received", "Requested_at": "2026-11-01"}
    of_orders = sold(("AMZ:1-2", "2026-10-10", "JA-M", 1), ("#1", "2026-10-10", "JA-M", 1))
    result = found(tmp_path, of_orders, {**due, "Order_id": "1-2"}, due)
    assert [row.key for row in rows(result, "P06")] == ["P06|return:1/JA-M"]
    blind = found(
        tmp_path,
        sold(("#1", "2026-10-10", "JA-M", 1)),
        {"Requested_at": "2026-11-01", "Received_at": "2026-11-03"},
        without=("Status", "Refunded at"),
    )
    assert [(one.rule, one.missing) for one in blind.skipped if one.rule == "P06"] == [("P06", ["Returns: Status"])]


# ---- F09: an exchange that waits


def test_an_exchange_received_over_three_business_days_ago_with_nothing_sent(tmp_path: Path) -> None:
    """Received Tue 10; Wed 11, Thu 12, Fri 13 and Tue 17 are four business days."""
    made = {"Type": "exchange", "Status": "received", "Received_at": "2026-11-10", "Return_id": "R1"}
    result = found(tmp_path, sold(("#1", "2026-10-10", "JA-M", 1)), made)
    assert said(result, "F09") == [
        (
            "WARNING #1 exchange received 4 business days ago, nothing sent.",
            "ADVERTENCIA #1 cambio recibido hace 4 días hábiles, sin enviar.",
        )
    ]
    assert rows(result, "F09")[0].next_action.es == (
        "Envía el cambio de #1 o avísale al cliente: lo recibiste el mar 10 nov."
    )
    waits = sold(("#1", "2026-10-10", "JA-M", 1))
    waits += orders(order("#7", Tags="cambio", Total=0, Subtotal=0, Fulfillment_Status="unfulfilled"))[1:]
    assert said(found(tmp_path, waits, {**made, "Exchange_order": "#7"}), "F09") == [
        (
            "WARNING #1 exchange received 4 business days ago, exchange order #7 not fulfilled.",
            "ADVERTENCIA #1 cambio recibido hace 4 días hábiles, el pedido de cambio #7 sigue sin despachar.",
        )
    ]


@pytest.mark.parametrize(
    ("changed", "extra"),
    [
        ({"Received_at": "2026-11-11"}, None),
        ({"Received_at": None}, None),
        ({"Status": "exchanged"}, None),
        ({"Type": "return"}, None),
        ({"Exchange_order": "#900"}, None),
        ({"Exchange_order": "#7"}, {}),
        ({}, {}),
    ],
    ids=["three days", "not received", "done", "a return", "not in Orders", "sent", "sent to the same buyer"],
)
def test_exchanges_that_are_on_their_way_are_silent(
    tmp_path: Path, changed: dict[str, Any], extra: dict[str, Any] | None
) -> None:
    of_orders = sold(("#1", "2026-10-10", "JA-M", 1))
    if extra is not None:
        of_orders += orders(order("#7", "2026-11-12 09:00:00", Tags="cambio", Total=0, Subtotal=0))[1:]
    made = {"Type": "exchange", "Status": "received", "Received_at": "2026-11-10", **changed}
    assert said(found(tmp_path, of_orders, made), "F09") == []


def test_without_returns_nothing_of_it_is_checked_and_that_is_said(tmp_path: Path) -> None:
    result = run(tmp_path, {"Orders": sold(("#1", "2026-10-10", "JA-M", 1)), "Inventory": STOCK})
    assert {one.rule: one.missing for one in result.skipped if one.rule in ("R01", "R02", "P06", "F09")} == {
        "R01": ["returns"],
        "R02": ["returns"],
        "P06": ["returns"],
        "F09": ["returns"],
    }
