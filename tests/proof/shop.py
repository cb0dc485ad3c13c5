"""A small founder's workbook on a desk of its own, and everything that must hold of it at any moment."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

from sheets.excel.read import read
from tests.invariants import Opened, harm
from tests.sheets.excel.making import PIXEL

NAME = "tienda ñandú.xlsx"
ORDERS = ["Name", "Email", "Financial Status", "Paid at", "Fulfillment Status", "Currency", "Subtotal", "Shipping",
          "Taxes", "Total", "Created at", "Lineitem quantity", "Lineitem name", "Lineitem price", "Lineitem sku",
          "Payment Method", "Refunded Amount", "Id"]  # fmt: skip
#: What an interrupted run may leave behind, and the next one must have taken away.
STRAYS = (".~ob-", ".part", ".tmp")
_HASH = re.compile(r"[0-9a-f]{64}")


def order(number: int, day: str) -> list[object]:
    paid = f"{day} 10:00:00 -0500"
    return [f"#{number}", f"c{number}@example.com", "paid", paid, "fulfilled", "COP", 100000, 0, 0, 100000, paid, 1,
            "Jersey Andes - M", 100000, "JA-M", "PSE", 0, 9000 + number]  # fmt: skip


class Desk:
    """The workbook, an export, a note to add, and the folders that the program keeps for itself."""

    def __init__(self, folder: Path, name: str = NAME) -> None:
        self.root = folder
        self.folder = folder / "desk"
        self.home = folder / "home"
        self.scratch = folder / "scratch"
        for made in (self.folder, self.home, self.scratch):
            made.mkdir(parents=True)
        self.path = workbook(self.folder / name)
        self.original = self.path.read_bytes()
        self.export = self.scratch / "orders_export.csv"
        self.note = self.scratch / "note.json"
        self.import_orders(1)
        self.write_note("a note")

    def use_home(self) -> None:
        """Let the program of this process, and of those that it starts, keep what it keeps on this desk."""
        os.environ["HOME"] = str(self.home)
        for name in ("CONFIG", "CACHE", "DATA", "STATE"):
            os.environ[f"XDG_{name}_HOME"] = str(self.home / name.lower())
        os.environ["LANG"] = "C.UTF-8"

    def import_orders(self, number: int) -> None:
        """Set the export to one order that the workbook has not got."""
        with self.export.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([ORDERS, order(20_000 + number, "2026-11-12")])

    def write_note(self, text: str) -> None:
        rows = [{"date": "2026-11-16", "type": "event", "text": text}]
        self.note.write_text(json.dumps({"edits": [{"tab": "Notes", "rows": rows}]}), encoding="utf-8")

    def reset(self) -> None:
        """A workbook into which nothing was ever written; the program's own folders stay."""
        self.path.write_bytes(self.original)

    def bytes(self) -> bytes:
        return self.path.read_bytes()

    def strays(self) -> list[str]:
        """What an interrupted run left behind, beside the workbook and in the program's folders."""
        return sorted(
            str(path.relative_to(self.root))
            for folder in (self.folder, self.home)
            for path in folder.rglob("*")
            if path.is_file() and any(mark in path.name for mark in STRAYS)
        )

    def others(self) -> list[str]:
        """Whatever lies beside the workbook."""
        return sorted(path.name for path in self.folder.iterdir() if path.name != self.path.name)

    def backups(self) -> list[Path]:
        """The copies, the newest first."""
        found = (self.home / "data" / "operating-brief" / "backups").rglob("*")
        return sorted((path for path in found if _HASH.search(path.name)), key=lambda path: path.name, reverse=True)

    def unsound(self) -> list[str]:
        """Backups that are not what their name says, and what cannot be read of the program's own notes."""
        found = [f"the copy {path.name} is not whole" for path in self.backups() if not _is_whole(path)]
        for path in self.home.rglob("*.json"):
            try:
                json.loads(path.read_text("utf-8"))
            except ValueError:
                found.append(f"{path.name} is cut off")
        return found


def _is_whole(path: Path) -> bool:
    said = _HASH.search(path.name)
    return bool(said) and hashlib.sha256(path.read_bytes()).hexdigest() == said[0]


def workbook(path: Path) -> Path:
    """A shop of eight orders, and beside the data what a founder's workbook has: chart, picture, note, table, colours."""
    book = xlsxwriter.Workbook(path)
    head, money = book.add_format({"bold": True, "bg_color": "#DDEBF7"}), book.add_format({"num_format": "#,##0"})
    orders = book.add_worksheet("Orders")
    orders.write_row(0, 0, ORDERS, head)
    for place in range(8):
        day = (date(2026, 11, 4) + timedelta(days=place)).isoformat()
        orders.write_row(place + 1, 0, order(1000 + place, day))
        orders.write_formula(place + 1, len(ORDERS), f"=J{place + 2}*0.1", money, 10_000)
    orders.write_comment("A2", "called on Monday")
    orders.conditional_format("J2:J40", {"type": "data_bar"})
    orders.data_validation("E2:E40", {"validate": "list", "source": ["fulfilled", "unfulfilled"]})
    orders.freeze_panes(1, 0)
    inventory = book.add_worksheet("Inventory")
    inventory.write_row(0, 0, ["Title", "SKU", "Available"], head)
    inventory.write_row(1, 0, ["Jersey Andes", "JA-M", 3])
    inventory.write_row(2, 0, ["Socks Niebla", "SN-S", 40])
    notes = book.add_worksheet("Notes")
    notes.write_row(0, 0, ["Date", "Type", "Text"], head)
    notes.write_row(1, 0, ["2026-11-10", "event", "Fair in Medellín"])
    mine = book.add_worksheet("My figures")
    mine.add_table(
        "A1:B5", {"data": [[week, week * 3] for week in range(4)], "columns": [{"header": "Week"}, {"header": "Sold"}]}
    )
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "='My figures'!$B$2:$B$5"})
    mine.insert_chart("D2", chart)
    mine.insert_image("D20", "pixel.png", {"image_data": io.BytesIO(PIXEL)})
    mine.add_sparkline("C2", {"range": "'My figures'!B2:B5"})
    book.define_name("Target", "='My figures'!$B$5")
    book.close()
    return path


def whole(before: bytes, path: Path, command: str) -> list[str]:
    """What is wrong with a file that is not the old one any more, after one of the commands was killed."""
    after = path.read_bytes()
    touched: set[str] = set()
    asked = {"edit": "Notes", "catch up": "Notes", "import": "Orders"}.get(command)
    if asked:
        touched = {part for name, part, _ in Opened(after).sheets() if name == asked}
    try:
        found = harm(before, after, touched)
        shown = read(path).marked("brief")
    except Exception as broken:
        return [f"the file cannot be read: {broken!r}"]
    if command == "refresh" and (shown is None or not shown.rows):
        found.append("its brief does not read back")
    return found


def brief_of(path: Path) -> tuple[tuple[object, ...], ...]:
    """The cells of our tab Brief."""
    tab = read(path).marked("brief")
    return tuple(tuple(row) for row in tab.rows) if tab else ()


def notes_of(path: Path, text: str) -> int:
    """How often a text stands in the tab Notes."""
    tab = read(path).tab("Notes")
    return sum(cell == text for row in tab.rows for cell in row) if tab else 0


def orders_of(path: Path, name: str) -> int:
    """How often an order stands in the tab Orders."""
    tab = read(path).tab("Orders")
    return sum(row[0] == name for row in tab.rows if row) if tab else 0
