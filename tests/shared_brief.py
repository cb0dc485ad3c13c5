"""Briefs to be shared in the tests: the worked example, and one full of people and of what could be read as markup."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from reports.outcome import Line, NoteRow, Outcome
from tests.golden.test_example_a import AS_OF
from tests.golden.test_example_a_level_2 import TABS
from tests.workbooks import golden, outcome

SCRIPT = '<script>alert("x")</script> & <img src=x onerror=alert(1)> **bold** [link](http://evil.example) `code`'
#: A title of 300 characters, without a place to break it; right to left; emoji.
LONG, ARABIC, EMOJI = "Ñandú" * 60, "قميص الجبل", "🚴‍♀️ Maillot 🏔️"
TITLES = {"Jersey Andes": SCRIPT, "Bib Páramo": LONG, "Rain Vest Lluvia": ARABIC, "Cap Clásica": EMOJI}
#: People as they may stand in the cells of a workbook.
OWNERS = (("owner.fulfillment", "Marta Lucía Restrepo"), ("owner.marketing", "yamid@rutanorte.co"))
#: None of these may stand in a brief that is shared without a tick, whole or in part.
PEOPLE = (
    "Marta", "Restrepo", "yamid", "rutanorte.co", "Gómez", "Ana G", "Carlos", "Pérez", "Zenaida", "Orjuela",
    "@zenaida.o", "310 555", "3105556677", "Calle 12", "34-56",
)  # fmt: skip


@cache
def example() -> Outcome:
    """Worked example A, with Support and Traffic."""
    return _made({name: golden(file) for name, file in TABS.items()})


#: What somebody may type into a note, a reason or the note of an action.
SAID = (
    "Hablé con Carlos Pérez, la clienta Zenaida Orjuela (@zenaida.o) y Ana Gómez: ana@correo.co, cel 310 555 66 77, "
    "Calle 12 # 34-56."
)


@cache
def dirty() -> Outcome:
    """The example where titles are hostile and people are named wherever somebody may type."""
    tabs = {name: [list(row) for row in golden(file)] for name, file in TABS.items()}
    tabs["Definitions"] += [[key, "", value] for key, value in OWNERS]
    tabs["Notes"].append(["2026-11-14", "event", "", f"{SAID} {SCRIPT}"])
    return _named(_made(tabs))


def _made(tabs: dict[str, list[list[Any]]]) -> Outcome:
    with tempfile.TemporaryDirectory() as folder:
        return outcome(Path(folder) / "a.xlsx", tabs, AS_OF)


def _named(made: Outcome) -> Outcome:
    """Other titles in all texts, and people in what was typed beside an action and in the journal."""
    text = msgspec.json.encode(made).decode()
    for before, after in TITLES.items():
        text = text.replace(before, msgspec.json.encode(after).decode()[1:-1])
    found = msgspec.json.decode(text, type=Outcome)
    said = Line(id="x", en=f"Call Carlos Pérez: {SAID}", es=f"Llama a Carlos Pérez: {SAID}")
    actions = [msgspec.structs.replace(found.actions[0], line=said), *found.actions[1:]]
    note = NoteRow(key="n", date="2026-11-14", type="event", text=SAID, by="Zenaida Orjuela")
    weekly = msgspec.structs.replace(found.reads["weekly"], actions=actions)
    return msgspec.structs.replace(found, actions=actions, notes=[note], reads={**found.reads, "weekly": weekly})
