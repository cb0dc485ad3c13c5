"""A stand-in for the command line: says the same events, does nothing to any workbook.

Called as ``child.py SCENARIO COMMAND WORKBOOK …``; every call is written down in the file that ``CALLS`` names.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

from sheets.place import GoogleSheet, Place, place

TOKEN = "1//a-token-of-nobody"
PICKED = "https://docs.google.com/spreadsheets/d/1PickedPickedPickedPicked/edit"


def say(event: str, **facts: object) -> None:
    print(json.dumps({"event": event, **facts}, ensure_ascii=False), flush=True)


def fail(kind: str) -> int:
    both = {"en": f"It is {kind}.", "es": f"Está {kind}."}
    say("failed", kind=kind, happened=both, remedy={"en": "Mend it.", "es": "Arréglalo."})
    return 1


def wait_for(path: Path) -> None:
    while not path.exists():
        time.sleep(0.01)


def keep(workbook: Place) -> None:
    from desktop import cache
    from tests.desktop.sample import outcome

    cache.save(cache.folder(workbook), outcome(), "read")


def receipt(workbook: Place, parts: int = 7) -> dict[str, object]:
    changed = [[f"xl/worksheets/sheet{n}.xml", f"{n:064x}" if n > 1 else "", f"{n + 16:064x}"] for n in range(parts)]
    backup = workbook.parent / "copies" / "000001.xlsx" if isinstance(workbook, Path) else ""
    facts = {"path": str(workbook), "before": "b" * 64, "after": "a" * 64, "backup": str(backup), "seconds": 0.412}
    return {**facts, "changed": changed}


COPIES = [
    {"when": "2026-11-16T08:00:00.250Z", "bytes": 48_200, "content": "b" * 64},
    {"when": "2026-11-09T13:30:00Z", "bytes": 3_240_000, "content": "c" * 64},
]


def write_waiting(workbook: Place) -> dict[str, object]:
    """What waits is written, but for what the workbook refuses."""
    from desktop import waiting
    from sheets.errors import Text

    written = 0
    for edit in waiting.waiting(workbook):
        if "refused" in str(edit.edits):
            waiting.explain(workbook, edit.id, Text("There is no tab Notes.", "No hay pestaña Notas."))
        else:
            written += waiting.drop(workbook, edit.id)
    return {"edits_written": written, "edits_waiting": len(waiting.waiting(workbook))}


def on_google(scenario: str, command: str, sheet: Place, rest: list[str]) -> int:
    """A Google Sheet, or the sign-in; ``AWAY`` names a file that is there while Google cannot be reached."""
    if "--signed-in" in rest and sys.stdin.readline() != f"{TOKEN}\n":
        return fail("sign_in")
    if command == "connect":
        return connect(scenario, rest)
    if command == "disconnect":
        say("note", text={"en": "Disconnected: Google was told.", "es": "Desconectado: Google ya lo sabe."})
        say("done", revoked=True)
        return 0
    if scenario == "signed out" and "--signed-in" not in rest:
        return fail("sign_in")
    if scenario in ("not_shared", "quota"):
        return fail(scenario)
    if scenario == "waits":
        say("wait", seconds=12, text={"en": "Too many requests; trying again in", "es": "Demasiadas; otra vez en"})
        time.sleep(60)
    if scenario == "sent":
        say("committing")
        time.sleep(60)
    away = Path(os.environ.get("AWAY", "/nowhere")).exists()
    if away and command == "edit":
        from desktop import waiting

        held = {"en": "Google cannot be reached.", "es": "No se puede llegar a Google."}
        say("done", held_by=held, edits_written=0, edits_waiting=len(waiting.waiting(sheet)))
        return 0
    if away:
        return fail("offline")
    facts: dict[str, object] = {}
    if command == "refresh" and "--no-write" in rest:
        keep(sheet)
    elif command == "refresh":
        outdated = ["Notes"] if scenario == "outdated" else []
        written = {**receipt(sheet, 6), "calls": 3, "outdated": outdated}
        if outdated:
            say("warning", text={"en": "Notes was changed meanwhile.", "es": "Notes cambió mientras tanto."})
        facts = {"companion": "", "receipt": written, **write_waiting(sheet)}
    elif command == "edit":
        facts = {"waiting": False, "receipt": {**receipt(sheet, 1), "calls": 4}, **write_waiting(sheet)}
    say("done", **facts)
    return 0


def connect(scenario: str, rest: list[str]) -> int:
    import socket

    if scenario == "no client" and "--client" not in rest:
        return fail("no_client")
    page = "https://accounts.google.com/o/oauth2/v2/auth?state=s"
    say("note", text={"en": f"Open this address there: {page}", "es": f"Abre ahí esta dirección: {page}"})
    if scenario == "browser":
        time.sleep(60)
    if scenario == "refused":
        return fail("not_allowed")
    kept = "keyring"
    if scenario == "signed out":
        kept = "window"
        with socket.socket(socket.AF_UNIX) as window:
            window.connect(rest[rest.index("--hand-over") + 1])
            window.sendall(f"{TOKEN}\n".encode())
    say("done", sheet=rest[0] if rest[0].startswith("https:") else PICKED, kept=kept)
    return 0


def main(scenario: str, command: str, workbook: Place, rest: list[str]) -> int:
    told = ["DOOR" if "operating-brief-" in part else part for part in rest]
    with Path(os.environ["CALLS"]).open("a", encoding="utf-8") as calls:
        calls.write(json.dumps([command, *told]) + "\n")
    if isinstance(workbook, GoogleSheet) or command in ("connect", "disconnect"):
        return on_google(scenario, command, workbook, rest)
    beside = workbook.parent
    if scenario == "dies":
        return 1
    if scenario == "hangs":
        say("step", step="read", done=1200, total=4000)
        time.sleep(60)
    if scenario == "not_ours" and "--adopt" not in rest:
        return fail("not_ours")
    if scenario == "encrypted":
        if "--password" not in rest:
            return fail("encrypted")
        if sys.stdin.readline() != "jersey 2026 ñ\n":
            return fail("wrong_password")
    if scenario == "commits":
        say("step", step="write", done=2, total=3)
        say("committing")
        wait_for(beside / "go")
    locked = scenario == "locked" and (beside / f"~${workbook.name}").exists()
    if locked and "--write-cached" in rest:
        return fail("locked")
    if scenario == "changed" and "--write-cached" in rest:
        return fail("changed")
    if scenario == "saved then closed" and "--write-cached" in rest:
        if (beside / f"~${workbook.name}").exists():
            return fail("locked")
        if not (beside / "read again").exists():
            return fail("changed")
    if scenario == "full" and "--write-cached" in rest:
        return fail("disk_full")
    if scenario == "chatty":
        sys.stderr.write("x" * 200_000)
        print("not json\n[1, 2]\n{}", flush=True)
        say("warning", text={"en": "Two tabs are called Orders.", "es": "Dos pestañas se llaman Orders."})
    facts: dict[str, object] = {}
    if command == "refresh" and "--no-write" in rest:
        say("step", step="compute", done=1, total=3)
        keep(workbook)
        if (beside / f"~${workbook.name}").exists() is False:
            (beside / "read again").touch()
    elif command == "refresh":
        facts = {"companion": "", "receipt": receipt(workbook), **write_waiting(workbook)}
        opened = scenario == "opened at the last moment" and not (beside / "opened").exists()
        if scenario in ("companion", "encrypted") or opened:
            because = {"en": "It is read-only.", "es": "Es de solo lectura."}
            kind = "locked" if opened else "encrypted" if scenario == "encrypted" else "read_only"
            (beside / "opened").touch()
            facts |= {"companion": str(beside / "brief beside.xlsx"), "receipt": {"kind": kind, "reason": because}}
        else:
            workbook.write_bytes(b"written")
    elif command == "edit" and locked:
        facts = {"held_by": {"en": "It is open by Ana.", "es": "Lo tiene abierto Ana."}, "edits_written": 0}
    elif command == "edit":
        facts = {"waiting": False, "receipt": receipt(workbook, 3), **write_waiting(workbook)}
    elif command == "restore" and "--list" in rest:
        facts = {"copies": [] if scenario == "no copies" else COPIES}
    elif command == "restore":
        facts = {"fingerprint": "b" * 64, "before": "a" * 64, "backup": "", "seconds": 0.1}
    elif command == "export-template" and "--list" in rest:
        facts = {"tabs": [{"tab": "Costs", "headers": ["SKU", "Cost"]}, {"tab": "Suppliers 2026", "headers": []}]}
    elif command == "export-template":
        facts = {"path": rest[0], "taken": [{"en": "6 definitions", "es": "6 definiciones"}]}
        facts["left_out"] = [{"en": "4 notes", "es": "4 notas"}]
    elif command == "share":
        facts = shared(rest)
    sys.stdout.write(json.dumps({"event": "done", **facts}))
    return 0


def shared(rest: list[str]) -> dict[str, object]:
    if "--list" in rest:
        told = (("read", "The read", True), ("notes", "Notes", False), ("sources", "Sources", True))
        return {"parts": [{"id": id, "title": title, "usual": usual} for id, title, usual in told]}
    if "--out" in rest:
        return {"path": rest[rest.index("--out") + 1]}
    return {"text": f"A brief made with {' '.join(rest)}"}


if __name__ == "__main__":
    if sys.argv[2] in ("import", "add"):
        from tests.desktop.import_child import run

        raise SystemExit(run(sys.argv[1], sys.argv[2], sys.argv[3:]))
    alone = sys.argv[2] in ("connect", "disconnect")
    raise SystemExit(
        main(sys.argv[1], sys.argv[2], place("none" if alone else sys.argv[3]), sys.argv[3 if alone else 4 :])
    )
