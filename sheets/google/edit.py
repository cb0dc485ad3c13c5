"""Set cells and add rows in the tabs of a founder's Google Sheet that a command named, and in no other.

Google knows no "only if it is still as I read it". So each request is preceded by a look at the rows that it touches,
which must say what was read, and its own answer shows these rows as they are after it: where they tell that rows were
moved in between, what we set goes back to what stood there, and the command reads again. What remains is the second
between the look and the write: what a person types in it into the very cell that is set is overwritten, as it would be
by any other person, and stands in Google's version history.

What goes along with new rows is what does in a file: the look and the drop-down lists of the row above, and formulas
that the rows above compute. Filters and conditional formats that end above stay as they are.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sheets.errors import SheetsError, Text
from sheets.google import around, errors, moved_rows, row_above
from sheets.google.around import Around, Look
from sheets.google.client import Client
from sheets.google.marks import BookMark, put_book_mark
from sheets.google.pieces import Piece, Row, pieces, rectangles, stretches
from sheets.google.ranges import Area, grid_range, quoted
from sheets.google.row_above import Model
from sheets.google.seen import Seen
from sheets.google.typed import DATES, extended, number_format
from sheets.headers import letter
from sheets.workbook import Cell, Edit

Request = dict[str, Any]
Progress = Callable[[int, int], None]

#: So many rows above and below those that change tell whether rows were moved.
_NEAR = 2
#: So far from where they were expected added rows are looked for.
_FURTHEST = 10
_ANSWER = f"updatedSpreadsheet({around.AFTER})"


@dataclass(frozen=True, slots=True)
class Written:
    """What an edit did: the tabs that it changed, and sentences on what happened beside it."""

    tabs: tuple[str, ...] = ()
    notes: tuple[Text, ...] = ()


def apply(
    client: Client,
    seen: Seen,
    edits: Sequence[Edit],
    *,
    more: Sequence[Mapping[str, Any]] = (),
    contract: int = 0,
    progress: Progress,
    committing: Callable[[], None],
) -> Written:
    """Do what the edits ask for in the spreadsheet as it was ``seen``; ``more`` requests go with the last of them.

    Each request is atomic and carries an id of its own. Large edits take several: ``progress`` is told the rows that
    are written and all there are. ``contract`` (0 = leave as it is) stamps the version of the contract.

    Raises :class:`SheetsError`: ``changed`` where the rows to change do not say any more what was read, ``no_tab``,
    ``no_cell``, ``protected``, ``shape`` where something stands in the way; and what the client raises. Where that
    happens after some of the requests, the sentence says how far it came.
    """
    batches = pieces(seen, edits)
    if (more or contract) and not batches:
        batches = [[]]
    total = sum(piece.rows for batch in batches for piece in batch)
    writer = _Writer(client, seen, committing)
    done = 0
    for number, batch in enumerate(batches, start=1):
        progress(done, total)
        last = number == len(batches)
        try:
            writer.write(batch, more if last else (), contract if last else 0)
        except SheetsError as error:
            raise (_in_part(error, done, total) if done else error) from None
        done += sum(piece.rows for piece in batch)
    progress(done, total)
    tabs = dict.fromkeys(piece.sheet.title for batch in batches for piece in batch)
    return Written(tuple(tabs), tuple(writer.notes))


class Appended:
    """Rows that go below the founder's own in a batch of our tabs'. Raises :class:`SheetsError` as :func:`apply`."""

    def __init__(self, client: Client, seen: Seen, edits: Sequence[Edit]) -> None:
        self._client, self._seen = client, seen
        self._writer = _Writer(client, seen, lambda: None)
        self._pieces = [piece for batch in pieces(seen, edits) for piece in batch]
        for piece in self._pieces:
            _refuse_what_is_protected(piece)

    @property
    def requests(self) -> list[Request]:
        """What adds them, wherever the last row is at that moment."""
        return [_below(piece) for piece in self._pieces]

    @property
    def titles(self) -> tuple[str, ...]:
        """The tabs that get rows."""
        return tuple(dict.fromkeys(piece.sheet.title for piece in self._pieces))

    def rows(self, after: Look) -> dict[int, dict[int, Row]]:
        """By the tab's id the rows that were added, by their numbers; those are left out that are not seen."""
        found: dict[int, dict[int, Row]] = {}
        for piece in self._pieces:
            first = _landed(piece, self._writer.below(piece), after.tabs.get(piece.sheet.id))
            if first:
                found.setdefault(piece.sheet.id, {}).update(enumerate(piece.added, start=first))
        return found

    def dress(self, after: Look) -> tuple[Text, ...]:
        """Let them look and compute as the row above does, in a request of its own; sentences where that failed."""
        try:
            wanted = [one for piece in self._pieces for one in self._writer.ranges(piece)]
            now = around.of(self._client.look(self._seen.id, around.BEFORE, wanted, grid=True))
        except SheetsError:
            return tuple(map(_plain, self.titles))
        self._writer.dress([piece for piece in self._pieces if piece.sheet.id in now.tabs], now, after)
        return tuple(self._writer.notes)


