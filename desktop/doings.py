"""Everything that may be done in the window: one table, from which shortcuts, the palette and every button read.

A page or a notice names what it offers by its key, ``Page.offered.emit("refresh")``; :meth:`Frame.do` does it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from desktop.pages import PAGES
from desktop.settings import CHOICES

if TYPE_CHECKING:
    from desktop.frame import Frame
    from desktop.translations import Words
    from sheets.errors import Text


def _always(_frame: Frame) -> bool:
    return True


def _with_workbook(frame: Frame) -> bool:
    return frame.session.place is not None


def _with_brief(frame: Frame) -> bool:
    return frame.session.head is not None


def _nothing_named(_frame: Frame) -> Text | None:
    return None


def _may_write(frame: Frame) -> bool:
    return frame.session.head is not None and frame.session.may_change


@dataclass(frozen=True, slots=True)
class Doing:
    """One thing that may be done.

    ``word`` is the key of what it is called, ``do.<key>`` where empty, and ``of`` of what stands before it with a
    colon. ``can`` tells whether it may be done now, ``what`` to what. What is not ``listed`` answers a notice, and
    stands in no list.
    """

    key: str
    does: Callable[[Frame], object]
    keys: tuple[str, ...] = ()
    can: Callable[[Frame], bool] = _always
    word: str = ""
    of: str = ""
    listed: bool = True
    what: Callable[[Frame], Text | None] = _nothing_named

    def said(self, words: Words) -> str:
        """What it is called."""
        said = words(self.word or f"do.{self.key}")
        return f"{words(self.of)}: {said}" if self.of else said

    def said_now(self, frame: Frame) -> str:
        """What it is called, with what it would be done to now."""
        said, what = self.said(frame.look.words), self.what(frame)
        return f"{said}: {frame.look.say(what)}" if what else said


def _page(number: int, key: str) -> Doing:
    shortcut = "Ctrl+," if key == "settings" else f"Ctrl+{number}"
    return Doing(f"page.{key}", lambda frame: frame.go(key), (shortcut,), _with_workbook, f"page.{key}", "do.go")


def _read(number: int, read: str) -> Doing:
    does = partial(_choose_read, read)
    return Doing(f"period.{read}", does, (f"Alt+{number}",), _with_brief, f"period.{read}", "period")


def _choose_read(read: str, frame: Frame) -> None:
    frame.choose_read(read)


def _choices(name: str) -> list[Doing]:
    return [_choice(name, choice) for choice in CHOICES[name]]


def _choice(name: str, choice: str) -> Doing:
    key = f"{name}.{choice}"
    return Doing(key, lambda frame: frame.choose_setting(name, choice), (), _always, key, name)


#: In the order in which a list shows them.
DOINGS: tuple[Doing, ...] = (
    Doing("palette", lambda frame: frame.asks.palette(), ("Ctrl+K",)),
    Doing("refresh", lambda frame: frame.session.refresh(), ("F5", "Ctrl+R"), _with_workbook),
    Doing("write", lambda frame: frame.session.write(), ("Ctrl+S",), _may_write),
    Doing("cancel", lambda frame: frame.session.cancel(), ("Esc",), lambda frame: frame.session.can_cancel),
    Doing("add_data", lambda frame: frame.asks.data.add_data(), ("Ctrl+I",)),
    Doing("add_source", lambda frame: frame.asks.data.add_source(), ("Ctrl+Shift+I",), _with_workbook),
    Doing("note", lambda frame: frame.write_note(), ("Ctrl+N",), _with_workbook),
    Doing(
        "undo_edit",
        lambda frame: frame.session.edits.undo(),
        ("Ctrl+Z",),
        lambda frame: frame.session.can_undo,
        what=lambda frame: frame.session.edits.undo_said,
    ),
    Doing(
        "redo_edit",
        lambda frame: frame.session.edits.redo(),
        ("Ctrl+Shift+Z", "Ctrl+Y"),
        lambda frame: frame.session.can_redo,
        what=lambda frame: frame.session.edits.redo_said,
    ),
    Doing("cards", lambda frame: frame.show("week", "cards"), (), _with_brief),
    Doing("share", lambda frame: frame.asks.share(), ("Ctrl+Shift+S",), _with_brief),
    Doing("template", lambda frame: frame.asks.template(), (), _with_workbook),
    Doing("copy_section", lambda frame: frame.asks.copy_section(), ("Ctrl+Shift+C",), _with_brief),
    Doing("copy_brief", lambda frame: frame.asks.copy_brief(), (), _with_brief),
    *(_page(number, entry.key) for number, entry in enumerate(PAGES, 1)),
    *(_read(number, read) for number, read in enumerate(("daily", "weekly", "monthly"), 1)),
    Doing("open", lambda frame: frame.asks.choose_workbook(), ("Ctrl+O",)),
    Doing("open_sheet", lambda frame: frame.asks.google.choose_sheet(), ("Ctrl+Shift+O",)),
    Doing("open_workbook", lambda frame: frame.asks.open_workbook(), ("Ctrl+E",), _with_workbook),
    Doing("history", lambda frame: frame.asks.history(), ("Ctrl+H",), _with_workbook),
    Doing("today", lambda frame: frame.session.show_today(), (), lambda frame: bool(frame.session.past)),
    Doing("restore", lambda frame: frame.asks.choose_copy(), (), _with_workbook),
    Doing("zoom_in", lambda frame: frame.zoom(1), ("Ctrl++", "Ctrl+=")),
    Doing("zoom_out", lambda frame: frame.zoom(-1), ("Ctrl+-",)),
    Doing("zoom_reset", lambda frame: frame.choose_setting("zoom", "100"), ("Ctrl+0",)),
    Doing("next_region", lambda frame: frame.next_region(1), ("F6",)),
    Doing("last_region", lambda frame: frame.next_region(-1), ("Shift+F6",)),
    *_choices("theme"),
    *_choices("language"),
    Doing("keys", lambda frame: frame.asks.keys(), ("F1", "?")),
    Doing("close", lambda frame: frame.window.close(), ("Ctrl+Q",), word="do.close"),
    # what only a notice or a page offers
    Doing("copy_report", lambda frame: frame.asks.copy_report(), listed=False),
    Doing("cancel_work", lambda frame: frame.session.cancel(), listed=False),
    Doing("again", lambda frame: frame.session.write(), listed=False),
    Doing("adopt", lambda frame: frame.session.refresh(adopt=True), listed=False),
    Doing("undo", lambda frame: frame.session.going_back.undo(), listed=False),
    Doing("undo_import", lambda frame: frame.session.intake.undo(), listed=False),
    Doing("resume_import", lambda frame: frame.asks.data.resume(), listed=False),
    Doing("drop_import", lambda frame: frame.asks.data.forget(), listed=False),
    Doing("password", lambda frame: frame.asks.password(), listed=False),
    Doing("open_file", lambda frame: frame.asks.open_place(), listed=False),
    Doing("open_place", lambda frame: frame.asks.open_place(), listed=False),
    Doing("sign_in", lambda frame: frame.asks.google.sign_in(), listed=False),
    Doing("disconnect", lambda frame: frame.asks.google.sign_out(), listed=False),
    Doing("versions", lambda frame: frame.asks.open_workbook(), listed=False),
    Doing("show", lambda frame: frame.asks.show_place(), listed=False),
    Doing("show_copy", lambda frame: frame.asks.show_copy(), listed=False),
)
BY_KEY = {doing.key: doing for doing in DOINGS}


def listed(frame: Frame) -> list[Doing]:
    """What a list may show: all that may be done now."""
    return [doing for doing in DOINGS if doing.listed and doing.can(frame)]
