"""Entities whose key changed: a renumbered order and a renamed SKU keep their exceptions, and what was decided of them.

With each open episode stays what lasts of its entity: the order's id in the shop (else the moment and the total of its
making), the variant's product and options. Where the key is gone and just one entity of now has the same, it is that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
import pandas as pd

from reports.decisions import Decision
from reports.facts import Facts
from reports.outcome import Episode

#: So many changed keys are remembered.
KEPT = 500
Alias = tuple[str, str]
_ID = "id "
#: The cells that what lasts is made of.
_LASTING = {
    "variant": ("product", "size", "color"),
    "order": ("order_admin_id", "created_at", "created_has_time", "total"),
}


def lasting(kind: str, entity: str, facts: Facts) -> str:
    """What stays of an entity when its key changes; ``""`` where nothing is known to."""
    frame = _frame(kind, facts)
    if frame is None or entity not in frame.index:
        return ""
    return _lasting_of(kind, {name: frame.at[entity, name] for name in _LASTING[kind]})


def aliased(episodes: Sequence[Episode], known: Sequence[Alias], facts: Facts) -> tuple[list[Episode], list[Alias]]:
    """The episodes under the keys of now, and all changed keys (``order:7`` -> ``order:R7``), the new ones last."""
    new: dict[str, str] = {}
    looked_up: dict[str, dict[str, str]] = {}
    keys = {one.key for one in episodes}
    for one in episodes:
        rule, _, rest = one.key.partition("|")
        kind, _, entity = rest.partition(":")
        frame = _frame(kind, facts)
        if one.state == "resolved" or not one.lasting or frame is None or frame.empty or entity in frame.index:
            continue
        if kind not in looked_up:
            looked_up[kind] = _by_lasting(kind, frame, {each.lasting for each in episodes})
        now = looked_up[kind].get(one.lasting)
        if now is not None and f"{rule}|{kind}:{now}" not in keys:
            new[f"{kind}:{entity}"] = f"{kind}:{now}"
    moved = [
        msgspec.structs.replace(one, key=_moved(one.key, new), parts=[_moved(part, new) for part in one.parts])
        for one in episodes
    ]
    return moved if new else list(episodes), [*(pair for pair in known if pair[0] not in new), *new.items()][-KEPT:]


def followed(decided: Mapping[tuple[str, str], Decision], aliases: Sequence[Alias]) -> dict[tuple[str, str], Decision]:
    """The decisions, those about a former key under that of now too; what was decided of the new key itself wins."""
    found = dict(decided)
    for old, new in aliases:
        for (family, target), decision in list(found.items()):
            moved = target if target.partition("|")[2] != old and target != old else target[: -len(old)] + new
            if moved != target:
                found.setdefault((family, moved), decision)
    return found


def _moved(key: str, new: Mapping[str, str]) -> str:
    rule, mark, entity = key.partition("|")
    return f"{rule}{mark}{new[entity]}" if entity in new else key


def _frame(kind: str, facts: Facts) -> pd.DataFrame | None:
    return {"order": facts.orders, "variant": facts.variants}.get(kind)


def _by_lasting(kind: str, frame: pd.DataFrame, wanted: set[str]) -> dict[str, str]:
    """The key of each entity of which one of these lasts, where no two have the same."""
    if kind == "order":
        ids = [each.removeprefix(_ID) for each in wanted if each.startswith(_ID)]
        moments = [moment for each in wanted if (moment := _moment(each)) is not None]
        frame = frame[frame["order_admin_id"].isin(ids) | frame["created_at"].isin(moments)]
    told = _lasting(kind, frame)
    alone = told[told.isin(wanted) & ~told.duplicated(keep=False)]
    return {str(value): str(key) for key, value in alone.items()}


def _moment(text: str) -> pd.Timestamp | None:
    """The moment of making with which what lasts of an order begins, where nobody changed it into something else."""
    try:
        return pd.Timestamp(text.partition("|")[0])
    except ValueError:
        return None


def _lasting_of(kind: str, cells: Mapping[str, Any]) -> str:
    """What :func:`_lasting` says of one entity, from its cells."""
    if kind == "variant":
        return "|".join("" if pd.isna(cells[name]) else str(cells[name]) for name in _LASTING[kind])
    if not pd.isna(cells["order_admin_id"]):
        return f"{_ID}{cells['order_admin_id']}"
    sure = not pd.isna(cells["created_at"]) and cells["created_has_time"] and not pd.isna(cells["total"])
    return f"{cells['created_at']}|{cells['total']}" if sure else ""


def _lasting(kind: str, frame: pd.DataFrame) -> pd.Series:
    if kind == "variant":
        parts: list[Any] = [frame[name].fillna("").astype(str) for name in ("product", "size", "color")]
        options: pd.Series = parts[0] + "|" + parts[1] + "|" + parts[2]
        return options
    made = frame["created_at"].astype(str) + "|" + frame["total"].astype(str)
    sure = frame["created_at"].notna() & frame["created_has_time"].astype(bool) & frame["total"].notna()
    own = frame["order_admin_id"]
    told: pd.Series = (_ID + own.astype(str)).where(own.notna(), made.where(sure, ""))
    return told
