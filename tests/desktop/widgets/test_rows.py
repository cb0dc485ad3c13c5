from __future__ import annotations

import pytest

from desktop.widgets.rows import tail_parts


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
