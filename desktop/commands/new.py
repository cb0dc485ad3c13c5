"""``operating-brief new``: a workbook to start from."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from desktop.commands.made_on_google import google_sheet, title
from desktop.commands.speech import Speech
from sheets.errors import Text


def add(commands: Any) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "new",
        help="make a workbook to start from",
        description="Makes a workbook with the tabs that the brief reads: Definitions, Orders, Inventory, Notes, "
        "Actions, Sources and Decisions: as a file, which never overwrites another, or as a Google Sheet.",
    )
    where = command.add_mutually_exclusive_group(required=True)
    where.add_argument("path", metavar="PATH", type=Path, nargs="?", help="where to make it, for example brand.xlsx")
    where.add_argument("--google", metavar="TITLE", type=title, help="make a new Google Sheet of this title")
    command.add_argument(
        "--lang", choices=("en", "es"), default=None, help="language of the workbook (default: the machine's)"
    )
    command.add_argument("--sample", action="store_true", help="fill it with an example shop, to look around")
    command.add_argument("--events", action="store_true", help=argparse.SUPPRESS)
    command.add_argument("--signed-in", action="store_true", help=argparse.SUPPRESS)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace, speech: Speech) -> int:
    """Make the workbook."""
    from sheets import template

    if arguments.google:
        content = template.drawn(speech.language, arguments.sample)
        path = str(google_sheet(arguments.google, content, speech.language, speech))
    else:
        template.new(arguments.path, speech.language, arguments.sample)
        path = str(arguments.path)
    paste = Text("Paste your exports into it, then", "Pega tus exportaciones y luego")
    if arguments.sample:
        paste = Text("It holds an example shop. Its brief", "Trae una tienda de ejemplo. Su informe")
    speech.say(
        Text(
            f"Made {path}. {paste.en}: operating-brief refresh {path}",
            f"Se creó {path}. {paste.es}: operating-brief refresh {path}",
        )
    )
    speech.done(path=path)
    return 0
