"""Asking for a file: which workbook to open, where to make a new one or a template."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.translations import Words
from desktop.window import ENDINGS


def workbook_to_open(parent: QWidget, words: Words, near: Path | None) -> Path | None:
    """The workbook that was chosen, or nothing."""
    start = str(near.parent if near else Path.home())
    chosen, _ = QFileDialog.getOpenFileName(parent, words("files.open"), start, words("files.kinds"))
    return Path(chosen) if chosen else None


def files_to_import(parent: QWidget, words: Words, near: Path | None) -> list[Path]:
    """The exports that were chosen."""
    kinds = f"{words('files.exports')} (*.csv *.tsv *.txt *.xlsx *.xlsm *.zip *.gz *.mbox);;{words('files.all')} (*)"
    chosen, _ = QFileDialog.getOpenFileNames(parent, words("files.import"), str(near or Path.home()), kinds)
    return [Path(one) for one in chosen]


def place_for_new(parent: QWidget, words: Words) -> Path | None:
    """Where the new workbook is to be made, always with the ending of one."""
    proposed = str(Path.home() / words("files.name"))
    chosen, _ = QFileDialog.getSaveFileName(parent, words("files.new"), proposed, words("files.kinds"))
    return _with_ending(chosen)


def place_for_template(parent: QWidget, words: Words, proposed: Path) -> Path | None:
    """Where the template is to be saved; a template holds no macros."""
    chosen, _ = QFileDialog.getSaveFileName(parent, words("files.share"), str(proposed), words("files.kinds"))
    return Path(chosen).with_suffix(".xlsx") if chosen else None


def place_for_brief(parent: QWidget, words: Words, proposed: Path) -> Path | None:
    """Where the brief is to be saved; its ending is that of its format."""
    kinds = f"{proposed.suffix[1:].upper()} (*{proposed.suffix})"
    chosen, _ = QFileDialog.getSaveFileName(parent, words("files.brief"), str(proposed), kinds)
    return Path(chosen).with_suffix(proposed.suffix) if chosen else None


def file_from_google(parent: QWidget, words: Words) -> Path | None:
    """The file of a client or of a service account that was downloaded from Google's console."""
    kinds = words("files.google_kinds")
    chosen, _ = QFileDialog.getOpenFileName(parent, words("files.google"), str(Path.home()), kinds)
    return Path(chosen) if chosen else None


def _with_ending(chosen: str) -> Path | None:
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix.lower() in ENDINGS else path.with_name(f"{path.name}.xlsx")
