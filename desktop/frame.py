"""What stands in the window: side, head, page and foot, built from one Look and built anew when that changes."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, QTimer, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop import picture, reveal
from desktop.asks import Asks
from desktop.pages import PAGES
from desktop.pages.page import Given, Page, shown_read
from desktop.places import folder
from desktop.session import Session
from desktop.settings import ZOOM_STEPS, Settings
from desktop.shell import Shell
from desktop.strips import Strips
from desktop.theme import Look, fonts, paint, size
from desktop.translations import Words, both, of_qt
from desktop.translations.dates import period_title
from desktop.widgets.cards import LOW_SCREEN
from desktop.widgets.footer import Footer
from desktop.widgets.header import Header
from desktop.widgets.sidebar import PageName, Side, Sidebar, TopBar, Whose
from desktop.window import Window
from reports.outcome import Source
from sheets.place import GoogleSheet, Place

if TYPE_CHECKING:
    from desktop.edits import Change
    from desktop.kept_place import Mark

#: Narrower than this, the side gives way to a bar; lower than this, its rows stand closer.
NARROW, DENSE = 760, 640
#: How often the cursor blinks where the system does not say, and how long a change waits for a menu to be closed.
USUAL_FLASH, LATER_MS = 1000, 200


class Frame(QObject):
    """Fills the window with the session's brief, and does what the founder asks for."""

    def __init__(self, window: Window, session: Session, settings: Settings) -> None:
        super().__init__(window)
        self.window: Window = window
        self.session: Session = session
        self.settings: Settings = settings
        self.page_key, self.read = PAGES[0].key, "weekly"
        self.page: Page | None = None
        self.header: Header | None = None
        self.strips = Strips(self, window, session)
        self.asks: Asks = Asks(self)
        self.shell: Shell | None = None
        self._coming: Page | None = None
        self._reads = False
        self._generation = ""
        self._flash = QApplication.cursorFlashTime() or USUAL_FLASH
        self._later = QTimer(self, singleShot=True, interval=LATER_MS)
        self._later.timeout.connect(self.rebuild)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._build_beside)
        self._said: tuple[object, object] = (None, None)
        session.setParent(self)
        self.restyle()
        session.changed.connect(self.rebuild)
        session.progressed.connect(self._show_progress)
        session.progressed.connect(self._tell_reading)
        self.strips.offered.connect(self.do)
        session.made.connect(self._made)
        session.going_back.asked.connect(self.asks.choose_copy)
        window.painted.connect(self._finish)
        window.painted.connect(self._shortcuts)
        window.resized.connect(self._resized)
        window.dropped.connect(self.take)
        window.closing.connect(self.close)
        paint.follow_system(self._system_changed)

    # --- building

    def restyle(self) -> None:
        """Build everything from the settings' language, theme and size."""
        settings = self.settings
        colours = paint.colours(settings.theme_choice)
        size.zoom_to(settings.zoom)
        moves = paint.may_move(settings.choice("motion"))
        dark = paint.wants_dark(settings.theme_choice)
        self.look = Look(colours, Words(settings.language, self._region()), dark, settings.zoom, moves)
        of_qt.speak(settings.language)
        QApplication.setPalette(paint.palette(colours))
        QApplication.setCursorFlashTime(self._flash if moves else 0)
        if QApplication.font() != fonts.font():
            QApplication.setFont(fonts.font())
        self._narrow, self._low, self._dense = self._room()
        self.build()

    def build(self) -> None:
        """Build the central widget; what is being typed and where the founder is in it survives."""
        if self.look.words.region != self._region():
            self.look = replace(self.look, words=Words(self.settings.language, self._region()))
        self._soon.stop()
        self._forget_coming()
        self._stand()

    @Slot()
    def rebuild(self) -> None:
        """What is shown may have changed: build it anew, a slice at a time, so that the window goes on working.

        What changes at the same time is built once.
        """
        stands = self.page is not None and self.shell is not None and bool(self._generation)
        if QApplication.activePopupWidget() is not None:
            self._later.start()  # a menu is open: it would be closed under the founder's hand
        elif stands and self.session.head is not None and self.window.isVisible():
            self._show_progress()
            self.strips.renew()
            self._soon.start()
        else:
            self.build()

    @Slot()
    def _build_beside(self) -> None:
        """Build the page anew behind the one that is read."""
        if self.page is None or self.look.words.region != self._region():
            self.build()
            return
        self._forget_coming()
        self._coming = page = self._make_page()
        page.setParent(self.window)
        page.setGeometry(QRect(self.page.mapTo(self.window, QPoint()), self.page.size()))
        page.build_in_slices(partial(self._came, page))

    def _came(self, page: Page) -> None:
        if page is self._coming:  # else a newer one comes, which is not built yet
            page.finish()
            QTimer.singleShot(0, page, partial(self._exchange, page))

    def _exchange(self, page: Page) -> None:
        """Put the page that was built in the place of the one that is read; around it, what says something else now."""
        shell, before = self.shell, self.page
        if page is not self._coming or shell is None or before is None:
            return
        if QApplication.activePopupWidget() is not None:
            self._later.start()
            return
        mark, drafts = self._place(), before.drafts()
        self._coming, self.page = None, page
        self._generation = self.session.head.generation if self.session.head else ""
        shell.exchange(before, page)
        side, foot = self._side_says(), self._foot_says()
        if side != self._said[0]:
            shell.exchange(shell.side, self._side())
        if foot != self._said[1] and shell.footer is not None and (footer := self._foot()) is not None:
            shell.exchange(shell.footer, footer)
        self._said = side, foot
        self._show_progress()
        self._keep(drafts, mark)

    def _forget_coming(self) -> None:
        if self._coming is not None:
            self._coming.hide()
            self._coming.deleteLater()
            self._coming = None

    def _stand(self) -> None:
        """Put everything around a new page."""
        mark = self._place()
        drafts = self.page.drafts() if self.page is not None else {}
        strip = self.strips.focused()
        self._generation = self.session.head.generation if self.session.head else ""
        self.page = self.header = self.shell = None
        if self.session.place is None:
            self._welcome()
        else:
            self._frame()
            if self.page is not None and self.window.was_painted:
                self.page.finish()
            self._keep(drafts, mark)
        self.strips.show(strip)

    @Slot()
    def _tell_reading(self) -> None:
        """Where there is no brief yet, the page says whether one is on its way."""
        reads = self.session.doing == "refresh"
        if self.page is not None and self.session.head is None and reads != self._reads:
            self._soon.start()
        self._reads = reads

    def _place(self) -> Mark | None:
        """Where the founder is in the window that stands; nowhere before the first one stands."""
        before = self.window.centralWidget() if self.window.was_painted else None
        if before is None:
            return None
        from desktop import kept_place

        mark = kept_place.of(before)
        if before.property("language") != self.look.language:
            mark = mark.nameless()
        return mark if self.page is not None else replace(mark, scrolled=())  # another page begins at its top

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
        page = self._make_page()
        (page.build_at_once if self.window.was_painted else page.build_first)()
        self.page = page
        self.header = self._head()
        strips = self.strips.place(self.look)
        self.shell = Shell(self._side(), self.header, strips, page, self._foot(), self._narrow)
        self.shell.setProperty("language", self.look.language)
        self._said = self._side_says(), self._foot_says()
        self.shell.take_size(self.window.size())
        self._show_progress()  # by the width that the head has now
        self.window.setCentralWidget(self.shell)
        page.show()

    def _side_says(self) -> tuple[Whose, tuple[PageName, ...]]:
        """Whose brief it is, and the pages with what stands behind their names."""
        head = self.session.head
        criticals = sum(row.severity == "critical" for row in head.exceptions) if head else 0
        pages = tuple(
            PageName(entry.key, self._name(entry.key), criticals if entry.key == "exceptions" else 0, entry.at_foot)
            for entry in PAGES
        )
        return Whose(head.brand if head else "", self.session.title, self.session.place), pages

    def _side(self) -> Side:
        whose, pages = self._side_says()
        side = (TopBar if self._narrow else Sidebar)(self.look, pages, self.page_key, whose, self._dense)
        side.chosen.connect(self.go)
        side.asked.connect(self.do)
        side.open_asked.connect(self.asks.open_menu)
        self.window.setWindowTitle(f"{whose.name} — Operating Brief")
        return side

    def _name(self, key: str) -> str:
        """What the side calls a page; how far getting started is stands behind it until it is done."""
        words = self.look.words
        if key == "start":
            from desktop.onboarding import progress

            done, every = progress(self.session, self.settings)
            if done < every:
                return words("start.progress", done=done, all=every)
        return words(f"page.{key}")

    def _head(self) -> Header:
        header = Header(self.look, self.read)
        header.refresh.connect(self.session.refresh)
        header.cancel.connect(self.session.cancel)
        header.write.connect(self.session.write)
        header.read_chosen.connect(self.choose_read)
        return header

    def _make_page(self) -> Page:
        entry = next(entry for entry in PAGES if entry.key == self.page_key)
        page = entry.load()(Given(self.look, self.session, self.settings, self.read, self._low))
        page.setAccessibleName(self.look.words(f"page.{self.page_key}"))
        page.note_asked.connect(self.session.add_note)
        page.decided.connect(self.session.decide)
        page.decision_asked.connect(self.asks.decision)
        page.edited.connect(self._edit)
        page.went.connect(self.show)
        page.rows_asked.connect(self.asks.rows)
        page.link_asked.connect(reveal.open_link)
        page.setting_chosen.connect(self.choose_setting)
        page.offered.connect(self.do)
        page.tab_offered.connect(self.asks.import_tab)
        return page

    def _foot_says(self) -> tuple[list[Source], int]:
        """The sources, and how many things the brief can't prove."""
        head = self.session.head
        if head is None:
            return [], 0
        caveats = shown_read(self.session, self.read).section("caveats")
        return head.sources, len(caveats.lines) if caveats else 0

    def _foot(self) -> Footer | None:
        if self.session.head is None:
            return None
        footer = Footer(self.look, *self._foot_says())
        footer.caveats.connect(self.show_caveats)
        footer.share.connect(partial(self.do, "share"))
        return footer

    def _keep(self, drafts: dict[str, str], mark: Mark | None) -> None:
        page, shell = self.page, self.shell
        if page is None or shell is None:
            return
        if mark is None:
            page.setFocus()
            return
        from desktop import kept_place

        page.restore(drafts, "")
        if not kept_place.back(shell, mark):
            page.setFocus()
        if mark.scrolled:  # a page can be scrolled once it has its size
            scrolled = replace(mark, steps=())
            QTimer.singleShot(0, page, lambda: kept_place.back(shell, scrolled))

    def _region(self) -> str:
        return self.session.head.number_region if self.session.head else ""

    def _room(self) -> tuple[bool, bool, bool]:
        """Whether the window is narrow, low, and so low that the side's rows stand closer, at this size of things."""
        width, height = self.window.width(), self.window.height()
        return width < size.px(NARROW), height < size.px(LOW_SCREEN), height < size.px(DENSE)

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
        if name == "region":  # the workbook's own
            self.session.define("number_region", "", choice)
            return
        self.settings.choose(name, choice)
        if name == "refresh":
            self.session.auto.follow(choice)
        else:
            self.restyle()

    def zoom(self, steps: int) -> None:
        """Show everything so many steps larger, or smaller."""
        at = ZOOM_STEPS.index(self.settings.choice("zoom")) + steps
        if 0 <= at < len(ZOOM_STEPS):
            self.choose_setting("zoom", ZOOM_STEPS[at])

    def next_region(self, step: int) -> None:
        """Put the focus into the next part of the window, or the one before."""
        if self.shell is not None:
            self.shell.next_region(self.window.focusWidget(), step)

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
        from desktop.doings import BY_KEY

        doing = BY_KEY[key]
        if doing.can(self):
            doing.does(self)

    def tell_bug(self, log: Path) -> None:
        """Something of ours went wrong: one calm sentence, and where the details are."""
        from desktop.notices import Notice

        text, remedy = both("bug.happened"), both("bug.remedy", log=log)
        self.session.notice = Notice("critical", text, remedy, ("copy_report",))
        self.strips.show_notice()

    def tell_crash(self) -> None:
        """The window before this one crashed."""
        from desktop.notices import Notice

        self.session.tell(Notice("warning", both("crash.happened"), both("crash.remedy"), ("copy_report",)))

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

    def _edit(self, change: Change) -> None:
        self.session.edits.make(change)

    def _made(self, path: object) -> None:
        if isinstance(path, Path):
            self.open(path)

    def _system_changed(self) -> None:
        if self.settings.theme_choice == "system":
            self.restyle()

    # --- Qt

    @Slot()
    def _shortcuts(self) -> None:
        from desktop.doings import DOINGS

        for doing in DOINGS:
            for keys in doing.keys:
                QShortcut(QKeySequence(keys), self.window).activated.connect(partial(self.do, doing.key))

    @Slot()
    def _finish(self) -> None:
        if self.page is not None:
            self.page.build_at_once()
            self.page.finish()

    @Slot()
    def _resized(self) -> None:
        """On a low screen the cards give way, on a narrow one the side."""
        room = self._room()
        if room != (self._narrow, self._low, self._dense):
            self._narrow, self._low, self._dense = room
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
