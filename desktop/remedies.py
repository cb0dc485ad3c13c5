"""What an exception needs: the places that it can be mended in, the one that it needs most first."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from desktop.session import Session
from reports.outcome import ExceptionRow


@dataclass(frozen=True, slots=True)
class Remedy:
    """One button: ``word`` is the key of what it says, ``way`` what is done.

    ``rows`` shows the rows, ``link`` opens a web address, ``page`` another page (``to``: its key, ``what`` there),
    ``do`` something of the frame's (``to``: its key).
    """

    word: str
    way: str
    to: str = ""
    what: str = ""


#: The page that shows what a row is about, by the kind of that.
PAGES: Mapping[str, str] = {
    "order": "orders", "variant": "inventory", "product": "products", "page": "products", "source": "sources",
    "tab": "sources", "definition": "definitions", "note": "notes",
}  # fmt: skip
WORDS = {
    "orders": "offer.order", "inventory": "offer.inventory", "products": "offer.product", "sources": "offer.source",
    "definitions": "offer.definition", "notes": "offer.note",
}  # fmt: skip
#: What is mended by bringing newer data.
OF_DATA = ("source", "tab")
IN_SHOP = ("order", "variant", "product", "page")


def remedies(row: ExceptionRow, session: Session, pages: Collection[str], here: str = "exceptions") -> list[Remedy]:
    """The buttons of a row; ``pages`` are those that the window has, ``here`` is the one that asks."""
    kind, key = row.entity_type, row.entity_id
    if kind == "group":
        kind, _, key = key.partition(":")
    found: list[Remedy] = []
    if kind in OF_DATA and session.on_google and session.away:
        found.append(Remedy("offer.reconnect", "do", "sign_in"))
    if row.page:
        found.append(Remedy("offer.shop" if kind in IN_SHOP else "offer.page", "link", row.page))
    if kind in OF_DATA:
        found.append(Remedy("offer.import", "do", "add_data"))
    if any(one.rows for one in row.rows):
        found.append(Remedy("offer.rows", "rows"))
    page = PAGES.get(kind, "")
    if page in pages and page != here:
        found.append(Remedy(WORDS[page], "page", page, key))
    if kind == "run":
        found.append(Remedy("offer.refresh", "do", "refresh"))
    return found or [Remedy("offer.workbook", "do", "open_workbook")]
