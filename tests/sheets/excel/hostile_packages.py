"""Workbooks whose package means harm: bombs, entities, odd members, checksums, sizes and relations."""

from __future__ import annotations

import functools
import itertools
import re
import tempfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import xlsxwriter

from tests.sheets.excel.hostile_zip import GIB, Member, blown_up, deflated, members, pack, parts_of

ORDERS = ["Name", "Financial Status", "Paid at", "Currency", "Total", "Created at", "Lineitem quantity",
          "Lineitem name", "Lineitem price", "Lineitem sku"]  # fmt: skip
LINES = [
    [f"#{number}", "paid", f"2026-11-{day:02} 10:00", "COP", 100000, f"2026-11-{day:02} 10:00", 1, "Jersey Andes - M",
     100000, "JA-M"]
    for number, day in enumerate((5, 6, 10, 11), 1)
]  # fmt: skip

SHEET, STRINGS, STYLES, BOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"
BOOK_RELATIONS, RELATIONS, TYPES = "xl/_rels/workbook.xml.rels", "_rels/.rels", "[Content_Types].xml"
OTHER, CUSTOM, THEME = "xl/worksheets/sheet4.xml", "docProps/custom.xml", "xl/theme/theme1.xml"
#: Every part whose XML is read.
PARSED = (SHEET, OTHER, STRINGS, STYLES, BOOK, BOOK_RELATIONS, RELATIONS, TYPES, CUSTOM)

#: How a refresh may end.
WRITTEN, REFUSED, COMPANION = 0, 1, 3
HARMLESS, NEVER, ASIDE = {WRITTEN}, {REFUSED}, {REFUSED, COMPANION}
ANY = {WRITTEN, REFUSED, COMPANION}


@dataclass(frozen=True)
class Traps:
    """What must not happen: this file's content appears somewhere, somebody calls this address."""

    secret: Path
    address: str


Make = Callable[[Path, Traps], Path]
Parts = dict[str, bytes]


