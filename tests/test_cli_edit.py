"""``operating-brief edit``: what FILE.json may say, and that everything else is one sentence and an untouched file."""

from __future__ import annotations

import json
from datetime import datetime

import openpyxl
import pytest

from desktop import cli


@pytest.fixture
def book(tmp_path, capsys):
    path = tmp_path / "brand.xlsx"
    assert cli.main(["new", str(path), "--lang", "en"]) == 0
    capsys.readouterr()
    return path


def edit(book, said, capsys):
    file = book.with_name("edit.json")
    file.write_text(said if isinstance(said, str) else json.dumps(said), encoding="utf-8")
    code = cli.main(["edit", str(book), str(file), "--lang", "en"])
    out = capsys.readouterr()
    return code, out.out.strip(), out.err.strip()


def set_to(book, value, capsys):
    code, out, _ = edit(book, {"edits": [{"tab": "Notes", "cells": [{"cell": "h9", "value": value}]}]}, capsys)
    assert (code, out) == (0, "Done: 1 cell set, 0 rows added in Notes.")
    return openpyxl.load_workbook(book)["Notes"]["H9"]


@pytest.mark.parametrize(
    "said",
    [
        "", "[]", "{}", "not json", '{"edits": []}', '{"edits": [5]}', '{"edits": [{"tab": 5}]}',
        '{"edits": [{"tab": "Notes", "rows": 5}]}', '{"edits": [{"tab": "Notes", "rows": ["x"]}]}',
        '{"edits": [{"tab": "Notes", "rows": [{"text": ["x"]}]}]}', '{"edits": [{"tab": "Notes", "cells": ["A1"]}]}',
        '{"edits": [{"tab": "Notes", "cells": [{"value": 1}]}]}', '{"edits": [{"tab": "Notes", "cells": [{"cell": "A1"}]}]}',
        '{"edits": [{"tab": "Notes", "cells": [{"cell": "A9", "value": 1e400}]}]}',
        '{"edits": [{"tab": "Notes", "cells": [{"cell": "A9", "value": "\\ud800"}]}]}',
    ],
)  # fmt: skip
def test_what_says_nothing_to_change_is_shown_how_to_say_it(book, capsys, said):
    before = book.read_bytes()
    code, out, err = edit(book, said, capsys)
    assert (code, out, len(err.splitlines())) == (1, "", 1)
    assert "does not say what to change. It has to look like this" in err
    assert book.read_bytes() == before


@pytest.mark.parametrize("cell", ["A0", "ZZZ1", "A1048577", "A1:B2", ""])
def test_a_cell_that_is_none_is_named(book, capsys, cell):
    before = book.read_bytes()
    code, _, err = edit(book, {"edits": [{"tab": "Notes", "cells": [{"cell": cell, "value": 1}]}]}, capsys)
    assert (code, err) == (1, f"There is no cell {cell}, so nothing was changed. Name a cell like C5.")
    assert book.read_bytes() == before


def test_an_iso_date_becomes_a_date(book, capsys):
    assert set_to(book, "2026-11-16", capsys).value == datetime(2026, 11, 16)


@pytest.mark.parametrize(
    "text", ["=1+1", "+57 300", "-5 units", "@ana", "\tx", "0001-01-01", "1899-12-31", "2026-11-16 sale"]
)
def test_every_other_text_stays_text(book, capsys, text):
    cell = set_to(book, text, capsys)
    assert (cell.value, cell.data_type) == (text, "s")
