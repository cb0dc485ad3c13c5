from __future__ import annotations

from desktop.translations import Words


def test_a_number_has_the_marks_of_its_language():
    assert (Words("en").number(1_234_567), Words("es").number(1_234_567)) == ("1,234,567", "1.234.567")
