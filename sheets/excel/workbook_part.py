"""What the workbook part says: the tabs and their parts, the date system, our marks, and facts for later steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from sheets.errors import SheetsError
from sheets.excel import marks, refusals
from sheets.excel.marks import COMPANION_NAME, CONTRACT_NAME
from sheets.excel.package import Package, part_key
from sheets.excel.relations import Relations, kind_of, parse, workbook_part
from sheets.excel.serials import whole

_TRUE = ("1", "true", "on")
#: Parts that are read whole, other than sheets and strings, are never this large unless someone means harm.
_LARGEST_INDEX = 64 << 20
_SIGNATURES = "_xmlsignatures/"
#: What openpyxl and XlsxWriter stamp on a workbook that no spreadsheet program has calculated yet. The second also
#: signs as Excel does and writes 0 for every result that it was not told; an empty one from it is meant.
_GENERATED = "124519"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One tab; ``part`` is ``""`` for a chart sheet and whatever else has no cells."""

    name: str
    part: str
    visible: bool


@dataclass(frozen=True, slots=True)
class WorkbookPart:
    """The workbook, without its cells. ``marks`` gives for a tab's name our key; ``strict`` is the format's edition;
    ``unknown_result`` is what stands for the result of a formula that nobody has calculated.
    """

    sheets: tuple[Sheet, ...]
    marks: Mapping[str, str]
    contract_version: int
    date_1904: bool
    strict: bool
    unknown_result: str
    styles: str
    strings: str
    facts: Mapping[str, str]


def read(package: Package, name: str) -> WorkbookPart:
    """What the package says of itself. ``name`` is the file's, for messages."""
    part = _workbook_part(package, name)
    root = parse(_small(package, part, name), part)
    if etree.QName(root).localname != "workbook":
        raise refusals.no_tabs(name)
    relations = {relation.id: relation for relation in Relations(package, part).all()}
    sheets = []
    for element in root.iter("{*}sheet"):
        relation_id = next((value for key, value in element.attrib.items() if str(key).endswith("}id")), "")
        relation = relations.get(str(relation_id))
        has_cells = relation is not None and relation.kind == "worksheet" and relation.part in package
        sheets.append(
            Sheet(
                element.get("name", ""),
                relation.part if relation is not None and has_cells else "",
                element.get("state", "visible") == "visible",
            )
        )
    if not sheets:
        raise refusals.no_tabs(name)
    properties = next(root.iter("{*}workbookPr"), None)
    calculation = next(root.iter("{*}calcPr"), None)
    names = {element.get("name", ""): (element.text or "").strip() for element in root.iter("{*}definedName")}
    generated = _is_on(calculation, "fullCalcOnLoad") and _of(calculation, "calcId") == _GENERATED
    return WorkbookPart(
        sheets=tuple(sheets),
        marks={tab: key for key, tab in marks.ours(root).items()},
        contract_version=_contract_version(names),
        date_1904=_is_on(properties, "date1904"),
        strict="purl.oclc.org" in (etree.QName(root).namespace or ""),
        unknown_result="0" if generated and next(root.iter("{*}fileVersion"), None) is not None else "",
        styles=_part_of(package, relations, "styles"),
        strings=_part_of(package, relations, "sharedStrings"),
        facts=_facts(package, root, part, names),
    )


def _workbook_part(package: Package, name: str) -> str:
    try:
        part = workbook_part(package)
    except SheetsError:
        if "[Content_Types].xml" in package or "_rels/.rels" in package:
            raise
        raise refusals.no_tabs(name) from None
    if part.lower().endswith(".bin"):
        raise refusals.binary_workbook(name)
    return part


def _small(package: Package, part: str, name: str) -> bytes:
    stamp = package.stamps().get(part_key(part))
    if stamp is not None and stamp.size > _LARGEST_INDEX:
        raise refusals.too_big(name)
    return package.read(part)


def styles(package: Package, book: WorkbookPart, name: str) -> etree._Element | None:
    """The root of the styles part; ``None`` where there is none."""
    return parse(_small(package, book.styles, name), book.styles) if book.styles else None


def _part_of(package: Package, relations: Mapping[str, object], kind: str) -> str:
    for relation in relations.values():
        part = str(getattr(relation, "part", ""))
        if kind_of(str(getattr(relation, "type", ""))) == kind and part in package:
            return part
    return ""


def _of(element: etree._Element | None, attribute: str) -> str:
    return "" if element is None else element.get(attribute, "")


def _is_on(element: etree._Element | None, attribute: str) -> bool:
    return _of(element, attribute).lower() in _TRUE


def _contract_version(names: Mapping[str, str]) -> int:
    said = [refers_to for name, refers_to in names.items() if name.lower() == CONTRACT_NAME.lower()]
    return whole(said[-1].lstrip("=").strip('"')) if said else 0


def _facts(package: Package, root: etree._Element, part: str, names: Mapping[str, str]) -> dict[str, str]:
    parts = [name.lower() for name in package.parts()]
    seen = {
        "macros": any(name.endswith("vbaproject.bin") for name in parts),
        "structure_locked": _is_on(next(root.iter("{*}workbookProtection"), None), "lockStructure"),
        "signed": any(name.startswith(_SIGNATURES) for name in parts),
        "companion": any(name.lower() == COMPANION_NAME.lower() for name in names),
    }
    facts = {fact: "yes" for fact, holds in seen.items() if holds}
    return {**facts, "workbook_part": part}
