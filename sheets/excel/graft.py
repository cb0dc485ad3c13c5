"""Put tabs of a fresh workbook into another workbook's package, changing no part that is not ours."""

from __future__ import annotations

import copy
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from sheets.errors import SheetsError, Text
from sheets.excel.draw import draw, quoted
from sheets.excel.index import Index, Sheet, in_edition
from sheets.excel.package import CONTRACT_NAME, MARK, Package, part_key
from sheets.excel.relations import (
    RELATIONS_TYPE,
    Relation,
    Relations,
    parse,
    relations_part,
    xml_of,
)
from sheets.excel.styles import MAIN, local
from sheets.grid import Grid

_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_DEPENDENTS = {
    "comments": ("comments{}.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"),
    "vmlDrawing": ("drawings/vmlDrawing{}.vml", "application/vnd.openxmlformats-officedocument.vmlDrawing"),
}
#: What an earlier run or the spreadsheet itself hangs on a tab of ours, and goes with it.
_REPLACED = {"comments", "vmlDrawing", "threadedComment", "printerSettings", "hyperlink"}
#: What a founder may have put on a tab of ours, and stays.
_KEPT = {"drawing"}
_KEPT_ID = "rIdKept"
_BUILT_IN_NAMES = ("_xlnm.Print_Area", "_xlnm.Print_Titles", "_xlnm._FilterDatabase")
_KEPT_VIEW = ("tabSelected", "zoomScale", "zoomScaleNormal")

