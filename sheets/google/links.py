"""Where a link of ours leads in Google Sheets: to a tab by its id, which stays when the tab is renamed, or outside."""

from __future__ import annotations

import re
from collections.abc import Mapping

#: The longest address that a file's link may have; no longer one is written in either home.
_LONGEST = 2_079
_INSIDE = re.compile(r"^#'?((?:[^']|'')+?)'?!(.+)$")
_CELLS = re.compile(r"^\$?[A-Z]{1,3}\$?[0-9]+(:\$?[A-Z]{1,3}\$?[0-9]+)?$")


def address(link: str, ids: Mapping[str, int]) -> str:
    """Google's form of a grid's link: ``#gid=7&range=A12`` or the address itself; ``""`` where there is no such place.

    ``ids`` leads from what the grids call a tab to the id of its sheet.
    """
    if found := _INSIDE.match(link):
        id = ids.get(found[1].replace("''", "'"))
        if id is None:
            return ""
        cells = found[2].upper()
        return f"#gid={id}" + (f"&range={cells.replace('$', '')}" if _CELLS.match(cells) else "")
    return link if link.startswith(("https://", "mailto:")) and len(link) <= _LONGEST else ""
