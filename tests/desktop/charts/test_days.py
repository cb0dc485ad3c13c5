from __future__ import annotations

from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from desktop.charts.days import DaysChart
from desktop.charts.noted import noted
from desktop.theme import Look
from desktop.translations import Words
from reports.outcome import NoteRow
from reports.tokens import LIGHT

EN, ES = (Look(LIGHT, Words(language), False) for language in ("en", "es"))
NOTES = [
    NoteRow(key="3", date="2026-11-15", type="", text="After"),
    NoteRow(key="2", date="2026-11-13", type="event", text="Club   ride\n#7"),
    NoteRow(key="1", date="2026-11-01", until="2026-11-12", type="", text="Sale"),
]


def test_notes_fall_on_their_days_and_are_cut_at_the_edges() -> None:
    found = noted(EN, "2026-11-11", 4, NOTES)
    assert [(one.first, one.last, one.said) for one in found] == [
        (0, 1, "Sun 1 Nov to Thu 12 Nov: Sale"),
        (2, 2, "Fri 13 Nov: Event, Club ride #7"),
    ]
    assert noted(EN, "", 4, NOTES) == []


def test_every_day_is_told_with_its_value_and_its_notes(qtbot: QtBot) -> None:
    series = [1200.0, None, 0.0, 31.0]
    chart = DaysChart(ES, "Ingresos", "dicho", series, "2026-11-11", noted(ES, "2026-11-11", 4, NOTES))
    qtbot.addWidget(chart)
    chart.resize(400, chart.heightForWidth(400))
    assert chart.table.rows == (
        ("mié 11 nov", "1.200", "dom 1 nov a jue 12 nov: Sale"),
        ("jue 12 nov", "sin dato", "dom 1 nov a jue 12 nov: Sale"),
        ("vie 13 nov", "0", "vie 13 nov: Evento, Club ride #7"),
        ("sáb 14 nov", "31", ""),
    )
    interface = QAccessible.queryAccessibleInterface(chart)
    assert interface.childCount() == 4
    assert interface.child(1).text(QAccessible.Text.Name).startswith("jue 12 nov: sin dato")
    assert not chart.grab().isNull()