@functools.cache
def base() -> Mapping[str, bytes]:
    """The parts of a small shop that is refreshed without trouble."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "shop.xlsx"
        book = xlsxwriter.Workbook(path)
        orders = book.add_worksheet("Orders")
        for number, row in enumerate([ORDERS, *LINES]):
            orders.write_row(number, 0, row)
        inventory = book.add_worksheet("Inventory")
        for number, row in enumerate([["Title", "SKU", "Available"], ["Jersey Andes", "JA-M", 3]]):
            inventory.write_row(number, 0, row)
        notes = book.add_worksheet("Notes")
        for number, row in enumerate([["Date", "Type", "Text"], ["2026-11-10", "event", "Fair"]]):
            notes.write_row(number, 0, row)
        book.add_worksheet("Mine").write_row(0, 0, ["my own", 1])
        book.set_custom_property("Owner", "me")
        book.close()
        return parts_of(path)


def swapped(parts: Parts, name: str, old: str, new: str) -> Parts:
    assert old.encode() in parts[name], f"{old} is not in {name}"
    return {**parts, name: parts[name].replace(old.encode(), new.encode(), 1)}


def written(change: Callable[[Parts], Parts]) -> Make:
    """The small shop with some of its parts changed."""
    return lambda path, traps: pack(path, members(change(dict(base()))))


def replaced(part: str, old: str, new: str) -> Make:
    return written(lambda parts: swapped(parts, part, old, new))


def membered(change: Callable[[list[Member]], list[Member]]) -> Make:
    """The small shop with some of its zip members changed."""
    return lambda path, traps: pack(path, change(members(base())))


def extra(*added: Member) -> Make:
    return membered(lambda there: [*there, *added])


def lying(part: str, **lies: object) -> Make:
    def change(there: list[Member]) -> list[Member]:
        return [replace(member, **lies) if member.name == part else member for member in there]  # type: ignore[arg-type]

    return membered(change)


# Bombs


def bomb(part: str, size: int = 10 * GIB, told: int | None = None) -> Make:
    """One part with blanks in it that unpack to ``size`` bytes."""

    def change(there: list[Member]) -> list[Member]:
        made = []
        for member in there:
            if member.name == part:
                found = re.match(rb"(?s)(?:<\?xml.*?\?>\s*)?<[^>]+>", member.content)
                assert found
                end = found.end()
                made.append(blown_up(part, member.content[:end], member.content[end:], size, told=told))
            else:
                made.append(member)
        return made

    return membered(change)


def foreign_bomb(told: int | None = None) -> Make:
    return extra(blown_up("xl/media/image1.png", b"\x89PNG", b"", 10 * GIB, told=told))


def strings_elsewhere(told: int | None = None) -> Make:
    """The relation leads to small strings; where some readers look without asking, there is a bomb."""

    def make(path: Path, traps: Traps) -> Path:
        parts = dict(base())
        parts = swapped(parts, BOOK_RELATIONS, "sharedStrings.xml", "said.xml")
        parts = swapped(parts, TYPES, "/xl/sharedStrings.xml", "/xl/said.xml")
        parts["xl/said.xml"] = parts.pop(STRINGS)
        blown = blown_up(STRINGS, b'<sst xmlns="x"><si><t>', b"</t></si></sst>", 10 * GIB, told=told)
        return pack(path, [*members(parts), blown])

    return make


def overlapping(path: Path, traps: Traps) -> Path:
    """Thousands of members that are all the same bytes of the file."""
    there = members(base())
    content = b" " * (20 << 20)
    packed = deflated(content)
    first = Member("xl/media/0.bin", content, packed=packed)
    at = path.with_name("measure.zip")
    pack(at, [*there, first])
    raw = at.read_bytes()
    at.unlink()
    offset = raw.index(b"xl/media/0.bin") - 30
    first = replace(first, content=b"", size=len(content), crc=zlib.crc32(content))
    copies = [replace(first, name=f"xl/media/{number}.bin", at=offset) for number in range(1, 5000)]
    return pack(path, [*there, first, *copies])


def crowded(path: Path, traps: Traps) -> Path:
    many = [Member(f"x/{number}", method=0) for number in range(70_000)]
    return pack(path, [*members(base()), *many])


BOMBS: dict[str, tuple[Make, set[int]]] = {
    **{f"10 GB in {part}": (bomb(part), ASIDE) for part in PARSED},
    "10 GB in a part that is not ours": (foreign_bomb(), ASIDE),
    "10 GB in a part that says it is small": (foreign_bomb(told=1000), ASIDE),
    **{f"10 GB in {part}, which says it is small": (bomb(part, told=2000), ASIDE) for part in (SHEET, STRINGS, STYLES, BOOK, RELATIONS)},
    "900 MB in a sheet": (bomb(SHEET, 900 << 20), ASIDE),
    "60 MB of blanks in the styles": (bomb(STYLES, 60 << 20), ANY),
    "strings where nothing leads": (strings_elsewhere(), ASIDE),
    "strings where nothing leads, which say they are small": (strings_elsewhere(told=1000), ASIDE),
    "overlapping members": (overlapping, ASIDE),
    "70,000 members": (crowded, ANY),
}  # fmt: skip


# Entities


def laughs(part: str) -> Make:
    names = [chr(97 + number) for number in range(12)]
    entities = '<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in itertools.pairwise(names)
    )
    return with_type(part, f"<!DOCTYPE x [{entities}]>", "&l;")


def outside(part: str, http: bool) -> Make:
    def make(path: Path, traps: Traps) -> Path:
        system = traps.address if http else traps.secret.as_uri()
        return with_type(part, f'<!DOCTYPE x [<!ENTITY out SYSTEM "{system}">]>', "&out;")(path, traps)

    return make


def outside_type(part: str) -> Make:
    def make(path: Path, traps: Traps) -> Path:
        return with_type(part, f'<!DOCTYPE x SYSTEM "{traps.address}">', "")(path, traps)

    return make


def with_type(part: str, doctype: str, used: str) -> Make:
    """A part with a document type of its own, and an entity used where the part's text stands."""

    def change(parts: Parts) -> Parts:
        xml = re.sub(rb"^<\?xml.*?\?>\s*", b"", parts[part])
        for mark in (b"</t>", b"</v>", b"</vt:lpwstr>"):
            if mark in xml:
                xml = xml.replace(mark, used.encode() + mark, 1)
                break
        else:
            xml = re.sub(rb"(<[A-Za-z][^>]*[^/]>)", rb"\1" + used.encode(), xml, count=1)
        return {**parts, part: b'<?xml version="1.0"?>' + doctype.encode() + xml}

    return written(change)


