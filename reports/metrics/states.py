"""What an order is: counted, waiting for its money, cancelled, a test … (domain.md §2.2, in its order)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from reports.decisions import decisions
from reports.metrics.shop import Mask, Shop
from sheets.contract import normal

COUNTED, PENDING, AUTHORIZED, COD, EXPIRED = "counted", "pending", "authorized", "cod", "expired"
VOIDED, CANCELLED, TEST = "voided", "cancelled", "test"
EXCHANGE, REPLACEMENT, UNKNOWN, EXCLUDED = "exchange", "replacement", "unknown", "excluded"

PAID = ("paid", "partially_paid", "partially_refunded", "refunded")
WAITING = (PENDING, AUTHORIZED, EXPIRED)
_TEST_GATEWAY = re.compile(r"\bbogus\b|for testing|\bprueba\b|\btest\b", flags=re.IGNORECASE)
_EXCHANGE_TAGS = frozenset({"exchange", "cambio", "exchanges", "cambios"})
_REPLACEMENT_TAGS = frozenset({"replacement", "reship", "reposicion", "reenvio", "reemplazo"})
_HOLD_TAGS = frozenset({"hold", "onhold", "enespera", "espera", "retenido", "pausado"})
_HOLD_WORDS = re.compile(
    r"\b(on hold|hold until|do not ship|don't ship|en espera|retener|no despachar|no enviar)\b", flags=re.IGNORECASE
)


def states(shop: Shop, heads: pd.DataFrame, total_zero: Mask) -> NDArray[np.object_]:
    """The state of each order. First what takes an order out for good, then what its payment says."""
    status = heads["financial_status"]
    cancelled = heads["cancelled_at"].notna().to_numpy()
    tags = heads["tags"]
    exchange = has_tag(tags, _EXCHANGE_TAGS)
    replaced = has_tag(tags, _REPLACEMENT_TAGS) & total_zero
    unpaid = status.isin(["pending", "unpaid", "overdue"]).to_numpy()
    left_out, taken_in = by_hand(shop, heads.index)
    return np.select(
        [
            left_out,
            is_test(shop, heads) & ~taken_in,
            cancelled,
            (status == "voided").to_numpy(),
            exchange,
            replaced,
            status.isin(PAID).to_numpy(),
            unpaid & is_cod(shop, heads["payment_method"]),
            unpaid,
            (status == "authorized").to_numpy(),
            (status == "expired").to_numpy(),
        ],
        [EXCLUDED, TEST, CANCELLED, VOIDED, EXCHANGE, REPLACEMENT, COUNTED, COD, PENDING, AUTHORIZED, EXPIRED],
        default=UNKNOWN,
    ).astype(object)


def by_hand(shop: Shop, keys: pd.Index) -> tuple[Mask, Mask]:
    """Orders that the founder leaves out of every figure, and those that count although they look like tests.

    Decisions ``exclude_record`` and ``include_record`` about ``order:1104`` (or ``1104``, or ``#1104``).
    """
    said: dict[str, str] = {}
    for (family, target), decision in decisions(shop.tables, shop.today).items():
        if family == "record":
            said[normal(target.removeprefix("order:"))] = decision.kind
    if not said:
        return np.zeros(len(keys), dtype=bool), np.zeros(len(keys), dtype=bool)
    kinds = np.array([said.get(normal(str(key)), "") for key in keys], dtype=object)
    return kinds == "exclude_record", kinds == "include_record"


def is_test(shop: Shop, heads: pd.DataFrame) -> Mask:
    """Orders of the shop itself: marked, paid through a test gateway, tagged, or bought with an internal e-mail."""
    markers = frozenset(normal(marker) for marker in shop.knobs.get("test_markers"))
    internal = frozenset(normal(email) for email in shop.knobs.get("internal_emails")) | markers
    marked = heads["is_test"].astype("boolean").fillna(False).to_numpy(dtype=bool)
    gateway = by_value(heads["payment_method"], lambda method: bool(_TEST_GATEWAY.search(method)))
    own = by_value(heads["email"], lambda email: normal(email) in internal) if internal else np.zeros(len(heads), bool)
    return marked | gateway | own | has_tag(heads["tags"], markers)


def is_cod(shop: Shop, methods: pd.Series) -> Mask:
    """Payment methods that mean cash on delivery; a short name such as COD only as a word of its own."""
    names = [normal(name) for name in shop.knobs.get("cod_methods") if normal(name)]

    def means_cod(method: str) -> bool:
        plain, words = normal(method), {normal(word) for word in re.split(r"[^\w]+", method)}
        return any(name in words or (len(name) > 3 and name in plain) for name in names)

    return by_value(methods, means_cod)


def on_hold(heads: pd.DataFrame) -> Mask:
    """Orders that somebody holds back on purpose, by tag or by note."""
    return has_tag(heads["tags"], _HOLD_TAGS) | by_value(heads["note"], lambda note: bool(_HOLD_WORDS.search(note)))


def has_tag(tags: pd.Series, wanted: Iterable[str]) -> Mask:
    """Which orders carry one of these tags (given in comparison form)."""
    names = frozenset(wanted)
    if not names:
        return np.zeros(len(tags), dtype=bool)
    return by_value(tags, lambda own: any(normal(tag) in names for tag in own))


def by_value(values: pd.Series, test: Callable[[Any], bool]) -> Mask:
    """``test`` of each value, asked once for each different one; a missing value is ``False``."""
    codes, different = pd.factorize(values.to_numpy(dtype=object))
    answers = np.array([*(bool(test(value)) for value in different), False], dtype=bool)
    return answers[codes]
