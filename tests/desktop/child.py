"""A stand-in for the command line: says the same events, does nothing to any workbook.

Called as ``child.py SCENARIO COMMAND WORKBOOK …``; every call is written down in the file that ``CALLS`` names.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path


def say(event: str, **facts: object) -> None:
    print(json.dumps({"event": event, **facts}, ensure_ascii=False), flush=True)


def fail(kind: str) -> int:
    both = {"en": f"It is {kind}.", "es": f"Está {kind}."}
    say("failed", kind=kind, happened=both, remedy={"en": "Mend it.", "es": "Arréglalo."})
    return 1


def wait_for(path: Path) -> None:
    while not path.exists():
        time.sleep(0.01)


def keep(workbook: Path) -> None:
    from desktop import cache
    from tests.desktop.sample import outcome

    cache.save(cache.folder(workbook), outcome(), "read")


def main(scenario: str, command: str, workbook: Path, rest: list[str]) -> int:
    with Path(os.environ["CALLS"]).open("a", encoding="utf-8") as calls:
        calls.write(json.dumps([command, *rest]) + "\n")
    beside = workbook.parent
    if scenario == "dies":
        return 1
    if scenario == "hangs":
        say("step", step="read", done=1200, total=4000)
        time.sleep(60)
    if scenario == "not_ours" and "--adopt" not in rest:
        return fail("not_ours")
    if scenario == "commits":
        say("step", step="write", done=2, total=3)
        say("committing")
        wait_for(beside / "go")
    if (
        scenario == "locked"
        and (beside / f"~${workbook.name}").exists()
        and ("--write-cached" in rest or command == "edit")
    ):
        return fail("locked")
    if scenario == "changed" and "--write-cached" in rest:
        return fail("changed")
    if scenario == "chatty":
        sys.stderr.write("x" * 200_000)
        print("not json\n[1, 2]\n{}", flush=True)
        say("warning", text={"en": "Two tabs are called Orders.", "es": "Dos pestañas se llaman Orders."})
    if command == "refresh" and "--no-write" in rest:
        say("step", step="compute", done=1, total=3)
        keep(workbook)
    sys.stdout.write(json.dumps({"event": "done", "companion": "brief beside.xlsx" if scenario == "companion" else ""}))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1], sys.argv[2], Path(sys.argv[3]), sys.argv[4:]))
