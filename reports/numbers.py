"""Typed values become text here, and only here, in English and in Spanish.

Each value knows how it is shown in either language; :func:`say` fills a sentence's two texts from the same
values, so that no two languages can tell different figures.
"""

from __future__ import annotations

import string
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any

from reports import marks
from reports.outcome import Line

HALF_A_YEAR = 183
MINUS = "\N{MINUS SIGN}"


def round_half_up(value: Decimal | float, digits: int = 0) -> Decimal:
    """Rounded half away from zero, as people do; only ever for display."""
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def digits(value: Decimal | float, language: str, decimals: int = 0) -> str:
    """``1,234.5`` in English, ``1.234,5`` in Spanish (:mod:`reports.marks`); a negative number gets a true minus."""
    rounded = round_half_up(value, decimals)
    return (MINUS if rounded < 0 else "") + marks.grouped(abs(rounded), language, decimals)


class Shown(ABC):
    """A value that shows itself in either language."""

    __slots__ = ()

    @abstractmethod
    def show(self, language: str, spec: str) -> str:
        """The text; ``spec`` is what stands after the colon in a template."""

    @abstractmethod
    def raw(self) -> Any:
        """The value as it goes into the Outcome's ``args``."""


@dataclass(frozen=True, slots=True)
class Money(Shown):
    """An amount in major units. ``decimals`` are the currency's *shown* decimals (0 for COP)."""

    amount: Decimal
    currency: str = "COP"
    decimals: int = 0

    def show(self, language: str, spec: str) -> str:
        """``COP 1,234`` / ``$ 1.234``; spec ``+`` puts a sign first."""
        sign = MINUS if self.amount < 0 else ("+" if spec == "+" else "")
        return f"{sign}{marks.currency(self.currency, language)} {digits(abs(self.amount), language, self.decimals)}"

    def raw(self) -> Any:
        """Major units, as a JSON number."""
        rounded = round_half_up(self.amount, 6)
        return int(rounded) if rounded == rounded.to_integral_value() else float(rounded)


@dataclass(frozen=True, slots=True)
class Count(Shown):
    """A whole number. Spec ``one|many`` adds the noun (``{n:order|orders}``); spec ``?one|many`` is the word alone."""

    value: int

    def show(self, language: str, spec: str) -> str:
        """The number, its noun, or both."""
        if not spec:
            return digits(self.value, language)
        one, _, many = spec.removeprefix("?").partition("|")
        word = one if abs(self.value) == 1 else many
        return word if spec.startswith("?") else f"{digits(self.value, language)} {word}"

    def raw(self) -> Any:
        """The number."""
        return self.value


@dataclass(frozen=True, slots=True)
class Percent(Shown):
    """A rate of 0 to 1: no decimals from 10 %, one below. Spec ``+`` puts a sign first."""

    rate: float

    def show(self, language: str, spec: str) -> str:
        """``9.6%`` / ``9,6 %``."""
        percent = Decimal(str(self.rate)) * 100
        text = digits(abs(percent), language, 0 if round_half_up(abs(percent), 1) >= 10 else 1)
        sign = MINUS if percent < 0 else ("+" if spec == "+" else "")
        return f"{sign}{text}{marks.words(language).percent}%"

    def raw(self) -> Any:
        """The rate, 0 to 1."""
        return self.rate


@dataclass(frozen=True, slots=True)
class Number(Shown):
    """A number with a set count of decimals."""

    value: float
    decimals: int = 0

    def show(self, language: str, spec: str) -> str:
        """The number in the language's marks."""
        return digits(self.value, language, self.decimals)

    def raw(self) -> Any:
        """The number."""
        return self.value


