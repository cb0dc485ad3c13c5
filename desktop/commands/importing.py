"""``operating-brief import``: exports of other tools into the right tab, by key, with a preview."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop import undo_journal, waiting
from desktop.commands import import_look, import_undo
from desktop.commands.catch_up import CaughtUp, catch_up
from desktop.commands.import_table import Done, How, TableImport
from desktop.commands.shared import many_cells, open_book, talk_arguments
from desktop.commands.speech import Speech
from desktop.undo_journal import Imported
from sheets.errors import SheetsError, Text
from sheets.place import place

if TYPE_CHECKING:
    from reports.knobs import Knobs
    from sheets.imports import Recognised
    from sheets.imports.kinds import Export
    from sheets.imports.styles import Habits
    from sheets.workbook import Snapshot, Workbook

_LISTS = ("new", "changed", "same", "missing", "refused", "left")
_MODES = ("update", "append", "replace")


def add(commands: Any) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "import",
        help="put an export of another tool (orders, stock, tickets, payments, ads …) into the workbook",
        description="Recognises each FILE by its columns and puts its rows into the tab that they belong to, by key: "
        "new rows are added, changed ones changed, the same ones left alone. Importing the same file twice changes "
        "nothing. A tab that the workbook has not is added.",
    )
    command.add_argument("files", metavar="FILE", type=Path, nargs="*", help="an export: .csv, .xlsx, .zip, .mbox …")
    command.add_argument(
        "--into",
        metavar="WORKBOOK",
        type=place,
        required=True,
        help="the workbook to put it into: a file, or the link of a Google Sheet",
    )
    command.add_argument("--preview", action="store_true", help="only say what would change")
    command.add_argument("--list", choices=_LISTS, help="preview, and list every row of this kind")
    command.add_argument(
        "--mode",
        choices=_MODES,
        default="update",
        help="update: change and add rows (default); append: only add new ones; replace: besides, empty the rows that "
        "the file does not have",
    )
    command.add_argument("--as", metavar="KIND", dest="kind", default="", help="which export it is, where it asks")
    command.add_argument("--map", metavar="FILE", type=Path, help="a file that says which column goes where, as JSON")
    command.add_argument("--tab", metavar="NAME", help="a tab of the workbook itself as the export")
    command.add_argument("--from", metavar="DATE", dest="first", type=_day, help="the first day that the file covers")
    command.add_argument("--to", metavar="DATE", dest="last", type=_day, help="the last day that the file covers")
    command.add_argument("--dates", choices=("d/m", "m/d"), default="", help="how the file writes 03/04/2026")
    command.add_argument("--look", action="store_true", help="only say what each FILE holds, to match its columns")
    command.add_argument("--undo", action="store_true", help="take the last import back")
    command.add_argument("--forget", action="store_true", help="with --undo: forget how columns were matched, too")
    talk_arguments(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace, speech: Speech) -> int:
    """Import the files one after the other, each checked and written before the next."""
    if arguments.undo:
        return import_undo.run(arguments, speech)
    if not arguments.files and not arguments.tab:
        raise _nothing_named()
    if (arguments.first is None) != (arguments.last is None) or (arguments.first and arguments.first > arguments.last):
        raise _half_a_period()
    with many_cells():
        if arguments.look:
            return import_look.run(arguments, speech)
        return _Import(arguments, speech).run()


class _Import:
    """One call of the command."""

    def __init__(self, arguments: argparse.Namespace, speech: Speech) -> None:
        self._asked, self._speech = arguments, speech
        self._preview = arguments.preview or arguments.list is not None
        self._book = open_book(arguments.into, speech)
        self._done: list[Done] = []

    def run(self) -> int:
        if not self._preview:
            # Before anything is said: what would change is no news while nothing can be changed.
            self._book.must_be_free()
        caught = CaughtUp() if self._preview else catch_up(self._book, self._speech)
        try:
            self._import_all()
        finally:
            # What was written before a later file was refused can be taken back all the same.
            self._keep()
        left = len(waiting.waiting(self._book.place))
        self._speech.done(
            imports=[done.facts for done in self._done],
            preview=self._preview,
            edits_written=caught.written,
            edits_waiting=left,
            undo=undo_journal.any_kept(self._book.place),
        )
        return 0

    def _import_all(self) -> None:
        from reports.knobs import Knobs
        from sheets import tables

        known = definitions(self._book)
        knobs = Knobs.read(tables.definitions(known))
        habits = _habits(knobs, self._asked.dates)
        remembers = self._asked.map is not None
        how = How(self._preview, self._asked.mode, habits, known, self._asked.list, remembers)
        filled: dict[str, str] = {}
        for file, name, export in recognised(self._asked, self._book, known, self._speech):
            mode = how.mode
            if mode == "replace" and export.table in filled:
                if filled[export.table] != file:
                    raise _one_file_replaces(export)
                # A further table of the same file joins the first.
                mode = "update"
            filled[export.table] = file
            discreet = export.discreet(knobs.get("customer_data"))
            self._done.append(TableImport(name, discreet, self._book, replace(how, mode=mode), self._speech).run())

    def _keep(self) -> None:
        steps = [done.step for done in self._done if done.step]
        added = [done.added for done in self._done if done.added]
        remembered = [done.remembered for done in self._done if done.remembered]
        if not steps and not added:
            return
        files = [path.name for path in self._asked.files] or [self._asked.tab]
        at = datetime.now(UTC).isoformat(timespec="seconds")
        imported = Imported(at=at, files=files, steps=steps, added=added, remembered=remembered)
        if not undo_journal.keep(self._book.place, imported):
            self._speech.warn(
                Text(
                    "This import cannot be taken back: what is needed for it could not be kept on this computer.",
                    "Esta importación no se puede deshacer: no se pudo guardar lo necesario en este computador.",
                )
            )


def definitions(book: Workbook) -> Snapshot:
    """The workbook as far as it says how to read: its Definitions."""
    from sheets.workbook import Wanted

    return book.read_for(Wanted("definitions"))


def recognised(
    asked: argparse.Namespace, book: Workbook, known: Snapshot, speech: Speech
) -> Iterator[tuple[str, str, Recognised]]:
    """Every table of every file: the file, the table's name, the table; one is imported before the next is read."""
    from sheets import imports
    from sheets.excel.read import read_export

    also = maps(asked, known)
    kind = also[0].key if asked.map else asked.kind
    if asked.tab:
        yield from (("", asked.tab, _covering(asked, each)) for each in _of_tab(asked.tab, book, also, kind))
    for file in asked.files:
        speech.step("read")
        found = imports.recognise(file, read_export, also, kind)
        for export in found:
            name, part = file.name, export.sheet.name
            if len(found) > 1 and part != name:
                name = part if part.startswith(name) else f"{name} › {part}"
            yield (
                str(file),
                name,
                _covering(asked, export.telling(lambda done, total: speech.step("read", done, total))),
            )


