"""Reading ``Definitions``: what the founder set, by the declarations in :mod:`reports.definitions`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from reports.definitions import FAMILIES, KNOBS, Knob
from reports.money import shown_decimals
from sheets.contract import normal
from sheets.errors import Text
from sheets.tables import Problem, ReadingStyle, Table

#: From the narrowest scope to the widest; a scope not named here stands before ``all``.
SCOPES = ("sku", "product", "type")
#: Scopes as a Spanish sheet names them.
_SCOPE_NAMES = {
    "producto": "product",
    "tipo": "type",
    "fuente": "source",
    "zona": "zone",
    "transportadora": "carrier",
    "metodo": "method",
    "medio": "method",
    "sede": "location",
    "ubicacion": "location",
}
_YES = frozenset({"yes", "true", "si", "x", "1", "verdadero"})
_NO = frozenset({"no", "false", "0", "falso"})
_THOUSANDS = re.compile(r"-?\d{1,3}(?:[.,]\d{3})+")
#: Both marks in one number tell which is which: the last one is the decimal.
_BOTH_MARKS = re.compile(r"-?\d{1,3}(?:\.\d{3})+,\d+|-?\d{1,3}(?:,\d{3})+\.\d+")
_CURRENCY = re.compile(r"[A-Za-z]{3}")
_HOURS = re.compile(r"(\d{1,2})(?::(\d{2}))?\s*(?:-|–|a|to)\s*(\d{1,2})(?::(\d{2}))?")

_normal = lru_cache(maxsize=8192)(normal)
_MAP = "map."
_DECLARED: dict[tuple[str, str], Knob] = {(knob.key, knob.applies_to): knob for knob in KNOBS}
_FIRST: dict[str, Knob] = {knob.key: knob for knob in reversed(KNOBS)}
_NAMES: dict[str, str] = {normal(key): key for key in _FIRST} | {
    normal(key.removeprefix("cat.")): key for key in _FIRST if key.startswith("cat.")
}


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of ``Definitions``: ``text`` is the value as written; ``own`` if it differs from its default cell."""

    key: str
    applies_to: str
    text: str
    value: Any
    row: int
    own: bool


@dataclass(frozen=True, eq=False)
class Knobs:
    """Every knob's value. ``own`` are the founder's own settings, ``unknown`` rows that mean nothing to us."""

    settings: tuple[Setting, ...] = ()
    problems: tuple[Problem, ...] = ()
    unknown: tuple[Problem, ...] = ()
    standard: bool = True
    _set: Mapping[tuple[str, str, str], Any] = field(default_factory=dict)

    @classmethod
    def read(cls, table: Table | None) -> Knobs:
        """All settings of the tab; without one, every knob stands at its default (``standard``)."""
        return cls() if table is None else _read(table)

    def get(self, key: str, **scopes: str) -> Any:
        """The value of ``key`` for these scopes (``sku=``, ``product=``, ``type=``, ``source=``, ``zone=`` …).

        A row of the sheet beats a default; within each, the narrowest scope wins. The type is the declaration's:
        ``int`` (count), ``Decimal`` (number, money), ``float`` (rate), ``bool``, ``str``, tuple of ``str`` (list), two
        ``datetime.time`` (hours), ``date``; ``None`` where a number or date is not set. ``KeyError`` for a key that
        nobody declared.
        """
        key = canonical(key)
        wanted = [(name, _normal(value)) for name, value in scopes.items() if value]
        wanted.sort(key=lambda scope: SCOPES.index(scope[0]) if scope[0] in SCOPES else len(SCOPES))
        for values in (self._set, _DEFAULTS):
            for name, value in (*wanted, ("", "")):
                if (key, name, value) in values:
                    return values[key, name, value]
        return _parsed(declaration(key).default, declaration(key))

    @property
    def own(self) -> tuple[Setting, ...]:
        """The founder's own settings."""
        return tuple(setting for setting in self.settings if setting.own)

    def overrides(self) -> dict[str, str]:
        """The founder's own settings as texts, by ``key`` or ``key (applies to)``; what a run is stamped with."""
        return {
            f"{setting.key} ({setting.applies_to})" if setting.applies_to else setting.key: setting.text
            for setting in self.own
        }

    @property
    def zone(self) -> ZoneInfo:
        """The business zone."""
        return ZoneInfo(str(self.get("timezone")))

    @property
    def currency(self) -> str:
        """The business currency's code."""
        return str(self.get("currency")).strip().upper() or "COP"

    @property
    def decimals(self) -> int:
        """Decimals that sums are shown with."""
        said = self.get("currency_decimals")
        return shown_decimals(self.currency) if said is None else int(said)

    def reading_style(self) -> ReadingStyle:
        """What these definitions say about reading cells."""
        return ReadingStyle(
            zone=self.zone,
            date_style=self.get("date_style"),
            number_style=self.get("number_style"),
            currency=self.currency,
            currency_decimals=self.decimals,
            ignore_chars=self.get("sku.ignore_chars"),
        )


