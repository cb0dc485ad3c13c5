"""English: the frame: refreshing by itself, history, failures."""

from __future__ import annotations

WORDS: dict[str, str] = {}