class _Writer:
    def __init__(self, client: Client, seen: Seen, committing: Callable[[], None]) -> None:
        self._client, self._seen, self._committing = client, seen, committing
        self._sizes = {sheet.id: (sheet.rows, sheet.columns) for sheet in seen.sheets}
        self.notes: list[Text] = []

    def write(self, batch: Sequence[Piece], more: Sequence[Mapping[str, Any]], contract: int) -> None:
        """One request, with the look before it and the comparison after it."""
        wanted = [one for piece in batch for one in self.ranges(piece)]
        before = around.of(self._client.look(self._seen.id, around.BEFORE, wanted, grid=True))
        requests: list[Request] = []
        for piece in batch:
            now = before.tabs.get(piece.sheet.id)
            if now is None:
                raise changed(piece.sheet.title)
            self._refuse(piece, now)
            requests += self._requests(piece, now)
            self._sizes[piece.sheet.id] = (max(now.size[0], _last_row(piece)), max(now.size[1], _last_column(piece)))
        after = self._send(before.book, [*requests, *more], [self._shown(piece) for piece in batch], contract)
        self._compare(batch, before, after)
        self.dress(batch, before, after)

    def _send(
        self, book: BookMark, requests: Sequence[Mapping[str, Any]], shown: Sequence[Sequence[str]], contract: int = 0
    ) -> Look:
        """Send it, and look at what is there now."""
        run = uuid.uuid4().hex
        mark = put_book_mark(BookMark(book.id, contract or book.contract, run))
        ranges = [one for of_piece in shown for one in of_piece]
        self._committing()
        answer = self._client.update(
            self._seen.id, [*requests, mark], run=run, answer=ranges, fields=_ANSWER if ranges else "replies"
        )
        if answer is None and ranges:
            return around.of(self._client.look(self._seen.id, around.AFTER, ranges, grid=True))
        return around.of((answer or {}).get("updatedSpreadsheet", {}))

    # Looking

    def _values(self, piece: Piece) -> Sequence[Sequence[Any]]:
        return self._seen.values.get(piece.sheet.id, ())

    def _model(self, piece: Piece, start: int) -> Model:
        return row_above.model(self._values(piece), piece.sheet.frozen[0], start)

    def below(self, piece: Piece) -> int:
        """The row that added rows are expected in."""
        return row_above.last_used(self._values(piece)) + 1

    def _rows(self, piece: Piece) -> list[tuple[int, int]]:
        """The rows to look at: those that change, one above and one below each, and those that new ones take after."""
        numbers = {number + by for number in piece.cells for by in range(-_NEAR, _NEAR + 1)}
        starts = [first for first, _ in piece.blocks]
        if piece.added:
            starts.append(below := self.below(piece))
            numbers |= {below + at for at in range(len(piece.added))}
        for start in starts:
            model = self._model(piece, start)
            numbers |= {model.row, *model.others}
        return stretches(sorted(number for number in numbers if number > 0))

    def ranges(self, piece: Piece) -> list[str]:
        """What a look before the write asks for."""
        size = self._sizes[piece.sheet.id]
        found = [around.whole_rows(piece.sheet, first, last, size) for first, last in self._rows(piece)]
        # Where nothing stands yet, one cell brings the grid's size.
        return [one for one in found if one] or [f"{quoted(piece.sheet.title)}!A1"]

    def _shown(self, piece: Piece) -> list[str]:
        """What the answer shows: the same rows, and all from the last used one on where rows are added."""
        size = self._sizes[piece.sheet.id]
        found = [around.whole_rows(piece.sheet, first, last, size) for first, last in self._rows(piece)]
        if piece.added:
            start = max(1, min(self.below(piece), size[0]) - _FURTHEST)
            found.append(f"{quoted(piece.sheet.title)}!A{start}:{letter(size[1] - 1)}")
        return [one for one in found if one]

    # Refusing

    def _refuse(self, piece: Piece, now: Around) -> None:
        _refuse_what_is_protected(piece)
        values = self._values(piece)
        for number, row in piece.cells.items():
            read = values[number - 1] if number <= len(values) else ()
            if piece.sheet.id in self._seen.values and not moved_rows.says_what_was_read(now, number, read):
                raise changed(piece.sheet.title)
            for column in row:
                if now.is_filled_from_elsewhere(number, column):
                    raise _in_the_way(piece, Text("a formula over several cells", "una fórmula de varias celdas"))
                if any(_hides(merge, number, column) for merge in now.merges):
                    raise _in_the_way(piece, Text("merged cells", "celdas combinadas"))

    # Writing

    def _requests(self, piece: Piece, now: Around) -> Iterator[Request]:
        sheet = piece.sheet.id
        yield from _room(piece, now)
        cells = {number: {at: _typed(cell) for at, cell in row.items()} for number, row in piece.cells.items()}
        for number, column, rows in rectangles(cells):
            yield {
                "updateCells": {
                    "start": {"sheetId": sheet, "rowIndex": number - 1, "columnIndex": column - 1},
                    "rows": [{"values": row} for row in rows],
                    "fields": "userEnteredValue",
                }
            }
        if piece.added:
            yield _below(piece)
        yield from self._looks(piece, now)

    def _looks(self, piece: Piece, now: Around) -> Iterator[Request]:
        """New rows look like the row above; a date is shown as one, whatever its cell looked like."""
        used = row_above.last_used(self._values(piece))
        models: dict[int, int] = {}
        for first, last in piece.blocks:
            model, new = self._model(piece, first), max(first, used + 1)
            if not model.row or new > last:
                continue
            models |= dict.fromkeys(range(new, last + 1), model.row)
            yield from row_above.looks(piece.sheet.id, model, new, last, now.size[1])
            named = {column for number in range(new, last + 1) for column in piece.cells.get(number, ())}
            yield from row_above.formulas(piece.sheet.id, model, now, new, last, named)
        yield from _headers(piece, now)
        yield from _dates(piece.sheet.id, piece.cells, models, now)

    def dress(self, batch: Sequence[Piece], before: Look, after: Look) -> None:
        """Let rows that were added look and compute as the row above does, once it is known where they stand."""
        requests: list[Request] = []
        for piece in (piece for piece in batch if piece.added):
            expected, now = self.below(piece), before.tabs[piece.sheet.id]
            first, model = _landed(piece, expected, after.tabs.get(piece.sheet.id)), self._model(piece, expected)
            if not first:
                self.notes.append(_plain(piece.sheet.title))
                continue
            rows = dict(enumerate(piece.added, start=first))
            if model.row:
                requests += row_above.looks(piece.sheet.id, model, first, max(rows), now.size[1])
                named = {column for row in piece.added for column in row}
                requests += row_above.formulas(piece.sheet.id, model, now, first, max(rows), named)
            requests += _dates(piece.sheet.id, rows, dict.fromkeys(rows, model.row) if model.row else {}, now)
        if requests:
            try:
                self._send(before.book if before.book.id else self._mark(), requests, [])
            except SheetsError:
                self.notes += [_plain(piece.sheet.title) for piece in batch if piece.added]

    def _compare(self, batch: Sequence[Piece], before: Look, after: Look) -> None:
        """Raise ``changed`` where rows were moved between the look and the write, with what stood there put back."""
        found = {}
        for piece in (piece for piece in batch if piece.cells):
            was, now = before.tabs[piece.sheet.id], after.tabs.get(piece.sheet.id)
            looked = {number for first, last in self._rows(piece) for number in range(first, last + 1)}
            if now is not None and (back := moved_rows.put_back(piece, was, now, looked)):
                found[piece.sheet.title] = back
        if not found:
            return
        requests = [request for back in found.values() for request in back.requests]
        unknown = [f"{tab}!{cell}" for tab, back in found.items() for cell in back.unknown]
        for piece in (piece for piece in batch if piece.added):
            # The whole is done again, so rows that were added would be added twice.
            first = self.below(piece)
            if landed := _landed(piece, first, after.tabs.get(piece.sheet.id)):
                requests += moved_rows.cleared(piece.sheet.id, dict(enumerate(piece.added, start=landed)))
            else:
                unknown.append(f"{piece.sheet.title}!A{first}")
        if requests:
            self._send(self._mark(), requests, [])
        raise changed(", ".join(found), unknown)

    def _mark(self) -> BookMark:
        return around.of(self._client.look(self._seen.id, around.MARK)).book


