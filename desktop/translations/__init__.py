"""The window's own words: one catalogue a language, the same keys in each."""

from __future__ import annotations

from desktop.translations import en, es
from sheets.errors import Text

LANGUAGES = ("en", "es")
_CATALOGUES = {"en": en.WORDS, "es": es.WORDS}


class Words:
    """The catalogue of one language: ``words("refresh")``."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._catalogue = _CATALOGUES[language]

    def __call__(self, key: str, **args: object) -> str:
        """The words of this key, their ``{places}`` filled."""
        text = self._catalogue[key]
        return text.format(**args) if args else text

    def count(self, key: str, n: int) -> str:
        """``key.one`` or ``key.many`` with its number."""
        return self(f"{key}.one" if n == 1 else f"{key}.many", n=n)

    def has(self, key: str) -> bool:
        """Whether the catalogue knows this key: for words that follow the workbook, such as an owner's role."""
        return key in self._catalogue


def both(key: str, **args: object) -> Text:
    """The words of this key in both languages."""
    return Text(*(Words(language)(key, **args) for language in LANGUAGES))
