"""What rules lacked, by tab and in the founder's words: a tab that is not there, or a column of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from desktop.theme import Look
from reports.outcome import Skipped
from sheets.contract import TABS, known


@dataclass(frozen=True, slots=True)
class Lack:
    """The rules that lacked this tab: ``rules`` by name, and those of ``by_column`` where only a column is missing."""

    tab: str
    rules: list[str] = field(default_factory=list)
    by_column: dict[str, list[str]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.rules) + sum(map(len, self.by_column.values()))


def lacks(look: Look, skipped: Sequence[Skipped]) -> list[Lack]:
    """Each tab once, that of most rules first; a rule that lacked several stands with the first of them."""
    found: dict[str, Lack] = {}
    for rule in skipped:
        tab, column = place(rule.missing[0], look.language) if rule.missing else ("", "")
        lack = found.setdefault(tab, Lack(tab))
        (lack.by_column.setdefault(column, []) if column else lack.rules).append(look.say(rule.title))
    return sorted(found.values(), key=lambda lack: -len(lack))


def place(lack: str, language: str) -> tuple[str, str]:
    """``traffic`` is the tab Traffic / Tráfico; ``Orders: Fulfilled at`` is a column of a tab, by its own title."""
    tab = next((one for one in TABS if one.key == lack), None)
    if tab is not None:
        return tab.name.in_(language), ""
    name, _, column = lack.partition(": ")
    named = known(name)
    if named is None or not column:
        return lack, ""
    titles = {one.title.en: one.title.in_(language) for one in named.columns}
    return named.name.in_(language), titles.get(column, column)
