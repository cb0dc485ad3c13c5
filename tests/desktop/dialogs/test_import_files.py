from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QDateEdit, QFileDialog, QPushButton, QTableWidget
from pytestqt.qtbot import QtBot

from desktop.dialogs.import_files import ImportDialog
from desktop.frame import Frame
from desktop.intake import drafts
from desktop.settings import Settings
from desktop.widgets.labels import Text
from desktop.window import Window
from tests.desktop.dialogs.conftest import Opened, is_sound
from tests.desktop.exports import ORDERS, done, export, failed, orders

Windows = Callable[..., Frame]
Calls = Callable[[], list[list[str]]]
SOON = 15_000
KINDS = [
    {"key": "meta_days", "kind": {"en": "Meta ads by day", "es": "Meta por día"}, "table": "campaigns"},
    {"key": "meta_range", "kind": {"en": "Meta ads by range", "es": "Meta por rango"}, "table": "campaigns"},
]


def drop(window: Window, *files: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    nothing = Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPoint(9, 9), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, nothing))


def dropped(qtbot: QtBot, frame: Frame, opened: Opened[ImportDialog], *files: Path) -> ImportDialog:
    drop(frame.window, *files)
    dialog = opened(frame, ImportDialog)
    qtbot.waitUntil(lambda: dialog.ready, timeout=SOON)
    QApplication.processEvents()
    return dialog


def texts(dialog: ImportDialog) -> str:
    QApplication.processEvents()
    return "\n".join(text.text() for text in dialog.findChildren(Text) if text.isVisible())


def button(dialog: ImportDialog, word: str) -> QPushButton:
    QApplication.processEvents()
    return next(one for one in dialog.findChildren(QPushButton) if one.text() == word and one.isVisible())


def table(dialog: ImportDialog) -> list[list[str]]:
    QApplication.processEvents()
    (shown,) = [one for one in dialog.findChildren(QTableWidget) if one.isVisible()]
    headers = [shown.horizontalHeaderItem(column).text() for column in range(shown.columnCount())]
    cells = [[shown.item(row, at).text() for at in range(shown.columnCount())] for row in range(shown.rowCount())]
    return [headers, *cells]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("size", [(1366, 900), (800, 600)])
def test_a_dropped_export_says_what_it_is_and_what_it_would_do(
    qtbot: QtBot,
    kept: Path,
    tmp_path: Path,
    window_for: Windows,
    opened: Opened[ImportDialog],
    settings: Settings,
    calls: Calls,
    language: str,
    size: tuple[int, int],
) -> None:
    settings.language_choice = language
    dialog = dropped(qtbot, window_for(kept, size=size), opened, orders(tmp_path / "orders_export.csv"))

    said = texts(dialog)
    words = [one.text() for one in dialog.findChildren(QPushButton) if one.objectName() == "count"]
    if language == "en":
        assert "Shopify orders export → Orders" in said
        assert words == ["2 new", "1 changed", "41 the same", "1 not in the file", "1 refused", "1 left out"]
        assert "Dates read as day/month. Amounts in COP, as the file says." in said
        assert "Billing Name, Billing Street and Phone" in said
        assert "Tax 1 Name, Tax 1 Value, Device ID, Id, Risk Level, Source and 2 more" in said
    else:
        assert "Exportación de pedidos de Shopify → Orders" in said
        assert words[:3] == ["2 nuevas", "1 cambiada", "41 iguales"]
        assert "Fechas leídas como día/mes." in said
    assert len(calls()) == 1
    assert dialog.height() <= dialog.parentWidget().height()
    is_sound(dialog)


@pytest.mark.parametrize(
    ("count", "rows"),
    [
        ("2 new", [["Row", "Order", "Total", "SKU"], ["2", "#1101", "189900", "JER-M"], ["3", "#1102", "90000", ""]]),
        (
            "1 changed",
            [["Row", "Which", "Column", "Was", "Now"], ["9", "#1098", "Financial status", "pending", "paid"]],
        ),
        ("1 not in the file", [["Row", "Order", "Total"], ["31", "#1050", "75000"]]),
        ("1 refused", [["Row", "Why"], ["44", "There is no order number."]]),
        ("1 left out", [["Why", "Rows", "Row"], ["a total of other rows", "1", "48"]]),
    ],
)
def test_each_count_opens_its_list(
    qtbot: QtBot,
    kept: Path,
    tmp_path: Path,
    window_for: Windows,
    opened: Opened[ImportDialog],
    count: str,
    rows: list[list[str]],
) -> None:
    dialog = dropped(qtbot, window_for(kept), opened, orders(tmp_path / "a.csv"))
    assert not [one for one in dialog.findChildren(QTableWidget) if one.isVisible()]

    button(dialog, "41 the same").click()
    button(dialog, count).click()

    assert table(dialog) == rows
    assert not button(dialog, "41 the same").isChecked()
    is_sound(dialog)


