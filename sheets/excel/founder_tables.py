"""The tables on a founder's tab (Insert, Table): what may be set in them, and how one grows with the rows below it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from sheets.errors import SheetsError, Text
from sheets.excel.areas import Area, with_areas
from sheets.excel.changes import Changes
from sheets.excel.formulas import Formula, moved
from sheets.excel.package import Package
from sheets.excel.relations import Relations, parse


@dataclass(frozen=True, eq=False)
class FounderTable:
    """One table: its part, where it stands, and what the part says of its columns."""

    part: str
    xml: bytes
    name: str
    area: Area
    header_rows: int
    totals_rows: int
    from_query: bool
    columns: Mapping[int, str]
    calculated: Mapping[int, str]

    @property
    def header(self) -> Area:
        """Where the names of its columns stand."""
        return self.area.down_to(self.area.row + self.header_rows - 1)

    @property
    def totals(self) -> Area:
        """Where its totals stand; an area without rows where it has none."""
        area = self.area
        return Area(area.last_row - self.totals_rows + 1, area.column, area.last_row, area.last_column)

    def refuse_what_breaks_it(self, changes: Changes) -> None:
        """Raise :class:`SheetsError` where a change would leave a table that Excel has to repair.

        The names of the columns stand in the table's part and in formulas anywhere in the workbook, so renaming one
        is left to Excel.
        """
        for row, column, value in changes.named_in(self.area):
            if self.header.holds(row, column) and value != self.columns.get(column):
                raise _in_table(
                    self.name,
                    Text("the name of one of its columns", "el nombre de una de sus columnas"),
                    Text("Rename the column in Excel.", "Cambia el nombre de la columna en Excel."),
                )
            if self.totals.holds(row, column):
                raise _in_table(
                    self.name,
                    Text("its total row", "su fila de totales"),
                    Text("Change it in Excel.", "Cámbiala en Excel."),
                )

    def grown(self, changes: Changes) -> Area:
        """Where it stands once the rows right below it belong to it; :class:`SheetsError` where it cannot grow."""
        area = self.area
        for block in changes.blocks:
            reaches = any(area.column <= column <= area.last_column for column in block.columns)
            if not (reaches and area.row < block.start <= area.last_row + 1 and block.end > area.last_row):
                continue
            if self.totals_rows:
                raise _in_table(
                    self.name,
                    Text("rows below its total row", "filas debajo de su fila de totales"),
                    Text(
                        "In Excel switch the table's total row off (Table Design), and on again afterwards.",
                        "En Excel apaga la fila de totales de la tabla (Diseño de tabla) y enciéndela después.",
                    ),
                )
            if self.from_query:
                raise _in_table(
                    self.name,
                    Text("rows, though a query fills it", "filas, aunque la llena una consulta"),
                    Text("Use another tab.", "Usa otra pestaña."),
                )
            area = area.down_to(block.end)
        return area

    def in_area(self, area: Area) -> bytes:
        """The part's XML with the table, and the filter in it, standing in another area."""
        return with_areas(
            self.xml, lambda _, said: said.down_to(area.last_row) if said.last_row == self.area.last_row else said
        )

    def reads(self, formula: Formula, column: int) -> bool:
        """Whether the formula stands in the table, or reads the table's cells of its own row."""
        within = self.area.column <= column <= self.area.last_column
        return within or any(word in formula.text for word in ("[#This Row]", "[@"))

    def formula(self, column: int, above: Formula | None) -> Formula | None:
        """What the table computes in a column of its new rows, ``None`` where it computes nothing there."""
        told = self.calculated.get(column)
        if told is None or above is not None:
            return above if told is not None else None
        # A cell that it names without $ would be another one in another row: from which row it counts is not said.
        return Formula(told, 1, column) if moved(told, 1, 1) == told else None


def tables_of(package: Package, sheet_part: str) -> list[FounderTable]:
    """The tables on a sheet."""
    parts = [relation.part for relation in Relations(package, sheet_part).of("table")]
    found = (_read(package.read(part), part) for part in parts if part in package)
    return [table for table in found if table]


def pivots_of(package: Package, sheet_part: str) -> list[Area]:
    """Where pivot tables stand on a sheet: what is set there is gone at their next refresh."""
    parts = [relation.part for relation in Relations(package, sheet_part).of("pivotTable")]
    places = (parse(package.read(part), part).find("{*}location") for part in parts if part in package)
    areas = (Area.read(place.get("ref", "")) for place in places if place is not None)
    return [area for area in areas if area]


def _read(xml: bytes, part: str) -> FounderTable | None:
    root = parse(xml, part)
    area = Area.read(root.get("ref", ""))
    if area is None:
        return None
    columns = list(root.iterfind("{*}tableColumns/{*}tableColumn"))
    calculated = {
        area.column + place: _formula(column.find("{*}calculatedColumnFormula")) for place, column in enumerate(columns)
    }
    return FounderTable(
        part=part,
        xml=xml,
        name=root.get("displayName", root.get("name", "")),
        area=area,
        header_rows=int(root.get("headerRowCount", "1")),
        totals_rows=int(root.get("totalsRowCount", "0")),
        from_query=root.get("tableType", "worksheet") != "worksheet",
        columns={area.column + place: column.get("name", "") for place, column in enumerate(columns)},
        calculated={column: text for column, text in calculated.items() if text},
    )


def _formula(element: etree._Element | None) -> str:
    if element is None or element.get("array", "0") in ("1", "true"):
        return ""
    return element.text or ""


def _in_table(name: str, what: Text, remedy: Text) -> SheetsError:
    return SheetsError(
        "shape",
        Text(
            f"The change would touch the table “{name}”: {what.en}. Nothing was changed.",
            f"El cambio tocaría la tabla «{name}»: {what.es}. No se cambió nada.",
        ),
        remedy,
    )
