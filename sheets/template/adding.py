"""Tabs of later levels, added to a workbook when there is something to put into them."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sheets import contract, headers
from sheets.contract import TABS, Tab, normal
from sheets.errors import SheetsError, Text
from sheets.template.upgrade import drawn, language_of
from sheets.workbook import Snapshot, Workbook

#: So many names are offered for one that is unknown.
_NEAREST = 3


@dataclass(frozen=True, slots=True)
class Added:
    """The tabs that were added, with the name that each has, and those that are there already, with theirs."""

    added: tuple[tuple[Tab, str], ...]
    there: tuple[tuple[Tab, str], ...]


def wanted(names: Iterable[str]) -> tuple[Tab, ...]:
    """The tabs that go by these names or aliases, in either language, each once.

    Raises :class:`SheetsError` for a name that none has, and says which come nearest.
    """
    return tuple({tab.key: tab for tab in map(_wanted, names)}.values())


def there(snapshot: Snapshot) -> dict[str, str]:
    """The tabs of the contract that a workbook has: the tab's name by key; of two that both may be meant, the first."""
    found = headers.used(snapshot.tabs)
    return {**{key: names[0] for key, names in found.doubles.items()}, **found.by_key}


def add(workbook: Workbook, tabs: Sequence[Tab], language: str = "") -> Added:
    """Append these tabs as the founder's own, each with its headers, lists and one grey example; nothing else changes.

    They are named in ``language``, else in that of the workbook's tabs. A tab that is there already stays as it is.
    Raises :class:`SheetsError` where a tab of the founder's own has the name, or the workbook cannot be written.
    """
    snapshot = workbook.read()
    if snapshot.facts.get("companion"):
        raise _companion(snapshot.name)
    spoken = language or language_of(snapshot)
    has = there(snapshot)
    lacking = tuple(tab for tab in tabs if tab.key not in has)
    names = {one.name.casefold(): one.name for one in snapshot.tabs}
    for tab in lacking:
        if taken := names.get(tab.name.in_(spoken).casefold()):
            raise _taken(tab, taken, next((key for key, name in has.items() if name == taken), ""))
    if lacking:
        workbook.upgrade((), drawn(lacking, spoken), 0, snapshot.fingerprint)
    return Added(
        tuple((tab, tab.name.in_(spoken)) for tab in lacking),
        tuple((tab, has[tab.key]) for tab in tabs if tab.key in has),
    )


def _wanted(name: str) -> Tab:
    if found := contract.known(name) or contract.known(headers.key_of_name(name)):
        return found
    forms = {form: tab.key for tab in TABS for form in sorted(tab.known_as)}
    near = difflib.get_close_matches(normal(name), list(forms), n=2 * _NEAREST, cutoff=0.5)
    tabs = [contract.tab(key) for key in list(dict.fromkeys(forms[form] for form in near))[:_NEAREST]]
    happened = Text(f"There is no tab {name} to add.", f"No hay una pestaña {name} para agregar.")
    if not tabs:
        listed = Text(
            "“operating-brief add WORKBOOK --list” lists all that can be added.",
            "«operating-brief add WORKBOOK --list» muestra todas las que se pueden agregar.",
        )
        raise SheetsError("unknown_tab", happened, listed)
    en, es = (_either([tab.name.in_(spoken) for tab in tabs], word) for spoken, word in (("en", "or"), ("es", "o")))
    raise SheetsError("unknown_tab", happened, Text(f"Did you mean {en}?", f"¿Querías decir {es}?"))


def _either(names: Sequence[str], word: str) -> str:
    return f" {word} ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _taken(tab: Tab, name: str, key: str) -> SheetsError:
    """The error where the name is that of a tab which is something else."""
    other = contract.tab(key).name if key else None
    if other is not None:
        return SheetsError(
            "name_taken",
            Text(
                f"There is a tab {name} already, and it is read as {other.en}.",
                f"Ya hay una pestaña {name}, y se lee como {other.es}.",
            ),
            Text(
                f"Rename it {other.en}, then add {tab.name.en} again.",
                f"Llámala {other.es} y agrega {tab.name.es} de nuevo.",
            ),
        )
    return SheetsError(
        "name_taken",
        Text(f"There is a tab {name} of your own already.", f"Ya hay una pestaña {name} tuya."),
        Text(
            f"Give it another name, then add {tab.name.en} again.",
            f"Ponle otro nombre y agrega {tab.name.es} de nuevo.",
        ),
    )


def _companion(name: str) -> SheetsError:
    return SheetsError(
        "companion",
        Text(
            f"{name} is a companion file that Operating Brief wrote itself.",
            f"{name} es un archivo acompañante que escribió Operating Brief.",
        ),
        Text("Add the tab to the workbook that it belongs to.", "Agrega la pestaña al libro al que pertenece."),
    )
