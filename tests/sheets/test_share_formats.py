from __future__ import annotations

import pytest

from sheets.excel.serials import shown_as
from sheets.template.formats import without_words
from sheets.template.personal import names_somebody

KEPT = [
    "General",
    "#,##0",
    "$ #,##0.00",
    "[$COP-240A] #,##0",
    '_("$"* #,##0_);_("$"* \\(#,##0\\);_("$"* "-"_);_(@_)',
    "[Red][<100]0;[Blue]0",
    "0.00E+00",
    "0.0%",
    "# ?/16",
    "@",
    "[h]:mm",
    "yyyy-mm-dd hh:mm",
    'd "de" mmmm "de" yyyy',
    "[$-F800]dddd\\, mmmm dd\\, yyyy",
]
CLEANED = {
    '"Ana Gómez" #,##0': "#,##0",
    '#,##0" for Ana"': "#,##0",
    "[$Ana-409]#,##0": "#,##0",
    "[Ana]0": "0",
    "[<3005551234]0": "0",
    "\\A\\n\\a 0": "0",
    "_A_n_a0": "0",
    "*A0": "0",
    '"Ana"': "General",
    '"Ana"@': "@",
    '"Ana" yyyy-mm-dd': "yyyy-mm-dd",
    "3005551234#,##0" * 9: "General",
}


@pytest.mark.parametrize("code", KEPT)
def test_a_format_without_words_stays_as_it_is(code: str) -> None:
    assert without_words(code) == code


@pytest.mark.parametrize("code", CLEANED)
def test_words_go_from_a_format(code: str) -> None:
    assert without_words(code) == CLEANED[code]
    assert shown_as(CLEANED[code]) == shown_as(code)


@pytest.mark.parametrize(
    "text",
    [
        "ana@example.com",
        "@ana.runs",
        "+57 300 555 1234",
        "1020304050",
        "https://shop.example",
        "www.shop.example",
        "shop.com",
        "Calle 45 # 12-34",
        "Cra. 7 No. 12",
        "12 Main Street",
    ],
)
def test_addresses_telephones_and_links_name_somebody(text: str) -> None:
    assert names_somebody(text)


@pytest.mark.parametrize("text", ["Order", "Costo (COP)", "SKU / Ref.", "talla*", "36-38", "2026-11", "N.º de pedido"])
def test_headers_and_tags_name_nobody(text: str) -> None:
    assert not names_somebody(text)
