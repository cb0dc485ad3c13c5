"""What a file has beside its bytes, as the system here keeps it; other people are real ones where that is allowed."""

from __future__ import annotations

import os
import stat
import struct
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from sheets.errors import SheetsError
from sheets.excel import attributes, save
from sheets.excel.attributes import apple, look_like
from sheets.excel.package import fingerprint

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps them itself when it replaces a file")
linux = pytest.mark.skipif(sys.platform != "linux", reason="extended attributes of Linux")
as_root = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may be somebody else")
NOBODY, ANA, TEAM = 65534, 1234, 4321
ACCESS = "system.posix_acl_access"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "desk" / "shop.xlsx"
    path.parent.mkdir()
    path.write_bytes(b"old")
    return path


def put(target: Path, content: bytes = b"new") -> None:
    with save.said_plainly(target), save.draft(target) as made:
        made.file.write(content)
        save.flush(made)
        save.replace(made.path, target, fingerprint(target), lambda: None)


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def access_list(user: int, rights: int) -> bytes:
    """One more user than the mode names: owner rw, that user, group r, mask, others none."""
    anyone = 0xFFFFFFFF
    entries = [(1, 6, anyone), (2, rights, user), (4, 4, anyone), (16, rights | 4, anyone), (32, 0, anyone)]
    return struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in entries)


def set_or_skip(path: Path, name: str, value: bytes) -> None:
    try:
        os.setxattr(path, name, value)
    except OSError as error:
        pytest.skip(f"this file system keeps no {name}: {error.strerror}")


def as_somebody(folder: Path, code: str, user: int = NOBODY, groups: tuple[int, ...] = ()) -> str:
    """Run code as another user, its group the same number; what it prints."""
    script = f"""
        import os, sys
        from sheets.excel import save
        from sheets.excel.package import fingerprint
        from sheets.errors import SheetsError
        from pathlib import Path
        os.setgroups({list(groups)!r}); os.setgid({user}); os.setuid({user})
        target = Path({str(folder / "shop.xlsx")!r})
    """
    whole = textwrap.dedent(script) + textwrap.dedent(code)
    done = subprocess.run([sys.executable, "-c", whole], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


WRITE = """
    try:
        with save.said_plainly(target), save.draft(target) as made:
            made.file.write(b"new")
            save.flush(made)
            save.replace(made.path, target, fingerprint(target), lambda: None)
        print("written")
    except SheetsError as refused:
        print(refused.kind)
"""


@pytest.fixture
def seen(public: Path) -> Path:
    """A workbook that other users can reach."""
    path = public / "desk" / "shop.xlsx"
    path.parent.mkdir()
    path.write_bytes(b"old")
    return path


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o666, 0o755])
def test_the_mode_is_kept_whatever_the_umask(target: Path, mode: int) -> None:
    target.chmod(mode)
    before = os.umask(0o077)
    try:
        put(target)
    finally:
        os.umask(before)
    assert mode_of(target) == mode


def test_the_moment_of_change_is_now(target: Path) -> None:
    os.utime(target, (1_000_000, 1_000_000))
    put(target)
    assert abs(target.stat().st_mtime - time.time()) < 60


@linux
def test_extended_attributes_are_kept(target: Path) -> None:
    set_or_skip(target, "user.xdg.tags", "pedidos,ñandú".encode())
    os.setxattr(target, "user.empty", b"")
    put(target)
    assert os.getxattr(target, "user.xdg.tags").decode() == "pedidos,ñandú"
    assert os.getxattr(target, "user.empty") == b""


@linux
def test_an_access_list_is_kept(target: Path) -> None:
    set_or_skip(target, ACCESS, access_list(ANA, 6))
    before = os.getxattr(target, ACCESS)
    put(target)
    assert os.getxattr(target, ACCESS) == before
    assert mode_of(target) == 0o660


@linux
def test_an_access_list_that_the_folder_gives_to_new_files_is_not_given_to_the_workbook(target: Path) -> None:
    set_or_skip(target.parent, "system.posix_acl_default", access_list(ANA, 7))
    target.chmod(0o600)
    put(target)
    assert ACCESS not in os.listxattr(target)
    assert mode_of(target) == 0o600


@linux
def test_an_attribute_that_is_the_systems_own_is_no_obstacle(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attributes.os, "listxattr", lambda path: ["security.ima"] if path == target else [])
    monkeypatch.setattr(attributes.os, "getxattr", lambda *_: b"sealed")
    put(target)
    assert target.read_bytes() == b"new"


