"""What several commands need: the workbook's home, the moment to compute for, common arguments."""

from __future__ import annotations

import argparse
import contextlib
import gc
import getpass
import sys
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from desktop.commands.speech import Speech
from sheets.errors import SheetsError, Text
from sheets.place import GoogleSheet, Place, place

if TYPE_CHECKING:
    from sheets.workbook import Snapshot, Workbook


def workbook_argument(command: Any, name: str = "workbook") -> None:
    """The workbook that a command works on."""
    said = "the workbook: an .xlsx or .xlsm file, or the link of a Google Sheet"
    command.add_argument(name, metavar="WORKBOOK", type=place, help=said)


def talk_arguments(command: Any) -> None:
    """Language of the messages, and events for the window."""
    command.add_argument(
        "--lang",
        choices=("en", "es"),
        default=None,
        help="language (default: the workbook's for the brief, the machine's for messages)",
    )
    command.add_argument("--events", action="store_true", help="report progress as JSON lines on standard output")
    command.add_argument("--signed-in", action="store_true", help=argparse.SUPPRESS)


def password_argument(command: Any) -> None:
    """That the workbook has a password. The password itself is never an argument: others could see it."""
    command.add_argument(
        "--password",
        action="store_true",
        help="ask for the workbook's password (without a terminal: the first line of standard input)",
    )


def asked_password(arguments: argparse.Namespace, speech: Speech) -> str:
    """The workbook's password, asked for where the command line says so; else ``""``. It is kept in memory only."""
    if not arguments.password:
        return ""
    if isinstance(arguments.workbook, GoogleSheet):
        speech.warn(
            Text(
                "A Google Sheet has no password of its own; --password was passed over.",
                "Una hoja de Google no tiene contraseña propia; --password no se tuvo en cuenta.",
            )
        )
        return ""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    name = arguments.workbook.name
    asked = Text(f"Password of {name}: ", f"Contraseña de {name}: ")
    return getpass.getpass(asked.in_(speech.language), sys.stderr)


def naming_password(error: SheetsError, arguments: argparse.Namespace) -> SheetsError:
    """What went wrong; where the command could have asked for the workbook's password, that is said as a way out."""
    if error.kind != "encrypted" or getattr(arguments, "password", True):
        return error
    return SheetsError(
        error.kind,
        error.happened,
        Text(
            "Run it again with --password, or remove the password in Excel under File > Info > Protect Workbook.",
            "Ejecútalo de nuevo con --password, o quita la contraseña en Excel en Archivo > Información > Proteger "
            "libro.",
        ),
    )


def take_sign_in() -> None:
    """Take what the window is signed in to Google with: the first line of standard input. It is kept in memory only."""
    from sheets.google import sign_in

    sign_in.hand(sys.stdin.readline().rstrip("\r\n"))


@contextlib.contextmanager
def many_cells() -> Iterator[None]:
    """For work on very many cells, none in a circle: looking for circles again and again is a tenth of the time."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def open_book(at: Place, speech: Speech, password: str = "") -> Workbook:
    """The workbook at this place; ``speech`` tells when a write can no longer be cancelled, and what is waited for."""
    if isinstance(at, GoogleSheet):
        from sheets.google.book import GoogleBook

        def written(done: int, total: int) -> None:
            speech.step("write", done, total)

        return GoogleBook(at, committing=speech.committing, waits=speech.wait, progress=written)
    from sheets.excel.book import ExcelBook

    return ExcelBook(at, committing=speech.committing, password=password)


def moment(text: str) -> datetime:
    """An ISO moment such as ``2026-11-16T08:00`` for ``argparse``; without an offset it is the business zone's."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no moment; write it like 2026-11-16T08:00") from None


def as_of(asked: datetime | None, snapshot: Snapshot) -> datetime:
    """The moment to compute for: the one asked for, else the workbook's ``as_of`` definition (examples), else now."""
    from reports.knobs import Knobs
    from sheets import tables

    knobs = Knobs.read(tables.definitions(snapshot))
    zone = ZoneInfo(str(knobs.get("timezone")))
    if asked is None and (said := str(knobs.get("as_of") or "").strip()):
        try:
            asked = datetime.fromisoformat(said)
        except ValueError:
            raise SheetsError(
                "bad_definition",
                Text(
                    f"The definition as_of says {said!r}, which is no moment.",
                    f"La definición as_of dice {said!r}, que no es un momento.",
                ),
                Text(
                    "Write it like 2026-11-16T08:00, or delete the row.",
                    "Escríbela como 2026-11-16T08:00 o borra la fila.",
                ),
            ) from None
    if asked is None:
        asked = datetime.now(zone).replace(second=0, microsecond=0)
    return asked.astimezone(zone) if asked.tzinfo else asked.replace(tzinfo=zone)
