"""One workbook in both of its homes, and a person who does the same in each: for tests that compare what comes of it.

``both`` runs steps on the .xlsx and on the Google Sheet through the real command line. Each home keeps what every
command said; the two have to say the same, byte for byte, but for the address of the workbook. The Google Sheet has
the file's name as its title, so that even the name is the same.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import zip_longest
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_WINDOWS_1900, to_excel

from desktop import cli
from sheets.place import GoogleSheet
from tests.google.desk import Desk
from tests.google.model import Book, Cell, Error, Formula, Sheet

AS_OF = "2026-11-16T08:00"
#: Tabs of ours that stand for what a founder sees, in English and in Spanish.
SHOWN = ("Brief", "Exceptions", "Product board", "Inventory risk", "Data health", "Informe", "Excepciones")


class Hand:
    """A person in the open workbook. Rows and columns count from 1; text is text, whatever it begins with."""

    def put(self, tab: str, row: int, column: int, value: object) -> None:
        raise NotImplementedError

    def rows(self, tab: str) -> list[list[Any]]:
        """What was typed: formulas as such, dates as serial numbers, errors by their text; blanks at the ends cut off."""
        raise NotImplementedError

    def rename(self, tab: str, to: str) -> None:
        raise NotImplementedError

    def delete(self, tab: str) -> None:
        raise NotImplementedError

    def hide_row(self, tab: str, row: int) -> None:
        raise NotImplementedError

    def tabs(self) -> list[str]:
        raise NotImplementedError

    def append(self, tab: str, values: list[object]) -> None:
        """Type a row below the last one that holds something."""
        row = len(self.rows(tab)) + 1
        for column, value in enumerate(values, 1):
            if value is not None:
                self.put(tab, row, column, value)

    def find(self, tab: str, value: object) -> tuple[int, int]:
        """Where a value stands first; AssertionError where it does not."""
        for row, cells in enumerate(self.rows(tab), 1):
            if value in cells:
                return row, cells.index(value) + 1
        raise AssertionError(f"{value!r} does not stand in {tab}")

    def column(self, tab: str, *titles: str) -> int:
        """The column of a title in either language, wherever its header stands."""
        for title in titles:
            for cells in self.rows(tab):
                if title in cells:
                    return cells.index(title) + 1
        raise AssertionError(f"{tab} has no column {titles}")

    def texts(self, tab: str) -> list[Any]:
        """Every value of a tab."""
        return [value for row in self.rows(tab) for value in row if value is not None]


class FileHand(Hand):
    def __init__(self, path: Path) -> None:
        self.book = openpyxl.load_workbook(path)

    def put(self, tab: str, row: int, column: int, value: object) -> None:
        cell = self.book[tab].cell(row, column)
        cell.value = value
        if isinstance(value, str) and not value.startswith("#"):
            cell.data_type = "s"

    def rows(self, tab: str) -> list[list[Any]]:
        return _trimmed([[_plain(value) for value in row] for row in self.book[tab].values])

    def rename(self, tab: str, to: str) -> None:
        self.book[tab].title = to
        for name in self.book.defined_names.values():
            said, quoted = name.attr_text or "", to.replace("'", "''")
            name.attr_text = said.replace(f"'{tab}'!", f"'{quoted}'!").replace(f"{tab}!", f"'{quoted}'!")

    def delete(self, tab: str) -> None:
        del self.book[tab]

    def hide_row(self, tab: str, row: int) -> None:
        self.book[tab].row_dimensions[row].hidden = True

    def tabs(self) -> list[str]:
        return list(self.book.sheetnames)


class SheetHand(Hand):
    def __init__(self, book: Book) -> None:
        self.book = book

    def put(self, tab: str, row: int, column: int, value: object) -> None:
        sheet = self.book.edit(tab)
        cell = sheet.cell(row - 1, column - 1)
        if isinstance(value, date | time):
            looks = {**(cell.format or {}), "numberFormat": {"type": "DATE", "pattern": "yyyy-mm-dd"}}
            cell = cell.but(value=to_excel(value, CALENDAR_WINDOWS_1900), format=looks)
        elif isinstance(value, str) and value.startswith("#"):
            cell = cell.but(value=Formula(f"={value}"), cached=Error("N_A", value), given=True)
        else:
            cell = cell.but(value=value)
        if row > sheet.rows or column > sheet.columns:
            sheet.set_size(max(row, sheet.rows), max(column, sheet.columns))
        sheet.put(row - 1, column - 1, cell)

    def rows(self, tab: str) -> list[list[Any]]:
        return shown_rows(self.book.sheet(tab))

    def rename(self, tab: str, to: str) -> None:
        self.book.edit(tab).title = to

    def delete(self, tab: str) -> None:
        self.book.sheets.remove(self.book.sheet(tab))

    def hide_row(self, tab: str, row: int) -> None:
        sheet = self.book.edit(tab)
        sheet.row_meta[row - 1] = {**sheet.row_meta.get(row - 1, {}), "hiddenByUser": True}

    def tabs(self) -> list[str]:
        return [sheet.title for sheet in self.book.sheets]


@dataclass
class Home:
    """A workbook in one home. ``said`` keeps what every command said, with the workbook's address taken out."""

    kind: str
    place: str
    capsys: pytest.CaptureFixture[str]
    folder: Path
    desk: Desk | None = None
    said: list[tuple[str, str]] = field(default_factory=list)

    @contextmanager
    def by_hand(self) -> Iterator[Hand]:
        """What the founder does in the spreadsheet, saved at the end of the block."""
        if self.desk is None:
            hand = FileHand(Path(self.place))
            yield hand
            hand.book.save(self.place)
        else:
            with self.desk.change(self.sheet) as book:
                yield SheetHand(book)

    def look(self) -> Hand:
        """The workbook as it is now; what is changed in it is not kept."""
        return FileHand(Path(self.place)) if self.desk is None else SheetHand(self.desk.book(self.sheet).copy())

    @property
    def sheet(self) -> GoogleSheet:
        return GoogleSheet(self.place.split("/d/")[1].split("/")[0])

    def run(self, *arguments: object) -> tuple[int, str, str]:
        """One command: its status, what it printed, and its errors."""
        self.capsys.readouterr()
        code = cli.main([str(argument) for argument in arguments])
        told = self.capsys.readouterr()
        assert "Traceback" not in told.err, told.err
        return code, told.out, told.err

    def command(self, *arguments: object, status: int = 0) -> str:
        """A command of which both homes have to say the same; its status is as it should be."""
        code, out, err = self.run(*arguments)
        assert code == status, f"{self.kind}: {err or out}"
        self.said.append((" ".join(self._plain(str(each)) for each in arguments), self._plain(out + err)))
        return out

    def refresh(self, *more: object, as_of: str = AS_OF) -> dict[str, Any]:
        """Refresh and keep the Outcome as it was printed."""
        moment = ("--as-of", as_of) if as_of else ()
        return json.loads(self.command("refresh", self.place, *moment, "--format", "json", *more))

    def take(self, text: str, *more: object, name: str = "export.csv") -> str:
        """Import this text."""
        file = self.folder / name
        file.write_text(text, encoding="utf-8")
        return self.command("import", file, "--into", self.place, "--lang", "en", *more)

    def edit(self, *edits: dict[str, Any]) -> str:
        """``operating-brief edit`` with these edits."""
        file = self.folder / "edit.json"
        file.write_text(json.dumps({"edits": list(edits)}), encoding="utf-8")
        return self.command("edit", self.place, file, "--lang", "en")

    def _plain(self, text: str) -> str:
        return text.replace(self.place, "WORKBOOK").replace(str(self.folder), "FOLDER")


