"""The one shape that every home of a workbook has: read, write, edit, restore.

A :class:`Snapshot` is everything that the rest of the program may know of a workbook. It is plain
data: no file is open behind it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import zip_longest
from typing import TYPE_CHECKING, Protocol

import msgspec

from sheets.errors import Text

if TYPE_CHECKING:
    from sheets.grid import Grid
    from sheets.place import Place


@dataclass(frozen=True, slots=True)
class ErrorCell:
    """A cell that shows an error, such as ``#N/A``: unknown, never blank and never zero."""

    code: str


@dataclass(frozen=True, slots=True)
class Uncached:
    """A formula whose result the file does not hold: unknown until opened and saved once."""


#: What one cell may hold. ``None`` is blank (so is text of blanks only); numbers are ``float``,
#: whole numbers included, unless a backend knows better.
Cell = None | str | float | int | bool | date | datetime | time | timedelta | ErrorCell | Uncached

HEAD_ROWS = 30

NOTHING = Text("", "")

#: Rows that are put into words for a fingerprint at a time: enough to be fast, few enough to be small.
_BATCH = 1000


#: What goes into a fingerprint as it is; every other cell is put into words first.
_PLAIN_KINDS = {type(None), str, float, int, bool}
_WHEN = (datetime, date, time)


def values_fingerprint(rows: Sequence[Sequence[Cell]]) -> str:
    """The fingerprint of a tab's values, the same for every backend; blanks at the end of a row or tab don't count."""
    digest = hashlib.sha256()
    encoder = msgspec.msgpack.Encoder()
    for batch in map(_put_into_words, _filled_batches(rows)):
        try:
            digest.update(encoder.encode(batch))
        except UnicodeEncodeError:
            # Half of a surrogate pair, which a program may leave behind when it cuts a text off.
            digest.update(encoder.encode([[_sound(cell) for cell in row] for row in batch]))
    return digest.hexdigest()


def _put_into_words(batch: list[Sequence[object]]) -> list[Sequence[object]]:
    """The rows with words for what is not plain: column by column, since nearly all columns are plain altogether."""
    columns = list(zip_longest(*batch))
    odd = [place for place, cells in enumerate(columns) if not _PLAIN_KINDS.issuperset(map(type, cells))]
    if not odd:
        return batch
    for place in odd:
        columns[place] = tuple(_worded(columns[place]))
    return [row[: len(was)] for row, was in zip(zip(*columns, strict=True), batch, strict=True)]


def _worded(cells: Sequence[object]) -> list[object]:
    plain = _PLAIN_KINDS
    if _PLAIN_KINDS.union(_WHEN).issuperset(map(type, cells)):
        # The same as isoformat() and many times as fast, but for moments in UTC, which it writes with a Z.
        said = msgspec.to_builtins(cells)
        if not any(isinstance(text, str) and text[-1:] == "Z" for text in said):
            kinds = zip(map(type, cells), said, strict=True)
            return [text if kind in plain else ["when", text] for kind, text in kinds]
    return [cell if type(cell) in plain else _in_words(cell) for cell in cells]


def _filled_batches(rows: Sequence[Sequence[Cell]]) -> Iterator[list[Sequence[object]]]:
    end = len(rows)
    while end and all(cell is None for cell in rows[end - 1]):
        end -= 1
    for start in range(0, end, _BATCH):
        yield [_filled(row) for row in rows[start : min(start + _BATCH, end)]]


def _filled(row: Sequence[Cell]) -> Sequence[object]:
    width = len(row)
    while width and row[width - 1] is None:
        width -= 1
    return row if width == len(row) else row[:width]


def _in_words(cell: object) -> list[str]:
    if isinstance(cell, _WHEN):
        return ["when", cell.isoformat()]
    return [type(cell).__name__, str(cell)]


def _sound(cell: object) -> object:
    return cell.encode("utf-8", "surrogatepass") if isinstance(cell, str) else cell


@dataclass(frozen=True, eq=False)
class Origin:
    """Where the cells of a tab stand in the sheet, where the tab was put into the contract's form to be read.

    ``rows`` are the numbers in the sheet of the tab's rows from its second on (its first has the canonical names):
    several may be of one row of the sheet. ``letters`` and ``headers`` are those of each column in the sheet; a column
    that no single one of the sheet holds has those of the key. ``left`` are rows of the sheet that are left out, by
    the reason; ``free`` its headers that mean nothing here, by the column's number from 0; ``said`` what was assumed.
    """

    header_row: int
    rows: Sequence[int]
    letters: Mapping[str, str]
    headers: Mapping[str, str]
    tool: str
    left: Mapping[Text, tuple[int, ...]] = field(default_factory=dict)
    free: Mapping[int, str] = field(default_factory=dict)
    said: tuple[Text, ...] = ()

    @property
    def ignored(self) -> tuple[str, ...]:
        """The sheet's headers that mean nothing here."""
        return tuple(dict.fromkeys(self.free.values()))


@dataclass(frozen=True, eq=False)
class TabSnapshot:
    """One tab as it was read.

    ``rows`` starts at the sheet's row 1 and column A: ``rows[r - 1][c - 1]`` is the cell in row r,
    column c; rows may have different lengths. Where ``complete`` is false only the first
    :data:`HEAD_ROWS` rows were read. ``row_count`` and ``column_count`` are the real extent.
    ``fingerprint`` is a hash of the cells' values (not of formats), the same on every machine and
    for every way of saving the same values; ``""`` where the tab is not complete. ``mark`` is our
    key for the tab (``"brief"``) where the tab carries our mark, else ``""``.

    Where a :class:`Wanted` asked for the tab, rows that are not in question may hold nothing but their key,
    ``fingerprint`` is ``""``, ``formulas`` are the cells (row, column; from 1) of the other rows that hold a formula,
    and ``emptied`` the rows of which the key is a cell without a value, as clearing one leaves it. ``origin`` is there
    where ``rows`` are not those of the sheet.
    """

    name: str
    rows: Sequence[Sequence[Cell]]
    complete: bool = True
    row_count: int = 0
    column_count: int = 0
    hidden_rows: int = 0
    merges: tuple[str, ...] = ()
    visible: bool = True
    fingerprint: str = ""
    mark: str = ""
    formulas: frozenset[tuple[int, int]] = frozenset()
    emptied: frozenset[int] = frozenset()
    origin: Origin | None = None


