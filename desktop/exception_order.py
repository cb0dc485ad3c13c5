"""Which exceptions are shown, in which order and groups. A shop may have fifty thousand: no widget is made for it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from desktop.letters import plain
from desktop.theme import Look
from reports.outcome import ExceptionRow

SEVERITIES = ("critical", "warning", "info")
SORTS = ("urgency", "due", "amount", "seen")
GROUPS = ("none", "owner", "type", "product")
CLOSED = ("resolved", "unknown")

#: What each order compares; the row's place by urgency settles the rest. Unknown comes last, never as zero.
KEYS: Mapping[str, Callable[[ExceptionRow], Any]] = {
    "due": lambda row: (not row.due_at, row.due_at),
    "amount": lambda row: (row.amount_at_risk is None, -(row.amount_at_risk or 0.0)),
    "seen": lambda row: row.first_seen,
}


class ExceptionOrder:
    """The open rows of a brief, as they come: by urgency. Rows are known by their number among these.

    ``product_of`` tells the title of the product that a row is about, ``""`` where it is about none.
    """

    def __init__(self, look: Look, rows: Sequence[ExceptionRow], product_of: Callable[[ExceptionRow], str]) -> None:
        self._look, self._product_of = look, product_of
        self.rows = [row for row in rows if row.state not in CLOSED]
        self._sorted: dict[str, list[int]] = {"urgency": list(range(len(self.rows)))}
        self._texts: list[str] | None = None

    def __len__(self) -> int:
        return len(self.rows)

    def count(self, severity: str) -> int:
        """How many there are of a severity."""
        return sum(row.severity == severity for row in self.rows)

    def sorted_by(self, sort: str) -> list[int]:
        """All numbers in this order; each order is found once."""
        if sort not in self._sorted:
            self._sorted[sort] = sorted(range(len(self.rows)), key=list(map(KEYS[sort], self.rows)).__getitem__)
        return self._sorted[sort]

    def found(self, sort: str, severity: str, search: str) -> list[int]:
        """The numbers of this severity (``""`` = any) that say every word of the search, in this order."""
        numbers = self.sorted_by(sort)
        if severity:
            rows = self.rows
            numbers = [number for number in numbers if rows[number].severity == severity]
        words = plain(search).split()
        if words:
            texts = self._said()
            numbers = [number for number in numbers if all(word in texts[number] for word in words)]
        return list(numbers)

    def grouped(self, numbers: Sequence[int], group: str) -> list[int | str]:
        """The numbers with a heading before each group; the group of the first row comes first."""
        if group == "none":
            return list(numbers)
        groups: dict[str, list[int]] = {}
        for number in numbers:
            groups.setdefault(self._group(self.rows[number], group), []).append(number)
        entries: list[int | str] = []
        for name, own in groups.items():
            entries += [f"{name} · {self._look.words.number(len(own))}", *own]
        return entries

    def who(self, row: ExceptionRow) -> str:
        """Whose it is: by name, else by role."""
        role = f"role.{row.owner_role}"
        return row.owner or (self._look.words(role) if self._look.words.has(role) else row.owner_role)

    def _group(self, row: ExceptionRow, group: str) -> str:
        words = self._look.words
        if group == "owner":
            return self.who(row) or words("exceptions.no_owner")
        if group == "product":
            return self._product_of(row) or words("exceptions.no_product")
        kind = f"type.{row.entity_type}"
        return words(kind if words.has(kind) else "type.other")

    def _said(self) -> list[str]:
        """What can be searched of each row, in the window's language."""
        if self._texts is None:
            self._texts = list(map(self._text, self.rows))
        return self._texts

    def _text(self, row: ExceptionRow) -> str:
        say = self._look.say
        said = (say(row.title), say(row.evidence), say(row.next_action), self.who(row), row.entity_id, row.rule)
        return plain(" ".join(said))


def products_by_entity(
    rows: Collection[ExceptionRow], titles: Mapping[str, str], of_variant: Mapping[str, str]
) -> dict[str, str]:
    """The title of the product that each row is about, by the row's key, for those that are about one.

    ``titles`` are those of the products by key, ``of_variant`` the products of the variants.
    """
    found = {}
    for row in rows:
        kind, _, key = (
            row.target if row.target.startswith("product:") else f"{row.entity_type}:{row.entity_id}"
        ).partition(":")
        if kind == "group":
            kind, _, key = key.partition(":")
        product = of_variant.get(key, "") if kind == "variant" else key if kind in ("product", "page") else ""
        if product:
            found[row.key] = titles.get(product, product)
    return found
