"""What must hold of a workbook after we wrote into it. This list stands here and nowhere else.

Written without the product's own code, so that both would have to be wrong in the same way.
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
from collections import Counter
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

#: Parts that may gain elements, by the kind of relation that leads to them from the workbook; beside these only
#: the workbook part itself, its relations and the content types may.
MAY_GAIN = ("styles",)
#: Parts that may go.
MAY_GO = ("calcChain",)
#: Attributes that may change or appear in a part that may gain elements.
MAY_CHANGE = {"count", "uniqueCount", "fullCalcOnLoad"}
#: Lists whose members are known by their number: nothing may be put in before what was there.
NUMBERED = {"sheets", "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs"}

_WORKSHEET = (
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios "
    "autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations "
    "hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches "
    "ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF drawingHF picture oleObjects controls "
    "webPublishItems tableParts extLst"
)
_WORKBOOK = (
    "fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups externalReferences "
    "definedNames calcPr oleSize customWorkbookViews pivotCaches smartTagPr smartTagTypes webPublishing "
    "fileRecoveryPr webPublishObjects extLst"
)
_STYLES = "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst"


class Opened:
    """A package's members, their stored bytes, and where the relations lead."""

    def __init__(self, content: bytes) -> None:
        self.zip = zipfile.ZipFile(io.BytesIO(content))
        self.stored = {}
        self.infos = {}
        self.parsed: dict[str, etree._Element] = {}
        for info in self.zip.infolist():
            name_length, extra_length = struct.unpack_from("<HH", content, info.header_offset + 26)
            start = info.header_offset + 30 + name_length + extra_length
            key = info.orig_filename.replace("\\", "/")
            self.infos[key.lower().lstrip("/")] = info
            self.stored[key] = (info.CRC, info.file_size, content[start : start + info.compress_size])
        self.names = {name.lower().lstrip("/"): name for name in self.stored}
        self.workbook = next(part for kind, part, _ in self.relations("") if kind == "officeDocument")
        self.types = self.xml("[Content_Types].xml")

    def read(self, name: str) -> bytes:
        return self.zip.read(self.infos[name.lower()])

    def xml(self, name: str) -> etree._Element:
        lower = name.lower()
        if lower not in self.parsed:
            parser = etree.XMLParser(huge_tree=True, resolve_entities=False)
            self.parsed[lower] = etree.fromstring(self.read(name), parser)
        return self.parsed[lower]

    def is_sound(self, name: str) -> bool:
        """Whether the part is XML. A founder's own damaged part is none of our business."""
        try:
            self.xml(name)
        except etree.XMLSyntaxError:
            return False
        return True

    def relations(self, part: str) -> list[tuple[str, str, str]]:
        """(kind, part led to or "", id) of each relation."""
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", name + ".rels")
        if path.lower() not in self.names or not self.is_sound(path):
            return []
        found = []
        for element in self.xml(path).iterfind("{*}Relationship"):
            target = element.get("Target", "").replace("\\", "/")
            inside = element.get("TargetMode") != "External"
            full = posixpath.normpath(posixpath.join("/", folder, target.split("#")[0])).lstrip("/")
            full = full if full.lower() in self.names else unquote(full)
            found.append(
                (element.get("Type", "").rsplit("/", 1)[-1], full.lower() if inside else "", element.get("Id"))
            )
        return found

    def sheets(self) -> list[tuple[str, str, etree._Element]]:
        """(name, part, element) of each tab in order."""
        leads = {identity: part for _, part, identity in self.relations(self.workbook)}
        elements = self.xml(self.workbook).iterfind("{*}sheets/{*}sheet")
        return [
            (e.get("name"), leads.get(next((v for k, v in e.attrib.items() if k.endswith("}id")), ""), ""), e)
            for e in elements
        ]

    def ours(self) -> set[str]:
        """The parts (lower case) of the tabs that carry both our marks, and what hangs on them alone."""
        marked, says = set(), {}
        for name in self.xml(self.workbook).iterfind("{*}definedNames/{*}definedName"):
            known, place = name.get("name", "").lower(), name.get("localSheetId")
            if known.startswith("_ob.") and place is None:
                found = re.match(r"'?((?:[^'!]|'')+)'?!", name.text or "")
                marked.add((known[4:], found[1].replace("''", "'").lower() if found else ""))
            elif known == "_ob.tab":
                says[place] = (name.text or "").strip('"')
        parts = {
            part
            for at, (name, part, _) in enumerate(self.sheets())
            if (says.get(str(at)), (name or "").lower()) in marked
        }
        for part in list(parts):
            parts.add(relations_name(part))
            parts |= {to for kind, to, _ in self.relations(part) if kind in ("comments", "vmlDrawing")}
        return parts


