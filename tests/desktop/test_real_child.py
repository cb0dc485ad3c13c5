"""The window's session with the program's real command line behind it."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop import decided
from desktop.dialogs.share import ShareDialog
from desktop.session import Session
from desktop.theme import Look
from desktop.translations import Words
from reports.tokens import LIGHT
from sheets.errors import Text
from tests.invariants import appended, harm, sheet_part

SOON = 60_000


@pytest.fixture
def session(qtbot: QtBot) -> Iterator[Session]:
    made = Session()
    yield made
    made.close()


def settle(qtbot: QtBot, session: Session) -> None:
    qtbot.waitUntil(lambda: not session.doing, timeout=SOON)


def told(session: Session) -> Text:
    assert session.notice is not None
    return session.notice.happened


def test_make_open_refresh_write_and_note(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    book = tmp_path / "Ruta Norte.xlsx"
    with qtbot.waitSignal(session.made, timeout=SOON):
        session.new(book, "en", sample=True)
    session.open(book, "2026-11-16T08:00")
    untouched = book.read_bytes()

    session.refresh()
    settle(qtbot, session)
    assert session.head is not None
    assert session.head.brand == "Ruta Norte"
    assert book.read_bytes() == untouched

    shown = session.head.actions
    session.write()
    settle(qtbot, session)
    assert told(session).en.startswith("Written to Ruta Norte.xlsx at ")
    assert book.read_bytes() != untouched
    assert session.head.actions == shown

    session.add_note({"date": "2026-11-15", "type": "event", "text": "photos of the jersey published"})
    settle(qtbot, session)
    notes = next(section for section in session.head.brief if section.id == "notes")
    assert any("photos of the jersey published" in line.en for line in notes.lines)
    assert session.waiting_edits() == ()


def test_a_note_written_by_another_makes_the_shown_brief_unwritable(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    book, other = tmp_path / "a.xlsx", Session()
    with qtbot.waitSignal(session.made, timeout=SOON):
        session.new(book, "es", sample=True)
    session.open(book)
    session.refresh()
    settle(qtbot, session)
    head = session.head
    other.open(book)
    other.add_note({"date": "2026-11-15", "text": "otra nota"})
    qtbot.waitUntil(lambda: other.doing == "refresh", timeout=SOON)
    other.close()
    before = book.read_bytes()

    assert session.head is head
    session.write()
    settle(qtbot, session)

    assert session.notice is not None
    assert session.notice.offers == ("refresh",)
    assert book.read_bytes() == before


@pytest.fixture
def shown(qtbot: QtBot, session: Session, tmp_path: Path) -> Path:
    """A workbook with a brief that is shown, and written once."""
    book = tmp_path / "Ruta Norte.xlsx"
    with qtbot.waitSignal(session.made, timeout=SOON):
        session.new(book, "en", sample=True)
    session.open(book, "2026-11-16T08:00")
    session.refresh()
    settle(qtbot, session)
    session.write()
    settle(qtbot, session)
    return book


def hash_of(book: Path) -> str:
    return hashlib.sha256(book.read_bytes()).hexdigest()


def test_the_receipt_of_a_write_is_true_and_undo_gives_back_the_very_bytes(
    qtbot: QtBot, session: Session, shown: Path
) -> None:
    assert session.notice is not None
    receipt = session.notice.receipt
    assert receipt is not None
    assert receipt.backup is not None
    assert receipt.after == hash_of(shown)
    assert receipt.before == hash_of(receipt.backup)
    with zipfile.ZipFile(shown) as now:
        for part in receipt.changed:
            assert part.after == (hashlib.sha256(now.read(part.name)).hexdigest() if part.after else "")

    session.going_back.undo()
    qtbot.waitUntil(lambda: "put back" in told(session).en and not session.doing, timeout=SOON)

    assert hash_of(shown) == receipt.before
    session.going_back.undo()
    qtbot.waitUntil(lambda: hash_of(shown) == receipt.after, timeout=SOON)
    settle(qtbot, session)


def test_a_note_and_the_brief_wait_while_the_workbook_is_open_and_are_written_when_it_is_closed(
    qtbot: QtBot, session: Session, shown: Path
) -> None:
    lock = shown.parent / f".~lock.{shown.name}#"
    lock.write_text(",ana,office,16.11.2026 08:00,file:///home/ana/.config/libreoffice/4;")
    before = hash_of(shown)
    session.add_note({"date": "2026-11-15", "type": "event", "text": "photos of the jersey published"})
    session.write()
    settle(qtbot, session)
    assert hash_of(shown) == before
    assert len(session.waiting_edits()) == 1
    assert session.waiting_brief() is not None
    assert session.held_by is not None
    assert "ana" in session.held_by.en

    lock.unlink()
    qtbot.waitUntil(lambda: not session.waiting_edits() and not session.waiting_brief(), timeout=SOON)
    qtbot.waitUntil(lambda: not session.doing, timeout=SOON)

    assert hash_of(shown) != before
    notes = openpyxl.load_workbook(shown)["Notes"]
    texts = [cell.value for row in notes.iter_rows() for cell in row]
    assert texts.count("photos of the jersey published") == 1


def test_an_encrypted_workbook_is_read_with_its_password_and_its_brief_goes_beside_it(
    qtbot: QtBot, session: Session, shown: Path
) -> None:
    book = shown.with_name("Cifrado.xlsx")
    encrypt(shown, book, "jersey 2026 ñ")
    before = hash_of(book)
    session.open(book, "2026-11-16T08:00")
    session.refresh()
    settle(qtbot, session)
    assert session.notice is not None
    assert session.notice.offers == ("password", "open")
    session.use_password("not it")
    settle(qtbot, session)
    assert "does not open Cifrado.xlsx" in told(session).en

    session.use_password("jersey 2026 ñ")
    settle(qtbot, session)
    assert session.head is not None
    assert session.head.brand == "Ruta Norte"
    session.write()
    settle(qtbot, session)

    assert told(session).en.startswith("Read with its password; the brief is in a companion file, Cifrado")
    assert session.notice.place is not None
    assert session.notice.place.parent == book.parent
    assert hash_of(book) == before


def test_a_template_is_made_with_the_headers_of_the_tabs_that_were_ticked(
    qtbot: QtBot, session: Session, shown: Path
) -> None:
    own = openpyxl.load_workbook(shown)
    costs = own.create_sheet("Supplier costs")
    costs.append(["Supplier", "Cost"])
    costs.append(["Hilos Secretos SAS", 12_500])
    own.save(shown)
    tabs = session.look("tabs", ["export-template", str(shown), "--list"])
    with qtbot.waitSignal(tabs.done, timeout=SOON) as listed:
        pass
    assert {"tab": "Supplier costs", "headers": ["Supplier", "Cost"]} in listed.args[0]["tabs"]

    out = shown.with_name("template.xlsx")
    export = session.look("share", ["export-template", str(shown), str(out), "--lang", "es", "--tab", "Supplier costs"])
    with qtbot.waitSignal(export.done, timeout=SOON) as made:
        pass

    assert made.args[0]["left_out"]
    sheet = openpyxl.load_workbook(out)["Supplier costs"]
    assert [cell.value for cell in sheet[1]][:2] == ["Supplier", "Cost"]
    with zipfile.ZipFile(out) as package:
        assert not any(b"Hilos Secretos" in package.read(name) for name in package.namelist())


def test_the_brief_that_is_shown_is_shared_and_nothing_of_it_is_written(
    qtbot: QtBot, session: Session, shown: Path
) -> None:
    before, out = hash_of(shown), shown.with_name("brief.html")
    window = QWidget()
    qtbot.addWidget(window)
    dialog = ShareDialog(window, Look(LIGHT, Words("es"), False), session, "weekly")
    qtbot.waitUntil(lambda: dialog.ready, timeout=SOON)
    assert dialog.preview.toPlainText().startswith("Ruta Norte — Informe operativo semanal")
    assert "notes" not in dialog.chosen()
    dialog.out = out
    dialog.save.click()
    qtbot.waitUntil(out.exists, timeout=SOON)
    assert "Próximas acciones" in out.read_text("utf-8")
    assert hash_of(shown) == before


def encrypt(source: Path, target: Path, password: str) -> None:
    from msoffcrypto.format.ooxml import OOXMLFile

    with source.open("rb") as file, target.open("wb") as out:
        OOXMLFile(file).encrypt(password, out)


def test_a_file_that_is_no_workbook_is_told_in_words(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    book = tmp_path / "letter.xlsx"
    book.write_text("Dear founder")
    session.open(book)

    session.refresh()
    settle(qtbot, session)

    assert "letter.xlsx" in told(session).en
    assert "Traceback" not in told(session).en


def rows_of(book: Path, tab: str) -> list[tuple[object, ...]]:
    return [row[:6] for row in openpyxl.load_workbook(book)[tab].values if row[0] != "example" and any(row)][1:]


def type_beside(book: Path, key: str, *cells: str) -> None:
    opened = openpyxl.load_workbook(book)
    sheet = opened["Exceptions"]
    row, column = next((one.row, one.column) for line in sheet.iter_rows() for one in line if one.value == key)
    for place, value in enumerate(cells):
        sheet.cell(row, column - 3 + place).value = value
    opened.save(book)


def test_trap_24_what_is_decided_in_the_window_and_in_the_workbook_become_the_same_rows(
    qtbot: QtBot, session: Session, shown: Path
) -> None:
    assert session.head is not None
    first, second = (row.key for row in session.head.exceptions[:2])
    session.decide(decided.row(session, "acknowledge", first, reason="Ana is on it"))
    settle(qtbot, session)
    assert [row[1:6] for row in rows_of(shown, "Decisions")] == [("acknowledge", first, None, None, "Ana is on it")]
    assert [row.decision for row in session.section("exceptions") or [] if row.key == first] == ["acknowledge"]
    assert decided.in_force(session, "exceptions")[first].reason == "Ana is on it"

    type_beside(shown, second, "not a problem", "", "it is paid")
    session.refresh()
    settle(qtbot, session)
    before = shown.read_bytes()
    session.write()
    settle(qtbot, session)
    assert [row[1:3] for row in rows_of(shown, "Decisions")] == [("acknowledge", first), ("not a problem", second)]
    # a second write of the same brief adds nothing
    session.write()
    settle(qtbot, session)
    assert len(rows_of(shown, "Decisions")) == 2
    part = sheet_part(before, "Decisions")
    assert harm(before, shown.read_bytes(), {part}) == []
    assert appended(before, shown.read_bytes(), part) == []


def test_a_decision_waits_while_the_workbook_is_open_and_its_tab_is_made(
    qtbot: QtBot, session: Session, shown: Path
) -> None:
    opened = openpyxl.load_workbook(shown)
    opened.remove(opened["Decisions"])
    opened.save(shown)
    session.refresh()
    settle(qtbot, session)
    assert session.head is not None
    key = session.head.exceptions[0].key
    lock = shown.parent / f".~lock.{shown.name}#"
    lock.write_text(",ana,office,16.11.2026 08:00,file:///home/ana;")
    before = shown.read_bytes()
    session.decide(decided.row(session, "assign", key, "Luis"))
    settle(qtbot, session)
    assert shown.read_bytes() == before
    assert decided.waiting(session)[key]["value"] == "Luis"
    lock.unlink()
    qtbot.waitUntil(lambda: not session.waiting_edits() and not session.doing, timeout=SOON)
    assert [row[1:4] for row in rows_of(shown, "Decisions")] == [("assign", key, "Luis")]
    assert [row.owner for row in session.section("exceptions") or [] if row.key == key] == ["Luis"]
