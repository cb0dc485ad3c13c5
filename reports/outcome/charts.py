"""What the charts of the Outcome show."""

from __future__ import annotations

from reports.outcome.values import Line, Period, Rows, _Value


class SizeShare(_Value, frozen=True, kw_only=True):
    """One size of a curve: what was asked for, and what is there; ``None`` = unknown."""

    size: str
    demand_units: int | None
    available_units: int | None


class SizeCurve(_Value, frozen=True, kw_only=True):
    """How a product's demand and its stock spread over its sizes, smallest size first."""

    product: str
    title: str
    sizes: list[SizeShare]
    confidence: str
    n: int
    said: Line
    rows: list[Rows] = []


class Step(_Value, frozen=True, kw_only=True):
    """One step of a funnel; ``rate`` is of the step before, ``None`` at the first and where it is unknown."""

    key: str
    name: Line
    count: int | None
    rate: float | None = None


class Funnel(_Value, frozen=True, kw_only=True):
    """From visit to order over some days, of one kind of measure (``sessions``, ``users`` or ``events``)."""

    period: Period
    measure: str
    steps: list[Step]
    confidence: str
    said: Line
    rows: list[Rows] = []


class Cohort(_Value, frozen=True, kw_only=True):
    """Orders of one month and what came back of them; not ``mature`` where they had no time to come back yet.

    ``basis`` says what ``returned`` counts: orders with ``returns``, or without that tab those with ``refunds``.
    """

    month: str
    orders: int
    returned: int | None
    mature: bool
    confidence: str
    basis: str = "returns"


class Heat(_Value, frozen=True, kw_only=True):
    """Numbers over two axes: ``cells[row][column]``, ``None`` where it is unknown."""

    id: str
    title: Line
    rows: list[Line]
    columns: list[Line]
    cells: list[list[int | None]]
    said: Line
