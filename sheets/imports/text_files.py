"""CSV as founders have it: any encoding and separator that a shop, Excel or a mail program leaves behind.

The first 64 KB decide how a file is read. A later byte that is no UTF-8 is taken for the letter that Windows means by
it, so that no row is lost.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO

from sheets.errors import SheetsError, Text
from sheets.imports.sources import HEAD_BYTES, Source, Tell, sound, too_large

SEPARATORS = (",", ";", "\t", "|")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 4096
_BLOCK = 1 << 20
#: A cell of an order's notes may be long, but a whole file in one cell is a wrong separator or a stray quote.
_LONGEST_CELL = 1 << 20
_LONGEST_ROW = 4 << 20
csv.field_size_limit(_LONGEST_CELL)

_BROKEN_BYTE = re.compile("[\udc80-\udcff]")
_LETTER = re.compile("[\x80-\ud7ff\ue000-\U0010ffff]")
_LINE_END = re.compile(r"\r\n|\r|\n")
#: What Excel writes on the first line to say which separator follows; it shows no row for it.
_DIRECTIVE = re.compile(r'"?sep=([^\s"]|\t)"?(\r\n|\r|\n|$)', re.IGNORECASE)
_GUARD = '="'


def _windows_letter(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    broken = error.object[error.start : error.end]
    return "".join(map(_of_windows, broken)), error.end


def _of_windows(byte: int) -> str:
    # Five bytes mean nothing on Windows either: they are control characters, which are dropped from cells.
    return bytes((byte,)).decode("cp1252", "ignore") or chr(byte)


codecs.register_error("windows_letter", _windows_letter)


@dataclass(frozen=True, slots=True)
class TextFile:
    """A text file of rows and how to read it. ``skipped`` counts the lines at the top that are no row at all."""

    source: Source
    encoding: str
    separator: str
    quotes: bool = True
    skipped: int = 0

    def rows(self, tell: Tell | None = None) -> Iterator[tuple[int, Sequence[str]]]:
        """Each row with its number as a spreadsheet would show it; starts anew at each call."""
        number = 0
        try:
            with self.source.open() as stream:
                counted = io.BufferedReader(_Counted(stream, self.source.size, tell), _BLOCK)  # type: ignore[type-var]
                lines = _Lines(self.source.name, io.TextIOWrapper(counted, self.encoding, _errors(self.encoding), ""))
                lines.skip(self.skipped)
                for number, cells in enumerate(_parsed(lines, self.separator, self.quotes), start=1):
                    lines.characters = 0
                    if lines.guarded:
                        lines.guarded = False
                        yield number, [_unguarded(cell) for cell in cells]
                    else:
                        yield number, cells
        except csv.Error:
            raise _long_cell(self.source.name, number + 1) from None
        except SheetsError:
            raise
        except Exception:
            with sound(self.source.name, Text(f"after row {number}", f"después de la fila {number}")):
                raise


class Head:
    """The first 64 KB of a text file: all that recognising looks at. They are read once."""

    def __init__(self, source: Source, content: bytes = b"") -> None:
        content = content or source.head()
        self._source = source
        #: Whether the file goes on beyond this.
        self.cut = len(content) >= HEAD_BYTES != source.size
        self.encoding = encoding(content)
        decoder = codecs.getincrementaldecoder(self.encoding)(_errors(self.encoding))
        text = decoder.decode(content, final=not self.cut).replace("\0", "")
        if self.cut and not _LINE_END.search(text):
            raise too_large(
                source.name,
                Text("a first line of more than 64 KB", "una primera línea de más de 64 KB"),
                "too_wide",
            )
        self._directive = _DIRECTIVE.match(text)
        self.text = text[self._directive.end() :] if self._directive else text

    @property
    def separators(self) -> Sequence[str]:
        """The separators that it may have: the one that it names, or any of which there is one."""
        if self._directive:
            return (self._directive[1],)
        return [separator for separator in SEPARATORS if separator in self.text]

    def file(self, separator: str, quotes: bool = True) -> TextFile:
        """The whole file, read with this separator."""
        return TextFile(self._source, self.encoding, separator, quotes, 1 if self._directive else 0)

    def rows(self, separator: str, quotes: bool = True) -> list[list[str]]:
        """The rows that stand here entirely."""
        lines = io.StringIO(self.text, newline="")
        found: list[list[str]] = []
        try:
            found.extend([_unguarded(cell) for cell in cells] for cells in _parsed(lines, separator, quotes))
        except csv.Error:
            return found
        return found[:-1] if self.cut else found


class _Lines:
    """The lines of a file; ``characters`` counts those of a row, which may go over several lines."""

    def __init__(self, name: str, file: io.TextIOWrapper) -> None:
        self._name = name
        self._read = partial(file.readline, _LONGEST_ROW + 1)
        self.characters = 0
        self.guarded = False

    def skip(self, count: int) -> None:
        for _ in range(count):
            self._read()

    def __iter__(self) -> Iterator[str]:
        for line in iter(self._read, ""):
            self.characters += len(line)
            if self.characters > _LONGEST_ROW:
                raise too_large(
                    self._name,
                    Text("a row of more than four million letters", "una fila de más de cuatro millones de letras"),
                )
            if _GUARD in line:
                self.guarded = True
            yield line.replace("\0", "")


class _Counted(io.RawIOBase):
    """A stream that says how much of it has been read."""

    def __init__(self, stream: BinaryIO, size: int, tell: Tell | None) -> None:
        self._stream, self._size, self._tell = stream, size, tell
        self._done = self._said = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        block = self._stream.read(len(buffer))
        buffer[: len(block)] = block
        self._done += len(block)
        if self._tell and (self._done - self._said >= _BLOCK or not block):
            self._said = self._done
            self._tell(self._done, self._size)
        return len(block)


def _parsed(lines: Iterator[str] | _Lines | io.StringIO, separator: str, quotes: bool) -> Iterator[list[str]]:
    if quotes:
        return csv.reader(lines, delimiter=separator)
    return csv.reader(lines, delimiter=separator, quoting=csv.QUOTE_NONE)


def _unguarded(cell: str) -> str:
    """What stands in ``="00123"``, as programs write what a spreadsheet must not take for a number."""
    if cell.startswith(_GUARD) and cell.endswith('"') and len(cell) > len(_GUARD):
        return cell[len(_GUARD) : -1].replace('""', '"')
    return cell


def _errors(name: str) -> str:
    return "replace" if name.startswith("utf-16") else "windows_letter"


def encoding(start: bytes) -> str:
    """The encoding of a text that begins so: by its mark, else UTF-8 if its letters are, else Western European."""
    for mark, name in _BOMS:
        if start.startswith(mark):
            return name
    sample = start[:_SAMPLE]
    if sample[1::2].count(0) > len(sample) // 4:
        return "utf-16-le"
    if sample[0::2].count(0) > len(sample) // 4:
        return "utf-16-be"
    if start.isascii():
        return "utf-8"
    # The last letter may be cut off.
    text = codecs.getincrementaldecoder("utf-8")("surrogateescape").decode(start)
    broken = len(_BROKEN_BYTE.findall(text))
    return "cp1252" if broken > len(_LETTER.findall(text)) else "utf-8"


def _long_cell(name: str, row: int) -> SheetsError:
    return too_large(
        name,
        Text(
            f"a cell of more than a million letters in row {row}, or a quotation mark there that is never closed",
            f"una celda de más de un millón de letras en la fila {row}, o unas comillas ahí que nunca se cierran",
        ),
    )
