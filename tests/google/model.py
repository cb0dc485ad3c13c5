"""What Google would hold: books of tabs of cells, in memory.

A cell is never changed, only replaced; a tab copies a row when it first writes into it; a book copies a tab when it
is first changed. So a working copy of a book of a million cells costs next to nothing, and a batch that fails leaves
the book as it was, because the working copy is thrown away (Google: "applied together atomically").

Numbers are ``int`` where they are whole, as Google prints them, else ``float``. JSON values that are kept as they
came (formats, rules, properties) are shared between copies and therefore never changed in place.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

Json = dict[str, Any]

#: Google's published limits: cells of a book, characters of a cell, columns of a tab.
MOST_CELLS = 10_000_000
LONGEST_TEXT = 50_000
MOST_COLUMNS = 18_278


class Formula(str):
    """What a person typed into a cell that computes: begins with ``=``."""

    __slots__ = ()


class Error(NamedTuple):
    """What a formula that fails shows: ``type`` is Google's enum, ``shown`` what stands in the cell (``#REF!``)."""

    type: str
    shown: str
    message: str = ""


REF = Error("REF", "#REF!", "Reference does not exist")
DIVIDE = Error("DIVIDE_BY_ZERO", "#DIV/0!", "Function DIVIDE parameter 2 cannot be zero.")
VALUE = Error("VALUE", "#VALUE!")
NAME = Error("NAME", "#NAME?", "Unknown function")
PARSE = Error("ERROR", "#ERROR!", "Formula parse error.")
LOADING = Error("LOADING", "Loading...", "Loading data...")

Value = None | bool | int | float | str | Formula
Shown = None | bool | int | float | str | Error


def number(value: float) -> int | float:
    """A number as Google prints it: a whole one has no decimals."""
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 1e16 else value


@dataclass(slots=True)
class Cell:
    """One cell. ``value`` is what was entered; ``cached`` what a formula shows; the rest as Google's CellData has it.

    ``given``: the shown value was given by a fixture, since the formula is beyond this server.
    """

    value: Value = None
    cached: Shown = None
    format: Json | None = None
    note: str = ""
    validation: Json | None = None
    runs: tuple[Json, ...] = ()
    given: bool = False

    @property
    def shown(self) -> Shown:
        """The effective value."""
        return self.cached if isinstance(self.value, Formula) else self.value

    @property
    def empty(self) -> bool:
        """Nothing at all stands here."""
        return self.value is None and not (self.format or self.note or self.validation or self.runs)

    def but(self, **changed: Any) -> Cell:
        """A copy with other contents."""
        # Quicker than dataclasses.replace, and cells come by the million.
        copy = Cell(self.value, self.cached, self.format, self.note, self.validation, self.runs, self.given)
        for name, value in changed.items():
            setattr(copy, name, value)
        return copy


EMPTY = Cell()


class Area(NamedTuple):
    """A rectangle of one tab, half open, within the grid of the tab."""

    top: int
    bottom: int
    left: int
    right: int

    @property
    def rows(self) -> int:
        return self.bottom - self.top

    @property
    def columns(self) -> int:
        return self.right - self.left

    def meets(self, other: Area) -> bool:
        """They have a cell in common."""
        return (
            self.top < other.bottom and other.top < self.bottom and self.left < other.right and other.left < self.right
        )

    def holds(self, other: Area) -> bool:
        """Every cell of the other one is in this one."""
        return (
            self.top <= other.top and other.bottom <= self.bottom
            and self.left <= other.left and other.right <= self.right
        )  # fmt: skip


