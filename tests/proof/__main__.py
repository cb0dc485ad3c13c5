"""``python -m tests.proof --kills N``: kill, fill, lock; the file must always be whole."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.proof import disk, locks
from tests.proof.kills import Killing, warm
from tests.proof.shop import Desk
from tests.proof.trouble import Trouble

#: What is met beside the kills, by the name that ``--only`` knows.
TROUBLES: dict[str, tuple[str, Callable[[Path], Iterator[Trouble]]]] = {
    "disk": ("A small disk that is full", disk.full),
    "limits": ("Files that may not grow", disk.limited),
    "modes": ("Read-only places", disk.read_only),
    "owners": ("Somebody has it open, as the file beside it says", locks.owner_files),
    "busy": ("This program writes it in another process", locks.our_own_lock),
    "office": ("A real LibreOffice has it open", locks.real_libre_office),
}


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m tests.proof", description=__doc__)
    asked.add_argument("--kills", type=int, default=1000, metavar="N", help="processes to kill (default: 1000)")
    asked.add_argument("--seed", type=int, default=26, help="the same seed picks the same moments (default: 26)")
    asked.add_argument("--only", choices=("kills", *TROUBLES), action="append", help="only this (may be said again)")
    arguments = asked.parse_args()
    wanted = arguments.only or ["kills", *TROUBLES]
    wrong: list[str] = []
    # Somebody who is not the administrator must come through to the desk, so the folder is open to all.
    folder = Path(tempfile.mkdtemp(prefix="proof-"))
    folder.chmod(0o755)
    try:
        warm(Desk(folder / "warm"))
        if "kills" in wanted:
            wrong += kills(folder / "kills", arguments.kills, arguments.seed)
        for name, (what, meet) in TROUBLES.items():
            if name in wanted:
                wrong += troubles(folder / name, what, meet)
    finally:
        if wrong:
            print(f"\nEverything is kept in {folder}.")
        else:
            shutil.rmtree(folder)
    print(f"\n{len(wrong)} wrong")
    return 1 if wrong else 0


def kills(folder: Path, times: int, seed: int) -> list[str]:
    """Kill processes and print the table; what is wrong."""
    print(f"{times} processes are killed at random moments, seed {seed}.", flush=True)
    desk = Desk(folder)
    desk.use_home()
    tally = Killing(desk, seed).kill(times, lambda line: print(line, flush=True))
    print(f"\n{tally.table()}\n")
    print(f"{tally.seconds:.0f} s in all, {tally.seconds / max(times, 1):.2f} s a kill with all that is looked at "
          f"after it; {tally.in_time} were killed before they ended.", flush=True)  # fmt: skip
    return tally.wrong


def troubles(folder: Path, what: str, meet: Callable[[Path], Iterator[Trouble]]) -> list[str]:
    """Meet one kind of trouble and print a line each; what is wrong."""
    print(f"\n{what}:", flush=True)
    wrong = []
    met = 0
    for trouble in meet(folder):
        met += 1
        print(f"  {trouble.line()}", flush=True)
        for fault in trouble.wrong:
            wrong.append(f"{trouble.what}: {fault}")
            print(f"WRONG {wrong[-1]}", flush=True)
    if not met:
        print("  not possible on this machine")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
