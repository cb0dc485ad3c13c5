from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.excel_pack.form import QUESTIONS
from tests.excel_pack.kinds import CORPUS, KINDS
from tests.invariants import Opened, harm


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    out = tmp_path_factory.mktemp("pack") / "excel-pack"
    done = subprocess.run(
        [sys.executable, "-m", "tests.excel_pack", str(out)], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return out


def refreshed(pack: Path) -> list[Path]:
    return sorted(path for path in pack.glob("[0-9]*.xls[xm]") if not path.stem.endswith(" - before"))


def test_twenty_workbooks_are_made(pack: Path) -> None:
    expected = len(KINDS) if CORPUS.is_dir() and shutil.which("soffice") else len(KINDS) - 5
    assert len(refreshed(pack)) >= expected
    assert len(KINDS) >= 20


def test_every_refreshed_workbook_is_unharmed_and_has_our_brief(pack: Path) -> None:
    for path in refreshed(pack):
        before = path.with_name(f"{path.stem} - before{path.suffix}").read_bytes()
        after = path.read_bytes()
        asked = set()
        if "imported" in path.name:
            asked = {part for name, part, _ in Opened(after).sheets() if name in ("Orders", "Notes")}
        assert harm(before, after, asked) == [], path.name
        assert Opened(after).ours(), path.name
        with zipfile.ZipFile(path) as package:
            assert package.testzip() is None


class Boxes(HTMLParser):
    """Counts the rows and boxes of the form."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = self.boxes = 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.rows += tag == "tr"
        self.boxes += ("type", "checkbox") in attributes


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_form_asks_every_question_of_every_workbook(pack: Path, language: str) -> None:
    form = Boxes()
    said = (pack / f"form.{language}.html").read_text("utf-8")
    form.feed(said)
    assert form.rows == len(refreshed(pack)) + 1
    assert form.boxes == len(refreshed(pack)) * len(QUESTIONS)
    assert all(path.name in said for path in refreshed(pack))
