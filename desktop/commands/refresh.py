"""``operating-brief refresh``: read the workbook, compute the brief, write our tabs back."""

from __future__ import annotations

import argparse
import contextlib
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from desktop import waiting
from desktop.commands import google_notes, pasted, write_back
from desktop.commands.catch_up import CaughtUp, catch_up
from desktop.commands.shared import (
    as_of,
    asked_password,
    many_cells,
    moment,
    open_book,
    password_argument,
    talk_arguments,
    workbook_argument,
)
from desktop.commands.speech import Speech
from sheets.errors import SheetsError, Text
from sheets.place import GoogleSheet

if TYPE_CHECKING:
    from reports.outcome import Outcome
    from reports.run_log import RunLog
    from sheets.place import Place
    from sheets.workbook import Receipt, Snapshot, Workbook

DONE, COMPANION = 0, 3
TRIES = 3


def add(commands: Any) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "refresh",
        help="compute the brief and write it into the workbook",
        description="Reads the workbook, computes the brief, writes it into our own tabs (Brief, Exceptions, Product "
        "board, Inventory risk, Data health) and prints it. Nothing else in the workbook is touched. Exit codes: "
        "0 done, 1 could not, 2 wrong usage, 3 done but written to a companion file beside the workbook.",
    )
    workbook_argument(command)
    command.add_argument(
        "--as-of",
        type=moment,
        metavar="MOMENT",
        help="compute as of this moment, for example 2026-11-16T08:00 (default: now)",
    )
    command.add_argument(
        "--period", choices=("weekly", "daily", "monthly"), default="weekly", help="which read (default: weekly)"
    )
    command.add_argument("--no-write", action="store_true", help="read and print only; the workbook is not touched")
    command.add_argument(
        "--adopt", action="store_true", help="write our tabs into a workbook that has none of the contract's tabs"
    )
    command.add_argument("--format", choices=("md", "json"), default="md", help="what to print (default: md)")
    command.add_argument("--out", type=Path, metavar="FILE", help="put what would be printed into this file")
    command.add_argument("--write-cached", action="store_true", help=argparse.SUPPRESS)
    password_argument(command)
    talk_arguments(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace, speech: Speech) -> int:
    """Refresh the brief, or write the one that the window shows."""
    with many_cells():
        return _run(arguments, speech)


def _run(arguments: argparse.Namespace, speech: Speech) -> int:
    from desktop.commands import journal

    book = open_book(arguments.workbook, speech, asked_password(arguments, speech))
    with journal.running(arguments.workbook) as alone:
        if arguments.write_cached:
            return _write_cached(arguments, book, speech, alone)
        outcome, receipt, caught = _refresh(arguments, book, speech, alone)
    _show(arguments, outcome, speech)
    return _finish(arguments, outcome, receipt, caught, speech)


def _refresh(
    arguments: argparse.Namespace, book: Workbook, speech: Speech, alone: bool
) -> tuple[Outcome, Receipt | None, CaughtUp]:
    """Read, compute and write what waits and the brief.

    Where the workbook changed meanwhile it is read again; the brief is computed again only if what it was computed
    from has changed.
    """
    # The cells are parsed outside Python: what computes is loaded meanwhile, and nothing else is until it has been.
    loading = Thread(target=_load, name="load")
    loading.start()
    started = datetime.now(UTC)
    speech.step("read", 0, 3)
    try:
        caught = CaughtUp() if arguments.no_write else catch_up(book, speech)
        if caught.held and caught.held.kind in waiting.AWAY:
            raise caught.held
        snapshot = book.read()
    except SheetsError as error:
        if error.kind in waiting.AWAY and not arguments.no_write:
            write_back.keep_unread(arguments.workbook, error, started, speech.language)
        raise
    loading.join()

    from desktop import cache
    from desktop.commands import journal
    from reports import run_log

    run_id = run_log.run_id(started)
    if alone and not arguments.no_write:
        journal.add(arguments.workbook, run_log.begun(started))
    outcome, read_as = None, ""
    try:
        for attempt in range(1, TRIES + 1):
            if attempt > 1:
                speech.step("read", 0, 3)
                snapshot = book.read()
            _usable(snapshot, arguments.adopt)
            log = journal.with_kept(run_log.read(snapshot), arguments.workbook, alone=alone, but=run_id)
            reads_now = write_back.input_of(snapshot)
            if outcome is None or reads_now != read_as:
                outcome, read_as = _compute(arguments, snapshot, log, speech), reads_now
            if arguments.no_write:
                return outcome, None, caught
            speech.step("write", 2, 3)
            try:
                receipt = write_back.write(arguments.workbook, book, snapshot, log, outcome, started)
                if not receipt.companion:
                    cache.written(cache.folder(arguments.workbook))
                return outcome, receipt, caught
            except SheetsError as error:
                if error.kind != "changed" or attempt == TRIES:
                    raise
    except (SheetsError, KeyboardInterrupt) as error:
        journal.ended(arguments.workbook, run_id)
        if outcome is not None and isinstance(book.place, GoogleSheet) and isinstance(error, SheetsError):
            # There is no companion of a Google Sheet: a brief that cannot be written is at least to be read.
            _show(arguments, outcome, speech)
        raise
    raise AssertionError("the loop returns or raises")


