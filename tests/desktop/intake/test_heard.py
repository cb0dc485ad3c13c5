from __future__ import annotations

from typing import Any

import pytest

from desktop.intake.heard import Listed, found, kinds, looked, tab_name
from sheets.errors import Text
from tests.desktop.exports import ORDERS


def test_what_an_import_says_is_understood_whole() -> None:
    (one,) = found({"imports": [ORDERS]})

    assert one.counts == {"new": 2, "changed": 1, "same": 41, "missing": 1, "refused": 1, "left": 1}
    assert one.columns == (("Name", "order_id"), ("Total", "total"))
    assert one.lists["left"] == Listed(
        ("why", "rows", "row"), ((Text("a total of other rows", "un total de otras filas"), "1", "48"),)
    )
    assert one.lists["new"].columns == ("row", "order_id", "total", "line_sku")


@pytest.mark.parametrize(
    ("mode", "counts", "changes"),
    [
        ("update", {"changed": 1}, True),
        ("append", {"changed": 1}, False),
        ("append", {"new": 1}, True),
        ("update", {"missing": 1}, False),
        ("replace", {"missing": 1}, True),
        ("replace", {"same": 9}, False),
    ],
)
def test_whether_the_tab_would_say_something_else(mode: str, counts: dict[str, int], changes: bool) -> None:
    nothing = dict.fromkeys(("new", "changed", "same", "missing", "refused"), 0)
    (one,) = found({"imports": [{**ORDERS, **nothing, **counts, "left": []}]})

    assert one.changes(mode) == changes


@pytest.mark.parametrize(
    "said",
    [{}, {"imports": None}, {"imports": [3, None, {}]}, {"imports": [{"samples": 7, "left": [1], "new": None}]}],
)
def test_what_is_not_said_is_missing_and_nothing_breaks(said: dict[str, Any]) -> None:
    assert all(one.counts["new"] == 0 and one.lists == {} for one in found(said))
    assert looked(said) == ()


def test_the_kinds_of_a_question_are_named() -> None:
    said = [{"key": "a", "kind": {"en": "A", "es": "B"}, "table": "orders"}, "plain", None, {}]

    assert [(kind.key, kind.name.es) for kind in kinds(said)] == [("a", "B"), ("plain", "plain")]


def test_a_tab_is_called_as_in_the_workbook_else_as_in_the_contract() -> None:
    assert tab_name("orders", "Ventas") == Text("Ventas", "Ventas")
    assert tab_name("orders").es == "Pedidos"
    assert tab_name("nonsense") == Text("", "")
