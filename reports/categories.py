"""The operating category of every product: an ordered, printed decision list, and the founder's own word above it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from statistics import median
from typing import Any

from reports import category_lines as lines
from reports import stats
from reports.conditions import LIST, Case, Judged, known
from reports.decisions import Decision, decisions
from reports.facts import Facts
from reports.language.products import CATEGORY
from reports.numbers import Day, say
from reports.outcome import DIRECTIONAL, SOLID, TOO_LITTLE, Figure, Line, Memory, Product, Rows

#: An override without an end holds so long; none holds longer than that.
OVERRIDE_DAYS, LONGEST_OVERRIDE_DAYS = 14, 60
#: Print order: what asks for something first.
ORDER = ("protect", "fix", "push", "clear", "learn", "steady", "not_on_sale", "cant_read")


def judge(facts: Facts, memory: Memory) -> list[Product]:
    """Every product with its category; inside a category the one that matters most first."""
    before = _last_categories(memory, facts.as_of.date())
    decided = decisions(facts.tables, memory.typed, facts.as_of.date())
    own = {str(key): group for key, group in facts.variants.groupby("product")} if len(facts.variants) else {}
    usual = _usual_sell_through(facts)
    ranked: list[tuple[Any, Product]] = []
    for row in facts.products.itertuples():
        key = str(row.Index)
        case = Case(
            key=key,
            row=row,
            variants=own.get(key, facts.variants.iloc[:0]),
            facts=facts,
            before=before.get(key, ""),
            usual_sell_through=usual.get(row.type if isinstance(row.type, str) else None),
        )
        product = _product(case, _override(decided, memory, facts, key))
        ranked.append((_rank(case, product), product))
    return [product for _, product in sorted(ranked, key=lambda item: item[0])]


def _product(case: Case, override: Decision | None) -> Product:
    computed, judged, confidence = _computed(case)
    evidence, out, action = _said(case, computed, judged)
    holding = [one for one in judged if one.holds]
    category = override.value.rstrip("!") if override else computed
    also = list(dict.fromkeys(one.rule.category for one in holding if one.rule.category != category))
    row = case.row
    return Product(
        key=case.key,
        title=str(row.title),
        category=category,
        confidence=confidence,
        evidence=evidence,
        moves_out=out,
        next_action=action,
        computed=computed,
        override=_override_line(override, computed, judged) if override else None,
        also=also,
        figures=_figures(case),
        movement=_movement(row),
        cover_band=_band(row),
        rows=[Rows(tab="inventory", rows=[int(number) for number in row.rows])] if row.rows else [],
    )


def _computed(case: Case) -> tuple[str, list[Judged], str]:
    """The computed category, how each rule was judged, and how sure it is."""
    row = case.row
    if not row.active or row.gift_card:
        return "not_on_sale", [], SOLID
    if not row.rows or not (known(row.available) or _untracked(case)):
        return "cant_read", [], TOO_LITTLE
    judged = [Judged(rule, tuple(test(case) for test in rule.conditions)) for rule in LIST]
    first = next((one for one in judged if one.holds), None)
    if first is None:
        unknown = any(one.holds is None for one in judged)
        return ("learn", judged, TOO_LITTLE) if unknown else ("steady", judged, _confidence(case))
    # A rule that stands above the deciding one and could not be judged leaves the question open (not for new ones).
    above = judged[: judged.index(first)]
    if first.rule.id == "push" and any(one.holds is None for one in above if one.rule.id != "suggested"):
        return "learn", judged, TOO_LITTLE
    if first.rule.id == "new":
        return "learn", judged, TOO_LITTLE
    return first.rule.category, judged, _confidence(case, first.rule.id)


def _untracked(case: Case) -> bool:
    """Whether the sheet says that nobody tracks its stock, which is another thing than not knowing it."""
    inventory = case.facts.tables.get("inventory")
    tells = inventory is not None and inventory.has("tracked") and bool(inventory.frame["tracked"].notna().any())
    return tells and not case.row.tracked


def _confidence(case: Case, rule: str = "") -> str:
    """The lowest of what decided: the sample of units; late stock, bulk orders and a missing source cap it."""
    row, knobs = case.row, case.facts.knobs
    if rule == "declared":
        level = SOLID
    elif rule == "suggested":
        level = DIRECTIONAL  # decided on the low bound of cover, which already carries the doubt
    else:
        level = stats.confidence(int(row.demand_units), knobs.get("min.M06"), knobs.get("solid.M06"))
    caps = rule == "push" or _stock_is_late(case.facts) or _bulk_decides(case, rule)
    return stats.lowest(level, DIRECTIONAL) if caps else level


def _stock_is_late(facts: Facts) -> bool:
    return any(facts.sources[key].late for key in ("inventory", "orders") if key in facts.sources)


def _bulk_decides(case: Case, rule: str) -> bool:
    """Whether the answer would be another without bulk orders."""
    row = case.row
    if rule != "protect" or row.demand_without_bulk == row.demand_units:
        return False
    if row.demand_without_bulk < case.limit("protect_min_units"):
        return True
    size = lines.tight_size(case)
    return (
        size is not None and known(size["cover_without_bulk"]) and size["cover_without_bulk"] > case.protect_cover_days
    )


def _said(case: Case, category: str, judged: Sequence[Judged]) -> tuple[Line, Line, Line | None]:
    first = next((one.rule.id for one in judged if one.holds), "")
    match category:
        case "protect":
            return lines.protect(case)
        case "clear":
            return lines.clear(case, declared=first == "declared")
        case "push":
            return lines.push(case)
        case "learn":
            return lines.new(case) if first == "new" else lines.cannot_tell(case, judged)
        case "steady":
            return lines.steady(case, judged)
    return lines.off(category)


# The founder's own word


def _override(decided: Mapping[tuple[str, str], Decision], memory: Memory, facts: Facts, key: str) -> Decision | None:
    """The override in force: with a category, a reason, and an end that is not too far."""
    found = next(
        (decided[place] for name in (key, f"product:{key}") if (place := ("override_category", name)) in decided), None
    )
    if found is None or not found.reason or found.value.rstrip("!") not in CATEGORY:
        return None
    since = override_since(memory, facts, key, found)
    last = min(found.until or since + timedelta(days=OVERRIDE_DAYS), since + timedelta(days=LONGEST_OVERRIDE_DAYS))
    if facts.as_of.date() > last:
        return None
    return Decision(found.kind, found.target, found.value, last, found.reason)


def override_since(memory: Memory, facts: Facts, key: str, found: Decision) -> date:
    """The day on which this override was first seen; today where it is new."""
    signature = f"{found.value}|{found.reason}"
    days = [one.day for one in memory.days if one.name == "override" and one.key == key and one.value == signature]
    return date.fromisoformat(min(days)) if days else facts.as_of.date()


def _override_line(override: Decision, computed: str, judged: Sequence[Judged]) -> Line:
    protected = any(one.holds for one in judged if one.rule.id == "protect")
    assert override.until is not None
    conflict = (
        say("C-OVR-stock", " Its stock does not allow a push.", " Su inventario no permite impulsarlo.")
        if protected and override.value == "push"
        else None
    )
    return say(
        "C-OVR",
        "You set {cat} until {until}: {reason}. Computed: {computed}.{conflict}",
        "Fijaste {cat} hasta {until}: {reason}. Calculado: {computed}.{conflict}",
        cat=CATEGORY[override.value.rstrip("!")],
        until=Day(override.until),
        reason=override.reason.rstrip("."),
        computed=CATEGORY[computed],
        conflict=conflict,
    )


# Ranking, and what the board shows beside the category


def _rank(case: Case, product: Product) -> tuple[Any, ...]:
    row = case.row
    worth = float(row.inventory_value) if known(row.inventory_value) else 0.0
    newer = row.age_days if known(row.age_days) else float("inf")
    first = 0.0
    if product.category == "push" and known(row.list_margin) and known(row.price):
        first = float(row.list_margin) * float(row.price) * int(row.demand_units)
    elif product.category == "protect":
        first = _at_risk(case)
    elif product.category == "clear":
        first = worth
    return ORDER.index(product.category), -first, -worth, newer, product.key


def _at_risk(case: Case) -> float:
    """Sales that would be lost until stock can arrive: velocity, price, and the days short of the lead time."""
    row = case.row
    if not (known(row.velocity) and known(row.cover_days)):
        return 0.0
    price = float(row.price) if known(row.price) else 0.0
    return float(row.velocity) * price * max(float(row.lead_days) - float(row.cover_days), 0.0)


def _last_categories(memory: Memory, today: date) -> dict[str, str]:
    """Each product's computed category of the last earlier day."""
    found: dict[str, str] = {}
    for kept in sorted(memory.days, key=lambda kept: kept.day):
        if kept.name == "computed" and kept.day < today.isoformat():
            found[kept.key] = str(kept.value)
    return found


