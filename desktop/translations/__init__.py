"""The window's own words: one catalogue a language, the same keys in each."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.translations import (
    en,
    en_decisions,
    en_definitions,
    en_exceptions,
    en_frame,
    en_intake,
    en_look,
    en_products,
    en_share,
    en_week,
    es,
    es_decisions,
    es_definitions,
    es_exceptions,
    es_frame,
    es_intake,
    es_look,
    es_products,
    es_share,
    es_week,
)
from sheets.errors import Text

LANGUAGES = ("en", "es")
#: Every word of the window, by language and key.
CATALOGUES: dict[str, dict[str, str]] = {
    "en": en.WORDS
    | en_intake.WORDS
    | en_decisions.WORDS
    | en_frame.WORDS
    | en_look.WORDS
    | en_week.WORDS
    | en_exceptions.WORDS
    | en_products.WORDS
    | en_definitions.WORDS
    | en_share.WORDS,
    "es": es.WORDS
    | es_intake.WORDS
    | es_decisions.WORDS
    | es_frame.WORDS
    | es_look.WORDS
    | es_week.WORDS
    | es_exceptions.WORDS
    | es_products.WORDS
    | es_definitions.WORDS
    | es_share.WORDS,
}


class Words:
    """The catalogue of one language: ``words("refresh")``."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._catalogue = CATALOGUES[language]

    def __call__(self, key: str, **args: object) -> str:
        """The words of this key, their ``{places}`` filled."""
        text = self._catalogue[key]
        return text.format(**args) if args else text

    def count(self, key: str, n: int) -> str:
        """``key.one`` or ``key.many`` with its number."""
        return self(f"{key}.one" if n == 1 else f"{key}.many", n=n)

    def join(self, names: Sequence[str]) -> str:
        """``a, b and c`` / ``a, b y c``."""
        first, last = names[:-1], names[-1:]
        return self("waiting.and").join([part for part in (", ".join(first), *last) if part])

    def number(self, value: float) -> str:
        """A whole number with the language's marks: ``1,234`` / ``1.234``."""
        text = f"{value:,.0f}"
        return text.replace(",", ".") if self.language == "es" else text

    def has(self, key: str) -> bool:
        """Whether the catalogue knows this key: for words that follow the workbook, such as an owner's role."""
        return key in self._catalogue


def both(key: str, **args: object) -> Text:
    """The words of this key in both languages."""
    return Text(*(Words(language)(key, **args) for language in LANGUAGES))
