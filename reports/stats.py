"""Intervals, the comparison of two counts, and the confidence ladder. 90 % two-sided unless told otherwise."""

from __future__ import annotations

import math
from functools import lru_cache
from statistics import NormalDist

from reports.outcome import DIRECTIONAL, SOLID, TOO_LITTLE

LEVEL = 0.90
#: Above this p a difference of two counts is within normal variation.
NORMAL_P = 0.10
_SERVICE_Z = {0.90: 1.28, 0.95: 1.645}
_LADDER = (TOO_LITTLE, DIRECTIONAL, SOLID)
#: Beyond this many events the exact binomial sum is replaced by the normal law; they agree to three digits there.
_EXACT_UP_TO = 20_000


def z_of(level: float = LEVEL) -> float:
    """The two-sided z of a level: 1.645 for 90 %."""
    return NormalDist().inv_cdf((1 + level) / 2)


def wilson(successes: int, trials: int, level: float = LEVEL) -> tuple[float, float]:
    """Wilson interval of a rate; all of 0 … 1 where nothing was tried."""
    if trials <= 0:
        return 0.0, 1.0
    z, rate = z_of(level), successes / trials
    middle = rate + z * z / (2 * trials)
    half = z * math.sqrt(rate * (1 - rate) / trials + z * z / (4 * trials * trials))
    whole = 1 + z * z / trials
    return max(0.0, (middle - half) / whole), min(1.0, (middle + half) / whole)


def poisson_cdf(count: int, mean: float) -> float:
    """P(X <= count) of a Poisson law."""
    if count < 0:
        return 0.0
    if mean <= 0:
        return 1.0
    # Summed downwards from the largest term, in logarithms, so that large means neither overflow nor vanish.
    log_term = count * math.log(mean) - mean - math.lgamma(count + 1)
    total, term = 0.0, 1.0
    for k in range(count, -1, -1):
        total += term
        term *= k / mean
        if term < 1e-17 * total:
            break
        if total > 1e250:
            log_term += math.log(total)
            term, total = term / total, 1.0
    return min(1.0, math.exp(min(0.0, log_term + math.log(total))))


@lru_cache(maxsize=4096)
def garwood(count: int, level: float = LEVEL) -> tuple[float, float]:
    """Exact interval of a Poisson count (Garwood), by bisection on the distribution function."""
    tail = (1 - level) / 2
    low = 0.0 if count <= 0 else _mean_where(count - 1, 1 - tail)
    return low, _mean_where(max(count, 0), tail)


def _mean_where(count: int, probability: float) -> float:
    """The mean at which P(X <= count) is this probability (it falls as the mean grows)."""
    # Wilson and Hilferty's cube root law is near enough to start a narrow bracket.
    n = count + 1
    near = n * max(0.0, 1 - 1 / (9 * n) + NormalDist().inv_cdf(1 - probability) / (3 * math.sqrt(n))) ** 3
    reach = 0.1
    while poisson_cdf(count, max(0.0, near - reach)) < probability or poisson_cdf(count, near + reach) > probability:
        reach *= 4
    low, high = max(0.0, near - reach), near + reach
    while high - low > 1e-9 * max(1.0, high):
        middle = (low + high) / 2
        if poisson_cdf(count, middle) > probability:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def binomial_at_least(successes: int, trials: int, rate: float) -> float:
    """P(X >= successes) of a binomial law."""
    return 1.0 if successes <= 0 else binomial_at_most(trials - successes, trials, 1 - rate)


def binomial_at_most(successes: int, trials: int, rate: float) -> float:
    """P(X <= successes) of a binomial law."""
    if successes < 0:
        return 0.0
    if successes >= trials:
        return 1.0
    if trials > _EXACT_UP_TO:
        spread = math.sqrt(trials * rate * (1 - rate))
        return NormalDist().cdf((successes + 0.5 - trials * rate) / spread) if spread else 1.0
    if rate <= 0:
        return 1.0
    if rate >= 1:
        return 0.0
    top = math.lgamma(trials + 1)
    yes, no = math.log(rate), math.log1p(-rate)
    return min(
        1.0,
        math.fsum(
            math.exp(top - math.lgamma(k + 1) - math.lgamma(trials - k + 1) + k * yes + (trials - k) * no)
            for k in range(successes + 1)
        ),
    )


def same_rate_p(now: int, before: int, days_now: float = 1, days_before: float = 1) -> float:
    """Two-sided conditional binomial test that two counts come from one rate, given their exposures."""
    both = now + before
    if both == 0 or days_now <= 0 or days_before <= 0:
        return 1.0
    rate = days_now / (days_now + days_before)
    return min(1.0, 2 * min(binomial_at_most(now, both, rate), binomial_at_least(now, both, rate)))


def safety_stock(velocity: float, lead_days: float, service_level: float = 0.90) -> int:
    """Units kept against Poisson demand over the lead time, rounded up."""
    return math.ceil(z_of_service(service_level) * math.sqrt(max(0.0, velocity * lead_days)) - 1e-9)


def z_of_service(service_level: float) -> float:
    """The one-sided z of a service level, as tables print the usual ones (0.90: 1.28, 0.95: 1.645)."""
    return _SERVICE_Z.get(service_level) or NormalDist().inv_cdf(service_level)


def confidence(count: float, least: float, solid: float, *, steps_down: int = 0) -> str:
    """The mark of a figure with so many observations, lowered by one step for each doubt about its inputs."""
    step = 2 if count >= solid else 1 if count >= least else 0
    return _LADDER[max(0, step - steps_down)]


def lowest(*levels: str) -> str:
    """The least sure of several marks (solid where there is none)."""
    return min(levels, key=_LADDER.index, default=SOLID)


def lowered(level: str, steps: int = 1) -> str:
    """The mark so many steps below, never under *too little*."""
    return _LADDER[max(0, _LADDER.index(level) - steps)]