def in_utf16(part: str) -> Make:
    """The same where a search for bytes does not see it."""

    def make(path: Path, traps: Traps) -> Path:
        parts = parts_of(outside(part, http=False)(path, traps))
        text = parts[part].decode().replace('version="1.0"', 'version="1.0" encoding="UTF-16"')
        return pack(path, members({**parts, part: text.encode("utf-16")}))

    return make


ENTITIES: dict[str, tuple[Make, set[int]]] = {
    **{f"a billion laughs in {part}": (laughs(part), ASIDE) for part in PARSED},
    **{f"a file of the machine in {part}": (outside(part, http=False), ASIDE) for part in PARSED},
    **{f"an address in {part}": (outside(part, http=True), ASIDE) for part in PARSED},
    **{f"a type from elsewhere in {part}": (outside_type(part), ASIDE) for part in (SHEET, STRINGS, BOOK, RELATIONS)},
    **{f"a file of the machine in {part}, in UTF-16": (in_utf16(part), ASIDE) for part in (SHEET, STRINGS, STYLES, BOOK)},
    "a billion laughs in a part that nobody reads": (laughs(THEME), HARMLESS),
}  # fmt: skip


# Members

EVIL = b"this must lie nowhere else"


def twice(part: str, name: str) -> Make:
    return membered(lambda there: [*there, Member(name, base()[part])])


MEMBERS: dict[str, tuple[Make, set[int]]] = {
    "a member that climbs up": (extra(Member("../../evil.txt", EVIL)), ANY),
    "a member with a path of the machine": (extra(Member("/etc/evil.txt", EVIL)), ANY),
    "a member with a drive letter": (extra(Member("C:\\evil.txt", EVIL), Member("xl\\..\\..\\evil.txt", EVIL)), ANY),
    "a member without a name": (extra(Member("", EVIL)), ANY),
    "a member with a control character in its name": (extra(Member("xl/me\x01dia\n.png", EVIL)), ANY),
    "a member with a zero in its name": (extra(Member("xl/worksheets/sheet1.xml\x00.png", EVIL)), ANY),
    "a name longer than any": (extra(Member("x/" + "a" * 60_000, EVIL)), ANY),
    "the same name twice": (twice(SHEET, SHEET), NEVER),
    "the same name in other letters": (twice(SHEET, SHEET.upper()), NEVER),
    "the same name with other slashes": (twice(SHEET, SHEET.replace("/", "\\")), NEVER),
    "the same name with a slash before": (twice(STYLES, "/" + STYLES), NEVER),
    "a bad checksum in a sheet": (lying(SHEET, crc=1), NEVER),
    "a bad checksum in the strings": (lying(STRINGS, crc=1), NEVER),
    "a bad checksum in a tab that is not used": (lying(OTHER, crc=1), ASIDE),
    "a bad checksum in a part that nobody reads": (lying(THEME, crc=1), ASIDE),
    "an encrypted sheet": (lying(SHEET, flags=1), NEVER),
    "an encrypted part that nobody reads": (lying(THEME, flags=1), NEVER),
    "packed in a way nobody knows": (lying(THEME, method=99, packed=b"?"), NEVER),
    "a sheet that says it is longer": (lying(SHEET, size=1 << 20), ANY),
    "a sheet that says it is shorter": (lying(SHEET, size=100), NEVER),
    "a part that says it is empty": (lying(THEME, size=0), ASIDE),
    "another name before the content": (lying(OTHER, local_name="xl/worksheets/sheetX.xml"), ANY),
    "content before the beginning": (lambda path, traps: pack(path, members(base()), before=b"MZ" + bytes(500)), NEVER),
    "content after the end": (lambda path, traps: pack(path, members(base()), after=bytes(500)), ANY),
    "a workbook in the workbook": (extra(Member("xl/embeddings/inner.xlsx", EVIL * 50)), HARMLESS),
}


# Relations

_SHEET_RELATION = 'Target="worksheets/sheet1.xml"'


def leads(target: str, more: str = "") -> Make:
    return replaced(BOOK_RELATIONS, _SHEET_RELATION, f'Target="{target}"{more}')


