"""A mailbox (.mbox), as Google Takeout gives it: a table with one line per message, of its headers alone.

What people wrote is passed over and never held: a mailbox may be many gigabytes.
"""

from __future__ import annotations

import email.policy
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime
from functools import partial

from sheets.errors import Text
from sheets.imports.kinds import Sheet
from sheets.imports.pages import Page, Place
from sheets.imports.sources import HEAD_BYTES, Source, Tell, sound
from sheets.workbook import Cell

#: The columns of a mailbox; ``Row`` is a message's number from 1. ``Bulk`` is ``yes`` for newsletters and machines.
HEADERS = (
    "X-GM-THRID", "X-Gmail-Labels", "Message-ID", "References", "From", "Reply-To", "To", "Date", "Subject", "Bulk",
)  # fmt: skip
#: A message begins with such a line, after a blank one; a line of a message that looks like it begins with ">From".
_BEGINS = re.compile(rb"From \S.*\d{4}\s*$")
_LONGEST_LINE = 1 << 16
_LONGEST_HEAD = 1 << 18
_STEP = 1 << 20
_BULK = frozenset({"bulk", "list", "junk", "auto_reply"})
_IDS = re.compile(r"<[^<>\s]+>")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")


def is_mailbox(start: bytes) -> bool:
    """Whether a file that begins so is a mailbox: a line ``From …`` and headers below it."""
    lines = start[:HEAD_BYTES].splitlines()[:2]
    return len(lines) == 2 and bool(_BEGINS.match(lines[0])) and bool(re.match(rb"[A-Za-z][\w-]*:", lines[1]))


def page(source: Source) -> Page:
    """The page that a mailbox is: its columns are the same in every one."""

    def telling(tell: Tell | None) -> Callable[[], Iterator[tuple[int, Sequence[Cell]]]]:
        return lambda: _lines(source, tell)

    def sheet(place: Place) -> Sheet:
        return Sheet(source.name, HEADERS, place.header_row, telling(None), telling=telling)

    return Page(source.name, [HEADERS], sheet)


def _lines(source: Source, tell: Tell | None) -> Iterator[tuple[int, Sequence[Cell]]]:
    parser = BytesHeaderParser(policy=email.policy.compat32)
    number = 0
    with sound(source.name, Text("before its end", "antes del final")):
        for head in _heads(source, tell):
            number += 1
            yield number, _told(parser.parsebytes(head))


def _heads(source: Source, tell: Tell | None) -> Iterator[bytes]:
    """The headers of each message, one after the other."""
    with source.open() as stream:
        head: bytearray | None = None
        blank, done, said = True, 0, 0
        for line in iter(partial(stream.readline, _LONGEST_LINE), b""):
            done += len(line)
            if tell and done - said >= _STEP:
                tell(done, source.size)
                said = done
            if blank and line.startswith(b"From ") and _BEGINS.match(line):
                if head is not None:
                    yield bytes(head)
                head = bytearray()
                blank = False
                continue
            blank = line in (b"\n", b"\r\n")
            if head is None:
                continue
            if blank:
                # The body: it is passed over up to the next message.
                yield bytes(head)
                head = None
            elif len(head) < _LONGEST_HEAD:
                head += line
        if head is not None:
            yield bytes(head)
        if tell:
            tell(done, source.size)


def _told(message: Message) -> tuple[str, ...]:
    return (
        _said(message, "X-GM-THRID"),
        _said(message, "X-Gmail-Labels"),
        " ".join(_IDS.findall(_said(message, "Message-ID"))),
        " ".join(_IDS.findall(f"{_said(message, 'References')} {_said(message, 'In-Reply-To')}")),
        _said(message, "From"),
        _said(message, "Reply-To"),
        _said(message, "To"),
        _moment(_said(message, "Date")),
        _said(message, "Subject"),
        "yes" if _is_bulk(message) else "",
    )


def _said(message: Message, name: str) -> str:
    """A header in plain words: several lines as one, and decoded where it is written in parts of an encoding."""
    try:
        parts = decode_header(message.get(name, ""))
    except (HeaderParseError, ValueError):
        parts = [(str(message.get(name, "")), None)]
    words = "".join(part if isinstance(part, str) else _decoded(part, charset) for part, charset in parts)
    return _CONTROL.sub(" ", words).strip()


def _decoded(part: bytes, charset: str | None) -> str:
    if charset not in (None, "unknown-8bit"):
        try:
            return part.decode(charset or "ascii")
        except (LookupError, ValueError):
            pass
    # Bytes that say nothing of their encoding: Gmail's own are UTF-8, old programs' Western European.
    try:
        return part.decode("utf-8")
    except UnicodeDecodeError:
        return part.decode("cp1252", "replace")


def _moment(said: str) -> str:
    """``Fri, 13 Nov 2026 10:00:00 -0500`` as ``2026-11-13 10:00:00 -0500``; as it is where it is no date."""
    try:
        moment = parsedate_to_datetime(said)
    except (ValueError, TypeError, IndexError, OverflowError):
        return said
    # "-0000" is the moment by the clock of Greenwich, of a machine that does not say where it stands.
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment.strftime("%Y-%m-%d %H:%M:%S %z") if moment.year >= 1900 else said


def _is_bulk(message: Message) -> bool:
    return (
        message.get("List-Unsubscribe") is not None
        or str(message.get("Precedence", "")).strip().lower() in _BULK
        or str(message.get("Auto-Submitted", "no")).strip().lower() not in ("no", "")
    )
