"""What a founder hangs on a tab of ours stays there, beside what we hang on it."""

from __future__ import annotations

import warnings
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from sheets.errors import SheetsError
from sheets.excel.book import ExcelBook
from sheets.excel.draw import NOTE_END
from sheets.excel.package import Package
from sheets.grid import Grid, GridCell
from tests.invariants import Opened, harm
from tests.sheets.excel.making import brief, history, openpyxl_workbook, parts_of, rebuilt, strict, swap
from tests.sheets.excel.test_corpus import converted
from tests.sheets.excel.test_graft import add_relation, grafted, sheet_xml

warnings.filterwarnings("ignore")

SHEET, TEXTS, SHAPES = "xl/worksheets/sheet2.xml", "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml"


def noted(cell: str, author: str, text: str) -> str:
    return f'<comment ref="{cell}" authorId="{author}"><text><r><t>{text}</t></r></text></comment>'


def shape(number: int, row: int, column: int, kind: str = "Note") -> str:
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute"><x:ClientData ObjectType="{kind}">'
        f"<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    )


def ana_writes(parts: dict[str, bytes], cell: str = "C9", row: int = 8, column: int = 2) -> None:
    """As Excel does it: one more author, one more note, one more shape."""
    swap(parts, TEXTS, "</authors>", "<author>Ana</author></authors>")
    swap(parts, TEXTS, "</commentList>", noted(cell, "1", "ask the carrier") + "</commentList>")
    swap(parts, SHAPES, "</xml>", shape(1030, row, column) + "</xml>")


def ours() -> list[Grid]:
    return [brief(sparklines=()), history()]


def start(tmp_path: Path) -> Path:
    """Our tab with a note of ours in A6; the workbook's own note stands in another part."""
    path = openpyxl_workbook(tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)
    book["Data"]["A1"].comment = None
    book.save(path)
    return grafted(path, ours(), "start.xlsx")


def notes_of(path: Path, tab: str = "Brief") -> dict[str, tuple[str, str]]:
    sheet = openpyxl.load_workbook(path)[tab]
    return {
        cell.coordinate: (cell.comment.author, cell.comment.text.removesuffix(NOTE_END))
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }


def test_a_founders_note_stays_in_its_cell_beside_ours(tmp_path: Path) -> None:
    path = rebuilt(start(tmp_path), ana_writes)
    moved = dict(brief().cells)
    moved[5, 1] = replace(moved[5, 1], note="Since Friday")
    moved[6, 1] = replace(moved[6, 1], note="")
    after = grafted(path, [brief(cells=moved, sparklines=()), history()], "b.xlsx")
    assert harm(path.read_bytes(), after.read_bytes()) == []
    assert notes_of(after) == {"A5": ("Operating Brief", "Since Friday"), "C9": ("Ana", "ask the carrier")}
    shown = parts_of(after)[SHAPES].decode()
    assert shown.count("<v:shape ") == 2
    assert len(set(ids(shown))) == 2
    again = grafted(after, [brief(cells=moved, sparklines=()), history()], "c.xlsx")
    assert again.read_bytes() == after.read_bytes()


def ids(shapes: str) -> list[str]:
    return [piece.split('"')[0] for piece in shapes.split('<v:shape id="')[1:]]


def test_a_founders_note_stays_where_we_have_none(tmp_path: Path) -> None:
    path = rebuilt(start(tmp_path), ana_writes)
    bare = {place: replace(cell, note="") for place, cell in brief().cells.items()}
    after = grafted(path, [brief(cells=bare, sparklines=()), history()], "b.xlsx")
    assert harm(path.read_bytes(), after.read_bytes()) == []
    assert notes_of(after) == {"C9": ("Ana", "ask the carrier")}
    back = grafted(after, ours(), "c.xlsx")
    assert notes_of(back) == {"A6": ("Operating Brief", "Since Thursday"), "C9": ("Ana", "ask the carrier")}


def test_where_both_write_the_founder_is_heard(tmp_path: Path) -> None:
    def over_ours(parts: dict[str, bytes]) -> None:
        parts[TEXTS] = parts[TEXTS].replace(b"<author>Operating Brief</author>", b"<author>Ana</author>")

    path = rebuilt(start(tmp_path), over_ours)
    after = grafted(path, ours(), "b.xlsx")
    assert notes_of(after) == {"A6": ("Ana", "Since Thursday")}
    assert parts_of(after)[SHAPES].count(b"<v:shape ") == 1


def test_notes_leave_no_parts_behind(tmp_path: Path) -> None:
    path = rebuilt(start(tmp_path), ana_writes)
    names = sorted(parts_of(path))
    for day in range(3):
        path = grafted(path, [brief(day + 10, sparklines=()), history()], f"day{day}.xlsx")
    assert sorted(parts_of(path)) == names


