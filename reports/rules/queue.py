"""What waits to be shipped beyond single orders: partly shipped orders and the whole queue (F02, F08)."""

from __future__ import annotations

from reports.rules.rule import Rule

RULES: tuple[Rule, ...] = ()
