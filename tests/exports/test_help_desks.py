"""Gorgias, Zendesk, Freshdesk: which ticket is which, and when it was answered, reckoned by hand."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import openpyxl
import pytest

from tests.exports.conftest import FIXTURES, Shop, known, left

GORGIAS, ZENDESK, FRESHDESK = FIXTURES / "gorgias", FIXTURES / "zendesk", FIXTURES / "freshdesk"


def at(day: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
    """A moment of November 2026, as a cell holds it."""
    return datetime(2026, 11, day, hour, minute, second)


def test_gorgias_seconds_become_the_moment_of_the_first_answer(shop: Shop) -> None:
    merge = shop.take(GORGIAS / "gorgias_tickets.csv")
    assert (merge.new, merge.refused) == (3, ())
    assert shop.rows("support", "ticket_id created_at first_response_at resolved_at status") == [
        # 5,400 seconds are an hour and a half.
        ("90210001", at(9, 10), at(9, 11, 30), at(9, 12), "closed"),
        # 1,200 seconds after ten to midnight it is the next day; without a closed date it is open.
        ("90210002", at(10, 23, 50), at(11, 0, 10), None, "open"),
        # Nobody answered: that is not known, and not at once.
        ("90210003", at(11, 8, 15, 30), None, at(11, 8, 20, 30), "closed"),
    ]


def test_gorgias_keeps_tags_rating_customer_and_link_and_no_names(shop: Shop) -> None:
    shop.take(GORGIAS / "gorgias_tickets.csv")
    assert shop.rows("support", "tags csat customer subject link")[:2] == [
        (
            "fit,sizing question",
            5,
            "lucia@example.com",
            "¿Qué talla me sirve?\nMido 1,70",
            "https://shop.gorgias.com/app/ticket/90210001",
        ),
        (None, None, "pablo@example.com", "=1+1 dónde va mi pedido", "https://shop.gorgias.com/app/ticket/90210002"),
    ]
    assert shop.typed("support", "tags") == [("fit", "sizing question"), None, ("delivery",)]
    assert shop.typed("support", "channel") == ["email", "whatsapp", "instagram"]
    assert "Customer name" in known(GORGIAS / "gorgias_tickets.csv").ignored


def test_gorgias_without_a_closed_date_reckons_it_and_says_nothing_of_the_status(shop: Shop) -> None:
    shop.take("Ticket id,Creation date,Tags,Resolution time (s)\n7,2026-11-09 10:00:00,fit,3600\n")
    assert shop.rows("support", "ticket_id resolved_at status first_response_at") == [("7", at(9, 11), None, None)]


def test_a_duration_that_nobody_can_read_is_told_and_not_taken_for_none(shop: Shop) -> None:
    shop.take("Ticket id,Creation date,Tags,First response time (s)\n7,2026-11-09 10:00:00,fit,soon\n")
    assert shop.rows("support", "first_response_at") == [("2026-11-09 10:00:00 + soon",)]
    assert shop.table("support").unread["first_response_at"] == {2}


@pytest.mark.parametrize(
    ("created", "answered"),
    [
        # 13 proves that the month comes first, so 04/03 is the third of April.
        (("04/13/2026 10:00", "04/03/2026 23:30"), datetime(2026, 4, 4, 0, 30)),
        (("13/04/2026 10:00", "04/03/2026 23:30"), datetime(2026, 3, 5, 0, 30)),
    ],
)
def test_the_column_decides_which_part_of_a_creation_date_is_the_day(
    shop: Shop, created: tuple[str, str], answered: datetime
) -> None:
    lines = "".join(f"{number},{made},fit,3600\n" for number, made in enumerate(created))
    shop.take("Ticket id,Creation date,Tags,First response time (s)\n" + lines)
    assert shop.rows("support", "first_response_at")[1] == (answered,)


def test_an_offset_stays_with_the_moment_that_is_reckoned_from_it(shop: Shop) -> None:
    shop.take("Ticket id,Creation date,Tags,First response time (s)\n7,2026-11-09 23:30:00 -0500,fit,3600\n")
    assert shop.rows("support", "first_response_at") == [("2026-11-10 00:30:00 -0500",)]


def test_a_ticket_made_at_midnight_is_answered_after_midnight(shop: Shop) -> None:
    shop.take(
        "Ticket id,Creation date,Tags,First response time (s)\n"
        "7,2026-11-09 00:00:00,fit,60\n8,2026-11-09 10:00:00,fit,60\n"
    )
    assert shop.rows("support", "first_response_at") == [(at(9, 0, 1),), (at(9, 10, 1),)]


def test_a_day_without_a_time_has_no_moment_to_reckon_from(shop: Shop) -> None:
    shop.take("Ticket id,Creation date,Tags,First response time (s)\n7,2026-11-09,fit,60\n")
    assert shop.rows("support", "first_response_at") == [("2026-11-09 + 60",)]


def test_a_workbook_of_tickets_has_true_moments_and_durations(shop: Shop) -> None:
    book = openpyxl.Workbook()
    book.active.append(
        ["Ticket ID", "Created time", "Source", "First response time (in hrs)", "Resolution time (in hrs)"]
    )
    book.active.append([801, at(9, 10), "Email", timedelta(hours=26, minutes=15), time(4, 30)])
    book.save(shop.folder / "tickets.xlsx")
    shop.take(shop.folder / "tickets.xlsx")
    assert shop.rows("support", "ticket_id created_at first_response_at resolved_at") == [
        ("801", at(9, 10), at(10, 12, 15), at(9, 14, 30))
    ]


def test_zendesk_minutes_tags_words_and_custom_fields(shop: Shop) -> None:
    merge = shop.take(ZENDESK / "zendesk_tickets.csv")
    assert (merge.new, merge.refused) == (4, ())
    assert shop.rows("support", "ticket_id tags csat order_id count first_response_at resolved_at") == [
        # 90 minutes by the calendar, not the 30 within business hours; Good is 5.
        ("501", "fit, sizing_question", 5, "#1001", 1, at(9, 11, 30), at(9, 14)),
        # 20 minutes after ten to midnight; Not Offered is no rating.
        ("502", "delivery", None, None, 1, at(11, 0, 10), None),
        ("503", "return, exchange", 1, None, 1, None, at(12, 8, 15)),
        # Offered and not answered is no rating either.
        ("506", "thanks", None, None, 1, at(12, 9, 5), None),
    ]
    assert shop.typed("support", "status") == ["closed", "open", "closed", "pending"]
    assert shop.typed("support", "channel") == ["email", "whatsapp", "chat", "form"]


def test_zendesk_tickets_that_were_merged_or_deleted_are_no_tickets() -> None:
    export = known(ZENDESK / "zendesk_tickets.csv")
    assert left(export) == [("a ticket that was merged into another", (5,)), ("a ticket that was deleted", (6,))]
    assert {"Tipo de consulta [list]", "Cantidad de productos [int]"} <= set(export.ignored)
    assert "Número de pedido [txt]" not in export.ignored


def test_a_shorter_view_of_zendesk_brings_what_it_has_and_blanks_nothing(shop: Shop) -> None:
    shop.start("support", {"ticket_id": "601", "created_at": at(13, 9), "order_id": "#1001", "csat": 4})
    shop.take(ZENDESK / "zendesk_view.csv")
    assert shop.rows("support", "ticket_id status order_id csat customer") == [
        ("601", "Open", "#1001", 4, None),
        ("602", "Solved", None, None, None),
    ]


def test_freshdesk_clock_times_run_beyond_a_day(shop: Shop) -> None:
    merge = shop.take(FRESHDESK / "freshdesk_tickets.csv")
    assert (merge.new, merge.refused) == (4, ())
    assert shop.rows("support", "ticket_id first_response_at resolved_at customer") == [
        # The moment that Freshdesk gives outranks its duration, which may leave out the night.
        ("801", at(9, 11, 30), at(9, 14), "33001"),
        # 26:15:30 after 23:50 on the 10th: the 12th, 02:05:30.
        ("802", at(12, 2, 5, 30), None, "33002"),
        # Closed and never marked resolved: it was resolved when it was closed.
        ("803", None, at(11, 9), "33003"),
        # Here "Initial response time" is a duration of three quarters of an hour.
        ("804", at(12, 8, 45), None, "33004"),
    ]
    assert shop.typed("support", "status") == ["closed", "pending", "closed", "open"]


def test_freshservice_differs_in_capitals_only(shop: Shop) -> None:
    shop.take(FRESHDESK / "freshservice_tickets.csv")
    assert shop.rows("support", "ticket_id first_response_at") == [("51", at(9, 11))]


@pytest.mark.parametrize(
    "file",
    [
        GORGIAS / "gorgias_tickets.csv",
        ZENDESK / "zendesk_tickets.csv",
        FRESHDESK / "freshdesk_tickets.csv",
    ],
    ids=lambda file: file.stem,
)
def test_the_same_tickets_once_more_change_nothing(shop: Shop, file: object) -> None:
    first = shop.take(file)  # type: ignore[arg-type]
    again = shop.take(file)  # type: ignore[arg-type]
    assert (again.new, again.changed, again.same, again.edits) == (0, 0, first.new, ())
