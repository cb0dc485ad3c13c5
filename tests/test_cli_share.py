"""``operating-brief share``, as a founder, a script and the window run it."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from desktop import cache, cli
from sheets import template
from tests.shared_brief import dirty, example

#: A QApplication, which the tests of the window need in the same process, before a PDF makes a smaller one.
pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("shop") / "shop.xlsx"
    template.new(path, "en", sample=True)
    return path


@pytest.fixture
def shop(made: Path, tmp_path: Path) -> Path:
    path = tmp_path / "shop.xlsx"
    path.write_bytes(made.read_bytes())
    return path


@pytest.fixture
def kept(shop: Path) -> Path:
    """A workbook whose brief is kept: it is full of people."""
    cache.save(cache.folder(shop), dirty(), "read")
    return shop


def run(*arguments: object) -> int:
    return cli.main(["share", *(str(argument) for argument in arguments)])


def wrong(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    """A wrong usage, and what is said about it."""
    with pytest.raises(SystemExit) as left:
        run(*arguments)
    assert left.value.code == 2
    return capsys.readouterr().err.splitlines()[-1]


def test_a_workbook_is_read_and_left_as_it_is(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = shop.read_bytes()
    assert run(shop) == 0
    said = capsys.readouterr().out
    assert said.startswith("# Ruta Norte — Weekly operating brief\n")
    assert "COP 2,212,085" in said
    assert shop.read_bytes() == before
    assert [path.name for path in shop.parent.iterdir()] == ["shop.xlsx"]
    assert not cache.folder(shop).exists()  # what the window shows is a refresh's to change


@pytest.mark.parametrize(
    ("name", "begins"), [("b.html", b"<!DOCTYPE html>"), ("b.pdf", b"%PDF"), ("b.png", b"\x89PNG"), ("b.md", b"# Ruta")]
)
def test_the_ending_of_the_file_says_what_to_make(
    kept: Path, name: str, begins: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    out = kept.with_name(name)
    assert run(kept, "--kept", "--out", out, "--lang", "en") == 0
    assert out.read_bytes().startswith(begins)
    assert capsys.readouterr().out == f"Made {out}.\n"
    assert sorted(path.name for path in kept.parent.iterdir()) == sorted([name, "shop.xlsx"])


def test_people_go_along_only_where_they_are_asked_for(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(kept, "--kept", "--lang", "en")
    without = capsys.readouterr().out
    run(kept, "--kept", "--lang", "en", "--with-names")
    with_names = capsys.readouterr().out
    run(kept, "--kept", "--lang", "en", "--with-names", "--with-contacts")
    with_all = capsys.readouterr().out
    assert [name in without for name in ("Carlos Pérez", "Marta", "ana@correo.co")] == [False] * 3
    assert [name in with_names for name in ("Carlos Pérez", "Marta", "ana@correo.co")] == [True, True, False]
    assert "ana@correo.co" in with_all


def test_parts_are_listed_and_chosen(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(kept, "--kept", "--list", "--events", "--lang", "es") == 0
    done = json.loads(capsys.readouterr().out.splitlines()[-1])
    parts = {part["id"]: part for part in done["parts"]}
    assert parts["actions"] == {"id": "actions", "title": "Próximas acciones", "usual": True}
    assert parts["notes"]["usual"] is False
    assert run(kept, "--kept", "--part", "actions", "--events", "--lang", "es") == 0
    text = json.loads(capsys.readouterr().out.splitlines()[-1])["text"]
    assert "## Próximas acciones" in text
    assert "## La lectura" not in text


def test_the_brief_of_a_past_day_can_be_shared(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = cache.folder(shop)
    cache.save(folder, example(), "one")
    cache.save(folder, msgspec.structs.replace(example(), as_of="2026-11-17T08:00:00-05:00", brand="Later"), "two")
    assert run(shop, "--day", "2026-11-16", "--lang", "en") == 0
    said = capsys.readouterr().out
    assert said.startswith("# Ruta Norte — Weekly operating brief")
    assert "Ship **#1113**" in said
    assert run(shop, "--day", "2026-11-09") == 1
    assert "no brief to share" in capsys.readouterr().err


def test_the_empty_template_needs_no_workbook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--template", "--lang", "es", "--out", tmp_path / "vacío.md") == 0
    assert (tmp_path / "vacío.md").read_text("utf-8").startswith("# [Marca] — Informe operativo semanal\n")


def test_a_workbook_is_never_written_over(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = kept.read_bytes()
    kept.with_name("brief.md").symlink_to(kept)
    for out in (kept, kept.with_name("other.xlsx"), kept.with_name("brief.md")):
        assert run(kept, "--kept", "--format", "md", "--out", out) == 1
        assert "is a workbook" in capsys.readouterr().err
    assert kept.read_bytes() == before
    assert not kept.with_name("other.xlsx").exists()


def test_what_does_not_go_together_is_said(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "name the file for the pdf with --out" in wrong(capsys, kept, "--format", "pdf")
    assert "name the workbook" in wrong(capsys, "--format", "md")
    assert "is none of html, pdf, md, png" in wrong(capsys, kept, "--out", "brief.docx")
    assert "the empty template is Markdown" in wrong(capsys, "--template", "--format", "pdf")
    assert "no part nothing; it has cards, read" in wrong(capsys, kept, "--kept", "--part", "nothing")


def test_where_nothing_is_kept_or_the_folder_is_gone_the_way_out_is_said(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(shop, "--kept") == 1
    assert "There is no brief to share yet. Refresh first." in capsys.readouterr().err
    cache.save(cache.folder(shop), example(), "read")
    assert run(shop, "--kept", "--out", shop.parent / "gone" / "b.html") == 1
    assert "Choose a folder that exists" in capsys.readouterr().err
