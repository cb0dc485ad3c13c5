"""Trap 3 for exports: a total that a spreadsheet put below is no order, payment, parcel or ticket of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from sheets.imports import recognise
from sheets.imports.records import TOTAL
from sheets.imports.totals import is_total_row

SAVED_AGAIN = {
    "shopify_payouts": """Payout Date;Status;Charges;Refunds;Adjustments;Fees;Total;Currency
06/11/2026;paid;224801,00;0,00;0;-6744,03;218056,97;COP
13/11/2026;paid;45000,00;0,00;0;-1350,00;43650,00;COP
Total;;269801,00;0,00;;-8094,03;261706,97;
""",
    "bigcommerce_orders": """Order ID;Customer Name;Order Date;Order Status;Subtotal (inc tax);Order Total (inc tax);\
Total Quantity;Order Currency Code
301;Ana;18/11/2026;Shipped;49,80;54,80;20;USD
302;Luis;19/11/2026;Shipped;10,00;15,00;1;USD
Total;;;;59,80;69,80;21;USD
""",
    "dropi_orders": """ID;FECHA;ESTATUS;TRANSPORTADORA;TOTAL DE LA ORDEN;PRECIO FLETE;NÚMERO GUIA;\
CONCEPTO ÚLTIMO MOVIMIENTO
77001;14-11-2026;ENTREGADO;ENVIA;27044,5;12500,5;2400123;ENTREGADO
77002;15-11-2026;NOVEDAD;ENVIA;99900;9000;2400124;NOVEDAD
TOTAL;;;;126944,5;21500,5;;
""",
    "stripe_balance": """id;Type;Source;Amount;Fee;Net;Currency;Created (UTC);Available On (UTC);Description
txn_1;charge;ch_1;40,00;1,46;38,54;usd;2026-11-14 14:03;2026-11-16 00:00;
txn_2;payout;po_1;-38,54;0,00;-38,54;usd;2026-11-15 00:00;2026-11-15 00:00;
Total general;;;1,46;1,46;0,00;;;;
""",
    "freshdesk_tickets": """Ticket ID;Subject;Status;Created time;First response time (in hrs);Agent interactions;\
Customer interactions;Resolution status;First response status
71;Talla;Open;14/11/2026 10:00;00:35:00;1;1;;
72;Envío;Open;15/11/2026 10:00;00:25:00;1;2;;
Totales;;;;01:00:00;2;3;;
""",
}


@pytest.mark.parametrize("key", SAVED_AGAIN)
def test_a_total_below_an_export_is_left_out_and_counted(key: str, tmp_path: Path) -> None:
    file = tmp_path / "guardado.csv"
    file.write_text(SAVED_AGAIN[key], encoding="utf-8-sig")
    (found,) = recognise(file)
    assert found.export.key == key
    assert [record.row for record in found.records()] == [2, 3]
    assert found.left == {TOTAL.why: (4,)}


@pytest.mark.parametrize(
    "row",
    [
        ["Total", "M", 5],
        ["Total", "14.11.2026", "250000"],
        ["#1001", "2026-11-14", "Total"],
        ["Total Look", 5],
        ["", "5", "7"],
        ["TOTAL", "COP", "USD"],
    ],
)
def test_what_says_more_than_figures_is_a_row_of_its_own(row: list[str | int]) -> None:
    assert not is_total_row(row)
