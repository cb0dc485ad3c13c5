"""A workbook that somebody else holds: ourselves in another process, Excel, LibreOffice (a real one where there is)."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from tests.proof.shop import Desk
from tests.proof.trouble import COMPANION, REFUSED, Trouble, afterwards, companions, met, refresh

HOLDER = "María Ñandú"
OPENS_SECONDS = 90

_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Hold(document, flag)
Dim none()
held = StarDesktop.loadComponentFromURL(document, "_blank", 0, none())
While Not FileExists(flag)
Wait 50
Wend
held.close(True)
StarDesktop.terminate()
End Sub
</script:module>
"""
_NAMES = """<item oor:path="/org.openoffice.UserProfile/Data"><prop oor:name="givenname" oor:op="fuse"><value>María</value></prop></item>
<item oor:path="/org.openoffice.UserProfile/Data"><prop oor:name="sn" oor:op="fuse"><value>Ñandú</value></prop></item>
</oor:items>"""


def excel_owner_file(name: str) -> bytes:
    """The file that Excel puts beside a workbook while it has it open: the name in the machine's letters and in UTF-16."""
    letters = name.encode("cp1252")
    wide = name.ljust(54).encode("utf-16-le")
    return bytes([len(letters)]) + letters.ljust(54) + len(name).to_bytes(2, "little") + wide


def owner_files(folder: Path) -> Iterator[Trouble]:
    """The files by which Excel and LibreOffice tell others who has a workbook open."""
    desk = Desk(folder / "owners")
    desk.use_home()
    for what, name, content in (
        ("Excel's owner file", f"~${desk.path.name}", excel_owner_file(HOLDER)),
        (
            "LibreOffice's lock file",
            f".~lock.{desk.path.name}#",
            f"{HOLDER},maria,desk,16.11.2026 08:00,file:///profile;".encode(),
        ),
    ):
        owner = desk.folder / name
        owner.write_bytes(content)
        yield met(what, desk, desk.bytes(), refresh(desk), (COMPANION,), (HOLDER, "Operating Brief"))
        yield met(f"{what}, once more", desk, desk.bytes(), refresh(desk), (COMPANION,), (HOLDER,))
        if len(companions(desk)) != 1:
            yield Trouble(what, "-", "", (f"{len(companions(desk))} companion files",))
        owner.unlink()
        yield afterwards(what, desk)


def our_own_lock(folder: Path) -> Iterator[Trouble]:
    """Another process of this program is writing the workbook at this moment."""
    desk = Desk(folder / "busy")
    desk.use_home()
    yield met("nobody has it", desk, desk.bytes(), refresh(desk, day=15), (0,))
    lock = next(desk.home.rglob("*.lock"))
    with _held(lock):
        yield met("another process writes it", desk, desk.bytes(), refresh(desk), (REFUSED,), ("Another refresh",))
    yield afterwards("another process writes it", desk)


@contextlib.contextmanager
def _held(lock: Path) -> Iterator[None]:
    listen, speak = os.pipe()
    pid = os.fork()
    if pid == 0:
        with lock.open("a+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            os.write(speak, b"!")
            signal.pause()
        os._exit(0)
    os.read(listen, 1)
    try:
        yield
    finally:
        # The system lets go of the lock of a process that died.
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(listen)
        os.close(speak)


class LibreOffice:
    """A real LibreOffice that has one document open until it is told to close it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        # The first start makes the profile; what stood there before would be made anew.
        subprocess.run(
            [*self._command(), "--terminate_after_init"], capture_output=True, check=True, timeout=OPENS_SECONDS
        )
        (folder / "user" / "basic" / "Standard" / "Module1.xba").write_text(_MODULE, "utf-8")
        settings = folder / "user" / "registrymodifications.xcu"
        settings.write_text(settings.read_text("utf-8").replace("</oor:items>", _NAMES), "utf-8")

    def _command(self) -> list[str]:
        return ["soffice", f"-env:UserInstallation={self._folder.as_uri()}", "--headless", "--norestore"]

    def open(self, document: Path) -> Path:
        """Open it and come back when LibreOffice holds it; its lock file."""
        macro = f'macro:///Standard.Module1.Hold("{document.as_uri()}","{(self._folder / "close").as_uri()}")'
        self._process = subprocess.Popen(
            [*self._command(), macro], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        lock = document.with_name(f".~lock.{document.name}#")
        ends = time.monotonic() + OPENS_SECONDS
        while not lock.exists():
            if time.monotonic() > ends or self._process.poll() is not None:
                self.die()
                raise RuntimeError("LibreOffice did not open the workbook")
            time.sleep(0.1)
        return lock

    def close(self) -> None:
        """Close the document and LibreOffice, as its user would."""
        (self._folder / "close").touch()
        self._process.wait(OPENS_SECONDS)

    def die(self) -> None:
        """End it as a crash does."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(OPENS_SECONDS)


def real_libre_office(folder: Path) -> Iterator[Trouble]:
    """LibreOffice itself has the workbook open, is closed, and once crashes."""
    if not shutil.which("soffice"):
        return
    desk = Desk(folder / "office")
    desk.use_home()
    for what, ends in (
        ("LibreOffice has it open", LibreOffice.close),
        ("LibreOffice crashed over it", LibreOffice.die),
    ):
        office = LibreOffice(folder / what.replace(" ", "-"))
        lock = office.open(desk.path)
        try:
            yield met(what, desk, desk.bytes(), refresh(desk), (COMPANION,), (HOLDER, "Operating Brief"))
        finally:
            ends(office)
        if ends is LibreOffice.die:
            yield met(
                f"{what}: its lock is left", desk, desk.bytes(), refresh(desk), (COMPANION,), (lock.name, "delete")
            )
            lock.unlink()
        elif lock.exists():
            yield Trouble(what, "-", "", ("LibreOffice left its lock behind",))
        yield afterwards(what, desk)
