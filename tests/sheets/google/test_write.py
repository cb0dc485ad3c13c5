"""What stands in our tabs after a write, and that they stay the tabs that they were."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sheets.google.write import batch
from sheets.grid import Choice, ColorRule, GridCell, Merge, Rich, Run, text_of
from tests.google.allowed import named
from tests.google.answers import GoogleError
from tests.google.model import Formula
from tests.sheets.google.writing import Home, grid

MANY = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)


@pytest.fixture
def home() -> Home:
    return Home("Orders", "Stock")


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+57 300 123", "-5", "@SUM(A1)", "\tindented", "007", "1E5", "TRUE", "2026-11-16", "'quoted", "1,5"],
)
def test_trap_23_text_that_looks_like_a_formula_is_written_as_text(home: Home, text: str) -> None:
    home.write(grid({(1, 1): text}))
    assert home.cell("Brief")["userEnteredValue"] == {"stringValue": text}
    assert home.cell("Brief")["effectiveValue"] == {"stringValue": text}


@MANY
@given(st.lists(st.text(max_size=40), min_size=1, max_size=5))
def test_any_text_is_read_back_as_it_can_be_held(texts: list[str]) -> None:
    home = Home()
    home.write(grid({(row, 1): text for row, text in enumerate(texts, 1)}))
    said = [
        home.cell("Brief", row).get("effectiveValue", {}).get("stringValue", "") for row in range(1, len(texts) + 1)
    ]
    assert said == [text_of(text) for text in texts]


@pytest.mark.parametrize(
    ("value", "held", "pattern"),
    [
        (0, {"numberValue": 0}, None),
        (1234.5, {"numberValue": 1234.5}, None),
        (True, {"boolValue": True}, None),
        (False, {"boolValue": False}, None),
        (10**15, {"numberValue": 10**15}, None),
        (10**15 + 1, {"stringValue": "1000000000000001"}, None),
        (date(2026, 11, 16), {"numberValue": 46342}, "yyyy-mm-dd"),
        (datetime(2026, 11, 16, 12, 0), {"numberValue": 46342.5}, "yyyy-mm-dd hh:mm"),
        (datetime(2026, 11, 16, 12, 0, tzinfo=UTC), {"numberValue": 46342.5}, "yyyy-mm-dd hh:mm"),
    ],
)
def test_a_value_keeps_its_type_and_a_date_its_look(
    home: Home, value: object, held: object, pattern: str | None
) -> None:
    home.write(grid({(1, 1): value}))
    said = home.cell("Brief")
    assert said["userEnteredValue"] == held
    assert said["userEnteredFormat"].get("numberFormat", {}).get("pattern") == pattern


def test_a_number_that_is_no_number_is_never_written(home: Home) -> None:
    with pytest.raises(ValueError, match="no value for a cell"):
        batch([grid({(1, 1): float("nan")})], home.look(), "run")


def test_nothing_and_what_a_cell_cannot_hold_is_a_blank_cell(home: Home) -> None:
    home.write(grid({(1, 1): None, (2, 1): "", (3, 1): "\x00", (4, 1): Rich((Run(""),)), (5, 1): "end"}))
    assert ["userEnteredValue" in home.cell("Brief", row) for row in range(1, 6)] == [False] * 4 + [True]


def test_a_tab_is_made_once_at_the_end_with_its_colour_and_its_mark(home: Home) -> None:
    made = grid({(1, 1): "x"}, tab_color="#1f5f4a")
    home.write(made, grid({(1, 1): 1}, key="history", name="_History", hidden=True))
    assert home.titles() == ["Orders", "Stock", "Brief", "_History", "_Google"]
    assert [home.sheet(title).properties.get("hidden", False) for title in home.titles()] == [False] * 3 + [True] * 2
    assert home.sheet("Brief").properties["tabColorStyle"]["rgbColor"]["green"] == pytest.approx(95 / 255, abs=0.002)
    assert [sheet.key for sheet in home.look().sheets] == ["", "", "brief", "history", "google"]
    assert home.look().book.run == "run 1"


def test_a_tab_that_a_person_moved_renamed_coloured_hid_and_enlarged_stays_so(home: Home) -> None:
    first = grid({(1, 1): "x"}, tab_color="#1f5f4a")
    home.write(first)
    id = home.sheet("Brief").id
    with home.server.store.change(home.id) as book:
        brief = book.edit("Brief")
        brief.title = "Resumen de Ana"
        brief.properties = brief.properties | {"hidden": True, "tabColorStyle": {"rgbColor": {"blue": 1}}}
        brief.set_size(400, 30)
        book.sheets.insert(0, book.sheets.pop(book.sheets.index(brief)))
    before = home.sheet("Resumen de Ana").properties
    home.write(grid({(2, 2): "y"}, tab_color="#1f5f4a"))
    assert home.titles() == ["Resumen de Ana", "Orders", "Stock", "_Google"]
    assert home.sheet("Resumen de Ana").id == id
    assert home.sheet("Resumen de Ana").properties == before
    assert home.cell("Resumen de Ana", 2, 2)["effectiveValue"] == {"stringValue": "y"}


def test_a_founders_own_tab_that_is_called_brief_stays_theirs(home: Home) -> None:
    home = Home("Orders", "bRIEF", "Brief (2)")
    made, _ = home.write(grid({(1, 1): "ours"}))
    assert made.names["brief"] == "Brief (3)"
    assert home.titles() == ["Orders", "bRIEF", "Brief (2)", "Brief (3)", "_Google"]
    assert home.cell("bRIEF")["effectiveValue"] == {"stringValue": "mine, on bRIEF"}


def test_two_computers_make_the_same_tab_so_that_the_second_is_told(home: Home) -> None:
    seen = home.look()
    home.write(grid({(1, 1): "the first"}), seen=seen)
    with pytest.raises(GoogleError, match="already exists"):
        home.write(grid({(1, 1): "the second"}), seen=seen)
    assert home.cell("Brief")["effectiveValue"] == {"stringValue": "the first"}


def test_a_tab_of_the_founders_with_the_id_that_ours_would_get_is_no_hindrance(home: Home) -> None:
    home.write(grid({(1, 1): "x"}))
    other = Home("Orders")
    with other.server.store.change(other.id) as book:
        book.edit(0).id = home.sheet("Brief").id
    other.write(grid({(1, 1): "x"}))
    assert other.sheet("Brief").id == home.sheet("Brief").id + 1


LONG = grid(
    {(row, column): f"{row} {column}" for row in range(1, 90) for column in range(1, 9)}
    | {(4, 2): GridCell("noted", note="ours")},
    merges=(Merge(1, 1, 1, 5), Merge(60, 2, 62, 3)),
    widths={7: 40.0},
    heights={1: 30.0, 70: 50.0},
    hidden_columns=(6,),
    key_column=8,
    choices=(Choice(5, 1, 80, 1, ("open", "done")),),
    color_rules=(ColorRule(5, 1, 80, 1, "done", "critical"),),
    freeze=(4, 1),
    filter_row=4,
)
SHORT = grid({(1, 1): "short", (2, 2): GridCell(7, "money")})


def test_nothing_is_left_of_an_older_and_longer_version(home: Home) -> None:
    home.write(LONG)
    size = home.look().marked("brief")
    home.write(SHORT)
    fresh = Home("Orders", "Stock")
    fresh.write(SHORT)
    now, new = home.sheet("Brief"), fresh.sheet("Brief")
    assert home.cells("Brief") == fresh.cells("Brief")
    assert (now.merges, now.rules, now.filter) == ([], [], None)
    assert {row: meta for row, meta in now.row_meta.items() if meta.get("pixelSize", 21) != 21} == {}
    assert not any(meta.get("hiddenByUser") for meta in now.column_meta.values())
    assert new.properties["gridProperties"].get("frozenRowCount") == now.properties["gridProperties"].get(
        "frozenRowCount"
    )
    assert (now.rows, now.columns) == (size.rows, size.columns) == (89 + 50, 8 + 4)


def test_a_founders_formula_on_our_tab_reads_on_when_the_tab_becomes_shorter(home: Home) -> None:
    home.write(LONG)
    home.types("Orders", 2, 1, Formula("=Brief!B2"))
    home.types("Orders", 3, 1, Formula("=Brief!C85"))
    home.write(SHORT)
    assert home.cell("Orders", 2, 1)["effectiveValue"] == {"numberValue": 7}
    assert home.cell("Orders", 3, 1)["userEnteredValue"] == {"formulaValue": "=Brief!C85"}
    assert "errorValue" not in home.cell("Orders", 3, 1).get("effectiveValue", {})


def test_a_tab_grows_where_it_must(home: Home) -> None:
    home.write(SHORT)
    home.write(LONG)
    assert home.cell("Brief", 89, 8)["effectiveValue"] == {"stringValue": "89 8"}
    assert (home.sheet("Brief").rows, home.sheet("Brief").columns) == (89 + 50, 8 + 4)


def test_the_same_write_again_changes_nothing_but_the_run(home: Home) -> None:
    home.write(LONG, SHORT_HISTORY)
    first = home.server.store.books[home.id]
    home.write(LONG, SHORT_HISTORY)
    again = home.server.store.books[home.id]
    for title in ("Orders", "Stock", "Brief", "_History"):
        before, after = first.sheet(title), again.sheet(title)
        for part in ("id", "properties", "grid", "merges", "row_meta", "column_meta", "rules", "filter", "metadata"):
            assert getattr(after, part) == getattr(before, part), f"{title}: {part}"
    assert home.look().book.run == "run 2"


SHORT_HISTORY = grid({(1, 1): "key", (2, 1): 5}, key="history", name="_History", hidden=True)


def test_what_a_person_adds_right_meanwhile_beyond_what_was_seen_stays(home: Home) -> None:
    home.write(SHORT)
    seen = home.look()
    with home.server.store.change(home.id) as book:
        book.edit("Brief").set_size(200, 6)
    home.types("Brief", 199, 2, "typed meanwhile")
    home.write(LONG, seen=seen)
    assert home.cell("Brief", 199, 2)["effectiveValue"] == {"stringValue": "typed meanwhile"}


def test_a_row_that_is_gone_meanwhile_refuses_the_whole_write(home: Home) -> None:
    home.write(LONG)
    seen = home.look()
    with home.server.store.change(home.id) as book:
        book.edit("Brief").set_size(20, 6)
    with pytest.raises(GoogleError, match="grid limits"):
        home.write(SHORT, seen=seen)
    assert home.cell("Brief", 2, 2)["effectiveValue"] == {"stringValue": "2 2"}


cell_values = st.one_of(st.none(), st.text(max_size=5), st.integers(-5, 5), st.booleans(), st.dates())
places = st.tuples(st.integers(1, 40), st.integers(1, 12))
links = st.sampled_from(["", "#'Orders'!A2", "#'Nowhere'!A1", "#'Brief'!B2", "https://example.com", "ftp://x"])
styles = st.sampled_from(["body", "title", "money", "critical", "input", "wrapped", "end"])
cells = st.dictionaries(
    places, st.builds(GridCell, cell_values, styles, links, st.sampled_from(["", "a note"])), min_size=1
)


@st.composite
def grids(draw: st.DrawFn, key: str = "brief", name: str = "Brief") -> object:
    row, column = draw(places)
    return grid(
        draw(cells), key, name,
        merges=(Merge(row, column, row + draw(st.integers(0, 3)), column + draw(st.integers(0, 3))),),
        widths=draw(st.dictionaries(st.integers(1, 12), st.floats(1, 300))),
        heights=draw(st.dictionaries(st.integers(1, 60), st.floats(1, 300))),
        choices=(Choice(row, column, row + 3, column, ("a", "b")),) * draw(st.integers(0, 1)),
        color_rules=(ColorRule(row, column, row + 3, column, "a", "critical"),) * draw(st.integers(0, 2)),
        hidden_columns=tuple(draw(st.sets(st.integers(1, 14)))),
        freeze=(draw(st.integers(0, 3)), 0),
        key_column=draw(st.integers(0, 12)),
        tab_color=draw(st.sampled_from(["", "#1f5f4a"])),
    )  # fmt: skip


@MANY
@given(
    st.lists(st.tuples(grids(), grids("exceptions", "Exceptions")), min_size=1, max_size=3),
    st.sets(st.sampled_from(["Brief", "EXCEPTIONS", "_google", "It's", "D3"])),
)
def test_no_request_ever_names_a_tab_that_is_not_ours(writes: list[tuple[object, object]], own: set[str]) -> None:
    home = Home("Orders", *sorted(own))
    theirs = {sheet.id for sheet in home.server.store.books[home.id].sheets}
    before = {id: home.server.store.books[home.id].sheet(id) for id in theirs}
    for pair in writes:
        made, _ = home.write(*pair)  # type: ignore[arg-type]
        told = {id for request in made.requests for kind, asked in request.items() for id in named(kind, asked)}
        assert not told & theirs
        assert told <= set(made.sizes)
    undone = [id for request in made.undo("back") for kind, asked in request.items() for id in named(kind, asked)]
    assert not theirs & set(undone)
    assert all(home.server.store.books[home.id].sheet(id) is sheet for id, sheet in before.items())


@MANY
@given(st.lists(grids(), min_size=2, max_size=3))
def test_whatever_stood_there_before_a_tab_is_as_if_it_were_new(versions: list[object]) -> None:
    home, fresh = Home(), Home()
    for version in versions:
        home.write(version)  # type: ignore[arg-type]
    fresh.write(versions[-1])  # type: ignore[arg-type]
    assert home.cells("Brief") == fresh.cells("Brief")
    assert (home.sheet("Brief").merges, home.sheet("Brief").rules) == (
        fresh.sheet("Brief").merges,
        fresh.sheet("Brief").rules,
    )
