"""The strings that the cells of a workbook share, as many of them as are asked for."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.parsers import expat

from sheets.excel.package import damaged

# No search goes on beyond the next tag of its kind, however many of them have no end.
_TEXT = re.compile(r"<t(?:\s[^<>]*)?>([^<]*)</t>")
_READING_AID = re.compile(r"<rPh[\s>](?:(?!<rPh[\s>]).)*?</rPh>", re.DOTALL)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_EMPTY = b"<si/>"
_COUNT, _CLAIMED, _LONGEST_CLAIM = b"niqueCount", re.compile(rb"niqueCount=[\"'](\d{1,12})[\"']"), 64
_END = b"</si>"
#: A cell holds 32,767 letters, each in at most a few letters of XML, with formats between them.
_LONGEST_ITEM = 32 << 20


def unescaped(text: str) -> str:
    """Text with Excel's own escapes of control characters (``_x000D_``) resolved."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


@dataclass
class Claim:
    """What a part of shared strings says of itself: readers make room for that many before they read one."""

    strings: int = 0
    is_odd: bool = False


def watched(pieces: Iterable[bytes], claim: Claim) -> Iterator[bytes]:
    """The same pieces; what they claim is kept. Wherever the number stands in the part, a reader may find it."""
    tail = b""
    for piece in pieces:
        seen = tail + piece
        _claims(seen, len(seen) - _LONGEST_CLAIM, claim)
        tail = seen[-_LONGEST_CLAIM:]
        yield piece
    _claims(tail, len(tail), claim)


def _claims(seen: bytes, end: int, claim: Claim) -> None:
    at = seen.find(_COUNT)
    while 0 <= at < end:
        found = _CLAIMED.match(seen, at)
        claim.strings = max(claim.strings, int(found[1]) if found else 0)
        claim.is_odd = claim.is_odd or not found
        at = seen.find(_COUNT, at + 1)


def strings(pieces: Iterable[bytes], wanted: frozenset[int] | None) -> dict[int, str]:
    """The strings at these places (``None`` = all), by place. Every piece is consumed, so checksums are tested."""
    stream = iter(pieces)
    first = next(stream, b"")
    start = first[:2048]
    if b"<sst" in start and b"<!" not in start and b"UTF-16" not in start.upper():
        return _plain(first, stream, wanted)
    return _by_parser(first, stream, wanted)


def _plain(first: bytes, rest: Iterator[bytes], wanted: frozenset[int] | None) -> dict[int, str]:
    found: dict[int, str] = {}
    place, tail = 0, first
    while True:
        items = tail.split(_END)
        tail = items.pop()
        for item in items:
            if _EMPTY in item:
                for _ in range(item.count(_EMPTY)):
                    found[place] = ""
                    place += 1
            if wanted is None or place in wanted:
                found[place] = _text_of(item)
            place += 1
        piece = next(rest, None)
        if piece is None:
            for offset in range(tail.count(_EMPTY)):
                found[place + offset] = ""
            return found
        if len(tail) > _LONGEST_ITEM:
            raise damaged("has a text that never ends", "tiene un texto que no termina")
        tail += piece


def _text_of(item: bytes) -> str:
    if b"<!" in item:
        # Marked sections and comments: what stands in them may look like a tag.
        start = item.find(b"<si")
        return _by_parser(b"<sst>" + item[start:] + b"</si></sst>", iter(()), None).get(0, "")
    text = item.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    if "<rPh" in text:
        text = _READING_AID.sub("", text)
    said = "".join(_TEXT.findall(text))
    if "&" in said:
        said = html.unescape(said)
    return unescaped(said)


def _by_parser(first: bytes, rest: Iterator[bytes], wanted: frozenset[int] | None) -> dict[int, str]:
    reader = _Reader(wanted)
    reader.feed(first, False)
    for piece in rest:
        reader.feed(piece, False)
    reader.feed(b"", True)
    return reader.found


class _Reader:
    """Reads shared strings however they are written: any prefix, encoding, comments."""

    def __init__(self, wanted: frozenset[int] | None) -> None:
        self.found: dict[int, str] = {}
        self._wanted = wanted
        self._place = -1
        self._aid = 0
        self._in_text = False
        self._said: list[str] = []
        self._parser = guarded_parser()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._data

    def feed(self, piece: bytes, last: bool) -> None:
        parse_piece(self._parser, piece, last)

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        name = local_name(name)
        if name == "si":
            self._place += 1
            self._said = []
        elif name == "rPh":
            self._aid += 1
        elif name == "t":
            self._in_text = not self._aid

    def _data(self, data: str) -> None:
        if self._in_text:
            self._said.append(data)

    def _end(self, name: str) -> None:
        name = local_name(name)
        if name == "t":
            self._in_text = False
        elif name == "rPh":
            self._aid -= 1
        elif name == "si" and (self._wanted is None or self._place in self._wanted):
            self.found[self._place] = unescaped("".join(self._said))


def guarded_parser() -> expat.XMLParserType:
    """A parser that refuses a document type of its own, and with it every entity."""
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise damaged("has a part with a document type of its own", "tiene una parte ajena a Excel")

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    return parser


def parse_piece(parser: expat.XMLParserType, piece: bytes, last: bool) -> None:
    """Hand a piece to the parser; :class:`SheetsError` where the XML is broken."""
    try:
        parser.Parse(piece, last)
    except expat.ExpatError as error:
        raise damaged("has a part that is no sound XML", "tiene una parte dañada") from error


def local_name(name: str) -> str:
    """An element's or attribute's name without its prefix."""
    return name.rpartition(":")[2]