def with_part(part: str, content: str, change: Make | None = None) -> Make:
    """The small shop with one more part, changed otherwise too."""

    def make(path: Path, traps: Traps) -> Path:
        parts = parts_of(change(path, traps)) if change else dict(base())
        told = content.replace("{secret}", traps.secret.as_uri()).replace("{address}", traps.address)
        return pack(path, members({**parts, part: told.encode()}))

    return make


def relation(kind: str, target: str, more: str = "") -> str:
    space = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    return f'<Relationship Id="rId77{kind}" Type="{space}{kind}" Target="{target}"{more}/>'


def relations(*lines: str) -> str:
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{"".join(lines)}</Relationships>'


RELATED: dict[str, tuple[Make, set[int]]] = {
    "a tab in a file of the machine": (leads("../../../../etc/passwd"), ANY),
    "a tab outside the workbook": (leads("file:///etc/passwd", ' TargetMode="External"'), ANY),
    "a tab at an address": (
        with_part(THEME, "<a/>", lambda path, traps: leads(traps.address, ' TargetMode="External"')(path, traps)), ANY,
    ),
    "a tab that is the workbook itself": (leads("workbook.xml"), ANY),
    "a tab that is the styles": (leads("styles.xml"), ANY),
    "a tab that is its own relations": (leads("_rels/workbook.xml.rels"), ANY),
    "a tab that is not there": (leads("worksheets/nowhere.xml"), ANY),
    "a tab that leads to a folder": (leads("worksheets/"), ANY),
    "a tab without a target": (leads(""), ANY),
    "two tabs in one part": (replaced(BOOK_RELATIONS, "worksheets/sheet4.xml", "worksheets/sheet1.xml"), ANY),
    "styles that are the workbook": (replaced(BOOK_RELATIONS, 'Target="styles.xml"', 'Target="workbook.xml"'), ASIDE),
    "strings that are a tab": (replaced(BOOK_RELATIONS, 'Target="sharedStrings.xml"', 'Target="worksheets/sheet2.xml"'), ANY),
    "a workbook that is the relations": (replaced(RELATIONS, "xl/workbook.xml", "_rels/.rels"), NEVER),
    "a workbook outside": (replaced(RELATIONS, 'Target="xl/workbook.xml"', 'Target="http://127.0.0.1:9/" TargetMode="External"'), NEVER),
    "relations that go round": (
        with_part("xl/worksheets/_rels/sheet1.xml.rels", relations(relation("worksheet", "sheet1.xml"), relation("drawing", "sheet4.xml"))), ANY,
    ),
    "the same relation twice": (replaced(BOOK_RELATIONS, 'Id="rId2"', 'Id="rId1"'), ANY),
    "a tab without a relation": (replaced(BOOK, 'r:id="rId1"', ""), ANY),
    "a tab with a relation of another kind": (replaced(BOOK, 'r:id="rId1"', 'r:id="rId5"'), ANY),
    "data from elsewhere, asked for when it is opened": (
        with_part(
            "xl/connections.xml",
            '<connections xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><connection id="1" type="4" '
            'refreshOnLoad="1" refreshedVersion="1" name="q"><webPr url="{address}"/></connection></connections>',
            replaced(BOOK_RELATIONS, "</Relationships>", relation("connections", "connections.xml") + "</Relationships>"),
        ),
        ANY,
    ),
    "a command in a link to another program (DDE)": (
        with_part(
            "xl/externalLinks/externalLink1.xml",
            '<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><ddeLink ddeService="cmd" '
            'ddeTopic="/C calc"><ddeItems><ddeItem name="A0" advise="1"/></ddeItems></ddeLink></externalLink>',
            replaced(BOOK_RELATIONS, "</Relationships>", relation("externalLink", "externalLinks/externalLink1.xml") + "</Relationships>"),
        ),
        ANY,
    ),
    "a macro": (
        with_part("xl/vbaProject.bin", "\x00 Sub Auto_Open() Shell calc",
                  replaced(BOOK_RELATIONS, "</Relationships>", relation("vbaProject", "vbaProject.bin") + "</Relationships>")), ANY,
    ),
}  # fmt: skip

CASES = {**BOMBS, **ENTITIES, **MEMBERS, **RELATED}
