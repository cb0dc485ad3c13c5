"""What the child says of an import: per table of a file what it is, its counts, and the first rows of each list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from desktop.notices import spoken
from sheets.contract import TABS
from sheets.errors import Text

#: The counts of an import, in the order in which they are shown.
COUNTS = ("new", "changed", "same", "missing", "refused", "left")


@dataclass(frozen=True, slots=True)
class Listed:
    """The first rows of one count. ``columns`` head them: ``row``, ``column``, ``was``, ``now``, ``why``, ``rows`` are
    words of ours, anything else is a column of the tab."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str | Text, ...], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What one table of a file would do to its tab, or did. ``counts`` and ``lists`` by the names of :data:`COUNTS`.

    ``columns`` are pairs of the file's header and the tab's column, ``ignored`` headers that go nowhere, ``personal``
    those that are left out because they are about people.
    """

    kind: Text
    table: str
    tab: str
    tab_is_new: bool = False
    counts: Mapping[str, int] = field(default_factory=dict)
    lists: Mapping[str, Listed] = field(default_factory=dict)
    columns: tuple[tuple[str, str], ...] = ()
    ignored: tuple[str, ...] = ()
    personal: tuple[str, ...] = ()
    assumptions: tuple[Text, ...] = ()
    notes: tuple[Text, ...] = ()
    receipt: Any = None

    def changes(self, mode: str) -> bool:
        """Whether the tab would say something else after it."""
        keys = {"append": ("new",), "replace": ("new", "changed", "missing")}.get(mode, ("new", "changed"))
        return self.tab_is_new or any(self.counts.get(key) for key in keys)


@dataclass(frozen=True, slots=True)
class Kind:
    """One thing that a file may be."""

    key: str
    name: Text
    table: str


@dataclass(frozen=True, slots=True)
class Looked:
    """A table of a file as it stands there: its headers and first rows as text, and which known export is nearest.

    ``mapped`` is where each header went the last time that such a file was imported by hand.
    """

    name: str
    header_row: int
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    nearest: Kind | None = None
    lacks: tuple[str, ...] = ()
    mapped_table: str = ""
    mapped: Mapping[str, str] = field(default_factory=dict)


def found(said: Mapping[str, Any]) -> tuple[Found, ...]:
    """Every table of a child's ``done``."""
    return tuple(_found(one) for one in said.get("imports") or [] if isinstance(one, dict))


def kinds(said: Any) -> tuple[Kind, ...]:
    """The things that a file may be, as a failure's facts name them."""
    return tuple(kind for kind in map(_kind, said or []) if kind is not None)


def looked(said: Mapping[str, Any]) -> tuple[Looked, ...]:
    """Every table of a file that was only looked at; those that could be one first."""
    files = [file for file in said.get("files") or [] if isinstance(file, dict)]
    sheets = [sheet for file in files for sheet in file.get("sheets") or [file] if isinstance(sheet, dict)]
    made = [_looked(sheet) for sheet in sheets]
    return tuple(sorted((one for one in made if one.headers), key=lambda one: not one.rows))


def tab_name(table: str, tab: str = "") -> Text:
    """What the tab is called: as in the workbook, else as the contract has it."""
    known = next((one for one in TABS if one.key == table), None)
    return Text(tab, tab) if tab or known is None else known.name


def _found(said: Mapping[str, Any]) -> Found:
    left = [one for one in said.get("left") or [] if isinstance(one, dict)]
    counts = {key: _number(said.get(key)) for key in COUNTS if key != "left"}
    counts["left"] = sum(_number(one.get("rows")) for one in left)
    samples = said.get("samples") if isinstance(said.get("samples"), dict) else {}
    lists = {key: listed for key in COUNTS if (listed := _listed((samples or {}).get(key), str(said.get("table"))))}
    if left:
        why = [(spoken(one.get("why")), str(_number(one.get("rows"))), _rows(one.get("first"))) for one in left]
        lists["left"] = Listed(("why", "rows", "row"), tuple(why))
    kind = said.get("kind")
    return Found(
        kind=spoken(kind) if isinstance(kind, dict) else Text(str(kind or ""), str(kind or "")),
        table=str(said.get("table") or ""),
        tab=str(said.get("tab") or ""),
        tab_is_new=bool(said.get("tab_is_new")),
        counts=counts,
        lists=lists,
        columns=tuple(_pair(one) for one in said.get("columns") or []),
        ignored=tuple(map(str, said.get("ignored") or [])),
        personal=tuple(map(str, said.get("personal") or [])),
        assumptions=tuple(map(_said, said.get("assumptions") or [])),
        notes=tuple(map(_said, said.get("notes") or [])),
        receipt=said.get("receipt"),
    )


