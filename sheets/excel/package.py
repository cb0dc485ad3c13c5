"""An Office Open XML package: a zip whose members are copied as they lie, never unpacked and packed again.

Parts are named as in the zip, with forward slashes and no leading one (``xl/workbook.xml``); they are
found whatever their case. Changes are laid over the file that was opened and appear in :meth:`Package.write`.
"""

from __future__ import annotations

import copy
import hashlib
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO
from urllib.parse import unquote

from sheets.errors import SheetsError, Text
from sheets.excel import zipped
from sheets.excel.zipped import Content

CHUNK = 1 << 20
#: No workbook that a person works in unpacks to more; and no part that is read whole (an index) is larger.
_LARGEST, _LARGEST_INDEX = 4 << 30, 32 << 20
_LEADS_OUTSIDE = re.compile(r"^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)")
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def damaged(what_en: str, what_es: str) -> SheetsError:
    """The error for a file that is no sound workbook: ``what`` completes "The file …"."""
    return SheetsError(
        "damaged",
        Text(f"The file {what_en}.", f"El archivo {what_es}."),
        Text(
            "Open it in Excel or LibreOffice, save it as a new .xlsx file and use that one.",
            "Ábrelo en Excel o LibreOffice, guárdalo como un archivo .xlsx nuevo y usa ese.",
        ),
    )


def too_big() -> SheetsError:
    """The error for a file that unpacks to more than any workbook holds."""
    return SheetsError(
        "too_big",
        Text(
            "The file unpacks to more than can be read safely.",
            "El archivo ocupa, descomprimido, más de lo que se puede leer con seguridad.",
        ),
        Text(
            "Delete the rows and tabs that are not needed, save it and try again.",
            "Borra las filas y pestañas que no necesitas, guárdalo e intenta de nuevo.",
        ),
    )


def part_key(name: str) -> str:
    """The form in which two names of the same part are equal."""
    return name.replace("\\", "/").lstrip("/").lower()


