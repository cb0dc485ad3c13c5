"""Meta Ads and Google Ads, in English and Spanish: spend is counted once, and what they claim is no order."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sheets.errors import SheetsError
from tests.exports.conftest import FIXTURES, Shop, known, left

META, GOOGLE = FIXTURES / "meta_ads", FIXTURES / "google_ads"
COLUMNS = "campaign_id starts_at ends_at spend currency impressions social_clicks orders_claimed revenue_claimed"
FILES = sorted(path for path in (*META.glob("*.csv"), *GOOGLE.glob("*.csv")) if path.stem != "meta_billing")


def day(month: int, number: int) -> date:
    """A day of 2026."""
    return date(2026, month, number)


def test_meta_keeps_the_currency_of_its_header_and_leaves_the_accounts_total_out(shop: Shop) -> None:
    merge = shop.take(META / "meta_ads_en.csv")
    assert (merge.new, merge.refused) == (2, ())
    first, last = day(11, 1), day(11, 30)
    assert shop.rows("campaigns", COLUMNS) == [
        # Results are purchases here, because Meta says so; 1,000,000 + 500,000 is the total that was left out.
        ("Jersey launch", first, last, 1000000, "COP", 200000, 2100, 50, 9500000.5),
        # 900 clicks are results too, and no orders.
        ("Visits", first, last, 500000, "COP", 120000, 1000, None, None),
    ]
    assert left(known(META / "meta_ads_en.csv")) == [("a total of other rows", (2,))]


def test_meta_by_day_and_advertisement_is_one_row_for_each_campaign_and_day(shop: Shop) -> None:
    merge = shop.take(META / "meta_ads_en_days.csv")
    assert (merge.new, merge.refused) == (3, ())
    assert shop.rows("campaigns", COLUMNS + " social_reach name") == [
        # 10.50 + 4.50 + 5.00 spent, 1,000 + 500 + 700 seen, 30 + 12 + 8 clicks, 1 + 2 bought for 120 + 180.
        # 800, 450 and 600 people are not 1,850: how many they were together nobody knows.
        ("120210001", day(11, 9), day(11, 9), 20, "USD", 2200, 50, 3, 300, None, "Jersey launch"),
        ("120210001", day(11, 10), day(11, 10), 9.99, "USD", 900, 25, 0, None, 700, "Jersey launch"),
        # Its number became 1.2021E+08 in a spreadsheet: the name stands for it.
        ("Visits", day(11, 10), day(11, 10), 3, "USD", 400, 20, None, None, 390, "Visits"),
    ]
    # 20.00 + 9.99 + 3.00 is the total of the last row, which was left out.
    assert round(20 + 9.99 + 3, 2) == 32.99
    assert left(known(META / "meta_ads_en_days.csv"))[0] == ("a total of other rows", (7,))


def test_meta_in_spanish_takes_no_cost_per_result_for_spend(shop: Shop) -> None:
    merge = shop.take(META / "meta_ads_es.csv")
    assert (merge.new, merge.refused) == (2, ())
    assert shop.rows("campaigns", COLUMNS) == [
        # 93,456 + 6,544 spent, 2,048 + 552 seen, 213 + 20 clicks; the second ad set bought nothing that Meta shows.
        ("Lanzamiento jersey", day(11, 9), day(11, 9), 100000, "COP", 2600, 233, 5, 950000),
        ("Campaña sin entrega", day(11, 10), day(11, 10), 0, "COP", 0, 0, 0, None),
    ]
    assert left(known(META / "meta_ads_es.csv"))[0] == ("a total of other rows", (5,))
    assert {"Costo por compra (COP)", "Coste por resultados"} <= set(known(META / "meta_ads_es.csv").ignored)


def test_results_of_several_ad_sets_are_added_up_where_they_are_purchases(shop: Shop) -> None:
    shop.take(
        "Reporting starts,Reporting ends,Campaign name,Ad set name,Amount spent (COP),Results,Result indicator\n"
        "2026-11-01,2026-11-30,Launch,A,1000,2,actions:omni_purchase\n"
        "2026-11-01,2026-11-30,Launch,B,2000,3,actions:omni_purchase\n"
    )
    assert shop.rows("campaigns", "spend orders_claimed") == [(3000, 5)]


def test_the_totals_of_a_campaign_and_of_a_day_are_left_out_like_the_accounts(shop: Shop) -> None:
    merge = shop.take(
        "Reporting starts,Reporting ends,Day,Campaign name,Ad set name,Amount spent (COP)\n"
        "2026-11-01,2026-11-30,2026-11-09,Launch,A,1000\n"
        "2026-11-01,2026-11-30,2026-11-09,Launch,B,2000\n"
        "2026-11-01,2026-11-30,2026-11-09,Launch,,3000\n"
        "2026-11-01,2026-11-30,,Launch,A,1000\n"
        "2026-11-01,2026-11-30,,,,3000\n"
    )
    assert merge.new == 1
    assert shop.rows("campaigns", "campaign_id starts_at spend") == [("Launch", day(11, 9), 3000)]


def test_metas_bill_is_known_and_refused_with_the_reason() -> None:
    with pytest.raises(SheetsError) as error:
        known(META / "meta_billing.csv")
    assert error.value.kind == "not_used"
    assert "Meta Ads billing report" in error.value.happened.en
    assert "would count twice" in error.value.remedy.en
    assert "dos veces" in error.value.remedy.es


def test_google_reads_its_range_above_the_header_and_leaves_every_total_out(shop: Shop) -> None:
    merge = shop.take(GOOGLE / "google_ads_campaigns.csv")
    assert (merge.new, merge.refused) == (2, ())
    first, last = day(9, 1), day(9, 30)
    assert shop.rows("campaigns", COLUMNS) == [
        ("Brand - Search", first, last, 310000.5, "COP", 1103153, 9700, 12.5, 1890000),
        # " --" is not zero.
        ("Spring, vests", first, last, 89999.5, "COP", 20000, None, 0, None),
    ]
    # 310,000.50 + 89,999.50 are the 400,000.00 that two of the three totals say again.
    assert 310000.5 + 89999.5 == 400000
    assert left(known(GOOGLE / "google_ads_campaigns.csv")) == [("a total of other rows", (6, 7, 8))]
    assert shop.typed("campaigns", "orders_claimed")[0] == 12.5


def test_google_for_excel_is_utf_16_with_tabs_and_splits_by_day(shop: Shop) -> None:
    merge = shop.take(GOOGLE / "google_ads_campaigns_excel.csv")
    assert (merge.new, merge.refused) == (2, ())
    assert shop.rows("campaigns", COLUMNS) == [
        # Two rows of a day: 1,020.50 + 12.34, 10,500 + 1,234 and 88 + 7.
        ("2222", day(9, 1), day(9, 1), 1032.84, "COP", 11734, 95, 3.5, None),
        ("2222", day(9, 2), day(9, 2), 3.1, "COP", 40, 2, 0, None),
    ]


def test_google_in_spanish_writes_a_thousand_as_1_247(shop: Shop) -> None:
    merge = shop.take(GOOGLE / "google_ads_campaigns_es.csv")
    assert (merge.new, merge.refused) == (3, ())
    assert shop.rows("campaigns", COLUMNS) == [
        ("Marca", day(7, 1), day(7, 1), 8651.95, "COP", 1247, 129, 1.5, None),
        ("Marca", day(7, 2), day(7, 2), 1348.05, "COP", 2753, 71, 0, None),
        ("Chalecos", day(9, 20), day(9, 20), 0, "COP", 0, 0, None, None),
    ]
    # 8,651.95 + 1,348.05 are the 10.000,00 of "Total: Cuenta", 1,247 + 2,753 its 4.000.
    assert (8651.95 + 1348.05, 1247 + 2753) == (10000, 4000)


def test_google_weeks_end_where_the_range_does(shop: Shop) -> None:
    shop.take(GOOGLE / "google_ads_campaigns_es_weeks.csv")
    assert shop.rows("campaigns", "campaign_id starts_at ends_at spend impressions") == [
        # The week of Monday 29 June begins with the range, on 1 July; that of 14 September ends with it, on the 17th.
        ("Marca", day(7, 1), day(7, 5), 5000, 1000),
        ("Marca", day(9, 14), day(9, 17), 7000, 2000),
    ]


@pytest.mark.parametrize("word", ["Coste", "Costo", "Inversión"])
def test_google_calls_the_cost_by_three_words(shop: Shop, word: str) -> None:
    text = (GOOGLE / "google_ads_campaigns_es.csv").read_text().replace("Coste;", f"{word};")
    shop.take(text)
    assert [spend for (spend,) in shop.rows("campaigns", "spend")] == [8651.95, 1348.05, 0]


def test_a_mexican_account_proves_by_its_rates_that_points_are_decimal(shop: Shop) -> None:
    shop.take(
        "Informe de campaña\n1 de julio de 2026 - 31 de julio de 2026\n"
        'Campaña,Costo,Impr.,CTR\nMarca,"1,247","3,100",10.34%\n'
    )
    assert shop.rows("campaigns", "spend impressions") == [(1247, 3100)]


def test_a_thousand_is_a_thousand_even_where_nothing_proves_it(shop: Shop) -> None:
    shop.take(
        "Informe de campaña\n1 de julio - 31 de julio de 2026\nCampaña;Código de moneda;Coste;Impr.\nMarca;EUR;2.150;1.247\n"
    )
    assert shop.rows("campaigns", "starts_at ends_at spend impressions") == [(day(7, 1), day(7, 31), 2150, 1247)]


def test_googles_curve_of_the_account_is_one_campaign_and_says_what_would_count_twice(shop: Shop) -> None:
    shop.take(GOOGLE / "google_ads_series.csv")
    assert shop.rows("campaigns", "campaign_id starts_at ends_at spend") == [
        ("google-ads-account", day(8, 1), day(8, 1), 1234.5),
        ("google-ads-account", day(8, 2), day(8, 2), 765.5),
        ("google-ads-account", day(9, 1), day(9, 1), 2000),
    ]
    assert "the cost counts twice" in known(GOOGLE / "google_ads_series.csv").export.warns.en


def test_dates_and_costs_among_other_columns_are_not_googles_curve(tmp_path: Path) -> None:
    (tmp_path / "gastos.csv").write_text("Fecha,Costo,Proveedor\n2026-11-01,5000,Taller\n")
    with pytest.raises(SheetsError) as error:
        known(tmp_path / "gastos.csv")
    assert error.value.kind == "unknown_export"


@pytest.mark.parametrize("line", ["All time", ""])
def test_a_report_that_does_not_say_its_days_asks_for_them(shop: Shop, line: str) -> None:
    text = f"Campaign report\n{line}\nCampaign,Currency code,Cost,Impr.\nBrand,COP,1000.50,20\n"
    with pytest.raises(SheetsError) as error:
        shop.take(text)
    assert error.value.kind == "asks_period"
    shop.take(text, period=(day(9, 1), day(9, 30)))
    assert shop.rows("campaigns", "campaign_id starts_at ends_at spend") == [
        ("Brand", day(9, 1), day(9, 30), 1000.5),
    ]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_same_campaigns_once_more_change_nothing(shop: Shop, file: Path) -> None:
    first, again = shop.take(file), shop.take(file)
    assert (again.new, again.changed, again.same, again.edits) == (0, 0, first.new, ())


def test_last_weeks_and_this_weeks_days_are_the_days_of_both_once(shop: Shop) -> None:
    head = "Day,Campaign,Campaign ID,Currency code,Cost,Impr.\n"
    lines = [f"2026-09-{number:02},Brand,2222,COP,{number}.50,{number * 100}\n" for number in range(1, 11)]
    shop.take(head + "".join(lines[:7]))
    merge = shop.take(head + "".join(lines[3:]))
    assert (merge.new, merge.changed, merge.same) == (3, 0, 4)
    # 1.50 + 2.50 + … + 10.50 = 55 + 10 × 0.50.
    assert sum(spend for (spend,) in shop.rows("campaigns", "spend")) == 60


def test_a_month_beside_its_own_days_is_refused(shop: Shop) -> None:
    shop.take("Day,Campaign,Campaign ID,Currency code,Cost,Impr.\n2026-09-02,Brand,2222,COP,1.50,100\n")
    merge = shop.take(
        'Campaign report\n"September 1, 2026 - September 30, 2026"\n'
        "Campaign,Campaign ID,Currency code,Cost,Impr.\nBrand,2222,COP,40.50,3000\n"
    )
    assert (merge.new, len(merge.refused)) == (0, 1)
    assert "would count twice" in merge.refused[0].said.en


@pytest.mark.parametrize(
    ("file", "rows"),
    [
        (
            "google_ads/fixture_en_daily_cad.csv",
            [
                ("12345678901", day(9, 1), day(9, 1), 12.34, "CAD", 1234, 7, 1, None),
                ("12345678901", day(9, 2), day(9, 2), 1020.5, "CAD", 10500, 88, 2.5, None),
                ("22222222222", day(9, 1), day(9, 1), 3.1, "CAD", 40, 2, 0, None),
                ("22222222222", day(9, 3), day(9, 3), 0, "CAD", 0, 0, 0, None),
            ],
        ),
        (
            "google_ads/fixture_utf16_tab.csv",
            [
                ("12345678901", day(9, 1), day(9, 1), 12.34, "CAD", 1234, 7, 1, None),
                ("12345678901", day(9, 2), day(9, 2), 1020.5, "CAD", 10500, 88, 2.5, None),
            ],
        ),
        (
            # 15,000 of the first day is the row without a name: 9,000 + 6,000.
            "meta_ads/fixture_en_daily_inr.csv",
            [
                ("Set A", day(8, 1), day(8, 1), 9000, "INR", 300000, 2500, None, None),
                ("Set B", day(8, 1), day(8, 1), 6000, "INR", 200000, 1500, None, None),
                ("Set A", day(8, 2), day(8, 2), 11000.5, "INR", 340000, 2700, None, None),
            ],
        ),
        (
            "meta_ads/fixture_es_campaigns_cop.csv",
            [
                ("Collar rosa 3d", day(8, 1), day(9, 2), 934563, "COP", 204895, 2135, 50, None),
                ("Campaña sin entrega", day(8, 1), day(9, 2), 0, "COP", 0, 0, 0, None),
            ],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_samples_of_advertising(shop: Shop, samples: Path, file: str, rows: list[tuple[object, ...]]) -> None:
    merge = shop.take(samples / file)
    assert (merge.new, merge.refused) == (len(rows), ())
    assert shop.rows("campaigns", COLUMNS) == rows
