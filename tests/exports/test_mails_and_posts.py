"""Klaviyo, Mailchimp, Instagram: one send is one row, and every count is summed by hand."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from tests.exports.conftest import FIXTURES, Shop, known, left

KLAVIYO, MAILCHIMP, INSTAGRAM = FIXTURES / "klaviyo", FIXTURES / "mailchimp", FIXTURES / "instagram"
COUNTS = "campaign_id emails_sent emails_opened emails_clicked unsubscribes orders_claimed revenue_claimed"


def test_a_klaviyo_campaign_counts_once_however_many_rows_it_has(shop: Shop) -> None:
    merge = shop.take(KLAVIYO / "klaviyo_campaigns.csv")
    assert (merge.new, merge.refused) == (5, ())
    assert shop.rows("campaigns", COUNTS) == [
        ("01LAUNCH", 64517, 45678, 2000, 35, 120, 18250000.5),
        # Two variations: 1,000 + 1,000 sent, 300 + 350 opened, 40 + 60 clicked, 4 + 6 orders, 600,000 + 900,000.
        ("01VEST", 2000, 650, 100, 3, 10, 1500000),
        # [MULTIPLE VARIATIONS] says the whole: its two parts of 250 are not added to it.
        ("01SOCKS", 500, 200, 20, 0, 3, 90000),
        # One send that the file says for each of two lists.
        ("01CLUB", 800, 400, 10, 3, 0, 0),
        # A text message is no e-mail; its nine orders stay what Klaviyo claims.
        ("01SMS", None, None, None, None, 9, 1350000),
    ]
    assert left(known(KLAVIYO / "klaviyo_campaigns.csv")) == [
        ("a campaign that has not been sent", (11,)),
        ("a variation of a campaign whose whole stands in another row", (6, 7)),
        ("the same campaign and figures once more, for another list", (9,)),
        ("no row of its own, its figures were added to those of the same name and days", (4,)),
    ]


def test_klaviyo_rates_are_never_taken_and_the_time_is_the_accounts(shop: Shop) -> None:
    shop.take(KLAVIYO / "klaviyo_campaigns.csv")
    ignored = known(KLAVIYO / "klaviyo_campaigns.csv").ignored
    assert {"Open Rate", "Click Rate", "Placed Order Rate", "Bounce Rate"} <= set(ignored)
    assert shop.rows("campaigns", "name channel starts_at ends_at")[0] == (
        "November launch",
        "email",
        datetime(2026, 11, 9, 9, 38),
        None,
    )


def test_two_newsletters_of_one_name_are_two_where_the_file_has_no_ids(shop: Shop) -> None:
    head = "Campaign Name,Send Time,Total Recipients,Unique Opens\n"
    shop.take(head + "Newsletter,2026-11-02 09:00:00,1000,400\nNewsletter,2026-11-09 09:00:00,1100,500\n")
    shop.take(head + "Newsletter,2026-11-09 09:00,1100,520\n")
    assert shop.rows("campaigns", "campaign_id name emails_sent emails_opened") == [
        ("Newsletter 2026-11-02 09:00", "Newsletter", 1000, 400),
        ("Newsletter 2026-11-09 09:00", "Newsletter", 1100, 520),
    ]


def test_klaviyo_flows_are_a_row_for_each_flow_and_day(shop: Shop) -> None:
    merge = shop.take(KLAVIYO / "klaviyo_flows.csv")
    assert (merge.new, merge.refused) == (4, ())
    ninth, tenth = date(2026, 11, 9), date(2026, 11, 10)
    columns = "campaign_id starts_at ends_at emails_sent emails_opened emails_clicked orders_claimed revenue_claimed"
    assert shop.rows("campaigns", columns) == [
        # Two messages of a day: 100 + 40 delivered, 50 + 15 opened, 10 + 5 clicked, 2 + 1 orders, 300,000 + 150,000.
        ("XyAb", ninth, ninth, 140, 65, 15, 3, 450000),
        ("XyAb-sms", ninth, ninth, None, None, None, 1, 99000),
        ("XyAb", tenth, tenth, 90, 45, 9, 0, 0),
        ("Welc", ninth, ninth, 20, 18, 4, 0, 0),
    ]


def test_mailchimp_reads_its_own_dates_and_leaves_unknown_what_says_na(shop: Shop) -> None:
    merge = shop.take(MAILCHIMP / "mailchimp_campaigns.csv")
    assert (merge.new, merge.refused) == (2, ())
    assert shop.rows("campaigns", COUNTS + " starts_at spend") == [
        ("17671f6028", 110, 30, 7, 0, 0, 0, datetime(2018, 6, 9, 21, 30), None),
        # The row that stands twice counts once: 1,134 sent and 1,890,000.50.
        ("b5da57cea8", 1134, 350, 62, 4, 12, 1890000.5, datetime(2026, 11, 9, 9, 15), 25.5),
    ]


def test_mailchimps_report_of_one_campaign_adds_up_its_combinations_and_says_so(shop: Shop) -> None:
    shop.take(MAILCHIMP / "mailchimp_report.csv")
    # 1,751 + 1,750 sent, 141 + 125 opened, 20 + 27 clicked, 1 + 2 gone, CA$1,250.50 + CA$749.50.
    assert shop.rows("campaigns", COUNTS + " currency starts_at") == [
        ("Spring promo A/B 2026-05-02 10:15", 3501, 266, 47, 3, None, 2000, "CAD", datetime(2026, 5, 2, 10, 15))
    ]
    assert "Its combinations were added up" in known(MAILCHIMP / "mailchimp_report.csv").export.warns.en


def test_overall_stats_are_the_whole_and_no_combination_is_added_to_them(shop: Shop) -> None:
    shop.take(MAILCHIMP / "mailchimp_report_overall.csv")
    assert shop.rows("campaigns", COUNTS) == [("Summer sale 2026-04-27 12:25", 1000, 350, 100, 5, None, None)]


def test_another_tools_report_of_labels_is_not_taken_for_mailchimps(tmp_path: Path) -> None:
    from sheets.errors import SheetsError

    text = """Campaign report
