"""Rows of a founder's tab that are found by what they say: those to change, and those to take back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property

from desktop.commands.cell_said import at, place_of, plain, says, value_of
from desktop.waiting import Clash, Plain, RowChanged, TabAsked
from reports.definitions.values import as_text, canonical, declaration, same, scope_of
from sheets import contract, headers
from sheets.contract import normal
from sheets.errors import SheetsError, Text
from sheets.workbook import Cell, CellEdit, TabSnapshot


@dataclass(frozen=True)
class Resolved:
    """What is asked for, by the tab's own cells and column letters; ``clashes`` where it says something else by now."""

    cells: list[CellEdit] = field(default_factory=list)
    rows: list[dict[str, Cell]] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)


@dataclass(frozen=True, eq=False)
class Sheet:
    """One tab as rows that can be looked up. ``key`` is the contract's, empty for a tab of the founder's own."""

    tab: TabSnapshot

    @property
    def key(self) -> str:
        """The tab's key in the contract."""
        return headers.key_of_name(self.tab.name)

    @cached_property
    def letters(self) -> dict[str, str]:
        """Each column's letter, by the comparison form of its header and of its canonical name."""
        return headers.letters(self.tab)

    @cached_property
    def language(self) -> str:
        """The language of the tab's headers."""
        head = headers.header(self.tab, self.key) if self.key else None
        if head is None:
            return "en"
        said, columns = set(head.written.values()), contract.tab(self.key).columns
        spanish = sum(column.title.es in said for column in columns)
        return "es" if spanish > sum(column.title.en in said for column in columns) else "en"

    def letter(self, name: str) -> str:
        """The column's letter. Raises :class:`SheetsError` where the tab has no such column."""
        if letter := self.letters.get(normal(name)):
            return letter
        raise SheetsError(
            "no_column",
            Text(f"{self.tab.name} has no column {name}.", f"{self.tab.name} no tiene la columna {name}."),
            Text("Name the column by its header.", "Nombra la columna por su encabezado."),
        )

    def cells(self, row: Mapping[str, Plain]) -> dict[str, Cell]:
        """A row by column letters; a word of a list in the tab's own language."""
        return {self.letter(name): self.cell(name, value, row) for name, value in row.items()}

    def cell(self, name: str, value: Plain, row: Mapping[str, Plain]) -> Cell:
        """What goes into this column of a row with these other values."""
        if self.key == "definitions" and name == "value" and isinstance(value, str):
            return value_of(value) if _kind(row) == "date" else value
        if isinstance(value, str) and (words := self._choices(name).get(value)):
            return words[1 if self.language == "es" and len(words) > 1 else 0]
        return value_of(value)

    def edit(self, letter: str, number: int, value: Cell) -> CellEdit:
        """Set this cell. Raises :class:`SheetsError` where it holds a formula: that is the founder's own."""
        address = f"{letter}{number}"
        if place_of(address) in self.tab.formulas:
            raise SheetsError(
                "formula",
                Text(
                    f"{self.tab.name}!{address} holds a formula, which is not written over.",
                    f"{self.tab.name}!{address} tiene una fórmula, que no se sobrescribe.",
                ),
                Text("Change it in the workbook itself.", "Cámbiala allí mismo."),
            )
        return CellEdit(address, value)

    def says(self, number: int, name: str, value: Plain, row: Mapping[str, Plain] | None = None) -> bool:
        """Whether the cell in this row says this, whatever its form."""
        letter = self.letters.get(normal(name))
        now = at(self.tab, number, letter) if letter else None
        if says(now, plain(value_of(value))) or as_text(now) == as_text(value) or _same_moment(now, value):
            return True
        if self.key == "definitions" and name == "value" and row is not None:
            key = _canonical(row.get("key"))
            return bool(key) and same(as_text(now), as_text(value), declaration(key))
        if choices := self._choices(name):
            meant = [
                key for key, words in choices.items() if normal(as_text(now)) in {normal(key), *map(normal, words)}
            ]
            return value in meant
        return False

    def last(self, where: Sequence[Mapping[str, Plain]]) -> int:
        """The number of the last row that says all of one of these, 0 where none does."""
        for number in range(len(self.tab.rows), 0, -1):
            if any(self._is(number, one) for one in where):
                return number
        return 0

    def last_exactly(self, row: Mapping[str, Plain]) -> int:
        """The last row that says this and nothing else under the tab's own columns, 0 where none does."""
        told = {name: value for name, value in row.items() if value not in (None, "")}
        for number in range(len(self.tab.rows), 0, -1):
            if told and self.is_exactly(number, told):
                return number
        return 0

    def is_exactly(self, number: int, row: Mapping[str, Plain]) -> bool:
        """Whether this row says this and, under the tab's own columns, nothing else."""
        told = {self._name(name): value for name, value in row.items() if value not in (None, "")}
        return set(self.told(number)) <= set(told) and all(
            self.says(number, name, value, row) for name, value in told.items() if normal(name) in self.letters
        )

    def nearest(self, row: Mapping[str, Plain]) -> int:
        """The last row that says most of this, and more than half; 0 where none does."""
        told = {name: value for name, value in row.items() if value not in (None, "")}
        best, most = 0, len(told) / 2
        for number in range(len(self.tab.rows), 0, -1):
            alike = sum(self.says(number, name, value, row) for name, value in told.items())
            if alike > most:
                best, most = number, alike
        return best

    def told(self, number: int) -> dict[str, Plain]:
        """What stands in this row under the columns of the contract, by canonical name; blanks are left out."""
        columns = [column.name for column in contract.tab(self.key).columns] if self.key else list(self.letters)
        found = {name: at(self.tab, number, letter) for name in columns if (letter := self.letters.get(normal(name)))}
        return {name: value for name, value in found.items() if value not in (None, "")}

    def _name(self, name: str) -> str:
        if not self.key:
            return normal(name)
        return next((c.name for c in contract.tab(self.key).columns if normal(name) in c.known_as), name)

    def _choices(self, name: str) -> Mapping[str, tuple[str, ...]]:
        columns = contract.tab(self.key).columns if self.key else ()
        return next((column.choices for column in columns if column.name == name), {})

    def _is(self, number: int, where: Mapping[str, Plain]) -> bool:
        if self.key == "definitions" and "key" in where:
            return self._defines(number, where)
        return all(self.says(number, name, value) for name, value in where.items())

    def _defines(self, number: int, where: Mapping[str, Plain]) -> bool:
        """A definition is known by its key and what it applies to, in whichever spelling."""
        now = {name: as_text(at(self.tab, number, letter)) for name, letter in self.letters.items()}
        key = _canonical(now.get("key"))
        wanted = _canonical(where["key"])
        return bool(key) and key == wanted and scope_of(now.get("appliesto", "")) == scope_of(_scope(where))


