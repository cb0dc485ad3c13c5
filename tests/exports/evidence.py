"""What each export was tried on: sample files of others where they lie beside the project, and fixtures of our own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from sheets import imports
from sheets.errors import SheetsError
from sheets.excel.read import read
from sheets.imports import EXPORTS
from sheets.imports.kinds import Export

FIXTURES = Path(__file__).parent

#: From a shop's own account, by the vendor, or made up by somebody for their own program's tests.
Origin = Literal["real", "vendor", "fixture"]


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample file, by its path in the folder of samples: the exports that it holds, and whose it is."""

    keys: tuple[str, ...]
    origin: Origin


SAMPLES: Mapping[str, Sample] = {
    "amazon_business_report/detail_page_sales_and_traffic_by_child.csv": Sample(("amazon_business_report",), "real"),
    "amazon_date_range_report/fixture_date_range_transactions.csv": Sample(("amazon_date_range",), "fixture"),
    "amazon_listings/all_listings_scrubbed.txt": Sample(("amazon_listings",), "real"),
    "amazon_orders/all_orders_flat_file_scrubbed.txt": Sample(("amazon_all_orders",), "real"),
    "amazon_returns/fba_returns_excerpt.txt": Sample(("amazon_fba_returns",), "real"),
    "etsy/fixture_sold_order_items.csv": Sample(("etsy_sold_order_items",), "fixture"),
    "etsy/fixture_statement.csv": Sample(("etsy_statement",), "fixture"),
    "google_ads/fixture_en_daily_cad.csv": Sample(("google_ads_campaigns",), "fixture"),
    "google_ads/fixture_utf16_tab.csv": Sample(("google_ads_campaigns",), "fixture"),
    "instagram/fixture_business_suite_content.csv": Sample(("instagram_content",), "fixture"),
    "mailchimp/campaign_single_report_ab.csv": Sample(("mailchimp_report",), "real"),
    "mercadopago/official_release_report_excerpt.csv": Sample(("mercadopago_release",), "vendor"),
    "meta_ads/fixture_en_daily_inr.csv": Sample(("meta_ads_en",), "fixture"),
    "meta_ads/fixture_es_campaigns_cop.csv": Sample(("meta_ads_es",), "fixture"),
    "paypal/fixture_activity_en_us.csv": Sample(("paypal_activity",), "fixture"),
    "quickbooks/fixture_sales_by_customer_detail.csv": Sample(("quickbooks_sales",), "fixture"),
    "shipstation/fixture_order_export_zones.csv": Sample(("shipstation_shipments",), "fixture"),
    "shopify_customers/fixture_customers_export.csv": Sample(("shopify_customers",), "fixture"),
    "shopify_inventory/fixture_inventory_not_stocked.csv": Sample(("shopify_inventory",), "fixture"),
    "shopify_inventory/fixture_inventory_on_hand_new.csv": Sample(("shopify_inventory",), "fixture"),
    "shopify_inventory/fixture_inventory_wide_locations.csv": Sample(("shopify_inventory_wide",), "fixture"),
    "shopify_orders/fixture_subset_statuses.csv": Sample(("shopify_orders",), "fixture"),
    "shopify_orders/inr_dev_store_orders_export_1.csv": Sample(("shopify_orders",), "real"),
    "shopify_payouts/fixture_payment_transactions_18col.csv": Sample(("shopify_payment_transactions",), "fixture"),
    "shopify_payouts/fixture_payouts_summary.csv": Sample(("shopify_payouts",), "fixture"),
    "shopify_products/shopify_official_apparel.csv": Sample(("shopify_products",), "vendor"),
    "shopify_products/shopify_official_home-and-garden.csv": Sample(("shopify_products",), "vendor"),
    "shopify_products/shopify_official_jewelery.csv": Sample(("shopify_products",), "vendor"),
    "square/fixture_items.csv": Sample(("square_items",), "fixture"),
    "stripe/fixture_balance_history.csv": Sample(("stripe_balance",), "fixture"),
    "stripe/payments_charges_excerpt.csv": Sample(("stripe_payments",), "real"),
    "woocommerce_analytics/fixture_analytics_products.csv": Sample(("woo_products_analytics",), "fixture"),
    "woocommerce_products/woo_importer_test_sample.csv": Sample(("woo_products",), "fixture"),
    "woocommerce_products/woo_sample_products.csv": Sample(("woo_products",), "vendor"),
}

_TRIED = {"real": "a real file", "vendor": "the vendor's own sample", "fixture": "another program's test file"}
_COLUMNS_FROM = {
    "real file": "a real file",
    "documentation": "the vendor's documentation",
    "public code": "public programs that read it",
    "fixture": "another program's test file",
    "unchecked": "not checked anywhere",
}


@cache
def fixtures() -> Mapping[str, tuple[Path, ...]]:
    """The project's own fixtures of each export: those that are recognised as it, at once or when asked for it."""
    paths = sorted(path for path in FIXTURES.rglob("*.*") if path.suffix not in (".py", ".pyc"))
    found: dict[str, list[Path]] = {}
    for path in paths:
        for key in _keys(path):
            found.setdefault(key, []).append(path)
    for export in EXPORTS:
        if export.key not in found:
            found[export.key] = [path for path in paths if export.key in _keys(path, export.key)]
    return {key: tuple(known) for key, known in found.items()}


def _keys(path: Path, asked: str = "") -> Sequence[str]:
    try:
        return list(dict.fromkeys(one.export.key for one in imports.recognise(path, read, kind=asked)))
    except SheetsError as refused:
        # An export that is known and belongs into no tab is refused with the reason.
        return [asked] if refused.kind == "not_used" else []


def lines() -> Iterator[tuple[str, ...]]:
    """The rows of the handbook's table."""
    for export in EXPORTS:
        goes = f"`{export.table}`" if not export.unused.en else "nowhere"
        own = "yes" if fixtures().get(export.key) else "no"
        quirks = "; ".join(export.quirks) or "none is known"
        yield (
            export.tool,
            export.kind.en,
            f"`{export.key}`",
            goes,
            own,
            quirks,
            _COLUMNS_FROM[export.seen],
            _tried(export),
        )


def _tried(export: Export) -> str:
    origins = {sample.origin for sample in SAMPLES.values() if export.key in sample.keys}
    best = next((_TRIED[origin] for origin in ("real", "vendor", "fixture") if origin in origins), "invented rows only")
    never = "" if "real" in origins else "; never seen in a real file here"
    return best + never