@dataclass(frozen=True, slots=True)
class Day(Shown):
    """A date: ``Tue 10 Nov`` / ``mar 10 nov``.

    Spec ``short`` = without weekday, ``year`` = with the year, ``name`` = weekday alone. Told from a day ``near`` it
    that is more than half a year off, a date shows its year: ``10 Nov`` would be taken for the nearest one.
    """

    day: date
    near: date | None = None

    @property
    def far(self) -> bool:
        """Whether the date needs its year."""
        return self.near is not None and abs((self.day - self.near).days) > HALF_A_YEAR

    def show(self, language: str, spec: str) -> str:
        """The date in words."""
        words = marks.words(language)
        weekday, month = words.days[self.day.weekday()], words.months[self.day.month - 1]
        if spec == "name":
            return weekday
        text = f"{self.day.day} {month}"
        if spec == "year":
            return f"{weekday} {text} {self.day.year}"
        if self.far:
            text = f"{text} {self.day.year}"
        return text if spec == "short" else f"{weekday} {text}"

    def raw(self) -> Any:
        """ISO date."""
        return self.day.isoformat()


@dataclass(frozen=True, slots=True)
class Days(Shown):
    """Local days, both inclusive: ``Mon 9 – Sun 15 Nov``. Spec ``year`` adds the year, ``short`` = ``9–15 Nov``.

    What both ends share is said once; one day alone is shown as a :class:`Day`.
    """

    first: date
    last: date
    near: date | None = None

    def show(self, language: str, spec: str) -> str:
        """The days in words."""
        if self.first == self.last:
            return Day(self.last, self.near).show(language, spec)
        one_month = (self.first.year, self.first.month) == (self.last.year, self.last.month)
        if spec == "short":
            end = Day(self.last, self.near)
            if one_month:
                return f"{self.first.day}–{end.show(language, 'short')}"
            start, last = Day(self.first).show(language, "short"), Day(self.last).show(language, "short")
            if not (end.far or Day(self.first, self.near).far):
                return f"{start}–{last}"
            year = "" if self.first.year == self.last.year else f" {self.first.year}"
            return f"{start}{year}–{last} {self.last.year}"
        start = Day(self.first).show(language, "year" if spec == "year" and self.first.year != self.last.year else "")
        if one_month:
            start = f"{Day(self.first).show(language, 'name')} {self.first.day}"
        return f"{start} – {Day(self.last).show(language, spec)}"

    def raw(self) -> Any:
        """Both ISO dates."""
        return [self.first.isoformat(), self.last.isoformat()]


@dataclass(frozen=True, slots=True)
class DayList(Shown):
    """A few days in order, the month said once for those that share it: ``Wed 18 and Thu 19 Nov``."""

    days: tuple[date, ...]

    def show(self, language: str, spec: str) -> str:
        """The days joined as a list."""
        texts = []
        for day, following in zip(self.days, (*self.days[1:], None), strict=True):
            shares = following is not None and (day.year, day.month) == (following.year, following.month)
            texts.append(f"{Day(day).show(language, 'name')} {day.day}" if shares else Day(day).show(language, ""))
        return Listing(tuple(texts)).show(language, spec)

    def raw(self) -> Any:
        """ISO dates."""
        return [day.isoformat() for day in self.days]


@dataclass(frozen=True, slots=True)
class Moment(Shown):
    """A local moment: ``Mon 16 Nov, 8:00 AM`` / ``lun 16 nov, 8:00 a.

    m.``. Spec ``time`` = the clock alone, ``plain`` = no comma.
    """

    at: datetime

    def show(self, language: str, spec: str) -> str:
        """Day and clock in words."""
        hour, minute = self.at.hour % 12 or 12, f"{self.at.minute:02d}"
        clock = f"{hour}:{minute} {marks.words(language).halves[self.at.hour >= 12]}"
        if spec == "time":
            return clock
        day = Day(self.at.date()).show(language, "")
        return f"{day} {clock}" if spec == "plain" else f"{day}, {clock}"

    def raw(self) -> Any:
        """ISO moment with its offset."""
        return self.at.isoformat()


