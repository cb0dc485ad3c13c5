"""Everything that was found becomes the one Outcome; nothing is computed here."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from importlib import metadata
from typing import Any

import pandas as pd

from reports import sections
from reports.cards import cards
from reports.cohort_rows import cohorts
from reports.facts import Facts
from reports.figures import figures
from reports.funnel_rows import funnels
from reports.heat_rows import heats
from reports.language.caveats import REASON
from reports.note_rows import note_rows
from reports.numbers import Both, Listing, say
from reports.order_rows import order_rows
from reports.outcome import (
    SCHEMA,
    Action,
    ExceptionRow,
    Excluded,
    Line,
    Memory,
    Offer,
    Outcome,
    Period,
    ProblemRow,
    Product,
    Read,
    Rows,
    Skipped,
    Source,
    Variant,
)
from reports.reasons import reasons
from reports.sections.given import orders_in
from reports.setting_rows import setting_rows
from reports.size_curve_rows import size_curves
from reports.start_counts import start_counts
from reports.themes import themes

READS = ("daily", "weekly", "monthly")
DAILY_ACTIONS = 3

#: What the Outcome tells of a variant.
VARIANT = [
    *("product", "title", "sku", "size", "color", "available", "minimum", "incoming", "demand_units", "days"),
    *("cover_days", "cover_low", "cover_high", "reorder", "reorder_low", "reorder_high", "confidence", "rows"),
    *("tracked", "sold_here", "active", "low"),
]

#: Order states that are left out of revenue, in the order in which they are told.
LEFT_OUT = tuple(state for state in REASON if state != "unread")

#: Counted orders without a value of their own: reason -> words.
WITHOUT_VALUE = {
    "unreadable_total": REASON["unread"],
    "no_rate": Both(
        "in a currency without a rate (counted as an order)", "en una moneda sin tasa (contado como pedido)"
    ),
    "free": Both("free: not in average order value or demand", "gratis: fuera del promedio y de la demanda"),
}


def outcome(
    facts: Facts,
    products: Sequence[Product],
    exceptions: Sequence[ExceptionRow],
    skipped: Sequence[Skipped],
    actions: Sequence[Action],
    before: Memory,
    after: Memory,
    workbook: str,
    read: str,
    language: str,
    offers: Sequence[Offer] = (),
) -> Outcome:
    """The Outcome whose top-level figures, brief and actions are those of ``read``."""
    language = spoken(facts, language)
    reads = {key: _read(facts, products, exceptions, actions, before, key) for key in READS}
    top = reads[read]
    return Outcome(
        schema=SCHEMA,
        app_version=_version(),
        workbook=workbook,
        brand=str(facts.knobs.get("brand_name") or ""),
        language=language,
        read=read,
        as_of=facts.as_of.isoformat(),
        prepared=facts.as_of.isoformat(),
        zone=str(facts.clock.zone),
        period=top.period,
        currency=facts.currency,
        number_region=str(facts.knobs.get("number_region")),
        confidence=top.confidence,
        confidence_line=top.confidence_line,
        figures=top.figures,
        cards=cards(facts, sum(row.state not in ("resolved", "unknown") for row in exceptions)),
        brief=top.brief,
        actions=top.actions,
        exceptions=list(exceptions),
        products=list(products),
        inventory=list(map(_variant, facts.variants.index, facts.variants[VARIANT].to_dict("records"))),
        sources=(sources := [_source(facts, key) for key in facts.sources]),
        excluded=_excluded(facts, read),
        problems=[
            ProblemRow(kind=p.kind, tab=p.tab, cell=p.cell, said=Line(id=p.kind, en=p.said.en, es=p.said.es))
            for p in facts.tables.problems
        ],
        skipped=list(skipped),
        reads=reads,
        bridge=list(facts.bridge),
        health=sections.health(facts, skipped, offers, sources, before),
        offers=list(offers),
        themes=themes(facts),
        reasons=reasons(facts),
        notes=note_rows(facts),
        settings=setting_rows(facts),
        orders=order_rows(facts, exceptions),
        curves=size_curves(facts),
        funnels=funnels(facts),
        cohorts=cohorts(facts),
        heats=heats(facts),
        counts={level: sum(row.severity == level for row in exceptions) for level in ("critical", "warning", "info")}
        | start_counts(facts, before),
        memory=after,
    )


def spoken(facts: Facts, language: str = "") -> str:
    """The language asked for; else that of the workbook's own ``brief_language``."""
    if language:
        return language
    said = str(facts.knobs.get("brief_language") or "es")
    return said if said in ("en", "es") else "es"


def _version() -> str:
    try:
        return metadata.version("operating-brief")
    except metadata.PackageNotFoundError:
        return "0"


def _read(
    facts: Facts,
    products: Sequence[Product],
    exceptions: Sequence[ExceptionRow],
    actions: Sequence[Action],
    before: Memory,
    key: str,
) -> Read:
    window = facts.windows[key]
    shown = list(actions[:DAILY_ACTIONS]) if key == "daily" else list(actions)
    level, line = sections.confidence(facts, key)
    return Read(
        period=Period(start=window.start.isoformat(), end=window.end.isoformat()),
        confidence=level,
        confidence_line=line,
        figures=figures(facts, key),
        brief=sections.brief(facts, exceptions, shown, products, before, key),
        actions=shown,
        headline=sections.headline(facts, key),
    )


