"""The table of all that may be done: complete, in both languages, each shortcut once."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.dialogs.keys import KeysDialog, lines
from desktop.doings import BY_KEY, DOINGS
from desktop.frame import Frame
from desktop.translations import Words
from desktop.widgets.labels import Text

Windows = Callable[..., Frame]


def test_no_key_and_no_shortcut_means_two_things() -> None:
    assert len(BY_KEY) == len(DOINGS)
    keys = Counter(QKeySequence(keys).toString() for doing in DOINGS for keys in doing.keys)
    assert [keys for keys, number in keys.items() if number > 1] == []
    assert "" not in keys


@pytest.mark.parametrize("language", ["en", "es"])
def test_everything_is_called_something_and_nothing_is_called_alike(language: str) -> None:
    said = [doing.said(Words(language)) for doing in DOINGS if doing.listed]

    assert [name for name, number in Counter(said).items() if number > 1] == []


def offered(root: Path) -> set[str]:
    """The keys that the code hands to a notice or emits as an offer."""
    found: set[str] = set()
    for path in (root / "desktop").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            if ast.unparse(node.func).endswith("offered.emit"):
                found |= {one.value for one in node.args if isinstance(one, ast.Constant)}
            elif ast.unparse(node.func).endswith("Notice"):
                tuples = [one for one in ast.walk(node) if isinstance(one, ast.Tuple)]
                found |= {one.value for many in tuples for one in many.elts if isinstance(one, ast.Constant)}
    return found


def test_whatever_a_page_or_a_notice_offers_can_be_done(root: Path) -> None:
    found = offered(root)
    assert len(found) > 10
    assert found - set(BY_KEY) == set()


def test_what_may_not_be_done_now_is_not_done(window_for: Windows, calls: Callable[[], list[list[str]]]) -> None:
    frame = window_for(None)

    for key in ("refresh", "write", "note", "restore", "page.exceptions", "period.daily"):
        frame.do(key)

    assert (frame.page_key, frame.read, calls(), frame.session.doing) == ("week", "weekly", [], "")


def test_f1_lists_every_shortcut(qtbot: QtBot, kept: Path, window_for: Windows) -> None:
    frame = window_for(kept)
    qtbot.keySequence(frame.window, "F1")
    QApplication.processEvents()

    (dialog,) = frame.window.findChildren(KeysDialog)
    shown = {text.text() for text in dialog.findChildren(Text)}
    known = lines(frame.look)
    assert {("F5 or Ctrl+R", "Refresh"), ("Ctrl+K", "Do or find anything")} <= set(known)
    assert {part for line in known for part in line} <= shown
    assert len(known) == 2 + sum(bool(doing.keys) for doing in DOINGS)
