"""The window's own words: one catalogue a language, the same keys in each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from desktop.translations import numbers
from sheets.errors import Text

LANGUAGES = ("en", "es")


@cache
def catalogue(language: str) -> dict[str, str]:
    """Every word of the window in this language, by key; a window that speaks one language loads one."""
    if language == "es":
        from desktop.translations import (
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

        parts = (
            es, es_intake, es_decisions, es_frame, es_look, es_week, es_exceptions, es_products, es_definitions,
            es_share,
        )  # fmt: skip
    else:
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
        )

        parts = (
            en, en_intake, en_decisions, en_frame, en_look, en_week, en_exceptions, en_products, en_definitions,
            en_share,
        )  # fmt: skip
    return {key: text for part in parts for key, text in part.WORDS.items()}


class Words:
    """The catalogue of one language: ``words("refresh")``.

    ``region`` is the country whose marks numbers are shown with, apart from the language; the language's own where
    it is empty.
    """

    def __init__(self, language: str, region: str = "") -> None:
        self.language, self.region = language, region
        self._catalogue = catalogue(language)

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
