"""One figure of ours over the same figure of the yardstick, or above it."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ratio:
    """Medians of runs that alternated; ``bound`` is the most that the ratio may be."""

    what: str
    ours: Sequence[float]
    theirs: Sequence[float]
    unit: str
    bound: float

    @property
    def value(self) -> float:
        """Our median over theirs."""
        return statistics.median(self.ours) / statistics.median(self.theirs)

    @property
    def kept(self) -> bool:
        """Whether the bound holds."""
        return self.value <= self.bound

    def line(self, judged: bool) -> str:
        """The ratio with both medians, and the lowest and highest of each; with a verdict where it is ``judged``."""
        verdict = f" (bound {self.bound:.2f}, {'kept' if self.kept else 'MISSED'})" if judged else ""
        return (
            f"{self.what}: {self.value:.2f}{verdict} — "
            f"{_spread(self.ours, self.unit)} against {_spread(self.theirs, self.unit)}"
        )


@dataclass(frozen=True, slots=True)
class Above:
    """How much more one is than the other: medians of runs that alternated; ``bound`` is the most that it may be."""

    what: str
    ours: Sequence[float]
    theirs: Sequence[float]
    unit: str
    bound: float

    @property
    def value(self) -> float:
        """Our median above theirs."""
        return statistics.median(self.ours) - statistics.median(self.theirs)

    @property
    def kept(self) -> bool:
        """Whether the bound holds."""
        return self.value <= self.bound

    def line(self, judged: bool) -> str:
        """The difference with both medians, and the lowest and highest of each; a verdict where it is ``judged``."""
        verdict = f" (bound {self.bound:.0f}, {'kept' if self.kept else 'MISSED'})" if judged else ""
        return (
            f"{self.what}: {self.value:+.1f} {self.unit}{verdict} — "
            f"{_spread(self.ours, self.unit)} against {_spread(self.theirs, self.unit)}"
        )


@dataclass(frozen=True, slots=True)
class Level:
    """A figure of ours alone that has a bound of its own: the median of several runs."""

    what: str
    ours: Sequence[float]
    unit: str
    bound: float

    @property
    def value(self) -> float:
        """Our median."""
        return statistics.median(self.ours)

    @property
    def kept(self) -> bool:
        """Whether the bound holds."""
        return self.value <= self.bound

    def line(self, judged: bool) -> str:
        """The median, and the lowest and highest; with a verdict where it is ``judged``."""
        verdict = f" (bound {self.bound:.0f} {self.unit}, {'kept' if self.kept else 'MISSED'})" if judged else ""
        return f"{self.what}: {_spread(self.ours, self.unit)}{verdict}"


def _spread(values: Sequence[float], unit: str) -> str:
    return f"{statistics.median(values):.3g} {unit} [{min(values):.3g}–{max(values):.3g}]"
