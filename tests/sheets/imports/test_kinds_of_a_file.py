"""A file that fits two kinds asks, one that fits none says what came nearest, and a founder's own map is remembered."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from sheets import imports
from sheets.errors import SheetsError, Text
from sheets.excel.read import read
from sheets.imports import maps, recognition
from sheets.imports.kinds import Export, signature
from sheets.workbook import Snapshot, TabSnapshot


def export(key: str, columns: Sequence[str], needs: Sequence[str] = (), unused: str = "") -> Export:
    return Export(
        key=key,
        tool="Counter",
        kind=Text(f"{key} report", f"el informe {key}"),
        table="payments",
        needs=tuple((name,) for name in needs or columns),
        columns=dict(zip(columns, ("attempt_at", "amount", "reference", "reason"), strict=False)),
        unused=Text(unused, unused),
    )


SHORT = export("short", ["Date", "Amount"])
LONG = export("long", ["Date", "Amount", "Reference"])
OTHER = export("other", ["Date", "Amount", "Reason"])
#: What some bank in Colombia writes: no tool that is known here.
BANK = "Banco de la Sabana\nCuenta 123\n\nFecha;Monto;Referencia;Nota\n13/11/2026;10.000;A1;x\n14/11/2026;20.000;A2;y\n"


def written(folder: Path, text: str, name: str = "file.csv") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def keys(path: Path, exports: Sequence[Export], kind: str = "") -> list[str]:
    return [each.export.key for each in recognition.recognise(path, exports, kind=kind)]


def test_the_export_that_knows_more_of_the_columns_is_meant(tmp_path: Path) -> None:
    path = written(tmp_path, "Date,Amount,Reference\n1,2,3\n")
    assert keys(path, [SHORT, LONG]) == keys(path, [LONG, SHORT]) == ["long"]


def test_a_file_that_fits_two_kinds_asks(tmp_path: Path) -> None:
    """Each knows a column that the other does not."""
    path = written(tmp_path, "Date,Amount,Reference,Reason\n1,2,3,4\n")
    with pytest.raises(SheetsError) as asked:
        keys(path, [SHORT, LONG, OTHER])
    assert asked.value.kind == "several_kinds"
    assert asked.value.message("en") == (
        "file.csv could be the long report or the other report: its columns fit each. Say which: in the window choose "
        "it from the list, on the command line add --as long or --as other."
    )
    assert asked.value.message("es") == (
        "file.csv podría ser el informe long o el informe other: sus columnas sirven a cada una. Di cuál: en la ventana "
        "elígela de la lista, en la línea de comandos agrega --as long o --as other."
    )
    assert [fact["key"] for fact in asked.value.facts["kinds"]] == ["long", "other"]  # type: ignore[attr-defined]


def test_the_answer_is_taken(tmp_path: Path) -> None:
    path = written(tmp_path, "Date,Amount,Reference,Reason\n1,2,3,4\n")
    assert [keys(path, [SHORT, LONG, OTHER], kind) for kind in ("other", "short")] == [["other"], ["short"]]


def test_a_kind_that_does_not_fit_says_what_it_lacks(tmp_path: Path) -> None:
    with pytest.raises(SheetsError, match="comes nearest to the other report, but has no column “Reason”"):
        keys(written(tmp_path, "Date,Amount,Reference\n1,2,3\n"), [LONG, OTHER], "other")
    with pytest.raises(SheetsError, match=r"No export is called shopify\. The nearest are long, other\."):
        keys(written(tmp_path, "Date,Amount\n1,2\n"), [LONG, OTHER], "shopify")


def test_what_is_known_and_not_used_says_why_and_never_asks(tmp_path: Path) -> None:
    path = written(tmp_path, "Date,Amount,Reason\n1,2,3\n")
    billing = export("billing", ["Date", "Amount", "Reason"], unused="It is the bill of an advertiser.")
    with pytest.raises(SheetsError) as refused:
        keys(path, [billing])
    assert (refused.value.kind, refused.value.message("en")) == (
        "not_used",
        "file.csv is the billing report: it is not used. It is the bill of an advertiser.",
    )
    assert keys(path, [billing, SHORT]) == ["short"]


def test_an_unknown_file_says_how_to_map_it_and_gives_programs_the_facts(tmp_path: Path) -> None:
    with pytest.raises(SheetsError) as refused:
        keys(written(tmp_path, "Date,Amount,Nota\n1,2,3\n"), [LONG, OTHER])
    assert refused.value.facts["nearest"] == {
        "key": "long",
        "kind": {"en": "long report", "es": "el informe long"},
        "table": "payments",
        "lacks": [["Reference"]],
    }
    assert "o di cuál de sus columnas es cuál: en la ventana con Emparejar columnas" in refused.value.remedy.es


def test_a_bank_that_nobody_knows_is_shown_to_be_mapped(tmp_path: Path) -> None:
    (seen,) = imports.look(written(tmp_path, BANK))
    assert (seen.headers, seen.header_row) == (("Fecha", "Monto", "Referencia", "Nota"), 4)
    assert seen.rows == (("13/11/2026", "10.000", "A1", "x"), ("14/11/2026", "20.000", "A2", "y"))
    assert (seen.kinds, seen.mapped) == ((), None)


def test_the_founder_may_say_in_which_row_the_header_stands(tmp_path: Path) -> None:
    (seen,) = imports.look(written(tmp_path, BANK), header_row=5)
    assert (seen.headers[0], seen.rows[0][0]) == ("13/11/2026", "14/11/2026")


def test_a_look_shows_what_is_known_and_between_what_to_choose(tmp_path: Path) -> None:
    from sheets.imports import looking

    path = written(tmp_path, "Date,Amount,Reference,Reason\n" + "1,2,3,4\n" * 50)
    (seen,) = looking.look(path, [SHORT, LONG, OTHER])
    assert [each.key for each in seen.kinds] == ["long", "other"]
    assert len(seen.rows) == 20
    (near,) = looking.look(written(tmp_path, "Date,Amount,Nota\n1,2,3\n"), [LONG, OTHER])
    assert near.nearest is not None
    assert (near.nearest.key, near.lacking) == ("long", (("Reference",),))


def mapped(columns: dict[str, str], table: str = "Pagos", **more: object) -> Export:
    return maps.from_json(json.dumps({"table": table, "columns": columns, **more}))


def test_a_map_makes_records_of_a_file_that_is_not_known(tmp_path: Path) -> None:
    """By the names that the tab's columns have in either language."""
    own = mapped({"Fecha": "attempt_at", "Monto": "Monto", "Referencia": "reference"})
    (found,) = imports.recognise(written(tmp_path, BANK), also=(own,), kind=own.key)
    assert (found.table, found.export.key) == ("payments", "map.payments")
    assert [record.values for record in found.records()] == [
        {"attempt_at": "13/11/2026", "amount": "10.000", "reference": "A1"},
        {"attempt_at": "14/11/2026", "amount": "20.000", "reference": "A2"},
    ]
    assert found.ignored == ("Nota",)


