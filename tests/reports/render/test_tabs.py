from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import msgspec
import pytest

from reports import memory
from reports.decisions import category_of, row_decision
from reports.language import line as sentence
from reports.outcome import Memory, Outcome, Typed, Unclear
from reports.render import series, tabs
from reports.render.draft import HIGHEST
from reports.render.measure import column_pixels, height_points, lines_needed
from sheets.grid import Grid, GridCell, Rich, Run
from sheets.workbook import Snapshot, TabSnapshot
from tests.reports.sample import sample_outcome

LANGUAGES = ("en", "es")


def drawn(language: str = "en", outcome: Outcome | None = None) -> dict[str, Grid]:
    return {grid.key: grid for grid in tabs.grids(outcome or sample_outcome(), language)}


def text(value) -> str:
    return value.text if isinstance(value, Rich) else ("" if value is None else str(value))


def words(grid: Grid) -> list[str]:
    return [text(cell.value) for _, cell in sorted(grid.cells.items()) if cell.value is not None]


def row_of(grid: Grid, wanted: str) -> int:
    return next(row for (row, _), cell in sorted(grid.cells.items()) if text(cell.value) == wanted)


def test_all_tabs_stand_in_their_order_with_their_names():
    names = [grid.name for grid in tabs.grids(sample_outcome(), "es")]
    assert names == ["Brief", "Exceptions", "Product board", "Inventory risk", "Data health", "_History"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_outcome_gives_the_same_tabs(language):
    assert drawn(language) == drawn(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_cell_has_a_declared_look_and_no_cell_is_a_formula(language):
    for grid in drawn(language).values():
        for cell in grid.cells.values():
            assert cell.style in grid.styles
            assert not hasattr(cell.value, "formula")


@pytest.mark.parametrize("language", LANGUAGES)
def test_rows_are_high_enough_for_their_words(language):
    for grid in drawn(language).values():
        merged = {(merge.row, merge.column): merge.last_column for merge in grid.merges}
        for (row, column), cell in grid.cells.items():
            look = grid.styles[cell.style]
            if not look.wrap or not isinstance(cell.value, str | Rich):
                continue
            last = merged.get((row, column), column)
            pixels = sum(column_pixels(grid.widths[place]) for place in range(column, last + 1)) - 9 * look.indent
            needed = height_points(lines_needed(text(cell.value), look.size, pixels, bold=look.bold), look.size)
            assert grid.heights[row] >= min(needed, HIGHEST), (grid.key, row, text(cell.value))


@pytest.mark.parametrize("language", LANGUAGES)
def test_cells_under_a_merge_are_empty_and_merges_do_not_cross(language):
    for grid in drawn(language).values():
        taken = set()
        for merge in grid.merges:
            cells = {(merge.row, column) for column in range(merge.column, merge.last_column + 1)}
            assert not cells & taken
            taken |= cells
            assert all(grid.cells[place].value is None for place in cells - {(merge.row, merge.column)})


def test_the_brief_tells_what_the_page_tells():
    outcome = sample_outcome()
    said = words(drawn("en")["brief"])
    for section in outcome.brief:
        if section.id in ("read", "caveats"):
            assert [line.en for line in section.lines if line.en not in said] == []
        if section.kind == "label" and section.id != "products":
            assert section.lines[0].en in said
    for action in outcome.actions:
        assert any(cell.startswith(action.line.en) for cell in said)


def test_each_run_of_the_read_is_told_bold_or_plain():
    grid = drawn("en")["brief"]
    read = next(cell.value for cell in grid.cells.values() if text(cell.value).startswith("Revenue was"))
    assert read.runs[:4] == (
        Run("Revenue was "),
        Run("COP 2,212,085", bold=True),
        Run(" from 10 counted orders, against "),
        Run("COP 1,039,300", bold=True),
    )


def test_a_code_is_no_amount():
    grid = drawn("en")["brief"]
    campaign = next(cell.value for cell in grid.cells.values() if "RODADA15" in text(cell.value))
    assert [run.text for run in campaign.runs if run.bold] == []


@pytest.mark.parametrize(
    ("language", "options"), [("en", "open doing done dropped"), ("es", "abierta,en curso,hecha,descartada")]
)
def test_actions_are_a_table_with_a_status_list_and_hidden_keys(language, options):
    outcome, grid = sample_outcome(), drawn(language)["brief"]
    choice = grid.choices[0]
    assert choice.options == tuple(options.split("," if "," in options else " "))
    assert choice.last_row - choice.row + 1 == len(outcome.actions)
    keys = [grid.cells[row, grid.key_column].value for row in range(choice.row, choice.last_row + 1)]
    assert keys == [action.key for action in outcome.actions]
    assert grid.cells[choice.row - 1, grid.key_column].value == "key"
    assert grid.page.last_column < grid.key_column


def test_trap_24_what_the_founder_typed_stands_at_its_key_again():
    brief, exceptions = drawn("es")["brief"], drawn("es")["exceptions"]
    row = brief.choices[0].row
    assert [cell.value for (at, _), cell in sorted(brief.cells.items()) if at == row and cell.style == "input"] == [
        "en curso",
        "=WhatsApp sent",
    ]
    row = row_of(exceptions, "P01|order:1103")
    assert [
        cell.value for (at, _), cell in sorted(exceptions.cells.items()) if at == row and "input" in cell.style
    ] == [
        "pospuesto",
        date(2026, 11, 20),
        "Customer pays Friday",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_trap_24_what_is_typed_into_the_tabs_is_read_from_them_again(language):
    """The tabs as they would be read back: each value at its key, in either language."""
    grids = drawn(language)
    owner = grids["brief"].choices[0]
    grids["brief"].cells[owner.row, 5] = replace(grids["brief"].cells[owner.row, 5], value="Ana")
    found = memory.read(Snapshot("b.xlsx", tuple(as_read(grid) for grid in grids.values())))
    typed = {(one.where, one.key, one.field): one.value for one in found.typed}
    assert typed == {
        ("actions", "ship|order:1113", "status"): "doing",
        ("actions", "ship|order:1113", "note"): "=WhatsApp sent",
        ("actions", "ship|order:1113", "owner"): "Ana",
    }  # and nothing was typed where the decision in force is shown
    assert found.shown == sample_outcome().memory.shown


def test_the_history_gives_the_same_memory_again():
    outcome = sample_outcome()
    assert memory.read(Snapshot("b.xlsx", (as_read(drawn("en")["history"]),))) == outcome.memory
    assert drawn("en")["history"].hidden


def as_read(grid: Grid) -> TabSnapshot:
    last_row, last_column = max(row for row, _ in grid.cells), max(column for _, column in grid.cells)
    blank = GridCell()
    rows = [
        [
            text(cell.value) if isinstance((cell := grid.cells.get((row, column), blank)).value, Rich) else cell.value
            for column in range(1, last_column + 1)
        ]
        for row in range(1, last_row + 1)
    ]
    return TabSnapshot(grid.name, rows, mark=grid.key)


@pytest.mark.parametrize("key", ["exceptions", "products"])
def test_three_white_columns_end_the_tables(key):
    grid = drawn("en")[key]
    titles = {column: text(cell.value) for (row, column), cell in grid.cells.items() if row == grid.filter_row}
    assert [titles[grid.key_column - 3 + place] for place in range(4)] == ["Your decision", "Until", "Reason", "key"]
    assert all(grid.styles[cell.style].unlocked for (_, _), cell in grid.cells.items() if cell.style == "input")
    assert max(grid.widths) == grid.key_column


def test_what_is_typed_and_not_understood_stays_and_is_said_in_red():
    outcome = sample_outcome()
    typed = [
        Typed(where="exceptions", key="P01|order:1103", field="decision", value="maybe later"),
        Typed(where="exceptions", key="P01|order:1103", field="until", value="soon"),
        Typed(where="products", key="jersey-andes", field="decision", value="Impulsar ya"),
    ]
    unclear = [
        Unclear(
            where="exceptions", key="P01|order:1103", field="decision", value="maybe later", said=sentence("I-unknown")
        ),
        Unclear(where="exceptions", key="P01|order:1103", field="until", value="soon", said=sentence("I-no-day")),
    ]
    grids = drawn("es", msgspec.structs.replace(outcome, memory=Memory(typed=typed), unclear=unclear))
    red = {
        cell.value: cell.note
        for grid in grids.values()
        for cell in grid.cells.values()
        if cell.style == "input_problem"
    }
    assert red == {
        "maybe later": "No se entiende: elige de la lista.",
        "soon": "No se entiende: escribe una fecha.",
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_that_the_lists_offer_is_understood(language):
    grids = drawn(language)
    assert all(row_decision(word) for word in grids["exceptions"].choices[0].options)
    assert all(category_of(word) for word in grids["products"].choices[0].options)


def test_severity_is_shape_and_word():
    said = words(drawn("es")["exceptions"])
    assert [cell for cell in said if re.match("[⬢▲] ", cell)] == ["⬢ Crítica", "▲ Advertencia", "▲ Advertencia"]


def test_links_go_to_the_source_rows():
    grid = drawn("en")["brief"]
    links = {text(cell.value): cell.link for cell in grid.cells.values() if cell.link}
    assert links["Orders, row 55 →"] == "#'Orders'!A55"
    assert links["1 →"] == "#'Orders'!A55"


def test_a_tab_name_with_an_apostrophe_is_quoted_in_links():
    outcome = sample_outcome()
    orders = msgspec.structs.replace(outcome.sources[0], name="Shop's orders")
    outcome = msgspec.structs.replace(outcome, sources=[orders, *outcome.sources[1:]])
    assert "#'Shop''s orders'!A55" in {cell.link for cell in drawn("en", outcome)["brief"].cells.values()}


def test_sparklines_are_drawn_from_their_own_series_in_a_cell_that_is_not_merged():
    outcome, grids = sample_outcome(), drawn("en")
    brief, health = grids["brief"], grids["health"]
    assert len(brief.sparklines) == 2
    for line, card in zip(brief.sparklines, outcome.cards, strict=False):
        assert line.source_tab == health.name
        values = [
            cell.value if (cell := health.cells.get((line.source_row, column))) else None
            for column in range(line.first_column, line.last_column + 1)
        ]
        assert values == card.series
        inside = [m for m in brief.merges if m.row == line.row and m.column <= line.column <= m.last_column]
        assert inside == []


def test_a_series_of_almost_nothing_is_not_drawn():
    outcome = sample_outcome()
    cards = [msgspec.structs.replace(card, series=[None] * 28 + [1.0, 2.0]) for card in outcome.cards]
    bare = msgspec.structs.replace(outcome, cards=cards)
    assert series.drawn(bare) == []
    assert drawn("en", bare)["brief"].sparklines == ()


def test_figures_too_wide_for_large_type_are_all_shown_smaller():
    outcome = sample_outcome()
    wide = msgspec.structs.replace(
        outcome.cards[0], value_text=msgspec.structs.replace(outcome.cards[0].value_text, en="COP 123,456,789,012")
    )
    grid = drawn("en", msgspec.structs.replace(outcome, cards=[wide, *outcome.cards[1:]]))["brief"]
    looks = {cell.style for cell in grid.cells.values() if cell.style.startswith("card_value")}
    assert looks == {"card_value_small", "card_value_small_first"}


def test_the_most_pressing_variant_stands_first_and_no_sales_is_no_number():
    grid = drawn("en")["stock"]
    risks = [
        cell.value
        for (_, column), cell in sorted(grid.cells.items())
        if column == 3 and cell.style in ("critical", "warning", "good")
    ]
    assert risks == ["Oversold", "Below minimum", "Enough", "Enough"]
    assert "no sales in 28 days" in words(grid)


def test_data_health_tells_what_was_not_checked_and_where_cells_stand():
    grid = drawn("en")["health"]
    said = words(grid)
    assert "C02 Discount code rejected: needs Support." in said
    link = next(cell.link for cell in grid.cells.values() if text(cell.value) == "Orders!I8")
    assert link == "#'Orders'!I8"
    assert grid.cells[row_of(grid, "Orders: 1 total row (61)."), 4].link == "#'Orders'!A61"


def test_everything_read_and_checked_is_said_too():
    outcome = msgspec.structs.replace(sample_outcome(), problems=[])
    said = words(drawn("es", outcome)["health"])
    assert "Se pudieron leer todas las celdas que se usan." in said


def test_a_thousand_unreadable_cells_are_counted_not_listed():
    outcome = sample_outcome()
    many = msgspec.structs.replace(outcome, problems=outcome.problems * 1000)
    said = words(drawn("en", many)["health"])
    assert said.count("Orders!I8") == 200
    assert "and 800 more" in said


def test_trap_88_a_quiet_week_has_tabs_that_say_so():
    outcome = sample_outcome()
    quiet = msgspec.structs.replace(outcome, exceptions=[], actions=[], products=[], inventory=[], memory=Memory())
    for language in LANGUAGES:
        grids = drawn(language, quiet)
        assert grids["exceptions"].filter_row == 0
        assert ("Nada por aquí." if language == "es" else "Nothing here.") in words(grids["exceptions"])
        assert grids["brief"].choices == ()


def test_dates_are_dates_and_titles_stay_in_sight():
    grid = drawn("en")["exceptions"]
    assert date(2026, 11, 16) in {cell.value for cell in grid.cells.values()}
    assert grid.freeze == (4, 0)
    assert replace(grid.page, footer="").repeat_rows == 4
    assert not any(one.grid_lines for one in drawn("en").values())
