"""Support: themes that rise, products that raise doubts, and customers who wait (K01-K06, W07, C03)."""

from __future__ import annotations

from reports.rules.rule import Rule

RULES: tuple[Rule, ...] = ()
