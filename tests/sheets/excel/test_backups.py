from __future__ import annotations

import hashlib
import io
import stat
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sheets.errors import SheetsError
from sheets.excel import backups as room
from sheets.excel import save
from sheets.excel.backups import KEPT, Backup, Backups, kept, within
from sheets.excel.package import fingerprint
from sheets.workbook import Copy

NOW = datetime(2026, 11, 16, 12, tzinfo=UTC)


def kind_of(work: Callable[[], object]) -> str:
    with pytest.raises(SheetsError) as refused:
        work()
    for language in ("en", "es"):
        assert refused.value.message(language).strip()
    return refused.value.kind


def made_at(*moments: datetime, size: int = 10) -> list[Backup]:
    return [Backup(Path(str(n)), n, when, size, str(n)) for n, when in enumerate(moments, 1)]


def every(step: timedelta, count: int) -> list[Backup]:
    """So many copies up to now, the oldest first."""
    return made_at(*(NOW - step * n for n in reversed(range(count))))


def contents(backups: Iterable[Backup]) -> list[bytes]:
    return [backup.path.read_bytes() for backup in backups]


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    (tmp_path / "desk").mkdir()
    path = tmp_path / "desk" / "shop.xlsx"
    path.write_bytes(b"first")
    return path


def written(app: Path, workbook: Path, *versions: bytes) -> Backups:
    """The copies of a workbook that was overwritten by each version in turn."""
    backups = Backups(app, workbook)
    for version in versions:
        backups.take()
        workbook.write_bytes(version)
        backups.remember(fingerprint(workbook))
        backups.thin()
    return backups


# One copy


def test_a_backup_is_a_whole_copy_named_by_its_content(tmp_path: Path, workbook: Path) -> None:
    backups = Backups(tmp_path / "app", workbook)
    taken = backups.take()
    assert taken.path.read_bytes() == b"first"
    assert (taken.content, taken.bytes) == (fingerprint(workbook), 5)
    assert taken.content in taken.path.name
    assert taken.path.suffix == ".xlsx"
    assert abs(taken.when - datetime.now(UTC)) < timedelta(minutes=1)
    assert backups.all() == [taken]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps a user's folder private by itself")
def test_nobody_else_may_read_a_backup_however_open_the_workbook_is(tmp_path: Path, workbook: Path) -> None:
    workbook.chmod(0o644)
    backups = written(tmp_path / "app", workbook, b"second")
    for path in (tmp_path / "app").rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path
    assert stat.S_IMODE((tmp_path / "app").stat().st_mode) == 0o700
    assert len(backups.all()) == 1


def test_an_interrupted_run_leaves_no_half_copy_and_no_second_one(tmp_path: Path, workbook: Path) -> None:
    backups = Backups(tmp_path / "app", workbook)
    backups.take()  # and then the process was killed
    (backups.folder / "000007.part").write_bytes(b"hal")
    (backups.folder / "workbook.json.part").write_bytes(b"{")
    backups.sweep()
    backups.take()
    assert contents(backups.all()) == [b"first"]
    assert not list(backups.folder.glob("*.part"))


def test_copies_of_an_earlier_version_are_still_found(tmp_path: Path, workbook: Path) -> None:
    backups = Backups(tmp_path / "app", workbook)
    backups.folder.mkdir(parents=True)
    content = hashlib.sha256(b"old").hexdigest()
    (backups.folder / f"000007-20251116T080000Z-{content}.xlsx").write_bytes(b"old")
    assert backups.wanted(None).when == datetime(2025, 11, 16, 8, tzinfo=UTC)
    assert backups.take().number == 8


# Thinning


def test_of_the_last_writes_every_copy_is_kept_and_of_earlier_ones_today_the_first(
    tmp_path: Path, workbook: Path
) -> None:
    backups = written(tmp_path / "app", workbook, *(b"%d" % number for number in range(1, 16)))
    assert contents(backups.all()) == [b"first", *(b"%d" % number for number in range(5, 15))]
    assert len(backups.all()) == KEPT + 1


