"""Getting started: the steps, each done by what is really there; what was skipped is kept on this computer.

Nothing here touches the workbook, and starting the list again only forgets what was skipped, confirmed and made small.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.places import folder

if TYPE_CHECKING:
    from desktop.session import Session
    from desktop.settings import Settings
    from sheets.place import Place

#: In the order in which they are best taken.
STEPS = ("workbook", "orders", "inventory", "brief", "basics", "limits", "owners", "note", "write")
_SKIPPED, _CONFIRMED, _SMALL, _WRITTEN = "skipped", "confirmed", "small", "written"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the list."""

    key: str
    done: bool
    skipped: bool

    @property
    def over(self) -> bool:
        """Whether nothing is left to do about it."""
        return self.done or self.skipped


def steps(session: Session, settings: Settings) -> list[Step]:
    """All steps of the workbook that is open; none where none is."""
    if session.place is None:
        return []
    skipped = _listed(settings, session.place, _SKIPPED)
    done = _done(session, settings, session.place)
    return [Step(key, done[key], key in skipped and not done[key]) for key in STEPS]


def progress(session: Session, settings: Settings) -> tuple[int, int]:
    """How many steps are over, of how many."""
    found = steps(session, settings)
    return sum(step.over for step in found), len(found)


def skip(settings: Settings, place: Place, key: str, is_so: bool) -> None:
    """Leave a step out, or take it up again."""
    others = [one for one in _listed(settings, place, _SKIPPED) if one != key]
    _keep(settings, place, _SKIPPED, ",".join([*others, key] if is_so else others))


def confirm(settings: Settings, place: Place) -> None:
    """The founder says that the basics are right as they are."""
    _keep(settings, place, _CONFIRMED, "yes")


def is_small(settings: Settings, place: Place) -> bool:
    """Whether the list is made small on This week."""
    return _kept(settings, place, _SMALL) == "yes"


def make_small(settings: Settings, place: Place, is_so: bool) -> None:
    """Make the list small on This week, or large again."""
    _keep(settings, place, _SMALL, "yes" if is_so else "")


def start_again(settings: Settings, place: Place) -> None:
    """Forget what was skipped, confirmed and made small. What is in the workbook stays done."""
    for name in (_SKIPPED, _CONFIRMED, _SMALL):
        _keep(settings, place, name, "")


def _done(session: Session, settings: Settings, place: Place) -> dict[str, bool]:
    head = session.head
    counts = head.counts if head is not None else {}
    rows = {source.key: source.rows for source in head.sources} if head is not None else {}
    return {
        "workbook": True,
        "orders": bool(rows.get("orders")),
        "inventory": bool(rows.get("inventory")),
        "brief": head is not None,
        "basics": bool(counts.get("basics")) or _kept(settings, place, _CONFIRMED) == "yes",
        "limits": bool(counts.get("limits")),
        "owners": bool(counts.get("owners")),
        "note": bool(counts.get("notes")),
        "write": bool(counts.get("written")) or _was_written(session, settings, place),
    }


def _was_written(session: Session, settings: Settings, place: Place) -> bool:
    """A write that the next refresh will find in the workbook is known by its receipt until then."""
    notice = session.notice
    if notice is not None and notice.done == "written":
        _keep(settings, place, _WRITTEN, "yes")
    return _kept(settings, place, _WRITTEN) == "yes"


def _listed(settings: Settings, place: Place, name: str) -> list[str]:
    return [key for key in _kept(settings, place, name).split(",") if key]


def _kept(settings: Settings, place: Place, name: str) -> str:
    return settings.kept(f"start.{folder(place).name}.{name}")


def _keep(settings: Settings, place: Place, name: str, text: str) -> None:
    if text != _kept(settings, place, name):
        settings.keep(f"start.{folder(place).name}.{name}", text)
