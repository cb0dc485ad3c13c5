"""What stands in the rows of a new workbook: the definitions, and one grey example in each other tab."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from reports.definitions import FAMILIES, KNOBS, Knob
from sheets.contract import Tab

Value = str | int | float
Row = Mapping[str, str | int | float | date]

#: What stands in column A of a row that is only an example, in every language: such rows are never counted.
EXAMPLE = "example"


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
        "plain_meaning_en": knob.meaning.en,
        "plain_meaning_es": knob.meaning.es,
        "default": default,
    }
    return {name: cell for name, cell in row.items() if cell != ""}


#: Only columns that even the narrowest export covers when it is pasted over A1: no cell of an example may be left
#: standing beside a founder's own row.
_EXAMPLES: Mapping[str, Mapping[str, Row]] = {
    "orders": {
        "en": {
            "created_at": "2026-11-13 20:15",
            "financial_status": "paid",
            "currency": "COP",
            "total": 201900,
            "line_name": "Jersey - M",
        },
        "es": {
            "created_at": "2026-11-13 20:15",
            "financial_status": "pagado",
            "currency": "COP",
            "total": 201900,
            "line_name": "Jersey - M",
        },
    },
    "inventory": {
        "en": {"product_title": "Jersey", "sku": "JE-M", "size": "M", "available": 9},
        "es": {"product_title": "Jersey", "sku": "JE-M", "size": "M", "available": 9},
    },
    "notes": {
        "en": {"type": "event", "text": "Sunday ride with 40 people. Column A says example: this row is not counted."},
        "es": {
            "type": "evento",
            "text": "Rodada del domingo con 40 personas. La columna A dice example: esta fila no cuenta.",
        },
    },
    "actions": {
        "en": {"title": "Call the supplier about size M", "owner": "Ana", "due": "2026-11-20", "status": "open"},
        "es": {"title": "Llamar al proveedor por la talla M", "owner": "Ana", "due": "2026-11-20", "status": "abierta"},
    },
    "sources": {
        "en": {"how": "daily", "expected_every_hours": 24, "last_refreshed_at": "2026-11-16 07:40"},
        "es": {"how": "diario", "expected_every_hours": 24, "last_refreshed_at": "2026-11-16 07:40"},
    },
    "decisions": {
        "en": {
            "kind": "snooze",
            "target_key": "I01|variant:JE-M",
            "until": "2026-11-20",
            "reason": "Restock on Friday",
        },
        "es": {
            "kind": "posponer",
            "target_key": "I01|variant:JE-M",
            "until": "2026-11-20",
            "reason": "Llega el viernes",
        },
    },
}


def example(tab: Tab, language: str) -> Row | None:
    """The tab's grey example, marked in its first column, or ``None`` where a tab has none."""
    cells = _EXAMPLES.get(tab.key)
    return {tab.columns[0].name: EXAMPLE, **cells[language]} if cells else None
