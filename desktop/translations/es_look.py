"""Spanish: settings, keys and the command palette."""

from __future__ import annotations

WORDS: dict[str, str] = {}
