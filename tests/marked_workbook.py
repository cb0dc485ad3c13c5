"""A founder's workbook with a mark in every place where a package can hide text, and the search for such marks."""

from __future__ import annotations

import base64
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule, Rule
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Font, NamedStyle, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from reports.definitions import KNOBS
from sheets import template
from sheets.contract import STARTER, Tab

#: What nobody but the founder may see, and what a brief may show but a template not.
SECRET, SHOWN = "zqsecret", "zqshown"
CUSTOMER = {"email", "customer_name", "note", "customer_id", "ship_name", "ship_address1", "ship_phone", "author", "by"}
CUSTOMER |= {"note_attributes", "payment_reference", "link", "message"}
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MARK = re.compile(f"(?:{SECRET}|{SHOWN})_[a-z0-9_]*[a-z0-9]".encode())


def secret(place: str) -> str:
    return f"{SECRET}_{place}".lower()


def shown(place: str) -> str:
    return f"{SHOWN}_{place}".lower()


def marked_workbook(path: Path) -> Path:
    """The sample workbook, with tabs of the founder's own, and marks."""
    template.new(path, "en", sample=True)
    book = openpyxl.load_workbook(path)
    for declared in STARTER:
        _mark_rows(book[declared.name.en], declared)
    _mark_definitions(book["Definitions"])
    own = book.create_sheet("Suppliers")
    _own_tab(own)
    book.create_sheet("Tag map")
    _tag_map(book["Tag map"])
    for state in ("hidden", "veryHidden"):
        sheet = book.create_sheet(secret(f"tab_{state}")[:31])
        sheet.sheet_state = state
        sheet.append([secret(f"header_{state}"), secret(f"header_again_{state}")])
        sheet.append([secret(f"cell_{state}"), 1])
    _mark_workbook(book, own)
    book.save(path)
    _mark_package(path)
    return path


def _mark_rows(sheet: Worksheet, declared: Tab) -> None:
    marks = []
    for cell in sheet[1]:
        name = next(column.name for column in declared.columns if cell.value in (column.title.en, column.title.es))
        marks.append((secret if name in CUSTOMER else shown)(f"{declared.key}_{name}"))
    sheet.append(marks)


def _mark_definitions(sheet: Worksheet) -> None:
    texts = {knob.key for knob in KNOBS if knob.kind in ("text", "link", "list") and knob.key != "as_of"}
    for row in sheet.iter_rows(min_row=2, max_row=1 + len(KNOBS)):
        key, _, value, unit, meaning, _, default, note, *_ = row
        for cell in (unit, meaning, note):
            cell.value = shown(f"definitions_{cell.column_letter}{cell.row}")
        if key.value in texts:
            value.value = shown(f"value_{key.row}")
            default.value = shown(f"default_{key.row}")
    sheet["C5"].value = "COP"
    for key, scope, value in (
        (shown("unknown_key"), None, 3),
        ("low_stock_units", f"sku:{shown('sku')}", 3),
        ("low_stock_units", f"product:{shown('product')}", 3),
        ("location.sells", f"location:{shown('location')}", "no"),
        ("low_stock_units", "type:hat", shown("no_number")),
        (f"owner.{shown('role')}", None, shown("owner")),
        (f"promise.{shown('promise')}", None, shown("promised")),
        (f"fx.{shown('rate')}", None, 4000),
        ("lead_time_days", "type:hat", 33),
    ):
        sheet.append([key, scope, value])


def _own_tab(sheet: Worksheet) -> None:
    sheet.append([shown("title_above")])
    sheet.append(["Supplier", "Contact", "Cost", "Since"])
    for cell in sheet[2]:
        cell.font = Font(name=secret("font"), bold=True)
        cell.fill = PatternFill("solid", start_color="8a2b52")
    for number in range(3, 6):
        sheet.append([shown(f"supplier_{number}"), secret(f"contact_{number}"), number * 1000, date(2026, 1, number)])
        sheet.cell(number, 3).number_format = f'"{secret("number_format")}" #,##0'
    sheet["A3"].comment = Comment(secret("comment"), secret("comment_author"))
    sheet["B3"].hyperlink = Hyperlink(
        "B3", target=f"https://{secret('link')}.example.com/?t=1", tooltip=secret("tooltip"), display=secret("display")
    )
    sheet.oddHeader.left.text, sheet.oddFooter.center.text = secret("page_header"), secret("page_footer")
    choice = DataValidation(type="list", formula1=f'"{secret("choice_a")},b"')
    choice.prompt, choice.promptTitle = secret("prompt"), secret("prompt_title")
    choice.error, choice.errorTitle = secret("error"), secret("error_title")
    choice.add("A2:A20")
    sheet.add_data_validation(choice)
    fill = PatternFill("solid", end_color="ffeeee")
    sheet.conditional_formatting.add("A3:A9", FormulaRule(formula=[f'A3="{secret("condition")}"'], fill=fill))
    rule = Rule("containsText", operator="containsText", text=secret("contained"))
    rule.formula = [f'NOT(ISERROR(SEARCH("{secret("searched")}",A3)))']
    sheet.conditional_formatting.add("B3:B9", rule)
    sheet["H20"], sheet["I20"] = secret("table_column"), secret("table_column_again")
    sheet["H21"], sheet["I21"] = "x", 1
    sheet.add_table(Table(displayName=secret("table"), ref="H20:I21"))
    chart = BarChart()
    chart.title = secret("chart_title")
    chart.add_data(Reference(sheet, min_col=3, min_row=2, max_row=5), titles_from_data=True)
    sheet.add_chart(chart, "K2")
    sheet.sheet_properties.codeName = secret("code_name")
    sheet["C9"] = f'="{secret("formula")}"&"x"'


