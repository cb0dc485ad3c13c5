"""Snapshot -> Tables and Problems: one typed frame a tab, every row with its address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sheets import contract, headers, one_table
from sheets.cells import ReadingStyle
from sheets.contract import normal
from sheets.errors import Text
from sheets.problems import Problem, SkippedRows
from sheets.table import Table
from sheets.workbook import Snapshot, TabSnapshot

__all__ = ["Problem", "ReadingStyle", "SkippedRows", "Table", "Tables", "definitions", "read"]

_ANY_ZONE = ZoneInfo("UTC")


@dataclass(frozen=True, eq=False)
class Tables:
    """Every tab of the contract that could be used, by key, and what could not be read."""

    by_key: Mapping[str, Table]
    problems: tuple[Problem, ...] = ()
    unusable: Mapping[str, Text] = field(default_factory=dict)

    def get(self, key: str) -> Table | None:
        """The table of this key, or ``None`` where the workbook has no such (usable) tab."""
        return self.by_key.get(key)


def definitions(snapshot: Snapshot) -> Table | None:
    """The Definitions tab alone, which decides how the others are read; ``None`` where there is none to use."""
    name = headers.used(snapshot.tabs).by_key.get("definitions")
    tab = snapshot.tab(name) if name else None
    if tab is None:
        return None
    return one_table.read(tab, "definitions", ReadingStyle(_ANY_ZONE), _ANY_ZONE, snapshot.date_1904).table


def read(snapshot: Snapshot, style: ReadingStyle) -> Tables:
    """Every tab of the contract that the workbook has."""
    found = headers.used(snapshot.tabs)
    by_key: dict[str, Table] = {}
    unusable: dict[str, Text] = {}
    problems: list[Problem] = []
    zones: Mapping[str, ZoneInfo] = {}
    # Sources first: it may say in which zone another tab's moments are written.
    for key in sorted(found.by_key, key=lambda key: key != "sources"):
        tab = snapshot.tab(found.by_key[key])
        assert tab is not None
        zone = zones.get(key, zones.get(normal(tab.name), style.zone))
        outcome = one_table.read(tab, key, style, zone, snapshot.date_1904, found.passed.get(key, ()))
        problems += outcome.problems
        if outcome.table is None:
            unusable[key] = outcome.why
            continue
        by_key[key] = outcome.table
        if key == "sources":
            zones = _zones(outcome.table, snapshot, found)
    for key, names in found.doubles.items():
        unusable[key] = _two_tabs(key, names)
        problems.append(Problem("two_tabs", " / ".join(names), unusable[key]))
    order = [tab.key for tab in contract.TABS]
    in_order = {key: by_key[key] for key in order if key in by_key}
    return Tables(in_order, tuple(problems), unusable)


def _zones(sources: Table, snapshot: Snapshot, found: headers.Used) -> dict[str, ZoneInfo]:
    """The zone of each source that declares one, by the key of its tab and by its name."""
    if not sources.has("timezone"):
        return {}
    zones: dict[str, ZoneInfo] = {}
    for name, zone_name in zip(sources.frame["source"], sources.frame["timezone"], strict=True):
        if not (name and zone_name):
            continue
        try:
            zone = ZoneInfo(zone_name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
        zones[normal(name)] = zone
        tab: TabSnapshot | None = headers.find(snapshot, name)
        zones |= {key: zone for key, used in found.by_key.items() if tab is not None and used == tab.name}
    return zones


def _two_tabs(key: str, names: tuple[str, ...]) -> Text:
    tab = contract.tab(key)
    en, es = " and ".join(f"“{name}”" for name in names), " y ".join(f"«{name}»" for name in names)
    return Text(
        f"The tabs {en} could both be {tab.name.en}; neither was read. Rename the right one to {tab.name.en}.",
        f"Las pestañas {es} podrían ser ambas {tab.name.es}; no se leyó ninguna. Llama {tab.name.en} a la correcta.",
    )
