"""``python -m tests.excel_pack OUT``: the workbooks, each with the one before it, and the form."""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

from desktop import cli
from tests.excel_pack.form import Line, page
from tests.excel_pack.kinds import KINDS, Kind
from tests.proof.shop import ORDERS, order

AS_OF = ["--as-of", "2026-11-16T08:00"]


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m tests.excel_pack", description=__doc__)
    asked.add_argument("out", metavar="OUT", type=Path, help="a folder; what an earlier pack left in it is replaced")
    out: Path = asked.parse_args().out
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    lines: list[Line] = []
    with tempfile.TemporaryDirectory() as home:
        # What the program keeps for itself does not belong to whoever makes the pack.
        for name in ("CONFIG", "CACHE", "DATA", "STATE"):
            os.environ[f"XDG_{name}_HOME"] = str(Path(home) / name.lower())
        for kind in KINDS:
            line = packed(kind, out, len(lines) + 1)
            if line is None:
                print(f"left out: {kind.name} (its sample or LibreOffice is not on this machine)")
            else:
                lines.append(line)
                print(line.file)
    for language in ("en", "es"):
        (out / f"form.{language}.html").write_text(page(lines, language), encoding="utf-8")
    print(f"{len(lines)} workbooks and two forms in {out}. Nobody has opened them in Excel yet.")
    return 0


def packed(kind: Kind, out: Path, number: int) -> Line | None:
    """Make the workbook, keep it as it was, refresh it; ``None`` where it cannot be had here."""
    file = f"{number:02} {kind.name}{kind.suffix}"
    before = f"{number:02} {kind.name} - before{kind.suffix}"
    path = out / file
    if kind.make(path) is None:
        return None
    shutil.copyfile(path, out / before)
    if kind.name == "template":
        own = out / "own.xlsx"
        path.rename(own)
        command("export-template", own, path, "--lang", "en")
        own.unlink()
        shutil.copyfile(path, out / before)
    if kind.name == "imported and edited":
        imported_and_edited(path)
    command("refresh", path, *AS_OF, "--adopt")
    return Line(file, before, kind.en, kind.es)


def imported_and_edited(path: Path) -> None:
    """Two more orders, and a note."""
    with tempfile.TemporaryDirectory() as name:
        export, note = Path(name) / "orders_export.csv", Path(name) / "note.json"
        lines = [ORDERS, order(2001, "2026-11-12"), order(2002, "2026-11-13")]
        export.write_text("\n".join(",".join(map(str, line)) for line in lines), encoding="utf-8")
        rows = [{"date": "2026-11-14", "type": "event", "text": "=1+1 is written as text"}]
        note.write_text(json.dumps({"edits": [{"tab": "Notes", "rows": rows}]}), encoding="utf-8")
        command("import", export, "--into", path)
        command("edit", path, note)


def command(*arguments: object) -> None:
    """Run a command that must succeed."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = cli.main(list(map(str, arguments)))
    if code:
        raise RuntimeError(f"{arguments[0]} {arguments[1]} ended with {code}: {said.getvalue()}")


if __name__ == "__main__":
    sys.exit(main())
