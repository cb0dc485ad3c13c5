from __future__ import annotations

import hashlib
import io
import os
import random
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest

from sheets.errors import SheetsError
from sheets.excel import book as room
from sheets.excel.book import ExcelBook
from sheets.excel.companion import is_companion
from sheets.excel.package import Package, fingerprint
from sheets.workbook import CellEdit, Edit, Receipt, Workbook
from tests.invariants import Opened, unharmed
from tests.sheets.excel.making import (
    brief,
    macro_workbook,
    openpyxl_workbook,
    ours,
    parts_of,
    rebuilt,
    rich_workbook,
    swap,
)

BOOK = "xl/workbook.xml"


class Place:
    """A founder's workbook in a folder of its own, and the program's folder beside it."""

    def __init__(self, folder: Path, name: str = "shop.xlsx") -> None:
        self.folder = folder / "desk"
        self.folder.mkdir()
        self.path = rich_workbook(self.folder / name)
        self.original = self.path.read_bytes()
        self.app = folder / "app"
        self.said: list[str] = []
        self.book = ExcelBook(self.path, self.app, lambda: self.said.append("committing"))

    def write(self, day: int = 16, since: str | None = None) -> Receipt:
        return self.book.write(ours(day), fingerprint(self.path) if since is None else since)

    def names(self) -> list[str]:
        return sorted(path.name for path in self.folder.iterdir())

    def refused(self, work: Callable[[], object]) -> SheetsError:
        before = self.path.read_bytes()
        with pytest.raises(SheetsError) as refused:
            work()
        assert self.path.read_bytes() == before
        assert not [name for name in self.names() if name.startswith(".~ob")]
        return refused.value


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


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


def spoil_foreign_part(content: bytearray) -> None:
    at = content.index(b"xl/charts/chart1.xml") + len("xl/charts/chart1.xml") + 40
    content[at] ^= 1


def spoil_our_value(content: bytearray) -> None:
    file = io.BytesIO(bytes(content))
    with Package(file) as package:
        package.put("xl/worksheets/sheet4.xml", package.read("xl/worksheets/sheet4.xml").replace(b"1250.5", b"1251.5"))
        out = io.BytesIO()
        package.write(out)
    content[:] = out.getvalue()


def spoil_our_mark(content: bytearray) -> None:
    file = io.BytesIO(bytes(content))
    with Package(file) as package:
        package.put(BOOK, package.read(BOOK).replace(b"_OB.brief", b"_OB.brieg"))
        out = io.BytesIO()
        package.write(out)
    content[:] = out.getvalue()


def lose_a_part(content: bytearray) -> None:
    file = io.BytesIO(bytes(content))
    with Package(file) as package:
        package.drop("xl/media/image1.png")
        out = io.BytesIO()
        package.write(out)
    content[:] = out.getvalue()


@pytest.mark.parametrize("spoil", [spoil_foreign_part, spoil_our_value, spoil_our_mark, lose_a_part])
def test_a_result_that_fails_its_check_never_counts(
    place: Place, monkeypatch: pytest.MonkeyPatch, spoil: Callable[[bytearray], None]
) -> None:
    real = Package.write

    def spoiled(self: Package, out: io.BytesIO) -> None:
        whole = io.BytesIO()
        monkeypatch.setattr(Package, "write", real)
        real(self, whole)
        content = bytearray(whole.getvalue())
        spoil(content)
        out.write(content)

    monkeypatch.setattr(Package, "write", spoiled)
    refused = place.refused(place.write)
    assert refused.kind == "unverified"
    assert "did not pass" in refused.message("en")
    assert not list(place.app.rglob("*.xlsx"))


def test_a_damaged_part_in_the_founders_file_is_found_before_it_is_copied(place: Place) -> None:
    content = bytearray(place.original)
    line = content.rindex(b"xl/media/image1.png") - 46
    content[line + 16] ^= 0xFF
    local = content.index(b"xl/media/image1.png") - 30
    content[local + 14] ^= 0xFF
    place.path.write_bytes(content)
    receipt = place.write()
    assert receipt.kind == "damaged"
    assert place.path.read_bytes() == content


