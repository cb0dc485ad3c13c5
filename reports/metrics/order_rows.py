"""Which rows of ``Orders`` make up which order.

Exports differ: Shopify fills an order's own cells on its first line only, others repeat them on each line; and founders
paste the same export twice. An order's cells are read once, a line that was pasted again counts once, and where two
copies of an order disagree on the total the newer copy is taken and the other total kept for the founder to see.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from reports.metrics.shop import Mask, column, unread
from sheets.contract import normal
from sheets.tables import Table

#: Cells that stand on an order's first line only in Shopify's shape (``created_at`` and ``email`` stand on every line).
ORDER_CELLS = ("financial_status", "total", "subtotal", "shipping", "taxes", "currency", "refunded_amount")
_CONTENT = ("line_sku", "line_name", "line_qty", "line_price")
_MOMENTS = ("created_at", "paid_at", "fulfilled_at", "cancelled_at")

#: Channels with order numbers of their own: two shops' #1001 are two orders.
MARKETPLACES = {
    "mercadolibre": "ML",
    "mercadolivre": "ML",
    "meli": "ML",
    "amazon": "AMZ",
    "etsy": "ETSY",
    "falabella": "FAL",
    "linio": "LINIO",
    "dafiti": "DAFITI",
    "rappi": "RAPPI",
    "ebay": "EBAY",
}


@dataclass(frozen=True, eq=False)
class OrderRows:
    """``frame``: the kept rows of the sheet with ``order`` (key); ``heads``: one row an order, index ``order``.

    ``other_totals`` are totals of copies that were not taken, by order; ``repeated`` are sheet rows that repeat others.
    """

    frame: pd.DataFrame
    heads: pd.DataFrame
    other_totals: dict[str, tuple[Decimal, ...]] = field(default_factory=dict)
    repeated: tuple[int, ...] = ()


def order_rows(table: Table) -> OrderRows:
    """Group the sheet's rows into orders."""
    frame = table.frame[table.frame["order_id"].notna()].reset_index(drop=True)
    frame = frame.assign(order=_keys(table, frame))
    codes, keys = pd.factorize(frame["order"])
    head = _head_cells(table, frame)
    segment = _segments(codes, head)
    total = column(table, frame, "total")
    keep, first = np.ones(len(frame), dtype=bool), np.zeros(len(frame), dtype=bool)
    others = _conflicts(codes, head, total)
    doubtful = _doubtful(codes, head, segment) | np.isin(codes, np.fromiter(others, dtype=np.int64, count=len(others)))
    other_totals: dict[str, tuple[Decimal, ...]] = {}
    if doubtful.any():
        age = _newest_of_block(table, frame)
        winners = _winners(codes, head & doubtful, age)
        first[list(winners.values())] = True
        for code, totals in others.items():
            taken = total.iloc[winners[code]]
            other_totals[str(keys[code])] = tuple(sorted(totals - {taken}))
        keep = _without_repeats(table, frame, codes, segment, doubtful, head, winners, others)
    kept = frame[keep].reset_index(drop=True)
    ranked = frame.iloc[np.lexsort((np.arange(len(frame)), ~head, ~first))]
    heads = ranked.groupby("order", sort=False).first()
    return OrderRows(kept, heads, other_totals, tuple(frame["row"][~keep].tolist()))


def _keys(table: Table, frame: pd.DataFrame) -> pd.Series:
    keys = frame["order_id"].astype(object)
    channels = column(table, frame, "channel")
    if channels.isna().all():
        return keys
    prefixes = {channel: _prefix(str(channel)) for channel in channels.dropna().unique()}
    if not any(prefixes.values()):
        return keys
    by_order = channels.groupby(keys).ffill()
    channel_of = by_order.groupby(keys).bfill()
    prefix = channel_of.map({channel: found for channel, found in prefixes.items() if found})
    foreign = prefix.notna() & ~keys.str.contains(":", regex=False, na=False)
    return keys.where(~foreign, prefix.astype(object) + ":" + keys)


def is_marketplace(channel: str) -> bool:
    """Whether a channel is a marketplace that is known here."""
    return bool(_prefix(channel))


def _prefix(channel: str) -> str:
    plain = normal(channel)
    return next((prefix for name, prefix in MARKETPLACES.items() if plain.startswith(name)), "")


