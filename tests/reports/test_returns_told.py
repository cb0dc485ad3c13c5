"""What came back, as figures, on its card, by reason, and in the month's read. The moment is Tue 17 Nov 2026."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reports.outcome import Outcome, Reason
from tests.reports.rules.cells import order, orders, run
from tests.reports.rules.test_returned import STOCK, returns, sold


def told(result: Outcome, section: str) -> list[tuple[str, str]]:
    """The lines of one section of the month's read."""
    (found,) = (one for one in result.reads["monthly"].brief if one.id == section)
    return [(line.en, line.es) for line in found.lines]


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """40 units that are old enough: 4 came back and 3 were exchanged, 2 of them for fit."""
    tabs = {
        "Orders": sold(
            ("#1", "2026-10-10", "JA-M", 20),
            ("#2", "2026-10-11", "BP-S", 20),
            ("#3", "2026-11-10", "JA-M", 1),
            ("#4", "2026-11-11", "JA-M", 1),
        ),
        "Inventory": STOCK,
        "Returns": returns(
            {"Return_id": "R1", "Quantity": 3, "Reason": "size", "Requested_at": "2026-10-20"},
            {"Return_id": "R2", "Reason": "quality", "Requested_at": "2026-10-21"},
            {"Return_id": "R3", "Type": "exchange", "Exchange_SKU": "JA-L", "Requested_at": "2026-10-22"},
            {"Return_id": "R4", "Type": "exchange", "Reason": "talla", "Order_id": "#2", "SKU": "BP-S"},
            {"Return_id": "R5", "Type": "exchange", "Reason": "damaged", "Order_id": "#2", "SKU": "BP-S"},
            {"Return_id": "R6", "Order_id": "#4", "Quantity": 9, "Reason": "late"},
            {"Return_id": "R7", "Order_id": "#900", "Requested_at": "2026-07-01"},
            {"Return_id": "R8", "Type": "lost", "Reason": "late"},
        ),
    }
    return run(tmp_path_factory.mktemp("month"), tabs)


def test_a_row_of_sources_that_tells_no_days_leaves_the_orders_that_are_judged(tmp_path: Path) -> None:
    """20 units of #1, 1 came back: its request is younger than the order, and no day from which Returns tell."""
    tabs = {
        "Orders": sold(("#1", "2026-10-10", "JA-M", 20)),
        "Inventory": STOCK,
        "Returns": returns({"Return_id": "R1", "Reason": "size", "Requested_at": "2026-11-12"}),
        "Sources": [["source", "last_refreshed_at"], ["Returns", "2026-11-17 07:00"]],
    }
    figure = run(tmp_path, tabs).figures["M22"]
    assert (figure.value, figure.n) == (1 / 20, 20)
    tabs["Sources"] = [["source", "last_refreshed_at", "covers_from"], ["Returns", "2026-11-17 07:00", "2026-11-01"]]
    assert run(tmp_path, tabs).figures["M22"].n == 0


def test_rates_are_of_units_that_are_old_enough_and_exchanges_stand_apart(month: Outcome) -> None:
    figures = month.figures
    assert (figures["M22"].value, figures["M22"].n, figures["M22"].confidence) == (4 / 40, 40, "directional")
    assert figures["M22"].note is not None
    assert figures["M22"].note.es == "4 de 40 unidades de pedidos de hace 14–74 días"
    assert figures["M23"].value == 3 / 40
    assert figures["M23"].note is not None
    assert figures["M23"].note.en == "3 of 40 units, 2 for fit"
    assert [rows.rows for rows in figures["M22"].rows] == [[2, 3]]


def test_the_most_given_reason_is_a_share_of_those_that_gave_one(month: Outcome) -> None:
    """Fit 3 + 1 = 4 of 3 + 1 + 1 + 1 + 1 = 7: of the order of one unit only one is late, and lost is no return."""
    figure = month.figures["M24"]
    assert (figure.value, figure.n) == (round(4 / 7, 6), 7)
    assert figure.note is not None
    assert figure.note.en == "“fit”: 4 of 7 units with a reason in 90 days"
    assert figure.note.es == "«talla»: 4 de 7 unidades con motivo en 90 días"


def test_the_card_is_a_ratio_of_the_period_and_says_that_it_mixes_orders(month: Outcome) -> None:
    """Last week one return was asked for (the exchanges are none), and two orders were counted."""
    (card,) = (one for one in month.cards if (one.id, one.period) == ("return_rate", "weekly"))
    assert (card.value, card.value_text.en, card.value_text.es) == (0.5, "1 of 2", "1 de 2")
    assert card.detail.en == "period ratio; returns may belong to earlier orders"
    assert card.confidence == "too_little"
    assert month.figures["M22b"].value == 0.5