def whole(value: str) -> int:
    """The number, or -1 for what is none."""
    return int(value) if re.fullmatch(r"-?\d{1,18}", value.strip()) else -1


def relations_name(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", name + ".rels").lower()


def harm(before: bytes, after: bytes, added: frozenset[str] | set[str] = frozenset()) -> list[str]:
    """Everything that a write did to a workbook and may not do. Empty where no harm was done.

    ``added`` are the parts (lower case) that a command was asked to add or to change.
    """
    old, new = Opened(before), Opened(after)
    ours = old.ours() | new.ours() | added
    kinds = {part: kind for kind, part, _ in [*old.relations(old.workbook), *new.relations(new.workbook)]}
    gaining = {old.workbook, relations_name(old.workbook), "[content_types].xml"}
    gaining |= {part for part, kind in kinds.items() if kind in MAY_GAIN}
    going = {part for part, kind in kinds.items() if kind in MAY_GO}
    found = []
    if len(new.stored) != len(new.zip.infolist()) or new.zip.testzip():
        found.append("the zip is not sound")
    for lower, name in old.names.items():
        if lower in ours:
            continue
        if lower not in new.names:
            found += [] if lower in going else [f"{name} is gone"]
        elif lower in gaining:
            found += lost(old.xml(name), new.xml(name), name, going | ours)
        elif old.stored[name] != new.stored[new.names[lower]]:
            found.append(f"{name} changed")
    allowed = ours | gaining
    found += [
        f"{name} appeared" for lower, name in new.names.items() if lower not in old.names and lower not in allowed
    ]
    old_order = [name for name in old.stored if name.lower() in new.names]
    new_order = [name for name in new.stored if name.lower() in old.names]
    if [n.lower() for n in old_order if n.lower() not in ours] != [
        n.lower() for n in new_order if n.lower() not in ours
    ]:
        found.append("members were put in another order")
    news = Counter(faults(new)) - Counter(faults(old))
    return found + sorted(news)


def lost(before: etree._Element, after: etree._Element, where: str, going: set[str]) -> list[str]:
    """What the element has lost; it may gain attributes and children only as listed above."""
    name = etree.QName(before).localname
    here = f"{where}/{name}"
    if before.tag != after.tag:
        return [f"{here} became {after.tag}"]
    found = [
        f"{here}/@{key}: {value} became {after.get(key)}"
        for key, value in before.attrib.items()
        if after.get(key) != value and key not in MAY_CHANGE
    ]
    found += [f"{here}/@{key} appeared" for key in after.attrib if key not in before.attrib and key not in MAY_CHANGE]
    if (before.text or "").strip() != (after.text or "").strip():
        found.append(f"{here}: text changed")
    olds = [child for child in before if isinstance(child.tag, str)]
    news = [child for child in after if isinstance(child.tag, str)]
    if name in NUMBERED:
        if len(news) < len(olds):
            return [*found, f"{here}: {len(olds)} became {len(news)}"]
        return found + [one for old, new in zip(olds, news, strict=False) for one in lost(old, new, here, going)]
    at = 0
    for old in olds:
        if may_go(old, going):
            continue
        tries = [(place, lost(old, news[place], here, going)) for place in range(at, len(news))]
        good = next((place for place, losses in tries if not losses), None)
        if good is None:
            found.append(f"{here}/{etree.QName(old).localname} is gone or changed: {tries[0][1] if tries else ''}")
        else:
            at = good + 1
    return found


def may_go(element: etree._Element, going: set[str]) -> bool:
    """A relation or a content type of a part that may go or is ours; a name that belongs to a tab of ours."""
    if element.get("Type", "").rsplit("/", 1)[-1] in MAY_GO:
        return True
    if element.get("PartName", "").lstrip("/").lower() in going:
        return True
    if element.get("name", "").lower().startswith("_ob."):
        return True
    return element.get("name", "").startswith("_xlnm.") and element.get("localSheetId") is not None


def faults(package: Opened) -> list[str]:
    """What is wrong in a package by the standard, as far as a spreadsheet program would mind."""
    found = []
    typed = {e.get("PartName", "").lstrip("/").lower() for e in package.types.iterfind("{*}Override")}
    defaults = {e.get("Extension", "").lower() for e in package.types.iterfind("{*}Default")}
    for lower in package.names:
        if lower.endswith("/") or lower == "[content_types].xml":
            continue
        if lower not in typed and lower.rsplit(".", 1)[-1] not in defaults:
            found.append(f"{lower} has no content type")
    found += [f"content type of {part}, which is not there" for part in typed if part not in package.names]
    for lower in package.names:
        if lower.endswith(".rels"):
            source = lower.replace("_rels/", "").removesuffix(".rels")
            relations = package.relations(source)
            found += [f"{lower} leads to {part}" for _, part, _ in relations if part and part not in package.names]
            found += [f"{lower} repeats {i}" for i, n in Counter(i for _, _, i in relations).items() if n > 1]
    book = package.xml(package.workbook)
    found += out_of_order(book, _WORKBOOK, "workbook")
    sheets = package.sheets()
    for what, values in (
        ("tab name", [(name or "").lower() for name, _, _ in sheets]),
        ("sheet id", [element.get("sheetId") for _, _, element in sheets]),
        (
            "name",
            [
                (e.get("name", "").lower(), e.get("localSheetId"))
                for e in book.iterfind("{*}definedNames/{*}definedName")
            ],
        ),
    ):
        found += [f"{what} {value} stands twice" for value, times in Counter(values).items() if times > 1]
    found += [f"sheet id {e.get('sheetId')} is too high" for _, _, e in sheets if whole(e.get("sheetId", "")) > 65_534]
    for name in book.iterfind("{*}definedNames/{*}definedName"):
        if whole(name.get("localSheetId", "0")) >= len(sheets):
            found.append(f"{name.get('name')} belongs to no tab")
    formats, conditional = style_faults(package, found)
    ours = package.ours()
    selected = 0
    for name, part, _ in sheets:
        if (
            part in package.names
            and "worksheet" in part
            and package.is_sound(part)
            and (part in ours or len(package.read(part)) < 200_000)
        ):
            root = package.xml(part)
            if etree.QName(root).localname == "worksheet":
                selected += any(v.get("tabSelected") in ("1", "true") for v in root.iterfind(".//{*}sheetView"))
                found += [f"tab {name}: {fault}" for fault in sheet_faults(package, part, root, formats, conditional)]
    return found + ([f"{selected} tabs are selected together"] if selected > 1 else [])


def style_faults(package: Opened, found: list[str]) -> tuple[int, int]:
    """Check the style sheet, if any; how many cell formats and conditional formats it has."""
    part = next((part for kind, part, _ in package.relations(package.workbook) if kind == "styles"), "")
    if part not in package.names:
        return 0, 0
    root = package.xml(part)
    found += out_of_order(root, _STYLES, "styles")
    sizes = {}
    for group in root:
        if isinstance(group.tag, str):
            name = etree.QName(group).localname
            sizes[name] = len([child for child in group if isinstance(child.tag, str)])
            if name in NUMBERED and whole(group.get("count", str(sizes[name]))) != sizes[name]:
                found.append(f"styles: {name} counts wrong")
    for xf in root.iterfind("{*}cellXfs/{*}xf"):
        for attribute, group in (
            ("fontId", "fonts"),
            ("fillId", "fills"),
            ("borderId", "borders"),
            ("xfId", "cellStyleXfs"),
        ):
            if whole(xf.get(attribute, "0")) >= max(1, sizes.get(group, 0)):
                found.append(f"styles: {attribute} leads nowhere")
    return sizes.get("cellXfs", 0), sizes.get("dxfs", 0)


def sheet_faults(package: Opened, part: str, root: etree._Element, formats: int, conditional: int) -> list[str]:
    found = out_of_order(root, _WORKSHEET, "worksheet")
    ids = {identity for _, _, identity in package.relations(part)}
    for element in root.iter("{*}*"):
        for key, value in element.attrib.items():
            if key.endswith("relationships}id") and value not in ids:
                found.append(f"relation {value} is missing")
    row_numbers = [whole(row.get("r")) for row in root.iterfind("{*}sheetData/{*}row") if row.get("r")]
    if row_numbers != sorted(set(row_numbers)):
        found.append("rows are out of order")
    for row in root.iterfind("{*}sheetData/{*}row"):
        cells = list(row.iterfind("{*}*"))
        columns = [re.sub(r"\d", "", cell.get("r")) for cell in cells if cell.get("r")]
        if columns != sorted(set(columns), key=lambda letters: (len(letters), letters)):
            found.append(f"cells of row {row.get('r')} are out of order")
        for cell in cells:
            if whole(cell.get("s", "0")) >= max(1, formats):
                found.append(f"{cell.get('r')} has a format that is not there")
            if cell.get("t") == "inlineStr" and cell.find("{*}is") is None:
                found.append(f"{cell.get('r')} has no text")
    for rule in root.iter("{*}cfRule"):
        if rule.get("dxfId") and whole(rule.get("dxfId")) >= conditional:
            found.append("a conditional format is not there")
    return found


def out_of_order(root: etree._Element, schema: str, what: str) -> list[str]:
    names = [etree.QName(child).localname for child in root if isinstance(child.tag, str)]
    order = schema.split()
    places = [order.index(name) for name in names if name in order]
    return [] if places == sorted(places) else [f"{what}: elements out of order"]


def unharmed(before: Path, after: Path, added: frozenset[str] | set[str] = frozenset()) -> None:
    """Assert that a write did no harm."""
    assert harm(before.read_bytes(), after.read_bytes(), added) == []


def sheet_part(content: bytes, tab: str) -> str:
    """The part (lower case) of the tab of this name."""
    return next(part for name, part, _ in Opened(content).sheets() if name == tab)


def appended(before: bytes, after: bytes, part: str) -> list[str]:
    """What differs in a founder's sheet besides rows below its last filled one. Empty where nothing does.

    The one exception to "a refresh changes our tabs and nothing else": the rows of Decisions.
    """
    old, new = Opened(before).xml(part), Opened(after).xml(part)
    rows = [{whole(row.get("r", "")): row for row in root.iterfind("{*}sheetData/{*}row")} for root in (old, new)]
    last = max((at for at, row in rows[0].items() if any(len(cell) for cell in row)), default=0)
    found = [
        f"row {at} changed" for at, row in rows[0].items() if at <= last and _bytes(row) != _bytes(rows[1].get(at))
    ]
    found += [f"row {at} appeared" for at in rows[1] if at <= last and at not in rows[0]]
    rest = [[child for child in root if etree.QName(child).localname not in _REACHES] for root in (old, new)]
    found += [
        f"{etree.QName(one).localname} changed"
        for one, other in zip(*rest, strict=False)
        if _bytes(one) != _bytes(other)
    ]
    return found if len(rest[0]) == len(rest[1]) else [*found, "elements came or went"]


#: What may reach further once a sheet has more rows.
_REACHES = ("sheetData", "dimension", "autoFilter", "conditionalFormatting", "dataValidations")


def _bytes(element: etree._Element | None) -> bytes:
    return b"" if element is None else etree.tostring(element, method="c14n", with_tail=False)
