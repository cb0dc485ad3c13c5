from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from sheets.errors import SheetsError
from sheets.excel import save
from sheets.excel.package import fingerprint


def nothing() -> None:
    pass


def put(target: Path, content: bytes, since: str, committing: Callable[[], None] = nothing) -> None:
    with save.said_plainly(target), save.draft(target) as made:
        made.file.write(content)
        save.flush(made)
        save.replace(made.path, target, since, committing)


def kind_of(work: Callable[[], object]) -> str:
    with pytest.raises(SheetsError) as refused:
        work()
    for language in ("en", "es"):
        assert refused.value.message(language).strip()
    return refused.value.kind


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    target = tmp_path / "shop.xlsx"
    target.write_bytes(b"old")
    put(target, b"new", fingerprint(target))
    assert target.read_bytes() == b"new"
    assert left_in(tmp_path) == ["shop.xlsx"]


def test_trap_26_a_change_since_reading_is_never_overwritten(tmp_path: Path) -> None:
    target = tmp_path / "shop.xlsx"
    target.write_bytes(b"old")
    since = fingerprint(target)
    target.write_bytes(b"typed by the founder")
    assert kind_of(lambda: put(target, b"new", since)) == "changed"
    assert target.read_bytes() == b"typed by the founder"
    assert left_in(tmp_path) == ["shop.xlsx"]


def test_a_file_deleted_meanwhile_is_not_brought_back(tmp_path: Path) -> None:
    target = tmp_path / "shop.xlsx"
    target.write_bytes(b"old")
    since = fingerprint(target)

    def delete_while_writing() -> None:
        with save.draft(target) as made:
            made.file.write(b"new")
            save.flush(made)
            target.unlink()
            with save.said_plainly(target):
                save.replace(made.path, target, since, nothing)

    assert kind_of(delete_while_writing) in ("changed", "disk")
    assert left_in(tmp_path) == []


@pytest.mark.parametrize("saves", ["in place", "anew"])
def test_trap_26_not_even_a_change_at_the_last_moment_is_overwritten(tmp_path: Path, saves: str) -> None:
    target = tmp_path / "shop.xlsx"
    target.write_bytes(b"old")

    def save_by_hand() -> None:
        made = target if saves == "in place" else tmp_path / "made.xlsx"
        made.write_bytes(b"typed by the founder")
        made.replace(target)

    assert kind_of(lambda: put(target, b"new", fingerprint(target), save_by_hand)) == "changed"
    assert target.read_bytes() == b"typed by the founder"


def test_a_file_that_was_only_looked_at_or_touched_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "shop.xlsx"
    target.write_bytes(b"old")
    put(target, b"new", fingerprint(target), lambda: os.utime(target))
    assert target.read_bytes() == b"new"


def test_a_folder_that_may_not_be_opened_does_not_make_a_failure_of_a_write_that_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "shop.xlsx"
    target.write_bytes(b"old")
    opened = os.open

    def denied(path: str, flags: int, *more: int, **named: int) -> int:
        if Path(path).is_dir():
            raise PermissionError(errno.EACCES, "denied", str(path))
        return opened(path, flags, *more, **named)

    monkeypatch.setattr(os, "open", denied)
    put(target, b"new", fingerprint(target))
    assert target.read_bytes() == b"new"


def test_committing_is_said_once_and_right_before(tmp_path: Path) -> None:
    target = tmp_path / "shop.xlsx"
    target.write_bytes(b"old")
    seen: list[bytes] = []
    put(target, b"new", fingerprint(target), lambda: seen.append(target.read_bytes()))
    assert seen == [b"old"]


def test_an_interruption_before_committing_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "shop.xlsx"
    target.write_bytes(b"old")

    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        put(target, b"new", fingerprint(target), stop)
    assert target.read_bytes() == b"old"
    assert left_in(tmp_path) == ["shop.xlsx"]


def test_the_mode_of_the_file_is_kept(tmp_path: Path) -> None:
    target = tmp_path / "shop.xlsx"
    target.write_bytes(b"old")
    target.chmod(0o640)
    put(target, b"new", fingerprint(target))
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root may give files away")
def test_the_owner_of_the_file_is_kept(tmp_path: Path) -> None:
    target = tmp_path / "shop.xlsx"
    target.write_bytes(b"old")
    os.chown(target, 1234, 4321)
    put(target, b"new", fingerprint(target))
    assert (target.stat().st_uid, target.stat().st_gid) == (1234, 4321)


