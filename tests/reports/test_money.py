from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import money

AMOUNTS = st.integers(0, 10**11)


@pytest.mark.parametrize(("code", "digits", "shown"), [("COP", 2, 0), ("USD", 2, 2), ("CLP", 0, 0), ("KWD", 3, 3)])
def test_each_currency_has_its_fraction_and_what_is_shown_of_it(code: str, digits: int, shown: int) -> None:
    assert money.exponent(code) == digits
    assert money.shown_decimals(code) == shown


def test_a_column_tells_unknown_from_nothing() -> None:
    minor, known = money.column([Decimal("1.50"), None, Decimal(0), Decimal("NaN")], 2)
    assert minor.tolist() == [150, 0, 0, 0]
    assert known.tolist() == [True, False, True, False]


def test_a_half_cent_is_rounded_away_from_zero_exactly() -> None:
    minor, _ = money.column([Decimal("1.005"), Decimal("-1.005"), Decimal("1.0049")], 2)
    assert minor.tolist() == [101, -101, 100]


def test_an_amount_beyond_all_measure_is_unknown() -> None:
    minor, known = money.column([Decimal("1e30"), Decimal("123456789012345.67")], 2)
    assert known.tolist() == [False, False]
    assert minor.tolist() == [0, 0]


@given(st.lists(st.one_of(st.none(), st.integers(-(10**15), 10**15)), max_size=20))
def test_minor_and_major_units_are_there_and_back(cents: list[int | None]) -> None:
    values = [None if amount is None else Decimal(amount).scaleb(-2) for amount in cents]
    minor, known = money.column(values, 2)
    assert list(money.majors(minor, known, 2)) == values


def test_trap_46_three_equal_parts_of_a_hundred_sum_to_a_hundred() -> None:
    assert money.allocate(100, [1, 1, 1]) == [34, 33, 33]
    assert money.allocate(100, [0, 0]) == [50, 50]
    assert money.allocate(5, []) == []


@given(AMOUNTS, st.lists(st.integers(0, 10**9), min_size=1, max_size=12))
def test_trap_46_parts_sum_to_the_whole_whatever_the_weights(total: int, weights: list[int]) -> None:
    parts = money.allocate(total, weights)
    assert sum(parts) == total
    whole = sum(weights)
    if whole:
        exact = [total * weight / whole for weight in weights]
        assert all(abs(part - share) < 1 + share * 1e-12 for part, share in zip(parts, exact, strict=True))


@given(st.lists(st.tuples(AMOUNTS, st.lists(st.integers(0, 10**9), min_size=1, max_size=6)), min_size=1, max_size=8))
def test_many_groups_at_once_are_each_group_alone(groups: list[tuple[int, list[int]]]) -> None:
    weights = np.array([weight for _, own in groups for weight in own], dtype=np.int64)
    lengths = [len(own) for _, own in groups]
    starts = np.cumsum([0, *lengths[:-1]]).astype(np.intp)
    totals = np.array([total for total, _ in groups], dtype=np.int64)
    found = money.allocate_grouped(totals, weights, starts).tolist()
    alone = [part for total, own in groups for part in (money.allocate(total, own) if sum(own) else [0] * len(own))]
    assert found == alone


def test_a_foreign_amount_is_converted_in_minor_units() -> None:
    assert money.converted(5_200, 2, Decimal(4000), 2) == 20_800_000  # USD 52.00 at COP 4,000


@pytest.mark.filterwarnings("error")
def test_an_amount_of_four_hundred_digits_is_unknown_and_nothing_is_said_behind_the_program() -> None:
    found, known = money.column([Decimal("1" * 400), Decimal("12.50")], 2)
    assert known.tolist() == [False, True]
    assert found.tolist() == [0, 1250]
