"""Product pages: views without carts, weak conversion, missing photos, stock against traffic."""

from __future__ import annotations

from reports.rules.rule import Rule

RULES: tuple[Rule, ...] = ()
