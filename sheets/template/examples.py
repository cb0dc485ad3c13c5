"""One grey example row for each tab: it shows what a row looks like, and is never read."""

from __future__ import annotations

from collections.abc import Mapping

from sheets.contract import Tab
from sheets.template.rows import Row

#: What stands in column A of a row that is only an example, in every language: such rows are never counted.
EXAMPLE = "example"

#: Only columns that even the narrowest export covers when it is pasted over A1: no cell of an example may be left
#: standing beside a founder's own row.
_EXAMPLES: Mapping[str, Mapping[str, Row]] = {
    "orders": {
        "en": {
            "created_at": "2026-11-13 20:15",
            "financial_status": "paid",
            "currency": "COP",
            "total": 201900,
            "line_name": "Jersey - M",
        },
        "es": {
            "created_at": "2026-11-13 20:15",
            "financial_status": "pagado",
            "currency": "COP",
            "total": 201900,
            "line_name": "Jersey - M",
        },
    },
    "inventory": {
        "en": {"product_title": "Jersey", "sku": "JE-M", "size": "M", "available": 9},
        "es": {"product_title": "Jersey", "sku": "JE-M", "size": "M", "available": 9},
    },
    "notes": {
        "en": {"type": "event", "text": "Sunday ride with 40 people. Column A says example: this row is not counted."},
        "es": {
            "type": "evento",
            "text": "Rodada del domingo con 40 personas. La columna A dice example: esta fila no cuenta.",
        },
    },
    "actions": {
        "en": {"title": "Call the supplier about size M", "owner": "Ana", "due": "2026-11-20", "status": "open"},
        "es": {"title": "Llamar al proveedor por la talla M", "owner": "Ana", "due": "2026-11-20", "status": "abierta"},
    },
    "sources": {
        "en": {"how": "daily", "expected_every_hours": 24, "last_refreshed_at": "2026-11-16 07:40"},
        "es": {"how": "diario", "expected_every_hours": 24, "last_refreshed_at": "2026-11-16 07:40"},
    },
    "decisions": {
        "en": {
            "kind": "snooze",
            "target_key": "I01|variant:JE-M",
            "until": "2026-11-20",
            "reason": "Restock on Friday",
        },
        "es": {
            "kind": "posponer",
            "target_key": "I01|variant:JE-M",
            "until": "2026-11-20",
            "reason": "Llega el viernes",
        },
    },
    "support": {
        "en": {
            "created_at": "2026-11-13 10:20",
            "channel": "whatsapp",
            "tags": "size, fit",
            "subject": "M or L for the bib?",
        },
        "es": {
            "created_at": "2026-11-13 10:20",
            "channel": "whatsapp",
            "tags": "talla, ajuste",
            "subject": "¿M o L para el bib?",
        },
    },
    "tag_map": {
        "en": {"kind": "support tag", "maps_to": "fit", "subtheme": "sizing"},
        "es": {"kind": "etiqueta de soporte", "maps_to": "talla", "subtheme": "cambio"},
    },
    "returns": {
        "en": {
            "order_id": "#1001",
            "sku": "JE-M",
            "qty": 1,
            "type": "exchange",
            "requested_at": "2026-11-12",
        },
        "es": {
            "order_id": "#1001",
            "sku": "JE-M",
            "qty": 1,
            "type": "cambio",
            "requested_at": "2026-11-12",
        },
    },
    "traffic": {
        "en": {"date_to": "2026-11-15", "product_id": "jersey", "product_views": 620},
        "es": {"date_to": "2026-11-15", "product_id": "jersey", "product_views": 620},
    },
    "campaigns": {
        "en": {
            "name": "Sunday ride",
            "channel": "Instagram",
            "starts_at": "2026-11-13",
            "ends_at": "2026-11-15",
            "codes": "RIDE15",
        },
        "es": {
            "name": "Rodada del domingo",
            "channel": "Instagram",
            "starts_at": "2026-11-13",
            "ends_at": "2026-11-15",
            "codes": "RODADA15",
        },
    },
    "discount_attempts": {
        "en": {"code": "RIDE15", "result": "rejected", "reason": "expired", "count": 3},
        "es": {"code": "RODADA15", "result": "rechazado", "reason": "vencido", "count": 3},
    },
    "shipments": {
        "en": {
            "carrier": "Servientrega",
            "tracking_number": "2100012345",
            "state_raw": "EN PROCESAMIENTO",
            "shipped_at": "2026-11-12",
        },
        "es": {
            "carrier": "Servientrega",
            "tracking_number": "2100012345",
            "state_raw": "EN PROCESAMIENTO",
            "shipped_at": "2026-11-12",
        },
    },
    "shipment_events": {
        "en": {"tracking_number": "2100012345", "state_raw": "EN REPARTO", "event_at": "2026-11-14 09:10"},
        "es": {"tracking_number": "2100012345", "state_raw": "EN REPARTO", "event_at": "2026-11-14 09:10"},
    },
    "payments": {
        "en": {
            "order_id": "#1001",
            "provider": "Wompi",
            "method": "PSE",
            "status": "approved",
            "amount": 201900,
            "currency": "COP",
        },
        "es": {
            "order_id": "#1001",
            "provider": "Wompi",
            "method": "PSE",
            "status": "aprobado",
            "amount": 201900,
            "currency": "COP",
        },
    },
    "customers": {
        "en": {"email": "ana@example.com", "first_order_at": "2025-03-02", "orders": 3},
        "es": {"email": "ana@example.com", "first_order_at": "2025-03-02", "orders": 3},
    },
    "listings": {
        "en": {"listing_id": "MCO123456789", "sku": "JE-M", "title": "Jersey", "status": "active", "price": 209900},
        "es": {"listing_id": "MCO123456789", "sku": "JE-M", "title": "Jersey", "status": "activa", "price": 209900},
    },
    "counts": {
        "en": {"sku": "JE-M", "counted_qty": 8, "system_qty": 9, "by": "Ana"},
        "es": {"sku": "JE-M", "counted_qty": 8, "system_qty": 9, "by": "Ana"},
    },
    "abandoned_checkouts": {
        "en": {"created_at": "2026-11-13 21:40", "total": 189900, "currency": "COP"},
        "es": {"created_at": "2026-11-13 21:40", "total": 189900, "currency": "COP"},
    },
    "order_lines": {
        "en": {"line_name": "Jersey - M", "line_sku": "JE-M", "line_qty": 1, "line_price": 189900},
        "es": {"line_name": "Jersey - M", "line_sku": "JE-M", "line_qty": 1, "line_price": 189900},
    },
    "products": {
        "en": {"product_title": "Jersey", "product_type": "jersey", "status": "active"},
        "es": {"product_title": "Jersey", "product_type": "jersey", "status": "activo"},
    },
    "discount_codes": {
        "en": {"value": "15%", "value_type": "percentage", "starts_at": "2026-11-13"},
        "es": {"value": "15%", "value_type": "porcentaje", "starts_at": "2026-11-13"},
    },
    "thresholds": {
        "en": {"low_stock_units": 8, "lead_time_days": 21, "target_cover_days": 45},
        "es": {"low_stock_units": 8, "lead_time_days": 21, "target_cover_days": 45},
    },
    "owners": {"en": {"owner": "Ana"}, "es": {"owner": "Ana"}},
}


def example(tab: Tab, language: str) -> Row | None:
    """The tab's grey example, marked in its first column, or ``None`` where a tab has none."""
    cells = _EXAMPLES.get(tab.key)
    return {tab.columns[0].name: EXAMPLE, **cells[language]} if cells else None