def test_in_the_strict_edition_too(tmp_path: Path) -> None:
    def strictly(parts: dict[str, bytes]) -> None:
        ana_writes(parts)
        strict(parts)

    path = rebuilt(start(tmp_path), strictly)
    after = grafted(path, [brief(17, sparklines=()), history()], "b.xlsx")
    assert harm(path.read_bytes(), after.read_bytes()) == []
    texts = Opened(after.read_bytes()).xml(TEXTS)
    assert texts.tag == "{http://purl.oclc.org/ooxml/spreadsheetml/main}comments"
    assert [note.get("ref") for note in texts.iter("{*}comment")] == ["C9", "A6"]
    assert grafted(after, [brief(17, sparklines=()), history()], "c.xlsx").read_bytes() == after.read_bytes()


def test_a_conversation_stays(tmp_path: Path) -> None:
    def threaded(parts: dict[str, bytes]) -> None:
        ana_writes(parts)
        parts["xl/threadedComments/threadedComment1.xml"] = b"<ThreadedComments xmlns='urn:t'/>"
        add_relation(parts, "sheet2.xml", "threadedComment", "../threadedComments/threadedComment1.xml")

    path = rebuilt(start(tmp_path), threaded)
    after = grafted(path, ours(), "b.xlsx")
    assert harm(path.read_bytes(), after.read_bytes()) == []
    kinds = sorted(kind for kind, _, _ in Opened(after.read_bytes()).relations(SHEET))
    assert kinds == ["comments", "hyperlink", "threadedComment", "vmlDrawing"]


@pytest.mark.parametrize("spoil", ["button", "unreadable"])
def test_what_cannot_stay_stops_the_write(tmp_path: Path, spoil: str) -> None:
    def change(parts: dict[str, bytes]) -> None:
        end = shape(1030, 1, 1, "Button") if spoil == "button" else "<br>"
        swap(parts, SHAPES, "</xml>", end + "</xml>")

    with pytest.raises(SheetsError) as refused:
        grafted(rebuilt(start(tmp_path), change), ours(), "b.xlsx")
    assert refused.value.kind == "not_ours"
    assert "Brief" in refused.value.message("en")


def test_a_picture_in_the_header_or_behind_the_cells_stays(tmp_path: Path) -> None:
    def pictures(parts: dict[str, bytes]) -> None:
        parts["xl/drawings/vmlDrawing9.vml"] = b"<xml>a picture</xml>"
        parts["xl/media/image9.png"] = b"png"
        add_relation(parts, "sheet2.xml", "vmlDrawing", "../drawings/vmlDrawing9.vml")
        rels = "xl/worksheets/_rels/sheet2.xml.rels"
        parts[rels] = parts[rels].replace(b'"rId77"', b'"rId78"')
        add_relation(parts, "sheet2.xml", "image", "../media/image9.png")
        swap(parts, "[Content_Types].xml", "</Types>", '<Default Extension="png" ContentType="image/png"/></Types>')
        swap(parts, SHEET, "</worksheet>", '<legacyDrawingHF r:id="rId78"/><picture r:id="rId77"/></worksheet>')
        swap(parts, SHEET, '<legacyDrawing r:id="rId2"/>', "")
        parts[SHEET] = parts[SHEET].replace(b"<headerFooter/>", b"")
        at = parts[SHEET].index(b"<legacyDrawingHF")
        head = b"<headerFooter><oddHeader>&amp;G</oddHeader></headerFooter>"
        parts[SHEET] = parts[SHEET][:at] + head + parts[SHEET][at:]

    path = rebuilt(start(tmp_path), pictures)
    after = grafted(path, ours(), "b.xlsx")
    assert harm(path.read_bytes(), after.read_bytes()) == []
    root = sheet_xml(after, "Brief")
    leads = {identity: part for _, part, identity in Opened(after.read_bytes()).relations(SHEET)}
    for name, part in (("legacyDrawingHF", "xl/drawings/vmldrawing9.vml"), ("picture", "xl/media/image9.png")):
        assert leads[next(iter(root.find(f"{{*}}{name}").attrib.values()))] == part
    assert root.find("{*}headerFooter/{*}oddHeader").text == "&G"
    assert grafted(after, ours(), "c.xlsx").read_bytes() == after.read_bytes()


@pytest.mark.real
def test_a_note_made_and_saved_in_libreoffice_stays_and_ours_is_known_as_ours(tmp_path: Path) -> None:
    saved = converted(rebuilt(start(tmp_path), ana_writes), "xlsx", tmp_path)
    before = saved.read_bytes()
    book = ExcelBook(saved, tmp_path / "app")
    moved = {**brief(17).cells, (6, 1): GridCell("late", note="Since Friday")}
    book.write([brief(17, cells=moved, sparklines=()), history()], "")
    assert harm(before, saved.read_bytes()) == []
    assert {cell: text for cell, (_, text) in notes_of(saved).items()} == {
        "A6": "Since Friday",
        "C9": "ask the carrier",
    }
    with Package(saved) as package:
        assert len([part for part in package.parts() if "omments" in part]) == 1
