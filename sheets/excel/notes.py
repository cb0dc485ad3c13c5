"""Notes that a founder put on a tab of ours: they stay in their cells, beside our own, while the tab is rewritten."""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass

from lxml import etree

from sheets.errors import SheetsError
from sheets.excel.draw import NOTE_AUTHOR, NOTE_END
from sheets.excel.relations import parse

_SHAPE_ID = re.compile(r"^_x0000_s(\d+)$")
_CELL = re.compile(r"^\$?([A-Z]{1,3})\$?(\d{1,7})$")


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes of one tab: their text, and the shapes that show them."""

    texts: etree._Element
    shapes: etree._Element

    def authors(self) -> list[str]:
        """Who wrote notes, in the order that the notes count them."""
        return ["".join(map(str, one.itertext())) for one in self.texts.iterfind("{*}authors/{*}author")]

    def all(self) -> list[etree._Element]:
        """Every note."""
        return list(self.texts.iterfind("{*}commentList/{*}comment"))

    def is_ours(self, note: etree._Element) -> bool:
        """Whether we wrote a note: its author says so, or, where that is lost, its end."""
        authors, said = self.authors(), note.get("authorId", "")
        author = authors[int(said)] if said.isdigit() and int(said) < len(authors) else ""
        words = "".join(str(text) for one in note.iterfind("{*}text") for text in one.itertext())
        return author == NOTE_AUTHOR or (not author.strip() and words.strip().endswith(NOTE_END))

    def shape(self, cell: str) -> list[etree._Element]:
        """The shapes that show the note of a cell."""
        return [one for one in self.shapes.iterfind("{*}shape") if _place(one) == _row_column(cell)]


def read(texts: bytes, shapes: bytes, part: str) -> Notes | None:
    """The notes of a tab; ``None`` where its shapes show anything else, or cannot be read for sure."""
    try:
        notes = Notes(parse(texts, part), parse(shapes, part))
    except SheetsError:
        return None
    others = [one for one in notes.shapes.iterchildren("{*}*") if _name(one) not in ("shapelayout", "shapetype")]
    return notes if all(_place(one) is not None for one in others) else None


def has_theirs(notes: Notes) -> bool:
    """Whether any of the notes is not ours."""
    return not all(map(notes.is_ours, notes.all()))


def merge(old: Notes, fresh: Notes | None) -> None:
    """Put our fresh notes in the place of our earlier ones; where the founder wrote in a cell, theirs stays alone."""
    for note in filter(old.is_ours, old.all()):
        for shape in old.shape(note.get("ref", "")):
            _detach(shape)
        _detach(note)
    if fresh is None:
        return
    theirs = {_row_column(note.get("ref", "")) for note in old.all()}
    our_number = str(_our_author(old))
    listed = old.texts.find("{*}commentList")
    number = max((int(found[1]) for one in _ids(old) if (found := _SHAPE_ID.match(one))), default=1024)
    _add_kind_of_shape(old, fresh)
    for note in fresh.all():
        if listed is None or _row_column(note.get("ref", "")) in theirs:
            continue
        added = copy.deepcopy(note)
        added.set("authorId", our_number)
        listed.append(added)
        for shape in fresh.shape(note.get("ref", "")):
            number += 1
            drawn = copy.deepcopy(shape)
            drawn.set("id", f"_x0000_s{number}")
            old.shapes.append(drawn)


def _our_author(notes: Notes) -> int:
    """Our number among the authors."""
    authors = notes.authors()
    if NOTE_AUTHOR not in authors:
        listed = notes.texts.find("{*}authors")
        if listed is None:
            listed = etree.Element(f"{{{etree.QName(notes.texts).namespace}}}authors")
            notes.texts.insert(0, listed)
        etree.SubElement(listed, f"{{{etree.QName(notes.texts).namespace}}}author").text = NOTE_AUTHOR
        authors.append(NOTE_AUTHOR)
    return authors.index(NOTE_AUTHOR)


def _add_kind_of_shape(old: Notes, fresh: Notes) -> None:
    there = {one.get("id") for one in old.shapes.iterfind("{*}shapetype")}
    for one in fresh.shapes.iterfind("{*}shapetype"):
        if one.get("id") not in there:
            old.shapes.insert(0, copy.deepcopy(one))


def _ids(notes: Notes) -> list[str]:
    return [one.get("id", "") for one in notes.shapes.iter("{*}*")]


def _place(shape: etree._Element) -> tuple[int, int] | None:
    """The cell (from 0) whose note a shape shows; ``None`` where it shows something else."""
    data = shape.find("{*}ClientData")
    if _name(shape) != "shape" or data is None or data.get("ObjectType") != "Note":
        return None
    told = [(data.findtext(f"{{*}}{name}") or "").strip() for name in ("Row", "Column")]
    return (int(told[0]), int(told[1])) if all(one.isdigit() for one in told) else None


def _row_column(cell: str) -> tuple[int, int]:
    found = _CELL.match(cell)
    if found is None:
        return -1, -1
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname


def _detach(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