def _tag_map(sheet: Worksheet) -> None:
    # What Data health tells: a column that means nothing, and a word that no list knows.
    sheet.append(["pattern", "kind", "maps to", "link", shown("column_of_theirs")])
    sheet.append(["talla*", "support tag", "fit", f"https://{secret('tag_link')}.example.com", secret("tag_more")])
    sheet.append([f"{secret('tag')}@example.com", "support tag", "fit"])
    sheet.append(["rota", shown("tag_kind"), "product"])


def _mark_workbook(book: openpyxl.Workbook, own: Worksheet) -> None:
    book.defined_names[secret("name")] = DefinedName(
        secret("name"), attr_text="Suppliers!$A$1", comment=secret("name_comment"), description=secret("name_words")
    )
    own.defined_names["Local"] = DefinedName("Local", attr_text=f'"{secret("name_value")}"')
    style = NamedStyle(secret("style"))
    style.number_format = f'0" {secret("style_format")}"'
    own["C3"].style = style
    for fact in ("creator", "lastModifiedBy", "title", "subject", "description", "keywords", "category", "identifier"):
        setattr(book.properties, fact, secret(f"core_{fact}"))
    book.properties.contentStatus, book.properties.version = secret("core_status"), secret("core_version")
    book.custom_doc_props.append(StringProperty(name=secret("custom_name"), value=secret("custom_value")))


#: Parts beside those that openpyxl writes: where, the kind of relation that leads there, and the text around a mark.
_PARTS = {
    "xl/threadedComments/threadedComment1.xml": (
        "threadedComment",
        "<ThreadedComments><text>{}</text></ThreadedComments>",
    ),
    "xl/persons/person.xml": ("person", '<personList><person displayName="{}" userId="{}@example.com"/></personList>'),
    "xl/pivotCache/pivotCacheDefinition1.xml": (
        "pivotCacheDefinition",
        '<pivotCacheDefinition refreshedBy="{}"><cacheField name="{}"><s v="{}"/></cacheField></pivotCacheDefinition>',
    ),
    "xl/pivotCache/pivotCacheRecords1.xml": (
        "pivotCacheRecords",
        '<pivotCacheRecords><r><s v="{}"/></r></pivotCacheRecords>',
    ),
    "xl/pivotTables/pivotTable1.xml": ("pivotTable", '<pivotTableDefinition name="{}" dataCaption="{}"/>'),
    "xl/externalLinks/externalLink1.xml": (
        "externalLink",
        '<externalLink><sheetName val="{}"/><cell r="A1" t="str"><v>{}</v></cell></externalLink>',
    ),
    "xl/connections.xml": (
        "connections",
        '<connections><connection name="{}" connection="Password={}"/></connections>',
    ),
    "xl/queryTables/queryTable1.xml": ("queryTable", '<queryTable name="{}"/>'),
    "xl/revisions/revisionHeaders.xml": ("revisionHeaders", '<headers><header userName="{}"/></headers>'),
    "xl/revisions/userNames.xml": ("usernames", '<users><userInfo name="{}"/></users>'),
    "xl/slicers/slicer1.xml": ("slicer", '<slicers><slicer name="{}" caption="{}"/></slicers>'),
    "xl/sharedStrings.xml": ("sharedStrings", f'<sst xmlns="{MAIN}"><si><t>{{}}</t></si></sst>'),
    "xl/metadata.xml": ("sheetMetadata", '<metadata><metadataType name="{}"/></metadata>'),
    "xl/richData/rdrichvalue.xml": ("rdRichValue", "<rvData><rv><v>{}</v></rv></rvData>"),
    "xl/webextensions/webextension1.xml": ("webextension", '<webextension id="{}"/>'),
    "xl/volatileDependencies.xml": ("volatileDependencies", "<volTypes><tp><v>{}</v></tp></volTypes>"),
    "xl/ctrlProps/ctrlProp1.xml": ("ctrlProp", '<formControlPr fmlaMacro="{}"/>'),
    "customXml/item1.xml": ("customXml", "<own><secret>{}</secret></own>"),
    "customUI/customUI14.xml": ("extensibility", '<customUI><button label="{}"/></customUI>'),
    "docMetadata/LabelInfo.xml": ("classificationlabels", '<labelList><label id="{}"/></labelList>'),
}


