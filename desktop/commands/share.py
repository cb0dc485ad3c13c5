"""``operating-brief share``: the brief as a page, a PDF, a picture or Markdown, without people unless asked for."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.commands.shared import (
    as_of,
    asked_password,
    many_cells,
    moment,
    open_book,
    password_argument,
    talk_arguments,
)
from desktop.commands.speech import Speech
from sheets.errors import SheetsError, Text
from sheets.place import GoogleSheet, place

if TYPE_CHECKING:
    from reports.leaflet import Leaflet
    from reports.outcome import Outcome

FORMATS = ("html", "pdf", "md", "png")
#: What is a page of bytes: it goes into a file, and not onto a screen.
OF_BYTES = ("pdf", "png")
FACES = Path(__file__).parent.parent / "theme" / "fonts"


def add(commands: Any) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "share",
        help="make the brief into a page, PDF, picture or Markdown to share",
        description="Makes the brief into one file to be handed on. Names of people, e-mail addresses, telephones "
        "and postal addresses are left out unless you ask for them, and your own notes unless you choose them. The "
        "workbook is only read. --template needs no workbook.",
    )
    command.add_argument(
        "workbook",
        metavar="WORKBOOK",
        type=place,
        nargs="?",
        help="the workbook: an .xlsx or .xlsm file, or the link of a Google Sheet",
    )
    command.add_argument("--format", choices=FORMATS, help="what to make (default: as --out ends, else md)")
    command.add_argument("--out", type=Path, metavar="FILE", help="where to make it (default: print it)")
    command.add_argument("--period", choices=("weekly", "daily", "monthly"), default="weekly", help="which read")
    command.add_argument(
        "--part",
        metavar="ID",
        action="append",
        help="take only this part; may be given several times (default: all but your own notes)",
    )
    command.add_argument("--list", action="store_true", help="say which parts --part can name; make nothing")
    command.add_argument("--with-names", action="store_true", help="let names of people go along")
    command.add_argument(
        "--with-contacts", action="store_true", help="let e-mail addresses, telephones and addresses go along"
    )
    command.add_argument(
        "--kept", action="store_true", help="share the brief as the last refresh left it, without reading the workbook"
    )
    command.add_argument("--day", metavar="DAY", help="share the brief that is kept of this day, such as 2026-11-09")
    command.add_argument("--template", action="store_true", help="make an empty brief to fill in by hand (Markdown)")
    command.add_argument("--as-of", type=moment, metavar="MOMENT", help="compute as of this moment (default: now)")
    password_argument(command)
    talk_arguments(command)
    command.set_defaults(run=run, usage=command.error)


def run(arguments: argparse.Namespace, speech: Speech) -> int:
    """Make it, and say where it is and what was left out."""
    format_ = _format(arguments)
    if arguments.template:
        from reports.render import leaflet_markdown

        return _give(arguments, speech, leaflet_markdown.template(arguments.lang or speech.language).encode())
    with many_cells():
        outcome = _outcome(arguments, speech)
    language = speech.language = arguments.lang or outcome.language
    if arguments.list:
        return _list(arguments, outcome, language, speech)
    from reports.leaflet import leaflet
    from reports.private import Allowed

    made = leaflet(
        outcome,
        language,
        read=arguments.period,
        allowed=Allowed(names=arguments.with_names, contacts=arguments.with_contacts),
        chosen=_chosen(arguments, outcome, language),
    )
    return _give(arguments, speech, _bytes(made, format_, outcome.number_region))


def _format(arguments: argparse.Namespace) -> str:
    """The format that is asked for; what does not go together is a wrong usage."""
    ending = arguments.out.suffix.lower().removeprefix(".") if arguments.out else ""
    format_ = arguments.format or {"markdown": "md", "htm": "html"}.get(ending, ending) or "md"
    if format_ not in FORMATS:
        arguments.usage(f"a file {arguments.out.name} is none of {', '.join(FORMATS)}; name one with --format")
    if arguments.template and format_ != "md":
        arguments.usage("the empty template is Markdown")
    if arguments.workbook is None and not arguments.template:
        arguments.usage("name the workbook whose brief is to be shared")
    if format_ in OF_BYTES and not arguments.out and not arguments.list:
        arguments.usage(f"name the file for the {format_} with --out")
    return str(format_)


def _outcome(arguments: argparse.Namespace, speech: Speech) -> Outcome:
    from desktop import cache

    if not (arguments.day or arguments.kept):
        return _computed(arguments, speech)
    folder = cache.folder(arguments.workbook)
    if arguments.day:
        from desktop import past

        if (of_day := past.outcome(folder, arguments.day)) is not None:
            return of_day
    elif (kept := cache.load(folder)) is not None:
        return kept[0]
    raise SheetsError(
        "nothing_kept",
        Text("There is no brief to share yet.", "Todavía no hay un informe para compartir."),
        Text("Refresh first.", "Actualiza primero."),
    )


def _computed(arguments: argparse.Namespace, speech: Speech) -> Outcome:
    """The brief of the workbook as it is now."""
    from desktop.commands import journal, pasted
    from reports import run as reports_run
    from reports import run_log

    snapshot = open_book(arguments.workbook, speech, asked_password(arguments, speech)).read()
    return reports_run.run(
        pasted.in_form(snapshot),
        as_of(arguments.as_of, snapshot),
        log=journal.with_kept(run_log.read(snapshot), arguments.workbook, alone=False),
        language=arguments.lang or "",
        offers=pasted.offers(snapshot),
    )


def _chosen(arguments: argparse.Namespace, outcome: Outcome, language: str) -> list[str] | None:
    from reports.leaflet import parts

    if arguments.part is None:
        return None
    known = [id for id, _, _ in parts(outcome, language, arguments.period)]
    if strange := [id for id in arguments.part if id and id not in known]:
        arguments.usage(f"the brief has no part {strange[0]}; it has {', '.join(known)}")
    return [str(id) for id in arguments.part]


def _list(arguments: argparse.Namespace, outcome: Outcome, language: str, speech: Speech) -> int:
    from reports.leaflet import parts

    found = parts(outcome, language, arguments.period)
    for id, title, _ in found:
        speech.say(Text(f"{id}: {title}", f"{id}: {title}"))
    speech.done(parts=[{"id": id, "title": title, "usual": usual} for id, title, usual in found])
    return 0


def _bytes(made: Leaflet, format_: str, country: str) -> bytes:
    if format_ in OF_BYTES:
        from reports.render import paper

        return paper.pdf(made, FACES, country) if format_ == "pdf" else paper.picture(made, FACES)
    if format_ == "html":
        from reports.render import page

        return page.page(made).encode()
    from reports.render import leaflet_markdown

    return leaflet_markdown.page(made).encode()


def _give(arguments: argparse.Namespace, speech: Speech, content: bytes) -> int:
    """Put it into the file, or print it; the window gets the text with what was done."""
    if arguments.out is None:
        if speech.events:
            speech.done(text=content.decode())
        else:
            print(content.decode().rstrip("\n"))
        return 0
    from sheets.template import writing

    _refuse_workbooks(arguments)
    writing.write(arguments.out, content)
    speech.say(Text(f"Made {arguments.out}.", f"Se creó {arguments.out}."))
    speech.done(path=str(arguments.out))
    return 0


def _refuse_workbooks(arguments: argparse.Namespace) -> None:
    """A brief that is shared never takes the place of a workbook."""
    own = None if isinstance(arguments.workbook, GoogleSheet | None) else arguments.workbook
    workbook = own is not None and arguments.out.exists() and own.exists() and arguments.out.samefile(own)
    if workbook or arguments.out.suffix.lower() in (".xlsx", ".xlsm"):
        raise SheetsError(
            "exists",
            Text(f"{arguments.out} is a workbook.", f"{arguments.out} es un archivo de Excel."),
            Text("Choose another name; nothing was overwritten.", "Elige otro nombre; no se reemplazó nada."),
        )
