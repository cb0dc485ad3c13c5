"""What stands in the window: side, head, page and foot, built from one Look and built anew when that changes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from desktop import picture, reveal
from desktop.pages import PAGES
from desktop.pages.page import Asked, Given, Page, shown_read
from desktop.places import folder
from desktop.session import Session
from desktop.settings import Settings
from desktop.strips import Strips
from desktop.theme import Look, paint
from desktop.translations import Words, both
from desktop.translations.dates import period_title
from desktop.widgets.cards import LOW_SCREEN
from desktop.widgets.footer import Footer
from desktop.widgets.header import Header
from desktop.widgets.sidebar import Sidebar
from desktop.window import Window
from sheets.place import GoogleSheet, Place

if TYPE_CHECKING:
    from desktop.data_asks import DataAsks
    from desktop.google_asks import GoogleAsks


class Frame(QObject):
    """Fills the window with the session's brief, and does what the founder asks for."""

    def __init__(self, window: Window, session: Session, settings: Settings) -> None:
        super().__init__(window)
        self.window, self.session, self.settings = window, session, settings
        self.page_key, self.read = PAGES[0].key, "weekly"
        self.page: Page | None = None
        self.header: Header | None = None
        self.strips = Strips(self, window, session)
        self._google_asks: GoogleAsks | None = None
        self._data_asks: DataAsks | None = None
        self._low = window.height() < LOW_SCREEN
        session.setParent(self)
        self._shortcuts()
        self.restyle()
        session.changed.connect(self.build)
        session.progressed.connect(self._show_progress)
        self.strips.offered.connect(self.do)
        session.made.connect(self._made)
        session.going_back.asked.connect(self.choose_copy)
        window.painted.connect(self._finish)
        window.resized.connect(self._resized)
        window.dropped.connect(self.take)
        window.closing.connect(self.close)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)

    # --- building

    def restyle(self) -> None:
        """Build everything from the settings' language and theme."""
        dark = paint.wants_dark(self.settings.theme_choice)
        colours = paint.colours(dark)
        self.look = Look(colours, Words(self.settings.language), dark)
        QApplication.setPalette(paint.palette(colours))
        self.build()

    def build(self) -> None:
        """Build the central widget; what is being typed and where the page stands survives."""
        drafts, focused, scrolled = self._kept()
        strip = self.strips.focused()
        self.page = self.header = None
        if self.session.place is None:
            self._welcome()
        else:
            self._frame()
            if self.page is not None and self.window.was_painted:
                self.page.finish()
            self._keep(drafts, focused, scrolled)
        self.strips.show(strip)

    def _welcome(self) -> None:
        from desktop.pages.welcome import WelcomePage

        page = WelcomePage(self.look, self.settings.recent)
        page.opened.connect(self.open)
        page.open_asked.connect(self.choose_workbook)
        page.sheet_asked.connect(self.choose_sheet)
        page.new_asked.connect(self.make_workbook)
        central = QWidget()
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self.strips.place(self.look))
        column.addWidget(page, 1)
        self.window.setWindowTitle("Operating Brief")
        self.window.setCentralWidget(central)

    def _frame(self) -> None:
        look, session = self.look, self.session
        head = session.head
        central = QWidget()
        across = QHBoxLayout(central)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        criticals = sum(row.severity == "critical" for row in head.exceptions) if head else 0
        side = [entry.key for entry in PAGES if not entry.at_foot]
        sidebar = Sidebar(look, side, [entry.key for entry in PAGES if entry.at_foot], criticals)
        sidebar.show_workbook(head.brand if head else "", session.title, session.place)
        sidebar.choose(self.page_key)
        sidebar.chosen.connect(self.go)
        sidebar.open_other.connect(self.choose_workbook)
        sidebar.open_sheet.connect(self.choose_sheet)
        sidebar.add_data.connect(self.add_data)
        across.addWidget(sidebar)
        column = QVBoxLayout()
        column.setSpacing(0)
        self.header = Header(look, self.read)
        self.header.refresh.connect(session.refresh)
        self.header.cancel.connect(session.cancel)
        self.header.write.connect(session.write)
        self.header.read_chosen.connect(self.choose_read)
        column.addWidget(self.header)
        column.addLayout(self.strips.place(self.look))
        entry = next(entry for entry in PAGES if entry.key == self.page_key)
        self.page = entry.load()(Given(look, session, self.settings, self.read, self._low))
        self.page.build_at_once()
        self.page.setAccessibleName(look.words(f"page.{self.page_key}"))
        self.page.note_asked.connect(session.add_note)
        self.page.decided.connect(session.decide)
        self.page.decision_asked.connect(self.ask_decision)
        self.page.setting_chosen.connect(self.choose_setting)
        self.page.offered.connect(self.do)
        self.page.tab_offered.connect(self.import_tab)
        column.addWidget(self.page, 1)
        if head is not None:
            caveats = shown_read(session, self.read).section("caveats")
            footer = Footer(look, head.sources, len(caveats.lines) if caveats else 0)
            footer.caveats.connect(self.show_caveats)
            column.addWidget(footer)
        across.addLayout(column, 1)
        whose = (head.brand if head else "") or (
            session.place.stem if isinstance(session.place, Path) else session.title
        )
        self.window.setWindowTitle(f"{whose} — Operating Brief" if whose else "Operating Brief")
        self._show_progress()
        self.window.setCentralWidget(central)
        self.page.setFocus()

    def _kept(self) -> tuple[dict[str, str], str, int]:
        if self.page is None:
            return {}, "", 0
        holder = self.window.focusWidget()
        focused = str(holder.property("draft")) if holder is not None else ""
        return self.page.drafts(), focused, self.page.verticalScrollBar().value()

    def _keep(self, drafts: dict[str, str], focused: str, scrolled: int) -> None:
        if self.page is None:
            return
        self.page.restore(drafts, focused)
        if scrolled:
            page = self.page
            QTimer.singleShot(0, page, lambda: page.verticalScrollBar().setValue(scrolled))

    # --- what the founder asks for

    def open(self, place: Place) -> None:
        """Show this workbook's brief, and read it anew."""
        self.settings.opened(place)
        self.page_key, self.read = PAGES[0].key, "weekly"
        self.page = None
        self.session.open(place)
        self.session.refresh()
        if self._data_asks is not None:
            self._data_asks.take_what_waits()

    def choose_workbook(self) -> None:
        """Ask for a workbook and open it."""
        from desktop.dialogs.files import workbook_to_open

        now = self.session.place
        path = workbook_to_open(self.window, self.look.words, now if isinstance(now, Path) else None)
        if path is not None:
            self.open(path)

    def take(self, found: GoogleSheet | tuple[Path, ...]) -> None:
        """A link, a workbook or exports were dropped on the window."""
        self._data().dropped(found)

    def import_tab(self, name: str) -> None:
        """Show what a tab would do in which an export was pasted."""
        self._data().import_tab(name)

    def add_data(self) -> None:
        """Ask for exports, and show what they would do to the workbook."""
        self._data().add_data()

    def choose_sheet(self) -> None:
        """Ask for the link of a Google Sheet and open it."""
        self._google().choose_sheet()

    def make_workbook(self, language: str, sample: bool) -> None:
        """Ask where, and make a workbook there."""
        from desktop.dialogs.files import place_for_new

        path = place_for_new(self.window, self.look.words)
        if path is not None:
            self.session.new(path, language, sample)

    def go(self, key: str) -> None:
        """Show another page."""
        if key != self.page_key and self.session.place is not None:
            self.page_key = key
            self.page = None
            self.build()

    def choose_read(self, read: str) -> None:
        """Show another of the three reads."""
        self.read = read
        self.build()

    def choose_setting(self, name: str, choice: str) -> None:
        """Keep a setting and show it at once."""
        if name == "language":
            self.settings.language_choice = choice
        else:
            self.settings.theme_choice = choice
        self.restyle()

    def write_note(self) -> None:
        """Go where notes are written."""
        from desktop.pages.notes import NotesPage

        self.go("notes")
        if isinstance(self.page, NotesPage):
            self.page.write_one()

    def show_caveats(self) -> None:
        """Show what the brief can't prove."""
        from desktop.pages.week import WeekPage

        self.go("week")
        page = self.page
        if isinstance(page, WeekPage):
            QTimer.singleShot(0, page, page.show_caveats)

    def do(self, offer: str) -> None:
        """Do what a banner or a page offered."""
        doing: dict[str, Callable[[], None]] = {
            "refresh": self.session.refresh,
            "write": self.session.write,
            "again": self.session.write,
            "open": self.choose_workbook,
            "adopt": lambda: self.session.refresh(adopt=True),
            "undo": self.session.going_back.undo,
            "undo_import": lambda: self.session.intake.undo(),
            "resume_import": lambda: self._data().resume(),
            "drop_import": lambda: self._data().forget(),
            "add_data": self.add_data,
            "add_source": lambda: self._data().add_source(),
            "restore": self.choose_copy,
            "share": self.share,
            "password": self.ask_password,
            "open_file": self._open_place,
            "open_place": self._open_place,
            "open_sheet": self.choose_sheet,
            "sign_in": lambda: self._google().sign_in(),
            "disconnect": lambda: self._google().sign_out(),
            "versions": self._open_workbook,
            "show": self._show_place,
            "show_copy": self._show_copy,
        }
        doing[offer]()

    def choose_copy(self) -> None:
        """Ask which copy the workbook is to go back to."""
        from desktop.dialogs.restore import RestoreDialog

        if self.session.place is not None:
            RestoreDialog(self.window, self.look, self.session).open()

    def share(self) -> None:
        """Ask what a template is to hold, and make it."""
        from desktop.dialogs.share import ShareDialog

        if self.session.place is not None:
            ShareDialog(self.window, self.look, self.session).open()

    def ask_password(self) -> None:
        """Ask for the workbook's password."""
        from desktop.dialogs.password import PasswordDialog

        if self.session.place is not None:
            PasswordDialog(self.window, self.look, self.session).open()

    def ask_decision(self, asked: Asked) -> None:
        """Ask what is decided about a row, and why."""
        from desktop.dialogs.decide import DecideDialog

        dialog = DecideDialog(self.window, self.look, self.session, asked.key, asked.what, asked.kinds)
        dialog.decided.connect(self.session.decide)
        dialog.open()

    def tell_bug(self, log: Path) -> None:
        """Something of ours went wrong: one calm sentence, and where the details are."""
        from desktop.notices import Notice

        text, remedy = both("bug.happened"), both("bug.remedy", log=log)
        self.session.notice = Notice("critical", text, remedy)
        self.strips.show_notice()

    # --- what the session tells

    def _show_progress(self) -> None:
        if self.header is None:
            return
        head, words = self.session.head, self.look.words
        title, confidence, why = words(f"page.{self.page_key}"), "", ""
        on_week = self.page_key == PAGES[0].key
        if head is not None:
            shown = shown_read(self.session, self.read)
            confidence, why = shown.confidence, self.look.say(shown.confidence_line)
            if on_week:
                title = period_title(self.read, shown.period, self.look.language) or title
        self.header.show_session(self.session, title, confidence, why, on_week)

    def _open_place(self) -> None:
        notice = self.session.notice
        if notice is not None and notice.place is not None:
            reveal.open_place(notice.place)

    def _show_place(self) -> None:
        notice = self.session.notice
        if notice is not None and isinstance(notice.place, Path):
            reveal.show(notice.place)

    def _show_copy(self) -> None:
        receipt = self.session.notice.receipt if self.session.notice else None
        if receipt is not None and receipt.backup is not None:
            reveal.show(receipt.backup)

    def _open_workbook(self) -> None:
        if self.session.place is not None:
            reveal.open_place(self.session.place)

    def _google(self) -> GoogleAsks:
        from desktop.google_asks import GoogleAsks

        if self._google_asks is None:
            self._google_asks = GoogleAsks(self)
        return self._google_asks

    def _data(self) -> DataAsks:
        from desktop.data_asks import DataAsks

        if self._data_asks is None:
            self._data_asks = DataAsks(self)
        return self._data_asks

    def _made(self, path: object) -> None:
        if isinstance(path, Path):
            self.open(path)

    def _system_changed(self) -> None:
        if self.settings.theme_choice == "system":
            self.restyle()

    # --- Qt

    def _shortcuts(self) -> None:
        def key(sequence: str | QKeySequence.StandardKey, does: Callable[[], object]) -> None:
            shortcut = QShortcut(QKeySequence(sequence), self.window)
            shortcut.activated.connect(does)

        key(QKeySequence.StandardKey.Open, self.choose_workbook)
        key("Ctrl+Shift+O", self.choose_sheet)
        key("Ctrl+I", self.add_data)
        key("Ctrl+Shift+I", lambda: self._data().add_source())
        for sequence in ("F5", "Ctrl+R"):
            key(sequence, lambda: self.session.refresh())
        key("Esc", self.session.cancel)
        key(QKeySequence.StandardKey.Save, self.session.write)
        key("Ctrl+Q", self.window.close)
        key("Ctrl+N", self.write_note)
        for number, entry in enumerate(PAGES, 1):
            key(f"Ctrl+{number}", partial(self.go, entry.key))

    @Slot()
    def _finish(self) -> None:
        if self.page is not None:
            self.page.finish()

    @Slot()
    def _resized(self) -> None:
        """On a low screen the cards give way."""
        low = self.window.height() < LOW_SCREEN
        if low != self._low:
            self._low = low
            QTimer.singleShot(0, self, self.build)

    @Slot()
    def close(self) -> None:
        """End all work, and keep a picture of the brief for the next first paint."""
        if self._data_asks is not None:
            self._data_asks.close()
        self.session.close()
        self.session.reload()
        if self.session.head is None or self.session.place is None:
            return
        self.session.notice = None
        self.page_key, self.read, self.page = PAGES[0].key, self.session.head.read, None
        self.build()
        self._finish()
        picture.keep(self.window, folder(self.session.place), self.settings)