def fingerprint(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells one member's stored bytes from another's."""

    crc: int
    size: int
    stored: int
    method: int


class Package:
    """A zip package open for reading, with changes laid over it. Use it in a ``with`` statement.

    Raises :class:`SheetsError` (``not_a_workbook`` or ``damaged``) where the file is no package that can
    be copied without loss: no zip, two parts of one name, encrypted or unreadable members.
    """

    def __init__(self, source: Path | IO[bytes]) -> None:
        self._owned = source.open("rb") if isinstance(source, Path) else None
        self._file: IO[bytes] = self._owned if self._owned is not None else source  # type: ignore[assignment]
        self._members: dict[str, zipfile.ZipInfo] = {}
        self._changes: dict[str, tuple[str, Content | None]] = {}
        #: Keys of the members that were read to their end, and so had their checksum tested.
        self.tested: set[str] = set()
        try:
            self._read_directory()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Package:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        if self._owned is not None:
            self._owned.close()

    def _read_directory(self) -> None:
        self._file.seek(0)
        if self._file.read(8) == _OLE:
            raise SheetsError(
                "encrypted",
                Text(
                    "This workbook is protected with a password to open it, or is in the old .xls format.",
                    "Este libro pide contraseña para abrirse, o está en el formato antiguo .xls.",
                ),
                Text(
                    "In Excel remove the password, or save it as .xlsx.",
                    "En Excel quita la contraseña, o guárdalo como .xlsx.",
                ),
            )
        try:
            self._zip = zipfile.ZipFile(self._file)
        except (
            zipfile.BadZipFile,
            NotImplementedError,
            UnicodeDecodeError,
            struct.error,
            ValueError,
            OSError,
        ) as error:
            if isinstance(error, OSError) and error.errno is not None:
                raise
            raise SheetsError(
                "not_a_workbook",
                Text("This file is not an Excel workbook.", "Este archivo no es un libro de Excel."),
                Text("Choose a file that ends in .xlsx or .xlsm.", "Elige un archivo que termine en .xlsx o .xlsm."),
            ) from error
        for info in self._zip.infolist():
            key = part_key(info.orig_filename)
            if key in self._members:
                raise damaged(
                    f"holds two parts named “{info.orig_filename}”", f"tiene dos partes llamadas «{info.orig_filename}»"
                )
            if _LEADS_OUTSIDE.search(info.orig_filename):
                raise damaged(
                    f"holds a part whose name leads outside it (“{info.orig_filename}”)",
                    f"tiene una parte cuyo nombre lleva fuera de él («{info.orig_filename}»)",
                )
            if info.flag_bits & 0x1:
                raise damaged("has encrypted parts", "tiene partes cifradas")
            if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise damaged("is compressed in an unknown way", "está comprimido de una forma desconocida")
            self._members[key] = info
        if sum(info.file_size for info in self._members.values()) > _LARGEST:
            raise too_big()
        # A few bytes that many members share would be copied once for each.
        ends = 0
        for info in sorted(self._members.values(), key=lambda info: info.header_offset):
            if info.header_offset < ends:
                raise damaged("has parts that lie over one another", "tiene partes encimadas")
            ends = info.header_offset + 30 + info.compress_size

    # Looking

    def find(self, name: str) -> str | None:
        """The part's name as it is written in the zip, whatever the case and slashes of ``name``."""
        for candidate in (name, unquote(name)):
            key = part_key(candidate)
            if key in self._changes:
                spelled, content = self._changes[key]
                return None if content is None else spelled
            if key in self._members:
                return self._members[key].orig_filename.replace("\\", "/").lstrip("/")
        return None

    def __contains__(self, name: str) -> bool:
        return self.find(name) is not None

    def parts(self) -> list[str]:
        """The names of all parts as they will be written, folders left out."""
        there = [info.orig_filename.replace("\\", "/").lstrip("/") for info in self._members.values()]
        added = [spelled for key, (spelled, _) in self._changes.items() if key not in self._members]
        return [name for name in there + added if not name.endswith("/") and name in self]

    def stream(self, name: str) -> Iterator[bytes]:
        """The part's content in pieces; ``KeyError`` where there is no such part."""
        found = self.find(name)
        if found is None:
            raise KeyError(name)
        key = part_key(found)
        if key in self._changes:
            content = self._changes[key][1]
            assert content is not None
            yield from (content,) if isinstance(content, bytes) else content()
        else:
            yield from self._original(self._members[key])

    def read(self, name: str) -> bytes:
        """The whole of a part; ``KeyError`` where there is no such part."""
        return b"".join(self.stream(name))

    def read_index(self, name: str) -> bytes:
        """The whole of a part that holds the others together; ``too_big`` where it is larger than any such part is."""
        info = self._members.get(part_key(self.find(name) or name))
        if info is not None and info.file_size > _LARGEST_INDEX:
            raise too_big()
        return self.read(name)

    def stamps(self) -> dict[str, Stamp]:
        """Of every member of the file that was opened, by key: checksum and sizes as its directory says."""
        return {
            key: Stamp(info.CRC, info.file_size, info.compress_size, info.compress_type)
            for key, info in self._members.items()
        }

    def stored(self, key: str) -> Iterator[bytes]:
        """The compressed bytes of a member of the file that was opened, as they lie."""
        info = self._members[key]
        self._file.seek(self._data_start(info))
        left = info.compress_size
        while left:
            piece = self._file.read(min(CHUNK, left))
            if not piece:
                raise damaged("ends too early", "termina antes de tiempo")
            left -= len(piece)
            yield piece

    def original(self, name: str) -> Iterator[bytes]:
        """The part's content in the file that was opened, whatever was laid over it; its checksum is tested."""
        yield from self._original(self._members[part_key(name)])

    def had(self, name: str) -> bool:
        """Whether the file that was opened has the part."""
        return part_key(name) in self._members

    def _original(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        try:
            with self._zip.open(info) as member:
                while piece := member.read(CHUNK):
                    yield piece
            self.tested.add(part_key(info.orig_filename))
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
            name = info.orig_filename
            raise damaged(f"has a part that cannot be read ({name})", f"tiene una parte ilegible ({name})") from error

    # Changing

    def put(self, name: str, content: Content) -> None:
        """Set a part. Where ``content`` is a function, it makes the pieces anew each time it is asked."""
        found = self.find(name) or name
        key = part_key(found)
        if (
            isinstance(content, bytes)
            and key in self._members
            and len(content) == self._members[key].file_size
            and zlib.crc32(content) == self._members[key].CRC
            and content == b"".join(self._original(self._members[key]))
        ):
            self._changes.pop(key, None)
            return
        self._changes[key] = (found, content)

    def drop(self, name: str) -> None:
        """Remove a part."""
        key = part_key(self.find(name) or name)
        if key in self._members:
            self._changes[key] = (name, None)
        else:
            self._changes.pop(key, None)

    def unchanged(self) -> Package:
        """The file that was opened, without what was laid over it. It closes with this package."""
        before = copy.copy(self)
        before._owned, before._changes = None, {}
        return before

    def changed(self) -> frozenset[str]:
        """The keys of the parts that will be written anew or left out."""
        return frozenset(self._changes)

    # Writing

    def write(self, out: IO[bytes]) -> None:
        """Write the package: untouched members byte for byte in their order, then what is new."""
        directory: list[bytes] = []
        for key, info in self._members.items():
            if key not in self._changes:
                directory.append(zipped.copy(out, info, self._local_extra(info), self.stored(key)))
            elif (content := self._changes[key][1]) is not None:
                directory.append(zipped.pack(out, info.orig_filename, content, info))
        for key, (name, content) in self._changes.items():
            if key not in self._members and content is not None:
                directory.append(zipped.pack(out, name, content, None))
        zipped.finish(out, directory, self._zip.comment)

    def _local(self, info: zipfile.ZipInfo) -> tuple[int, int]:
        self._file.seek(info.header_offset)
        header = self._file.read(30)
        if len(header) != 30 or header[:4] != b"PK\x03\x04":
            raise damaged("is cut off or overwritten in places", "está cortado o sobrescrito en partes")
        name_length, extra_length = struct.unpack_from("<HH", header, 26)
        return name_length, extra_length

    def _data_start(self, info: zipfile.ZipInfo) -> int:
        return info.header_offset + 30 + sum(self._local(info))

    def _local_extra(self, info: zipfile.ZipInfo) -> bytes:
        name_length, extra_length = self._local(info)
        self._file.seek(info.header_offset + 30 + name_length)
        return self._file.read(extra_length)