Steps = Callable[[Home], object]


def homes(desk: Desk, capsys: Any, folder: Path, xlsx: Path, **how: str) -> tuple[Home, Home]:
    """The same workbook at home in a folder and in Google; ``how``: locale and time_zone of the Google Sheet."""
    sheet = desk.sheet(xlsx, xlsx.name, **how)
    made = []
    for kind in ("file", "google"):
        own = folder / kind
        own.mkdir()
        made.append(Home(kind, str(sheet), capsys, own, desk))
    file = made[0]
    file.place, file.desk = str(shutil.copy(xlsx, file.folder / xlsx.name)), None
    return made[0], made[1]


def both(desk: Desk, capsys: Any, folder: Path, xlsx: Path, steps: Steps, **how: str) -> tuple[Home, Home]:
    """Take the steps in each home and compare what every command said, and what our tabs hold in the end."""
    file, google = homes(desk, capsys, folder, xlsx, **how)
    results = steps(file), steps(google)
    assert results[0] == results[1], "\n".join(_differences(*results, "result"))
    same(file, google)
    return file, google


def same(file: Home, google: Home) -> None:
    """Both homes said the same, and our tabs hold the same."""
    assert [command for command, _ in file.said] == [command for command, _ in google.said]
    for (command, of_file), (_, of_google) in zip(file.said, google.said, strict=True):
        assert of_google == of_file, f"{command}\n{difference(of_file, of_google)}"
    here, there = file.look(), google.look()
    for tab in SHOWN:
        assert (tab in here.tabs()) == (tab in there.tabs()), tab
        if tab in here.tabs():
            of_file, of_google = shown(here.rows(tab)), shown(there.rows(tab))
            assert of_google == of_file, "\n".join(_differences(of_file, of_google, tab))


