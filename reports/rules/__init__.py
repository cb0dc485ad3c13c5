"""The exception rules: what is looked for, and what could not be looked for."""

from __future__ import annotations

from collections.abc import Sequence

from reports.facts import Facts
from reports.language.sources import NAME
from reports.metrics.shop import given as told
from reports.numbers import say
from reports.outcome import Product, Skipped
from reports.rules import (
    cells,
    checkout,
    data,
    discounts,
    freshness,
    fulfilment,
    inventory,
    owed,
    payments,
    people,
    product_pages,
    queue,
    refunds,
    returned,
    sizes,
    support,
    tickets,
    ties,
    trouble,
)
from reports.rules.rule import Finding, Given, Rule
from reports.run_log import RunLog
from sheets.contract import tab

__all__ = ["BY_ID", "RULES", "Finding", "Rule", "check"]

FAMILIES = (
    *(fulfilment, queue, refunds, people, payments, inventory, sizes, freshness, product_pages, checkout),
    *(discounts, support, tickets, trouble, returned, owed, cells, data, ties),
)
#: Every rule, in the order of the handbook.
RULES: tuple[Rule, ...] = tuple(
    sorted(
        (rule for family in FAMILIES for rule in family.RULES),
        key=lambda rule: ("FPIWCKRSUND".index(rule.id[0]), rule.id),
    )
)
BY_ID = {rule.id: rule for rule in RULES}


def check(facts: Facts, products: Sequence[Product], log: RunLog) -> tuple[list[Finding], list[Skipped]]:
    """Everything that the rules find, and the rules that could not be checked with what they lacked."""
    given = Given(facts, products, log)
    findings: list[Finding] = []
    skipped: list[Skipped] = []
    for rule in RULES:
        if missing := _missing(facts, rule) or (rule.lacks(facts) if rule.lacks else []):
            skipped.append(Skipped(rule=rule.id, title=say(rule.id, rule.title.en, rule.title.es), missing=missing))
            continue
        findings += rule.find(given)
    return findings, skipped


def _missing(facts: Facts, rule: Rule) -> list[str]:
    """What the rule lacks: keys of tables, or ``Orders: Fulfillment status`` where only a column is missing."""
    tables = [need for need in rule.needs if "." not in need and facts.tables.get(need) is None]
    if tables:
        return tables
    lacking = [need for need in rule.needs if "." in need and not _has(facts, need)]
    lacking += [group[0] for group in rule.any_of if not any(_has(facts, need) for need in group)]
    return [_words(need) for need in lacking]


def _has(facts: Facts, need: str) -> bool:
    table, _, column = need.partition(".")
    found = facts.tables.get(table)
    if found is None or not found.has(column):
        return False
    # A column that is blank all the way down tells no more than one that is not there.
    return found.frame.empty or told(found, column)


def _words(need: str) -> str:
    table, _, column = need.partition(".")
    return f"{NAME[table].en}: {tab(table).column(column).title.en}"
