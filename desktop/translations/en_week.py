"""English: This week, notes and getting started."""

from __future__ import annotations

WORDS: dict[str, str] = {}
