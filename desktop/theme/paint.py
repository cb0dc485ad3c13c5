"""Tokens become Qt's palette and the few style rules that a palette cannot say."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette

from desktop.theme.size import zoom
from reports.tokens import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT, Palette

ICONS = Path(__file__).parent / "icons"
#: A length in a rule. ``7-1px`` is one pixel of the screen less than 7: the ring of the focus is one wider than a line.
_LENGTH = re.compile(r"\b(\d+)(-1)?px")
#: Lines and rings stay as thin as they are.
_THINNEST = 2


def wants_dark(choice: str) -> bool:
    """Whether the dark colours are to be used: as chosen, else as the system wishes."""
    if choice == "system":
        return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return choice.endswith("dark")


def wants_contrast(choice: str) -> bool:
    """Whether the colours of high contrast are to be used: as chosen, else as the system wishes."""
    if choice != "system":
        return choice.startswith("contrast")
    return _system_wish("contrastPreference") == "HighContrast"  # Qt 6.10


def may_move(choice: str) -> bool:
    """Whether something may move on the screen: as chosen, else as the system wishes."""
    if choice != "system":
        return choice == "full"
    return _system_wish("motionPreference") != "ReducedMotion"  # Qt 6.12


def _system_wish(name: str) -> str:
    """What the system says of accessibility, as far as this Qt asks it. What is asked is kept for that long."""
    hints = QGuiApplication.styleHints()
    wishes = hints.accessibility() if hasattr(hints, "accessibility") else None
    return getattr(wishes, name)().name if hasattr(wishes, name) else ""


def follow_system(does: Callable[[], None]) -> None:
    """Do this whenever the system wishes other colours or contrast."""
    hints = QGuiApplication.styleHints()
    hints.colorSchemeChanged.connect(does)
    if hasattr(hints, "accessibility"):  # Qt 6.10
        hints.accessibility().contrastPreferenceChanged.connect(does)


def colours(choice: str) -> Palette:
    """The tokens of the theme that was chosen."""
    dark = wants_dark(choice)
    if wants_contrast(choice):
        return CONTRAST_DARK if dark else CONTRAST_LIGHT
    return DARK if dark else LIGHT


def mixed(one: str, other: str) -> str:
    """The colour half way between two."""
    a, b = QColor(one), QColor(other)
    return QColor((a.red() + b.red()) // 2, (a.green() + b.green()) // 2, (a.blue() + b.blue()) // 2).name()


def palette(c: Palette) -> QPalette:
    """Qt's palette, so that everything that is not styled here fits too."""
    made = QPalette()
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, c.background), (role.WindowText, c.ink), (role.Base, c.panel), (role.AlternateBase, c.background),
        (role.Text, c.ink), (role.Button, c.panel), (role.ButtonText, c.ink), (role.BrightText, c.critical),
        (role.Highlight, c.accent), (role.HighlightedText, c.on_accent), (role.Link, c.accent_line),
        (role.PlaceholderText, c.muted), (role.ToolTipBase, c.panel), (role.ToolTipText, c.ink),
        (role.Mid, c.line), (role.Midlight, c.line), (role.Light, c.panel), (role.Dark, c.line), (role.Shadow, c.line),
    ):  # fmt: skip
        made.setColor(which, QColor(colour))
    for which in (role.Text, role.ButtonText, role.WindowText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(c.muted))
    return made


