"""Decisions in the window: the row of ``Decisions`` that one becomes, and those that wait to be written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sheets.contract import known

if TYPE_CHECKING:
    from desktop.session import Session
    from reports.outcome import Typed

#: The tab that decisions go into; it is made where the workbook has none.
TAB = "Decisions"


@dataclass(frozen=True, slots=True)
class InForce:
    """What was decided about one row: ``decision`` as :class:`reports.outcome.Typed` has it, ``until`` an ISO day."""

    decision: str
    until: str = ""
    reason: str = ""


def row(session: Session, kind: str, key: str, value: str = "", until: str = "", reason: str = "") -> dict[str, str]:
    """The row, by canonical column; decided now, by the clock of the business."""
    zone = datetime.fromisoformat(session.head.as_of).tzinfo if session.head is not None else None
    now = datetime.now(zone).replace(tzinfo=None, second=0, microsecond=0)
    told = {
        "decided_at": now.isoformat(timespec="minutes"),
        "kind": kind,
        "target_key": key,
        "value": value,
        "until": until,
        "reason": reason,
    }
    return {name: text for name, text in told.items() if text}


def in_force(session: Session, where: str) -> dict[str, InForce]:
    """By key what the brief that is shown takes for decided on ``exceptions`` or ``products``."""
    shown: list[Typed] = session.section("shown") or []
    fields: dict[str, dict[str, str]] = {}
    for one in shown:
        if one.where == where:
            fields.setdefault(one.key, {})[one.field] = one.value
    return {key: InForce(**said) for key, said in fields.items() if "decision" in said}


def waiting(session: Session) -> dict[str, Mapping[str, str]]:
    """By key the last decision that is not written yet."""
    found: dict[str, Mapping[str, str]] = {}
    for edit in session.waiting_edits():
        for item in edit.edits:
            if known(item.tab) == known(TAB):
                for said in item.rows:
                    found[str(said.get("target_key") or "")] = {name: str(text or "") for name, text in said.items()}
    return found
