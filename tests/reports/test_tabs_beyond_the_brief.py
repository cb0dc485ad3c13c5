"""Tabs of later levels are read and told in Data health; where no line of the brief stands on them, none says so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reports.outcome import Outcome
from tests.golden.test_example_a import AS_OF, TABS
from tests.workbooks import golden, outcome

#: Tabs of later levels, and those of them that nothing is based on yet.
TABS_2_3 = {name: golden(f"A_{name.lower()}") for name in ("Support", "Traffic", "Campaigns", "Shipments")}
LATER = {name: TABS_2_3[name] for name in ("Campaigns", "Shipments")}
#: Tabs of a founder's own that go by the name of one of ours.
OWN: dict[str, list[list[Any]]] = {
    "Clientes": [["Nombre", "Ciudad de origen"], ["Ana", "Cali"]],
    "Products": [["Something", "Else"], ["a", 1]],
    "Pagos": [["Fecha", "Valor"], ["2026-11-10", 100], ["2026-11-11", "#N/A"]],
}


def said_with(tmp_path: Path, more: dict[str, list[list[Any]]]) -> Outcome:
    return outcome(tmp_path / "a.xlsx", {**{name: golden(file) for name, file in TABS.items()}, **more}, AS_OF)


def lines(said: Outcome, language: str = "en") -> list[str]:
    return [line.text(language) for section in said.brief for line in section.lines]


def test_every_row_of_them_is_read(tmp_path: Path) -> None:
    said = said_with(tmp_path, TABS_2_3)
    # 18 tickets, 6 products' traffic, 1 campaign, 8 parcels.
    rows = {source.key: source.rows for source in said.sources}
    assert {key: rows[key] for key in ("support", "traffic", "campaigns", "shipments")} == {
        "support": 18,
        "traffic": 6,
        "campaigns": 1,
        "shipments": 8,
    }
    assert [problem.tab for problem in said.problems if problem.tab in TABS_2_3] == []


def test_no_figure_and_no_exception_changes_and_what_is_not_used_says_so(tmp_path: Path) -> None:
    without, with_them = said_with(tmp_path, {}), said_with(tmp_path, LATER)
    assert with_them.figures == without.figures
    assert with_them.exceptions == without.exceptions
    assert with_them.products == without.products
    # Sources without a tab are told behind those that have one.
    changed = [line for line in lines(with_them) if line not in lines(without) and "Orders read" not in line]
    assert [line.split(".")[0] for line in changed] == [
        "Campaigns are read but not used yet",
        "Returns: refunds only, no reasons",
    ]
    assert "No support data yet — the brief can't see doubts." in lines(with_them)
    assert "Aún no hay soporte: el informe no ve las dudas." in lines(with_them, "es")


def test_support_and_traffic_are_used_and_no_line_says_otherwise(tmp_path: Path) -> None:
    without, with_them = said_with(tmp_path, {}), said_with(tmp_path, TABS_2_3)
    assert with_them.figures["M01"] == without.figures["M01"]
    assert "12 tickets: delivery 6, fit 3, discount 2, payment 1." in lines(with_them)
    assert not any("Support is" in line or "Traffic is" in line for line in lines(with_them))


def test_a_tab_of_the_founders_own_that_has_such_a_name_makes_no_exception_and_is_told_in_data_health(
    tmp_path: Path,
) -> None:
    without, with_them = said_with(tmp_path, {}), said_with(tmp_path, OWN)
    assert [row.key for row in with_them.exceptions] == [row.key for row in without.exceptions]
    # What is not configured is listed once a workbook has more than the first tabs.
    assert [line.partition(" Not configured")[0] for line in lines(with_them)] == lines(without)
    told = {problem.tab for problem in with_them.problems}
    assert {"Clientes", "Products", "Pagos"} <= told


@pytest.mark.parametrize("declared", [True, False])
def test_it_is_late_only_where_sources_says_how_often_it_changes(tmp_path: Path, declared: bool) -> None:
    sources = golden("A_sources")
    if declared:
        assert sources[3][0] == "Support"
        sources[3][3] = "2026-11-10 21:00"
    else:
        del sources[3]
    said = said_with(tmp_path, {**TABS_2_3, "Sources": sources})
    late = [row.entity_id for row in said.exceptions if row.rule == "D01" and row.state == "new"]
    assert ("support" in late) == declared