"Subject:","Weekly"
"Sent","2021-08-07 16:00:00"

"Campaign results"
"Total emails sent:","3902"
"Opened:","1489 (38.91%)"
"Clicked:","33 (0.86%)"
"""
    (tmp_path / "report.csv").write_text(text)
    with pytest.raises(SheetsError) as error:
        known(tmp_path / "report.csv")
    assert error.value.kind == "unknown_export"


def test_instagram_writes_the_month_first_and_thousands_with_commas(shop: Shop) -> None:
    merge = shop.take(INSTAGRAM / "instagram_content.csv")
    assert (merge.new, merge.refused) == (2, ())
    assert shop.rows("campaigns", "campaign_id channel starts_at ends_at impressions social_reach link") == [
        # 03/04/2026 is the fourth of March, though nothing in it proves that.
        (
            "18010001",
            "instagram",
            datetime(2026, 3, 4, 6, 8),
            None,
            1520,
            1045,
            "https://www.instagram.com/p/18010001/",
        ),
        # 15,200 in its whole life; the 200 of one day are among them.
        (
            "18010002",
            "instagram",
            datetime(2026, 3, 27, 18, 30),
            None,
            15200,
            9870,
            "https://www.instagram.com/p/18010002/",
        ),
    ]


def test_instagram_posts_of_march_alone_are_not_read_day_first(shop: Shop) -> None:
    shop.take('Post ID,Publish time,Permalink,Views\n1,03/04/2026 06:08,https://example.com/p/1,"1,520"\n')
    assert shop.rows("campaigns", "starts_at impressions") == [(datetime(2026, 3, 4, 6, 8), 1520)]


@pytest.mark.parametrize(
    "file",
    [
        KLAVIYO / "klaviyo_campaigns.csv",
        KLAVIYO / "klaviyo_flows.csv",
        MAILCHIMP / "mailchimp_campaigns.csv",
        MAILCHIMP / "mailchimp_report.csv",
        INSTAGRAM / "instagram_content.csv",
    ],
    ids=lambda file: file.stem,
)
def test_the_same_sends_once_more_change_nothing(shop: Shop, file: Path) -> None:
    first, again = shop.take(file), shop.take(file)
    assert (again.new, again.changed, again.same, again.edits) == (0, 0, first.new, ())


def test_a_later_export_of_a_send_sets_its_counts_and_adds_no_row(shop: Shop) -> None:
    shop.take(KLAVIYO / "klaviyo_campaigns.csv")
    text = (KLAVIYO / "klaviyo_campaigns.csv").read_text().replace("45678.0", "46000.0")
    merge = shop.take(text)
    assert (merge.new, merge.changed, merge.same) == (0, 1, 4)
    assert shop.rows("campaigns", COUNTS)[0][2] == 46000


def test_the_real_report_of_a_mailchimp_campaign(shop: Shop, samples: Path) -> None:
    shop.take(samples / "mailchimp" / "campaign_single_report_ab.csv")
    # The sample holds one combination: 1,751 sent, 141 (8.1%) opened, 20 (1.1%) clicked, one gone, CA$0.00.
    assert shop.rows("campaigns", COUNTS + " currency") == [
        ("COVERUP-29-04-2021 2021-05-01 10:15", 1751, 141, 20, 1, None, 0, "CAD")
    ]


def test_the_sample_of_instagram(shop: Shop, samples: Path) -> None:
    shop.take(samples / "instagram" / "fixture_business_suite_content.csv")
    assert shop.rows("campaigns", "campaign_id starts_at impressions social_reach") == [
        ("1801", datetime(2026, 3, 27, 6, 8), 160, 45)
    ]
