from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.styles.colors import Color
from openpyxl.worksheet.worksheet import Worksheet

from reports.definitions import KNOBS
from sheets import template
from sheets.contract import CONTRACT_VERSION
from sheets.contract.tag_map import TAG_MAP
from sheets.errors import SheetsError
from sheets.excel.read import read
from sheets.template import share
from sheets.template.share import Definitions, Setting, Shared

LANGUAGES = pytest.mark.parametrize("language", ["en", "es"])


class Desk:
    """A founder's workbook, and the template that is made of it."""

    def __init__(self, folder: Path) -> None:
        self.source = folder / "shop.xlsx"
        self.out = folder / "template.xlsx"
        template.new(self.source, "en", sample=True)

    def add(self, name: str, rows: list[list[Any]]) -> Worksheet:
        """A tab of the founder's own; :meth:`save` it after it was dressed."""
        self.book = openpyxl.load_workbook(self.source)
        sheet = self.book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        self.book.save(self.source)
        return sheet

    def save(self) -> None:
        self.book.save(self.source)

    def share(self, *ticked: str, settings: tuple[Setting, ...] = (), language: str = "en", **more: Any) -> Shared:
        wanted = Definitions(settings, **more)
        return share.share(self.source, self.out, read(self.source), wanted, language, ticked)

    def definitions(self) -> dict[tuple[str, str], object]:
        rows = list(openpyxl.load_workbook(self.out)["Definitions"].iter_rows(min_row=2, values_only=True))
        return {(str(row[0]), str(row[1] or "")): row[2] for row in rows}

    def sheet(self, name: str) -> Worksheet:
        return openpyxl.load_workbook(self.out)[name]

    def headers(self, name: str) -> list[object]:
        return [cell.value for cell in self.sheet(name)[1]]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def said(texts: tuple[Any, ...], language: str = "en") -> str:
    return "\n".join(text.in_(language) for text in texts)


# The definitions


TAKEN = {
    "a number": (Setting("cutoff_hour", "", 9), 9),
    "money": (Setting("vip_spend", "", Decimal("250000")), 250000),
    "a share": (Setting("tax_rate", "", 0.08), 0.08),
    "a choice": (Setting("week_starts_on", "", "sunday"), "sunday"),
    "a flag": (Setting("markdown_is_discount", "", True), "yes"),
    "a currency": (Setting("currency", "", "mxn"), "MXN"),
    "a zone": (Setting("timezone", "", "America/Mexico_City"), "America/Mexico_City"),
    "hours": (Setting("business_hours", "", (time(8, 30), time(17))), "8:30-17"),
    "signs": (Setting("sku.ignore_chars", "", "-."), "-."),
    "known words": (Setting("cod_methods", "", ("COD", "contraentrega")), "COD; contraentrega"),
    "places of a zone": (Setting("zone_places", "zone:main", ("Cali", "Bogotá")), "Cali; Bogotá"),
    "by type, listed": (Setting("low_stock_units", "Type: jersey", 12), 12),
    "by type, added": (Setting("low_stock_units", "type:gorra", 7), 7),
    "by method": (Setting("pending_hours", "method:bancolombia", 3), 3),
    "a rate": (Setting("fx.EUR", "", Decimal("4512.5")), 4512.5),
}
SCOPES = {"by type, listed": "type:jersey"}


@pytest.mark.parametrize("case", TAKEN)
def test_values_and_choices_are_taken_over(desk: Desk, case: str) -> None:
    setting, cell = TAKEN[case]
    made = desk.share(settings=(setting,))
    assert desk.definitions()[setting.key, SCOPES.get(case, setting.applies_to)] == cell
    assert setting.key in said(made.taken)
    assert "Definitions" not in said(made.left_out)


