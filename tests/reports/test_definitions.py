from __future__ import annotations

from collections import Counter

from reports.definitions import FAMILIES, KNOBS
from reports.definitions.values import as_text, canonical
from reports.knobs import Knobs


def test_no_row_stands_twice() -> None:
    rows = Counter((knob.key, knob.applies_to) for knob in KNOBS)
    assert [row for row, count in rows.items() if count > 1] == []


def test_every_knob_says_what_it_means_in_both_languages() -> None:
    for knob in (*KNOBS, *FAMILIES):
        assert knob.meaning.en.endswith((".", "…")), knob.key
        assert knob.meaning.es.endswith((".", "…")), knob.key
        assert knob.meaning.en != knob.meaning.es


def test_every_default_can_be_read_by_its_own_declaration() -> None:
    knobs = Knobs()
    for knob in KNOBS:
        scope, _, name = knob.applies_to.partition(":")
        value = knobs.get(knob.key, **({scope: name} if scope else {}))
        if knob.kind in ("count", "number", "money", "rate"):
            assert (value is None) == (as_text(knob.default) == "")


def test_every_knob_is_found_by_its_own_name() -> None:
    assert {knob.key: canonical(knob.key) for knob in KNOBS} == {knob.key: knob.key for knob in KNOBS}


def test_low_stock_differs_by_type() -> None:
    found = {knob.applies_to: knob.default for knob in KNOBS if knob.key == "low_stock_units"}
    assert found == {"": 5, "type:jersey": 8, "type:bib": 5, "type:vest": 5, "type:socks": 20, "type:accessory": 10}


def test_rows_of_one_key_may_be_for_the_same_things_and_each_is_for_one_of_them() -> None:
    scopes: dict[str, set[tuple[str, ...]]] = {}
    for knob in KNOBS:
        scopes.setdefault(knob.key, set()).add(knob.scopes)
        assert not knob.applies_to or knob.applies_to.partition(":")[0] in knob.scopes, knob.key
    assert [key for key, found in scopes.items() if len(found) > 1] == []
