"""Money that is held or not collected: cancelled orders, authorizations, cash on delivery (F04, P04, P07)."""

from __future__ import annotations

from reports.rules.rule import Rule

RULES: tuple[Rule, ...] = ()
