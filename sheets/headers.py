"""Which tab is which, which row is the header, which column is which: all by name, nothing by position."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sheets import contract, labels
from sheets.contract import Column, normal
from sheets.labels import column_of
from sheets.workbook import HEAD_ROWS, Snapshot, TabSnapshot

__all__ = [
    "KEYS",
    "Header",
    "Used",
    "column_of",
    "find",
    "header",
    "key_of_name",
    "letter",
    "letters",
    "nearest",
    "recognised",
    "tool",
    "used",
]

#: Of these columns a row must have at least one, or it is no row of the tab.
KEYS: Mapping[str, tuple[str, ...]] = {tab.key: tab.keys for tab in contract.TABS}
#: Groups of which a tab may have no column at all: orders without lines or buyers are orders all the same.
_OPTIONAL_GROUPS = frozenset({"line", "buyer", "paid_for"})
#: What tells an export's tool: each of these headers is there.
_TOOLS: Mapping[str, tuple[tuple[str, frozenset[str]], ...]] = {
    "orders": (("Shopify", frozenset({"name", "financialstatus", "lineitemname"})),),
    "inventory": (
        ("Shopify", frozenset({"handle", "title", "variantsku"})),
        ("Shopify", frozenset({"handle", "title", "option1value"})),
    ),
}
#: Tabs whose headers tell enough to be found under any name, and how many headers that takes.
FOUND_BY_HEADERS, _TELLING_HEADERS = ("orders", "inventory"), 5
#: So many headers of a tab beyond the first ones must stand under one of its other names for it to be that tab.
_LEAST_HEADERS = 3
_STARTERS = frozenset(tab.key for tab in contract.STARTER)
_COPY_NUMBER = re.compile(r"\d{1,2}$")
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
    keys = {tab.name: key for tab in free if (key := key_of_name(tab.name))}
    taken = frozenset(keys.values())
    named: dict[str, list[str]] = {}
    for tab in free:
        if (key := keys.get(tab.name, "")) and (key in _STARTERS or _is_meant(tab, key, taken)):
            named.setdefault(key, []).append(tab.name)
    claimed = {name for names in named.values() for name in names}
    for key, name in _by_headers([tab for tab in free if tab.name not in claimed], taken):
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


def _is_meant(tab: TabSnapshot, key: str, taken: frozenset[str]) -> bool:
    """Whether a tab that goes by the name of one beyond the first ones is that tab, and not one of the founder's own.

    A tab Products that holds a whole export of products is the inventory where nothing else is; and only the name that
    a new tab has tells enough alone: what is called Tags may be anything.
    """
    if next(_by_headers([tab], taken), None):
        return False
    declared = contract.tab(key)
    if normal(tab.name) in map(normal, (key, declared.name.en, declared.name.es)):
        return True
    found = header(tab, key)
    return found is not None and (not found.missing or len(found.places) >= _LEAST_HEADERS)


def recognised(snapshot: Snapshot) -> bool:
    """Whether the workbook holds any tab of the contract, or one of our own."""
    found = used(snapshot.tabs)
    return bool(found.by_key or found.doubles or any(tab.mark for tab in snapshot.tabs))


def find(snapshot: Snapshot, name: str) -> TabSnapshot | None:
    """The tab that is known by this name: ``Notes`` finds ``Notas``."""
    wanted = normal(name)
    key = key_of_name(name)
    found = used(snapshot.tabs).by_key.get(key) if key else None
    if found is not None:
        return snapshot.tab(found)
    return next((tab for tab in snapshot.tabs if normal(tab.name) == wanted), None)


def letters(tab: TabSnapshot) -> dict[str, str]:
    """Each column's letter, by the comparison form of its header and, where it has one, of its canonical name."""
    heads = [(found, key) for key in _candidates(tab) if (found := header(tab, key))]
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


def letter(place: int) -> str:
    """The letter of a column numbered from 0."""
    letters = ""
    number = place + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def key_of_name(name: str) -> str:
    """The key of the tab that goes by this name, alias or copy of one (``Orders 2``); ``""`` where none does."""
    tab = contract.known(name) or contract.known(_COPY_NUMBER.sub("", normal(name)))
    return tab.key if tab else ""


def _exact(key: str, names: Sequence[str]) -> str | None:
    tab = contract.tab(key)
    for canonical in (tab.name.en, tab.name.es):
        if canonical in names:
            return canonical
    return None


def _by_headers(tabs: Sequence[TabSnapshot], named: frozenset[str]) -> Iterator[tuple[str, str]]:
    for tab in tabs:
        fits = []
        for key in FOUND_BY_HEADERS:
            found = header(tab, key)
            if found and not found.missing and len(found.places) >= _TELLING_HEADERS:
                fits.append((len(found.places), key))
        if fits and (key := max(fits)[1]) not in named:
            yield key, tab.name


def _candidates(tab: TabSnapshot) -> tuple[str, ...]:
    """The tabs of the contract that this one may be: by its name, else each of which it has a header."""
    if key := key_of_name(tab.name):
        return (key,)
    forms = {
        form for row in tab.rows[:HEAD_ROWS] for cell in row if isinstance(cell, str) for form in labels.forms(cell)
    }
    merged = bool(tab.merges)
    return tuple(tab.key for tab in contract.TABS if merged or not labels.known(tab.key).keys().isdisjoint(forms))


def _rank(found: Header) -> tuple[bool, int]:
    return not found.missing, len(found.places)


def _read_row(tab: TabSnapshot, number: int, key: str) -> Header:
    written = labels.of_row(tab, number, key)
    matches: dict[str, list[tuple[int, int]]] = {}
    for place, label in written.items():
        if meant := labels.meaning(key, label):
            matches.setdefault(meant[0], []).append((meant[1], place))
    places = {name: min(found)[1] for name, found in matches.items()}
    again = [
        (name, place, written[place])
        for name, found in matches.items()
        for _, place in sorted(found)
        if place != places[name]
    ]
    return Header(
        row=number,
        places=places,
        written={name: _clean(written[place]) for name, place in places.items()},
        labels={place: _clean(label) for place, label in written.items()},
        again=tuple(again),
        missing=tuple(_missing(key, places)),
        currency={name: code for name, place in places.items() if (code := labels.currency(written[place]))},
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


def _clean(label: str) -> str:
    return " ".join(label.split())
