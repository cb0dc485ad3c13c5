"""How old the data is that a row stands on, in words."""

from __future__ import annotations

from reports.facts import Facts
from reports.language.sources import NAME
from reports.numbers import Age, Both, say
from reports.outcome import Line


def age_of(facts: Facts, source: str) -> Age:
    """The age of a source; nothing where it is unknown."""
    state = facts.sources[source]
    return Age(int((state.age_hours or 0) * 60), state.age_days or 0)


def data_age(facts: Facts, source: str) -> Line:
    """``data from 4 days ago``."""
    return say("N-age", "data from {age} ago", "dato de hace {age}", age=age_of(facts, source))


def where_to_confirm(facts: Facts, source: str) -> Both:
    """The tool that the data came from where its headers tell, else the tab."""
    tool = facts.sources[source].tool
    if tool:
        return Both(tool, tool)
    return NAME.get(source, Both(facts.sources[source].name, facts.sources[source].name))
