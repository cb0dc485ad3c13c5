from __future__ import annotations

import io
import os
import stat
from pathlib import Path

import msoffcrypto
import pytest
from msoffcrypto.method.ecma376_agile import ECMA376Agile

from sheets.errors import SheetsError
from sheets.excel.book import ExcelBook
from sheets.excel.encrypted import decrypted, is_encrypted
from sheets.excel.package import fingerprint
from sheets.workbook import CellEdit, Edit
from tests.sheets.excel.making import Place, ours, rich_workbook

PASSWORD = "contraseña ñandú 1"


def encrypt(path: Path, password: str = PASSWORD) -> Path:
    """Encrypt a workbook where it lies, as Excel 2010 and later do."""
    out = io.BytesIO()
    msoffcrypto.OfficeFile(io.BytesIO(path.read_bytes())).encrypt(password, out)
    path.write_bytes(out.getvalue())
    return path


def test_an_encrypted_workbook_is_read_with_its_password(place: Place) -> None:
    plain = place.book.read()
    encrypt(place.path)
    snapshot = ExcelBook(place.path, place.app, password=PASSWORD).read()
    assert [tab.name for tab in snapshot.tabs] == [tab.name for tab in plain.tabs]
    assert [tab.rows for tab in snapshot.tabs] == [tab.rows for tab in plain.tabs]
    assert snapshot.fingerprint == fingerprint(place.path)


def test_a_wrong_password_has_its_sentence(tmp_path: Path) -> None:
    path = encrypt(rich_workbook(tmp_path / "shop.xlsx"))
    with pytest.raises(SheetsError) as refused:
        ExcelBook(path, tmp_path / "app", password="wrong").read()
    assert refused.value.kind == "wrong_password"
    assert refused.value.happened.es == "Esa contraseña no abre shop.xlsx."
    assert PASSWORD not in refused.value.message("en")


def test_a_password_for_a_workbook_that_has_none_does_no_harm(place: Place) -> None:
    assert ExcelBook(place.path, place.app, password="x").read().tab("Data") is not None


def test_the_brief_of_an_encrypted_workbook_goes_beside_it(place: Place) -> None:
    encrypted = encrypt(place.path).read_bytes()
    book = ExcelBook(place.path, place.app, password=PASSWORD)
    receipt = book.write(ours(), book.read().fingerprint)
    assert receipt.kind == "encrypted"
    assert Path(receipt.companion).exists()
    assert place.path.read_bytes() == encrypted
    assert stat.S_IMODE(os.stat(receipt.companion).st_mode) == 0o600
    assert "no pide contraseña" in receipt.reason.es
    refused = place.refused(lambda: book.edit([Edit("Data", (CellEdit("A1", 1),))], ""))
    assert refused.kind == "encrypted"
    assert not list(place.app.rglob("backups/*/*.xlsx"))


def test_an_old_xls_is_not_taken_for_an_encrypted_workbook() -> None:
    old = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600 + "Workbook".encode("utf-16-le") + b"\0" * 4000
    assert not is_encrypted(old)


def test_a_file_that_asks_for_a_billion_rounds_is_refused_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = encrypt(rich_workbook(tmp_path / "shop.xlsx")).read_bytes()
    hostile = content.replace(b'spinCount="100000"', b'spinCount="9900000"')
    assert hostile != content
    monkeypatch.setattr(ECMA376Agile, "makekey_from_password", lambda *_: pytest.fail("the rounds were run"))
    with pytest.raises(SheetsError) as refused:
        decrypted("shop.xlsx", hostile, PASSWORD)
    assert refused.value.kind == "damaged"


def test_a_container_that_is_broken_anywhere_has_its_sentence(tmp_path: Path) -> None:
    content = encrypt(rich_workbook(tmp_path / "shop.xlsx")).read_bytes()
    for broken in (content[:600], content[:1200] + b"\xff" * 900 + content[2100:], content[:8] + b"\0" * 4000):
        with pytest.raises(SheetsError) as refused:
            decrypted("shop.xlsx", broken, PASSWORD)
        assert refused.value.kind in ("damaged", "wrong_password")