def _typed(value: Cell) -> Request:
    said = extended(value)
    return {"userEnteredValue": said} if said else {}


def _below(piece: Piece) -> Request:
    """What adds a piece's rows below the last one."""
    width = max(max(row) for row in piece.added)
    added = [{"values": [_typed(row.get(at)) for at in range(1, width + 1)]} for row in piece.added]
    return {"appendCells": {"sheetId": piece.sheet.id, "rows": added, "fields": "userEnteredValue"}}


def _last_row(piece: Piece) -> int:
    return max(piece.cells, default=0)


def _last_column(piece: Piece) -> int:
    return max((max(row) for row in (*piece.cells.values(), *piece.added)), default=0)


def _room(piece: Piece, now: Around) -> Iterator[Request]:
    """Rows and columns that the grid lacks."""
    for dimension, there, needed in zip(
        ("ROWS", "COLUMNS"), now.size, (_last_row(piece), _last_column(piece)), strict=True
    ):
        if needed > there:
            yield {
                "appendDimension": {"sheetId": piece.sheet.id, "dimension": dimension, "length": needed - there}
            }  # fmt: skip


def _headers(piece: Piece, now: Around) -> Iterator[Request]:
    """A header that is added looks like the one on its left."""
    for number in sorted(piece.cells):
        if number > piece.sheet.frozen[0]:
            return
        for column, cell in sorted(piece.cells[number].items()):
            left = next((at for at in range(column - 1, 0, -1) if now.cell(number, at).get("userEnteredValue")), 0)
            if left and isinstance(cell, str) and not now.cell(number, column).get("userEnteredValue"):
                yield {
                    "copyPaste": {
                        "source": grid_range(piece.sheet.id, Area(number - 1, number, left - 1, left)),
                        "destination": grid_range(piece.sheet.id, Area(number - 1, number, column - 1, column)),
                        "pasteType": "PASTE_FORMAT",
                        "pasteOrientation": "NORMAL",
                    }
                }


