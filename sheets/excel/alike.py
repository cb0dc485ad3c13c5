"""When two formats look the same, however each program spells them.

Prefixes, editions, order and defaults do not matter, nor what is not seen: LibreOffice writes every default out, Excel
leaves them out, and both number and escape number formats in their own way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from lxml import etree

#: A look as a value: name, attributes, children.
Look = tuple[Any, ...]

_FLAGS = {"b", "i", "strike", "outline", "shadow", "condense", "extend"}
_DEFAULTS: dict[str, dict[str, str]] = {
    **{flag: {"val": "1"} for flag in _FLAGS},
    "u": {"val": "single"},
    "alignment": {
        "horizontal": "general", "vertical": "bottom", "textRotation": "0", "wrapText": "0", "indent": "0",
        "shrinkToFit": "0", "justifyLastLine": "0", "readingOrder": "0", "relativeIndent": "0",
    },
    "protection": {"locked": "1", "hidden": "0"},
    "border": {"diagonalUp": "0", "diagonalDown": "0", "outline": "1"},
    "xf": {"quotePrefix": "0", "pivotButton": "0"},
    "color": {"tint": "0"}, "fgColor": {"tint": "0"}, "bgColor": {"tint": "0"},
}  # fmt: skip
_SIDES = {"left", "right", "top", "bottom", "diagonal", "vertical", "horizontal", "start", "end"}
_SIDE_NAMES = {"start": "left", "end": "right"}
_TRUTH = {"true": "1", "false": "0"}

#: Number formats that need not be declared and are the same in every country.
_BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 49: "@",
}  # fmt: skip
_NEEDLESS_ESCAPE = re.compile(r"\\([ ()-])")


def code_look(code: str) -> str:
    """A number format without escapes that it does not need."""
    return "General" if code.lower() == "general" else _NEEDLESS_ESCAPE.sub(r"\1", code)


def number_look(number: int, codes: Mapping[int, str]) -> str:
    """The number format of this number, in a form in which equal ones are equal."""
    return code_look(codes[number]) if number in codes else _BUILT_IN.get(number, f"#{number}")


def look(element: etree._Element) -> Look:
    """A form in which two formats that look the same are equal."""
    name = _local(element)
    told = _attributes(element, name)
    if name == "numFmt":
        return name, code_look(told.get("formatCode", ""))
    children = [look(child) for child in element.iterchildren("{*}*") if not _unseen(child)]
    if (
        name == "patternFill"
        and told.get("patternType") == "solid"
        and any(child[0] == "fgColor" for child in children)
    ):
        children = [child for child in children if child[0] != "bgColor"]
    if name in ("font", "rPr"):
        children.sort()
    return _SIDE_NAMES.get(name, name), tuple(sorted(told.items())), tuple(children)


def cell_format_look(xf: etree._Element, codes: Mapping[int, str], first: Callable[[str, int], int]) -> Look:
    """The same for a cell format; ``first(group, number)`` is the first font, fill or border like that one."""
    told = _attributes(xf, "xf")
    seen = {name: value for name, value in told.items() if not (name.startswith("apply") and value == "1")}
    seen["numFmtId"] = number_look(whole(xf, "numFmtId"), codes)
    for name in ("font", "fill", "border"):
        seen[name + "Id"] = str(first(name + "s", whole(xf, name + "Id")))
    seen.setdefault("xfId", "0")
    children = tuple(look(child) for child in xf.iterchildren("{*}*") if not _unseen(child))
    return tuple(sorted(seen.items())), children


def whole(element: etree._Element, attribute: str, otherwise: int = 0) -> int:
    """The attribute as a whole number; ``otherwise`` where it is missing or none."""
    said = element.get(attribute, "").strip()
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else otherwise


def _unseen(element: etree._Element) -> bool:
    name = _local(element)
    if name in _FLAGS:
        return element.get("val", "1") in ("0", "false")
    if name in _SIDES:
        return element.get("style", "none") == "none"
    if name in ("alignment", "protection"):
        return not _attributes(element, name)
    return name in ("family", "charset", "extLst") or (name == "vertAlign" and element.get("val") == "baseline")


def _attributes(element: etree._Element, name: str) -> dict[str, str]:
    defaults = _DEFAULTS.get(name, {})
    said = ((str(key), _TRUTH.get(str(value), str(value))) for key, value in element.attrib.items())
    return {
        key: value.upper() if key == "rgb" else value
        for key, value in said
        if not key.startswith("{") and defaults.get(key) != value
    }


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]
