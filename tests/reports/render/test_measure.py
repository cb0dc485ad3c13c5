from __future__ import annotations

import pytest

from reports.render.measure import column_pixels, height_points, lines_needed, text_pixels


def test_a_column_is_as_wide_as_spreadsheets_draw_it():
    assert column_pixels(8.43) == 64  # the default column of Excel


def test_wide_letters_and_bold_take_more_room():
    assert text_pixels("WWW", 10) > text_pixels("iii", 10)
    assert text_pixels("abc", 10, bold=1) > text_pixels("abc", 10)
    assert text_pixels("páñ", 10) == text_pixels("pan", 10)


@pytest.mark.parametrize(
    ("text", "pixels", "lines"),
    [
        ("", 100, 1),
        ("short", 100, 1),
        ("a\nb\nc", 100, 3),
        ("word " * 20, 100, 10),
        ("x" * 100, 100, 9),
    ],
)
def test_lines_that_a_text_takes(text, pixels, lines):
    assert abs(lines_needed(text, 10, pixels) - lines) <= 1
    assert lines_needed(text, 10, pixels) >= text.count("\n") + 1


def test_more_lines_make_a_higher_row():
    assert height_points(2, 10) > height_points(1, 10) >= 10 * 1.2
