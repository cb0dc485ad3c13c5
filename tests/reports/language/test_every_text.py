"""Every pair of texts in the program, wherever it stands: the same places, whole plurals, and no word of the other one.

Pairs are found in the source (``Text(en, es)``, ``Both(en, es)``, ``say(id, en, es)``, ``clause(en, es)``), so that a
sentence written beside its rule is held to the same as one of a catalogue.
"""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

from desktop.translations import catalogue
from reports.language import TEXTS
from tests.golden.test_example_a import AS_OF, TABS
from tests.workbooks import golden, outcome

ROOT = Path(__file__).parents[3]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Words that no sentence of the one language needs and hardly any of the other does without.
ENGLISH = _words(
    "the and with from this that these those are were was have had not for which where when than before after "
    "orders order days weeks sold stock missing your you their there until below above about only every each"
)
SPANISH = _words(
    "el los las una unos del que con para por sin desde hasta están está fueron pedidos pedido días semana semanas "
    "producto productos talla tallas tu tus sus aún según cada donde cuando"
)
#: What is no word of a sentence: addresses, quotations, keys, options, places, names of tabs and of files.
NAMES = re.compile(
    r"https?://\S+|[“«\"'`][^”»\"'`]{0,80}[”»\"'`]|--\w+|\b\w+[_.:]\w+\b|\{[^{}]*\}|\bOrders\b|\((?:[A-Z]\w+ ?)+\)"
)
#: How a value may be shown that is no count with its noun (:mod:`reports.numbers`).
SPECS = {"", "+", ",", ";", "·", "or", "short", "year", "name", "time", "plain", "low", "cap"}
#: English says "in" or "on", Spanish "en".
ONE_SIDED = {"at"}
CALLS = {"Text": 0, "Both": 0, "clause": 0, "say": 1}


def constant(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


@lru_cache
def pairs() -> tuple[tuple[str, str, str], ...]:
    """Where, English, Spanish."""
    return tuple(_pairs())


def _pairs() -> Iterator[tuple[str, str, str]]:
    for folder in ("reports", "sheets", "desktop"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not isinstance(node, ast.Call):
                    continue
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                first = CALLS.get(name)
                if first is None or len(node.args) < first + 2:
                    continue
                en, es = constant(node.args[first]), constant(node.args[first + 1])
                if en and es:
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", en, es
    for key, en in catalogue("en").items():
        yield f"desktop/translations {key}", en, catalogue("es").get(key, "")


def fields(text: str) -> list[tuple[str, str]]:
    try:
        return [
            (name, spec or "") for _, name, spec, _ in string.Formatter().parse(text) if name and name.isidentifier()
        ]
    except ValueError:
        return []  # braces that are no places, as in the description of a link


def words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]+", NAMES.sub(" ", text).lower()))


def test_there_are_as_many_texts_as_we_think():
    assert len(pairs()) > 900


def test_both_languages_of_every_text_have_the_same_places():
    unlike = []
    for where, en, es in pairs():
        one_sided = {name for name, _ in fields(en)} ^ {name for name, _ in fields(es)}
        if one_sided - ONE_SIDED:
            unlike.append((where, one_sided))
    assert unlike == []


def test_every_plural_has_both_forms_in_both_languages():
    wrong = []
    for where, en, es in pairs():
        for text in (en, es):
            for _, spec in fields(text):
                forms = spec.removeprefix("?").split("|")
                if spec not in SPECS and (len(forms) != 2 or not all(forms)):
                    wrong.append((where, spec))
    assert wrong == []


def test_no_text_of_one_language_holds_words_of_the_other():
    assert [(where, found) for where, _, es in pairs() if (found := words(es) & ENGLISH)] == []
    assert [(where, found) for where, en, _ in pairs() if (found := words(en) & SPANISH)] == []


def test_no_spanish_text_is_the_english_one():
    """A sentence is translated; a word or two may be the same in both, and the names of payment providers."""
    alike = [(where, en) for where, en, es in pairs() if en == es and len(words(en)) > 3]
    assert [where for where, en in alike if any(word.islower() for word in en.split())] == []


def test_the_window_has_the_same_keys_in_both_languages():
    assert catalogue("en").keys() == catalogue("es").keys()


def test_every_sentence_that_is_asked_for_is_in_a_catalogue():
    missing = []
    for path in sorted((ROOT / "reports").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "line" and node.args:
                key = constant(node.args[0])
                if key is not None and key not in TEXTS:
                    missing.append(f"{path.relative_to(ROOT)}:{node.lineno} {key}")
    assert missing == []


@lru_cache
def lexicon(language: str) -> frozenset[str]:
    place = 1 if language == "en" else 2
    return frozenset(word for pair in pairs() for word in words(pair[place]))


@pytest.mark.parametrize("read", ["daily", "weekly", "monthly"])
def test_a_spanish_brief_holds_no_word_that_only_english_texts_have(tmp_path, read):
    """All that is shown in Spanish of worked example A, less what its workbook itself says."""
    tabs = {name: golden(file) for name, file in TABS.items()}
    result = outcome(tmp_path / "a.xlsx", tabs, AS_OF, read=read, language="es")
    own = words(" ".join(tabs)) | words(" ".join(str(cell) for rows in tabs.values() for row in rows for cell in row))
    shown = [line.es for section in (*result.brief, *result.health) for line in (section.title, *section.lines)]
    shown += [row.shown.es for row in result.exceptions] + [row.title.es for row in result.exceptions]
    shown += [line.es for line in result.bridge] + [problem.said.es for problem in result.problems]
    shown += [said.es for action in result.actions for said in (action.line, action.tail)]
    for product in result.products:
        told = (product.evidence, product.moves_out, product.next_action, product.opinion, *product.flags)
        shown += [line.es for line in told if line]
    english = lexicon("en") - lexicon("es") - own
    strange = {word for text in shown for word in words(text) & english if len(word) > 2}
    assert strange == set()
