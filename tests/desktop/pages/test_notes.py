from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop import cache, journal
from desktop.frame import Frame
from desktop.pages.notes import NotesPage
from desktop.widgets.note_line import NoteLine
from reports.outcome import NoteRow, Rows
from tests.desktop.sample import outcome

Windows = Callable[..., Frame]


def settled() -> None:
    """What was asked for anew is built in slices, and then stands."""
    for _ in range(40):
        QApplication.processEvents()


NOTES = [
    NoteRow(
        key=f"note|{day}|1", date=day, until=until, type=kind, text=text, applies_to=about, products=products, by=by,
        rows=[Rows(tab="notes", rows=[row])],
    )
    for row, (day, until, kind, text, about, products, by) in enumerate((
        ("2026-11-15", "", "event", "Rodada del club 🚴 שלום", "", [], ""),
        ("2026-11-13", "2026-11-15", "campaign_launched", "Rodada weekend", "rodada", [], "Ana"),
        ("2026-10-02", "", "event", "Fería in Bogotá", "Jersey Andes", ["jersey-andes"], ""),
    ), 2)
]  # fmt: skip


def page_of(
    workbook: Path, window_for: Windows, notes: list[NoteRow] = NOTES, scenario: str = "good"
) -> tuple[Frame, NotesPage]:
    cache.save(cache.folder(workbook), msgspec.structs.replace(outcome(), notes=notes))
    frame = window_for(workbook, scenario)
    frame.go("notes")
    return frame, page(frame)


def page(frame: Frame) -> NotesPage:
    settled()
    assert isinstance(frame.page, NotesPage)
    return frame.page


def listed(page: NotesPage) -> list[str]:
    QApplication.processEvents()
    return [line.accessibleName() for line in page.findChildren(NoteLine) if line.isVisible()]


def test_the_journal_is_listed_newest_first_and_searched(qtbot: QtBot, workbook: Path, window_for: Windows) -> None:
    _, shown = page_of(workbook, window_for)
    assert listed(shown) == [
        "Sun 15 Nov 2026: Rodada del club 🚴 שלום",
        "Fri 13 Nov to Sun 15 Nov 2026: Rodada weekend",
        "Fri 2 Oct 2026: Fería in Bogotá",
    ]
    said = "\n".join(label.text() for label in shown.findChildren(QLabel))
    assert "About rodada · by Ana" in said
    # Accents and case do not matter; every word has to be there, wherever it stands.
    shown.search.setText("BOGOTA feria andes")
    assert listed(shown) == ["Fri 2 Oct 2026: Fería in Bogotá"]
    shown.search.setText("2026-11 rodada")
    assert len(listed(shown)) == 2
    shown.kinds.setCurrentIndex(shown.kinds.findData("campaign_launched"))
    assert len(listed(shown)) == 1
    shown.search.setText("nowhere")
    assert listed(shown) == []
    assert "No note fits." in [label.text() for label in shown.findChildren(QLabel) if label.isVisible()]
    shown.kinds.setCurrentIndex(0)
    shown.search.clear()

    row = next(one for one in shown.findChildren(QPushButton) if "Rodada weekend" in one.accessibleName())
    with qtbot.waitSignal(shown.rows_asked) as asked:
        row.click()
    assert asked.args == [[Rows(tab="notes", rows=[3])]]


def test_a_long_journal_is_shown_a_part_at_a_time(workbook: Path, window_for: Windows) -> None:
    many = [msgspec.structs.replace(NOTES[0], key=str(n), text=f"Note {n}") for n in range(60)]
    _, shown = page_of(workbook, window_for, many)
    assert len(listed(shown)) == 25
    shown.more.click()
    shown.more.click()
    assert (len(listed(shown)), shown.more.isVisible()) == (60, False)
    shown.search.setText("Note 59")
    assert len(listed(shown)) == 1


def test_a_note_is_tied_to_what_is_known_to_its_days_and_stands_there_at_once(
    qtbot: QtBot, workbook: Path, window_for: Windows
) -> None:
    (workbook.parent / f"~${workbook.name}").touch()
    frame, shown = page_of(workbook, window_for, scenario="locked")
    form = shown.form
    assert not form.until.isVisible()
    form.about.setFocus()
    completer = form.about.completer()
    completer.setCompletionPrefix("pár")
    assert completer.currentCompletion() == "Bib Páramo"
    completer.setCompletionPrefix("rod")
    assert completer.currentCompletion() == "rodada"

    form.text.setPlainText("Photos published")
    form.day.setDate(QDate(2026, 11, 16))
    form.lasted.setChecked(True)
    form.until.setDate(QDate(2026, 11, 14))
    form.about.setText("Bib Páramo")
    form.kind.setCurrentIndex(form.kind.findData("photo_shoot_published"))
    form.add.click()
    assert form.wrong.text() == "The last day lies before the first."
    assert form.text.toPlainText() == "Photos published"
    form.until.setDate(QDate(2026, 11, 18))
    with qtbot.waitSignal(shown.note_asked) as asked:
        form.add.click()
    assert asked.args == [
        {
            "date": "2026-11-16",
            "text": "Photos published",
            "end_date": "2026-11-18",
            "type": "photo_shoot_published",
            "applies_to": "Bib Páramo",
        }
    ]
    qtbot.waitUntil(lambda: not frame.session.doing, timeout=15_000)
    assert listed(page(frame))[0] == "Mon 16 Nov to Wed 18 Nov 2026: Photos published"
    assert [note.text for note in journal.waiting(frame.session)] == ["Photos published"]
    said = [label.text() for label in page(frame).findChildren(QLabel) if label.isVisible()]
    assert "Photos published (not in the workbook yet)" in said


def test_all_that_is_typed_outlives_a_rebuild(workbook: Path, window_for: Windows) -> None:
    frame, shown = page_of(workbook, window_for)
    shown.form.text.setPlainText("Half a no")
    shown.form.day.setDate(QDate(2026, 11, 3))
    shown.form.lasted.setChecked(True)
    shown.form.until.setDate(QDate(2026, 11, 5))
    shown.form.kind.setCurrentIndex(3)
    shown.form.about.setText("roda")
    shown.search.setText("bogota")
    frame.build()
    after = page(frame)
    assert after is not shown
    form = after.form
    assert (form.text.toPlainText(), form.about.text(), form.kind.currentIndex()) == ("Half a no", "roda", 3)
    assert form.until.isVisible()
    assert (form.day.date(), form.until.date()) == (QDate(2026, 11, 3), QDate(2026, 11, 5))
    assert len(listed(after)) == 1


def test_another_page_may_lead_to_a_day_or_to_words(workbook: Path, window_for: Windows) -> None:
    frame, _ = page_of(workbook, window_for)
    frame.show("notes", "2026-11-09")
    assert page(frame).form.day.date() == QDate(2026, 11, 9)
    frame.show("notes", "weekend")
    assert len(listed(page(frame))) == 1


def test_no_notes_yet_says_where_the_first_will_stand(qtbot: QtBot, workbook: Path, window_for: Windows) -> None:
    _, shown = page_of(workbook, window_for, [])
    assert "No notes yet. The first one you add stands here." in [one.text() for one in shown.findChildren(QLabel)]
    assert not shown.search.isVisible()
    # An empty note is not sent, and the cursor goes where it is to be typed.
    with qtbot.assertNotEmitted(shown.note_asked):
        qtbot.mouseClick(shown.form.add, Qt.MouseButton.LeftButton)
    assert shown.form.text.hasFocus()
