"""Which tabs are ours: those that say so in two ways.

A hidden name of the workbook, ``_OB.brief``, leads to the tab, and a hidden name of the tab itself, ``_OB.tab``, says
``"brief"``. The first alone is not enough: a spreadsheet moves it along when a founder cuts our first cell out and
pastes it into a tab of their own. Nor is the second: a copy of our tab, which a founder keeps, says the same.
"""

from __future__ import annotations

import re

from lxml import etree

#: What all our names begin with.
MARK = "_OB."
#: The name of a tab's own that says which of ours it is.
TAB = MARK + "tab"
#: The hidden name that says with which version of the contract a workbook was made.
CONTRACT_NAME = MARK + "contract"
#: The hidden name that makes a companion file known, so that it is never read as a founder's workbook.
COMPANION_NAME = MARK + "companion"

_TAB_OF = re.compile(r"^=?(?:'((?:[^']|'')+)'|([^'!]+))!")


def names_of(key: str, tab: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """The two names that make a tab ours, each with its text: that of the workbook, and the tab's own."""
    return (MARK + key, f"{quoted(tab)}!$A$1"), (TAB, f'"{key}"')


def quoted(tab: str) -> str:
    """The tab's name as formulas write it."""
    return "'" + tab.replace("'", "''") + "'"


def ours(workbook: etree._Element) -> dict[str, str]:
    """Our keys and the names of the tabs that are theirs, from the root of the workbook part."""
    tabs = [element.get("name", "") for element in workbook.iterfind("{*}sheets/{*}sheet")]
    leads: dict[str, str] = {}
    says: dict[int, str] = {}
    for element in workbook.iterfind("{*}definedNames/{*}definedName"):
        name, text = element.get("name", "").lower(), (element.text or "").strip()
        place = element.get("localSheetId", "")
        if not place and name.startswith(MARK.lower()) and (found := _TAB_OF.match(text)):
            leads.setdefault(name[len(MARK) :], (found[1] or found[2]).replace("''", "'").lower())
        elif place.isascii() and place.isdigit() and name == TAB.lower():
            says[int(place)] = text.lstrip("=").strip('"').lower()
    return {
        key: tabs[place] for place, key in says.items() if place < len(tabs) and leads.get(key) == tabs[place].lower()
    }
