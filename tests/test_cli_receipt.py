"""What a write did: told at once, kept in the run log with the next write, and right to the byte."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from datetime import UTC, datetime

import openpyxl
import pytest

from desktop import cache, cli, waiting
from desktop.commands import journal, write_back
from reports import run_log as run_log_rows
from sheets.excel.book import ExcelBook

AS_OF = ["--as-of", "2026-11-16T08:00"]


def run(capsys, *arguments):
    code = cli.main([*map(str, arguments), "--lang", "en"])
    said = capsys.readouterr()
    assert "Traceback" not in said.err
    return code, said.out.strip(), said.err.strip()


def refresh(capsys, book):
    """The done event of a refresh."""
    code, out, _ = run(capsys, "refresh", book, *AS_OF, "--events")
    assert code in (0, 3)
    return json.loads(out.splitlines()[-1])


@pytest.fixture
def book(tmp_path, capsys):
    path = tmp_path / "brand.xlsx"
    run(capsys, "new", path, "--sample")
    return path


def hash_of(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def parts(path):
    with zipfile.ZipFile(path) as archive:
        return {name: hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist()}


def run_log(path):
    rows = openpyxl.load_workbook(path)["_Run log"].values
    header = next(rows)
    return [{name: cell or "" for name, cell in zip(header, row, strict=True)} for row in rows]


def test_the_receipt_names_every_part_that_changed_from_what_to_what(book, capsys):
    before, parts_before = hash_of(book), parts(book)
    receipt = refresh(capsys, book)["receipt"]
    after, parts_after = hash_of(book), parts(book)
    assert (receipt["path"], receipt["before"], receipt["after"]) == (str(book), before, after)
    assert receipt["seconds"] > 0
    differ = {name for name in {*parts_before, *parts_after} if parts_before.get(name) != parts_after.get(name)}
    assert {(part, was, now) for part, was, now in receipt["changed"]} == {
        (name, parts_before.get(name, ""), parts_after.get(name, "")) for name in differ
    }


def test_the_next_write_takes_it_into_the_run_log(book, capsys):
    first = refresh(capsys, book)["receipt"]
    assert [row for row in run_log(book) if row["step"] == "write"] == []
    second = refresh(capsys, book)["receipt"]
    (told,) = [row for row in run_log(book) if row["step"] == "write"]
    assert first["before"].startswith(told["before"])
    assert first["after"].startswith(told["after"])
    assert second["before"].startswith(told["after"])
    assert len(told["before"]) == len(told["after"]) == 16
    assert float(told["seconds"]) == first["seconds"]
    assert told["parts"].split("; ") == [
        f"{part} {was[:8] or '–'}→{now[:8] or '–'}" for part, was, now in first["changed"]
    ]
    assert told["run_id"] == run_log(book)[0]["run_id"]
    refresh(capsys, book)
    assert len([row for row in run_log(book) if row["step"] == "write"]) == 2


def test_edits_imports_and_going_back_leave_their_receipts_too_and_hide_no_failure(book, capsys, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(write_back, "write", cut_off)
        run(capsys, "refresh", book, *AS_OF)
    asked = book.with_name("asked.json")
    asked.write_text(json.dumps({"edits": [{"tab": "Notes", "rows": [{"date": "2026-11-16", "text": "raining"}]}]}))
    export = book.with_name("products.csv")
    export.write_text("Handle,Title,Variant SKU,Variant Inventory Qty,Variant Price\ncap,Cap,CAP-1,5,50000\n")
    hashes = [hash_of(book)]
    for command in (["edit", book, asked], ["import", export, "--into", book], ["restore", book]):
        assert run(capsys, *command)[0] == 0
        hashes.append(hash_of(book))
    _, out, _ = run(capsys, "refresh", book, *AS_OF, "--format", "json")
    assert [row["rule"] for row in json.loads(out)["exceptions"]].count("D07") == 1
    told = [row for row in run_log(book) if row["step"] == "write"]
    assert [row["trigger"] for row in told] == ["edit", "import", "restore"]
    for row, before, after in zip(told, hashes, hashes[1:], strict=False):
        assert (before[:16], after[:16]) == (row["before"], row["after"])


def cut_off(*_):
    raise RuntimeError("cut off")


def test_a_receipt_is_not_a_failure_and_a_write_that_failed_has_none(book, capsys, monkeypatch):
    refresh(capsys, book)
    lock = book.with_name(f".~lock.{book.name}#")
    lock.write_text(",Maria,desk,16.11.2026 08:00,file:///profile;")
    assert refresh(capsys, book)["companion"]
    lock.unlink()
    refresh(capsys, book)
    rows = run_log(book)
    assert [row["status"] for row in rows if row["step"] == "write"] == ["ok", "failed"]
    assert "open by Maria" in next(row["message"] for row in rows if row["status"] == "failed")


def test_a_run_that_ended_right_after_its_write_was_not_cut_off(book, capsys, monkeypatch):
    """The process died between the replacing of the workbook and the clearing of what was kept of the run."""
    whole = ExcelBook.write

    def write(self, *given, **named):
        whole(self, *given, **named)
        raise RuntimeError("died")

    with monkeypatch.context() as patched:
        patched.setattr(ExcelBook, "write", write)
        assert run(capsys, "refresh", book, *AS_OF)[0] == 1
    assert "incomplete" in (waiting.folder(book) / "runs.json").read_text()
    code, out, _ = run(capsys, "refresh", book, *AS_OF, "--format", "json")
    assert code == 0
    assert [row for row in json.loads(out)["exceptions"] if row["rule"] == "D07"] == []
    assert {row["status"] for row in run_log(book)} == {"ok"}


def test_a_run_that_still_goes_on_is_not_cut_off_and_one_that_does_not_is(book, capsys):
    def told():
        _, out, _ = run(capsys, "refresh", book, *AS_OF, "--no-write", "--format", "json")
        return [row["rule"] for row in json.loads(out)["exceptions"]].count("D07")

    with journal.running(book) as alone:
        assert alone
        journal.add(book, run_log_rows.begun(datetime.now(UTC)))
        assert told() == 0
    assert told() == 1


def test_a_brief_that_is_only_shown_is_never_cut_off(book, capsys, monkeypatch):
    from desktop.commands import refresh as command

    def stopped(*_, **__):
        raise RuntimeError("stopped")

    with monkeypatch.context() as patched:
        patched.setattr(command, "_compute", stopped)
        run(capsys, "refresh", book, *AS_OF, "--no-write")
    assert not (waiting.folder(book) / "runs.json").exists()


def test_what_is_kept_of_runs_that_cannot_be_read_is_no_obstacle(book, capsys):
    refresh(capsys, book)
    (waiting.folder(book) / "runs.json").write_text('[{"run_id": "x", "who": "knows"}, 5')
    assert refresh(capsys, book)["receipt"]["changed"]


def test_our_own_write_makes_the_kept_brief_no_older_and_the_founders_does(tmp_path, capsys):
    path = tmp_path / "shop.xlsx"
    assert cli.main(["new", str(path), "--lang", "en", "--sample"]) == 0
    assert cli.main(["refresh", str(path)]) == 0
    assert not cache.is_stale(cache.folder(path), path, 24)

    saved = path.stat().st_mtime + 1
    os.utime(path, (saved, saved))
    assert cache.is_stale(cache.folder(path), path, 24)
