"""Write the edits that waited until their workbook was closed or could be reached, in one write, exactly once.

A run may end between the writing of the workbook and the clearing of the journal, and what Google answers to a write
may be lost on the way. So, before it writes, it leaves a
marker: the workbook's hash, and how often each row asked for stood there already; once it has written, the marker says
that too, before the journal is cleared. The next run finds the marker and, where it does not say so, looks: one write
is whole, so where any of it stands in the workbook all of it was written.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from desktop import waiting
from desktop.commands import asked, write_back
from desktop.commands.cell_said import place_of
from desktop.commands.speech import Speech
from desktop.waiting import Clash, TabAsked, Waiting
from sheets.errors import SheetsError, Text
from sheets.place import GoogleSheet

if TYPE_CHECKING:
    from sheets.workbook import Edit, More, Receipt, Snapshot, Workbook

TRIES = 3
#: Reasons that say nothing of the edit: it goes on waiting.
LATER = frozenset({"locked", "busy"}) | waiting.AWAY
BEGUN = "begun"


@dataclass(frozen=True, slots=True)
class CaughtUp:
    """How many edits were written now, how many go on waiting, what the write did; ``held`` is why none was."""

    written: int = 0
    waiting: int = 0
    receipt: Receipt | None = None
    held: SheetsError | None = None


class _Marker(msgspec.Struct, frozen=True):
    """A write that was begun, into a workbook with this hash: by edit, how often each of its rows stood there.

    ``taken`` tells the same of the rows that it takes back.
    ``written`` says that the write is done, and only the journal not cleared yet.
    """

    since: str
    rows: dict[str, list[int]]
    written: bool = False
    taken: dict[str, list[int]] = {}


def catch_up(book: Workbook, speech: Speech) -> CaughtUp:
    """Write what waits, if the workbook is free now. What cannot be written waits on, and that is said."""
    for aside in waiting.set_damaged_aside(book.place):
        speech.warn(
            Text(
                f"An edit that waited cannot be read any more; its file was kept as {aside}.",
                f"Una edición que esperaba ya no se puede leer; su archivo se guardó como {aside}.",
            )
        )
    if not waiting.waiting(book.place):
        return CaughtUp()
    from sheets.excel.save import only_writer

    try:
        book.must_be_free()
        with only_writer(waiting.folder(book.place)):
            done = _Write(book, speech).all()
    except SheetsError as error:
        if error.kind not in LATER:
            raise
        return CaughtUp(0, len(waiting.waiting(book.place)), held=error)
    _tell(done, speech, isinstance(book.place, GoogleSheet))
    return done


def settle(book: Workbook) -> None:
    """Forget the edits that an interrupted run has written: for a restore, after which nothing would tell it.

    A workbook that cannot be read tells nothing, and is all the more to be restored.
    """
    if _marker(book) is None:
        return
    from sheets.excel.save import only_writer

    with only_writer(waiting.folder(book.place)), contextlib.suppress(SheetsError):
        _look(book)


def may_be_written(book: Workbook, entry: Waiting, snapshot: Snapshot) -> None:
    """Let the next catching up look whether this edit stands in the workbook already.

    It was tried in the workbook as ``snapshot`` has it, and what came of that is not known.
    """
    _mark(book, _marker_of([entry], snapshot))


class _Write:
    """One catching up."""

    def __init__(self, book: Workbook, speech: Speech) -> None:
        self._book, self._speech = book, speech
        self._written = 0
        self._receipt: Receipt | None = None

    def all(self) -> CaughtUp:
        """Everything that can be written, together; where that is refused, one by one."""
        ids = [entry.id for entry in waiting.waiting(self._book.place)]
        if not self._put(ids) and len(ids) > 1:
            for id in ids:
                self._put([id])
        return CaughtUp(self._written, len(waiting.waiting(self._book.place)), self._receipt)

    def _put(self, ids: Sequence[str]) -> bool:
        """Write those of these edits that can be; whether that is settled. A single one that is refused is told why."""
        attempt = 0
        while attempt < TRIES:
            attempt += 1
            snapshot = _look(self._book)
            waits = [entry for entry in waiting.waiting(self._book.place) if entry.id in ids]
            entries, change, later = self._together(waits, snapshot)
            if not entries:
                return True
            marker, started = _marker_of(entries, snapshot), datetime.now(UTC)
            _mark(self._book, marker)
            try:
                self._receipt = asked.put(self._book, change, snapshot.fingerprint)
            except SheetsError as error:
                if error.kind in LATER:
                    raise
                if error.kind == "changed" and attempt < TRIES:
                    continue
                if len(entries) == 1:
                    self._explain(entries[0], Text(error.message("en"), error.message("es")))
                return len(entries) == 1
            # A full disk keeps no marker; what stands in the workbook then tells as well.
            with contextlib.suppress(OSError):
                _mark(self._book, msgspec.structs.replace(marker, written=True))
            for entry in entries:
                waiting.drop(self._book.place, entry.id)
            _unmark(self._book)
            write_back.keep(self._book.place, self._receipt, started, "edit")
            self._written += len(entries)
            if not later:
                return True
            ids, attempt = later, 0
        return False

    def _together(self, waits: Sequence[Waiting], snapshot: Snapshot) -> tuple[list[Waiting], More, list[str]]:
        """Those that go into one write, what it does, and the ids of those that come after it.

        Each is looked at as the workbook will be with those before it. One that changes a row which an earlier one
        only adds has to wait until that stands there.
        """
        from sheets.workbook import More

        entries: list[Waiting] = []
        edits: list[Edit] = []
        items: list[TabAsked] = []
        now, added = snapshot, dict[str, int]()
        for number, entry in enumerate(waits):
            if not self._is_ready(entry, now):
                continue
            more = asked.edits(entry.edits, now)
            if _changes_new_row(more, added):
                return entries, More(tuple(edits), asked.new_tabs(items, snapshot)), [one.id for one in waits[number:]]
            entries.append(entry)
            edits += more
            items += entry.edits
            if number + 1 < len(waits):
                now, first = asked.laid(more, now)
                added = {**first, **added}
        return entries, More(tuple(edits), asked.new_tabs(items, snapshot)), []

    def _is_ready(self, entry: Waiting, snapshot: Snapshot) -> bool:
        try:
            clashes = asked.clashes(entry.edits, snapshot)
            asked.change(entry.edits, snapshot)
        except SheetsError as error:
            self._explain(entry, Text(error.message("en"), error.message("es")))
            return False
        if clashes:
            self._explain(entry, asked.told(clashes), clashes)
        return not clashes

    def _explain(self, entry: Waiting, why: Text, clashes: Sequence[Clash] = ()) -> None:
        waiting.explain(self._book.place, entry.id, why, clashes=clashes)
        at = datetime.fromisoformat(entry.asked_at).astimezone().strftime("%Y-%m-%d %H:%M")
        self._speech.warn(
            Text(
                f"What you asked for on {at} was not written and still waits: {why.en} "
                f"To forget it: operating-brief edit {self._book.place} --drop {entry.id}",
                f"Lo que pediste el {at} no se escribió y sigue esperando: {why.es} "
                f"Para olvidarlo: operating-brief edit {self._book.place} --drop {entry.id}",
            )
        )


def _tell(done: CaughtUp, speech: Speech, on_google: bool) -> None:
    if done.written:
        edits_en = "1 edit that waited was" if done.written == 1 else f"{done.written} edits that waited were"
        edits_es = (
            "se escribió 1 edición que esperaba"
            if done.written == 1
            else f"se escribieron {done.written} ediciones que esperaban"
        )
        how = Text("The workbook is free", "El archivo está libre")
        if on_google:
            how = Text("Google answers", "Google responde")
        speech.say(Text(f"{how.en}: {edits_en} written.", f"{how.es}: {edits_es}."))


def _marker_of(entries: Sequence[Waiting], snapshot: Snapshot) -> _Marker:
    keys = {entry.id: asked.row_keys(entry.edits, snapshot) for entry in entries}
    there = asked.count_rows([key for of_one in keys.values() for key in of_one], snapshot)
    gone = {entry.id: asked.taken_keys(entry.edits, snapshot) for entry in entries}
    stood = asked.count_rows([key for of_one in gone.values() for key in of_one], snapshot)
    return _Marker(
        snapshot.fingerprint,
        {id: [there[key] for key in of_one] for id, of_one in keys.items()},
        taken={id: [stood[key] for key in of_one] for id, of_one in gone.items()},
    )


def _changes_new_row(edits: Sequence[Edit], added: Mapping[str, int]) -> bool:
    """Whether a cell is to be set in a row that stands there only once an earlier edit is written."""
    return any(
        edit.tab in added and place_of(cell.address)[0] >= added[edit.tab] for edit in edits for cell in edit.cells
    )


def _mark(book: Workbook, marker: _Marker) -> None:
    waiting.replace_whole(waiting.folder(book.place) / BEGUN, msgspec.json.encode(marker))


def _unmark(book: Workbook) -> None:
    (waiting.folder(book.place) / BEGUN).unlink(missing_ok=True)


def _marker(book: Workbook) -> _Marker | None:
    try:
        return msgspec.json.decode((waiting.folder(book.place) / BEGUN).read_bytes(), type=_Marker)
    except (OSError, ValueError):
        return None


def _look(book: Workbook) -> Snapshot:
    """The workbook now; what a run that did not end as it should has written after all is dropped from the journal."""
    entries = waiting.waiting(book.place)
    snapshot = asked.whole(book, [item for entry in entries for item in entry.edits])
    marker = _marker(book)
    if marker is not None:
        begun = [entry for entry in entries if entry.id in marker.rows]
        # One that is gone tells nothing of the others: the founder may have forgotten it.
        if marker.written or (
            marker.since != snapshot.fingerprint and any(_stands(entry, marker, snapshot) for entry in begun)
        ):
            for entry in begun:
                waiting.drop(book.place, entry.id)
        _unmark(book)
    now = waiting.waiting(book.place)
    wanted = {entry.id for entry in waiting.left(now)}
    for entry in now:
        if entry.id not in wanted:
            waiting.drop(book.place, entry.id)
    return snapshot


def _stands(entry: Waiting, marker: _Marker, snapshot: Snapshot) -> bool:
    """Whether a row stands there more often than before, or less often that is taken back; or a cell says what was
    asked and did not say it before."""
    with contextlib.suppress(SheetsError):
        keys = asked.row_keys(entry.edits, snapshot)
        there = asked.count_rows(keys, snapshot)
        if any(there[key] > before for key, before in zip(keys, marker.rows[entry.id], strict=False)):
            return True
        gone = asked.taken_keys(entry.edits, snapshot)
        stood = asked.count_rows(gone, snapshot)
        if any(stood[key] < before for key, before in zip(gone, marker.taken.get(entry.id, ()), strict=False)):
            return True
        return any(asked.was_set(item, snapshot) for item in entry.edits)
    return False
