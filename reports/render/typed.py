"""What stands in our tabs' white cells: what the founder typed, and the decisions in force, at the same key."""

from __future__ import annotations

from collections.abc import Sequence

from reports.decisions import assignee, category_of, day_of, row_decision
from reports.language.products import CATEGORY
from reports.language.tabs import ACTION_STATUS, ASSIGN, DECISION
from reports.outcome import Line, Memory, Unclear
from sheets.grid import Value


class Written:
    """Looks up what stands in a white cell by tab, key and field, and why it is not understood where it is not.

    Where the founder typed into a row and it is not a decision yet, the row says what was typed, and nothing else.
    """

    def __init__(self, memory: Memory, unclear: Sequence[Unclear] = ()) -> None:
        waiting = {(one.where, one.key) for one in memory.typed}
        shown = [one for one in memory.shown if (one.where, one.key) not in waiting]
        self._values = {(one.where, one.key, one.field): one.value for one in (*shown, *memory.typed)}
        self._decided = {(one.where, one.key) for one in shown}
        # That a reason is missing is said where the decision stands.
        self._unclear = {
            (one.where, one.key, "until" if one.field == "until" else "decision"): one.said for one in unclear
        }

    def at(self, where: str, key: str, field: str) -> str:
        """What stands there, ``""`` where nothing does."""
        return self._values.get((where, key, field), "")

    def cell(self, where: str, key: str, field: str, language: str) -> Value:
        """The same as a cell: a day as a date, a decision in force in the language's own word; ``None`` is blank."""
        said = self.at(where, key, field)
        if field == "until" and (day := day_of(said)):
            return day
        if field == "decision" and (where, key) in self._decided:
            return decision_words(where, said, language)
        return said or None

    def problem(self, where: str, key: str, field: str) -> Line | None:
        """What is not understood in this cell."""
        return self._unclear.get((where, key, field))


def decision_words(where: str, said: str, language: str) -> str:
    """A decision as a white cell says it in this language; what is none stays as it is."""
    if where == "products":
        category = category_of(said)
        mark = "!" if category.endswith("!") else ""
        return f"{CATEGORY[category.rstrip('!')].show(language, '')}{mark}" if category else said
    if kind := row_decision(said):
        return DECISION[kind].show(language, "") if kind in DECISION else said
    whom = assignee(said)
    return said if whom is None else ASSIGN.show(language, "").replace("{name}", whom)


def status_words(status: str, language: str) -> str:
    """A status in the language's own word; a word that is none of ours stays as it was typed."""
    return ACTION_STATUS[status].show(language, "") if status in ACTION_STATUS else status
