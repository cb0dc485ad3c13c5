"""The founder's own word above the decision list: with a reason, and with an end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from reports.decisions import Decision
from reports.facts import Facts
from reports.language import line
from reports.language.products import CATEGORY
from reports.numbers import Day
from reports.outcome import Line, Memory

#: A push that the founder wants against the stock too.
FORCED = "!"


@dataclass(frozen=True, slots=True)
class Override:
    """A category set by the founder, its last day and why. ``forced``: also against what its stock allows."""

    category: str
    until: date
    reason: str
    forced: bool = False

    @property
    def said(self) -> str:
        """The reason without its full stop, to stand inside a sentence."""
        return self.reason.rstrip(".")


def override(decided: Mapping[tuple[str, str], Decision], memory: Memory, facts: Facts, key: str) -> Override | None:
    """The override in force: with a category, a reason, and an end that is not too far."""
    found = decision(decided, key)
    if found is None or not found.reason or found.value.rstrip(FORCED) not in CATEGORY:
        return None
    since = override_since(memory, facts, key, found)
    usual, most = (timedelta(days=int(facts.knobs.get(f"cat.override_{name}"))) for name in ("days", "most_days"))
    last = min(found.until or since + usual, since + most)
    if facts.as_of.date() > last:
        return None
    return Override(found.value.rstrip(FORCED), last, found.reason, found.value.endswith(FORCED))


def decision(decided: Mapping[tuple[str, str], Decision], key: str) -> Decision | None:
    """What was decided about this product's category, whether or not it is in force."""
    places = (("override_category", name) for name in (key, f"product:{key}"))
    return next((decided[place] for place in places if place in decided), None)


def override_since(memory: Memory, facts: Facts, key: str, found: Decision) -> date:
    """The day of this override: as told, else on which it was first seen; today where it is new."""
    today = facts.as_of.date()
    signature = f"{found.value}|{found.reason}"
    days = [one.day for one in memory.days if one.name == "override" and one.key == key and one.value == signature]
    seen = date.fromisoformat(min(days)) if days else today
    return min(seen, found.decided_on or seen)


def conflict(own: Override | None, computed: str, protected: bool) -> str:
    """The id of what forbids the push that the founder wants, ``""`` where nothing does."""
    if own is None or own.category != "push":
        return ""
    if computed == "not_on_sale":
        return "C-OVR-off"
    if computed == "cant_read":
        return "C-OVR-unread"
    return "C-OVR-stock" if protected and not own.forced else ""


def told(own: Override, computed: str, against: str) -> Line:
    """C-OVR: what was set, until when and why, what would be computed, and what stands against it."""
    return line(
        "C-OVR",
        cat=CATEGORY[own.category],
        until=Day(own.until),
        reason=own.said,
        computed=CATEGORY[computed],
        conflict=line(against) if against else None,
    )