def test_a_map_may_say_in_which_row_the_header_stands(tmp_path: Path) -> None:
    text = "Fecha;Monto;Referencia\nde ayer;COP;del banco\nFecha;Monto;Referencia\n13/11/2026;10.000;A1\n"
    own = mapped({"Fecha": "attempt_at", "Monto": "amount", "Referencia": "reference"}, header_row=3)
    (found,) = imports.recognise(written(tmp_path, text), also=(own,), kind=own.key)
    assert [record.values["reference"] for record in found.records()] == ["A1"]


def remembering(own: Export, headers: Sequence[str]) -> Snapshot:
    """A workbook whose Definitions hold this map."""
    rows = (("Key", "Applies to", "Value"), ("low_stock_units", None, "8"), maps.definition(own, headers))
    return Snapshot("shop.xlsx", (TabSnapshot("Definitions", rows, row_count=3, column_count=3),))


def test_a_remembered_map_knows_the_same_headers_the_next_time(tmp_path: Path) -> None:
    """In another order and with other titles above; with one more column it is another file."""
    own = mapped({"Fecha": "attempt_at", "Monto": "amount", "Referencia": "reference"})
    kept = maps.remembered(remembering(own, ["Fecha", "Monto", "Referencia", "Nota"]))
    later = written(tmp_path, "Banco\nNota;Referencia;Fecha;Monto\nz;A3;15/11/2026;30.000\n")
    (found,) = imports.recognise(later, also=kept)
    assert [record.values["reference"] for record in found.records()] == ["A3"]
    with pytest.raises(SheetsError, match="no export that is known"):
        imports.recognise(written(tmp_path, "Fecha;Monto;Referencia;Nota;Saldo\n1;2;3;4;5\n", "b.csv"), also=kept)
    (seen,) = imports.look(later, also=kept)
    assert seen.mapped is not None
    assert seen.mapped.columns == own.columns


