"""The window's imports with the program's real command line behind them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from pytestqt.qtbot import QtBot

from desktop.intake import heard, suggested
from desktop.intake.asked import Asked, Mapped
from desktop.intake.intake import Intake
from desktop.session import Session
from sheets.contract import tab

SOON = 90_000
HEADERS = (
    "Name,Email,Financial Status,Fulfillment Status,Currency,Subtotal,Total,Created at,Lineitem quantity,Lineitem name,"
    "Lineitem price,Lineitem sku,Billing Phone,Device ID"
)
#: Two orders of one line each: 189,900 and 2 x 45,000.
FIRST = (
    "#9001,ana@example.com,paid,fulfilled,COP,189900,189900,2026-11-10 10:36:16 -0500,1,Jersey - M,189900,JA-M,3001234567,7\n"
    "#9002,luz@example.com,pending,,COP,90000,90000,2026-11-11 11:00:00 -0500,2,Socks - L,45000,SO-L,3001234568,7\n"
)
SECOND = FIRST.replace("pending", "paid") + (
    "#9003,eva@example.com,paid,,COP,75000,75000,2026-11-12 09:00:00 -0500,1,Cap,75000,CAP,3001234569,7\n"
)
PAYMENTS = (
    "Informe de pagos\n\nFecha,Pedido,Pasarela,Valor pagado (COP),Estado\n"
    "13/11/2026,#9001,Wompi,189.900,Aprobada\n14/11/2026,#9002,Wompi,90.000,Rechazada\n"
)


@pytest.fixture
def session(qtbot: QtBot) -> Iterator[Session]:
    made = Session()
    yield made
    made.close()


@pytest.fixture
def book(qtbot: QtBot, session: Session, tmp_path: Path) -> Path:
    """A new workbook that is open."""
    path = tmp_path / "Ruta Norte.xlsx"
    with qtbot.waitSignal(session.made, timeout=SOON):
        session.new(path, "en", sample=False)
    session.open(path, "2026-11-16T08:00")
    return path


@pytest.fixture
def take(qtbot: QtBot, session: Session, tmp_path: Path) -> Callable[[str, str], Asked]:
    """Write a file with this name and text, drop it, and wait until it has been looked at."""

    def make(name: str, text: str) -> Asked:
        path = tmp_path / name
        path.write_text(text, "utf-8")
        session.intake.add([path])
        qtbot.waitUntil(lambda: not session.intake.busy, timeout=SOON)
        return next(one for one in session.intake.asked if one.path == path)

    return make


def imports(qtbot: QtBot, session: Session) -> None:
    with qtbot.waitSignal(session.intake.ended, timeout=SOON):
        session.intake.run()
    qtbot.waitUntil(lambda: not session.doing, timeout=SOON)
    session.intake.clear()


def said(session: Session) -> str:
    assert session.notice is not None
    return session.notice.happened.en


def column(book: Path, sheet: str, header: str) -> list[object]:
    rows = list(openpyxl.load_workbook(book)[sheet].iter_rows(values_only=True))
    head = next(number for number, row in enumerate(rows) if header in row)
    return [row[rows[head].index(header)] for row in rows[head + 1 :] if any(cell is not None for cell in row)]


def hash_of(book: Path) -> str:
    return hashlib.sha256(book.read_bytes()).hexdigest()


def test_an_export_is_previewed_imported_and_taken_back(
    qtbot: QtBot, session: Session, book: Path, take: Callable[[str, str], Asked]
) -> None:
    untouched = hash_of(book)
    asked = take("orders.csv", f"{HEADERS}\n{FIRST}")
    (found,) = asked.found
    assert (asked.state, found.kind.en, found.table, found.tab) == (
        "ready",
        "Shopify orders export",
        "orders",
        "Orders",
    )
    assert (found.counts["new"], found.counts["changed"], found.counts["same"]) == (2, 0, 0)
    assert "Device ID" in found.ignored
    assert found.personal == ("Billing Phone",)
    assert found.lists["new"].columns[:1] == ("row",)
    assert len(found.lists["new"].rows) == 2
    assert hash_of(book) == untouched

    imports(qtbot, session)
    assert said(session).startswith("Imported. Orders: 2 new")
    assert session.notice is not None
    assert session.notice.offers == ("undo_import",)
    assert column(book, "Orders", "Order")[-2:] == ["#9001", "#9002"]
    assert session.head is not None
    first = hash_of(book)

    later = take("orders next week.csv", f"{HEADERS}\n{SECOND}")
    (found,) = later.found
    assert (found.counts["new"], found.counts["changed"], found.counts["same"]) == (1, 1, 1)
    (row,) = found.lists["changed"].rows
    told = dict(zip(found.lists["changed"].columns, row, strict=True))
    assert (told["key"], told["was"], told["now"]) == ("#9002", "pending", "paid")
    imports(qtbot, session)
    assert column(book, "Orders", "Order")[-3:] == ["#9001", "#9002", "#9003"]

    session.intake.undo()
    qtbot.waitUntil(lambda: said(session).startswith("Taken back"), timeout=SOON)
    qtbot.waitUntil(lambda: not session.doing, timeout=SOON)
    assert hash_of(book) == first


def test_two_files_at_once_are_both_taken_back(
    qtbot: QtBot, session: Session, book: Path, take: Callable[[str, str], Asked]
) -> None:
    untouched = hash_of(book)
    take("a.csv", f"{HEADERS}\n{FIRST}")
    take("b.csv", f"{HEADERS}\n{SECOND.splitlines()[-1]}\n")
    imports(qtbot, session)
    assert column(book, "Orders", "Order")[-3:] == ["#9001", "#9002", "#9003"]

    session.intake.undo()
    qtbot.waitUntil(lambda: said(session).startswith("Taken back"), timeout=SOON)
    qtbot.waitUntil(lambda: not session.doing, timeout=SOON)

    assert hash_of(book) == untouched


def test_an_unknown_file_is_matched_by_hand_and_known_the_next_time(
    qtbot: QtBot, session: Session, book: Path, take: Callable[[str, str], Asked]
) -> None:
    asked = take("pagos.csv", PAYMENTS)
    assert asked.state == "unknown"
    intake: Intake = session.intake
    with qtbot.waitSignal(intake.look(asked).done, timeout=SOON) as told:
        pass
    sheet = heard.looked(told.args[0])[0]
    assert sheet.headers == ("Fecha", "Pedido", "Pasarela", "Valor pagado (COP)", "Estado")
    assert sheet.rows[0][3] == "189.900"
    payments = tab(suggested.table(sheet))
    assert payments.key == "payments"
    given = suggested.columns(sheet.headers, payments)
    assert [group[0].name for group in suggested.lacking(payments, given)] == ["amount"]

    with qtbot.waitSignal(intake.look(asked, 4).done, timeout=SOON) as told:
        pass
    assert heard.looked(told.args[0])[0].headers[1] == "#9001", "the founder says in which row the headers stand"

    mapped = Mapped("payments", {**given, "Valor pagado (COP)": "amount"}, sheet.header_row)
    intake.choose(asked, replace(asked.choices, mapped=mapped))
    qtbot.waitUntil(lambda: not intake.busy, timeout=SOON)
    assert asked.failure is None
    (found,) = asked.found
    assert (found.table, found.tab_is_new, found.counts["new"]) == ("payments", True, 2)
    imports(qtbot, session)
    assert column(book, "Payments", "Amount")[-2:] == [189_900, 90_000]

    again = take("pagos de diciembre.csv", PAYMENTS.replace("#9001", "#9007"))
    assert again.state == "ready"
    assert again.found[0].counts["new"] == 1
    assert again.choices.mapped is None


def test_an_import_waits_while_the_workbook_is_open_in_a_spreadsheet(
    qtbot: QtBot, session: Session, book: Path, take: Callable[[str, str], Asked]
) -> None:
    lock = book.parent / f".~lock.{book.name}#"
    lock.write_text(",ana,office,16.11.2026 08:00,file:///home/ana/.config/libreoffice/4;")
    asked = take("orders.csv", f"{HEADERS}\n{FIRST}")
    before = hash_of(book)

    session.intake.run()
    qtbot.waitUntil(lambda: asked.failure is not None, timeout=SOON)
    assert asked.state == "held"
    assert asked.failure is not None
    assert "ana" in asked.failure.happened.en
    assert hash_of(book) == before
    with qtbot.waitSignal(session.intake.ended, timeout=SOON):
        lock.unlink()

    assert asked.state == "imported"
    assert column(book, "Orders", "Order")[-2:] == ["#9001", "#9002"]
    qtbot.waitUntil(lambda: not session.doing, timeout=SOON)


def test_a_source_is_added(qtbot: QtBot, session: Session, book: Path) -> None:
    with qtbot.waitSignal(session.look("sources", ["add", str(book), "--list"]).done, timeout=SOON) as told:
        pass
    listed = {one["table"]: one for one in told.args[0]["tabs"]}
    assert listed["orders"]["there"]
    assert not listed["support"]["there"]
    assert {"en", "es"} <= listed["support"]["exports"][0].keys()

    with qtbot.waitSignal(session.intake.added, timeout=SOON):
        session.intake.add_tabs(["support"])

    assert said(session) == "Added: Support."
    assert "Support" in openpyxl.load_workbook(book).sheetnames
    qtbot.waitUntil(lambda: not session.doing, timeout=SOON)


def test_a_pasted_export_is_offered_and_imported_from_its_tab(qtbot: QtBot, session: Session, book: Path) -> None:
    own = openpyxl.load_workbook(book)
    pasted = own.create_sheet("Hoja 3")
    for line in f"{HEADERS}\n{FIRST}".strip().split("\n"):
        pasted.append(line.split(","))
    own.save(book)
    session.refresh()
    qtbot.waitUntil(lambda: not session.doing, timeout=SOON)
    (offer,) = session.section("offers")
    assert (offer.tab, offer.table) == ("Hoja 3", "orders")

    session.intake.add_tab("Hoja 3")
    qtbot.waitUntil(lambda: not session.intake.busy, timeout=SOON)
    (asked,) = session.intake.asked
    assert asked.failure is None
    assert asked.found[0].counts["new"] == 2
    imports(qtbot, session)

    assert column(book, "Orders", "Order")[-2:] == ["#9001", "#9002"]


def test_a_file_that_is_nothing_is_told_in_words(
    session: Session, book: Path, take: Callable[[str, str], Asked]
) -> None:
    asked = take("letter.csv", "Dear founder")

    assert asked.state in ("unknown", "failed")
    assert asked.failure is not None
    assert "letter.csv" in asked.failure.happened.en
    assert "Traceback" not in asked.failure.happened.en
