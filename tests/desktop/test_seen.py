"""Every page in both themes and languages looks as it did when somebody last looked at it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from tests.desktop import seen


def test_every_page_looks_as_it_was_last_seen(
    qtbot: QtBot, tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where one differs, ``build/seen`` shows wanted, seen and the difference side by side."""
    told = []
    for name, image in seen.pictures(seen.example(tmp_path), tmp_path):
        found = seen.difference(seen.wanted(name), image)
        if found.share > seen.SHARE:
            shown = root / "build" / "seen" / f"{name}.png"
            shown.parent.mkdir(parents=True, exist_ok=True)
            found.shown.save(str(shown))
            told.append(f"{name}: {found.share:.2%} differ, {found.where}; see {shown.relative_to(root)}")
    assert not told, "\n".join([*told, "If that is as it should be: make seen, look at the pictures, commit them."])


def test_a_word_that_moved_is_seen(qtbot: QtBot) -> None:
    """A line of text of 60 × 20 points that stands elsewhere; one point that is a little lighter is not told."""
    before = QImage(seen.KEPT, QImage.Format.Format_RGB888)
    before.fill(QColor("#f6f5f2"))
    word, speck = before.copy(), before.copy()
    for x in range(60):
        for y in range(20):
            word.setPixelColor(100 + x, 40 + y, QColor("#1c1b19"))
    speck.setPixelColor(5, 5, QColor("#e6e2da"))

    found = seen.difference(before, word)

    assert found.share > seen.SHARE
    assert found.where == "x 100–159, y 40–59"
    assert found.shown.width() == 3 * seen.KEPT.width()
    assert seen.difference(before, speck).share == 0
    assert seen.difference(before, before.scaled(10, 10)).share == 1
