"""How numbers, days and hours are written, by language and by country: CLDR's data, as Babel brings it.

The language decides words and the percent sign; the marks inside a number follow the country (``number_region``), or
the language's own where none is set. What Babel says is looked up once per locale: a brief shows the same marks ten
thousand times.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.core import UnknownLocaleError
from babel.numbers import format_decimal, get_currency_symbol, get_territory_currencies

NBSP = "\N{NO-BREAK SPACE}"
#: Where each language is at home: whose marks it uses unless told otherwise.
HOME = {"en": "US", "es": "CO"}
#: Letters of a month's short name; CLDR's Spanish September has four.
_MONTH_LETTERS = 3

_chosen: ContextVar[str] = ContextVar("number_region", default="")


@contextmanager
def region(country: str) -> Iterator[None]:
    """Within it, numbers are shown with the marks of this country (ISO 3166); ``""`` = each language's own."""
    token = _chosen.set(country)
    try:
        yield
    finally:
        _chosen.reset(token)


@dataclass(frozen=True, slots=True)
class Words:
    """A language's short names, Monday and January first; the halves of the day; what stands before ``%``."""

    days: tuple[str, ...]
    months: tuple[str, ...]
    halves: tuple[str, str]
    percent: str


@lru_cache(maxsize=8)
def words(language: str) -> Words:
    """The words of a language, as at its home."""
    home = Locale.parse(f"{language}_{HOME[language]}")
    days, months = home.days["format"]["abbreviated"], home.months["format"]["abbreviated"]
    halves = home.day_periods["format"]["abbreviated"]
    # A country's own pattern may leave out the space that the language asks for before its percent sign.
    pattern = Locale.parse(language).percent_formats[None].pattern
    return Words(
        days=tuple(days[number] for number in range(7)),
        months=tuple(months[number][:_MONTH_LETTERS] for number in range(1, 13)),
        halves=(_plain(halves["am"]), _plain(halves["pm"])),
        percent=pattern[pattern.rindex("0") + 1 : -1],
    )


def _plain(text: str) -> str:
    """CLDR's narrow spaces as the space that people type."""
    return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class _Marks:
    """The marks of one locale; ``swaps`` turns ``1,234.5`` into them, where groups are of three digits."""

    locale: str
    by_three: bool
    swaps: dict[int, str]


@lru_cache(maxsize=64)
def _marks(language: str, country: str) -> _Marks:
    locale = _locale(language, country)
    symbols = locale.number_symbols["latn"]
    return _Marks(
        str(locale),
        locale.decimal_formats[None].grouping == (3, 3),
        str.maketrans({",": symbols["group"], ".": symbols["decimal"]}),
    )


def _locale(language: str, country: str) -> Locale:
    """The language in that country; where it is not spoken there, the country's own language."""
    wanted = country or HOME[language]
    try:
        return Locale.parse(f"{language}_{wanted}")
    except UnknownLocaleError:
        return Locale.parse(f"und_{wanted}")


def grouped(rounded: Decimal, language: str, decimals: int) -> str:
    """A number that is not negative, already rounded to so many decimals, with its marks."""
    marks = _marks(language, _chosen.get())
    if not marks.by_three:
        pattern = Locale.parse(marks.locale).decimal_formats[None].pattern.partition(".")[0].partition(";")[0]
        return format_decimal(rounded, format=pattern + ("." + "0" * decimals if decimals else ""), locale=marks.locale)
    return f"{rounded:,.{decimals}f}".translate(marks.swaps)


@lru_cache(maxsize=256)
def currency(code: str, language: str) -> str:
    """``$`` in Spanish for the money of its home, whose founders write it so; else the currency's code.

    The country of the marks has no say in it: a dollar sign must not change its meaning with the thousands' mark.
    """
    if language != "es" or code not in get_territory_currencies(HOME[language]):
        return code
    return get_currency_symbol(code, _locale(language, ""))
