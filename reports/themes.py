"""The themes of support as the Outcome has them: which promise is unclear, where to fix it, and who does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reports.each import each
from reports.facts import Facts
from reports.language.support import PROMISE, SURFACE, THEME, VERB
from reports.metrics.tag_map import places
from reports.numbers import Both
from reports.outcome import Line, Rows, Theme
from reports.rules.rule import clause

#: Who owns the surface, and the links to it in the order in which they are tried (domain.md §5.2).
OWNER = {
    "technical": "operations",
    "payment": "finance",
    "delivery": "support",
    "discount": "marketing",
    "fit": "marketing",
    "return": "support",
    "product": "marketing",
    "stock": "operations",
}
LINKS = {
    "technical": ("checkout",),
    "payment": ("checkout_recovery", "provider"),
    "delivery": ("confirmation_email", "shipping_policy"),
    "discount": ("cart", "campaign_terms"),
    "fit": ("size_guide", "pdp"),
    "return": ("return_policy", "pdp"),
    "product": ("pdp",),
    "stock": ("pdp",),
}
#: The English preposition where it is not "in".
AT = {"technical": "at", "product": "on", "stock": "on"}


@dataclass(frozen=True, slots=True)
class Surface:
    """Where a theme is mended: its promise, the place (``at``: with a preposition), what to do and who does it."""

    name: Both
    promise: Both
    place: Both
    at: Both
    verb: Both
    owner: str
    link: str


def surface(facts: Facts, theme: str) -> Surface:
    """What is known of a theme's surface: the founder's own words in Definitions and Tag map go first.

    ``link`` is ``""`` where nobody set one: a row's own place in the workbook stands in for it.
    """
    said = str(facts.knobs.get(f"promise.{theme}") or "")
    place, link = places(facts.tables, theme)
    named = (str(facts.knobs.get(f"link.{name}") or "") for name in LINKS[theme])
    where = Both(place, place) if place else SURFACE[theme]
    return Surface(
        name=THEME[theme],
        promise=Both(said, said) if said else PROMISE[theme],
        place=where,
        at=clause("{at} {place}", "en {place}", at="in" if place else AT.get(theme, "in"), place=where),
        verb=VERB[theme],
        owner=OWNER[theme],
        link=link or next((address for address in named if address), ""),
    )


def themes(facts: Facts) -> list[Theme]:
    """Every theme, in order of priority; none without tickets."""
    return [_theme(facts, str(row.Index), row) for row in each(facts.themes)]


def _theme(facts: Facts, key: str, row: Any) -> Theme:
    told = surface(facts, key)
    orders = int(row.orders)
    week = int(row.week)
    return Theme(
        key=key,
        name=_line("name", key, told.name),
        week=week,
        before=int(row.before),
        weeks=int(row.weeks),
        per_100=round(100 * week / orders, 4) if orders else None,
        load=bool(row.load),
        rate=bool(row.rate),
        promise=_line("promise", key, told.promise),
        surface=_line("surface", key, told.place),
        owner_role=told.owner,
        owner=str(facts.knobs.get(f"owner.{told.owner}") or ""),
        link=told.link,
        products=list(row.products),
        rows=[Rows(tab="support", rows=list(row.rows))] if row.rows else [],
    )


def _line(what: str, theme: str, words: Both) -> Line:
    return Line(id=f"theme-{what}-{theme}", en=words.en, es=words.es)
