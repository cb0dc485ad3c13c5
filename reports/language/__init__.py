"""The brief's sentences, English and Spanish side by side: one catalogue a section, one look-up for all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from reports.language import (
    actions,
    campaign,
    categories,
    caveats,
    changed,
    delivery,
    exceptions,
    header,
    health,
    inventory,
    leaflet,
    learning,
    notes,
    products,
    read,
    returned,
    sales,
    sources,
    support,
    tabs,
)
from reports.numbers import say
from reports.outcome import Line
from sheets.errors import Text

CATALOGUES: tuple[Mapping[str, Text], ...] = (
    header.TEXTS,
    read.TEXTS,
    actions.TEXTS,
    exceptions.TEXTS,
    sales.TEXTS,
    products.TEXTS,
    categories.TEXTS,
    inventory.TEXTS,
    campaign.TEXTS,
    support.TEXTS,
    delivery.TEXTS,
    notes.TEXTS,
    caveats.TEXTS,
    changed.TEXTS,
    sources.TEXTS,
    health.TEXTS,
    learning.TEXTS,
    returned.TEXTS,
    tabs.TEXTS,
    leaflet.TEXTS,
)

TEXTS: Mapping[str, Text] = {id: text for catalogue in CATALOGUES for id, text in catalogue.items()}


def line(id: str, link: str = "", /, **args: Any) -> Line:
    """The sentence ``id`` of the catalogues, filled with typed values in both languages."""
    text = TEXTS[id]
    return say(id, text.en, text.es, link, **args)


def joined(lines: Sequence[Line]) -> Line:
    """Sentences that stand in one paragraph; the first one's id and link stand for it."""
    return Line(
        id=lines[0].id,
        en=" ".join(line.en for line in lines),
        es=" ".join(line.es for line in lines),
        args={name: value for line in lines for name, value in line.args.items()},
        link=lines[0].link,
    )
