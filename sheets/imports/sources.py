"""Where the bytes of an export come from: a file, or one inside an archive. They are a stream, and never held whole."""

from __future__ import annotations

import errno
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from sheets.errors import SheetsError, Text

#: What recognising looks at: so many bytes of a text file, and none beyond.
HEAD_BYTES = 64 * 1024

#: Says how far a reading is: bytes read, and bytes in all (0 where that is not known before the end).
Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Source:
    """A named run of bytes. ``open`` begins anew at each call; ``size`` is 0 where it is not known before the end."""

    name: str
    open: Callable[[], AbstractContextManager[BinaryIO]]
    size: int = 0

    def head(self) -> bytes:
        """The first bytes: all that recognising may see."""
        with sound(self.name, Text("at its beginning", "al comienzo")), self.open() as stream:
            return filled(stream, HEAD_BYTES)


#: What reading the bytes of a file, or of one in an archive, may end in.
_BROKEN = (OSError, EOFError, zlib.error, lzma.LZMAError, struct.error, zipfile.BadZipFile, NotImplementedError)


@contextmanager
def sound(name: str, where: Text) -> Iterator[None]:
    """Says in a sentence that the bytes could not be had any further."""
    try:
        yield
    except _BROKEN:
        raise breaks_off(name, where) from None


def filled(stream: BinaryIO, size: int) -> bytes:
    """So many bytes, fewer only where the stream ends: a stream may give its bytes in small portions."""
    found = bytearray()
    while len(found) < size and (block := stream.read(size - len(found))):
        found += block
    return bytes(found)


def of_file(path: Path) -> Source:
    """The file at ``path``. Raises :class:`SheetsError` where there is none, or one that cannot be read."""
    try:
        # A pipe would keep whoever opens it waiting, and can be read only once.
        if path.exists() and not path.is_file():
            raise OSError(errno.EINVAL, "it is no file")
        with path.open("rb"):
            return Source(path.name, lambda: path.open("rb"), path.stat().st_size)
    except FileNotFoundError:
        raise SheetsError(
            "missing",
            Text(f"There is no file {path}.", f"No existe el archivo {path}."),
            Text("Check its name and folder.", "Revisa el nombre y la carpeta."),
        ) from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise SheetsError(
            "unreadable",
            Text(f"{path} could not be read: {why}.", f"No se pudo leer {path}: {why}."),
            Text("Choose an export that you saved yourself.", "Elige una exportación que hayas guardado tú."),
        ) from None


def empty(name: str) -> SheetsError:
    """There is nothing in it."""
    return SheetsError(
        "empty",
        Text(f"{name} is empty.", f"{name} está vacío."),
        Text("Export it again and try once more.", "Expórtalo de nuevo e intenta otra vez."),
    )


def no_table(name: str) -> SheetsError:
    """It is a picture, a PDF, a program: nothing that has rows."""
    return SheetsError(
        "not_an_export",
        Text(f"{name} is not a table of text.", f"{name} no es una tabla de texto."),
        Text(
            "Export it as CSV, or save it as .csv or .xlsx in your spreadsheet program.",
            "Expórtalo como CSV, o guárdalo como .csv o .xlsx en tu programa de hojas de cálculo.",
        ),
    )


def too_large(name: str, what: Text, kind: str = "too_large") -> SheetsError:
    """Something in it is larger than any export has it, and is not read any further."""
    return SheetsError(
        kind,
        Text(f"{name} has {what.en}, which no export has.", f"{name} tiene {what.es}, y ninguna exportación es así."),
        Text(
            "Nothing was imported. Export it again; if it comes out the same, open it in your spreadsheet program, "
            "keep the table alone and save it as CSV.",
            "No se importó nada. Expórtalo de nuevo; si sale igual, ábrelo en tu programa de hojas de cálculo, deja "
            "solo la tabla y guárdalo como CSV.",
        ),
    )


def breaks_off(name: str, where: Text) -> SheetsError:
    """Its bytes end or go wrong in the middle."""
    return SheetsError(
        "damaged",
        Text(f"{name} breaks off {where.en}.", f"{name} se corta {where.es}."),
        Text("Export it again and try once more.", "Expórtalo de nuevo e intenta otra vez."),
    )


def web_page(name: str) -> SheetsError:
    """Some shops and couriers call a web page ``.xls``."""
    return SheetsError(
        "not_an_export",
        Text(
            f"{name} is a web page, whatever its name says.",
            f"{name} es una página web, diga lo que diga su nombre.",
        ),
        Text(
            "Open it in your spreadsheet program, save it as .xlsx or CSV, and import that file.",
            "Ábrelo en tu programa de hojas de cálculo, guárdalo como .xlsx o CSV e importa ese archivo.",
        ),
    )
