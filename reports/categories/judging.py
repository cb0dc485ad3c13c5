"""Judging every product by the decision list, and ranking them inside their categories."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import pandas as pd

from reports import stats
from reports.categories import board, lines, overrides, past
from reports.categories.case import Case, Judged, Limits, Past, known
from reports.categories.conditions import LIST
from reports.categories.overrides import Override
from reports.categories.planning import Plan, plan
from reports.categories.without_bulk import without_bulk
from reports.decisions import decisions
from reports.each import each
from reports.facts import Facts
from reports.outcome import DIRECTIONAL, SOLID, TOO_LITTLE, Memory, Product, Rows

#: What is looked at of each variant.
VARIANT = (
    *("product", "size", "color", "label", "price", "available", "incoming", "incoming_on", "lead_days"),
    *("demand_units", "demand_without_bulk", "bulk_order", "size_share", "velocity", "cover_days"),
    *("cover_without_bulk", "understated", "reorder", "reorder_low", "reorder_high"),
)
#: Print order: what asks for something first.
ORDER = ("protect", "fix", "push", "clear", "learn", "steady", "not_on_sale", "cant_read")


@dataclass(frozen=True, eq=False)
class Answer:
    """One product with its answer.

    ``computed`` is what the list says and ``category`` what is in force; ``judged`` is each rule of the list;
    ``otherwise`` is the answer without bulk orders, where that is another one.
    """

    case: Case
    computed: str
    judged: Sequence[Judged]
    confidence: str
    own: Override | None = None
    otherwise: str = ""

    @property
    def category(self) -> str:
        """The category in force."""
        return self.own.category if self.own else self.computed

    @property
    def deciding(self) -> str:
        """The id of the rule that decided, ``""`` where none did."""
        return next((one.rule.id for one in self.judged if one.holds), "")

    @property
    def protected(self) -> bool:
        """Whether its stock forbids promoting it."""
        return any(one.holds for one in self.judged if one.rule.id == "protect")

    @property
    def blocked(self) -> bool:
        """Whether nothing may be promoted here, whatever the founder set."""
        forced = self.own is not None and self.own.forced
        return (self.protected and not forced) or self.computed in ("not_on_sale", "cant_read")


def judge(facts: Facts, memory: Memory) -> list[Product]:
    """Every product with its category; inside a category the one that matters most first."""
    answers = _answers(facts, memory)
    ranked = sorted(answers, key=lambda one: (ORDER.index(one.category), *board.rank(one.case, one.category)))
    chosen = plan(ranked)
    kept = past.shown(memory, facts.as_of.date())
    return [_product(one, chosen, kept.get(one.case.key)) for one in ranked]


def _answers(facts: Facts, memory: Memory) -> list[Answer]:
    decided = decisions(facts.tables, facts.as_of.date())
    variants = _plain(facts.variants)
    own = {str(key): group for key, group in variants.groupby("product")} if len(variants) else {}
    usual, limits, pasts = _usual_sell_through(facts), Limits(facts.knobs), past.pasts(memory, facts)
    sees_pages = "views" in facts.products and bool(facts.products["views"].notna().any())
    found = []
    for row in each(facts.products):
        key = str(row.Index)
        case = Case(
            key=key,
            row=row,
            variants=own.get(key, variants.iloc[:0]),
            facts=facts,
            limits=limits,
            past=pasts.get(key, Past()),
            usual_sell_through=usual.get(row.type if isinstance(row.type, str) else None),
            sees_pages=sees_pages,
        )
        found.append(answer(case, overrides.override(decided, memory, facts, key)))
    return found


def _plain(variants: pd.DataFrame) -> pd.DataFrame:
    """The columns of the variants that categories look at; numbers as floats, which are quick to take apart."""
    chosen = variants[list(VARIANT)]
    return chosen.astype({name: float for name, kind in chosen.dtypes.items() if kind == "Int64"})


def answer(case: Case, own: Override | None = None) -> Answer:
    """The product's answer; where bulk orders decide it, it is never solid, and the other answer is told too."""
    computed, judged, confidence = _computed(case)
    other = without_bulk(case)
    otherwise = _computed(other)[0] if other is not None else computed
    if otherwise != computed:
        confidence = stats.lowest(confidence, DIRECTIONAL)
    return Answer(case, computed, judged, confidence, own, otherwise if otherwise != computed else "")


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
        level = TOO_LITTLE if unknown else _capped(case, case.sample("M06", row.demand_units))
        return "learn" if unknown else "steady", judged, level
    # A rule that stands above the deciding one and could not be judged leaves the question open (not for new ones).
    above = judged[: judged.index(first)]
    if first.rule.id == "push" and any(one.holds is None for one in above if one.rule.id != "suggested"):
        return "learn", judged, TOO_LITTLE
    if first.rule.id == "new":
        return "learn", judged, TOO_LITTLE
    return first.rule.category, judged, _capped(case, first.level)


def _untracked(case: Case) -> bool:
    """Whether the sheet says that nobody tracks its stock, which is another thing than not knowing it."""
    inventory = case.facts.tables.get("inventory")
    tells = inventory is not None and inventory.has("tracked") and bool(inventory.frame["tracked"].notna().any())
    return tells and not case.row.tracked


def _capped(case: Case, level: str) -> str:
    """Nothing is solid on stock or orders that are late."""
    sources = case.facts.sources
    late = any(sources[key].late for key in ("inventory", "orders") if key in sources)
    return stats.lowest(level, DIRECTIONAL) if late else level


def _product(one: Answer, chosen: Plan, kept: past.Kept | None) -> Product:
    case, row = one.case, one.case.row
    against = overrides.conflict(one.own, one.computed, one.protected)
    return Product(
        key=case.key,
        title=str(row.title),
        category=one.category,
        confidence=one.confidence,
        evidence=lines.evidence(one),
        moves_out=lines.moves_out(one),
        next_action=lines.next_action(one, chosen),
        computed=one.computed,
        override=overrides.told(one.own, one.computed, against) if one.own else None,
        also=[rule for rule in dict.fromkeys(j.rule.category for j in one.judged if j.holds) if rule != one.category],
        flags=lines.flags(one),
        opinion=lines.opinion(one),
        changed=lines.changed(one, kept),
        figures=board.figures(case),
        movement=board.movement(case),
        cover_band=board.band(row),
        rows=[Rows(tab="inventory", rows=[int(number) for number in row.rows])] if row.rows else [],
    )


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


def homepage(products: Sequence[Product], facts: Facts) -> Product | None:
    """The first product to push that is not featured already; ``None`` = keep what is there."""
    for product in products:
        if product.category == "push" and not bool(facts.products.loc[product.key, "featured_now"]):
            return product
    return None