#: The children of a worksheet in the order of the schema, up to those that are carried over.
_BEFORE = {
    "sheetProtection": ("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr"),
    "drawing": (
        "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
        "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
        "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins",
        "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors",
        "smartTags",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Grafted:
    """Where our tabs are now: key of the grid -> name of the tab."""

    names: Mapping[str, str]


def graft(package: Package, grids: Sequence[Grid]) -> Grafted:
    """Replace our tabs by these, adding those that are not there yet; nothing is written before ``Package.write``.

    A tab of ours is known by its mark and keeps its name, place, colour and visibility.
    """
    index = Index(package)
    olds = {grid.key: index.marked(grid.key) for grid in grids}
    taken: list[str] = []
    for grid in grids:
        old = olds[grid.key]
        taken.append(old.name if old else index.free_name(grid.name, taken))
    drawn = draw(
        grids,
        names={grid.name: name for grid, name in zip(grids, taken, strict=True)},
        date_1904=index.date_1904,
        digit_pixels=index.styles.digit_pixels(),
    )
    with Package(io.BytesIO(drawn)) as fresh:
        source = _Source(fresh)
        for grid, name, sheet in zip(grids, taken, source.index.sheets(), strict=True):
            placed = _transplant(index, source, sheet, name, olds[grid.key])
            if olds[grid.key] is None:
                index.set_name(MARK + grid.key, f"{quoted(placed.name)}!$A$1", hidden=True)
    standing = [old for old in olds.values() if old]
    replaced = [old for old in standing if part_key(old.part) in package.changed()]
    if replaced and _mentioned(index, replaced, {part_key(old.part) for old in standing}):
        index.recalculate()
    index.save()
    return Grafted({grid.key: name for grid, name in zip(grids, taken, strict=True)})


def add_sheets(package: Package, workbook: bytes, contract_version: int = 0) -> tuple[str, ...]:
    """Append every tab of a fresh workbook as the founder's own: no mark of ours. The names that they got.

    ``contract_version`` (0 = leave) stamps the workbook with the contract that it now follows.
    """
    index = Index(package)
    names = []
    if workbook:
        with Package(io.BytesIO(workbook)) as fresh:
            source = _Source(fresh)
            for sheet in source.index.sheets():
                names.append(_transplant(index, source, sheet, index.free_name(sheet.name), None).name)
    if contract_version:
        index.set_name(CONTRACT_NAME, str(contract_version), hidden=True)
    index.save()
    return tuple(names)


class _Source:
    """The fresh workbook that tabs are taken from."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.index = Index(package)
        self.strings: list[etree._Element] = []
        for relation in self.index.relations.of("sharedStrings"):
            self.strings = list(parse(package.read(relation.part), relation.part).iterchildren(f"{{{MAIN}}}si"))


def _transplant(index: Index, source: _Source, sheet: Sheet, name: str, old: Sheet | None) -> Sheet:
    package = index.package
    root = parse(source.package.read(sheet.part), sheet.part)
    _own_strings(root, source.strings)
    _own_formats(root, index, source)
    for view in root.iterfind(f"{{{MAIN}}}sheetViews/{{{MAIN}}}sheetView"):
        view.attrib.pop("tabSelected", "")
    kept: list[Relation] = []
    if old:
        kept = _clear(index, old)
        _carry_over(root, parse(package.read(old.part), old.part), index)
        part = old.part
    else:
        part = _free_part(package, f"{index.folder}/worksheets/sheet{{}}.xml")
    _own_relations(index, source, sheet, part, kept)
    package.put(part, in_edition(xml_of(root), strict=index.strict))
    index.types.declare(part, _SHEET_TYPE)
    placed = old or index.add_sheet(name, part, sheet.state != "visible")
    _own_names(index, source, sheet, placed)
    return placed


def _own_strings(root: etree._Element, strings: list[etree._Element]) -> None:
    """Let every text stand in its own cell: the founder's table of shared strings stays as it is."""
    for cell in root.iterfind(f"{{{MAIN}}}sheetData/{{{MAIN}}}row/{{{MAIN}}}c[@t='s']"):
        value = cell.find(f"{{{MAIN}}}v")
        assert value is not None
        cell.set("t", "inlineStr")
        inside = etree.SubElement(cell, f"{{{MAIN}}}is")
        inside.extend([copy.deepcopy(child) for child in strings[int(value.text or "0")]])
        cell.remove(value)


def _own_formats(root: etree._Element, index: Index, source: _Source) -> None:
    rows = list(root.iterfind(f"{{{MAIN}}}sheetData/{{{MAIN}}}row"))
    cells = [(cell, "s") for row in rows for cell in row if cell.get("s")]
    cells += [(row, "s") for row in rows if row.get("s")]
    cells += [(column, "style") for column in root.iterfind(f"{{{MAIN}}}cols/{{{MAIN}}}col") if column.get("style")]
    rules = [rule for rule in root.iter(f"{{{MAIN}}}cfRule") if rule.get("dxfId")]
    formats, conditional = index.styles.absorb(
        source.index.styles,
        {int(element.get(name, "0")) for element, name in cells},
        {int(rule.get("dxfId", "0")) for rule in rules},
    )
    for element, name in cells:
        element.set(name, str(formats[int(element.get(name, "0"))]))
    for rule in rules:
        rule.set("dxfId", str(conditional[int(rule.get("dxfId", "0"))]))


def _clear(index: Index, old: Sheet) -> list[Relation]:
    """Remove what hung on the old tab, and say what stays on it."""
    package = index.package
    relations = Relations(package, old.part)
    foreign = [one for one in relations.all() if one.kind not in _REPLACED | _KEPT]
    if foreign:
        raise SheetsError(
            "not_ours",
            Text(
                f"The tab “{old.name}” is rewritten at every refresh, and you have put something of your own on it "
                "(such as a table, a pivot table or a slicer).",
                f"La pestaña «{old.name}» se reescribe en cada actualización, y pusiste en ella algo tuyo "
                "(como una tabla, una tabla dinámica o una segmentación).",
            ),
            Text("Move it to a tab of your own, then try again.", "Muévelo a una pestaña tuya y vuelve a intentarlo."),
        )
    for one in relations.all():
        if one.kind in _REPLACED and one.part in package:
            _drop(index, one.part, old.part)
    return [one for one in relations.all() if one.kind in _KEPT]


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


def _carry_over(root: etree._Element, old: etree._Element, index: Index) -> None:
    """Keep of the old tab what is the founder's: colour, view, protection, pictures, the name that macros use."""
    if old.find(".//{*}sheetData//{*}f") is not None:
        index.drop_calculation_chain()
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
    old_view = old.find("{*}sheetViews/{*}sheetView")
    view = root.find(f"{{{MAIN}}}sheetViews/{{{MAIN}}}sheetView")
    if old_view is not None and view is not None:
        for name in _KEPT_VIEW:
            if value := old_view.get(name):
                view.set(name, value)
    for name, before in _BEFORE.items():
        for element in old.iterchildren(f"{{*}}{name}"):
            earlier = [child for child in root if local(child) in before]
            carried = _as_main(element)
            for attribute in carried.attrib:
                if str(attribute).endswith("}id"):
                    carried.set(attribute, _KEPT_ID)
            root.insert(root.index(earlier[-1]) + 1 if earlier else 0, carried)


def _as_main(element: etree._Element) -> etree._Element:
    """The element in the edition that fresh tabs are written in, until they are turned as a whole."""
    return etree.fromstring(in_edition(etree.tostring(element, with_tail=False), strict=False))


def _own_relations(index: Index, source: _Source, sheet: Sheet, part: str, kept: list[Relation]) -> None:
    """Copy what hangs on the fresh tab beside it, under ids that its XML already names."""
    package = index.package
    if relations_part(part) in package:
        package.drop(relations_part(part))
        index.types.forget(relations_part(part))
    relations = Relations(package, part)
    for one in Relations(source.package, sheet.part).all():
        kind = index.relation_type(one.kind)
        if not one.part:
            relations.add(kind, one.target, relation_id=one.id)
            continue
        name, content_type = _DEPENDENTS[one.kind]
        beside = _free_part(package, f"{index.folder}/{name}".lstrip("/"))
        package.put(beside, in_edition(source.package.read(one.part), strict=index.strict))
        index.types.declare(beside, content_type)
        relations.add(kind, "", part=beside, relation_id=one.id)
    for one in kept:
        relations.add(one.type, "", part=one.part, relation_id=_KEPT_ID)
    relations.save()
    if relations.all():
        index.types.declare(relations_part(part), RELATIONS_TYPE)


def _own_names(index: Index, source: _Source, sheet: Sheet, placed: Sheet) -> None:
    """The names that a tab brings along: what is printed, what is repeated, what is filtered."""
    told = {
        name.get("name", ""): name
        for name in source.index.names()
        if name.get("localSheetId") == str(sheet.place) and name.get("name") in _BUILT_IN_NAMES
    }
    for name in _BUILT_IN_NAMES:
        if name in told:
            text = re.sub(r"(?:'(?:[^']|'')+'|[^',!]+)!", lambda _: quoted(placed.name) + "!", told[name].text or "")
            index.set_name(name, text, placed.place, hidden=told[name].get("hidden") == "1")
        else:
            index.drop_name(name, placed.place)


def _free_part(package: Package, pattern: str) -> str:
    number = 1
    while pattern.format(number) in package:
        number += 1
    return pattern.format(number).lstrip("/")


def _mentioned(index: Index, tabs: Sequence[Sheet], ours: set[str]) -> bool:
    """Whether formulas of parts that are not ours read one of these tabs: their kept results are then out of date."""
    package = index.package
    names = [tab.name.replace("'", "''").replace("&", "&amp;").encode() for tab in tabs]
    endings = tuple(name + quote for name in names for quote in (b"", b"'", b"&apos;", b"&#39;"))
    if any(_reads((name.text or "").encode(), endings) for name in index.names() if not _ours(name)):
        return True
    for key in sorted(package.stamps().keys() - package.changed() - ours - {part_key(index.part)}):
        if key.endswith(".xml") and "sharedstrings" not in key:
            tail = b""
            for piece in package.original(key):
                if _reads(tail + piece, endings):
                    return True
                tail = piece[-250:]
    return False


def _reads(xml: bytes, endings: tuple[bytes, ...]) -> bool:
    """Whether one of these stands before an exclamation mark. Most parts have none, so marks are sought first."""
    at = xml.find(b"!")
    while at >= 0:
        if xml.endswith(endings, 0, at):
            return True
        at = xml.find(b"!", at + 1)
    return False


def _ours(name: etree._Element) -> bool:
    return name.get("name", "").startswith(MARK) or name.get("name") in _BUILT_IN_NAMES
