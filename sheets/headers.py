"""Which tab is which, which row is the header, which column is which: all by name, nothing by position."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from sheets import contract
from sheets.contract import Column, normal
from sheets.workbook import HEAD_ROWS, Cell, Snapshot, TabSnapshot

#: Of these columns a row must have at least one, or it is no row of the tab.
KEYS: Mapping[str, tuple[str, ...]] = {
    "definitions": ("key",),
    "orders": ("order_id",),
    "inventory": ("sku", "product_id", "product_title"),
    "notes": ("date",),
    "actions": ("action_id", "title"),
    "sources": ("source",),
    "decisions": ("target_key",),
}
#: Groups of which a tab may have no column at all: orders without lines or buyers are orders all the same.
_OPTIONAL_GROUPS = frozenset({"line", "buyer"})
#: What tells an export's tool: each of these headers is there.
_TOOLS: Mapping[str, tuple[tuple[str, frozenset[str]], ...]] = {
    "orders": (("Shopify", frozenset({"name", "financialstatus", "lineitemname"})),),
    "inventory": (
        ("Shopify", frozenset({"handle", "title", "variantsku"})),
        ("Shopify", frozenset({"handle", "title", "option1value"})),
    ),
}
#: Tabs whose headers tell enough to be found under any name, and how many headers that takes.
_FOUND_BY_HEADERS, _TELLING_HEADERS = ("orders", "inventory"), 5
_COPY_NUMBER = re.compile(r"\d{1,2}$")
_BRACKET = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*\*?\s*$")
_CURRENCY = re.compile(r"^[A-Z]{3}$")
_RANGE = re.compile(r"^\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)$")
_SIMILAR = 0.6


@dataclass(frozen=True, slots=True)
class Header:
    """The header row of a tab.

    ``row`` is its number; ``places`` gives the column's number from 0 and ``written`` the header as it stands, by
    canonical name; ``labels`` are all headers by number. ``again`` are later headers of a column that was found:
    (canonical name, number, header). ``missing`` are columns that the tab needs and has not, ``currency`` what a
    header's bracket says of the money under it.
    """

    row: int
    places: Mapping[str, int]
    written: Mapping[str, str]
    labels: Mapping[int, str]
    again: tuple[tuple[str, int, str], ...] = ()
    missing: tuple[Column, ...] = ()
    currency: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Used:
    """The tabs that are used: the tab's name by key. ``doubles`` are the names between which nobody has chosen yet;
    ``passed`` the names that were left out because another tab has the exact name.
    """

    by_key: Mapping[str, str]
    doubles: Mapping[str, tuple[str, ...]]
    passed: Mapping[str, tuple[str, ...]]

    @property
    def names(self) -> frozenset[str]:
        """The names of all tabs that must be read whole."""
        return frozenset(self.by_key.values())


def used(tabs: Sequence[TabSnapshot]) -> Used:
    """Decide by name, and for Orders and Inventory else by headers, which tab is which."""
    free = [tab for tab in tabs if not tab.mark]
    named: dict[str, list[str]] = {}
    for tab in free:
        if key := _key_of_name(tab.name):
            named.setdefault(key, []).append(tab.name)
    claimed = {name for names in named.values() for name in names}
    for key, name in _by_headers([tab for tab in free if tab.name not in claimed], frozenset(named)):
        named.setdefault(key, []).append(name)
    by_key, doubles, passed = {}, {}, {}
    for key, names in named.items():
        chosen = _exact(key, names) if len(names) > 1 else names[0]
        if chosen is None:
            doubles[key] = tuple(names)
            continue
        by_key[key] = chosen
        if others := tuple(name for name in names if name != chosen):
            passed[key] = others
    return Used(by_key, doubles, passed)


def recognised(snapshot: Snapshot) -> bool:
    """Whether the workbook holds any tab of the contract, or one of our own."""
    found = used(snapshot.tabs)
    return bool(found.by_key or found.doubles or any(tab.mark for tab in snapshot.tabs))


def find(snapshot: Snapshot, name: str) -> TabSnapshot | None:
    """The tab that is known by this name: ``Notes`` finds ``Notas``."""
    wanted = normal(name)
    key = _key_of_name(name)
    found = used(snapshot.tabs).by_key.get(key) if key else None
    if found is not None:
        return snapshot.tab(found)
    return next((tab for tab in snapshot.tabs if normal(tab.name) == wanted), None)


def letters(tab: TabSnapshot) -> dict[str, str]:
    """Each column's letter, by the comparison form of its header and, where it has one, of its canonical name."""
    heads = [(found, key) for key in _candidates(tab.name) if (found := header(tab, key))]
    if not heads:
        return {}
    best = max((found for found, _ in heads), key=lambda found: len(found.places))
    by_header = {normal(label): letter(place) for place, label in reversed(list(best.labels.items()))}
    return {**by_header, **{normal(name): letter(place) for name, place in best.places.items()}}


def header(tab: TabSnapshot, key: str) -> Header | None:
    """The row of the first thirty with most headers of this tab, those with all that is required first."""
    best: Header | None = None
    for number in range(1, min(HEAD_ROWS, len(tab.rows)) + 1):
        found = _read_row(tab, number, key)
        if found.places and (best is None or _rank(found) > _rank(best)):
            best = found
    return best


def nearest(found: Header, column: Column) -> tuple[str, str] | None:
    """The header that looks most like a missing column's, with its letter, where any looks like it at all."""
    free = {place: label for place, label in found.labels.items() if place not in found.places.values()}
    scored = [
        (difflib.SequenceMatcher(None, normal(label), known).ratio(), place)
        for place, label in free.items()
        for known in column.known_as
    ]
    if not scored or max(scored)[0] < _SIMILAR:
        return None
    place = max(scored, key=lambda scored: (scored[0], -scored[1]))[1]
    return free[place], letter(place)