def test_enter_imports_and_the_banner_offers_to_undo_it(
    qtbot: QtBot, kept: Path, tmp_path: Path, window_for: Windows, opened: Opened[ImportDialog], calls: Calls
) -> None:
    frame = window_for(kept)
    dialog = dropped(qtbot, frame, opened, orders(tmp_path / "a.csv"))
    assert dialog.focusWidget() is dialog.go

    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: frame.session.notice is not None and not frame.session.doing, timeout=SOON)

    assert [call[0] for call in calls()] == ["import", "import", "refresh"]
    assert frame.window.findChildren(ImportDialog) == []
    assert frame.session.notice is not None
    assert frame.session.notice.happened.en == "Imported. Orders: 2 new, 1 changed."
    assert frame.session.notice.remedy.en == "1 row was refused."
    assert frame.session.notice.offers == ("undo_import",)
    frame.do("undo_import")
    qtbot.waitUntil(lambda: calls()[-1] == ["refresh", "--no-write", "--events"] and len(calls()) == 5, timeout=SOON)


def test_what_replacing_empties_is_said(
    qtbot: QtBot, kept: Path, tmp_path: Path, window_for: Windows, opened: Opened[ImportDialog], calls: Calls
) -> None:
    dialog = dropped(qtbot, window_for(kept), opened, orders(tmp_path / "a.csv"))

    button(dialog, "Replace").click()
    qtbot.waitUntil(lambda: len(calls()) == 2 and dialog.ready, timeout=SOON)

    assert "--mode" in calls()[-1]
    assert "1 row that the file has not is emptied." in texts(dialog)
    assert button(dialog, "1 to be emptied").isEnabled()
    is_sound(dialog)


def test_two_files_never_replace_one_tab(
    qtbot: QtBot, kept: Path, tmp_path: Path, window_for: Windows, opened: Opened[ImportDialog], calls: Calls
) -> None:
    frame = window_for(kept)
    dialog = dropped(qtbot, frame, opened, orders(tmp_path / "a.csv"), orders(tmp_path / "b.csv"))
    for one in list(frame.session.intake.asked):
        next(
            each
            for each in dialog.findChildren(QPushButton)
            if each.accessibleName() == f"How it is imported, {one.name}: Replace"
        ).click()
        qtbot.waitUntil(lambda: dialog.ready, timeout=SOON)

    assert not dialog.go.isEnabled()
    assert "Only one file may replace Orders" in texts(dialog)
    is_sound(dialog)


def test_of_two_files_the_one_that_replaces_goes_first(
    qtbot: QtBot, kept: Path, tmp_path: Path, window_for: Windows, opened: Opened[ImportDialog], calls: Calls
) -> None:
    frame = window_for(kept)
    dialog = dropped(qtbot, frame, opened, orders(tmp_path / "a.csv"), orders(tmp_path / "b.csv"))
    next(each for each in dialog.findChildren(QPushButton) if "b.csv: Replace" in each.accessibleName()).click()
    qtbot.waitUntil(lambda: dialog.ready, timeout=SOON)

    dialog.go.click()
    qtbot.waitUntil(lambda: calls()[-1][0] == "refresh", timeout=SOON)

    assert [call[1] for call in calls() if call[0] == "import" and "--preview" not in call] == ["b.csv", "a.csv"]


def test_a_file_that_fits_two_kinds_asks_which_it_is(
    qtbot: QtBot, kept: Path, tmp_path: Path, window_for: Windows, opened: Opened[ImportDialog], calls: Calls
) -> None:
    file = export(
        tmp_path / "ads.csv",
        (["--as", "meta_range"], done(imports=[ORDERS])),
        ([], failed("several_kinds", "ads.csv may be two things.", kinds=KINDS)),
    )
    dialog = dropped(qtbot, window_for(kept), opened, file)
    assert "Which of them is it?" in texts(dialog)
    assert not dialog.go.isEnabled()
    is_sound(dialog)

    button(dialog, "Meta ads by range → Campaigns").click()
    qtbot.waitUntil(lambda: dialog.go.isEnabled(), timeout=SOON)

    assert calls()[-1][4:6] == ["--as", "meta_range"]


