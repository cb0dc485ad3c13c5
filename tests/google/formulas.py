"""What formulas show: arithmetic, references and the simplest functions; beyond that the value that was given.

Where numbers have a decimal comma, arguments are parted by ``;`` alone [public threads]. ``SPARKLINE`` draws and shows nothing that an API could say [belief]; ``HYPERLINK`` shows its text. Any other function
keeps the value that a fixture gave the cell, and without one shows ``#NAME?``, so that nobody relies on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.google import model
from tests.google.model import Area, Book, Error, Formula, Sheet, Shown
from tests.google.references import Reference, in_formula
from tests.google.shown import comma, formatted

_TOKEN = re.compile(
    r"""\s*(?:(?P<number>\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+)|(?P<text>"(?:[^"]|"")*")|(?P<dead>\#REF!)
    |(?P<ref>(?:(?:'(?:[^']|'')+'|[A-Za-z_][\w.]*)!)?\$?(?:[A-Za-z]{1,3}\$?\d+|[A-Za-z]{1,3}(?=:)|\d+(?=:))
        (?::\$?(?:[A-Za-z]{1,3}\$?\d*|\d+))?(?![\w(]))
    |(?P<name>[A-Za-z_][\w.]*)|(?P<op><=|>=|<>|[-+*/^&=<>(),;%]))""",
    re.VERBOSE,
)


class _Beyond(Exception):
    """The formula is beyond this server."""


class _Fails(Exception):
    def __init__(self, error: Error) -> None:
        self.error = error


class _Range:
    def __init__(self, sheet: Sheet, area: Area) -> None:
        self.sheet, self.area = sheet, area


def recompute(book: Book) -> None:
    """Compute every formula that can be computed; the others keep the value that they were given."""
    for sheet in list(book.sheets):
        if not sheet.computes:
            continue
        new = {}
        for row, column, cell in sheet.cells():
            if isinstance(cell.value, Formula):
                shown, given = show(book, sheet, cell.value, cell.cached, cell.given)
                if shown != cell.cached or type(shown) is not type(cell.cached) or given != cell.given:
                    new[row, column] = cell.but(cached=shown, given=given)
        if new:
            own = book.edit(sheet.id)
            for (row, column), cell in new.items():
                own.put(row, column, cell)


def show(book: Book, sheet: Sheet, formula: str, cached: Shown, given: bool) -> tuple[Shown, bool]:
    """What a formula shows, and whether that is a given value."""
    if given:
        return cached, True
    try:
        return _Reader(book, sheet, formula, frozenset()).result(), False
    except _Fails as failed:
        return failed.error, False
    except _Beyond:
        if cached is not None and not isinstance(cached, Error):
            # What a fixture put there stays until a reference of it dies.
            return (model.REF, False) if "#REF!" in formula else (cached, True)
        return (model.REF if "#REF!" in formula else model.NAME), False
    except RecursionError:
        return Error("REF", "#REF!", "Circular dependency detected"), False


class _Reader:
    """Reads one formula and computes it at once."""

    def __init__(self, book: Book, sheet: Sheet, formula: str, seen: frozenset[tuple[int, int, int]]) -> None:
        self.book, self.sheet, self.seen = book, sheet, seen
        self.tokens = _tokens(formula[1:])
        self.at = 0

    def result(self) -> Shown:
        value = self.compared()
        if self.at != len(self.tokens):
            raise _Beyond
        return _one(value, self)

    def take(self, *wanted: str) -> str | None:
        if self.at < len(self.tokens) and self.tokens[self.at][1] in wanted and self.tokens[self.at][0] == "op":
            self.at += 1
            return self.tokens[self.at - 1][1]
        return None

    def compared(self) -> object:
        left = self.joined()
        while op := self.take("=", "<>", "<", ">", "<=", ">="):
            a, b = _one(left, self), _one(self.joined(), self)
            if isinstance(a, str) != isinstance(b, str):
                raise _Beyond
            x, y = (a or 0, b or 0)
            left = {"=": x == y, "<>": x != y, "<": x < y, ">": x > y, "<=": x <= y, ">=": x >= y}[op]  # type: ignore[operator]
        return left

    def joined(self) -> object:
        left = self.sum()
        while self.take("&"):
            left = _text(_one(left, self)) + _text(_one(self.sum(), self))
        return left

    def sum(self) -> object:
        left = self.product()
        while op := self.take("+", "-"):
            a, b = _number(_one(left, self)), _number(_one(self.product(), self))
            left = model.number(a + b if op == "+" else a - b)
        return left

    def product(self) -> object:
        left = self.power()
        while op := self.take("*", "/"):
            a, b = _number(_one(left, self)), _number(_one(self.power(), self))
            if op == "/" and b == 0:
                raise _Fails(model.DIVIDE)
            left = model.number(a * b if op == "*" else a / b)
        return left

    def power(self) -> object:
        if op := self.take("-", "+"):
            value = _number(_one(self.power(), self))
            return -value if op == "-" else value
        left = self.single()
        while self.take("%"):
            left = _number(_one(left, self)) / 100
        if self.take("^"):
            return model.number(float(_number(_one(left, self))) ** float(_number(_one(self.power(), self))))
        return left

    def single(self) -> object:
        if self.take("("):
            value = self.compared()
            if not self.take(")"):
                raise _Beyond
            return value
        if self.at >= len(self.tokens):
            raise _Beyond
        kind, text = self.tokens[self.at]
        self.at += 1
        if kind == "number":
            return model.number(float(text))
        if kind == "text":
            return text[1:-1].replace('""', '"')
        if kind == "dead":
            raise _Fails(model.REF)
        if kind == "ref":
            return self.range(in_formula("=" + text)[0])
        if kind == "name" and text.upper() in ("TRUE", "FALSE") and not self._calls():
            return text.upper() == "TRUE"
        if kind == "name" and self.take("("):
            return self.call(text.upper())
        raise _Beyond

    def _calls(self) -> bool:
        return self.at < len(self.tokens) and self.tokens[self.at][1] == "("

    def call(self, name: str) -> object:
        # A comma is a decimal comma where numbers have one; a semicolon is taken everywhere [google.md].
        parted = (";",) if comma(str(self.book.properties.get("locale", ""))) else (";", ",")
        arguments = []
        if not self.take(")"):
            while True:
                arguments.append(self.compared())
                if self.take(")"):
                    break
                if not self.take(*parted):
                    raise _Fails(model.PARSE) if self.take(",") else _Beyond
        if name == "SPARKLINE":
            for argument in arguments:
                list(_values([argument], self))
            return None
        if name == "HYPERLINK":
            return _text(_one(arguments[-1], self))
        return _function(name, list(_values(arguments, self)))

    def range(self, ref: Reference) -> _Range:
        try:
            sheet = self.sheet if ref.tab is None else next(
                s for s in self.book.sheets if s.title.lower() == ref.tab.lower()
            )  # fmt: skip
        except StopIteration:
            raise _Fails(model.REF) from None
        area = Area(
            ref.top or 0,
            sheet.rows if ref.bottom is None else ref.bottom + 1,
            ref.left or 0,
            sheet.columns if ref.right is None else ref.right + 1,
        )
        if area.top >= sheet.rows or area.left >= sheet.columns:
            raise _Fails(model.REF)
        return _Range(sheet, area)

    def value_at(self, sheet: Sheet, row: int, column: int) -> Shown:
        cell = sheet.cell(row, column)
        if not isinstance(cell.value, Formula) or cell.given:
            return cell.shown
        key = (sheet.id, row, column)
        if key in self.seen:
            raise _Fails(Error("REF", "#REF!", "Circular dependency detected"))
        try:
            return _Reader(self.book, sheet, cell.value, self.seen | {key}).result()
        except _Beyond:
            return cell.cached


def _tokens(text: str) -> list[tuple[str, str]]:
    found = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if not match or match.end() == at:
            if text[at:].isspace():
                break
            raise _Beyond
        assert match.lastgroup
        found.append((match.lastgroup, match[match.lastgroup]))
        at = match.end()
    return found


def _one(value: object, reader: _Reader) -> Shown:
    if isinstance(value, _Range):
        if value.area.rows * value.area.columns != 1:
            raise _Beyond
        value = reader.value_at(value.sheet, value.area.top, value.area.left)
    if isinstance(value, Error):
        raise _Fails(value)
    return value  # type: ignore[return-value]


def _values(arguments: list[object], reader: _Reader) -> Iterator[Shown]:
    for argument in arguments:
        if isinstance(argument, _Range):
            for row, column, cell in argument.sheet.cells(argument.area):
                if cell.value is not None:
                    value = reader.value_at(argument.sheet, row, column)
                    if isinstance(value, Error):
                        raise _Fails(value)
                    yield value
        else:
            yield argument  # type: ignore[misc]


def _function(name: str, values: list[Shown]) -> Shown:
    numbers = [v for v in values if isinstance(v, int | float) and not isinstance(v, bool)]
    if name == "SUM":
        return model.number(sum(numbers))
    if name == "COUNT":
        return len(numbers)
    if name == "COUNTA":
        return len([v for v in values if v is not None])
    if name in ("MIN", "MAX"):
        return (min if name == "MIN" else max)(numbers, default=0)
    if name == "AVERAGE":
        if not numbers:
            raise _Fails(model.DIVIDE)
        return model.number(sum(numbers) / len(numbers))
    raise _Beyond


def _number(value: Shown) -> int | float:
    if value is None:
        return 0
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int | float):
        return value
    raise _Fails(model.VALUE)


def _text(value: Shown) -> str:
    return formatted(value, None, "en_US")
