from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QTableWidget
from pytestqt.qtbot import QtBot

from desktop.dialogs.import_files import ImportDialog
from desktop.dialogs.mapping import MappingDialog
from desktop.frame import Frame
from desktop.settings import Settings
from desktop.widgets.labels import Text
from tests.desktop.dialogs.conftest import Opened, is_sound
from tests.desktop.exports import ORDERS, done, export, failed

Windows = Callable[..., Frame]
Calls = Callable[[], list[list[str]]]
SOON = 15_000

SHEET: dict[str, Any] = {
    "name": "pagos.csv",
    "header_row": 3,
    "headers": ["Fecha", "Pedido", "Valor pagado (COP)", "Pasarela", "Estado", "Observaciones"],
    "rows": [
        ["01/11/2026", "#1101", "189.900", "Wompi", "Aprobada", ""],
        ["02/11/2026", "#1102", "90.000", "Wompi", "Rechazada", "fondos insuficientes"],
    ],
    "nearest": {
        "key": "mercado_pago",
        "kind": {"en": "Mercado Pago release report", "es": "reporte de Mercado Pago"},
        "table": "payments",
        "lacks": [["Operation ID", "Número de operación"]],
    },
    "mapped": None,
}
READ = {
    **ORDERS,
    "table": "payments",
    "tab": "",
    "tab_is_new": True,
    "samples": {"new": [{"row": 4, "values": {"attempt_at": "2026-11-01", "order_id": "#1101", "amount": 189900}}]},
}


def payments(path: Path, **sheet: Any) -> Path:
    return export(
        path,
        (["--look"], done(files=[{"file": path.name, "sheets": [{**SHEET, **sheet}]}])),
        (["--map"], done(imports=[READ])),
        ([], failed("unknown_export", "pagos.csv is no export that is known here.")),
    )


@pytest.fixture
def mapping(
    qtbot: QtBot, kept: Path, window_for: Windows, opened: Opened[Any]
) -> Callable[[Path], tuple[ImportDialog, MappingDialog]]:
    """The dialog of this file's columns, once it has looked at the file."""

    def make(file: Path) -> tuple[ImportDialog, MappingDialog]:
        frame = window_for(kept)
        frame.take((file,))
        behind = opened(frame, ImportDialog)
        qtbot.waitUntil(lambda: behind.ready, timeout=SOON)
        behind.map_asked.emit(frame.session.intake.asked[0])
        dialog = opened(frame, MappingDialog)
        qtbot.waitUntil(lambda: dialog.ready, timeout=SOON)
        return behind, dialog

    return make


def texts(dialog: MappingDialog) -> str:
    QApplication.processEvents()
    return "\n".join(text.text() for text in dialog.findChildren(Text) if text.isVisible())


def send(dialog: MappingDialog, header: str, column: str) -> None:
    assert dialog.columns is not None
    field = dialog.columns.fields[header]
    field.setCurrentIndex(field.findData(column))
    field.activated.emit(field.currentIndex())


def test_the_columns_are_prefilled_by_the_contracts_names_and_what_is_missing_is_said(
    tmp_path: Path, mapping: Callable[[Path], tuple[ImportDialog, MappingDialog]]
) -> None:
    _, dialog = mapping(payments(tmp_path / "pagos.csv"))

    said = texts(dialog)
    assert "nearest to the Mercado Pago release report, but lacks “Operation ID / Número de operación”." in said
    assert dialog.tables.currentData() == "payments"
    given = dialog.mapped().columns
    assert (given["Fecha"], given["Pedido"], given["Pasarela"]) == ("attempt_at", "order_id", "provider")
    assert "Valor pagado (COP)" not in given
    assert "Still needed: Amount." in said
    assert not dialog.go.isEnabled()
    (first,) = [one for one in dialog.findChildren(QTableWidget) if one.isVisible()]
    assert first.item(1, 5).text() == "fondos insuficientes"
    assert dialog.columns is not None
    amount = dialog.columns.fields["Valor pagado (COP)"]
    assert "Amount (needed)" in [amount.itemText(at) for at in range(amount.count())]
    is_sound(dialog)


def test_each_choice_is_previewed_and_the_map_goes_to_the_import(
    qtbot: QtBot,
    tmp_path: Path,
    mapping: Callable[[Path], tuple[ImportDialog, MappingDialog]],
    calls: Calls,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    behind, dialog = mapping(payments(tmp_path / "pagos.csv"))
    started = []
    preview = dialog._intake.preview
    monkeypatch.setattr(dialog._intake, "preview", lambda *said: started.append(said) or preview(*said))

    send(dialog, "Valor pagado (COP)", "amount")
    send(dialog, "Observaciones", "reason")
    qtbot.waitUntil(dialog.go.isEnabled, timeout=SOON)

    assert len(started) == 1, "two choices shortly after each other are one preview"
    sent = json.loads(calls()[-1][-1])
    assert sent["header_row"] == 3
    assert sent["columns"]["Valor pagado (COP)"] == "amount"
    QApplication.processEvents()
    shown = next(one for one in dialog.findChildren(QTableWidget) if one.isVisible() and one.columnCount() == 4)
    cells = [shown.item(0, column).text() for column in range(shown.columnCount())]
    assert cells == ["4", "2026-11-01", "#1101", "189900"]
    is_sound(dialog)

    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: behind.go.isEnabled(), timeout=SOON)
    assert "--map" in calls()[-1]
    behind.go.click()
    qtbot.waitUntil(lambda: calls()[-1][0] == "refresh", timeout=SOON)
    assert json.loads(calls()[-2][-1])["table"] == "payments"


