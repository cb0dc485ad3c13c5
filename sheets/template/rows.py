"""What stands in the rows of a new workbook: here the definitions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from reports.definitions import FAMILIES, KNOBS, Knob

Value = str | int | float
Row = Mapping[str, str | int | float | date]


def definitions(language: str, own: Mapping[tuple[str, str], Value] | None = None) -> Sequence[Row]:
    """One row for each knob. ``own`` are values that differ from the default, by key and scope.

    A scope that no knob declares gets a row of its own below the last one of its key. The language that the workbook
    was made in is its default, not a definition of the founder's own.
    """
    left = dict(own or {})
    rows: list[Row] = []
    for number, knob in enumerate(KNOBS):
        default = language if knob.key == "brief_language" else knob.default
        value = left.pop((knob.key, knob.applies_to), default)
        if knob.key == "as_of":
            # The moment of an example belongs to the example, not to the founder's own definitions.
            default = value
        rows.append(_definition(knob, value, default))
        if number + 1 == len(KNOBS) or _of(KNOBS[number + 1].key) != _of(knob.key):
            rows += [_added(key, scope, left.pop((key, scope))) for key, scope in _of_family(left, knob.key)]
    return rows


def _of(key: str) -> str:
    """What keys have in common that stand together: rates of currencies, else nothing."""
    return next((family.key for family in FAMILIES if key.startswith(family.key)), key)


def _of_family(left: Mapping[tuple[str, str], Value], key: str) -> list[tuple[str, str]]:
    """The keys and scopes that are left and belong below this key."""
    declared = {(knob.key, knob.applies_to) for knob in KNOBS}
    return [place for place in left if _of(place[0]) == _of(key) and place not in declared]


def _added(key: str, scope: str, value: Value) -> Row:
    kind = scope.partition(":")[0]
    alike = [knob for knob in KNOBS if knob.key == key] or [family for family in FAMILIES if key.startswith(family.key)]
    closest = next((knob for knob in alike if knob.applies_to.partition(":")[0] == kind), alike[0])
    return _definition(replace(closest, key=key, applies_to=scope), value, "")


def _definition(knob: Knob, value: Value, default: Value) -> Row:
    row: dict[str, str | int | float | date] = {
        "key": knob.key,
        "applies_to": knob.applies_to,
        "value": value,
        "unit": knob.unit,
        "plain_meaning_en": knob.told.en,
        "plain_meaning_es": knob.told.es,
        "default": default,
    }
    return {name: cell for name, cell in row.items() if cell != ""}
