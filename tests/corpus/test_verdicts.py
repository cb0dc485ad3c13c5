"""The judge itself: each kind of harm that a program could do is seen, and each refusal is told from harm."""

from __future__ import annotations

import os
import shutil
import signal
import time
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy
import pytest

from tests.corpus.__main__ import SUFFIXES, found_under, main, passed, refused_share, report
from tests.corpus.command import Ran, forked
from tests.corpus.office import alike
from tests.corpus.reasons import PERMITTED, permitted
from tests.corpus.trial import Program, Trial, tried
from tests.sheets.excel.making import openpyxl_workbook

CLOSED = "The structure of this workbook is protected. Lift the protection."


def refusing(code: int, sentence: str, then: Callable[[Path], None] = lambda path: None) -> Program:
    def program(arguments: Sequence[str], home: Path) -> Ran:
        then(Path(arguments[1]))
        event = {"event": "failed", "kind": "x", "happened": {"en": sentence}, "remedy": {"en": ""}}
        return Ran(code, (event,), sentence)

    return program


def companion(path: Path) -> None:
    path.with_name(f"{path.stem} - Operating Brief.xlsx").write_bytes(b"PK")


def spoil(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"x")


def stray(path: Path) -> None:
    path.with_name(".~ob-1.tmp").write_bytes(b"")


@pytest.mark.parametrize(
    ("program", "verdict", "told"),
    [
        (refusing(1, CLOSED), "refused", "its structure is protected"),
        (refusing(3, CLOSED, companion), "refused", "its structure is protected"),
        (refusing(1, CLOSED, companion), "harmed", "left behind: book - Operating Brief.xlsx"),
        (refusing(1, "No, thank you."), "harmed", "not on the list"),
        (refusing(1, ""), "harmed", "refused without a sentence"),
        (refusing(1, CLOSED, spoil), "harmed", "and yet changed"),
        (refusing(1, CLOSED, stray), "harmed", "left behind: .~ob-1.tmp"),
        (refusing(70, CLOSED), "harmed", "exit code 70"),
        (lambda a, h: Ran(None, (), "", "ended by SIGABRT"), "harmed", "ended by SIGABRT"),
        (lambda a, h: Ran(1, ({"event": "failed", "kind": "bug"},), ""), "harmed", "a bug of ours"),
        (lambda a, h: Ran(1, (), "Traceback (most recent call last)\nKeyError: 1"), "harmed", "KeyError: 1"),
    ],
)
def test_what_becomes_of_a_file_that_is_not_written(tmp_path: Path, program: Program, verdict: str, told: str) -> None:
    trial = tried("a", openpyxl_workbook(tmp_path / "a.xlsx"), tmp_path / "t", program)
    assert trial.verdict == verdict
    assert told in trial.reason + " ".join(trial.harm)


def rewriting(change: Callable[[dict[str, bytes]], object]) -> Program:
    """A program that adds nothing and rewrites the package in its own way."""

    def program(arguments: Sequence[str], home: Path) -> Ran:
        path, kept = Path(arguments[1]), home / "kept"
        home.mkdir(exist_ok=True)
        if arguments[0] == "restore":
            shutil.copyfile(kept, path)
            return Ran(0, (), "")
        shutil.copyfile(path, kept)
        with zipfile.ZipFile(path) as file:
            parts = {info.filename: file.read(info) for info in file.infolist()}
        change(parts)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
            for name, content in parts.items():
                file.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
        return Ran(0, (), "")

    return program


def lose_theme(parts: dict[str, bytes]) -> None:
    parts.pop("xl/theme/theme1.xml", None)


def change_value(parts: dict[str, bytes]) -> None:
    part = "xl/worksheets/sheet1.xml"
    parts[part] = parts[part].replace(b"12.5", b"13.5")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lose_theme, "xl/theme/theme1.xml is gone"),
        (change_value, "calamine reads Data differently"),
        (change_value, "openpyxl reads Data differently"),
        (change_value, "xl/worksheets/sheet1.xml changed"),
    ],
)
def test_what_a_write_may_not_do_is_seen(
    tmp_path: Path, change: Callable[[dict[str, bytes]], object], told: str
) -> None:
    trial = tried("a", openpyxl_workbook(tmp_path / "a.xlsx"), tmp_path / "t", rewriting(change))
    assert any(told in one for one in trial.harm)


def sleep() -> int:
    time.sleep(30)
    return 0


def killed() -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


def hog() -> int:
    return len(bytearray(8 << 30))


@pytest.mark.parametrize(
    ("work", "broke"),
    [(sleep, "still at work"), (killed, "ended by SIGKILL"), (hog, "MemoryError"), (lambda: 1 // 0, "ZeroDivision")],
)
def test_a_child_that_hangs_crashes_or_raises_is_told_apart(
    tmp_path: Path, work: Callable[[], int], broke: str
) -> None:
    assert broke in forked(work, tmp_path / "home", seconds=2).bug()


def test_the_share_of_refused_is_of_those_that_libreoffice_opens() -> None:
    trials = [Trial("a", Path("a"), opens=True) for _ in range(32)]
    trials += [
        Trial("b", Path("b"), reason="marked as final", opens=True),
        Trial("c", Path("c"), reason="x", opens=False),
    ]
    assert refused_share(trials) == pytest.approx(1 / 33)
    assert not passed(trials)
    assert passed([Trial("d", Path("d"), opens=True), *trials])
    assert not passed([*[trials[0]] * 900, Trial("e", Path("e"), harm=["lost"])])
    assert "  1 marked as final: b" in report(trials, found_under(Path(__file__).parent)[1], True)


def test_files_of_other_kinds_are_passed_over_and_counted(tmp_path: Path) -> None:
    for name in ("a.XLSX", "deep/b.xltm", "c.xls", "deep/d.pdf", "none"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    files, skipped = found_under(tmp_path)
    assert [path.name for path in files] == ["a.XLSX", "b.xltm"]
    assert skipped == {".xls": 1, ".pdf": 1, "none": 1}
    assert len(SUFFIXES) == 4
    assert main([str(tmp_path / "deep" / "nothing")]) == 2


def test_every_reason_is_known_by_a_sentence_of_its_own() -> None:
    assert len({reason.name for reason in PERMITTED}) == len(PERMITTED)
    assert permitted("The Orders tab is blue.") is None
    assert permitted("This workbook is marked as final.").name == "marked as final"  # type: ignore[union-attr]


def test_two_pages_are_alike_but_for_specks() -> None:
    page = numpy.full((400, 300), 255, numpy.uint8)
    speck, moved = page.copy(), page.copy()
    speck[5, 5] = 0
    moved[100:110, 20:200] = 0
    assert alike(page, speck)
    assert not alike(page, moved)
    assert not alike(page, page[:-1])