def buttons(c: Palette) -> str:
    """The rules for buttons, set on what holds them: a style sheet costs time for every widget inside."""
    arrow = _arrow(c)
    return sized(f"""
QPushButton {{ background: {c.panel}; color: {c.ink}; border: 1px solid {c.line}; border-radius: 8px;
  padding: 7px 13px; font-weight: 600; }}
QPushButton:hover {{ background: {c.quiet_soft}; }}
QPushButton:disabled {{ color: {c.muted}; }}
QPushButton:focus {{ border: 2px solid {c.accent_line}; padding: 7-1px 13-1px; }}
QPushButton#primary {{ background: {c.accent}; color: {c.on_accent}; border: 1px solid {c.accent}; }}
QPushButton#primary:focus {{ border: 2px solid {c.ink}; }}
QPushButton#primary:disabled {{ background: {c.quiet_soft}; color: {c.muted}; border: 1px solid {c.line}; }}
QPushButton#nav {{ background: transparent; border: 1px solid transparent; text-align: left; padding: 7px 7px;
  font-weight: 400; }}
QPushButton#nav[dense="true"] {{ padding: 4px 7px; }}
QPushButton#nav[dense="true"]:focus {{ padding: 4-1px 7-1px; }}
QPushButton#nav:hover {{ background: {c.quiet_soft}; }}
QPushButton#nav:checked {{ background: {c.quiet_soft}; font-weight: 600; }}
QPushButton#nav:focus {{ border: 2px solid {c.accent_line}; padding: 7-1px 7-1px; }}
QPushButton#link {{ background: transparent; border: 1px solid transparent; color: {c.muted}; font-weight: 400;
  font-size: 12px; padding: 3px 5px; text-align: left; }}
QPushButton#link:hover {{ color: {c.ink}; text-decoration: underline; background: transparent; }}
QPushButton#link:focus {{ border: 2px solid {c.accent_line}; padding: 3-1px 5-1px; color: {c.ink}; }}
QPushButton#menu {{ padding-right: 31px; }}
QPushButton#menu:focus {{ padding-right: 31-1px; }}
QPushButton#menu::menu-indicator {{ image: url({arrow}); width: 12px; height: 12px; subcontrol-origin: padding;
  subcontrol-position: center right; right: 10px; }}
QPushButton#segment {{ border-radius: 0; font-weight: 400; margin-left: -1px; }}
QPushButton#segment[place="first"] {{ border-top-left-radius: 8px; border-bottom-left-radius: 8px; margin-left: 0; }}
QPushButton#segment[place="last"] {{ border-top-right-radius: 8px; border-bottom-right-radius: 8px; }}
QPushButton#segment:checked {{ background: {c.quiet_soft}; font-weight: 600; }}
""")


def fields(c: Palette) -> str:
    """The rules for what is typed into."""
    arrow = _arrow(c)
    return sized(f"""
QLineEdit, QPlainTextEdit {{ background: {c.panel}; color: {c.ink}; border: 1px solid {c.line}; border-radius: 8px;
  padding: 7px 9px; selection-background-color: {c.accent}; selection-color: {c.on_accent};
  placeholder-text-color: {c.muted}; }}
QComboBox, QDateEdit {{ background: {c.panel}; color: {c.ink}; border: 1px solid {c.line}; border-radius: 8px;
  padding: 7px 9px; }}
QComboBox:focus, QDateEdit:focus {{ border: 2px solid {c.accent_line}; padding: 7-1px 9-1px; }}
QComboBox::drop-down, QDateEdit::drop-down {{ border: 0; width: 28px; }}
QComboBox::down-arrow, QDateEdit::down-arrow {{ image: url({arrow}); width: 12px; height: 12px; }}
QLineEdit:focus, QPlainTextEdit:focus {{ border: 2px solid {c.accent_line}; padding: 7-1px 9-1px; }}
""")


def lists(c: Palette) -> str:
    """The rules for lists to choose from."""
    check = _check(c)
    return sized(f"""
QListWidget::indicator {{ width: 14px; height: 14px; border: 1px solid {c.muted}; border-radius: 4px;
  background: {c.panel}; }}
QListWidget::indicator:checked {{ background: {c.accent}; border: 1px solid {c.accent}; image: url({check}); }}
QListWidget {{ background: {c.panel}; color: {c.ink}; border: 1px solid {c.line}; border-radius: 8px; padding: 4px;
  outline: 0; }}
QListWidget:focus {{ border: 2px solid {c.accent_line}; padding: 4-1px; }}
QListWidget::item {{ border-radius: 6px; padding: 6px 8px; }}
QListWidget::item:hover {{ background: {c.quiet_soft}; }}
QListWidget::item:selected {{ background: {c.accent}; color: {c.on_accent}; }}
{_scroll_bar(c)}""")


