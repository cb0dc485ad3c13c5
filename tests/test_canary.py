"""Marks stand in every place where a package can hide text: nothing that is shared may carry one on."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from desktop import cli
from tests import marked_workbook
from tests.marked_workbook import SECRET, SHOWN, marks_in, secret

FOLDER, NAME = secret("folder"), f"{secret('file_name')}.xlsx"
LANGUAGES = pytest.mark.parametrize("language", ["en", "es"])


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return marked_workbook.marked_workbook(tmp_path_factory.mktemp("original") / NAME)


@pytest.fixture
def marked(original: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The marked workbook, in a folder and under a name that are marks as well, as is the user's name."""
    for name in ("USER", "LOGNAME", "USERNAME", "HOSTNAME"):
        monkeypatch.setenv(name, secret("user"))
    folder = tmp_path / FOLDER
    folder.mkdir()
    return Path(shutil.copy(original, folder / NAME))


def run(*arguments: object) -> int:
    return cli.main([str(argument) for argument in arguments])


def tabs_of(workbook: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    capsys.readouterr()
    assert run("export-template", workbook, "--list", "--events") == 0
    return [tab["tab"] for tab in json.loads(capsys.readouterr().out.splitlines()[-1])["tabs"]]


def test_every_mark_is_found_where_it_was_put(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put = set()
    for kind in ("secret", "shown"):
        make = getattr(marked_workbook, kind)
        monkeypatch.setattr(marked_workbook, kind, lambda place, make=make: put.add(make(place)) or make(place))
    path = marked_workbook.marked_workbook(tmp_path / "marked.xlsx")
    assert len(put) > 300
    assert put - marks_in(path.read_bytes()) == set()


def test_a_mark_is_found_in_wide_letters_in_base64_and_in_a_zip_within_a_zip() -> None:
    inner, outer = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("deep", "x" * 500 + f" {SECRET}_deep ")
    with zipfile.ZipFile(outer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("inner.zip", inner.getvalue())
        package.writestr("wide", f"é {SECRET}_wide ".encode("utf-16-be"))
        package.writestr("base64", "aW4g" + "enFzZWNyZXRfY29kZWQg")
        package.writestr("upper", f"{SECRET}_UPPER")
    assert marks_in(outer.getvalue()) == {f"{SECRET}_{place}" for place in ("deep", "wide", "coded", "upper")}


@LANGUAGES
def test_a_template_holds_no_mark(marked: Path, language: str) -> None:
    out = marked.parent / "out.xlsx"
    assert run("export-template", marked, out, "--lang", language) == 0
    assert marks_in(out.read_bytes()) == set()


@LANGUAGES
def test_a_template_with_every_tab_ticked_holds_no_mark(
    marked: Path, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = marked.parent / "out.xlsx"
    tabs = tabs_of(marked, capsys)
    assert {"Orders", "Notes", "Suppliers"} <= set(tabs)
    assert run("export-template", marked, out, "--lang", language, *(f"--tab={tab}" for tab in tabs)) == 0
    assert marks_in(out.read_bytes()) == set()
    assert b"Suppliers" in zipfile.ZipFile(out).read("xl/workbook.xml")


def test_the_machine_leaves_no_trace_in_a_template(marked: Path) -> None:
    out = marked.parent / "out.xlsx"
    assert run("export-template", marked, out) == 0
    with zipfile.ZipFile(out) as package:
        for name in package.namelist():
            assert str(marked.parent).encode() not in package.read(name)
        core = package.read("docProps/core.xml")
    assert b">Operating Brief</dc:creator>" in core
    assert b"lastModifiedBy" not in core
    assert core.count(b"2026-01-01T00:00:00Z") == 2


def test_neither_markdown_nor_json_holds_what_only_the_founder_may_see(
    marked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for form in ("md", "json"):
        assert run("refresh", marked, "--no-write", "--format", form) == 0
        said = capsys.readouterr().out
        assert SHOWN in said, "the marked rows were not read"
        assert only_secret(marks_in(said.encode())) - {secret("file_name")} == set()


def test_a_companion_holds_nothing_that_only_the_founder_may_see(marked: Path) -> None:
    # The package has revisions, so that it is never altered and the brief goes beside it.
    before = marked.read_bytes()
    assert run("refresh", marked) == 3
    assert marked.read_bytes() == before
    companion = next(path for path in marked.parent.iterdir() if path.name.endswith("Operating Brief.xlsx"))
    found = marks_in(companion.read_bytes())
    assert any(mark.startswith(SHOWN) for mark in found), "the brief is not in it"
    assert only_secret(found) == set()


def test_what_the_program_keeps_beside_backups_holds_nothing_secret(marked: Path) -> None:
    home = Path(os.environ["HOME"])
    run("refresh", marked)
    run("export-template", marked, marked.parent / "out.xlsx")
    kept = {path: marks_in(path.read_bytes()) for path in home.rglob("*") if path.is_file()}
    assert kept, "nothing was kept"
    leaks = {path: only_secret(marks) - {secret("file_name"), secret("folder")} for path, marks in kept.items()}
    assert {path: marks for path, marks in leaks.items() if marks and "backups" not in path.parts} == {}


def test_nothing_is_left_in_the_folder_for_temporary_files(
    marked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(temporary))
    command = [sys.executable, "-m", "desktop.cli"]
    for arguments in (["refresh", marked], ["export-template", marked, marked.parent / "out.xlsx"]):
        done = subprocess.run([*command, *map(str, arguments)], capture_output=True, timeout=120, check=False)
        assert done.returncode in (0, 3), done.stderr
    assert list(temporary.rglob("*")) == []


def only_secret(marks: set[str]) -> set[str]:
    return {mark for mark in marks if mark.startswith(SECRET)}
