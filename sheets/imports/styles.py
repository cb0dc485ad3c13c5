"""How a file writes its numbers and dates: what its columns prove, and who speaks where they prove nothing.

One pass over the file gathers the evidence, a few facts for each column however long it is. What is decided from it is
said: a founder must be able to see that 03/04 was only assumed to be the third of April.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import time
from typing import Literal

from sheets import amounts, date_order, moment_cells
from sheets.contract import Column
from sheets.date_order import Evidence, Order
from sheets.errors import Text
from sheets.moment_cells import Doubtful, Found
from sheets.workbook import Cell

AMOUNTS = ("money", "rate", "count")
DAYS = ("date", "moment")
#: So many different cells of a column are remembered, that each need not be looked at again.
_REMEMBERED = 20_000
#: So many rows are named in a sentence.
_NAMED = 5
_PLAIN = re.compile(r"-?\d+(?:\.\d{1,2})?")
_YEAR_FIRST = re.compile(r"20\d\d-")
_ZEROS = re.compile(r"0\d+")
#: So many typed dates and so many texts are no chance.
_TELLING = 3


@dataclass(frozen=True, slots=True)
class Habits:
    """What is known beside the file.

    ``dates`` (``d/m`` or ``m/d``) is what the founder says of this file; the rest is what the workbook's definitions
    say: ``date_style``, ``number_style``, the shop's ``currency`` and its working ``decimals``.
    """

    dates: Literal["", "d/m", "m/d"] = ""
    date_style: str = "auto"
    number_style: str = "auto"
    currency: str = "COP"
    decimals: int = 0


class _Seen:
    """What the cells of one column prove.

    ``known`` are cells that prove nothing more; neither does text that ``tells_nothing`` matches.
    """

    def __init__(self) -> None:
        self.known: set[Cell] = {None, ""}
        self.tells_nothing: Callable[[str], object] = _never

    def see(self, row: int, cell: Cell) -> None:
        """Learn from one cell."""
        if self._learn(row, cell) and len(self.known) < _REMEMBERED:
            self.known.add(cell)

    def _learn(self, row: int, cell: Cell) -> bool:
        """Learn from one cell; whether the same cell would teach nothing more."""
        raise NotImplementedError


def _never(_cell: str) -> bool:
    return False


class AmountsSeen(_Seen):
    """What the cells of one column of numbers prove."""

    def __init__(self) -> None:
        super().__init__()
        self.marks: set[str] = set()
        self.doubts: set[str] = set()
        self.currencies: set[str] = set()
        self.doubtful = _Rows()
        self.tells_nothing = str.isdigit

    def _learn(self, row: int, cell: Cell) -> bool:
        if not isinstance(cell, str):
            return True
        mark, doubt = amounts.proof(cell)
        if mark:
            self.marks.add(mark)
        if "." in self.marks:
            self.tells_nothing = _PLAIN.fullmatch
        if not cell[:1].isdigit() or not cell[-1:].isdigit():
            self.currencies |= amounts.currencies(cell)
        if doubt:
            self.doubts.add(doubt)
            self.doubtful.add(row, cell)
        return not doubt


class DaysSeen(_Seen):
    """What the cells of one column of dates prove. ``timed``: a time of day other than midnight is written."""

    def __init__(self) -> None:
        super().__init__()
        self.evidence = Evidence()
        self.timed = False
        self.doubtful = _Rows()
        self._typed = self._typed_late = self._texts = self._texts_plain = 0

    def _learn(self, row: int, cell: Cell) -> bool:
        found = moment_cells.read(cell, False)
        if isinstance(found, Doubtful):
            self.evidence = self.evidence.and_of(found)
            self.timed = self.timed or found.at not in (None, time())
            self._texts += 1
            if found.one <= 12 and found.two <= 12:
                self._texts_plain += 1
                if found.one != found.two:
                    self.doubtful.add(row, str(cell))
                    return False
        elif isinstance(found, Found):
            self.timed = self.timed or found.when.time() != time()
            if found.typed:
                self._typed += 1
                self._typed_late += found.when.day > 12
        if self.timed:
            self.tells_nothing = _YEAR_FIRST.match
        return True

    def prove(self, cell: Cell) -> None:
        """Learn the order of day and month, and nothing else, from a cell that goes into no tab."""
        found = moment_cells.read(cell, False)
        if isinstance(found, Doubtful):
            proven = self.evidence.and_of(found)
            self.evidence = replace(proven, matters=self.evidence.matters)

    @property
    def swapped(self) -> bool:
        """Whether a spreadsheet of the other habit took day for month wherever it could, and left the rest as text."""
        enough = self._typed >= _TELLING and self._texts >= _TELLING
        return enough and not self._typed_late and not self._texts_plain


class CodesSeen(_Seen):
    """What the cells of one column of SKUs prove: ``zeros`` where some begin with one, so that a number lost them."""

    def __init__(self) -> None:
        super().__init__()
        self.zeros = False

    def _learn(self, _row: int, cell: Cell) -> bool:
        self.zeros = self.zeros or (isinstance(cell, str) and _ZEROS.fullmatch(cell.strip()) is not None)
        return True


@dataclass(slots=True)
class _Rows:
    """Cells that can be read in two ways: how many, the first of them, and the rows of the first."""

    count: int = 0
    example: str = ""
    first: list[int] = field(default_factory=list)

    def add(self, row: int, cell: str) -> None:
        self.count += 1
        self.example = self.example or cell.strip()
        if len(self.first) < _NAMED:
            self.first.append(row)


class Survey:
    """What a file's columns prove, gathered row by row. ``columns`` are those of the tab that the file speaks of."""

    def __init__(self, columns: Collection[Column]) -> None:
        self.amounts = {column.name: AmountsSeen() for column in columns if column.kind in AMOUNTS}
        self.days = {column.name: DaysSeen() for column in columns if column.kind in DAYS}
        self.codes = {column.name: CodesSeen() for column in columns if column.kind == "sku"}
        money = {column.name for column in columns if column.kind == "money"}
        self._money = [seen for name, seen in self.amounts.items() if name in money]
        self._all = [*self.amounts.items(), *self.days.items(), *self.codes.items()]

    def see(self, row: int, values: Mapping[str, Cell]) -> None:
        """Learn from one row."""
        for name, seen in self._all:
            cell = values.get(name)
            if cell not in seen.known and not (isinstance(cell, str) and seen.tells_nothing(cell)):
                seen.see(row, cell)

    @property
    def undecided(self) -> Mapping[str, DaysSeen]:
        """The columns of dates in which no cell proves whether the day comes first, though it matters."""
        return {name: seen for name, seen in self.days.items() if seen.evidence.matters and not seen.evidence.proves}

    @property
    def currencies(self) -> frozenset[str]:
        """The currencies that amounts of money name themselves."""
        return frozenset(code for seen in self._money for code in seen.currencies)

    @property
    def marks(self) -> frozenset[str]:
        """The decimal marks that any column proves."""
        return frozenset(mark for seen in self.amounts.values() for mark in seen.marks)

    @property
    def orders(self) -> frozenset[bool]:
        """Whether the day comes first, as columns that do not contradict themselves prove it."""
        proven = (seen.evidence for seen in self.days.values())
        return frozenset(each.day_first for each in proven if each.proves and not each.contradicts)