def maps(asked: argparse.Namespace, known: Snapshot) -> Sequence[Export]:
    """The founder's own maps of columns: the one of this command, else those that the workbook remembers."""
    from sheets.imports import maps as kept

    if asked.map is None:
        return kept.remembered(known)
    try:
        return (kept.from_json(asked.map.read_text(encoding="utf-8-sig")),)
    except (OSError, UnicodeDecodeError):
        raise SheetsError(
            "missing",
            Text(f"The map {asked.map} cannot be read.", f"No se puede leer el mapa {asked.map}."),
            Text("Check its name and try again.", "Revisa el nombre e intenta de nuevo."),
        ) from None


def _of_tab(name: str, book: Workbook, also: Sequence[Export], kind: str) -> Sequence[Recognised]:
    from sheets import headers, imports

    snapshot = book.read(whole=(name,))
    tab = snapshot.tab(name)
    if tab is None or tab.mark:
        raise SheetsError(
            "no_tab",
            Text(f"The workbook has no tab {name} of yours.", f"El archivo no tiene una pestaña tuya {name}."),
            Text("Check the tab's name.", "Revisa el nombre de la pestaña."),
        )
    found = imports.recognise_tab(tab, also, kind)
    used = headers.used(snapshot.tabs).by_key
    if any(used.get(export.table) == name for export in found):
        raise SheetsError(
            "same_tab",
            Text(
                f"The tab {name} is read as it is: there is nothing to import from it.",
                f"La pestaña {name} se lee tal como está: no hay nada que importar de ella.",
            ),
            Text("Run operating-brief check to see what is read.", "Usa operating-brief check para ver qué se lee."),
        )
    return found


def _covering(asked: argparse.Namespace, export: Recognised) -> Recognised:
    if asked.first:
        return export.covering(asked.first, asked.last)
    if export.export.asks_period:
        from sheets.imports import spans

        # Before anything is written: its rows would ask for it in the middle.
        spans.asked(export.sheet)
    return export


def _habits(knobs: Knobs, dates: Any) -> Habits:
    from sheets.imports.styles import Habits

    style = knobs.reading_style()
    return Habits(dates, style.date_style, style.number_style, style.currency, style.currency_decimals)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write it like 2026-11-16") from None


def _nothing_named() -> SheetsError:
    return SheetsError(
        "nothing_named",
        Text("No file was named.", "No se nombró ningún archivo."),
        Text(
            "Name the export after import, or a tab of the workbook with --tab.",
            "Nombra la exportación después de import, o una pestaña con --tab.",
        ),
    )


def _half_a_period() -> SheetsError:
    return SheetsError(
        "asks_period",
        Text("A file covers from one day to another.", "Un archivo cubre de un día a otro."),
        Text(
            "Give both, the earlier one first: --from 2026-11-09 --to 2026-11-15.",
            "Da los dos, primero el anterior: --from 2026-11-09 --to 2026-11-15.",
        ),
    )


def _one_file_replaces(export: Recognised) -> SheetsError:
    from sheets.contract import tab

    name = tab(export.table).name
    return SheetsError(
        "one_file",
        Text(
            f"Several files would each replace {name.en}, and only the last would remain.",
            f"Varios archivos reemplazarían {name.es} y solo quedaría el último.",
        ),
        Text(
            "Replace with one file and import the others after it without --mode replace.",
            "Reemplaza con un archivo e importa los demás después sin --mode replace.",
        ),
    )
