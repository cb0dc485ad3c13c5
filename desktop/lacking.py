"""What a rule lacked, in the founder's words: a tab, or a column of one."""

from __future__ import annotations

from sheets.contract import TABS, known


def name_of(lack: str, language: str) -> str:
    """``traffic`` is the tab Traffic / Tráfico; ``Orders: Fulfilled at`` is said with the column's own title."""
    tab = next((one for one in TABS if one.key == lack), None)
    if tab is not None:
        return tab.name.in_(language)
    name, _, column = lack.partition(": ")
    named = known(name)
    if named is None or not column:
        return lack
    titles = {one.title.en: one.title.in_(language) for one in named.columns}
    return f"{named.name.in_(language)}: {titles.get(column, column)}"