def test_what_an_interrupted_run_left_is_swept_up_and_what_others_left_is_not(tmp_path: Path) -> None:
    target, other = tmp_path / "shop.xlsx", tmp_path / "other.xlsx"
    target.write_bytes(b"old")
    other.write_bytes(b"old")
    for path in (target, other):
        with save.draft(path) as made:
            made.path.with_name(made.path.name.replace(".tmp", "left.tmp")).write_bytes(b"half")
    assert len(left_in(tmp_path)) == 4
    put(target, b"new", fingerprint(target))
    assert len(left_in(tmp_path)) == 3
    put(other, b"new", fingerprint(other))
    assert left_in(tmp_path) == ["other.xlsx", "shop.xlsx"]


def test_a_link_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    real, link = tmp_path / "real" / "shop.xlsx", tmp_path / "link.xlsx"
    real.write_bytes(b"old")
    link.symlink_to(real)
    assert save.real_file(link) == real.resolve()


def test_what_is_no_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert kind_of(lambda: save.real_file(tmp_path / "none.xlsx")) == "missing"
    assert kind_of(lambda: save.real_file(tmp_path)) == "not_a_workbook"
    assert kind_of(lambda: save.real_file(tmp_path / "loop")) == "missing"


def test_a_read_only_file_is_named(tmp_path: Path) -> None:
    target = tmp_path / "shop.xlsx"
    target.write_bytes(b"old")
    target.chmod(0o444)
    assert kind_of(lambda: save.refuse_if_read_only(target)) == "read_only"


@pytest.mark.skipif(sys.platform == "win32", reason="folders have no such mode there")
def test_a_read_only_folder_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir()
    target = folder / "shop.xlsx"
    target.write_bytes(b"old")
    folder.chmod(0o555)
    try:
        with pytest.raises(SheetsError) as refused:
            save.refuse_if_read_only(target)
    finally:
        folder.chmod(0o755)
    assert refused.value.happened.en == "The folder closed is read-only."


def test_a_file_of_two_names_is_not_parted(tmp_path: Path) -> None:
    target = tmp_path / "shop.xlsx"
    target.write_bytes(b"old")
    os.link(target, tmp_path / "same.xlsx")
    assert kind_of(lambda: save.refuse_if_read_only(target)) == "linked"


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, "disk_full"),
        (errno.EDQUOT, "disk_full"),
        (errno.EFBIG, "disk_full"),
        (errno.EROFS, "read_only"),
        (errno.EACCES, "read_only"),
        (errno.ETIMEDOUT, "unreachable"),
        (errno.ESTALE, "unreachable"),
        (errno.EDEADLK, "unreachable"),
        (errno.EIO, "disk"),
    ],
)
def test_what_the_disk_says_becomes_a_sentence(tmp_path: Path, number: int, kind: str) -> None:
    def fail() -> None:
        with save.said_plainly(tmp_path / "shop.xlsx"):
            raise OSError(number, os.strerror(number), str(tmp_path / "shop.xlsx"))

    assert kind_of(fail) == kind


def test_a_sharing_violation_is_waited_for_and_then_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "shop.xlsx"
    target.write_bytes(b"old")
    waited: list[float] = []
    real = os.replace

    def in_use(made: Path, to: Path) -> None:
        if len(waited) < tries:
            error = PermissionError(errno.EACCES, "in use", str(to))
            error.winerror = 32  # type: ignore[attr-defined]
            raise error
        real(made, to)

    monkeypatch.setattr(save.time, "sleep", waited.append)
    monkeypatch.setattr(save.os, "replace", in_use)
    tries = 3
    put(target, b"new", fingerprint(target))
    assert target.read_bytes() == b"new"
    assert waited == [0.05, 0.1, 0.2]
    waited.clear()
    tries = 99
    assert kind_of(lambda: put(target, b"newer", fingerprint(target))) == "locked"
    assert sum(waited) == pytest.approx(3.15)
    assert target.read_bytes() == b"new"
    assert left_in(tmp_path) == ["shop.xlsx"]


def test_two_processes_never_write_one_workbook_together(tmp_path: Path) -> None:
    script = """
        import sys
        from pathlib import Path
        from sheets.excel import save
        with save.only_writer(Path(sys.argv[1])):
            print("held", flush=True)
            sys.stdin.read()
    """
    command = [sys.executable, "-c", textwrap.dedent(script), str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"

        def write() -> None:
            with save.only_writer(tmp_path):
                pass

        assert kind_of(write) == "busy"
        other.kill()
        other.wait()
        write()
