"""Orders that deserve a hand: addresses that cannot be delivered to, high-value and VIP orders (F05, F06)."""

from __future__ import annotations

from reports.rules.rule import Rule

RULES: tuple[Rule, ...] = ()
