"""Names, streets and phones: what the brief does not use is not imported, and that is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reports.metrics import orders
from sheets import contract
from sheets.errors import Text
from sheets.imports import personal
from sheets.imports.kinds import Export, Sheet
from sheets.imports.recognised import Recognised

ROOT = Path(__file__).resolve().parents[3]
HEADERS = ("Name", "Total", "Billing Name", "Billing Street", "Shipping Name", "Shipping Street", "Shipping Phone")
ROW = ("#1001", "70000", "Ana Ruiz", "Calle 1 # 2-3", "Ana Ruiz", "Calle 1 # 2-3", "'+57 300 123 4567")
EXPORT = Export(
    "shop",
    "Shop",
    Text("Shop", "Tienda"),
    "orders",
    (("Name",),),
    {
        "Name": "order_id",
        "Total": "total",
        "Billing Name": "customer_name",
        "Shipping Name": "ship_name",
        "Shipping Street": "ship_address1",
        "Shipping Phone": "ship_phone",
    },
)
FILE = Recognised(EXPORT, Sheet("orders.csv", HEADERS, 1, lambda: iter([(2, ROW)])))


@pytest.mark.parametrize(
    ("wish", "columns", "withheld", "ignored"),
    [
        (
            "needed",
            # An address that cannot be delivered to is told by the street and the telephone it is sent to (F05).
            {"order_id", "total", "customer_name", "ship_name", "ship_address1", "ship_phone"},
            ("Billing Street",),
            (),
        ),
        (
            "all",
            {"order_id", "total", "customer_name", "ship_name", "ship_address1", "ship_phone"},
            (),
            ("Billing Street",),
        ),
        (
            "none",
            {"order_id", "total"},
            ("Billing Name", "Billing Street", "Shipping Name", "Shipping Street", "Shipping Phone"),
            (),
        ),
    ],
)
def test_what_is_imported_of_customers_is_the_founders_wish_and_the_rest_is_told(
    wish: personal.Wish, columns: set[str], withheld: tuple[str, ...], ignored: tuple[str, ...]
) -> None:
    file = FILE.discreet(wish)
    assert file.columns == columns
    assert [set(record.values) for record in file.records()] == [columns]
    assert file.withheld == withheld
    assert file.ignored == ignored
    assert set(file.told) == columns


def test_a_column_of_names_that_is_empty_is_not_told() -> None:
    row = (*ROW[:6], "")
    file = Recognised(EXPORT, Sheet("orders.csv", HEADERS, 1, lambda: iter([(2, row)]))).discreet("none")
    assert file.withheld == ("Billing Name", "Billing Street", "Shipping Name", "Shipping Street")


def sources() -> Iterator[tuple[Path, str]]:
    return ((path, path.read_text("utf-8")) for path in (ROOT / "reports").rglob("*.py"))


def test_exactly_those_personal_columns_are_kept_that_a_metric_reads() -> None:
    of_orders = {column.name for column in contract.tab("orders").columns if column.personal}
    assert {name for table, name in personal.NEEDED if table == "orders"} == of_orders & set(orders.CELLS)
    others = [tab.key for tab in contract.TABS if tab.key != "orders" and any(each.personal for each in tab.columns)]
    assert others
    # A metric that begins to read one of these tables has to say which of its personal columns it needs.
    reading = [(path.name, key) for path, text in sources() for key in others if f'get("{key}")' in text]
    assert reading == [], "see whether it reads a personal column, and put that into sheets.imports.personal.NEEDED"


@pytest.mark.parametrize(
    "header",
    [
        "Billing Name", "Shipping Name", "Billing Street", "Shipping Address1", "Address 1&2 (Billing)", "Ship Name",
        "First Name (Billing)", "Last Name", "Full name", "Phone", "Billing Phone", "Contact Phone Number", "Teléfono",
        "TELÉFONO", "Teléfonos destinatario", "NOMBRE CLIENTE", "Comprador", "Destinatario", "Buyer", "recipient-name",
        "ship-address-1", "buyer-phone-number", "Ship To - Name", "Dirección destinatario", "Nombre del cliente",
        "Tipo y número de documento", "Cédula", "Celular", "Street 1", "Billing First Name", "Customer Name",
        "Default Address Phone", "Address Line 1", "Dirección",
    ],
)  # fmt: skip
def test_a_header_over_persons_is_known_in_both_languages(header: str) -> None:
    assert personal.is_personal(header)


@pytest.mark.parametrize(
    "header",
    [
        "Name", "Nombre", "Lineitem name", "Product Name", "Campaign name", "Nombre de la campaña", "Item Name",
        "Option1 Name", "Nombre de la bodega", "Billing Province Name", "Default Address City", "Email Address",
        "From Email Address", "To Email Address", "Customer Email", "Ciudad destinatario", "Customer ID", "Payment Terms Name",
        "Address Status", "Default Address Country Code", "Total Recipients", "Carrier - Name", "Brand Name", "Compras",
        "Market - Store Name", "Shipping City", "Shipping Zip", "Account name", "Costo por compra", "Revenue per Recipient",
        "Nombre transportadora", "Default Address Zip", "Shipping Method", "Precio flete total a cliente",
    ],
)  # fmt: skip
def test_a_header_over_things_is_not_taken_for_one_over_persons(header: str) -> None:
    assert not personal.is_personal(header)
