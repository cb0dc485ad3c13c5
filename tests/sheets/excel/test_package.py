from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

from sheets.errors import SheetsError
from sheets.excel import zipped
from sheets.excel.package import Package
from sheets.excel.relations import ContentTypes, Relations, parse, resolve, workbook_part
from tests.invariants import Opened
from tests.sheets.excel.making import openpyxl_workbook, parts_of, rebuilt, rich_workbook, swap

TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def made(members: dict[str, bytes]) -> io.BytesIO:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    out.seek(0)
    return out


def written(package: Package) -> io.BytesIO:
    out = io.BytesIO()
    package.write(out)
    out.seek(0)
    return out


def test_untouched_members_keep_their_stored_bytes_and_order_and_dates() -> None:
    source = io.BytesIO()
    with zipfile.ZipFile(source, "w") as file:
        for name, method in (
            ("b.xml", zipfile.ZIP_DEFLATED),
            ("a/", zipfile.ZIP_STORED),
            ("a/c.bin", zipfile.ZIP_STORED),
        ):
            info = zipfile.ZipInfo(name, (2021, 3, 4, 5, 6, 8))
            info.compress_type, info.external_attr, info.comment = method, 0o640 << 16, b"said"
            info.extra = struct.pack("<HH4s", 0xCAFE, 4, b"kept")
            file.writestr(info, name.encode() * 500 if not name.endswith("/") else b"")
        file.comment = b"the whole"
    source.seek(0)
    with Package(source) as package:
        package.put("new.xml", b"<a/>")
        out = written(package)
    before, after = zipfile.ZipFile(source), zipfile.ZipFile(out)
    assert [info.filename for info in after.infolist()] == ["b.xml", "a/", "a/c.bin", "new.xml"]
    for old, new in zip(before.infolist(), after.infolist(), strict=False):
        assert (old.date_time, old.external_attr, old.comment, old.extra) == (
            new.date_time,
            new.external_attr,
            new.comment,
            new.extra,
        )
        assert raw(source, old) == raw(out, new)
        assert own_header(source, old) == own_header(out, new)
    assert after.comment == b"the whole"
    assert after.testzip() is None


def own_header(file: io.BytesIO, info: zipfile.ZipInfo) -> bytes:
    """The name and the extra fields before the member itself, which the directory at the end repeats."""
    start = info.header_offset + 30
    return file.getvalue()[start : start + sum(struct.unpack_from("<HH", file.getvalue(), start - 4))]


def raw(file: io.BytesIO, info: zipfile.ZipInfo) -> bytes:
    content = file.getvalue()
    names = sum(struct.unpack_from("<HH", content, info.header_offset + 26))
    start = info.header_offset + 30 + names
    return content[start : start + info.compress_size]


def test_a_member_whose_sizes_follow_it_is_copied_with_its_sizes_before_it() -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *_: int) -> int:
            raise OSError

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("a.xml", b"one " * 1000)
        file.writestr("b.xml", b"two " * 1000)
    source = io.BytesIO(pipe.getvalue())
    assert zipfile.ZipFile(source).infolist()[0].flag_bits & 8
    with Package(source) as package:
        package.drop("b.xml")
        out = written(package)
    info = zipfile.ZipFile(out).infolist()[0]
    assert info.flag_bits & 8 == 0
    assert struct.unpack_from("<I", out.getvalue(), 18)[0] == info.compress_size > 0
    assert zipfile.ZipFile(out).read("a.xml") == b"one " * 1000


def test_a_part_is_found_whatever_its_case_and_slashes() -> None:
    source = io.BytesIO()
    with zipfile.ZipFile(source, "w") as file:
        info = zipfile.ZipInfo("x")
        info.filename = info.orig_filename = "xl\\WorkSheets\\Sheet1.xml"
        file.writestr(info, b"<a/>")
    source.seek(0)
    with Package(source) as package:
        assert package.read("/xl/worksheets/sheet1.XML") == b"<a/>"
        assert package.find("xl/worksheets/sheet1.xml") == "xl/WorkSheets/Sheet1.xml"
        package.put("xl/worksheets/sheet1.xml", b"<b/>")
        out = written(package)
    assert [(info.orig_filename, zipfile.ZipFile(out).read(info)) for info in zipfile.ZipFile(out).infolist()] == [
        ("xl\\WorkSheets\\Sheet1.xml", b"<b/>")
    ]


