"""Writing a brief back, against the least that a careful writer must do; and the memory that it takes.

The yardstick copies the file, flushes it, tests its checksums once and lets XlsxWriter write the same tabs. Both work
on a workbook that was refreshed before, in processes of their own that alternate; only the work is timed, not the start
of the process nor the loading of what is to be written.
"""

from __future__ import annotations

import filecmp
import os
import pickle
import shutil
import sys
import time
import zipfile
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from benchmarks.measure import Run, run
from benchmarks.ratio import Above, Ratio
from benchmarks.refresh import MOMENT

TIME_BOUND, ABOVE_READING_MB, ABOVE_SMALLER_MB = 2.0, 60.0, 10.0
#: How often the founder's largest tab stands in the workbook that shows whether its size matters, and how many rounds
#: there are for one of a whole refresh: one takes a second.
TIMES, MORE_ROUNDS = 5, 3


def compare(book: Path, rounds: int, environment: Mapping[str, str]) -> list[Ratio | Above]:
    """Time against the yardstick, memory against only reading and against a workbook with far less in it."""
    written, large, grids = (book.with_name(name) for name in ("written.xlsx", "large.xlsx", "grids.pickle"))
    shutil.copyfile(book, written)
    _child("prepare", environment, written, grids)
    _child("enlarge", environment, written, large)
    seconds: dict[str, list[float]] = {"write": [], "yardstick": []}
    peaks: dict[str, list[float]] = {"read": [], "read and write": [], "write": [], "write large": []}
    for _ in range(rounds * MORE_ROUNDS):
        for work in seconds:
            seconds[work].append(float(_on_a_copy(work, environment, written, grids).output))
    for _ in range(rounds):
        for work, of in (("read", written), ("read and write", written), ("write", written), ("write large", large)):
            peaks[work].append(_on_a_copy(work.removesuffix(" large"), environment, of, grids).peak_mb)
    return [
        Ratio("writing back, time", seconds["write"], seconds["yardstick"], "s", TIME_BOUND),
        Above("reading and writing back, peak memory above reading", peaks["read and write"], peaks["read"], "MB",
              ABOVE_READING_MB),
        Above(f"writing back, peak memory with {TIMES} times the founder's tab", peaks["write large"], peaks["write"],
              "MB", ABOVE_SMALLER_MB),
    ]  # fmt: skip


def profile(book: Path, environment: Mapping[str, str]) -> str:
    """Where the time of one write goes, by own time."""
    copy = book.with_name("profiled write.xlsx")
    shutil.copyfile(book.with_name("written.xlsx"), copy)
    return _child("profile", environment, copy, book.with_name("grids.pickle")).output


def _on_a_copy(work: str, environment: Mapping[str, str], book: Path, grids: Path) -> Run:
    copy = book.with_name(f"{book.stem} copy.xlsx")
    shutil.copyfile(book, copy)
    # What the copying left to be written to the disk is none of the work.
    os.sync()
    done = _child(work, environment, copy, grids)
    if filecmp.cmp(copy, book, shallow=False) == ("write" in work):
        raise SystemExit(f"“{work}” did not do what it is measured for")
    copy.unlink()
    return done


def _child(work: str, environment: Mapping[str, str], book: Path, grids: Path) -> Run:
    return run([sys.executable, "-m", "benchmarks.writing", work, str(book), str(grids)], environment)


# In the child


def _grids(book: Path, moment: datetime) -> list[object]:
    from desktop.commands.shared import as_of
    from reports import run as reports_run
    from reports import run_log
    from reports.render import tabs
    from sheets.excel.read import read

    snapshot = read(book)
    at, log = as_of(moment, snapshot), run_log.read(snapshot)
    outcome = reports_run.run(snapshot, at, log=log)
    return [*tabs.grids(outcome, outcome.language), run_log.extended(log, run_log.of(outcome, at, at, "manual"))]


def _prepare(book: Path, grids: Path) -> None:
    """Refresh the workbook as of the day before, and keep what the day itself has to write."""
    from sheets.excel.book import ExcelBook

    moment = datetime.fromisoformat(MOMENT)
    ExcelBook(book).write(_grids(book, moment - timedelta(days=1)), "")  # type: ignore[arg-type]
    grids.write_bytes(pickle.dumps(_grids(book, moment)))


def _enlarge(book: Path, out: Path) -> None:
    """The same workbook, with its largest sheet there several times."""
    with zipfile.ZipFile(book) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
        sheets = [info for info in source.infolist() if info.filename.startswith("xl/worksheets/sheet")]
        largest = source.read(max(sheets, key=lambda info: info.file_size))
        more = range(901, 900 + TIMES)
        said = {
            "xl/workbook.xml": ("</sheets>", '<sheet name="Archive {0}" sheetId="{0}" r:id="rId{0}"/>'),
            "xl/_rels/workbook.xml.rels": (
                "</Relationships>",
                '<Relationship Id="rId{0}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
                'worksheet" Target="worksheets/sheet{0}.xml"/>',
            ),
            "[Content_Types].xml": (
                "</Types>",
                '<Override PartName="/xl/worksheets/sheet{0}.xml" ContentType="application/vnd.openxmlformats-'
                'officedocument.spreadsheetml.worksheet+xml"/>',
            ),
        }
        for info in source.infolist():
            content = source.read(info)
            if info.filename in said:
                end, line = said[info.filename]
                lines = "".join(line.format(number) for number in more)
                content = content.replace(end.encode(), (lines + end).encode())
            target.writestr(info.filename, content)
        for number in more:
            target.writestr(f"xl/worksheets/sheet{number}.xml", largest)


def _write(book: Path, grids: Path, since: str = "") -> None:
    from sheets.excel.book import ExcelBook

    ours = pickle.loads(grids.read_bytes())
    workbook = ExcelBook(book)
    begun = time.perf_counter()
    receipt = workbook.write(ours, since)
    seconds = time.perf_counter() - begun
    assert receipt.changed
    print(seconds)


def _yardstick(book: Path, grids: Path) -> None:
    from sheets.excel.draw import draw

    ours = pickle.loads(grids.read_bytes())
    copy = book.with_suffix(".yardstick")
    begun = time.perf_counter()
    with book.open("rb") as source, copy.open("wb") as target:
        shutil.copyfileobj(source, target)
        target.flush()
        os.fsync(target.fileno())
    with zipfile.ZipFile(copy) as package:
        assert package.testzip() is None
    draw(ours)
    print(time.perf_counter() - begun)
    copy.unlink()


def _read(book: Path, grids: Path) -> None:
    from sheets.excel.book import ExcelBook

    ours = pickle.loads(grids.read_bytes())
    ExcelBook(book).read()
    assert ours


def _read_and_write(book: Path, grids: Path) -> None:
    from sheets.excel.book import ExcelBook

    # As in a refresh, what was read lives on until the brief is written.
    snapshot = ExcelBook(book).read()
    _write(book, grids, snapshot.fingerprint)


def _profile(book: Path, grids: Path) -> None:
    import cProfile
    import pstats

    running = cProfile.Profile()
    running.runcall(_write, book, grids)
    pstats.Stats(running, stream=sys.stdout).strip_dirs().sort_stats("tottime").print_stats(25)


WORKS = {
    "prepare": _prepare,
    "enlarge": _enlarge,
    "write": _write,
    "yardstick": _yardstick,
    "read": _read,
    "read and write": _read_and_write,
    "profile": _profile,
}

if __name__ == "__main__":
    WORKS[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
