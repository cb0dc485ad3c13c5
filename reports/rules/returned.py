"""Returns: reasons that repeat, products that come back, refunds and exchanges that are due (R01, R02, P06, F09)."""

from __future__ import annotations

from reports.rules.rule import Rule

RULES: tuple[Rule, ...] = ()
