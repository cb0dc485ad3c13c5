"""Workbooks in odd places and of odd names: each is written, or said why not, and is whole either way."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from sheets.errors import SheetsError
from sheets.excel.book import ExcelBook
from sheets.excel.companion import is_companion
from sheets.excel.package import fingerprint
from tests.invariants import unharmed
from tests.sheets.excel.making import Place, openpyxl_workbook, ours, rich_workbook

as_root = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may mount a disk")
posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")


@contextlib.contextmanager
def disk(at: Path, options: str = "size=4m") -> Iterator[Path]:
    """A file system of its own."""
    at.mkdir(exist_ok=True)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", at], capture_output=True).returncode:
        pytest.skip("mounting is not allowed here")
    try:
        yield at
    finally:
        subprocess.run(["umount", at], check=True)


def title(path: Path) -> object:
    book = openpyxl.load_workbook(path)
    return next(sheet["A1"].value for sheet in reversed(book.worksheets) if sheet.title.startswith("Brief"))


@posix
@pytest.mark.parametrize(
    "name",
    [
        "pedidos 🧦 ñandú.xlsx",
        "Ruta \"Norte\" 'el bueno'.xlsx",
        "two\nlines\tand tab.xlsx",
        "-rf *?[a] $HOME `x`.xlsx",
        ".hidden.xlsx",
        "no ending",
        "trailing space .xlsx",
        "a" * 250 + ".xlsx",
        "ñ" * 125 + ".xlsx",
    ],
)
def test_a_name_of_any_kind_is_written_backed_up_and_restored(tmp_path: Path, name: str) -> None:
    place = Place(tmp_path, "made.xlsx")
    path = place.path.rename(place.folder / name)
    book = ExcelBook(path, place.app)
    receipt = book.write(ours(), fingerprint(path))
    assert receipt.companion == ""
    assert title(receipt and Path(receipt.path)) == "Operating brief, day 16" if path.suffix else receipt.changed
    assert os.listdir(place.folder) == [name]
    assert len(book.copies()) == 1
    book.restore()
    assert path.read_bytes() == place.original


@posix
def test_a_name_that_is_no_text_is_written_too(tmp_path: Path) -> None:
    place = Place(tmp_path, "made.xlsx")
    path = place.path.rename(place.folder / os.fsdecode(b"caf\xe9.xlsx"))
    book = ExcelBook(path, place.app)
    assert book.write(ours(), "").changed
    assert book.write(ours(17), "").changed
    book.restore()
    assert title(path) == "Operating brief, day 16"


@posix
@pytest.mark.parametrize("name", ["a" * 250 + ".xlsx", "ñ" * 125 + ".xlsx"])
def test_the_companion_of_a_very_long_name_has_a_name_that_fits(tmp_path: Path, name: str) -> None:
    place = Place(tmp_path, "made.xlsx")
    path = place.path.rename(place.folder / name)
    path.chmod(0o444)
    companion = Path(ExcelBook(path, place.app).write(ours(), "").companion)
    assert companion.parent == path.parent
    assert companion.name.endswith(" - Operating Brief.xlsx")
    assert companion.name.startswith(name[:40])
    assert is_companion(companion)


@posix
def test_a_chain_of_links_is_followed_to_its_end_and_stays(place: Place, tmp_path: Path) -> None:
    (tmp_path / "links").mkdir()
    relative = tmp_path / "links" / "near.xlsx"
    relative.symlink_to("../desk/shop.xlsx")
    first = tmp_path / "first.xlsx"
    first.symlink_to(relative)
    receipt = ExcelBook(first, place.app).write(ours(), fingerprint(place.path))
    assert receipt.path == str(place.path.resolve())
    assert (os.readlink(first), os.readlink(relative)) == (str(relative), "../desk/shop.xlsx")
    assert place.names() == ["shop.xlsx"]
    assert sorted(os.listdir(tmp_path / "links")) == ["near.xlsx"]
    # Through whichever name: they are the copies of one workbook.
    assert ExcelBook(place.path, place.app).copies() == ExcelBook(first, place.app).copies() != ()


@posix
def test_a_link_that_leads_nowhere_is_not_made_a_file(place: Place, tmp_path: Path) -> None:
    link = tmp_path / "link.xlsx"
    link.symlink_to(tmp_path / "nowhere.xlsx")
    with pytest.raises(SheetsError) as refused:
        ExcelBook(link, place.app).write(ours(), "")
    assert refused.value.kind == "missing"
    with pytest.raises(SheetsError):
        ExcelBook(link, place.app).restore()
    # Not even where a workbook with copies lay under the link's own name before.
    place.write()
    place.path.unlink()
    place.path.symlink_to(tmp_path / "nowhere.xlsx")
    with pytest.raises(SheetsError):
        place.book.restore()
    assert link.is_symlink()
    assert place.path.is_symlink()


@posix
def test_a_file_of_two_names_gets_a_companion_and_stays_one_file(place: Place, tmp_path: Path) -> None:
    other = tmp_path / "other name.xlsx"
    os.link(place.path, other)
    receipt = place.write()
    assert receipt.kind == "linked"
    assert "varios nombres" in receipt.reason.es
    assert place.path.samefile(other)
    assert place.path.read_bytes() == place.original
    assert Path(receipt.companion).parent == place.folder.resolve()


@as_root
def test_a_workbook_on_another_disk_is_written_through_its_link(place: Place, tmp_path: Path) -> None:
    with disk(tmp_path / "usb") as usb:
        path = rich_workbook(usb / "shop.xlsx")
        before = tmp_path / "before.xlsx"
        before.write_bytes(path.read_bytes())
        link = place.folder / "on usb.xlsx"
        link.symlink_to(path)
        book = ExcelBook(link, place.app)
        assert book.write(ours(), fingerprint(path)).changed
        unharmed(before, path)
        assert os.listdir(usb) == ["shop.xlsx"]
        book.restore()
        assert path.read_bytes() == before.read_bytes()


@as_root
def test_a_synced_folder_on_another_disk_is_written_beside(place: Place, tmp_path: Path) -> None:
    with disk(tmp_path / "Dropbox") as usb:
        path = rich_workbook(usb / "shop.xlsx")
        assert ExcelBook(path, place.app).write(ours(), fingerprint(path)).changed
        assert os.listdir(usb) == ["shop.xlsx"]
        assert not list((place.app / "drafts").iterdir())


@as_root
def test_a_disk_that_is_read_only_gets_its_companion_elsewhere(place: Place, tmp_path: Path) -> None:
    with disk(tmp_path / "cd") as at:
        path = rich_workbook(at / "shop.xlsx")
        before = path.read_bytes()
        subprocess.run(["mount", "-o", "remount,ro", at], check=True)
        receipt = ExcelBook(path, place.app).write(ours(), fingerprint(path))
        assert receipt.kind == "read_only"
        assert Path(receipt.companion).parent == place.app / "companions"
        assert path.read_bytes() == before


@as_root
def test_no_room_for_the_copy_means_no_write_and_a_companion_beside(place: Place, tmp_path: Path) -> None:
    with disk(tmp_path / "home", "size=64k") as home:
        (home / "photos").write_bytes(b"x" * (64 * 1024 - 2 * 4096))
        receipt = ExcelBook(place.path, home / "app").write(ours(), fingerprint(place.path))
        assert receipt.kind == "disk_full"
        assert str(home / "app" / "backups") in receipt.reason.en
        assert "no queda espacio" in receipt.reason.es
        assert place.path.read_bytes() == place.original
        assert Path(receipt.companion).parent == place.folder.resolve()
        assert not list(home.rglob("*.part"))
        (home / "photos").unlink()
        assert ExcelBook(place.path, home / "app").write(ours(), fingerprint(place.path)).changed


@as_root
def test_where_no_place_is_left_the_reason_is_the_workbooks_own(tmp_path: Path) -> None:
    with disk(tmp_path / "all", "size=64k") as at:
        path = openpyxl_workbook(at / "shop.xlsx")
        before = path.read_bytes()
        (at / "photos").write_bytes(b"x" * (64 * 1024 - 4096 * (len(before) // 4096 + 2)))
        with pytest.raises(SheetsError) as refused:
            ExcelBook(path, at / "app").write(ours(), "")
        assert refused.value.kind == "disk_full"
        assert path.read_bytes() == before
        assert sorted(os.listdir(at)) == ["app", "photos", "shop.xlsx"]


@as_root
@pytest.mark.parametrize(("folder", "file", "beside"), [(0o755, 0o644, False), (0o777, 0o444, True)])
def test_somebody_without_the_right_to_write_gets_a_companion(
    public: Path, folder: int, file: int, beside: bool
) -> None:
    place = Place(public)
    app = public / "nobody"
    app.mkdir()
    os.chown(app, 65534, 65534)
    # Written once by root, so that nothing is loaded any more that nobody else may read.
    script = f"""
        import os
        from pathlib import Path
        from sheets.excel.book import ExcelBook
        from tests.sheets.excel.making import ours
        path = Path({str(place.path)!r})
        warm = path.with_name("warm.xlsx")
        warm.write_bytes(path.read_bytes())
        os.link(warm, warm.with_name("twin.xlsx"))
        ExcelBook(warm, path.parent.parent / "root").write(ours(), "")
        path.chmod({file})
        path.parent.chmod({folder})
        os.setgroups([]); os.setgid(65534); os.setuid(65534)
        receipt = ExcelBook(path, Path({str(app)!r})).write(ours(), "")
        print(receipt.kind, receipt.companion, sep="|")
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    kind, companion = done.stdout.strip().split("|")
    assert kind == "read_only"
    assert Path(companion).parent == (place.folder.resolve() if beside else app / "companions")
    assert place.path.read_bytes() == place.original