@lru_cache(maxsize=1024)
def canonical(key: str) -> str:
    """The declared spelling of a key (case, accents and spaces don't count; ``cat.`` may be left out).

    Raises ``KeyError`` where neither a knob nor a family is meant.
    """
    found = _NAMES.get(normal(key))
    if found is not None:
        return found
    stripped = key.strip()
    for family in FAMILIES:
        if stripped.lower().startswith(family.key) and len(stripped) > len(family.key):
            rest = stripped[len(family.key) :]
            return family.key + (rest.upper() if family.key == "fx." else rest.lower())
    raise KeyError(key)


def declaration(key: str) -> Knob:
    """The declaration of a canonical key."""
    if key in _FIRST:
        return _FIRST[key]
    return next(family for family in FAMILIES if key.startswith(family.key))


def standard(key: str, **scopes: str) -> Any:
    """The default of ``key`` for these scopes, as its cell shows it."""
    for name, value in scopes.items():
        told = [knob for knob in KNOBS if knob.key == key and _scope(knob.applies_to) == (name, _normal(value))]
        if told:
            return told[0].default
    return next((knob.default for knob in KNOBS if knob.key == key and not knob.applies_to), "")


def _scope(applies_to: str) -> tuple[str, str]:
    """``type:Jersey`` as its two parts in comparison form; both blank for all."""
    name, _, value = applies_to.partition(":")
    if normal(applies_to) in ("", "all", "todo", "todos", "todas"):
        return "", ""
    found = normal(name)
    return _SCOPE_NAMES.get(found, found), normal(value)


def _read(table: Table) -> Knobs:
    frame = table.frame
    settings: dict[tuple[str, str, str], Setting] = {}
    problems: list[Problem] = []
    unknown: list[Problem] = []
    defaults = frame["default"] if "default" in frame else [None] * len(frame)
    values = frame["value"] if "value" in frame else [None] * len(frame)
    scopes = frame["applies_to"] if "applies_to" in frame else [None] * len(frame)
    for row, raw_key, raw_scope, raw_value, raw_default in zip(
        frame["row"], frame["key"], scopes, values, defaults, strict=True
    ):
        # A founder's map of an export's columns (sheets/imports/maps.py) lies here as well; it is no knob.
        if not raw_key or str(raw_key).lower().startswith(_MAP):
            continue
        applies_to, text = str(raw_scope or "").strip(), as_text(raw_value)
        try:
            key = canonical(str(raw_key))
        except KeyError:
            unknown.append(_unknown(table, int(row), str(raw_key)))
            continue
        place = (key, *_scope(applies_to))
        if place[1] and (not place[2] or not _may_have(key, place[1])):
            problems.append(_no_scope(table, int(row), key, applies_to))
            continue
        if place in settings:
            problems.append(_twice(table, int(row), key, applies_to))
        declared = _DECLARED.get((key, applies_to), declaration(key))
        if int(row) in table.unread.get("value", ()):
            problems.append(_bad(table, int(row), key, "", declared, "error_cell"))
            settings.pop(place, None)
            continue
        try:
            value = _parsed(raw_value if text else "", declared)
        except ValueError as mistake:
            problems.append(_bad(table, int(row), key, text, declared, str(mistake)))
            settings.pop(place, None)
            continue
        own = bool(text) and not _same(text, as_text(raw_default), declared)
        settings[place] = Setting(key, applies_to, text, value, int(row), own)
    return Knobs(
        settings=tuple(settings.values()),
        problems=tuple(problems),
        unknown=tuple(unknown),
        standard=False,
        # A blank cell says nothing, so that the default speaks.
        _set={place: setting.value for place, setting in settings.items() if setting.text},
    )


