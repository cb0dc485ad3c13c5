"""A stand-in for ``import`` and ``add``: what it says of a file stands in the file itself.

A file of the tests holds JSON: ``[[when, events], …]``. The first whose words all stand in the command line is said.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path


def run(scenario: str, command: str, rest: list[str]) -> int:
    told = [Path(part).name if part.startswith("/") else part for part in rest]
    if "--map" in rest:
        told.append(Path(rest[rest.index("--map") + 1]).read_text("utf-8"))
    with Path(os.environ["CALLS"]).open("a", encoding="utf-8") as calls:
        calls.write(json.dumps([command, *told]) + "\n")
    into = Path(rest[rest.index("--into") + 1] if command == "import" else rest[0])
    held = (into.parent / f"~${into.name}").exists()
    if held and command == "import" and not {"--preview", "--look"} & set(rest):
        both = {"en": "It is open by Ana.", "es": "Lo tiene abierto Ana."}
        return _say([{"event": "failed", "kind": "locked", "happened": both, "remedy": {"en": "", "es": ""}}])
    if command == "add" or "--undo" in rest:
        script = into.parent / ("sources.json" if command == "add" else "undo.json")
        answers = json.loads(script.read_text("utf-8")) if script.exists() else [[[], [{"event": "done"}]]]
    else:
        tab = rest[rest.index("--tab") + 1] if "--tab" in rest else ""
        file = into.parent / f"{tab}.json" if tab else Path(rest[0])
        answers = json.loads(file.read_text("utf-8"))
    return _say(next(events for when, events in answers if set(when) <= set(rest)))


def _say(events: list[dict[str, object]]) -> int:
    for event in events:
        if event["event"] == "sleep":
            time.sleep(60)
        elif event["event"] == "write":
            Path(str(event["path"])).write_bytes(b"written")
        else:
            print(json.dumps(event, ensure_ascii=False), flush=True)
    sys.stdout.flush()
    return 1 if events and events[-1]["event"] == "failed" else 0
