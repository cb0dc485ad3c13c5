"""Commands run in bounded processes for tests that cannot fork themselves: ``python -m tests.proof.served``.

One JSON object a line comes in (``arguments``), one goes out. Every process may take so much memory and no more, and
what it does beside reading and writing files (starting programs, calling other machines) is told.
"""

from __future__ import annotations

import json
import os
import resource
import socket
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.proof import child
from tests.proof.child import ROOT

#: A process may ask for so much memory; what it was forked from has taken about a third of that already.
MEMORY_BYTES = 2 << 30

#: What a workbook must never bring about.
_DEEDS = (
    "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "socket.connect",
    "socket.getaddrinfo", "socket.gethostbyname", "urllib.Request", "ctypes.dlopen", "webbrowser.open",
)  # fmt: skip


@dataclass(frozen=True)
class Served:
    """How a command ended."""

    code: int
    seconds: float
    peak_mb: int
    out: str
    err: str
    deeds: list[str]
    log: str


class Server:
    """The process that forks, and the way to it. Use it in a ``with`` statement."""

    def __enter__(self) -> Server:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.proof.served"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(60)

    @property
    def address(self) -> str:
        """Where nobody may call."""
        return str(self._ask({})["address"])

    def run(self, *arguments: object, home: Path) -> Served:
        """Run the command, with its own folders under ``home``."""
        return Served(**self._ask({"arguments": list(map(str, arguments)), "home": str(home)}))

    def _ask(self, asked: dict[str, Any]) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        told: dict[str, Any] = json.loads(self._process.stdout.readline())
        return told


def _serve() -> None:
    from tests.proof.kills import warm
    from tests.proof.shop import Desk

    with tempfile.TemporaryDirectory(prefix="served-") as name, socket.socket() as listening:
        folder = Path(name)
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        listening.setblocking(False)
        address = f"http://127.0.0.1:{listening.getsockname()[1]}/x.dtd"
        warm(Desk(folder / "warm"))
        for line in sys.stdin:
            asked = json.loads(line)
            told = _bounded(folder, asked, listening) if asked else {"address": address}
            print(json.dumps(told), flush=True)


def _bounded(folder: Path, asked: dict[str, Any], listening: socket.socket) -> dict[str, Any]:
    out, err, deeds = folder / "out", folder / "err", folder / "deeds"
    for path in (out, err, deeds):
        path.write_text("")

    def bind() -> None:
        home = Path(asked["home"])
        os.environ["HOME"] = str(home)
        for name in ("CONFIG", "CACHE", "DATA", "STATE"):
            os.environ[f"XDG_{name}_HOME"] = str(home / name.lower())
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(os.open(out, os.O_WRONLY | os.O_APPEND), 1)
        telling = os.open(deeds, os.O_WRONLY | os.O_APPEND)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        sys.addaudithook(lambda event, _: os.write(telling, f"{event}\n".encode()) if event in _DEEDS else None)

    try:
        ended = child.run(asked["arguments"], before=bind, said=err)
        code, seconds = ended.code, ended.seconds
    except TimeoutError:
        code, seconds = -99, float(child.HANGS_SECONDS)
    done = deeds.read_text().split()
    with suppress(BlockingIOError):
        listening.accept()[0].close()
        done.append("called another machine")
    logs = sorted(Path(asked["home"]).rglob("failures.log"))
    return {
        "code": code,
        "seconds": seconds,
        "peak_mb": ended.peak_mb if code != -99 else 0,
        "out": out.read_text("utf-8", "replace"),
        "err": err.read_text("utf-8", "replace"),
        "deeds": done,
        "log": logs[0].read_text() if logs else "",
    }


if __name__ == "__main__":
    _serve()
