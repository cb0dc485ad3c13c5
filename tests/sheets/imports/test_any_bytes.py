"""Whatever lies in a file or a cell, nothing but a sentence comes of it."""

from __future__ import annotations

import contextlib
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sheets import contract, imports
from sheets.errors import SheetsError
from sheets.imports import maps
from sheets.imports.kinds import Export

QUICK = settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
#: What begins like something that is read in a way of its own.
STARTS = (
    b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b\x08\x00", b"sep=;\n",
    b"From 1@xxx Mon Nov 09 10:00:00 +0000 2026\nX-Gmail-Labels: Inbox\n", b"# Start date: 20260501\n",
    b"Campaign Report\nTitle:,x\n", b"\xd0\xcf\x11\xe0",
)  # fmt: skip
HEADERS = [",".join(dict.fromkeys(name for group in export.needs for name in group)) for export in imports.EXPORTS]
CELLS = st.one_of(
    st.sampled_from(
        [
            "", "-", "--", "0", "1.234,56", "1,234.56", "$ 1.000", "31/12/2026", "2026-11-13 10:00:00 -0500", "8,60E+12",
            "#1001", '="1"', "'1", "Total", "n/a", "1e999", "-1", "99999999999999999999", "nan", "0027", "\x00", "\x1b[",
            "31/02/2026", "24:61:61", "1:2:3", "12%", "NaN", "Infinity", "1_000", "٣", "½", "2026-13-45T99:99Z",
        ]
    ),
    st.text(max_size=12),
)  # fmt: skip


def read_through(path: Path) -> None:
    """Everything that an import asks of a file."""
    for found in imports.recognise(path):
        for record in found.records():
            assert record.row > 0
        _ = (found.left, found.columns, found.ignored, found.told, found.orders)


@QUICK
@given(st.sampled_from(STARTS), st.binary(max_size=3000))
@example(b"", b"\xff" * 70_000)
@example(b"\x1f\x8b\x08\x00", b"\x00" * 100)
def test_any_bytes_give_rows_or_a_sentence(tmp_path: Path, start: bytes, rest: bytes) -> None:
    path = tmp_path / "any.csv"
    path.write_bytes(start + rest)
    with contextlib.suppress(SheetsError):
        read_through(path)
    with contextlib.suppress(SheetsError):
        imports.look(path)


@QUICK
@given(
    st.sampled_from(HEADERS),
    st.lists(st.lists(CELLS, max_size=14), max_size=6),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["utf-8", "utf-16", "cp1252"]),
    st.sampled_from(["", "Título\n", "# Start date: 20260501\n# End date: 20260507\n", "\n\n"]),
)
def test_any_cells_below_any_known_header_give_records_or_a_sentence(
    tmp_path: Path, header: str, rows: list[list[str]], separator: str, encoding: str, above: str
) -> None:
    lines = [header.replace(",", separator), *(separator.join(row) for row in rows)]
    path = tmp_path / "any.csv"
    path.write_bytes((above + "\n".join(lines)).encode(encoding, "replace"))
    with contextlib.suppress(SheetsError):
        read_through(path)


@QUICK
@given(
    st.sampled_from(imports.EXPORTS),
    st.data(),
)
def test_any_cell_becomes_a_cell_of_the_tab(tmp_path: Path, export: Export, data: st.DataObject) -> None:
    """Through the columns' decisions on numbers and dates, in every export and its tab."""
    needed = [group[0] for group in export.needs if export.columns.keys().isdisjoint(group)]
    headers = [header for header in (*export.columns, *needed) if not set(header) & set(',"\n')]
    rows = data.draw(st.lists(st.lists(CELLS, min_size=len(headers), max_size=len(headers)), min_size=1, max_size=4))
    clean = [[cell.replace("\n", " ").replace("\r", " ").replace('"', "'") for cell in row] for row in rows]
    path = tmp_path / "any.csv"
    text = "\n".join(",".join(f'"{cell}"' for cell in row) for row in [headers, *clean])
    path.write_bytes(text.encode("utf-8", "replace"))
    with contextlib.suppress(SheetsError):
        for found in imports.recognise(path, kind=export.key):
            values = found.values()
            names = {column.name for column in contract.tab(found.table).columns}
            for record in found.records():
                for name, cell in record.values.items():
                    if name in names:
                        values.cell(name, cell)


@QUICK
@given(st.binary(max_size=400), st.text(max_size=12))
def test_any_file_in_an_archive_gives_rows_or_a_sentence(tmp_path: Path, content: bytes, name: str) -> None:
    path = tmp_path / "any.zip"
    with zipfile.ZipFile(path, "w") as archive, contextlib.suppress(UnicodeError):
        archive.writestr(name or "a.csv", content)
    with contextlib.suppress(SheetsError):
        read_through(path)


@QUICK
@given(st.integers(0, 600), st.integers(0, 255))
@example(373, 0)  # a file without a name
def test_an_archive_with_any_byte_spoilt_gives_rows_or_a_sentence(tmp_path: Path, place: int, byte: int) -> None:
    path = tmp_path / "any.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", HEADERS[0] + "\n" + "1,2,3,4\n" * 200)
    content = bytearray(path.read_bytes())
    content[place % len(content)] = byte
    path.write_bytes(content)
    with contextlib.suppress(SheetsError):
        read_through(path)


@QUICK
@given(st.text(max_size=60))
def test_any_map_is_a_map_or_a_sentence(text: str) -> None:
    for said in (text, f'{{"table": "payments", "columns": {{"{text}": "{text}"}}}}'):
        with contextlib.suppress(SheetsError):
            maps.from_json(said)


@pytest.mark.parametrize("name", ["any.xlsx", "any.xlsm", "any.mbox", "any.gz"])
def test_a_name_alone_promises_nothing(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"Name,Email\n1,2\n")
    with pytest.raises(SheetsError):
        imports.recognise(path)
