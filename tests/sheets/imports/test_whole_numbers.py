"""What is counted has no decimals: 1.200 units are not said to be read as one and a fifth."""

from __future__ import annotations

from pathlib import Path

from sheets.imports import recognise

STOCK = """Handle;Title;Option1 Name;Option1 Value;SKU;Location;Incoming;Unavailable;Committed;Available;On hand
gorra;Gorra;Title;Default Title;GO-1;Bogotá;0;0;0;1.200;1.200
"""


def test_units_with_a_point_are_left_as_they_are_and_it_is_said(tmp_path: Path) -> None:
    file = tmp_path / "inventario.csv"
    file.write_text(STOCK, encoding="utf-8-sig")
    (found,) = recognise(file)
    values = found.values()
    (row,) = found.records()
    assert values.cell("available", row.values["available"]) == "1.200"
    told = [text.es for text in values.said]
    assert [text for text in told if text.startswith("Available: 1.200 puede ser miles o decimales")]
    assert not [text for text in told if "leídas como" in text]
