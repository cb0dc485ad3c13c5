"""CSV as founders have it: any encoding and separator that a shop, Excel or a mail program leaves behind."""

from __future__ import annotations

import codecs
import csv
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sheets.errors import SheetsError, Text

SEPARATORS = (",", ";", "\t", "|")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BLOCK = 1 << 20
#: A cell of an order's notes may be long, but a whole file in one cell is a wrong separator or a stray quote.
csv.field_size_limit(8 * _BLOCK)


@dataclass(frozen=True, slots=True)
class TextFile:
    """A text file of rows and how to read it."""

    path: Path
    encoding: str
    separator: str

    def rows(self) -> Iterator[tuple[int, Sequence[str]]]:
        """Each row with its number as a spreadsheet would show it; starts anew at each call."""
        with self.path.open(encoding=self.encoding, newline="", errors="replace") as file:
            reader = csv.reader((line.replace("\0", "") for line in file), delimiter=self.separator)
            try:
                yield from enumerate(reader, start=1)
            except csv.Error as error:
                raise SheetsError(
                    "damaged",
                    Text(
                        f"{self.path.name} breaks off at line {reader.line_num} ({error}).",
                        f"{self.path.name} se corta en la línea {reader.line_num} ({error}).",
                    ),
                    Text("Export it again and try once more.", "Expórtalo de nuevo e intenta otra vez."),
                ) from None

    def head(self, count: int) -> list[Sequence[str]]:
        """The first rows."""
        return [cells for _, cells in itertools.islice(self.rows(), count)]


def encoding(path: Path) -> str:
    """The file's encoding: by its mark, else UTF-8 if every byte of it is, else Western European."""
    with path.open("rb") as file:
        start = file.read(4096)
        for mark, name in _BOMS:
            if start.startswith(mark):
                return name
        if start[1::2].count(0) > len(start) // 4:
            return "utf-16-le"
        if start[0::2].count(0) > len(start) // 4:
            return "utf-16-be"
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while block := file.read(_BLOCK):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"
