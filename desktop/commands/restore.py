"""``operating-brief restore``: the workbook as it was before the last write."""

from __future__ import annotations

import argparse
from typing import Any

from desktop.commands.shared import open_book, talk_arguments, workbook_argument
from desktop.commands.speech import Speech
from sheets.errors import Text


def add(commands: Any) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "restore",
        help="put the workbook back as it was before the last write",
        description="Puts back the file as it was before Operating Brief last wrote to it. Restoring is itself a "
        "write: run it again to undo it.",
    )
    workbook_argument(command)
    talk_arguments(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace, speech: Speech) -> int:
    """Put the file back."""
    receipt = open_book(arguments.workbook, speech).restore()
    speech.say(
        Text(
            f"{arguments.workbook} is back as it was before the last write.",
            f"{arguments.workbook} volvió a estar como antes de la última escritura.",
        )
    )
    speech.done(fingerprint=receipt.fingerprint)
    return 0
