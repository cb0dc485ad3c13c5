"""Next actions, numbered; each carries its owner, its due and how sure it is."""

from __future__ import annotations

from reports.language import line
from reports.language.header import NOW
from reports.outcome import Action, Line, Section
from reports.sections.given import Given


def section(given: Given) -> Section:
    """The chosen actions in their order."""
    daily = given.read == "daily"
    title = line("T-actions-daily" if daily else "T-actions")
    if not given.actions:
        none = line("A-none-today") if daily else line("A-none", now=NOW[given.read])
        return Section(id="actions", kind="bullets", title=title, lines=[none])
    return Section(id="actions", kind="numbered", title=title, lines=[_said(action) for action in given.actions])


def _said(action: Action) -> Line:
    said = line("A-line", what=action.line, tail=action.tail)
    return Line(id=action.line.id, en=said.en, es=said.es, args=action.line.args, link=action.line.link)
