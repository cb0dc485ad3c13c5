"""Data that is behind: stock that sells while stale, and notes on what was imported (I09, N04)."""

from __future__ import annotations

from reports.rules.rule import Rule

RULES: tuple[Rule, ...] = ()
