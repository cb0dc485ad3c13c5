"""How the window looks and speaks at the moment: handed to every widget, never changed, only replaced."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.translations import Words
from reports.outcome import Line
from reports.tokens import Palette
from sheets.errors import Text


@dataclass(frozen=True)
class Look:
    """Colours and words. Another theme or language is another Look, and the window is built anew from it."""

    colours: Palette
    words: Words
    dark: bool

    @property
    def language(self) -> str:
        """``en`` or ``es``."""
        return self.words.language

    def say(self, said: Line | Text) -> str:
        """A line of the brief, or a text of the program, in the window's language."""
        return said.text(self.language) if isinstance(said, Line) else said.in_(self.language)
