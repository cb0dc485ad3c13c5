"""The worked examples in both homes: the same Outcome, byte for byte, and the same in our tabs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.golden import test_example_a as a
from tests.golden import test_example_b as b
from tests.google.homes import AS_OF, Home, both, homes
from tests.workbooks import GOLDEN, golden, workbook

EXAMPLE_A = {name: golden(file) for name, file in a.TABS.items()}


@pytest.fixture
def example_a(tmp_path: Path) -> Path:
    return workbook(tmp_path / "Ruta Norte.xlsx", EXAMPLE_A)


@pytest.mark.parametrize("read", ["daily", "weekly", "monthly"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_example_a_in_each_read_and_language(google, capsys, tmp_path, example_a, read, language) -> None:
    def steps(home: Home) -> None:
        asked = ("--as-of", AS_OF, "--period", read, "--lang", language)
        page = home.command("refresh", home.place, *asked, "--no-write")
        kept = GOLDEN / f"A_level_1_{read}_{language}.txt"
        assert page.strip().splitlines() == kept.read_text(encoding="utf-8").strip().splitlines()
        home.refresh("--period", read, "--lang", language)

    both(google, capsys, tmp_path, example_a, steps)


def test_example_a_says_its_sums_from_a_google_sheet(google, capsys, tmp_path, example_a) -> None:
    _, there = homes(google, capsys, tmp_path, example_a)
    said = there.refresh()
    # 201,900 + 259,700 + 231,900 + 382,330 + 322,830 + 198,915 + 116,700 + 0 + 519,800 = 2,234,075; − 21,990 refunded
    assert said["figures"]["M01"]["value"] == 2_212_085
    assert said["workbook"] == "Ruta Norte.xlsx"
    texts = there.look().texts("Brief")
    assert any("Revenue was COP 2,212,085 from 10 counted orders" in str(text) for text in texts)


def test_example_a_day_after_day_keeps_its_memory(google, capsys, tmp_path, example_a) -> None:
    def steps(home: Home) -> None:
        for day in (13, 14, 16, 16, 17, 20):
            home.refresh(as_of=f"2026-11-{day}T08:00")

    both(google, capsys, tmp_path, example_a, steps)


def test_example_a_without_any_one_of_its_tabs(google, capsys, tmp_path) -> None:
    for missing in EXAMPLE_A:
        folder = tmp_path / missing
        folder.mkdir()
        left = {name: rows for name, rows in EXAMPLE_A.items() if name != missing}
        both(google, capsys, folder, workbook(folder / "a.xlsx", left), lambda home: home.refresh() and None)


@pytest.mark.parametrize("language", ["en", "es"])
def test_example_b_with_its_imperfect_data(google, capsys, tmp_path, language) -> None:
    path = workbook(tmp_path / "b.xlsx", b.example(tmp_path))

    def steps(home: Home) -> None:
        page = home.command("refresh", home.place, "--as-of", AS_OF, "--lang", "es", "--no-write")
        kept = (GOLDEN / "B_brief.txt").read_text(encoding="utf-8")
        assert page.strip().splitlines() == kept.strip().splitlines()
        home.refresh("--lang", language)
        home.refresh("--lang", language, as_of="2026-11-17T08:00")

    both(google, capsys, tmp_path, path, steps)


def test_a_sheet_set_to_colombia_with_decimal_commas_is_read_as_the_numbers_it_holds(
    google, capsys, tmp_path, example_a
) -> None:
    both(google, capsys, tmp_path, example_a, lambda home: home.refresh() and None, locale="es_CO")


def test_the_brief_of_a_sheet_goes_into_files_as_that_of_a_file_does(google, capsys, tmp_path, example_a) -> None:
    def steps(home: Home) -> dict[str, bytes]:
        made = {}
        for ending in ("md", "html"):
            target = home.folder / f"brief.{ending}"
            home.command("refresh", home.place, "--as-of", AS_OF, "--no-write", "--out", target)
            made[ending] = target.read_bytes()
        return made

    both(google, capsys, tmp_path, example_a, steps)


def test_a_sheet_has_its_own_name_in_the_outcome_and_nothing_else_differs(google, capsys, tmp_path, example_a) -> None:
    here, _ = homes(google, capsys, tmp_path, example_a)
    named = google.sheet(example_a, "La hoja de Ruta Norte")
    of_file = here.refresh()
    code, out, err = here.run("refresh", named, "--as-of", AS_OF, "--format", "json")
    assert (code, err) == (0, "")
    of_sheet = json.loads(out)
    assert (of_file.pop("workbook"), of_sheet.pop("workbook")) == ("Ruta Norte.xlsx", "La hoja de Ruta Norte")
    assert of_sheet == of_file
