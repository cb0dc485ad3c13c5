"""What the words of tags, questions and reasons mean: the founder's ``Tag map`` first, then the prefilled patterns."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

import pandas as pd

from reports.metrics.shop import column
from sheets.contract.patterns import PATTERNS, meant, part
from sheets.tables import Table, Tables

#: A row without a priority stands behind those with one.
LAST = 1_000
#: A tab with at least this share of the prefilled patterns of a kind is the whole list: what was deleted stays deleted.
WHOLE_FROM = 0.5
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a text means: a key of ``sheets.contract.patterns`` or the founder's own word, and a part of it.

    ``maps_to`` is ``""`` where the founder says that it is known and means nothing of ours.
    """

    maps_to: str
    subtheme: str = ""
    surface: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class _Row:
    """One pattern. ``order`` puts the stronger one first: founder's, priority, length."""

    words: tuple[str, ...]
    wild: re.Pattern[str] | None
    order: tuple[int, int, int, int]
    meanings: tuple[Meaning, ...]


@dataclass(frozen=True, eq=False)
class TagMap:
    """Finds what texts mean; the same text is looked at once."""

    rows: tuple[_Row, ...]
    _by_word: dict[str, list[_Row]] = field(default_factory=dict, repr=False)
    _wild: list[_Row] = field(default_factory=list, repr=False)
    _starts: dict[str, tuple[_Row, ...]] = field(default_factory=dict, repr=False)
    _known: dict[str, tuple[Meaning, ...]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        for row in self.rows:
            if row.wild is None:
                self._by_word.setdefault(row.words[0], []).append(row)
            else:
                self._wild.append(row)

    def means(self, text: str) -> tuple[Meaning, ...]:
        """Everything that the text means, the strongest first; nothing where no pattern stands in it.

        Whole words and their plurals, without regard to case and accents. A word that a stronger pattern (the
        founder's, a lower priority number, a longer one) stands on is not looked at again.
        """
        if text not in self._known:
            self._known[text] = tuple(self._found(text))
        return self._known[text]

    def _found(self, text: str) -> Iterator[Meaning]:
        taken: dict[int, tuple[int, ...]] = {}
        for row, start, end in sorted(self._matches(words_of(text)), key=lambda match: (match[0].order, match[1])):
            span = (start, end, *row.order[:3])
            # The same words may mean two things in one list; a part of them is no word of its own.
            if all(taken.get(at, span) == span for at in range(start, end)):
                taken.update(dict.fromkeys(range(start, end), span))
                yield from row.meanings

    def _matches(self, words: Sequence[str]) -> Iterator[tuple[_Row, int, int]]:
        for at, own in enumerate(words):
            for row in self._starting(own):
                end = at + len(row.words)
                if end <= len(words) and all(
                    word in _forms(found) for word, found in zip(row.words[1:], words[at + 1 : end], strict=True)
                ):
                    yield row, at, end
        if not self._wild:
            return
        joined = "".join(f" {word}" for word in words) + " "
        for row in self._wild:
            assert row.wild is not None
            for match in row.wild.finditer(joined):
                start = joined.count(" ", 0, match.start())
                if length := match[0].count(" "):
                    yield row, start, start + length

    def _starting(self, word: str) -> tuple[_Row, ...]:
        """The patterns that begin with this word, or with what it is the plural of."""
        if word not in self._starts:
            self._starts[word] = tuple(row for form in _forms(word) for row in self._by_word.get(form, ()))
        return self._starts[word]


def tag_map(tables: Tables, kind: str) -> TagMap:
    """The patterns of one kind (``support_tag``, ``return_reason`` …)."""
    table = tables.get("tag_map")
    own = list(_own(table, kind)) if table is not None else []
    filled = [one for one in PATTERNS if one.kind == kind]
    names = {row.words for row in own}
    there = sum(tuple(words_of(one.pattern)) in names for one in filled)
    if filled and there >= WHOLE_FROM * len(filled):
        return TagMap(tuple(own))
    rest = [
        _row(one.pattern, tuple(Meaning(theme, one.subtheme) for theme in one.maps_to), LAST, own=False, at=at)
        for at, one in enumerate(filled)
    ]
    return TagMap((*own, *(row for row in rest if row is not None)))


def places(tables: Tables, theme: str) -> tuple[str, str]:
    """Where the founder's ``Tag map`` says that a theme is mended: surface and link, ``""`` where it tells none."""
    table = tables.get("tag_map")
    own = sorted(_own(table, "support_tag"), key=lambda row: row.order) if table is not None else []
    meant = [meaning for row in own for meaning in row.meanings if meaning.maps_to == theme]
    surface = next((meaning.surface for meaning in meant if meaning.surface), "")
    return surface, next((meaning.link for meaning in meant if meaning.link), "")


def with_strangers(tables: Tables) -> Tables:
    """The tables, with the words of ``Tag map`` that name no theme of ours among what nobody knows there."""
    table = tables.get("tag_map")
    if table is None or not (table.has("kind") and table.has("maps_to")):
        return tables
    unknown: dict[str, tuple[int, ...]] = {}
    for row, kind, maps_to in zip(table.frame["row"], table.frame["kind"], table.frame["maps_to"], strict=True):
        if kind == "support_tag" and isinstance(maps_to, str):
            for word in _parts(maps_to):
                if meant(kind, word) is None:
                    unknown[word] = (*unknown.get(word, ()), int(row))
    if not unknown:
        return tables
    told = replace(table, strangers={**table.strangers, "maps_to": unknown})
    return replace(tables, by_key={**tables.by_key, "tag_map": told})


def _parts(maps_to: str) -> list[str]:
    return [word.strip() for word in re.split(r"[;,/]", maps_to) if word.strip()]


def _own(table: Table, kind: str) -> Iterator[_Row]:
    frame = table.frame
    names = ("pattern", "kind", "maps_to", "subtheme", "surface", "link", "priority")
    cells = [column(table, frame, name) for name in names]
    for at, (pattern, of, maps_to, *rest, priority) in enumerate(zip(*cells, strict=True)):
        if of != kind or not isinstance(pattern, str) or not isinstance(maps_to, str):
            continue
        subtheme, *where = (text if isinstance(text, str) else "" for text in rest)
        meanings = tuple(dict.fromkeys(Meaning(_meant(kind, word), part(subtheme), *where) for word in _parts(maps_to)))
        row = _row(pattern, meanings, LAST if pd.isna(priority) else int(priority), own=True, at=at)
        if row is not None:
            yield row


def _meant(kind: str, word: str) -> str:
    """The key that is meant. A theme must be one of ours; a reason of the founder's own stays as it is written."""
    found = meant(kind, word)
    if found is not None:
        return found
    return "" if kind == "support_tag" else word


def _row(pattern: str, meanings: tuple[Meaning, ...], priority: int, *, own: bool, at: int) -> _Row | None:
    words = tuple(words_of(pattern))
    if not meanings or not (words or "*" in pattern):
        return None
    order = (0 if own else 1, priority, -sum(map(len, words)), at)
    return _Row(words, _wild(pattern) if "*" in pattern else None, order, meanings)


def _wild(pattern: str) -> re.Pattern[str]:
    """A pattern with ``*`` as a regular expression over words, each with a space before it."""
    pieces = pattern.split()
    parts = []
    for at, piece in enumerate(pieces):
        if set(piece) == {"*"}:
            parts.append(r"(?: \S+)*" if at + 1 == len(pieces) else r"(?: \S+)*?")
        elif "*" in piece:
            parts.append(" " + r"\S*".join(re.escape("".join(words_of(part))) for part in piece.split("*")) + "(?= )")
        else:
            parts += [f" {re.escape(word)}(?:e?s)?(?= )" for word in words_of(piece)]
    return re.compile("".join(parts))


@lru_cache(maxsize=4096)
def _forms(word: str) -> tuple[str, ...]:
    """A word, and what it may be the plural of."""
    found = [word]
    if len(word) > 3 and word.endswith("s"):
        found.append(word[:-1])
        if word.endswith("es"):
            found.append(word[:-2])
    return tuple(found)


def words_of(text: str) -> list[str]:
    """The words of a text, in lower case and without accents."""
    plain = text.casefold()
    if not plain.isascii():
        plain = "".join(sign for sign in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(sign))
    return _WORD.findall(plain)
