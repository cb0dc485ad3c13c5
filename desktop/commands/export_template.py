"""``operating-brief export-template``: the founder's way of working as a template, without their data."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.commands.made_on_google import google_sheet, title
from desktop.commands.shared import asked_password, open_book, password_argument, talk_arguments, workbook_argument
from desktop.commands.speech import Speech
from sheets.errors import Text
from sheets.place import GoogleSheet

if TYPE_CHECKING:
    from reports.knobs import Knobs
    from sheets.template import share
    from sheets.template.shape import Shape
    from sheets.workbook import Snapshot, Workbook

_NOTHING_OWN = Text(
    "The standard definitions: yours do not differ.", "Las definiciones estándar: las tuyas no cambian."
)


def add(commands: Any) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "export-template",
        help="make a template to share, without your data",
        description="Makes a new workbook with your definitions, thresholds and tag map, to share with others. It is "
        "made from the contract and not from your file: no row, name, e-mail address, link, comment or property of "
        "yours gets into it. Your workbook is only read. It is made as a file, or as a new Google Sheet.",
    )
    workbook_argument(command)
    where = command.add_mutually_exclusive_group(required=True)
    where.add_argument("out", metavar="OUT.xlsx", type=Path, nargs="?", help="where to make it")
    where.add_argument("--google", metavar="TITLE", type=title, help="make a new Google Sheet of this title")
    where.add_argument(
        "--list", action="store_true", help="say which tabs --tab can name, with their headers; make nothing"
    )
    command.add_argument(
        "--tab",
        metavar="NAME",
        action="append",
        default=[],
        help="take over this tab's headers and formats, without its rows; may be given several times",
    )
    password_argument(command)
    talk_arguments(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace, speech: Speech) -> int:
    """Make the template and say what is in it and what is not."""
    from reports.knobs import Knobs
    from sheets import tables
    from sheets.template import share

    password = asked_password(arguments, speech)
    book = open_book(arguments.workbook, speech, password)
    snapshot = book.read()
    with _source(book, snapshot, password) as source:
        if arguments.list:
            return _list(share.shapes(source, snapshot), speech)
        knobs = Knobs.read(tables.definitions(snapshot))
        natural = share.language_of(snapshot) or _language(knobs) or speech.language
        language = speech.language = arguments.lang or natural
        definitions = _definitions(knobs, language == natural)

        def make() -> share.Made:
            return share.made(source, snapshot, definitions, language, arguments.tab)

        if arguments.google:
            template = make()
            path = str(google_sheet(arguments.google, template.content, language, speech))
            made = share.Shared(path, template.taken, template.left_out)
        else:
            own = None if isinstance(arguments.workbook, GoogleSheet) else arguments.workbook
            made = share.saved(arguments.out, own, make)
    speech.say(Text(f"Made {made.path}. It takes over:", f"Se creó {made.path}. Incluye:"))
    _points(made.taken or (_NOTHING_OWN,), speech)
    speech.say(Text("It leaves out:", "No incluye:"))
    _points(made.left_out, speech)
    speech.done(path=made.path, taken=_both(made.taken), left_out=_both(made.left_out))
    return 0


def _source(book: Workbook, snapshot: Snapshot, password: str) -> AbstractContextManager[share.Source]:
    """The founder's workbook, for what the snapshot does not hold."""
    from sheets.google.book import GoogleBook
    from sheets.template import share

    if isinstance(book, GoogleBook):
        return nullcontext(book.shapes())
    assert isinstance(book.place, Path)
    return share.opened(book.place, snapshot, password)


def _definitions(knobs: Knobs, with_language: bool) -> share.Definitions:
    """The founder's definitions; that of the brief's language only where the template speaks the workbook's own."""
    from sheets.template import share

    settings = [
        share.Setting(setting.key, setting.applies_to, setting.value)
        for setting in knobs.settings
        if setting.text and (with_language or setting.key != "brief_language" or setting.value == "both")
    ]
    unread = [problem for problem in knobs.problems if problem.kind != "ambiguous"]
    return share.Definitions(tuple(settings), len(knobs.unknown), len(unread))


def _language(knobs: Knobs) -> str:
    """The language that the definitions of the workbook ask for, where they ask for one."""
    said = "" if knobs.standard else str(knobs.get("brief_language"))
    return said if said in ("en", "es") else ""


def _list(shapes: Sequence[Shape], speech: Speech) -> int:
    tabs = []
    for shape in shapes:
        labels = [column.label for column in shape.columns if column.label]
        listed = ", ".join(labels) or "–"
        speech.say(Text(f"{shape.name}: {listed}", f"{shape.name}: {listed}"))
        tabs.append({"tab": shape.name, "headers": labels})
    speech.done(tabs=tabs)
    return 0


def _points(texts: Sequence[Text], speech: Speech) -> None:
    for text in texts:
        speech.say(Text(f"- {text.en}", f"- {text.es}"))


def _both(texts: Sequence[Text]) -> list[dict[str, str]]:
    return [{"en": text.en, "es": text.es} for text in texts]
