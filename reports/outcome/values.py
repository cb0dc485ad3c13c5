"""What every part of the Outcome is made of: lines, rows of tabs, figures, cards and sections."""

from __future__ import annotations

from typing import Any

import msgspec

SOLID, DIRECTIONAL, TOO_LITTLE = "solid", "directional", "too_little"
#: The band of a product that did not sell.
NO_SALES = "no sales"
MARKS = {SOLID: "●", DIRECTIONAL: "◐", TOO_LITTLE: "○"}


class _Value(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """All parts are frozen, named by keyword, and compare by value."""


class Line(_Value, frozen=True, kw_only=True):
    """One sentence: its id, its arguments as raw values, and its text in both languages."""

    id: str
    en: str
    es: str
    args: dict[str, Any] = {}
    link: str = ""

    def text(self, language: str) -> str:
        """The text in ``"en"`` or ``"es"``."""
        return self.es if language == "es" else self.en


class Rows(_Value, frozen=True, kw_only=True):
    """Rows of a tab, by their numbers in the sheet."""

    tab: str
    rows: list[int]


class Period(_Value, frozen=True, kw_only=True):
    """Local days, half open: ``start`` is the first day, ``end`` the day after the last."""

    start: str
    end: str


class Figure(_Value, frozen=True, kw_only=True):
    """One metric of domain.md §2.3. ``unit``: ``money``, ``count``, ``rate``, ``days``, ``units``."""

    value: float | int | None
    unit: str
    n: int | None
    confidence: str
    previous: float | int | None = None
    note: Line | None = None
    rows: list[Rows] = []


class Card(_Value, frozen=True, kw_only=True):
    """One stat card over one period (``today``, ``7d``, ``30d``, or the read's own week).

    ``value_text`` and the others are what is shown; ``series`` is one number a day, oldest first, ``None``
    where the day is not covered; ``first_day`` is the day of its first number.
    """

    id: str
    period: str
    title: Line
    value_text: Line
    detail: Line
    confidence: str
    as_of: str
    value: float | int | None = None
    previous: float | int | None = None
    series: list[float | None] = []
    first_day: str = ""


class Section(_Value, frozen=True, kw_only=True):
    """A section of the brief, in print order. ``kind``: ``header``, ``bullets``, ``numbered``, ``label``, ``plain``."""

    id: str
    kind: str
    title: Line
    lines: list[Line]


class Action(_Value, frozen=True, kw_only=True):
    """One next action. ``target`` is what it is about (one action a target); ``due_at`` a moment or a date."""

    key: str
    tier: str
    line: Line
    tail: Line
    owner_role: str
    owner: str
    due_at: str
    confidence: str
    exception_key: str = ""
    target: str = ""
    status: str = "open"
    note: str = ""
    rows: list[Rows] = []
