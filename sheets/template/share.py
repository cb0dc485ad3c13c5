"""A template to share: a new workbook with a founder's definitions, tag map and, where they ask, headers of their tabs.

It is made from the contract, never from the founder's file: what nobody takes over cannot get into it.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from sheets import headers
from sheets.contract import TABS, Tab, normal
from sheets.contract.tag_map import TAG_MAP
from sheets.errors import SheetsError, Text
from sheets.excel import cell_parser, encrypted, strings, workbook_part
from sheets.excel.cell_parser import Formats
from sheets.excel.package import Package
from sheets.excel.workbook_part import WorkbookPart
from sheets.looks import TabLook
from sheets.template import book, guide, kept, own_tab, rows, shape, target, writing
from sheets.template.dress import Dresses
from sheets.template.kept import Kept, Setting
from sheets.template.layout import tab_look
from sheets.template.personal import names_somebody
from sheets.template.shape import Shape
from sheets.template.tags import MOST_ROWS, Tags, tags
from sheets.workbook import HEAD_ROWS, Cell, Snapshot, TabSnapshot

#: How many names a sentence holds.
_NAMED = 12

__all__ = [
    "Definitions",
    "Made",
    "Setting",
    "Shared",
    "Source",
    "is_tag_map",
    "language_of",
    "made",
    "opened",
    "saved",
    "shapes",
    "share",
    "tickable",
]


@dataclass(frozen=True, slots=True)
class Definitions:
    """A founder's definitions as they were read: those that mean something, and how many rows do not."""

    settings: tuple[Setting, ...] = ()
    unknown: int = 0
    unread: int = 0


class Source(Protocol):
    """A founder's workbook, in one of its homes, for what a snapshot does not hold."""

    def look(self, tab: TabSnapshot) -> TabLook:
        """How the first rows of a tab look."""

    def rows(self, tab: TabSnapshot) -> Sequence[Sequence[Cell]]:
        """The cells of the tag map, all that a founder may have mapped."""


@dataclass(frozen=True, slots=True)
class Made:
    """A template as the bytes of an .xlsx, what it took over and what it left behind, in sentences."""

    content: bytes
    taken: tuple[Text, ...]
    left_out: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """A template that was made: where, what it took over and what it left behind, in sentences."""

    path: str
    taken: tuple[Text, ...]
    left_out: tuple[Text, ...]


def language_of(snapshot: Snapshot) -> str:
    """``"en"`` or ``"es"`` as the names of the tabs say; ``""`` where they don't."""
    names = headers.used(snapshot.tabs).by_key
    english, spanish = (sum(names.get(tab.key) == tab.name.in_(language) for tab in TABS) for language in ("en", "es"))
    return "" if english == spanish else "en" if english > spanish else "es"


def tickable(snapshot: Snapshot) -> tuple[TabSnapshot, ...]:
    """The tabs whose headers and formats may be asked for: every visible one of the founder's own."""
    guides = {guide.NAME.en, guide.NAME.es}
    return tuple(tab for tab in snapshot.tabs if tab.visible and not tab.mark and tab.name not in guides)


def shapes(source: Source, snapshot: Snapshot) -> tuple[Shape, ...]:
    """Every tab that :func:`made` may be asked for, with the headers that it would take over."""
    return tuple(_shape(source, snapshot, tab) for tab in tickable(snapshot) if not _is_given(snapshot, tab))


def made(
    source: Source, snapshot: Snapshot, definitions: Definitions, language: str, ticked: Sequence[str] = ()
) -> Made:
    """The template in this language; ``ticked`` are names of tabs of the ``snapshot`` of ``source``.

    Raises :class:`SheetsError` where the source is a companion file, or a ticked tab is not there. The source is only
    read.
    """
    if snapshot.facts.get("companion"):
        raise _is_companion(snapshot.name)
    chosen = list({tab.name: tab for tab in (_ticked(snapshot, name) for name in ticked)}.values())
    own = kept.kept(definitions.settings, definitions.unknown, definitions.unread)
    wanted = [_shape(source, snapshot, tab) for tab in chosen if not _is_given(snapshot, tab)]
    mapped = next((tab for tab in tickable(snapshot) if is_tag_map(tab)), None)
    tag_map = tags(source.rows(mapped), language) if mapped else Tags()
    return Made(
        template(language, own, tag_map, wanted),
        tuple(_taken(own, tag_map, wanted, language)),
        tuple(_left_out(own, tag_map, wanted)),
    )


