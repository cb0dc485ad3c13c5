"""The two kinds of index that hold a package together: relations between parts, and content types."""

from __future__ import annotations

import posixpath
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from sheets.errors import SheetsError
from sheets.excel.package import Package, damaged, part_key

PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"

#: Relation types begin with one of these; what follows names the kind (``worksheet``, ``styles`` …).
TRANSITIONAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships/"

_TYPES_PART = "[Content_Types].xml"


def parse(xml: bytes, part: str) -> etree._Element:
    """The root of a part's XML. Nothing outside it is fetched, no entity is expanded; depth and lengths are limited."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, strip_cdata=False)
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise damaged(f"has a part that is no sound XML ({part})", f"tiene una parte dañada ({part})") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise damaged(f"has a part with a document type of its own ({part})", f"tiene una parte ajena a Excel ({part})")
    return root


def parse_index(package: Package, part: str, name: str, spaces: Collection[str]) -> etree._Element:
    """The root of an index part, which must be of this name and namespace: of another, nothing could be found in it."""
    root = parse(package.read_index(part), part)
    told = etree.QName(root)
    if told.localname != name or told.namespace not in spaces:
        raise damaged(f"has a part that is no sound XML ({part})", f"tiene una parte dañada ({part})")
    return root


def xml_of(root: etree._Element) -> bytes:
    """The whole document, what stands before and after its root included."""
    return etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=True, standalone=True)


def kind_of(relation_type: str) -> str:
    """The last word of a relation's type, whichever edition of the standard it is written in."""
    return relation_type.rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation; ``part`` is the part it leads to, ``""`` where it leads out of the package."""

    id: str
    type: str
    target: str
    part: str = ""

    @property
    def kind(self) -> str:
        """``worksheet``, ``styles``, ``hyperlink`` …"""
        return kind_of(self.type)


def relations_part(part: str) -> str:
    """Where the relations of a part stand (``""`` = of the package)."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", name + ".rels")


def resolve(target: str, source: str) -> str:
    """The part that a target means, seen from the part ``source``: absolute, relative or with backslashes."""
    target = target.replace("\\", "/").split("#")[0]
    path = target if target.startswith("/") else posixpath.join("/", posixpath.dirname(source), target)
    return posixpath.normpath(path).lstrip("/")


class Relations:
    """The relations of one part. Nothing is written before :meth:`save`, and only where something changed."""

    def __init__(self, package: Package, source: str) -> None:
        self._package = package
        self.source = source
        self.part = package.find(relations_part(source)) or relations_part(source)
        self._root = (
            parse_index(package, self.part, "Relationships", (PACKAGE_RELATIONS,))
            if self.part in package
            else parse(f'<Relationships xmlns="{PACKAGE_RELATIONS}"/>'.encode(), self.part)
        )
        self._dirty = False

    def all(self) -> list[Relation]:
        """Every relation, as listed."""
        return [self._relation(element) for element in self._elements()]

    def of(self, *kinds: str) -> list[Relation]:
        """The relations of these kinds."""
        return [relation for relation in self.all() if relation.kind in kinds]

    def get(self, relation_id: str) -> Relation | None:
        """The relation of this id."""
        return next((relation for relation in self.all() if relation.id == relation_id), None)

    def add(self, relation_type: str, target: str, *, part: str = "", relation_id: str = "") -> str:
        """Add a relation to ``part``, or to the outside address ``target``; its id."""
        taken = {element.get("Id", "").lower() for element in self._root.iterchildren("{*}*")}
        number = len(taken) + 1
        while not relation_id:
            relation_id = f"rId{number}" if f"rid{number}" not in taken else ""
            number += 1
        if part:
            target = posixpath.relpath("/" + part, posixpath.join("/", posixpath.dirname(self.source)))
        element = etree.SubElement(self._root, f"{{{PACKAGE_RELATIONS}}}Relationship")
        element.set("Id", relation_id)
        element.set("Type", relation_type)
        element.set("Target", target)
        if not part:
            element.set("TargetMode", "External")
        self._dirty = True
        return relation_id

    def remove(self, relation_id: str) -> None:
        """Remove a relation."""
        for element in self._elements():
            if element.get("Id") == relation_id:
                _detach(element)
                self._dirty = True

    def save(self) -> None:
        """Lay the changes over the package."""
        if not self._dirty:
            return
        if len(self._elements()):
            self._package.put(self.part, xml_of(self._root))
        else:
            self._package.drop(self.part)

    def _elements(self) -> list[etree._Element]:
        return list(self._root.iterchildren(f"{{{PACKAGE_RELATIONS}}}Relationship"))

    def _relation(self, element: etree._Element) -> Relation:
        target = element.get("Target", "")
        outside = element.get("TargetMode", "Internal") == "External"
        meant = "" if outside else resolve(target, self.source)
        part = (self._package.find(meant) or self._package.find(unquote(meant)) or meant) if meant else ""
        return Relation(element.get("Id", ""), element.get("Type", ""), target, part)


class ContentTypes:
    """What each part is. Nothing is written before :meth:`save`, and only where something changed."""

    def __init__(self, package: Package) -> None:
        self._package = package
        if _TYPES_PART not in package:
            raise _no_workbook()
        self._root = parse_index(package, _TYPES_PART, "Types", (CONTENT_TYPES,))
        self._forgotten: set[str] = set()
        self._dirty = False

    def of(self, part: str) -> str:
        """The type of a part, ``""`` where none is declared."""
        for element in self._named("Override"):
            if part_key(element.get("PartName", "")) == part_key(part):
                return element.get("ContentType", "")
        extension = part.rsplit(".", 1)[-1].lower()
        for element in self._named("Default"):
            if element.get("Extension", "").lower() == extension:
                return element.get("ContentType", "")
        return ""

    def declare(self, part: str, content_type: str) -> None:
        """Say what a part is, unless that is said already."""
        self._forgotten.discard(part_key(part))
        if self.of(part) == content_type:
            return
        extension = part.rsplit(".", 1)[-1].lower()
        defaults = {element.get("Extension", "").lower() for element in self._named("Default")}
        if extension in ("rels", "vml") and extension not in defaults:
            # LibreOffice lists each .rels part by name and has no default: a new one would have no type.
            element = etree.SubElement(self._root, f"{{{CONTENT_TYPES}}}Default")
            element.set("Extension", extension)
            self._root.insert(0, element)
        else:
            element = etree.SubElement(self._root, f"{{{CONTENT_TYPES}}}Override")
            element.set("PartName", "/" + part)
        element.set("ContentType", content_type)
        self._dirty = True

    def forget(self, part: str) -> None:
        """Remove what is said of a part, unless it is declared again before :meth:`save`."""
        self._forgotten.add(part_key(part))

    def save(self) -> None:
        """Lay the changes over the package."""
        for element in self._named("Override"):
            if part_key(element.get("PartName", "")) in self._forgotten:
                _detach(element)
                self._dirty = True
        if self._dirty:
            self._package.put(_TYPES_PART, xml_of(self._root))

    def _named(self, name: str) -> list[etree._Element]:
        return list(self._root.iterchildren(f"{{{CONTENT_TYPES}}}{name}"))


def _detach(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _no_workbook() -> SheetsError:
    return damaged("is a package without a workbook in it", "es un paquete sin un libro adentro")


def workbook_part(package: Package) -> str:
    """The part that is the workbook, found by its relation and never by its path."""
    for relation in Relations(package, "").of("officeDocument"):
        if relation.part in package:
            return relation.part
    raise _no_workbook()
