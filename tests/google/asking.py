"""Ask the server as a test does: without a line between them, the answer decoded."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

import msgspec

from tests.google.answers import Json
from tests.google.model import Book, Cell, Sheet, Value
from tests.google.server import Server, called


class Asked:
    """One spreadsheet on a server of its own, and how to ask about it."""

    def __init__(self, *tabs: str) -> None:
        self.server = Server()
        self.book_id = self.server.store.new_book("Shop").id
        with self.server.store.change(self.book_id) as book:
            for place, title in enumerate(tabs):
                if place == 0:
                    book.edit(0).title = title
                else:
                    book.add(Sheet(place, title))

    @property
    def book(self) -> Book:
        return self.server.store.books[self.book_id]

    def put(self, tab: str, rows: list[list[Value | Cell]]) -> None:
        """A person types these values into a tab, from A1."""
        with self.server.store.change(self.book_id) as book:
            sheet = book.edit(tab)
            for row, values in enumerate(rows):
                for column, value in enumerate(values):
                    sheet.put(row, column, value if isinstance(value, Cell) else Cell(value))

    def shown(self, tab: str) -> list[list[object]]:
        """What a tab shows, row by row, trailing empties cut; errors as they stand in the cell."""
        said = self.get(f"/values/{quote(tab, safe='')}", valueRenderOption="UNFORMATTED_VALUE")
        return list(said.get("values", []))

    def send(self, method: str, path: str, body: Any = None, **query: Any) -> tuple[int, Any]:
        """Status and answer; ``path`` begins behind the spreadsheet's id."""
        text = "?" + urlencode(query, doseq=True) if query else ""
        raw = b"" if body is None else msgspec.json.encode(body)
        answer = self.server.answer(called(method, f"/v4/spreadsheets/{self.book_id}{path}{text}", raw))
        return answer.status, msgspec.json.decode(answer.body) if answer.body else None

    def get(self, path: str = "", **query: Any) -> Json:
        """The answer to a read that must succeed."""
        status, said = self.send("GET", path, **query)
        assert status == 200, said
        return dict(said)

    def batch(self, *requests: Json, **more: Any) -> Json:
        """The answer to a batchUpdate that must succeed; ``fields`` is the query's mask."""
        query = {"fields": more.pop("fields")} if "fields" in more else {}
        status, said = self.send("POST", ":batchUpdate", {"requests": list(requests)} | more, **query)
        assert status == 200, said
        return dict(said)

    def refused(self, *requests: Json, status: int = 400) -> str:
        """The message of a batchUpdate that must be refused."""
        got, said = self.send("POST", ":batchUpdate", {"requests": list(requests)})
        assert got == status, said
        return str(said["error"]["message"])


def cells(rows: list[list[Value]]) -> list[Json]:
    """RowData of plain values, typed by their Python type."""
    kinds = {bool: "boolValue", int: "numberValue", float: "numberValue", str: "stringValue"}
    return [
        {"values": [{"userEnteredValue": {kinds[type(v)]: v}} if v is not None else {} for v in values]} for values in rows
    ]  # fmt: skip


def span(sheet: int, top: int, bottom: int, left: int, right: int) -> Json:
    """A GridRange."""
    return {
        "sheetId": sheet, "startRowIndex": top, "endRowIndex": bottom, "startColumnIndex": left, "endColumnIndex": right
    }  # fmt: skip
