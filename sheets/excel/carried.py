"""What stays of a tab of ours when it is written anew: the founder's colour, view, protection, pictures and notes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from sheets.errors import SheetsError, Text
from sheets.excel import notes
from sheets.excel.index import Index, Sheet, in_edition
from sheets.excel.notes import Notes
from sheets.excel.package import Package, part_key
from sheets.excel.relations import TRANSITIONAL, Relation, Relations, parse, relations_part, xml_of
from sheets.excel.styles import MAIN, local

#: What an earlier run or the spreadsheet itself hangs on a tab of ours, and goes with it.
_REPLACED = {"comments", "vmlDrawing", "printerSettings", "hyperlink"}
#: What a founder may have put on a tab of ours, and stays, by the element that shows it.
_KEPT = {"drawing": "drawing", "image": "picture", "threadedComment": ""}
#: Kept, where the founder has notes of their own, beside our own notes.
_NOTES = {"comments": "", "vmlDrawing": "legacyDrawing"}
_KEPT_VIEW = ("tabSelected", "zoomScale", "zoomScaleNormal")
_RELATION_ID = f"{{{TRANSITIONAL[:-1]}}}id"

#: The children of a worksheet in the order of the schema, up to those that are carried over.
_ORDER = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
    "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
    "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins",
    "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors",
    "smartTags", "drawing", "legacyDrawing", "legacyDrawingHF", "picture",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Carried:
    """What stays of one tab: its relations by the id that they get, and its notes where not all of them are ours."""

    root: etree._Element
    kept: Mapping[str, Relation]
    notes: Notes | None = None

    def part(self, kind: str) -> str:
        """The kept part of this kind; the one that shows notes, where there are two."""
        wanted = _notes_shapes(self.root) if kind == "vmlDrawing" else ""
        there = [one for one in self.kept.values() if one.kind == kind and wanted in ("", one.id)]
        return there[0].part


def clear(index: Index, old: Sheet) -> Carried:
    """Remove what hung on the old tab but for what is the founder's; ``not_ours`` where that cannot stay on it."""
    package = index.package
    root = parse(package.read(old.part), old.part)
    relations = Relations(package, old.part).all()
    if any(one.kind not in _REPLACED | _KEPT.keys() for one in relations):
        raise _not_ours(old)
    theirs = _their_notes(package, old, root, relations)
    page = next((_id(one) for one in root.iterchildren("{*}legacyDrawingHF")), "")
    stays = [
        one
        for one in relations
        if one.part in package and (one.kind in _KEPT or one.id == page or (theirs and one.kind in _NOTES))
    ]
    for one in relations:
        if one.kind in _REPLACED and one.part in package and one not in stays:
            _drop(index, one.part, old.part)
    if root.find(".//{*}sheetData//{*}f") is not None:
        index.drop_calculation_chain()
    kept = {f"rIdKept{number or ''}": one for number, one in enumerate(stays)}
    return Carried(root, kept, theirs)


def _their_notes(package: Package, old: Sheet, root: etree._Element, relations: list[Relation]) -> Notes | None:
    """The notes of a tab on which not all are ours."""
    texts = [one.part for one in relations if one.kind == "comments" and one.part in package]
    shows = _notes_shapes(root)
    shapes = [one.part for one in relations if one.id == shows and one.part in package]
    if not texts and not shapes:
        return None
    empty = f'<comments xmlns="{MAIN}"/>'.encode()
    said = in_edition(package.read(texts[0]), strict=False) if texts else empty
    found = notes.read(said, package.read(shapes[0]) if shapes else b"<xml/>", old.part)
    if found is None or (notes.has_theirs(found) and not shapes):
        raise _not_ours(old)
    return found if notes.has_theirs(found) else None


def _notes_shapes(root: etree._Element) -> str:
    return next((_id(one) for one in root.iterchildren("{*}legacyDrawing")), "")


def _id(element: etree._Element) -> str:
    return next((str(value) for name, value in element.attrib.items() if str(name).endswith("}id")), "")


