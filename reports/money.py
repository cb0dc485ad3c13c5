"""Money as integer minor units: sums that tie to the last unit, allocation without loss, rates.

A *minor unit* is the currency's ISO 4217 fraction (a cent; also for COP, which is only *shown* without decimals). In
frames a column of minor units is ``int64``; an unknown amount has its own mask, never a magic number.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, localcontext

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Minor = NDArray[np.int64]

#: ISO 4217 exponents other than 2.
_EXPONENTS = {
    **dict.fromkeys(
        (
            "BIF",
            "CLP",
            "DJF",
            "GNF",
            "ISK",
            "JPY",
            "KMF",
            "KRW",
            "PYG",
            "RWF",
            "UGX",
            "UYI",
            "VND",
            "VUV",
            "XAF",
            "XOF",
            "XPF",
        ),
        0,
    ),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
}
#: Currencies that have a fraction on paper and none in the shop (CLDR, cash digits).
_SHOWN_WHOLE = frozenset({"COP", "IDR", "HUF", "CRC"})
#: What fits an ``int64`` with room to sum a million orders.
_LARGEST = 10**14


def exponent(currency: str) -> int:
    """Digits of the currency's fraction by ISO 4217 (2 where the code is unknown)."""
    return _EXPONENTS.get(currency.upper(), 2)


def shown_decimals(currency: str) -> int:
    """Decimals that sums of this currency are shown with (0 for COP)."""
    return 0 if currency.upper() in _SHOWN_WHOLE else exponent(currency)


def to_minor(amount: Decimal, digits: int) -> int | None:
    """Minor units, halves away from zero; ``None`` for what is no amount of money (NaN, beyond all measure)."""
    if not amount.is_finite() or abs(amount) > _LARGEST:
        return None
    return int((amount.scaleb(digits)).to_integral_value(rounding=ROUND_HALF_UP))


def to_major(amount: int, digits: int) -> Decimal:
    """Major units, exact."""
    return Decimal(int(amount)).scaleb(-digits)


def column(values: Sequence[Decimal | None] | pd.Series, digits: int) -> tuple[Minor, NDArray[np.bool_]]:
    """A money column as minor units (0 where unknown) and the mask of what is known."""
    amounts = np.asarray(values, dtype=object)
    known = np.array([value is not None and value == value for value in amounts], dtype=bool)
    told = amounts[known]
    scaled = told.astype(float) * 10**digits
    near = np.rint(scaled)
    # A float is exact enough for whole minor units; what has a fraction, or is huge, is rounded as a Decimal.
    with np.errstate(invalid="ignore"):  # what is too long for a float is infinite
        doubtful = ~(np.abs(scaled) < 10**13) | (np.abs(scaled - near) > 1e-4)
    minor = np.where(doubtful, 0, near).astype(np.int64)
    valid = np.ones(len(told), dtype=bool)
    for place in np.flatnonzero(doubtful):
        exact = to_minor(told[place], digits)
        valid[place], minor[place] = exact is not None, exact or 0
    found = np.zeros(len(amounts), dtype=np.int64)
    found[known] = minor
    known[known] = valid
    return found, known


def majors(amounts: Minor, known: NDArray[np.bool_] | None, digits: int) -> NDArray[np.object_]:
    """Minor units as a column of Decimals in major units, ``None`` where unknown."""
    minor = amounts.tolist()
    major = {amount: to_major(amount, digits) for amount in set(minor)}
    found = np.empty(len(minor), dtype=object)
    found[:] = list(map(major.__getitem__, minor))
    if known is not None:
        found[~known] = None
    return found


def allocate(total: int, weights: list[int]) -> list[int]:
    """``total`` in parts by weight that sum to it to the last unit (largest remainder; ties to the earlier part).

    With no weight at all, parts are equal.
    """
    if not weights:
        return []
    shares = weights if sum(weights) else [1] * len(weights)
    whole = sum(shares)
    parts = [total * share // whole for share in shares]
    rest = [total * share % whole for share in shares]
    by_rest = sorted(range(len(shares)), key=lambda index: (-rest[index], index))
    for index in by_rest[: total - sum(parts)]:
        parts[index] += 1
    return parts


def allocate_grouped(totals: Minor, weights: Minor, starts: NDArray[np.intp]) -> Minor:
    """:meth:`allocate` for many groups at once: group *g* is ``weights[starts[g]:starts[g + 1]]``.

    ``totals`` has one amount a group (none negative); weights are none negative, and groups whose weights are all
    nothing get nothing.
    """
    if not len(weights):
        return np.zeros(0, dtype=np.int64)
    group = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(weights))))
    whole = np.add.reduceat(weights, starts)
    exact = totals[group].astype(object) * weights.astype(object) if _may_overflow(totals, weights) else None
    if exact is not None:
        divisor = np.maximum(whole[group], 1).astype(object)
        parts = (exact // divisor).astype(np.int64)
        rest = (exact % divisor).astype(np.float64)
    else:
        product, divisor = totals[group] * weights, np.maximum(whole[group], 1)
        parts, rest = product // divisor, (product % divisor).astype(np.float64)
    missing = np.where(whole > 0, totals - np.add.reduceat(parts, starts), 0)
    order = np.lexsort((np.arange(len(weights)), -rest, group))
    rank = np.empty(len(weights), dtype=np.int64)
    rank[order] = np.arange(len(weights)) - starts[group]
    return np.where(whole[group] > 0, parts + (rank < missing[group]), 0)


def _may_overflow(totals: Minor, weights: Minor) -> bool:
    return float(np.abs(totals).max(initial=0)) * float(np.abs(weights).max(initial=0)) > 9e18


def converted(amount: int, digits: int, rate: Decimal, into_digits: int) -> int:
    """Minor units of one currency as minor units of another, at ``rate`` major for one major."""
    with localcontext() as context:
        context.prec = 40
        exact = to_major(amount, digits) * rate
        return int(exact.scaleb(into_digits).to_integral_value(rounding=ROUND_HALF_EVEN))