def lock_of_excel(place: Place) -> Iterator[None]:
    (place.folder / "~$shop.xlsx").write_bytes(b"\x03Ana")
    yield
    (place.folder / "~$shop.xlsx").unlink()


def lock_of_libreoffice(place: Place) -> Iterator[None]:
    (place.folder / ".~lock.shop.xlsx#").write_text(",ana,laptop,21.11.2026 05:13,file:///x;")
    yield
    (place.folder / ".~lock.shop.xlsx#").unlink()


def read_only_file(place: Place) -> Iterator[None]:
    place.path.chmod(0o444)
    yield
    place.path.chmod(0o644)


def read_only_folder(place: Place) -> Iterator[None]:
    place.folder.chmod(0o555)
    yield
    place.folder.chmod(0o755)


@pytest.mark.parametrize(
    ("obstacle", "kind", "beside"),
    [
        (lock_of_excel, "locked", True),
        (lock_of_libreoffice, "locked", True),
        (read_only_file, "read_only", True),
        (read_only_folder, "read_only", False),
    ],
)
def test_trap_25_where_the_workbook_cannot_be_written_the_brief_goes_beside_it(
    place: Place, obstacle: Callable[[Place], Iterator[None]], kind: str, beside: bool
) -> None:
    during = obstacle(place)
    next(during)
    receipt = place.write()
    assert place.path.read_bytes() == place.original
    companion = Path(receipt.companion)
    assert companion.name == "shop - Operating Brief.xlsx"
    assert companion.parent == (place.folder.resolve() if beside else place.app / "companions")
    assert receipt.kind == kind
    assert receipt.reason.en != receipt.reason.es
    assert place.said == ["committing"]
    assert openpyxl.load_workbook(companion)["Brief"]["A1"].value == "Operating brief, day 16"
    assert is_companion(companion)
    assert not list(place.app.rglob("backups/*/*.xlsx"))

    assert place.write(17).companion == receipt.companion
    assert openpyxl.load_workbook(companion)["Brief"]["A1"].value == "Operating brief, day 17"

    with pytest.raises(SheetsError) as refused:
        place.book.edit([Edit("Data", (CellEdit("A1", 1),))], "")
    assert refused.value.kind == kind
    with pytest.raises(SheetsError) as refused:
        place.book.restore()
    assert refused.value.kind == kind

    next(during, None)
    assert place.write(18).companion == ""
    assert not [name for name in place.names() if name.startswith(".~ob")]


def protected(parts: dict[str, bytes]) -> None:
    swap(parts, BOOK, "<bookViews>", '<workbookProtection lockStructure="1"/><bookViews>')


def signed(parts: dict[str, bytes]) -> None:
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"
    told = f'<Relationship Id="rId9" Type="{kind}" Target="_xmlsignatures/origin.sigs"/></Relationships>'
    swap(parts, "_rels/.rels", "</Relationships>", told)


@pytest.mark.parametrize(("change", "kind"), [(protected, "protected"), (signed, "signed")])
def test_a_workbook_closed_by_its_owner_is_not_altered(
    place: Place, change: Callable[[dict[str, bytes]], None], kind: str
) -> None:
    before = rebuilt(place.path, change).read_bytes()
    receipt = place.write()
    assert receipt.kind == kind
    assert Path(receipt.companion).exists()
    assert place.path.read_bytes() == before
    assert place.refused(lambda: place.book.edit([Edit("Data", (CellEdit("A1", 1),))], "")).kind == kind


def test_an_encrypted_workbook_is_not_altered(place: Place) -> None:
    place.path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 4000)
    receipt = place.write()
    assert receipt.kind == "encrypted"
    assert Path(receipt.companion).exists()


