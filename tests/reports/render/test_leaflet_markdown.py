"""The shared brief as Markdown, and its empty template."""

from __future__ import annotations

import pytest

from reports.leaflet import leaflet
from reports.render.leaflet_markdown import page, plain, template
from tests.shared_brief import dirty, example


def test_it_reads_as_the_brief_does() -> None:
    said = page(leaflet(example(), "en")).splitlines()
    assert said[0] == "# Ruta Norte — Weekly operating brief"
    assert "- Revenue ◐: **COP 2,212,085** (COP 1,039,300 the week before · within normal variation)" in said
    assert "## Exceptions (1 critical · 3 warnings · 2 info)" in said
    assert (
        "1. Ship **#1113** (**COP 519,800**, VIP) first, or tell the customer: paid Tue 10 Nov, ship-by Thu 12 Nov, "
        "promised Fri 13 Nov. — Fulfillment · due Tue 17 Nov 1:00 PM · ● solid"
    ) in said
    assert "- **Inventory** 1 size below minimum: **Jersey Andes** M (3 of 8)." in said
    assert "- ● Up to date **Orders** Orders read 20 minutes ago" in said


def test_no_title_is_read_as_markup() -> None:
    said = page(leaflet(dirty(), "es"))
    assert "<script" not in said.replace(r"\<script", "")
    assert r"\[link\](http" in said
    assert r"\*\*bold\*\*" in said
    assert plain("a_b _c_ <b> [x] `y`\nz") == r"a_b \_c\_ \<b\> \[x\] \`y\` z"


@pytest.mark.parametrize(("language", "heading"), [("en", "## Next actions"), ("es", "## Próximas acciones")])
def test_the_template_has_every_heading_and_nothing_of_anybody(language: str, heading: str) -> None:
    said = template(language)
    headings = [line for line in said.splitlines() if line.startswith("## ")]
    assert heading in headings
    assert len(headings) == 11
    assert "Ruta Norte" not in said
    assert all("[" in block for block in said.split("\n\n") if not block.startswith("##"))
