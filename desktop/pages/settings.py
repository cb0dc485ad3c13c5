"""The page *Settings*: how this computer shows the window, and what may be done with the whole workbook."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.pages.page import FORM_WIDTH, Page
from desktop.settings import CHOICES, ZOOM_STEPS
from desktop.theme.fonts import SMALL
from desktop.theme.paint import buttons, fields
from desktop.translations import numbers
from desktop.widgets.choice import Choice
from desktop.widgets.labels import MUTED, label
from desktop.widgets.panel import Panel
from reports.definitions import KNOBS

#: The settings in their order, and the key of what each is called.
SHOWN = (
    ("language", "language"),
    ("theme", "theme"),
    ("zoom", "zoom"),
    ("motion", "motion"),
    ("refresh", "refresh_by_itself"),
)
#: The knob of the workbook that says whose marks its numbers have.
REGION = "number_region"
#: A number that shows all marks of a country.
EXAMPLE = 1234567.5
CONTROL = 300


class SettingsPage(Page):
    """The settings themselves never go into the workbook; the marks of numbers are the workbook's, and do."""

    def fill(self) -> None:
        """A panel each for this computer, the numbers, the workbook, Google and the keyboard."""
        look, settings = self.given.look, self.given.settings
        panel = self._panel(look.words("page.settings"))
        panel.add(label(look.words("settings.meaning"), 13, role=MUTED))
        for name, word in SHOWN:
            keys = ZOOM_STEPS if name == "zoom" else CHOICES[name]
            pairs = [(key, look.words(f"{word}.{key}")) for key in keys]
            choice = Choice(look.words(word), pairs, settings.choice(name))
            choice.chosen.connect(lambda chosen, name=name: self.setting_chosen.emit(name, chosen))
            meaning = look.words(f"{word}.meaning") if look.words.has(f"{word}.meaning") else ""
            panel.add_lined(self._beside(look.words(word), meaning, choice))
        self._add(panel)
        if self.given.session.place is not None:
            if self.given.session.head is not None:
                self._add(self._numbers())
            self._add(self._workbook())
        self._add(self._google())
        keyboard = self._panel(look.words("keys.title"))
        keyboard.add_lined(self._row("keys", look.words("keys.meaning"), look.words("do.keys")))
        self._add(keyboard)
        self.column.addStretch(1)

    def _numbers(self) -> QWidget:
        """Whose marks numbers have: it stands in the workbook, and changes with it."""
        from desktop.edits import waiting_settings

        look, session = self.given.look, self.given.session
        knob = next(knob for knob in KNOBS if knob.key == REGION)
        now = waiting_settings(session).get((REGION, ""), session.head.number_region if session.head else "")
        own = look.words("region.own", example=numbers.number(EXAMPLE, look.language, "", 1))
        pairs = [("", own)] + [
            (country, f"{look.words(f'country.{country}')} · {numbers.number(EXAMPLE, look.language, country, 1)}")
            for country in knob.choices
        ]
        choice = Choice(look.words("region"), pairs, now)
        choice.setEnabled(session.may_change)
        choice.chosen.connect(lambda country: self.setting_chosen.emit("region", country))
        panel = self._panel(look.words("numbers.title"))
        panel.add_lined(self._beside(look.words("region"), look.words("region.meaning"), choice))
        return panel

    def _add(self, panel: QWidget) -> None:
        """One more panel, no wider than it reads well; in a row of its own, so that its height is asked for that."""
        row = QHBoxLayout()
        row.addWidget(panel, 1)
        row.addStretch()
        self.column.addLayout(row)

    def _panel(self, title: str) -> Panel:
        panel = Panel(title)
        panel.setStyleSheet(buttons(self.given.look.colours) + fields(self.given.look.colours))
        panel.setMaximumWidth(self.given.look.px(FORM_WIDTH))
        return panel

    def _beside(self, name: str, meaning: str, control: QWidget) -> QWidget:
        """A control with its name, and what it means, before it."""
        px = self.given.look.px
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, px(2), 0, px(2))
        across.setSpacing(px(16))
        texts = QVBoxLayout()
        texts.setSpacing(px(2))
        texts.addStretch(1)
        texts.addWidget(label(name, 13))
        if meaning:
            texts.addWidget(label(meaning, SMALL, role=MUTED))
        texts.addStretch(1)
        across.addLayout(texts, 1)
        control.setFixedWidth(px(CONTROL))
        across.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _workbook(self) -> QWidget:
        words = self.given.look.words
        panel = self._panel(words("settings.sheet" if self.given.session.on_google else "settings.workbook"))
        if self.given.session.on_google:
            panel.add_lined(self._row("versions", words("settings.versions"), words("offer.versions")))
        else:
            panel.add_lined(self._row("restore", words("settings.restore"), words("offer.restore")))
        panel.add_lined(self._row("template", words("settings.share"), words("share.offer")))
        return panel

    def _google(self) -> QWidget:
        """Whether Google is signed in to, and the way out or in."""
        words = self.given.look.words
        panel = self._panel(words("google.title"))
        if self.given.session.account.until_closed:
            panel.add_lined(self._row("disconnect", words("google.until_closed"), words("google.disconnect")))
        elif self.given.settings.signed_in:
            panel.add_lined(self._row("disconnect", words("google.signed_in"), words("google.disconnect")))
        else:
            panel.add_lined(self._row("sign_in", words("google.signed_out"), words("offer.sign_in")))
        return panel

    def _row(self, offer: str, why: str, word: str) -> QWidget:
        """A button with what it is good for before it."""
        px = self.given.look.px
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, px(2), 0, px(2))
        across.setSpacing(px(16))
        across.addWidget(label(why, 13), 1, Qt.AlignmentFlag.AlignVCenter)
        button = QPushButton(word)
        button.clicked.connect(lambda: self.offered.emit(offer))
        across.addWidget(button)
        return row
