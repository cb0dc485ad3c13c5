"""Tables drawn as text, typed as the reading room types them, so that a test shows its data."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from reports import metrics
from reports.facts import Facts
from sheets.contract import Column, normal, tab
from sheets.tables import SkippedRows, Table, Tables

ZONE = ZoneInfo("America/Bogota")
GOLDEN = Path(__file__).parents[1] / "golden"
_DATE = f"datetime64[us, {ZONE.key}]"


def drawn(key: str, text: str, **more: Any) -> Table:
    """A table of the contract from a drawing: a header line of canonical names (or aliases), ``|`` between cells."""
    lines = [line.strip() for line in text.strip().splitlines()]
    rows = [[cell.strip() for cell in line.split("|")] for line in lines if line]
    return typed(key, rows[0], [[*row, *[""] * (len(rows[0]) - len(row))] for row in rows[1:]], **more)


def golden(key: str, name: str, **more: Any) -> Table:
    """A table from the rows of a worked example."""
    with (GOLDEN / f"{name}.csv").open(encoding="utf-8") as file:
        rows = list(csv.reader(file))
    return typed(key, rows[0], rows[1:], **more)


def typed(
    key: str,
    header: list[str],
    rows: Iterable[list[str]],
    *,
    fingerprint: str = "",
    first_row: int = 2,
    skipped: tuple[SkippedRows, ...] = (),
    name: str = "",
) -> Table:
    """Rows of texts as a typed table; a ``#`` error is unread, a row without a key or all blank is skipped."""
    contract = tab(key)
    columns = [_column(contract.columns, label) for label in header]
    numbers, kept = [], []
    lost = {row for reason in skipped for row in reason.rows}
    for number, row in enumerate(rows, start=first_row):
        cells = dict(zip((column.name for column in columns if column), _known(columns, row), strict=True))
        if not any(cells.values()) or number in lost or "TOTAL" in cells.values():
            continue
        numbers.append(number)
        kept.append(cells)
    frame: dict[str, Any] = {"row": np.array(numbers, dtype=np.int64)}
    unread: dict[str, frozenset[int]] = {}
    for column in columns:
        if column is None or column.name in frame:
            continue
        texts = [cells[column.name] for cells in kept]
        bad = frozenset(number for number, text in zip(numbers, texts, strict=True) if text.startswith("#N"))
        if bad:
            unread[column.name] = bad
        frame[column.name] = _typed(column.kind, ["" if text.startswith("#N") else text for text in texts])
        if column.kind == "moment":
            frame[f"{column.name}_has_time"] = np.array([":" in text for text in texts], dtype=bool)
    letters = {column.name: _letter(place) for place, column in enumerate(columns) if column}
    return Table(
        key=key,
        name=name or contract.name.en,
        frame=pd.DataFrame(frame),
        letters=letters,
        headers={column.name: label for column, label in zip(columns, header, strict=True) if column},
        header_row=first_row - 1,
        fingerprint=fingerprint,
        skipped=skipped,
        unread=unread,
    )


def facts(*tables: Table, at: str = "2026-11-16 08:00", looks: Iterable[metrics.Look] = ()) -> Facts:
    """The facts of these tables at a local moment."""
    by_key = {table.key: table for table in tables}
    return metrics.facts(Tables(by_key), tuple(looks), moment(at))


def moment(text: str) -> datetime:
    """A local moment of the business zone."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def _column(columns: Iterable[Column], label: str) -> Column | None:
    return next((column for column in columns if normal(label) in column.known_as), None)


def _known(columns: list[Column | None], row: list[str]) -> list[str]:
    return [cell for column, cell in zip(columns, row, strict=False) if column]


def _letter(place: int) -> str:
    return chr(65 + place) if place < 26 else f"{chr(64 + place // 26)}{chr(65 + place % 26)}"


def _typed(kind: str, texts: list[str]) -> Any:
    match kind:
        case "money" | "rate":
            return pd.Series([_money(text) for text in texts], dtype=object)
        case "count":
            return pd.array([int(text) if text else None for text in texts], dtype="Int64")
        case "date" | "moment":
            return pd.Series([_moment(text) for text in texts], dtype=_DATE)
        case "flag":
            words = {"yes": True, "no": False, "true": True, "false": False, "shopify": True}
            return pd.array([words.get(text.lower()) if text else None for text in texts], dtype="boolean")
        case "list":
            lists = [tuple(part.strip() for part in re.split("[;,]", text)) if text else None for text in texts]
            return pd.Series(lists, dtype=object)
        case "order":
            return pd.Series([text.removeprefix("#").upper() or None for text in texts], dtype=object)
        case "sku":
            return pd.Series([text.strip().upper() or None for text in texts], dtype=object)
        case _:
            return pd.Series([text or None for text in texts], dtype=object)


def _money(text: str) -> Decimal | None:
    plain = text.replace("$", "").strip()
    if re.fullmatch(r"-?\d{1,3}(\.\d{3})+", plain):
        plain = plain.replace(".", "")
    try:
        return Decimal(plain) if plain else None
    except InvalidOperation:
        return None


def _moment(text: str) -> Any:
    if not text:
        return pd.NaT
    day_first = re.fullmatch(r"(\d{2})/(\d{2})/(\d{4})( \d{2}:\d{2})?", text)
    if day_first:
        day, month, year, clock = day_first.groups()
        text = f"{year}-{month}-{day}{clock or ''}"
    found = pd.Timestamp(text)
    return found.tz_localize(ZONE) if found.tzinfo is None else found.tz_convert(ZONE)
