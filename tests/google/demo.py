"""``make google-demo``: the real program against the loopback Google, with the sample shop as a Google Sheet in it.

Nothing of the product knows of it: the program is started as always, in an environment that leads to the loopback
servers, with folders of its own so that it meets no settings, no sign-in and no brief of yours.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from sheets import template
from tests.google import to_xlsx
from tests.google.desk import Desk

FOLDER = Path("build") / "google-demo"


def main() -> int:
    """Open the window, or without a display refresh by the command line; the program's exit status."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    folder = FOLDER.resolve()
    shop = folder / "Ruta Norte.xlsx"
    shop.unlink(missing_ok=True)
    template.new(shop, "en", sample=True)
    desk = Desk(folder)
    sheet = desk.sheet(shop, "Ruta Norte")
    environment = os.environ | desk.environment(folder) | _homes(folder)
    program = [sys.executable, "-m", "desktop.cli"]
    print(f"The sample shop is a Google Sheet for as long as this runs:\n  {sheet}\n", flush=True)
    if _has_display():
        done = subprocess.run([*program, "desktop", str(sheet)], env=environment, check=False)
    else:
        brief = folder / "brief.md"
        done = subprocess.run([*program, "refresh", str(sheet), "--out", str(brief)], env=environment, check=False)
        print(f"\nThere is no display here, so the sheet was refreshed by the command line.\nThe brief: {brief}")
    kept = to_xlsx.save(desk.book(sheet), folder / "as Google has it.xlsx")
    print(f"What the sheet holds now, to look at: {kept}")
    print(f"It was asked {len(desk.log)} times, {len(desk.writes)} of them to write.")
    for trouble in desk.troubles():
        print(f"Trouble: {trouble}", file=sys.stderr)
    desk.stop()
    return done.returncode


def _has_display() -> bool:
    return sys.platform == "darwin" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _homes(folder: Path) -> dict[str, str]:
    home = folder / "home"
    names = {f"XDG_{name}_HOME": home / name.lower() for name in ("CONFIG", "CACHE", "DATA", "STATE")}
    for each in (home, *names.values()):
        each.mkdir(exist_ok=True, mode=0o700)
    return {"HOME": str(home), **{name: str(path) for name, path in names.items()}}


if __name__ == "__main__":
    sys.exit(main())
