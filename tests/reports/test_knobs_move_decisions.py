"""Each limit of the categories moves what it decides: worked example A, one limit changed at a time (domain.md §3)."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from reports import categories
from reports.definitions import KNOBS
from reports.facts import Facts
from reports.knobs import Knobs
from reports.outcome import Memory
from tests.reports.drawn import drawn, facts, golden

ROOT = Path(__file__).parents[2]
TABS = ("orders", "inventory", "notes", "sources", "support", "traffic")
#: What A's products are: Jersey Andes, Bib Páramo, Rain Vest, Socks Niebla, Cap Clásica, Gloves Brisa.
STANDARD = {
    "jersey-andes": "protect",
    "bib-paramo": "fix",
    "rain-vest": "push",
    "socks-niebla": "push",
    "cap-clasica": "clear",
    "gloves-brisa": "learn",
}
MOVES = [
    # Andes: 12 units in 28 days; M has 7 of them (58 %) and 4 left for 16 days.
    ("cat.protect_min_units | | 30", {"jersey-andes": "steady"}),
    ("cat.protect_cover_days | | 0", {"jersey-andes": "steady"}),
    ("cat.protect_size_share | | 0.99", {"jersey-andes": "steady"}),
    ("cat.protect_min_units | type:jersey | 30", {"jersey-andes": "steady"}),
    ("cat.protect_min_units | product:rain-vest | 30", {}),
    ("cat.learn_days | | 200", {"rain-vest": "learn"}),
    ("cat.clear_age_days | | 1000", {"cap-clasica": "learn"}),
    ("cat.clear_stock | | 200", {"cap-clasica": "learn"}),
    ("cat.clear_margin_floor | | 0.6", {"cap-clasica": "learn"}),
    ("cat.clear_cover_days | | 0", {"rain-vest": "clear", "socks-niebla": "clear"}),
    ("cat.clear_cover_days | product:rain-vest | 0", {"rain-vest": "clear"}),
    ("cat.push_cover_days | | 200", {"rain-vest": "steady", "socks-niebla": "steady"}),
    ("cat.push_margin | | 0.6", {"rain-vest": "steady"}),
    ("cat.push_views | | 1000", {"rain-vest": "learn", "socks-niebla": "learn"}),
    ("cat.push_events | | 30", {"rain-vest": "learn"}),
]
#: Read by a name that is put together where it is read.
BY_FAMILY = ("fx.USD", "cat.override_most_days")


@pytest.fixture(scope="module")
def example() -> Facts:
    return facts(*(golden(key, f"A_{key}") for key in TABS), golden("definitions", "A_definitions"))


def changed(example: Facts, *rows: str) -> Facts:
    own = [f"{one.key} | {one.applies_to} | {one.text}" for one in example.knobs.settings]
    knobs = Knobs.read(drawn("definitions", "\n".join(["key | applies_to | value", *own, *rows])))
    assert knobs.problems == ()
    return replace(example, knobs=knobs)


def test_each_limit_moves_the_category_that_it_decides(example) -> None:
    assert {product.key: product.category for product in categories.judge(example, Memory())} == STANDARD
    for row, moved in MOVES:
        judged = categories.judge(changed(example, row), Memory())
        found = {product.key: product.category for product in judged}
        assert {key: found[key] for key in found if found[key] != STANDARD[key]} == moved, row


def test_each_sample_size_moves_the_confidence_that_it_is_of(example) -> None:
    plain = {product.key: product.confidence for product in categories.judge(example, Memory())}
    assert (plain["jersey-andes"], plain["bib-paramo"]) == ("directional", "directional")
    for row, product, level in (
        ("min.M06 | | 30", "jersey-andes", "too_little"),
        ("solid.M06 | | 5", "jersey-andes", "solid"),
        ("min.M26 | | 5", "bib-paramo", "too_little"),
        ("solid.M26 | | 4", "bib-paramo", "solid"),
        ("min.M19 | | 1000", "rain-vest", "too_little"),
    ):
        judged = {one.key: one.confidence for one in categories.judge(changed(example, row), Memory())}
        assert judged[product] == level, row


def test_what_moves_a_product_out_is_told_by_its_own_limits(example) -> None:
    before = {product.key: product for product in categories.judge(example, Memory())}
    for row, product in (
        ("cat.fix_views | | 1000", "bib-paramo"),
        ("cat.fix_questions | | 2", "bib-paramo"),
        ("cat.fix_rate | | 50%", "bib-paramo"),
        ("cat.learn_units | | 25", "gloves-brisa"),
        ("cat.learn_views | | 400", "gloves-brisa"),
        ("cat.clear_discount | | 20%", "cap-clasica"),
    ):
        after = {one.key: one for one in categories.judge(changed(example, row), Memory())}
        assert after[product] != before[product], row


def test_every_definition_is_read_or_says_that_it_is_not_used_yet() -> None:
    """A definition that nobody reads would promise what it does not do."""
    folders = ("reports", "desktop", "sheets")
    read = "".join(
        path.read_text(encoding="utf-8")
        for folder in folders
        for path in (ROOT / folder).rglob("*.py")
        if path.parent.name != "definitions"
    )
    words = set(re.findall(r"[\"']([\w.]+)[\"']", read))
    unread = []
    for knob in KNOBS:
        short = re.sub(r"^(cat|min|solid|link|promise|owner)\.", "", knob.key)
        if not knob.later and not {knob.key, short} & words and knob.key not in BY_FAMILY:
            unread.append(knob.key)
        if knob.later:
            assert knob.told.en.endswith("Not used yet.")
            assert knob.told.es.endswith("Aún no se usa.")
    assert unread == []