def test_older_copies_are_thinned_to_one_a_day_and_then_one_a_month() -> None:
    copies = every(timedelta(hours=6), 4 * 500)
    stay = kept(copies, NOW)
    ages = [(NOW - copy.when) / timedelta(days=1) for copy in stay]
    assert stay[0] == copies[0]
    assert stay[-KEPT:] == copies[-KEPT:]
    days = [copy.when.date() for copy in stay if 3 <= (NOW - copy.when).days < 30]
    assert len(days) == len(set(days)) == 27
    months = [(copy.when.year, copy.when.month) for copy in stay if 30 < (NOW - copy.when).days <= 365]
    assert len(months) == len(set(months)) == 11
    assert [age for age in ages if age > 366] == [ages[0]]
    assert len(stay) < 55


def test_of_a_day_the_last_copy_stays() -> None:
    copies = every(timedelta(hours=6), 80)
    of_the_tenth = [copy for copy in copies if copy.when.date() == datetime(2026, 11, 10).date()]
    assert [copy for copy in kept(copies, NOW) if copy in of_the_tenth] == of_the_tenth[-1:]


def test_thinning_at_every_write_leaves_what_thinning_once_would() -> None:
    moments = [NOW - timedelta(hours=9) * n for n in reversed(range(1200))]
    copies: list[Backup] = []
    for number, moment in enumerate(moments, 1):
        copies = kept([*copies, Backup(Path(), number, moment, 1, "")], moment)
    days = {copy.when.date() for copy in copies}
    months = {(copy.when.year, copy.when.month) for copy in copies}
    assert {(NOW - timedelta(days=n)).date() for n in range(30)} <= days
    assert {(2026, month) for month in range(1, 12)} | {(2025, 12)} <= months
    assert copies[0].number == 1
    assert len(copies) < 55


def test_a_clock_that_was_set_back_removes_nothing_of_the_last_writes() -> None:
    ahead = made_at(*(NOW + timedelta(days=900 + n) for n in range(12)))
    copies = [*ahead, *made_at(NOW)]
    assert kept(copies, NOW)[-KEPT:] == copies[-KEPT:]


@pytest.mark.parametrize(
    ("largest", "stay"),
    [(60, [1, 2, 3, 4, 5, 6]), (59, [1, 3, 4, 5, 6]), (30, [1, 5, 6]), (29, [5, 6]), (0, [5, 6])],
)
def test_a_size_removes_the_oldest_then_the_first_and_never_the_newest_two(largest: int, stay: list[int]) -> None:
    copies = every(timedelta(days=1), 6)
    assert [copy.number for copy in within(copies, largest)] == stay
    assert within(copies[:1], 0) == copies[:1]


def test_one_workbooks_size_is_limited(tmp_path: Path, workbook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "LARGEST_BYTES", 250)
    backups = written(tmp_path / "app", workbook, *(b"%d" % n * 100 for n in range(6)))
    assert [copy[:1] for copy in contents(backups.all())] == [b"f", b"3", b"4"]


