"""Templates, upgrades, checks and going back in both homes."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from sheets import template
from tests.google.homes import Home, both, homes
from tests.workbooks import workbook


def cells(path: Path) -> dict[str, list[list[object]]]:
    return {sheet.title: [list(row) for row in sheet.values] for sheet in openpyxl.load_workbook(path)}


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_same_template_to_share_is_made_from_either_home(google, capsys, tmp_path, language) -> None:
    path = tmp_path / "brand.xlsx"
    template.new(path, language, sample=True)
    tab = "Orders" if language == "en" else "Pedidos"

    def steps(home: Home) -> dict[str, list[list[object]]]:
        home.refresh()
        home.command("export-template", home.place, "--list")
        made = home.folder / "template.xlsx"
        home.command("export-template", home.place, made, "--tab", tab, "--lang", language)
        return cells(made)

    both(google, capsys, tmp_path, path, steps)


def test_an_older_workbook_gains_the_same_in_either_home(google, capsys, tmp_path) -> None:
    tabs = {
        "Orders": [["Name", "Created at", "Financial Status", "Total"], ["#1", "2026-11-10", "paid", 5]],
        "Definitions": [["key", "scope", "value"], ["currency", None, "COP"]],
    }

    def steps(home: Home) -> dict[str, list[list[object]]]:
        for _ in range(2):
            home.command("upgrade", home.place, "--lang", "en")
        now = home.look()
        home.refresh()
        return {tab: now.rows(tab) for tab in now.tabs()}

    both(google, capsys, tmp_path, workbook(tmp_path / "m.xlsx", tabs), steps)


def test_a_check_says_the_same_and_writes_nothing(google, capsys, tmp_path) -> None:
    path = tmp_path / "brand.xlsx"
    template.new(path, "en", sample=True)

    def steps(home: Home) -> None:
        for language in ("en", "es"):
            home.command("check", home.place, "--lang", language)

    both(google, capsys, tmp_path, path, steps)
    assert google.writes == []


def test_google_keeps_every_version_itself_so_nothing_is_restored(google, capsys, tmp_path) -> None:
    _, there = homes(google, capsys, tmp_path, workbook(tmp_path / "m.xlsx", {"Orders": [["Name", "Total"]]}))
    for more in ((), ("--list",)):
        _, out, err = there.run("restore", there.place, *more, "--lang", "en")
        assert "Version history" in out + err
    assert google.writes == []
