"""What was read of each source: rows, columns, assumptions, words. Data health and ``check`` tell it from here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from reports.facts import STOOD_ON, Facts
from reports.language import line
from reports.numbers import Both, Count, Days, Listing
from reports.outcome import Aside, Line, Section, Source, Unmapped
from sheets import contract
from sheets.references import column_number
from sheets.tables import SkippedRows, Table

#: So many runs of rows, and so many words of one tab, are listed.
ROWS, WORDS = 12, 20
#: What may stand in a tab into which nobody has put anything.
NOTHING_YET = ("example", "blank")
#: What the figures assume of one source: told with it.
OF_SOURCE = {"Q-currency": "orders"}


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of one tab; see :class:`reports.outcome.Source`."""

    read_rows: int
    columns: dict[str, str]
    ignored: list[str]
    set_aside: list[Aside]
    unmapped: list[Unmapped]
    assumed: list[Line]


def reading(facts: Facts, table: Table) -> Reading:
    """Everything that was read of this table, and what was not."""
    blanks = [left for left in table.skipped if left.reason == "blank"]
    aside = [_aside(table, left) for left in (*table.aside, *blanks) if left.rows]
    # An export that is read where it stands may make several rows of one.
    used = int(table.frame["row"].nunique())
    return Reading(
        read_rows=used + sum(len(left.rows) for left in table.aside),
        columns=dict(sorted(table.headers.items(), key=lambda one: column_number(table.letters[one[0]]))),
        ignored=list(table.ignored),
        set_aside=aside,
        unmapped=list(_unmapped(table)),
        assumed=list(_assumed(facts, table)),
    )


def blocks(sources: Sequence[Source]) -> list[Section]:
    """One section a source that was read, in the order of the sources."""
    return [
        Section(
            id=f"source:{source.key}",
            kind="plain",
            title=Line(id="source", en=source.name, es=source.name, link=place(source.name, "A", 1)),
            lines=lines,
        )
        for source in sources
        if source.header_row and (lines := list(told(source)))
    ]


def told(source: Source) -> Iterator[Line]:
    """The source in sentences; nothing of a tab that holds nothing yet but an example."""
    if not source.rows and all(aside.reason in NOTHING_YET for aside in source.set_aside):
        return
    yield _rows(source)
    for aside in source.set_aside:
        yield aside.said
    if source.hidden_rows:
        yield line("HS-hidden", n=Count(source.hidden_rows))
    # What an importer makes of several columns has the header of the key.
    yield line("HS-columns", list=Listing(tuple(dict.fromkeys(source.columns.values()))))
    if source.ignored:
        yield line("HS-ignored", list=Listing(tuple(source.ignored)))
    yield from source.assumed
    for unmapped in source.unmapped[:WORDS]:
        yield unmapped.said
    if len(source.unmapped) > WORDS:
        yield line("HS-words-more", n=Count(len(source.unmapped) - WORDS))
    if not source.in_brief:
        yield line("HS-unused")


def place(tab: str, column: str, row: int) -> str:
    """The link to a cell of a tab."""
    quoted_name = tab.replace("'", "''")
    return f"#'{quoted_name}'!{column}{row}"


def _rows(source: Source) -> Line:
    left = sum(aside.count for aside in source.set_aside if aside.reason != "blank")
    used = source.read_rows - left
    covers: Line | str = ""
    if source.covers_from and source.covers_to:
        covers = line(
            "HS-covers", days=Days(date.fromisoformat(source.covers_from), date.fromisoformat(source.covers_to))
        )
    if not left:
        return line("HS-rows-all", n=Count(used), covers=covers)
    return line("HS-rows", n=Count(source.read_rows), u=Count(used), covers=covers)


def _aside(table: Table, left: SkippedRows) -> Aside:
    runs = list(_runs(left.rows))
    more = line("HL-rows-more", n=Count(sum(last - first + 1 for first, last in runs[ROWS:]))) if runs[ROWS:] else ""
    said = line(
        f"HS-{left.reason}",
        place(table.name, "A", left.rows[0]),
        n=Count(len(left.rows)),
        rows=Listing(tuple(str(first) if first == last else f"{first}–{last}" for first, last in runs[:ROWS])),
        more=more,
        why=Both(left.why.en, left.why.es),
        header=_key(table),
    )
    return Aside(reason=left.reason, count=len(left.rows), said=said)


def _key(table: Table) -> str:
    return next((table.headers[name] for name in contract.tab(table.key).keys if table.has(name)), "")


def _runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Rows that follow one another, as their first and last."""
    for _, run in groupby(enumerate(sorted(rows)), key=lambda placed: placed[1] - placed[0]):
        numbers = [number for _, number in run]
        yield numbers[0], numbers[-1]


def _unmapped(table: Table) -> Iterator[Unmapped]:
    """The words that no choice knows, those that stand most often first."""
    found = [(name, word, rows) for name, words in table.strangers.items() for word, rows in words.items()]
    for name, word, rows in sorted(found, key=lambda one: (-len(one[2]), one[0], one[1])):
        link = place(table.name, table.letters[name], rows[0])
        said = line("HS-unmapped", link, header=table.headers[name], word=word, n=Count(len(rows)))
        yield Unmapped(column=name, word=word, count=len(rows), said=said)


def _assumed(facts: Facts, table: Table) -> Iterator[Line]:
    if table.frame.empty:
        return
    for text in table.assumptions:
        yield line("HS-assumed", said=Both(text.en, text.es))
    yield from (said for said in facts.assumptions if OF_SOURCE.get(said.id) == table.key)
    if table.key not in OF_SOURCE.values() and _has_amounts(table) and not _says_currency(table):
        yield line("HS-currency", code=facts.currency)


def _has_amounts(table: Table) -> bool:
    """Whether amounts stand in a tab that might say their currency."""
    columns = contract.tab(table.key).columns
    money = [column.name for column in columns if column.kind == "money" and table.has(column.name)]
    might = any(column.name == "currency" for column in columns)
    return might and any(table.frame[name].notna().any() for name in money)


def _says_currency(table: Table) -> bool:
    return table.has("currency") and bool(table.frame["currency"].notna().any())


def in_brief(key: str) -> bool:
    """Whether any line of the brief stands on this source."""
    return key in STOOD_ON
