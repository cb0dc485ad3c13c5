from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sheets.errors import SheetsError
from sheets.excel import book as room
from sheets.excel import save
from sheets.excel.book import ExcelBook
from sheets.excel.package import fingerprint
from sheets.excel.synced import conflict, service, siblings
from tests.sheets.excel.making import Place, ours, rich_workbook


@pytest.mark.parametrize(
    ("folder", "owner"),
    [
        ("OneDrive/Shop", "OneDrive"),
        ("OneDrive - Ruta Norte SAS", "OneDrive"),
        ("Library/CloudStorage/OneDrive-Personal", "OneDrive"),
        ("Dropbox (Personal)/a/b/c", "Dropbox"),
        ("Google Drive/My Drive", "Google Drive"),
        ("Library/CloudStorage/GoogleDrive-ana@example.com/Mi unidad", "Google Drive"),
        ("Library/Mobile Documents/com~apple~CloudDocs/Shop", "iCloud"),
        ("Nextcloud/Shop", "Nextcloud"),
        ("Documents/Shop", ""),
        ("My OneDrive notes", ""),
    ],
)
def test_a_synced_folder_is_known_by_its_name(tmp_path: Path, folder: str, owner: str) -> None:
    assert service(tmp_path / folder / "shop.xlsx", {}, tmp_path) == owner


@pytest.mark.parametrize(
    ("mark", "owner"),
    [(".dropbox.cache", "Dropbox"), (".stfolder", "Syncthing"), (".sync_0a1b2c.db", "Nextcloud"), (".git", "")],
)
def test_a_synced_folder_is_known_by_what_its_client_leaves_there(tmp_path: Path, mark: str, owner: str) -> None:
    (tmp_path / "files" / "shop").mkdir(parents=True)
    (tmp_path / "files" / mark).mkdir()
    assert service(tmp_path / "files" / "shop" / "shop.xlsx", {}, tmp_path) == owner


def test_a_synced_folder_is_known_by_what_its_client_says(tmp_path: Path) -> None:
    book = tmp_path / "business" / "shop.xlsx"
    assert service(book, {}, tmp_path) == ""
    assert service(book, {"OneDriveCommercial": str(tmp_path / "business")}, tmp_path) == "OneDrive"
    (tmp_path / ".dropbox").mkdir()
    (tmp_path / ".dropbox" / "info.json").write_text(json.dumps({"personal": {"path": str(tmp_path / "business")}}))
    assert service(book, {}, tmp_path) == "Dropbox"
    (tmp_path / ".dropbox" / "info.json").write_text("[]")
    assert service(book, {}, tmp_path) == ""


def test_a_home_that_lies_in_a_folder_called_like_a_client_is_not_synced(tmp_path: Path) -> None:
    home = tmp_path / "box" / "ana"
    assert service(home / "Documents" / "shop.xlsx", {}, home) == ""


@pytest.mark.parametrize(
    "name",
    [
        "shop (María's conflicted copy 2026-11-16).xlsx",
        "shop (copia en conflicto de María 2026-11-16).xlsx",
        "shop-DESKTOP-4F2A.xlsx",
        "shop (1).xlsx",
        "shop 2.xlsx",
        "shop_conflict-20261116-080000.xlsx",
        "shop.sync-conflict-20261116-080000-ABCDEFG.xlsx",
        "shop [Conflict].xlsx",
    ],
)
def test_a_second_copy_is_known_by_its_name(tmp_path: Path, name: str) -> None:
    book = tmp_path / "Dropbox" / "shop.xlsx"
    book.parent.mkdir()
    for other in ("shop.xlsx", "shop - Operating Brief.xlsx", "shopping.xlsx", "shop (1).csv", "~$shop.xlsx"):
        (book.parent / other).touch()
    before = siblings(book)
    assert conflict(book, before) is None
    (book.parent / name).touch()
    said = conflict(book, before)
    assert said is not None
    assert name in said.en
    assert name in said.es


@pytest.fixture
def synced(tmp_path: Path) -> Place:
    """A founder's workbook in a folder of Dropbox."""
    place = Place(tmp_path)
    place.folder = place.folder.rename(tmp_path / "Dropbox")
    place.path = place.folder / "shop.xlsx"
    place.book = ExcelBook(place.path, place.app, lambda: place.said.append("committing"))
    return place


