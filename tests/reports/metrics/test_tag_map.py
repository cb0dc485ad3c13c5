"""What words mean: the prefilled patterns of both languages, and a founder's rows before them."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.metrics.tag_map import tag_map
from sheets.contract.patterns import PATTERNS, REASONS, SUBTHEMES, THEMES
from sheets.tables import Table, Tables
from sheets.template.tags import prefilled

NAMES = ("pattern", "kind", "maps_to", "subtheme", "surface", "link", "priority")


def made(*rows: dict[str, Any]) -> Tables:
    frame = pd.DataFrame([{"row": n, **{name: row.get(name) for name in NAMES}} for n, row in enumerate(rows, 2)])
    letters = dict.fromkeys(NAMES, "A")
    return Tables({"tag_map": Table("tag_map", "Tag map", frame, letters, letters, 1)})


def own(pattern: str, maps_to: str, **more: Any) -> dict[str, Any]:
    return {"pattern": pattern, "kind": "support_tag", "maps_to": maps_to, **more}


def means(text: str, tables: Tables | None = None, kind: str = "support_tag") -> list[str]:
    return list(dict.fromkeys(meaning.maps_to for meaning in tag_map(tables or Tables({}), kind).means(text)))


@pytest.mark.parametrize(
    ("text", "themes"),
    [
        ("sizing", ["fit"]),
        ("TALLAS", ["fit"]),
        ("¿Me queda bien la M?", ["fit"]),
        ("¿Talla M o L?", ["fit"]),
        ("between sizes", ["fit"]),
        ("cambio de talla", ["fit", "return"]),
        ("devoluciones", ["return"]),
        ("Charged twice!", ["payment"]),
        ("PSE", ["payment"]),
        ("Where is my order?", ["delivery"]),
        ("No ha llegado", ["delivery"]),
        ("¿Cuándo llega la talla M?", ["stock"]),
        ("cuándo llega", ["delivery"]),
        ("cupón vencido", ["discount"]),
        ("la costura se rompió", ["product"]),
        ("no me deja pagar", ["technical"]),
        ("discount_rejected", ["discount"]),
        ("Clásica", []),
        ("Buenas tardes", []),
        ("¿Cuándo sale?", []),
        ("mándame el link de pago", ["payment"]),
        ("outfit", []),  # no whole word
        ("colaboración", []),
        ("", []),
    ],
)
def test_whole_words_and_plurals_of_both_languages(text, themes):
    assert means(text) == themes


def test_the_longer_pattern_and_the_founders_own_win_and_nothing_is_something_known():
    tables = made(own("talla", "stock"), own("talla única", "none"), own("promo*", "fit"), own("vip", "no such theme"))
    assert means("talla", tables) == ["stock"]
    assert means("talla única", tables) == [""]
    assert means("promociones", tables) == ["fit"]
    assert means("vip", tables) == [""]  # known, and none of the eight
    assert means("sizing", tables) == ["fit"]  # ours still hold


def test_a_lower_priority_number_goes_before_a_longer_pattern():
    tables = made(own("guía de tallas", "fit"), own("guía", "delivery", priority=1))
    assert means("guía de tallas", tables)[0] == "delivery"
    assert means("guía de tallas") == ["fit"]


def test_any_text_may_stand_for_a_star():
    tables = made(own("código * no", "technical"), own("envio*", "stock"))
    assert means("mi código RODADA15 ya no sirve", tables)[0] == "technical"
    assert "technical" not in means("mi código sirve", tables)
    assert means("enviosgratis", tables) == ["stock"]
    assert means("cualquier cosa", made(own("*", "product"))) == ["product"]


def test_a_filled_tab_is_the_whole_list_so_that_a_deleted_row_stays_deleted():
    rows = [
        {"pattern": one.pattern, "kind": one.kind, "maps_to": "; ".join(one.maps_to)}
        for one in PATTERNS
        if one.pattern != "PSE"
    ]
    assert means("PSE", made(*rows)) == []
    assert means("Nequi", made(*rows)) == ["payment"]


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_filled_rows_mean_in_each_language_what_they_mean_without_a_tab(language):
    kinds = {"support tag": "support_tag", "etiqueta de soporte": "support_tag"}
    rows = [{**row, "kind": kinds.get(str(row["kind"]), "return_reason")} for row in prefilled(language)]
    assert len(rows) == len(PATTERNS)
    by_tab = tag_map(made(*rows), "support_tag")
    without = tag_map(Tables({}), "support_tag")
    assert all(by_tab.means(one.pattern) == without.means(one.pattern) for one in PATTERNS)


def test_reasons_of_returns():
    assert means("APPAREL_TOO_SMALL", kind="return_reason") == ["fit"]
    assert means("Me quedó pequeña", kind="return_reason") == ["fit"]
    assert means("DAMAGED_BY_CARRIER", kind="return_reason") == ["damaged"]
    assert means("no me gustó", kind="return_reason") == ["changed_mind"]
    # A reason of the founder's own stays as it is written.
    tables = made({"pattern": "cambio de planes", "kind": "return_reason", "maps_to": "Viaje cancelado"})
    assert means("cambio de planes", tables, "return_reason") == ["Viaje cancelado"]


def test_every_pattern_means_a_theme_or_a_reason_that_there_is():
    for one in PATTERNS:
        assert set(one.maps_to) <= set(THEMES if one.kind == "support_tag" else REASONS)
        assert not one.subtheme or one.subtheme in SUBTHEMES


@settings(max_examples=30, deadline=None)
@given(st.text("0123456789 .,¡!¿?", max_size=20), st.sampled_from(PATTERNS))
def test_case_accents_and_what_stands_around_change_no_meaning(noise, one):
    patterns = tag_map(Tables({}), one.kind)
    assert patterns.means(f"{noise} {one.pattern.upper()} {noise}") == patterns.means(one.pattern)
    assert {meaning.maps_to for meaning in patterns.means(one.pattern)} >= set(one.maps_to)
