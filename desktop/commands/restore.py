"""``operating-brief restore``: the workbook as it was before the last write, or as an earlier copy has it."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from desktop.commands import write_back
from desktop.commands.catch_up import settle
from desktop.commands.shared import open_book, talk_arguments, workbook_argument
from desktop.commands.speech import Speech
from sheets.errors import SheetsError, Text
from sheets.place import GoogleSheet

if TYPE_CHECKING:
    from sheets.workbook import Copy

#: How many moments a sentence names before it becomes a list that nobody reads.
_NAMED = 5


def add(commands: Any) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "restore",
        help="put the workbook back as it was before the last write",
        description="Puts back the file as it was before Operating Brief last wrote to it, or as an earlier copy has "
        "it. Restoring is itself a write: run it again to undo it. Google keeps the versions of a Google Sheet itself.",
    )
    workbook_argument(command)
    which = command.add_mutually_exclusive_group()
    which.add_argument("--list", action="store_true", help="say which copies there are; nothing is changed")
    which.add_argument(
        "--to",
        metavar="WHEN",
        default="",
        help="the copy of this moment, written as --list shows it or only its beginning; of any other moment, the "
        "newest copy that was made before it",
    )
    talk_arguments(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace, speech: Speech) -> int:
    """Put the file back, or say which copies there are."""
    book = open_book(arguments.workbook, speech)
    name = arguments.workbook.name
    if isinstance(arguments.workbook, GoogleSheet):
        book.restore()  # says where Google keeps the versions
    if arguments.list:
        return _list(name, book.copies(), speech)
    wanted = chosen(arguments.to, book.copies(), name) if arguments.to else None
    settle(book)
    started = datetime.now(UTC)
    receipt = book.restore(wanted)
    write_back.keep(book.place, receipt, started, "restore")
    if wanted:
        of = f"{wanted.when.astimezone():%Y-%m-%d %H:%M:%S}"
        speech.say(
            Text(
                f"{arguments.workbook} is back as the copy of {of} has it.",
                f"{arguments.workbook} volvió a estar como en la copia del {of}.",
            )
        )
    else:
        speech.say(
            Text(
                f"{arguments.workbook} is back as it was before the last write.",
                f"{arguments.workbook} volvió a estar como antes de la última escritura.",
            )
        )
    speech.done(
        fingerprint=receipt.fingerprint, before=receipt.before, backup=receipt.backup, seconds=round(receipt.seconds, 3)
    )
    return 0


def _list(name: str, copies: Sequence[Copy], speech: Speech) -> int:
    if not speech.events:
        speech.say(_sentence(name, copies))
        for copy in copies:
            size = _size(copy.bytes)
            speech.say(Text(f"  {_local(copy)}  {size:>8}", f"  {_local(copy)}  {size.replace('.', ','):>8}"))
    speech.done(copies=[{"when": as_event(copy.when), "bytes": copy.bytes, "content": copy.content} for copy in copies])
    return 0


def _sentence(name: str, copies: Sequence[Copy]) -> Text:
    if not copies:
        return Text(
            f"There is no copy of {name} yet: one is made before each write.",
            f"Todavía no hay copias de {name}: se hace una antes de cada escritura.",
        )
    if len(copies) == 1:
        return Text(f"There is one copy of {name}:", f"Hay una copia de {name}:")
    return Text(f"Copies of {name}, the newest first:", f"Copias de {name}, de la más nueva a la más antigua:")


def as_event(when: datetime) -> str:
    """A copy's moment as programs see it: ``2026-11-16T08:00:00.250Z``."""
    return when.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z").replace(".000Z", "Z")


def chosen(asked: str, copies: Sequence[Copy], name: str) -> Copy:
    """The copy that ``asked`` means; :class:`SheetsError` where that is none or not one.

    Without a zone a moment is this machine's, as ``--list`` shows it; a ``Z`` or an offset says otherwise.
    """
    said = asked.strip().upper().replace(" ", "T", 1)
    begins = [copy for copy in copies if said and _exactly(copy).replace(" ", "T").startswith(said)]
    begins = begins or [copy for copy in copies if as_event(copy.when) == said]
    if begins and len({copy.when for copy in begins}) == 1:
        return begins[0]
    if begins:
        raise _ambiguous(asked, begins)
    try:
        moment = datetime.fromisoformat(said).astimezone()
    except (ValueError, OverflowError):
        raise _no_moment(asked) from None
    # A moment that is told to the second means all of that second.
    earlier = [copy for copy in copies if copy.when < moment + timedelta(seconds=moment.microsecond == 0)]
    if not earlier:
        raise _too_early(asked, copies, name)
    return max(earlier, key=lambda copy: copy.when)


def _local(copy: Copy) -> str:
    return copy.when.astimezone().strftime("%Y-%m-%d %H:%M:%S")


def _exactly(copy: Copy) -> str:
    return copy.when.astimezone().isoformat(" ", "milliseconds")[:23]


def _size(count: int) -> str:
    if count < 1 << 20:
        return f"{max(count, 1) / 1024:.1f} KB" if count < 10 << 10 else f"{count / 1024:.0f} KB"
    return f"{count / (1 << 20):.1f} MB"


def _ambiguous(asked: str, found: Sequence[Copy]) -> SheetsError:
    listed = ", ".join(_exactly(copy) for copy in found[:_NAMED]) + (" …" if len(found) > _NAMED else "")
    return SheetsError(
        "which_copy",
        Text(
            f"{asked} begins {len(found)} copies: {listed}.",
            f"{asked} es el comienzo de {len(found)} copias: {listed}.",
        ),
        Text("Write more of the moment of the one you mean.", "Escribe más del momento de la que quieres."),
    )


def _no_moment(asked: str) -> SheetsError:
    return SheetsError(
        "which_copy",
        Text(f"“{asked}” is no moment.", f"«{asked}» no es un momento."),
        Text(
            "Write it like 2026-11-16 08:00, as --list shows it.",
            "Escríbelo como 2026-11-16 08:00, igual que en --list.",
        ),
    )


def _too_early(asked: str, copies: Sequence[Copy], name: str) -> SheetsError:
    if not copies:
        first = _sentence(name, copies)
    else:
        oldest = _local(copies[-1])
        first = Text(
            f"No copy of {name} was made before {asked}: the oldest is of {oldest}.",
            f"No se hizo ninguna copia de {name} antes de {asked}: la más antigua es del {oldest}.",
        )
    return SheetsError(
        "no_backup",
        first,
        Text("Nothing was changed. --list shows the copies.", "No se cambió nada. --list muestra las copias."),
    )
