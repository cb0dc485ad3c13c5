"""What must not matter does not: the order of rows, columns and tabs, a paste in two parts, the language, other products.

On worked example A with all its level-2 tabs; each property tries a few arrangements.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.outcome import Outcome
from tests.workbooks import golden, outcome

AS_OF = "2026-11-16T08:00"
TABS = {
    "Definitions": "A_definitions",
    "Orders": "A_orders",
    "Inventory": "A_inventory",
    "Notes": "A_notes",
    "Support": "A_support",
    "Traffic": "A_traffic",
    "Sources": "A_sources",
}
CELLS = {name: golden(file) for name, file in TABS.items()}
few = settings(max_examples=2, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


def made(cells: dict[str, list[list[Any]]], as_of: str = AS_OF, **kwargs: Any) -> Outcome:
    with tempfile.TemporaryDirectory() as folder:
        return outcome(Path(folder) / "a.xlsx", cells, as_of, **kwargs)


@pytest.fixture(scope="module")
def plain() -> Outcome:
    return made(CELLS)


def judged(result: Outcome) -> dict[str, Any]:
    """All that a founder acts on, without where it stands in the sheet."""
    return {
        "figures": {
            (read, name): (one.value, one.n, one.confidence)
            for read, own in result.reads.items()
            for name, one in own.figures.items()
        },
        "exceptions": [
            (row.key, row.severity, row.urgency, row.state, row.due_at, row.shown.en, row.shown.es)
            for row in result.exceptions
        ],
        "actions": [(read, act.key, act.line.en) for read, own in result.reads.items() for act in own.actions],
        "products": {
            one.key: (one.category, one.computed, one.confidence, one.evidence.en, one.moves_out.es, sorted(one.also))
            for one in result.products
        },
        "variants": {one.key: (one.available, one.cover_days, one.reorder, one.risk) for one in result.inventory},
        "themes": {one.key: (one.week, one.before, one.load, one.rate) for one in result.themes},
    }


def said(result: Outcome, *, but: tuple[str, ...] = ()) -> list[tuple[str, str, str, str]]:
    """Every line of every read in both languages, but for these sections."""
    return [
        (read, section.id, line.en, line.es)
        for read, own in result.reads.items()
        for section in own.brief
        if section.id not in but
        for line in section.lines
    ]


def parts(rows: list[list[Any]], at: int = 0) -> list[list[list[Any]]]:
    """Rows that belong together: an order's lines follow its first row, as in Shopify's export."""
    found: list[list[list[Any]]] = []
    for row in rows:
        if found and found[-1][0][at] == row[at]:
            found[-1].append(row)
        else:
            found.append([row])
    return found


@few
@given(random=st.randoms(use_true_random=False))
def test_the_order_of_rows_columns_and_tabs_changes_nothing(plain: Outcome, random: Random) -> None:
    cells: dict[str, list[list[Any]]] = {}
    for name, (header, *rows) in CELLS.items():
        groups = parts(rows)
        random.shuffle(groups)
        places = list(range(len(header)))
        random.shuffle(places)
        moved = [header, *(row for group in groups for row in group)]
        cells[name] = [[row[place] if place < len(row) else None for place in places] for row in moved]
    names = list(cells)
    random.shuffle(names)
    result = made({name: cells[name] for name in names})
    assert judged(result) == judged(plain)
    assert said(result) == said(plain)


@few
@given(cut=st.integers(5, 20), again=st.integers(0, 4))
def test_an_export_pasted_in_two_parts_that_overlap_is_one_export(plain: Outcome, cut: int, again: int) -> None:
    """The second part repeats the header and the last orders of the first."""
    header, *rows = CELLS["Orders"]
    groups = parts(rows)
    first, second = groups[:cut], groups[cut - again :]
    pasted = [header, *(row for one in first for row in one), header, *(row for one in second for row in one)]
    result = made({**CELLS, "Orders": pasted})
    assert judged(result) == judged(plain)
    # what was skipped is told, and nothing else
    assert said(result, but=("caveats",)) == said(plain, but=("caveats",))


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_language_changes_words_alone(plain: Outcome, language: str) -> None:
    rows = [row if row[0] != "brief_language" else [row[0], None, language] for row in CELLS["Definitions"]]
    result = made({**CELLS, "Definitions": rows}, language=language)
    assert judged(result) == judged(plain)


def product(number: int, **cells: Any) -> list[Any]:
    """A product of another kind that nobody has bought, seen or asked about."""
    head = CELLS["Inventory"][0]
    row = {
        "product_id": f"other-{number}",
        "product_title": f"Otro {number}",
        "product_type": "bottle",
        "sku": f"OT-{number}",
        "available": 40,
        "price": 60000,
        "unit_cost": 20000,
        "status": "active",
        "published_at": "2026-06-01",
        "photo_count": 3,
        "photo_quality": "ok",
        "discount_ok": "yes",
        **cells,
    }
    return [row.get(name) for name in head]


@few
@given(count=st.integers(1, 6), status=st.sampled_from(["active", "draft", "archived"]))
def test_products_that_nobody_touched_change_nothing_of_the_others(plain: Outcome, count: int, status: str) -> None:
    more = [product(number, status=status) for number in range(count)]
    result = made({**CELLS, "Inventory": [*CELLS["Inventory"], *more]})
    then, now = judged(plain), judged(result)
    assert {key: one for key, one in now["products"].items() if not key.startswith("other-")} == then["products"]
    assert {key: one for key, one in now["variants"].items() if not key.startswith("OT-")} == then["variants"]
    assert [row for row in now["exceptions"] if "other-" not in row[0] and "OT-" not in row[0]] == then["exceptions"]
    # more is in stock, of more sizes; every other figure is what it was
    of_stock = {place for place in then["figures"] if place[1] in ("M09", "M14")}
    assert {place: one for place, one in now["figures"].items() if place not in of_stock} == {
        place: one for place, one in then["figures"].items() if place not in of_stock
    }
    assert now["figures"]["weekly", "M09"][0] == 1  # Jersey Andes M and no other is low
    assert now["themes"] == then["themes"]


@few
@given(random=st.randoms(use_true_random=False))
def test_a_second_look_at_shuffled_rows_finds_the_same_episodes(plain: Outcome, random: Random) -> None:
    """Trap 78 for the whole example: the next morning every row is one that is known, wherever it stands."""
    header, *rows = CELLS["Orders"]
    groups = parts(rows)
    random.shuffle(groups)
    cells = {**CELLS, "Orders": [header, *(row for group in groups for row in group)]}
    result = made(cells, "2026-11-16T09:00", remembered=plain.memory)
    assert [row.key for row in result.exceptions if row.state == "new"] == []
    first = {row.key: row.first_seen for row in plain.exceptions}
    assert {row.key: row.first_seen for row in result.exceptions} == first
