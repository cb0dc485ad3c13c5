"""A workbook that is a Google Sheet."""

from __future__ import annotations

import hashlib
import time
import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from sheets.errors import SheetsError, Text
from sheets.google import around, cells, edit, meanwhile, moved_rows, read, write
from sheets.google.client import Client
from sheets.google.seen import Rows, Seen
from sheets.google.shapes import Shapes
from sheets.google.write import Batch
from sheets.grid import Grid, Rich
from sheets.place import GoogleSheet
from sheets.workbook import NO_MORE, Cell, Copy, Edit, More, Receipt, Snapshot, Wanted, values_fingerprint


def _silent(_seconds: int, _why: Text) -> None:
    """Nobody watches the countdown."""


class GoogleBook:
    """A Google Sheet; implements :class:`sheets.workbook.Workbook`.

    ``client`` asks Google; without one it is made at the first request, as the account that signed in. ``committing``
    is called right before each write: from then on nothing can be cancelled. ``waits`` is told each second how long
    the program still waits for Google, and why; ``progress`` the rows that an edit has written, and all there are.
    """

    def __init__(
        self,
        place: GoogleSheet,
        client: Client | None = None,
        committing: Callable[[], None] = lambda: None,
        waits: Callable[[int, Text], None] = _silent,
        progress: Callable[[int, int], None] = lambda _done, _total: None,
    ) -> None:
        self._place = place
        self._client = client
        self._committing = committing
        self._waits = waits
        self._progress = progress
        self._seen: Seen | None = None
        self._differed: frozenset[tuple[int, int, int, str]] = frozenset()

    @property
    def place(self) -> GoogleSheet:
        """The sheet, by its id."""
        return self._place

    def read(self, whole: Collection[str] = ()) -> Snapshot:
        """All cells of the tabs that are used, or named in ``whole``; name and first 30 rows of the others."""
        snapshot, self._seen = read.read(self._asked(), self._place.id, whole)
        return snapshot

    def read_for(self, wanted: Wanted) -> Snapshot:
        """One of the tabs that are used, with its rows that are in question; of the others the first rows."""
        snapshot, self._seen = read.read_for(self._asked(), self._place.id, wanted)
        return snapshot

    def write(self, grids: Sequence[Grid], since: str, more: More = NO_MORE) -> Receipt:
        """Replace our own tabs by these, and do what ``more`` says, in one request, if the sheet is as ``since`` says.

        Where only ``more`` cannot be done nothing is written, and the error is ``more_refused``. How its rows look
        goes in a request of its own, after it. What somebody typed into our tabs after the reading is put back, and
        the error ``changed`` asks to read again; the receipt's ``outdated`` names the founder's tabs that changed.
        """
        started = time.perf_counter()
        client, seen = self._asked(), self._as_read(since)
        run = uuid.uuid4().hex
        try:
            appended = edit.Appended(client, seen, more.edits)
            besides = [*appended.requests, *map(dict, _added(seen, more.tabs) if more.tabs else ())]
        except SheetsError as error:
            raise SheetsError("more_refused", error.happened, error.remedy) from error
        batch = write.batch(grids, seen, run, besides)
        inputs = meanwhile.shown(seen)
        asked = [*batch.answer, *meanwhile.ranges(seen, inputs)]
        self._committing()
        self._seen = None
        answer = client.update(seen.id, batch.requests, run=run, answer=asked, fields=meanwhile.FIELDS)
        if answer is None:
            # It was written and the answer was lost; what it would have shown is still there.
            try:
                answer = {"updatedSpreadsheet": client.look(seen.id, meanwhile.LOOK_FIELDS, asked, grid=True)}
            except SheetsError as error:
                raise meanwhile.unseen(error) from error
        after = around.of(answer.get("updatedSpreadsheet", {})) if more.edits else around.Look({})
        added = appended.rows(after)
        undo = [one for id, rows in added.items() for one in moved_rows.cleared(id, rows)]
        self._refuse_if_typed(client, seen, batch, batch.held(answer), undo)
        return Receipt(
            path=str(self._place),
            changed=(
                *(_change(grid, seen, batch) for grid in grids),
                *((f"tab {title}", "", "") for title in appended.titles),
            ),
            before=seen.fingerprint,
            fingerprint=_after(seen.fingerprint, run),
            notes=appended.dress(after) if more.edits else (),
            seconds=time.perf_counter() - started,
            calls=client.calls,
            outdated=meanwhile.outdated(seen, inputs, answer, added),
        )

    def edit(self, edits: Sequence[Edit], since: str) -> Receipt:
        """Set exactly these cells and append exactly these rows."""
        return self.upgrade(edits, b"", 0, since)

    def upgrade(self, edits: Sequence[Edit], tabs: bytes, contract_version: int, since: str) -> Receipt:
        """Besides ``edits``, append every tab of the workbook ``tabs`` as the founder's own, in one write.

        ``contract_version`` (0 = leave as it is) stamps the contract that the workbook now follows.
        """
        started = time.perf_counter()
        client, seen = self._asked(), self._as_read(since)
        self._seen = None
        more = _added(seen, tabs) if tabs else ()
        written = edit.apply(
            client,
            seen,
            edits,
            more=more,
            contract=contract_version,
            progress=self._progress,
            committing=self._committing,
        )
        return Receipt(
            path=str(self._place),
            changed=tuple((f"tab {title}", "", "") for title in written.tabs),
            before=seen.fingerprint,
            fingerprint=_after(seen.fingerprint, uuid.uuid4().hex),
            notes=written.notes,
            seconds=time.perf_counter() - started,
            calls=client.calls,
        )

    def shapes(self) -> Shapes:
        """How its tabs look, as it was last read: for a template."""
        if self._seen is None:
            self.read()
        assert self._seen is not None
        return Shapes(self._asked(), self._seen)

    def tidy(self) -> None:
        """Nothing is left of an interrupted run: a write is applied whole or not at all."""

    def must_be_free(self) -> None:
        """A Google Sheet may be written while somebody has it open."""

    def copies(self) -> tuple[Copy, ...]:
        """None: Google keeps every version itself."""
        return ()

    def restore(self, to: Copy | None = None) -> Receipt:
        """Not here: the error ``no_copies`` says where Google keeps the versions."""
        raise SheetsError(
            "no_copies",
            Text(
                "Google keeps every version of a Google Sheet itself, so Operating Brief keeps no copies of it.",
                "Google mismo guarda todas las versiones de una hoja de Google; Operating Brief no guarda copias.",
            ),
            Text(
                "Open the sheet and choose File > Version history > See version history.",
                "Abre la hoja y elige Archivo > Historial de versiones > Ver historial de versiones.",
            ),
        )

    def _as_read(self, since: str) -> Seen:
        """The sheet as it was last read, if that is what ``since`` says; else as it is now, if it still says so."""
        if self._seen is None or (since and self._seen.fingerprint != since):
            self.read()
        assert self._seen is not None
        if since and self._seen.fingerprint != since:
            raise meanwhile.changed_since()
        return self._seen

    def _refuse_if_typed(
        self, client: Client, seen: Seen, batch: Batch, held: Mapping[int, Rows], undo: Sequence[Mapping[str, Any]]
    ) -> None:
        """Give our tabs back what they held where that is not what was read, and raise ``changed``.

        ``undo`` takes away what the same batch put elsewhere.

        A cell that differs in the same way though it was read anew reads otherwise than it is copied, and nobody typed.
        """
        found = {id: meanwhile.differences(seen.values.get(id, ()), rows) for id, rows in held.items()}
        differs = frozenset((id, *cell) for id, cells in found.items() for cell in cells)
        known, self._differed = self._differed, differs
        if not differs - known:
            return
        run = uuid.uuid4().hex
        titles = ", ".join(sheet.title for sheet in seen.sheets if found.get(sheet.id))
        try:
            client.update(seen.id, [*undo, *batch.undo(run)], run=run, fields="replies")
        except SheetsError as error:
            raise meanwhile.not_put_back(titles, error) from error
        raise meanwhile.typed(titles)

    def _asked(self) -> Client:
        if self._client is None:
            from sheets.google import sign_in

            self._client = Client(sign_in.credentials(), waits=self._waits)
        return self._client


def _added(seen: Seen, tabs: bytes) -> Sequence[Mapping[str, Any]]:
    """The requests that append the tabs of an .xlsx; what reads one is loaded only where there are any."""
    from sheets.google import fresh

    return fresh.added(seen, tabs)


def _after(before: str, run: str) -> str:
    """What the sheet is known by after a write: nobody can tell its cells' results without reading them again."""
    return hashlib.sha256(f"{before} {run}".encode()).hexdigest()


def _change(grid: Grid, seen: Seen, batch: Batch) -> tuple[str, str, str]:
    """One tab of ours in a receipt: its title, and the hashes of its values before and after."""
    old = seen.marked(grid.key)
    rows: list[list[Cell]] = []
    for (row, column), cell in sorted(grid.cells.items()):
        rows += [[] for _ in range(row - len(rows))]
        rows[row - 1] += [None] * (column - len(rows[row - 1]))
        rows[row - 1][column - 1] = cell.value.text if isinstance(cell.value, Rich) else cell.value
    before = values_fingerprint(cells.tidied(seen.values.get(old.id, ()))) if old else ""
    return f"tab {batch.names[grid.key]}", before, values_fingerprint(rows)