def share(
    source: Path,
    out: Path,
    snapshot: Snapshot,
    definitions: Definitions,
    language: str,
    ticked: Sequence[str] = (),
    password: str = "",
) -> Shared:
    """Make the template ``out`` of the file ``source``, as :func:`made` does.

    Raises :class:`SheetsError` also where ``out`` may not be made or overwritten.
    """
    with opened(source, snapshot, password) as of:
        return saved(out, source, lambda: made(of, snapshot, definitions, language, ticked))


def saved(out: Path, source: Path | None, make: Callable[[], Made]) -> Shared:
    """Make a template and put it into the file ``out``, where that may be; ``source`` is the founder's own file."""
    target.refuse(out, source)
    template_ = make()
    writing.write(out, template_.content)
    return Shared(str(out), template_.taken, template_.left_out)


def template(language: str, own: Kept, tag_map: Tags, shapes: Sequence[Shape]) -> bytes:
    """The template's bytes, the same for the same input on every machine."""
    shaped = {of.key: of for of in shapes if of.key and of.columns}

    def draw(sheet: Worksheet, tab: Tab) -> None:
        if tab.key in shaped:
            own_tab.draw(sheet, shaped[tab.key], language)
        elif tab.key == "definitions":
            book.draw_tab(sheet, tab, language, rows.definitions(language, own.values))
        else:
            book.draw_tab(sheet, tab, language, book.tab_rows(tab, language, with_sample=False))

    made = book.assembled(language, draw)
    if tag_map.rows:
        book.draw_tab(_added(made, TAG_MAP.name.in_(language)), TAG_MAP, language, tag_map.rows)
    for of in shapes:
        if not of.key and of.columns:
            own_tab.draw(_added(made, of.name), of, language)
    name = target.MARK
    made.defined_names[name] = DefinedName(name, attr_text=f'"{target.NOT_YET}"', hidden=True)
    return target.signed(book.same_bytes(made))


def _taken(own: Kept, tag_map: Tags, shapes: Sequence[Shape], language: str) -> Iterator[Text]:
    if keys := kept.differing(own.values, language):
        yield Text(
            f"Your values in Definitions: {_listed(keys, 'en')}.",
            f"Tus valores en Definiciones: {_listed(keys, 'es')}.",
        )
    if count := len(tag_map.rows):
        yield Text(
            f"Tag map: {count} {'row' if count == 1 else 'rows'}, with your tags as you wrote them.",
            f"Mapa de etiquetas: {count} {'fila' if count == 1 else 'filas'}, con tus etiquetas como las escribiste.",
        )
    for of in shapes:
        if labels := [column.label for column in of.columns if column.label]:
            yield Text(
                f"{of.name}: the formats of its columns and the headers {_listed(labels, 'en')}.",
                f"{of.name}: el formato de sus columnas y los encabezados {_listed(labels, 'es')}.",
            )


def _left_out(own: Kept, tag_map: Tags, shapes: Sequence[Shape]) -> Iterator[Text]:
    yield Text(
        "All rows of your tabs, comments, formulas, drop-down lists, charts, hidden tabs and properties of the file.",
        "Todas las filas de tus pestañas, comentarios, fórmulas, listas, gráficos, pestañas ocultas y propiedades del "
        "archivo.",
    )
    yield from own.left_out
    if count := tag_map.left_out:
        yield Text(
            f"Tag map, what cannot be read or may name somebody: {count} {'row' if count == 1 else 'rows'}.",
            f"Mapa de etiquetas, lo que no se puede leer o puede nombrar a alguien: {count} "
            f"{'fila' if count == 1 else 'filas'}.",
        )
    for of in shapes:
        if not of.columns:
            yield Text(
                f"{of.name}: it has no row that is surely its header.",
                f"{of.name}: no tiene una fila que seguro sea su encabezado.",
            )
        if count := of.personal:
            yield Text(
                f"{of.name}: {count} {'header' if count == 1 else 'headers'} that may name somebody.",
                f"{of.name}: {count} {'encabezado' if count == 1 else 'encabezados'} con posibles datos de alguien.",
            )


def _listed(words: Sequence[str], language: str) -> str:
    """All of them, as far as a sentence can hold."""
    more = len(words) - _NAMED
    if more <= 0:
        return ", ".join(words)
    return ", ".join(words[:_NAMED]) + (f" and {more} more" if language == "en" else f" y {more} más")