def test_a_column_of_the_tab_is_given_once(
    tmp_path: Path, mapping: Callable[[Path], tuple[ImportDialog, MappingDialog]]
) -> None:
    _, dialog = mapping(payments(tmp_path / "pagos.csv"))

    send(dialog, "Observaciones", "order_id")

    assert dialog.mapped().columns["Observaciones"] == "order_id"
    assert "Pedido" not in dialog.mapped().columns
    assert "Still needed: Amount." in texts(dialog)


def test_another_tab_is_prefilled_anew(
    tmp_path: Path, mapping: Callable[[Path], tuple[ImportDialog, MappingDialog]]
) -> None:
    _, dialog = mapping(payments(tmp_path / "pagos.csv"))

    dialog.tables.setCurrentIndex(dialog.tables.findData("notes"))

    assert dialog.mapped().table == "notes"
    assert dialog.mapped().columns["Fecha"] == "date"
    assert "Still needed: Text." in texts(dialog)


def test_what_was_matched_before_is_remembered(
    qtbot: QtBot, tmp_path: Path, mapping: Callable[[Path], tuple[ImportDialog, MappingDialog]]
) -> None:
    kept = {"table": "payments", "columns": {"Fecha": "reference", "Valor pagado (COP)": "amount"}}

    _, dialog = mapping(payments(tmp_path / "pagos.csv", mapped=kept))

    assert dialog.mapped().columns == kept["columns"]


def test_why_it_cannot_be_read_is_said_and_the_choices_stay(
    qtbot: QtBot, tmp_path: Path, mapping: Callable[[Path], tuple[ImportDialog, MappingDialog]]
) -> None:
    file = tmp_path / "pagos.csv"
    payments(file)
    _, dialog = mapping(file)
    answers = json.loads(file.read_text("utf-8"))
    answers[1][1] = failed("bad_map", "Amount holds no amounts.")
    file.write_text(json.dumps(answers), "utf-8")

    send(dialog, "Valor pagado (COP)", "amount")
    qtbot.waitUntil(lambda: "Amount holds no amounts. Mend it." in texts(dialog), timeout=SOON)

    assert not dialog.go.isEnabled()
    assert dialog.mapped().columns["Valor pagado (COP)"] == "amount"
    is_sound(dialog)


def test_the_founder_may_say_in_which_row_the_headers_stand(
    qtbot: QtBot, tmp_path: Path, mapping: Callable[[Path], tuple[ImportDialog, MappingDialog]], calls: Calls
) -> None:
    file = payments(tmp_path / "pagos.csv")
    _, dialog = mapping(file)
    assert dialog.header_row.currentText() == "3"
    answers = json.loads(file.read_text("utf-8"))
    other = {**SHEET, "header_row": 5, "headers": ["Date", "Order", "Amount", "Provider", "Status"], "nearest": None}
    answers[0][1] = done(files=[{"file": "pagos.csv", "sheets": [other]}])
    file.write_text(json.dumps(answers), "utf-8")

    dialog.header_row.setCurrentIndex(4)
    dialog.header_row.activated.emit(4)
    qtbot.waitUntil(lambda: dialog.mapped().header_row == 5 and dialog.ready, timeout=SOON)

    assert json.loads(next(call for call in calls()[::-1] if "--look" in call)[-1])["header_row"] == 5
    assert dialog.mapped().columns["Amount"] == "amount"
    assert "nearest to the Mercado Pago release report" in texts(dialog)
    is_sound(dialog)


def test_a_file_without_a_table_says_so(
    tmp_path: Path, mapping: Callable[[Path], tuple[ImportDialog, MappingDialog]]
) -> None:
    _, dialog = mapping(export(tmp_path / "a.csv", (["--look"], done(files=[])), ([], failed("unknown_export"))))

    assert "There is no table in this file." in texts(dialog)
    assert not dialog.go.isEnabled()
    is_sound(dialog)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_speaks_spanish(
    tmp_path: Path,
    settings: Settings,
    mapping: Callable[[Path], tuple[ImportDialog, MappingDialog]],
    theme: str,
) -> None:
    settings.language_choice, settings.theme_choice = "es", theme
    _, dialog = mapping(payments(tmp_path / "pagos.csv"))

    said = texts(dialog)
    assert "pero le falta «Operation ID / Número de operación»." in said
    assert "Todavía falta: Valor." in said
    is_sound(dialog)
