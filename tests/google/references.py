"""References in formulas: they follow a tab that is renamed, rows that move, and become ``#REF!`` when their target dies.

By common knowledge of spreadsheets and the documentation of ``#REF!``; no recording holds it. It is what makes harm to
a founder's formulas visible in a test.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from tests.google import a1
from tests.google.model import Book, Formula, Sheet

_TAB = r"(?:(?P<tab>'(?:[^']|'')+'|[A-Za-z_\u00c0-\u024f][\w.\u00c0-\u024f]*)!)?"
_END = r"(?P<{c}d>\$)?(?P<{c}>[A-Za-z]{{1,3}})?(?P<{r}d>\$)?(?P<{r}>\d+)?"
_REFERENCE = re.compile(
    r'(?P<text>"(?:[^"]|"")*")|(?<![\w.$!\'"])' + _TAB
    + r"(?:" + _END.format(c="c1", r="r1") + r":" + _END.format(c="c2", r="r2")
    + r"|(?P<c3d>\$)?(?P<c3>[A-Za-z]{1,3})(?P<r3d>\$)?(?P<r3>\d+))(?![\w(!])"
)  # fmt: skip


@dataclass
class Reference:
    """One reference. Rows and columns from 0; None: the whole column or row; ``single``: one cell without a colon."""

    tab: str | None
    top: int | None
    left: int | None
    bottom: int | None
    right: int | None
    single: bool
    #: The dollar signs of left, top, right, bottom.
    fixed: tuple[bool, bool, bool, bool]

    def text(self) -> str:
        """As it stands in a formula."""
        tab = "" if self.tab is None else a1.quoted(self.tab) + "!"
        first = self._end(self.left, self.top, self.fixed[0], self.fixed[1])
        if self.single:
            return tab + first
        return f"{tab}{first}:{self._end(self.right, self.bottom, self.fixed[2], self.fixed[3])}"

    @staticmethod
    def _end(column: int | None, row: int | None, column_fixed: bool, row_fixed: bool) -> str:
        text = "" if column is None else ("$" if column_fixed else "") + a1.letters(column)
        return text + ("" if row is None else ("$" if row_fixed else "") + str(row + 1))


def _of(match: re.Match[str]) -> Reference | None:
    groups = match.groupdict()
    tab = groups["tab"]
    if tab is not None and tab.startswith("'"):
        tab = tab[1:-1].replace("''", "'")

    def column(name: str) -> int | None:
        return a1.column_of(groups[name]) if groups[name] else None

    def row(name: str) -> int | None:
        return int(groups[name]) - 1 if groups[name] else None

    def dollar(*names: str) -> tuple[bool, ...]:
        return tuple(bool(groups[name]) for name in names)

    if groups["c3"]:
        c_fixed, r_fixed = dollar("c3d", "r3d")
        return Reference(
            tab, row("r3"), column("c3"), row("r3"), column("c3"), True, (c_fixed, r_fixed, c_fixed, r_fixed)
        )
    if (groups["c1"] is None and groups["r1"] is None) or (groups["c2"] is None and groups["r2"] is None):
        return None
    a, b, c, d = dollar("c1d", "r1d", "c2d", "r2d")
    return Reference(tab, row("r1"), column("c1"), row("r2"), column("c2"), False, (a, b, c, d))


def rewritten(formula: str, change: Callable[[Reference], Reference | None]) -> str:
    """A formula with each reference changed; None becomes ``#REF!``; texts in quotes stay."""

    def one(match: re.Match[str]) -> str:
        if match["text"]:
            return match["text"]
        reference = _of(match)
        if reference is None:
            return match.group()
        before = reference.text()
        new = change(reference)
        if new is None:
            return "#REF!"
        return match.group() if new.text() == before else new.text()

    return _REFERENCE.sub(one, formula)


def in_formula(formula: str) -> list[Reference]:
    """The references of a formula, in order."""
    found: list[Reference] = []

    def note(reference: Reference) -> Reference:
        found.append(reference)
        return reference

    rewritten(formula, note)
    return found


