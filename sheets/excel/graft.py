"""Put tabs of a fresh workbook into another workbook's package, changing no part that is not ours."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from sheets.excel.carried import Carried, clear, lay, merge_notes
from sheets.excel.draw import draw
from sheets.excel.fresh import Source
from sheets.excel.index import Index, Sheet, in_edition
from sheets.excel.marks import CONTRACT_NAME, MARK, quoted
from sheets.excel.package import Package, part_key
from sheets.excel.relations import (
    RELATIONS_TYPE,
    Relations,
    relations_part,
    xml_of,
)
from sheets.excel.styles import MAIN
from sheets.grid import Grid

_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_DEPENDENTS = {
    "comments": ("comments{}.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"),
    "vmlDrawing": ("drawings/vmlDrawing{}.vml", "application/vnd.openxmlformats-officedocument.vmlDrawing"),
}
_BUILT_IN_NAMES = ("_xlnm.Print_Area", "_xlnm.Print_Titles", "_xlnm._FilterDatabase")


@dataclass(frozen=True, slots=True)
class Grafted:
    """Where our tabs are now: key of the grid -> name of the tab."""

    names: Mapping[str, str]


def graft(package: Package, grids: Sequence[Grid], edited: frozenset[str] = frozenset()) -> Grafted:
    """Replace our tabs by these, adding those that are not there yet; nothing is written before ``Package.write``.

    A tab of ours is known by its mark and keeps its name, place, colour and visibility. ``edited`` are parts of the
    founder's that the same write changes: their formulas may read our tabs all the same.
    """
    index = Index(package)
    olds = _marked(index, grids)
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
        source = Source(fresh, index)
        for grid, name, sheet in zip(grids, taken, source.index.sheets(), strict=True):
            placed = _transplant(index, source, sheet, name, olds[grid.key])
            if olds[grid.key] is None:
                index.mark(grid.key, placed)
    standing = [old for old in olds.values() if old]
    replaced = [old for old in standing if part_key(old.part) in package.changed()]
    if replaced and _mentioned(index, replaced, {part_key(old.part) for old in standing}, edited):
        index.recalculate()
    index.save()
    return Grafted({grid.key: name for grid, name in zip(grids, taken, strict=True)})


def _marked(index: Index, grids: Sequence[Grid]) -> dict[str, Sheet | None]:
    """Our tabs as they stand, by key. Where two tabs share one part, it is the first one's."""
    found: dict[str, Sheet | None] = {}
    taken: set[str] = set()
    for grid in grids:
        sheet = index.marked(grid.key)
        found[grid.key] = None if sheet is None or part_key(sheet.part) in taken else sheet
        taken |= {part_key(sheet.part)} if sheet else set()
    return found


def add_sheets(package: Package, workbook: bytes, contract_version: int = 0) -> tuple[str, ...]:
    """Append every tab of a fresh workbook as the founder's own: no mark of ours. The names that they got.

    ``contract_version`` (0 = leave) stamps the workbook with the contract that it now follows.
    """
    index = Index(package)
    names = []
    if workbook:
        with Package(io.BytesIO(workbook)) as fresh:
            source = Source(fresh, index)
            for sheet in source.index.sheets():
                names.append(_transplant(index, source, sheet, index.free_name(sheet.name), None).name)
    if contract_version:
        index.set_name(CONTRACT_NAME, str(contract_version), hidden=True)
    index.save()
    return tuple(names)


def _transplant(index: Index, source: Source, sheet: Sheet, name: str, old: Sheet | None) -> Sheet:
    package = index.package
    root = source.sheet(sheet)
    for view in root.iterfind(f"{{{MAIN}}}sheetViews/{{{MAIN}}}sheetView"):
        view.attrib.pop("tabSelected", "")
    carried: Carried | None = None
    if old:
        carried = clear(index, old)
        lay(carried, root)
        part = old.part
    else:
        part = _free_part(package, f"{index.folder}/worksheets/sheet{{}}.xml")
    _own_relations(index, source, sheet, part, carried)
    package.put(part, in_edition(xml_of(root), strict=index.strict))
    index.types.declare(part, _SHEET_TYPE)
    placed = old or index.add_sheet(name, part, sheet.state != "visible")
    _own_names(index, source, sheet, placed)
    return placed


def _own_relations(index: Index, source: Source, sheet: Sheet, part: str, carried: Carried | None) -> None:
    """Copy what hangs on the fresh tab beside it, under ids that its XML already names."""
    package = index.package
    if relations_part(part) in package:
        package.drop(relations_part(part))
        index.types.forget(relations_part(part))
    relations = Relations(package, part)
    joined: dict[str, bytes] = {}
    for one in Relations(source.package, sheet.part).all():
        kind = index.relation_type(one.kind)
        if not one.part:
            relations.add(kind, one.target, relation_id=one.id)
            continue
        content = source.package.read(one.part)
        if carried and carried.notes:
            joined[one.kind] = content
            continue
        name, content_type = _DEPENDENTS[one.kind]
        beside = _free_part(package, f"{index.folder}/{name}".lstrip("/"))
        package.put(beside, in_edition(content, strict=index.strict))
        index.types.declare(beside, content_type)
        relations.add(kind, "", part=beside, relation_id=one.id)
    if carried and carried.notes:
        merge_notes(index, carried, joined)
    for relation_id, one in carried.kept.items() if carried else ():
        relations.add(one.type, "", part=one.part, relation_id=relation_id)
    relations.save()
    if relations.all():
        index.types.declare(relations_part(part), RELATIONS_TYPE)


def _own_names(index: Index, source: Source, sheet: Sheet, placed: Sheet) -> None:
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


def _mentioned(index: Index, tabs: Sequence[Sheet], ours: set[str], edited: frozenset[str]) -> bool:
    """Whether formulas of parts that are not ours read one of these tabs: their kept results are then out of date."""
    package = index.package
    names = [tab.name.replace("'", "''").replace("&", "&amp;").encode() for tab in tabs]
    endings = tuple(name + quote for name in names for quote in (b"", b"'", b"&apos;", b"&#39;"))
    if any(_reads((name.text or "").encode(), endings) for name in index.names() if not _ours(name)):
        return True
    for key in sorted(package.stamps().keys() - (package.changed() - edited) - ours - {part_key(index.part)}):
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
