"""``operating-brief upgrade``: what a newer version brings, added to an older workbook."""

from __future__ import annotations

import argparse
from typing import Any

from desktop.commands.shared import open_book, talk_arguments, workbook_argument
from desktop.commands.speech import Speech
from sheets.errors import Text


def add(commands: Any) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "upgrade",
        help="add the tabs and columns that a newer version brings",
        description="Adds what is missing: tabs, columns and definitions. Nothing that a person typed is changed.",
    )
    workbook_argument(command)
    talk_arguments(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace, speech: Speech) -> int:
    """Add what is missing and say what was added."""
    from sheets import template

    added = template.upgrade(open_book(arguments.workbook, speech))
    for text in added:
        speech.say(text)
    if not added:
        speech.say(Text("Nothing to add: the workbook is up to date.", "Nada que agregar: todo está al día."))
    speech.done(added=len(added))
    return 0