def _variant(key: object, row: Mapping[Hashable, Any]) -> Variant:
    return Variant(
        key=str(key),
        product=row["product"],
        product_title=row["title"],
        sku=row["sku"] or "",
        size=row["size"] or "",
        color=row["color"] or "",
        available=_whole(row["available"]),
        minimum=_whole(row["minimum"]),
        incoming=_whole(row["incoming"]),
        demand_units=_whole(row["demand_units"]),
        cover_days=_real(row["cover_days"]),
        cover_low=_real(row["cover_low"]),
        cover_high=_real(row["cover_high"]),
        cover_note=_cover_note(row),
        reorder=_whole(row["reorder"]),
        reorder_low=_whole(row["reorder_low"]),
        reorder_high=_whole(row["reorder_high"]),
        confidence=row["confidence"],
        risk=_risk(row),
        rows=[Rows(tab="inventory", rows=list(row["rows"]))],
    )


def _whole(value: object) -> int | None:
    return None if pd.isna(value) else int(value)  # type: ignore[call-overload]


def _real(value: float) -> float | None:
    return None if pd.isna(value) or value in (float("inf"), float("-inf")) else round(float(value), 4)


def _cover_note(row: Mapping[Hashable, Any]) -> Line | None:
    if not row["tracked"]:
        return say("V-untracked", "not tracked", "sin seguimiento")
    if not row["sold_here"]:
        return say("V-not-stocked", "not stocked here", "no se maneja aquí")
    if pd.isna(row["available"]):
        return say("V-unknown", "stock unknown", "inventario desconocido")
    if pd.isna(row["cover_days"]):
        days = _whole(row["days"])
        if not days:
            return say("V-no-days", "no days to measure sales", "sin días para medir ventas")
        return say("V-no-sales", "no sales in {d:day|days}", "sin ventas en {d:día|días}", d=days)
    return None


def _risk(row: Mapping[Hashable, Any]) -> str:
    """One word: ``oversold``, ``out``, ``low``, ``ok``, ``off`` (not watched) or ``unknown``."""
    if not (row["tracked"] and row["sold_here"] and row["active"]):
        return "off"
    if pd.isna(row["available"]):
        return "unknown"
    if row["available"] < 0:
        return "oversold"
    if row["available"] == 0:
        return "out"
    return "low" if row["low"] else "ok"


def _source(facts: Facts, key: str) -> Source:
    state, table = facts.sources[key], facts.tables.get(key)
    read = sections.reading(facts, table) if table is not None else None
    return Source(
        key=key,
        name=state.name,
        status="grey"
        if sections.is_empty(facts, key)
        else _light(state.late, state.too_old, state.status, state.age_hours, state.expected_hours),
        label=sections.freshness(facts, key),
        as_of=state.as_of.isoformat() if state.as_of else "",
        age_hours=None if state.age_hours is None else round(state.age_hours, 3),
        expected_hours=state.expected_hours,
        late=state.late,
        too_old=state.too_old,
        rows=state.rows,
        covers_from=state.covers_from.isoformat() if state.covers_from else "",
        covers_to=state.covers_to.isoformat() if state.covers_to else "",
        tool=state.tool,
        content=table.fingerprint if table else "",
        header_row=table.header_row if table else 0,
        read_rows=read.read_rows if read else 0,
        hidden_rows=table.hidden_rows if table else 0,
        columns=read.columns if read else {},
        ignored=read.ignored if read else [],
        set_aside=read.set_aside if read else [],
        unmapped=read.unmapped if read else [],
        assumed=read.assumed if read else [],
        in_brief=sections.in_brief(key),
    )


def _light(late: bool, too_old: bool, status: str, age: float | None, expected: float | None) -> str:
    """The status row's colour (domain.md §5.5); the label always says it in words too."""
    if status == "error" or too_old:
        return "red"
    if status == "off":
        return "grey"
    if late or status == "running":
        return "amber"
    return "amber" if age is not None and expected is not None and age > expected * 1.25 else "green"


def _excluded(facts: Facts, read: str) -> list[Excluded]:
    """Orders of the window that are not in revenue, by reason, and those that count without a value."""
    inside = orders_in(facts, facts.windows[read])
    if inside.empty:
        return []
    inside = inside[["state", "value", "free", "total_unread", "label", "row"]]
    found = set(inside["state"])
    reasons: dict[str, pd.DataFrame] = {state: inside[inside["state"] == state] for state in LEFT_OUT if state in found}
    counted = inside[(inside["state"] == "counted") & inside["value"].isna() & ~inside["free"]]
    reasons["unreadable_total"] = counted[counted["total_unread"]]
    reasons["no_rate"] = counted[~counted["total_unread"]]
    reasons["free"] = inside[(inside["state"] == "counted") & inside["free"]]
    words = {**REASON, **WITHOUT_VALUE}
    return [_left_out(facts, reason, orders, words[reason]) for reason, orders in reasons.items() if len(orders)]


def _left_out(facts: Facts, reason: str, orders: pd.DataFrame, words: Both) -> Excluded:
    labels = [str(label) for label in orders["label"]]
    table = facts.tables.get("orders")
    return Excluded(
        reason=reason,
        count=len(orders),
        label=say("X-left-out", "{list} {why}", "{list} {why}", list=Listing(tuple(labels)), why=words),
        orders=labels,
        rows=[Rows(tab=table.name if table else "Orders", rows=sorted(int(row) for row in orders["row"]))],
    )
