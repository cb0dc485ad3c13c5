"""Files that mean harm, given to every command: a sentence or a result, in bounded time and memory; nothing is carried
out, fetched, or written where it should not be.
"""

from __future__ import annotations

import io
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from tests.invariants import Opened, harm
from tests.proof.served import Served, Server
from tests.sheets.excel import hostile_content, hostile_packages
from tests.sheets.excel.hostile_packages import BOOK, BOOK_RELATIONS, EVIL, STYLES, TYPES, Make, Traps, base
from tests.sheets.excel.hostile_zip import members, pack

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="forked processes and their limits")

CASES = {**hostile_packages.CASES, **hostile_content.CASES}
#: The commands read and write in one way; of the entities, one kind is tried with every one of them.
WITH_EVERY_COMMAND = [
    name for name in hostile_packages.CASES if name not in hostile_packages.ENTITIES or "an address" in name
]
SECRET = "a secret of this machine, 4711"
AS_OF = ("--as-of", "2026-11-16T08:00", "--lang", "en")
LOOKS_LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server() as server:
        yield server


class Desk:
    """A hostile file on a desk of its own, and a secret that nothing may tell."""

    def __init__(self, folder: Path, server: Server, make: Make) -> None:
        self.folder, self.home = folder / "desk", folder / "home"
        self.folder.mkdir()
        secret = folder / "secret.txt"
        secret.write_text(SECRET)
        self.server = server
        self.path = make(self.folder / "shop.xlsx", Traps(secret, server.address))
        self.before = self.path.read_bytes()
        self.saved_at = self.path.stat().st_mtime_ns

    def run(self, *arguments: object) -> Served:
        """Run a command: whatever the file is, this much holds."""
        served = self.server.run(*arguments, home=self.home)
        told = f"{served.code} after {served.seconds:.1f} s, {served.peak_mb} MB: {served.err[-500:]}"
        assert served.code in (0, 1, 3), told
        assert not served.log, served.log
        assert "Traceback" not in served.err + served.out, told
        assert served.deeds == []
        assert SECRET not in served.out + served.err
        if served.code == 1:
            assert len(served.err.strip().splitlines()) == 1, told
        for path in (*self.folder.rglob("*"), *self.home.rglob("*")):
            assert not re.search(r"\.~ob-|\.part$|\.tmp$", path.name), path
            if path.is_file() and path != self.path:
                content = path.read_bytes()
                assert SECRET.encode() not in content, path
                assert EVIL not in content, path
        assert not list(self.folder.parent.rglob("evil.txt"))
        return served

    def is_untouched(self) -> bool:
        return self.path.read_bytes() == self.before and self.path.stat().st_mtime_ns == self.saved_at

    def others(self) -> list[str]:
        return sorted(path.name for path in self.folder.iterdir() if path != self.path)


@pytest.mark.parametrize("name", CASES)
def test_a_refresh_is_a_result_or_a_sentence_and_never_harm(tmp_path: Path, server: Server, name: str) -> None:
    make, ends = CASES[name]
    desk = Desk(tmp_path, server, make)
    served = desk.run("refresh", desk.path, *AS_OF)
    assert served.code in ends, served.err
    if served.code == 0:
        after = desk.path.read_bytes()
        # Taking millions of elements apart again would tell no more than that they are the same bytes.
        assert (changed(desk.before, after) if name in hostile_content.ROOMY else harm(desk.before, after)) == []
        assert formulas_of_ours(after) == []
        assert desk.others() == []
    else:
        assert desk.is_untouched()
        assert desk.others() == (["shop - Operating Brief.xlsx"] if served.code == 3 else [])


@pytest.mark.parametrize("name", WITH_EVERY_COMMAND)
def test_every_other_command_too(tmp_path: Path, server: Server, name: str) -> None:
    make, ends = CASES[name]
    desk = Desk(tmp_path, server, make)
    note = tmp_path / "note.json"
    note.write_text(json.dumps({"edits": [{"tab": "Notes", "rows": [{"text": "=1+1"}]}]}))
    orders = tmp_path / "orders.csv"
    orders.write_text("\n".join(",".join(map(str, row)) for row in (hostile_packages.ORDERS, *hostile_packages.LINES)))
    good = pack(tmp_path / "good.xlsx", members(base()))
    good_before = good.read_bytes()

    desk.run("check", desk.path, "--lang", "en")
    desk.run("export-template", desk.path, tmp_path / "template.xlsx", "--lang", "en")
    desk.run("restore", desk.path, "--lang", "en")
    read = desk.run("import", desk.path, "--into", good, "--lang", "en")
    assert desk.is_untouched()
    assert desk.others() == []
    if read.code:
        assert good.read_bytes() == good_before
    for command in (("edit", desk.path, note), ("import", orders, "--into", desk.path)):
        code = desk.run(*command, "--lang", "en").code
        if 0 not in ends:
            assert code == 1
            assert desk.is_untouched()
        assert desk.others() == []


