"""Last week's export and this week's, one after the other, come to the same tab and the same brief as both in one."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
import pytest

from reports.outcome import Outcome
from sheets import imports
from tests.exports.conftest import FIXTURES, Shop, known

_Row = Mapping[str, str]


def written(fixture: str, rows: Sequence[_Row]) -> str:
    """A file with the fixture's real header: each row is the fixture's first one but for these cells."""
    text = (FIXTURES / fixture).read_text(encoding="utf-8-sig")
    separator = ";" if text.partition("\n")[0].count(";") > 5 else ","
    first = next(csv.DictReader(io.StringIO(text), delimiter=separator))
    made = io.StringIO()
    writer = csv.DictWriter(made, list(first), delimiter=separator, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        assert row.keys() <= first.keys()
        writer.writerow({**first, **row})
    return made.getvalue()


def order(number: int, day: int, sku: str, total: int, **more: str) -> _Row:
    at = f"2026-11-{day:02} 10:00:00 -0500"
    return {
        "Name": f"#{number}", "Id": str(6_000_000 + number), "Email": f"c{number}@example.com", "Created at": at,
        "Paid at": at, "Total": str(total), "Subtotal": str(total), "Lineitem name": sku, "Lineitem sku": sku,
        "Lineitem price": str(total), "Lineitem quantity": "1", **more,
    }  # fmt: skip


def stock(sku: str, available: int) -> _Row:
    return {"Handle": sku.lower(), "Title": sku, "SKU": sku, "Available": str(available), "On hand": str(available)}


def visits(day: int, page: str, sessions: int) -> _Row:
    return {"Day": f"2026-11-{day:02}", "Landing page path": page, "Sessions": str(sessions)}


def spent(day: int, campaign: str, amount: str) -> _Row:
    day_of = f"2026-11-{day:02}"
    return {"Day": day_of, "Campaign name": campaign, "Campaign ID": f"1202{campaign}", "Amount spent (USD)": amount}


def paid(number: int, day: int, amount: str, status: str = "Paid") -> _Row:
    at = f"2026-11-{day:02} 14:00:00"
    return {"id": f"ch_{number}", "Created date (UTC)": at, "Amount": amount, "Status": status}


def ticket(number: int, day: int, closed: str = "") -> _Row:
    return {"Ticket id": str(number), "Creation date": f"2026-11-{day:02} 10:00:00", "Closed date": closed}


def parcel(number: int, day: int, status: str) -> _Row:
    return {
        "ID": str(number), "FECHA": f"{day:02}-11-2026", "ESTATUS": status, "NÚMERO GUIA": f"0{number}",
    }  # fmt: skip


#: By kind: the fixture of the real header, the tab, last week's rows, this week's, and both in one file.
KINDS: dict[str, tuple[str, str, list[_Row], list[_Row], list[_Row]]] = {
    "orders": (
        "shopify/shopify_orders.csv",
        "orders",
        [order(1001, 3, "JA-M", 100), order(1002, 6, "CC-U", 200), order(1003, 9, "JA-S", 300)],
        [order(1002, 6, "CC-U", 200), order(1003, 9, "JA-S", 300, **{"Financial Status": "refunded"}),
         order(1004, 12, "CC-U", 400)],
        [order(1001, 3, "JA-M", 100), order(1002, 6, "CC-U", 200),
         order(1003, 9, "JA-S", 300, **{"Financial Status": "refunded"}), order(1004, 12, "CC-U", 400)],
    ),
    "inventory": (
        "shopify/shopify_inventory_long.csv",
        "inventory",
        [stock("JA-M", 4), stock("CC-U", 9)],
        [stock("JA-M", 3), stock("CC-U", 9), stock("BP-S", 5)],
        [stock("JA-M", 3), stock("CC-U", 9), stock("BP-S", 5)],
    ),
    "traffic by day": (
        "shopify/shopify_sessions.csv",
        "traffic",
        [visits(8, "/", 10), visits(9, "/", 20), visits(9, "/products/vest", 7)],
        [visits(9, "/", 20), visits(9, "/products/vest", 7), visits(10, "/", 30)],
        [visits(8, "/", 10), visits(9, "/", 20), visits(9, "/products/vest", 7), visits(10, "/", 30)],
    ),
    "ads by day": (
        "meta_ads/meta_ads_en_days.csv",
        "campaigns",
        [spent(8, "1", "10.50"), spent(9, "1", "4.50"), spent(9, "2", "3.00")],
        [spent(9, "1", "4.50"), spent(9, "2", "3.25"), spent(10, "1", "8.00")],
        [spent(8, "1", "10.50"), spent(9, "1", "4.50"), spent(9, "2", "3.25"), spent(10, "1", "8.00")],
    ),
    "payments": (
        "stripe/stripe_payments.csv",
        "payments",
        [paid(1, 3, "189.90"), paid(2, 9, "60.00")],
        [paid(2, 9, "60.00", "Failed"), paid(3, 12, "75.00")],
        [paid(1, 3, "189.90"), paid(2, 9, "60.00", "Failed"), paid(3, 12, "75.00")],
    ),
    "support": (
        "gorgias/gorgias_tickets.csv",
        "support",
        [ticket(1, 3, "2026-11-04 09:00:00"), ticket(2, 9)],
        [ticket(2, 9, "2026-11-12 09:00:00"), ticket(3, 12)],
        [ticket(1, 3, "2026-11-04 09:00:00"), ticket(2, 9, "2026-11-12 09:00:00"), ticket(3, 12)],
    ),
    "shipments": (
        "dropi/dropi_orders.csv",
        "shipments",
        [parcel(1, 3, "ENTREGADO"), parcel(2, 9, "EN BODEGA")],
        [parcel(2, 9, "ENTREGADO"), parcel(3, 12, "EN BODEGA")],
        [parcel(1, 3, "ENTREGADO"), parcel(2, 9, "ENTREGADO"), parcel(3, 12, "EN BODEGA")],
    ),
}  # fmt: skip


def taken(folder: Path, fixture: str, key: str, files: Sequence[Sequence[_Row]]) -> tuple[list[object], Outcome]:
    """What the tab says and the brief of the Monday after, once these files were imported one after the other."""
    folder.mkdir()
    shop = Shop(folder)
    for rows in files:
        merge = shop.take(written(fixture, rows))
        assert merge.refused_rows == 0, merge.refused
    columns = [name for name in shop.table(key).frame.columns if name != "row"]
    there = [name for name in columns if any(cell is not None for cell in shop.typed(key, name))]
    rows_said = [shop.typed(key, name) for name in there]
    return [dict(zip(there, row, strict=True)) for row in zip(*rows_said, strict=True)], shop.brief("2026-11-16T08:00")


@pytest.mark.parametrize("kind", KINDS)
def test_overlapping_exports_say_the_same_as_both_in_one(tmp_path: Path, kind: str) -> None:
    fixture, key, last, this, union = KINDS[kind]
    rows, brief = taken(tmp_path / "one after the other", fixture, key, [last, this])
    at_once, brief_at_once = taken(tmp_path / "at once", fixture, key, [union])
    assert len(rows) == len(union)
    assert rows == at_once
    assert msgspec.to_builtins(brief) == msgspec.to_builtins(brief_at_once)


@pytest.mark.parametrize("kind", KINDS)
def test_and_once_more_changes_nothing(tmp_path: Path, kind: str) -> None:
    fixture, _, last, this, _ = KINDS[kind]
    shop = Shop(tmp_path)
    for rows in (last, this):
        shop.take(written(fixture, rows))
    again = shop.take(written(fixture, this))
    assert (again.new, again.changed, again.edits) == (0, 0, ())


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "inventory"])
def test_what_fell_out_of_the_stretch_of_this_weeks_file_is_not_missing(tmp_path: Path, kind: str) -> None:
    fixture, _, last, this, _ = KINDS[kind]
    shop = Shop(tmp_path)
    shop.take(written(fixture, last))
    assert shop.take(written(fixture, this)).missing == 0


def test_the_weeks_may_come_in_either_order_for_what_does_not_change(tmp_path: Path) -> None:
    fixture, key, last, this, _ = KINDS["traffic by day"]
    ahead, _ = taken(tmp_path / "ahead", fixture, key, [last, this])
    behind, _ = taken(tmp_path / "behind", fixture, key, [this, last])
    assert sorted(map(str, ahead)) == sorted(map(str, behind))


def test_every_table_that_an_export_fills_is_matched_by_something() -> None:
    from sheets.contract import tab

    for export in imports.EXPORTS:
        declared = tab(export.table)
        assert export.identity or declared.identity, export.key
        assert set(export.identity) <= {column.name for column in declared.columns}, export.key


def test_the_fixtures_are_known_as_what_they_are(tmp_path: Path) -> None:
    for fixture, key, last, _, _ in KINDS.values():
        file = tmp_path / "week.csv"
        file.write_text(written(fixture, last), encoding="utf-8")
        assert known(file).table == key
