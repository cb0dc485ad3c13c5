"""A file of a million rows passes by: in little memory, saying how far it is, and it can be stopped."""

from __future__ import annotations

import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from sheets import imports

ORDERS = "Name,Financial Status,Paid at,Created at,Total,Lineitem quantity,Lineitem name,Lineitem sku"
ROWS = 1_000_000
MEGABYTE = 1 << 20


@pytest.fixture(scope="module")
def million(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("million") / "orders.csv"
    block = "".join(f"#{number},paid,,2026-11-13,10,1,Cap,CC-U\n" for number in range(1000))
    with path.open("w", encoding="utf-8") as file:
        file.write(f"{ORDERS}\n")
        file.writelines(block for _ in range(ROWS // 1000))
    return path


def test_a_million_rows_pass_by_in_a_few_megabytes(million: Path) -> None:
    (export,) = imports.recognise(million)
    # Python notes down every allocation here, which takes long: a twentieth of the rows shows whether anything piles up.
    tracemalloc.start()
    for number, _ in enumerate(export.sheet.lines(), start=1):
        if number == ROWS // 20:
            break
    held = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    # Their text alone is 2 MB, as lists they are 27.
    assert held < 2 * MEGABYTE


def test_it_says_how_far_it_is_about_once_a_megabyte(million: Path) -> None:
    said: list[tuple[int, int]] = []
    (export,) = imports.recognise(million)
    rows = sum(1 for _ in export.telling(lambda done, size: said.append((done, size))).sheet.lines())
    size = million.stat().st_size
    assert rows == ROWS
    assert {whole for _, whole in said} == {size}
    assert said[-1][0] == size
    assert [done for done, _ in said] == sorted(done for done, _ in said)
    assert size // MEGABYTE <= len(said) <= size // MEGABYTE + 2


def test_who_hears_how_far_it_is_may_stop_it(million: Path) -> None:
    def stop_after_3_mb(done: int, _size: int) -> None:
        if done > 3 * MEGABYTE:
            raise KeyboardInterrupt

    (export,) = imports.recognise(million)
    stopped = export.telling(stop_after_3_mb)
    with pytest.raises(KeyboardInterrupt):
        sum(1 for _ in stopped.sheet.lines())
    assert next(export.sheet.lines())[1][0] == "#0"


def test_a_reading_that_is_dropped_closes_its_file(million: Path) -> None:
    opened = Path("/proc/self/fd")
    if not opened.exists():
        pytest.skip("this system does not list the files that are open")

    def of_ours() -> int:
        return sum(1 for each in opened.iterdir() if each.exists() and each.resolve() == million.resolve())

    (export,) = imports.recognise(million)
    assert of_ours() == 0
    lines: Iterator[object] = export.sheet.lines()
    next(lines)
    assert of_ours() == 1
    del lines
    assert of_ours() == 0


def test_a_file_in_an_archive_says_how_far_it_is_as_well(tmp_path: Path) -> None:
    path = tmp_path / "orders.zip"
    lines = "".join(f"#{number},paid,,2026-11-13,10,1,Cap,CC-U\n" for number in range(100_000))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("orders.csv", f"{ORDERS}\n{lines}")
    said: list[tuple[int, int]] = []
    (export,) = imports.recognise(path)
    assert sum(1 for _ in export.telling(lambda done, size: said.append((done, size))).sheet.lines()) == 100_000
    assert said[-1] == (len(ORDERS) + 1 + len(lines),) * 2
