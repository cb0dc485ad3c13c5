"""The formulas of a sheet's cells as they are written."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from xml.sax.saxutils import escape

from sheets.references import Formula, moved

__all__ = ["Formula", "FormulaXml", "formula_of", "formula_xml", "moved", "without_result"]


@dataclass(frozen=True, slots=True)
class FormulaXml:
    """The ``f`` element of a cell: ``kind`` is ``normal``, ``shared``, ``array`` or ``dataTable``.

    ``area`` is what a formula over several cells reaches, ``group`` the number by which cells share a formula;
    ``""`` where not said. ``start`` and ``end`` are its place in the cell's XML.
    """

    kind: str
    text: str
    area: str
    group: str
    start: int
    end: int


def formula_of(cell: bytes, prefix: bytes) -> FormulaXml | None:
    """The formula in a cell's XML, ``None`` where it holds none."""
    name = re.escape(prefix) + b"f"
    found = re.search(rb"<%b(?=[\s/>])([^>]*?)(?:/>|>(.*?)</%b\s*>)" % (name, name), cell, re.DOTALL)
    if found is None:
        return None
    said = {
        key.decode(): html.unescape((one or other).decode())
        for key, one, other in re.findall(rb"""\s(t|ref|si)\s*=\s*(?:"([^"]*)"|'([^']*)')""", found[1])
    }
    text = html.unescape((found[2] or b"").decode())
    return FormulaXml(
        said.get("t", "normal"), text, said.get("ref", ""), said.get("si", ""), found.start(), found.end()
    )


def without_result(cell: bytes, prefix: bytes) -> bytes:
    """The cell without the result of its formula, which is not known any more; as it is where it has none."""
    found = formula_of(cell, prefix)
    if found is None or found.kind not in ("normal", "shared"):
        return cell
    name = re.escape(prefix) + b"v"
    return re.sub(rb"<%b(?:\s[^>]*)?(?:/>|>[^<]*</%b>)" % (name, name), b"", cell, count=1)


def formula_xml(text: str, prefix: str, attributes: str = "") -> str:
    """An ``f`` element."""
    space = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
    return f"<{prefix}f{attributes}{space}>{escape(text)}</{prefix}f>"
