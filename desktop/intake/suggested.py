"""Where the columns of an unknown file probably go, by the contract's names and aliases."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from desktop.intake.heard import Looked
from sheets.contract import TABS, Column, Tab, normal

#: A currency or a unit in brackets after the words of a header.
_BRACKET = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*$")


def columns(headers: Sequence[str], tab: Tab) -> dict[str, str]:
    """The tab's column for each header that is one of its names; a column is given once, to the first header."""
    by_name = {name: column.name for column in reversed(tab.columns) for name in column.known_as}
    given: dict[str, str] = {}
    for header in headers:
        column = by_name.get(normal(header)) or by_name.get(normal(_BRACKET.sub("", header)))
        if column and column not in given.values():
            given[header] = column
    return given


def table(sheet: Looked) -> str:
    """The key of the tab to which most headers lead; where two are equal, the one that is nearly complete."""
    if sheet.nearest is not None and sheet.nearest.table:
        return sheet.nearest.table

    def rank(tab: Tab) -> tuple[int, int]:
        given = columns(sheet.headers, tab)
        return len(given), -len(lacking(tab, given))

    return max(TABS, key=rank).key


def lacking(tab: Tab, given: Mapping[str, str]) -> list[tuple[Column, ...]]:
    """What a file must have for this tab and has not: a column, or one of several."""
    there = set(given.values())
    groups: dict[str, list[Column]] = {}
    for column in tab.columns:
        if column.any_of:
            groups.setdefault(column.any_of, []).append(column)
    needed: list[tuple[Column, ...]] = [(column,) for column in tab.columns if column.required]
    needed += [tuple(group) for group in groups.values()]
    if tab.keys:
        # every one of a group that is needed anyway may be a key: then nothing more is needed
        named = [{column.name for column in group} for group in needed]
        if not any(group <= set(tab.keys) for group in named):
            needed.append(tuple(tab.column(name) for name in tab.keys))
    return [group for group in needed if there.isdisjoint(column.name for column in group)]