@dataclass(frozen=True, slots=True)
class Numbers:
    """How a column of numbers is read; ``style`` as amounts know it, ``None`` where its doubtful cells stay doubtful.

    ``said`` is what a founder should know of it.
    """

    style: str | None
    decimals: int = 0
    said: Text | None = None


@dataclass(frozen=True, slots=True)
class Days:
    """How a column of dates is read, and what a founder should know of it."""

    order: Order
    said: Text | None = None


def numbers(column: Column, header: str, survey: Survey, decimal: str, tool: str, habits: Habits) -> Numbers:
    """Decide a column of numbers: by its own cells, the file's, the tool's habit (``decimal``), the definitions."""
    seen = survey.amounts[column.name]
    if not seen.doubts:
        return Numbers("1,234.5")
    if len(seen.marks) > 1:
        return Numbers(None, said=_contradicts(header, seen.doubtful))
    if seen.marks:
        (mark,) = seen.marks
        sure = mark not in seen.doubts or column.kind == "rate" or (decimal == mark and column.kind == "count")
        return Numbers(_style(mark)) if sure else Numbers(None, said=_two_ways(header, seen.doubtful))
    # No tool writes money with three decimals, nor what it counts with any: a spreadsheet has been at work.
    never = seen.doubts if column.kind in ("money", "count") else frozenset()
    if len(survey.marks) == 1:
        (mark,) = survey.marks
        return Numbers(None, said=_two_ways(header, seen.doubtful)) if mark in never else Numbers(_style(mark))
    if decimal and decimal not in never:
        return Numbers(_style(decimal), said=_read_as(header, seen.doubtful, _style(decimal), _of_tool(tool)))
    if habits.number_style in ("1.234,5", "1,234.5"):
        style = habits.number_style
        return Numbers(style, said=_read_as(header, seen.doubtful, style, _DEFINED))
    if column.kind == "money" and not habits.decimals and survey.currencies <= {habits.currency}:
        return Numbers("auto", said=_as_thousands(header, seen.doubtful))
    return Numbers(None, said=_two_ways(header, seen.doubtful))


