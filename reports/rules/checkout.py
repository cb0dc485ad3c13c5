"""The way to the checkout: what is lost at each step, and who comes without buying (W04-W06)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pandas as pd

from reports import stats
from reports.each import each
from reports.facts import Facts, Window
from reports.metrics.windows import fit
from reports.numbers import Both, Count, Days, Percent, round_half_up
from reports.occasions import launches
from reports.outcome import Rows
from reports.rules import limits
from reports.rules.rule import CRITICAL, INFO, WARNING, Finding, Given, Rule, clause, same
from sheets.contract import normal
from sheets.errors import Text

#: W04: so much above the usual loss, as a share of those who saw shipping.
STEP_POINTS = 0.05
#: W05: at most this share of the usual visits, and how unlikely that must be where counts vary twice as much as chance.
DIP, DIP_P, OVER_DISPERSION = 0.6, 0.01, 2
#: W06: so many times its usual visits.
MORE = 1.5
#: Covered weeks before, without which there is nothing to compare with.
LEAST_WEEKS = 2
#: W07's form without tickets: no checkout on a day of usual visits, this unlikely by the days before it.
SILENT_P, FRESH_DAYS, LEAST_DAYS = 0.01, 2, 14
PEOPLE = {
    "sessions": ("{n:visit|visits}", "{n:visita|visitas}"),
    "users": ("{n:visitor|visitors}", "{n:visitante|visitantes}"),
    "events": ("{n:event|events}", "{n:evento|eventos}"),
}


def _row(facts: Facts, use: str, window: str) -> Any | None:
    """The one row of this use and window that tells anything."""
    found = facts.funnel
    if found.empty:
        return None
    own = found[(found["use"] == use) & (found["window"] == window) & found["whole"].notna()]
    return next(each(own), None)


def _week_and_before(facts: Facts, use: str) -> tuple[Any, Any] | None:
    """The last complete week and the weeks before it, where both are covered well enough to be compared."""
    week, before = _row(facts, use, "weekly"), _row(facts, use, "baseline")
    if week is None or before is None or before.weeks < LEAST_WEEKS:
        return None
    span = facts.windows["weekly"]
    return (week, before) if fit(Window("weekly", span.start, span.end, int(week.days))) else None


def _weeks_missing(use: str) -> Any:
    def missing(facts: Facts) -> list[str]:
        told = _of_sources(facts) if use == "source" else _week_and_before(facts, use)
        if told is not None:
            return []
        week = facts.windows["weekly"]
        return [f"Traffic: {week.start - timedelta(weeks=LEAST_WEEKS)} – {week.end - timedelta(days=1)}"]

    return missing


def _week(given: Given) -> Days:
    window = given.facts.windows["weekly"]
    return Days(window.start, window.end - timedelta(days=1))


def _name(source: object) -> str:
    """A source in comparison form."""
    return normal(str(source)) or str(source).casefold()


def _people(measure: str, count: float) -> Both:
    en, es = PEOPLE.get(measure, PEOPLE["sessions"])
    return clause(en, es, n=Count(int(round_half_up(count))))


def _finding(
    rule: str, entity: tuple[str, str], title: Both, severity: str, row: Any, args: Any, **more: Any
) -> Finding:
    kind, id = entity
    return Finding(
        rule=rule,
        entity_type=kind,
        entity_id=id,
        title=title,
        severity=severity,
        source="traffic",
        rows=(Rows(tab="traffic", rows=list(row.rows)),),
        target=f"{kind}:{id}",
        args=args,
        **more,
    )


def dropoff_after_shipping(given: Given) -> Iterator[Finding]:
    """W04."""
    knobs, told = given.facts.knobs, _week_and_before(given.facts, "shipping")
    if told is None:
        return
    week, before = told
    least = knobs.get("min.M20")
    # More who pay than who saw shipping: the two numbers are not of the same people.
    if min(week.whole, before.whole) < least or week.part > week.whole or before.part > before.whole:
        return
    lost, of = int(week.whole - week.part), int(week.whole)
    usual = 1 - before.part / before.whole
    low = stats.wilson(lost, of, float(knobs.get("interval_level")))[0]
    at = limits.high(low, usual + STEP_POINTS, above=True)
    if not at:
        return
    yield _finding(
        "W04",
        ("shop", "shipping"),
        Both("Checkout", "Proceso de pago"),
        CRITICAL if launches(given.facts) else WARNING,
        week,
        {
            "k": Count(lost),
            "people": _people(week.measure, of),
            "loss": Percent(lost / of),
            "usual": Percent(usual),
            "w": Count(int(before.weeks)),
            "days": _week(given),
        },
        confidence=stats.confidence(of, least, knobs.get("solid.M20")),
        lingers=at.lingers,
    )


def traffic_dip(given: Given) -> Iterator[Finding]:
    """W05: counts are divided by their over-dispersion before they are compared (a quasi-binomial test)."""
    knobs, told = given.facts.knobs, _week_and_before(given.facts, "sessions")
    if told is None:
        return
    week, before = told
    expected = before.whole * week.days / before.days
    if expected <= 0:
        return
    n, n0 = int(week.whole // OVER_DISPERSION), int(before.whole // OVER_DISPERSION)
    p = stats.binomial_at_most(n, n + n0, week.days / (week.days + before.days))
    at = limits.every(limits.low(week.whole / expected, DIP, at=True), p < DIP_P)
    if not at:
        return
    yield _finding(
        "W05",
        ("shop", "visits"),
        Both("Traffic", "Tráfico"),
        INFO,
        week,
        {
            "people": _people(week.measure, week.whole),
            "e": Count(int(round_half_up(expected))),
            "w": Count(int(before.weeks)),
            "days": _week(given),
            "part": _part_of_week(week),
        },
        confidence=stats.confidence(week.whole + before.whole, knobs.get("min.M18"), knobs.get("solid.M18")),
        lingers=at.lingers,
    )


def _part_of_week(week: Any) -> Both | None:
    if week.days >= week.of_days:
        return None
    return clause(" ({d} of {n} days covered)", " ({d} de {n} días cubiertos)", d=Count(int(week.days)), n=Count(7))


def _of_sources(facts: Facts) -> tuple[pd.DataFrame, pd.DataFrame] | None:
    """The sources of the week, and of the weeks before; ``None`` where they are not covered well enough."""
    found = facts.funnel
    if found.empty:
        return None
    own = found[(found["use"] == "source") & found["whole"].notna()]
    week, before = own[own["window"] == "weekly"], own[own["window"] == "baseline"]
    if week.empty or before.empty or before["weeks"].max() < LEAST_WEEKS:
        return None
    span = facts.windows["weekly"]
    covered = Window("weekly", span.start, span.end, int(week["days"].max()))
    return (week, before) if fit(covered) else None


def traffic_not_buying(given: Given) -> Iterator[Finding]:
    """W06."""
    knobs, told = given.facts.knobs, _of_sources(given.facts)
    if told is None:
        return
    week, before = told
    bought, visits = float(before["part"].sum()), float(before["whole"].sum())
    least = knobs.get("min.M18")
    if visits < least or not 0 < bought <= visits:
        return
    shop = bought / visits
    usual = {_name(name): whole for name, whole in zip(before["source"], before["whole"], strict=True)}
    days, days_before = week["days"].max(), before["days"].max()
    rows: Iterator[Any] = each(week)
    for source in rows:
        name = _name(source.source)
        expected = usual.get(name, 0.0) * days / days_before
        if source.whole < least or source.part > source.whole:
            continue
        high = stats.wilson(int(source.part), int(source.whole), float(knobs.get("interval_level")))[1]
        at = limits.every(limits.high(source.whole, MORE * expected), high < shop)
        if not at:
            continue
        yield _finding(
            "W06",
            ("visits_from", name),
            same(str(source.source)),
            INFO,
            source,
            {
                "source": str(source.source),
                "people": _people(source.measure, source.whole),
                "usual": clause(
                    "about {e} a week before", "cerca de {e} por semana antes", e=Count(int(round_half_up(expected)))
                )
                if expected >= 1
                else Both("none before", "ninguna antes"),
                "k": Count(int(source.part)),
                "h": Percent(high),
                "shop": Percent(shop),
                "days": _week(given),
            },
            confidence=stats.confidence(source.whole, least, knobs.get("solid.M18")),
            lingers=at.lingers,
        )


def no_checkouts(given: Given) -> tuple[int, float, tuple[int, ...]] | None:
    """Visits, probability and sheet rows of a last covered day on which nobody reached the checkout; else ``None``.

    Only a recent day with at least the usual visits, on which at the rate of the days before it some would have.
    """
    day, before = _row(given.facts, "checkouts", "day"), _row(given.facts, "checkouts", "days_before")
    newest = given.facts.sources["traffic"].newest_record if "traffic" in given.facts.sources else None
    if day is None or before is None or newest is None or before.days < LEAST_DAYS or before.whole <= 0:
        return None
    if (given.facts.as_of - newest).days > FRESH_DAYS or day.part > 0 or day.whole < before.whole / before.days:
        return None
    p = (1 - min(before.part / before.whole, 1.0)) ** day.whole
    return (int(day.whole), float(p), tuple(day.rows)) if p < SILENT_P else None


RULES: tuple[Rule, ...] = (
    Rule(
        id="W04",
        title=Text("Drop-off after shipping", "Abandono al ver el envío"),
        meaning=Text(
            "Of those who saw what shipping costs, surely more left than in the weeks before, by five points or more.",
            "De quienes vieron el costo del envío se fueron con seguridad más que en las semanas anteriores, por cinco "
            "puntos o más.",
        ),
        family="checkout",
        level=2,
        severity=WARNING,
        owner="marketing",
        find=dropoff_after_shipping,
        needs=("traffic", "traffic.shipping_shown", "traffic.payment_started"),
        lacks=_weeks_missing("shipping"),
        sources=("traffic",),
        limits=("min.M20", "baseline_weeks", "interval_level"),
        raises=Text(
            "critical during a launch and three days after", "crítica durante un lanzamiento y tres días después"
        ),
        joint=": ",
        evidence=Text(
            "{k} of {people} left after shipping was shown ({loss}), against {usual} in the {w:week|weeks} before",
            "{k} de {people} no {k:?siguió|siguieron} al ver el envío ({loss}), frente a {usual} en las {w} semanas "
            "anteriores",
        ),
        action=Text(
            "Show the cost of shipping earlier: {k} of {people} left after seeing it ({loss}, usually {usual}).",
            "Muestra antes el costo del envío: {k} de {people} no {k:?siguió|siguieron} al verlo ({loss}, lo usual es "
            "{usual}).",
        ),
        ends=Text("a loss near that of the weeks before", "un abandono cercano al de las semanas anteriores"),
    ),
    Rule(
        id="W05",
        title=Text("Traffic dip", "Baja leve de tráfico"),
        meaning=Text(
            "The last complete week had at most 60 % of the visits of the weeks before, more than chance explains.",
            "La última semana completa tuvo como máximo el 60 % de las visitas de las semanas anteriores, más de lo "
            "que explica el azar.",
        ),
        family="checkout",
        level=2,
        severity=INFO,
        owner="marketing",
        find=traffic_dip,
        needs=("traffic", "traffic.sessions"),
        lacks=_weeks_missing("sessions"),
        sources=("traffic",),
        limits=("baseline_weeks",),
        joint=": ",
        evidence=Text(
            "{people} in the week of {days:short}{part}, about {e} a week in the {w:week|weeks} before",
            "{people} en la semana del {days:short}{part}, cerca de {e} por semana en las {w} semanas anteriores",
        ),
        action=Text(
            "See which source brings fewer: {people} in the week of {days:short}, about {e} a week before.",
            "Mira qué fuente trae menos: {people} en la semana del {days:short}, cerca de {e} por semana antes.",
        ),
        ends=Text("visits near those of the weeks before", "visitas cercanas a las de las semanas anteriores"),
    ),
    Rule(
        id="W06",
        title=Text("Traffic that does not buy", "Tráfico que no compra"),
        meaning=Text(
            "A source brings half as many visits again as usual, and surely fewer of them buy than in the shop as a "
            "whole.",
            "Una fuente trae una vez y media sus visitas usuales, y con seguridad compran menos que en la tienda en "
            "general.",
        ),
        family="checkout",
        level=2,
        severity=INFO,
        owner="marketing",
        find=traffic_not_buying,
        needs=("traffic", "traffic.sessions", "traffic.purchases", "traffic.source"),
        lacks=_weeks_missing("source"),
        sources=("traffic",),
        limits=("min.M18", "baseline_weeks", "interval_level"),
        joint=": ",
        evidence=Text(
            "{people} in the week of {days:short} ({usual}), {k} bought (at most {h}) against {shop} in the shop",
            "{people} en la semana del {days:short} ({usual}), {k} {k:?compró|compraron} (máximo {h}) frente a {shop} "
            "en la tienda",
        ),
        action=Text(
            "Check whether {source} attracts the right buyers: {people} ({usual}), {k} bought (at most {h}; the shop "
            "{shop}).",
            "Revisa si {source} atrae a los compradores correctos: {people} ({usual}), {k} {k:?compró|compraron} "
            "(máximo {h}; la tienda {shop}).",
        ),
        ends=Text("usual visits, or buyers as elsewhere", "visitas usuales, o compradores como en el resto"),
    ),
)
