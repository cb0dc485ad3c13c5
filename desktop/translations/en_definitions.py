"""English: definitions, sources and what is written back."""

from __future__ import annotations

WORDS: dict[str, str] = {}
