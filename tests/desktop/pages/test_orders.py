"""The page Orders: those that need somebody, and the most recent."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop import cache
from desktop.frame import Frame
from desktop.pages.exceptions import ExceptionsPage
from desktop.pages.orders import AT_ONCE, OrdersPage
from reports.outcome import OrderRow, Rows
from tests.desktop.sample import EXCEPTIONS, line, outcome

LONG = "María-Fernanda 🚴 " * 15


def order(key: str, *needs: str, recent: bool = False, **more: object) -> OrderRow:
    said: dict[str, object] = {
        "label": f"#{key}",
        "channel": "web",
        "customer": "Ana G.",
        "placed_at": "2026-11-15T09:00:00-05:00",
        "age": line("2 days", "2 días"),
        "state": "counted",
        "status": line("paid · not shipped", "pagado · sin despachar"),
        "total": line("COP 189,900", "$ 189.900"),
        "rows": [Rows(tab="orders", rows=[int(key)])],
    }
    return OrderRow(key=key, recent=recent, needs=list(needs), **(said | more))  # type: ignore[arg-type]


ORDERS = [
    order("1115", recent=True, total=None, customer="", channel=""),
    order("1113", "e1", recent=True, link="https://shop.test/1113"),
    order("1103", "e3", "e2"),
    order("1104", "gone by now"),
]


def shown(workbook: Path, window_for: Callable[..., Frame], orders: list[OrderRow]) -> tuple[Frame, OrdersPage]:
    cache.save(cache.folder(workbook), msgspec.structs.replace(outcome(), orders=orders))
    frame = window_for(workbook)
    frame.go("orders")
    QApplication.processEvents()
    assert isinstance(frame.page, OrdersPage)
    return frame, frame.page


def told(page: OrdersPage, number: int) -> list[list[str]]:
    return [row.said for row in page.lists[number][0].rows]


def test_what_needs_somebody_stands_by_urgency_and_the_most_recent_below(
    workbook: Path, window_for: Callable[..., Frame]
) -> None:
    _, page = shown(workbook, window_for, ORDERS)
    need, recent = told(page, 0), told(page, 1)
    # An exception that is not in the brief any more asks for nobody.
    assert [row[0] for row in need] == ["#1113 · Ana G.", "#1103 · Ana G."]
    assert need[1][1:] == [
        "paid · not shipped · web",
        "#1104 delivery attempted Sat 14 Nov",
        "Warning: #1103 PSE payment pending",
        "COP 189,900",
        "2 days",
    ]
    # What is not known is said, not shown as nothing or as zero.
    assert recent[0] == ["#1115 · no name", "paid · not shipped · no channel", "total unknown", "2 days"]
    assert [row[0] for row in recent] == ["#1115 · no name", "#1113 · Ana G."]


def test_an_order_leads_to_its_exception_its_page_and_its_rows(
    workbook: Path, window_for: Callable[..., Frame], qtbot: QtBot
) -> None:
    frame, page = shown(workbook, window_for, ORDERS)
    need = page.lists[0][0]
    need.rows[0].click()
    assert need.details is not None
    by_name = {button.text(): button for button in need.details.findChildren(QPushButton)}
    assert [*by_name] == ["See the exception", "Open in the shop", "Show the rows"]
    page.link_asked.disconnect()
    page.rows_asked.disconnect()
    with qtbot.waitSignal(page.link_asked) as link, qtbot.waitSignal(page.rows_asked) as rows:
        by_name["Open in the shop"].click()
        by_name["Show the rows"].click()
    assert (link.args, rows.args) == (["https://shop.test/1113"], [[Rows(tab="orders", rows=[1113])]])
    # What is open stays open over a refresh.
    frame.build()
    assert isinstance(frame.page, OrdersPage)
    again = frame.page.lists[0][0]
    assert again.open == 0
    assert again.details is not None
    next(button for button in again.details.findChildren(QPushButton) if button.text() == "See the exception").click()
    assert isinstance(frame.page, ExceptionsPage)
    assert frame.page.list is not None
    assert frame.page.order.rows[frame.page.list.open].key == EXCEPTIONS[0].key


def test_an_exception_leads_to_its_order(workbook: Path, window_for: Callable[..., Frame]) -> None:
    _, page = shown(workbook, window_for, ORDERS)
    page.show_what("1103")
    QApplication.processEvents()
    need, recent = page.lists[0][0], page.lists[1][0]
    assert (need.open, recent.open) == (1, -1)
    assert need.rows[1].hasFocus()
    page.show_what("no such order")
    assert need.open == 1


def test_many_orders_and_long_names_stay_in_their_place(workbook: Path, window_for: Callable[..., Frame]) -> None:
    many = [order(str(2000 + number), "e1", customer=LONG) for number in range(200)]
    frame, page = shown(workbook, window_for, many)
    assert len(page.lists[0][0].rows) == AT_ONCE
    frame.window.resize(700, 500)
    for _ in range(3):
        QApplication.processEvents()
    assert frame.page is not None
    assert frame.page.horizontalScrollBar().maximum() == 0


def test_without_orders_the_way_to_add_some_is_offered(
    workbook: Path, window_for: Callable[..., Frame], qtbot: QtBot
) -> None:
    _, page = shown(workbook, window_for, [])
    assert any(text.text().startswith("No order could be read.") for text in page.findChildren(QLabel))
    page.offered.disconnect()
    with qtbot.waitSignal(page.offered) as heard:
        next(button for button in page.findChildren(QPushButton) if button.text() == "Add data").click()
    assert heard.args == ["add_data"]