def _head_cells(table: Table, frame: pd.DataFrame) -> Mask:
    found = np.zeros(len(frame), dtype=bool)
    for name in ORDER_CELLS:
        if name in frame:
            found |= frame[name].notna().to_numpy() | unread(table, name, frame["row"])
    return found


def _segments(codes: NDArray[np.intp], head: Mask) -> NDArray[np.int64]:
    """Number the runs of rows that belong together: one order's, from its first line where only that one is filled."""
    rows, heads = np.bincount(codes), np.bincount(codes, weights=head)
    several = rows > 1
    # A single line pasted twice looks like a repeated head: a fifth of bare lines is proof enough.
    first_only = bool(((heads < rows) & several).sum() * 5 >= max(several.sum(), 1))
    new = np.ones(len(codes), dtype=bool)
    new[1:] = codes[1:] != codes[:-1]
    return np.cumsum(new | head if first_only else new)


def _doubtful(codes: NDArray[np.intp], head: Mask, segment: NDArray[np.int64]) -> Mask:
    """Rows of orders whose own cells stand in more than one run: pasted twice, or sorted apart."""
    headed = pd.DataFrame({"code": codes[head], "segment": segment[head]}).drop_duplicates()
    several = np.bincount(headed["code"], minlength=int(codes.max(initial=-1)) + 1) > 1
    return np.asarray(several[codes], dtype=bool)


def _conflicts(codes: NDArray[np.intp], head: Mask, total: pd.Series) -> dict[int, set[Decimal]]:
    """Orders whose rows tell different totals."""
    told = pd.DataFrame({"code": codes, "total": total.to_numpy()})[head & total.notna().to_numpy()]
    told = told.drop_duplicates()
    told = told[told["code"].duplicated(keep=False)]
    return {int(str(code)): set(totals) for code, totals in told.groupby("code")["total"]}


def _newest_of_block(table: Table, frame: pd.DataFrame) -> NDArray[np.int64]:
    """For each row the newest moment of the pasted block it stands in: a repeated header starts a new block."""
    starts = sorted(row for skipped in table.skipped if skipped.reason == "header_again" for row in skipped.rows)
    block = np.searchsorted(np.array(starts, dtype=np.int64), frame["row"].to_numpy())
    newest = np.zeros(len(starts) + 1, dtype=np.int64)
    for name in _MOMENTS:
        if name in frame:
            known = frame[name].notna().to_numpy()
            np.maximum.at(newest, block[known], frame[name][known].dt.tz_convert("UTC").astype("int64").to_numpy())
    return newest[block]


def _winners(codes: NDArray[np.intp], head: Mask, age: NDArray[np.int64]) -> dict[int, int]:
    """The position of each order's newest own cells: of the newest block, and in it the lowest row."""
    at = np.flatnonzero(head)
    ranked = at[np.lexsort((at, age[at]))]
    return {int(codes[position]): int(position) for position in ranked}


def _without_repeats(
    table: Table,
    frame: pd.DataFrame,
    codes: NDArray[np.intp],
    segment: NDArray[np.int64],
    doubtful: Mask,
    head: Mask,
    winners: dict[int, int],
    others: dict[int, set[Decimal]],
) -> Mask:
    """Rows to keep. A line content stands as often as in the copy that has it most often."""
    total = column(table, frame, "total")
    stale = np.zeros(len(frame), dtype=bool)
    for code in others:
        mine = (codes == code) & head
        stale_segments = {
            int(segment[position])
            for position in np.flatnonzero(mine)
            if total.iloc[position] is not None and total.iloc[position] != total.iloc[winners[code]]
        } - {int(segment[winners[code]])}
        stale |= (codes == code) & np.isin(segment, list(stale_segments))
    suspects = frame[doubtful & ~stale]
    content = suspects.groupby([name for name in _CONTENT if name in frame] or ["order"], dropna=False).ngroup()
    marked = pd.DataFrame({"code": codes[suspects.index], "segment": segment[suspects.index], "content": content})
    marked["copy"] = marked.groupby(["code", "segment", "content"]).cumcount()
    repeated = marked.duplicated(["code", "content", "copy"], keep="last").to_numpy()
    keep = ~stale
    keep[suspects.index[repeated]] = False
    return keep
