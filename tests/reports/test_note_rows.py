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
