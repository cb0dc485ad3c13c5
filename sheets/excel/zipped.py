"""Writing a zip member by member: copied as it was stored, or packed anew.

The standard library can only pack. Sizes always stand in the headers (no data descriptors follow), members
keep their date, attributes and extra fields, and the same content gives the same bytes on every machine.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable
from typing import IO

#: A part's new content: its bytes, or a function that makes them piece by piece each time it is asked.
Content = bytes | Callable[[], Iterable[bytes]]

#: The largest number that the short fields hold; what is larger goes to an extra field ("zip64").
LIMIT = 0xFFFFFFFF
_UTF8 = 0x0800
_EARLIEST = (1980, 1, 1, 0, 0, 0)


def copy(out: IO[bytes], info: zipfile.ZipInfo, local_extra: bytes, stored: Iterable[bytes]) -> bytes:
    """Write a member's stored bytes under a header of its own; its line of the directory."""
    offset = out.tell()
    sizes = (info.CRC, info.compress_size, info.file_size)
    out.write(_local_header(info, info.orig_filename, info.compress_type, sizes, local_extra))
    for piece in stored:
        out.write(piece)
    return _line(info, info.orig_filename, info.compress_type, sizes, offset)


def pack(out: IO[bytes], name: str, content: Content, info: zipfile.ZipInfo | None) -> bytes:
    """Deflate new content, in the place of the member ``info`` or as a new one; its line of the directory."""
    offset = out.tell()
    out.write(_local_header(info, name, zipfile.ZIP_DEFLATED, (0, 0, 0), b""))
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    crc = size = stored = 0
    for piece in (content,) if isinstance(content, bytes) else content():
        crc = zlib.crc32(piece, crc)
        size += len(piece)
        stored += out.write(packer.compress(piece))
    stored += out.write(packer.flush())
    if max(size, stored) >= LIMIT:
        raise OverflowError(f"{name} is larger than one part of a workbook can be")
    sizes = (crc, stored, size)
    end = out.tell()
    out.seek(offset)
    out.write(_local_header(info, name, zipfile.ZIP_DEFLATED, sizes, b""))
    out.seek(end)
    return _line(info, name, zipfile.ZIP_DEFLATED, sizes, offset)


def finish(out: IO[bytes], lines: list[bytes], comment: bytes) -> None:
    """Write the directory that ends the zip."""
    start = out.tell()
    for line in lines:
        out.write(line)
    size, count = out.tell() - start, len(lines)
    if max(start, size) >= LIMIT or count >= 0xFFFF:
        at = out.tell()
        out.write(b"PK\x06\x06" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, count, count, size, start))
        out.write(b"PK\x06\x07" + struct.pack("<IQI", 0, at, 1))
    short = min(count, 0xFFFF)
    ends = struct.pack("<HHHHIIH", 0, 0, short, short, min(size, LIMIT), min(start, LIMIT), len(comment))
    out.write(b"PK\x05\x06" + ends + comment)


def _local_header(
    info: zipfile.ZipInfo | None, name: str, method: int, sizes: tuple[int, int, int], extra: bytes
) -> bytes:
    crc, stored, size = sizes
    wide = max(stored, size) >= LIMIT
    extra = (struct.pack("<HHQQ", 1, 16, size, stored) if wide else b"") + _without_zip64(extra)
    raw, flags = _encoded(name, info)
    shown = (LIMIT, LIMIT) if wide else (stored, size)
    common = struct.pack("<HHHHHIII", _version(info, wide), flags, method, *_dos_time(info), crc, *shown)
    return b"PK\x03\x04" + common + struct.pack("<HH", len(raw), len(extra)) + raw + extra


def _line(info: zipfile.ZipInfo | None, name: str, method: int, sizes: tuple[int, int, int], offset: int) -> bytes:
    crc, stored, size = sizes
    wide = max(stored, size, offset) >= LIMIT
    extra = struct.pack("<HHQQQ", 1, 24, size, stored, offset) if wide else b""
    if info:
        extra += _without_zip64(info.extra)
    raw, flags = _encoded(name, info)
    shown = (LIMIT, LIMIT) if wide else (stored, size)
    made_by = struct.pack("<BB", info.create_version, info.create_system) if info else struct.pack("<BB", 20, 0)
    common = struct.pack("<HHHHHIII", _version(info, wide), flags, method, *_dos_time(info), crc, *shown)
    comment = info.comment if info else b""
    attributes = (info.internal_attr, info.external_attr) if info else (0, 0)
    tail = struct.pack("<HHHHHII", len(raw), len(extra), len(comment), 0, *attributes, LIMIT if wide else offset)
    return b"PK\x01\x02" + made_by + common + tail + raw + extra + comment


def _version(info: zipfile.ZipInfo | None, wide: bool) -> int:
    return max(45 if wide else 20, info.extract_version if info else 0)


def _encoded(name: str, info: zipfile.ZipInfo | None) -> tuple[bytes, int]:
    # Names are decoded as UTF-8 only where a flag says so, else as code page 437: so they go back.
    if info and not info.flag_bits & _UTF8:
        return name.encode("cp437"), 0
    return name.encode(), 0 if name.isascii() and not info else _UTF8


def _dos_time(info: zipfile.ZipInfo | None) -> tuple[int, int]:
    year, month, day, hour, minute, second = info.date_time if info else _EARLIEST
    return hour << 11 | minute << 5 | second // 2, (year - 1980) << 9 | month << 5 | day


def _without_zip64(extra: bytes) -> bytes:
    kept, at = b"", 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind != 1:
            kept += extra[at : at + 4 + length]
        at += 4 + length
    return kept
