"""Inventory by key: the variant (its SKU where that is unique, else product and options) and the location."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sheets.contract import normal
from sheets.errors import SheetsError, Text
from sheets.imports import keys, notes
from sheets.imports.changes import Changes
from sheets.imports.recognised import Recognised
from sheets.imports.records import Record
from sheets.imports.target import Target
from sheets.workbook import Cell, ErrorCell

#: What is true of a variant in one location; all else is true of it wherever it lies.
OF_A_LOCATION = frozenset(
    {"location", "available", "on_hand", "committed", "unavailable", "incoming", "incoming_eta", "as_of"}
)
_OPTION_VALUES = ("option1_value", "option2_value", "option3_value")
_NO_OPTION = "default title"

_NO_KEY = Text("it has neither a product nor a SKU.", "no tiene producto ni SKU.")
_TWICE = Text(
    "this variant stands twice with different figures; the first row was taken.",
    "esta variante está dos veces con cifras distintas; se tomó la primera fila.",
)
_DAMAGED = Text(
    "a spreadsheet changed its SKU into a date or a number. Export it again and import that file unopened.",
    "una hoja de cálculo convirtió su SKU en fecha o número. Expórtalo de nuevo e impórtalo sin abrirlo.",
)
_UNSURE = Text("it fits several rows of the tab.", "corresponde a varias filas de la pestaña.")
_STOCK_KEPT = Text(
    "Stock is kept by location in this tab, so the export's totals were not taken: import an inventory export too.",
    "En esta pestaña el inventario va por ubicación, así que no se tomaron los totales: impórtalos con una "
    "exportación de inventario.",
)


@dataclass(frozen=True, slots=True)
class _Variant:
    """What tells one variant from another."""

    product: str
    options: frozenset[str]
    sku: str
    title: str = field(compare=False)


class _Rows:
    """The rows of one variant in the tab: by location, and those without one."""

    def __init__(self) -> None:
        self.first = 0
        self.located: dict[str, int] = {}
        self.free: list[int] = []

    def add(self, row: int, place: str) -> None:
        self.first = self.first or row
        if place:
            self.located.setdefault(place, row)
        else:
            self.free.append(row)


class _Standing:
    """The variants that the tab has, to be found by any of their keys."""

    def __init__(self, target: Target) -> None:
        self.rows: dict[_Variant, _Rows] = {}
        self._by_sku: dict[str, list[_Variant]] = {}
        self._by_place: dict[tuple[str, frozenset[str]], list[_Variant]] = {}
        for row in target.rows:
            self._add(target, row)
        self._plain = {plain for sku in self._by_sku if (plain := keys.without_zeros(sku))}

    def _add(self, target: Target, row: int) -> None:
        variant = _variant(lambda name: target.cell(row, name))
        if variant not in self.rows:
            self.rows[variant] = _Rows()
            self._by_place.setdefault((variant.product, variant.options), []).append(variant)
            if variant.sku:
                self._by_sku.setdefault(variant.sku, []).append(variant)
        self.rows[variant].add(row, _place(target.cell(row, "location")))

    def is_of_lost_zeros(self, sku: str) -> bool:
        """Whether the tab has this SKU but for the zeros that it begins with: one of both was opened as a number."""
        return bool(plain := keys.without_zeros(sku)) and sku not in self._by_sku and plain in self._plain

    def find(self, wanted: _Variant, exported: _Exported) -> list[_Variant]:
        """The variants that may be meant: by SKU where it is unique on both sides, else by product and options."""
        named = self._by_sku.get(wanted.sku, [])
        if len(named) == 1 and wanted.sku not in exported.shared_skus:
            return named
        there = (
            self._by_place.get((wanted.product, wanted.options))
            or self._by_place.get((wanted.title, wanted.options))
            or []
        )
        exact = [variant for variant in there if variant.sku == wanted.sku]
        # Another SKU is the same variant renamed, unless the export still has a variant of the old one.
        return exact or [variant for variant in there if variant.sku not in exported.skus or not wanted.sku]


@dataclass(frozen=True, slots=True)
class _Exported:
    """The SKUs of an export, those that it gives to several variants, and the places that it speaks of."""

    skus: frozenset[str]
    shared_skus: frozenset[str]
    places: frozenset[str]


def match(export: Recognised, target: Target, changes: Changes) -> None:
    """Let each variant's rows say what the export says of it.

    What an export does not tell stays: a products export keeps locations and their stock, an inventory export keeps
    prices and costs, and a further location of a known variant starts with what is known of the variant.
    """
    standing = _Standing(target)
    exported = _exported(export)
    if len(exported.places) > 1 and "location" not in target.letters:
        raise _no_locations(target)
    seen: dict[tuple[_Variant, str], Mapping[str, Cell]] = {}
    for record in changes.records():
        sku = record.values.get("sku")
        variant = _variant(_seen_by(target, record.values))
        if (refusal := _refusal(record, variant, target)) is not None:
            changes.refuse(record.row, refusal, seen=sku)
            continue
        found = standing.find(variant, exported)
        if not found and standing.is_of_lost_zeros(variant.sku):
            changes.refuse(record.row, _DAMAGED, seen=sku)
            continue
        if len(found) > 1:
            changes.refuse(record.row, _UNSURE, kind="ambiguous", seen=sku)
            continue
        wanted = changes.wanted(record)
        place = _place(record.values.get("location"))
        spot = (found[0] if found else variant, place)
        if spot in seen:
            if seen[spot] != wanted:
                changes.refuse(record.row, _TWICE, kind="ambiguous", seen=sku)
            continue
        seen[spot] = wanted
        if not found:
            changes.append(wanted, record.row)
        elif "location" in export.columns:
            _put_into_place(target, changes, standing.rows[found[0]], place, wanted)
        else:
            _put_into_all(changes, standing.rows[found[0]], wanted)
    for row in target.rows:
        if row not in changes.touched:
            changes.missing(row)


def _put_into_place(target: Target, changes: Changes, rows: _Rows, place: str, wanted: Mapping[str, Cell]) -> None:
    if place in rows.located:
        changes.update(rows.located[place], wanted)
    elif rows.free:
        # A row without a location holds the variant as a whole: the first location takes it over.
        changes.update(rows.free.pop(0), wanted)
    else:
        known = {name: target.cell(rows.first, name) for name in target.letters if name not in OF_A_LOCATION}
        said = {
            name: cell
            for name, cell in known.items()
            if not isinstance(cell, ErrorCell) and not target.computes(rows.first, name)
        }
        changes.append({**said, **changes.over(said, wanted)})


def _put_into_all(changes: Changes, rows: _Rows, wanted: Mapping[str, Cell]) -> None:
    for row in rows.free:
        changes.update(row, wanted)
    for row in rows.located.values():
        changes.update(row, {name: cell for name, cell in wanted.items() if name not in OF_A_LOCATION})
    if rows.located and wanted.get("available") is not None:
        changes.note(_STOCK_KEPT)


def _exported(export: Recognised) -> _Exported:
    variants: dict[str, _Variant] = {}
    shared, places = set(), set()
    for record in export.records():
        variant = _variant(record.values.get)
        places.add(_place(record.values.get("location")))
        if variant.sku and variants.setdefault(variant.sku, variant) != variant:
            shared.add(variant.sku)
    return _Exported(frozenset(variants), frozenset(shared), frozenset(places))


def _seen_by(target: Target, values: Mapping[str, Cell]) -> Callable[[str], Cell]:
    """A variant as far as the tab can tell it, so that it is found again once it stands there."""
    return lambda name: values.get(name) if name in target.letters else None


def _no_locations(target: Target) -> SheetsError:
    return SheetsError(
        "missing_column",
        Text(
            f"The export has stock by location and {target.name} has no column Location, so nothing was imported.",
            f"La exportación trae inventario por ubicación y {target.name} no tiene columna Ubicación; no se importó "
            "nada.",
        ),
        Text(
            "Add a column Location beside the others, or export one location alone.",
            "Agrega una columna Ubicación al lado de las otras, o exporta una sola ubicación.",
        ),
    )


def _refusal(record: Record, variant: _Variant, target: Target) -> Text | None:
    if keys.is_damaged(record.values.get("sku")):
        return _DAMAGED
    if variant.product or variant.sku:
        return None
    whole = _variant(record.values.get)
    return notes.no_column_for_its_key(target.name) if whole.product or whole.sku else _NO_KEY


def _variant(cell: Callable[[str], Cell]) -> _Variant:
    handle, title = cell("product_id"), cell("product_title")
    options = [keys.identifier(cell(name)).casefold() for name in _OPTION_VALUES]
    named = frozenset(option for option in options if option and option != _NO_OPTION)
    if not named:
        plain = (keys.identifier(cell(name)).casefold() for name in ("size", "color"))
        named = frozenset(option for option in plain if option and option != _NO_OPTION)
    return _Variant(keys.product(handle, title), named, keys.sku(cell("sku")), normal(keys.identifier(title)))


def _place(location: Cell) -> str:
    return normal(keys.identifier(location))
