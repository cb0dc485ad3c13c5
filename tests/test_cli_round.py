"""The commands one after the other, as a founder would type them, each time looking into the workbook itself."""

from __future__ import annotations

import csv
import hashlib
import json
import zipfile

import openpyxl

from desktop import cli

AS_OF = ["--as-of", "2026-11-16T08:00"]


def run(capsys, *arguments):
    code = cli.main(list(map(str, arguments)))
    said = capsys.readouterr()
    assert "Traceback" not in said.err
    return code, said.out, said.err


def parts(path):
    with zipfile.ZipFile(path) as archive:
        return {name: hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist()}


def test_new_import_refresh_restore(tmp_path, capsys):
    book, export = tmp_path / "brand.xlsx", tmp_path / "anything.csv"
    header = ["Name", "Email", "Financial Status", "Paid at", "Fulfillment Status", "Currency", "Subtotal", "Shipping",
              "Taxes", "Total", "Discount Code", "Discount Amount", "Created at", "Lineitem quantity", "Lineitem name",
              "Lineitem price", "Lineitem sku", "Cancelled at", "Payment Method", "Refunded Amount", "Id"]  # fmt: skip
    lines = [
        ["#1", "a@x.co", "paid", "2026-11-10 10:00:00 -0500", "fulfilled", "COP", "100000", "0", "0", "100000", "", "0",
         "2026-11-10 10:00:00 -0500", "1", "Jersey Andes - M", "100000", "JA-M", "", "PSE", "0", "9001"],
        ["#2", "b@x.co", "paid", "2026-11-11 10:00:00 -0500", "", "COP", "260000", "0", "0", "260000", "", "0",
         "2026-11-11 10:00:00 -0500", "2", "Jersey Andes - M", "100000", "JA-M", "", "PSE", "0", "9002"],
        ["#2", "b@x.co", *[""] * 10, "2026-11-11 10:00:00 -0500", "2", "Socks Niebla - SM", "30000", "SN-SM", *[""] * 4],
    ]  # fmt: skip
    with export.open("w", newline="") as file:
        csv.writer(file).writerows([header, *lines])
    assert run(capsys, "new", book, "--lang", "en")[0] == 0
    code, out, _ = run(capsys, "import", export, "--into", book, "--preview", "--lang", "en")
    assert code == 0
    assert "Shopify" in out
    assert "3 new" in out
    code, out, _ = run(capsys, "import", export, "--into", book, "--lang", "en")
    assert (code, "3 new, 0 changed, 0 the same, 0 refused" in out) == (0, True)
    imported = book.read_bytes()
    code, out, _ = run(capsys, "import", export, "--into", book, "--lang", "en")
    assert "0 new, 0 changed, 3 the same, 0 refused" in out
    assert book.read_bytes() == imported
    code, out, _ = run(capsys, "refresh", book, *AS_OF, "--lang", "en", "--format", "json")
    assert code == 0
    figures = json.loads(out)["figures"]
    # #1 100,000 + #2 (2 x 100,000 + 2 x 30,000) 260,000
    assert (figures["M01"]["value"], figures["M02"]["value"], figures["M04"]["value"]) == (360000, 2, 5)
    names = openpyxl.load_workbook(book).sheetnames
    assert {"Brief", "Exceptions", "Product board", "Inventory risk", "Data health"} <= set(names)
    code, _, _ = run(capsys, "restore", book)
    assert code == 0
    assert book.read_bytes() == imported


def test_two_refreshes_of_the_same_moment_change_nothing_but_the_run_log(tmp_path, capsys):
    book = tmp_path / "brand.xlsx"
    run(capsys, "new", book, "--lang", "en", "--sample")
    _, first, _ = run(capsys, "refresh", book, *AS_OF, "--format", "json")
    before = parts(book)
    _, second, _ = run(capsys, "refresh", book, *AS_OF, "--format", "json")
    assert first == second
    after = parts(book)
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    assert len(changed) <= 1, changed  # the run log's own sheet


