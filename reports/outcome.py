"""The Outcome: the whole result of a run, as one plain value that every output reads.

Money is a JSON number in *major* units; a rate is 0 to 1; a date is ``2026-11-16``; a moment carries its
offset. ``None`` means unknown, never zero. Documented field by field in ``docs/outcome.md``.
"""

from __future__ import annotations

from typing import Any

import msgspec

#: Raised by one when a field changes its meaning or goes; a reader opens this version and the one before.
SCHEMA = 1

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


class ExceptionRow(_Value, frozen=True, kw_only=True):
    """One exception. ``state``: new, ongoing, escalated, resolved, unknown. ``severity``: critical, warning, info.

    ``confirm`` is true for a critical that stands on a late source. ``title`` is the entity, ``evidence`` the
    sentence with its numbers; ``shown`` is what the brief prints. ``in_brief`` tells whether the caps let it in.
    ``terms`` are what the urgency is made of, ``reasons`` the rules that a product page's row tells together (the row's
    own ``rule`` is the worst of them), ``target`` what an action on it is about, ``page`` the shop's own page of that.
    """

    key: str
    rule: str
    severity: str
    urgency: int
    state: str
    title: Line
    evidence: Line
    shown: Line
    owner_role: str
    owner: str
    due_at: str
    first_seen: str
    last_seen: str
    confidence: str
    as_of: str
    next_action: Line
    entity_type: str
    entity_id: str
    confirm: bool = False
    episode: int = 1
    runs_seen: int = 1
    amount_at_risk: float | None = None
    link: str = ""
    group: str = ""
    decision: str = ""
    in_brief: bool = True
    rows: list[Rows] = []
    target: str = ""
    terms: dict[str, int] = {}
    reasons: list[str] = []
    page: str = ""


class Product(_Value, frozen=True, kw_only=True):
    """One product: its operating category, why, and what moves it out."""

    key: str
    title: str
    category: str
    confidence: str
    evidence: Line
    moves_out: Line
    next_action: Line | None = None
    computed: str = ""
    override: Line | None = None
    also: list[str] = []
    flags: list[Line] = []
    opinion: Line | None = None
    changed: Line | None = None
    figures: dict[str, Figure] = {}
    movement: str = ""
    cover_band: str = ""
    rows: list[Rows] = []


class Variant(_Value, frozen=True, kw_only=True):
    """One variant of a product in ``Inventory``.

    Cover in days; ``None`` = unknown or no sales (``cover_note`` says which).
    """

    key: str
    product: str
    product_title: str
    sku: str
    size: str
    color: str
    available: int | None
    minimum: int | None
    incoming: int | None
    demand_units: int | None
    cover_days: float | None
    cover_low: float | None
    cover_high: float | None
    cover_note: Line | None
    reorder: int | None
    reorder_low: int | None
    reorder_high: int | None
    confidence: str
    risk: str
    rows: list[Rows] = []


class Aside(_Value, frozen=True, kw_only=True):
    """Rows of one tab that were not used.

    ``reason``: ``total``, ``header_again``, ``example``, ``blank``, ``left``, ``no_key`` or ``below``.
    """

    reason: str
    count: int
    said: Line


class Unmapped(_Value, frozen=True, kw_only=True):
    """A word in a column of choices that is not known, and in how many cells it stands."""

    column: str
    word: str
    count: int
    said: Line


class Source(_Value, frozen=True, kw_only=True):
    """One source.

    ``status``: green, amber, red, grey; always with ``label`` in words. ``content``: the tab's fingerprint.
    ``read_rows`` are the rows below the header that hold anything, ``rows`` those that are used. ``columns`` are the
    headers that were recognised, by canonical name. ``in_brief``: whether any line of the brief stands on it.
    """

    key: str
    name: str
    status: str
    label: Line
    as_of: str
    age_hours: float | None
    expected_hours: float | None
    late: bool
    too_old: bool
    rows: int
    covers_from: str = ""
    covers_to: str = ""
    tool: str = ""
    content: str = ""
    header_row: int = 0
    read_rows: int = 0
    hidden_rows: int = 0
    columns: dict[str, str] = {}
    ignored: list[str] = []
    set_aside: list[Aside] = []
    unmapped: list[Unmapped] = []
    assumed: list[Line] = []
    in_brief: bool = True


class Excluded(_Value, frozen=True, kw_only=True):
    """Orders left out of a figure: why, how many, which."""

    reason: str
    count: int
    label: Line
    orders: list[str]
    rows: list[Rows]


class ProblemRow(_Value, frozen=True, kw_only=True):
    """Something that could not be read, where it stands."""

    kind: str
    tab: str
    cell: str
    said: Line


class Skipped(_Value, frozen=True, kw_only=True):
    """A rule that was not checked, and the tables it lacked: not checked never reads as fine."""

    rule: str
    title: Line
    missing: list[str]


class Offer(_Value, frozen=True, kw_only=True):
    """A tab that nothing reads and that holds an export of a known tool: what it is, and the table it belongs to.

    ``kind`` is its name as a line, ``said`` the whole sentence with what to do; ``rows`` is about how many it has.
    """

    tab: str
    kind: Line
    table: str
    said: Line
    rows: int = 0


