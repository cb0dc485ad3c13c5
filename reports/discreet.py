"""What a person wrote, fit to be shown to others: no e-mail address, telephone or street; of a customer, an initial."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace

import pandas as pd

from reports.private import without_addresses, without_contacts
from sheets.errors import Text
from sheets.tables import Problem, Table, Tables

#: Who writes says their name, and may never have bought: two words or more with capitals after an introduction.
_INTRODUCED = re.compile(
    r"\b((?i:soy|me llamo|mi nombre es|[tl]e escribe|my name is|i am|i['’]m|atentamente|atte|cordialmente)"
    r"[.,:]?\s+[A-ZÁÉÍÓÚÜÑ][\w'’-]*)\s+(?:(?:de|del|la|las|los|y)\s+)*([A-ZÁÉÍÓÚÜÑ])[\w'’-]+"
    r"(?:\s+(?:(?:de|del|la|las|los|y)\s+)*[A-ZÁÉÍÓÚÜÑ][\w'’-]+)*\.?"
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SPACES = re.compile(r"[^\S\n]{2,}|\t")
_TWO_WORDS = re.compile(r"^(\S+ \S+)", re.MULTILINE)
#: Where customers are named. An address or a number may stand in Support instead, and hides nothing more.
_NAMES = (("orders", "customer_name"), ("orders", "ship_name"), ("support", "customer"))
#: More words has no name that is written in a note.
_MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Discreet:
    """Shows texts without what belongs to customers.

    ``names`` are their whole names and ``begins`` the first two words of each, as :func:`_plain` makes them.
    """

    names: frozenset[str] = field(default=frozenset(), repr=False)
    begins: frozenset[str] = field(default=frozenset(), repr=False)

    def text(self, said: str) -> str:
        """The text with ``…`` for addresses and telephones, and ``Ana G.`` for the whole name of a customer."""
        short = _INTRODUCED.sub(r"\1 \2.", without_addresses(without_contacts(said)))
        return self._with_initials(short) if self.begins else short

    def _with_initials(self, said: str) -> str:
        words = list(_WORD.finditer(said))
        plain = [_plain(word[0]) for word in words]
        parts, at, start = [], 0, 0
        while at + 1 < len(words):
            length = self._words_of_name(plain[at:])
            if length:
                parts += [said[start : words[at].end()], f" {words[at + 1][0][0].upper()}."]
                start = words[at + length - 1].end()
                # One point is enough where the name ends a sentence.
                start += said[start : start + 1] == "."
            at += length or 1
        return "".join((*parts, said[start:]))

    def _words_of_name(self, words: list[str]) -> int:
        """How many of these words are a customer's name, or the beginning of one; 0 where the first two are none."""
        if " ".join(words[:2]) not in self.begins:
            return 0
        return max(
            length
            for length in range(2, len(words) + 1)
            if length == 2
            or (
                length <= _MOST_WORDS
                and any((name + " ").startswith(" ".join(words[:length]) + " ") for name in self.names)
            )
        )


def discreet(tables: Tables) -> Discreet:
    """What is known of the customers in ``Orders`` and ``Support``: their whole names, of two words or more."""
    found = [(tables.get(key), name) for key, name in _NAMES]
    said = [table.frame[name] for table, name in found if table is not None and name in table.frame]
    if not said:
        return Discreet()
    # A shop may have a hundred thousand: all names are one text until they are told apart.
    lines = _SPACES.sub(" ", _plain("\n".join(map(str, pd.unique(pd.concat(said).dropna())))))
    return Discreet(frozenset(lines.split("\n")), frozenset(_TWO_WORDS.findall(lines)))


def told(tables: Tables, words: Discreet) -> Tables:
    """The tables, with problems and words that quote no customer: where columns slipped, a day may be a name."""
    return replace(
        tables,
        by_key={key: _without_people(table, words) for key, table in tables.by_key.items()},
        problems=tuple(_told(problem, words) for problem in tables.problems),
    )


def _without_people(table: Table, words: Discreet) -> Table:
    """The table, with headers and unknown words that name no customer."""
    if not table.ignored and not table.strangers:
        return table
    strangers: dict[str, dict[str, tuple[int, ...]]] = {}
    for name, found in table.strangers.items():
        told = strangers.setdefault(name, {})
        for word, rows in found.items():
            short = words.text(word)
            told[short] = (*told.get(short, ()), *rows)
    return replace(table, ignored=tuple(map(words.text, table.ignored)), strangers=strangers)


def _told(problem: Problem, words: Discreet) -> Problem:
    short = words.text(problem.value) if problem.value else ""
    if short == problem.value:
        return problem
    said = Text(problem.said.en.replace(problem.value, short), problem.said.es.replace(problem.value, short))
    return replace(problem, value=short, said=said)


def _plain(text: str) -> str:
    plain = text.casefold()
    return plain if plain.isascii() else unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
