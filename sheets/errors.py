"""What can go wrong outside the program, in the founder's words.

Wrong *data* is never an error: it is a :class:`sheets.tables.Problem` in a list. An error here means
that the workbook could not be read or written at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """One thing said in both languages."""

    en: str
    es: str

    def in_(self, language: str) -> str:
        """The text in ``"en"`` or ``"es"``."""
        return self.es if language == "es" else self.en


class SheetsError(Exception):
    """The outside world said no.

    ``kind`` names the case for programs (``locked``, ``changed``, ``encrypted``, ``missing``,
    ``not_a_workbook``, ``old_format``, ``csv``, ``read_only``, ``disk_full``, ``damaged``,
    ``not_ours``, ``protected`` …); ``happened`` and ``remedy`` are whole sentences for the founder.
    ``facts`` are what a program may need to know of the case, such as the keys to choose from.
    """

    def __init__(self, kind: str, happened: Text, remedy: Text, facts: Mapping[str, object] | None = None) -> None:
        super().__init__(f"{happened.en} {remedy.en}")
        self.facts: Mapping[str, object] = facts or {}
        self.kind = kind
        self.happened = happened
        self.remedy = remedy

    def message(self, language: str) -> str:
        """What happened and what to do, as one line."""
        return f"{self.happened.in_(language)} {self.remedy.in_(language)}"