def _may_have(key: str, scope: str) -> bool:
    """Whether a row of this key may be for one of these (a product, a zone, a source)."""
    return scope in declaration(key).scopes


def as_text(value: Any) -> str:
    """A cell's value as it reads: ``8.0`` is ``8``, a flag ``yes`` or ``no``, nothing ``""``."""
    if value is None or value != value:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, float | Decimal) and value == int(value):
        return str(int(value))
    return str(value).strip()


def _same(text: str, default: str, knob: Knob) -> bool:
    """Whether a value says the same as its default cell."""
    if text == default:
        return True
    try:
        return bool(text and default) and _parsed(text, knob) == _parsed(default, knob)
    except ValueError:
        return False


def _parsed(value: Any, knob: Knob) -> Any:
    """The typed value; ``ValueError`` names the kind of problem."""
    text = as_text(value)
    match knob.kind:
        case "text" | "link":
            if knob.key == "currency" and text and not _CURRENCY.fullmatch(text):
                # Orders name theirs by its code; under any other word none of them would be in the shop's own.
                raise ValueError("unreadable")
            return text
        case "list":
            return tuple(item.strip() for item in re.split(r"[;,]", text) if item.strip())
        case "flag":
            if normal(text) in _YES | _NO:
                return normal(text) in _YES
        case "choice":
            found = [choice for choice in knob.choices if normal(choice) == normal(text)]
            if knob.key in ("number_style", "date_style"):
                found = [choice for choice in knob.choices if choice == text]
            if found or (not text and not knob.default):
                return found[0] if found else ""
            raise ValueError("unknown_choice")
        case "zone":
            return _zone(text)
        case "hours":
            return _hours(text)
        case "date":
            return _day(text)
        case _:
            return _number(value, text, knob)
    raise ValueError("unreadable")


def _zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (KeyError, OSError, ValueError) as mistake:
        raise ValueError("unreadable") from mistake
    return text


def _day(text: str) -> date | None:
    """A date as its cell holds it, or written as 2026-11-16; what could be read in two ways is not guessed."""
    try:
        return datetime.strptime(text, "%Y-%m-%d").date() if text else None
    except ValueError as mistake:
        raise ValueError("unreadable") from mistake


def _hours(text: str) -> tuple[time, time]:
    found = _HOURS.fullmatch(text)
    if not found:
        raise ValueError("unreadable")
    first, first_minute, last, last_minute = (int(part or 0) for part in found.groups())
    if first > 23 or last > 23 or first_minute > 59 or last_minute > 59:
        raise ValueError("out_of_range")
    opens, closes = time(first, first_minute), time(last, last_minute)
    if opens >= closes:
        raise ValueError("out_of_range")
    return opens, closes


