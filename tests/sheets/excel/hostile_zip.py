"""Zip files as nobody's spreadsheet program writes them: made member by member, small on the disk."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

GIB = 1 << 30


@dataclass(frozen=True)
class Member:
    """One member. What is not given is told truly; what is given is told instead."""

    name: str
    content: bytes = b""
    method: int = 8
    packed: bytes | None = None
    size: int | None = None
    crc: int | None = None
    flags: int = 0
    local_name: str | None = None
    #: Where an earlier member lies that this one shares its bytes with.
    at: int | None = None


def pack(path: Path, members: Iterable[Member], before: bytes = b"", after: bytes = b"") -> Path:
    """Write the members and their directory."""
    body, lines, count = bytearray(before), bytearray(), 0
    for member in members:
        packed = member.packed
        if packed is None:
            packed = deflated(member.content) if member.method == 8 else member.content
        size = len(member.content) if member.size is None else member.size
        crc = zlib.crc32(member.content) if member.crc is None else member.crc
        name = member.name.encode()
        flags = member.flags | (0 if name.isascii() else 0x800)
        offset = len(body) if member.at is None else member.at
        wide = struct.pack("<HHQQ", 1, 16, size, len(packed)) if size >= 0xFFFFFFFF else b""
        sizes = (0xFFFFFFFF, 0xFFFFFFFF) if wide else (len(packed), size)
        common = struct.pack("<HHHHHIII", 45 if wide else 20, flags, member.method, 0, 0x21, crc, *sizes)
        if member.at is None:
            local = (member.local_name or member.name).encode()
            body += b"PK\x03\x04" + common + struct.pack("<HH", len(local), len(wide)) + local + wide + packed
        lines += (
            b"PK\x01\x02\x14\x00"
            + common
            + struct.pack("<HHHHHII", len(name), len(wide), 0, 0, 0, 0, offset)
            + name
            + wide
        )
        count += 1
    start = len(body)
    ends = b""
    if count >= 0xFFFF:
        ends += b"PK\x06\x06" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, count, count, len(lines), start)
        ends += b"PK\x06\x07" + struct.pack("<IQI", 0, start + len(lines), 1)
    short = min(count, 0xFFFF)
    ends += b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, short, short, len(lines), start, 0)
    path.write_bytes(bytes(body) + bytes(lines) + ends + after)
    return path


def members(parts: Mapping[str, bytes]) -> list[Member]:
    return [Member(name, content) for name, content in parts.items()]


def deflated(content: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush()


def blown_up(name: str, start: bytes, end: bytes, size: int, *, told: int | None = None) -> Member:
    """A member of ``size`` blanks between two pieces of content; ``told`` is the size that it claims to have."""
    mega = b" " * (1 << 20)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    head = packer.compress(start) + packer.flush(zlib.Z_FULL_FLUSH)
    one = packer.compress(mega) + packer.flush(zlib.Z_FULL_FLUSH)
    times = size >> 20
    packed = head + one * times + packer.compress(end) + packer.flush()
    crc = _crc_repeated(zlib.crc32(start), mega, times)
    crc = zlib.crc32(end, crc)
    whole = len(start) + (times << 20) + len(end)
    return Member(name, packed=packed, size=whole if told is None else told, crc=crc)


def _crc_repeated(crc: int, piece: bytes, times: int) -> int:
    """The checksum after so many times the same piece, without going through all of it: it is linear."""
    constant = zlib.crc32(piece, 0)
    rows = [zlib.crc32(piece, 1 << bit) ^ constant for bit in range(32)]
    while times:
        if times & 1:
            crc = _through(rows, crc) ^ constant
        constant = _through(rows, constant) ^ constant
        rows = [_through(rows, row) for row in rows]
        times >>= 1
    return crc


def _through(rows: list[int], value: int) -> int:
    found = 0
    for row in rows:
        if value & 1:
            found ^= row
        value >>= 1
    return found


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}
