"""The details of a figure: its comparison, its confidence, the moment of its data, and its days with their notes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from desktop.charts.charted import Charted
from desktop.charts.days import DaysChart
from desktop.charts.noted import noted
from desktop.dialogs.sheet import Sheet
from desktop.theme import Look
from desktop.theme.fonts import SMALL, line_pixels
from desktop.theme.paint import tables
from desktop.widgets.labels import MUTED, label
from desktop.widgets.stat_card import chart_told, title_of, told_of
from reports.outcome import Card, NoteRow


class CardDetails(Sheet):
    """``choose`` is the button that asks which figures stand on This week."""

    def __init__(self, parent: QWidget, look: Look, card: Card, over: str, notes: Sequence[NoteRow]) -> None:
        title = title_of(look, card, over)
        super().__init__(parent, look, title, look.words("card.meaning"), tables(look.colours))
        self.body.addWidget(label(look.say(card.value_text), 22, bold=True))
        for said in told_of(look, card):
            self.body.addWidget(label(said, 13, role=MUTED))
        self.chart: DaysChart | None = None
        told = chart_told(look, card)
        if told and card.first_day:
            marks = noted(look, card.first_day, len(card.series), notes)
            self.chart = DaysChart(look, look.say(card.title), told, card.series, card.first_day, marks)
            charted = Charted(self.chart)
            # What is pointed at may take a second line: the chart keeps its place all the same.
            charted.said.setMinimumHeight(2 * line_pixels(SMALL, False, 1.0))
            charted.switch.toggled.connect(lambda: QTimer.singleShot(0, self, self.fit))
            self.body.addWidget(charted)
        self.choose = self.add_button(look.words("cards.choose"))
        self.choose.clicked.connect(self.accept)
        self.add_close(look.words("close"))
