"""A brief that was written while the way to Google broke: what somebody typed at that moment is not passed over."""

from __future__ import annotations

from pathlib import Path

import pytest

from sheets.errors import SheetsError
from sheets.google import retry
from sheets.google.book import GoogleBook
from tests.google import faults
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
    google.person(WRITE, types("Brief", 3, 1, "hold"), place, times=1)
    types_and_cuts = google.faults._script.pop().fault
    google.faults.add(lambda serve: faults.cut_after()(lambda: types_and_cuts(serve)), WRITE)
    google.faults.add(
        faults.cut_before(), "*/v4/spreadsheets/*", "GET", times=5, after=1
    )  # the first look finds the mark
    with pytest.raises(SheetsError) as told:
        again.write([brief("New")], since)
    assert told.value.kind == "lost"
    assert "was written" in told.value.happened.en
    assert "last brief stays" not in told.value.message("en")
    assert "Version history" in told.value.remedy.en
    assert "Historial de versiones" in told.value.remedy.es
