"""Shopify's customers export: a row per customer."""

from __future__ import annotations

from collections.abc import Iterator

from sheets.errors import Text
from sheets.imports.kinds import Export, Sheet
from sheets.imports.records import Left, Record
from sheets.imports.words import is_blank, text

_NOBODY = Text("a customer without a number and an e-mail", "un cliente sin número y sin correo")


def named(_sheet: Sheet, lines: Iterator[Record]) -> Iterator[Record | Left]:
    """Each customer with both names in one."""
    for line in lines:
        cells = line.values
        if is_blank(cells.get("customer_id")) and is_blank(cells.get("email")):
            yield Left(line.row, _NOBODY)
            continue
        name = " ".join(filter(None, (text(cells.get("_first")), text(cells.get("_last")))))
        phone = cells.get("phone")
        yield Record(
            line.row, {**cells, "name": name or None, "phone": cells.get("_other_phone") if is_blank(phone) else phone}
        )


EXPORT = Export(
    key="shopify_customers",
    tool="Shopify",
    kind=Text("Shopify customers export", "la exportación de clientes de Shopify"),
    table="customers",
    needs=(("First Name", "Last Name"), ("Email", "Customer ID"), ("Total Spent", "Total Orders")),
    columns={
        "Customer ID": "customer_id",
        "Email": "email",
        "First Name": "_first",
        "Last Name": "_last",
        "Phone": "phone",
        "Default Address Phone": "_other_phone",
        "Total Orders": "orders",
        "Total Spent": "total_spent",
        "Tags": "tags",
        "Accepts Email Marketing": "accepts_marketing",
        "Accepts Marketing": "accepts_marketing",
        "Default Address City": "city",
        "City": "city",
    },
    shape=named,
    also_makes=("name", "phone"),
    decimal=".",
    seen="public code",
    quirks=(
        "leading apostrophes on numbers and phones",
        "addresses with and without “Default Address”",
        "WhatsApp and metafield columns passed over",
        "no customer number in older files: the e-mail names the row",
    ),
)

EXPORTS = (EXPORT,)
