"""What this computer remembers of the window: language, theme, place on the screen, recent workbooks.

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
THEME_CHOICES = ("system", "light", "dark")
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

    @property
    def language_choice(self) -> str:
        """``system``, ``en`` or ``es``."""
        return self._choice("language", LANGUAGE_CHOICES)

    @language_choice.setter
    def language_choice(self, choice: str) -> None:
        self._store.setValue("language", choice)

    @property
    def theme_choice(self) -> str:
        """``system``, ``light`` or ``dark``."""
        return self._choice("theme", THEME_CHOICES)

    @theme_choice.setter
    def theme_choice(self, choice: str) -> None:
        self._store.setValue("theme", choice)

    @property
    def language(self) -> str:
        """The language to speak: ``en`` or ``es``."""
        if self.language_choice != "system":
            return self.language_choice
        return "es" if QLocale.system().name().startswith("es") else "en"

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

    def _choice(self, key: str, allowed: tuple[str, ...]) -> str:
        found = str(self._store.value(key) or "")
        return found if found in allowed else allowed[0]
