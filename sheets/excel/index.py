"""The workbook part and its relations: which tabs there are, where they stand, what names lead to them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from sheets.excel import marks
from sheets.excel.alike import whole
from sheets.excel.package import Package, damaged
from sheets.excel.relations import (
    STRICT,
    TRANSITIONAL,
    ContentTypes,
    Relations,
    parse,
    workbook_part,
    xml_of,
)
from sheets.excel.styles import MAIN, STRICT_MAIN, Styles, attributes, local

STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"

#: The children of a workbook in the order of the schema, as far as anything is put in here.
_BEFORE_NAMES = (
    "fileVersion", "fileSharing", "workbookPr", "AlternateContent", "revisionPtr", "absPath", "workbookProtection",
    "bookViews", "sheets", "functionGroups", "externalReferences",
)  # fmt: skip
_LONGEST_NAME = 31
_HIGHEST_SHEET_ID = 65_534
#: Where some readers look for styles, whatever the relation says.
_STYLES_PART = "xl/styles.xml"

_EDITIONS = (
    (MAIN, STRICT_MAIN),
    (TRANSITIONAL.rstrip("/"), STRICT.rstrip("/")),
)


def in_edition(xml: bytes, *, strict: bool) -> bytes:
    """A part's XML in the strict or the transitional edition of the standard: they differ in namespaces."""
    for pair in _EDITIONS:
        here, there = pair if strict else reversed(pair)
        xml = xml.replace(f'"{here}"'.encode(), f'"{there}"'.encode())
    return xml


@dataclass(frozen=True, slots=True)
class Sheet:
    """One tab: its place among the tabs (from 0), and the part that holds it (``""`` = none)."""

    name: str
    place: int
    id: str
    part: str
    kind: str
    state: str


