from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest

from reports.knobs import Knobs
from tests.reports.drawn import drawn, golden


def read(text: str) -> Knobs:
    return Knobs.read(drawn("definitions", "key | applies_to | value | default\n" + text))


def test_without_a_tab_every_knob_stands_at_its_default() -> None:
    knobs = Knobs.read(None)
    assert knobs.standard
    assert knobs.get("cutoff_hour") == 14
    assert knobs.get("vip_tags") == ("VIP",)
    assert knobs.get("business_hours") == (time(9), time(18))
    assert knobs.get("prices_include_tax") is True
    assert knobs.get("high_value_order") is None
    assert knobs.get("tax_rate") == 0.19
    assert knobs.get("cod_methods") == ("contra entrega", "contraentrega", "cash on delivery", "COD")
    assert knobs.own == ()


def test_the_narrowest_scope_wins() -> None:
    knobs = read("""
        low_stock_units |                   | 6 |
        low_stock_units | type:jersey       | 7 |
        low_stock_units | product:andes     | 9 |
        low_stock_units | sku:JA-M          | 3 |
    """)
    assert knobs.get("low_stock_units", sku="ja-m", product="andes", type="Jersey") == 3
    assert knobs.get("low_stock_units", sku="JA-L", product="andes", type="Jersey") == 9
    assert knobs.get("low_stock_units", product="otro", type="Jersey") == 7
    assert knobs.get("low_stock_units", type="gorra") == 6


def test_what_the_founder_set_for_all_beats_a_default_of_a_type() -> None:
    knobs = read("low_stock_units |  | 12 | 5")
    assert knobs.get("low_stock_units", type="jersey") == 12


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("tax_rate", "19%", 0.19),
        ("tax_rate", "0,05", 0.05),
        ("tax_rate", "19", 0.19),
        ("high_value_order", "$ 450.000", Decimal(450000)),
        ("high_value_order", "450,000", Decimal(450000)),
        ("fx.USD", "4000", Decimal(4000)),
        ("fx.eur", "4350,5", Decimal("4350.5")),
        ("business_hours", "8:30-17", (time(8, 30), time(17))),
        ("vip_tags", "VIP; Oro", ("VIP", "Oro")),
        ("prices_include_tax", "sí", True),
        ("work_saturday", "Half", "half"),
        ("Cutoff hour", "15", 15),
        ("push_margin", "40%", 0.4),
    ],
)
def test_values_are_read_as_people_write_them(key: str, text: str, value: object) -> None:
    knobs = read(f"{key} |  | {text} |")
    assert knobs.get(key) == value
    assert knobs.problems == ()


@pytest.mark.parametrize(
    ("key", "text", "kind"),
    [
        ("cutoff_hour", "tarde", "unreadable"),
        ("cutoff_hour", "25", "out_of_range"),
        ("cutoff_hour", "13.5", "unreadable"),
        ("fx.USD", "4.000", "unreadable"),  # four, or four thousand?
        ("tax_rate", "-1", "out_of_range"),
        ("timezone", "Bogotá", "unreadable"),
        ("business_hours", "18-9", "out_of_range"),
        ("business_hours", "2026-09-18", "unreadable"),
        ("holiday_calendar", "US", "unknown_choice"),
        ("prices_include_tax", "quizás", "unreadable"),
        ("velocity_days", "0", "out_of_range"),
    ],
)
def test_a_value_that_cannot_be_read_is_a_problem_and_the_default_stands(key: str, text: str, kind: str) -> None:
    knobs = read(f"{key} |  | {text} |")
    assert [problem.kind for problem in knobs.problems] == [kind]
    assert knobs.get(key) == Knobs().get(key)
    assert knobs.problems[0].cell == "C2"
    assert text in knobs.problems[0].said.en
    assert text in knobs.problems[0].said.es


def test_a_key_that_stands_twice_counts_by_its_last_row_and_is_a_problem() -> None:
    knobs = read("""
        cutoff_hour |  | 15 |
        cutoff_hour |  | 16 |
    """)
    assert knobs.get("cutoff_hour") == 16
    assert [(problem.kind, problem.row) for problem in knobs.problems] == [("ambiguous", 3)]


def test_a_bad_last_row_leaves_the_default_not_the_earlier_row() -> None:
    knobs = read("""
        cutoff_hour |  | 15 |
        cutoff_hour |  | tarde |
    """)
    assert knobs.get("cutoff_hour") == 14


def test_an_unknown_key_is_listed_and_changes_nothing() -> None:
    knobs = read("cutof_hour |  | 15 |")
    assert knobs.get("cutoff_hour") == 14
    assert knobs.problems == ()
    assert [problem.value for problem in knobs.unknown] == ["cutof_hour"]