LEFT = {
    "a person": (Setting("owner.support", "", "Ana Gómez"), "names of people"),
    "a person of another role": (Setting("owner.ana", "", "Ana Gómez"), "names of people"),
    "the brand": (Setting("brand_name", "", "Ruta Norte"), "names of people and of the brand"),
    "addresses": (Setting("internal_emails", "", ("ana@example.com",)), "e-mail addresses"),
    "markers": (Setting("test_markers", "", ("prueba-ana",)), "e-mail addresses"),
    "a link": (Setting("link.order", "", "https://shop.example.com/{order_id}?t=1"), "links of your shop"),
    "a promise": (Setting("promise.delivery", "", "48 hours"), "words of your own"),
    "letters to ignore": (Setting("sku.ignore_chars", "", "ana"), "words of your own"),
    "words": (Setting("vip_tags", "", ("Amiga de Ana",)), "words of your own"),
    "a moment": (Setting("as_of", "", "2026-11-16T08:00"), "the moment of an example"),
    "a SKU": (Setting("low_stock_units", "sku:JA-M", 3), "products, SKUs or places: 1 row"),
    "a product": (Setting("lead_time_days", "product:jersey-andes", 3), "products, SKUs or places: 1 row"),
    "a place": (Setting("location.sells", "location:Bodega de Ana", False), "products, SKUs or places: 1 row"),
    "a type with an address": (Setting("lead_time_days", "type:ana@example.com", 3), "or places: 1 row"),
    "an unknown source": (Setting("expected_every_hours", "source:ana", 3), "or places: 1 row"),
    "no currency": (Setting("fx.ANA GOMEZ", "", Decimal(3)), "words of your own: fx.ANA GOMEZ"),
}


@pytest.mark.parametrize("case", LEFT)
def test_what_names_somebody_is_left_out_and_said(desk: Desk, case: str) -> None:
    setting, reason = LEFT[case]
    made = desk.share(settings=(setting,))
    standard = {(knob.key, knob.applies_to): knob.default for knob in KNOBS} | {("brief_language", ""): "en"}
    assert {place: "" if value is None else value for place, value in desk.definitions().items()} == standard
    assert reason in said(made.left_out)
    assert made.taken == ()


def test_of_a_list_the_known_words_are_taken_over(desk: Desk) -> None:
    made = desk.share(settings=(Setting("vip_tags", "", ("VIP", "Ana")),))
    assert desk.definitions()["vip_tags", ""] == "VIP"
    assert "words of your own in lists: 1 row" in said(made.left_out)
    assert "palabras tuyas en listas: 1 fila" in said(made.left_out, "es")


def test_rows_that_mean_nothing_are_counted(desk: Desk) -> None:
    told = said(desk.share(unknown=2, unread=1).left_out)
    assert "keys that are not known: 2 rows" in told
    assert "values that cannot be read: 1 row." in told


def test_a_row_of_a_new_scope_stands_below_its_own_kind_with_its_meaning(desk: Desk) -> None:
    desk.share(settings=(Setting("low_stock_units", "type:gorra", 7), Setting("fx.EUR", "", Decimal(4500))))
    rows = [[cell.value for cell in row] for row in desk.sheet("Definitions").iter_rows(min_row=2)]
    places = [(row[0], row[1]) for row in rows]
    at = places.index(("low_stock_units", "type:gorra"))
    assert places[at - 1][0] == "low_stock_units"
    assert places[at + 1][0] == "lead_time_days"
    assert "this product type" in rows[at][4]
    assert places[places.index(("fx.EUR", None)) - 1] == ("fx.USD", None)


def test_choices_keep_their_lists_beside_added_rows(desk: Desk) -> None:
    desk.share(settings=(Setting("transit_days", "zone:norte", 4),))
    sheet = desk.sheet("Definitions")
    at = {row[0].value: row[0].row for row in sheet.iter_rows(min_row=2)}
    lists = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation if rule.type == "list"}
    assert "order_date" in lists[f"C{at['refund_basis']}"]
    assert lists[f"C{at['prices_include_tax']}"] == '"yes,no"'


# The whole file


@LANGUAGES
def test_it_is_a_new_workbook_of_either_language(desk: Desk, tmp_path: Path, language: str) -> None:
    desk.share(language=language)
    template.new(tmp_path / "new.xlsx", language)
    made, new = (openpyxl.load_workbook(path) for path in (desk.out, tmp_path / "new.xlsx"))
    assert made.sheetnames == new.sheetnames
    for name in new.sheetnames:
        assert list(made[name].iter_rows(values_only=True)) == list(new[name].iter_rows(values_only=True))
    assert read(desk.out).contract_version == CONTRACT_VERSION


