"""The way to the checkout: what is lost at each step, and who comes without buying (W04-W06)."""

from __future__ import annotations

from reports.rules.rule import Rule

RULES: tuple[Rule, ...] = ()