def test_all_workbooks_together_are_limited_and_each_keeps_its_newest_two(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rooms = []
    for name in "ab":
        path = tmp_path / name / "shop.xlsx"
        path.parent.mkdir()
        path.write_bytes(b"first")
        rooms.append(written(tmp_path / "app", path, *(f"{name}{n}".encode() * 50 for n in range(5))))
    monkeypatch.setattr(room, "LARGEST_TOTAL_BYTES", 0)
    rooms[1].thin()
    assert [copy[:2] for copy in contents(rooms[0].all())] == [b"a2", b"a3"]
    assert [copy[:2] for copy in contents(rooms[1].all())] == [b"b2", b"b3"]


def test_a_workbook_that_is_being_written_loses_none_to_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rooms = []
    for name in "ab":
        path = tmp_path / name / "shop.xlsx"
        path.parent.mkdir()
        path.write_bytes(b"first")
        rooms.append(written(tmp_path / "app", path, b"1", b"2", b"3"))
    monkeypatch.setattr(room, "LARGEST_TOTAL_BYTES", 0)
    with save.only_writer(rooms[0].folder):
        rooms[1].thin()
    assert len(rooms[0].all()) == 3
    assert len(rooms[1].all()) == 2


# Going back


def test_there_is_nothing_to_go_back_to_before_the_first_write(tmp_path: Path, workbook: Path) -> None:
    assert kind_of(lambda: Backups(tmp_path / "app", workbook).wanted(None)) == "no_backup"


def test_a_copy_is_known_by_its_content_and_its_moment(tmp_path: Path, workbook: Path) -> None:
    backups = written(tmp_path / "app", workbook, b"second", b"first", b"third")
    there = backups.all()
    assert [copy.path.read_bytes() for copy in there] == [b"first", b"second", b"first"]
    for copy in there:
        assert backups.wanted(Copy(copy.when, copy.bytes, copy.content)) == copy
    assert backups.wanted(None) == there[-1]
    assert kind_of(lambda: backups.wanted(Copy(NOW, 1, "0" * 64))) == "no_backup"


def test_a_copy_that_was_altered_or_taken_away_is_not_put_back(tmp_path: Path, workbook: Path) -> None:
    backups = written(tmp_path / "app", workbook, b"second")
    copy = backups.wanted(None)
    copy.path.write_bytes(b"xirst")
    assert kind_of(lambda: backups.put_back(copy, io.BytesIO())) == "damaged"
    copy.path.unlink()
    assert kind_of(lambda: backups.put_back(copy, io.BytesIO())) == "no_backup"


# Whose copies they are


def test_two_workbooks_of_one_name_are_kept_apart(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "shop.xlsx").write_bytes(b"the same to begin with")
    first = written(tmp_path / "app", tmp_path / "a" / "shop.xlsx", b"a")
    second = Backups(tmp_path / "app", tmp_path / "b" / "shop.xlsx")
    second.adopt()
    assert (len(first.all()), second.all()) == (1, [])


@pytest.mark.parametrize("to", ["desk/renamed.xlsx", "elsewhere/shop.xlsx"])
def test_a_workbook_that_was_moved_finds_its_copies(tmp_path: Path, workbook: Path, to: str) -> None:
    before = written(tmp_path / "app", workbook, b"second", b"third")
    (tmp_path / "elsewhere").mkdir()
    moved = workbook.rename(tmp_path / to)
    backups = Backups(tmp_path / "app", moved)
    with save.only_writer(backups.folder):
        backups.adopt()
    assert contents(backups.all()) == [b"first", b"second"]
    assert not before.folder.exists()

    back = moved.rename(workbook)
    again = Backups(tmp_path / "app", back)
    with save.only_writer(again.folder):
        again.adopt()
    assert contents(again.all()) == [b"first", b"second"]


def test_a_copy_of_a_workbook_does_not_take_over_its_copies(tmp_path: Path, workbook: Path) -> None:
    backups = written(tmp_path / "app", workbook, b"second")
    twin = workbook.with_name("twin.xlsx")
    twin.write_bytes(b"second")
    other = Backups(tmp_path / "app", twin)
    with save.only_writer(other.folder):
        other.adopt()
    assert (len(backups.all()), other.all()) == (1, [])


def test_a_workbook_moved_and_changed_is_told_where_copies_of_its_name_lie(tmp_path: Path, workbook: Path) -> None:
    backups = written(tmp_path / "app", workbook, b"second")
    (tmp_path / "elsewhere").mkdir()
    moved = workbook.rename(tmp_path / "elsewhere" / "shop.xlsx")
    moved.write_bytes(b"changed since")
    other = Backups(tmp_path / "app", moved)
    with save.only_writer(other.folder):
        other.adopt()
    with pytest.raises(SheetsError) as refused:
        other.wanted(None)
    assert str(backups.folder) in refused.value.remedy.en
    assert str(workbook.parent) in refused.value.remedy.es
