"""A brief that was written while the way to Google broke: what somebody typed at that moment is not passed over."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sheets.errors import SheetsError
from sheets.google import retry
from sheets.google.book import GoogleBook
from tests.google import faults
from tests.google.answers import Answer
from tests.google.desk import Desk
from tests.sheets.google.test_book import NOTES, ORDERS, WRITE, brief, briefed, types
from tests.sheets.google.wire import Time
from tests.sheets.made import book


def test_where_nobody_can_see_what_was_typed_the_founder_is_told_to_look(
    google: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retry, "RETRY", Time().retry())
    place = google.sheet(book(tmp_path / "shop.xlsx", {"Orders": ORDERS, "Notes": NOTES}), "Ruta Norte")
    briefed(place)
    again = GoogleBook(place)
    since = again.read().fingerprint

    def typed_and_cut(serve: Callable[[], Answer]) -> Answer:
        with google.change(place) as there:
            types("Brief", 3, 1, "hold")(there)
        return faults.cut_after()(serve)

    google.faults.add(typed_and_cut, WRITE)
    # The first look finds the mark of the write; those after it break.
    google.faults.add(faults.cut_before(), "*/v4/spreadsheets/*", "GET", times=5, after=1)
    with pytest.raises(SheetsError) as told:
        again.write([brief("New")], since)
    assert told.value.kind == "lost"
    assert "was written" in told.value.happened.en
    assert "last brief stays" not in told.value.happened.en
    assert "Version history" in told.value.remedy.en
    assert "Historial de versiones" in told.value.remedy.es
