from __future__ import annotations

import re
import string

import pytest

from reports.language import CATALOGUES, TEXTS, joined, line
from reports.numbers import Count
from tests.reports.sections.test_brief import example


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_are_filled_from_the_same_values():
    unlike = [id for id, text in TEXTS.items() if placeholders(text.en) != placeholders(text.es)]
    assert unlike == []


def test_no_two_catalogues_share_a_key():
    assert sum(len(catalogue) for catalogue in CATALOGUES) == len(TEXTS)


def test_every_noun_has_its_one_and_its_many():
    specs = [
        (id, spec.removeprefix("?"))
        for id, text in TEXTS.items()
        for words in (text.en, text.es)
        for _, name, spec, _ in string.Formatter().parse(words)
        if name and "|" in (spec or "")
    ]
    assert len(specs) > 50
    assert [id for id, spec in specs if not all(spec.split("|")) or spec.count("|") != 1] == []


def test_spanish_questions_are_opened_and_nothing_is_shouted():
    assert [id for id, text in TEXTS.items() if text.es.count("?") - text.es.count(":?") != text.es.count("¿")] == []
    assert [id for id, text in TEXTS.items() if "!" in text.en + text.es] == []


def test_no_text_of_the_brief_begins_a_formula():
    for section in example():
        for said in (section.title, *section.lines):
            assert not re.match(r"[=+@\t-]", said.en)
            assert not re.match(r"[=+@\t-]", said.es)


@pytest.mark.parametrize(
    ("n", "en", "es"), [(0, "0 orders", "0 pedidos"), (1, "1 order", "1 pedido"), (2, "2 orders", "2 pedidos")]
)
def test_one_and_many(n, en, es):
    said = line("L-SALES-orders", n=Count(n))
    assert (said.en, said.es) == (en, es)


def test_a_paragraph_keeps_the_values_of_all_its_sentences():
    both = joined([line("L-SALES-orders", n=Count(2)), line("L-SALES-free", f=Count(1))])
    assert (both.en, both.args) == ("2 orders 1 free", {"n": 2, "f": 1})
