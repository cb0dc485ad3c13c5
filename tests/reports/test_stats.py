from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import stats
from reports.outcome import DIRECTIONAL, SOLID, TOO_LITTLE


@pytest.mark.parametrize(("k", "n", "low", "high"), [(16, 540, 0.0198, 0.0442), (24, 260, 0.0668, 0.1262)])
def test_wilson_has_the_values_worked_by_hand(k: int, n: int, low: float, high: float) -> None:
    assert stats.wilson(k, n) == pytest.approx((low, high), abs=5e-5)


def test_wilson_of_nothing_tried_is_everything() -> None:
    assert stats.wilson(0, 0) == (0.0, 1.0)


def test_garwood_has_the_values_worked_by_hand() -> None:
    assert stats.garwood(12) == pytest.approx((6.92, 19.44), abs=5e-3)
    assert stats.garwood(0) == (0.0, pytest.approx(2.996, abs=5e-4))


@given(st.integers(0, 3000), st.sampled_from([0.8, 0.9, 0.95]))
def test_garwood_bounds_leave_half_the_doubt_on_each_side(count: int, level: float) -> None:
    low, high = stats.garwood(count, level)
    tail = (1 - level) / 2
    assert stats.poisson_cdf(count, high) == pytest.approx(tail, abs=1e-6)
    if count:
        assert 1 - stats.poisson_cdf(count - 1, low) == pytest.approx(tail, abs=1e-6)
    assert low <= count <= high


def test_binomial_tails_have_the_values_worked_by_hand() -> None:
    assert stats.binomial_at_least(6, 9, 0.25) == pytest.approx(0.0100, abs=5e-5)
    by_hand = sum(math.comb(16, k) for k in range(10, 17)) / 2**16
    assert stats.binomial_at_least(10, 16, 0.5) == pytest.approx(by_hand)


def test_ten_orders_against_six_are_within_normal_variation() -> None:
    # 2 * P(Bin(16, 1/2) >= 10) = 2 * 14893 / 65536
    assert stats.same_rate_p(10, 6) == pytest.approx(2 * 14893 / 65536)
    assert stats.same_rate_p(10, 6) == pytest.approx(0.454, abs=5e-4)


def test_exposure_counts_ten_in_seven_days_and_ten_in_twentyeight_differ() -> None:
    assert stats.same_rate_p(10, 10, 7, 7) == 1.0
    # 2 * P(Bin(20, 1/5) >= 10)
    by_hand = 2 * sum(math.comb(20, k) * 0.2**k * 0.8 ** (20 - k) for k in range(10, 21))
    assert stats.same_rate_p(10, 10, 7, 28) == pytest.approx(by_hand)


def test_nothing_against_nothing_tells_nothing() -> None:
    assert stats.same_rate_p(0, 0) == 1.0
    assert stats.same_rate_p(3, 2, 0, 7) == 1.0


def test_large_counts_are_near_the_exact_law() -> None:
    exact = stats.binomial_at_most(9_900, 20_000, 0.5)
    nearly = stats.binomial_at_most(9_901, 20_001, 0.5)
    assert nearly == pytest.approx(exact, abs=5e-3)


def test_safety_stock_of_the_worked_example() -> None:
    # ceil(1.28 * sqrt(12/28 * 30)) = ceil(4.59)
    assert stats.safety_stock(12 / 28, 30) == 5
    # ceil(1.645 * sqrt(12/28 * 30)) = ceil(5.90)
    assert stats.safety_stock(12 / 28, 30, 0.95) == 6
    assert stats.safety_stock(0, 30) == 0


def test_the_ladder_has_three_steps_and_doubts_lower_them() -> None:
    assert stats.confidence(30, 5, 30) == SOLID
    assert stats.confidence(29, 5, 30) == DIRECTIONAL
    assert stats.confidence(4, 5, 30) == TOO_LITTLE
    assert stats.confidence(30, 5, 30, steps_down=1) == DIRECTIONAL
    assert stats.confidence(30, 5, 30, steps_down=3) == TOO_LITTLE
    assert stats.lowest(SOLID, TOO_LITTLE, DIRECTIONAL) == TOO_LITTLE
    assert stats.lowest() == SOLID
    assert stats.lowered(DIRECTIONAL, 2) == TOO_LITTLE
