"""A disk without room, and a folder that may not be written."""

from __future__ import annotations

import contextlib
import os
import resource
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.proof.shop import Desk
from tests.proof.trouble import COMPANION, Trouble, afterwards, met, refresh

#: The small disk, and how much room is left on it, from none to plenty (a page is 4 KiB).
SIZE = 2 << 20
ROOM = (0, 4, 12, 20, 28, 40, 64, 96, 160, 256)
#: The system lets no file grow beyond this, as if the disk were full.
LIMITS = (1000, 4000, 10_000, 20_000, 30_000, 60_000)
NOBODY = 65534


@contextlib.contextmanager
def small_disk(at: Path, size: int = SIZE) -> Iterator[bool]:
    """A file system of this size, with what lay in the folder before copied onto it; false where none may be made."""
    aside = at.with_name(at.name + "-aside")
    at.rename(aside)
    at.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(at)]
    made = os.geteuid() == 0 and subprocess.run(command, capture_output=True, check=False).returncode == 0
    try:
        if made:
            shutil.copytree(aside, at, dirs_exist_ok=True)
        else:
            at.rmdir()
            aside.rename(at)
        yield made
    finally:
        if made:
            subprocess.run(["umount", str(at)], check=True)
            at.rmdir()
            aside.rename(at)


def fill(disk: Path, room: int) -> Path:
    """Leave so many bytes of room."""
    filler = disk / "photos"
    facts = os.statvfs(disk)
    with filler.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(facts.f_bavail * facts.f_frsize - room, 1))
    return filler


def full(folder: Path) -> Iterator[Trouble]:
    """The workbook's disk, the disk of the program's own folders, and one disk for both, filled to different levels."""
    for number, where in enumerate(("desk", "home", "both")):
        desk = Desk(folder / str(number) / "place")
        desk.use_home()
        with small_disk(desk.root if where == "both" else desk.root / where) as made:
            if made:
                yield from _filled(desk, where)


def _filled(desk: Desk, where: str) -> Iterator[Trouble]:
    # "both" holds the scratch folder too: what a process says must go somewhere.
    said = desk.root.parent / "said"
    said.mkdir()
    desk.scratch = said
    disk = desk.root if where == "both" else desk.root / where
    named = {"desk": "the workbook's disk", "home": "the program's disk", "both": "the only disk"}[where]
    ends = set()
    for room in ROOM:
        desk.reset()
        for companion in (*desk.folder.glob("* - Operating*"), *desk.home.rglob("* - Operating*")):
            companion.unlink()
        shutil.rmtree(desk.home / "data", ignore_errors=True)
        shutil.rmtree(desk.home / "cache", ignore_errors=True)
        filler = fill(disk, room << 10)
        trouble = met(f"{room} KiB left on {named}", desk, desk.original, refresh(desk), (0, 1, 3), ("room",))
        filler.unlink()
        ends.add(trouble.ended)
        yield trouble
        yield afterwards(f"{room} KiB left on {named}", desk)
    if not {"written"} < ends:
        yield Trouble(named, "-", "", ("never full, or always",))


def limited(folder: Path) -> Iterator[Trouble]:
    """The same without a disk of one's own: the system lets no file grow beyond a limit."""
    desk = Desk(folder / "limits")
    desk.use_home()
    for limit in LIMITS:
        desk.reset()

        def hold(size: int = limit) -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

        yield met(f"no file beyond {limit} bytes", desk, desk.original, refresh(desk, hold), (0, 1, 3), ("room",))
        yield afterwards(f"no file beyond {limit} bytes", desk)


def read_only(folder: Path) -> Iterator[Trouble]:
    """A folder, a file, or both that may not be written, met by somebody who is not the administrator."""
    for number, (what, folder_mode, file_mode) in enumerate(
        (
            ("a folder that is read-only", 0o555, 0o666),
            ("a file that is read-only", 0o777, 0o444),
            ("a folder and a file that are read-only", 0o555, 0o444),
        )
    ):
        desk = Desk(folder / f"modes-{number}")
        desk.use_home()
        become = _somebody(desk)
        desk.path.chmod(file_mode)
        desk.folder.chmod(folder_mode)
        trouble = met(what, desk, desk.original, refresh(desk, become), (COMPANION,), ("read-only",))
        beside = [name for name in desk.others() if "Operating Brief" in name]
        if bool(beside) != (folder_mode == 0o777):
            trouble = Trouble(trouble.what, trouble.ended, trouble.said, (*trouble.wrong, f"beside it lies {beside}"))
        yield trouble
        desk.folder.chmod(0o777)
        desk.path.chmod(0o666)
        yield afterwards(what, desk, become)


def _somebody(desk: Desk) -> Callable[[], None]:
    """Become a user without rights, who owns all of this desk."""
    if os.geteuid() != 0:
        return lambda: None
    for path in (desk.root, *desk.root.rglob("*")):
        os.chown(path, NOBODY, NOBODY)

    def become() -> None:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)

    return become
