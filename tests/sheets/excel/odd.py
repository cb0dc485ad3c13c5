"""Packages as some program somewhere writes them: each function turns the parts of an ordinary one into an odd one."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.sheets.excel.making import prefixed, strict, swap

Parts = dict[str, bytes]
BOOK, RELS, TYPES, STYLES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml", "xl/styles.xml"
FIRST = "xl/worksheets/sheet1.xml"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DECLARATION = re.compile(rb"^\s*<\?xml[^>]*\?>\s*")


def _xml(parts: Parts) -> list[str]:
    return [name for name in parts if name.endswith((".xml", ".rels"))]


def _plain_prefixed(xml: bytes, space: bytes, prefix: bytes) -> bytes:
    xml = re.sub(rb"<(/?)([A-Za-z]\w*)(?=[\s>/])", rb"<\g<1>%b:\g<2>" % prefix, xml)
    return xml.replace(b'xmlns="' + space, b"xmlns:" + prefix + b'="' + space)


# Namespaces and editions


def prefixed_sheets(parts: Parts) -> None:
    for name in _xml(parts):
        if name.startswith("xl/") and b"spreadsheetml/2006/main" in parts[name][:400]:
            parts[name] = prefixed(parts[name])


def prefixed_indexes(parts: Parts) -> None:
    for name in _xml(parts):
        if name.endswith(".rels"):
            space = b"http://schemas.openxmlformats.org/package/2006/relationships"
            parts[name] = _plain_prefixed(parts[name], space, b"pr")
    space = b"http://schemas.openxmlformats.org/package/2006/content-types"
    parts[TYPES] = _plain_prefixed(parts[TYPES], space, b"ct")


def prefixed_everything(parts: Parts) -> None:
    prefixed_sheets(parts)
    prefixed_indexes(parts)


def strict_edition(parts: Parts) -> None:
    strict(parts)


def strict_and_prefixed(parts: Parts) -> None:
    prefixed_everything(parts)
    strict(parts)


def alternate_content(parts: Parts) -> None:
    swap(
        parts,
        BOOK,
        "<bookViews>",
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        '<mc:Choice Requires="x15"><x15ac:absPath xmlns:x15ac="http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac"'
        ' url="C:\\"/></mc:Choice></mc:AlternateContent><bookViews>',
    )


def extensions_of_excel(parts: Parts) -> None:
    """What a present-day Excel adds: ignorable namespaces, revision ids, extension lists, unused prefixes."""
    spaces = (
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x15 xr x14ac"'
        ' xmlns:x15="http://schemas.microsoft.com/office/spreadsheetml/2010/11/main"'
        ' xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/revision"'
        ' xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"'
    )
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    swap(parts, BOOK, main, main + spaces)
    swap(parts, BOOK, "<bookViews>", '<xr:revisionPtr revIDLastSave="0" documentId="8_{1}"/><bookViews>')
    swap(parts, BOOK, "</workbook>", '<extLst><ext uri="{1}"><x15:a/></ext></extLst></workbook>')
    swap(parts, STYLES, main, main + spaces)
    swap(parts, STYLES, "<fonts ", '<fonts x14ac:knownFonts="1" ')
    swap(parts, STYLES, "</styleSheet>", '<extLst><ext uri="{2}"><x15:b/></ext></extLst></styleSheet>')


def strict_workbook_only(parts: Parts) -> None:
    """The workbook part in the strict edition, its relations and all else in the transitional one."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    swap(parts, BOOK, f'xmlns="{space}"', 'xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"')


def two_lists_of_tabs(parts: Parts) -> None:
    swap(parts, BOOK, "<sheets>", "<sheets/><sheets>")


def foreign_elements_among_formats(parts: Parts) -> None:
    parts[STYLES] = re.sub(rb"(<(?:cellXfs|fonts|fills|dxfs)[^>/]*>)", rb'\1<x:y xmlns:x="urn:x"/>', parts[STYLES])


# Targets


def _targets(parts: Parts, change: Callable[[str], str]) -> None:
    parts[RELS] = re.sub(
        rb'Target="([^"]*)"', lambda found: f'Target="{change(found[1].decode())}"'.encode(), parts[RELS]
    )