def _dates(sheet: int, placed: Mapping[int, Row], models: Mapping[int, int], now: Around) -> Iterator[Request]:
    wanting: dict[str, dict[int, dict[int, Mapping[str, str]]]] = {}
    for number, row in placed.items():
        for column, value in row.items():
            wanted = number_format(value)
            if wanted is not None and not _is_date(now.cell(models.get(number, number), column)):
                wanting.setdefault(wanted["pattern"], {}).setdefault(number, {})[column] = wanted
    for cells in wanting.values():
        for number, column, rows in rectangles(cells):
            reach = Area(number - 1, number - 1 + len(rows), column - 1, column - 1 + len(rows[0]))
            yield {
                "repeatCell": {
                    "range": grid_range(sheet, reach),
                    "cell": {"userEnteredFormat": {"numberFormat": dict(rows[0][0])}},
                    "fields": "userEnteredFormat.numberFormat",
                }
            }


def _is_date(cell: Mapping[str, Any]) -> bool:
    return cell.get("userEnteredFormat", {}).get("numberFormat", {}).get("type") in DATES


def _hides(merge: Area, row: int, column: int) -> bool:
    """Whether the merge shows another cell in the place of this one."""
    inside = merge.first_row < row <= merge.end_row and merge.first_column < column <= merge.end_column
    return inside and (row, column) != (merge.first_row + 1, merge.first_column + 1)


