"""The page *Settings*: language and theme of this computer, and what may be done with the whole workbook."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop.pages.page import FORM_WIDTH, Page
from desktop.settings import LANGUAGE_CHOICES, THEME_CHOICES
from desktop.theme.fonts import SMALL
from desktop.theme.paint import buttons
from desktop.widgets.labels import MUTED, label
from desktop.widgets.panel import Panel
from desktop.widgets.segments import Segments


class SettingsPage(Page):
    """The settings themselves never go into the workbook."""

    def fill(self) -> None:
        """One switch each."""
        look, settings = self.given.look, self.given.settings
        panel = Panel(look.words("page.settings"))
        panel.setStyleSheet(buttons(look.colours))
        panel.add(label(look.words("settings.meaning"), 13, role=MUTED))
        for key, choices, now in (
            ("language", LANGUAGE_CHOICES, settings.language_choice),
            ("theme", THEME_CHOICES, settings.theme_choice),
        ):
            panel.add(label(look.words(key), SMALL, role=MUTED))
            pairs = [(choice, look.words(f"{key}.{choice}")) for choice in choices]
            switch = Segments(look.words(key), pairs, now)
            switch.chosen.connect(lambda choice, key=key: self.setting_chosen.emit(key, choice))
            panel.body.addWidget(switch, 0, Qt.AlignmentFlag.AlignLeft)
        panel.setMaximumWidth(FORM_WIDTH)
        self.column.addWidget(panel)
        if self.given.session.place is not None:
            self.column.addWidget(self._workbook())
        self.column.addWidget(self._google())
        keys = Panel(look.words("keys.title"))
        for line in look.words("keys.list").split("\n"):
            keys.add(label(line, 13))
        keys.setMaximumWidth(FORM_WIDTH)
        self.column.addWidget(keys)
        self.column.addStretch(1)

    def _workbook(self) -> QWidget:
        words = self.given.look.words
        panel = Panel(words("settings.sheet" if self.given.session.on_google else "settings.workbook"))
        panel.setStyleSheet(buttons(self.given.look.colours))
        panel.setMaximumWidth(FORM_WIDTH)
        if self.given.session.on_google:
            panel.add_lined(self._row("versions", words("settings.versions"), words("offer.versions")))
        else:
            panel.add_lined(self._row("restore", words("settings.restore"), words("offer.restore")))
        panel.add_lined(self._row("template", words("settings.share"), words("share.offer")))
        return panel

    def _google(self) -> QWidget:
        """Whether Google is signed in to, and the way out or in."""
        words = self.given.look.words
        panel = Panel(words("google.title"))
        panel.setStyleSheet(buttons(self.given.look.colours))
        panel.setMaximumWidth(FORM_WIDTH)
        if self.given.session.account.until_closed:
            panel.add_lined(self._row("disconnect", words("google.until_closed"), words("google.disconnect")))
        elif self.given.settings.signed_in:
            panel.add_lined(self._row("disconnect", words("google.signed_in"), words("google.disconnect")))
        else:
            panel.add_lined(self._row("sign_in", words("google.signed_out"), words("offer.sign_in")))
        return panel

    def _row(self, offer: str, why: str, word: str) -> QWidget:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 2, 0, 2)
        across.setSpacing(16)
        across.addWidget(label(why, 13), 1, Qt.AlignmentFlag.AlignVCenter)
        button = QPushButton(word)
        button.clicked.connect(lambda: self.offered.emit(offer))
        across.addWidget(button)
        return row