def absolute_targets(parts: Parts) -> None:
    _targets(parts, lambda target: f"/xl/{target}")


def backslash_targets(parts: Parts) -> None:
    _targets(parts, lambda target: target.replace("/", "\\"))


def odd_case_targets(parts: Parts) -> None:
    _targets(parts, str.upper)


def encoded_letters(parts: Parts) -> None:
    _targets(parts, lambda target: f"%{ord(target[0]):02x}{target[1:]}")


def dotted_targets(parts: Parts) -> None:
    _targets(parts, lambda target: f"./../xl/./{target}")


def encoded_targets(parts: Parts) -> None:
    parts["xl/worksheets/my sheet.xml"] = parts.pop(FIRST)
    parts["xl/worksheets/_rels/my sheet.xml.rels"] = parts.pop("xl/worksheets/_rels/sheet1.xml.rels")
    swap(parts, RELS, "worksheets/sheet1.xml", "worksheets/my%20sheet.xml")
    swap(parts, TYPES, "/xl/worksheets/sheet1.xml", "/xl/worksheets/my%20sheet.xml")


def workbook_elsewhere(parts: Parts) -> None:
    _move_workbook(parts, "xl/")


def workbook_at_the_top(parts: Parts) -> None:
    _move_workbook(parts, "")


def _move_workbook(parts: Parts, folder: str) -> None:
    parts[f"{folder}Mappe.xml"] = parts.pop(BOOK)
    parts[f"{folder}_rels/Mappe.xml.rels"] = parts.pop(RELS)
    if not folder:
        name = "_rels/Mappe.xml.rels"
        parts[name] = re.sub(rb'Target="(?!/)', b'Target="xl/', parts[name])
    swap(parts, "_rels/.rels", "xl/workbook.xml", f"{folder}Mappe.xml")
    swap(parts, TYPES, "/xl/workbook.xml", f"/{folder}Mappe.xml")


def odd_relation_ids(parts: Parts) -> None:
    for name in (BOOK, RELS):
        parts[name] = re.sub(rb'"rId(\d)"', rb'"Rabc\1-\1f"', parts[name])


# Parts that may be missing


def _without(parts: Parts, part: str, kind: str) -> None:
    del parts[f"xl/{part}"]
    parts[RELS] = re.sub(rb'<Relationship [^>]*/%b"[^>]*/>' % kind.encode(), b"", parts[RELS])
    parts[TYPES] = re.sub(rb'<Override PartName="/xl/%b"[^>]*/>' % part.encode(), b"", parts[TYPES])


def without_styles(parts: Parts) -> None:
    _without(parts, "styles.xml", "styles")


def hollow_styles(parts: Parts) -> None:
    parts[STYLES] = b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'


def without_theme(parts: Parts) -> None:
    _without(parts, "theme/theme1.xml", "theme")


def without_strings(parts: Parts) -> None:
    _without(parts, "sharedStrings.xml", "sharedStrings")
    for name in _xml(parts):
        if name.startswith("xl/worksheets/sheet"):
            parts[name] = re.sub(rb' t="s"><v>(\d+)</v>', rb' t="str"><v>s\1</v>', parts[name])


def without_properties(parts: Parts) -> None:
    for name in [name for name in parts if name.startswith("docProps/")]:
        del parts[name]
    parts["_rels/.rels"] = re.sub(rb"<Relationship [^>]*docProps[^>]*/>", b"", parts["_rels/.rels"])
    parts[TYPES] = re.sub(rb"<Override [^>]*docProps[^>]*/>", b"", parts[TYPES])


def without_calculation(parts: Parts) -> None:
    parts[BOOK] = re.sub(rb"<calcPr[^>]*/>", b"", parts[BOOK])


def without_views_and_names(parts: Parts) -> None:
    parts[BOOK] = re.sub(rb"<bookViews>.*</bookViews>|<definedNames>.*</definedNames>", b"", parts[BOOK])


# Content types


def no_default_for_relations(parts: Parts) -> None:
    default = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    named = default.replace("Default Extension", "Override PartName")
    each = "".join(named.replace('"rels"', f'"/{name}"') for name in parts if name.endswith(".rels"))
    swap(parts, TYPES, default, each)