def _refuse_what_is_protected(piece: Piece) -> None:
    """Google would refuse it too, in the middle of an import."""
    last = _last_row(piece)
    for one in piece.sheet.protected:
        if one.mine or one.warning_only:
            continue
        area = one.area
        meets = area is None or any(
            area.first_row < number <= area.end_row and area.first_column < column <= area.end_column
            for number, row in piece.cells.items()
            for column in row
        )
        if meets or (piece.added and area is not None and area.end_row > last and area.end_row >= piece.sheet.rows):
            raise errors.protected(piece.sheet.title)


def _landed(piece: Piece, first: int, now: Around | None) -> int:
    """The row from which on the added rows stand, which were expected from ``first`` on; 0 where they are not seen."""
    near = sorted(range(max(1, first - _FURTHEST), first + _FURTHEST + 1), key=lambda number: abs(number - first))
    return next((number for number in near if now is not None and _stands(piece, number, now)), 0)


def _stands(piece: Piece, first: int, now: Around) -> bool:
    return all(
        around.entered_as(now.cell(number, column)) == around.entered_as(_typed(value))
        for number, row in enumerate(piece.added, start=first)
        for column, value in row.items()
    )


def changed(tab: str, unknown: Sequence[str] = ()) -> SheetsError:
    """The error for a tab that is not what was read; of the cells ``unknown`` it is not known what stood there."""
    happened = Text(
        f"Somebody changed rows of “{tab}” while they were being written, so nothing was changed in them.",
        f"Alguien cambió filas de «{tab}» mientras se escribían; no se cambió nada en ellas.",
    )
    if not unknown:
        return SheetsError("changed", happened, Text("Try again.", "Vuelve a intentarlo."))
    listed = ", ".join(unknown)
    return SheetsError(
        "moved",
        Text(
            f"Somebody moved rows of “{tab}” while they were being written, and these cells now hold what belongs into "
            f"other rows: {listed}.",
            f"Alguien movió filas de «{tab}» mientras se escribían, y estas celdas tienen ahora lo que va en otras "
            f"filas: {listed}.",
        ),
        Text(
            "In Google Sheets choose File > Version history and go back to the version before, then try again.",
            "En Hojas de cálculo de Google elige Archivo > Historial de versiones, vuelve a la versión anterior e "
            "inténtalo de nuevo.",
        ),
    )


def _in_the_way(piece: Piece, what: Text) -> SheetsError:
    return SheetsError(
        "shape",
        Text(
            f"“{piece.sheet.title}” has {what.en} where the change would go, so nothing was changed.",
            f"«{piece.sheet.title}» tiene {what.es} donde iría el cambio, así que no se cambió nada.",
        ),
        Text("Move it elsewhere, or use another tab.", "Muévelo a otro lugar, o usa otra pestaña."),
    )


def _in_part(error: SheetsError, done: int, total: int) -> SheetsError:
    """The error, with how far the writing came before it."""
    happened, remedy = error.happened, error.remedy
    return SheetsError(
        error.kind,
        Text(
            f"{happened.en} {done} of {total} rows are in the sheet already.",
            f"{happened.es} Ya hay {done} de {total} filas en la hoja.",
        ),
        Text(
            f"{remedy.en} Run it again afterwards: it goes on where it stopped, and nothing is written twice.",
            f"{remedy.es} Ejecútalo de nuevo después: sigue donde quedó y nada se escribe dos veces.",
        ),
    )


def _plain(tab: str) -> Text:
    return Text(
        f"“{tab}” was being edited, so the new rows are plain: copy the look and the formulas of the row above.",
        f"«{tab}» se estaba editando y las filas nuevas quedaron simples: copia el formato y las fórmulas de la fila "
        "de arriba.",
    )
