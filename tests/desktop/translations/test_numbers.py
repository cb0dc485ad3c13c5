from __future__ import annotations

from decimal import Decimal

import pytest

from desktop.translations import Words
from reports import marks
from reports.definitions import KNOBS

COUNTRIES = next(knob for knob in KNOBS if knob.key == "number_region").choices


def test_a_number_has_the_marks_of_its_language() -> None:
    assert (Words("en").number(1_234_567), Words("es").number(1_234_567)) == ("1,234,567", "1.234.567")
    assert (Words("en").percent(0.125, 1), Words("es").percent(0.125, 1)) == ("12.5%", "12,5\N{NO-BREAK SPACE}%")


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_window_writes_numbers_as_the_brief_does_in_every_country(language: str) -> None:
    for country in ("", *COUNTRIES):
        for value, decimals in ((0, 0), (999, 0), (1234567.25, 2), (1234, 0), (98765432.1, 1)):
            with marks.region(country):
                expected = marks.grouped(Decimal(str(value)), language, decimals)
            assert Words(language, country).number(value, decimals) == expected, (country, value)


def test_below_zero_stands_a_minus_that_is_no_hyphen_and_never_before_nothing() -> None:
    assert Words("en").number(-1234) == "\N{MINUS SIGN}1,234"
    assert Words("en").number(-0.2) == "0"