def test_a_note_typed_into_the_window_lands_in_notes_alone(tmp_path, capsys):
    book, asked = tmp_path / "brand.xlsx", tmp_path / "note.json"
    run(capsys, "new", book, "--lang", "es", "--sample")
    asked.write_text(
        json.dumps({"edits": [{"tab": "Notes", "rows": [{"date": "2026-11-16", "type": "event", "text": "=SUM(A1)"}]}]})
    )
    before = {
        sheet.title: [[cell.value for cell in row] for row in sheet.rows] for sheet in openpyxl.load_workbook(book)
    }
    code, _, err = run(capsys, "edit", book, asked)
    assert (code, err) == (0, "")
    after = openpyxl.load_workbook(book)
    for name, rows in before.items():
        now = [[cell.value for cell in row] for row in after[name].rows]
        if name != "Notas":
            assert now == rows, name
    typed = [cell for row in after["Notas"].rows for cell in row if cell.value == "=SUM(A1)"]
    assert [cell.data_type for cell in typed] == ["s"]  # text, never a formula


def test_no_write_touches_nothing(tmp_path, capsys):
    book = tmp_path / "brand.xlsx"
    run(capsys, "new", book, "--sample", "--lang", "es")
    before = book.read_bytes()
    code, out, _ = run(capsys, "refresh", book, *AS_OF, "--no-write")
    assert code == 0
    assert out.startswith("RUTA NORTE")
    assert book.read_bytes() == before


def test_events_are_json_lines_with_committing_before_done(tmp_path, capsys):
    book = tmp_path / "brand.xlsx"
    run(capsys, "new", book, "--sample")
    code, out, _ = run(capsys, "refresh", book, *AS_OF, "--events")
    events = [json.loads(line)["event"] for line in out.splitlines()]
    assert code == 0
    assert events[-2:] == ["committing", "done"]
    assert "step" in events


def test_new_never_overwrites(tmp_path, capsys):
    book = tmp_path / "brand.xlsx"
    book.write_bytes(b"mine")
    code, _, err = run(capsys, "new", book)
    assert code == 1
    assert "brand.xlsx" in err
    assert book.read_bytes() == b"mine"


def test_the_sample_tells_its_own_moment(tmp_path, capsys):
    book = tmp_path / "brand.xlsx"
    run(capsys, "new", book, "--sample", "--lang", "en")
    _, out, _ = run(capsys, "refresh", book, "--no-write")
    assert "Week Mon 9 – Sun 15 Nov 2026" in out
    assert (
        "Revenue was COP 2,212,085 from 10 counted orders, against COP 1,039,300 from 6 the week before (+113%)." in out
    )


def write_shown(capsys, book):
    code, out, _ = run(capsys, "refresh", book, "--write-cached", "--events")
    return code, json.loads(out.splitlines()[-1])


def test_writing_what_is_shown_waits_while_the_file_is_open_and_then_writes_exactly_that(tmp_path, capsys):
    book = tmp_path / "brand.xlsx"
    run(capsys, "new", book, "--sample", "--lang", "en")
    run(capsys, "refresh", book, *AS_OF, "--no-write", "--events")
    lock = tmp_path / ".~lock.brand.xlsx#"
    lock.write_text(",Maria,desk,16.11.2026 08:00,file:///profile;")
    before = book.read_bytes()
    code, last = write_shown(capsys, book)
    assert (code, last["event"], last["kind"]) == (1, "failed", "locked")
    assert "Maria" in last["happened"]["en"]
    assert book.read_bytes() == before
    assert list(tmp_path.glob("*Operating Brief*")) == []
    lock.unlink()
    code, last = write_shown(capsys, book)
    assert (code, last["event"]) == (0, "done")
    assert "COP 2,212,085" in " ".join(
        str(cell.value) for row in openpyxl.load_workbook(book)["Brief"].rows for cell in row if cell.value
    )


def test_a_file_saved_anew_with_the_same_data_takes_the_brief_and_one_with_other_data_does_not(tmp_path, capsys):
    """Closing Excel often saves the file: that alone is no change; one more order is."""
    book = tmp_path / "brand.xlsx"
    run(capsys, "new", book, "--sample", "--lang", "en")
    run(capsys, "refresh", book, *AS_OF, "--no-write", "--events")
    saved = openpyxl.load_workbook(book)
    saved.properties.title = "saved again"
    saved.save(book)
    assert write_shown(capsys, book)[0] == 0
    run(capsys, "refresh", book, *AS_OF, "--no-write", "--events")
    saved = openpyxl.load_workbook(book)
    saved["Orders"]["A2"].value = "#9999"
    saved.save(book)
    code, last = write_shown(capsys, book)
    assert (code, last["kind"]) == (1, "changed")
