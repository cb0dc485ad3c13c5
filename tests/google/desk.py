"""A founder's desk with Google on it: the loopback servers, and the environment by which any process reaches them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from sheets.place import GoogleSheet
from sheets.workbook import NO_MORE
from tests.google import allowed, faults, from_xlsx
from tests.google.allowed import Declared, Wrote
from tests.google.answers import Call
from tests.google.model import Book, Error, Store
from tests.google.oauth import HOSTS, OAuth, Robot
from tests.google.proxy import Proxy
from tests.google.server import Server

#: The hosts of the two programming interfaces; everything else goes to the sign-in server or nowhere.
API_HOSTS = ("sheets.googleapis.com", "www.googleapis.com")


class Desk:
    """Both servers and the proxy, running. One test at a time: :meth:`clean` before each."""

    def __init__(self, folder: Path) -> None:
        self.faults = faults.Faults()
        self.robot = Robot()
        self.oauth = OAuth(self.faults, self.robot)
        self.server = Server(Store())
        self.server.faults, self.server.permits, self.server.watch = self.faults, self.oauth.refuses, self._watch
        routes = dict.fromkeys(API_HOSTS, self.server.address) | dict.fromkeys(HOSTS, self.oauth.address)
        self.proxy = Proxy(folder, routes)
        self.wrote: list[Wrote] = []
        self._declared: tuple[Declared, ...] = ()
        self._added: set[int] = set()
        self._new: set[str] = set()
        self._began: dict[str, Book] = {}

    # --- what a test asks for

    @property
    def store(self) -> Store:
        return self.server.store

    @property
    def log(self) -> list[Call]:
        """Every request to Sheets and Drive, oldest first."""
        return self.server.log

    @property
    def writes(self) -> list[Call]:
        """Those that may change something."""
        return [call for call in self.log if call.writes]

    def sheet(
        self, xlsx: Path, title: str = "", locale: str = "en_US", time_zone: str = "America/Bogota"
    ) -> GoogleSheet:
        """This workbook as a Google Sheet of the founder's."""
        book = from_xlsx.load(self.store, xlsx, title, locale, time_zone)
        return GoogleSheet(book.id)

    def book(self, sheet: GoogleSheet | str) -> Book:
        """The sheet as it is now, to look at; a link does as well."""
        return self.store.books[_id(sheet)]

    def change(self, sheet: GoogleSheet | str) -> AbstractContextManager[Book]:
        """A person edits now: ``with google.change(sheet) as book: book.edit("Orders").put(3, 1, Cell("x"))``."""
        return self.store.change(_id(sheet))

    def rows(self, sheet: GoogleSheet | str, tab: str) -> list[list[object]]:
        """What stands in a tab, row by row: values as they are shown to a program, errors by their text."""
        found = self.book(sheet).sheet(tab)
        made = []
        for row in range(max(found.grid, default=-1) + 1):
            cells = found.grid.get(row, {})
            shown = [cells[at].shown if at in cells else None for at in range(max(cells, default=-1) + 1)]
            values = [each.shown if isinstance(each, Error) else each for each in shown]
            while values and values[-1] is None:
                values.pop()
            made.append(values)
        while made and not made[-1]:
            made.pop()
        return made

    def tabs(self, sheet: GoogleSheet | str) -> list[str]:
        """The titles in their order."""
        return [tab.title for tab in self.book(sheet).sheets]

    def person(
        self,
        when: str,
        edit: Callable[[Book], object],
        sheet: GoogleSheet | str,
        *,
        after: bool = False,
        times: int = 1,
    ) -> None:
        """Somebody edits right before the next request of this path is answered (``after``: right after it).

        ``when`` is a pattern as :meth:`tests.google.faults.Faults.add` takes it: ``*:batchUpdate``.
        """

        def edits() -> None:
            with self.change(sheet) as book:
                edit(book)

        self.faults.add(faults.person_after(edits) if after else faults.person(edits), when, times=times)

    @contextmanager
    def unharmed(self, sheet: GoogleSheet | str) -> Iterator[None]:
        """Everything outside of our tabs is the same after the block as before it."""
        before = self.book(sheet)
        yield
        after = self.book(sheet)
        harmed = allowed.harm(before, after, allowed.ours_of(before) | allowed.ours_of(after))
        assert harmed == []

    @contextmanager
    def declared(self, *declared: Declared) -> Iterator[None]:
        """What is written within the block was declared by the command that runs in it."""
        was, self._declared, self._added = self._declared, (*self._declared, *declared), set()
        self._began = {}
        try:
            yield
        finally:
            self._declared, self._added = was, set()

    @property
    def offline(self) -> bool:
        """No connection reaches anybody while this is True."""
        return self.proxy.cut

    @offline.setter
    def offline(self, cut: bool) -> None:
        self.proxy.cut = cut

    # --- what the fixture asks for

    def environment(self, folder: Path) -> dict[str, str]:
        """How a process reaches this desk, signed in as the robot."""
        key = folder / "robot.json"
        key.write_text(json.dumps(self.robot.info), encoding="utf-8")
        address, bundle = self.proxy.address, str(self.proxy.authority.bundle)
        return {
            "HTTPS_PROXY": address,
            "https_proxy": address,
            "REQUESTS_CA_BUNDLE": bundle,
            "GOOGLE_APPLICATION_CREDENTIALS": str(key),
        }

    def clean(self) -> None:
        """Nothing has happened yet and no sheet is there."""
        self.faults.clear()
        self.oauth.forget()
        self.server.store = Store()
        self.server.log.clear()
        self.server.violations.clear()
        self.proxy.refused.clear()
        self.proxy.cut = False
        self.wrote, self._declared, self._added, self._new, self._began = [], (), set(), set(), {}

    def stop(self) -> None:
        """Let the ports go."""
        for each in (self.proxy, self.oauth, self.server):
            each.stop()

    def troubles(self) -> list[str]:
        """What a test must not leave behind, whatever it was about."""
        found = [f"{wrote.path}: {said}" for wrote in self.wrote for said in allowed.trespasses(wrote)]
        found += [f"scripted and never happened: {each}" for each in self.faults.unused()]
        found += [f"asked {host}, which is not Google" for host in self.proxy.refused]
        # What Google's schema refuses, what the server does not know (501), and where it broke.
        return found + self.server.violations

    def _watch(self, call: Call, before: Book | None, after: Book | None) -> None:
        """After each request that was answered, under the server's lock: the book before it and after it."""
        if call.method == "GET" and "/values" in call.path:
            self._new.discard(call.spreadsheet)
        if not call.writes or call.status >= 400:
            return
        if before is None:
            made = str((call.answer or {}).get("spreadsheetId", ""))
            self._new.add(made)
            self.oauth.made(call.headers.get("authorization", "").removeprefix("Bearer "), made)
            return
        is_new = call.spreadsheet in self._new
        requests = call.requests
        began = self._began.setdefault(call.spreadsheet, before)
        added = frozenset(self._added)
        self.wrote.append(Wrote(call.method, call.path, requests, before, after, self._declared, added, is_new, began))
        if self._declared:
            asked = [request["addSheet"] for request in requests if "addSheet" in request]
            self._added |= {each.get("properties", {}).get("sheetId", -1) for each in asked}


def watching_edits(desk: Desk, book_class: Any) -> dict[str, Any]:
    """The methods of a workbook's class that declare what they change, each telling the desk while it runs."""

    def write(self: Any, grids: Any, since: str, more: Any = NO_MORE) -> Any:
        assert allowed.more_than_decisions(more) == []
        with desk.declared(*map(Declared.of, more.edits)):
            return plain_write(self, grids, since, more)

    def edit(self: Any, edits: Any, since: str) -> Any:
        with desk.declared(*map(Declared.of, edits)):
            return plain_edit(self, edits, since)

    def upgrade(self: Any, edits: Any, tabs: bytes, contract_version: int, since: str) -> Any:
        with desk.declared(*map(Declared.of, edits), Declared("", None)):
            return plain_upgrade(self, edits, tabs, contract_version, since)

    plain_write, plain_edit, plain_upgrade = book_class.write, book_class.edit, book_class.upgrade
    return {"write": write, "edit": edit, "upgrade": upgrade}


def _id(sheet: GoogleSheet | str) -> str:
    return sheet.id if isinstance(sheet, GoogleSheet) else sheet
