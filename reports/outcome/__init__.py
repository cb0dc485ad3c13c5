"""The Outcome: the whole result of a run, as one plain value that every output reads.

Money is a JSON number in *major* units; a rate is 0 to 1; a date is ``2026-11-16``; a moment carries its
offset. ``None`` means unknown, never zero. Documented field by field in ``docs/outcome.md``.
"""

from __future__ import annotations

import msgspec

from reports.outcome.charts import (
    Cohort,
    Funnel,
    Heat,
    SizeCurve,
    SizeShare,
    Step,
)
from reports.outcome.memory import (
    Episode,
    Memory,
    Remembered,
    Typed,
)
from reports.outcome.rows import (
    Aside,
    Decided,
    ExceptionRow,
    Excluded,
    NoteRow,
    Offer,
    OrderRow,
    ProblemRow,
    Product,
    Reason,
    Setting,
    Skipped,
    Source,
    Theme,
    Unclear,
    Unmapped,
    Variant,
)
from reports.outcome.values import (
    DIRECTIONAL,
    MARKS,
    NO_SALES,
    SOLID,
    TOO_LITTLE,
    Action,
    Card,
    Figure,
    Line,
    Period,
    Rows,
    Section,
    _Value,
)

__all__ = [
    "DIRECTIONAL",
    "MARKS",
    "NO_SALES",
    "SCHEMA",
    "SOLID",
    "TOO_LITTLE",
    "Action",
    "Aside",
    "Card",
    "Cohort",
    "Decided",
    "Episode",
    "ExceptionRow",
    "Excluded",
    "Figure",
    "Funnel",
    "Heat",
    "Line",
    "Memory",
    "NoteRow",
    "Offer",
    "OrderRow",
    "Outcome",
    "Period",
    "ProblemRow",
    "Product",
    "Read",
    "Reason",
    "Remembered",
    "Rows",
    "Section",
    "Setting",
    "SizeCurve",
    "SizeShare",
    "Skipped",
    "Source",
    "Step",
    "Theme",
    "Typed",
    "Unclear",
    "Unmapped",
    "Variant",
    "decode",
    "encode",
]

#: Raised by one when a field changes its meaning or goes; a reader opens this version and the one before.
SCHEMA = 1


class Read(_Value, frozen=True, kw_only=True):
    """One of the three reads (daily, weekly, monthly) of the same run."""

    period: Period
    confidence: str
    confidence_line: Line
    figures: dict[str, Figure]
    brief: list[Section]
    actions: list[Action]
    headline: Line


class Outcome(_Value, frozen=True, kw_only=True):
    """The whole result. The top-level figures, brief and actions are those of the read asked for (``read``).

    ``number_region`` is the country whose marks its numbers are shown with, ``""`` = each language's own.
    """

    schema: int
    app_version: str
    workbook: str
    brand: str
    language: str
    read: str
    as_of: str
    prepared: str
    zone: str
    period: Period
    currency: str
    confidence: str
    confidence_line: Line
    figures: dict[str, Figure]
    cards: list[Card]
    brief: list[Section]
    actions: list[Action]
    exceptions: list[ExceptionRow]
    products: list[Product]
    inventory: list[Variant]
    sources: list[Source]
    excluded: list[Excluded]
    problems: list[ProblemRow]
    skipped: list[Skipped]
    reads: dict[str, Read]
    bridge: list[Line] = []
    health: list[Section] = []
    offers: list[Offer] = []
    themes: list[Theme] = []
    reasons: list[Reason] = []
    decided: list[Decided] = []
    unclear: list[Unclear] = []
    orders: list[OrderRow] = []
    notes: list[NoteRow] = []
    settings: list[Setting] = []
    curves: list[SizeCurve] = []
    funnels: list[Funnel] = []
    cohorts: list[Cohort] = []
    heats: list[Heat] = []
    number_region: str = ""
    counts: dict[str, int] = {}
    memory: Memory = Memory()


def encode(outcome: Outcome) -> bytes:
    """The Outcome as JSON, the same bytes for the same value."""
    return msgspec.json.format(msgspec.json.encode(outcome), indent=2)


def decode(data: bytes) -> Outcome:
    """An Outcome from its JSON; ``msgspec.ValidationError`` where it is none of a version we read."""
    return msgspec.json.decode(data, type=Outcome)
