"""The lists of the Outcome, one value a row: products, exceptions, sources, orders, notes and what was left out."""

from __future__ import annotations

from reports.outcome.values import Figure, Line, Rows, _Value


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
    problem: Line | None = None
    rows: list[Rows] = []


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
