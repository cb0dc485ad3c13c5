"""Chromium without a window, driven through its debugging pipe: opens a page at a width and a colour scheme."""

from __future__ import annotations

import base64
import json
import os
import select
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

#: As root it does without its sandbox; it calls nobody.
OPTIONS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions",
    "--hide-scrollbars", "--remote-debugging-pipe",
)  # fmt: skip
#: It answers within so many seconds, or it hangs.
PATIENCE = 60
#: It reads from the descriptor 3 and writes to 4, whatever stood there before.
BEGIN = """
import fcntl, os, sys
pipes = [fcntl.fcntl(int(number), fcntl.F_DUPFD, 64) for number in sys.argv[1:3]]
for pipe, place in zip(pipes, (3, 4)):
    os.dup2(pipe, place)
os.execv(sys.argv[3], sys.argv[3:])
"""
NAMES = ("chromium", "chromium-browser", "google-chrome")


def found() -> str:
    """Its path, ``""`` where it is not installed."""
    return next((path for name in NAMES if (path := shutil.which(name))), "")


@contextmanager
def started(profile: Path) -> Iterator[Chromium]:
    """A browser with a new profile in this folder; it is gone at the end."""
    to_child, from_us = os.pipe()
    to_us, from_child = os.pipe()
    process = subprocess.Popen(
        [sys.executable, "-c", BEGIN, str(to_child), str(from_child), found(), *OPTIONS, f"--user-data-dir={profile}"],
        pass_fds=(to_child, from_child),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "HOME": str(profile)},
    )
    os.close(to_child)
    os.close(from_child)
    with os.fdopen(from_us, "wb", buffering=0) as pen, os.fdopen(to_us, "rb", buffering=0) as ear:
        try:
            yield Chromium(pen, ear)
        finally:
            process.kill()
            process.wait()


class Chromium:
    """One tab of it."""

    def __init__(self, pen: Any, ear: Any) -> None:
        self._pen, self._ear, self._rest, self._number, self._session = pen, ear, b"", 0, ""
        self.asked_for: list[str] = []
        self._told: list[str] = []
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log"):
            self._call(f"{domain}.enable")

    def open(self, url: str, width: int, *, dark: bool = False, contrast: bool = False, height: int = 844) -> None:
        """Show this address in a window of this width; ``asked_for`` is what the page asked for."""
        self._call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600
        )
        wishes = {"prefers-color-scheme": "dark" if dark else "light", "prefers-contrast": "more" if contrast else ""}
        features = [{"name": name, "value": value} for name, value in wishes.items()]
        self._call("Emulation.setEmulatedMedia", features=features)
        self.asked_for.clear()
        self._told.clear()
        self._call("Page.navigate", url=url)
        while "Page.loadEventFired" not in self._told:
            self._read()

    def value(self, expression: str) -> Any:
        """What this expression is in the page."""
        said = self._call("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in said, said
        return said["result"].get("value")

    def tree(self) -> list[tuple[str, str]]:
        """Role and name of everything that assistive technology sees."""
        nodes = self._call("Accessibility.getFullAXTree")["nodes"]
        return [
            (node.get("role", {}).get("value", ""), node.get("name", {}).get("value", ""))
            for node in nodes
            if not node.get("ignored")
        ]

    def picture(self, path: Path) -> None:
        """Save the whole page as it looks."""
        shot = self._call("Page.captureScreenshot", format="png", captureBeyondViewport=True)
        path.write_bytes(base64.b64decode(shot["data"]))

    def _call(self, method: str, **params: object) -> Mapping[str, Any]:
        self._number += 1
        asked: dict[str, object] = {"id": self._number, "method": method, "params": params}
        if self._session:
            asked["sessionId"] = self._session
        self._pen.write(json.dumps(asked).encode() + b"\0")
        while True:
            said = self._read()
            if said.get("id") == self._number:
                assert "error" not in said, said
                return dict(said["result"])

    def _read(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            assert select.select([self._ear], [], [], PATIENCE)[0], "Chromium says nothing"
            more = os.read(self._ear.fileno(), 1 << 16)
            assert more, "Chromium ended"
            self._rest += more
        whole, _, self._rest = self._rest.partition(b"\0")
        said: dict[str, Any] = json.loads(whole)
        if method := said.get("method"):
            self._told.append(method)
            if method == "Network.requestWillBeSent":
                self.asked_for.append(said["params"]["request"]["url"])
            if method == "Log.entryAdded":
                self._told.append(said["params"]["entry"]["text"])
        return said

    def complaints(self) -> list[str]:
        """What the browser wrote into its log about the page."""
        return [told for told in self._told if " " in told]
