"""Discount codes that give away more than was meant (C04)."""

from __future__ import annotations

from reports.rules.rule import Rule

RULES: tuple[Rule, ...] = ()