def xml_means_worksheet(parts: Parts) -> None:
    """Some writers make the worksheet the default for ``.xml`` and list all else."""
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
    parts[TYPES] = re.sub(rb'<Override PartName="/xl/worksheets/[^>]*/>', b"", parts[TYPES])
    swap(parts, TYPES, 'Extension="xml" ContentType="application/xml"', f'Extension="xml" ContentType="{sheet}"')


def odd_case_types(parts: Parts) -> None:
    parts[TYPES] = parts[TYPES].replace(b'"/xl/', b'"/XL/').replace(b'Extension="rels"', b'Extension="RELS"')


# How the XML is written


def _recoded(parts: Parts, names: tuple[str, ...], encoding: str) -> None:
    for name in names:
        text = _DECLARATION.sub(b"", parts[name]).decode()
        parts[name] = f'<?xml version="1.0" encoding="{encoding}"?>{text}'.encode(encoding)


def indexes_in_utf_16(parts: Parts) -> None:
    _recoded(parts, (BOOK, RELS, STYLES, TYPES, "_rels/.rels"), "UTF-16")


def sheets_in_utf_16(parts: Parts) -> None:
    _recoded(parts, tuple(name for name in _xml(parts) if "/worksheets/sheet" in name), "UTF-16")


def latin_1(parts: Parts) -> None:
    swap(parts, BOOK, 'name="Table"', 'name="Año"')
    _recoded(parts, (BOOK, RELS, STYLES, TYPES), "ISO-8859-1")


def byte_order_marks(parts: Parts) -> None:
    for name in _xml(parts):
        parts[name] = b"\xef\xbb\xbf" + parts[name]


def without_declarations(parts: Parts) -> None:
    for name in _xml(parts):
        parts[name] = _DECLARATION.sub(b"", parts[name])


def not_standalone(parts: Parts) -> None:
    for name in _xml(parts):
        parts[name] = b"<?xml version='1.0' encoding='utf-8' standalone='no' ?>\r\n" + _DECLARATION.sub(
            b"", parts[name]
        )


def comments_around_the_root(parts: Parts) -> None:
    for name in (BOOK, RELS, STYLES, TYPES, FIRST):
        bare = _DECLARATION.sub(b"", parts[name])
        parts[name] = b'<?xml version="1.0"?><!-- made by --><?tool 1?>' + bare + b"<!-- the end --><?tool 2?>\n"


def comments_inside(parts: Parts) -> None:
    swap(parts, BOOK, "<sheets>", "<!-- tabs --><sheets><!-- first -->")
    swap(parts, STYLES, "<cellXfs ", "<!-- formats --><cellXfs ")
    parts[STYLES] = re.sub(rb"(<fonts [^>]*>)", rb"\1<!-- 0 -->\n", parts[STYLES])
    parts[RELS] = parts[RELS].replace(b"><Relationship ", b"><!-- one --><Relationship ")


def pretty_printed(parts: Parts) -> None:
    for name in (BOOK, RELS, STYLES, TYPES):
        parts[name] = parts[name].replace(b"><", b">\r\n  <")


# Tabs of other kinds, states, names


def _add_tab(parts: Parts, name: str, part: str, kind: str, content_type: str, xml: bytes, place: int) -> None:
    parts[f"xl/{part}"] = xml
    swap(parts, TYPES, "</Types>", f'<Override PartName="/xl/{part}" ContentType="{content_type}"/></Types>')
    space = "http://schemas.microsoft.com/office/2006/relationships" if kind.startswith("xl") else _KINDS
    told = f'<Relationship Id="rIdX{name}" Type="{space}/{kind}" Target="{part}"/></Relationships>'
    swap(parts, RELS, "</Relationships>", told)
    tabs = re.findall(rb"<sheet [^>]*/>", parts[BOOK])
    added = f'<sheet name="{name}" sheetId="{70 + place}" r:id="rIdX{name}"/>'.encode()
    parts[BOOK] = parts[BOOK].replace(tabs[place], added + tabs[place])
    moved = lambda found: b'localSheetId="%d"' % (int(found[1]) + (int(found[1]) >= place))  # noqa: E731
    parts[BOOK] = re.sub(rb'localSheetId="(\d+)"', moved, parts[BOOK])


