"""The tabs of the workbook and their columns. The template, the checks and the handbook come from here."""

from __future__ import annotations

from sheets.contract.inventory import INVENTORY
from sheets.contract.journal import ACTIONS, DECISIONS, DEFINITIONS, NOTES, SOURCES
from sheets.contract.orders import ORDERS
from sheets.contract.types import CONTRACT_VERSION, Column, Kind, OurTab, Tab, normal
from sheets.errors import Text

__all__ = ["CONTRACT_VERSION", "OUR_TABS", "TABS", "Column", "Kind", "OurTab", "Tab", "normal", "our_tab", "tab"]

#: What the founder fills, in the order in which a new workbook shows it.
TABS: tuple[Tab, ...] = (DEFINITIONS, ORDERS, INVENTORY, NOTES, ACTIONS, SOURCES, DECISIONS)

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
    for candidate in TABS:
        if candidate.key == key:
            return candidate
    raise KeyError(key)


def our_tab(key: str) -> OurTab:
    """Our own tab of this key; ``KeyError`` where there is none."""
    for candidate in OUR_TABS:
        if candidate.key == key:
            return candidate
    raise KeyError(key)
