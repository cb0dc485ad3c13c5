"""The brief, section by section: which ones each read prints, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reports.facts import Facts
from reports.outcome import Action, ExceptionRow, Memory, Product, Section
from reports.sections import (
    actions,
    campaign,
    caveats,
    delivery,
    exceptions,
    header,
    inventory,
    learning,
    notes,
    payments,
    products,
    read,
    returned,
    sales,
    support,
)
from reports.sections.given import Given
from reports.sections.header import confidence
from reports.sections.health import sections as health
from reports.sections.read import headline
from reports.sections.reading import in_brief, reading, told
from reports.sections.sources import freshness, is_empty

__all__ = ["READS", "brief", "confidence", "freshness", "headline", "health", "in_brief", "is_empty", "reading", "told"]

Writer = Callable[[Given], Section]

#: What each read prints (domain.md §5.5): the weekly one is the full brief.
READS: dict[str, tuple[Writer, ...]] = {
    "daily": (
        header.section,
        actions.section,
        exceptions.section,
        inventory.section,
        payments.section,
        campaign.section,
        support.section,
        delivery.section,
        caveats.section,
    ),
    "weekly": (
        header.section,
        read.section,
        actions.section,
        exceptions.section,
        sales.section,
        products.section,
        inventory.section,
        campaign.section,
        support.section,
        delivery.section,
        notes.section,
        caveats.section,
    ),
    "monthly": (
        header.section,
        read.section,
        sales.section,
        learning.mix,
        support.fit,
        learning.discounts,
        learning.sizes,
        returned.section,
        learning.moves,
        learning.direction,
        learning.changed,
        support.section,
        notes.section,
        caveats.section,
    ),
}


def brief(
    facts: Facts,
    exceptions: Sequence[ExceptionRow],
    actions: Sequence[Action],
    products: Sequence[Product],
    memory: Memory,
    read: str,
) -> list[Section]:
    """The sections of one read, in print order; ``memory`` is what earlier runs left."""
    given = Given(facts, exceptions, actions, products, memory, read)
    return [write(given) for write in READS[read]]
