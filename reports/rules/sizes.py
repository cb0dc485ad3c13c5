"""Sizes: stock that does not follow demand, runs that are broken (I06)."""

from __future__ import annotations

from reports.rules.rule import Rule

RULES: tuple[Rule, ...] = ()
