"""What this computer remembers of the window: language, theme, size, place on the screen, recent workbooks.

Nothing here is about a workbook's content, and nothing of it goes into the workbook.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QLocale, QSettings

from sheets.errors import SheetsError
from sheets.place import Place, place

LANGUAGE_CHOICES = ("system", "en", "es")
THEME_CHOICES = ("system", "light", "dark", "contrast_light", "contrast_dark")
#: How large everything is shown, in hundredths of the design.
ZOOM_CHOICES = ("100", "80", "90", "110", "125", "150", "175", "200")
ZOOM_STEPS = tuple(sorted(ZOOM_CHOICES, key=int))
MOTION_CHOICES = ("system", "full", "reduced")
#: When the workbook is read by itself: never, every so often, or whenever it was saved elsewhere.
REFRESH_CHOICES = ("off", "30s", "60s", "5m", "change")
#: Every setting that is one of a few choices, the first of which holds where nothing was chosen.
CHOICES = {
    "language": LANGUAGE_CHOICES,
    "theme": THEME_CHOICES,
    "zoom": ZOOM_CHOICES,
    "motion": MOTION_CHOICES,
    "refresh": REFRESH_CHOICES,
}
RECENT = 8


class Settings:
    """The settings, in a file of the user's own."""

    def __init__(self, file: Path | None = None) -> None:
        if file is None:
            self._store = QSettings(
                QSettings.Format.IniFormat, QSettings.Scope.UserScope, "operating-brief", "operating-brief"
            )
        else:
            self._store = QSettings(str(file), QSettings.Format.IniFormat)

    def choice(self, name: str) -> str:
        """What was chosen of :data:`CHOICES`."""
        found = str(self._store.value(name) or "")
        return found if found in CHOICES[name] else CHOICES[name][0]

    def choose(self, name: str, choice: str) -> None:
        """Keep one of :data:`CHOICES`."""
        self._store.setValue(name, choice)

    @property
    def language_choice(self) -> str:
        """``system``, ``en`` or ``es``."""
        return self.choice("language")

    @language_choice.setter
    def language_choice(self, choice: str) -> None:
        self.choose("language", choice)

    @property
    def theme_choice(self) -> str:
        """One of :data:`THEME_CHOICES`."""
        return self.choice("theme")

    @theme_choice.setter
    def theme_choice(self, choice: str) -> None:
        self.choose("theme", choice)

    @property
    def refresh_choice(self) -> str:
        """One of :data:`REFRESH_CHOICES`."""
        return self.choice("refresh")

    @property
    def zoom(self) -> float:
        """How large everything is shown; 1 is the design's own size."""
        return int(self.choice("zoom")) / 100

    @property
    def language(self) -> str:
        """The language to speak: ``en`` or ``es``."""
        if self.language_choice != "system":
            return self.language_choice
        return "es" if QLocale.system().name().startswith("es") else "en"

    @property
    def appearance(self) -> str:
        """All that decides how a brief looks in the window, as one word: for the picture that is kept of it."""
        return "-".join((self.theme_choice, self.language, self.choice("zoom")))

    @property
    def signed_in(self) -> bool:
        """Whether somebody has signed in to Google here and not out again, as far as the window has seen."""
        return str(self._store.value("signed_in")) == "true"

    @signed_in.setter
    def signed_in(self, is_so: bool) -> None:
        self._store.setValue("signed_in", "true" if is_so else "false")

    @property
    def geometry(self) -> QByteArray:
        """Size and place of the window; empty at the first start."""
        found = self._store.value("geometry")
        return found if isinstance(found, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._store.setValue("geometry", geometry)

    @property
    def recent(self) -> list[Place]:
        """Workbooks opened before, the last one first."""
        found: Any = self._store.value("recent") or []
        known: list[Place] = []
        for text in [found] if isinstance(found, str) else found:
            with contextlib.suppress(SheetsError):
                known.append(place(str(text)))
        return known

    def opened(self, workbook: Place) -> None:
        """Remember that this workbook was opened."""
        places = [workbook, *(known for known in self.recent if known != workbook)]
        self._store.setValue("recent", [str(known) for known in places[:RECENT]])

    def kept(self, name: str) -> str:
        """Something small that a page keeps under a name of its own; empty where there is none."""
        return str(self._store.value(f"pages/{name}") or "")

    def keep(self, name: str, text: str) -> None:
        """Keep something small of a page."""
        self._store.setValue(f"pages/{name}", text)
