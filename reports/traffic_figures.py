"""M18 to M21 as figures: how many visits buy, what is lost on the way, and how the products' pages do."""

from __future__ import annotations

from typing import Any

from reports import stats
from reports.each import each
from reports.facts import Facts, Window
from reports.metrics.windows import fit
from reports.numbers import Count, say
from reports.outcome import TOO_LITTLE, Figure, Line, Rows
from sheets.errors import Text

#: What a ratio is of, by the word of its use in ``Facts.funnel``.
OF = {
    "conversion": Text("{k} of {n:visit|visits} with a purchase", "{k} de {n:visita|visitas} con compra"),
    "shipping": Text(
        "{k} of {n:visit|visits} that saw shipping left",
        "{k} de {n:visita|visitas} que {n:?vio|vieron} el envío no {k:?siguió|siguieron}",
    ),
    "payment": Text(
        "{k} of {n:checkout|checkouts} not completed", "{k} de {n:pago iniciado|pagos iniciados} sin terminar"
    ),
}
UNITS = {"M18": "rate", "M19": "rate", "M20": "rate", "M21": "count"}


def traffic_figures(facts: Facts, key: str) -> dict[str, Figure]:
    """M18 and M20 of the window ``key``; M19 and M21 of the days that pages are judged on, whatever the window.

    Empty where the workbook has no ``Traffic`` with rows.
    """
    table = facts.tables.get("traffic")
    if table is None or table.frame.empty:
        return {}
    late = facts.sources["traffic"].late
    loss = _ratio(facts, "shipping", key, "M20", late, lost=True)
    if loss.n is None:
        loss = _ratio(facts, "payment", key, "M20", late, lost=True)
    return {
        "M18": _ratio(facts, "conversion", key, "M18", late),
        "M19": _carts(facts, late),
        "M20": loss,
        "M21": _busy(facts, late),
    }


def _untold(id: str) -> Figure:
    note = say(
        "F-traffic-days",
        "Not visible: no row of Traffic tells it for these days.",
        "No se ve: ninguna fila de Tráfico lo dice para estos días.",
    )
    return Figure(value=None, unit=UNITS[id], n=None, confidence=TOO_LITTLE, note=note)


def _row(facts: Facts, use: str, window: str) -> Any | None:
    found = facts.funnel
    if found.empty:
        return None
    own = found[(found["use"] == use) & (found["window"] == window) & found["whole"].notna()]
    return next(each(own), None)


def _ratio(facts: Facts, use: str, key: str, id: str, late: bool, *, lost: bool = False) -> Figure:
    row = _row(facts, use, key)
    if row is None:
        return _untold(id)
    rows = [Rows(tab="traffic", rows=list(row.rows))]
    n, part = int(row.whole), int(row.part)
    if n == 0 or part > n:
        # Nobody came: there is no rate. More bought than came: the two numbers are not of the same visits.
        note = (
            say("F-traffic-none", "no visits", "sin visitas")
            if n == 0
            else say(
                "F-traffic-disagree",
                "sources disagree: {k} of {n}",
                "las fuentes no cuadran: {k} de {n}",
                k=Count(part),
                n=Count(n),
            )
        )
        return Figure(value=None, unit=UNITS[id], n=n, confidence=TOO_LITTLE, note=note, rows=rows)
    events = n - part if lost else part
    knobs = facts.knobs
    solid = knobs.get(f"solid.{id}")
    sure = stats.confidence(n, knobs.get(f"min.{id}"), solid, steps_down=int(late))
    if id == "M18" and events < knobs.get("solid.events"):
        sure = stats.lowest(sure, stats.confidence(n, knobs.get(f"min.{id}"), float("inf"), steps_down=int(late)))
    window = facts.windows[key]
    before = _row(facts, use, f"{key}_before")
    return Figure(
        value=round(events / n, 6),
        unit=UNITS[id],
        n=n,
        confidence=sure,
        previous=_before(facts, before, window, row, key, lost),
        note=_note(use, events, n, row, window),
        rows=rows,
    )


def _before(facts: Facts, before: Any | None, window: Window, now: Any, key: str, lost: bool) -> float | None:
    """The same of the window before, where both are covered well enough to be compared."""
    if before is None or before.whole == 0 or before.part > before.whole:
        return None
    earlier = facts.windows[f"{key}_before"]
    both = ((window, now), (earlier, before))
    if not all(fit(Window(span.key, span.start, span.end, int(row.days))) for span, row in both):
        return None
    share = float(before.part / before.whole)
    return round(1 - share if lost else share, 6)


def _note(use: str, events: int, n: int, row: Any, window: Window) -> Line:
    text, counts = OF[use], {"k": Count(events), "n": Count(n)}
    if row.days >= window.days:
        return say("F-traffic", text.en, text.es, **counts)
    return say(
        "F-traffic-part",
        f"{text.en} ({{d}} of {{all:day|days}} covered)",
        f"{text.es} ({{d}} de {{all:día cubierto|días cubiertos}})",
        **counts,
        d=Count(int(row.days)),
        all=Count(window.days),
    )


def _carts(facts: Facts, late: bool) -> Figure:
    pages = facts.products
    known = pages[pages["cart_rate"].notna()] if len(pages) else pages
    if known.empty:
        return _untold("M19")
    knobs, views, carts = facts.knobs, int(known["cart_views"].sum()), int(known["carts"].sum())
    solid = knobs.get("solid.M19") if carts >= knobs.get("solid.events") else float("inf")
    note = say(
        "F-carts",
        "{k:cart|carts} from {n:view|views} in {d:day|days}",
        "{k:carrito|carritos} de {n:vista|vistas} en {d:día|días}",
        k=Count(carts),
        n=Count(views),
        d=Count(facts.traffic.window.covered_days if facts.traffic.window else 0),
    )
    return Figure(
        value=round(carts / views, 6),
        unit="rate",
        n=views,
        confidence=stats.confidence(views, knobs.get("min.M19"), solid, steps_down=int(late)),
        note=note,
        rows=_rows(known),
    )


def _busy(facts: Facts, late: bool) -> Figure:
    pages = facts.products
    known = pages[pages["high_traffic"].notna() & pages["active"].astype(bool)] if len(pages) else pages
    if known.empty:
        return _untold("M21")
    busy = known[known["high_traffic"].astype(bool)]
    note = say(
        "F-busy",
        "{k} of {n:product|products} with high traffic",
        "{k} de {n:producto|productos} con mucho tráfico",
        k=Count(len(busy)),
        n=Count(len(known)),
    )
    sure = "directional" if late else "solid"
    return Figure(value=len(busy), unit="count", n=len(known), confidence=sure, note=note, rows=_rows(busy))


def _rows(pages: Any) -> list[Rows]:
    rows = sorted({int(row) for own in pages["traffic_rows"] for row in own})
    return [Rows(tab="traffic", rows=rows)] if rows else []
