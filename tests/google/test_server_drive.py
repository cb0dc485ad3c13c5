"""The slice of Drive: what a file is called, when it changed, and how it goes."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.google.model import Cell, Formula, Store
from tests.google.server import Server, called

SHEET = "application/vnd.google-apps.spreadsheet"


@pytest.fixture
def server() -> Server:
    return Server(Store())


def ask(server: Server, method: str, path: str, body: object = None) -> tuple[int, Any]:
    raw = b"" if body is None else json.dumps(body).encode()
    answer = server.answer(called(method, f"/drive/v3/files{path}", raw))
    return answer.status, answer.said if answer.headers.get("Content-Type", "").startswith(
        "application/json"
    ) else answer.body


def test_a_spreadsheet_that_drive_makes_opens_in_sheets(server: Server) -> None:
    status, said = ask(server, "POST", "", {"name": "Shop", "mimeType": SHEET, "appProperties": {"run": "a"}})

    assert (status, said["name"], said["mimeType"]) == (200, "Shop", SHEET)
    look = server.answer(called("GET", f"/v4/spreadsheets/{said['id']}?fields=properties.title"))
    assert look.said == {"properties": {"title": "Shop"}}


def test_the_version_rises_with_each_write_and_may_lag(server: Server) -> None:
    book = server.store.new_book("Shop")

    def version() -> str:
        return str(ask(server, "GET", f"/{book.id}?fields=version")[1]["version"])

    before = version()
    for value in ("a", "b"):
        with server.store.change(book.id) as edited:
            edited.edit(0).put(0, 0, Cell(value))
    assert int(version()) == int(before) + 2

    server.store.version_lag = 2
    assert version() == before


def test_a_file_that_is_not_there_is_told_in_drive_s_own_shape(server: Server) -> None:
    status, said = ask(server, "GET", "/gone")

    assert status == 404
    assert said["error"]["message"] == "File not found: gone."
    assert said["error"]["errors"][0]["reason"] == "notFound"


def test_files_are_found_by_name_and_kind_and_not_those_of_others(server: Server) -> None:
    mine = server.store.new_book("Shop")
    server.store.new_book("Other")
    server.store.new_book("Shop", access="none")

    query = "?q=mimeType%3D%22application/vnd.google-apps.spreadsheet%22+and+name+%3D+%22Shop%22&fields=files(id)"
    assert ask(server, "GET", query) == (200, {"files": [{"id": mine.id}]})


def test_a_copy_is_a_file_of_its_own(server: Server) -> None:
    book = server.store.new_book("Shop")
    with server.store.change(book.id) as edited:
        edited.edit(0).put(0, 0, Cell("first"))
    _, said = ask(server, "POST", f"/{book.id}/copy", {"name": "Copy"})

    with server.store.change(said["id"]) as edited:
        edited.edit(0).put(0, 0, Cell("second"))
    assert server.store.books[book.id].sheet(0).cell(0, 0).value == "first"
    assert server.store.books[said["id"]].sheet(0).cell(0, 0).value == "second"
    assert server.store.books[said["id"]].title == "Copy"


def test_an_export_is_the_first_tab_as_it_is_shown(server: Server) -> None:
    book = server.store.new_book("Shop")
    with server.store.change(book.id) as edited:
        for column, value in enumerate(["a,b", 1.5, Formula("=2*3")]):
            edited.edit(0).put(0, column, Cell(value))
        edited.edit(0).put(2, 1, Cell(True))

    assert ask(server, "GET", f"/{book.id}/export?mimeType=text/csv") == (200, b'"a,b",1.5,6\r\n,,\r\n,TRUE,')


def test_a_deleted_file_is_gone_from_both_apis(server: Server) -> None:
    book = server.store.new_book("Shop")

    assert ask(server, "DELETE", f"/{book.id}")[0] == 204
    assert ask(server, "GET", f"/{book.id}")[0] == 404
    assert server.answer(called("GET", f"/v4/spreadsheets/{book.id}")).status == 404


def test_a_viewer_may_not_delete(server: Server) -> None:
    book = server.store.new_book("Shop", access="reader")

    assert ask(server, "DELETE", f"/{book.id}")[0] == 403
    assert book.id in server.store.books


def test_a_new_name_is_the_title_of_the_sheet(server: Server) -> None:
    book = server.store.new_book("Shop")
    ask(server, "PATCH", f"/{book.id}", {"name": "New shop"})

    assert server.store.books[book.id].title == "New shop"
