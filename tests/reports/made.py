"""Facts made by hand for the sections' tests: worked example B, and small changes to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from reports.clock import Clock
from reports.facts import Change, Facts, Sales, SourceState, Window
from reports.knobs import Knobs, Setting
from reports.metrics.returns import COLUMNS as RETURNS
from reports.metrics.themes import COLUMNS as THEMES
from reports.metrics.tickets import COLUMNS as TICKETS
from reports.metrics.traffic import FUNNEL
from reports.outcome import Action, ExceptionRow, Line, Memory, Product
from reports.sections.given import Given
from sheets.tables import SkippedRows, Table, Tables

ZONE = ZoneInfo("America/Bogota")
AS_OF = datetime(2026, 11, 16, 8, tzinfo=ZONE)
MONDAY = date(2026, 11, 9)


def at(day: int, hour: int = 10, month: int = 11) -> pd.Timestamp:
    return pd.Timestamp(datetime(2026, month, day, hour, tzinfo=ZONE))


def order(label: str, day: int, value: int | None, **changed: Any) -> dict[str, Any]:
    """One counted, shipped order of 2026-11-<day>; anything else by keyword."""
    given: dict[str, Any] = {
        "label": label,
        "row": 2,
        "dated_at": at(day),
        "state": "counted",
        "value": None if value is None else Decimal(value),
        "total": None if value is None else Decimal(value),
        "total_unread": False,
        "free": False,
        "currency": "COP",
        "codes": (),
        "fulfillment_status": "fulfilled",
        "requires_shipping": True,
        "on_hold": False,
        "ship_by_on": None,
    }
    return given | changed


ORDERS = [
    order("#198", 3, 201_900),
    order("#199", 5, 81_800),
    order("#201", 9, 201_900),
    order("#202", 12, 81_800, fulfillment_status="unfulfilled", ship_by_on=date(2026, 11, 18)),
    order("#204", 13, None, state="cod", total=Decimal(46_900), fulfillment_status="unfulfilled"),
    order("#203", 14, 201_900, fulfillment_status="unfulfilled", ship_by_on=date(2026, 11, 19)),
    order("#205", 15, None, total_unread=True, fulfillment_status="unfulfilled", ship_by_on=date(2026, 11, 19)),
]


def variant(key: str, title: str, size: str, available: int | None, minimum: int, **changed: Any) -> dict[str, Any]:
    given: dict[str, Any] = {
        "key": key,
        "product": title.lower().replace(" ", "-"),
        "title": title,
        "size": size,
        "color": "",
        "sku": key,
        "label": f"{title} {size}".strip(),
        "available": available,
        "minimum": minimum,
        "tracked": True,
        "sold_here": True,
        "active": True,
        "gift_card": False,
        "low": available is not None and available < minimum,
        "demand_units": 1,
        "days": 13,
        "cover_days": float("nan"),
        "cover_without_bulk": float("nan"),
        "bulk_order": None,
        "lead_days": 30,
    }
    return given | changed


VARIANTS = [
    variant("JA-S", "Jersey Andes", "S", -1, 8),
    variant("JA-M", "Jersey Andes", "M", 2, 8),
    variant("JA-L", "Jersey Andes", "L", 9, 8),
    variant("SN-SM", "Socks Niebla", "SM", 38, 20),
]


def product(title: str, delta: int | None, **changed: Any) -> dict[str, Any]:
    given: dict[str, Any] = {
        "key": title.lower().replace(" ", "-"),
        "title": title,
        "active": True,
        "gift_card": False,
        "delta": None if delta is None else Decimal(delta),
        "available": 10,
        "type": None,
        "price": None,
        "views": pd.NA,
        "unit_cost": None,
        "age_days": float("nan"),
        "demand_units": 4,
        "days": 13,
        "clear_intent": False,
        "clear_margin": float("nan"),
        "discount_dependent": pd.NA,
        "size_availability": float("nan"),
        "broken_run": False,
        "core_out": (),
    }
    return given | changed


PRODUCTS = [product("Jersey Andes", 189_900), product("Socks Niebla", 0)]
LINE_COLUMNS = ("product", "variant", "title", "quantity", "net", "state", "gift_card", "dated_at", "row")


def sale(title: str, product_key: str | None, net: int | None, day: int, quantity: int = 1) -> dict[str, Any]:
    """One order line of 2026-11-<day>."""
    return {
        "product": product_key,
        "variant": product_key,
        "title": title,
        "quantity": quantity,
        "net": None if net is None else Decimal(net),
        "state": "counted",
        "gift_card": False,
        "dated_at": at(day),
        "row": 7,
    }


def sales(window: Window, orders: int, valued: int, revenue: int | None, **changed: Any) -> Sales:
    given: dict[str, Any] = {
        "window": window,
        "orders": orders,
        "valued": valued,
        "free": 0,
        "revenue": None if revenue is None else Decimal(revenue),
        "average_order": Decimal(revenue) / valued if revenue is not None and valued else None,
        "units": orders,
        "demand_units": orders,
        "discounted": 0,
        "discountable": valued,
        "refunds": None,
        "pending": None,
        "pending_orders": 0,
        "cod": None,
        "cod_orders": 0,
        "part_paid": 0,
    }
    return Sales(**(given | changed))


def change(**changed: Any) -> Change:
    """A comparison that may be made, of too few orders."""
    given: dict[str, Any] = {
        "comparable": True,
        "one_day_short": True,
        "delta": Decimal(201_900),
        "percent": None,
        "from_zero": False,
        "p": 0.69,
        "too_few": True,
        "normal": True,
    }
    return Change(**(given | changed))


def source(key: str, name: str, **changed: Any) -> SourceState:
    given: dict[str, Any] = {
        "key": key,
        "name": name,
        "as_of": AS_OF,
        "basis": "seen",
        "age_hours": 0.0,
        "age_days": 0,
        "expected_hours": 24.0,
        "late": False,
        "too_old": False,
        "rows": 7,
    }
    return SourceState(**(given | changed))


def table(key: str, name: str, *columns: str, **changed: Any) -> Table:
    letters = {column: chr(65 + place) for place, column in enumerate(columns)}
    frame = pd.DataFrame({column: pd.Series([None], dtype=object) for column in columns})
    return Table(key, name, frame, letters, letters, 1, **changed)


ORDER_COLUMNS = ("order_id", "fulfillment_status", "line_sku", "line_qty")
TABLES = {
    "definitions": table("definitions", "Definitions", "key", "value"),
    "orders": table("orders", "Orders", *ORDER_COLUMNS, skipped=(SkippedRows("total", (9,)),)),
    "inventory": table("inventory", "Inventory", "sku", "available"),
    "notes": table("notes", "Notes", "date", "text"),
}
NOTES = [
    {
        "row": 2,
        "on": date(2026, 11, 14),
        "until": None,
        "type": "event",
        "applies_to": None,
        "text": "Rodada del sábado",
    }
]
KNOBS = Knobs(
    settings=(
        Setting("brand_name", "", "Ruta Norte", "Ruta Norte", 2, own=True),
        Setting("brief_language", "", "es", "es", 3, own=True),
    ),
    standard=False,
    _set={("brand_name", "", ""): "Ruta Norte", ("brief_language", "", ""): "es"},
)


def frame(rows: list[dict[str, Any]], columns: tuple[str, ...] = ()) -> pd.DataFrame:
    return pd.DataFrame(rows) if rows else pd.DataFrame({column: pd.Series(dtype=object) for column in columns})


def windows(start: date = MONDAY, days: int = 7, covered_before: int = 6) -> dict[str, Window]:
    """The read's window and the one before, under each read's name."""
    now = Window("", start, start + timedelta(days=days), days)
    before = Window("", start - timedelta(days=days), start, covered_before)
    return {
        name: replace(window, key=name)
        for read in ("daily", "weekly", "monthly")
        for name, window in ((read, now), (f"{read}_before", before))
    }


def facts(**changed: Any) -> Facts:
    """Example B's facts; ``orders``, ``variants`` and the like by lists of rows, other parts as they are."""
    spans = changed.pop("windows", windows())
    rows = changed.pop("orders", ORDERS)
    now = changed.pop("now", sales(spans["weekly"], 4, 3, 485_600, cod=Decimal(46_900), cod_orders=1))
    before = changed.pop("before", sales(spans["weekly_before"], 2, 2, 283_700))
    against = changed.pop("change", change())
    variants = pd.DataFrame(changed.pop("variants", VARIANTS)).set_index("key")
    products = pd.DataFrame(changed.pop("products", PRODUCTS)).set_index("key")
    given: dict[str, Any] = {
        "as_of": AS_OF,
        "clock": Clock(zone=ZONE),
        "knobs": KNOBS,
        "tables": Tables(TABLES),
        "sources": {
            "orders": source(
                "orders",
                "Orders",
                newest_record=at(15, 0),
                covers_from=date(2026, 11, 3),
                covers_to=date(2026, 11, 15),
            ),
            "inventory": source(
                "inventory",
                "Inventory",
                as_of=datetime(2026, 11, 12, 8, 10, tzinfo=ZONE),
                age_hours=95.8,
                age_days=4,
                late=True,
            ),
        },
        "windows": spans,
        "orders": frame(rows, tuple(ORDERS[0])),
        "lines": frame(changed.pop("lines", []), LINE_COLUMNS),
        "variants": variants,
        "products": products,
        "notes": frame(changed.pop("notes", NOTES), tuple(NOTES[0])),
        "tickets": frame(changed.pop("tickets", []), TICKETS),
        "themes": frame(changed.pop("themes", []), THEMES),
        "returns": frame(changed.pop("returns", []), RETURNS),
        "funnel": frame(changed.pop("funnel", []), FUNNEL),
        "sales": {
            f"{read}{end}": one
            for read in ("daily", "weekly", "monthly")
            for end, one in (("", now), ("_before", before))
        },
        "changes": dict.fromkeys(("daily", "weekly", "monthly"), against),
        "currency": "COP",
        "decimals": 0,
    }
    return Facts(**(given | changed))