@dataclass(frozen=True, slots=True)
class Age(Shown):
    """How long ago: completed minutes or hours, from 48 h on days by the difference of local dates.

    ``minutes`` is the whole age; ``days`` that difference.
    """

    minutes: int
    days: int

    def show(self, language: str, spec: str) -> str:
        """``4 days`` / ``4 días``, without *ago*."""
        if self.minutes >= 48 * 60:
            return Count(self.days).show(language, "day|days" if language == "en" else "día|días")
        if self.minutes >= 60:
            return Count(self.minutes // 60).show(language, "hour|hours" if language == "en" else "hora|horas")
        return Count(self.minutes).show(language, "minute|minutes" if language == "en" else "minuto|minutos")

    def raw(self) -> Any:
        """The age in minutes."""
        return self.minutes


@dataclass(frozen=True, slots=True)
class Both(Shown):
    """Words that differ by language (an owner's role, a category); spec ``low`` starts small, ``cap`` starts large."""

    en: str
    es: str

    def show(self, language: str, spec: str) -> str:
        """The words in the language."""
        text = self.es if language == "es" else self.en
        if spec == "low":
            return text[:1].lower() + text[1:]
        return text[:1].upper() + text[1:] if spec == "cap" else text

    def raw(self) -> Any:
        """The English words, as an identifier of sorts."""
        return self.en


@dataclass(frozen=True, slots=True)
class Listing(Shown):
    """Several values joined.

    Spec ``,`` = commas only, ``;`` / ``·`` = that mark, else ``a, b and c`` (Spanish *y*, *e* before i).
    """

    items: tuple[Any, ...]

    def show(self, language: str, spec: str) -> str:
        """The joined list."""
        texts = [show(item, language) for item in self.items]
        if spec:
            return (f" {spec} " if spec == "·" else f"{spec} ").join(texts)
        if len(texts) < 2:
            return "".join(texts)
        word = "and" if language == "en" else ("e" if _sounds_like_i(texts[-1]) else "y")
        return f"{', '.join(texts[:-1])} {word} {texts[-1]}"

    def raw(self) -> Any:
        """The items' raw values."""
        return [item.raw() if isinstance(item, Shown) else item for item in self.items]


def _sounds_like_i(word: str) -> bool:
    """Spanish *e* for *y*: before i or hi, but not before the diphthongs hie, hia, io."""
    start = word[:3].lower().translate(str.maketrans("í", "i"))
    start = start.removeprefix("h")
    return start.startswith("i") and not start.startswith(("ie", "ia", "io"))


@lru_cache(maxsize=8192)
def _pieces(template: str) -> tuple[tuple[str, str | None, str], ...]:
    """A sentence taken apart: what stands before each value, the value's name (``None`` at the end), and its spec."""
    return tuple((before, name, spec or "") for before, name, spec, _ in string.Formatter().parse(template))


def _filled(template: str, language: str, args: Mapping[str, Any]) -> str:
    return "".join(
        before if name is None else before + show(args[name], language, spec)
        for before, name, spec in _pieces(template)
    )


def show(value: Any, language: str, spec: str = "") -> str:
    """One value as text: ``None`` and ``""`` show as nothing, a Line as its text."""
    if value is None:
        return ""
    if isinstance(value, Shown):
        return value.show(language, spec)
    if isinstance(value, Line):
        return value.text(language)
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int):
        return Count(value).show(language, spec)
    return str(value)


def say(id: str, en: str, es: str, link: str = "", /, **args: Any) -> Line:
    """The sentence ``id`` in both languages, from one set of values."""
    return Line(
        id=id,
        en=_filled(en, "en", args),
        es=_one_stop(_filled(es, "es", args)),
        args={name: _raw(value) for name, value in args.items()},
        link=link,
    )


def _one_stop(text: str) -> str:
    """A sentence that ends in ``a. m.`` needs no full stop of its own."""
    return text.replace("a. m..", "a. m.").replace("p. m..", "p. m.")


def _raw(value: Any) -> Any:
    if isinstance(value, Shown):
        return value.raw()
    if isinstance(value, Line):
        return value.en
    if isinstance(value, Mapping):
        return {name: _raw(item) for name, item in value.items()}
    if isinstance(value, Decimal):
        return float(value)
    return value