def _mark_package(path: Path) -> None:
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    added, relations = {}, []
    for name, (kind, text) in _PARTS.items():
        place = re.sub(r"\W", "_", Path(name).stem)
        count = iter(range(9))
        xml = re.sub(r"\{\}", lambda _, at=place, n=count: secret(f"{at}_{next(n)}"), text)
        added[name] = f'<?xml version="1.0"?>{xml}'.encode()
        target = name.removeprefix("xl/") if name.startswith("xl/") else f"/{name}"
        relations.append(f'<Relationship Id="zq{len(relations)}" Type="{RELATIONS}/{kind}" Target="{target}"/>')
    added["xl/printerSettings/printerSettings1.bin"] = secret("printer").encode("utf-16-le") + b"\0\0"
    added["xl/vbaProject.bin"] = (
        b"\xd0\xcf\x11\xe0" + secret("macro").encode() + b"\0" + secret("macro_wide").encode("utf-16-le")
    )
    added["xl/media/image1.png"] = _picture(secret("picture"))
    added["docProps/thumbnail.png"] = _picture(secret("thumbnail"))
    added["xl/embeddings/oleObject1.bin"] = base64.b64encode(f"({secret('embedded')})".encode())
    added[f"xl/{secret('part_name')}.xml"] = b"<x/>"
    _replace(parts, "xl/_rels/workbook.xml.rels", "</Relationships>", "".join(relations) + "</Relationships>")
    types = '<Default Extension="bin" ContentType="application/octet-stream"/>'
    types += '<Default Extension="png" ContentType="image/png"/>'
    _replace(parts, "[Content_Types].xml", "<Override ", types + "<Override ", count=1)
    _replace(parts, "xl/theme/theme1.xml", 'name="Office Theme"', f'name="{secret("theme")}"')
    _replace(parts, "xl/styles.xml", "<tableStyles ", f'<tableStyles zq="{secret("table_style")}" ')
    app = "<Company>{}</Company><Manager>{}</Manager><HyperlinkBase>{}</HyperlinkBase>"
    words = [secret(f"app_{fact}") for fact in ("company", "manager", "base")]
    _replace(parts, "docProps/app.xml", "</Properties>", app.format(*words) + "</Properties>")
    drawing = next(name for name in parts if name.startswith("xl/drawings/drawing"))
    shape = f'<sp name="{secret("shape_name")}" descr="{secret("shape_words")}"><t>{secret("shape")}</t></sp>'
    parts[drawing] = re.sub(rb"(</(?:xdr:)?wsDr>)", shape.encode() + rb"\1", parts[drawing])
    chart = next(name for name in parts if name.startswith("xl/charts/chart"))
    _replace(parts, chart, "</plotArea>", f"<v>{secret('chart_cache')}</v></plotArea>")
    sheet = next(name for name, xml in parts.items() if b"title_above" in xml or secret("formula").encode() in xml)
    line = (
        f'<extLst><ext uri="x"><f>{secret("sparkline")}!A1</f><q>{secret("extension")}</q></ext></extLst></worksheet>'
    )
    _replace(parts, sheet, "</worksheet>", line)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in {**parts, **added}.items():
            package.writestr(name, content)
        package.comment = secret("zip_comment").encode()


def _replace(parts: dict[str, bytes], name: str, old: str, new: str, count: int = -1) -> None:
    assert old.encode() in parts[name], f"{old} is not in {name}"
    parts[name] = parts[name].replace(old.encode(), new.encode(), count)


def _picture(words: str) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0\0\0\0")
    chunks = ((b"IHDR", header), (b"tEXt", f"Author\0{words}.".encode()), (b"IDAT", pixels), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*each) for each in chunks)


# Searching


def marks_in(content: bytes) -> set[str]:
    """Every mark in these bytes: as they lie, in each member of a zip, in UTF-16 and in base64."""
    return {mark.decode() for piece in _pieces(content) for mark in _MARK.findall(_spelled_out(piece))}


def _pieces(content: bytes) -> Iterator[bytes]:
    yield content
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        yield package.comment
        for info in package.infolist():
            yield info.filename.encode() + b"\n" + info.comment + b"\n" + info.extra
            yield from _pieces(package.read(info))


def _spelled_out(content: bytes) -> bytes:
    """The bytes in lower case, followed by what they say in UTF-16 and in base64."""
    wide = [content[start::2] for start in (0, 1) if b"\0" in content]
    coded = []
    for run in re.findall(rb"[A-Za-z0-9+/]{16,}", content):
        for start in range(4):
            whole = run[start : start + (len(run) - start) // 4 * 4]
            coded.append(base64.b64decode(whole))
    return b"\n".join([content, *wide, *coded]).lower()
