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
    numbers,
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
    """The catalogue of one language: ``words("refresh")``.

    ``region`` is the country whose marks numbers are shown with, apart from the language; the language's own where
    it is empty.
    """

    def __init__(self, language: str, region: str = "") -> None:
        self.language, self.region = language, region
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

    def number(self, value: float, decimals: int = 0) -> str:
        """A number with the marks of its region: ``1,234`` / ``1.234``."""
        return numbers.number(value, self.language, self.region, decimals)

    def percent(self, rate: float, decimals: int = 0) -> str:
        """A rate of 0 to 1 in hundredths: ``12%`` / ``12 %``."""
        return numbers.percent(rate, self.language, self.region, decimals)

    def has(self, key: str) -> bool:
        """Whether the catalogue knows this key: for words that follow the workbook, such as an owner's role."""
        return key in self._catalogue


def both(key: str, **args: object) -> Text:
    """The words of this key in both languages."""
    return Text(*(Words(language)(key, **args) for language in LANGUAGES))