@dataclass(eq=False)
class Sheet:
    """One tab. ``grid`` is sparse: row -> column -> cell, both from 0."""

    id: int
    title: str
    properties: Json = field(
        default_factory=lambda: {"sheetType": "GRID", "gridProperties": {"rowCount": 1000, "columnCount": 26}}
    )
    grid: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merges: list[Area] = field(default_factory=list)
    row_meta: dict[int, Json] = field(default_factory=dict)
    column_meta: dict[int, Json] = field(default_factory=dict)
    rules: list[Json] = field(default_factory=list)
    protected: list[Json] = field(default_factory=list)
    filter: Json | None = None
    row_groups: list[Json] = field(default_factory=list)
    column_groups: list[Json] = field(default_factory=list)
    metadata: list[Json] = field(default_factory=list)
    charts: list[Json] = field(default_factory=list)
    banding: list[Json] = field(default_factory=list)
    #: Some cell holds, or once held, a formula: only such tabs are computed again.
    computes: bool = False
    _own: set[int] = field(default_factory=set, repr=False)

    @property
    def rows(self) -> int:
        return int(self.properties["gridProperties"].get("rowCount", 0))

    @property
    def columns(self) -> int:
        return int(self.properties["gridProperties"].get("columnCount", 0))

    @property
    def all(self) -> Area:
        """The whole grid."""
        return Area(0, self.rows, 0, self.columns)

    def copy(self) -> Sheet:
        """A tab that may be changed without changing this one."""
        return replace(
            self,
            grid=dict(self.grid), merges=list(self.merges), row_meta=dict(self.row_meta),
            column_meta=dict(self.column_meta), rules=list(self.rules), protected=list(self.protected),
            row_groups=list(self.row_groups), column_groups=list(self.column_groups), metadata=list(self.metadata),
            charts=list(self.charts), banding=list(self.banding), _own=set(),
        )  # fmt: skip

    def cell(self, row: int, column: int) -> Cell:
        """The cell, an empty one where there is none."""
        return self.grid.get(row, _NO_ROW).get(column, EMPTY)

    def put(self, row: int, column: int, cell: Cell) -> None:
        """Replace a cell."""
        if row not in self._own:
            self.grid[row] = dict(self.grid.get(row, _NO_ROW))
            self._own.add(row)
        if cell.empty:
            self.grid[row].pop(column, None)
        else:
            self.grid[row][column] = cell
            if isinstance(cell.value, Formula):
                self.computes = True

    def put_grid(self, grid: dict[int, dict[int, Cell]]) -> None:
        """Replace the whole grid: rows were moved."""
        self.grid = {row: cells for row, cells in grid.items() if cells}
        self._own = set()

    def cells(self, area: Area | None = None) -> Iterator[tuple[int, int, Cell]]:
        """The cells that hold something, row by row."""
        area = area or self.all
        inside = range(area.top, area.bottom)
        rows = (
            sorted(r for r in self.grid if r in inside)
            if len(self.grid) < area.rows
            else (r for r in inside if r in self.grid)
        )
        for row in rows:
            for column in sorted(self.grid[row]):
                if area.left <= column < area.right:
                    yield row, column, self.grid[row][column]

    def set_size(self, rows: int, columns: int) -> None:
        """Make the grid larger or smaller; what stands outside is gone."""
        if rows < self.rows or columns < self.columns:
            self.put_grid(
                {
                    row: {column: cell for column, cell in cells.items() if column < columns}
                    for row, cells in self.grid.items()
                    if row < rows
                }
            )
        grid = self.properties["gridProperties"] | {"rowCount": rows, "columnCount": columns}
        self.properties = self.properties | {"gridProperties": grid}


_NO_ROW: dict[int, Cell] = {}

DEFAULT_PROPERTIES: Json = {
    "title": "Untitled spreadsheet",
    "locale": "en_US",
    "autoRecalc": "ON_CHANGE",
    "timeZone": "Etc/GMT",
}


