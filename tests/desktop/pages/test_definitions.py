"""The page Definitions: every knob found, explained, checked and changed in its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from desktop import cache, edits
from desktop.frame import Frame
from desktop.pages.definitions import YOURS, DefinitionsPage
from desktop.widgets.chip import Chip
from desktop.widgets.knob_row import KnobRow
from desktop.widgets.labels import Text
from reports.definitions import GROUPS, KNOBS
from reports.outcome import Line, Setting
from tests.desktop.sample import outcome

Windows = Callable[..., Frame]
REFUSED = Line(id="unreadable", en="Definitions!C9: “often” is no value.", es="Definiciones!C9: «often» no sirve.")
SETTINGS = [
    Setting(key="low_stock_units", scope="all", value="5"),
    Setting(key="low_stock_units", scope="type:jersey", value="12"),
    Setting(key="low_stock_units", scope="product:vest 🚴", value="3"),
    Setting(key="service_level", scope="all", value="often", problem=REFUSED),
    Setting(key="brief_language", scope="all", value="en", standard="en"),
    Setting(key="fx.EUR", scope="all", value="4500"),
    Setting(key="moon_phase", scope="all", value="full"),
]

FINDS = {
    "LOW stock": "low_stock_units",
    "size is low": "low_stock_units",
    "bogota": "timezone",
    "eur": "fx.EUR",
}


@pytest.fixture
def frame(workbook: Path, window_for: Windows) -> Frame:
    cache.save(cache.folder(workbook), msgspec.structs.replace(outcome(), settings=SETTINGS), "read")
    (workbook.parent / f"~${workbook.name}").touch()
    made = window_for(workbook, "locked")
    made.go("definitions")
    QApplication.processEvents()
    return made


def page(frame: Frame) -> DefinitionsPage:
    assert isinstance(frame.page, DefinitionsPage)
    return frame.page


def row(frame: Frame, key: str) -> KnobRow:
    return next(row for row in page(frame).rows if row.listed.key == key)


def texts(frame: Frame) -> str:
    for _ in range(30):  # a page that changed is built in slices
        QApplication.processEvents()
    return "\n".join(one.text() for one in page(frame).findChildren(Text) if one.isVisibleTo(page(frame)))


def chips(frame: Frame) -> list[str]:
    return [one.accessibleName() for one in page(frame).findChildren(Chip)]


def test_every_knob_stands_in_a_group_that_has_a_name_in_both_languages(frame: Frame) -> None:
    assert {knob.key for _, knobs in GROUPS for knob in knobs} == {knob.key for knob in KNOBS}
    for name, _ in GROUPS:
        assert frame.look.words.has(f"definitions.group.{name}")


def test_a_definition_says_what_is_set_for_whom_and_what_cannot_be_used(frame: Frame) -> None:
    frame.show("definitions", "low_stock_units")
    said = texts(frame)
    assert "Below this many units a size is low." in said
    assert "Product type: jersey: 12 units" in said
    assert "standard: 8" in said
    assert "Product: vest 🚴: 3 units" in said
    page(frame)._chosen(YOURS)
    assert {one.listed.key for one in page(frame).rows} == {"low_stock_units", "service_level", "fx.EUR"}
    frame.show("definitions", "service_level")
    said = texts(frame)
    assert "▲ Definitions!C9: “often” is no value." in said
    # What cannot be used is not what holds.
    assert "90%" in said
    assert "moon_phase" in said


def test_a_word_finds_it_in_whichever_spelling(frame: Frame) -> None:
    for wanted, found in FINDS.items():
        page(frame).search.setText(wanted)
        page(frame)._search_now()
        assert found in [one.listed.key for one in page(frame).rows]
    page(frame).search.setText("nothing like it")
    page(frame)._search_now()
    assert "Nothing here. Try another word or group." in texts(frame)


def test_a_value_is_checked_and_then_waits_to_be_written(qtbot: QtBot, frame: Frame) -> None:
    frame.show("definitions", "low_stock_units")
    editor = row(frame, "low_stock_units").editor
    assert editor is not None
    assert isinstance(editor.value, QLineEdit)
    editor.value.setText("a few")
    editor.save.click()
    assert editor.wrong.text() == "▲ A whole number is needed here."
    assert frame.session.waiting_edits() == ()

    editor.value.setText("7")
    qtbot.keyClick(editor.value, "\r")
    assert edits.waiting_settings(frame.session) == {("low_stock_units", ""): "7"}
    qtbot.waitUntil(lambda: not frame.session.doing, timeout=15_000)
    qtbot.waitUntil(lambda: "being written" in chips(frame), timeout=15_000)
    frame.show("definitions", "low_stock_units")
    assert "For all: 7 units" in texts(frame)


def test_a_value_for_one_product_only_and_back_to_the_standard(frame: Frame) -> None:
    frame.show("definitions", "low_stock_units")
    editor = row(frame, "low_stock_units").editor
    assert editor is not None
    assert isinstance(editor.value, QLineEdit)
    editor.scope.setCurrentIndex(editor.scope.findData("another:product"))
    editor.value.setText("4")
    editor.save.click()
    assert editor.wrong.text() == "▲ Say which one."
    editor.name.setText("jersey-andes")
    editor.save.click()
    frame.show("definitions", "low_stock_units")
    editor = row(frame, "low_stock_units").editor
    assert editor is not None
    editor.scope.setCurrentIndex(editor.scope.findData("type:jersey"))
    editor.reset.click()
    assert edits.waiting_settings(frame.session) == {
        ("low_stock_units", "product:jersey-andes"): "4",
        ("low_stock_units", "type:jersey"): "8",
    }


def test_one_of_a_few_is_chosen_from_a_list(frame: Frame) -> None:
    frame.show("definitions", "work_saturday")
    editor = row(frame, "work_saturday").editor
    assert editor is not None
    assert isinstance(editor.value, QComboBox)
    assert [editor.value.itemText(n) for n in range(editor.value.count())] == ["no", "until noon", "yes"]
    editor.value.setCurrentIndex(1)
    editor.save.click()
    assert edits.waiting_settings(frame.session) == {("work_saturday", ""): "half"}


def test_what_is_being_typed_outlives_a_refresh(frame: Frame) -> None:
    frame.show("definitions", "low_stock_units")
    editor = row(frame, "low_stock_units").editor
    assert editor is not None
    assert isinstance(editor.value, QLineEdit)
    editor.scope.setCurrentIndex(editor.scope.findData("type:jersey"))
    editor.value.setText("14")
    frame.build()
    QApplication.processEvents()
    again = row(frame, "low_stock_units").editor
    assert again is not None
    assert again is not editor
    assert isinstance(again.value, QLineEdit)
    assert (again.scope.currentData(), again.value.text()) == ("type:jersey", "14")


def test_without_a_brief_it_says_what_to_do(workbook: Path, window_for: Windows) -> None:
    made = window_for(workbook)
    made.go("definitions")
    QApplication.processEvents()
    assert made.look.words("empty.add") in texts(made)
