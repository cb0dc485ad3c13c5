from __future__ import annotations

import pytest

from desktop.intake.heard import Kind, Looked
from desktop.intake.suggested import columns, lacking, table
from sheets.contract import tab
from sheets.errors import Text


def file(*headers: str, near: str = "") -> Looked:
    kind = Kind("k", Text("a", "b"), near) if near else None
    return Looked("a.csv", 1, headers, (), kind)


def test_a_header_goes_where_the_contract_knows_it_with_or_without_its_currency() -> None:
    given = columns(("Pedido", "Total (COP)", "Correo electrónico", "Signo zodiacal"), tab("orders"))

    assert given == {"Pedido": "order_id", "Total (COP)": "total", "Correo electrónico": "email"}


def test_a_column_is_given_to_the_first_header_that_means_it() -> None:
    assert columns(("Pedido", "Order"), tab("orders")) == {"Pedido": "order_id"}


@pytest.mark.parametrize(
    ("headers", "key"),
    [
        (("Pedido", "Fecha", "Total", "Producto", "Cantidad"), "orders"),
        (("Ticket", "Asunto", "Etiquetas", "Creado el"), "support"),
    ],
)
def test_the_tab_is_the_one_to_which_most_headers_lead(headers: tuple[str, ...], key: str) -> None:
    assert table(file(*headers)) == key


def test_the_nearest_export_says_the_tab() -> None:
    assert table(file("Pedido", "Total", near="payments")) == "payments"


def test_what_is_needed_is_a_column_or_one_of_several() -> None:
    orders = tab("orders")

    needed = [[column.name for column in group] for group in lacking(orders, {})]
    assert ["order_id"] in needed
    given = {str(number): group[-1] for number, group in enumerate(needed)}

    assert lacking(orders, given) == []
