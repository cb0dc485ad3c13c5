"""``operating-brief decide``: the same row that a decision typed beside the exception becomes."""

from __future__ import annotations

import json

import openpyxl
import pytest

from desktop import cli
from tests.invariants import appended, harm, sheet_part

LATE = "F01|order:1113"
pytestmark = pytest.mark.filterwarnings("ignore:Sparkline Group")


@pytest.fixture
def run(tmp_path, capsys):
    """Run a command on a workbook with a brief; its exit code, output and errors."""
    path = tmp_path / "brand.xlsx"

    def command(name, *arguments, lang="en"):
        capsys.readouterr()
        code = cli.main([name, str(path), *map(str, arguments), "--lang", lang])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return code, said.out.strip(), said.err.strip()

    command.path = path
    assert command("new", "--sample")[0] == 0
    assert command("refresh", "--as-of", "2026-11-16T08:00")[0] == 0
    return command


def decisions(path):
    rows = list(openpyxl.load_workbook(path)["Decisions"].values)[1:]
    return [row[1:] for row in rows if row[0] != "example" and any(row)]


def test_each_kind_is_one_row_and_counts_at_the_next_refresh(run):
    before = run.path.read_bytes()
    when = ("--as-of", "2026-11-16T09:30")
    assert run("decide", LATE, "visto", "--reason", "Ana is on it", *when)[:2] == (
        0,
        "Done: 0 cells set, 1 row added in Decisions.",
    )
    assert run("decide", LATE, "assign", "--value", "Luis", "--by", "Ana", *when)[0] == 0
    assert (
        run("decide", "cap-clasica", "override_category", "--value", "Impulsar ya", "--reason", "fair", *when)[0] == 0
    )
    assert run("decide", "order:1104", "exclude_record", "--reason", "a test of ours", *when)[0] == 0
    part = sheet_part(before, "Decisions")
    after = run.path.read_bytes()
    assert (harm(before, after, {part}), appended(before, after, part)) == ([], [])
    rows = decisions(run.path)
    assert [row[:3] for row in rows] == [
        ("acknowledge", LATE, None),
        ("assign", LATE, "Luis"),
        ("override category", "cap-clasica", "push"),
        ("exclude record", "order:1104", None),
    ]
    assert rows[2][3].date().isoformat() == "2026-11-30"
    assert rows[1][5] == "Ana"
    _, out, _ = run("refresh", "--as-of", "2026-11-16T10:00", "--format", "json")
    said = json.loads(out)
    (row,) = [row for row in said["exceptions"] if row["key"] == LATE]
    assert (row["decision"], row["owner"]) == ("acknowledge", "Luis")
    assert [one["category"] for one in said["products"] if one["key"] == "cap-clasica"] == ["push"]
    assert run("decide", LATE, "reopen", "--as-of", "2026-11-16T11:00")[0] == 0
    _, out, _ = run("refresh", "--as-of", "2026-11-16T12:00", "--format", "json")
    assert [row["decision"] for row in json.loads(out)["exceptions"] if row["key"] == LATE] == [""]


def test_what_is_missing_or_unknown_is_one_sentence_and_an_untouched_file(run):
    before = run.path.read_bytes()
    for arguments, en, es in (
        ((LATE, "later"), "later is no decision.", "later no es una decisión."),
        ((LATE, "snooze"), "A decision says why.", "Una decisión dice por qué."),
        ((LATE, "assign"), "Whom to assign it to is not said.", "No se dice a quién asignarlo."),
        (
            ("cap-clasica", "override_category", "--reason", "x"),
            "Which category is not said.",
            "No se dice qué categoría.",
        ),
        (
            ("F01|order:9", "snooze", "--reason", "x"),
            "Nothing in the brief has the key F01|order:9.",
            "Nada en el informe tiene la clave F01|order:9.",
        ),
        ((LATE, "snooze", "--reason", "x", "--until", "2020-01-01"), "2020-01-01 is over.", "2020-01-01 ya pasó."),
    ):
        for lang, said in (("en", en), ("es", es)):
            code, out, err = run("decide", *arguments, lang=lang)
            assert (code, out) == (1, "")
            assert err.startswith(said)
    assert run.path.read_bytes() == before


def test_it_waits_while_the_workbook_is_open_and_is_written_once(run):
    lock = run.path.with_name(f".~lock.{run.path.name}#")
    lock.write_text(",ana,office,16.11.2026 08:00,file:///home/ana;")
    code, _, err = run("decide", LATE, "acknowledge", "--reason", "Ana is on it")
    assert code == 3
    assert "Your change is kept" in err
    assert decisions(run.path) == []
    lock.unlink()
    for _ in range(2):
        assert run("refresh", "--as-of", "2026-11-17T08:00")[0] == 0
    assert [row[:2] for row in decisions(run.path)] == [("acknowledge", LATE)]
