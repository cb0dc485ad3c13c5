"""Dropi, Mastershop and Effi: cash on delivery, two words for every state, and numbers that are none of the shop's."""

from __future__ import annotations

from datetime import date

import pytest

from sheets.workbook import Cell
from tests.exports.conftest import FIXTURES, Shop, known, left

DROPI = FIXTURES / "dropi" / "dropi_orders.csv"
MASTERSHOP = FIXTURES / "mastershop" / "mastershop_orders.csv"
EFFI = FIXTURES / "effi" / "effi_guides.csv"


def days(shop: Shop, column: str) -> list[str | None]:
    return [moment and moment.date().isoformat() for moment in shop.typed("shipments", column)]


def test_handed_to_the_carrier_is_not_delivered(shop: Shop) -> None:
    shop.take(DROPI)
    assert shop.rows("shipments", "order_id tracking_number carrier state_raw state") == [
        ("1001", "014100001", "COORDINADORA", "ENTREGADO", "delivered"),
        ("1002", "014100002", "INTERRAPIDISIMO", "ENTREGADO A TRANSPORTADORA", None),
        ("DROPI:45000003", "014100003", "SERVIENTREGA", "NOVEDAD", None),
        ("DROPI:45000004", None, None, "PENDIENTE CONFIRMACION", None),
        ("DROPI:45000005", "014100005", "ENVIA", "EN REPARTO", "out for delivery"),
    ]
    assert left(known(DROPI)) == [("another product of a parcel that has a row already", (3,))]


def test_dropis_last_movement_and_trouble_stand_beside_its_state(shop: Shop) -> None:
    shop.take(DROPI)
    assert shop.rows("shipments", "note exception_reason city")[:3] == [
        ("ENTREGADA", None, "MEDELLIN"),
        ("DESPACHO", None, "MEDELLIN"),
        ("DIRECCION ERRADA", "Dirección incompleta", "MEDELLIN"),
    ]
    # 12-11-2026 is a day in November; Dropi does not say when a parcel was delivered.
    assert days(shop, "last_event_at") == ["2026-11-12", "2026-11-10", "2026-11-11", None, "2026-11-13"]
    assert days(shop, "delivered_at") == [None] * 5


def test_dropis_freight_has_a_decimal_comma_and_a_point_for_thousands(shop: Shop) -> None:
    shop.take(DROPI)
    costs = [float(cost) for cost in shop.typed("shipments", "cost")]
    assert costs == [27044.5, 12500, 27044.5, 27044.5, 27044.5]
    # 27,044.50 x 4 + 12,500
    assert sum(costs) == 120_678


def test_dropi_writes_the_day_first_and_a_decimal_comma_even_where_nothing_proves_it(shop: Shop) -> None:
    lines = DROPI.read_text("utf-8").splitlines(keepends=True)
    shop.take(lines[0] + next(line for line in lines if "12.500" in line))
    assert days(shop, "last_event_at") == ["2026-11-10"]
    assert [float(cost) for cost in shop.typed("shipments", "cost")] == [12500]


def test_effis_guide_keeps_the_order_that_the_tab_knows(shop: Shop) -> None:
    shop.start("shipments", {"tracking_number": "700003", "carrier": "Interrapidisimo", "order_id": "1003"})
    merge = shop.take(EFFI)
    assert (merge.new, merge.changed) == (4, 1)
    assert shop.rows("shipments", "tracking_number order_id state_raw")[0] == ("700003", "1003", "En reparto")


def test_a_parcel_of_dropi_that_got_its_guide_keeps_its_row(shop: Shop) -> None:
    shop.take(DROPI)
    text = DROPI.read_text("utf-8")
    row = next(line for line in text.splitlines() if line.startswith("45000004"))
    sent = row.replace("PENDIENTE CONFIRMACION", "GUIA_GENERADA").replace(";Luis;Ruta;;", ";Luis;Ruta;014100004;")
    sent = sent.replace("MEDELLIN;;", "MEDELLIN;COORDINADORA;")
    merge = shop.take(text.replace(row, sent))
    assert (merge.new, merge.changed, merge.same) == (0, 1, 4)
    assert shop.rows("shipments", "tracking_number carrier state")[3] == ("014100004", "COORDINADORA", "label created")


