from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from sheets.excel.companion import is_companion
from sheets.excel.package import Package
from tests.sheets.excel.making import (
    Place,
)

BOOK = "xl/workbook.xml"


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
    receipt = place.write()
    assert receipt.kind == "unverified"
    assert "did not pass" in receipt.reason.en
    assert place.path.read_bytes() == place.original
    assert is_companion(Path(receipt.companion))
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