def moved(formula: str, rows: int, columns: int) -> str:
    """A formula copied so many rows down and columns to the right."""

    def change(ref: Reference) -> Reference | None:
        left = ref.left if ref.left is None or ref.fixed[0] else ref.left + columns
        top = ref.top if ref.top is None or ref.fixed[1] else ref.top + rows
        right = ref.right if ref.right is None or ref.fixed[2] else ref.right + columns
        bottom = ref.bottom if ref.bottom is None or ref.fixed[3] else ref.bottom + rows
        if any(part is not None and part < 0 for part in (left, top, right, bottom)):
            return None
        return Reference(ref.tab, top, left, bottom, right, ref.single, ref.fixed)

    return rewritten(formula, change)


def _everywhere(book: Book, change: Callable[[Sheet, Reference], Reference | None]) -> None:
    for sheet in list(book.sheets):
        if not sheet.computes:
            continue
        new = {}
        for row, column, cell in sheet.cells():
            if isinstance(cell.value, Formula):
                text = rewritten(cell.value, lambda ref, at=sheet: change(at, ref))  # type: ignore[misc]
                if text != cell.value:
                    # A given value no longer follows from the formula once a reference died.
                    given = cell.given and "#REF!" not in text
                    new[row, column] = cell.but(value=Formula(text), given=given)
        if new:
            own = book.edit(sheet.id)
            for (row, column), cell in new.items():
                own.put(row, column, cell)


def sheet_renamed(book: Book, old: str, new: str) -> None:
    """Every reference to a tab follows its new title."""
    _everywhere(book, lambda _, ref: _titled(ref, old, new))


def retitled(sheet: Sheet, old: str, new: str) -> None:
    """In a tab's own formulas only: of a duplicate, which refers to itself where the source did."""
    for row, column, cell in list(sheet.cells()):
        if isinstance(cell.value, Formula):
            text = rewritten(cell.value, lambda ref: _titled(ref, old, new))
            sheet.put(row, column, cell.but(value=Formula(text)))


def _titled(ref: Reference, old: str, new: str) -> Reference:
    if ref.tab is not None and ref.tab.lower() == old.lower():
        ref.tab = new
    return ref


def sheet_deleted(book: Book, title: str) -> None:
    """Every reference to a tab dies with it."""
    _everywhere(book, lambda _, ref: None if ref.tab is not None and ref.tab.lower() == title.lower() else ref)


def shifted(book: Book, sheet: Sheet, kind: str, start: int, end: int, *, insert: bool) -> None:
    """References to a tab in which rows (or columns) ``start`` to ``end`` were inserted or removed."""

    def change(at: Sheet, ref: Reference) -> Reference | None:
        target = at.title if ref.tab is None else ref.tab
        if target.lower() != sheet.title.lower():
            return ref
        first, last = (ref.top, ref.bottom) if kind == "ROWS" else (ref.left, ref.right)
        if first is None and last is None:
            return ref
        span = shifted_span(first or 0, None if last is None else last + 1, start, end, insert=insert)
        if span is None:
            return None
        first = None if first is None else span[0]
        last = None if last is None or span[1] is None else span[1] - 1
        if kind == "ROWS":
            return Reference(ref.tab, first, ref.left, last, ref.right, ref.single, ref.fixed)
        return Reference(ref.tab, ref.top, first, ref.bottom, last, ref.single, ref.fixed)

    _everywhere(book, change)


def shifted_span(first: int, last: int | None, start: int, end: int, *, insert: bool) -> tuple[int, int | None] | None:
    """Where rows ``first`` to ``last`` (half open; None: no end) are afterwards; None: all of them are gone."""
    count = end - start
    if insert:
        return (
            first + count if first >= start else first,
            None if last is None else last + count if last > start else last,
        )

    def at(place: int) -> int:
        return place if place <= start else start if place <= end else place - count

    new_last = None if last is None else at(last)
    return None if new_last is not None and new_last <= at(first) else (at(first), new_last)