def chart_dialog_and_macro_tabs(parts: Parts) -> None:
    space = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    spread = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    _add_tab(parts, "C", "chartsheets/sheet1.xml", "chartsheet", f"{spread}.chartsheet+xml",
             b"<chartsheet %b><sheetViews><sheetView workbookViewId='0'/></sheetViews></chartsheet>" % space, 0)  # fmt: skip
    _add_tab(parts, "D", "dialogsheets/sheet1.xml", "dialogsheet", f"{spread}.dialogsheet+xml",
             b"<dialogsheet %b/>" % space, 2)  # fmt: skip
    macros = (
        b"<xm:macrosheet xmlns:xm='http://schemas.microsoft.com/office/excel/2006/main'><sheetData/></xm:macrosheet>"
    )
    _add_tab(parts, "M", "macrosheets/sheet1.xml", "xlMacrosheet", "application/vnd.ms-excel.macrosheet+xml", macros, 1)


def very_hidden_tab(parts: Parts) -> None:
    swap(parts, BOOK, 'name="Table" ', 'name="Table" state="veryHidden" ')


def highest_sheet_ids(parts: Parts) -> None:
    swap(parts, BOOK, 'sheetId="3"', 'sheetId="65534"')


def later_tab_active(parts: Parts) -> None:
    parts[BOOK] = re.sub(rb"<workbookView ", b'<workbookView firstSheet="1" activeTab="2" ', parts[BOOK])


def custom_views(parts: Parts) -> None:
    view = '<customWorkbookViews><customWorkbookView name="mine" guid="{A}" windowWidth="1" windowHeight="1" activeSheetId="1"/></customWorkbookViews>'
    parts[BOOK] = re.sub(rb"(<calcPr[^>]*/>)", rb"\1" + view.encode(), parts[BOOK])


def names_of_one_spelling(parts: Parts) -> None:
    swap(parts, BOOK, "<definedNames>", '<definedNames><definedName name="MINE">Data!$B$2</definedName>')


def broken_names(parts: Parts) -> None:
    extra = (
        '<definedName name="Lost" localSheetId="0">#REF!$A$1</definedName><definedName name="_xlnm.Print_Area" '
        'localSheetId="2">Table!$A$1:$A$2,Table!$C$1</definedName><definedName name="Empty"/>'
    )
    swap(parts, BOOK, "<definedNames>", "<definedNames>" + extra)


def external_link(parts: Parts) -> None:
    space = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    parts["xl/externalLinks/externalLink1.xml"] = (
        b"<externalLink %b><externalBook xmlns:r='%b' r:id='rId1'/></externalLink>" % (space, _KINDS.encode())
    )
    parts["xl/externalLinks/_rels/externalLink1.xml.rels"] = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{_KINDS}/externalLinkPath" Target="file:///C:\\other book.xlsx" TargetMode="External"/></Relationships>'
    ).encode()
    told = f'<Relationship Id="rIdE" Type="{_KINDS}/externalLink" Target="externalLinks/externalLink1.xml"/></Relationships>'
    swap(parts, RELS, "</Relationships>", told)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml"
    named = f'<Override PartName="/xl/externalLinks/externalLink1.xml" ContentType="{kind}"/></Types>'
    swap(parts, TYPES, "</Types>", named)
    swap(parts, BOOK, "</sheets>", '</sheets><externalReferences><externalReference r:id="rIdE"/></externalReferences>')


def tabs_named_like_ours(parts: Parts) -> None:
    swap(parts, BOOK, 'name="Data"', 'name="BRIEF (2)"')
    swap(parts, BOOK, 'name="Table"', 'name="_HISTORY"')
    parts[BOOK] = parts[BOOK].replace(b"Data!", b"'BRIEF (2)'!")


def types_and_relations_that_lead_nowhere(parts: Parts) -> None:
    del parts["xl/media/image1.png"]
    swap(parts, TYPES, "</Types>", '<Override PartName="/xl/gone.xml" ContentType="application/xml"/></Types>')
    told = f'<Relationship Id="rIdN" Type="{_KINDS}/customXml" Target="../customXml/gone.xml"/></Relationships>'
    swap(parts, RELS, "</Relationships>", told)


