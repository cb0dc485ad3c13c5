"""What came back, as figures (domain.md M22, M22b, M23, M24).

Without ``Returns`` only refunds can be seen: the two rates are then those of orders with any refund, and say so.
"""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pandas as pd

from reports import stats
from reports.facts import Facts, Window
from reports.language.returned import reason_words
from reports.metrics.cohort import by_reason, reasoned
from reports.metrics.shop import local_days
from reports.numbers import Count, Day, say
from reports.outcome import TOO_LITTLE, Figure, Line, Rows

#: Days that reasons look back (M24).
REASON_DAYS = 90


def return_figures(facts: Facts, key: str) -> dict[str, Figure]:
    """The figures that this workbook tells, for the window ``key``; nothing where not even refunds can be seen."""
    rate = period_rate(facts, key)
    if rate is None:
        return {}
    if reads_returns(facts):
        return {"M22": _returned(facts), "M22b": rate, "M23": _exchanged(facts), "M24": _reason(facts)}
    days = (int(facts.knobs.get(name)) for name in ("return_to", "return_from"))
    first, last = (facts.as_of.date() - timedelta(days=back) for back in days)
    old = Window("mature", first, last + timedelta(days=1), 0)
    return {"M22": _refunded(facts, "M22", old, None), "M22b": rate}


def period_rate(facts: Facts, key: str) -> Figure | None:
    """M22b of the window ``key``; ``None`` where neither returns nor refunds can be seen."""
    if reads_returns(facts):
        return _in_period(facts, key)
    if not sees_refunds(facts):
        return None
    before = facts.windows[f"{key}_before"] if facts.changes[key].comparable else None
    return _refunded(facts, "M22b", facts.windows[key], before)


def reads_returns(facts: Facts) -> bool:
    """Whether ``Returns`` tells what came back of which order: headers alone are no zero."""
    table = facts.tables.get("returns")
    return table is not None and not table.frame.empty and table.has("order_id") and table.has("type")


def sees_refunds(facts: Facts) -> bool:
    """Whether Orders tell refunds."""
    return bool(len(facts.orders)) and bool(facts.orders["refunded"].notna().any())


def mature(facts: Facts) -> tuple[int, int, int, int]:
    """Units of orders that are old enough: sent, returned, exchanged, and exchanged for fit."""
    products, back = facts.products, facts.returns
    units, returned, exchanged, came = (
        int(products[f"mature_{name}"].fillna(0).sum()) if len(products) else 0
        for name in ("units", "returned", "exchanged", "back")
    )
    # What names no product came back all the same.
    nowhere = back[back["mature"].astype(bool) & back["product"].isna()]
    returned_too = int(nowhere.loc[nowhere["type"] == "return", "quantity"].sum())
    exchanged_too = int(nowhere.loc[nowhere["type"] == "exchange", "quantity"].sum())
    fit = max(came - returned, 0)
    return units, min(returned + returned_too, units), min(exchanged + exchanged_too, units), fit


def _returned(facts: Facts) -> Figure:
    units, returned, _, _ = mature(facts)
    return _of_units(facts, "M22", "return", returned, units, _of_old(facts, returned, units))


def _exchanged(facts: Facts) -> Figure:
    units, _, exchanged, fit = mature(facts)
    note = (
        _of_old(facts, exchanged, units)
        if not units
        else say(
            "F-exchanged",
            "{k} of {n:unit|units}, {f} for fit",
            "{k} de {n:unidad|unidades}, {f} por talla",
            k=Count(exchanged),
            n=Count(units),
            f=Count(fit),
        )
    )
    return _of_units(facts, "M23", "exchange", exchanged, units, note)


def _of_units(facts: Facts, metric: str, type_: str, part: int, units: int, note: Line) -> Figure:
    back = facts.returns
    rows = back.loc[back["mature"].astype(bool) & (back["type"] == type_), "row"]
    return Figure(
        value=round(part / units, 6) if units else None,
        unit="rate",
        n=units,
        confidence=_sure(facts, metric, units, assumed=not _tells_sending(facts)),
        note=note,
        rows=_rows(rows),
    )


def _of_old(facts: Facts, part: int, units: int) -> Line:
    first, last = (Count(int(facts.knobs.get(name))) for name in ("return_from", "return_to"))
    if not units:
        return say(
            "F-early",
            "Too early: no order was sent {a}–{b} days ago.",
            "Muy pronto: ningún pedido enviado tiene entre {a} y {b} días.",
            a=first,
            b=last,
        )
    return say(
        "F-returned",
        "{k} of {n:unit|units} in orders {a}–{b} days old",
        "{k} de {n:unidad|unidades} de pedidos de hace {a}–{b} días",
        k=Count(part),
        n=Count(units),
        a=first,
        b=last,
    )


