"""``operating-brief add``: a tab of a later level, added when there is something to put into it."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from desktop.commands.shared import open_book, talk_arguments, workbook_argument
from desktop.commands.speech import Speech
from sheets.contract import SPLIT, TABS, Tab
from sheets.errors import SheetsError, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sheets.workbook import Snapshot

#: What the tabs of each level are for; 0 are those that take over a part of another one.
LEVELS = {
    1: Text("Level 1: to begin with", "Nivel 1: para empezar"),
    2: Text(
        "Level 2: what customers ask, look at and send back",
        "Nivel 2: lo que los clientes preguntan, miran y devuelven",
    ),
    3: Text("Level 3: campaigns and delivery", "Nivel 3: campañas y entregas"),
    4: Text(
        "Level 4: payments, customers, marketplaces and counts", "Nivel 4: pagos, clientes, marketplaces y conteos"
    ),
    0: Text(
        "Only if you keep apart what another tab holds as well",
        "Solo si llevas aparte lo que también cabe en otra pestaña",
    ),
}


def add(commands: Any) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "add",
        help="add a tab for another source, such as Support or Payments",
        description="Adds each TAB to the workbook, in its language, with headers, lists and one grey example row. "
        "Nothing else in it changes. A tab goes by its English or Spanish name.",
    )
    workbook_argument(command)
    command.add_argument("tabs", metavar="TAB", nargs="*", help="a tab to add, such as Support or Soporte")
    command.add_argument("--list", action="store_true", help="list the tabs that can be added, and what each holds")
    talk_arguments(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace, speech: Speech) -> int:
    """Add the tabs, or list what can be added."""
    from sheets.template import adding

    # A name that is unknown is said before the workbook is opened.
    tabs = adding.wanted(arguments.tabs)
    if not tabs and not arguments.list:
        raise SheetsError(
            "no_tab",
            Text("No tab was named.", "No se nombró ninguna pestaña."),
            Text("Name one, such as Support; --list lists all.", "Nombra una, como Soporte; --list las muestra todas."),
        )
    book = open_book(arguments.workbook, speech)
    snapshot = book.read()
    if arguments.list:
        listed(adding.there(snapshot), speech)
        return 0
    made = adding.add(book, tabs, _language(snapshot))
    for tab, name in made.added:
        speech.say(_added(tab, name))
    for tab, name in made.there:
        speech.say(_there(tab, name))
    speech.done(
        added=[{"table": tab.key, "tab": name} for tab, name in made.added],
        there=[{"table": tab.key, "tab": name} for tab, name in made.there],
    )
    return 0


def _added(tab: Tab, name: str) -> Text:
    from reports.facts import STOOD_ON

    said = Text(f"Added the tab {name}. {tab.meaning.en}", f"Se agregó la pestaña {name}. {tab.meaning.es}")
    if tab.key in STOOD_ON:
        return said
    return Text(
        f"{said.en} It is read and told in Data health; the brief does not use it yet.",
        f"{said.es} Se lee y se cuenta en Data health; el informe aún no la usa.",
    )


def _there(tab: Tab, name: str) -> Text:
    if name in (tab.name.en, tab.name.es):
        return Text(f"There is a tab {name} already.", f"Ya hay una pestaña {name}.")
    return Text(
        f"There is a tab for that already: {name} is read as {tab.name.en}.",
        f"Ya hay una pestaña para eso: {name} se lee como {tab.name.es}.",
    )


def _language(snapshot: Snapshot) -> str:
    """The language of the workbook's tabs; where their names don't tell, that of its brief."""
    from reports.knobs import Knobs
    from sheets import tables
    from sheets.template import share

    said = str(Knobs.read(tables.definitions(snapshot)).get("brief_language") or "")
    return share.language_of(snapshot) or (said if said in ("en", "es") else "")


def listed(there: Mapping[str, str], speech: Speech) -> None:
    """Say which tabs can be added, by level, and which are there."""
    for level, all_of_it in _by_level():
        # A workbook has those of the first level unless one was lost.
        tabs = [tab for tab in all_of_it if level != 1 or tab.key not in there]
        if tabs:
            speech.say(LEVELS[level])
        for tab in tabs:
            name = tab.name
            held = Text(f" (there: {there[tab.key]})", f" (ya está: {there[tab.key]})") if tab.key in there else None
            speech.say(
                Text(
                    f"  {name.en}{held.en if held else ''}: {tab.meaning.en}",
                    f"  {name.es}{held.es if held else ''}: {tab.meaning.es}",
                )
            )
    speech.done(
        tabs=[
            {
                "table": tab.key,
                "name": {"en": tab.name.en, "es": tab.name.es},
                "meaning": {"en": tab.meaning.en, "es": tab.meaning.es},
                "level": level,
                "of": {"en": LEVELS[level].en, "es": LEVELS[level].es},
                "there": there.get(tab.key, ""),
                "exports": [{"en": kind.en, "es": kind.es} for kind in _exports(tab)],
            }
            for level, tabs in _by_level()
            for tab in tabs
        ]
    )


def _exports(tab: Tab) -> list[Text]:
    """The exports that fill this tab."""
    from sheets.imports import EXPORTS

    known = [export.kind for export in EXPORTS if export.table == tab.key and not export.unused.en]
    return list(dict.fromkeys(known))


def _by_level() -> Iterator[tuple[int, list[Tab]]]:
    """All tabs, by level."""
    for level in LEVELS:
        yield level, [tab for tab in TABS if (0 if tab in SPLIT else tab.level) == level]
