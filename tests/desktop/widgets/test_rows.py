from __future__ import annotations

import pytest

from desktop.widgets.rows import heading_and_rest, tail_parts


@pytest.mark.parametrize(
    ("tail", "expected"),
    [
        ("[Finance · due Tue 17 Nov 6:00 PM · ●]", ("Finance", "due Tue 17 Nov 6:00 PM")),
        ("[Operaciones · para mar 17 nov · ◐]", ("Operaciones", "para mar 17 nov")),
        ("[Founder · already open since Mon 9 Nov · ○]", ("Founder", "already open since Mon 9 Nov")),
        ("[Ana · due Tue 17 Nov · already open since Mon · ●]", ("Ana", "due Tue 17 Nov · already open since Mon")),
        ("", ("", "")),
        ("Support", ("Support", "")),
    ],
)
def test_owner_and_due_are_told_apart(tail: str, expected: tuple[str, str]) -> None:
    assert tail_parts(tail) == expected


@pytest.mark.parametrize(
    ("title", "evidence", "expected"),
    [
        ("#1113", "#1113 paid, not fulfilled: 1 day past, VIP", ("#1113 paid, not fulfilled", "1 day past, VIP")),
        ("#1103", "#1103 PSE pending 118 hours (limit 24); COP 1", ("#1103 PSE pending 118 hours (limit 24)", "COP 1")),
        ("Jersey M", "Jersey M: 3 left", ("Jersey M", "3 left")),
        ("Orders", "Orders has 2 cells with an error", ("Orders has 2 cells with an error", "")),
        ("A: B", "A: B: 3 left", ("A: B", "3 left")),
        ("Jersey", "3 left of Jersey", ("Jersey", "3 left of Jersey")),
    ],
)
def test_evidence_that_begins_with_its_title_is_not_said_twice(
    title: str, evidence: str, expected: tuple[str, str]
) -> None:
    assert heading_and_rest(title, evidence) == expected