def test_the_same_input_gives_the_same_bytes(desk: Desk) -> None:
    desk.add("Costs", [["Item", "Cost"], ["Box", 3]])
    settings = (Setting("low_stock_units", "type:gorra", 7),)
    desk.share("Costs", settings=settings)
    first = desk.out.read_bytes()
    desk.out.unlink()
    desk.share("Costs", settings=settings)
    assert desk.out.read_bytes() == first


def test_the_source_is_only_read(desk: Desk) -> None:
    before = desk.source.read_bytes(), desk.source.stat().st_mtime_ns
    desk.share("Orders", "Notes")
    assert (desk.source.read_bytes(), desk.source.stat().st_mtime_ns) == before


# Tabs that were ticked


def test_headers_and_formats_come_and_no_row_does(desk: Desk) -> None:
    sheet = desk.add(
        "Suppliers", [["Suppliers 2026"], [], ["Supplier", "Cost", "Since"], ["Telas SA", 12000, date(2026, 1, 3)]]
    )
    for cell in sheet[3]:
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", start_color="8A2B52")
        cell.alignment = Alignment(horizontal="center")
    sheet["B4"].number_format, sheet["C4"].number_format = "#,##0", "dd/mm/yyyy"
    sheet.column_dimensions["A"].width = 31
    desk.save()
    made = desk.share("Suppliers")
    shaped = desk.sheet("Suppliers")
    assert desk.headers("Suppliers") == ["Supplier", "Cost", "Since"]
    assert shaped.max_row == 1
    assert [shaped.column_dimensions[letter].number_format for letter in "BC"] == ["#,##0", "dd/mm/yyyy"]
    assert shaped.column_dimensions["A"].width == 31
    head = shaped["B1"]
    assert (head.font.bold, head.font.color.rgb[-6:], head.fill.start_color.rgb[-6:]) == (True, "ffffff", "8a2b52")
    assert head.alignment.horizontal == "center"
    assert "Suppliers: the formats of its columns and the headers Supplier, Cost, Since." in said(made.taken)


def test_colours_of_a_theme_are_said_plainly(desk: Desk) -> None:
    sheet = desk.add("Costs", [["Item", "Cost"], ["Box", 3]])
    for cell in sheet[1]:
        cell.font = Font(bold=True, color=Color(theme=0))
        cell.fill = PatternFill("solid", start_color=Color(theme=4, tint=-0.5))
    desk.save()
    desk.share("Costs")
    head = desk.sheet("Costs")["A1"]
    assert head.font.color.rgb[-6:] == "ffffff"
    assert head.fill.start_color.rgb[-6:] == "254061"


def test_a_tab_of_the_contract_takes_its_founder_s_shape(desk: Desk) -> None:
    book = openpyxl.load_workbook(desk.source)
    orders = book["Orders"]
    orders.insert_cols(1)
    orders["A1"], orders["A2"] = "My check", "yes, Ana"
    book.save(desk.source)
    desk.share("Orders", language="es")
    assert desk.headers("Pedidos")[:3] == ["My check", "Order", "Created at"]
    assert desk.sheet("Pedidos").max_row == 1
    lists = {str(rule.sqref) for rule in desk.sheet("Pedidos").data_validations.dataValidation}
    assert "E2:E1048576" in lists, "the words of Financial status"


HEADERS = {
    "a title above": [["Prices of May"], ["Item", "Cost"], ["Box", 3]],
    "words below words": [["Item", "Where"], ["Box", "Cali"]],
    "nothing below": [["Item", "Cost"]],
}
NO_HEADERS = {
    "figures at once": [["Box", 3], ["Bag", 4]],
    "one word": [["Box"], ["Bag"]],
    "long words that nobody dressed": [["Ana wants to be called on Monday morning", "Cali"], ["Luis", "Bogotá"]],
    "numbers in words": [["1020304050", "Cali"], ["Luis", "Bogotá"]],
    "nothing": [],
}


@pytest.mark.parametrize("case", HEADERS)
def test_a_header_row_is_found(desk: Desk, case: str) -> None:
    desk.add("Costs", HEADERS[case])
    desk.share("Costs")
    assert desk.headers("Costs")[0] == "Item"