def test_a_companion_never_takes_the_place_of_a_file_that_is_not_ours(place: Place) -> None:
    own = place.folder / "shop - Operating Brief.xlsx"
    openpyxl_workbook(own)
    before = own.read_bytes()
    (place.folder / "~$shop.xlsx").write_bytes(b"\x03Ana")
    assert Path(place.write().companion).name == "shop - Operating Brief (2).xlsx"
    assert own.read_bytes() == before


def test_a_companion_that_is_open_itself_goes_to_the_programs_folder(place: Place) -> None:
    (place.folder / "~$shop.xlsx").write_bytes(b"\x03Ana")
    first = Path(place.write().companion)
    (place.folder / f"~${first.name}").write_bytes(b"\x03Ana")
    assert Path(place.write(17).companion).parent == place.app / "companions"


def test_a_companion_is_known_when_it_is_read(place: Place) -> None:
    (place.folder / "~$shop.xlsx").write_bytes(b"\x03Ana")
    companion = ExcelBook(place.write().companion, place.app)
    assert companion.read().facts.get("companion")
    assert not place.book.read().facts.get("companion")


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


WRITER = """
    import sys
    from pathlib import Path
    from sheets.excel.book import ExcelBook
    from sheets.errors import SheetsError
    from tests.sheets.excel.making import ours
    if len(sys.argv) > 4:
        import resource
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[4]), int(sys.argv[4])))
    try:
        book = ExcelBook(Path(sys.argv[1]), Path(sys.argv[2]))
        print("ready", flush=True)
        book.write(ours(int(sys.argv[3])), "")
    except SheetsError as refused:
        sys.exit(refused.kind)
"""


def writer(*arguments: object) -> list[str]:
    return [sys.executable, "-c", textwrap.dedent(WRITER), *map(str, arguments)]


def test_trap_26_a_process_killed_at_any_moment_leaves_a_whole_file(place: Place, root: Path) -> None:
    place.write(1)
    whole = {place.path.read_bytes()}
    chance = random.Random(26)
    for day in range(2, 10):
        scratch = place.folder.parent / "scratch.xlsx"
        scratch.write_bytes(place.path.read_bytes())
        ExcelBook(scratch, place.app).write(ours(day), "")
        whole.add(scratch.read_bytes())
        with subprocess.Popen(writer(place.path, place.app, day), cwd=root, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(chance.uniform(0, 0.06))
            process.send_signal(signal.SIGKILL)
        assert place.path.read_bytes() in whole
    place.write(11)
    assert openpyxl.load_workbook(place.path)["Brief (2)"]["A1"].value == "Operating brief, day 11"
    assert place.names() == ["shop.xlsx"]
    assert not list(place.app.rglob("*.part"))


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
@pytest.mark.parametrize("room_left", [2_000, 10_000])
def test_a_full_disk_leaves_the_file_as_it_was(place: Place, root: Path, room_left: int) -> None:
    done = subprocess.run(writer(place.path, place.app, 16, room_left), cwd=root, capture_output=True, text=True)
    assert done.stderr.strip() == "disk_full"
    assert place.path.read_bytes() == place.original
    assert place.names() == ["shop.xlsx"]
    assert not [path for path in place.app.rglob("*") if path.suffix in (".xlsx", ".part")]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may mount a small disk")
def test_a_small_disk_that_is_full_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk], capture_output=True).returncode:
        pytest.skip("mounting is not allowed here")
    try:
        path = openpyxl_workbook(disk / "shop.xlsx")
        before = path.read_bytes()
        (disk / "photos").write_bytes(b"x" * (64 * 1024 - 4096 * (len(before) // 4096 + 2)))
        with pytest.raises(SheetsError) as refused:
            ExcelBook(path, tmp_path / "app").write(ours(), "")
        assert refused.value.kind == "disk_full"
        assert path.read_bytes() == before
        assert sorted(found.name for found in disk.iterdir()) == ["photos", "shop.xlsx"]
        (disk / "photos").unlink()
        assert ExcelBook(path, tmp_path / "app").write([brief()], "").changed
    finally:
        subprocess.run(["umount", disk], check=True)
