"""The tabs of the workbook and their columns. The template, the checks and the handbook come from here."""

from __future__ import annotations

from sheets.contract.decisions import DECISIONS
from sheets.contract.delivery import SHIPMENT_EVENTS, SHIPMENTS
from sheets.contract.demand import CAMPAIGNS, DISCOUNT_ATTEMPTS, TRAFFIC
from sheets.contract.inventory import INVENTORY
from sheets.contract.journal import ACTIONS, DEFINITIONS, NOTES, SOURCES
from sheets.contract.listings import COUNTS, LISTINGS
from sheets.contract.orders import ORDERS
from sheets.contract.payments import ABANDONED_CHECKOUTS, PAYMENTS
from sheets.contract.people import CUSTOMERS
from sheets.contract.split import DISCOUNT_CODES, ORDER_LINES, OWNERS, PRODUCTS, THRESHOLDS
from sheets.contract.support import RETURNS, SUPPORT
from sheets.contract.tag_map import TAG_MAP
from sheets.contract.types import CONTRACT_VERSION, Column, Kind, OurTab, Tab, normal
from sheets.errors import Text

__all__ = [
    "CONTRACT_VERSION",
    "OUR_TABS",
    "SPLIT",
    "STARTER",
    "TABS",
    "Column",
    "Kind",
    "OurTab",
    "Tab",
    "known",
    "normal",
    "our_tab",
    "tab",
]

#: What a new workbook shows, in this order.
STARTER: tuple[Tab, ...] = (DEFINITIONS, ORDERS, INVENTORY, NOTES, ACTIONS, SOURCES, DECISIONS)

#: Tabs that take over a part of another one, for founders who keep them apart.
SPLIT: tuple[Tab, ...] = (ORDER_LINES, PRODUCTS, DISCOUNT_CODES, THRESHOLDS, OWNERS)

#: All that the founder may fill. Those beyond :data:`STARTER` are added when there is something to put into them.
TABS: tuple[Tab, ...] = (
    *STARTER,
    *(SUPPORT, TAG_MAP, RETURNS, TRAFFIC),
    *(CAMPAIGNS, DISCOUNT_ATTEMPTS, SHIPMENTS),
    *(SHIPMENT_EVENTS, PAYMENTS, CUSTOMERS, LISTINGS, COUNTS, ABANDONED_CHECKOUTS),
    *SPLIT,
)

_BY_KEY = {one.key: one for one in TABS}
_BY_NAME = {form: one for one in reversed(TABS) for form in one.known_as}

#: What the program writes, in the order in which it adds them.
OUR_TABS: tuple[OurTab, ...] = (
    OurTab(
        "brief",
        "Brief",
        Text("The week on one page: what to do next, and why.", "La semana en una página: qué hacer y por qué."),
    ),
    OurTab(
        "exceptions",
        "Exceptions",
        Text(
            "Everything that deserves a decision, with its evidence and a place for yours.",
            "Todo lo que merece una decisión, con su evidencia y un lugar para la tuya.",
        ),
    ),
    OurTab(
        "products",
        "Product board",
        Text(
            "Each product's category, why, and what would move it out.",
            "La categoría de cada producto, por qué, y qué la cambiaría.",
        ),
    ),
    OurTab(
        "stock",
        "Inventory risk",
        Text(
            "Each variant's stock, cover and suggested reorder.",
            "Inventario, cobertura y pedido sugerido de cada variante.",
        ),
    ),
    OurTab(
        "health",
        "Data health",
        Text(
            "What was read, what was left out, and what could not be read.",
            "Qué se leyó, qué se dejó fuera y qué no se pudo leer.",
        ),
    ),
    OurTab(
        "run_log",
        "_Run log",
        Text("One row for each source of each run.", "Una fila por cada fuente de cada corrida."),
        hidden=True,
    ),
    OurTab(
        "history",
        "_History",
        Text("What the program remembers from run to run.", "Lo que el programa recuerda entre corridas."),
        hidden=True,
    ),
)


def tab(key: str) -> Tab:
    """The input tab of this key; ``KeyError`` where there is none."""
    return _BY_KEY[key]


def known(name: str) -> Tab | None:
    """The input tab that goes by this name or alias, without regard to case, accents and punctuation."""
    return _BY_NAME.get(normal(name))


def our_tab(key: str) -> OurTab:
    """Our own tab of this key; ``KeyError`` where there is none."""
    for candidate in OUR_TABS:
        if candidate.key == key:
            return candidate
    raise KeyError(key)