class Index:
    """The workbook part of a package, its relations, the content types and the styles. See :meth:`save`."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.part = workbook_part(package)
        self.root = parse(package.read_index(self.part), self.part)
        self.space = etree.QName(self.root).namespace or ""
        if local(self.root) != "workbook" or self.space not in (MAIN, STRICT_MAIN):
            raise damaged("is not a workbook of Excel's present format", "no es un libro del formato actual de Excel")
        for group, one in (("sheets", "sheet"), ("definedNames", "definedName")):
            listed = self.root.iterfind(f"{{{self.space}}}{group}/{{*}}*")
            if any(child.tag != f"{{{self.space}}}{one}" for child in listed):
                raise damaged("has a list of tabs or names that cannot be read", "tiene una lista ilegible")
        # Where the workbook mixes the editions, ours follow what leads to the tabs: so do the tabs themselves.
        leads = {key for tab in self._sheet_elements() for key in attributes(tab) if key.endswith("}id")}
        self.strict = self.space == STRICT_MAIN and f"{{{TRANSITIONAL.rstrip('/')}}}id" not in leads
        self.relations = Relations(package, self.part)
        self.types = ContentTypes(package)
        self._dirty = False
        self._styles: Styles | None = None

    # Tabs

    def sheets(self) -> list[Sheet]:
        """Every tab in its order, chart sheets and hidden ones among them."""
        found = []
        relations = {relation.id: relation for relation in self.relations.all()}
        for place, element in enumerate(self._sheet_elements()):
            relation = relations.get(next((v for k, v in attributes(element).items() if k.endswith("}id")), ""))
            found.append(
                Sheet(
                    name=element.get("name", ""),
                    place=place,
                    id=element.get("sheetId", ""),
                    part=relation.part if relation and relation.part in self.package else "",
                    kind=relation.kind if relation else "",
                    state=element.get("state", "visible"),
                )
            )
        return found

    def sheet(self, name: str) -> Sheet | None:
        """The worksheet of this name; case does not matter, as in Excel."""
        for sheet in self.sheets():
            if sheet.name.lower() == name.lower() and sheet.kind == "worksheet" and sheet.part:
                return sheet
        return None

    def marked(self, key: str) -> Sheet | None:
        """Our own tab of this key, or ``None`` where it was never made or was deleted."""
        name = marks.ours(self.root).get(key.lower())
        return self.sheet(name) if name is not None else None

    def mark(self, key: str, sheet: Sheet) -> None:
        """Have the tab known as ours."""
        of_workbook, of_tab = marks.names_of(key, sheet.name)
        self.set_name(*of_workbook, hidden=True)
        self.set_name(*of_tab, sheet.place, hidden=True)

    def free_name(self, wanted: str, taken: Iterable[str] = ()) -> str:
        """The name itself where no tab has it, else with a number: ``Brief (2)``."""
        there = {sheet.name.lower() for sheet in self.sheets()} | {name.lower() for name in taken}
        name, number = wanted[:_LONGEST_NAME], 1
        while name.lower() in there:
            number += 1
            tail = f" ({number})"
            name = wanted[: _LONGEST_NAME - len(tail)] + tail
        return name

    def add_sheet(self, name: str, part: str, hidden: bool) -> Sheet:
        """Append a tab: at the end, so that nothing that counts tabs by their place is moved."""
        tabs = self._sheet_elements()
        element = tabs[-1].getparent() if tabs else self.root.find(f"{{{self.space}}}sheets")
        if element is None:
            raise damaged("lists no tabs", "no tiene lista de pestañas")
        relation = self.relations.add(self.relation_type("worksheet"), "", part=part)
        taken = {whole(tab, "sheetId") for tab in tabs}
        identity = max(taken, default=0) + 1
        if identity > _HIGHEST_SHEET_ID:
            identity = next(number for number in range(1, _HIGHEST_SHEET_ID) if number not in taken)
        added = etree.SubElement(element, f"{{{self.space}}}sheet")
        added.set("name", name)
        added.set("sheetId", str(identity))
        if hidden:
            added.set("state", "hidden")
        added.set(f"{{{(STRICT if self.strict else TRANSITIONAL).rstrip('/')}}}id", relation)
        self._dirty = True
        return self.sheets()[-1]

    def relation_type(self, kind: str) -> str:
        """The full name of a kind of relation in the edition that this workbook is written in."""
        return (STRICT if self.strict else TRANSITIONAL) + kind

    @property
    def folder(self) -> str:
        """The folder of the workbook part, in which new parts are put."""
        return posixpath.dirname(self.part)

    @property
    def date_1904(self) -> bool:
        """Whether dates count from 1904."""
        element = self.root.find(f"{{{self.space}}}workbookPr")
        return element is not None and element.get("date1904", "0") in ("1", "true", "on")

    def _sheet_elements(self) -> list[etree._Element]:
        return list(self.root.iterfind(f"{{{self.space}}}sheets/{{{self.space}}}sheet"))

    # Names

    def names(self) -> list[etree._Element]:
        """Every defined name's element."""
        return list(self.root.iterfind(f"{{{self.space}}}definedNames/{{{self.space}}}definedName"))

    def _name(self, name: str, place: int | None) -> etree._Element | None:
        for element in self.names():
            if element.get("name", "").lower() == name.lower() and element.get("localSheetId") == (
                None if place is None else str(place)
            ):
                return element
        return None

    def set_name(self, name: str, text: str, place: int | None = None, *, hidden: bool = False) -> None:
        """Define a name, of the workbook or of the tab at ``place``."""
        element = self._name(name, place)
        if element is None:
            parent = self._child("definedNames", _BEFORE_NAMES)
            element = etree.SubElement(parent, f"{{{self.space}}}definedName")
            element.set("name", name)
            if place is not None:
                element.set("localSheetId", str(place))
            if hidden:
                element.set("hidden", "1")
            self._dirty = True
        if element.text != text:
            element.text = text
            self._dirty = True

    def drop_name(self, name: str, place: int) -> None:
        """Remove a name of the tab at ``place``."""
        element = self._name(name, place)
        if element is not None:
            parent = element.getparent()
            assert parent is not None
            parent.remove(element)
            self._dirty = True

    # Calculation

    def recalculate(self) -> None:
        """Have the spreadsheet compute every formula anew when it opens the file."""
        element = self._child("calcPr", (*_BEFORE_NAMES, "definedNames"))
        if element.get("fullCalcOnLoad") != "1":
            element.set("fullCalcOnLoad", "1")
            self._dirty = True

    def drop_calculation_chain(self) -> None:
        """Remove the list of formula cells, which is wrong once a formula is gone: Excel makes it again."""
        for relation in self.relations.of("calcChain"):
            self.relations.remove(relation.id)
            self.package.drop(relation.part)
            self.types.forget(relation.part)

    def _child(self, name: str, before: tuple[str, ...]) -> etree._Element:
        element = self.root.find(f"{{{self.space}}}{name}")
        if element is None:
            element = etree.SubElement(self.root, f"{{{self.space}}}{name}")
            earlier = [child for child in self.root.iterchildren("{*}*") if local(child) in before]
            self.root.insert(self.root.index(earlier[-1]) + 1 if earlier else 0, element)
            self._dirty = True
        return element

    # Styles

    @property
    def styles(self) -> Styles:
        """The workbook's styles."""
        if self._styles is None:
            part = self.styles_part()
            led = self.relations.of("styles")
            if not part and (_STYLES_PART in self.package or any(not one.part.endswith(".xml") for one in led)):
                raise damaged("has styles that nothing leads to", "tiene estilos a los que nada lleva")
            self._styles = Styles(self.package.read_index(part) if part else None, self._highest_format)
        return self._styles

    def styles_part(self) -> str:
        """The part that holds the styles, ``""`` where there is none."""
        there = (relation.part for relation in self.relations.of("styles") if relation.part in self.package)
        return next(there, "")

    def _highest_format(self) -> int:
        """The highest format number that a cell names, in a workbook that declares none."""
        highest = 0
        for sheet in self.sheets():
            if sheet.part:
                tail = b""
                for piece in self.package.stream(sheet.part):
                    whole = tail + piece
                    highest = max([highest, *map(int, re.findall(rb'\s(?:s|style)="(\d{1,5})"', whole))])
                    tail = whole[-20:]
        return highest

    def _save_styles(self) -> None:
        xml = self._styles.xml() if self._styles else None
        if xml is None:
            return
        led = self.relations.of("styles")
        part = self.styles_part() or (led[0].part if led else _STYLES_PART)
        self.package.put(part, xml)
        self.types.declare(part, STYLES_TYPE)
        if not led:
            self.relations.add(self.relation_type("styles"), "", part=part)

    def save(self) -> None:
        """Lay what was changed over the package; parts in which nothing changed stay as they are."""
        self._save_styles()
        if self._dirty:
            self.package.put(self.part, xml_of(self.root))
        self.relations.save()
        self.types.save()
