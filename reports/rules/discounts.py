"""Codes that give away too much, and orders sold below cost (C04)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from reports.each import each
from reports.metrics.shop import local_days
from reports.metrics.states import has_tag
from reports.numbers import Both, Count, Listing, Percent
from reports.outcome import DIRECTIONAL, SOLID, Rows
from reports.rules.orders import day_of, in_business, known
from reports.rules.rule import WARNING, Finding, Given, Rule, clause, same
from sheets.contract import normal
from sheets.errors import Text

#: An order is looked at for so many days; without another one the row ends.
DAYS = 28
#: So many orders are named.
NAMED = 3
#: Tags of what is given away on purpose.
_GIVEN = frozenset(
    normal(tag)
    for tag in (
        *("gift", "gifts", "regalo", "regalos", "obsequio", "cortesía", "atleta", "athlete", "embajador", "ambassador"),
        *("influencer", "seeding", "sample", "samples", "muestra", "muestras", "sponsor", "patrocinio", "giveaway"),
        *("sorteo", "exchange", "cambio", "replacement", "reemplazo", "warranty", "garantía", "staff", "empleado"),
    )
)


@dataclass(frozen=True, slots=True)
class _Odd:
    """One order: its goods discount as a share of list, what it came to under its cost (``None`` = it did not).

    ``outside``: its code was used on a day on which it should not work.
    """

    order: Any
    depth: float
    off: Decimal | None
    under_cost: Decimal | None
    outside: bool = False


def code_leak(given: Given) -> Iterator[Finding]:
    """C04: one row a code, and one for each order without a code."""
    by_code: dict[str, list[_Odd]] = {}
    for odd in _odd(given):
        by_code.setdefault(odd.order.codes[0] if odd.order.codes else "", []).append(odd)
    for code, found in sorted(by_code.items()):
        if code:
            yield _finding(given, "code", code, clause("Code {c}", "Código {c}", c=code), found)
        else:
            for odd in found:
                yield _finding(given, "order", str(odd.order.Index), same(odd.order.label), [odd])


def _odd(given: Given) -> Iterator[_Odd]:
    """Counted orders of the last days, with a readable total, at too great a discount or below their cost."""
    orders = given.facts.orders
    if orders.empty:
        return
    first = np.datetime64(given.facts.as_of.date() - timedelta(days=DAYS))
    recent = orders[(local_days(orders["dated_at"]) >= first) & (orders["state"] == "counted")]
    recent = recent[recent["total"].notna() & ~has_tag(recent["tags"], _GIVEN)]
    if recent.empty:
        return
    listed = recent["list_value"].astype(float)
    depth = (recent["goods_discount"].astype(float) / listed.where(listed > 0)).fillna(0.0)
    short = _under_cost(given, recent)
    outside = recent.index.isin(_outside_dates(given, recent))
    wanted = (depth > _most(given)) | (short > 0) | outside
    if not wanted.any():
        return
    chosen: Iterator[Any] = each(recent[wanted])
    for order, share, missing, late in zip(chosen, depth[wanted], short[wanted], outside[wanted], strict=True):
        off = in_business(given, order, order.goods_discount) if known(order.goods_discount) else None
        yield _Odd(order, float(share), off, Decimal(str(round(missing, 2))) if missing > 0 else None, bool(late))


def _outside_dates(given: Given, orders: pd.DataFrame) -> set[str]:
    """Orders with a code on a local day before it begins or after it ends, as the tab Discount codes tells."""
    table = given.facts.tables.get("discount_codes")
    if table is None or table.frame.empty:
        return set()
    never = pd.Series(pd.NaT, table.frame.index, dtype="datetime64[us]")
    dates = {
        name: pd.Series(local_days(table.frame[name]), table.frame.index) if name in table.frame else never
        for name in ("starts_at", "ends_at")
    }
    codes = pd.DataFrame({"code": table.frame["code"].str.strip().str.upper(), **dates})
    used = orders["codes"].explode().dropna()
    days = pd.Series(local_days(orders["dated_at"]), orders.index)
    told = pd.DataFrame({"order": used.index, "code": used.to_numpy(), "day": days[used.index].to_numpy()})
    told = told.merge(codes.drop_duplicates("code", keep="last"), on="code", how="inner", validate="many_to_one")
    return set(told.loc[(told["day"] < told["starts_at"]) | (told["day"] > told["ends_at"]), "order"])


def _most(given: Given) -> float:
    return float(given.facts.knobs.get("max_discount") or 1)


def _under_cost(given: Given, orders: pd.DataFrame) -> pd.Series:
    """By how much each order's goods without tax stayed below their cost; NaN where a line's cost is not known.

    An order's own tax wins over the assumed rate; refunded orders brought nothing and are
    no loss of this kind.
    """
    lines, costs = given.facts.lines, given.facts.variants["unit_cost"]
    kept = lines["order"].isin(orders.index[orders["financial_status"] != "refunded"])
    own = lines.loc[kept, ["order", "variant", "net", "quantity"]]
    cost = own["variant"].map(costs).astype(float) if len(costs) else pd.Series(np.nan, own.index)
    told = pd.DataFrame(
        {
            "order": own["order"],
            "net": own["net"].astype(float),
            "cost": cost * own["quantity"].astype(float),
        }
    )
    sums = told.groupby("order")[["net", "cost"]].sum(skipna=False).reindex(orders.index)
    taxes, total = orders["taxes"].astype(float), orders["total"].astype(float)
    if given.facts.knobs.get("prices_include_tax"):
        assumed = 1 / (1 + float(given.facts.knobs.get("tax_rate")))
        without = (1 - taxes / total.where(total > 0)).fillna(assumed)
    else:
        without = pd.Series(1.0, orders.index)
    return sums["cost"] - sums["net"] * without


def _finding(given: Given, kind: str, entity: str, title: Both, found: Sequence[_Odd]) -> Finding:
    free = [odd for odd in found if odd.depth >= 1]
    deep = [odd for odd in found if odd.depth < 1 and odd.depth > _most(given)]
    late = [odd for odd in found if odd.depth <= _most(given) and odd.outside]
    below = [odd for odd in found if odd.depth <= _most(given) and not odd.outside]
    off = [odd.off for odd in found if odd.off is not None]
    lost = sum((odd.under_cost for odd in below if odd.under_cost is not None), Decimal(0))
    named = kind == "code"
    parts = [
        *([_counted(free, "at {p} off", "con {p} de descuento", named, Percent(1.0))] if free else []),
        *([_deep(deep, named)] if deep else []),
        *([_counted(late, "outside its dates", "por fuera de sus fechas", named)] if late else []),
        *([_counted(below, "below cost", "por debajo del costo", named)] if below else []),
    ]
    return Finding(
        rule="C04",
        entity_type=kind,
        entity_id=entity,
        title=title,
        severity=WARNING,
        source="orders",
        confidence=DIRECTIONAL if len(below) == len(found) else SOLID,
        rows=(Rows(tab="orders", rows=sorted(int(row) for odd in found for row in odd.order.rows)),),
        amount=sum(off, Decimal(0)) if off else None,
        since=min((day for odd in found if (day := day_of(odd.order.dated_at))), default=None),
        target=f"code:{entity}" if named else f"order:{entity}",
        order="" if named else entity,
        action=None
        if named
        else Text(
            "Check {title}: {what}{off}{lost}, and no tag says that it was a gift{conf}.",
            "Revisa {title}: {what}{off}{lost}, y ninguna etiqueta dice que fue un regalo{conf}.",
        ),
        args={
            "what": Listing(tuple(parts)),
            "off": clause("; {amt} off list", "; {amt} menos que la lista", amt=given.money(sum(off, Decimal(0))))
            if off and sum(off) > 0
            else None,
            "lost": clause("; {amt} below cost", "; {amt} por debajo del costo", amt=given.money(lost))
            if lost > 0
            else None,
            "days": clause(", in {d} days", ", en {d} días", d=Count(DAYS)) if named else None,
            "code": entity,
        },
    )


def _counted(found: Sequence[_Odd], en: str, es: str, named: bool, p: Percent | None = None) -> Both:
    if not named:
        return clause(en, es, p=p)
    return clause(
        f"{{n:order|orders}} {en} ({{list:,}})", f"{{n:pedido|pedidos}} {es} ({{list:,}})", p=p, **_names(found)
    )


def _deep(found: Sequence[_Odd], named: bool) -> Both:
    most = Percent(max(odd.depth for odd in found))
    if len(found) > 1:
        return _counted(found, "at up to {p} off", "con hasta {p} de descuento", named, most)
    return _counted(found, "at {p} off", "con {p} de descuento", named, most)


def _names(found: Sequence[_Odd]) -> dict[str, Any]:
    labels = [same(odd.order.label) for odd in found]
    rest = len(labels) - NAMED
    more = (clause("{n} more", "{n} más", n=Count(rest)),) if rest > 0 else ()
    return {"n": Count(len(found)), "list": Listing((*labels[:NAMED], *more))}


RULES = (
    Rule(
        id="C04",
        title=Text("Code leak or error", "Código mal configurado"),
        meaning=Text(
            "Orders of the last 28 days at 100% off or beyond the greatest discount that you allow, below their cost, "
            "or with a code outside the dates that Discount codes gives it, without a tag that says gift or exchange. "
            "Only orders with a readable total are judged.",
            "Pedidos de los últimos 28 días con 100 % de descuento o más del máximo que permites, por debajo del "
            "costo, o con un código por fuera de las fechas que le da Códigos de descuento, sin una etiqueta de regalo "
            "o cambio. Solo se miran pedidos con total legible.",
        ),
        family="campaigns",
        level=1,
        severity=WARNING,
        owner="marketing",
        find=code_leak,
        needs=("orders", "orders.total"),
        any_of=(("orders.subtotal", "orders.discount_amount", "orders.line_price"),),
        sources=("orders",),
        limits=("max_discount", "tax_rate", "prices_include_tax"),
        evidence=Text("{what}{off}{lost}{days}", "{what}{off}{lost}{days}"),
        joint=": ",
        many=Text(
            "{n:order|orders} sold far below list{amount}: {worst}",
            "{n:pedido vendido|pedidos vendidos} muy por debajo de la lista{amount}: {worst}",
        ),
        action=Text(
            "Check or disable the code {code}: {what}{off}{lost}{conf}.",
            "Revisa o desactiva el código {code}: {what}{off}{lost}{conf}.",
        ),
        ends=Text("28 days without such an order", "28 días sin un pedido así"),
    ),
)
