"""The page as a browser shows it: on a phone and on a screen, light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reports.leaflet import leaflet
from reports.render.page import page
from reports.tokens import DARK, LIGHT
from tests import chromium
from tests.shared_brief import dirty, example

pytestmark = pytest.mark.real

#: The widest that anything reaches to the right, and texts that are cut off by their own box.
REACHES = """Math.max(...[...document.querySelectorAll('body *')].map(one => one.getBoundingClientRect().right))"""
CUT = """[...document.querySelectorAll('main *')].filter(one => getComputedStyle(one).overflow !== 'visible'
  && one.scrollWidth > one.clientWidth).map(one => one.className)"""
OPEN = "document.querySelectorAll('details').forEach(one => { one.open = true })"
#: Contrast of every text with what is painted behind it, the lowest of all.
CONTRAST = """(() => {
  const parts = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = colour => parts(colour).slice(0, 3).map(c => c / 255)
    .map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0);
  const ground = one => {
    const colour = getComputedStyle(one).backgroundColor;
    return parts(colour)[3] === 0 ? ground(one.parentElement) : colour;
  };
  return Math.min(...[...document.querySelectorAll('main *')].filter(one => one.textContent.trim()).map(one => {
    const [a, b] = [light(getComputedStyle(one).color), light(ground(one))].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05);
  }));
})()"""


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[chromium.Chromium]:
    if not chromium.found():
        pytest.skip("Chromium is not installed")
    with chromium.started(tmp_path_factory.mktemp("profile")) as started:
        yield started


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The page of the example, and of the one with hostile titles."""
    folder = tmp_path_factory.mktemp("pages")
    made = {"example": leaflet(example(), "en"), "dirty": leaflet(dirty(), "es", chosen=None)}
    found = {}
    for name, shown in made.items():
        found[name] = folder / f"{name}.html"
        found[name].write_text(page(shown), "utf-8")
    return found


@pytest.mark.parametrize("name", ["example", "dirty"])
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_is_wider_than_the_screen_in_light_and_dark(
    browser: chromium.Chromium, files: dict[str, Path], name: str, width: int
) -> None:
    for dark, palette in ((False, LIGHT), (True, DARK)):
        browser.open(files[name].as_uri(), width, dark=dark)
        browser.value(OPEN)
        assert browser.value("document.documentElement.scrollWidth") == width
        assert browser.value(REACHES) <= width
        assert browser.value(CUT) == []
        red, green, blue = (int(palette.background[at : at + 2], 16) for at in (1, 3, 5))
        assert browser.value("getComputedStyle(document.body).backgroundColor") == f"rgb({red}, {green}, {blue})"
        assert browser.value(CONTRAST) >= 4.5


def test_who_asks_for_more_contrast_gets_it(browser: chromium.Chromium, files: dict[str, Path]) -> None:
    for dark in (False, True):
        browser.open(files["example"].as_uri(), 390, dark=dark, contrast=True)
        browser.value(OPEN)
        assert browser.value(CONTRAST) >= 7


def test_it_asks_for_nothing_and_nothing_in_it_runs(browser: chromium.Chromium, files: dict[str, Path]) -> None:
    browser.open(files["dirty"].as_uri(), 390)
    assert browser.asked_for == [files["dirty"].as_uri()]
    assert browser.complaints() == []  # its own rules are let in by its policy
    assert browser.value("document.scripts.length") == 0
    assert browser.value("document.images.length") == 0


def test_on_a_phone_the_cards_stand_two_by_two_and_the_rest_is_folded(
    browser: chromium.Chromium, files: dict[str, Path]
) -> None:
    browser.open(files["example"].as_uri(), 390)
    columns = "getComputedStyle(document.querySelector('.tiles')).gridTemplateColumns.split(' ').length"
    assert browser.value(columns) == 2
    assert browser.value("[...document.querySelectorAll('details')].map(one => one.open)") == [False] * 4
    assert browser.value("parseFloat(getComputedStyle(document.body).fontSize)") >= 15
    browser.open(files["example"].as_uri(), 1280)
    assert browser.value(columns) == 4


def test_a_screen_reader_hears_headings_lists_and_what_a_line_shows(
    browser: chromium.Chromium, files: dict[str, Path]
) -> None:
    browser.open(files["example"].as_uri(), 1280)
    tree = browser.tree()
    assert ("heading", "Ruta Norte") in tree
    assert ("heading", "Next actions") in tree
    drawn = [name for role, name in tree if role == "image" and "by day" in name]
    assert drawn[0].startswith("Revenue by day, 30 days, between 0 and ")
    assert ("image", "directional") in tree
