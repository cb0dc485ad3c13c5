from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest

from sheets.errors import SheetsError
from sheets.excel import book as room
from sheets.excel import save
from sheets.excel.book import ExcelBook
from sheets.excel.package import Package, fingerprint
from sheets.workbook import CellEdit, Edit, Workbook
from tests.invariants import Opened, unharmed
from tests.sheets.excel.making import (
    Place,
    macro_workbook,
    openpyxl_workbook,
    ours,
    parts_of,
)

BOOK = "xl/workbook.xml"


def test_it_is_a_workbook_like_any_other(place: Place) -> None:
    book: Workbook = place.book
    snapshot = book.read()
    receipt = book.write(ours(), snapshot.fingerprint)
    again = book.read()
    assert again.fingerprint == receipt.fingerprint == fingerprint(place.path)
    assert again.marked("brief").name == "Brief (2)"  # type: ignore[union-attr]
    assert again.marked("history").visible is False  # type: ignore[union-attr]
    assert again.tab("Brief").mark == ""  # type: ignore[union-attr]


def test_a_receipt_says_what_changed_from_what_to_what(place: Place) -> None:
    receipt = place.write()
    assert receipt.path == str(place.path.resolve())
    assert [part for part, _, _ in receipt.changed] == [
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
        "xl/comments2.xml",
        "xl/drawings/vmlDrawing2.vml",
        "xl/styles.xml",
        "xl/workbook.xml",
        "xl/worksheets/_rels/sheet4.xml.rels",
        "xl/worksheets/sheet4.xml",
        "xl/worksheets/sheet5.xml",
    ]
    before, after = Opened(place.original), Opened(place.path.read_bytes())
    for part, old, new in receipt.changed:
        assert old == (hashlib.sha256(before.read(part)).hexdigest() if part.lower() in before.names else "")
        assert new == hashlib.sha256(after.read(part)).hexdigest()
    assert receipt.seconds > 0
    assert receipt.companion == receipt.kind == ""
    assert place.said == ["committing"]
    assert place.names() == ["shop.xlsx"]


def test_nothing_is_written_where_nothing_changed(place: Place) -> None:
    first = place.write()
    stamp = place.path.stat().st_mtime_ns
    second = place.write()
    assert (second.changed, second.backup, second.fingerprint) == ((), "", first.fingerprint)
    assert place.path.stat().st_mtime_ns == stamp
    assert place.said == ["committing"]


def test_a_second_write_changes_only_our_tabs(place: Place) -> None:
    place.write(16)
    before = place.folder / "before.xlsx"
    before.write_bytes(place.path.read_bytes())
    receipt = place.write(17)
    assert [part for part, _, _ in receipt.changed] == ["xl/worksheets/sheet4.xml", "xl/worksheets/sheet5.xml"]
    unharmed(before, place.path)


def test_a_backup_is_made_before_each_write(place: Place) -> None:
    first, second = place.write(16), place.write(17)
    assert Path(first.backup).read_bytes() == place.original
    assert fingerprint(Path(second.backup)) == first.fingerprint


def test_a_workbook_changed_since_reading_is_not_written(place: Place) -> None:
    since = fingerprint(place.path)
    openpyxl_workbook(place.path)
    assert place.refused(lambda: place.write(since=since)).kind == "changed"
    assert not list(place.app.rglob("*.xlsx"))