def _compute(arguments: argparse.Namespace, snapshot: Snapshot, log: RunLog, speech: Speech) -> Outcome:
    from reports import run as reports_run

    speech.step("compute", 1, 3)
    moment = as_of(arguments.as_of, snapshot)
    google_notes.tell_clock(arguments.workbook, snapshot.facts.get("time_zone", ""), moment, speech)
    outcome = reports_run.run(
        pasted.in_form(snapshot),
        moment,
        log=log,
        read=arguments.period,
        language=arguments.lang or "",
        offers=pasted.offers(snapshot),
    )
    _remember(arguments.workbook, outcome, snapshot, speech)
    speech.language = arguments.lang or outcome.language
    return outcome


def _load() -> None:
    """Import what computes and renders, and look up the public holidays; what fails here is said when it is used."""
    with contextlib.suppress(Exception):
        from reports import run  # noqa: F401
        from reports.clock import Clock
        from reports.render import markdown, tabs  # noqa: F401
        from sheets.imports import in_place  # noqa: F401

        Clock()


def _usable(snapshot: Snapshot, adopt: bool) -> None:
    from sheets import headers

    if snapshot.facts.get("companion"):
        raise SheetsError(
            "companion",
            Text(
                f"{snapshot.name} is a companion file that Operating Brief wrote itself.",
                f"{snapshot.name} es un archivo acompañante que escribió Operating Brief.",
            ),
            Text("Refresh the workbook that it belongs to.", "Actualiza el archivo al que pertenece."),
        )
    if adopt or headers.recognised(snapshot):
        return
    raise SheetsError(
        "not_ours",
        Text(
            f"{snapshot.name} has no tab that the brief can read, so nothing was written.",
            f"{snapshot.name} no tiene ninguna pestaña que el informe pueda leer; no se escribió nada.",
        ),
        Text(
            "Add a tab Orders with your orders export and a tab Inventory with your stock, or use --adopt "
            "to let Operating Brief write its tabs here all the same.",
            "Agrega una pestaña Orders con tu exportación de pedidos y una Inventory con tu inventario, o usa --adopt "
            "para que Operating Brief escriba aquí sus pestañas de todos modos.",
        ),
    )


def _write_cached(arguments: argparse.Namespace, book: Workbook, speech: Speech, alone: bool) -> int:
    """Write exactly the Outcome that the window shows, if it still is this workbook's, and what waits."""
    from desktop import cache
    from desktop.commands import journal
    from reports import run_log

    kept = cache.load(cache.folder(arguments.workbook))
    if kept is None:
        raise SheetsError(
            "nothing_kept",
            Text("There is no brief to write yet.", "Todavía no hay un informe para escribir."),
            Text("Refresh first.", "Actualiza primero."),
        )
    outcome, since = kept
    started, caught = datetime.now(UTC), CaughtUp()
    speech.step("write", 2, 3)
    for attempt in range(1, TRIES + 1):
        book.must_be_free()
        snapshot = book.read()
        if not write_back.still_of(outcome, since, snapshot):
            raise _another_brief()
        # What an edit leaves in a Google Sheet has no hash that could be compared: there the brief goes first.
        in_file = not isinstance(book.place, GoogleSheet)
        if in_file and attempt == 1 and (caught := catch_up(book, speech)).receipt:
            # What was asked for in the window is no change to the brief that the window shows.
            snapshot = book.read()
            since = write_back.known_by(snapshot)
            if snapshot.fingerprint != caught.receipt.fingerprint:
                raise _another_brief()
        log = journal.with_kept(run_log.read(snapshot), arguments.workbook, alone=alone)
        try:
            receipt = write_back.write(arguments.workbook, book, snapshot, log, outcome, started)
            break
        except SheetsError as error:
            if error.kind != "changed" or attempt == TRIES:
                raise
    _remember(arguments.workbook, outcome, snapshot, speech, receipt.fingerprint)
    if not in_file:
        with contextlib.suppress(SheetsError):  # the brief is written, and the edits go on waiting
            caught = catch_up(book, speech)
    return _finish(arguments, outcome, receipt, caught, speech)