@pytest.mark.parametrize(
    ("target", "source", "part"),
    [
        ("worksheets/sheet1.xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"),
        ("/xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"),
        ("../comments1.xml", "xl/worksheets/sheet1.xml", "xl/comments1.xml"),
        ("..\\comments1.xml", "xl/worksheets/sheet1.xml", "xl/comments1.xml"),
        ("./styles.xml", "xl/workbook.xml", "xl/styles.xml"),
        ("xl/workbook.xml", "", "xl/workbook.xml"),
    ],
)
def test_targets_lead_where_the_standard_says(target: str, source: str, part: str) -> None:
    assert resolve(target, source) == part


def test_two_parts_of_one_name_are_refused() -> None:
    with pytest.raises(SheetsError) as refused:
        Package(made({"xl/a.xml": b"1", "XL/A.xml": b"2"}))
    assert refused.value.kind == "damaged"
    assert "dos partes" in refused.value.message("es")


def test_an_encrypted_member_is_refused() -> None:
    source = made({"a.xml": b"1"})
    content = bytearray(source.getvalue())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(SheetsError, match="encrypted parts"):
        Package(io.BytesIO(bytes(content)))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "not_a_workbook"),
        (b"a;b;c\n1;2;3\n", "not_a_workbook"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "encrypted"),
        (b"PK\x03\x04 cut off", "not_a_workbook"),
    ],
)
def test_what_is_no_package_is_named(content: bytes, kind: str) -> None:
    with pytest.raises(SheetsError) as refused:
        Package(io.BytesIO(content))
    assert refused.value.kind == kind


def test_a_part_with_a_wrong_checksum_is_never_handed_out_as_whole() -> None:
    source = made({"a.xml": b"content " * 100})
    content = bytearray(source.getvalue())
    content[content.index(b"PK\x01\x02") + 16] ^= 0xFF
    with Package(io.BytesIO(bytes(content))) as package, pytest.raises(SheetsError) as refused:
        package.read("a.xml")
    assert refused.value.kind == "damaged"


def test_setting_a_part_to_what_it_is_changes_nothing() -> None:
    with Package(made({"a.xml": b"same", "b.xml": b"other"})) as package:
        package.put("a.xml", b"changed")
        package.drop("b.xml")
        assert package.changed() == {"a.xml", "b.xml"}
        package.put("a.xml", b"same")
        package.put("b.xml", b"other")
        assert package.changed() == frozenset()


def test_large_packages_get_the_wide_fields(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipped, "LIMIT", 2_000)
    members = {f"{n}.bin": bytes([n]) * 1500 + bytes(range(256)) * 4 for n in range(4)}
    source = io.BytesIO()
    with zipfile.ZipFile(source, "w") as file:
        for name, content in members.items():
            file.writestr(name, content)
    with Package(source) as package:
        out = written(package)
    assert out.getvalue().count(b"PK\x06\x06") == 1
    # Only the number that the short field cannot hold is a matter of our own limit here; readers go by the real one.
    assert b"\x01\x00\x18\x00" in out.getvalue()


def test_a_wide_member_of_another_program_is_copied_as_an_ordinary_one() -> None:
    source = io.BytesIO()
    with (
        zipfile.ZipFile(source, "w", zipfile.ZIP_DEFLATED) as file,
        file.open("a.xml", "w", force_zip64=True) as member,
    ):
        member.write(b"wide " * 100)
    with Package(source) as package:
        out = written(package)
    assert zipfile.ZipFile(out).read("a.xml") == b"wide " * 100
    assert struct.unpack_from("<H", out.getvalue(), 28)[0] == 0