def progress(c: Palette) -> str:
    """A thin bar."""
    return sized(f"""
QProgressBar {{ background: {c.line}; border: 0; border-radius: 2px; max-height: 4px; min-height: 4px; }}
QProgressBar::chunk {{ background: {c.accent_line}; border-radius: 2px; }}
""")


def scroll_bar(c: Palette) -> str:
    """A thin bar in the margin."""
    return sized(_scroll_bar(c))


def _scroll_bar(c: Palette) -> str:
    return f"""
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar::handle:vertical {{ background: {c.line}; border-radius: 4px; min-height: 40px; margin: 1px; }}
QScrollBar::handle:vertical:hover {{ background: {c.muted}; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent;
  height: 0; width: 0; }}
"""


def tables(c: Palette) -> str:
    """The rules for tables of rows, and for the counts that open them."""
    return sized(f"""
QTableWidget {{ background: {c.panel}; color: {c.ink}; border: 1px solid {c.line}; border-radius: 8px;
  gridline-color: {c.line}; selection-background-color: {c.quiet_soft}; selection-color: {c.ink}; outline: 0; }}
QTableWidget:focus {{ border: 2px solid {c.accent_line}; }}
QTableWidget::item {{ padding: 3px 5px; border: 0; }}
QHeaderView {{ background: transparent; border: 0; }}
QHeaderView::section {{ background: transparent; color: {c.muted}; border: 0; border-bottom: 1px solid {c.line};
  padding: 5px 8px; text-align: left; }}
QPushButton#count {{ border-radius: 13px; padding: 4px 11px; font-weight: 600; }}
QPushButton#count:checked {{ background: {c.quiet_soft}; border: 1px solid {c.muted}; }}
QPushButton#count:focus {{ border: 2px solid {c.accent_line}; padding: 4-1px 11-1px; }}
QPushButton#count:disabled {{ background: transparent; border: 1px solid {c.line}; font-weight: 400; }}
{_scroll_bar(c)}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
QScrollBar::handle:horizontal {{ background: {c.line}; border-radius: 4px; min-width: 40px; margin: 1px; }}
QScrollBar::add-line:horizontal, QScrollBar::sub-line:horizontal {{ width: 0; }}
""")


def checks(c: Palette) -> str:
    """The rules for boxes to tick."""
    check = _check(c)
    return sized(f"""
QCheckBox {{ color: {c.ink}; spacing: 8px; padding: 2px 4px; border: 2px solid transparent; border-radius: 6px; }}
QCheckBox:disabled {{ color: {c.muted}; }}
QCheckBox:focus {{ border: 2px solid {c.accent_line}; }}
QCheckBox::indicator {{ width: 14px; height: 14px; border: 1px solid {c.muted}; border-radius: 4px;
  background: {c.panel}; }}
QCheckBox::indicator:checked {{ background: {c.accent}; border: 1px solid {c.accent}; image: url({check}); }}
QCheckBox::indicator:disabled {{ background: {c.quiet_soft}; border: 1px solid {c.line}; }}
""")


def sized(rules: str) -> str:
    """Rules of a style with their lengths as large as everything is shown."""
    return _scaled(rules, zoom())


@cache
def _scaled(rules: str, factor: float) -> str:
    def length(found: re.Match[str]) -> str:
        pixels = int(found[1])
        shown = pixels if pixels <= _THINNEST and not found[2] else round(pixels * factor)
        return f"{shown - 1 if found[2] else shown}px"

    return _LENGTH.sub(length, rules)


def _arrow(c: Palette) -> str:
    return (ICONS / ("down_dark.svg" if _is_dark(c.panel) else "down_light.svg")).as_posix()


def _check(c: Palette) -> str:
    return (ICONS / ("check_dark.svg" if _is_dark(c.on_accent) else "check.svg")).as_posix()


def _is_dark(colour: str) -> bool:
    return QColor(colour).lightness() < 128
