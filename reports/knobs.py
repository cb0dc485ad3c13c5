"""Reading ``Definitions``: what the founder set, by the declarations in :mod:`reports.definitions`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from reports.definitions import KNOBS, Knob
from reports.definitions.values import as_text, canonical, declaration, parsed, same, scope_of
from reports.money import shown_decimals
from sheets.contract import normal
from sheets.errors import Text
from sheets.tables import Problem, ReadingStyle, Table

#: From the narrowest scope to the widest; a scope not named here stands before ``all``.
SCOPES = ("sku", "product", "type")
#: A founder's map of an export's columns (sheets/imports/maps.py) lies in Definitions as well; it is no knob.
MAP = "map."

_normal = lru_cache(maxsize=8192)(normal)
_DECLARED: dict[tuple[str, str], Knob] = {(knob.key, knob.applies_to): knob for knob in KNOBS}


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
        return parsed(declaration(key).default, declaration(key))

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


def standard(key: str, **scopes: str) -> Any:
    """The default of ``key`` for these scopes, as its cell shows it."""
    for name, value in scopes.items():
        told = [knob for knob in KNOBS if knob.key == key and scope_of(knob.applies_to) == (name, _normal(value))]
        if told:
            return told[0].default
    return next((knob.default for knob in KNOBS if knob.key == key and not knob.applies_to), "")


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
        if not raw_key or str(raw_key).lower().startswith(MAP):
            continue
        applies_to, text = str(raw_scope or "").strip(), as_text(raw_value)
        try:
            key = canonical(str(raw_key))
        except KeyError:
            unknown.append(_unknown(table, int(row), str(raw_key)))
            continue
        place = (key, *scope_of(applies_to))
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
            value = parsed(raw_value if text else "", declared)
        except ValueError as mistake:
            problems.append(_bad(table, int(row), key, text, declared, str(mistake)))
            settings.pop(place, None)
            continue
        own = bool(text) and not same(text, as_text(raw_default), declared)
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


_DEFAULTS: dict[tuple[str, str, str], Any] = {
    (knob.key, *scope_of(knob.applies_to)): parsed(knob.default, knob) for knob in KNOBS
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
