"""Workbooks and grids made for the tests of this room, by hand and by two libraries."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment

from sheets.errors import SheetsError
from sheets.excel.book import ExcelBook
from sheets.excel.package import fingerprint
from sheets.grid import Choice, ColorRule, Grid, GridCell, Merge, Page, Rich, Run, Sparkline, Style
from sheets.workbook import Receipt

STYLES = {
    "body": Style(),
    "title": Style(size=18, bold=True, color="#ffffff", fill="#1f5f4a"),
    "money": Style(number="#,##0", align="right", border="bottom"),
    "date": Style(number="dd mmm yyyy"),
    "critical": Style(color="#b3261e", fill="#fbeceb", bold=True),
    "wrapped": Style(wrap=True, valign="top", indent=1, italic=True, unlocked=True),
}

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63606060000000040001"
    "f61738550000000049454e44ae426082"
)


def brief(day: int = 16, **changes: object) -> Grid:
    """A small tab that uses everything a grid can say; ``day`` makes another version of it."""
    cells = {
        (1, 1): GridCell(f"Operating brief, day {day}", "title"),
        (1, 2): GridCell(None, "title"),
        (2, 1): GridCell(Rich((Run("Sales fell. ", bold=True), Run("Returns", color="#b3261e"), Run(" did not.")))),
        (3, 1): GridCell("=HYPERLINK(1)"),
        (3, 2): GridCell(1234.5 + day, "money"),
        (4, 1): GridCell("#12", link="#'Data'!A3"),
        (4, 2): GridCell(datetime(2026, 11, day, 8, 30), "date"),
        (5, 1): GridCell("the store", link="https://example.com/a?b=1&c=2"),
        (5, 2): GridCell(True),
        (6, 1): GridCell("late", note="Since Thursday"),
        (6, 2): GridCell(10**17 + day),
        (7, 1): GridCell("two\nlines  ", "wrapped"),
        (7, 2): GridCell(0),
    }
    told = {
        "key": "brief",
        "name": "Brief",
        "cells": cells,
        "styles": STYLES,
        "widths": {1: 40, 2: 14},
        "heights": {1: 30},
        "merges": (Merge(1, 1, 1, 2),),
        "choices": (Choice(6, 1, 9, 1, ("late", "done")),),
        "sparklines": (Sparkline(8, 2, "_History", 2, 1, 5),),
        "color_rules": (ColorRule(6, 1, 9, 1, "late", "critical"),),
        "freeze": (1, 0),
        "tab_color": "#1f5f4a",
        "page": Page(repeat_rows=1, last_row=9, last_column=2),
    }
    return Grid(**{**told, **changes})  # type: ignore[arg-type]


def history(day: int = 16) -> Grid:
    """A hidden tab of numbers, from which the brief's sparkline is drawn."""
    cells = {(1, 1): GridCell("key")} | {(2, column): GridCell(column * day) for column in range(1, 6)}
    return Grid("history", "_History", cells, STYLES, hidden=True)


def ours(day: int = 16) -> list[Grid]:
    return [brief(day), history(day)]


def rich_workbook(path: Path) -> Path:
    """A founder's workbook with nearly everything that XlsxWriter can write, macros apart."""
    book = xlsxwriter.Workbook(path)
    data = book.add_worksheet("Data")
    for row in range(20):
        data.write_row(row, 0, [row, f"text {row}", row * 2.5])
    data.write_formula("F1", "=SUM(A1:A20)", None, 190)
    data.write_comment("A1", "a note of mine")
    data.write_rich_string("G1", book.add_format({"bold": True}), "bold", " and not")
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=Data!$A$1:$A$20"})
    data.insert_chart("H2", chart)
    data.insert_image("H20", "pixel.png", {"image_data": io.BytesIO(PIXEL)})
    data.conditional_format("A1:A20", {"type": "data_bar"})
    data.conditional_format("B1:B20", {"type": "cell", "criteria": "==", "value": 3, "format": book.add_format()})
    data.data_validation("D1:D20", {"validate": "list", "source": ["yes", "no"]})
    data.add_sparkline("E1", {"range": "Data!A1:C1"})
    data.autofilter("A1:C20")
    data.print_area("A1:C20")
    own = book.add_worksheet("Brief")
    own.write("A1", "my own brief, not yours")
    table = book.add_worksheet("Table")
    table.add_table("A1:B3", {"data": [[1, 2], [3, 4]]})
    book.define_name("Mine", "=Data!$A$1")
    book.close()
    return path


def macro_workbook(path: Path) -> Path:
    """A workbook with macros; what the macros are does not matter."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Data")
    sheet.write("A1", 1)
    vba = path.with_name("vbaProject.bin")
    vba.write_bytes(b"\xd0\xcf\x11\xe0 any bytes" * 50)
    book.add_vba_project(str(vba))
    sheet.insert_button("C3", {"macro": "run"})
    book.close()
    return path


def openpyxl_workbook(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Data"
    sheet.append(["order", "total"])
    sheet.append(["1001", 12.5])
    sheet["A1"].comment = Comment("a note", "me")
    book.save(path)
    return path


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist()}


def rebuilt(path: Path, change: Callable[[dict[str, bytes]], Mapping[str, bytes] | None]) -> Path:
    """The package with its parts changed by a test: a file as some other program might have written it."""
    parts = parts_of(path)
    parts = dict(change(parts) or parts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(zipfile.ZipInfo(name), content)
    return path


def swap(parts: dict[str, bytes], name: str, old: str, new: str) -> None:
    """Replace text in a part that must have it."""
    assert old.encode() in parts[name], f"{old} is not in {name}"
    parts[name] = parts[name].replace(old.encode(), new.encode())


def prefixed(xml: bytes, prefix: str = "x") -> bytes:
    """The same XML with its main namespace bound to a prefix, as the Open XML SDK writes it."""
    main = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    assert main in xml
    named = re.sub(rb"<(/?)([A-Za-z]\w*)(?=[\s>/])", rb"<\g<1>%b:\g<2>" % prefix.encode(), xml)
    return named.replace(main, b"xmlns:%b=" % prefix.encode() + main[6:])


def strict(parts: dict[str, bytes]) -> None:
    """Turn a transitional package into the strict edition, as Excel saves it."""
    pairs = (
        ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"),
        (
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        ),
    )
    for name in parts:
        for old, new in pairs:
            parts[name] = parts[name].replace(old.encode(), new.encode())


class Place:
    """A founder's workbook in a folder of its own, and the program's folder beside it."""

    def __init__(self, folder: Path, name: str = "shop.xlsx") -> None:
        self.folder = folder / "desk"
        self.folder.mkdir()
        self.path = rich_workbook(self.folder / name)
        self.original = self.path.read_bytes()
        self.app = folder / "app"
        self.said: list[str] = []
        self.book = ExcelBook(self.path, self.app, lambda: self.said.append("committing"))

    def write(self, day: int = 16, since: str | None = None) -> Receipt:
        return self.book.write(ours(day), fingerprint(self.path) if since is None else since)

    def names(self) -> list[str]:
        return sorted(path.name for path in self.folder.iterdir())

    def refused(self, work: Callable[[], object]) -> SheetsError:
        before = self.path.read_bytes()
        with pytest.raises(SheetsError) as refused:
            work()
        assert self.path.read_bytes() == before
        assert not [name for name in self.names() if name.startswith(".~ob")]
        return refused.value
