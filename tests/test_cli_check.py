"""``operating-brief check`` and the tab Data health tell the same of every source."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from desktop import cli
from tests.reports.sections.test_reading import AS_OF, ORDERS, TICKETS
from tests.workbooks import workbook

TABS = {"Orders": ORDERS, "Soporte": TICKETS, "Clientes": [["Nombre", "Ciudad de origen"], ["Ana", "Cali"]]}


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return workbook(tmp_path / "shop.xlsx", TABS)


def checked(capsys: pytest.CaptureFixture[str], shop: Path, *more: str) -> str:
    capsys.readouterr()
    assert cli.main(["check", str(shop), "--as-of", AS_OF, *more]) == 0
    return capsys.readouterr().out


def facts(capsys: pytest.CaptureFixture[str], shop: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(checked(capsys, shop, "--format", "json"))
    return found


def words_of(path: Path, tab: str) -> list[str]:
    return [str(cell) for row in openpyxl.load_workbook(path)[tab].iter_rows(values_only=True) for cell in row if cell]


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_sentence_of_a_source_stands_in_data_health_too(
    shop: Path, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    said = checked(capsys, shop, "--lang", language).splitlines()
    assert cli.main(["refresh", str(shop), "--as-of", AS_OF, "--lang", language]) == 0
    health = words_of(shop, "Data health")
    orders = said.index(next(line for line in said if line.startswith("Orders: ")))
    support = said.index(next(line for line in said if line.startswith("Soporte: ")))
    assert orders < support
    # Eleven lines tell of Orders and seven of Soporte: what was read, how fresh, and what was left out.
    assert support - orders == 11
    for line in said[orders : support + 7]:
        told = line.strip() if line[0] == " " else line.partition(": ")[2]
        assert told in health or told.removesuffix(".") in health, told


def test_json_holds_the_same_facts_as_the_outcome(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tabs = {tab["table"]: tab for tab in facts(capsys, shop)["tabs"]}
    assert cli.main(["refresh", str(shop), "--as-of", AS_OF, "--no-write", "--format", "json"]) == 0
    sources = {source["key"]: source for source in json.loads(capsys.readouterr().out)["sources"]}
    assert set(tabs) == {"orders", "support"}
    for key, tab in tabs.items():
        source = sources[key]
        for name in ("rows", "read_rows", "columns", "ignored", "set_aside", "unmapped", "assumed", "covers_from"):
            assert tab[name] == source[name], (key, name)
        assert tab["freshness"] == source["label"]
    # 8 rows: 5 orders, a header again, a total and one without a number.
    assert tabs["orders"]["skipped"] == {"header_again": 1, "total": 1, "no_key": 1, "blank": 1}
    assert (tabs["orders"]["read_rows"], tabs["orders"]["rows"]) == (8, 5)
    assert (tabs["support"]["ignored"], tabs["support"]["in_brief"]) == (["Assignee name"], True)


def test_a_tab_that_cannot_be_used_is_said_once_and_named_in_the_founders_words(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = checked(capsys, shop, "--lang", "es")
    assert said.count("Clientes no tiene la columna") == 1
    assert set(facts(capsys, shop)["unusable"]) == {"customers"}
    assert cli.main(["refresh", str(shop), "--as-of", AS_OF, "--lang", "es"]) == 0
    assert any(line.startswith("Clientes: La pestaña Clientes no tiene") for line in words_of(shop, "Data health"))


def test_a_new_workbook_has_nothing_to_tell_but_its_definitions(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "new.xlsx"
    assert cli.main(["new", str(path), "--lang", "en"]) == 0
    assert checked(capsys, path, "--lang", "en").splitlines()[3:] == [
        "Orders: no rows yet.",
        "Inventory: no rows yet.",
        "Notes: no rows yet.",
        "Actions: no rows yet.",
        "Decisions: no rows yet.",
        "Every cell that is used could be read.",
    ]


def test_a_check_writes_nothing(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = shop.read_bytes()
    checked(capsys, shop)
    assert shop.read_bytes() == before
    assert [file.name for file in shop.parent.iterdir()] == ["shop.xlsx"]


def test_a_workbook_without_any_tab_of_ours_is_told_what_to_add(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = workbook(tmp_path / "payroll.xlsx", {"Payroll": [["Ana"]]})
    assert checked(capsys, path, "--lang", "en").splitlines() == [
        "payroll.xlsx has no tab that the brief can read. Add Orders and Inventory."
    ]
