"""``operating-brief desktop``: the window."""

from __future__ import annotations

import argparse
from typing import Any

from desktop.commands.speech import Speech
from sheets.errors import SheetsError, Text
from sheets.place import place


def add(commands: Any) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "desktop",
        help="open the window",
        description="Opens the window, on WORKBOOK where one is named, else on the last one.",
    )
    command.add_argument("workbook", metavar="WORKBOOK", type=place, nargs="?", help="the workbook to open")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace, _speech: Speech) -> int:
    """Open the window and stay until it is closed."""
    try:
        from desktop import app
    except ImportError as missing:
        raise SheetsError(
            "no_qt",
            Text(
                f"The window cannot start on this machine: {missing}.",
                f"La ventana no puede abrirse en este equipo: {missing}.",
            ),
            Text(
                "Install the system libraries that Qt needs (make run does), or use operating-brief refresh.",
                "Instala las bibliotecas del sistema que Qt necesita (make run lo hace) o usa operating-brief refresh.",
            ),
        ) from missing
    return app.run(arguments.workbook)
