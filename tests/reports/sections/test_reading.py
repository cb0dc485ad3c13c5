"""What Data health tells of each source: every row, column, word and assumption, from cells to sentences."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from reports.outcome import Outcome, Source
from tests.workbooks import outcome

AS_OF = "2026-11-16T08:00"
HEADER = ["Name", "Created at", "Financial Status", "Total", "Lineitem name", "Lineitem quantity", "Vendor", "Source 2"]
ORDERS: list[list[Any]] = [
    HEADER,
    ["#1", "13/11/2026 10:00", "paid", 100, "Jersey", 1, "Ruta", "x"],
    ["#2", "12/11/2026 10:00", "paid", 200, "Jersey", 1, "Ruta", "x"],
    HEADER,
    ["#3", "12/11/2026 11:00", "fiado", 300, "Jersey", 1, "Ruta", "x"],
    ["#4", "12/11/2026 11:00", "fiado", 300, "Jersey", 1, "Ruta", "x"],
    [None] * 8,
    [None, "11/11/2026 09:00", "paid", 55, "Jersey", 1, "Ruta", "x"],
    ["#5", "11/11/2026 12:00", "al debe", 50, "Jersey", 1, "Ruta", "x"],
    ["Total", None, None, 1005, None, 6, None, None],
]
TICKETS: list[list[Any]] = [
    ["Ticket id", "Creation date", "Tags", "Subject", "Initial channel", "Assignee name"],
    ["example", "2026-11-13", "talla", "?", "whatsapp", "Ana"],
    ["1", "2026-11-13 10:00", "talla", "M o L", "whatsapp", "Ana"],
    ["2", "2026-11-12 10:00", "pago", "PSE", "carrier pigeon", "Ana"],
]


def made(tmp_path: Path, **tabs: list[list[Any]]) -> Outcome:
    return outcome(tmp_path / "a.xlsx", tabs, AS_OF)


def source(said: Outcome, key: str) -> Source:
    return next(one for one in said.sources if one.key == key)


def block(said: Outcome, key: str, language: str = "en") -> list[str]:
    return next([line.text(language) for line in part.lines] for part in said.health if part.id == f"source:{key}")


def test_every_row_is_used_or_set_aside_for_a_reason_that_is_counted(tmp_path: Path) -> None:
    orders = source(made(tmp_path, Orders=ORDERS), "orders")
    # Nine rows stand below the header, one of them blank: 5 orders, a header again, one without a number, the total.
    assert (orders.read_rows, orders.rows) == (8, 5)
    assert {aside.reason: aside.count for aside in orders.set_aside} == {
        "header_again": 1,
        "total": 1,
        "no_key": 1,
        "blank": 1,
    }
    assert orders.read_rows == 5 + 1 + 1 + 1


def test_what_was_read_in_sentences_with_links_to_the_rows(tmp_path: Path) -> None:
    said = made(tmp_path, Orders=ORDERS)
    assert block(said, "orders") == [
        "8 rows read, 5 used. Covers Wed 11 – Fri 13 Nov 2026.",
        "Left out: 1 repeated header row (4).",
        "Left out: 1 row of totals (10).",
        "Left out: 1 row without Name (8).",
        "Passed over: 1 blank row (7).",
        "Columns read: Name, Created at, Financial Status, Total, Lineitem name, Lineitem quantity.",
        "Columns not used: Vendor, Source 2.",
        "Orders name no currency; COP is assumed.",
        "Not known: “fiado” in Financial Status, 2 cells.",
        "Not known: “al debe” in Financial Status, 1 cell.",
    ]
    links = {aside.reason: aside.said.link for aside in source(said, "orders").set_aside}
    assert links["no_key"] == "#'Orders'!A8"
    # The third column: order 3 stands in row 5.
    assert source(said, "orders").unmapped[0].said.link == "#'Orders'!C5"


def test_the_same_in_spanish(tmp_path: Path) -> None:
    assert block(made(tmp_path, Pedidos=ORDERS), "orders", "es")[:4] == [
        "8 filas leídas, 5 en uso. Cubre mié 11 – vie 13 nov 2026.",
        "Por fuera: 1 fila de encabezado repetido (4).",
        "Por fuera: 1 fila de totales (10).",
        "Por fuera: 1 fila sin Name (8).",
    ]


def test_words_that_are_not_known_are_counted_the_most_frequent_first(tmp_path: Path) -> None:
    orders = source(made(tmp_path, Orders=ORDERS), "orders")
    assert [(word.column, word.word, word.count) for word in orders.unmapped] == [
        ("financial_status", "fiado", 2),
        ("financial_status", "al debe", 1),
    ]


def test_headers_are_told_by_what_they_mean_and_what_means_nothing_is_named(tmp_path: Path) -> None:
    orders = source(made(tmp_path, Orders=ORDERS), "orders")
    assert orders.columns == {
        "order_id": "Name",
        "created_at": "Created at",
        "financial_status": "Financial Status",
        "total": "Total",
        "line_name": "Lineitem name",
        "line_qty": "Lineitem quantity",
    }
    assert orders.ignored == ["Vendor", "Source 2"]
    assert orders.header_row == 1


def test_which_way_dates_were_read_is_said_where_nothing_proves_it(tmp_path: Path) -> None:
    # 11/11, 10/11, 9/11: no part is over 12.
    unproved = [ORDERS[0], *([f"#{n}", f"{n}/11/2026", "paid", 10, "Jersey", 1, "x", "x"] for n in (9, 10, 11))]
    assumed = [line.en for line in source(made(tmp_path, Orders=unproved), "orders").assumed]
    assert any("day/month" in line and "assumed" in line for line in assumed)
    proved = [line.en for line in source(made(tmp_path, Orders=ORDERS), "orders").assumed]
    assert not any("day/month" in line and "assumed" in line for line in proved)


def test_a_later_tab_tells_the_same_and_whether_a_line_stands_on_it(tmp_path: Path) -> None:
    payments = [["Date", "Reference", "Provider", "Status", "Amount"], ["2026-11-12", "A1", "Wompi", "approved", 100]]
    said = made(tmp_path, Orders=ORDERS, Soporte=TICKETS, Payments=payments)
    support = source(said, "support")
    assert (support.name, support.read_rows, support.rows, support.in_brief) == ("Soporte", 3, 2, True)
    # A day lies between two tickets, so three days without one are nothing odd.
    assert (support.covers_from, support.covers_to) == ("2026-11-12", "2026-11-16")
    assert [(word.word, word.count) for word in support.unmapped] == [("carrier pigeon", 1)]
    assert block(said, "support") == [
        "3 rows read, 2 used. Covers Thu 12 – Mon 16 Nov 2026.",
        "Left out: 1 example row (2).",
        "Columns read: Ticket id, Creation date, Tags, Subject, Initial channel.",
        "Columns not used: Assignee name.",
        "Not known: “carrier pigeon” in Initial channel, 1 cell.",
    ]
    assert source(said, "payments").in_brief is False
    assert block(said, "payments")[-1] == "No line of the brief stands on this tab yet."


def test_the_currency_of_amounts_is_assumed_only_where_no_column_says_it(tmp_path: Path) -> None:
    head = ["Date", "Reference", "Provider", "Status", "Amount"]
    rows: list[list[Any]] = [head, ["2026-11-12", "A1", "Wompi", "approved", 100]]
    with_currency: list[list[Any]] = [[*head, "Currency"], ["2026-11-12", "A1", "Wompi", "approved", 100, "USD"]]
    said = "Assumed: amounts are COP, because no column says their currency."
    assert said in block(made(tmp_path, Orders=ORDERS, Payments=rows), "payments")
    assert said not in block(made(tmp_path, Orders=ORDERS, Payments=with_currency), "payments")


def test_rows_that_follow_one_another_are_told_as_one_run(tmp_path: Path) -> None:
    blanks = [[None] * 8] * 30
    said = block(made(tmp_path, Orders=[*ORDERS[:3], *blanks, ORDERS[4]]), "orders")
    # Below the header stand rows 2 and 3, then thirty blank ones: 4 to 33.
    assert "Passed over: 30 blank rows (4–33)." in said


def test_a_second_table_below_is_counted_as_not_read(tmp_path: Path) -> None:
    below: list[list[Any]] = [["Total", "Name", "Created at", "Financial Status"], [9, "#9", "2026-11-12", "paid"]]
    orders = source(made(tmp_path, Orders=[*ORDERS[:3], *below]), "orders")
    assert (orders.read_rows, orders.rows) == (4, 2)
    assert [(aside.reason, aside.count) for aside in orders.set_aside] == [("below", 2)]


def test_an_empty_tab_of_headers_says_nothing(tmp_path: Path) -> None:
    said = made(tmp_path, Orders=ORDERS, Payments=[["Date", "Reference", "Provider", "Status", "Amount"]])
    assert not any(part.id == "source:payments" for part in said.health)


def test_an_e_mail_address_that_stands_where_a_word_should_is_not_repeated(tmp_path: Path) -> None:
    slipped = [*ORDERS[:2], ["#9", "2026-11-12", "ana@example.com", 10, "Jersey", 1, "x", "x"]]
    told = str(made(tmp_path, Orders=slipped).health)
    assert "ana@example.com" not in told
    assert "Not known: “…” in Financial Status, 1 cell." in told