def _not_ours(old: Sheet) -> SheetsError:
    return SheetsError(
        "not_ours",
        Text(
            f"The tab “{old.name}” is rewritten at every refresh, and you have put something of your own on it "
            "(such as a table, a pivot table, a button or a slicer).",
            f"La pestaña «{old.name}» se reescribe en cada actualización, y pusiste en ella algo tuyo "
            "(como una tabla, una tabla dinámica, un botón o una segmentación).",
        ),
        Text("Move it to a tab of your own, then try again.", "Muévelo a una pestaña tuya y vuelve a intentarlo."),
    )


def _drop(index: Index, part: str, source: str) -> None:
    """Drop a part and what only it leads to."""
    package = index.package
    below = [one.part for one in Relations(package, part).all() if one.part in package]
    used = (
        {
            part_key(one.part)
            for name in package.parts()
            if name.endswith(".rels") and part_key(name) not in (part_key(relations_part(p)) for p in (part, source))
            for one in Relations(package, _source_of(name)).all()
        }
        if below
        else set()
    )
    for name in (part, relations_part(part)):
        if name in package:
            package.drop(name)
            index.types.forget(name)
    for one in below:
        if part_key(one) not in used:
            _drop(index, one, part)


def _source_of(relations_name: str) -> str:
    return relations_name.replace("_rels/", "").removesuffix(".rels")


def lay(carried: Carried, root: etree._Element) -> None:
    """Put into the fresh tab what stays of the old one."""
    old = carried.root
    _lay_properties(old, root)
    old_view = old.find("{*}sheetViews/{*}sheetView")
    view = root.find(f"{{{MAIN}}}sheetViews/{{{MAIN}}}sheetView")
    if old_view is not None and view is not None:
        for name in _KEPT_VIEW:
            if value := old_view.get(name):
                view.set(name, value)
    for element in old.iterchildren("{*}sheetProtection"):
        _insert(root, _as_main(element))
    ids = {one.id: new for new, one in carried.kept.items()}
    for name in ("drawing", "legacyDrawing", "legacyDrawingHF", "picture"):
        for element in old.iterchildren(f"{{*}}{name}"):
            if (new := ids.get(_id(element))) is not None:
                _replace(root, name, _as_main(element)).set(_RELATION_ID, new)
    if root.find(f"{{{MAIN}}}legacyDrawingHF") is not None:
        # The picture stands where the founder's own header or footer says.
        for element in old.iterchildren("{*}headerFooter"):
            _replace(root, "headerFooter", _as_main(element))


def _lay_properties(old: etree._Element, root: etree._Element) -> None:
    old_properties, properties = old.find("{*}sheetPr"), root.find(f"{{{MAIN}}}sheetPr")
    if properties is None:
        properties = etree.Element(f"{{{MAIN}}}sheetPr")
        root.insert(0, properties)
    for colour in properties.findall(f"{{{MAIN}}}tabColor"):
        properties.remove(colour)
    if old_properties is not None:
        if code_name := old_properties.get("codeName"):
            properties.set("codeName", code_name)
        for colour in old_properties.iterchildren("{*}tabColor"):
            properties.insert(0, _as_main(colour))
    if len(properties) == 0 and not properties.attrib:
        root.remove(properties)


def _replace(root: etree._Element, name: str, element: etree._Element) -> etree._Element:
    for there in root.findall(f"{{{MAIN}}}{name}"):
        root.remove(there)
    return _insert(root, element)


def _insert(root: etree._Element, element: etree._Element) -> etree._Element:
    before = _ORDER[: _ORDER.index(local(element))]
    earlier = [child for child in root if local(child) in before]
    root.insert(root.index(earlier[-1]) + 1 if earlier else 0, element)
    return element


def _as_main(element: etree._Element) -> etree._Element:
    """The element in the edition that fresh tabs are written in, until they are turned as a whole."""
    return etree.fromstring(in_edition(etree.tostring(element, with_tail=False), strict=False))


def merge_notes(index: Index, carried: Carried, fresh: Mapping[str, bytes]) -> None:
    """Write our fresh notes (by kind of part) beside the founder's, in the parts that hold theirs."""
    assert carried.notes is not None
    ours = notes.read(fresh["comments"], fresh["vmlDrawing"], "comments") if fresh else None
    notes.merge(carried.notes, ours)
    for kind, root in (("comments", carried.notes.texts), ("vmlDrawing", carried.notes.shapes)):
        index.package.put(carried.part(kind), in_edition(xml_of(root), strict=index.strict))
