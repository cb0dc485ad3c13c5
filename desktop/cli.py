"""The command line: the same program as the window, so that a scheduler runs exactly what the window runs.

Exit codes: 0 done, 1 could not (one message on standard error), 2 wrong usage, 3 done but not into the workbook: the
brief is in a companion file, or an edit is kept until the workbook is closed.
"""

from __future__ import annotations

import argparse
import itertools
import sys
from collections.abc import Sequence
from typing import Any

from desktop import failure_log
from desktop.commands.speech import Speech, language_of_machine
from sheets.errors import SheetsError


def _language(argv: Sequence[str]) -> str:
    """The language that the command line asks for; looked up before it is parsed, since that can fail too."""
    said = [after for before, after in itertools.pairwise(argv) if before == "--lang"]
    said += [one.partition("=")[2] for one in argv if one.startswith("--lang=")]
    return said[-1] if said and said[-1] in ("en", "es") else language_of_machine()


class _Version(argparse.Action):
    """Looks the version up only where it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        print(f"{parser.prog} {failure_log.version()}")
        parser.exit()


def parser(argv: Sequence[str] = ()) -> argparse.ArgumentParser:
    """The whole command line, each command with its own help; where ``argv`` asks for the window, only the window's."""
    top = argparse.ArgumentParser(
        prog="operating-brief",
        description="Reads a founder's own workbook and writes back a short, true brief: what to do next, and why.",
    )
    top.add_argument("--version", action=_Version, nargs=0, help="show program's version number and exit")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for command in _commands(argv):
        command.add(commands)
    return top


def _commands(argv: Sequence[str]) -> Sequence[Any]:
    """Every command. The window's first paint does not wait for the others."""
    if argv[:1] == ["desktop"]:
        from desktop.commands import window

        return (window,)
    from desktop.commands.every import COMMANDS

    return COMMANDS


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. No traceback ever reaches the user."""
    argv = list(sys.argv[1:] if argv is None else argv)
    speech = Speech(_language(argv), "--events" in argv)
    arguments = argparse.Namespace()
    try:
        arguments = parser(argv).parse_args(argv)
        speech = Speech(getattr(arguments, "lang", None) or language_of_machine(), getattr(arguments, "events", False))
        if getattr(arguments, "signed_in", False):
            from desktop.commands.shared import take_sign_in

            take_sign_in()
        return int(arguments.run(arguments, speech))
    except SheetsError as error:
        from desktop.commands.shared import naming_password

        speech.failed(error if speech.events else naming_password(error, arguments))
        return 1
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        speech.cancelled()
        return 1
    except Exception as bug:  # the last line of defence: told in a sentence, kept in the log for us
        speech.broke(failure_log.keep(bug))
        return 1


if __name__ == "__main__":
    raise SystemExit(main())