def tables(without: str = "", **changed: Table) -> Tables:
    """Example B's tables, one left out or others put in."""
    return Tables({key: one for key, one in (TABLES | changed).items() if key != without})


def learning(title: str) -> Product:
    return Product(
        key=title.lower().replace(" ", "-"),
        title=title,
        category="learn",
        confidence="too_little",
        evidence=Line(id="C-LEARN", en="", es=""),
        moves_out=Line(id="M", en="", es=""),
    )


def given(
    made: Facts | None = None,
    *,
    read: str = "weekly",
    exceptions: tuple[ExceptionRow, ...] = (),
    actions: tuple[Action, ...] = (),
    products: tuple[Product, ...] = (),
    memory: Memory | None = None,
) -> Given:
    return Given(made or facts(), exceptions, actions, products, memory or Memory(), read)


def exception(title: str, said: str, *, rule: str = "X01", severity: str = "warning", **changed: Any) -> ExceptionRow:
    words = {"critical": ("CRITICAL", "CRÍTICA"), "warning": ("WARNING", "ADVERTENCIA"), "info": ("INFO", "AVISO")}
    en, es = words[severity]
    parts: dict[str, Any] = {
        "key": f"{rule}|{title}",
        "rule": rule,
        "severity": severity,
        "urgency": 40,
        "state": "new",
        "title": Line(id="X-title", en=title, es=title),
        "evidence": Line(id="X-evidence", en=said, es=said),
        "shown": Line(id=f"X-{rule}", en=f"{en} {title} {said}", es=f"{es} {title} {said}"),
        "owner_role": "operations",
        "owner": "",
        "due_at": "2026-11-17T18:00:00-05:00",
        "first_seen": AS_OF.isoformat(),
        "last_seen": AS_OF.isoformat(),
        "confidence": "solid",
        "as_of": AS_OF.isoformat(),
        "next_action": Line(id="N", en="", es=""),
        "entity_type": "order",
        "entity_id": title,
    }
    return ExceptionRow(**(parts | changed))