@contextlib.contextmanager
def opened(source: Path, snapshot: Snapshot, password: str = "") -> Iterator[Source]:
    """A founder's file, for what the snapshot does not hold: looks of tabs, and all rows of the tag map."""
    with Package(io.BytesIO(_content(source, password))) as package:
        yield _Opened(package, snapshot.name)


class _Opened:
    def __init__(self, package: Package, name: str) -> None:
        self._package = package
        self._book: WorkbookPart = workbook_part.read(package, name)
        self._dresses = Dresses(package, self._book, name)

    def look(self, tab: TabSnapshot) -> TabLook:
        part = self._part(tab.name)
        return tab_look(self._package.stream(part) if part else (), self._dresses)

    def rows(self, tab: TabSnapshot) -> Sequence[Sequence[Cell]]:
        part = self._part(tab.name)
        if not part:
            return ()
        cells = cell_parser.parse(self._package.stream(part), Formats(), MOST_ROWS + HEAD_ROWS)
        told = self._book.strings
        said = strings.strings(self._package.stream(told), cells.shared()) if told else {}
        return cell_parser.as_rows(cells, said, HEAD_ROWS)

    def _part(self, name: str) -> str:
        return next((sheet.part for sheet in self._book.sheets if sheet.name == name), "")


def _shape(source: Source, snapshot: Snapshot, tab: TabSnapshot) -> Shape:
    """The headers and formats of a tab; without a column where it has no header row."""
    return shape.shape(tab, shape.key_of(tab, headers.used(snapshot.tabs).by_key), source.look(tab))


def _content(source: Path, password: str) -> bytes:
    content = source.read_bytes()
    if password and encrypted.is_encrypted(content):
        return encrypted.decrypted(source.name, content, password)
    return content


def is_tag_map(tab: TabSnapshot) -> bool:
    """Whether this is the tab of the founder's tags."""
    return normal(tab.name) in TAG_MAP.known_as


def _is_given(snapshot: Snapshot, tab: TabSnapshot) -> bool:
    """Whether the tab is in every template with its rows: its shape is not asked for."""
    return is_tag_map(tab) or headers.used(snapshot.tabs).by_key.get("definitions") == tab.name


def _added(made: Workbook, name: str) -> Worksheet:
    """A new tab after the others; where the name is taken, with a number."""
    taken = {sheet.casefold() for sheet in made.sheetnames}
    free, number = name, 1
    while free.casefold() in taken:
        number += 1
        tail = f" ({number})"
        free = name[: 31 - len(tail)] + tail
    at = len(made.sheetnames) - (1 if book.LISTS in made.sheetnames else 0)
    sheet = made.create_sheet(free, at)
    assert isinstance(sheet, Worksheet)
    return sheet


def _ticked(snapshot: Snapshot, name: str) -> TabSnapshot:
    """The tab that was asked for."""
    there = tickable(snapshot)
    found = next((tab for tab in there if tab.name == name), None)
    found = found or next((tab for tab in there if normal(tab.name) == normal(name)), None)
    if found is None:
        listed = ", ".join(tab.name for tab in there)
        raise SheetsError(
            "no_tab",
            Text(
                f"{snapshot.name} shows no tab {name} of yours.", f"{snapshot.name} no muestra una pestaña tuya {name}."
            ),
            Text(
                f"Its tabs are: {listed}." if listed else "It shows no tab whose headers could be taken over.",
                f"Sus pestañas son: {listed}." if listed else "No muestra ninguna pestaña con encabezados.",
            ),
        )
    if names_somebody(found.name):
        raise SheetsError(
            "tab_name",
            Text(
                f"The name of the tab “{found.name}” may be somebody's address or number.",
                f"El nombre de la pestaña «{found.name}» puede ser la dirección o el número de alguien.",
            ),
            Text("Rename the tab, or leave it out.", "Cambia el nombre de la pestaña o no la incluyas."),
        )
    return found


def _is_companion(name: str) -> SheetsError:
    return SheetsError(
        "companion",
        Text(
            f"{name} is a companion file that Operating Brief wrote itself.",
            f"{name} es un archivo acompañante que escribió Operating Brief.",
        ),
        Text(
            "Make the template from the workbook that it belongs to.",
            "Crea la plantilla desde el archivo al que pertenece.",
        ),
    )
