"""What stands in the window: side, head, page and foot, built from one Look and built anew when that changes."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from desktop import picture
from desktop.asks import Asks
from desktop.doings import BY_KEY, DOINGS
from desktop.pages import PAGES
from desktop.pages.page import Given, Page, shown_read
from desktop.places import folder
from desktop.session import Session
from desktop.settings import ZOOM_STEPS, Settings
from desktop.strips import Strips
from desktop.theme import Look, fonts, paint, size
from desktop.translations import Words, both
from desktop.translations.dates import period_title
from desktop.widgets.cards import LOW_SCREEN
from desktop.widgets.footer import Footer
from desktop.widgets.header import Header
from desktop.widgets.sidebar import Sidebar
from desktop.window import Window
from sheets.place import GoogleSheet, Place


class Frame(QObject):
    """Fills the window with the session's brief, and does what the founder asks for."""

    def __init__(self, window: Window, session: Session, settings: Settings) -> None:
        super().__init__(window)
        self.window, self.session, self.settings = window, session, settings
        self.page_key, self.read = PAGES[0].key, "weekly"
        self.page: Page | None = None
        self.header: Header | None = None
        self.strips = Strips(self, window, session)
        self.asks: Asks = Asks(self)
        self._low = window.height() < LOW_SCREEN
        session.setParent(self)
        self._shortcuts()
        self.restyle()
        session.changed.connect(self.build)
        session.progressed.connect(self._show_progress)
        self.strips.offered.connect(self.do)
        session.made.connect(self._made)
        session.going_back.asked.connect(self.asks.choose_copy)
        window.painted.connect(self._finish)
        window.resized.connect(self._resized)
        window.dropped.connect(self.take)
        window.closing.connect(self.close)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)

    # --- building

    def restyle(self) -> None:
        """Build everything from the settings' language and theme."""
        settings = self.settings
        colours = paint.colours(settings.theme_choice)
        size.zoom_to(settings.zoom)
        moves = paint.may_move(settings.choice("motion"))
        dark = paint.wants_dark(settings.theme_choice)
        self.look = Look(colours, Words(settings.language), dark, settings.zoom, moves)
        QApplication.setPalette(paint.palette(colours))
        if QApplication.font() != fonts.font():
            QApplication.setFont(fonts.font())
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
        page.new_asked.connect(self.asks.make_workbook)
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
        sidebar.add_data.connect(lambda: self.do("add_data"))
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
        self.page.decision_asked.connect(self.asks.decision)
        self.page.edited.connect(self._edit)
        self.page.went.connect(self.show)
        self.page.rows_asked.connect(self.asks.rows)
        self.page.setting_chosen.connect(self.choose_setting)
        self.page.offered.connect(self.do)
        self.page.tab_offered.connect(lambda name: self.asks.data.import_tab(name))
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
        self.asks.take_what_waits()

    def choose_workbook(self) -> None:
        """Ask for a workbook and open it."""
        self.asks.choose_workbook()

    def choose_sheet(self) -> None:
        """Ask for the link of a Google Sheet and open it."""
        self.asks.google.choose_sheet()

    def take(self, found: GoogleSheet | tuple[Path, ...]) -> None:
        """A link, a workbook or exports were dropped on the window."""
        self.asks.data.dropped(found)

    def go(self, key: str) -> None:
        """Show another page."""
        if key != self.page_key and self.session.place is not None:
            self.page_key = key
            self.page = None
            self.build()

    def show(self, key: str, what: str) -> None:
        """Go to a page, and there to this: a product, an exception, a knob."""
        self.go(key)
        if self.page is not None and self.page_key == key:
            self.page.show_what(what)

    def choose_read(self, read: str) -> None:
        """Show another of the three reads."""
        self.read = read
        self.build()

    def choose_setting(self, name: str, choice: str) -> None:
        """Keep a setting and show it at once."""
        self.settings.choose(name, choice)
        self.restyle()

    def zoom(self, steps: int) -> None:
        """Show everything so many steps larger, or smaller."""
        at = ZOOM_STEPS.index(self.settings.choice("zoom")) + steps
        if 0 <= at < len(ZOOM_STEPS):
            self.choose_setting("zoom", ZOOM_STEPS[at])

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

    def do(self, key: str) -> None:
        """Do what a shortcut, a banner or a page asks for, if that may be done now."""
        doing = BY_KEY[key]
        if doing.can(self):
            doing.does(self)

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

    def _edit(self, change: object) -> None:
        self.session.edits.make(change)

    def _made(self, path: object) -> None:
        if isinstance(path, Path):
            self.open(path)

    def _system_changed(self) -> None:
        if self.settings.theme_choice == "system":
            self.restyle()

    # --- Qt

    def _shortcuts(self) -> None:
        for doing in DOINGS:
            for keys in doing.keys:
                QShortcut(QKeySequence(keys), self.window).activated.connect(partial(self.do, doing.key))

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
        self.asks.close()
        self.session.close()
        self.session.reload()
        if self.session.head is None or self.session.place is None:
            return
        self.session.notice = None
        self.page_key, self.read, self.page = PAGES[0].key, self.session.head.read, None
        self.build()
        self._finish()
        picture.keep(self.window, folder(self.session.place), self.settings)
