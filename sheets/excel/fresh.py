"""A workbook that a library has just written for us: its sheets, ready to stand in another workbook.

There may be tens of thousands of cells, so their texts and formats are exchanged in the bytes, which are as that
library writes them; that every one was found is checked in the tree.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from sheets.excel.index import Index, Sheet
from sheets.excel.package import Package
from sheets.excel.relations import parse
from sheets.excel.styles import MAIN

_FORMAT = re.compile(rb'(<c r="[A-Z]+\d+" s="|<row [^>]*? s="|<col [^>]*? style=")(\d+)')
_RULE = re.compile(rb'(<cfRule [^>]*?\bdxfId=")(\d+)')
_CELL_TEXT = re.compile(rb' t="s"><v>(\d+)</v>')
_TEXT = re.compile(rb"<si>(.*?)</si>", re.DOTALL)
_FORMATTED = ("m:sheetData/m:row/m:c[@s]", "m:sheetData/m:row[@s]", "m:cols/m:col[@style]")


class Source:
    """The fresh workbook that tabs are taken from, and the workbook that they go to."""

    def __init__(self, package: Package, target: Index) -> None:
        self.package = package
        self.index = Index(package)
        self._texts: list[bytes] = []
        for relation in self.index.relations.of("sharedStrings"):
            self._texts = _TEXT.findall(package.read(relation.part))
        formats, rules = target.styles.absorb(self.index.styles)
        self._formats, self._rules = _written(formats), _written(rules)

    def sheet(self, sheet: Sheet) -> etree._Element:
        """The sheet's root, with formats of the target, and each text in its own cell.

        So the target's table of shared texts stays as it is.
        """
        xml = self.package.read(sheet.part)
        xml, count = _FORMAT.subn(lambda found: found[1] + self._formats[found[2]], xml)
        xml, rule_count = _RULE.subn(lambda found: found[1] + self._rules[found[2]], xml)
        xml = _CELL_TEXT.sub(lambda found: b' t="inlineStr"><is>' + self._texts[int(found[1])] + b"</is>", xml)
        root = parse(xml, sheet.part)
        assert sum(_count(root, path) for path in _FORMATTED) == count
        assert _count(root, "m:conditionalFormatting/m:cfRule[@dxfId]") == rule_count
        assert _count(root, "m:sheetData/m:row/m:c[@t='s']") == 0
        return root


def _written(numbers: Mapping[int, int]) -> dict[bytes, bytes]:
    return {str(there).encode(): str(here).encode() for there, here in numbers.items()}


def _count(root: etree._Element, path: str) -> int:
    return int(str(root.xpath(f"count({path})", namespaces={"m": MAIN})).partition(".")[0])
