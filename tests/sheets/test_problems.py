from __future__ import annotations

from pathlib import Path

import pytest

from sheets.problems import quoted
from tests.sheets.made import ORDER, orders_of


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ana.perez@mail.example", "…"),
        ("Ana <ana@mail.example>", "Ana <…>"),
        ("+57 300 111 2233", "…"),
        ("call +573001112233 now", "call … now"),
        ("x" * 61, "x" * 59 + "…"),
        # what a founder has to recognise stays
        ("COP 1.250.000", "COP 1.250.000"),
        ("189.900", "189.900"),
        ("1.23E+15", "1.23E+15"),
        ("2026-13-45", "2026-13-45"),
        ("@tee", "@tee"),
        ("+SKU1", "+SKU1"),
        ("x" * 60, "x" * 60),
    ],
)
def test_what_is_quoted_holds_no_way_to_reach_a_customer(text: str, shown: str) -> None:
    assert quoted(text) == shown


def test_columns_that_slipped_do_not_show_customers(tmp_path: Path) -> None:
    """One comma too few in a pasted export, and the e-mail stands in the column of the total."""
    slipped = ["#1001", "2026-11-10 09:00:00 -0500", "+57 300 111 2233", "ana.perez@mail.example"]
    _, problems = orders_of(tmp_path, [ORDER, slipped])
    said = [problem.said.en + problem.said.es + problem.value for problem in problems]
    assert len(said) == 2
    assert not any("ana" in text or "2233" in text for text in said)
    assert {problem.cell for problem in problems} == {"C2", "D2"}
