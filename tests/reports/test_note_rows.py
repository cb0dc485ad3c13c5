"""The journal in the Outcome, and the days of a card's series, through a whole run."""

from __future__ import annotations

from tests.reports.rules.cells import inventory, order, orders, run

HEAD = ["date", "end_date", "type", "applies_to", "text", "author"]


def told(tmp_path, *notes):
    tabs = {
        "Orders": orders(order("#1", "2026-11-10 09:00:00", Total=100000), order("#2", "2026-11-11 09:00:00")),
        "Inventory": inventory({}, {"product_id": "bib-paramo", "product_title": "Bib Páramo", "sku": "BP-S"}),
        "Notes": [HEAD, *(list(note) for note in notes)],
    }
    return run(tmp_path, tabs)


def test_the_journal_stands_newest_first_with_what_it_names(tmp_path):
    made = told(
        tmp_path,
        ("2026-11-13", "2026-11-15", "campaign launched", "rodada", "Rodada weekend", "Ana"),
        ("2026-11-15", None, "event", "ja-m; BIB PARAMO", "Club ride", None),
        ("2026-11-15", None, None, None, "Plain", None),
        (None, None, "event", None, "Some day", None),
    )
    rows = [(note.key, note.date, note.until, note.type, note.text, note.by) for note in made.notes]
    assert rows == [
        ("note|2026-11-15|2", "2026-11-15", "", "", "Plain", ""),
        ("note|2026-11-15|1", "2026-11-15", "", "event", "Club ride", ""),
        ("note|2026-11-13|1", "2026-11-13", "2026-11-15", "campaign_launched", "Rodada weekend", "Ana"),
    ]
    plain, ride, launch = made.notes
    # Found by SKU and by title, in any case and without its accent.
    assert ride.products == ["bib-paramo", "jersey-andes"]
    assert (launch.applies_to, launch.products, plain.products) == ("rodada", [], [])
    assert [(rows.tab, rows.rows) for note in made.notes for rows in note.rows] == [
        ("notes", [4]),
        ("notes", [3]),
        ("notes", [2]),
    ]


def test_a_customer_in_a_note_stays_in_the_tab(tmp_path):
    (note,) = told(tmp_path, ("2026-11-13", None, "other", "ana@example.com", "Ask ana@example.com", None)).notes
    assert "@" not in note.text + note.applies_to


def test_no_tab_and_no_notes_are_an_empty_journal(tmp_path):
    assert told(tmp_path).notes == []
    assert run(tmp_path, {"Orders": orders(order("#1"))}).notes == []


def test_a_card_tells_the_day_of_its_first_number(tmp_path):
    made = told(tmp_path)
    card = next(card for card in made.cards if card.id == "revenue" and card.period == "weekly")
    # Tue 17 Nov: thirty complete days end on the 16th, and begin on 18 October.
    assert (card.first_day, len(card.series)) == ("2026-10-18", 30)
    # 10 November is the 24th of them.
    assert (card.series[23], card.series[24]) == (100000, 100000)
    assert card.series[22] in (0, None)
    assert {card.first_day for card in made.cards if not card.series} == {""}


DEFINITIONS = ["key", "applies_to", "value", "default"]


def counts(made):
    return [made.counts[name] for name in ("notes", "basics", "limits", "owners", "written")]


def test_how_far_the_founder_is_counts_only_what_is_really_there(tmp_path):
    started = {"Orders": orders(order("#1")), "Inventory": inventory({})}
    as_made = ["currency", None, "COP", "COP"], ["owner.support", None, None, None], ["low_stock_units", None, 5, 5]
    assert counts(run(tmp_path, started)) == [0, 0, 0, 0, 0]
    # A row that says what the standard says is none of the founder's own.
    assert counts(run(tmp_path, {**started, "Definitions": [DEFINITIONS, *as_made]})) == [0, 0, 0, 0, 0]
    own = ["brand_name", None, "Ruta Norte", None], ["owner.support", None, "Ana", None]
    own += (["low_stock_units", "type:jersey", 3, 8],)
    before = run(tmp_path, started).memory
    tabs = {**started, "Definitions": [DEFINITIONS, *own], "Notes": [HEAD, ["2026-11-13", None, None, None, "x", None]]}
    assert counts(run(tmp_path, tabs, "2026-11-18T08:00", remembered=before)) == [1, 1, 1, 1, 1]


def test_limits_and_owners_may_stand_in_the_founders_own_tabs(tmp_path):
    tabs = {
        "Orders": orders(order("#1")),
        "Inventory": inventory({"low_stock_units": 4}, {"sku": "JA-L", "low_stock_units": None}),
        "Owners": [["Area", "Owner"], ["Support", "Ana"], ["Finance", None]],
    }
    assert counts(run(tmp_path, tabs)) == [0, 0, 1, 1, 0]


def figures_of(made):
    named = {card.id: card for card in made.cards if card.period == "weekly"}
    return {id: (named[id].value, named[id].value_text.en, named[id].confidence) for id in ("orders", "low_stock")}


def test_tabs_without_a_row_count_nothing_rather_than_none(tmp_path):
    made = run(tmp_path, {"Orders": orders(), "Inventory": inventory()})
    unknown = (None, "unknown", "too_little")
    assert figures_of(made) == {"orders": unknown, "low_stock": unknown}
    assert [made.figures[id].value for id in ("M02", "M04", "M09", "M14")] == [None] * 4
    details = {card.id: card.detail.en for card in made.cards if card.period == "weekly"}
    assert (details["orders"], details["low_stock"]) == ("no order rows yet", "no stock rows yet")
    assert details["inventory_value"] == "no stock rows yet"
    assert details["open_exceptions"] == "in what could be checked"
    # One row that is not low, and an order of another week, are a zero that is known.
    some = run(tmp_path, {"Orders": orders(order("#1", "2026-11-03 09:00:00")), "Inventory": inventory({})})
    assert figures_of(some)["orders"][:2] == (0, "0")
    assert figures_of(some)["low_stock"] == (0, "0", "solid")
    assert (some.figures["M02"].value, some.figures["M09"].value) == (0, 0)