def tool(found: Header, key: str) -> str:
    """The tool whose export has these headers, or ``""``."""
    there = {normal(label) for label in found.labels.values()}
    return next((name for name, needs in _TOOLS.get(key, ()) if needs <= there), "")


def column_of(key: str, label: str) -> str:
    """The canonical column that a header means in this tab, or ``""``."""
    known = _known(key)
    for form in _forms(label):
        if form in known:
            return known[form][0]
    return ""


def letter(place: int) -> str:
    """The letter of a column numbered from 0."""
    letters = ""
    number = place + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _key_of_name(name: str) -> str:
    form = normal(name)
    for candidate in (form, _COPY_NUMBER.sub("", form)):
        for tab in contract.TABS:
            if candidate and candidate in tab.known_as:
                return tab.key
    return ""


def _exact(key: str, names: Sequence[str]) -> str | None:
    tab = contract.tab(key)
    for canonical in (tab.name.en, tab.name.es):
        if canonical in names:
            return canonical
    return None


def _by_headers(tabs: Sequence[TabSnapshot], named: frozenset[str]) -> Iterator[tuple[str, str]]:
    for tab in tabs:
        fits = []
        for key in _FOUND_BY_HEADERS:
            found = header(tab, key)
            if found and not found.missing and len(found.places) >= _TELLING_HEADERS:
                fits.append((len(found.places), key))
        if fits and (key := max(fits)[1]) not in named:
            yield key, tab.name


def _candidates(name: str) -> tuple[str, ...]:
    key = _key_of_name(name)
    return (key,) if key else tuple(tab.key for tab in contract.TABS)


def _rank(found: Header) -> tuple[bool, int]:
    return not found.missing, len(found.places)


def _read_row(tab: TabSnapshot, number: int, key: str) -> Header:
    labels = _labels(tab, number, key)
    known = _known(key)
    matches: dict[str, list[tuple[int, int]]] = {}
    for place, label in labels.items():
        for form in _forms(label):
            if form in known:
                name, rank = known[form]
                matches.setdefault(name, []).append((rank, place))
                break
    places = {name: min(found)[1] for name, found in matches.items()}
    again = [
        (name, place, labels[place])
        for name, found in matches.items()
        for _, place in sorted(found)
        if place != places[name]
    ]
    return Header(
        row=number,
        places=places,
        written={name: _clean(labels[place]) for name, place in places.items()},
        labels={place: _clean(label) for place, label in labels.items()},
        again=tuple(again),
        missing=tuple(_missing(key, places)),
        currency={name: code for name, place in places.items() if (code := _currency(labels[place]))},
    )


def _missing(key: str, places: Mapping[str, int]) -> Iterator[Column]:
    columns = contract.tab(key).columns
    there = {column.any_of for column in columns if column.name in places}
    asked = set()
    for column in columns:
        group = column.any_of
        if column.required and column.name not in places:
            yield column
        elif group and group not in _OPTIONAL_GROUPS and group not in there and group not in asked:
            asked.add(group)
            yield column


def _labels(tab: TabSnapshot, number: int, key: str) -> dict[int, str]:
    row = tab.rows[number - 1]
    found = {place: text for place, cell in enumerate(row) if (text := _text(cell))}
    for first_row, first, last_row, last in _merges(tab.merges):
        if not first_row < number:
            continue
        above = _text(_cell(tab, first_row, first))
        if last_row >= number and first == last and above and first not in found:
            found[first] = above
        elif last_row == number - 1 and last > first and above:
            # A label over several columns: "Lineitem" over "name" and "sku".
            for place in range(first, last + 1):
                if place in found and column_of(key, joined := f"{above} {found[place]}"):
                    found[place] = joined
    return dict(sorted(found.items()))


def _merges(merges: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    for merge in merges:
        if found := _RANGE.match(merge):
            yield int(found[2]), _number(found[1]), int(found[4]), _number(found[3])


def _number(letters: str) -> int:
    number = 0
    for each in letters:
        number = number * 26 + ord(each) - 64
    return number - 1


def _cell(tab: TabSnapshot, row: int, place: int) -> Cell:
    cells = tab.rows[row - 1] if row <= len(tab.rows) else ()
    return cells[place] if place < len(cells) else None


def _text(cell: Cell) -> str:
    return cell if isinstance(cell, str) and normal(cell) else ""


def _clean(label: str) -> str:
    return " ".join(label.split())


def _forms(label: str) -> Iterator[str]:
    yield normal(label)
    shorter = _BRACKET.sub("", label)
    if shorter != label and shorter:
        yield normal(shorter)


def _currency(label: str) -> str:
    found = _BRACKET.search(label)
    code = found[1].strip() if found else ""
    return code if _CURRENCY.match(code) else ""


@lru_cache(maxsize=32)
def _known(key: str) -> dict[str, tuple[str, int]]:
    """Comparison form -> (canonical name, rank). A canonical name outranks a title, a title an alias."""
    known: dict[str, tuple[str, int]] = {}
    columns = contract.tab(key).columns
    longest = max(len(column.aliases) for column in columns) + 3
    for rank in range(longest):
        for column in columns:
            names = (column.name, column.title.en, column.title.es, *column.aliases)
            if rank < len(names):
                known.setdefault(normal(names[rank]), (column.name, rank))
    return known
