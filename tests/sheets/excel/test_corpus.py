"""The foreign workbooks of the shared corpus: nothing of them is lost.

All of them with grids that use everything a grid can say, and a sample with the real command before other readers
and LibreOffice; ``make corpus`` tries all of them so.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import warnings
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import openpyxl
import pytest

from sheets.errors import SheetsError
from sheets.excel.book import ExcelBook
from sheets.excel.package import fingerprint
from tests.invariants import harm
from tests.sheets.excel.making import macro_workbook, ours, parts_of, rich_workbook

pytestmark = pytest.mark.real


def written_twice(original: Path, folder: Path) -> tuple[str, list[str]]:
    """What became of one file, and all the harm that was done to it."""
    path = folder / f"shop{original.suffix}"
    shutil.copyfile(original, path)
    book = ExcelBook(path, folder / "app")
    before = path.read_bytes()
    first = book.write(ours(16), fingerprint(path))
    if first.companion:
        return f"companion: {first.kind}", [] if path.read_bytes() == before else ["a closed workbook was written"]
    once = path.read_bytes()
    found = harm(before, once)
    second = book.write(ours(17), first.fingerprint)
    twice = path.read_bytes()
    found += harm(once, twice)
    if any(part.lower().endswith(("styles.xml", "[content_types].xml")) for part, _, _ in second.changed):
        found.append("formats or types were added again")
    if book.write(ours(17), second.fingerprint).changed or path.read_bytes() != twice:
        found.append("the same write changed something")
    book.restore()
    if path.read_bytes() != once:
        found.append("restoring gave something else")
    return "written", found


def outcome(task: tuple[Path, Path]) -> tuple[str, str, list[str]]:
    original, folder = task
    folder.mkdir()
    warnings.simplefilter("ignore")
    try:
        what, found = written_twice(original, folder)
    except SheetsError as refused:
        what, found = f"refused: {refused.kind}", []
    return original.name, what, found


def test_no_foreign_workbook_is_harmed(shared: Path, tmp_path: Path) -> None:
    corpus = sorted(path for path in (shared / "corpus" / "xlsx").rglob("*") if path.is_file())
    if not corpus:
        pytest.skip("the corpus does not lie beside this project")
    tasks = [(path, tmp_path / f"{number}") for number, path in enumerate(corpus)]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(outcome, tasks, chunksize=8))
    assert [(name, found) for name, _, found in results if found] == []
    turned_away = {name: what for name, what, _ in results if what != "written"}
    # Closed by their owners; or older than the standard, so that no program of today knows its namespaces.
    before_the_standard = turned_away.pop("ProjectStatusReport_TP10094814.xltx", "companion: damaged")
    assert before_the_standard == "companion: damaged"
    assert set(turned_away.values()) <= {"companion: shared", "companion: final", "companion: protected"}
    assert len(turned_away) <= 0.03 * len(corpus)


def test_the_real_command_harms_none_of_a_sample(shared: Path, root: Path) -> None:
    command = [sys.executable, "-m", "tests.corpus", str(shared / "corpus" / "xlsx"), "--sample", "14"]
    ran = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=600, check=False)
    assert "harmed: 0" in ran.stdout, ran.stdout + ran.stderr
    assert "14 workbooks" in ran.stdout
    assert ran.returncode == 0


def converted(path: Path, to: str, folder: Path) -> Path:
    """The file as a real LibreOffice writes it."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", to, "--outdir", str(folder / "out"), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder / "out" / f"{path.stem}.{to.split(':')[0]}"


def csv_tabs(path: Path, folder: Path) -> dict[str, str]:
    """Each tab's cells as LibreOffice shows them."""
    converted(path, "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1", folder)
    found = (folder / "out").glob(f"{path.stem}-*.csv")
    return {one.stem.removeprefix(f"{path.stem}-"): one.read_text() for one in found}


def test_libreoffice_opens_the_result_and_shows_our_tabs_and_the_others_as_before(tmp_path: Path) -> None:
    path = rich_workbook(tmp_path / "shop.xlsx")
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    before = csv_tabs(path, tmp_path / "one")
    ExcelBook(path, tmp_path / "app").write(ours(16), "")
    ExcelBook(path, tmp_path / "app").write(ours(17), "")
    after = csv_tabs(path, tmp_path / "two")
    assert before.keys() == {"Data", "Brief", "Table"}
    assert {name: after[name] for name in before} == before
    assert after["Brief (2)"].splitlines()[:3] == [
        '"Operating brief, day 17",',
        "Sales fell. Returns did not.,",
        "=HYPERLINK(1),1251.5",
    ]


def test_a_workbook_saved_by_libreoffice_in_between_keeps_our_tabs_ours(tmp_path: Path) -> None:
    """LibreOffice shows hidden names, lists relations by name, and writes everything in its own way."""
    path = rich_workbook(tmp_path / "shop.xlsx")
    ExcelBook(path, tmp_path / "app").write(ours(16), "")
    saved = converted(path, "xlsx", tmp_path)
    before = saved.read_bytes()
    book = ExcelBook(saved, tmp_path / "app")
    receipt = book.write(ours(17), "")
    assert harm(before, saved.read_bytes()) == []
    assert openpyxl.load_workbook(saved).sheetnames == ["Data", "Brief", "Table", "Brief (2)", "_History"]
    assert openpyxl.load_workbook(saved)["Brief (2)"]["A1"].value == "Operating brief, day 17"
    assert book.write(ours(17), receipt.fingerprint).changed == ()


@pytest.mark.parametrize("kind", ["xlsm"])
def test_libreoffice_opens_a_workbook_with_macros_after_a_write(tmp_path: Path, kind: str) -> None:
    path = macro_workbook(tmp_path / f"shop.{kind}")
    ExcelBook(path, tmp_path / "app").write(ours(16), "")
    page = converted(path, "pdf", tmp_path)
    assert page.stat().st_size > 2_000
    assert "xl/vbaProject.bin" in parts_of(path)
