"""Archives of exports: a .zip as shops and Google Takeout make it, or one file packed by gzip.

Nothing is unpacked into memory. An archive that would unpack to far more than exports ever do is refused before.
"""

from __future__ import annotations

import gzip
import io
import shutil
import struct
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from sheets.errors import SheetsError, Text
from sheets.imports.sources import Source, breaks_off, sound

#: Years of orders are some hundred megabytes; text shrinks to a tenth, rarely to a fiftieth.
_LARGEST, _SUSPICIOUS, _SUSPICIOUS_RATIO = 4 << 30, 64 << 20, 200
_LARGEST_WORKBOOK = 512 << 20
_MOST_MEMBERS = 1_000
_ENCRYPTED = 0x1
#: What opening a .zip may end in of which a byte is spoilt.
_DAMAGED = (OSError, ValueError, LookupError, OverflowError, struct.error, zipfile.BadZipFile, NotImplementedError)
_ZIP, _GZIP = b"PK\x03\x04", b"\x1f\x8b"
_EMPTY_ZIP = b"PK\x05\x06"
#: The part that every workbook of the newer kind has.
_WORKBOOK_PART = "xl/workbook.xml"
_ARCHIVES = (".zip", ".rar", ".7z", ".tar", ".tgz")
_WORKBOOKS = (".xlsx", ".xlsm")


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside a .zip; ``name`` is its path in there."""

    name: str
    source: Source

    @property
    def is_workbook(self) -> bool:
        """Whether it is a workbook of the newer kind, which only a reader of workbooks can read."""
        return self.name.lower().endswith(_WORKBOOKS)

    @contextmanager
    def as_file(self) -> Iterator[Path]:
        """The member as a file of its own, for as long as it is needed."""
        if self.source.size > _LARGEST_WORKBOOK:
            raise _bomb(self.source.name)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / Path(self.name).name
            at_all = Text("before its end", "antes del final")
            with sound(self.source.name, at_all), self.source.open() as packed, path.open("wb") as file:
                shutil.copyfileobj(packed, file)
            yield path


def is_zip(start: bytes) -> bool:
    """Whether a file that begins so is a .zip."""
    return start.startswith((_ZIP, _EMPTY_ZIP))


def is_workbook(path: Path, start: bytes) -> bool:
    """Whether the file is a workbook, whatever it is called; one that is called so is left to its reader to refuse."""
    if path.suffix.lower() in _WORKBOOKS:
        return True
    if not start.startswith(_ZIP):
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            return _WORKBOOK_PART in archive.namelist()
    except _DAMAGED:
        return False


def members(path: Path) -> list[Member]:
    """The files in a .zip, in its order, without what an operating system put beside them.

    Raises :class:`SheetsError` where it is damaged, asks for a password, holds another archive, or is far too large.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            infos = [info for info in archive.infolist() if _is_of_interest(info.filename)]
    except _DAMAGED:
        raise breaks_off(path.name, Text("before its table of contents", "antes de su índice")) from None
    if not infos:
        raise SheetsError(
            "empty",
            Text(f"There is no file in {path.name}.", f"{path.name} no tiene ningún archivo."),
            Text("Export it again and try once more.", "Expórtalo de nuevo e intenta otra vez."),
        )
    _refuse_harm(path.name, infos)
    return [Member(info.filename, _source(path, info)) for info in infos]


def _is_of_interest(name: str) -> bool:
    parts = name.split("/")
    return bool(parts[-1]) and "__MACOSX" not in parts and not parts[-1].startswith(".")


def _refuse_harm(name: str, infos: list[zipfile.ZipInfo]) -> None:
    if any(info.flag_bits & _ENCRYPTED for info in infos):
        raise SheetsError(
            "encrypted",
            Text(f"{name} asks for a password.", f"{name} pide una contraseña."),
            Text("Unpack it and import the files in it.", "Descomprímelo e importa los archivos que tiene."),
        )
    if inner := next((info.filename for info in infos if info.filename.lower().endswith(_ARCHIVES)), ""):
        raise SheetsError(
            "nested",
            Text(f"{name} holds another archive, {inner}.", f"{name} tiene dentro otro archivo comprimido, {inner}."),
            Text(
                "Unpack it and import the files in it; nothing was imported.",
                "Descomprímelo e importa los archivos que tiene; no se importó nada.",
            ),
        )
    too_dense = any(
        info.file_size > _SUSPICIOUS and info.file_size > _SUSPICIOUS_RATIO * max(info.compress_size, 1)
        for info in infos
    )
    if too_dense or sum(info.file_size for info in infos) > _LARGEST or len(infos) > _MOST_MEMBERS:
        raise _bomb(name)


def _source(path: Path, info: zipfile.ZipInfo) -> Source:
    @contextmanager
    def opened() -> Iterator[BinaryIO]:
        with zipfile.ZipFile(path) as archive, archive.open(info.filename) as stream:
            yield stream  # type: ignore[misc]

    return Source(f"{path.name} › {info.filename}", opened, info.file_size)


def unpacked(source: Source, start: bytes) -> tuple[Source, bytes]:
    """The file that a gzip holds, and its first bytes; any other as it is."""
    if not start.startswith(_GZIP):
        if is_zip(start):
            raise SheetsError(
                "nested",
                Text(f"{source.name} is another archive.", f"{source.name} es otro archivo comprimido."),
                Text("Unpack it and import the files in it.", "Descomprímelo e importa los archivos que tiene."),
            )
        return source, start

    @contextmanager
    def opened() -> Iterator[BinaryIO]:
        with source.open() as stream, gzip.GzipFile(fileobj=stream) as plain:
            yield _Bounded(source.name, plain, source.size)  # type: ignore[misc]

    name = source.name[:-3] if source.name.lower().endswith(".gz") else source.name
    inner = Source(name, opened)
    return inner, inner.head()


class _Bounded(io.RawIOBase):
    """What a gzip unpacks to, up to where no export goes: its size is not known before."""

    def __init__(self, name: str, stream: gzip.GzipFile, packed: int) -> None:
        self._name, self._stream, self._done = name, stream, 0
        self._most = min(_LARGEST, max(_SUSPICIOUS, _SUSPICIOUS_RATIO * packed))

    def read(self, size: int = -1) -> bytes:
        block = self._stream.read(size)
        self._done += len(block)
        if self._done > self._most:
            raise _bomb(self._name)
        return block


def _bomb(name: str) -> SheetsError:
    return SheetsError(
        "bomb",
        Text(
            f"{name} would unpack to far more than any export holds.",
            f"{name} se descomprimiría en mucho más de lo que tiene cualquier exportación.",
        ),
        Text(
            "It was not opened. Get the export anew from the tool itself.",
            "No se abrió. Descarga la exportación de nuevo desde la herramienta.",
        ),
    )
