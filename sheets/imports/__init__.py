"""Exports of other tools, put into the founder's tabs by key."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sheets.imports import (
    aftership,
    amazon_listings,
    amazon_money,
    amazon_orders,
    amazon_returns,
    amazon_stock,
    amazon_traffic,
    bigcommerce_orders,
    bigcommerce_products,
    dropi,
    effi,
    etsy,
    etsy_statement,
    freshdesk,
    ga4_snapshot,
    ga4_traffic,
    gmail,
    google_ads,
    gorgias,
    instagram,
    klaviyo,
    looking,
    mailchimp,
    mastershop,
    mercado_libre,
    mercado_pago,
    meta_ads,
    paypal,
    quickbooks,
    recognition,
    shippo,
    shipstation,
    shopify_customers,
    shopify_discounts,
    shopify_inventory,
    shopify_orders,
    shopify_payments,
    shopify_products,
    shopify_sessions,
    square,
    stripe,
    woocommerce_orders,
    woocommerce_products,
    woocommerce_stock,
    zendesk,
)
from sheets.imports.kinds import Export
from sheets.imports.looking import Look
from sheets.imports.merging import Merge, merge, wanted
from sheets.imports.recognised import Recognised
from sheets.imports.recognition import WorkbookReader
from sheets.workbook import TabSnapshot

__all__ = ["EXPORTS", "Look", "Merge", "Recognised", "look", "merge", "recognise", "recognise_tab", "wanted"]

#: Every export that is known. A new one is a file beside these and a line here.
EXPORTS: tuple[Export, ...] = (
    *shopify_orders.EXPORTS,
    *shopify_products.EXPORTS,
    *shopify_inventory.EXPORTS,
    *shopify_customers.EXPORTS,
    *shopify_discounts.EXPORTS,
    *shopify_payments.EXPORTS,
    *shopify_sessions.EXPORTS,
    *woocommerce_products.EXPORTS,
    *woocommerce_orders.EXPORTS,
    *woocommerce_stock.EXPORTS,
    *bigcommerce_orders.EXPORTS,
    *bigcommerce_products.EXPORTS,
    *etsy.EXPORTS,
    *square.EXPORTS,
    *amazon_orders.EXPORTS,
    *amazon_returns.EXPORTS,
    *amazon_stock.EXPORTS,
    *amazon_listings.EXPORTS,
    *amazon_traffic.EXPORTS,
    *mercado_libre.EXPORTS,
    *shipstation.EXPORTS,
    *aftership.EXPORTS,
    *shippo.EXPORTS,
    *dropi.EXPORTS,
    *mastershop.EXPORTS,
    *effi.EXPORTS,
    *stripe.EXPORTS,
    *paypal.EXPORTS,
    *mercado_pago.EXPORTS,
    *quickbooks.EXPORTS,
    *etsy_statement.EXPORTS,
    *amazon_money.EXPORTS,
    *gorgias.EXPORTS,
    *zendesk.EXPORTS,
    *freshdesk.EXPORTS,
    *gmail.EXPORTS,
    *klaviyo.EXPORTS,
    *mailchimp.EXPORTS,
    *instagram.EXPORTS,
    *meta_ads.EXPORTS,
    *google_ads.EXPORTS,
    *ga4_traffic.EXPORTS,
    *ga4_snapshot.EXPORTS,
)


def recognise(
    path: Path, read_workbook: WorkbookReader | None = None, also: Sequence[Export] = (), kind: str = ""
) -> tuple[Recognised, ...]:
    """The exports that this file holds, by their columns. ``read_workbook`` opens exports that were saved as .xlsx.

    ``also`` are the founder's own maps of columns; ``kind`` is the key of the only export that it may be. Raises
    :class:`sheets.errors.SheetsError` where it is none that is known, and says what came nearest, and where its columns
    fit several exports.
    """
    return recognition.recognise(path, (*also, *EXPORTS), read_workbook, kind)


def recognise_tab(tab: TabSnapshot, also: Sequence[Export] = (), kind: str = "") -> tuple[Recognised, ...]:
    """The exports that a tab of a workbook holds, read whole; otherwise as :func:`recognise`."""
    return recognition.recognise_tab(tab, (*also, *EXPORTS), kind)


def look(
    path: Path, read_workbook: WorkbookReader | None = None, also: Sequence[Export] = (), header_row: int = 0
) -> tuple[Look, ...]:
    """The tables of a file with their headers and first rows, what each is or comes nearest to: nothing is imported.

    ``header_row`` (from 1) is the founder's own word for where the header stands.
    """
    return looking.look(path, (*also, *EXPORTS), read_workbook, header_row)
