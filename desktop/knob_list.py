"""The definitions as the page lists them: what may be set, what is set, and what will be once it is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop import edits
from desktop.theme import Look
from reports.definitions import GROUPS, SHOWN_ONLY, Knob
from reports.definitions.values import as_text, declaration, parsed, same, scope_of
from reports.outcome import Setting
from sheets.contract import normal

if TYPE_CHECKING:
    from desktop.session import Session

#: The group of rows that the founder added.
OWN = "own"


@dataclass(frozen=True, slots=True)
class Entry:
    """One value: of a knob for one scope (``""`` = for all), as texts.

    ``standard`` is what holds unless something is set, ``value`` what the cell says (``None`` = no such row), and
    ``waits`` what will stand there once it is written (``None`` = nothing waits).
    """

    knob: Knob
    scope: str
    standard: str
    value: str | None = None
    waits: str | None = None
    row: Setting | None = None

    @property
    def now(self) -> str:
        """What holds, or will once it is written; ``""`` is not set."""
        said = self.waits if self.waits is not None else self.value
        return self.standard if not said or self.is_refused else said

    @property
    def is_refused(self) -> bool:
        """Whether what the cell says cannot be used."""
        return self.waits is None and self.row is not None and self.row.problem is not None

    @property
    def is_own(self) -> bool:
        """Whether the founder set it to something else than the standard."""
        said = self.waits if self.waits is not None else self.value
        return bool(said) and not self.is_refused and not same(said or "", self.standard, self.knob)


@dataclass(frozen=True, slots=True)
class Listed:
    """One key with its values by scope, that for all first."""

    key: str
    entries: tuple[Entry, ...]

    @property
    def knob(self) -> Knob:
        """What is declared of it."""
        return self.entries[0].knob

    @property
    def shown_only(self) -> bool:
        """Whether it changes no figure."""
        return self.key.startswith(SHOWN_ONLY)

    @property
    def is_own(self) -> bool:
        """Whether any of its values was set by the founder, be it in a way that cannot be used."""
        return any(entry.is_own or entry.is_refused for entry in self.entries)


def groups(session: Session) -> list[tuple[str, list[Listed]]]:
    """Every knob by group, as it stands in the workbook whose brief is shown; rows of the founder's own last."""
    rows: list[Setting] = session.section("settings") or []
    waits = edits.waiting_settings(session)
    found = [(name, _listed(knobs, rows, waits)) for name, knobs in GROUPS]
    known = {knob.key for _, knobs in GROUPS for knob in knobs}
    own: dict[str, list[Entry]] = {}
    for row in rows:
        if row.key not in known and (knob := _declared(row.key)) is not None:
            scope = "" if scope_of(row.scope) == ("", "") else row.scope
            own.setdefault(row.key, []).append(Entry(knob, scope, "", row.value, waits.get((row.key, scope)), row))
    for (key, scope), value in waits.items():
        if key not in known and key not in own and (knob := _declared(key)) is not None:
            own[key] = [Entry(knob, scope, "", None, value)]
    return [*found, (OWN, [Listed(key, tuple(entries)) for key, entries in own.items()])]


def unknown_rows(session: Session) -> list[Setting]:
    """Rows of Definitions that mean nothing here."""
    rows: list[Setting] = session.section("settings") or []
    return [row for row in rows if _declared(row.key) is None]


def shown(look: Look, knob: Knob, text: str) -> str:
    """A value in the window's own words and numbers."""
    if not text:
        return look.words("definitions.not_set")
    try:
        value = parsed(text, knob)
    except ValueError:
        return text
    if knob.kind == "flag":
        return look.words("definitions.yes" if value else "definitions.no")
    if knob.kind == "rate" and isinstance(value, float):
        decimals = 0 if round(value * 100, 6) == round(value * 100) else 1
        return look.words.percent(value, decimals)
    if knob.kind in ("money", "number", "count") and value is not None:
        plain = float(value)
        return look.words.number(plain, 0 if plain.is_integer() else len(f"{plain:.4f}".rstrip("0").partition(".")[2]))
    if knob.kind == "choice" and look.words.has(f"choice.{value}"):
        return look.words(f"choice.{value}")
    return text


def unit(look: Look, knob: Knob) -> str:
    """What the value counts, in the window's language."""
    key = f"unit.{knob.unit}"
    return look.words(key) if look.words.has(key) else ""


def scope_word(look: Look, kind: str) -> str:
    """A kind of scope inside a sentence; what is written in capitals stays so."""
    word = look.words(f"scope.{kind}") if look.words.has(f"scope.{kind}") else kind
    return word if word.isupper() else word.lower()


def scope_words(look: Look, scope: str) -> str:
    """What a value is for: ``for all``, ``type: jersey``."""
    kind, name = scope_of(scope)
    if not kind:
        return look.words("definitions.for_all")
    word = look.words(f"scope.{kind}") if look.words.has(f"scope.{kind}") else kind
    return f"{word}: {scope.partition(':')[2].strip() or name}"


def matches(look: Look, listed: Listed, wanted: str) -> bool:
    """Whether the words that are searched for stand in what is told of it, in whatever spelling."""
    told = normal(" ".join([listed.key, look.say(listed.knob.told), *(one.scope + one.now for one in listed.entries)]))
    return all(normal(word) in told for word in wanted.split())


def _listed(knobs: Iterable[Knob], rows: list[Setting], waits: dict[tuple[str, str], str]) -> list[Listed]:
    by_key: dict[str, dict[tuple[str, str], Entry]] = {}
    for knob in knobs:
        by_key.setdefault(knob.key, {})[scope_of(knob.applies_to)] = Entry(
            knob, knob.applies_to, as_text(knob.default), waits=waits.get((knob.key, knob.applies_to))
        )
    for row in rows:
        if row.key in by_key:
            _put(by_key[row.key], row, waits)
    for (key, scope), value in waits.items():
        if key in by_key and scope_of(scope) not in by_key[key]:
            knob = next(iter(by_key[key].values())).knob
            by_key[key][scope_of(scope)] = Entry(knob, scope, "", None, value)
    return [
        Listed(key, tuple(sorted(entries.values(), key=lambda one: bool(one.scope)))) for key, entries in by_key.items()
    ]


def _put(entries: dict[tuple[str, str], Entry], row: Setting, waits: dict[tuple[str, str], str]) -> None:
    place = scope_of(row.scope)
    there = entries.get(place)
    scope = "" if place == ("", "") else row.scope
    knob = there.knob if there else next(iter(entries.values())).knob
    waiting = waits.get((row.key, scope))
    standard = row.standard or (there.standard if there else "")
    entries[place] = Entry(knob, scope, standard, row.value, waiting, row)


def _declared(key: str) -> Knob | None:
    try:
        return declaration(key)
    except StopIteration:
        return None
