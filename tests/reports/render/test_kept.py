"""What the founder wrote on our tabs goes with its row, stays as far below, or is listed at the end; never lost."""

from __future__ import annotations

from datetime import date

import pytest

from reports.memory import END
from reports.render import kept
from reports.render.styles import STYLES
from sheets.grid import Grid, GridCell
from sheets.workbook import ErrorCell, Snapshot, TabSnapshot

HEAD = [["What is not right"], ["Ruta Norte"], [None], ["Severity", "Evidence", "Decision", "key"]]


def grid_of(rows, key="exceptions", key_column=4):
    cells = {
        (row, column): GridCell(value)
        for row, values in enumerate(rows, 1)
        for column, value in enumerate(values, 1)
        if value is not None
    }
    return Grid(key, key, cells, STYLES, key_column=key_column)


def exceptions(*names):
    return grid_of([*HEAD, *(["critical", f"{name} is late", None, f"F01|order:{name}"] for name in names)])


def tab_of(grid):
    """The tab as it is read from the workbook once the grid is written there."""
    last = max(row for row, _ in grid.cells), max(column for _, column in grid.cells)
    rows = [
        [cell.value if (cell := grid.cells.get((row, column))) else None for column in range(1, last[1] + 1)]
        for row in range(1, last[0] + 1)
    ]
    return TabSnapshot(grid.name, rows, mark=grid.key)


def written(grid, tab=None, language="en"):
    (made,) = kept.with_kept([grid], Snapshot("x", (tab,) if tab else ()), language)
    return tab_of(made)


def typed(tab, cells):
    """The tab after the founder typed these, by (row, column)."""
    rows = [list(row) for row in tab.rows]
    for (row, column), value in cells.items():
        while len(rows) < row:
            rows.append([])
        rows[row - 1] += [None] * (column - len(rows[row - 1]))
        rows[row - 1][column - 1] = value
    return TabSnapshot(tab.name, rows, mark=tab.mark)


def theirs(tab):
    """What stands on the tab that no test grid writes, by place."""
    ours = {*(cell for row in HEAD for cell in row), "critical", END}
    return {
        (row, column): cell
        for row, cells in enumerate(tab.rows, 1)
        for column, cell in enumerate(cells, 1)
        if cell is not None and cell not in ours and "F01|" not in str(cell) and "is late" not in str(cell)
    }


def test_a_column_beside_goes_with_its_rows_however_they_are_ordered():
    first = typed(written(exceptions("7", "8")), {(4, 6): "Asked", (5, 6): "Maria", (6, 6): date(2026, 11, 16)})
    second = written(exceptions("8", "9", "7"), first)
    assert theirs(second) == {(4, 6): "Asked", (5, 6): date(2026, 11, 16), (7, 6): "Maria"}


def test_what_stood_beside_a_row_that_is_gone_is_listed_at_the_end_with_what_it_was_about():
    first = typed(written(exceptions("7", "8")), {(4, 5): "Asked", (5, 5): "Maria", (6, 5): 3.5})
    second = written(exceptions("8"), first)
    listed = [row for row in second.rows[6:] if any(cell is not None for cell in row)]
    assert theirs(second)[5, 5] == 3.5
    assert [[cell for cell in row if cell is not None] for row in listed] == [
        ["Kept from this tab"],
        ["7 is late", "Asked", "Maria"],
    ]


def test_the_list_stands_once_in_whichever_language_it_was_begun():
    first = typed(written(exceptions("7", "8", "9")), {(5, 5): "a", (6, 5): "b"})
    second = written(exceptions("8", "9"), first, "es")
    third = written(exceptions("9"), second, "en")
    said = [cell for row in third.rows for cell in row]
    assert (said.count("Conservado de esta pestaña"), said.count("Kept from this tab")) == (1, 0)
    assert [cell for cell in said if cell in ("a", "b")] == ["a", "b"]


def test_what_stands_below_stays_as_far_below():
    first = typed(written(exceptions("7", "8")), {(9, 2): "My own list", (10, 2): 4.0})
    assert theirs(written(exceptions("7"), first)) == {(8, 2): "My own list", (9, 2): 4.0}
    assert theirs(written(exceptions("7", "8", "9"), first)) == {(10, 2): "My own list", (11, 2): 4.0}


def test_a_tab_without_keys_keeps_each_cell_in_its_row_and_a_shorter_one_loses_none():
    health = grid_of([["What was read"], ["Orders"], ["Inventory"]], "health", 0)
    first = typed(written(health), {(1, 2): "a", (2, 2): "b", (3, 2): "c"})
    assert theirs_of_health(written(health, first)) == {(1, 2): "a", (2, 2): "b", (3, 2): "c"}
    shorter = grid_of([["What was read"], ["Orders"]], "health", 0)
    assert theirs_of_health(written(shorter, first)) == {(1, 2): "a", (2, 2): "b", (2, 3): "c"}


def theirs_of_health(tab):
    return {place: cell for place, cell in theirs(tab).items() if cell in ("a", "b", "c")}


def test_a_variant_is_known_by_its_name_and_sku_and_two_that_are_alike_by_their_order():
    def stock(*skus):
        rows = [["Inventory risk"], [None], [None], ["Variant", "SKU", "Risk"], *(["Cap", sku, "out"] for sku in skus)]
        return grid_of(rows, "stock", 0)

    first = typed(written(stock("A", "B", "B")), {(5, 4): "of A", (6, 4): "of the first B", (7, 4): "of the second B"})
    second = written(stock("B", "B", "A"), first)
    assert [row[3] for row in second.rows[4:7]] == ["of the first B", "of the second B", "of A"]


def test_a_row_and_a_column_that_the_founder_put_in_are_no_reason_to_take_ours_for_theirs():
    first = written(exceptions("7", "8"))
    rows = [[*row[:1], None, *row[1:]] for row in first.rows]
    moved = TabSnapshot(first.name, [[], *rows], mark=first.mark)
    assert written(exceptions("7", "8"), typed(moved, {(6, 6): "beside 7"})).rows[4][4] == "beside 7"
    assert theirs(written(exceptions("7", "8"), moved)) == {}


def test_many_refreshes_neither_add_nor_lose_anything():
    tab = typed(written(exceptions("7", "8")), {(4, 5): "Asked", (5, 5): "Maria", (1, 7): "!", (9, 1): "below"})
    tab = written(exceptions("8"), tab)
    again = tab
    for _ in range(50):
        again = written(exceptions("8"), again)
    assert again.rows == tab.rows


def test_a_tab_written_before_there_was_a_mark_gives_what_stands_right_of_it():
    older = TabSnapshot("exceptions", tab_of(exceptions("7")).rows, mark="exceptions")
    assert theirs(written(exceptions("7"), typed(older, {(5, 5): "Maria"}))) == {(5, 5): "Maria"}


@pytest.mark.parametrize(("cell", "said"), [(ErrorCell("#N/A"), "#N/A"), (True, True), ("=SUM(A1)", "=SUM(A1)")])
def test_whatever_stands_there_is_a_value_that_can_be_written(cell, said):
    assert theirs(written(exceptions("7"), typed(written(exceptions("7")), {(5, 5): cell}))) == {(5, 5): said}


def test_hidden_tabs_are_ours_alone():
    log = Grid("run_log", "_Run log", {(1, 1): GridCell("run_id")}, {}, hidden=True)
    assert kept.with_kept(
        [log], Snapshot("x", (TabSnapshot("_Run log", [["run_id", "x"]], mark="run_log"),)), "en"
    ) == [log]
