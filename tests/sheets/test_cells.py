"""One column at a time: raw cells in, typed values and troubles out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets import cells, contract
from sheets.cells import Read, ReadingStyle
from sheets.contract import Column
from sheets.errors import Text
from sheets.workbook import Cell, ErrorCell, Uncached

BOGOTA = ZoneInfo("America/Bogota")
STYLE = ReadingStyle(BOGOTA)
NOTHING = Text("", "")


def column(kind: Any, **more: Any) -> Column:
    return Column("it", kind, NOTHING, NOTHING, **more)


def read(kind: Any, raw: Sequence[Cell], style: ReadingStyle = STYLE, zone: ZoneInfo = BOGOTA, **more: Any) -> Read:
    return cells.read(column(kind, **more), raw, "It", style, zone, False)


def values(kind: Any, raw: Sequence[Cell], **more: Any) -> list[Any]:
    found = read(kind, raw, **more).values
    return [None if cell is pd.NA or cell is pd.NaT else cell for cell in found]


def kinds(kind: Any, raw: Sequence[Cell], **more: Any) -> dict[int, str]:
    return {position: trouble.kind for position, trouble in read(kind, raw, **more).troubles.items()}


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        ("text", "  Jersey\u00a0Andes ", "Jersey Andes"),
        ("text", "line one\nline two", "line one\nline two"),
        ("text", 1001.0, "1001"),
        ("text", "'+57 308 8377865", "+57 308 8377865"),
        ("text", "'Twas", "'Twas"),
        ("text", True, "TRUE"),
        ("text", 573001234567.0, "573001234567"),
        ("id", "  a\u200bb   c ", "ab c"),
        ("id", 1001.0, "1001"),
        ("id", "1001.0", "1001"),
        ("id", '="254927681919372"', "254927681919372"),
        ("id", "'7210448301122", "7210448301122"),
        ("order", " #ai-1001 ", "AI-1001"),
        ("order", 1044.0, "1044"),
        ("order", "gid://shopify/Order/6097582719028", "6097582719028"),
        ("sku", "ja-m", "JA-M"),
        ("sku", "00123", "00123"),
        ("sku", 123.0, "123"),
        ("sku", "12E3", "12E3"),
        ("sku", "-", None),
        ("list", "vip; club ,,", ("vip", "club")),
        ("list", " ; ", None),
        ("count", 5.0, 5),
        ("count", "1.234,0", 1234),
        ("rate", "11,84%", Decimal("0.1184")),
        ("rate", "1.234", None),
        ("any", 2.5, 2.5),
        ("any", " es ", "es"),
        ("url", "https://a.co/x ", "https://a.co/x"),
    ],
)
def test_a_cell_becomes_what_it_means(kind: str, raw: Cell, value: Any) -> None:
    assert values(kind, [raw]) == [value]


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (True, True), ("sí", True), ("SI", True), ("x", True), (1.0, True), ("verdadero", True), ("yes", True),
        (False, False), ("No", False), (0.0, False), ("falso", False), ("FALSE", False), (None, None), (" ", None),
    ],
)  # fmt: skip
def test_a_flag_is_said_in_many_words(raw: Cell, value: bool | None) -> None:
    assert values("flag", [raw]) == [value]
    assert kinds("flag", [raw]) == {}


def test_true_and_one_in_the_same_column_stay_two_things() -> None:
    assert values("text", [1.0, True, 1.0, False, 0.0]) == ["1", "TRUE", "1", "FALSE", "0"]
    assert kinds("money", [1.0, True, 0.0]) == {1: "unreadable"}


def test_a_word_that_is_no_flag_is_a_trouble_unless_the_column_knows_it() -> None:
    assert kinds("flag", ["maybe"]) == {0: "unreadable"}
    assert values("flag", ["shopify"], choices={"yes": ("shopify",)}) == [True]


def test_a_choice_is_found_by_its_words_and_a_stranger_is_listed_once() -> None:
    status = contract.tab("orders").column("financial_status")
    found = cells.read(
        status, ["Paid", "Pagado", "PARTIALLY_REFUNDED", "regalado", None, "regalado"], "S", STYLE, BOGOTA, False
    )
    assert list(found.values[:3]) == ["paid", "paid", "partially_refunded"]
    assert found.strangers == {"regalado": (3, 5)}
    assert set(found.troubles) == {3, 5}


def test_a_stranger_counts_as_other_where_the_choice_has_one() -> None:
    found = read("choice", ["fiesta"], choices={"event": ("event",), "other": ("other", "otro")})
    assert list(found.values) == ["other"]
    assert found.strangers == {"fiesta": (0,)}
    assert found.troubles == {}


@pytest.mark.parametrize(
    "kind", ["text", "id", "sku", "money", "count", "rate", "moment", "date", "flag", "list", "any"]
)
def test_error_cells_and_unknown_results_are_troubles_in_every_kind(kind: str) -> None:
    raw: list[Cell] = [ErrorCell("#N/A"), Uncached(), "#REF!", " Loading… ", None]
    assert values(kind, raw) == [None] * 5
    assert kinds(kind, raw) == {0: "error_cell", 1: "uncached", 2: "error_cell", 3: "error_cell"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 020,50", "1020.50"), ("195\u00a0866", "195866"), ("CA$12.34", "12.34"), ("S/ 99", "99"), ("৳2,999.00", "2999.00"),
        ("-$0.98", "-0.98"), ("($500.00)", "-500.00"), ("2,50-", "-2.50"), ("$12,905.25", "12905.25"), ("64517.0", "64517.0"),
        ("US$ 1,234,567", "1234567"), ("1'234.50", "1234.50"), (".5", "0.5"), ("5.", "5"), ("−3", "-3"), ("0.001", "0.001"),
        ("1234.567", "1234.567"), ("€ 5", "5"), ("5 €", "5"), ("COP 5", "5"), ("5 COP", "5"), ("+5.00", "5.00"),
        ("1\u200a020,50", "1020.50"), ("1\u2009020,50", "1020.50"), ("CHF 1’234.50", "1234.50"), ("A$5", "5"), ("RD$ 12", "12"),
    ],
)  # fmt: skip
def test_money_is_read_as_exports_write_it(text: str, value: str) -> None:
    assert values("money", [text]) == [Decimal(value)]


@pytest.mark.parametrize(
    "text",
    ["abc", "1.23.456", "12,34,5", "1,2.3,4", "--5", "(5)-", "5 5", "5 horas", "1e5", "12%", "$", "1.2.3", "1,234.5.6"],
)
def test_what_is_no_amount_is_never_made_one(text: str) -> None:
    assert values("money", [text]) == [None]
    assert kinds("money", [text]) == {0: "unreadable"}


def test_words_for_no_value_are_unknown_and_nothing_to_mend() -> None:
    assert kinds("count", ["not stocked", "n/a", "-", "--", None, ""]) == {0: "not_stocked", 1: "absent"}
    assert kinds("count", ["parent", "[MULTIPLE VARIATIONS]", " --", "$ -"]) == {0: "absent", 1: "absent", 3: "absent"}


def test_a_date_in_a_money_column_says_that_the_spreadsheet_turned_it() -> None:
    trouble = read("money", [date(2026, 5, 1)]).troubles[0]
    assert (trouble.kind, trouble.case) == ("unreadable", "turned")


def test_a_count_with_decimals_is_unreadable() -> None:
    assert values("count", [2.5, "3,5", "7.0"]) == [None, None, 7]
    assert kinds("count", [2.5, "3,5", "7.0"]) == {0: "unreadable", 1: "unreadable"}


def test_the_definition_of_the_number_style_speaks_where_the_column_proves_nothing() -> None:
    comma = ReadingStyle(BOGOTA, number_style="1.234,5", currency_decimals=2)
    point = ReadingStyle(BOGOTA, number_style="1,234.5", currency_decimals=2)
    assert values("money", ["1.234", "5,678"], style=comma) == [1234, Decimal("5.678")]
    assert values("money", ["1.234", "5,678"], style=point) == [Decimal("1.234"), 5678]


def test_long_numbers_that_a_spreadsheet_rounded_are_no_ids() -> None:
    trouble = read("order", [2000001234567890.0]).troubles[0]
    assert (trouble.kind, trouble.case) == ("unreadable", "rounded")
    assert values("order", ["2000001234567890"]) == ["2000001234567890"]


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2025-12-06 10:36:16 -0500", "2025-12-06T15:36:16"),
        ("2017-06-17T08:04:21+00:00", "2017-06-17T08:04:21"),
        ("2018-04-17T15:07:53.000-04:00", "2018-04-17T19:07:53"),
        ("2016-01-07 07:35:42 PST", "2016-01-07T15:35:42"),
        ("Sep 4, 2026 1:05:07 AM PDT", "2026-09-04T08:05:07"),
        ("2026-09-01 14:03", "2026-09-01T19:03:00"),
        ("Jun 09, 2018 09:30 pm", "2018-06-10T02:30:00"),
        ("4/22/2021 4:00:00 AM", "2021-04-22T09:00:00"),
        ("September 24, 2026", "2026-09-24T05:00:00"),
        ("18/05/2022", "2022-05-18T05:00:00"),
        ("1 de julio de 2026", "2026-07-01T05:00:00"),
        ("sáb, 1 ago 2026", "2026-08-01T05:00:00"),
        ("15-nov-2026", "2026-11-15T05:00:00"),
        ("3 setiembre 2026", "2026-09-03T05:00:00"),
        ("17/01/2026 10:57", "2026-01-17T15:57:00"),
        ("17/01/2026 10:57 p. m.", "2026-01-18T03:57:00"),
        ("2026/6/12", "2026-06-12T05:00:00"),
        ("20260501", "2026-05-01T05:00:00"),
        ("31/12/2023 22:36", "2024-01-01T03:36:00"),
        ("09/24/26", "2026-09-24T05:00:00"),
        ("2026-11-16T04:30:00Z", "2026-11-16T04:30:00"),
        ("3 de octubre de 2026 14:05 hs.", "2026-10-03T19:05:00"),
        ("24/09/2026 14:05h", "2026-09-24T19:05:00"),
        ("1 sept. 2026 1:05:07 GMT-7", "2026-09-01T08:05:07"),
        ("01/10/2026 10:00:00 CEST", "2026-10-01T08:00:00"),
        ("Sat Sep 05 2026 10:11:12 GMT-0500 (COT)", "2026-09-05T15:11:12"),
        ("12:00 17/01/2026", None),
        ("2026-02-30", None),
        ("31/02/2026", None),
        ("mañana", None),
        ("17/01/2026 25:00", None),
        ("13/13/2026", None),
    ],
)
def test_moments_are_read_as_exports_write_them(text: str, utc: str | None) -> None:
    found = read("moment", [text])
    if utc is None:
        assert found.values.isna().all()
        assert found.troubles[0].kind == "unreadable"
    else:
        assert found.troubles == {}
        assert found.values[0] == datetime.fromisoformat(utc).replace(tzinfo=UTC)


def test_a_header_may_say_that_its_moments_are_utc() -> None:
    found = cells.read(column("moment"), ["2026-09-01 14:03"], "Created date (UTC)", STYLE, BOGOTA, False)
    assert found.values[0] == datetime(2026, 9, 1, 14, 3, tzinfo=UTC)


def test_an_id_that_is_a_power_of_ten_has_lost_its_digits() -> None:
    assert kinds("order", ["8,60E+12", "5.73E+11", "1E5", "AE+1"]) == {0: "unreadable", 1: "unreadable"}
    assert kinds("sku", ["8,60E+12", "1-May", "01-may", "1-MAY"]) == {
        0: "changed_sku",
        1: "changed_sku",
        2: "changed_sku",
    }


@pytest.mark.parametrize("text", ["2014-12-31", "2036-01-01", "1999-05-05 10:00"])
def test_moments_outside_the_plausible_years_are_unknown(text: str) -> None:
    assert kinds("moment", [text]) == {0: "out_of_range"}


def test_midnight_after_every_date_is_no_time_of_day() -> None:
    only = read("moment", ["2026-11-15 00:00:00", "2026-11-16 00:00:00"])
    assert only.has_time is not None
    assert list(only.has_time) == [False, False]
    mixed = read("moment", ["2026-11-15 00:00:00", "2026-11-16 08:00:00"])
    assert mixed.has_time is not None
    assert list(mixed.has_time) == [True, True]


def test_a_date_is_the_local_day_of_its_moment() -> None:
    found = read("date", ["2026-11-16T04:30:00Z", "2026-11-16", datetime(2026, 11, 16, 9)])
    assert [moment.isoformat() for moment in found.values] == [
        "2026-11-15T00:00:00-05:00", "2026-11-16T00:00:00-05:00", "2026-11-16T00:00:00-05:00",
    ]  # fmt: skip


def test_moments_without_an_offset_are_in_the_zone_of_their_source_and_days_in_that_of_the_shop() -> None:
    found = read("moment", ["2026-11-15 20:00", "2026-11-15"], zone=ZoneInfo("Europe/Madrid"))
    assert [moment.isoformat() for moment in found.values] == ["2026-11-15T14:00:00-05:00", "2026-11-15T00:00:00-05:00"]


amounts = st.decimals(min_value=-(10**12), max_value=10**12, places=2, allow_nan=False)


def said(amount: Decimal, thousands: str, mark: str) -> str:
    return f"{amount:,.2f}".replace(",", "T").replace(".", mark).replace("T", thousands)


@given(
    st.lists(amounts, min_size=1, max_size=20),
    st.sampled_from([(".", ","), (",", "."), (" ", ","), ("", "."), ("", ",")]),
)
def test_every_amount_comes_back_from_each_way_of_writing_it(
    given_amounts: list[Decimal], style: tuple[str, str]
) -> None:
    texts = [f"$ {said(amount, *style)}" for amount in given_amounts]
    assert values("money", texts, style=ReadingStyle(BOGOTA, currency_decimals=2)) == given_amounts


@given(st.lists(st.integers(-(10**12), 10**12), min_size=1, max_size=20), st.sampled_from([".", ","]))
def test_every_whole_amount_of_pesos_comes_back_with_its_thousands(given_amounts: list[int], thousands: str) -> None:
    assert values("money", [f"{amount:,}".replace(",", thousands) for amount in given_amounts]) == given_amounts


@given(st.lists(st.text(max_size=12), max_size=10))
def test_no_text_breaks_any_kind_and_whatever_is_unknown_is_told_or_blank(texts: list[str]) -> None:
    for kind in (
        "text",
        "id",
        "order",
        "sku",
        "count",
        "money",
        "rate",
        "date",
        "moment",
        "flag",
        "choice",
        "list",
        "any",
    ):
        found = read(kind, texts)
        assert len(found.values) == len(texts)
        for position in found.troubles:
            assert values(kind, texts)[position] is None


@given(st.lists(st.datetimes(datetime(2015, 1, 2), datetime(2035, 12, 30)), min_size=1, max_size=10))
def test_every_moment_comes_back_from_iso_and_from_day_first_text(moments: list[datetime]) -> None:
    exact = [moment.replace(microsecond=0) for moment in moments]
    aware = [moment.replace(tzinfo=BOGOTA) for moment in exact]
    assert list(read("moment", [moment.strftime("%Y-%m-%d %H:%M:%S -0500") for moment in exact]).values) == aware
    proof = "31/01/2026 10:00:00"
    day_first = read("moment", [*(moment.strftime("%d/%m/%Y %H:%M:%S") for moment in exact), proof])
    assert list(day_first.values)[:-1] == aware


@given(st.lists(st.integers(43_000, 49_000), min_size=1), st.integers(0, 86_399))
def test_every_serial_is_its_day_and_second(days: list[int], second: int) -> None:
    found = read("moment", [day + second / 86_400 for day in days])
    assert list(found.values) == [
        (datetime(1899, 12, 30) + timedelta(days=day, seconds=second)).replace(tzinfo=BOGOTA) for day in days
    ]


def test_a_rate_between_two_habits_is_set_aside_and_beside_one_habit_follows_it() -> None:
    assert values("rate", ["1,5", "1.5", "1.234"]) == [Decimal("1.5"), Decimal("1.5"), None]
    assert values("rate", ["1.5", "1.234"]) == [Decimal("1.5"), Decimal("1.234")]