@dataclass(eq=False)
class Book:
    """One spreadsheet. ``access`` is what the one who asks may do: owner, writer, reader or none."""

    id: str
    properties: Json = field(default_factory=lambda: dict(DEFAULT_PROPERTIES))
    sheets: list[Sheet] = field(default_factory=list)
    named: list[Json] = field(default_factory=list)
    metadata: list[Json] = field(default_factory=list)
    access: str = "owner"
    _own: set[int] = field(default_factory=set, repr=False)

    @property
    def title(self) -> str:
        return str(self.properties["title"])

    @property
    def cells(self) -> int:
        """Cells of all grids, filled or not: what Google's limit counts."""
        return sum(sheet.rows * sheet.columns for sheet in self.sheets)

    def copy(self) -> Book:
        """A book that may be changed without changing this one; tabs are copied when they are edited."""
        return replace(self, sheets=list(self.sheets), named=list(self.named), metadata=list(self.metadata), _own=set())

    def sheet(self, of: int | str) -> Sheet:
        """The tab of an id or a title, to read; KeyError where there is none."""
        for sheet in self.sheets:
            if of in (sheet.id, sheet.title):
                return sheet
        raise KeyError(of)

    def edit(self, of: int | str) -> Sheet:
        """The tab of an id or a title, to change: its own copy in this book."""
        sheet = self.sheet(of)
        if sheet.id not in self._own:
            copy = sheet.copy()
            self.sheets[self.sheets.index(sheet)] = copy
            self._own.add(sheet.id)
            return copy
        return sheet

    def add(self, sheet: Sheet, index: int | None = None) -> Sheet:
        """Put a new tab in; it belongs to this book."""
        self.sheets.insert(len(self.sheets) if index is None else index, sheet)
        self._own.add(sheet.id)
        return sheet


@dataclass
class File:
    """What Drive knows of a book or of a document of another kind. Times are RFC 3339; ``version`` counts changes."""

    id: str
    name: str
    mime: str = "application/vnd.google-apps.spreadsheet"
    created: str = "2026-01-01T00:00:00.000Z"
    modified: str = "2026-01-01T00:00:00.000Z"
    version: int = 1
    parents: list[str] = field(default_factory=list)
    properties: Json = field(default_factory=dict)
    content: bytes = b""
    comments: list[Json] = field(default_factory=list)


SPREADSHEET = "application/vnd.google-apps.spreadsheet"


class Store:
    """All files of the one who asks. ``lock`` is held while a request is answered."""

    def __init__(self) -> None:
        self.books: dict[str, Book] = {}
        self.files: dict[str, File] = {}
        self.lock = threading.RLock()
        self.clock: Callable[[], str] = lambda: "2026-11-21T12:00:00.000Z"
        #: The address of the one who signed in.
        self.user = "founder@example.com"
        #: Drive hears of changes only when this many more have been made (Google's lags by minutes).
        self.version_lag = 0
        self._counter = itertools.count(1)
        self._given: dict[str, list[Any]] = {}

    # --- ids

    def give(self, kind: str, value: Any) -> None:
        """The next id of this kind, for a replay: what Google chose there. Kinds: file, sheet, named, protected, metadata."""
        self._given.setdefault(kind, []).append(value)

    def new_id(self, kind: str) -> Any:
        """An id as Google would choose: a text of 44 characters for a file, else a number below 2**31."""
        if self._given.get(kind):
            return self._given[kind].pop(0)
        n = next(self._counter)
        return f"1loopback{n:035d}" if kind == "file" else 100_000_007 + n * 7919

    # --- books

    def new_book(self, title: str, *, id: str = "", access: str = "owner") -> Book:
        """An empty book with one tab, as Google makes it."""
        book = Book(id or self.new_id("file"), dict(DEFAULT_PROPERTIES) | {"title": title}, access=access)
        book.add(Sheet(0, "Sheet1"))
        return self.keep(book)

    def keep(self, book: Book) -> Book:
        """Put a book, or a new state of one, in the store; Drive's name, time and version follow."""
        book._own = set()
        self.books[book.id] = book
        file = self.files.get(book.id)
        if file is None:
            now = self.clock()
            self.files[book.id] = File(book.id, book.title, created=now, modified=now)
        else:
            file.name, file.modified, file.version = book.title, self.clock(), file.version + 1
        return book

    @contextmanager
    def change(self, book_id: str) -> Iterator[Book]:
        """A person edits: ``with store.change(id) as book: book.edit("Orders").put(3, 1, Cell("x"))``."""
        with self.lock:
            book = self.books[book_id].copy()
            yield book
            from tests.google.formulas import recompute  # formulas know the model

            recompute(book)
            self.keep(book)

    def forget(self, file_id: str) -> None:
        """Delete a file for good."""
        self.books.pop(file_id, None)
        self.files.pop(file_id, None)