def _another_brief() -> SheetsError:
    return SheetsError(
        "changed",
        Text("The workbook changed after this brief was made.", "Tus datos cambiaron después de hacer este informe."),
        Text("Refresh, look at the new brief, then write it.", "Actualiza, mira el informe nuevo y luego escríbelo."),
    )


def _remember(workbook: Place, outcome: Outcome, snapshot: Snapshot, speech: Speech, written: str = "") -> None:
    """Keep the Outcome for the window, which is told where that fails; it must not cost anybody else the brief."""
    from desktop import cache

    folder = cache.folder(workbook)
    try:
        cache.save(folder, outcome, write_back.known_by(snapshot, written))
    except OSError as error:
        if not speech.events:
            return
        speech.warn(
            Text(
                f"The brief could not be kept on this computer ({error.strerror}), so the window cannot show it. "
                f"See that {folder} can be written and the disk has room, then refresh.",
                f"El informe no se pudo guardar en este computador ({error.strerror}) y la ventana no puede mostrarlo. "
                f"Revisa que se pueda escribir en {folder} y que haya espacio en el disco, y actualiza.",
            )
        )


def _show(arguments: argparse.Namespace, outcome: Outcome, speech: Speech) -> None:
    """Print the brief, or put it into the file asked for."""
    from reports import outcome as outcomes
    from reports.render import markdown

    if speech.events and not arguments.out:
        return
    as_json = arguments.format == "json"
    text = outcomes.encode(outcome).decode() if as_json else markdown.page(outcome, outcome.language)
    if not arguments.out:
        print(text.rstrip("\n"))
        return
    try:
        arguments.out.write_text(text.rstrip("\n") + "\n", encoding="utf-8")
    except OSError as error:
        raise SheetsError(
            "no_out",
            Text(
                f"{arguments.out} could not be written: {error.strerror}.",
                f"No se pudo escribir {arguments.out}: {error.strerror}.",
            ),
            Text("Choose another file for --out.", "Elige otro archivo para --out."),
        ) from None


def _finish(
    arguments: argparse.Namespace, outcome: Outcome, receipt: Receipt | None, caught: CaughtUp, speech: Speech
) -> int:
    """Say what was written and where, and give the exit code."""
    from desktop import cache
    from desktop.commands import decisions_tab

    for said in decisions_tab.not_understood(outcome):
        speech.warn(said)

    facts: dict[str, Any] = {
        "cache": str(cache.folder(arguments.workbook)),
        "companion": "",
        "receipt": None,
        "edits_written": caught.written,
        "edits_waiting": len(waiting.waiting(arguments.workbook)),
        "decisions_written": len(outcome.decided) if receipt and not receipt.companion else 0,
    }
    if receipt is None:
        speech.done(**facts)
        return DONE
    facts["companion"] = receipt.companion
    facts["receipt"] = write_back.facts(receipt)
    if receipt.companion:
        waits = facts["edits_waiting"]
        speech.warn(
            Text(
                f"{receipt.reason.en} For now the brief is in {receipt.companion}."
                + (f" Edits that wait too: {waits}." if waits else ""),
                f"{receipt.reason.es} Por ahora el informe está en {receipt.companion}."
                + (f" También esperan ediciones: {waits}." if waits else ""),
            )
        )
    if receipt.outdated:
        speech.warn(google_notes.outdated(receipt.outdated))
    for note in receipt.notes:
        speech.warn(note)
    speech.done(**facts)
    return COMPANION if receipt.companion else DONE
