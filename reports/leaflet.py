"""The brief as it leaves the house: the parts that were chosen, in one language, without people unless allowed.

Every format that is shared (page, PDF, picture, Markdown) is set from a Leaflet and from nothing else, so that none of
them can say what another keeps to itself. It holds no links: they lead into a workbook that the reader does not have.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from reports import marks
from reports.language import line
from reports.language.header import LEVEL
from reports.language.leaflet import PART
from reports.language.products import CATEGORY, LABELS
from reports.language.sources import NAME
from reports.language.tabs import ROLE, STATUS
from reports.marks import NBSP
from reports.numbers import Count
from reports.outcome import MARKS, Action, Card, ExceptionRow, Outcome, Product, Read, Section
from reports.private import Allowed, Sieve, people
from reports.render.rich import Bold, evidence, owner, severity, when
from reports.render.styles import CATEGORY_STYLE, STATUS_SHAPE, STATUS_STYLE
from sheets.grid import Rich

#: The founder's own words: names may stand in them that no tab knows, so they go along only where they are chosen.
OWN_WORDS = ("notes",)
#: The cards, in the order in which they are taken, and how many.
CARDS, MOST_CARDS = ("revenue", "orders", "inventory_value", "open_exceptions", "average_order", "low_stock"), 4
PERIODS = {"daily": ("daily", "today"), "weekly": ("weekly", "7d"), "monthly": ("monthly", "30d")}
#: A label names so many products, and tells the reason of each where they are few.
NAMED, REASONED = 12, 3
#: Fewer known days make no line.
POINTS = 3
#: Parts that are set as they are named; every other section is one line of "In short".
OWN_PARTS = ("read", "actions", "exceptions", "products", "caveats")

Runs = tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure: ``series`` has one number a day, ``None`` where it is not known; ``told`` is the line in words."""

    title: str
    value: str
    detail: str
    mark: str
    level: str
    series: tuple[float | None, ...] = ()
    told: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row. ``tag`` is a word with its shape and ``tone`` how it is coloured; ``text`` are runs, bold or not."""

    text: Runs
    lead: str = ""
    tag: str = ""
    tone: str = ""
    aside: str = ""

    @property
    def plain(self) -> str:
        """The text without its bold."""
        return "".join(text for text, _ in self.text)


@dataclass(frozen=True, slots=True)
class Part:
    """A part with its heading; ``aside`` stands at the heading's right."""

    id: str
    title: str
    entries: tuple[Entry, ...]
    aside: str = ""
    numbered: bool = False

    @property
    def tagged(self) -> bool:
        """Whether any row begins with a tag."""
        return any(entry.tag for entry in self.entries)


@dataclass(frozen=True, slots=True)
class Leaflet:
    """A whole brief, ready to be set."""

    language: str
    title: str
    kind: str
    days: str
    prepared: str
    level: str
    mark: str
    level_word: str
    sure: str
    tiles: tuple[Tile, ...] = ()
    parts: tuple[Part, ...] = ()
    foot: tuple[str, ...] = ()
    words: dict[str, str] = field(default_factory=dict)

    def texts(self) -> list[str]:
        """Everything that is said, in reading order."""
        said = [self.title, self.kind, self.days, self.prepared, self.sure]
        for tile in self.tiles:
            said += [tile.title, tile.value, tile.detail]
        for part in self.parts:
            said += [part.title, part.aside]
            for entry in part.entries:
                said += [entry.tag, entry.lead, entry.plain, entry.aside]
        return [text for text in (*said, *self.foot) if text]


def parts(outcome: Outcome, language: str, read: str = "") -> list[tuple[str, str, bool]]:
    """What can be chosen: id, name, and whether it goes along unless something else is said."""
    found = [
        (section.id, _heading(section, language)[0], section.id not in OWN_WORDS)
        for section in _sections(outcome, read)
    ]
    of_own = {id: name.show(language, "") for id, name in PART.items()}
    return [("cards", of_own["cards"], True), *found, ("sources", of_own["sources"], True)]


def leaflet(
    outcome: Outcome,
    language: str,
    *,
    read: str = "",
    allowed: Allowed = Allowed(),  # noqa: B008  (frozen)
    chosen: Collection[str] | None = None,
) -> Leaflet:
    """Set the brief of this read (``""`` = the one asked for when it was made) with the chosen parts.

    ``chosen`` are ids of :func:`parts`; ``None`` takes all but the founder's own words.
    """
    taken = set(chosen) if chosen is not None else {id for id, _, usual in parts(outcome, language, read) if usual}
    with marks.region(outcome.number_region):
        return _Writer(outcome, language, read or outcome.read, allowed).leaflet(taken)