def test_a_file_that_does_not_say_its_days_asks_for_them(
    qtbot: QtBot, kept: Path, tmp_path: Path, window_for: Windows, opened: Opened[ImportDialog], calls: Calls
) -> None:
    file = export(tmp_path / "ads.csv", (["--from"], done(imports=[ORDERS])), ([], failed("asks_period")))
    dialog = dropped(qtbot, window_for(kept), opened, file)
    first, last = [one for one in dialog.findChildren(QDateEdit) if one.isVisible()]
    is_sound(dialog)

    first.setDate(first.date().fromString("2026-11-15", "yyyy-MM-dd"))
    last.setDate(last.date().fromString("2026-11-09", "yyyy-MM-dd"))
    button(dialog, "Use these days").click()
    qtbot.waitUntil(lambda: dialog.go.isEnabled(), timeout=SOON)

    assert calls()[-1][4:8] == ["--from", "2026-11-09", "--to", "2026-11-15"]


def test_dates_that_may_be_read_two_ways_are_asked_for(
    qtbot: QtBot, kept: Path, tmp_path: Path, window_for: Windows, opened: Opened[ImportDialog], calls: Calls
) -> None:
    file = export(tmp_path / "a.csv", (["--dates"], done(imports=[ORDERS])), ([], failed("asks_dates")))
    dialog = dropped(qtbot, window_for(kept), opened, file)

    button(dialog, "Month/day").click()
    qtbot.waitUntil(lambda: dialog.go.isEnabled(), timeout=SOON)

    assert calls()[-1][4:6] == ["--dates", "m/d"]
    assert button(dialog, "Month/day").isChecked()


def test_a_failure_says_its_cause_and_remedy_and_the_other_files_can_be_imported(
    qtbot: QtBot, kept: Path, tmp_path: Path, window_for: Windows, opened: Opened[ImportDialog], calls: Calls
) -> None:
    bad = export(tmp_path / "bad.csv", ([], failed("bomb", "bad.csv would be 4 GB.")))
    dialog = dropped(qtbot, window_for(kept), opened, bad, orders(tmp_path / "good.csv"))
    assert "bad.csv would be 4 GB. Mend it." in texts(dialog)
    assert dialog.go.text() == "Import 1 of 2"

    dialog.go.click()
    qtbot.waitUntil(lambda: calls()[-1][0] == "refresh" and dialog.stop.text() == "Close", timeout=SOON)
    assert dialog.isVisible()
    assert "Imported" in texts(dialog)
    is_sound(dialog)
    button(dialog, "Try again").click()
    qtbot.waitUntil(lambda: calls()[-1][1] == "bad.csv", timeout=SOON)


def test_the_reading_of_a_large_file_shows_how_far_it_is_and_can_be_stopped(
    qtbot: QtBot, kept: Path, tmp_path: Path, window_for: Windows, opened: Opened[ImportDialog]
) -> None:
    step = {"event": "step", "step": "read", "done": 420_000, "total": 1_000_000}
    frame = window_for(kept)
    drop(frame.window, export(tmp_path / "large.csv", ([], [step, {"event": "sleep"}])))
    dialog = opened(frame, ImportDialog)
    qtbot.waitUntil(lambda: "Reading: 42 %" in texts(dialog), timeout=SOON)
    is_sound(dialog)

    qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    qtbot.waitUntil(lambda: frame.window.findChildren(ImportDialog) == [], timeout=SOON)
    assert frame.session.intake.asked == []
    assert not drafts.is_there(kept)


def test_while_the_workbook_is_open_elsewhere_the_dialog_waits_and_says_so(
    qtbot: QtBot, kept: Path, tmp_path: Path, window_for: Windows, opened: Opened[ImportDialog]
) -> None:
    owner = kept.parent / f"~${kept.name}"
    owner.write_text("Ana")
    frame = window_for(kept)
    dialog = dropped(qtbot, frame, opened, orders(tmp_path / "a.csv"))

    dialog.go.click()
    said = "It is open by Ana. It is imported as soon as the workbook is closed there."
    qtbot.waitUntil(lambda: said in texts(dialog), timeout=SOON)
    is_sound(dialog)
    owner.unlink()

    qtbot.waitUntil(lambda: frame.window.findChildren(ImportDialog) == [], timeout=SOON)
    assert frame.session.notice is not None
    assert frame.session.notice.happened.en.startswith("Imported.")


