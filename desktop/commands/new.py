"""``operating-brief new``: a workbook to start from."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from desktop.commands.speech import Speech
from sheets.errors import Text


def add(commands: Any) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "new",
        help="make a workbook to start from",
        description="Makes a workbook with the tabs that the brief reads: Definitions, Orders, Inventory, Notes, "
        "Actions, Sources and Decisions. It never overwrites a file.",
    )
    command.add_argument("path", metavar="PATH", type=Path, help="where to make it, for example brand.xlsx")
    command.add_argument(
        "--lang", choices=("en", "es"), default=None, help="language of the workbook (default: the machine's)"
    )
    command.add_argument("--sample", action="store_true", help="fill it with an example shop, to look around")
    command.add_argument("--events", action="store_true", help=argparse.SUPPRESS)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace, speech: Speech) -> int:
    """Make the workbook."""
    from sheets import template

    template.new(arguments.path, speech.language, arguments.sample)
    speech.say(
        Text(
            f"Made {arguments.path}. Paste your exports into it, then: operating-brief refresh {arguments.path}",
            f"Se creó {arguments.path}. Pega tus exportaciones y luego: operating-brief refresh {arguments.path}",
        )
    )
    speech.done(path=str(arguments.path))
    return 0
