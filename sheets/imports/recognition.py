"""Which export a file is, by its columns; never by its name."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from sheets.contract import normal
from sheets.errors import SheetsError, Text
from sheets.imports.kinds import Export, Recognised, Sheet
from sheets.imports.text_files import SEPARATORS, TextFile, encoding
from sheets.workbook import HEAD_ROWS, Cell, Snapshot, TabSnapshot

#: Reads a whole workbook; given by the caller, because a workbook's home is not known here.
WorkbookReader = Callable[[Path], Snapshot]

#: What a file that is no table begins with.
_NO_TEXT = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"\xd0\xcf\x11\xe0", b"PK\x03\x04", b"Rar!", b"\x1f\x8b")


def recognise(
    path: Path, exports: Sequence[Export], read_workbook: WorkbookReader | None = None
) -> tuple[Recognised, ...]:
    """The exports that this file holds: as a rule one, but a workbook, an archive or a report may hold several.

    Raises :class:`SheetsError` where it cannot be read, is no table, or is none of ``exports``: then the message says
    which came nearest and what it lacks.
    """
    path = Path(path)
    sheets = list(_sheets(path, read_workbook))
    fitting = [
        (len(export.places(sheet.headers)), -rank, export, sheet)
        for sheet in sheets
        for rank, export in enumerate(exports)
        if export.fits(sheet.headers)
    ]
    if not fitting:
        raise _unknown(path, sheets, exports)
    _, _, export, sheet = max(fitting, key=lambda fit: fit[:2])
    if not sheet.complete:
        raise SheetsError(
            "not_whole",
            Text(
                f"Only the first rows of the tab {sheet.name} can be had from {path.name}.",
                f"De {path.name} solo se pueden tener las primeras filas de la pestaña {sheet.name}.",
            ),
            Text(
                "Save that tab as CSV and import the CSV file.",
                "Guarda esa pestaña como CSV e importa el archivo CSV.",
            ),
        )
    return (Recognised(export, sheet),)


def _sheets(path: Path, read_workbook: WorkbookReader | None) -> Iterator[Sheet]:
    """Every way to read the file: each possible header row of each tab, or of the text under each separator."""
    if path.suffix.lower() in (".xlsx", ".xlsm") and read_workbook is not None:
        for tab in read_workbook(path).tabs:
            head = [list(map(_said, cells)) for cells in tab.rows[:HEAD_ROWS]]
            yield from (_of_tab(tab, number, headers) for number, headers in _header_rows(head))
        return
    _refuse_what_is_no_text(path)
    written = encoding(path)
    for separator in SEPARATORS:
        text = TextFile(path, written, separator)
        yield from (_of_text(text, number, headers) for number, headers in _header_rows(text.head(HEAD_ROWS)))


def _header_rows(head: Sequence[Sequence[str]]) -> Iterator[tuple[int, tuple[str, ...]]]:
    for number, cells in enumerate(head, start=1):
        if sum(1 for cell in cells if normal(cell)) >= 2:
            yield number, tuple(cell.strip() for cell in cells)


def _said(cell: Cell) -> str:
    return cell if isinstance(cell, str) else ""


def _of_text(text: TextFile, header_row: int, headers: tuple[str, ...]) -> Sheet:
    def lines() -> Iterator[tuple[int, Sequence[Cell]]]:
        for number, cells in itertools.islice(text.rows(), header_row, None):
            if any(cell.strip() for cell in cells):
                yield number, cells

    return Sheet(text.path.name, headers, header_row, lines)


def _of_tab(tab: TabSnapshot, header_row: int, headers: tuple[str, ...]) -> Sheet:
    def lines() -> Iterator[tuple[int, Sequence[Cell]]]:
        for number, cells in enumerate(itertools.islice(tab.rows, header_row, None), start=header_row + 1):
            if any(cell is not None for cell in cells):
                yield number, cells

    return Sheet(tab.name, headers, header_row, lines, tab.complete or tab.row_count <= len(tab.rows))


def _refuse_what_is_no_text(path: Path) -> None:
    try:
        with path.open("rb") as file:
            start = file.read(8)
    except FileNotFoundError:
        raise SheetsError(
            "missing",
            Text(f"There is no file {path}.", f"No existe el archivo {path}."),
            Text("Check its name and folder.", "Revisa el nombre y la carpeta."),
        ) from None
    except OSError as error:
        raise SheetsError(
            "unreadable",
            Text(f"{path} could not be read: {error.strerror}.", f"No se pudo leer {path}: {error.strerror}."),
            Text("Choose an export that you saved yourself.", "Elige una exportación que hayas guardado tú."),
        ) from None
    if not start:
        raise SheetsError(
            "empty",
            Text(f"{path.name} is empty.", f"{path.name} está vacío."),
            Text("Export it again and try once more.", "Expórtalo de nuevo e intenta otra vez."),
        )
    if start.startswith(_NO_TEXT):
        raise SheetsError(
            "not_an_export",
            Text(f"{path.name} is not a table of text.", f"{path.name} no es una tabla de texto."),
            Text(
                "Export it as CSV, or save it as .csv or .xlsx in your spreadsheet program.",
                "Expórtalo como CSV, o guárdalo como .csv o .xlsx en tu programa de hojas de cálculo.",
            ),
        )


def _unknown(path: Path, sheets: Sequence[Sheet], exports: Sequence[Export]) -> SheetsError:
    known = Text(
        "Known are: " + "; ".join(export.kind.en for export in exports) + ".",
        "Se conocen: " + "; ".join(export.kind.es for export in exports) + ".",
    )
    nearest = max(
        ((len(export.places(sheet.headers)), export, sheet) for sheet in sheets for export in exports),
        key=lambda near: near[0],
        default=None,
    )
    if nearest is None or nearest[0] < 2:
        happened = Text(
            f"{path.name} is no export that is known here.", f"{path.name} no es una exportación que se conozca aquí."
        )
        return SheetsError("unknown_export", happened, known)
    _, export, sheet = nearest
    missing = export.missing(sheet.headers)
    lacks_en = "; ".join(" or ".join(f"“{header}”" for header in group) for group in missing)
    lacks_es = "; ".join(" o ".join(f"«{header}»" for header in group) for group in missing)
    happened = Text(
        f"{path.name} comes nearest to the {export.kind.en}"
        + (f", but has no column {lacks_en}." if missing else ", but has columns that it never has."),
        f"{path.name} se parece más a {export.kind.es}"
        + (f", pero no tiene la columna {lacks_es}." if missing else ", pero tiene columnas que esa nunca trae."),
    )
    remedy = Text(
        f"Export it again with all its columns. {known.en}",
        f"Expórtala de nuevo con todas sus columnas. {known.es}",
    )
    return SheetsError("unknown_export", happened, remedy)