def _sure(facts: Facts, metric: str, count: int, *, assumed: bool = False, source: str = "returns") -> str:
    state = facts.sources.get(source)
    doubts = int(bool(state and state.late)) + int(assumed)
    least, solid = facts.knobs.get(f"min.{metric}"), facts.knobs.get(f"solid.{metric}")
    return stats.confidence(count, least, solid, steps_down=doubts)


def _tells_sending(facts: Facts) -> bool:
    return bool(len(facts.orders)) and bool(facts.orders["fulfillment_status"].notna().any())


def _in_period(facts: Facts, key: str) -> Figure:
    """Returns asked for in the window against its orders: of two different sets of orders, and said so."""
    window, orders = facts.windows[key], facts.sales[key].orders
    state = facts.sources.get("returns")
    if state is not None and state.as_of is not None and state.as_of.date() < window.start:
        note = say(
            "F-returns-old",
            "Returns were last read on {d}.",
            "Las devoluciones se leyeron por última vez el {d}.",
            d=Day(state.as_of.date()),
        )
        return Figure(value=None, unit="rate", n=orders, confidence=TOO_LITTLE, note=note)
    asked = _asked(facts, window)
    before = None
    if facts.changes[key].comparable and (then := facts.sales[f"{key}_before"].orders):
        before = round(_asked(facts, facts.windows[f"{key}_before"])["key"].nunique() / then, 6)
    count = int(asked["key"].nunique())
    note = say(
        "F-asked",
        "{k:return|returns} asked for, {n:order|orders}; returns may belong to earlier orders",
        "{k:devolución solicitada|devoluciones solicitadas}, {n:pedido|pedidos}; pueden ser de pedidos anteriores",
        k=Count(count),
        n=Count(orders),
    )
    return Figure(
        value=round(count / orders, 6) if orders else None,
        unit="rate",
        n=orders,
        confidence=_sure(facts, "M22b", orders) if orders else TOO_LITTLE,
        previous=before,
        note=note,
        rows=_rows(asked["row"]),
    )


def _asked(facts: Facts, window: Window) -> pd.DataFrame:
    back = facts.returns[facts.returns["type"] == "return"]
    inside = [day is not None and window.start <= day < window.end for day in back["on"]]
    found: pd.DataFrame = back[np.array(inside, dtype=bool)]
    return found


def _reason(facts: Facts) -> Figure:
    """The share of the reason that was given most."""
    back = reasoned(facts.returns, facts.as_of.date(), REASON_DAYS)
    told = by_reason(back.assign(all="all"), ["all"])
    if told.empty:
        note = say("F-no-reason", "No reason was given in 90 days.", "En 90 días nadie dio un motivo.")
        return Figure(value=None, unit="rate", n=0, confidence=TOO_LITTLE, note=note)
    top = told.iloc[0]
    units, of = int(top["units"]), int(top["of"])
    note = say(
        "F-reason",
        "“{reason}”: {k} of {n:unit|units} with a reason in {d} days",
        "«{reason}»: {k} de {n:unidad|unidades} con motivo en {d} días",
        reason=reason_words(str(top["reason"])),
        k=Count(units),
        n=Count(of),
        d=Count(REASON_DAYS),
    )
    return Figure(
        value=round(units / of, 6),
        unit="rate",
        n=of,
        confidence=_sure(facts, "M24", units),
        note=note,
        rows=_rows(pd.Series(top["rows"])),
    )


def _refunded(facts: Facts, metric: str, window: Window, before: Window | None) -> Figure:
    """Orders of the window with any refund: what can be told of returns without the tab."""
    part, whole, rows = _with_refunds(facts, window)
    note = say(
        "F-refunded",
        "orders with any refund: {k} of {n}",
        "pedidos con algún reembolso: {k} de {n}",
        k=Count(part),
        n=Count(whole),
    )
    earlier = _with_refunds(facts, before)[:2] if before is not None else (0, 0)
    return Figure(
        value=round(part / whole, 6) if whole else None,
        unit="rate",
        n=whole,
        confidence=stats.lowered(_sure(facts, metric, whole, source="orders")) if whole else TOO_LITTLE,
        previous=round(earlier[0] / earlier[1], 6) if earlier[1] else None,
        note=note,
        rows=[Rows(tab="orders", rows=rows)] if rows else [],
    )


def _with_refunds(facts: Facts, window: Window) -> tuple[int, int, list[int]]:
    orders = facts.orders
    days = local_days(orders["dated_at"])
    inside = (days >= np.datetime64(window.start)) & (days < np.datetime64(window.end))
    told = inside & (orders["state"] == "counted").to_numpy() & orders["refunded"].notna().to_numpy()
    refunded = orders["refunded"].to_numpy()[told]
    some = np.flatnonzero(told)[np.array(refunded > 0, dtype=bool)] if len(refunded) else np.flatnonzero(told)
    return len(some), len(refunded), sorted(orders["row"].to_numpy()[some].tolist())


def _rows(rows: pd.Series) -> list[Rows]:
    return [Rows(tab="returns", rows=sorted(map(int, rows)))] if len(rows) else []
