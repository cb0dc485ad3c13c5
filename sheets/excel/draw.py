"""Grids -> a fresh workbook with these tabs and nothing else. Same grids, same bytes."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from reports.tokens import SHEET_FACE
from sheets.excel.marks import quoted
from sheets.grid import EXACT, LONGEST_TEXT, Grid, GridCell, Rich, Sparkline, Style, text_of

#: The longest list that fits a drop-down, the longest address.
_LONGEST_LIST = 255
_LONGEST_LINK = 2_079

#: By whom the notes on our tabs are: a founder's own are told from them by it. LibreOffice forgets who wrote a note;
#: so each of ours also ends with a character that is not shown (U+2060).
NOTE_AUTHOR, NOTE_END = "Operating Brief", "\u2060"

_LINK_TAB = re.compile(r"^#'?((?:[^']|'')+?)'?!(.+)$")
_CREATED = datetime(2026, 1, 1)


def draw(
    grids: Sequence[Grid], *, names: Mapping[str, str] | None = None, date_1904: bool = False, digit_pixels: int = 7
) -> bytes:
    """The workbook that holds these tabs.

    ``names`` gives the tab's name in the target where it is not the grid's own: links and sparklines follow.
    ``digit_pixels`` is the width of a digit in the target's default type, so that columns come out as meant.
    """
    names = names or {}
    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_numbers": False,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "remove_timezone": True,
        "date_1904": date_1904,
    }
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties({"created": _CREATED})
    formats = _Formats(book)
    sources = {grid.name: grid for grid in grids}
    for grid in grids:
        sheet = book.add_worksheet(names.get(grid.name, grid.name))
        _Tab(sheet, grid, formats, names, sources, 7 / digit_pixels).draw()
    book.close()
    return buffer.getvalue()


class _Formats:
    """Every role's look as a format of the workbook, complete in itself."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[tuple[Any, ...], Format] = {}

    def cell(self, style: Style, number: str = "") -> Format:
        code = number or style.number
        return self._one(
            {
                "font_name": SHEET_FACE,
                "font_size": style.size,
                "bold": style.bold,
                "italic": style.italic,
                "font_color": style.color,
                "align": style.align,
                "valign": style.valign,
                "text_wrap": style.wrap,
                "indent": style.indent,
                "num_format": code,
                "locked": not style.unlocked,
                **({"pattern": 1, "bg_color": style.fill} if style.fill else {}),
                **dict.fromkeys(style.border.split(), 1),
                **{f"{side}_color": style.border_color for side in style.border.split()},
            }
        )

    def run(self, style: Style, bold: bool, color: str) -> Format:
        face = {"font_name": SHEET_FACE, "font_size": style.size, "italic": style.italic}
        return self._one({**face, "bold": bold or style.bold, "font_color": color or style.color})

    def rule(self, style: Style) -> Format:
        told = {"font_color": style.color, "bold": style.bold, **({"bg_color": style.fill} if style.fill else {})}
        return self._one({**told, "rule": True})

    def _one(self, told: dict[str, Any]) -> Format:
        key = tuple(sorted(told.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({name: value for name, value in told.items() if name != "rule"})
        return self._made[key]


class _Tab:
    """One grid being drawn on one sheet. XlsxWriter counts from 0, grids from 1."""

    def __init__(
        self,
        sheet: Worksheet,
        grid: Grid,
        formats: _Formats,
        names: Mapping[str, str],
        sources: Mapping[str, Grid],
        width_factor: float,
    ) -> None:
        self.sheet, self.grid, self.formats, self.names, self.sources = sheet, grid, formats, names, sources
        self.width_factor = width_factor

    def draw(self) -> None:
        self._lay_out()
        for merge in self.grid.merges:
            if (merge.row, merge.column) != (merge.last_row, merge.last_column):
                cell = self.grid.cells.get((merge.row, merge.column), GridCell())
                form = self.formats.cell(self._style(cell))
                self.sheet.merge_range(
                    merge.row - 1, merge.column - 1, merge.last_row - 1, merge.last_column - 1, "", form
                )
        for (row, column), cell in sorted(self.grid.cells.items()):
            self._cell(row - 1, column - 1, cell)
        for choice in self.grid.choices:
            if not any("," in option or '"' in option for option in choice.options) and (
                len(",".join(choice.options)) <= _LONGEST_LIST
            ):
                self.sheet.data_validation(
                    choice.row - 1,
                    choice.column - 1,
                    choice.last_row - 1,
                    choice.last_column - 1,
                    {"validate": "list", "source": list(choice.options), "error_type": "warning"},
                )
        for rule in self.grid.color_rules:
            self.sheet.conditional_format(
                rule.row - 1,
                rule.column - 1,
                rule.last_row - 1,
                rule.last_column - 1,
                {
                    "type": "cell",
                    "criteria": "==",
                    "value": '"' + rule.equals.replace('"', '""') + '"',
                    "format": self.formats.rule(self.grid.styles[rule.style]),
                },
            )
        for line in self.grid.sparklines:
            self._sparkline(line)
        self._page()

    def _style(self, cell: GridCell) -> Style:
        return self.grid.styles[cell.style]

    def _lay_out(self) -> None:
        sheet, grid = self.sheet, self.grid
        hidden = set(grid.hidden_columns) | ({grid.key_column} if grid.key_column else set())
        for column in sorted(set(grid.widths) | hidden):
            width = min(255.0, round(grid.widths.get(column, 9) * self.width_factor, 2))
            sheet.set_column(column - 1, column - 1, width, None, {"hidden": column in hidden})
        for row, height in sorted(grid.heights.items()):
            sheet.set_row(row - 1, height)
        if any(grid.freeze):
            sheet.freeze_panes(*grid.freeze)
        if grid.filter_row:
            last = max((row for row, _ in grid.cells), default=grid.filter_row)
            columns = [column for row, column in grid.cells if row == grid.filter_row and column not in hidden]
            if columns:
                sheet.autofilter(grid.filter_row - 1, min(columns) - 1, last - 1, max(columns) - 1)
        if not grid.grid_lines:
            sheet.hide_gridlines(2)
        if grid.tab_color:
            sheet.set_tab_color(grid.tab_color)
        if grid.hidden:
            sheet.hide()

    def _page(self) -> None:
        sheet, page = self.sheet, self.grid.page
        sheet.set_paper(9)
        if page.landscape:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        if not self.grid.hidden:
            # With a print area even a hidden tab is printed by LibreOffice.
            last_row = page.last_row or max((row for row, _ in self.grid.cells), default=1)
            last_column = page.last_column or max((column for _, column in self.grid.cells), default=1)
            sheet.print_area(0, 0, last_row - 1, last_column - 1)
        if page.repeat_rows:
            sheet.repeat_rows(0, page.repeat_rows - 1)
        if page.footer:
            sheet.set_footer(page.footer)

    def _cell(self, row: int, column: int, cell: GridCell) -> None:
        sheet, value, style = self.sheet, cell.value, self._style(cell)
        form = self.formats.cell(style)
        if isinstance(value, float) and not math.isfinite(value):
            raise ValueError(f"{value!r} is no value for a cell")
        if cell.link and value is not None:
            self._link(row, column, cell, form)
        if value is None or value == "":
            sheet.write_blank(row, column, None, form)
        elif isinstance(value, Rich):
            self._rich(row, column, value, style, form)
        elif isinstance(value, bool):
            sheet.write_boolean(row, column, value, form)
        elif isinstance(value, int | float) and abs(value) <= EXACT:
            sheet.write_number(row, column, value, form)
        elif isinstance(value, date):
            code = "yyyy-mm-dd hh:mm" if isinstance(value, datetime) else "yyyy-mm-dd"
            dated = self.formats.cell(style, code if style.number == "General" else "")
            sheet.write_datetime(row, column, value, dated)
        else:
            sheet.write_string(row, column, text_of(str(value)), form)
        if cell.note:
            sheet.write_comment(row, column, text_of(cell.note) + NOTE_END, {"author": NOTE_AUTHOR, "x_scale": 2})

    def _rich(self, row: int, column: int, rich: Rich, style: Style, form: Format) -> None:
        runs = [(text_of(run.text), self.formats.run(style, run.bold, run.color)) for run in rich.runs]
        runs = [(text, look) for text, look in runs if text]
        if len(runs) > 1 and sum(len(text) for text, _ in runs) <= LONGEST_TEXT:
            parts = [part for text, look in runs for part in (look, text)]
            self.sheet.write_rich_string(row, column, *parts, form)
        elif runs:
            # One run alone is the cell's own text: it takes the run's weight and colour as the cell's.
            only = rich.runs[0] if len(rich.runs) == 1 else None
            if only is not None:
                form = self.formats.cell(_with(style, only.bold, only.color))
            self.sheet.write_string(row, column, "".join(text for text, _ in runs)[:LONGEST_TEXT], form)
        else:
            self.sheet.write_blank(row, column, None, form)

    def _link(self, row: int, column: int, cell: GridCell, form: Format) -> None:
        link = cell.link
        if link.startswith("#"):
            target = "internal:" + self.renamed(link)[1:]
        elif link.startswith(("https://", "mailto:")) and len(link) <= _LONGEST_LINK:
            target = link
        else:
            return
        # The text written here is for readers that show a link's own words: the cell's value follows and replaces it.
        shown = cell.value.text if isinstance(cell.value, Rich) else str(cell.value)
        self.sheet.write_url(row, column, target, form, text_of(shown))

    def renamed(self, link: str) -> str:
        """The link with the tab's name as it is in the target workbook."""
        found = _LINK_TAB.match(link)
        if found is None:
            return link
        tab = found[1].replace("''", "'")
        return f"#{quoted(self.names.get(tab, tab))}!{found[2]}"

    def _sparkline(self, line: Sparkline) -> None:
        tab = self.names.get(line.source_tab, line.source_tab)
        first, last = (
            xl_rowcol_to_cell(line.source_row - 1, column - 1) for column in (line.first_column, line.last_column)
        )
        # Columns and no line: LibreOffice prints a line sparkline as a single dot.
        colors = (
            "series_color",
            "last_color",
            "negative_color",
            "markers_color",
            "first_color",
            "high_color",
            "low_color",
        )
        told = {"range": f"{quoted(tab)}!{first}:{last}", "type": "column", "show_hidden": True}
        if not self._dips_below_zero(line):
            told["min"] = 0
        self.sheet.add_sparkline(line.row - 1, line.column - 1, {**told, **dict.fromkeys(colors, line.color)})

    def _dips_below_zero(self, line: Sparkline) -> bool:
        values = (
            self.sources[line.source_tab].cells.get((line.source_row, column), GridCell()).value
            for column in range(line.first_column, line.last_column + 1)
            if line.source_tab in self.sources
        )
        return any(isinstance(value, int | float) and value < 0 for value in values)


def _with(style: Style, bold: bool, color: str) -> Style:
    return replace(style, bold=bold or style.bold, color=color or style.color)