def _number(value: Any, text: str, knob: Knob) -> int | float | Decimal | None:
    if not text:
        return None
    percent = text.endswith("%")
    plain = re.sub(r"(?i)cop|us\$|[$€%\s\u00a0]", "", text)
    if isinstance(value, str) and _THOUSANDS.fullmatch(plain):
        if knob.kind in ("number", "rate"):
            raise ValueError("unreadable")  # 1.234 may be either here, and a guess would be off by a thousand
        plain = re.sub(r"[.,]", "", plain)
    elif isinstance(value, str) and _BOTH_MARKS.fullmatch(plain):
        plain = plain.replace("." if plain.rindex(",") > plain.rindex(".") else ",", "")
    try:
        number = Decimal(plain.replace(",", "."))
    except InvalidOperation as mistake:
        raise ValueError("unreadable") from mistake
    if not number.is_finite():
        raise ValueError("unreadable")
    if percent or (knob.kind == "rate" and 1 < number <= 100):
        number /= 100
    if not knob.low <= number <= knob.high:
        raise ValueError("out_of_range")
    if knob.kind == "count":
        if number != int(number):
            raise ValueError("unreadable")
        return int(number)
    return float(number) if knob.kind == "rate" else number


_DEFAULTS: dict[tuple[str, str, str], Any] = {
    (knob.key, *_scope(knob.applies_to)): _parsed(knob.default, knob) for knob in KNOBS
}


def _cell(table: Table, row: int, column: str) -> tuple[str, str]:
    return f"{table.letters.get(column, '')}{row}", table.headers.get(column, column)


def _bad(table: Table, row: int, key: str, text: str, knob: Knob, kind: str) -> Problem:
    cell, header = _cell(table, row, "value")
    default = as_text(knob.default)
    known = ", ".join(choice for choice in knob.choices)
    hint = (f" Known: {known}.", f" Valen: {known}.") if known else ("", "")
    used = (
        (f"the default {default} is used", f"se usa el valor predeterminado {default}")
        if default
        else ("it stays unset", "queda sin definir")
    )
    said = Text(
        f"{table.name}!{cell}: “{text}” is no value for {key}; {used[0]}.{hint[0]}",
        f"{table.name}!{cell}: «{text}» no sirve para {key}; {used[1]}.{hint[1]}",
    )
    return Problem(kind, table.name, said, cell, row, "value", header, text)


def _twice(table: Table, row: int, key: str, applies_to: str) -> Problem:
    cell, header = _cell(table, row, "key")
    what = f"{key} ({applies_to})" if applies_to else key
    said = Text(
        f"{table.name}!{cell}: {what} stands there twice; the last row counts.",
        f"{table.name}!{cell}: {what} está dos veces; cuenta la última fila.",
    )
    return Problem("ambiguous", table.name, said, cell, row, "key", header, key)


def _no_scope(table: Table, row: int, key: str, applies_to: str) -> Problem:
    cell, header = _cell(table, row, "applies_to")
    allowed = [f"{scope}:…" for scope in sorted(declaration(key).scopes, key=_width)]
    wanted = Text("leave it blank.", "déjalo en blanco.")
    if allowed:
        last = allowed.pop()
        first = ", ".join(allowed)
        wanted = Text(
            f"write {first} or {last}" if first else f"write {last}",
            f"escribe {first} o {last}" if first else f"escribe {last}",
        )
    said = Text(
        f"{table.name}!{cell}: {key} cannot apply to “{applies_to}”; {wanted.en}",
        f"{table.name}!{cell}: {key} no se puede aplicar a «{applies_to}»; {wanted.es}",
    )
    return Problem("unreadable", table.name, said, cell, row, "applies_to", header, applies_to)


def _width(scope: str) -> int:
    """How wide a scope is: the widest first."""
    return -SCOPES.index(scope) if scope in SCOPES else 0


def _unknown(table: Table, row: int, key: str) -> Problem:
    cell, header = _cell(table, row, "key")
    said = Text(
        f"{table.name}!{cell}: “{key}” is no definition that is known here; it changes nothing.",
        f"{table.name}!{cell}: «{key}» no es una definición conocida; no cambia nada.",
    )
    return Problem("unknown_choice", table.name, said, cell, row, "key", header, key)