@pytest.mark.parametrize("case", NO_HEADERS)
def test_what_may_be_data_is_no_header(desk: Desk, case: str) -> None:
    desk.add("Costs", NO_HEADERS[case])
    made = desk.share("Costs")
    assert "Costs: it has no row that is surely its header." in said(made.left_out)
    assert "Costs" not in openpyxl.load_workbook(desk.out).sheetnames


@pytest.mark.parametrize(
    "label", ["ana@example.com", "@ana.runs", "300 555 1234", "www.ana.example", "Calle 45 # 12-34", "x" * 61]
)
def test_a_header_that_may_name_somebody_is_left_out(desk: Desk, label: str) -> None:
    sheet = desk.add("Costs", [["Item", label, "Cost"], ["Box", "x", 3]])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    desk.save()
    made = desk.share("Costs")
    assert desk.headers("Costs") == ["Item", None, "Cost"]
    assert "Costs: 1 header that may name somebody." in said(made.left_out)


def test_hidden_columns_and_tabs_stay_hidden(desk: Desk) -> None:
    sheet = desk.add("Costs", [["Item", "Margin", "Cost"], ["Box", "x", 3]])
    sheet.column_dimensions["B"].hidden = True
    desk.book.create_sheet("Private").sheet_state = "hidden"
    desk.save()
    desk.share("Costs")
    assert desk.headers("Costs") == ["Item", "Cost"]
    with pytest.raises(SheetsError) as refused:
        desk.share("Private")
    assert refused.value.kind == "no_tab"


def test_an_unknown_tab_is_told_with_those_there_are(desk: Desk) -> None:
    with pytest.raises(SheetsError) as refused:
        desk.share("Suppliers")
    assert refused.value.message("en") == (
        "shop.xlsx shows no tab Suppliers of yours. "
        "Its tabs are: Definitions, Orders, Inventory, Notes, Actions, Sources, Decisions."
    )
    assert not desk.out.exists()


def test_a_tab_whose_name_is_an_address_is_not_taken_over(desk: Desk) -> None:
    desk.add("ana@example.com", [["Item", "Cost"]])
    with pytest.raises(SheetsError) as refused:
        desk.share("ana@example.com")
    assert refused.value.kind == "tab_name"


def test_a_tab_that_is_named_twice_comes_once(desk: Desk) -> None:
    desk.add("Costs", [["Item", "Cost"], ["Box", 3]])
    made = desk.share("Costs", "costs")
    assert [name for name in openpyxl.load_workbook(desk.out).sheetnames if "Costs" in name] == ["Costs"]
    assert len(made.taken) == 1


def test_a_tab_called_like_one_of_the_template_s_gets_a_number(desk: Desk) -> None:
    desk.add("Notas", [["Item", "Cost"], ["Box", 3]])
    desk.share("Notas", language="es")
    assert desk.headers("Notas (2)") == ["Item", "Cost"]
    assert desk.headers("Notas")[0] == "Fecha"


# The tag map


def test_the_tag_map_comes_by_its_declared_columns(desk: Desk) -> None:
    desk.add(
        "Mapa de etiquetas",
        [
            ["Word", "Etiqueta", "Clase", "Maps to", "Link", "Mine"],
            ["-", "talla*", "support tag", "fit", "https://example.com", "Ana"],
            ["-", "rota", "motivo de devolución", "product"],
            ["-", "ana@example.com", "support tag", "fit"],
            ["-", "x", "no such kind", "fit"],
        ],
    )
    book = openpyxl.load_workbook(desk.source)
    book["Mapa de etiquetas"].delete_cols(1)
    book.save(desk.source)
    made = desk.share(language="es")
    rows = [[cell for cell in row if cell] for row in desk.sheet(TAG_MAP.name.es).iter_rows(values_only=True)]
    assert rows[1:] == [["talla*", "etiqueta de soporte", "fit"], ["rota", "motivo de devolución", "product"]]
    assert "Tag map: 2 rows, with your tags as you wrote them." in said(made.taken)
    assert "Tag map, what cannot be read or may name somebody: 2 rows." in said(made.left_out)


def test_a_workbook_without_a_tag_map_gets_none(desk: Desk) -> None:
    desk.share()
    assert TAG_MAP.name.en not in openpyxl.load_workbook(desk.out).sheetnames
