from __future__ import annotations

import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sheets.errors import SheetsError
from sheets.excel.backups import KEPT, Backups
from sheets.excel.package import fingerprint


def kind_of(work: Callable[[], object]) -> str:
    with pytest.raises(SheetsError) as refused:
        work()
    for language in ("en", "es"):
        assert refused.value.message(language).strip()
    return refused.value.kind


def test_a_backup_is_a_whole_copy_named_by_its_content(tmp_path: Path) -> None:
    workbook = tmp_path / "shop.xlsx"
    workbook.write_bytes(b"first")
    backups = Backups(tmp_path / "app", workbook)
    taken = backups.take()
    assert taken.path.read_bytes() == b"first"
    assert taken.content == fingerprint(workbook)
    assert taken.content in taken.path.name
    assert taken.path.suffix == ".xlsx"
    assert backups.all() == [taken]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps a user's folder private by itself")
def test_nobody_else_may_read_a_backup_however_open_the_workbook_is(tmp_path: Path) -> None:
    workbook = tmp_path / "shop.xlsx"
    workbook.write_bytes(b"customers")
    workbook.chmod(0o644)
    taken = Backups(tmp_path / "app", workbook).take()
    assert stat.S_IMODE(taken.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(taken.path.parent.stat().st_mode) == 0o700


def test_the_first_backup_and_the_last_ten_are_kept(tmp_path: Path) -> None:
    workbook = tmp_path / "shop.xlsx"
    backups = Backups(tmp_path / "app", workbook)
    for number in range(15):
        workbook.write_bytes(b"%d" % number)
        backups.take()
        backups.thin()
    assert [backup.path.read_bytes() for backup in backups.all()] == [b"0", *(b"%d" % n for n in range(5, 15))]
    assert len(backups.all()) == KEPT + 1


def test_backups_of_two_workbooks_are_kept_apart(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "shop.xlsx").write_bytes(folder.encode())
    first, second = (Backups(tmp_path / "app", tmp_path / folder / "shop.xlsx") for folder in ("a", "b"))
    first.take()
    assert second.all() == []


def test_there_is_nothing_to_go_back_to_before_the_first_write(tmp_path: Path) -> None:
    assert kind_of(lambda: Backups(tmp_path / "app", tmp_path / "shop.xlsx").sound(None)) == "no_backup"


def test_a_backup_that_was_altered_is_not_put_back(tmp_path: Path) -> None:
    workbook = tmp_path / "shop.xlsx"
    workbook.write_bytes(b"first")
    backups = Backups(tmp_path / "app", workbook)
    backups.take().path.write_bytes(b"altered")
    assert kind_of(lambda: backups.sound(None)) == "damaged"
