"""Which workbook a text names."""

from __future__ import annotations

from pathlib import Path

import pytest

from sheets.errors import SheetsError
from sheets.place import GoogleSheet, place

ID = "1u0eOQaUkdjTN8CT6Rz5UVLbQ_PQsDaOjm8VQkLBHzqM"


@pytest.mark.parametrize(
    "text",
    [
        f"https://docs.google.com/spreadsheets/d/{ID}/edit#gid=0",
        f"https://docs.google.com/spreadsheets/d/{ID}/edit?usp=sharing",
        f"https://docs.google.com/spreadsheets/d/{ID}",
        f"https://docs.google.com/spreadsheets/u/1/d/{ID}/edit",
        f"https://docs.google.com/a/example.com/spreadsheets/d/{ID}/edit",
        f"  https://docs.google.com/spreadsheets/d/{ID}/view \n",
        f"docs.google.com/spreadsheets/d/{ID}/edit",
        f"http://docs.google.com/spreadsheets/d/{ID}/edit",
        f"https://drive.google.com/open?id={ID}",
        # as a path of this computer has it
        f"https:/docs.google.com/spreadsheets/d/{ID}/edit",
    ],
)
def test_a_link_of_a_sheet_is_that_sheet(text: str) -> None:
    assert place(text) == GoogleSheet(ID)


@pytest.mark.parametrize(
    "text", ["shop.xlsx", "/home/ana/shop.xlsx", "C:\\Users\\ana\\shop.xlsx", "d:shop.xlsx", "docs"]
)
def test_anything_without_a_scheme_is_a_path(text: str) -> None:
    assert place(text) == Path(text)


@pytest.mark.parametrize(
    "text",
    [
        f"https://docs.google.com/document/d/{ID}/edit",
        f"https://example.com/spreadsheets/d/{ID}/edit",
        f"https://docs.google.com.example.com/spreadsheets/d/{ID}/edit",
        "https://docs.google.com/spreadsheets/u/0/",
        "https://docs.google.com/spreadsheets/d/short/edit",
        f"https://docs.google.com/spreadsheets/d/e/2PACX-{ID}/pubhtml",
        f"ftp://docs.google.com/spreadsheets/d/{ID}",
        "https://www.dropbox.com/s/abc/shop.xlsx",
        "https://[::1",
    ],
)
def test_another_link_is_refused_with_what_to_do(text: str) -> None:
    with pytest.raises(SheetsError) as refused:
        place(text)
    assert refused.value.kind == "not_a_sheet"
    assert "browser" in refused.value.remedy.en
    assert "navegador" in refused.value.remedy.es


def test_a_sheet_says_its_own_link() -> None:
    assert place(str(GoogleSheet(ID))) == GoogleSheet(ID)