def _listed(samples: Any, table: str) -> Listed | None:
    """The rows of one list: of dicts with a row and its values, of dicts with a reason, or of plain cells."""
    rows = [one for one in samples or [] if one] if isinstance(samples, list) else []
    if not rows:
        return None
    if not isinstance(rows[0], dict):
        cells = [tuple(map(_cell, one)) if isinstance(one, list) else (_cell(one),) for one in rows]
        return Listed(("",) * max(map(len, cells)), tuple(cells))
    flat = [_flat(one) for one in rows if isinstance(one, dict)]
    named = {name for one in flat for name in one}
    if any(isinstance(one.get("values"), dict) for one in rows):
        named.discard("key")  # the values name the row already
    first = [name for name in ("row", "key", "column", "was", "now", "why") if name in named]
    own = next((tab for tab in TABS if tab.key == table), None)
    known = [column.name for column in own.columns if column.name in named - set(first)] if own else []
    rest = sorted(named - set(first) - set(known))
    columns = (*first, *known, *rest)
    return Listed(columns, tuple(tuple(one.get(name, "") for name in columns) for one in flat))


def _flat(one: Mapping[str, Any]) -> dict[str, str | Text]:
    values = one.get("values")
    told: dict[str, Any] = {**one, **(values if isinstance(values, dict) else {})}
    told.pop("values", None)
    for name in ("said", "problem", "reason"):
        if name in told:
            told["why"] = told.pop(name)
    return {name: spoken(cell) if isinstance(cell, dict) else _cell(cell) for name, cell in told.items()}


def _looked(said: Mapping[str, Any]) -> Looked:
    nearest, mapped = said.get("nearest"), said.get("mapped")
    lacks = nearest.get("lacks") if isinstance(nearest, dict) else None
    return Looked(
        name=str(said.get("name") or ""),
        header_row=_number(said.get("header_row")),
        headers=tuple(map(str, said.get("headers") or [])),
        rows=tuple(tuple(map(_cell, row)) for row in said.get("rows") or [] if isinstance(row, list)),
        nearest=_kind(nearest),
        lacks=tuple(" / ".join(map(str, one)) if isinstance(one, list) else str(one) for one in lacks or []),
        mapped_table=str(mapped.get("table") or "") if isinstance(mapped, dict) else "",
        mapped=dict(mapped.get("columns") or {}) if isinstance(mapped, dict) else {},
    )


def _kind(said: Any) -> Kind | None:
    if isinstance(said, str):
        return Kind(said, Text(said, said), "")
    if not isinstance(said, dict) or not said.get("key"):
        return None
    name = spoken(said.get("kind"))
    key = str(said["key"])
    return Kind(key, name if name.en else Text(key, key), str(said.get("table") or ""))


def _pair(said: Any) -> tuple[str, str]:
    if isinstance(said, dict):
        return str(said.get("header") or ""), str(said.get("column") or "")
    return (str(said[0]), str(said[1])) if isinstance(said, Sequence) and len(said) == 2 else (str(said), "")


def _said(said: Any) -> Text:
    return spoken(said) if isinstance(said, dict) else Text(str(said), str(said))


def _rows(first: Any) -> str:
    return ", ".join(map(str, first)) if isinstance(first, Iterable) and not isinstance(first, str) else ""


def _cell(cell: Any) -> str:
    return "" if cell is None else str(cell)


def _number(said: Any) -> int:
    return len(said) if isinstance(said, list) else int(said) if isinstance(said, int | float) else 0