def difference(one: str, other: str) -> str:
    """Where two Outcomes differ first, as a path in them; for a message."""
    try:
        found = list(_differences(json.loads(one), json.loads(other), ""))
    except ValueError:
        return f"{one}\n--- Google:\n{other}"
    return "\n".join(found[:12])


def _differences(one: Any, other: Any, path: str) -> Iterator[str]:
    if isinstance(one, dict) and isinstance(other, dict):
        for name in one | other:
            yield from _differences(one.get(name), other.get(name), f"{path}.{name}")
    elif isinstance(one, list | tuple) and isinstance(other, list | tuple):
        for at, (first, second) in enumerate(zip_longest(one, other)):
            yield from _differences(first, second, f"{path}[{at}]")
    elif one != other:
        yield f"{path}: file {one!r} Google {other!r}"


def shown_rows(sheet: Sheet) -> list[list[Any]]:
    """A tab of the loopback server in plain values."""
    made = []
    for row in range(max(sheet.grid, default=-1) + 1):
        cells = sheet.grid.get(row, {})
        made.append([_of_cell(cells[at]) if at in cells else None for at in range(max(cells, default=-1) + 1)])
    return _trimmed(made)


def shown(rows: list[list[Any]]) -> list[list[Any]]:
    """What a person sees but sparklines, which Excel keeps beside the cells and Google in one."""
    return _trimmed([[None if isinstance(v, str) and v.startswith("=SPARKLINE(") else v for v in row] for row in rows])


def _of_cell(cell: Cell) -> Any:
    if isinstance(cell.value, Formula):
        return str(cell.value).removeprefix("=") if cell.value.startswith("=#") else str(cell.value)
    return _plain(cell.value)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date | time):
        value = to_excel(value, CALENDAR_WINDOWS_1900)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(f"{value:.10g}")
    return value if value != "" else None


def _trimmed(rows: list[list[Any]]) -> list[list[Any]]:
    made = []
    for row in rows:
        kept = list(row)
        while kept and kept[-1] is None:
            kept.pop()
        made.append(kept)
    while made and not made[-1]:
        made.pop()
    return made
