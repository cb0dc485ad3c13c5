"""Words that several categories use."""

from __future__ import annotations

import pandas as pd

from reports.categories.case import Case, known
from reports.numbers import Both, Count, round_half_up


def window(case: Case) -> Count:
    """The days that its demand was seen on."""
    return Count(int(case.row.days) if known(case.row.days) else 0)


def cover(days: float) -> Both:
    """Days of cover, rounded; under one as words."""
    whole = int(round_half_up(days))
    if not whole:
        return Both("less than 1 day of cover", "menos de 1 día de cobertura")
    n = Count(whole)
    return Both(f"{n.show('en', 'day|days')} of cover", f"{n.show('es', 'día|días')} de cobertura")


def left(units: int) -> Both:
    """How many are left."""
    if units <= 0:
        return Both("none left", "no queda ninguna")
    n = Count(units)
    return Both(f"{n.show('en', '')} left", f"{n.show('es', '?queda|quedan')} {n.show('es', '')}")


def name(size: pd.Series) -> str:
    """A size by itself."""
    return " ".join(str(part) for part in (size["size"], size["color"]) if part) or str(size["label"])
