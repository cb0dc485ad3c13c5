from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest

from desktop.intake.asked import MODES
from desktop.intake.heard import COUNTS
from desktop.translations import LANGUAGES, Words, both, catalogue
from desktop.widgets.found_rows import OURS
from sheets.contract import tab

EN, ES = catalogue("en"), catalogue("es")


def places(text: str) -> list[str]:
    return sorted({name for _, name, _, _ in string.Formatter().parse(text) if name})


def used(root: Path) -> set[str]:
    """Every key that stands as a literal in a call of words(...), words.count(...) or both(...)."""
    found: set[str] = set()
    for path in (root / "desktop").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and node.args):
                continue
            name, first = ast.unparse(node.func), node.args[0]
            if not isinstance(first, ast.Constant) or not isinstance(first.value, str):
                continue
            if name.endswith("words.count"):
                found |= {f"{first.value}.one", f"{first.value}.many"}
            elif name == "both" or name == "words" or name.endswith(".words"):
                found.add(first.value)
    return found


def test_both_catalogues_have_the_same_keys() -> None:
    assert list(EN) == list(ES)


@pytest.mark.parametrize("key", sorted(EN))
def test_a_sentence_has_the_same_places_in_both_languages(key: str) -> None:
    assert places(EN[key]) == places(ES[key])
    assert EN[key].strip()
    assert ES[key].strip()


def test_every_key_that_the_window_asks_for_is_there(root: Path) -> None:
    asked = used(root)
    assert len(asked) > 60
    assert asked - set(EN) == set()


@pytest.mark.parametrize(
    ("prefix", "values"),
    [
        ("category", ("push", "fix", "protect", "clear", "learn")),
        ("severity", ("critical", "warning", "info", "confirm")),
        ("confidence", ("solid", "directional", "too_little")),
        ("status", ("green", "amber", "red", "grey")),
        ("state", ("new", "ongoing", "escalated", "reopened", "resolved", "unknown")),
        ("tone", ("critical", "warning", "info", "good")),
        ("written", ("happened", "told")),
        ("edited", ("happened", "told")),
        ("restored", ("happened", "told")),
        (
            "offer",
            (
                "refresh",
                "write",
                "again",
                "open",
                "adopt",
                "undo",
                "restore",
                "password",
                "open_file",
                "show",
                "show_copy",
                "undo_import",
                "resume_import",
                "drop_import",
                "add_data",
                "add_source",
            ),
        ),
        ("doing", ("refresh", "write", "edit", "restore", "new", "import", "undo_import", "add")),
        ("import.n_new", ("one", "many")),
        ("import.means", COUNTS),
        ("import.n_left", ("one", "many")),
        ("import.n_refused", ("one", "many")),
        ("import.mode", MODES),
        ("import.will", MODES),
        ("import.state", ("waits", "reading", "importing", "held", "imported")),
        ("list", OURS),
        ("add.level", ("1", "2", "3", "4", "split")),
        ("period", ("daily", "weekly", "monthly")),
        ("role", ("fulfillment", "support", "finance", "marketing", "operations")),
        ("note", tuple(tab("notes").column("type").choices)),
    ],
)
def test_every_value_has_its_word(prefix: str, values: tuple[str, ...]) -> None:
    assert [value for value in values if f"{prefix}.{value}" not in EN] == []


def test_the_number_decides_the_word() -> None:
    assert Words("en").count("rows", 1) == "1 row"
    assert Words("es").count("rows", 2) == "2 filas"


def test_both_says_it_in_each_language() -> None:
    said = both("waiting.happened", name="a.xlsx")
    assert (said.en, said.es) == ("a.xlsx is open in another program.", "a.xlsx está abierto en otro programa.")


def test_no_spanish_question_or_exclamation_lacks_its_first_mark() -> None:
    assert LANGUAGES == ("en", "es")
    for text in ES.values():
        assert text.count("?") == text.count("¿")
        assert "!" not in text
