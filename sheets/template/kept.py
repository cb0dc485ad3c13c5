"""Which of a founder's definitions a template takes over: numbers, dates, choices and known words, nothing personal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from decimal import Decimal

from reports.definitions import FAMILIES, KNOBS, Knob
from sheets.contract import TABS, normal
from sheets.errors import Text
from sheets.template.personal import names_somebody

Value = str | int | float
#: A typed value, as the definitions are read: see :meth:`reports.knobs.Knobs.get`.
Typed = bool | int | float | Decimal | str | tuple[str, ...] | tuple[time, time] | None

#: Scopes that speak of kinds of things; every other one names a product, a variant or a place of the founder's own.
_GENERAL_SCOPES = frozenset({"type", "zone", "method", "carrier"})
_LONGEST_SCOPE = 40
_LONGEST_SIGNS = 8

_WHY = {
    "names": Text("names of people and of the brand", "nombres de personas y de la marca"),
    "e_mails": Text("e-mail addresses and markers of tests", "correos y marcas de pruebas"),
    "links": Text("links of your shop", "enlaces de tu tienda"),
    "words": Text("words of your own", "palabras tuyas"),
    "example": Text("the moment of an example", "el momento de un ejemplo"),
}


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of ``Definitions`` that could be read, with its typed value."""

    key: str
    applies_to: str
    value: Typed


@dataclass(frozen=True, slots=True)
class Kept:
    """What is taken over, as cells by key and scope, and in words what is not."""

    values: Mapping[tuple[str, str], Value]
    left_out: tuple[Text, ...]


def kept(settings: Sequence[Setting], unknown: int, unread: int) -> Kept:
    """Choose from the founder's settings; ``unknown`` and ``unread`` rows are only counted."""
    values: dict[tuple[str, str], Value] = {}
    left: dict[str, list[str]] = {}
    scoped = words = 0
    for setting in settings:
        scope = _scope(setting.applies_to)
        if scope is None:
            scoped += 1
            continue
        value, why = _cell(setting)
        if value is not None:
            values[setting.key, scope] = value
        if why == "some_words":
            words += 1
        elif why:
            left.setdefault(why, []).append(setting.key)
    return Kept(values, tuple(_said(left, scoped, words, unknown, unread)))


def differing(values: Mapping[tuple[str, str], Value], language: str) -> list[str]:
    """The keys, with their scope, whose value is not the one that a new workbook of this language has."""
    standard = {(knob.key, knob.applies_to): knob.default for knob in KNOBS} | {("brief_language", ""): language}
    return [
        f"{key} ({scope})" if scope else key
        for (key, scope), value in values.items()
        if value != standard.get((key, scope), "")
    ]


def _scope(applies_to: str) -> str | None:
    """What a setting applies to, as a template may say it; ``None`` where it is the founder's own thing."""
    if normal(applies_to) in ("", "all", "todo", "todos", "todas"):
        return ""
    name, _, of = applies_to.partition(":")
    declared = {(normal(knob.applies_to)): knob.applies_to for knob in KNOBS if knob.applies_to}
    if known := declared.get(normal(applies_to)):
        return known
    if normal(name) == "source" and normal(of) in {form for tab in TABS for form in tab.known_as}:
        return f"source:{of.strip()}"
    if normal(name) in _GENERAL_SCOPES and len(of) <= _LONGEST_SCOPE and not names_somebody(of):
        return f"{normal(name)}:{of.strip()}"
    return None


def _cell(setting: Setting) -> tuple[Value | None, str]:
    """The cell to write and why (a part of) it is left out."""
    knob = declared(setting.key)
    match knob.kind:
        case "text" | "link":
            return _text(setting)
        case "list":
            return _list(setting)
        case "number" if knob in FAMILIES and not _is_currency(setting.key):
            return None, "words"
    return as_cell(setting.value), ""


def _text(setting: Setting) -> tuple[Value | None, str]:
    key, text = setting.key, str(setting.value or "")
    if key == "currency":
        # It was read, so it is three letters.
        return text.upper(), ""
    if key == "sku.ignore_chars" and not normal(text) and len(text) <= _LONGEST_SIGNS:
        return text, ""
    if key == "as_of":
        return None, "example"
    if key.startswith("link."):
        return None, "links"
    return None, "names" if key == "brand_name" or key.startswith("owner.") else "words"


def _list(setting: Setting) -> tuple[Value | None, str]:
    if setting.key in ("internal_emails", "test_markers"):
        return None, "e_mails"
    assert isinstance(setting.value, tuple)
    items = [str(item) for item in setting.value]
    known = {normal(word) for knob in KNOBS if knob.key == setting.key for word in str(knob.default).split(";")}
    general = [item for item in items if normal(item) in known]
    if general == items:
        return as_cell(setting.value), ""
    return ("; ".join(general), "some_words") if general else (None, "words")


def _is_currency(key: str) -> bool:
    code = key.removeprefix("fx.")
    return len(code) == 3 and code.isascii() and code.isalpha()


def declared(key: str) -> Knob:
    """The declaration of a key: its own, or that of its family."""
    own = next((knob for knob in KNOBS if knob.key == key), None)
    return own or next(family for family in FAMILIES if key.startswith(family.key))


def as_cell(value: Typed) -> Value | None:
    """A typed value as a cell of ``Definitions`` shows it; ``None`` for nothing."""
    match value:
        case bool():
            return "yes" if value else "no"
        case Decimal():
            return int(value) if value == int(value) else float(value)
        case (time() as opens, time() as closes):
            return f"{_hour(opens)}-{_hour(closes)}"
        case tuple():
            return "; ".join(str(item) for item in value) or None
        case int() | float():
            return value
    return str(value) if value else None


def _hour(moment: time) -> str:
    return f"{moment.hour}:{moment.minute:02}" if moment.minute else str(moment.hour)


def _said(left: Mapping[str, list[str]], scoped: int, words: int, unknown: int, unread: int) -> Iterator[Text]:
    for why, keys in left.items():
        listed = ", ".join(dict.fromkeys(keys))
        yield Text(f"Definitions, {_WHY[why].en}: {listed}.", f"Definiciones, {_WHY[why].es}: {listed}.")
    for count, what in (
        (scoped, Text("values for single products, SKUs or places", "valores de productos, SKU o lugares concretos")),
        (words, Text("words of your own in lists", "palabras tuyas en listas")),
        (unknown, Text("keys that are not known", "claves que no se conocen")),
        (unread, Text("values that cannot be read", "valores que no se pueden leer")),
    ):
        if count:
            rows = Text("1 row", "1 fila") if count == 1 else Text(f"{count} rows", f"{count} filas")
            yield Text(f"Definitions, {what.en}: {rows.en}.", f"Definiciones, {what.es}: {rows.es}.")