def test_mastershop_has_the_carriers_word_and_the_businesss(shop: Shop) -> None:
    shop.take(MASTERSHOP)
    assert shop.rows("shipments", "order_id tracking_number state_raw note state exception_reason") == [
        ("MASTERSHOP:900001", "20001", "ENTREGADO", "Entregado", "delivered", None),
        ("MASTERSHOP:900002", "20002", "ENTREGADO A REMITENTE", "En tránsito", None, "Novedad"),
        ("MASTERSHOP:900003", None, "Cancelado", None, None, "El cliente desistió"),
        ("MASTERSHOP:900004", "20004", "En reparto", "En tránsito", "out for delivery", None),
    ]
    assert [float(cost) for cost in shop.typed("shipments", "cost")] == [12500] * 4


def test_a_day_of_delivery_that_is_still_to_come_is_none(shop: Shop) -> None:
    shop.take(MASTERSHOP)
    assert days(shop, "delivered_at") == ["2026-11-12", None, None, None]
    assert days(shop, "last_event_at") == ["2026-11-13", "2026-11-13", "2026-11-10", "2026-11-13"]


def test_effi_has_a_clean_word_and_one_with_the_city(shop: Shop) -> None:
    shop.take(EFFI)
    assert shop.rows("shipments", "tracking_number kind state_raw note state") == [
        ("700001", "order", "Entregada a destino", "ENTREGADA DIGITALIZADA EN TUNJA", None),
        ("700002", "order", "Devolución a origen", "DEVUELTA DESDE TUNJA", None),
        ("700902", "return", "En tránsito", None, "in transit"),
        ("700003", "order", "En reparto", "EN RUTA A TUNJA", "out for delivery"),
        ("700004", "order", "ADMITIDA", None, None),
    ]
    assert days(shop, "delivered_at") == ["2026-11-12", None, None, None, None]
    assert shop.typed("shipments", "promise_date")[0].date() == date(2026, 11, 13)
    assert float(shop.typed("shipments", "cost")[0]) == 14250.5


@pytest.mark.parametrize("path", [DROPI, MASTERSHOP, EFFI], ids=lambda path: path.stem)
def test_nobodys_name_phone_or_street_is_taken_and_twice_is_once(shop: Shop, path: object) -> None:
    shop.take(path)
    again = shop.take(path)
    assert (again.new, again.changed) == (0, 0)
    cells = {str(cell) for row in shop.table("shipments").frame.itertuples() for cell in row}
    assert not {cell for cell in cells if "Ana Ruiz" in cell or "300123" in cell or "Calle 1" in cell}


def test_a_guide_that_a_spreadsheet_rounded_is_left_out(shop: Shop) -> None:
    text = EFFI.read_text("utf-8").replace("700004", "8,60E+12")
    assert left(known(shop.file(text))) == [("a number that a spreadsheet has changed", (5,))]


def test_a_state_typed_by_hand_stays_as_long_as_the_tools_word_does(shop: Shop) -> None:
    typed: dict[str, Cell] = {
        "order_id": "DROPI:45000003",
        "carrier": "SERVIENTREGA",
        "tracking_number": "014100003",
        "state_raw": "NOVEDAD",
        "state": "exception",
    }
    shop.start("shipments", typed)
    file = FIXTURES / "dropi" / "dropi_orders.csv"
    shop.take(file)
    assert ("NOVEDAD", "exception") in shop.rows("shipments", "state_raw state")
    shop.take(file.read_text(encoding="utf-8").replace(";16-11-2026;NOVEDAD;", ";16-11-2026;EN BODEGA DESTINO;"))
    # The word is another one now: what was said of the old one is not said of it.
    assert ("EN BODEGA DESTINO", None) in shop.rows("shipments", "state_raw state")
