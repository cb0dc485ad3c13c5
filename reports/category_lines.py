"""What a product's category says: why, what would move it out, and what to do next."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd

from reports.conditions import PUSH_UNITS, STAYS_PROTECTED, Case, Judged, known, short_cover, short_sizes
from reports.language.products import CATEGORY, COST, PUBLISHED, STOCK, TRAFFIC
from reports.numbers import Both, Count, Listing, Number, Percent, round_half_up, say
from reports.outcome import Line


def tight_size(case: Case) -> pd.Series | None:
    """The size that decides that a product is protected: the one that lasts least; ``None`` where all do together."""
    sizes = short_sizes(case)
    if sizes.empty:
        return None
    ranked = sizes.assign(cover=sizes["cover_days"].fillna(0.0)).sort_values(
        ["cover", "demand_units"], ascending=[True, False]
    )
    return ranked.iloc[0]


def _window(case: Case) -> Count:
    return Count(int(case.row.days) if known(case.row.days) else 0)


def _cover(days: float) -> Both:
    whole = int(round_half_up(days))
    if not whole:
        return Both("less than 1 day of cover", "menos de 1 día de cobertura")
    n = Count(whole)
    return Both(f"{n.show('en', 'day|days')} of cover", f"{n.show('es', 'día|días')} de cobertura")


def _name(size: pd.Series) -> str:
    return " ".join(str(part) for part in (size["size"], size["color"]) if part) or str(size["label"])


def _size(size: pd.Series, en: str, es: str) -> Both:
    """The size with its word; a colour alone is no size."""
    name = _name(size)
    return Both(f"{en} {name}", f"{es} {name}") if size["size"] else Both(name, name)


def protect(case: Case) -> tuple[Line, Line, Line]:
    """C-PROT."""
    size = tight_size(case)
    if size is None:
        return _protect_whole(case)
    left = int(size["available"])
    bulk = None
    if size["bulk_order"] and known(size["cover_without_bulk"]) and left > 0:
        bulk = say(
            "C-PROT-bulk",
            " ({c2} without bulk order {o})",
            " ({c2} sin el pedido grande {o})",
            c2=Count(int(round_half_up(float(size["cover_without_bulk"])))),
            o=str(size["bulk_order"]),
        )
    evidence = say(
        "C-PROT",
        "{size}: {left}{cover}{bulk}; {s} is {k} of {u:unit|units} in {d:day|days}.",
        "{size}: {left}{cover}{bulk}; {s} es {k} de {u:unidad|unidades} en {d:día|días}.",
        size=_size(size, "Size", "Talla"),
        s=_name(size),
        left=_left(left),
        cover=say("C-PROT-cover", ", {c}", ", {c}", c=_cover(float(size["cover_days"])))
        if left > 0 and known(size["cover_days"])
        else None,
        bulk=bulk,
        k=Count(int(size["demand_units"])),
        u=Count(int(case.row.demand_units)),
        d=_window(case),
    )
    leaves = case.limit("protect_cover_days") * STAYS_PROTECTED
    needed = max(math.ceil(float(size["velocity"]) * leaves - 1e-9), 1) if known(size["velocity"]) else 1
    out = say(
        "M-PROT",
        "Restock {s} to {n} or more ({c} days).",
        "Repón {s} hasta {n} o más ({c} días).",
        s=_name(size),
        n=Count(needed),
        c=Number(leaves, 0 if leaves == int(leaves) else 1),
    )
    return evidence, out, _restock(case, _size(size, "size", "la talla"), [size])


def _left(left: int) -> Both:
    if left <= 0:
        return Both("none left", "no queda ninguna")
    n = Count(left)
    return Both(f"{n.show('en', '')} left", f"{n.show('es', '?queda|quedan')} {n.show('es', '')}")


def _protect_whole(case: Case) -> tuple[Line, Line, Line]:
    row = case.row
    left = int(row.available)
    evidence = say(
        "C-PROT-whole",
        "{n} in stock, {c}; {u:unit|units} sold in {d:day|days}.",
        "{n} en inventario, {c}; {u:unidad vendida|unidades vendidas} en {d:día|días}.",
        n=Count(max(left, 0)),
        c=_cover(float(row.cover_days)),
        u=Count(int(row.demand_units)),
        d=_window(case),
    )
    leaves = case.limit("protect_cover_days") * STAYS_PROTECTED
    if row.cover_days > case.protect_cover_days and short_cover(case):
        leaves = float(row.lead_days)
    out = say(
        "M-PROT-whole",
        "Restock to {n} or more ({c} days).",
        "Repón hasta {n} o más ({c} días).",
        n=Count(math.ceil(float(row.velocity) * leaves - 1e-9)),
        c=Number(leaves, 0 if leaves == int(leaves) else 1),
    )
    return evidence, out, _restock(case, None, [size for _, size in case.variants.iterrows()])


def _restock(case: Case, what: Both | None, sizes: Sequence[Any]) -> Line:
    """A-PROT, with the reorder of these sizes where it is known."""
    told = [one for one in sizes if known(one["reorder"]) and int(one["reorder"]) > 0]
    about = None
    if told:
        about = say(
            "A-PROT-about",
            ": about {q:unit|units} (range {a}–{b})",
            ": unas {q:unidad|unidades} (rango {a}–{b})",
            q=Count(sum(int(one["reorder"]) for one in told)),
            a=Count(sum(int(one["reorder_low"]) for one in told)),
            b=Count(sum(int(one["reorder_high"]) for one in told)),
        )
    return say(
        "A-PROT",
        "Stop promoting {product} and reorder {what}{about}.",
        "Deja de promocionar {product} y repón {what}{about}.",
        product=case.row.title,
        what=what or Both("it", "lo que falta"),
        about=about,
    )


def clear(case: Case, declared: bool) -> tuple[Line, Line, Line]:
    """C-CLEAR, and what to do with it."""
    row, discount = case.row, Percent(case.limit("clear_discount"))
    margin = Percent(float(row.clear_margin)) if known(row.clear_margin) else None
    keeps = (
        say(
            "C-CLEAR-keeps",
            " At {pct} off it keeps {m} gross margin.",
            " Con {pct} de descuento conserva {m} de margen bruto.",
            pct=discount,
            m=margin,
        )
        if margin
        else None
    )
    if declared:
        evidence = say(
            "C-CLEAR-declared", "You marked it to clear.{keeps}", "La marcaste para liquidar.{keeps}", keeps=keeps
        )
        out = say("M-CLEAR-declared", "Take the mark off in Inventory.", "Quítale la marca en Inventario.")
    else:
        evidence = say(
            "C-CLEAR",
            "{n} in stock, {u} sold in {d:day|days}, on sale {age:day|days}.{keeps}",
            "{n} en inventario, {u:vendida|vendidas} en {d:día|días}, {age:día|días} en venta.{keeps}",
            n=Count(int(row.available)),
            u=Count(int(row.demand_units)),
            d=_window(case),
            age=Count(int(row.age_days)),
            keeps=keeps,
        )
        out = say(
            "M-CLEAR",
            "Cover under {c:day|days} or stock under {n}.",
            "Cobertura menor de {c:día|días} o inventario menor de {n}.",
            c=Count(int(case.limit("clear_cover_days"))),
            n=Count(int(case.limit("clear_stock"))),
        )
    if row.demand_90 <= 1 and known(row.available) and row.available <= PUSH_UNITS:
        action = say(
            "A-RETIRE",
            "Retire {product}: {u} sold in 90 days, {n} left.",
            "Retira {product}: {u:vendida|vendidas} en 90 días, {left}.",
            product=row.title,
            u=Count(int(row.demand_90)),
            n=Count(max(int(row.available), 0)),
            left=_left(int(row.available)),
        )
    else:
        action = say(
            "A-CLEAR",
            "Offer {product} at {pct} off{m}.",
            "Ofrece {product} con {pct} de descuento{m}.",
            product=row.title,
            pct=discount,
            m=say("A-CLEAR-m", ": it keeps {m} gross margin", ": conserva {m} de margen bruto", m=margin)
            if margin
            else None,
        )
    return evidence, out, action


def new(case: Case) -> tuple[Line, Line, None]:
    """C-LEARN of a new product, judged on units where no traffic is known."""
    row = case.row
    wait = int(case.limit("learn_units"))
    evidence = say(
        "C-LEARN-new",
        "On sale {d:day|days}: {u:unit|units}. Wait for {wait:unit|units}.",
        "{d:día|días} en venta: {u:unidad|unidades}. Espera {wait:unidad|unidades}.",
        d=Count(int(row.age_days)),
        u=Count(int(row.demand_units)),
        wait=Count(wait),
    )
    out = say(
        "M-LEARN-new",
        "{n:more unit|more units} sold, or {d:more day|more days} on sale.",
        "{n:unidad vendida más|unidades vendidas más}, o {d:día más|días más} en venta.",
        n=Count(max(wait - int(row.demand_units), 0)),
        d=Count(max(int(case.limit("learn_days")) - int(row.age_days), 0)),
    )
    return evidence, out, None


def push(case: Case) -> tuple[Line, Line, Line]:
    """C-PUSH at level 1: doubts are not visible without support and traffic, and it says so."""
    row = case.row
    parts: list[Line] = []
    if row.tracked and known(row.cover_low):
        parts.append(
            say(
                "C-PUSH-cover",
                "cover at least {c:day|days}",
                "cobertura de al menos {c:día|días}",
                c=Count(int(row.cover_low)),
            )
        )
    parts.append(
        say(
            "C-PUSH-sells",
            "{s} sell-through (usual {t})",
            "rotación {s} (lo usual {t})",
            s=Percent(float(row.sell_through)),
            t=Percent(float(case.usual_sell_through or 0)),
        )
    )
    parts.append(say("C-PUSH-margin", "{m} margin", "margen {m}", m=Percent(float(row.list_margin))))
    blind = [Both("doubts not visible", "las dudas no se ven")] if not case.has("support") else []
    if not known(row.discount_dependent):
        blind.append(Both("whether it needs discounts is not known", "no se sabe si depende del descuento"))
    why = Listing((*parts, *blind))
    evidence = say(
        "C-PUSH", "Push now: {why:,}.", "Impulsar ya: {why:,}.", why=Listing(tuple(_plain(p) for p in why.items))
    )
    out = say(
        "M-PUSH",
        "Cover under {c:day|days}.",
        "Cobertura menor de {c:día|días}.",
        c=Count(int(case.limit("push_cover_days"))),
    )
    action = say(
        "A-HOME",
        "Move {product} to the homepage: {why:,}.",
        "Lleva {product} a la portada: {why:,}.",
        product=row.title,
        why=Listing(tuple(_plain(p) for p in why.items)),
    )
    return evidence, out, action


def _plain(part: Line | Both) -> Both:
    return part if isinstance(part, Both) else Both(part.en, part.es)


def missing(case: Case, judged: Sequence[Judged]) -> list[Both]:
    """What is missing to judge the product, in the order of the brief; empty where only sales are too few."""
    asked = [verdict.missing for one in judged if one.holds is None for verdict in one.verdicts if verdict.missing]
    # Traffic would settle every doubt that is left open, so it is named wherever it is not there.
    wanted = {words.en for words in asked} | (set() if case.has("traffic") else {TRAFFIC.en})
    return [words for words in (STOCK, COST, TRAFFIC, PUBLISHED) if words.en in wanted]


def cannot_tell(case: Case, judged: Sequence[Judged]) -> tuple[Line, Line, None]:
    """C-LEARN where a rule could not be judged: what is missing, and which category is closest."""
    lacking = missing(case, judged)
    said = (
        say("C-LEARN-missing", "{list} missing", "falta {list}", list=Listing(tuple(lacking)))
        if lacking
        else say("C-LEARN-few", "too little data", "muy pocos datos")
    )
    evidence = say(
        "C-LEARN",
        "Can't tell yet: {said}; {u:unit|units} in {d:day|days}.{closest}",
        "No se puede decidir aún: {said}; {u:unidad|unidades} en {d:día|días}.{closest}",
        said=said,
        u=Count(int(case.row.demand_units)),
        d=_window(case),
        closest=_closest(judged),
    )
    out = (
        say("M-LEARN", "Fill in: {list:,}.", "Completa: {list:,}.", list=Listing(tuple(lacking)))
        if lacking
        else say(
            "M-LEARN-units",
            "{n:unit|units} sold in {d:day|days}.",
            "{n:unidad vendida|unidades vendidas} en {d:día|días}.",
            n=Count(PUSH_UNITS),
            d=Count(case.facts.windows["velocity"].days),
        )
    )
    return evidence, out, None


def _closest(judged: Sequence[Judged]) -> Line | None:
    """The category that an answer would most likely give; none where only its age is unknown."""
    waiting = [one for one in judged if one.holds is None and one.rule.id not in ("fix", "new")]
    if not waiting:
        return None
    closest = max(waiting, key=lambda one: one.passed / len(one.verdicts))
    return say(
        "C-LEARN-closest",
        " Closest: {cat} ({k} of {n} conditions).",
        " Lo más cercano: {cat} ({k} de {n} condiciones).",
        cat=CATEGORY[closest.rule.category],
        k=Count(closest.passed),
        n=Count(len(closest.verdicts)),
    )


def steady(case: Case, judged: Sequence[Judged]) -> tuple[Line, Line, None]:
    """Judged, and nothing fires."""
    row = case.row
    sold = Count(int(row.demand_units))
    cover = say("C-STEADY-cover", "; {c}", "; {c}", c=_cover(float(row.cover_days))) if known(row.cover_days) else None
    evidence = say(
        "C-STEADY",
        "Nothing stands out: {u:unit|units} sold in {d:day|days}{cover}.",
        "Nada se destaca: {u:unidad vendida|unidades vendidas} en {d:día|días}{cover}.",
        u=sold,
        d=_window(case),
        cover=cover,
    )
    lacks = next(one for one in judged if one.rule.id == "push")
    out = say(
        "M-STEADY",
        "It meets {k} of {n} conditions of {cat}.",
        "Cumple {k} de {n} condiciones de {cat}.",
        k=Count(lacks.passed),
        n=Count(len(lacks.verdicts)),
        cat=CATEGORY["push"],
    )
    return evidence, out, None


def off(category: str) -> tuple[Line, Line, None]:
    """Not ranked: not on sale, or no stock to read."""
    if category == "not_on_sale":
        return (
            say("C-OFF", "Not on sale.", "No está en venta."),
            say("M-OFF", "Set it to active.", "Ponlo como activo."),
            None,
        )
    return (
        say("C-UNREAD", "No stock data for it.", "Sin datos de su inventario."),
        say("M-UNREAD", "Add its stock to Inventory.", "Agrega su inventario en Inventario."),
        None,
    )
