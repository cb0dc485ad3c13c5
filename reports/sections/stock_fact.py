"""The most restrictive stock fact: the one size that should not be pushed now."""

from __future__ import annotations

from typing import Any

import pandas as pd

from reports.language import line
from reports.numbers import Count, round_half_up
from reports.outcome import Line
from reports.sections.given import Given, age, has_rows, known

#: Fewer units than these in the cover say too little about how fast it sells.
UNITS_FROM = 5


def stock_fact(given: Given) -> Line | None:
    """S3, for a size of a product to protect or one that runs out before it can be restocked; else ``None``."""
    facts = given.facts
    if not has_rows(facts, "inventory"):
        return None
    told = [row for row in given.exceptions if row.rule == "I02" and row.state != "resolved"]
    running_out = {row.entity_id for row in told}
    # Where more than three sizes of a product run out, one exception stands for them all: they are known by their rows.
    together = {number for row in told if row.group for one in row.rows for number in one.rows}
    protected = {product.key for product in given.products if product.category == "protect"}
    if not running_out and not protected:
        return None
    tight = [
        (key, row)
        for key, row in _selling_fast(facts.variants).iterrows()
        if key in running_out
        or (together and not together.isdisjoint(row["rows"]))
        or (row["product"] in protected and _is_short(row))
    ]
    if not tight:
        return None
    _, row = min(tight, key=lambda item: (item[1]["cover_days"], -item[1]["demand_units"], str(item[0])))
    return _said(given, row)


def _selling_fast(variants: pd.DataFrame) -> pd.DataFrame:
    told = variants[["available", "cover_days", "demand_units"]].notna().all(axis=1)
    sold = variants["demand_units"].fillna(0).astype(float) >= UNITS_FROM
    return variants[variants["tracked"].astype(bool) & variants["active"].astype(bool) & told & sold]


def _is_short(row: pd.Series) -> bool:
    return bool(row["low"]) or row["cover_days"] < row["lead_days"]


def _said(given: Given, row: pd.Series) -> Line:
    left, minimum = int(row["available"]), int(row["minimum"])
    product, size = str(row["title"]), str(row["size"] or "")
    if size and row["color"]:
        product = f"{product} {row['color']}"
    whole = "" if size else "-whole"
    args: dict[str, Any] = {"product": product if size else str(row["label"]), "size": size, "conf": _confirm(given)}
    if left <= 0:
        days = Count(int(row["days"]))
        return line(f"S3{whole}-out", **args, u=Count(int(row["demand_units"])), days=days)
    args |= {"n": Count(left), "cover": _cover(row["cover_days"]), "bulk": _few_days(given, row) or _without_bulk(row)}
    if left < minimum:
        return line(f"S3{whole}", **args, t=Count(minimum))
    return line(f"S3{whole}-short", **args, lead=Count(int(row["lead_days"])))


def _cover(days: float) -> Line:
    whole = int(round_half_up(days))
    return line("S3-days", c=Count(whole)) if whole else line("S3-under")


def _few_days(given: Given, row: pd.Series) -> Line | str:
    """Of how few days its sales are known, where that is under a quarter of the usual."""
    seen = int(row["days"])
    return line("S3-seen", d=Count(seen)) if seen * 4 < given.facts.knobs.get("velocity_days") else ""


def _without_bulk(row: pd.Series) -> Line | str:
    if not row["bulk_order"] or not known(row["cover_without_bulk"]):
        return ""
    return line("S3b", c2=Count(int(round_half_up(row["cover_without_bulk"]))), o=str(row["bulk_order"]))


def _confirm(given: Given) -> Line | str:
    source = given.facts.sources.get("inventory")
    return line("S3-late", age=age(source)) if source and source.late else ""
