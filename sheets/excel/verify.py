"""The new file is opened again and compared before it counts."""

from __future__ import annotations

import hashlib
import io
import math
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from sheets.errors import SheetsError, Text
from sheets.excel.index import Index, in_edition
from sheets.excel.package import Package, part_key
from sheets.excel.relations import TRANSITIONAL, Relations
from sheets.excel.styles import MAIN
from sheets.grid import EXACT, Grid, Rich, serial, text_of
from sheets.workbook import Cell

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def same_but_for(source: Package, result: Path) -> tuple[tuple[str, str, str], ...]:
    """Compare every member that ``source`` was not told to change with its copy in ``result``.

    Stored bytes, sizes and checksums must be equal, and each checksum must be true: else :class:`SheetsError`.
    Returns the parts that did change, each with its SHA-256 before and after (``""`` = absent).
    """
    before, changed = source.stamps(), source.changed()
    with Package(result) as after:
        there = after.stamps()
        for key, stamp in before.items():
            if key in changed:
                continue
            if there.get(key) != stamp or not _equal(source.stored(key), after.stored(key)):
                raise failed(key)
            if key not in source.tested:
                for _ in source.original(key):
                    pass
        kept = {part_key(name): name for name in source.parts()}
        if there.keys() - before.keys() - kept.keys() or (changed - kept.keys()) & there.keys():
            raise failed("a part too many")
        _joined(source, after, {kept[key] for key in changed & kept.keys()})
        return tuple(
            (
                kept.get(key, key),
                _hash(source.original(key)) if key in before else "",
                _hash(after.stream(key)) if key in there else "",
            )
            for key in sorted(changed)
        )


def _hash(pieces: Iterable[bytes]) -> str:
    told = hashlib.sha256()
    for piece in pieces:
        told.update(piece)
    return told.hexdigest()


def _equal(one: Iterator[bytes], other: Iterator[bytes]) -> bool:
    return all(left == right for left, right in zip(one, other, strict=True))


def _joined(source: Package, package: Package, touched: set[str]) -> None:
    """Whether each touched part has a type, and each relation of one leads to a part with a type.

    What was wrong before is none of our doing: a relation that led nowhere, a part without a type, two tabs of one id.
    """
    before, after = Index(source.unchanged()), Index(package)
    for name in sorted(touched):
        if name.endswith(".rels"):
            owner = name.replace("_rels/", "").removesuffix(".rels")
            for relation in Relations(package, owner).all():
                leads = relation.part in package and after.types.of(relation.part)
                led = source.had(relation.part) and before.types.of(relation.part)
                if relation.part and not leads and (led or not source.had(name) or relation.part in touched):
                    raise failed(relation.part)
        typed = before.types.of(name) or not source.had(name)
        if typed and not after.types.of(name) and name != "[Content_Types].xml":
            raise failed(name)
    if _twice(after) - _twice(before):
        raise failed("workbook.xml")


def _twice(index: Index) -> Counter[str]:
    """Names and ids of tabs that more than one tab has."""
    sheets = index.sheets()
    return (
        Counter([sheet.name.lower() for sheet in sheets])
        + Counter([f"#{s.id}" for s in sheets])
        - Counter({key: 1 for sheet in sheets for key in (sheet.name.lower(), f"#{sheet.id}")})
    )


def reads_back(result: Path, grids: Sequence[Grid], names: Mapping[str, str]) -> None:
    """Read our tabs as another program would, and compare every cell with what was to be written."""
    with Package(result) as package:
        index = Index(package)
        found = {grid.key: index.marked(grid.key) for grid in grids}
        for grid in grids:
            sheet = found[grid.key]
            if sheet is None or sheet.name != names[grid.key]:
                raise failed(grid.name)
        try:
            book = read_alone(index, [package.read(sheet.part) for sheet in found.values() if sheet])
        except CalamineError as error:
            raise failed("styles.xml") from error
        for place, grid in enumerate(grids):
            _compare(grid, book.get_sheet_by_index(place).to_python(skip_empty_area=False), index.date_1904)


