"""``restore`` as a founder types it: the list, a moment, a moment that no copy has."""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop import cli
from desktop.commands.restore import chosen
from sheets.errors import SheetsError
from sheets.workbook import Copy
from tests.sheets.excel.making import Place


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """A workbook that was written three times, with the program's folder where the command looks for it."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    place = Place(tmp_path)
    place.book.app_data = tmp_path / "data" / "operating-brief"
    for day in (16, 17, 18):
        place.write(day)
    return place


@pytest.fixture
def bogota(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine in Bogotá, five hours behind UTC."""
    monkeypatch.setenv("TZ", "America/Bogota")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def said(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = cli.main(list(map(str, arguments)))
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    return code, out, err


def events(capsys: pytest.CaptureFixture[str], *arguments: object) -> list[dict[str, object]]:
    return [json.loads(line) for line in said(capsys, *arguments, "--events")[1].splitlines()]


def test_the_list_tells_time_and_size_the_newest_first_and_changes_nothing(place, capsys) -> None:
    before = place.path.read_bytes()
    code, out, _ = said(capsys, "restore", place.path, "--list", "--lang", "es")
    first, *rows = out.splitlines()
    assert (code, first) == (0, "Copias de shop.xlsx, de la más nueva a la más antigua:")
    assert len(rows) == 3
    for row in rows:
        assert re.fullmatch(r"  \d{4}-\d\d-\d\d \d\d:\d\d:\d\d +\d+ KB", row)
    assert rows == sorted(rows, reverse=True)
    assert place.path.read_bytes() == before


def test_programs_get_the_list_as_one_event(place, capsys) -> None:
    (done,) = events(capsys, "restore", place.path, "--list")
    copies = done["copies"]
    assert [copy["content"] for copy in copies] == [copy.content for copy in place.book.copies()]
    assert copies[-1]["bytes"] == len(place.original)
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z", copy["when"]) for copy in copies)


def test_every_listed_moment_leads_to_its_own_copy(place, capsys) -> None:
    (done,) = events(capsys, "restore", place.path, "--list")
    for copy in done["copies"]:
        *_, restored = events(capsys, "restore", place.path, "--to", copy["when"])
        assert restored["fingerprint"] == copy["content"]
    assert place.path.read_bytes() == place.original


def test_going_back_to_a_moment_is_itself_undone_by_restore(place, capsys) -> None:
    before = place.path.read_bytes()
    (done,) = events(capsys, "restore", place.path, "--list")
    code, out, _ = said(capsys, "restore", place.path, "--to", done["copies"][-1]["when"], "--lang", "en")
    assert (code, "is back as the copy of" in out) == (0, True)
    assert place.path.read_bytes() == place.original
    assert said(capsys, "restore", place.path)[0] == 0
    assert place.path.read_bytes() == before


def test_a_workbook_without_copies_says_so(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    place = Place(tmp_path)
    code, out, _ = said(capsys, "restore", place.path, "--list", "--lang", "en")
    assert (code, out) == (0, "There is no copy of shop.xlsx yet: one is made before each write.\n")
    code, _, err = said(capsys, "restore", place.path, "--to", "2026-11-16", "--lang", "es")
    assert code == 1
    assert "Todavía no hay copias de shop.xlsx" in err


MORNING = Copy(datetime(2026, 11, 16, 13, 0, 5, 250_000, UTC), 10, "a")
NOON = Copy(datetime(2026, 11, 16, 17, 30, tzinfo=UTC), 10, "b")
LATE = Copy(datetime(2026, 11, 18, 3, 0, tzinfo=UTC), 10, "c")  # the evening of the 17th in Bogotá
COPIES = (LATE, NOON, MORNING)


@pytest.mark.usefixtures("bogota")
@pytest.mark.parametrize(
    ("asked", "copy"),
    [
        ("2026-11-16 08:00:05", MORNING),
        ("2026-11-16T08", MORNING),
        ("2026-11-17", LATE),
        ("2026-11-16T17:30:00Z", NOON),
        ("2026-11-16T13:00:05.250Z", MORNING),
        ("2026-11-16T12:00", MORNING),
        ("2026-11-16T12:00-05:00", MORNING),
        ("2026-11-16T17:30:00.000Z", NOON),
        ("2026-11-18", LATE),
        ("2030-01-01", LATE),
    ],
)
def test_a_moment_finds_its_copy(asked: str, copy: Copy) -> None:
    assert chosen(asked, COPIES, "shop.xlsx") == copy


@pytest.mark.usefixtures("bogota")
@pytest.mark.parametrize(
    ("asked", "kind", "words"),
    [
        ("2026-11-16", "which_copy", "2026-11-16 12:30:00.000, 2026-11-16 08:00:05.250"),
        ("yesterday", "which_copy", "“yesterday” is no moment"),
        ("2026-11-16T12:59:00Z", "no_backup", "the oldest is of 2026-11-16 08:00:05"),
        ("0001-01-01", "which_copy", "is no moment"),
    ],
)
def test_a_moment_that_means_no_copy_or_several_is_said(asked: str, kind: str, words: str) -> None:
    with pytest.raises(SheetsError) as refused:
        chosen(asked, COPIES, "shop.xlsx")
    assert refused.value.kind == kind
    assert words in refused.value.message("en")
    assert refused.value.message("en") != refused.value.message("es")


def test_list_and_to_exclude_each_other(tmp_path, capsys) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(["restore", os.fspath(tmp_path / "x.xlsx"), "--list", "--to", "2026"])
    assert stopped.value.code == 2
