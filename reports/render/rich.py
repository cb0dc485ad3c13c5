"""Sentences with their figures in bold, and the words for places, days and owners that the tabs share."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime

from reports.language import line
from reports.language.exceptions import CONFIRM, SEVERITY
from reports.language.tabs import ROLE
from reports.numbers import Count, Day, Moment
from reports.outcome import ExceptionRow, Outcome, Rows
from reports.tokens import LIGHT, SEVERITY_SHAPE
from sheets.grid import Rich, Run

#: Money, percentages, factors and order numbers: what the eye looks for in a sentence.
_FIGURE = r"[+−]?(?<!\w)(?:[A-Z]{3}|\$)[ \u00a0]?\d[\d.,]*\d|[+−]?\d[\d.,]*[ \u00a0]?%|×\d[\d.,]*|#\w+"
#: More names than these are not looked for: a shop with thousands of products has them in its tables.
_NAMES = 400


class Bold:
    """Makes rich text of sentences, with figures and the names of products in bold."""

    def __init__(self, names: Iterable[str]) -> None:
        known = sorted({name for name in names if len(name) > 2}, key=lambda name: (-len(name), name))[:_NAMES]
        self._pattern = re.compile("|".join([*(rf"(?<!\w){re.escape(name)}(?!\w)" for name in known), _FIGURE]))

    def of(self, text: str, *, tail: str = "") -> Rich:
        """The text, and ``tail`` after it in the colour of what supports."""
        runs: list[Run] = []
        end = 0
        for found in self._pattern.finditer(text):
            if found.start() > end:
                runs.append(Run(text[end : found.start()]))
            runs.append(Run(found.group(), bold=True))
            end = found.end()
        if end < len(text):
            runs.append(Run(text[end:]))
        if tail:
            runs.append(Run(tail, color=LIGHT.muted))
        return Rich(tuple(runs))


class Places:
    """Links to source rows: an Outcome names a tab by its name or by its source's key."""

    def __init__(self, outcome: Outcome) -> None:
        self._names = {source.key: source.name for source in outcome.sources}

    def link(self, rows: list[Rows]) -> str:
        """The link to the first of these rows, or ``""``."""
        for part in rows:
            if part.rows:
                tab = self._names.get(part.tab, part.tab).replace("'", "''")
                return f"#'{tab}'!A{part.rows[0]}"
        return ""

    def words(self, rows: list[Rows], language: str) -> str:
        """``Orders, row 12 →`` or how many rows."""
        for part in rows:
            if part.rows:
                tab = self._names.get(part.tab, part.tab)
                one = line("B-row", tab=tab, row=str(part.rows[0]))
                many = line("B-rows", tab=tab, n=Count(len(part.rows)))
                return f"{(one if len(part.rows) == 1 else many).text(language)} →"
        return ""


def owner(role: str, name: str, language: str) -> str:
    """Who answers for it: the name where one is set, else the role."""
    return name or (ROLE[role].show(language, "") if role in ROLE else role)


def when(moment: str, language: str) -> str:
    """A date or a moment of the Outcome in words: ``Tue 17 Nov 1:00 PM``."""
    if not moment:
        return ""
    if len(moment) <= len("2026-11-17"):
        return Day(date.fromisoformat(moment)).show(language, "")
    return Moment(datetime.fromisoformat(moment)).show(language, "plain")


def severity(row: ExceptionRow, language: str) -> str:
    """Shape and word: never colour alone."""
    word = CONFIRM if row.confirm else SEVERITY[row.severity]
    return f"{SEVERITY_SHAPE[row.severity]} {word.show(language, '')}"


def evidence(row: ExceptionRow, language: str) -> Rich:
    """What the brief says of it, without the severity (the chip has it), and what it is about in bold."""
    title, said = row.title.text(language), row.shown.text(language)
    _, found, rest = said.partition(title)
    if not title or not found:
        return Rich((Run(f"{title} ", bold=True), Run(row.evidence.text(language)))) if title else Rich((Run(said),))
    return Rich((Run(title, bold=True), Run(rest))) if rest else Rich((Run(title, bold=True),))