def days(column: Column, header: str, survey: Survey, declared: str, tool: str, habits: Habits) -> Days:
    """Decide a column of dates: by its own cells, the file's, the founder, the tool's habit, the definitions."""
    seen = survey.days[column.name]
    if seen.swapped:
        return Days(Order(day_first=False, contradictory=True), _swapped(header))
    if seen.evidence.contradicts:
        return Days(date_order.order(seen.evidence, ""), _both_orders(header, seen.doubtful))
    if seen.evidence.proves or not seen.evidence.matters:
        return Days(date_order.order(seen.evidence, ""))
    if len(survey.orders) == 1:
        (day_first,) = survey.orders
        return Days(Order(day_first))
    for style, why in ((habits.dates, _ANSWERED), (declared, _of_tool(tool)), (habits.date_style, _DEFINED)):
        if style in ("d/m", "m/d"):
            order = Order(style == "d/m")
            return Days(order, _dates_as(header, order, why))
    return Days(Order(day_first=True, assumed=True), date_order.assumed(header, True))


def _style(mark: str) -> str:
    return "1.234,5" if mark == "," else "1,234.5"


_ANSWERED = Text("as you said", "como dijiste")
_DEFINED = Text("as Definitions say", "como dicen las definiciones")


def _of_tool(tool: str) -> Text:
    return Text(f"as {tool} writes them", f"como las escribe {tool}")


def _dates_as(header: str, order: Order, why: Text) -> Text:
    en, es = ("day/month", "día/mes") if order.day_first else ("month/day", "mes/día")
    return Text(f"{header}: dates read as {en} ({why.en}).", f"{header}: fechas leídas como {es} ({why.es}).")


def _read_as(header: str, seen: _Rows, style: str, why: Text) -> Text:
    return Text(
        f"{header}: numbers such as {seen.example} read as in {style} ({why.en}).",
        f"{header}: cifras como {seen.example} leídas como en {style} ({why.es}).",
    )


def _as_thousands(header: str, seen: _Rows) -> Text:
    return Text(
        f"{header}: amounts such as {seen.example} read as thousands (assumed).",
        f"{header}: montos como {seen.example} leídos como miles (supuesto).",
    )


def _rows_of(seen: _Rows) -> Text:
    numbers = ", ".join(map(str, seen.first)) + (" …" if seen.count > len(seen.first) else "")
    if seen.count == 1:
        return Text(f"1 cell was left as it is (row {numbers})", f"1 celda quedó como está (fila {numbers})")
    return Text(
        f"{seen.count} cells were left as they are (rows {numbers})",
        f"{seen.count} celdas quedaron como están (filas {numbers})",
    )


def _two_ways(header: str, seen: _Rows) -> Text:
    rows = _rows_of(seen)
    return Text(
        f"{header}: {seen.example} can be thousands or decimals; {rows.en}. Set number_style in Definitions.",
        f"{header}: {seen.example} puede ser miles o decimales; {rows.es}. Define number_style en Definiciones.",
    )


def _contradicts(header: str, seen: _Rows) -> Text:
    rows = _rows_of(seen)
    return Text(
        f"{header} has decimal points and decimal commas, so {seen.example} can be either; {rows.en}.",
        f"{header} trae decimales con punto y con coma, así que {seen.example} puede ser cualquiera; {rows.es}.",
    )


def _both_orders(header: str, seen: _Rows) -> Text | None:
    if not seen.count:
        return None
    rows = _rows_of(seen)
    return Text(
        f"{header} has dates with the day first and with the month first, so {seen.example} can be either; {rows.en}.",
        f"{header} trae fechas con el día primero y con el mes primero, así que {seen.example} puede ser cualquiera; "
        f"{rows.es}.",
    )


def _swapped(header: str) -> Text:
    return Text(
        f"{header}: a spreadsheet seems to have swapped day and month in part of this column; its cells were left as "
        "they are. Export it again and import that file unopened.",
        f"{header}: una hoja de cálculo parece haber cambiado día por mes en parte de esta columna; sus celdas "
        "quedaron como están. Expórtalo de nuevo e impórtalo sin abrirlo.",
    )