@posix
def test_a_companion_is_as_open_as_its_workbook(place: Place) -> None:
    place.path.chmod(0o664)
    (place.folder / "~$shop.xlsx").write_bytes(b"\x03Ana")
    companion = Path(place.write().companion)
    assert companion.stat().st_mode & 0o777 == 0o664
    place.path.chmod(0o600)
    assert Path(place.write(17).companion).stat().st_mode & 0o777 == 0o600


def test_a_workbook_that_was_deleted_comes_back_where_it_was(place: Place) -> None:
    place.write(16)
    place.path.unlink()
    assert [copy.bytes for copy in place.book.copies()] == [len(place.original)]
    receipt = place.book.restore()
    assert place.path.read_bytes() == place.original
    assert (receipt.before, receipt.backup) == ("", "")
    assert place.names() == ["shop.xlsx"]


def test_two_processes_writing_one_workbook_leave_it_whole(place: Place, tmp_path: Path) -> None:
    script = """
        import sys
        from pathlib import Path
        from sheets.errors import SheetsError
        from sheets.excel.book import ExcelBook
        from tests.sheets.excel.making import ours
        for day in range(int(sys.argv[3]), 1000, 2):
            try:
                book = ExcelBook(Path(sys.argv[1]), Path(sys.argv[2]))
                book.write(ours(day), book.read().fingerprint)
                print("written", flush=True)
            except SheetsError as refused:
                print(refused.kind, flush=True)
            if day > 24:
                break
    """
    command = [sys.executable, "-c", textwrap.dedent(script), str(place.path), str(place.app)]
    both = [subprocess.Popen([*command, str(first)], stdout=subprocess.PIPE, text=True) for first in (1, 2)]
    said = [word for process in both for word in process.communicate()[0].split()]
    assert all(process.returncode == 0 for process in both)
    assert set(said) <= {"written", "busy", "changed"}
    assert said.count("written") >= 2
    assert place.names() == ["shop.xlsx"]
    before = tmp_path / "before.xlsx"
    before.write_bytes(place.original)
    unharmed(before, place.path)
