"""The parts of a file that may each hold exports: the file itself, the tabs of a workbook, the files of an archive."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from sheets.errors import SheetsError, Text
from sheets.imports import archives, labelled, mailboxes, pages, sources
from sheets.imports.pages import Page
from sheets.imports.sources import Source
from sheets.imports.text_files import Head
from sheets.workbook import Snapshot, TabSnapshot

#: What a file that is no table begins with.
_NO_TEXT = (
    b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\xd0\xcf\x11\xe0", b"Rar!", b"7z\xbc\xaf", b"\x7fELF", b"MZ\x90"
)  # fmt: skip
#: A workbook cannot be read row by row, as a text can: it is held in memory, a gigabyte for so many cells.
_MOST_CELLS = 8_000_000
_WEB_PAGE = ("<!doctype", "<html", "<table", "<?xml")
#: What is wrong with a file in an archive that leaves the other files of it as they are.
_NO_EXPORT = frozenset({"not_an_export", "empty"})


class WorkbookReader(Protocol):
    """Reads a workbook; given by the caller, because a workbook's home is not known here."""

    def __call__(self, path: Path, password: str = "", whole: Collection[str] = ()) -> Snapshot:
        """All cells of the tabs named in ``whole`` at least, and the first rows of every other."""


@dataclass(frozen=True, eq=False)
class Part:
    """Something of a file that may hold exports: the pages that it may be, of which one is the right way to read it.

    ``name`` is what a sentence calls it, ``said`` what a list of parts does. ``refusal`` is why it has no pages.
    """

    name: str
    said: Text
    pages: Sequence[Page] = ()
    refusal: SheetsError | None = None


def parts(path: Path, read_workbook: WorkbookReader | None, worthwhile: Callable[[Page], bool]) -> list[Part]:
    """The parts of the file, at least one.

    A tab that is ``worthwhile`` by its first rows is read whole. Raises :class:`SheetsError` where the file cannot be
    read, is nothing that has rows, or would do harm.
    """
    source = sources.of_file(path)
    start = source.head()
    if archives.is_workbook(path, start):
        return _tabs(path, path.name, read_workbook, worthwhile)
    if archives.is_zip(start):
        return [part for member in archives.members(path) for part in _of_member(member, read_workbook, worthwhile)]
    return [_text(source, start, Text(source.name, source.name))]


def tab_part(tab: TabSnapshot) -> Part:
    """A tab of a workbook as a part of its own."""
    return Part(tab.name, Text(tab.name, tab.name), labelled.also([pages.of_tab(tab)]))


def _of_member(
    member: archives.Member, read_workbook: WorkbookReader | None, worthwhile: Callable[[Page], bool]
) -> Iterator[Part]:
    said = Text(member.name, member.name)
    try:
        if member.is_workbook:
            with member.as_file() as path:
                yield from _tabs(path, member.source.name, read_workbook, worthwhile)
        else:
            yield _text(member.source, member.source.head(), said)
    except SheetsError as error:
        if error.kind not in _NO_EXPORT:
            raise
        yield Part(member.source.name, said, refusal=error)


def _text(source: Source, start: bytes, said: Text) -> Part:
    source, start = archives.unpacked(source, start)
    if not start:
        raise sources.empty(source.name)
    if start.startswith(_NO_TEXT):
        raise sources.no_table(source.name)
    if mailboxes.is_mailbox(start):
        return Part(source.name, said, [mailboxes.page(source)])
    head = Head(source, start)
    if head.text.lstrip().lower().startswith(_WEB_PAGE):
        raise sources.web_page(source.name)
    return Part(source.name, said, labelled.also(pages.of_text(head, source.name)))


def _tabs(
    path: Path, name: str, read_workbook: WorkbookReader | None, worthwhile: Callable[[Page], bool]
) -> list[Part]:
    """A part for each tab in which anything stands, the program's own aside."""
    if read_workbook is None:
        raise sources.no_table(name)
    snapshot = read_workbook(path)
    found = {tab.name: pages.of_tab(tab) for tab in snapshot.tabs if not tab.mark}
    # What the file says of a tab's size may be wrong or missing: one of which the first rows were read is never whole.
    partly = [tab for tab in snapshot.tabs if tab.name in found and not tab.complete]
    whole = {tab.name for tab in partly if any(map(worthwhile, labelled.also([found[tab.name]])))}
    for tab in snapshot.tabs:
        if tab.name in whole and tab.row_count * tab.column_count > _MOST_CELLS:
            raise _too_many_rows(name, tab)
    if whole:
        found |= {tab.name: pages.of_tab(tab) for tab in read_workbook(path, whole=whole).tabs if tab.name in whole}
    return [
        Part(f"{name} ({tab})", Text(f"the tab {tab}", f"la pestaña {tab}"), labelled.also([page]))
        for tab, page in found.items()
        if any(map(any, page.rows))
    ] or [Part(name, Text(name, name), refusal=sources.empty(name))]


def _too_many_rows(name: str, tab: TabSnapshot) -> SheetsError:
    rows = f"{tab.row_count:,}"
    return SheetsError(
        "too_many_rows",
        Text(
            f"The tab {tab.name} of {name} has {rows} rows, too many to be read from a workbook.",
            f"La pestaña {tab.name} de {name} tiene {rows.replace(',', '.')} filas, demasiadas para leerlas de un "
            "archivo de Excel.",
        ),
        Text(
            "Export it as CSV, or save that tab as CSV, and import that file: of a CSV any number of rows is read.",
            "Expórtala como CSV, o guarda esa pestaña como CSV, e importa ese archivo: de un CSV se lee cualquier "
            "número de filas.",
        ),
    )