def test_new_content_may_be_made_piece_by_piece() -> None:
    with Package(made({"a.xml": b"old"})) as package:
        package.put("a.xml", lambda: (b"piece %d " % n for n in range(3)))
        assert package.read("a.xml") == b"piece 0 piece 1 piece 2 "
        out = written(package)
    assert zipfile.ZipFile(out).read("a.xml") == b"piece 0 piece 1 piece 2 "


def test_the_workbook_is_found_by_its_relation(tmp_path: Path) -> None:
    def move(parts: dict[str, bytes]) -> dict[str, bytes]:
        swap(parts, "_rels/.rels", "xl/workbook.xml", "/book/main.xml")
        moved = {"xl/workbook.xml": "book/main.xml", "xl/_rels/workbook.xml.rels": "book/_rels/main.xml.rels"}
        return {moved.get(name, name): content for name, content in parts.items()}

    path = rebuilt(openpyxl_workbook(tmp_path / "a.xlsx"), move)
    with Package(path) as package:
        assert workbook_part(package) == "book/main.xml"


def test_a_package_without_a_workbook_is_refused() -> None:
    with Package(made({"[Content_Types].xml": TYPES.encode()})) as package, pytest.raises(SheetsError) as refused:
        workbook_part(package)
    assert refused.value.kind == "damaged"


def test_xml_with_a_document_type_is_refused() -> None:
    with pytest.raises(SheetsError, match="document type"):
        parse(b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "a.xml")


def test_a_relation_gets_an_id_that_nobody_has(tmp_path: Path) -> None:
    with Package(rich_workbook(tmp_path / "a.xlsx")) as package:
        relations = Relations(package, "xl/workbook.xml")
        before = {relation.id for relation in relations.all()}
        added = relations.add("http://example.com/x", "", part="xl/worksheets/new.xml")
        relations.save()
        again = Relations(package, "xl/workbook.xml")
        assert added not in before
        assert again.get(added) is not None
        assert again.get(added).target == "worksheets/new.xml"  # type: ignore[union-attr]


def test_relations_that_did_not_change_are_not_written(tmp_path: Path) -> None:
    with Package(rich_workbook(tmp_path / "a.xlsx")) as package:
        Relations(package, "xl/workbook.xml").save()
        ContentTypes(package).save()
        assert package.changed() == frozenset()


def test_a_package_that_lists_its_relations_by_name_gains_a_default_for_new_ones(tmp_path: Path) -> None:
    def by_name(parts: dict[str, bytes]) -> None:
        default = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        swap(parts, "[Content_Types].xml", default, "")

    path = rebuilt(rich_workbook(tmp_path / "a.xlsx"), by_name)
    with Package(path) as package:
        types = ContentTypes(package)
        types.declare("xl/worksheets/_rels/new.xml.rels", "application/vnd.openxmlformats-package.relationships+xml")
        types.save()
        assert b'Default Extension="rels"' in package.read("[Content_Types].xml")


def test_what_is_forgotten_and_declared_again_stays_where_it_stood(tmp_path: Path) -> None:
    with Package(rich_workbook(tmp_path / "a.xlsx")) as package:
        types = ContentTypes(package)
        comments = types.of("xl/comments1.xml")
        types.forget("xl/comments1.xml")
        types.declare("xl/comments1.xml", comments)
        types.save()
        assert package.changed() == frozenset()
        types.forget("xl/comments1.xml")
        types.save()
        assert ContentTypes(package).of("xl/comments1.xml") == "application/xml"


def test_every_part_of_a_copied_workbook_reads_the_same(tmp_path: Path) -> None:
    path = rich_workbook(tmp_path / "a.xlsx")
    with Package(path) as package, (tmp_path / "b.xlsx").open("wb") as out:
        package.write(out)
    assert parts_of(tmp_path / "b.xlsx") == parts_of(path)
    assert Opened((tmp_path / "b.xlsx").read_bytes()).stored == Opened(path.read_bytes()).stored