PARTS: tuple[Callable[[Parts], None], ...] = (
    prefixed_sheets, prefixed_indexes, prefixed_everything, strict_edition, strict_and_prefixed, alternate_content,
    extensions_of_excel, absolute_targets, backslash_targets, odd_case_targets, dotted_targets, encoded_targets,
    workbook_elsewhere, workbook_at_the_top, odd_relation_ids, without_styles, hollow_styles, without_theme,
    without_strings, without_properties, without_calculation, without_views_and_names, no_default_for_relations,
    xml_means_worksheet, odd_case_types, indexes_in_utf_16, sheets_in_utf_16, latin_1, byte_order_marks,
    without_declarations, not_standalone, comments_around_the_root, comments_inside, pretty_printed,
    chart_dialog_and_macro_tabs, very_hidden_tab, highest_sheet_ids, later_tab_active, custom_views,
    names_of_one_spelling, broken_names, external_link, tabs_named_like_ours, types_and_relations_that_lead_nowhere,
    strict_workbook_only, two_lists_of_tabs, foreign_elements_among_formats, encoded_letters,
)  # fmt: skip


# How the zip is written


def stored(path: Path) -> None:
    _zipped(path, zipfile.ZIP_STORED)


def wide_members(path: Path) -> None:
    """Each member with a wide extra field and its sizes in it, as writers do that do not know the size before."""
    _zipped(path, zipfile.ZIP_DEFLATED, force_zip64=True)


class _Unseekable(io.RawIOBase):
    """Something that can only be written on: sizes then follow the members in data descriptors."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")

    def writable(self) -> bool:
        return True

    def write(self, content: bytes) -> int:  # type: ignore[override]
        return self._file.write(content)

    def close(self) -> None:
        self._file.close()
        super().close()


def sizes_after_members(path: Path) -> None:
    parts = _members(path)
    out = _Unseekable(path)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:  # type: ignore[call-overload]
        for name, content in parts.items():
            file.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    out.close()


def with_a_comment(path: Path) -> None:
    with zipfile.ZipFile(path, "a") as file:
        file.comment = b"packed by hand" * 100


def with_junk_before(path: Path) -> None:
    path.write_bytes(b"PK\x00\x00 some other program's stub" + path.read_bytes())


def backslash_members(path: Path) -> None:
    content = path.read_bytes()
    for name in _members(path):
        content = content.replace(name.encode(), name.replace("/", "\\").encode())
    path.write_bytes(content)


def with_folders_and_dates(path: Path) -> None:
    parts = _members(path)
    with zipfile.ZipFile(path, "w") as file:
        for folder in ("_rels/", "xl/", "xl/worksheets/"):
            file.writestr(zipfile.ZipInfo(folder, (2021, 1, 2, 3, 4, 6)), b"")
        for name, content in reversed(parts.items()):
            info = zipfile.ZipInfo(name, (2107, 12, 31, 23, 59, 58))
            info.extra, info.comment = struct.pack("<HH4s", 0xCAFE, 4, b"kept"), b"said"
            file.writestr(info, content, zipfile.ZIP_DEFLATED)


def no_dates(path: Path) -> None:
    """Members from month 0 of 1980, as Google's export and others write them."""
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as file:
        for info in file.infolist():
            content[info.header_offset + 10 : info.header_offset + 14] = bytes(4)
        at = file.start_dir
    while content[at : at + 4] == b"PK\x01\x02":
        content[at + 12 : at + 16] = bytes(4)
        at += 46 + sum(struct.unpack_from("<HHH", content, at + 28))
    path.write_bytes(content)


def _members(path: Path) -> Parts:
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist()}


def _zipped(path: Path, method: int, *, force_zip64: bool = False) -> None:
    parts = _members(path)
    with zipfile.ZipFile(path, "w", method) as file:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = method
            with file.open(info, "w", force_zip64=force_zip64) as member:
                member.write(content)


ZIPS: tuple[Callable[[Path], None], ...] = (
    stored, wide_members, sizes_after_members, with_a_comment, with_junk_before, backslash_members,
    with_folders_and_dates, no_dates,
)  # fmt: skip
