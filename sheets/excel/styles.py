"""A workbook's styles.xml: formats are found again, or added at the end; none is ever changed or removed."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from sheets.errors import SheetsError, Text
from sheets.excel import serials
from sheets.excel.alike import Look, cell_format_look, code_look, look, whole
from sheets.excel.package import damaged
from sheets.excel.relations import parse, xml_of

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"

#: The children of a style sheet in the order of the schema.
_ORDER = (
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles", "colors",
    "extLst",
)  # fmt: skip
_APPLY = ("applyNumberFormat", "applyFont", "applyFill", "applyBorder", "applyAlignment", "applyProtection")
_FIRST_OWN_FORMAT = 164
_MOST_FORMATS = 65_490

#: The width of a digit as a share of the type size, by face: column widths are counted in such digits.
_DIGIT_SHARE = {
    "calibri": 0.507, "arial": 0.556, "helvetica": 0.556, "verdana": 0.636, "tahoma": 0.546, "times new roman": 0.5,
    "cambria": 0.554, "segoe ui": 0.539, "courier new": 0.6, "aptos narrow": 0.5, "aptos": 0.56, "inter": 0.62,
}  # fmt: skip

_HOLLOW = f"""<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>""".replace("\n", "")


def local(element: etree._Element) -> str:
    """The element's name without its namespace."""
    return etree.QName(element).localname


def namespace(element: etree._Element) -> str:
    """The element's namespace."""
    return etree.QName(element).namespace or ""


def attributes(element: etree._Element) -> dict[str, str]:
    """The element's attributes as a plain dictionary."""
    return {str(name): str(value) for name, value in element.attrib.items()}


def copy_into(parent: etree._Element, element: etree._Element) -> etree._Element:
    """A copy of the element as the parent's last child, in the parent's own namespace and prefix."""
    here = namespace(parent)
    copied = etree.SubElement(parent, f"{{{here}}}{local(element)}", attributes(element))
    copied.text = element.text
    for child in element.iterchildren("{*}*"):
        copy_into(copied, child)
    return copied


