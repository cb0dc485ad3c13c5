"""Rows for the tab Decisions of a workbook: in its own columns and words, and the tab itself where it has none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from sheets.contract import our_tab, tab
from sheets.errors import SheetsError, Text
from sheets.workbook import Cell, Edit, More

if TYPE_CHECKING:
    from reports.outcome import Decided, Outcome
    from sheets.workbook import Snapshot

DECISIONS = tab("decisions")


def more(decided: Sequence[Decided], snapshot: Snapshot) -> More:
    """What puts these decisions into the workbook; nothing for those that stand there already."""
    from sheets import headers

    used = headers.used(snapshot.tabs)
    name = used.by_key.get(DECISIONS.key)
    sheet = snapshot.tab(name) if name else None
    if sheet is None:
        rows = [as_cells(one, _language(snapshot)) for one in decided]
        return More(tabs=drawn(rows, snapshot)) if rows else More()
    head = headers.header(sheet, DECISIONS.key)
    letters = {column: headers.letter(place) for column, place in head.places.items()} if head else {}
    language = language_of(head.written.values()) if head else "en"
    there = [_texts(row, head.places) for row in sheet.rows[head.row :]] if head else []
    rows = [as_cells(one, language) for one in decided if not any(_is(one, row) for row in there)]
    told = tuple({letters[column]: cell for column, cell in row.items() if column in letters} for row in rows)
    return More(edits=(Edit(sheet.name, rows=told),)) if told else More()


def left_out(outcome: Outcome, why: SheetsError) -> Outcome:
    """The Outcome where the tab could not take its decisions: what was typed stays where it was typed, and says why."""
    from reports import harvest

    said = Text(why.message("en"), why.message("es"))
    memory, unclear = harvest.refused(outcome.decided, outcome.memory, said)
    return msgspec.structs.replace(outcome, memory=memory, unclear=[*outcome.unclear, *unclear], decided=[])


def not_taken(why: SheetsError) -> Text:
    """The sentence for the founder where the tab could not take a decision."""
    en, es = why.message("en"), why.message("es")
    return Text(
        f"What you decided on our tabs could not be added to Decisions and stays where you typed it: {en}",
        f"Lo que decidiste en nuestras pestañas no se pudo agregar a Decisions y sigue donde lo escribiste: {es}",
    )


def not_understood(outcome: Outcome) -> Iterator[Text]:
    """One sentence for each decision that was typed and is not understood."""
    titles = {("exceptions", row.key): (row.title.en, row.title.es) for row in outcome.exceptions}
    titles |= {("products", product.key): (product.title, product.title) for product in outcome.products}
    tabs = {"exceptions": our_tab("exceptions").name, "products": our_tab("products").name}
    for one in outcome.unclear:
        en, es = titles.get((one.where, one.key), (one.key, one.key))
        typed = (f" (“{one.value}”)", f" («{one.value}»)") if one.value else ("", "")
        yield Text(
            f"{tabs[one.where]}, {en}{typed[0]}: {one.said.en}", f"{tabs[one.where]}, {es}{typed[1]}: {one.said.es}"
        )


def drawn(rows: Sequence[Mapping[str, Cell]], snapshot: Snapshot) -> bytes:
    """The tab as ``add`` draws it, with these rows (by canonical column) in the place of the example."""
    from sheets.template.upgrade import drawn as drawn_tabs

    return drawn_tabs((DECISIONS,), _language(snapshot), {DECISIONS.key: rows})


def name_in(snapshot: Snapshot) -> str:
    """What the tab is called when it is made."""
    return DECISIONS.name.in_(_language(snapshot))


def by_column(rows: Sequence[Mapping[str, Cell]], snapshot: Snapshot) -> list[dict[str, Cell]]:
    """Rows of the tab that is to be made, by canonical columns, that named them in comparison form."""
    names = {form: column.name for column in DECISIONS.columns for form in column.known_as}
    if lost := [name for row in rows for name in row if name not in names]:
        raise SheetsError(
            "no_column",
            Text(f"Decisions has no column {lost[0]}.", f"Decisiones no tiene la columna {lost[0]}."),
            Text("Name the column by its header.", "Nombra la columna por su encabezado."),
        )
    told = [{names[name]: cell for name, cell in row.items() if cell not in (None, "")} for row in rows]
    language = _language(snapshot)
    return [{**row, **({"kind": word(str(row["kind"]), language)} if "kind" in row else {})} for row in told]


def by_letter(rows: Sequence[Mapping[str, Cell]], snapshot: Snapshot) -> list[dict[str, Cell]]:
    """The same rows by the letters that their columns will have."""
    from sheets.headers import letter

    letters = {column.name: letter(place) for place, column in enumerate(DECISIONS.columns)}
    return [{letters[name]: cell for name, cell in row.items()} for row in by_column(rows, snapshot)]


def as_cells(one: Decided, language: str) -> dict[str, Cell]:
    """A decision as the cells of its row, by canonical column; its kind in the language's own word."""
    return {
        "decided_at": datetime.fromisoformat(one.decided_at),
        "kind": word(one.kind, language),
        "target_key": one.target_key,
        **({"value": one.value} if one.value else {}),
        **({"until": date.fromisoformat(one.until)} if one.until else {}),
        **({"reason": one.reason} if one.reason else {}),
        **({"by": one.by} if one.by else {}),
    }


def word(kind: str, language: str) -> str:
    """A kind of decision as the column's list shows it in this language; another text stays as it is."""
    words = DECISIONS.column("kind").choices.get(kind, ())
    return words[1 if language == "es" and len(words) > 1 else 0] if words else kind


def language_of(headers: Iterable[str]) -> str:
    """Spanish where more of these headers are the contract's Spanish titles than its English ones."""
    said = set(headers)
    spanish = sum(column.title.es in said for column in DECISIONS.columns)
    return "es" if spanish > sum(column.title.en in said for column in DECISIONS.columns) else "en"


def _language(snapshot: Snapshot) -> str:
    from sheets.template.upgrade import language_of as language_of_tabs

    return language_of_tabs(snapshot)


def _texts(row: Sequence[Cell], places: Mapping[str, int]) -> dict[str, Cell]:
    return {name: row[place] for name, place in places.items() if place < len(row)}


def _is(one: Decided, row: Mapping[str, Cell]) -> bool:
    """Whether the row is this very decision, which an earlier write of the same brief put there."""
    at = row.get("decided_at")
    # A sheet keeps a moment as a number, which may be a hair off.
    return isinstance(at, datetime) and (
        abs(at.replace(tzinfo=None) - datetime.fromisoformat(one.decided_at)) < timedelta(seconds=30)
        and str(row.get("target_key") or "").strip() == one.target_key
        and str(row.get("value") or "").strip() == one.value
        and str(row.get("reason") or "").strip() == one.reason.strip()
    )
