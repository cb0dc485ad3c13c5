"""What a rule is, what it finds, and what it is given: the types that every family of rules is written in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from reports.each import each
from reports.facts import Facts, SourceState
from reports.money import shown_decimals
from reports.numbers import Both, Money, say
from reports.outcome import SOLID, Product, Rows
from sheets.errors import Text

if TYPE_CHECKING:
    from reports.run_log import RunLog

CRITICAL, WARNING, INFO = "critical", "warning", "info"


@dataclass(frozen=True, eq=False)
class Given:
    """What a rule may look at."""

    facts: Facts
    products: Sequence[Product]
    log: RunLog

    @cached_property
    def _lines_of(self) -> Mapping[Any, Any]:
        """The places of each order's lines; found once for all rules."""
        lines = self.facts.lines
        return lines.groupby("order", sort=False).indices if len(lines) else {}

    def held(self, order: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The products and the variants that an order holds, by its key."""
        places = self._lines_of.get(order)
        if places is None:
            return (), ()
        lines = self.facts.lines
        products, variants = (dict.fromkeys(lines[name].to_numpy()[places]) for name in ("product", "variant"))
        return tuple(one for one in products if one is not None), tuple(one for one in variants if one is not None)

    @cached_property
    def shippable(self) -> tuple[Any, ...]:
        """Paid and cash-on-delivery orders that can be shipped, or were; found once for all rules."""
        orders = self.facts.orders
        if orders.empty:
            return ()
        ready = orders["requires_shipping"].astype(bool) & ~orders["on_hold"].astype(bool)
        return tuple(each(orders[orders["state"].isin(["counted", "cod"]) & ready]))

    @cached_property
    def watched(self) -> tuple[Any, ...]:
        """Variants whose stock can run out and is known; found once for all rules."""
        variants = self.facts.variants
        if variants.empty:
            return ()
        flags = variants[["tracked", "sold_here", "active"]].astype(bool).all(axis="columns")
        gift_cards = variants["gift_card"].astype(bool)
        return tuple(each(variants[flags & ~gift_cards & variants["available"].notna()]))

    @cached_property
    def open_tickets(self) -> frozenset[str]:
        """The keys of the orders that an open ticket is about."""
        return open_tickets(self.facts)

    def ticket(self, order: str) -> Both | None:
        """``, open ticket`` where an open ticket is about this order (its key)."""
        return clause(", open ticket", ", ticket abierto") if order in self.open_tickets else None

    def now(self, source: str) -> datetime:
        """The moment that ages count to: the source's as-of, never later than the run's."""
        state = self.facts.sources.get(source)
        return min(self.facts.as_of, state.as_of) if state and state.as_of else self.facts.as_of

    def state(self, source: str) -> SourceState | None:
        """The source's freshness, where it is known."""
        return self.facts.sources.get(source)

    def money(self, amount: Decimal, currency: str = "") -> Money:
        """An amount, in the business currency unless another is named."""
        if currency and currency != self.facts.currency:
            return Money(amount, currency, shown_decimals(currency))
        return Money(amount, self.facts.currency, self.facts.decimals)

    def category(self, product: str | None) -> str:
        """The product's operating category, ``""`` where there is none."""
        return next((one.category for one in self.products if one.key == product), "")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule found, before anything is remembered or decided about it.

    ``title`` is the entity as people know it; ``args`` fill the rule's sentences. ``amount`` is the money of an order
    row (business currency). ``since`` is the day on which it began, ``promise_on`` the promised day. ``limits_past`` is
    how far its age is past the rule's own limit, in limits. ``value_times`` is the order's total in high-value limits.
    ``shares`` are the dimensions by which many rows fold into one: dimension -> (value, words). ``lingers`` marks a row
    inside the looser limit of leaving: it stands only where it stood before. ``target`` is what an action on it is
    about. ``product`` is the key of the product that it speaks of, ``order`` of the order (an order row's own is its
    entity), ``theme`` the support theme. ``action`` overrides the rule's next action where the finding needs another,
    ``owner`` the role that owns the rule.
    """

    rule: str
    entity_type: str
    entity_id: str
    title: Both
    args: Mapping[str, Any]
    severity: str
    source: str = ""
    confidence: str = SOLID
    rows: tuple[Rows, ...] = ()
    amount: Decimal | None = None
    since: date | None = None
    promise_on: date | None = None
    limits_past: float = 0.0
    value_times: float = 0.0
    vip: bool = False
    shares: Mapping[str, tuple[str, Both]] = field(default_factory=dict)
    lingers: bool = False
    scope: str = ""
    target: str = ""
    product: str = ""
    order: str = ""
    theme: str = ""
    owner: str = ""
    evidence: Text | None = None
    action: Text | None = None

    @property
    def key(self) -> str:
        """From stable ids only: never a count, an amount, a row number, a title or a language."""
        return f"{self.rule}|{self.entity_type}:{self.entity_id}" + (f"|{self.scope}" if self.scope else "")


@dataclass(frozen=True, slots=True)
class Due:
    """When it is due: opening ``hours``, closing of the n-th business day (``days``), or the ``same_day``."""

    hours: int = 0
    days: int = 0
    same_day: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, as data. Its id is never used again for another.

    ``needs`` are tables (``orders``) and columns (``orders.fulfillment_status``) without which it is skipped;
    ``any_of`` are sets of columns of which one is enough; ``lacks`` tells what else is missing, such as days that no
    row of its tab tells (then it is skipped as well). ``sources`` are what must have been read and not be late before
    one of its rows counts as resolved. Sentences are filled with a finding's ``args``; ``evidence`` follows the
    title (``joint`` between them), ``many`` is said of rows that fold into one, ``action`` is the next action.
    ``raises`` says what makes it more (or less) severe than ``severity``; ``hides`` are rules that it makes superfluous
    about the same thing.
    """

    id: str
    title: Text
    meaning: Text
    family: str
    level: int
    severity: str
    owner: str
    find: Callable[[Given], Iterator[Finding]]
    evidence: Text
    action: Text
    ends: Text
    many: Text | None = None
    raises: Text | None = None
    needs: tuple[str, ...] = ()
    any_of: tuple[tuple[str, ...], ...] = ()
    lacks: Callable[[Facts], list[str]] | None = None
    sources: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    joint: str = " "
    due: Mapping[str, Due] = field(default_factory=dict)
    hides: tuple[str, ...] = ()


def in_passing(rule: Rule) -> Both:
    """The rule's title inside a sentence: "paid, not fulfilled". Capitals of an abbreviation stay."""
    en, es = (text if text[1:2].isupper() else text[:1].lower() + text[1:] for text in (rule.title.en, rule.title.es))
    return Both(en, es)


def open_tickets(facts: Facts) -> frozenset[str]:
    """The keys of the orders that an open ticket is about; a ticket without a status is not known to be open."""
    tickets = facts.tickets
    if tickets.empty:
        return frozenset()
    chosen = tickets.loc[tickets["open"].fillna(False).astype(bool) & tickets["order"].notna(), "order"]
    return frozenset(map(str, chosen))


def clause(en: str, es: str, **args: Any) -> Both:
    """A part of a sentence, in both languages, from one set of values."""
    said = say("", en, es, **args)
    return Both(said.en, said.es)


def same(text: str) -> Both:
    """A name, which is the same in both languages."""
    return Both(text, text)
