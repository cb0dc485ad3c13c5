"""The workbooks that were open here before, each with the moment of its last brief: for a menu."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop import cache
from desktop.settings import Settings
from desktop.translations import Words
from desktop.translations.dates import when
from sheets.place import Place


@dataclass(frozen=True, slots=True)
class Recent:
    """A line of the menu: what it says, where the workbook lies, and whether that is there now."""

    text: str
    tooltip: str
    place: Place
    there: bool


def known(settings: Settings, words: Words, now: datetime, but: Place | None = None) -> list[Recent]:
    """Those that are known but this one, the last one first."""
    found: list[Recent] = []
    for place in settings.recent:
        if place == but:
            continue
        there = not isinstance(place, Path) or place.exists()
        made = cache.made_at(cache.folder(place))
        if not there:
            said = words("recent.gone")
        elif made is None:
            said = words("recent.never")
        else:
            said = words("recent.opened", moment=when(made, now, words.language))
        found.append(Recent(f"{cache.title(place)} · {said}", str(place), place, there))
    return found
