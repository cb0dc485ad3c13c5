"""A carrier's sheet, or one that the founder keeps: no header of it is known, so the tab Envíos reads Spanish words."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from sheets import tables
from sheets.excel.read import read
from sheets.tables import ReadingStyle

MEANT = ("tracking_number", "carrier", "order_id", "state_raw", "shipped_at", "exception_reason", "city", "cost")
SHEETS = [
    ("Guía", "Transportadora", "Pedido", "Estado", "Fecha de envío", "Novedad", "Ciudad", "Flete"),
    ("N° de guía", "Empresa de envío", "N.º de pedido", "Estado de la guía", "Fecha", "Causal", "Municipio", "Costo envío"),
    ("NÚMERO GUIA", "MENSAJERÍA", "NÚMERO DE ORDEN", "ESTATUS", "FECHA DESPACHO", "NOVEDADES", "CIUDAD DESTINO", "VALOR FLETE"),
    ("No. Guía", "Operador logístico", "Orden", "Estado del envío", "Enviado el", "Motivo de novedad", "Destino", "Valor del envío"),
]  # fmt: skip
ROW = ("014100001", "Servientrega", "#1001", "ENTREGADO A REMITENTE", "09/11/2026", "No recibe", "Cali", "12.500")


@pytest.mark.parametrize("headers", SHEETS, ids=lambda headers: headers[0])
def test_a_sheet_of_ones_own_is_read_directly(tmp_path: Path, headers: tuple[str, ...]) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Envíos"
    book.active.append(["Guías de noviembre"])
    book.active.append(headers)
    book.active.append(ROW)
    book.active.append(("014100002", "Servientrega", "#1002", "En reparto", "13/11/2026", None, "Pasto", "14.000"))
    path = tmp_path / "libro.xlsx"
    book.save(path)
    found = tables.read(read(path), ReadingStyle(ZoneInfo("America/Bogota"))).get("shipments")
    assert found is not None
    told = found.frame.iloc[0]
    assert [str(told[name]) for name in MEANT if name not in ("shipped_at", "cost")] == [
        "014100001", "Servientrega", "1001", "ENTREGADO A REMITENTE", "No recibe", "Cali",
    ]  # fmt: skip
    # Given back to the sender: only the word itself is told, and nobody takes it for a state.
    assert "state" not in found.frame
    assert told["shipped_at"].date().isoformat() == "2026-11-09"
    assert [int(cost) for cost in found.frame["cost"]] == [12_500, 14_000]