class Theme(_Value, frozen=True, kw_only=True):
    """What customers ask, of one theme: the last complete week, and the weeks before it."""

    key: str
    name: Line
    week: int
    before: int
    weeks: int
    per_100: float | None
    load: bool
    rate: bool
    promise: Line
    surface: Line
    owner_role: str
    owner: str
    link: str
    products: list[str] = []
    rows: list[Rows] = []


class Reason(_Value, frozen=True, kw_only=True):
    """Why a product, or one size of it (``""`` = all), came back in the last 90 days: ``units`` of ``of`` with one."""

    product: str
    size: str
    reason: str
    units: int
    of: int
    rows: list[Rows] = []


class OrderRow(_Value, frozen=True, kw_only=True):
    """One order: among the ten most recent (``recent``), or one that needs somebody (``needs``: keys of exceptions).

    The most recent stand first, newest first; then the others, most urgent first. ``customer`` is a first name and an
    initial, never more; ``total`` is ``None`` where it is unknown; ``age`` is the time since it was placed, in words.
    """

    key: str
    label: str
    channel: str
    customer: str
    placed_at: str
    age: Line
    state: str
    status: Line
    total: Line | None
    recent: bool
    needs: list[str] = []
    link: str = ""
    rows: list[Rows] = []


class NoteRow(_Value, frozen=True, kw_only=True):
    """One note of the journal. ``applies_to`` is as the founder wrote it, ``products`` the keys that it names.

    ``until`` is the last day of a note of several days, else ``""``.
    """

    key: str
    date: str
    type: str
    text: str
    until: str = ""
    applies_to: str = ""
    products: list[str] = []
    by: str = ""
    rows: list[Rows] = []


class Setting(_Value, frozen=True, kw_only=True):
    """One row of Definitions. ``value`` is as it stands in the cell; ``problem`` says why it is not used.

    ``standard`` is what the row itself names as the standard value, ``""`` where it names none.
    Knobs without a row stand on their default and are not listed; ``scope`` is ``all``, ``type:…``, ``product:…``.
    """

    key: str
    scope: str
    value: str
    standard: str = ""
    note: str = ""
    problem: Line | None = None
    rows: list[Rows] = []


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


class Decided(_Value, frozen=True, kw_only=True):
    """A decision typed into one of our tabs, as the row of ``Decisions`` that it becomes."""

    decided_at: str
    kind: str
    target_key: str
    value: str = ""
    until: str = ""
    reason: str = ""
    by: str = ""


class Unclear(_Value, frozen=True, kw_only=True):
    """What was typed into one of our tabs and cannot be understood: it stays where it is, with ``said`` beside it."""

    where: str
    key: str
    field: str
    value: str
    said: Line


class Episode(_Value, frozen=True, kw_only=True):
    """What is remembered of one exception: a key may have several episodes, one after another.

    ``decided`` is the decision about it (with ``!`` in front once it has fallen); ``decided_at`` and
    ``decided_urgency`` are the moment and the urgency at which it was first seen.
    ``fell`` says why the decision fell (``worse``, ``changed``, ``over``, ``back``, ``past``); ``decided_severity`` and
    ``decided_amount`` are what the row was when it was made. ``parts`` are the keys that a row of several stands for;
    the state ``covered`` is of a row that such a row, or a stronger one, stands for. ``lasting`` is what stays of the
    entity when its key changes (an order's id in the shop, a variant's product and options); ``rule`` may name several.
    ``before`` is this episode as it stood before the last run (``None`` = it did not exist), so that a run repeated
    with the same ``as_of`` starts from where that run started.
    """

    key: str
    rule: str
    episode: int
    state: str
    severity: str
    urgency: int
    first_seen: str
    last_seen: str
    runs_seen: int
    due_at: str
    amount: float | None = None
    count: int = 1
    resolved_at: str = ""
    title_en: str = ""
    title_es: str = ""
    decided: str = ""
    decided_at: str = ""
    decided_urgency: int | None = None
    decided_severity: str = ""
    decided_amount: float | None = None
    fell: str = ""
    parts: list[str] = []
    lasting: str = ""
    before: Episode | None = None


class Typed(_Value, frozen=True, kw_only=True):
    """What stands in one of our tabs' white cells. ``where``: ``actions``, ``exceptions``, ``products``.

    A decision: its kind or category, ``assign NAME``; ``until`` an ISO day; the reason as it stands in ``Decisions``.
    """

    where: str
    key: str
    field: str
    value: str


class Remembered(_Value, frozen=True, kw_only=True):
    """One figure of one day (``name`` such as ``inventory_value``, ``category``; ``key`` what it is of)."""

    day: str
    name: str
    key: str
    value: float | str | None


class Memory(_Value, frozen=True, kw_only=True):
    """What one run leaves for the next; part of the input, kept in the workbook's ``_History``.

    ``as_of`` is the last run's, ``first`` the first one's. ``shown`` is what the white cells of Exceptions and Product
    board last showed as decided: what differs from it there was typed since.
    """

    as_of: str = ""
    first: str = ""
    episodes: list[Episode] = []
    typed: list[Typed] = []
    shown: list[Typed] = []
    days: list[Remembered] = []
    aliases: list[tuple[str, str]] = []


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
