"""The page that is shared: one file, no script, nothing from elsewhere, and nothing of a title read as markup."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest
from lxml import html

from reports.leaflet import Leaflet, leaflet
from reports.render.page import page, places
from tests.shared_brief import ARABIC, EMOJI, LONG, SCRIPT, dirty, example


def made(language: str = "en") -> Leaflet:
    return leaflet(dirty(), language)


@pytest.mark.parametrize("language", ["en", "es"])
def test_it_is_one_file_that_asks_for_nothing(language: str) -> None:
    said = page(made(language))
    tree = html.fromstring(said)
    assert tree.get("lang") == language
    assert [
        element.tag for element in tree.iter("script", "link", "img", "iframe", "object", "embed", "form", "a")
    ] == []
    assert not [name for element in tree.iter() for name in element.attrib if name.startswith("on") or name == "style"]
    assert not re.search(r"url\(|@import|http", tree.find(".//style").text)
    assert len(said.encode()) < 150_000


def test_its_policy_lets_in_its_own_rules_and_nothing_else() -> None:
    tree = html.fromstring(page(made()))
    (policy,) = tree.xpath('//meta[@http-equiv="Content-Security-Policy"]/@content')
    digest = base64.b64encode(hashlib.sha256(tree.find(".//style").text.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_a_title_is_text_whatever_it_looks_like() -> None:
    tree = html.fromstring(page(made()))
    said = tree.text_content()
    for title in (SCRIPT, LONG, ARABIC, EMOJI):
        assert title in said
    assert "<script>" not in page(made())


def test_everything_the_leaflet_says_stands_in_it_once_and_in_order() -> None:
    shown = leaflet(example(), "es")
    said = " ".join(
        html.fromstring(page(shown)).find(".//main").text_content().replace("\N{NO-BREAK SPACE}", " ").split()
    )
    wanted = [
        " ".join(text.split())
        for part in shown.parts
        for entry in part.entries
        for text in (entry.plain, entry.aside)
        if text
    ]
    at = -1
    for text in wanted:
        found = said.find(text, at + 1)
        assert found > at, text
        at = found


def test_a_day_that_is_not_known_leaves_a_gap_in_the_line() -> None:
    assert places((1.0, None, 3.0), 100, 20, 2) == [(0.0, 18.0), None, (100.0, 2.0)]
    assert places((5.0, 5.0), 10, 20, 2) == [(0.0, 18.0), (10.0, 18.0)]