def _usual_sell_through(facts: Facts) -> dict[str | None, float]:
    """The median of each type; of all products where a type has fewer than two to compare."""
    judged = facts.products[facts.products["active"].astype(bool) & facts.products["sell_through"].notna()]
    if judged.empty:
        return {}
    everything = float(median(judged["sell_through"]))
    found: dict[str | None, float] = dict.fromkeys(facts.products["type"].unique(), everything)
    for type_, group in judged.groupby("type"):
        if len(group) > 1:
            found[str(type_)] = float(median(group["sell_through"]))
    return found


def _figures(case: Case) -> dict[str, Figure]:
    row, knobs = case.row, case.facts.knobs
    units = int(row.demand_units)
    steps = int(_stock_is_late(case.facts))

    def level(metric: str) -> str:
        return stats.confidence(units, knobs.get(f"min.{metric}"), knobs.get(f"solid.{metric}"), steps_down=steps)

    def figure(value: Any, unit: str, confidence: str) -> Figure:
        told = float(value) if known(value) else None
        return Figure(value=told, unit=unit, n=units, confidence=confidence)

    return {
        "M04": Figure(value=units, unit="units", n=units, confidence=SOLID, previous=None),
        "M06": figure(row.velocity, "units", level("M06")),
        "M07": figure(row.cover_days, "days", level("M06")),
        "M08": figure(row.sell_through, "rate", level("M08")),
        "M13": figure(row.size_availability, "rate", level("M13")),
        "M14": figure(row.inventory_value, "money", SOLID),
        "M15": figure(row.list_margin, "rate", SOLID),
    }


def _movement(row: Any) -> str:
    """Units of the week against the week before: a direction only where it is more than chance."""
    now, before = int(row.units_week), int(row.units_week_before)
    if now == before or stats.same_rate_p(now, before) >= 0.10:
        return "▬"
    return "▲" if now > before else "▼"


def _band(row: Any) -> str:
    if not row.tracked or not known(row.available):
        return ""
    if row.available <= 0:
        return "0"
    if not known(row.cover_days):
        return "–"
    for limit, band in ((14, "<14"), (28, "14–28"), (180, "28–180")):
        if row.cover_days < limit:
            return band
    return ">180"


def homepage(products: Sequence[Product], facts: Facts) -> Product | None:
    """The first product to push that is not featured already; ``None`` = keep what is there."""
    for product in products:
        if product.category == "push" and not bool(facts.products.loc[product.key, "featured_now"]):
            return product
    return None