def _sections(outcome: Outcome, read: str) -> list[Section]:
    brief = outcome.reads[read].brief if read in outcome.reads else outcome.brief
    return [section for section in brief if section.id != "header"]


def _heading(section: Section, language: str) -> tuple[str, str]:
    """The heading, and the counts that stand in parentheses behind it."""
    title, _, counts = section.title.text(language).partition(" (")
    return title, counts.rstrip(")").replace(", ", " · ")


class _Writer:
    """Writes the parts of one brief in one language; what it writes has been through the sieve."""

    def __init__(self, outcome: Outcome, language: str, read: str, allowed: Allowed) -> None:
        self.outcome, self.language, self.read, self.allowed = outcome, language, read, allowed
        self.shown: Read | Outcome = outcome.reads.get(read, outcome)
        self.sieve = sieve(outcome, language, allowed)
        self.bold = Bold(product.title for product in outcome.products)

    def leaflet(self, taken: set[str]) -> Leaflet:
        header = next((section for section in self.shown.brief if section.id == "header"), None)
        title = header.title.text(self.language) if header else self.outcome.brand
        brand, _, kind = title.rpartition(" — ")
        lines = [self.said(line.text(self.language)) for line in header.lines] if header else []
        days, _, prepared = (lines[0] if lines else "").partition(". ")
        level = self.shown.confidence
        named = self.outcome.brand if brand else ""
        return Leaflet(
            language=self.language,
            title=named or kind,
            kind=kind if named else "",
            days=days,
            prepared=prepared,
            level=level,
            mark=MARKS[level],
            level_word=LEVEL[level].show(self.language, "cap"),
            sure=self.said(self.shown.confidence_line.text(self.language)),
            tiles=tuple(self.tiles()) if "cards" in taken else (),
            parts=tuple(part for part in self.parts(taken) if part.entries),
            foot=tuple(self.foot()),
            words={id: line(id).text(self.language) for id in ("B-legend",)},
        )

    def said(self, text: str) -> str:
        return self.sieve.text(text)

    def runs(self, text: str) -> Runs:
        return _runs(self.bold.of(self.said(text)))

    def foot(self) -> Iterable[str]:
        yield line("B-legend").text(self.language)
        made = line("G-made").text(self.language)
        yield made if self.allowed.names else f"{made} {line('G-no-names').text(self.language)}"

    def tiles(self) -> Iterable[Tile]:
        found = {card.period for card in self.outcome.cards}
        here = next((period for period in PERIODS.get(self.read, ()) if period in found), "")
        cards = [card for card in self.outcome.cards if card.period == here and card.id in CARDS]
        cards.sort(key=lambda card: (card.value is None, CARDS.index(card.id)))
        for card in sorted(cards[:MOST_CARDS], key=lambda card: CARDS.index(card.id)):
            yield self.tile(card)

    def tile(self, card: Card) -> Tile:
        known = [value for value in card.series if value is not None]
        title = card.title.text(self.language)
        told = ""
        if len(known) >= POINTS:
            low, high = (Count(round(value)) for value in (min(known), max(known)))
            told = line("G-chart", title=title, n=str(len(card.series)), low=low, high=high).text(self.language)
        return Tile(
            title=title,
            value=self.said(card.value_text.text(self.language)),
            detail=self.said(card.detail.text(self.language)),
            mark=MARKS[card.confidence],
            level=LEVEL[card.confidence].show(self.language, ""),
            series=tuple(card.series) if told else (),
            told=told,
        )

    def parts(self, taken: set[str]) -> Iterable[Part]:
        short: list[Entry] = []
        own = {"actions": self.actions, "exceptions": self.exceptions, "products": self.products}
        last: list[Part] = []
        for section in _sections(self.outcome, self.read):
            if section.id not in taken:
                continue
            title, aside = _heading(section, self.language)
            if section.id not in OWN_PARTS:
                text = " ".join(line.text(self.language) for line in section.lines)
                short.append(Entry(self.runs(text), lead=title))
            elif section.id == "caveats":
                last.append(Part(section.id, title, self.lines(section), aside))
            else:
                entries = own.get(section.id, self.lines)(section)
                numbered = section.id == "actions" and bool(entries)
                yield Part(section.id, title, entries or self.lines(section), aside, numbered)
        yield Part("short", line("G-in-short").text(self.language), tuple(short))
        yield from last
        if "sources" in taken:
            yield Part("sources", PART["sources"].show(self.language, ""), tuple(self.sources()))

    def lines(self, section: Section) -> tuple[Entry, ...]:
        return tuple(Entry(self.runs(said.text(self.language))) for said in section.lines)

    def actions(self, _section: Section) -> tuple[Entry, ...]:
        return tuple(map(self.action, self.shown.actions))

    def action(self, action: Action) -> Entry:
        who = owner(action.owner_role, action.owner if self.allowed.names else "", self.language)
        due = line("G-due", owner=who, due=when(action.due_at, self.language)).text(self.language)
        level = LEVEL[action.confidence].show(self.language, "")
        aside = f"{due} · {MARKS[action.confidence]}{NBSP}{level}"
        return Entry(self.runs(action.line.text(self.language)), aside=self.said(aside))

    def exceptions(self, section: Section) -> tuple[Entry, ...]:
        rows = {(row.shown.id, row.shown.text(self.language)): row for row in self.outcome.exceptions}
        return tuple(
            self.exception(row)
            if (row := rows.get((said.id, said.text(self.language))))
            else Entry(self.runs(said.text(self.language)))
            for said in section.lines
        )

    def exception(self, row: ExceptionRow) -> Entry:
        text = "".join(run.text for run in evidence(row, self.language).runs)
        return Entry(self.runs(text), tag=severity(row, self.language), tone=row.severity)

    def products(self, _section: Section) -> tuple[Entry, ...]:
        found = []
        for category in LABELS:
            chosen = [product for product in self.outcome.products if product.category == category]
            word, tone = CATEGORY[category].show(self.language, ""), CATEGORY_STYLE[category]
            if len(chosen) <= REASONED:
                for place, product in enumerate(chosen):
                    found.append(Entry(self.reasoned(product, word), tag="" if place else word, tone=tone))
            else:
                names = " · ".join(f"{product.title} {MARKS[product.confidence]}" for product in chosen[:NAMED])
                if len(chosen) > NAMED:
                    names += line("L-PROD-more", n=Count(len(chosen) - NAMED)).text(self.language)
                found.append(Entry(((self.said(names), False),), tag=word, tone=tone))
        return tuple(found)

    def reasoned(self, product: Product, word: str) -> Runs:
        why = self.said(product.evidence.text(self.language)).removeprefix(f"{word}: ")
        return (f"{product.title} {MARKS[product.confidence]}", True), (f" {why}", False)

    def sources(self) -> Iterable[Entry]:
        for source in self.outcome.sources:
            if source.expected_hours is None:
                continue
            name = NAME[source.key].show(self.language, "") if source.key in NAME else source.name
            tag = f"{STATUS_SHAPE[source.status]} {STATUS[source.status].show(self.language, '')}"
            text = self.said(source.label.text(self.language))
            yield Entry(((text, False),), lead=name, tag=tag, tone=STATUS_STYLE[source.status])


def sieve(outcome: Outcome, language: str, allowed: Allowed) -> Sieve:
    """What keeps people out of this brief's texts: who answers for what becomes their role, customers ``…``."""

    def role(of: str) -> str:
        return ROLE[of].show(language, "") if of in ROLE else ""

    actions = [*outcome.actions, *(action for read in outcome.reads.values() for action in read.actions)]
    named = {(action.owner_role, action.owner) for action in actions}
    named |= {(row.owner_role, row.owner) for row in outcome.exceptions}
    named |= {(theme.owner_role, theme.owner) for theme in outcome.themes}
    others = {order.customer for order in outcome.orders}
    others |= {note.by for note in outcome.notes} | {decided.by for decided in outcome.decided}
    things = {outcome.brand, *(product.title for product in outcome.products)}
    for variant in outcome.inventory:
        things |= {variant.product_title, variant.color}
    return Sieve(allowed, people(sorted(named), sorted(filter(None, others)), role), filter(None, things))


def _runs(rich: Rich) -> Runs:
    return tuple((run.text, run.bold) for run in rich.runs)