def resolved(item: TabAsked, number: int, tab: TabSnapshot) -> Resolved:
    """What to change and take back in this tab, of the edit with this number."""
    sheet, found = Sheet(tab), Resolved()
    for place, change in enumerate(item.changed):
        _change(change, (number, "changed", place), sheet, found)
    for place, row in enumerate(item.taken):
        _take(row, (number, "taken", place), sheet, found)
    return found


def was_changed(item: TabAsked, tab: TabSnapshot) -> bool:
    """Whether a row says what was asked for and is known to have said something else."""
    sheet = Sheet(tab)
    for change in item.changed:
        row = sheet.last(change.where)
        other = any(
            name in change.stood and as_text(change.stood[name]) != as_text(value) for name, value in change.to.items()
        )
        if row and other and all(sheet.says(row, name, value, _told(change)) for name, value in change.to.items()):
            return True
    return False


def kept_rows(item: TabAsked) -> Iterator[dict[str, Plain]]:
    """The rows that this may add where there is none to change."""
    yield from (change.otherwise for change in item.changed if change.otherwise)


def for_tab(row: Mapping[str, Plain], needed: Mapping[str, Plain], sheet: Sheet) -> dict[str, Plain]:
    """The row to add, without what the tab has no column for; what was asked for itself is never left out."""
    return {
        name: value
        for name, value in row.items()
        if value not in (None, "") and (name in needed or normal(name) in sheet.letters)
    }


def _change(change: RowChanged, at_: tuple[int, str, int], sheet: Sheet, found: Resolved) -> None:
    row = sheet.last(change.where)
    told = _told(change)
    clashes = [
        Clash(
            at=at_,
            cell=f"{sheet.tab.name}!{sheet.letter(name)}{row}",
            column=name,
            stood=change.stood[name],
            theirs=at(sheet.tab, row, sheet.letter(name)),
            yours=value,
        )
        for name, value in change.to.items()
        if row
        and name in change.stood
        and not sheet.says(row, name, change.stood[name], told)
        and not sheet.says(row, name, value, told)
    ]
    if clashes:
        found.clashes.extend(clashes)
    elif row and change.added and sheet.is_exactly(row, change.added):
        found.cells.extend(_cleared(change.added, row, sheet))
    elif row:
        also = {name: value for name, value in change.also.items() if normal(name) in sheet.letters}
        for name, value in {**also, **change.to}.items():
            cell = sheet.cell(name, value, told)
            found.cells.append(sheet.edit(sheet.letter(name), row, None if cell == "" else cell))
    elif change.otherwise:
        needed = {**change.to, **{name: value for one in change.where[:1] for name, value in one.items()}}
        found.rows.append(sheet.cells(for_tab(change.otherwise, needed, sheet)))


def _take(row: Mapping[str, Plain], at_: tuple[int, str, int], sheet: Sheet, found: Resolved) -> None:
    """A row that is gone altogether is taken back already; one that says something else by now clashes."""
    if number := sheet.last_exactly(row):
        found.cells.extend(_cleared(row, number, sheet))
    elif number := sheet.nearest(row):
        theirs = sheet.told(number)
        said = [str(value) for value in theirs.values()]
        yours = [as_text(value) for value in row.values() if value not in (None, "")]
        cell = f"{sheet.tab.name}!{number}"
        found.clashes.append(
            Clash(at=at_, cell=cell, stood=" · ".join(yours), theirs=" · ".join(said), yours=None, row=theirs)
        )


def _cleared(row: Mapping[str, Plain], number: int, sheet: Sheet) -> Iterator[CellEdit]:
    letters = dict.fromkeys(letter for name in row if (letter := sheet.letters.get(normal(name))))
    filled = (letter for letter in letters if at(sheet.tab, number, letter) not in (None, ""))
    yield from (sheet.edit(letter, number, None) for letter in filled)


def _same_moment(one: Plain, other: Plain) -> bool:
    """A sheet keeps a moment as a number, which may be a hair off."""
    try:
        now, then = datetime.fromisoformat(str(one)), datetime.fromisoformat(str(other))
    except ValueError:
        return False
    return abs(now.replace(tzinfo=None) - then.replace(tzinfo=None)) < timedelta(seconds=30)


def _told(change: RowChanged) -> dict[str, Plain]:
    return {name: value for one in change.where[:1] for name, value in one.items()}


def _kind(row: Mapping[str, Plain]) -> str:
    key = _canonical(row.get("key"))
    return declaration(key).kind if key else ""


def _canonical(key: Plain) -> str:
    try:
        return canonical(as_text(key)) if key else ""
    except KeyError:
        return ""


def _scope(where: Mapping[str, Plain]) -> str:
    return as_text(where.get("applies_to"))
