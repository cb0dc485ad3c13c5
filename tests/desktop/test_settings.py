from __future__ import annotations

from pathlib import Path

from desktop.settings import RECENT, Settings


def test_choices_outlive_the_program(tmp_path: Path) -> None:
    file = tmp_path / "settings.ini"
    first = Settings(file)
    first.language_choice, first.theme_choice = "es", "dark"
    first.opened(tmp_path / "a.xlsx")
    first.opened(tmp_path / "b.xlsx")
    first.opened(tmp_path / "a.xlsx")
    del first

    later = Settings(file)
    assert (later.language, later.theme_choice) == ("es", "dark")
    assert later.recent == [tmp_path / "a.xlsx", tmp_path / "b.xlsx"]


def test_a_choice_that_nobody_offers_counts_as_the_systems(tmp_path: Path) -> None:
    file = tmp_path / "settings.ini"
    file.write_text("[General]\ntheme=sepia\nlanguage=fr\n", encoding="utf-8")

    settings = Settings(file)
    assert (settings.theme_choice, settings.language_choice) == ("system", "system")
    assert settings.language in ("en", "es")


def test_only_the_latest_workbooks_are_remembered(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.ini")
    for number in range(RECENT + 3):
        settings.opened(tmp_path / f"{number}.xlsx")

    assert len(settings.recent) == RECENT
    assert settings.recent[0] == tmp_path / f"{RECENT + 2}.xlsx"


def test_what_a_page_keeps_is_read_back_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "settings.ini"
    first = Settings(file)
    for text in ("revenue,orders,stock", "7d", "a;b=c\n/ñ", ""):
        first.keep("cards/shown", text)
        del first
        first = Settings(file)
        assert first.kept("cards/shown") == text
    assert first.kept("never kept") == ""


def test_whatever_decides_the_look_changes_its_name(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.ini")
    seen = {settings.appearance}
    for name, choice in (("theme", "contrast_dark"), ("zoom", "150"), ("language", "es")):
        settings.choose(name, choice)
        seen.add(settings.appearance)
    assert len(seen) == 4
    assert settings.zoom == 1.5