def test_escape_stops_waiting_first_and_closes_then(
    qtbot: QtBot, kept: Path, tmp_path: Path, window_for: Windows, opened: Opened[ImportDialog]
) -> None:
    (kept.parent / f"~${kept.name}").write_text("Ana")
    frame = window_for(kept)
    dialog = dropped(qtbot, frame, opened, orders(tmp_path / "a.csv"))
    dialog.go.click()
    qtbot.waitUntil(lambda: "It is open by Ana." in texts(dialog), timeout=SOON)

    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.go.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    qtbot.waitUntil(lambda: frame.window.findChildren(ImportDialog) == [], timeout=SOON)


def test_closing_the_window_keeps_what_was_asked_for(
    qtbot: QtBot, kept: Path, tmp_path: Path, window_for: Windows, opened: Opened[ImportDialog]
) -> None:
    frame = window_for(kept)
    dropped(qtbot, frame, opened, orders(tmp_path / "a.csv"))

    frame.window.close()

    assert [one.name for one in drafts.kept(kept)] == ["a.csv"]


def test_a_workbook_that_is_an_export_too_is_offered_for_import_and_can_be_opened_instead(
    qtbot: QtBot, kept: Path, tmp_path: Path, window_for: Windows, opened: Opened[ImportDialog]
) -> None:
    frame = window_for(kept)
    dialog = dropped(qtbot, frame, opened, orders(tmp_path / "orders.xlsx"))
    assert frame.session.place == kept
    assert "Shopify orders export → Orders" in texts(dialog)

    button(dialog, "Open as a workbook instead").click()

    assert frame.session.place == tmp_path / "orders.xlsx"
    qtbot.waitUntil(lambda: frame.window.findChildren(ImportDialog) == [], timeout=SOON)


@pytest.mark.parametrize("kind", ["unknown_export", "encrypted", "not_an_export"])
def test_a_workbook_that_is_no_export_is_opened(
    qtbot: QtBot, kept: Path, tmp_path: Path, window_for: Windows, kind: str
) -> None:
    frame = window_for(kept)
    other = export(tmp_path / "other shop.xlsx", ([], failed(kind)))

    drop(frame.window, other)
    qtbot.waitUntil(lambda: frame.session.place == other, timeout=SOON)

    qtbot.waitUntil(lambda: frame.window.findChildren(ImportDialog) == [], timeout=SOON)
    assert not drafts.is_there(kept)


def test_exports_dropped_before_there_is_a_workbook_wait_for_one(
    qtbot: QtBot, kept: Path, tmp_path: Path, window_for: Windows, opened: Opened[ImportDialog]
) -> None:
    frame = window_for(None)
    drop(frame.window, orders(tmp_path / "orders.csv"))
    assert frame.session.notice is not None
    assert frame.session.notice.happened.en == "Open or make a workbook for orders.csv."

    frame.open(kept)
    dialog = opened(frame, ImportDialog)
    qtbot.waitUntil(lambda: dialog.ready, timeout=SOON)

    assert [one.name for one in frame.session.intake.asked] == ["orders.csv"]


def test_ctrl_i_asks_for_files_and_more_may_be_dropped_on_the_dialog(
    qtbot: QtBot,
    kept: Path,
    tmp_path: Path,
    window_for: Windows,
    opened: Opened[ImportDialog],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, second, third = (orders(tmp_path / f"{name}.csv") for name in "abc")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(first), str(second)], ""))
    frame = window_for(kept)

    qtbot.keyClick(frame.window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    dialog = opened(frame, ImportDialog)
    drop(dialog, third)  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: dialog.ready, timeout=SOON)

    assert [one.name for one in frame.session.intake.asked] == ["a.csv", "b.csv", "c.csv"]
    button(dialog, "Remove").click()
    assert [one.name for one in frame.session.intake.asked] == ["b.csv", "c.csv"]
    is_sound(dialog)


def test_what_says_nothing_new_cannot_be_imported_again(
    qtbot: QtBot, kept: Path, tmp_path: Path, window_for: Windows, opened: Opened[ImportDialog]
) -> None:
    dialog = dropped(qtbot, window_for(kept), opened, orders(tmp_path / "a.csv", new=0, changed=0))

    assert "The workbook says all of this already." in texts(dialog)
    assert not dialog.go.isEnabled()
    is_sound(dialog)
