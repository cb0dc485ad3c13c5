"""Number formats without the words that a person may have written into them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sheets.excel.serials import shown_as
from sheets.template.looks import MOMENT_FORMAT

_TOKEN = re.compile(
    r"""(?P<quoted>"[^"]*"?)|\\(?P<escaped>.)|_(?P<room>.)|\*(?P<filled>.)|\[(?P<bracket>[^\]]*)\]?"""
    r"""|(?P<word>General|AM/PM|A/P|[ymdhs]{1,5}|E[+-])|(?P<sign>[0#?.,%/ \-+()$€£:;@]|[1-9])|(?P<other>.)""",
    re.IGNORECASE | re.DOTALL,
)
_MONEY = frozenset({"", "$", "€", "£", "US$", "COP", "USD", "EUR", "MXN", "COL$", "Q", "S/", "R$"})
_PLAIN = frozenset(" -/.,:()%$")
#: The words of a Spanish date.
_DATE_WORDS = frozenset({"de", "del"})
_BRACKET = re.compile(
    r"h+|m+|s+|black|blue|cyan|green|magenta|red|white|yellow|color ?\d{1,2}|[<>=]{1,2}-?\d{1,6}", re.IGNORECASE
)
_LOCALE = re.compile(r"\$([^-]*)(?:-([0-9A-Fa-f]{1,8}))?")
_SPACES = re.compile(" {2,}")
_LONGEST = 80
_INSTEAD = {"moment": MOMENT_FORMAT, "duration": "[h]:mm", "number": "General"}


def without_words(code: str) -> str:
    """The number format without any text but currency signs, showing the same kind of number; at worst a usual one."""
    kept = _SPACES.sub(" ", "".join(_kept(code))).strip() or "General"
    if len(kept) > _LONGEST or shown_as(kept) != shown_as(code):
        return _INSTEAD[shown_as(code)]
    return kept


def _kept(code: str) -> Iterator[str]:
    for found in _TOKEN.finditer(code):
        text = found[0]
        match found.lastgroup:
            case "word" | "sign":
                yield text
            case "quoted":
                inside = text.strip('"')
                known = inside.strip() in _MONEY | _DATE_WORDS or _PLAIN.issuperset(inside)
                yield f'"{inside}"' if known else " "
            case "escaped" | "room" | "filled":
                if found[found.lastgroup] in _PLAIN:
                    yield text
            case "bracket":
                yield _bracket(found["bracket"])


def _bracket(inside: str) -> str:
    if _BRACKET.fullmatch(inside):
        return f"[{inside}]"
    money = _LOCALE.fullmatch(inside)
    return f"[{inside}]" if money and money[1].strip() in _MONEY else ""