def test_a_scope_without_its_kind_is_a_problem() -> None:
    knobs = read("low_stock_units | jersey | 3 |")
    assert [problem.column for problem in knobs.problems] == ["applies_to"]
    assert knobs.get("low_stock_units", type="jersey") == 8


def test_an_error_cell_is_a_problem() -> None:
    assert [problem.kind for problem in read("cutoff_hour |  | #N/A |").problems] == ["error_cell"]


def test_a_blank_value_is_the_default_and_not_the_founders_own() -> None:
    knobs = read("vip_tags |  |  | VIP")
    assert knobs.get("vip_tags") == ("VIP",)
    assert knobs.own == ()


def test_own_settings_are_those_that_differ_from_their_default_cell() -> None:
    knobs = read("""
        cutoff_hour  |             | 15    | 14
        tax_rate     |             | 19%   | 0.19
        fx.USD       |             | 4000  |
        low_stock_units | type:bib | 9     | 5
    """)
    assert knobs.overrides() == {"cutoff_hour": "15", "fx.USD": "4000", "low_stock_units (type:bib)": "9"}


def test_the_worked_examples_have_four_and_two_of_their_own() -> None:
    assert len(Knobs.read(golden("definitions", "A_definitions")).own) == 4
    assert len(Knobs.read(golden("definitions", "B_definitions")).own) == 2


def test_a_key_that_nobody_declared_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        Knobs().get("no_such_knob")


def test_the_reading_style_follows_the_currency() -> None:
    assert read("currency |  | usd |").reading_style().currency_decimals == 2
    assert Knobs().reading_style().currency_decimals == 0


def test_a_word_is_no_currency() -> None:
    knobs = read("currency | | pesos |")
    assert knobs.currency == "COP"
    assert knobs.problems[0].said.en.endswith("“pesos” is no value for currency; the default COP is used.")
    assert read("currency | | usd |").currency == "USD"


def test_a_rate_with_both_marks_tells_its_decimals() -> None:
    assert read("fx.USD | | 4.000,50 |").get("fx.USD") == Decimal("4000.50")
    assert read("fx.USD | | 4,000.50 |").get("fx.USD") == Decimal("4000.50")
    assert read("fx.USD | | 4.000 |").get("fx.USD") is None


def test_a_bad_value_without_a_default_leaves_the_definition_unset() -> None:
    said = read("count_cod_when | | enviado |").problems[0].said
    assert "; it stays unset. Known: paid, delivered." in said.en
    assert "; queda sin definir. Valen: paid, delivered." in said.es


def test_a_location_is_asked_for_where_only_a_location_fits() -> None:
    said = read("location.sells | Feria | no |").problems[0].said
    assert said.en.endswith("location.sells cannot apply to “Feria”; write location:…")
    assert said.es.endswith("location.sells no se puede aplicar a «Feria»; escribe location:…")


def test_a_row_for_what_a_key_does_not_know_is_reported_and_changes_nothing() -> None:
    knobs = read("""
        currency             | type:jersey  | USD  | COP
        low_stock_units      | zone:bogota  | 40   | 5
        cat.fix_views        | sku:JA-M     | 9    | 150
    """)
    assert [problem.kind for problem in knobs.problems] == ["unreadable"] * 3
    assert knobs.get("currency", type="jersey") == "COP"
    assert knobs.get("low_stock_units", zone="bogota") == 5
    assert [problem.said.en for problem in knobs.problems] == [
        "Definitions!B2: currency cannot apply to “type:jersey”; leave it blank.",
        "Definitions!B3: low_stock_units cannot apply to “zone:bogota”; write type:…, product:… or sku:…",
        "Definitions!B4: cat.fix_views cannot apply to “sku:JA-M”; write type:… or product:…",
    ]
    assert knobs.problems[0].said.es.endswith("«type:jersey»; déjalo en blanco.")
    assert knobs.problems[2].said.es.endswith("escribe type:… o product:…")


def test_scopes_may_be_named_in_spanish() -> None:
    knobs = read("""
        low_stock_units      | tipo: Jersey   | 40   | 5
        expected_every_hours | fuente:support | 12   | 48
        stalled_bd           | transportadora:Servientrega | 3 | 2
    """)
    assert knobs.problems == ()
    assert knobs.get("low_stock_units", type="jersey") == 40
    assert knobs.get("expected_every_hours", source="support") == 12
    assert knobs.get("stalled_bd", carrier="servientrega") == 3


def test_a_date_is_read_as_its_cell_holds_it_and_never_guessed() -> None:
    knobs = read("automation_started_on | | 2026-11-02 |")
    assert knobs.get("automation_started_on") == date(2026, 11, 2)
    knobs = read("automation_started_on | | 02/11/2026 |")
    assert knobs.get("automation_started_on") is None
    assert [problem.kind for problem in knobs.problems] == ["unreadable"]