def watched(place: Place, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Every name that lies in the workbook's folder whenever the program does something there."""
    seen: set[str] = set()

    def noting(work: Callable[..., object]) -> Callable[..., object]:
        def noted(*arguments: object) -> object:
            seen.update(place.names())
            return work(*arguments)

        return noted

    monkeypatch.setattr(save, "flush", noting(save.flush))
    monkeypatch.setattr(save, "replace", noting(save.replace))
    return seen


def test_a_cloud_client_never_sees_a_draft(synced: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = watched(synced, monkeypatch)
    synced.write(16)
    synced.book.restore()
    assert seen == {"shop.xlsx"}
    assert synced.path.read_bytes() == synced.original
    assert not list((synced.app / "drafts").iterdir())


def test_elsewhere_the_draft_lies_beside_the_workbook(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = watched(place, monkeypatch)
    place.write()
    assert len(seen) == 2


def test_a_draft_that_a_killed_run_left_in_the_programs_folder_is_swept_up(synced: Place) -> None:
    synced.write(16)
    target = synced.path.resolve()
    with save.draft(target, synced.app / "drafts") as made:
        stray = made.path.with_name(made.path.name.replace(".tmp", "left.tmp"))
        stray.write_bytes(b"half")
    beside = target.with_name(stray.name)
    beside.write_bytes(b"half")
    other = synced.app / "drafts" / ".~ob-0123456789-x.tmp"
    other.write_bytes(b"of another workbook")
    assert synced.write(16).changed == ()
    assert sorted((synced.app / "drafts").iterdir()) == [other]
    assert synced.names() == ["shop.xlsx"]


def test_a_second_copy_that_appeared_since_the_last_write_is_told_once(synced: Place) -> None:
    (synced.folder / "shop (2025).xlsx").write_bytes(b"the founder's own")
    assert synced.write(16).notes == ()
    (synced.folder / "shop (Ana's conflicted copy 2026-11-16).xlsx").write_bytes(b"x")
    receipt = synced.write(17)
    assert [("Ana's conflicted copy" in note.en, "Dropbox" in note.es) for note in receipt.notes] == [(True, True)]
    assert synced.write(18).notes == ()


def test_a_change_right_after_the_write_is_told_with_where_the_old_file_lies(
    synced: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = save.replace

    def then_the_client_comes(*arguments: object) -> None:
        real(*arguments)  # type: ignore[arg-type]
        synced.path.write_bytes(b"from the cloud")

    monkeypatch.setattr(room.save, "replace", then_the_client_comes)
    receipt = synced.write()
    assert [receipt.backup in note.en for note in receipt.notes] == [True]
    assert Path(receipt.backup).read_bytes() == synced.original


def test_on_another_volume_the_draft_lies_beside_the_workbook(synced: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = watched(synced, monkeypatch)
    monkeypatch.setattr(save, "_same_volume", lambda *_: False)
    synced.write()
    assert len(seen) == 2
    assert synced.names() == ["shop.xlsx"]


def test_a_volume_within_a_volume_is_written_all_the_same(synced: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    real = save.os.replace

    def across(made: Path, target: Path) -> None:
        if Path(made).parent != Path(target).parent:
            raise OSError(18, "Invalid cross-device link", str(made))
        real(made, target)

    monkeypatch.setattr(save.os, "replace", across)
    synced.path.chmod(0o640)
    receipt = synced.book.write(ours(), fingerprint(synced.path))
    assert fingerprint(synced.path) == receipt.fingerprint
    assert synced.path.stat().st_mode & 0o777 == 0o640
    assert synced.names() == ["shop.xlsx"]


def test_a_workbook_that_icloud_keeps_elsewhere_is_named(tmp_path: Path) -> None:
    path = rich_workbook(tmp_path / "shop.xlsx")
    path.rename(tmp_path / ".shop.xlsx.icloud")
    for work in (lambda: save.real_file(path), lambda: ExcelBook(path, tmp_path / "app").read()):
        with pytest.raises(SheetsError) as refused:
            work()
        assert refused.value.kind == "offline"