class Styles:
    """The styles of one workbook; ``xml`` is ``None`` where it has none.

    ``used`` is asked for the highest format number that any cell names, and only where the workbook declares
    no formats at all: numbers that lead nowhere today must not suddenly lead to ours.
    """

    def __init__(self, xml: bytes | None, used: Callable[[], int] = lambda: 0) -> None:
        self._root = parse(xml if xml is not None else _HOLLOW.encode(), "styles.xml")
        self._dirty = xml is None
        groups = [local(child) for child in self._root.iterchildren("{*}*")]
        if (
            local(self._root) != "styleSheet"
            or namespace(self._root) not in (MAIN, STRICT_MAIN)
            or any(groups.count(name) > 1 for name in _ORDER)
        ):
            raise damaged("has a part that is no sound XML (styles.xml)", "tiene una parte dañada (styles.xml)")
        self._known: dict[str, dict[Look, int]] = {}
        self._firsts: dict[str, list[int]] = {}
        self._sharing: dict[tuple[int, ...], list[tuple[int, etree._Element]]] = {}
        if len(self._list("cellXfs")) == 0 or xml is None:
            self._fill_up(used())

    def _fill_up(self, used: int) -> None:
        """Give a hollow style sheet the defaults that it stands for."""
        defaults = parse(_HOLLOW.encode(), "styles.xml")
        for name in ("fonts", "fills", "borders", "cellStyleXfs"):
            if len(self._list(name)) == 0:
                for child in defaults.iterchildren(f"{{{MAIN}}}{name}"):
                    for one in child:
                        self._append(name, one)
        plain = defaults.find(f"{{{MAIN}}}cellXfs/{{{MAIN}}}xf")
        assert plain is not None
        while len(self._list("cellXfs")) <= used:
            self._append("cellXfs", plain)

    def xml(self) -> bytes | None:
        """The style sheet, or ``None`` where nothing was added."""
        return xml_of(self._root) if self._dirty else None

    def digit_pixels(self) -> int:
        """How wide a digit of the workbook's own default type is: the unit of its column widths."""
        fonts, formats = self._list("fonts"), self._list("cellStyleXfs")
        font = whole(formats[self._normal()], "fontId") if self._normal() < len(formats) else 0
        if font >= len(fonts):
            return 7
        face, size = fonts[font].find("{*}name"), fonts[font].find("{*}sz")
        share = _DIGIT_SHARE.get((face.get("val", "") if face is not None else "calibri").lower(), 0.54)
        return max(4, round(share * _points(size) * 96 / 72))

    # Taking over another workbook's formats

    def absorb(self, other: Styles) -> tuple[dict[int, int], dict[int, int]]:
        """Take over the cell formats and conditional formats of ``other``: number there -> number here.

        Format 0 is "no format": it stays the workbook's own default.
        """
        codes = other._codes()
        cells = {0: 0}
        for index, one in enumerate(other._list("cellXfs")[1:], 1):
            number = int(one.get("numFmtId", "0"))
            told = etree.Element("xf")
            told.set("numFmtId", str(self._number_format(codes[number]) if number in codes else number))
            for name in ("font", "fill", "border"):
                ours = other._list(name + "s")[int(one.get(name + "Id", "0"))]
                told.set(name + "Id", str(self._have(name + "s", ours)))
            if self._list("cellStyleXfs"):
                told.set("xfId", str(self._normal()))
            for name in _APPLY:
                told.set(name, "1")
            for child in one.iterchildren("{*}*"):
                copy_into(told, child)
            cells[index] = self._cell_format(told)
        rules = {}
        for index, one in enumerate(other._list("dxfs")):
            for number_format in one.iterchildren("{*}numFmt"):
                number_format.set("numFmtId", str(self._number_format(number_format.get("formatCode", ""))))
            rules[index] = self._have("dxfs", one)
        return cells, rules

    def _normal(self) -> int:
        """The format behind the style "Normal"."""
        for style in self._list("cellStyles"):
            if style.get("builtinId") == "0":
                found = whole(style, "xfId")
                return found if found < len(self._list("cellStyleXfs")) else 0
        return 0

    def _codes(self) -> dict[int, str]:
        return {whole(one, "numFmtId"): one.get("formatCode", "") for one in self._list("numFmts")}

    # Dates in a founder's own tab

    def is_date(self, cell_format: int) -> bool:
        """Whether cells of this format show a date or a time."""
        shown = serials.cell_formats(self._root)
        return cell_format < len(shown) and shown[cell_format] != "number"

    def with_number_format(self, cell_format: int, code: str) -> int:
        """The format that is like this one but for its number format."""
        formats = self._list("cellXfs")
        like = formats[cell_format if 0 <= cell_format < len(formats) else 0]
        told = etree.Element("xf", attributes(like))
        for child in like.iterchildren("{*}*"):
            copy_into(told, child)
        told.set("numFmtId", str(self._number_format(code)))
        told.set("applyNumberFormat", "1")
        return self._cell_format(told)

    def with_quote_prefix(self, cell_format: int) -> int:
        """The format that is like this one, and keeps text that looks like a formula text when its cell is edited."""
        formats = self._list("cellXfs")
        like = formats[cell_format if 0 <= cell_format < len(formats) else 0]
        told = etree.Element("xf", {**attributes(like), "quotePrefix": "1"})
        for child in like.iterchildren("{*}*"):
            copy_into(told, child)
        return self._cell_format(told)

    # Finding and adding

    def _cell_format(self, told: etree._Element) -> int:
        found = self._have_cell_format(told)
        if found > _MOST_FORMATS:
            raise SheetsError(
                "full",
                Text(
                    "This workbook has as many cell formats as Excel allows; there is no room for one more.",
                    "Este libro tiene tantos formatos de celda como Excel permite; no cabe uno más.",
                ),
                Text(
                    "Remove cell styles that you no longer use, or copy your tabs to a new workbook.",
                    "Quita estilos de celda que ya no uses, o copia tus pestañas a un libro nuevo.",
                ),
            )
        return found

    def _number_format(self, code: str) -> int:
        codes = self._codes()
        for number, known in codes.items():
            if code_look(known) == code_look(code):
                return number
        number = max([_FIRST_OWN_FORMAT - 1, *codes]) + 1
        told = etree.Element("numFmt")
        told.set("numFmtId", str(number))
        told.set("formatCode", code)
        self._append("numFmts", told)
        return number

    def _have(self, name: str, told: etree._Element) -> int:
        """The number of the font, fill, border or conditional format that looks so."""
        known = self._looks(name)
        key = look(told)
        if key not in known:
            self._append(name, told)
            known[key] = len(self._firsts[name])
            self._firsts[name].append(known[key])
        return known[key]

    def _looks(self, name: str) -> dict[Look, int]:
        """The number of the first of each look in a list."""
        if name not in self._known:
            known: dict[Look, int] = {}
            keys = map(look, self._list(name))
            self._firsts[name] = [known.setdefault(key, number) for number, key in enumerate(keys)]
            self._known[name] = known
        return self._known[name]

    def _first(self, name: str, number: int) -> int:
        """The first font, fill or border that looks like this one."""
        self._looks(name)
        firsts = self._firsts[name]
        return firsts[number] if number < len(firsts) else number

    def _have_cell_format(self, told: etree._Element) -> int:
        """The number of the cell format that looks so. Of 64,000, only those that share its font and fill are read."""
        if not self._sharing:
            for number, xf in enumerate(self._list("cellXfs")):
                self._sharing.setdefault(self._shares(xf), []).append((number, xf))
        codes = self._codes()
        wanted = cell_format_look(told, codes, self._first)
        sharing = self._sharing.setdefault(self._shares(told), [])
        for number, xf in sharing:
            if cell_format_look(xf, codes, self._first) == wanted:
                return number
        number, added = self._append("cellXfs", told)
        sharing.append((number, added))
        return number

    def _shares(self, xf: etree._Element) -> tuple[int, ...]:
        return tuple(self._first(name + "s", whole(xf, name + "Id")) for name in ("font", "fill", "border"))

    def _append(self, name: str, told: etree._Element) -> tuple[int, etree._Element]:
        """Add one to a list; its number and itself."""
        parent = self._parent(name)
        added = copy_into(parent, told)
        count = parent.xpath("count(here:*)", namespaces={"here": namespace(parent)})
        assert isinstance(count, float)
        parent.set("count", str(int(count)))
        self._dirty = True
        return int(count) - 1, added

    def _list(self, name: str) -> list[etree._Element]:
        parent = self._root.find(f"{{*}}{name}")
        return [] if parent is None else list(parent.iterchildren(f"{{{namespace(parent)}}}*"))

    def _parent(self, name: str) -> etree._Element:
        parent = self._root.find(f"{{*}}{name}")
        if parent is None:
            parent = etree.SubElement(self._root, f"{{{namespace(self._root)}}}{name}")
            earlier = _ORDER[: _ORDER.index(name)]
            place = sum(1 for child in self._root.iterchildren("{*}*") if local(child) in earlier)
            self._root.insert(_index_of_element(self._root, place), parent)
        return parent


def _points(size: etree._Element | None) -> float:
    said = "11" if size is None else size.get("val", "11")
    return min(409.0, float(said)) if re.fullmatch(r"\d{1,4}(\.\d*)?", said) else 11.0


def _index_of_element(root: etree._Element, place: int) -> int:
    """The index among all children (comments too) behind the first ``place`` elements."""
    elements = list(root.iterchildren("{*}*"))
    return 0 if place == 0 else root.index(elements[place - 1]) + 1
