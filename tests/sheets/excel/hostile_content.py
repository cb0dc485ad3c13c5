"""Workbooks whose content means harm: too much of everything, cells far out, numbers that are none, odd names."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from tests.sheets.excel.hostile_packages import (
    ANY,
    ASIDE,
    BOOK,
    BOOK_RELATIONS,
    HARMLESS,
    OTHER,
    SHEET,
    STRINGS,
    STYLES,
    TYPES,
    Make,
    Parts,
    Traps,
    replaced,
    swapped,
    written,
)

LAST = 1_048_576


def late(make: Callable[[], Make]) -> Make:
    """Made when it is asked for: what is large is not kept."""
    return lambda path, traps: make()(path, traps)


def rows(made: str, part: str = SHEET) -> Make:
    """More rows below the orders."""
    return replaced(part, "</sheetData>", made + "</sheetData>")


def after_rows(made: str, part: str = SHEET) -> Make:
    return replaced(part, "</sheetData>", "</sheetData>" + made)


def instead(made: str, part: str = SHEET) -> Make:
    """A sheet of these rows alone."""

    def change(parts: Parts) -> Parts:
        return {
            **parts,
            part: re.sub(rb"<sheetData>.*</sheetData>", b"<sheetData>" + made.encode() + b"</sheetData>", parts[part]),
        }

    return written(change)


def said(made: str) -> Make:
    """The first shared string, said otherwise."""
    return written(
        lambda parts: {**parts, STRINGS: re.sub(rb"<si>.*?</si>", lambda _: made.encode(), parts[STRINGS], count=1)}
    )


def whole_strings(make: Callable[[bytes], bytes]) -> Make:
    return written(lambda parts: {**parts, STRINGS: make(parts[STRINGS])})


def formats(count: int) -> Make:
    def change(parts: Parts) -> Parts:
        one = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        made = f'<cellXfs count="{count}">{one * count}</cellXfs>'.encode()
        return {**parts, STYLES: re.sub(rb"<cellXfs .*?</cellXfs>", made, parts[STYLES])}

    return written(change)


def fonts(count: int) -> Make:
    def change(parts: Parts) -> Parts:
        made = "".join(f'<font><sz val="{8 + number % 90}"/><name val="F{number}"/></font>' for number in range(count))
        return {
            **parts,
            STYLES: re.sub(rb"<fonts .*?</fonts>", f'<fonts count="{count}">{made}</fonts>'.encode(), parts[STYLES]),
        }

    return written(change)


def shown_as(code: str, count: int = 1) -> Make:
    """Number formats of this code, the first of them on every cell format."""

    def change(parts: Parts) -> Parts:
        made = "".join(f'<numFmt numFmtId="{200 + number}" formatCode="{code}"/>' for number in range(count))
        parts = swapped(parts, STYLES, "<fonts ", f'<numFmts count="{count}">{made}</numFmts><fonts ')
        return {**parts, STYLES: parts[STYLES].replace(b'numFmtId="0"', b'numFmtId="200"')}

    return written(change)


def conditional(count: int) -> Make:
    def change(parts: Parts) -> Parts:
        made = "<dxf><font><b/></font></dxf>" * count
        return {
            **parts,
            STYLES: re.sub(rb'<dxfs count="0"/>', f'<dxfs count="{count}">{made}</dxfs>'.encode(), parts[STYLES]),
        }

    return written(change)


def names(made: str) -> Make:
    return replaced(BOOK, "</sheets>", f"</sheets><definedNames>{made}</definedNames>")


def name(called: str, leads: str, more: str = "") -> str:
    return f'<definedName name="{called}"{more}>{leads}</definedName>'


def tab(called: str) -> Make:
    return replaced(BOOK, 'name="Mine"', f'name="{called}"')


def many_tabs(count: int) -> Make:
    def change(parts: Parts) -> Parts:
        made = "".join(f'<sheet name="T{n}" sheetId="{n + 10}" r:id="rIdT{n}"/>' for n in range(count))
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
        lead = "".join(f'<Relationship Id="rIdT{n}" Type="{kind}" Target="worksheets/t{n}.xml"/>' for n in range(count))
        parts = swapped(parts, BOOK, "</sheets>", made + "</sheets>")
        parts = swapped(parts, BOOK_RELATIONS, "</Relationships>", lead + "</Relationships>")
        kinds = "".join(
            f'<Override PartName="/xl/worksheets/t{n}.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            'spreadsheetml.worksheet+xml"/>'
            for n in range(count)
        )
        parts = swapped(parts, TYPES, "</Types>", kinds + "</Types>")
        return {
            **parts,
            **{f"xl/worksheets/t{n}.xml": parts[OTHER].replace(b' tabSelected="1"', b"") for n in range(count)},
        }

    return written(change)


def text_cells(*texts: str) -> str:
    """Rows of an order each, with these texts in the cells of the orders."""
    made = []
    for number, text in enumerate(texts, 10):
        cells = "".join(
            f'<c r="{column}{number}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
            for column in "ABCDEFGHIJ"
        )
        made.append(f'<row r="{number}">{cells}</row>')
    return "".join(made)


def cell(inside: str, attributes: str = "", address: str = "A10") -> str:
    return f'<row r="10"><c r="{address}"{attributes}>{inside}</c></row>'


DEEP = 100_000
CALC = "=cmd|&apos; /C calc&apos;!A0"

ROOMY: dict[str, tuple[Make, set[int]]] = {
    "a million empty rows": (late(lambda: rows("".join(f'<row r="{n}"/>' for n in range(10, LAST)))), HARMLESS),
    "a million empty rows in a tab that is not used": (late(lambda: rows("".join(f'<row r="{n}"/>' for n in range(10, LAST)), OTHER)), HARMLESS),
    "a million styled rows": (late(lambda: rows("".join(f'<row r="{n}" s="1" customFormat="1" ht="15"/>' for n in range(10, LAST)))), HARMLESS),
    "a million rows of one styled cell": (late(lambda: rows("".join(f'<row r="{n}"><c r="A{n}" s="0"/></row>' for n in range(10, LAST)))), HARMLESS),
    "a million rows without a number": (late(lambda: rows("<row/>" * 1_000_000)), HARMLESS),
    "more rows without a number than there can be": (late(lambda: rows("<row/>" * LAST + "<row><c><v>1</v></c></row>" * 1000)), ANY),
    "a cell at XFD1048576": (late(lambda: rows('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')), HARMLESS),
    "a cell at XFD1048576 of a tab that is not used": (late(lambda: rows('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', OTHER)), HARMLESS),
    "a cell at XFD1048576, and a size that denies it": (
        written(lambda parts: {**swapped(parts, SHEET, "</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')}), HARMLESS,
    ),
    "a size to XFD1048576 and no such cell": (
        written(lambda parts: {**parts, SHEET: re.sub(rb'<dimension ref="[^"]*"/>', b'<dimension ref="A1:XFD1048576"/>', parts[SHEET])}), HARMLESS,
    ),
    "16,384 columns": (lambda path, traps: wide(path, traps), HARMLESS),
    "64,000 formats": (late(lambda: formats(64_000)), HARMLESS),
    "65,490 formats": (late(lambda: formats(65_490)), ASIDE),
    "100,000 formats": (late(lambda: formats(100_000)), ASIDE),
    "65,000 fonts": (late(lambda: fonts(65_000)), ANY),
    "5,000 number formats": (late(lambda: shown_as("0.0", 5000)), HARMLESS),
    "100,000 conditional formats": (late(lambda: conditional(100_000)), ANY),
    "a number format of brackets": (late(lambda: shown_as("[" * 300_000)), ANY),
    "a number format of quotes": (late(lambda: shown_as("&quot;[" * 200_000)), ANY),
    "a million merged cells": (
        late(lambda: after_rows('<mergeCells count="1000000">' + "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(10, 1_000_010)) + "</mergeCells>")), HARMLESS,
    ),
    "100,000 names": (late(lambda: names("".join(name(f"n{n}", "Orders!$A$1") for n in range(100_000)))), HARMLESS),
    "1,000 tabs": (late(lambda: many_tabs(1000)), HARMLESS),
    "a text of 40,000 letters": (late(lambda: rows(cell(f"<is><t>{'a' * 40_000}</t></is>", ' t="inlineStr"'))), HARMLESS),
    "a text of 20 million letters": (late(lambda: rows(cell(f"<is><t>{'a' * 20_000_000}</t></is>", ' t="inlineStr"'))), ANY),
    "an order of 20 million letters": (late(lambda: rows(text_cells("b" * 2_000_000))), ANY),
    "a shared text of 20 million letters": (late(lambda: said(f"<si><t>{'a' * 20_000_000}</t></si>")), ANY),
    "a million pieces of one text": (late(lambda: said("<si>" + "<r><t>a</t></r>" * 1_000_000 + "</si>")), ANY),
    "a shared text of open ends": (late(lambda: said("<si>" + "<t>" * 300_000 + "</si>")), ANY),
    "a shared text of reading aids without an end": (late(lambda: said("<si><t>a</t>" + "<rPh >" * 300_000 + "</si>")), ANY),
    "a million empty shared texts": (late(lambda: whole_strings(lambda xml: xml.replace(b"</sst>", b"<si/>" * 1_000_000 + b"</sst>"))), HARMLESS),
    "four billion shared texts, as it says": (
        whole_strings(lambda xml: re.sub(rb'count="\d+" uniqueCount="\d+"', b'count="4294967295" uniqueCount="4294967295"', xml)), HARMLESS,
    ),
    "rows without an end": (late(lambda: rows('<row r="10" ' * 200_000)), ASIDE),
    "cells without an end": (late(lambda: rows('<row r="10">' + '<c r="A10" t="e">' * 200_000 + "</row>")), ASIDE),
    "formulas without an end": (late(lambda: rows('<row r="10">' + '<c r="A10"><f' * 200_000 + "</row>")), ASIDE),
}  # fmt: skip


def letters(column: int) -> str:
    said = ""
    while column:
        column, rest = divmod(column - 1, 26)
        said = chr(65 + rest) + said
    return said


def wide(path: Path, traps: Traps) -> Path:
    """A header that goes on to the last column there is, and lines as wide."""
    columns = [letters(column) for column in range(1, 16_385)]
    made = "".join(
        f'<row r="{n}">' + "".join(f'<c r="{column}{n}"><v>1</v></c>' for column in columns) + "</row>"
        for n in range(10, 20)
    )
    return rows(made)(path, traps)


def deep(part: str, mark: str, element: str) -> Make:
    return replaced(part, mark, f"<{element}>" * DEEP + f"</{element}>" * DEEP + mark)


NUMBERS = (
    "²", "٣", "9" * 5000, "-1", "0", "1e3", " 1", "NaN", "INF", "1e999", "-1e999", "0x10", "99999999999", "1.5", "",
)  # fmt: skip

ODD: dict[str, tuple[Make, set[int]]] = {
    **{f"rows deep in a {element}": (deep(SHEET, "</sheetData>", element), ANY) for element in ("row", "ext")},
    "texts deep in each other": (deep(STRINGS, "</sst>", "si"), ANY),
    "names deep in each other": (deep(BOOK, "</workbook>", "ext"), ANY),
    "relations deep in each other": (deep(BOOK_RELATIONS, "</Relationships>", "Relationship"), ANY),
    "styles deep in each other": (deep(STYLES, "</styleSheet>", "ext"), ANY),
    **{f"a row called {said[:12]!r}": (rows(f'<row r="{said}"><c r="A10"><v>1</v></c></row>'), ANY) for said in NUMBERS},
    **{f"a cell called {said!r}": (rows(cell("<v>1</v>", address=said)), ANY) for said in ("A0", "²1", "A²", "XFE1", "A1048577", "A99999999999", "1A", "$A$1", "", "A1:B2", "ñ1")},
    **{f"the shared text {said[:12]!r}": (rows(cell(f"<v>{said}</v>", ' t="s"')), ANY) for said in NUMBERS},
    **{f"the format {said[:12]!r}": (rows(cell("<v>1</v>", f' s="{said}"')), ANY) for said in NUMBERS},
    **{f"the number {said[:12]!r}": (rows(cell(f"<v>{said}</v>")), ANY) for said in (*NUMBERS, "1e308", "1" * 400, "1_000", "１２")},
    **{f"the date {said!r}": (rows(cell(f"<v>{said}</v>", ' t="d"')), ANY) for said in ("2026-11-16T08:00:00.000000000000Z", "99999-01-01", "0000-00-00", "-2026", "")},
    **{f"a date shown of {said!r}": (
        written(lambda parts, said=said: swapped({**parts, STYLES: parts[STYLES].replace(b'numFmtId="0"', b'numFmtId="14"')}, SHEET, "</sheetData>",  # type: ignore[misc]
                cell(f"<v>{said}</v>", ' s="0"') + "</sheetData>")), ANY) for said in ("1e300", "-5", "2958466", "2958465.9999999999", "0", "60", "1e-300")},
    "a truth that is none": (rows(cell("<v>perhaps</v>", ' t="b"')), ANY),
    "an error nobody knows": (rows(cell(f"<v>{'#' * 100_000}</v>", ' t="e"')), ANY),
    "a kind nobody knows": (rows(cell("<v>1</v>", ' t="zzz"')), ANY),
    "two values in a cell": (rows(cell("<v>1</v><v>2</v>")), ANY),
    "cells out of order": (rows('<row r="12"><c r="C12"><v>1</v></c><c r="A12"><v>1</v></c></row><row r="3"><c r="B3"><v>1</v></c></row>'), ANY),
    "half a letter": (rows(text_cells("_xD800_", "_x0000_", "_xFFFF_", "a_x000D_b")), ANY),
    "letters that turn the line round": (rows(text_cells("&#x202E;1001#", "&#x200B;", "\u2066x\u2069")), ANY),
    "control characters": (rows(text_cells("_x0007__x001B_[31m")), ANY),
    "a control character as it is": (rows(text_cells("\x07")), ASIDE),
    "a control character by number": (rows(text_cells("&#7;")), ASIDE),
    "an unknown entity": (rows(text_cells("&nbsp;")), ASIDE),
    **{f"a tab called {said[:40]!r}": (tab(said), ANY) for said in ("It&apos;s &quot;mine&quot;", "😀" * 20, "a" * 200, "a" * 100_000, "", "a&#10;b", "a\x01b", "[x]:*?/\\", "orders", "Brief", "ORDERS ", "_xD800_", "=cmd", "&#x202E;")},
    "two tabs of one name": (tab("Orders"), ANY),
    "a name with control characters": (names(name("_xlnm.&#9;x&#10;", "Orders!$A$1")), ANY),
    "a name that leads round": (names(name("a", "b") + name("b", "a")), ANY),
    "a name of a tab that is not there": (names(name("x", "Orders!$A$1", ' localSheetId="99"')), ANY),
    **{f"a name whose tab is {said[:12]!r}": (names(name("x", "Orders!$A$1", f' localSheetId="{said}"')), ANY) for said in ("²", "-1", "9" * 5000, "")},
    "our mark on a tab of the founder's": (names(name("_OB.brief", "Orders!$A$1", ' hidden="1"')), ANY),
    "all our marks on one tab": (names("".join(name(f"_OB.{key}", "Mine!$A$1") for key in ("brief", "exceptions", "products", "inventory", "health", "history", "run_log"))), ANY),
    "our mark on no tab": (names(name("_OB.brief", "#REF!") + name("_OB.exceptions", "Nowhere!$A$1") + name("_OB.history", "'x''")), ANY),
    "our mark twice": (names(name("_OB.brief", "Mine!$A$1") + name("_ob.BRIEF", "Notes!$A$1")), ANY),
    **{f"the contract {said[:12]!r}": (names(name("_OB.contract", said)), ANY) for said in NUMBERS},
    "a companion, as it says": (names(name("_OB.companion", "1")), ASIDE),
    "a tab with an id that is no number": (replaced(BOOK, 'sheetId="4"', 'sheetId="²"'), ANY),
    "a tab with the highest id": (replaced(BOOK, 'sheetId="4"', 'sheetId="4294967295"'), ANY),
    "a workbook without tabs": (written(lambda parts: {**parts, BOOK: re.sub(rb"<sheets>.*</sheets>", b"<sheets/>", parts[BOOK])}), ASIDE),
    "a workbook in another language of XML": (replaced(BOOK, "<workbook ", '<workbook xmlns:a="http://www.w3.org/2001/XInclude" '), ANY),
    "a file brought in (XInclude)": (
        lambda path, traps: replaced(SHEET, "</sheetData>", f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{traps.secret.as_uri()}" parse="text"/></sheetData>')(path, traps), ANY,
    ),
    "a style sheet for XML": (
        lambda path, traps: written(lambda parts: {**parts, BOOK: parts[BOOK].replace(b"?>", b'?><?xml-stylesheet type="text/xsl" href="' + traps.address.encode() + b'"?>', 1)})(path, traps), ANY,
    ),
    "a formula that starts a program": (rows(f'<row r="10"><c r="A10" t="str"><f>cmd|&apos; /C calc&apos;!A0</f><v>{CALC}</v></c></row>'), HARMLESS),
    "a formula that calls": (
        lambda path, traps: rows(f'<row r="10"><c r="A10" t="str"><f>WEBSERVICE("{traps.address}")</f><v>x</v></c><c r="B10"><f>HYPERLINK("{traps.address}","x")</f></c></row>')(path, traps), HARMLESS,
    ),
    "texts that look like formulas": (rows(text_cells(CALC, "+1+1", "-2+3", "@SUM(1)", "&#9;=1", "&#13;=1", "=HYPERLINK(&quot;http://127.0.0.1&quot;)")), HARMLESS),
    "no attribute has a value": (written(lambda parts: {**parts, SHEET: re.sub(rb' r="[A-Z0-9]*"', b"", parts[SHEET])}), ANY),
    "a sheet that is empty": (written(lambda parts: {**parts, SHEET: b""}), ASIDE),
    "a sheet that is something else": (written(lambda parts: {**parts, SHEET: b"<html/>"}), ANY),
    "strings that are something else": (written(lambda parts: {**parts, STRINGS: b"<html/>"}), ANY),
    "styles that are something else": (written(lambda parts: {**parts, STYLES: b"<html/>"}), ASIDE),
    "styles that are empty": (written(lambda parts: {**parts, STYLES: b""}), ASIDE),
    "content types that are something else": (written(lambda parts: {**parts, TYPES: b"<html/>"}), ANY),
}  # fmt: skip


def claimed(part: str, element: str) -> Make:
    """A list that says that it is four billion long."""

    def change(parts: Parts) -> Parts:
        assert f"<{element} ".encode() in parts[part]
        said = re.sub(
            rb"<%b( count=\"\d+\")?" % element.encode(),
            b'<%b count="4294967295"' % element.encode(),
            parts[part],
            count=1,
        )
        return {**parts, part: said}

    return written(change)


CLAIMS: dict[str, tuple[Make, set[int]]] = {
    **{f"four billion {element}, as they say": (claimed(STYLES, element), ANY) for element in ("cellXfs", "fonts", "fills", "borders", "cellStyleXfs", "cellStyles", "dxfs")},
    "four billion merged cells, as they say": (after_rows('<mergeCells count="4294967295"><mergeCell ref="A10:B10"/></mergeCells>'), ANY),
    "strings that claim in the middle": (whole_strings(lambda xml: xml.replace(b"</sst>", b'<sst uniqueCount="4294967295"></sst></sst>')), ANY),
    "strings that claim late": (whole_strings(lambda xml: re.sub(rb'uniqueCount="\d+"', b" " * 3_000_000 + b"uniqueCount = '4294967295'", xml)), ANY),
    "a cell in small letters": (rows('<row r="10"><c r="xfd1048576"><v>1</v></c><c r="A10"><v>1</v></c></row>'), ANY),
    "cells in small letters": (rows("".join(f'<row r="{n}"><c r="xfd{n}"><v>1</v></c><c r="B{n}"><v>1</v></c></row>' for n in range(10, 20_000))), ANY),
    "a cell with a row of ten digits before another": (rows('<row r="10"><c r="A1048576000"><v>1</v></c><c r="B10"><v>1</v></c></row>'), ANY),
}  # fmt: skip

CASES = {**ROOMY, **CLAIMS, **ODD}