def test_a_workbook_changed_while_it_is_written_is_not_overwritten(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = room.verify.reads_back

    def founder_saves(*args: object) -> None:
        real(*args)  # type: ignore[arg-type]
        place.path.write_bytes(b"saved by the founder just now")

    monkeypatch.setattr(room.verify, "reads_back", founder_saves)
    with pytest.raises(SheetsError) as refused:
        place.write()
    assert refused.value.kind == "changed"
    assert place.path.read_bytes() == b"saved by the founder just now"
    assert place.names() == ["shop.xlsx"]
    assert not list(place.app.rglob("*.xlsx"))


def test_a_cancel_before_committing_leaves_everything_as_it_was(place: Place) -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ExcelBook(place.path, place.app, stop).write(ours(), "")
    assert place.path.read_bytes() == place.original
    assert place.names() == ["shop.xlsx"]
    assert not list(place.app.rglob("*.xlsx"))


@pytest.mark.parametrize("doing", ["writing", "restoring"])
def test_stopped_right_after_the_replacing_the_copy_of_what_was_there_is_kept(
    place: Place, monkeypatch: pytest.MonkeyPatch, doing: str
) -> None:
    place.write(15)
    before = place.path.read_bytes()
    replace = save.replace

    def stopped(*arguments: object) -> None:
        replace(*arguments)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    work: Callable[[], object] = place.book.restore if doing == "restoring" else place.write
    with monkeypatch.context() as patched:
        patched.setattr(save, "replace", stopped)
        with pytest.raises(KeyboardInterrupt):
            work()
    assert place.path.read_bytes() != before
    place.book.restore()
    assert place.path.read_bytes() == before


def test_restoring_puts_back_what_was_there_before_the_last_write(place: Place) -> None:
    place.write(16)
    first = place.path.read_bytes()
    place.write(17)
    second = place.path.read_bytes()
    receipt = place.book.restore()
    assert place.path.read_bytes() == first
    assert receipt.fingerprint == fingerprint(place.path)
    place.book.restore()
    assert place.path.read_bytes() == second
    assert place.names() == ["shop.xlsx"]


def test_restoring_the_first_write_gives_the_founders_own_bytes(place: Place) -> None:
    place.write()
    place.book.restore()
    assert place.path.read_bytes() == place.original


def test_a_receipt_names_the_whole_file_before_and_after(place: Place) -> None:
    first = place.write(16)
    assert first.before == hashlib.sha256(place.original).hexdigest()
    again = place.write(16)
    assert (again.before, again.fingerprint) == (first.fingerprint, first.fingerprint)
    restored = place.book.restore()
    assert (restored.before, restored.fingerprint) == (first.fingerprint, first.before)


def test_every_copy_can_be_gone_back_to(place: Place) -> None:
    versions = [place.original]
    for day in (16, 17, 18):
        place.write(day)
        versions.append(place.path.read_bytes())
    copies = place.book.copies()
    assert [copy.content for copy in copies] == [hashlib.sha256(one).hexdigest() for one in reversed(versions[:3])]
    for copy, version in zip(copies, reversed(versions[:3]), strict=True):
        place.book.restore(copy)
        assert place.path.read_bytes() == version
    # Each going back was a write, with a copy of its own.
    assert [hashlib.sha256(versions[3]).hexdigest() == copy.content for copy in place.book.copies()].count(True) == 1


def test_an_altered_copy_is_not_put_back_and_leaves_nothing(place: Place) -> None:
    copy = Path(place.write().backup)
    copy.write_bytes(copy.read_bytes()[:-1] + b"?")
    assert place.refused(place.book.restore).kind == "damaged"
    assert place.names() == ["shop.xlsx"]
    assert len(place.book.copies()) == 1


def test_the_copies_can_be_listed_while_another_process_writes(place: Place) -> None:
    place.write()
    folder = next((place.app / "backups").iterdir())
    with save.only_writer(folder):
        assert len(place.book.copies()) == 1


@pytest.mark.parametrize("listed", [True, False])
def test_a_workbook_that_was_renamed_goes_back_too(place: Place, listed: bool) -> None:
    place.write()
    moved = place.path.rename(place.folder / "tienda.xlsx")
    book = ExcelBook(moved, place.app)
    if listed:
        assert len(book.copies()) == 1
    book.restore()
    assert moved.read_bytes() == place.original


def test_restoring_without_a_backup_is_refused(place: Place) -> None:
    refused = place.refused(place.book.restore)
    assert refused.kind == "no_backup"
    assert "No hay copia de shop.xlsx" in refused.message("es")


def test_an_edit_is_written_backed_up_and_undone(place: Place) -> None:
    receipt = place.book.edit([Edit("Data", (CellEdit("B2", "mine"),), ({"A": 20},))], fingerprint(place.path))
    assert [part for part, _, _ in receipt.changed] == [BOOK, "xl/worksheets/sheet1.xml"]
    sheet = openpyxl.load_workbook(place.path)["Data"]
    assert (sheet["B2"].value, sheet["A21"].value) == ("mine", 20)
    place.book.restore()
    assert place.path.read_bytes() == place.original


def test_an_edit_of_a_workbook_changed_since_is_refused(place: Place) -> None:
    assert place.refused(lambda: place.book.edit([Edit("Data", (CellEdit("A1", 1),))], "0" * 64)).kind == "changed"


def test_an_upgrade_adds_tabs_headers_and_the_contract_in_one_write(place: Place) -> None:
    fresh = io.BytesIO()
    new = openpyxl.Workbook()
    new.active.title = "Sources"
    new.active.append(["source", "expected_hours"])
    new.save(fresh)
    receipt = place.book.upgrade(
        [Edit("Data", (CellEdit("I1", "New column"),))], fresh.getvalue(), 3, fingerprint(place.path)
    )
    book = openpyxl.load_workbook(place.path)
    assert book.sheetnames == ["Data", "Brief", "Table", "Sources"]
    assert book["Data"]["I1"].value == "New column"
    assert place.book.read().contract_version == 3
    assert fingerprint(Path(receipt.backup)) == hashlib.sha256(place.original).hexdigest()
    assert place.said == ["committing"]


def test_a_link_to_a_workbook_stays_a_link(place: Place, tmp_path: Path) -> None:
    link = tmp_path / "link.xlsx"
    link.symlink_to(place.path)
    receipt = ExcelBook(link, place.app).write(ours(), fingerprint(place.path))
    assert link.is_symlink()
    assert receipt.path == str(place.path.resolve())
    assert place.book.read().marked("brief") is not None


def test_macros_stay_where_they_are(tmp_path: Path) -> None:
    path = macro_workbook(tmp_path / "shop.xlsm")
    before = tmp_path / "before.xlsm"
    before.write_bytes(path.read_bytes())
    ExcelBook(path, tmp_path / "app").write(ours(), "")
    unharmed(before, path)


def test_parts_that_are_not_ours_are_unpacked_once_and_piece_by_piece(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    times: dict[str, int] = {}
    real = Package._original

    def counted(self: Package, info: object) -> Iterator[bytes]:
        name = info.orig_filename  # type: ignore[attr-defined]
        times[name] = times.get(name, 0) + 1
        yield from real(self, info)  # type: ignore[arg-type]

    monkeypatch.setattr(Package, "_original", counted)
    place.write()
    foreign = [
        name for name in parts_of(place.path) if name.startswith(("xl/charts", "xl/media", "xl/tables", "xl/theme"))
    ]
    assert {times[name] for name in foreign} == {1}


def test_a_command_that_finds_nothing_to_write_sweeps_up_what_an_interrupted_one_left(tmp_path: Path) -> None:
    path = openpyxl_workbook(tmp_path / "a.xlsx")
    book = ExcelBook(path, tmp_path / "app")
    receipt = book.write(ours(), fingerprint(path))
    left = [Path(receipt.backup).with_name(name) for name in ("workbook.json.part", "000009.part")]
    for stray in left:
        stray.write_bytes(b"half")
    before = path.read_bytes()
    book.tidy()
    assert [stray.exists() for stray in left] == [False, False]
    assert path.read_bytes() == before
    assert Path(receipt.backup).exists()