def test_reasons_stand_by_product_and_by_size_with_their_rows(month: Outcome) -> None:
    by_size = {(one.product, one.size, one.reason): (one.units, one.of) for one in month.reasons}
    assert by_size == {
        ("jersey-andes", "", "fit"): (3, 5),
        ("jersey-andes", "M", "fit"): (3, 5),
        ("jersey-andes", "", "quality"): (1, 5),
        ("jersey-andes", "M", "quality"): (1, 5),
        ("jersey-andes", "", "late"): (1, 5),
        ("jersey-andes", "M", "late"): (1, 5),
        ("bib-paramo", "", "fit"): (1, 2),
        ("bib-paramo", "S", "fit"): (1, 2),
        ("bib-paramo", "", "damaged"): (1, 2),
        ("bib-paramo", "S", "damaged"): (1, 2),
    }
    assert month.reasons[0] == Reason(
        product="jersey-andes", size="", reason="fit", units=3, of=5, rows=month.reasons[0].rows
    )
    assert month.reasons[0].rows[0].rows == [2]


def test_the_month_teaches_what_came_back_why_and_of_which_size(month: Outcome) -> None:
    """R3 gave no reason; R7 is of an unknown order, and of 138 days ago; R6 tells 9 units of an order of one."""
    assert told(month, "returns") == [
        (
            "4 of 40 units in orders 14–74 days old came back (10%); 3 exchanged (2 for fit).",
            "De 40 unidades de pedidos de hace 14–74 días volvieron 4 (10\xa0%) y se cambiaron 3 (2 por talla).",
        ),
        (
            "Reasons in 90 days: fit 4, damaged 1, late 1 (1 without a reason).",
            "Motivos en 90 días: talla 4, averiado 1, llegó tarde 1 (1 sin motivo).",
        ),
        ("Jersey Andes: fit 3 of 5 (size M 3).", "Jersey Andes: talla 3 de 5 (talla M 3)."),
        (
            "1 return names an order that isn't in Orders and is in no rate.",
            "1 devolución nombra un pedido que no está en los pedidos y no entra en ninguna tasa.",
        ),
        (
            "1 return tells more units than the order had; the rest is not counted.",
            "1 devolución dice más unidades de las que tenía el pedido; lo que sobra no cuenta.",
        ),
    ]
    assert "refunds only" not in " ".join(line.en for line in month.brief[-1].lines)


def test_trap_69_a_shop_of_young_orders_reads_too_early(tmp_path: Path) -> None:
    """Five of nine of last week are back already: that is no rate of 56 %, and no zero either."""
    made: Any = returns({"Return_id": "R1", "Quantity": 5, "Requested_at": "2026-11-15"})
    young = {"Orders": sold(("#1", "2026-11-10", "JA-M", 9)), "Inventory": STOCK, "Returns": made}
    result = run(tmp_path, young)
    assert (result.figures["M22"].value, result.figures["M22"].confidence) == (None, "too_little")
    assert result.figures["M22"].note is not None
    assert result.figures["M22"].note.en == "Too early: no order was sent 14–74 days ago."
    assert told(result, "returns")[0] == (
        "Too early for a return rate: 0 units in orders 14–74 days old (from 15 on).",
        "Muy pronto para una tasa de devolución: 0 unidades de pedidos de hace 14–74 días (desde 15).",
    )


def test_without_returns_only_refunds_can_be_seen_and_the_rate_says_so(tmp_path: Path) -> None:
    of_orders = orders(order("#1", "2026-11-10 09:00:00"), order("#2", "2026-11-11 09:00:00"))
    for row, refund in zip(of_orders, ("Refunded Amount", 20000, 0), strict=True):
        row.append(refund)
    tabs: dict[str, Any] = {"Orders": of_orders, "Inventory": STOCK, "Returns": returns()}
    result = run(tmp_path, tabs)
    (card,) = (one for one in result.cards if (one.id, one.period) == ("return_rate", "weekly"))
    assert (card.value, card.detail.en, card.detail.es) == (
        0.5,
        "orders with any refund",
        "pedidos con algún reembolso",
    )
    assert told(result, "returns") == [
        (
            "No returns recorded: only refunds can be seen, without reasons.",
            "Sin devoluciones registradas: solo se ven los reembolsos, sin motivos.",
        )
    ]
    assert "Returns: refunds only, no reasons." in " ".join(line.en for line in result.brief[-1].lines)
    assert (result.figures["M24"].value, result.reasons) == (None, [])