def changed(before: bytes, after: bytes) -> list[str]:
    """The parts of a workbook without our tabs that are not as they were, but for the indexes that may gain."""
    gaining = (BOOK, BOOK_RELATIONS, STYLES, TYPES)
    with zipfile.ZipFile(io.BytesIO(before)) as old, zipfile.ZipFile(io.BytesIO(after)) as new:
        there = {info.filename: (info.CRC, info.file_size) for info in new.infolist()}
        return [
            info.filename
            for info in old.infolist()
            if info.filename not in gaining and there.get(info.filename) != (info.CRC, info.file_size)
        ]


def looks_like_a_formula(text: str) -> bool:
    return text.startswith(LOOKS_LIKE_A_FORMULA) and not re.fullmatch(r"-\d+(\.\d+)?(E[+-]?\d+)?", text)


def formulas_of_ours(content: bytes) -> list[str]:
    """Every formula in a tab of ours, and every text that looks like one and is not marked as text."""
    opened = Opened(content)
    found = []
    for part in opened.ours():
        if part in opened.names and part.endswith(".xml") and "worksheet" in part:
            for cell in etree.fromstring(opened.read(part)).iter("{*}c"):
                said = "".join(str(text) for text in cell.itertext())
                if cell.find("{*}f") is not None:
                    found.append(f"{part}, {cell.get('r')}: a formula")
                elif looks_like_a_formula(said) and cell.get("t") not in ("inlineStr", "s"):
                    found.append(f"{part}, {cell.get('r')}: {said}")
    return found


def test_texts_that_look_like_formulas_stay_texts_on_their_way_through_every_command(
    tmp_path: Path, server: Server
) -> None:
    texts = ["=1+1", "+1+1", "-1-1", "@SUM(1)", "\t=1", '=HYPERLINK("http://127.0.0.1","x")', "=cmd|' /C calc'!A0"]
    desk = Desk(tmp_path, server, lambda path, traps: pack(path, members(base())))
    orders = tmp_path / "orders.csv"
    header = hostile_packages.ORDERS
    lines = [
        [f"#9{place}", "paid", "2026-11-12 10:00", "COP", "1000", "2026-11-12 10:00", "1", text, "1000", text]
        for place, text in enumerate(texts)
    ]
    orders.write_text(
        "\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in (header, *lines))
    )
    note = tmp_path / "note.json"
    asked = [{"tab": "Notes", "rows": [{"date": "2026-11-14", "type": "event", "text": text} for text in texts]}]
    note.write_text(json.dumps({"edits": asked}))
    assert desk.run("import", orders, "--into", desk.path).code == 0
    assert desk.run("edit", desk.path, note).code == 0
    assert desk.run("refresh", desk.path, *AS_OF).code == 0
    (desk.folder / "~$shop.xlsx").write_bytes(b"\x05Maria")
    assert desk.run("refresh", desk.path, *AS_OF).code == 3
    (desk.folder / "~$shop.xlsx").unlink()
    made = [desk.path, desk.folder / "shop - Operating Brief.xlsx"]
    template = desk.folder / "template.xlsx"
    if desk.run("export-template", desk.path, template, "--tab", "Notes").code == 0:
        made.append(template)
    assert all(path.exists() for path in made)
    for path in made:
        said, formulas = texts_and_formulas(path)
        assert formulas == [], path.name
        assert all(kind == "text" for _, kind in said), path.name
    assert {text for text, _ in texts_and_formulas(desk.path)[0]} >= set(texts)


def texts_and_formulas(path: Path) -> tuple[list[tuple[str, str]], list[str]]:
    """Of every sheet part: the cells that look like formulas and how they are marked, and the formulas that there are."""
    said, formulas = [], []
    with zipfile.ZipFile(path) as package:
        strings: list[str] = []
        if "xl/sharedStrings.xml" in package.namelist():
            root = etree.fromstring(package.read("xl/sharedStrings.xml"))
            strings = ["".join(str(text) for text in item.itertext()) for item in root.iter("{*}si")]
        for name in package.namelist():
            if not name.startswith("xl/worksheets/sheet"):
                continue
            for cell in etree.fromstring(package.read(name)).iter("{*}c"):
                text = "".join(str(text) for text in cell.itertext())
                if cell.find("{*}f") is not None:
                    formulas.append(f"{name} {cell.get('r')} {text}")
                if cell.get("t") == "s":
                    text = strings[int(text)]
                if looks_like_a_formula(text):
                    said.append((text, "text" if cell.get("t") in ("s", "inlineStr") else str(cell.get("t"))))
    return said, formulas
