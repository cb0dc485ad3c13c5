"""What one run leaves for the next."""

from __future__ import annotations

from reports.outcome.values import _Value


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
