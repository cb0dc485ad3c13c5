"""English: the lists of exceptions and orders, and rows."""

from __future__ import annotations

WORDS: dict[str, str] = {}
