"""How the window looks and speaks at the moment: handed to every widget, never changed, only replaced."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.translations import Words
from reports.outcome import Line
from reports.tokens import Palette
from sheets.errors import Text


@dataclass(frozen=True)
class Look:
    """Colours, words and size. Another theme or language is another Look, and the window is built anew from it.

    ``moves`` tells whether anything may move on the screen (no where the founder wants it still).
    """

    colours: Palette
    words: Words
    dark: bool
    zoom: float = 1.0
    moves: bool = True

    def px(self, pixels: float) -> int:
        """A length of the design, as large as the founder wants to see it."""
        return round(pixels * self.zoom)

    @property
    def language(self) -> str:
        """``en`` or ``es``."""
        return self.words.language

    def say(self, said: Line | Text) -> str:
        """A line of the brief, or a text of the program, in the window's language."""
        return said.text(self.language) if isinstance(said, Line) else said.in_(self.language)
