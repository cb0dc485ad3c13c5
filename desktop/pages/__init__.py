"""The pages of the window, in the order of the side. A page is loaded when it is first shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.pages.page import Page


@dataclass(frozen=True, slots=True)
class Entry:
    """A page: its key (its name is the word ``page.<key>``), how to get its class, whether it stands at the foot."""

    key: str
    load: Callable[[], type[Page]]
    at_foot: bool = False


def _week() -> type[Page]:
    from desktop.pages.week import WeekPage

    return WeekPage


def _exceptions() -> type[Page]:
    from desktop.pages.exceptions import ExceptionsPage

    return ExceptionsPage


def _products() -> type[Page]:
    from desktop.pages.products import ProductsPage

    return ProductsPage


def _inventory() -> type[Page]:
    from desktop.pages.inventory import InventoryPage

    return InventoryPage


def _orders() -> type[Page]:
    from desktop.pages.orders import OrdersPage

    return OrdersPage


def _sources() -> type[Page]:
    from desktop.pages.sources import SourcesPage

    return SourcesPage


def _notes() -> type[Page]:
    from desktop.pages.notes import NotesPage

    return NotesPage


def _definitions() -> type[Page]:
    from desktop.pages.definitions import DefinitionsPage

    return DefinitionsPage


def _start() -> type[Page]:
    from desktop.pages.start import StartPage

    return StartPage


def _settings() -> type[Page]:
    from desktop.pages.settings import SettingsPage

    return SettingsPage


PAGES = (
    Entry("week", _week),
    Entry("exceptions", _exceptions),
    Entry("products", _products),
    Entry("inventory", _inventory),
    Entry("orders", _orders),
    Entry("notes", _notes),
    Entry("sources", _sources),
    Entry("definitions", _definitions),
    Entry("start", _start, at_foot=True),
    Entry("settings", _settings, at_foot=True),
)
