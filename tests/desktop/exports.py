"""Files that the stand-in for ``import`` plays: what is said of an orders export of a few rows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

Event = dict[str, Any]


def done(**facts: Any) -> list[Event]:
    return [{"event": "done", "undo": True, **facts}]


def failed(kind: str, happened: str = "It cannot be read.", **facts: Any) -> list[Event]:
    both, remedy = {"en": happened, "es": f"{happened} (es)"}, {"en": "Mend it.", "es": "Arréglalo."}
    return [{"event": "failed", "kind": kind, "happened": both, "remedy": remedy, "facts": facts}]


ORDERS: Event = {
    "file": "orders_export.csv",
    "kind": {"en": "Shopify orders export", "es": "Exportación de pedidos de Shopify"},
    "key": "shopify_orders",
    "table": "orders",
    "tab": "Orders",
    "tab_is_new": False,
    "new": 2,
    "changed": 1,
    "same": 41,
    "missing": 1,
    "refused": 1,
    "left": [{"why": {"en": "a total of other rows", "es": "un total de otras filas"}, "rows": 1, "first": [48]}],
    "columns": [{"header": "Name", "column": "order_id"}, {"header": "Total", "column": "total"}],
    "ignored": [
        "Tax 1 Name",
        "Tax 1 Value",
        "Device ID",
        "Id",
        "Risk Level",
        "Source",
        "Vendor",
        "Outstanding Balance",
    ],
    "personal": ["Billing Name", "Billing Street", "Phone"],
    "assumptions": [
        {"en": "Dates read as day/month.", "es": "Fechas leídas como día/mes."},
        {"en": "Amounts in COP, as the file says.", "es": "Montos en COP, como dice el archivo."},
    ],
    "notes": [{"en": "Order #1102 has no line.", "es": "El pedido #1102 no tiene líneas."}],
    "samples": {
        "new": [
            {"row": 2, "values": {"order_id": "#1101", "total": "189900", "line_sku": "JER-M"}},
            {"row": 3, "values": {"order_id": "#1102", "total": "90000", "line_sku": ""}},
        ],
        "changed": [
            {"row": 9, "key": "#1098", "column": "financial_status", "was": "pending", "now": "paid"},
        ],
        "same": [{"row": 4, "values": {"order_id": "#1099", "total": "120000"}}],
        "missing": [{"row": 31, "values": {"order_id": "#1050", "total": "75000"}}],
        "refused": [{"row": 44, "why": {"en": "There is no order number.", "es": "No hay número de pedido."}}],
    },
}


def export(path: Path, *answers: tuple[list[str], list[Event]]) -> Path:
    """A file that says these things; of the answers the first whose words stand in the command line is played."""
    path.write_text(json.dumps([[list(when), events] for when, events in answers]), "utf-8")
    return path


def orders(path: Path, **other: Any) -> Path:
    """An orders export that previews and imports well."""
    facts = {**ORDERS, "file": path.name, **other}
    return export(path, (["--preview"], done(imports=[facts], preview=True)), ([], done(imports=[facts])))