@dataclass(frozen=True, eq=False)
class Snapshot:
    """A workbook as it was read, with all that later steps may need to know of it.

    ``fingerprint`` identifies the bytes read: a write that names it refuses if the workbook has
    changed since. ``contract_version`` is 0 where no version is stamped.
    """

    name: str
    tabs: tuple[TabSnapshot, ...]
    fingerprint: str = ""
    date_1904: bool = False
    contract_version: int = 0
    facts: Mapping[str, str] = field(default_factory=dict)

    def tab(self, name: str) -> TabSnapshot | None:
        """The tab of exactly this name."""
        return next((tab for tab in self.tabs if tab.name == name), None)

    def marked(self, key: str) -> TabSnapshot | None:
        """Our own tab with this key (``"brief"``, ``"history"`` …), whatever its name is now."""
        return next((tab for tab in self.tabs if tab.mark == key), None)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a command needs of a workbook whose tabs it does not read all: one tab, and which of its rows.

    ``table`` is the tab's key. ``rows`` says of the cell under the column ``key`` whether its row is in question; a row
    without such a cell always is, and so is every row where ``key`` is ``""``.
    """

    table: str
    key: str = ""
    rows: Callable[[Cell], bool] = lambda _cell: True


@dataclass(frozen=True, slots=True)
class CellEdit:
    """Set one cell, ``address`` as in ``"C5"``. A ``None`` value clears it."""

    address: str
    value: Cell


@dataclass(frozen=True, slots=True)
class Edit:
    """What a command asked to change in one tab of the founder's.

    ``rows`` go below the last used row, or from row ``at`` on (0 = not said); each maps *column letters* to values.
    Nothing that is not named here is touched: in rows that are there already, the other cells stay.
    """

    tab: str
    cells: tuple[CellEdit, ...] = ()
    rows: Sequence[Mapping[str, Cell]] = ()
    at: int = 0


@dataclass(frozen=True, slots=True)
class More:
    """What goes into the founder's own tabs in the same write as ours: decisions that were typed on our tabs.

    ``edits`` only add rows; ``tabs`` is an .xlsx whose tabs are added as the founder's own (empty: none).
    """

    edits: tuple[Edit, ...] = ()
    tabs: bytes = b""

    def __bool__(self) -> bool:
        return bool(self.edits or self.tabs)


NO_MORE = More()


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a write did: parts changed with their hashes before and after (``""`` = absent), in how many seconds.

    ``before`` and ``fingerprint`` are the hashes of the whole file before and after.
    ``notes`` are sentences on what happened beside it, such as a second copy that a cloud client put there.
    ``companion`` is the path of the companion file where the workbook itself was not written, and ``reason`` says why
    (``kind`` for programs, as :class:`sheets.errors.SheetsError` has it).
    ``calls`` counts the requests that the workbook's home was asked since it was opened (0 for a file); ``outdated``
    names the founder's tabs that changed between the reading and this write.
    """

    path: str
    changed: tuple[tuple[str, str, str], ...] = ()
    before: str = ""
    fingerprint: str = ""
    backup: str = ""
    companion: str = ""
    kind: str = ""
    reason: Text = NOTHING
    notes: tuple[Text, ...] = ()
    seconds: float = 0.0
    calls: int = 0
    outdated: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Copy:
    """A workbook as it was right before a write: when (UTC), how many bytes, their SHA-256."""

    when: datetime
    bytes: int
    content: str


class Workbook(Protocol):
    """A workbook in one of its homes. Every method may raise :class:`sheets.errors.SheetsError`."""

    @property
    def place(self) -> Place:
        """Where it lives."""

    def read(self, whole: Collection[str] = ()) -> Snapshot:
        """All cells of the tabs that are used, or named in ``whole``; name and first 30 rows of the others."""

    def read_for(self, wanted: Wanted) -> Snapshot:
        """One of the tabs that are used, with its rows that are in question; of the others the first rows."""

    def write(self, grids: Sequence[Grid], since: str, more: More = NO_MORE) -> Receipt:
        """Replace our own tabs by these, if the workbook still is as ``since`` says, and do what ``more`` says with it.

        Where only ``more`` cannot be done nothing is written, and the error is ``more_refused``.
        """

    def tidy(self) -> None:
        """Sweep up what an interrupted run left, if nobody writes now: for a command that finds nothing to write."""

    def must_be_free(self) -> None:
        """Raise the ``locked`` error while it cannot be written because somebody has it open."""

    def edit(self, edits: Sequence[Edit], since: str) -> Receipt:
        """Set exactly these cells and append exactly these rows."""

    def upgrade(self, edits: Sequence[Edit], tabs: bytes, contract_version: int, since: str) -> Receipt:
        """Besides ``edits``, append every tab of the workbook ``tabs`` (an .xlsx) as the founder's own, in one write.

        ``contract_version`` (0 = leave as it is) stamps the contract that the workbook now follows.
        """

    def copies(self) -> tuple[Copy, ...]:
        """The copies that :meth:`restore` can go back to, the newest first."""

    def restore(self, to: Copy | None = None) -> Receipt:
        """Put the workbook back as it was before the last write, or as one of its copies has it."""