def _compare(grid: Grid, rows: list[list[Any]], date_1904: bool) -> None:
    seen = {
        (r, c): value
        for r, row in enumerate(rows, 1)
        for c, value in enumerate(row, 1)
        if value is not None and value != ""
    }
    for place, cell in grid.cells.items():
        value = seen.pop(place, None)
        # Nearly all cells hold plain text that reads back as it is.
        if (type(value) is not str or value != cell.value) and not same_value(cell.value, value, date_1904):
            raise failed(f"{grid.name}, row {place[0]}, column {place[1]}")
    if seen:
        row, column = min(seen)
        raise failed(f"{grid.name}, row {row}, column {column}")


def same_value(meant: Cell | Rich, seen: Any, date_1904: bool) -> bool:
    """Whether a reader saw what was meant. Numbers that a format shows as dates are compared as numbers."""
    if isinstance(meant, Rich):
        meant = meant.text
    if isinstance(meant, int | float) and not isinstance(meant, bool) and abs(meant) > EXACT:
        meant = str(meant)
    if meant is None or meant == "" or (isinstance(meant, str) and text_of(meant) == ""):
        return seen is None or seen == ""
    if isinstance(meant, bool) or isinstance(seen, bool):
        return meant is seen
    if isinstance(meant, str):
        return isinstance(seen, str) and _plain(text_of(meant)) == _plain(seen)
    left, right = _number(meant, date_1904), _number(seen, date_1904)
    return right is not None and left is not None and math.isclose(left, right, rel_tol=1e-15, abs_tol=1e-8)


def _plain(text: str) -> str:
    """Readers differ on whether ``_x0041_`` is an escape; and on blanks at the ends, which are kept in the file."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text))


def _number(value: Any, date_1904: bool) -> float | None:
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, date):
        return serial(value, date_1904)
    if isinstance(value, time):
        value = timedelta(hours=value.hour, minutes=value.minute, seconds=value.second, microseconds=value.microsecond)
    return value / timedelta(days=1) if isinstance(value, timedelta) else None


def read_alone(index: Index, sheets: Sequence[bytes]) -> CalamineWorkbook:
    """These sheets as an independent reader sees them. Nothing else of the founder's file is handed to it."""
    space = ' xmlns="http://schemas.openxmlformats.org/package/2006/{}"'
    relation = '<Relationship Id="{}" Type="' + TRANSITIONAL + '{}" Target="{}"/>'
    names = [f"sheet{place}" for place in range(len(sheets))]
    tabs = "".join(f'<sheet name="{name}" sheetId="{n + 1}" r:id="{name}"/>' for n, name in enumerate(names))
    links = "".join(relation.format(name, "worksheet", f"worksheets/{name}.xml") for name in names)
    styles = index.styles_part()
    texts = {
        "[Content_Types].xml": f"<Types{space.format('content-types')}/>",
        "_rels/.rels": f"<Relationships{space.format('relationships')}>"
        + relation.format("book", "officeDocument", "xl/workbook.xml")
        + "</Relationships>",
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{TRANSITIONAL[:-1]}">'
        f'<workbookPr date1904="{int(index.date_1904)}"/><sheets>{tabs}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f"<Relationships{space.format('relationships')}>{links}"
        + relation.format("styles", "styles", "styles.xml")
        + "</Relationships>",
    }
    parts = {name: text.encode() for name, text in texts.items()}
    if styles:
        parts["xl/styles.xml"] = in_edition(index.package.read(styles), strict=False)
    for name, sheet in zip(names, sheets, strict=True):
        parts[f"xl/worksheets/{name}.xml"] = in_edition(sheet, strict=False)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)
    out.seek(0)
    return CalamineWorkbook.from_filelike(out)


def failed(where: str) -> SheetsError:
    """The error for a written file that is not what was meant."""
    return SheetsError(
        "unverified",
        Text(
            f"The new file did not pass its check ({where}), so nothing was written: your workbook is as it was.",
            f"El archivo nuevo no pasó la revisión ({where}), así que no se escribió nada: tu libro está como estaba.",
        ),
        Text(
            "Save the workbook once in Excel and try again; if it happens again, send us what stands in brackets.",
            "Guarda el libro una vez en Excel e intenta de nuevo; si se repite, envíanos lo que hay entre paréntesis.",
        ),
    )
