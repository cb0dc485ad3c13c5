from __future__ import annotations

import socket
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from sheets.errors import SheetsError
from sheets.excel.opened import refuse_if_open


def kind_of(work: Callable[[], object]) -> str:
    with pytest.raises(SheetsError) as refused:
        work()
    for language in ("en", "es"):
        assert refused.value.message(language).strip()
    return refused.value.kind


def excel_owner_file(name: str) -> bytes:
    """As Excel writes it: the name in one byte each, padded, then again in two bytes each."""
    ansi, wide = name.encode("cp1252", "replace"), name.encode("utf-16-le")
    return bytes([len(ansi)]) + ansi.ljust(54) + bytes([len(name), 0]) + wide.ljust(108, b" ")


def test_trap_25_a_workbook_open_in_excel_is_named_with_who_has_it(tmp_path: Path) -> None:
    target = tmp_path / "shop.xlsx"
    target.write_bytes(b"old")
    refuse_if_open(target)
    (tmp_path / "~$shop.xlsx").write_bytes(excel_owner_file("María Núñez"))
    with pytest.raises(SheetsError) as refused:
        refuse_if_open(target)
    assert refused.value.kind == "locked"
    assert refused.value.happened.en == "shop.xlsx is open by María Núñez."
    assert refused.value.happened.es == "shop.xlsx está abierto por María Núñez."
    assert "~$shop.xlsx" in refused.value.remedy.es


@pytest.mark.parametrize(
    ("line", "holder"),
    [
        (",root,laptop,21.11.2026 05:13,file:///home/x;", " by root"),
        ("Ana Ruiz,ana,laptop,21.11.2026 05:13,file:///home/x;", " by Ana Ruiz"),
        ("", ""),
    ],
)
def test_a_workbook_open_in_libreoffice_is_named_with_who_has_it(tmp_path: Path, line: str, holder: str) -> None:
    target = tmp_path / "shop.xlsx"
    target.write_bytes(b"old")
    (tmp_path / ".~lock.shop.xlsx#").write_text(line)
    with pytest.raises(SheetsError) as refused:
        refuse_if_open(target)
    assert refused.value.happened.en == f"shop.xlsx is open{holder}."


def test_an_owner_file_that_is_cut_short_still_means_open(tmp_path: Path) -> None:
    target = tmp_path / "shop.xlsx"
    target.write_bytes(b"old")
    for content in (b"", b"\x03Ana", b"\xff" * 30):
        (tmp_path / "~$shop.xlsx").write_bytes(content)
        assert kind_of(lambda: refuse_if_open(target)) == "locked"


def open_in_libreoffice(target: Path, host: str = "", opened: datetime | None = None) -> None:
    moment = (opened or datetime.now()).strftime("%d.%m.%Y %H:%M")
    line = f",ana,{host or socket.gethostname()},{moment},file:///home/ana/profile;"
    (target.parent / f".~lock.{target.name}#").write_text(line)


def remedy(target: Path) -> str:
    with pytest.raises(SheetsError) as refused:
        refuse_if_open(target)
    assert refused.value.remedy.en != refused.value.remedy.es
    return refused.value.remedy.en


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_lock_file_that_a_crash_left_is_told_from_one_that_is_held(tmp_path: Path) -> None:
    target = tmp_path / "shop.xlsx"
    target.write_bytes(b"old")
    open_in_libreoffice(target)
    holding = [sys.executable, "-c", f"f = open({str(target)!r}, 'r+b'); print(flush=True); input()"]
    with subprocess.Popen(holding, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        assert "left there by a crash" not in remedy(target)
        other.kill()
    assert "left there by a crash" in remedy(target)
    reading = [sys.executable, "-c", f"f = open({str(target)!r}, 'rb'); print(flush=True); input()"]
    with subprocess.Popen(reading, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        assert "left there by a crash" in remedy(target)
        other.kill()


@pytest.mark.skipif(sys.platform != "linux", reason="knows when the computer was started")
def test_a_lock_file_older_than_the_last_start_is_left_over_whoever_holds_the_file_now(tmp_path: Path) -> None:
    target = tmp_path / "shop.xlsx"
    target.write_bytes(b"old")
    open_in_libreoffice(target, opened=datetime.now() - timedelta(days=3650))
    with target.open("r+b"):
        assert "left there by a crash" in remedy(target)


def test_a_lock_of_another_computer_or_of_excel_is_never_called_left_over(tmp_path: Path) -> None:
    target = tmp_path / "shop.xlsx"
    target.write_bytes(b"old")
    open_in_libreoffice(target, host="another-laptop", opened=datetime.now() - timedelta(days=3650))
    assert "left there by a crash" not in remedy(target)
    (tmp_path / ".~lock.shop.xlsx#").unlink()
    (tmp_path / "~$shop.xlsx").write_bytes(excel_owner_file("Ana"))
    assert "left there by a crash" not in remedy(target)


def test_an_owner_file_whose_name_is_spelt_another_way_is_this_workbooks(tmp_path: Path) -> None:
    target = tmp_path / unicodedata.normalize("NFC", "ñandú.xlsx")
    target.write_bytes(b"old")
    (tmp_path / ("~$" + unicodedata.normalize("NFD", "ñandú.xlsx"))).write_bytes(b"\x03Ana")
    assert kind_of(lambda: refuse_if_open(target)) == "locked"


def test_the_owner_file_of_another_workbook_is_none_of_ours(tmp_path: Path) -> None:
    target = tmp_path / "shop.xlsx"
    target.write_bytes(b"old")
    for other in ("~$shop.xlsm", "~$the shop.xlsx", ".~lock.shop.xlsx", ".~lock.shop.xlsx.bak#"):
        (tmp_path / other).write_bytes(b"\x03Ana")
    refuse_if_open(target)


def test_a_name_too_long_for_an_owner_file_is_no_obstacle(tmp_path: Path) -> None:
    target = tmp_path / ("a" * 250 + ".xlsx")
    target.write_bytes(b"old")
    refuse_if_open(target)


def test_a_file_that_the_system_holds_back_is_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "shop.xlsx"
    target.write_bytes(b"old")

    def held(*_: object) -> None:
        raise PermissionError(13, "Permission denied", str(target))

    monkeypatch.setattr(Path, "open", held)
    assert kind_of(lambda: refuse_if_open(target)) == "locked"
