"""How a workbook's cells are dressed: colours, weight and number formats, read without any word that stands in them."""

from __future__ import annotations

import colorsys
from collections.abc import Mapping

from lxml import etree
from openpyxl.styles.colors import COLOR_INDEX
from openpyxl.styles.numbers import BUILTIN_FORMATS

from sheets.excel import workbook_part
from sheets.excel.package import Package, part_key
from sheets.excel.relations import Relations, parse
from sheets.excel.workbook_part import WorkbookPart
from sheets.looks import Look

#: The order in which cells name the colours of a theme; a theme itself lists dark before light.
_THEME = ("lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink")
_LARGEST_THEME = 4 << 20
_SIDES = frozenset({"left", "center", "right"})
_ON = ("", "1", "true")
_HEX = frozenset("0123456789abcdefABCDEF")


class Dresses:
    """The cell formats of one workbook, by the number under which cells name them."""

    def __init__(self, package: Package, book: WorkbookPart, name: str) -> None:
        root = workbook_part.styles(package, book, name)
        self._theme = _theme(package, book)
        self._codes = dict(BUILTIN_FORMATS)
        self._formats: list[etree._Element] = []
        self._fonts: list[etree._Element] = []
        self._fills: list[etree._Element] = []
        if root is None:
            return
        for code in root.iterfind("{*}numFmts/{*}numFmt"):
            if (number := code.get("numFmtId", "")).isdigit():
                self._codes[int(number)] = code.get("formatCode", "General")
        self._formats = list(root.iterfind("{*}cellXfs/{*}xf"))
        self._fonts = list(root.iterfind("{*}fonts/{*}font"))
        self._fills = list(root.iterfind("{*}fills/{*}fill"))

    def look(self, format_: int) -> Look:
        """The look of a cell of this format."""
        number = self._codes.get(self._of(format_, "numFmtId"), "General")
        if format_ >= len(self._formats):
            return Look(number=number)
        font, fill = self._of(format_, "fontId"), self._of(format_, "fillId")
        pattern = self._fills[fill].find("{*}patternFill") if fill < len(self._fills) else None
        side = self._formats[format_].find("{*}alignment")
        told = side.get("horizontal", "") if side is not None else ""
        of_font = self._fonts[font] if font < len(self._fonts) else None
        return Look(
            bold=_has(of_font, "b"),
            italic=_has(of_font, "i"),
            color=self._color(of_font.find("{*}color")) if of_font is not None else "",
            fill=self._color(pattern.find("{*}fgColor"))
            if pattern is not None and pattern.get("patternType") == "solid"
            else "",
            side=told if told in _SIDES else "",
            number=number,
        )

    def _of(self, format_: int, attribute: str) -> int:
        text = self._formats[format_].get(attribute, "0") if format_ < len(self._formats) else "0"
        return int(text) if text.isdigit() else 0

    def _color(self, color: etree._Element | None) -> str:
        if color is None:
            return ""
        if rgb := color.get("rgb"):
            return _hex(rgb)
        if (indexed := color.get("indexed", "")).isdigit() and int(indexed) < len(COLOR_INDEX):
            return _hex(COLOR_INDEX[int(indexed)])
        if (theme := color.get("theme", "")).isdigit() and int(theme) < len(_THEME):
            return _tinted(self._theme.get(_THEME[int(theme)], ""), color.get("tint", "0"))
        return ""


def _has(font: etree._Element | None, name: str) -> bool:
    found = font.find(f"{{*}}{name}") if font is not None else None
    return found is not None and found.get("val", "") in _ON


def _theme(package: Package, book: WorkbookPart) -> Mapping[str, str]:
    part = next((relation.part for relation in Relations(package, book.facts["workbook_part"]).of("theme")), "")
    stamp = package.stamps().get(part_key(part))
    if not part or stamp is None or stamp.size > _LARGEST_THEME:
        return {}
    scheme = next(parse(package.read(part), part).iter("{*}clrScheme"), None)
    colors: dict[str, str] = {}
    for entry in scheme if scheme is not None else ():
        for color in entry.iterchildren("{*}srgbClr", "{*}sysClr"):
            colors[etree.QName(entry).localname] = _hex(color.get("lastClr") or color.get("val") or "")
    return colors


def _hex(color: str) -> str:
    last = color[-6:]
    return last.lower() if len(last) == 6 and _HEX.issuperset(last) else ""


def _tinted(color: str, tint: str) -> str:
    try:
        by = min(1.0, max(-1.0, float(tint)))
    except ValueError:
        return color
    if not color or not by:
        return color
    red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, strength = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + by) if by < 0 else light * (1 - by) + by
    return "".join(f"{round(part * 255):02x}" for part in colorsys.hls_to_rgb(hue, light, strength))
