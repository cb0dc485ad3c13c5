"""What the rules about data share: the tabs' names and which problems stand in which of them."""

from __future__ import annotations

from collections.abc import Iterator

from reports.facts import STOOD_ON
from reports.language.sources import NAME
from reports.numbers import Both
from reports.rules.rule import Given, same
from sheets import headers
from sheets.tables import Problem, Table


def by_tab(given: Given, kinds: frozenset[str]) -> Iterator[tuple[str, str, Table | None, list[Problem]]]:
    """Key, name, table (``None`` where it could not be used) and problems of each tab that has any of these kinds.

    Tabs on which no line of the brief stands are told in Data health alone.
    """
    names = {table.name: key for key, table in given.facts.tables.by_key.items()}
    found: dict[str, list[Problem]] = {}
    for problem in given.facts.tables.problems:
        if problem.kind in kinds:
            found.setdefault(problem.tab, []).append(problem)
    for name in sorted(found):
        key = names.get(name, "")
        if (told := key or headers.key_of_name(name.split(" / ")[0])) and told not in STOOD_ON:
            continue
        yield key or name, name, given.facts.tables.get(key) if key else None, found[name]


def source_words(key: str, name: str) -> Both:
    """What a source is called in a sentence."""
    return NAME.get(key) or same(name)