@linux
def test_an_access_list_that_cannot_be_kept_stops_the_write(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    set_or_skip(target, ACCESS, access_list(ANA, 6))
    monkeypatch.setattr(attributes.os, "setxattr", refuse)
    with pytest.raises(SheetsError):
        put(target)
    assert target.read_bytes() == b"old"


@as_root
def test_owner_and_group_are_kept_where_the_program_may_give_files_away(target: Path) -> None:
    os.chown(target, ANA, TEAM)
    put(target)
    assert (target.stat().st_uid, target.stat().st_gid) == (ANA, TEAM)


@as_root
def test_somebody_elses_file_is_not_taken_from_them(seen: Path) -> None:
    os.chown(seen, ANA, TEAM)
    seen.chmod(0o666)
    seen.parent.chmod(0o777)
    assert as_somebody(seen.parent, WRITE) == "owned"
    assert seen.read_bytes() == b"old"
    assert os.listdir(seen.parent) == ["shop.xlsx"]


@as_root
def test_the_group_is_kept_by_one_of_its_members(seen: Path) -> None:
    os.chown(seen, NOBODY, TEAM)
    seen.chmod(0o660)
    os.chown(seen.parent, NOBODY, NOBODY)
    assert as_somebody(seen.parent, WRITE, groups=(TEAM,)) == "written"
    assert (seen.stat().st_uid, seen.stat().st_gid, mode_of(seen)) == (NOBODY, TEAM, 0o660)


@as_root
def test_a_group_that_cannot_be_kept_gives_no_other_group_its_rights(seen: Path) -> None:
    os.chown(seen, NOBODY, TEAM)
    seen.chmod(0o664)
    os.chown(seen.parent, NOBODY, NOBODY)
    assert as_somebody(seen.parent, WRITE) == "written"
    assert (seen.stat().st_gid, mode_of(seen)) == (NOBODY, 0o644)


@as_root
def test_in_a_folder_that_gives_its_group_the_workbooks_own_group_stays(seen: Path) -> None:
    os.chown(seen.parent, NOBODY, TEAM)
    seen.parent.chmod(0o2775)
    os.chown(seen, NOBODY, NOBODY)
    seen.chmod(0o640)
    assert as_somebody(seen.parent, WRITE, groups=(TEAM,)) == "written"
    assert (seen.stat().st_gid, mode_of(seen)) == (NOBODY, 0o640)


@as_root
@pytest.mark.parametrize(("folder", "file"), [(0o555, 0o666), (0o755, 0o666), (0o777, 0o444)])
def test_a_place_where_one_may_not_write_is_read_only(seen: Path, folder: int, file: int) -> None:
    seen.chmod(file)
    seen.parent.chmod(folder)
    look = """
        try:
            save.refuse_if_read_only(target)
            print("may be written")
        except SheetsError as refused:
            print(refused.kind)
    """
    assert as_somebody(seen.parent, look) == "read_only"


@as_root
@linux
def test_a_file_that_the_system_makes_unchangeable_is_read_only(target: Path) -> None:
    if subprocess.run(["chattr", "+i", target], capture_output=True, check=False).returncode:
        pytest.skip("this file system knows no unchangeable files")
    try:
        with pytest.raises(SheetsError) as refused:
            put(target)
    finally:
        subprocess.run(["chattr", "-i", target], check=True)
    assert refused.value.kind == "read_only"
    assert os.listdir(target.parent) == ["shop.xlsx"]


def test_macos_is_asked_to_copy_access_lists_and_attributes(tmp_path: Path) -> None:
    asked: list[tuple[object, ...]] = []
    apple(tmp_path / "made", tmp_path / "ñ.xlsx", lambda *arguments: asked.append(arguments) or 0)  # type: ignore[func-returns-value]
    assert asked == [(os.fsencode(tmp_path / "ñ.xlsx"), os.fsencode(tmp_path / "made"), None, 0b101)]
    with pytest.raises(OSError, match=r"Errno"):
        apple(tmp_path / "made", tmp_path / "ñ.xlsx", lambda *_: -1)


def test_a_file_without_anything_special_only_gets_its_mode(target: Path, tmp_path: Path) -> None:
    made = tmp_path / "made"
    made.write_bytes(b"new")
    target.chmod(0o604)
    look_like(made, target)
    assert mode_of(made) == 0o604