def test_a_map_of_ones_own_comes_before_what_is_known(tmp_path: Path) -> None:
    kept = maps.remembered(
        remembering(
            mapped({"Date": "attempt_at", "Amount": "amount", "Reference": "reference"}),
            ["Date", "Amount", "Reference"],
        )
    )
    path = written(tmp_path, "Date,Amount,Reference\n1,2,3\n")
    assert keys(path, [*kept, SHORT, LONG]) == ["map.payments"]


def test_headers_with_the_signs_of_a_map_are_remembered_as_they_are() -> None:
    odd = {"Monto; neto = total": "amount", "a\\b": "reference", "Fecha (día)": "attempt_at"}
    (kept,) = maps.remembered(remembering(mapped(odd), list(odd)))
    assert kept.columns == odd
    assert kept.signature == signature(list(odd))


def test_a_definition_says_what_it_is_of() -> None:
    own = mapped({"Fecha": "attempt_at", "Monto": "amount", "Referencia": "reference"})
    key, applies_to, value = maps.definition(own, ["Fecha", "Monto", "", "Referencia", "Nota"])
    assert (key, value) == ("map.payments", "Fecha=attempt_at; Monto=amount; Referencia=reference")
    assert applies_to == f"file {signature(['Fecha', 'Monto', 'Referencia', 'Nota'])} (Fecha, Monto, Referencia …)"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[]", "The map cannot be read."),
        ("{", "The map cannot be read."),
        ('{"table": "payments", "columns": {}}', "The map cannot be read."),
        ('{"table": "payments", "columns": {"a": "amount"}, "header_row": "x"}', "The map cannot be read."),
        ('{"table": "shopping", "columns": {"a": "amount"}}', "There is no tab shopping to fill."),
        ('{"table": "definitions", "columns": {"a": "key"}}', "There is no tab definitions to fill."),
        ('{"table": "payments", "columns": {"a": "colour"}}', "Payments has no column colour."),
        ('{"table": "payments", "columns": {"a": "amount", "b": "amount"}}', "Two columns of the file are said to be"),
        ('{"table": "payments", "columns": {"a": "amount"}}', "so the rows of Payments could not be told apart."),
        ("[" * 100_000, "The map cannot be read."),
    ],
)
def test_a_map_that_makes_no_sense_is_refused_with_a_sentence(text: str, said: str) -> None:
    with pytest.raises(SheetsError) as refused:
        maps.from_json(text)
    assert refused.value.kind == "wrong_map"
    assert said in refused.value.message("en")


def test_a_row_of_definitions_that_is_no_map_any_more_is_passed_over() -> None:
    rows = (
        ("Key", "Applies to", "Value"),
        ("map.payments", "file 0123abcd (a)", "a=colour"),
        ("map.payments", "", "Fecha=attempt_at"),
        ("map.payments", 5.0, 7.0),
        ("map.payments", "file 0123abcd (a)", "Ref=reference; Fecha=attempt_at"),
    )
    (kept,) = maps.remembered(Snapshot("shop.xlsx", (TabSnapshot("Definitions", rows, row_count=5, column_count=3),)))
    assert kept.columns == {"Ref": "reference", "Fecha": "attempt_at"}
    assert maps.remembered(Snapshot("shop.xlsx", ())) == ()


def test_a_look_into_a_workbook_shows_each_tab(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Fecha", "Monto"])
    book.active.append(["13/11/2026", 10])
    book.create_sheet("Two").append(["Guía", "Estado"])
    path = tmp_path / "bank.xlsx"
    book.save(path)
    first, second = imports.look(path, read)
    assert (first.headers, first.rows) == (("Fecha", "Monto"), (("13/11/2026", "10.0"),))
    assert (second.name, second.rows) == ("Two", ())
