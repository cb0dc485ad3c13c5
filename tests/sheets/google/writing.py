"""A founder's Google Sheet on a loopback server that is asked without a line between: for the tests of writing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

import msgspec

from sheets.google import facts, stash
from sheets.google.seen import Seen
from sheets.google.write import Batch, batch
from sheets.grid import Grid, GridCell, Style
from tests.google.answers import GoogleError
from tests.google.model import Cell, Json, Sheet, Store
from tests.google.server import Server, called

STYLES = {
    "body": Style(),
    "title": Style(size=18, bold=True, color="#ffffff", fill="#1f5f4a"),
    "money": Style(number="#,##0", align="right", indent=1, border="bottom"),
    "critical": Style(color="#b3261e", fill="#fbeceb", bold=True),
    "wrapped": Style(wrap=True, valign="top", indent=1, italic=True),
    "input": Style(unlocked=True, border="top bottom left right"),
    "end": Style(number=";;;"),
}


def grid(cells: dict[tuple[int, int], Any], key: str = "brief", name: str = "Brief", **more: Any) -> Grid:
    """A tab of these cells; a plain value is a cell of the body."""
    told = {place: cell if isinstance(cell, GridCell) else GridCell(cell) for place, cell in cells.items()}
    return Grid(key, name, told, {**STYLES, **more.pop("styles", {})}, **more)


class Home:
    """One spreadsheet of a founder's with these tabs, each with a word in A1."""

    def __init__(self, *tabs: str, locale: str = "en_US") -> None:
        self.server = Server(Store())
        book = self.server.store.new_book("Ruta Norte")
        self.id = book.id
        with self.server.store.change(self.id) as book:
            book.properties = book.properties | {"locale": locale}
            book.edit(0).title = (tabs or ("Orders",))[0]
            for number, title in enumerate(tabs[1:], 1):
                book.add(Sheet(number, title))
            for sheet in book.sheets:
                book.edit(sheet.id).put(0, 0, Cell(f"mine, on {sheet.title}"))
        self.runs = 0

    def ask(self, method: str, path: str, body: Json | None = None, **query: str) -> Json:
        """One request, held to Google's schema; a refusal is an error."""
        asked = "&".join(f"{name}={quote(value)}" for name, value in query.items())
        target = f"/v4/spreadsheets/{self.id}{path}?{asked}"
        answer = self.server.answer(called(method, target, msgspec.json.encode(body) if body else b""))
        assert self.server.violations == []
        if answer.status != 200:
            raise GoogleError(answer.status, str(answer.said))
        return dict(answer.said)

    def look(self) -> Seen:
        """As the product looks at it."""
        return facts.seen(self.id, self.ask("GET", "", fields=facts.FIELDS))

    def apply(self, requests: Sequence[Json], answer: Sequence[str] = ()) -> Json:
        """One batch; the answer tells what a write asks for."""
        body: Json = {"requests": list(requests), "includeSpreadsheetInResponse": True}
        body |= {"responseIncludeGridData": True, "responseRanges": list(answer)} if answer else {}
        return self.ask("POST", ":batchUpdate", body, fields=stash.FIELDS if answer else "")

    def write(self, *grids: Grid, seen: Seen | None = None) -> tuple[Batch, Json]:
        """Write our tabs as a refresh does."""
        self.runs += 1
        made = batch(grids, seen or self.look(), f"run {self.runs}")
        return made, self.apply(made.requests, made.answer)

    def sheet(self, title: str) -> Sheet:
        """The tab as Google holds it."""
        return self.server.store.books[self.id].sheet(title)

    def titles(self) -> list[str]:
        """The tabs in their order."""
        return [sheet.title for sheet in self.server.store.books[self.id].sheets]

    def cells(self, title: str) -> dict[tuple[int, int], Json]:
        """What ``spreadsheets.get`` says of the cells of a tab, by row and column from 1."""
        said = self.ask("GET", "", ranges="'" + title.replace("'", "''") + "'", includeGridData="true")
        (block,) = said["sheets"][0]["data"]
        return {
            (row, column): cell
            for row, line in enumerate(block.get("rowData", ()), 1)
            for column, cell in enumerate(line.get("values", ()), 1)
            if cell
        }

    def cell(self, title: str, row: int = 1, column: int = 1) -> Json:
        """One of them."""
        return self.cells(title).get((row, column), {})

    def types(self, title: str, row: int, column: int, value: object) -> None:
        """A person types into a cell."""
        with self.server.store.change(self.id) as book:
            sheet = book.edit(title)
            old = sheet.cell(row - 1, column - 1)
            sheet.put(row - 1, column - 1, old.but(value=value, cached=None, runs=()))

    def notes(self, title: str, row: int, column: int, words: str) -> None:
        """A person leaves a note at a cell."""
        with self.server.store.change(self.id) as book:
            sheet = book.edit(title)
            sheet.put(row - 1, column - 1, sheet.cell(row - 1, column - 1).but(note=words))
