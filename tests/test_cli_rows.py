"""``operating-brief rows`` shows what stands in the workbook, and changes nothing."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from desktop import cli
from tests.workbooks import workbook

ORDERS = [
    ["My shop", None, None, None],
    ["Pedido", "Fecha", "Estado de pago", "Total", "Mi nota"],
    ["#1001", datetime(2026, 11, 10, 9, 30), "pagado", 189900.0, None],
    ["#1002", datetime(2026, 11, 11), "pendiente", "#N/A", "llamar"],
    [None, None, None, None],
    ["#1003", "ayer", "pagado", 19.5, None],
]
OWN = [["whatever", "mine"], *([f"row {number}", number] for number in range(2, 60))]


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return workbook(tmp_path / "shop.xlsx", {"Pedidos": ORDERS, "My own": OWN})


def told(capsys: pytest.CaptureFixture[str], *asked: str) -> dict[str, Any]:
    capsys.readouterr()
    assert cli.main(["rows", *asked, "--events"]) == 0
    events = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    found: dict[str, Any] = next(event for event in events if event["event"] == "done")
    return found


def test_rows_stand_under_their_headers_as_they_are_in_the_sheet(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = hashlib.sha256(shop.read_bytes()).hexdigest()
    found = told(capsys, str(shop), "Orders", "3-4", "3")
    assert (found["tab"], found["letters"]) == ("Pedidos", ["A", "B", "C", "D", "E"])
    assert found["headers"] == ["Pedido", "Fecha", "Estado de pago", "Total", "Mi nota"]
    assert found["rows"] == [
        {"row": 3, "cells": ["#1001", "2026-11-10 09:30", "pagado", "189900", ""]},
        # An error is shown as it stands: it is no blank and no zero.
        {"row": 4, "cells": ["#1002", "2026-11-11", "pendiente", "#N/A", "llamar"]},
    ]
    assert hashlib.sha256(shop.read_bytes()).hexdigest() == before
    assert list(shop.parent.iterdir()) == [shop]


def test_blank_rows_and_rows_beyond_the_end_are_said(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, str(shop), "pedidos", "5", "6", "900")
    assert [row["row"] for row in found["rows"]] == [6]
    assert found["missing"] == [5, 900]
    # A column in which none of the rows says anything is left out.
    assert found["letters"] == ["A", "B", "C", "D"]
    assert cli.main(["rows", str(shop), "Pedidos", "5", "6", "--lang", "es"]) == 0
    said = capsys.readouterr()
    assert said.out.splitlines()[:2] == ["Pedidos, fila 6", "  Pedido: #1003"]
    assert "fila 5" in said.err


def test_a_tab_of_the_founders_own_is_shown_to_its_last_row(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, str(shop), "My own", "59")
    assert found["rows"] == [{"row": 59, "cells": ["row 59", "59"]}]
    assert found["headers"] == ["", ""]


def test_what_cannot_be_shown_is_said_with_its_exit_code(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["rows", str(shop), "Shipments", "3", "--lang", "en"]) == 1
    assert "shop.xlsx has no tab Shipments." in capsys.readouterr().err
    for wrong in ("0", "9-5", "-4", "two"):
        with pytest.raises(SystemExit) as error:
            cli.main(["rows", str(shop), "Pedidos", wrong])
        assert error.value.code == 2
    with pytest.raises(SystemExit):
        cli.main(["rows", str(shop), "Pedidos"])


def test_never_more_than_two_hundred_rows_are_shown(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, str(shop), "Pedidos", "1-4000000000", "900-1000")
    assert len(found["rows"]) + len(found["missing"]) == 200


@pytest.mark.usefixtures("time")
def test_a_google_sheet_is_read_and_not_written(google: Any, shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, str(google.sheet(shop, "Ruta Norte")), "Orders", "3")
    assert (found["tab"], found["rows"][0]["cells"][0]) == ("Pedidos", "#1001")
    assert {call.method for call in google.log} == {"GET"}
