from __future__ import annotations

import io
import os
import random
import stat
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from hashlib import sha1
from pathlib import Path

import msoffcrypto
import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from msoffcrypto.method.container.ecma376_encrypted import ECMA376Encrypted
from msoffcrypto.method.ecma376_agile import ECMA376Agile
from msoffcrypto.method.ecma376_standard import ECMA376Standard

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


def encrypt_as_in_2007(path: Path, password: str = PASSWORD) -> Path:
    """The same in the older way (“standard”, AES of 128 bits), which Excel 2007 and other programs write."""
    salt, verifier = bytes(range(16)), bytes(range(16, 32))
    key = ECMA376Standard.makekey_from_password(password, 0x660E, 0x8004, 0x18, 128, 16, salt)

    def sealed(plain: bytes) -> bytes:
        cipher = Cipher(algorithms.AES(key), modes.ECB()).encryptor()
        return cipher.update(plain + b"\0" * (-len(plain) % 16)) + cipher.finalize()

    provider = "Microsoft Enhanced RSA and AES Cryptographic Provider\0".encode("utf-16-le")
    header = struct.pack("<8I", 0x24, 0, 0x660E, 0x8004, 128, 0x18, 0, 0) + provider
    proof = struct.pack("<I", 16) + salt + sealed(verifier) + struct.pack("<I", 20) + sealed(sha1(verifier).digest())
    head = struct.pack("<HHII", 3, 2, 0x24, len(header)) + header + proof
    content = path.read_bytes()
    out = io.BytesIO()
    ECMA376Encrypted(struct.pack("<Q", len(content)) + sealed(content), head).write_to(out)
    path.write_bytes(out.getvalue())
    return path


@pytest.mark.parametrize("encrypted_by", [encrypt, encrypt_as_in_2007])
def test_an_encrypted_workbook_is_read_with_its_password(place: Place, encrypted_by: Callable[[Path], Path]) -> None:
    plain = place.book.read()
    assert is_encrypted(encrypted_by(place.path).read_bytes())
    snapshot = ExcelBook(place.path, place.app, password=PASSWORD).read()
    assert [tab.name for tab in snapshot.tabs] == [tab.name for tab in plain.tabs]
    assert [tab.rows for tab in snapshot.tabs] == [tab.rows for tab in plain.tabs]
    assert snapshot.fingerprint == fingerprint(place.path)


@pytest.mark.parametrize("encrypted_by", [encrypt, encrypt_as_in_2007])
def test_a_wrong_password_has_its_sentence(tmp_path: Path, encrypted_by: Callable[[Path], Path]) -> None:
    path = encrypted_by(rich_workbook(tmp_path / "shop.xlsx"))
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


def test_a_container_with_any_byte_altered_has_its_sentence_in_a_moment(tmp_path: Path) -> None:
    plain = rich_workbook(tmp_path / "shop.xlsx").read_bytes()
    content = ECMA376Agile.encrypt(PASSWORD, io.BytesIO(plain), spin_count=100)
    chance = random.Random(4)
    ends = set()
    for _ in range(300):
        broken = bytearray(content)
        # The head of the container, where its chains of sectors are told, and anywhere.
        for place in (
            chance.randrange(len(content)),
            chance.randrange(8, 512),
            len(content) - chance.randrange(1, 3000),
        ):
            broken[place] = chance.randrange(256)
        begun = time.process_time()
        ends.add(ended(bytes(broken)))
        assert time.process_time() - begun < 2
    assert ends <= {"damaged", "wrong_password", "read"}
    assert "damaged" in ends


def ended(content: bytes) -> str:
    try:
        decrypted("shop.xlsx", content, PASSWORD)
    except SheetsError as refused:
        return refused.kind
    return "read"


def test_the_decrypted_bytes_never_touch_the_disk(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    encrypt(place.path)
    monkeypatch.setenv("TMPDIR", str(place.app / "tmp"))
    (place.app / "tmp").mkdir(parents=True)
    seen: list[object] = []
    # What Python opens for writing, by whatever way.
    sys.addaudithook(lambda event, given: seen.append(given) if event == "open" and _writes(given) else None)
    ExcelBook(place.path, place.app, password=PASSWORD).read()
    assert seen == []


def _writes(given: tuple[object, ...]) -> bool:
    flags = given[2]
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR)) and "pycache" not in str(given[0])


def test_a_command_asks_for_the_password_on_standard_input_and_nowhere_else(place: Place, tmp_path: Path) -> None:
    encrypt(place.path)
    home = {f"XDG_{name}_HOME": str(tmp_path / name.lower()) for name in ("CACHE", "CONFIG", "DATA", "STATE")}
    check = [sys.executable, "-m", "desktop.cli", "check", str(place.path), "--lang", "en"]

    def run(*more: str, said: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*check, *more], input=said, capture_output=True, text=True, env={**os.environ, **home}, check=False
        )

    assert run().returncode == 1
    assert "protected with a password. Run it again with --password, or remove" in run().stderr
    assert run("--password", said=f"{PASSWORD}\n").returncode == 0
    wrong = run("--password", said="wrong\n")
    assert wrong.returncode == 1
    assert "That password does not open shop.xlsx." in wrong.stderr
    kept = [path for path in tmp_path.rglob("*") if path.is_file() and path != place.path]
    assert not [path for path in kept if PASSWORD.encode() in path.read_bytes()]
