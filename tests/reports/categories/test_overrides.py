"""The founder's own word above the list: in force, against the stock, at its end; and beside it what is computed."""

from __future__ import annotations

import pytest

from reports.outcome import Memory
from reports.render import products_tab
from tests.reports.categories.shop import GOOD, JERSEY, judged, of, outcome, remembered, units

NB = "\N{NO-BREAK SPACE}"
HEAD = ["decided_at", "kind", "target_key", "value", "until", "reason"]


def override(value, until="2026-11-30", reason="Llega más mañana", on="2026-11-16"):
    return {"Decisions": [HEAD, [on, "override_category", JERSEY, value, until, reason]]}


def said(result, language="en"):
    return [action.line.text(language) for action in result.actions]


def test_trap_82_push_on_a_sold_out_product_is_a_conflict_and_promotes_nothing(tmp_path):
    result = outcome(tmp_path, units(12), {"available": 0}, **override("push"))
    product = of(result)
    assert (product.category, product.computed) == ("push", "protect")
    assert product.override.en.endswith("Computed: Protect. Its stock does not allow a push.")
    assert product.override.es == (
        "Fijaste Impulsar ya hasta lun 30 nov: Llega más mañana. Calculado: Proteger. Su inventario no permite "
        "impulsarlo."
    )
    assert product.opinion.en == "This inventory risk should block promotion."
    assert any(line.startswith("Stop promoting Jersey Andes") for line in said(result))
    assert not any(line.startswith(("Move Jersey Andes", "Feature Jersey Andes")) for line in said(result))
    cells = {
        cell.value: cell.style for cell in products_tab.grid(result, "en").cells.values() if isinstance(cell.value, str)
    }
    why = next(text for text in cells if text.startswith("You set Push now"))
    assert cells[why] == "row_problem"
    assert "Protect" in cells  # what is computed stands beside it


def test_push_with_a_mark_is_done_against_the_stock(tmp_path):
    result = outcome(tmp_path, units(12), {**GOOD, "available": 3}, **override("push!"))
    product = of(result)
    assert product.override.en == ("You set Push now until Mon 30 Nov: Llega más mañana. Computed: Protect.")
    assert any(line.startswith("Move Jersey Andes to the homepage:") for line in said(result))
    assert not any(line.startswith("Stop promoting Jersey Andes") for line in said(result))


def test_what_is_not_on_sale_is_not_promoted_by_any_word(tmp_path):
    result = outcome(tmp_path, units(12), {**GOOD, "status": "draft"}, **override("push!"))
    product = of(result)
    assert (product.category, product.computed, product.next_action) == ("push", "not_on_sale", None)
    assert product.override.es.endswith("No está en venta.")
    assert not any("Jersey Andes" in line for line in said(result))


@pytest.mark.parametrize(
    ("value", "en", "es"),
    [
        (
            "protect",
            "Pause ads and e-mails for Jersey Andes: Llega más mañana.",
            "Pausa anuncios y correos de Jersey Andes: Llega más mañana.",
        ),
        (
            "fix",
            "Fix the page of Jersey Andes before more traffic: Llega más mañana.",
            "Arregla la página de Jersey Andes antes de enviarle tráfico: Llega más mañana.",
        ),
        ("learn", "Wait with Jersey Andes: Llega más mañana.", "Espera con Jersey Andes: Llega más mañana."),
        (
            "Liquidar a propósito",
            "Offer Jersey Andes at 30% off: it keeps 49% gross margin.",
            f"Ofrece Jersey Andes con 30{NB}% de descuento: conserva 49{NB}% de margen bruto.",
        ),
    ],
)
def test_what_to_do_follows_the_word_in_force(tmp_path, value, en, es):
    product = judged(tmp_path, units(12), GOOD, **override(value))
    assert product.computed == "push"
    assert (product.next_action.en, product.next_action.es) == (en, es)
    assert product.override.en.endswith("Computed: Push now.")
    assert product.evidence.en.startswith("Push now:")
    assert product.moves_out.en.startswith("Your decision ends on ")
    assert ", or when you clear it. Computed: Cover under 28 days" in product.moves_out.en


def test_an_override_ends_by_its_own_day_or_by_ours(tmp_path):
    """Without an end it stands 14 days from when it was decided; with one, never beyond 60."""
    open_end = override("protect", until=None, on="2026-11-03")
    assert judged(tmp_path, units(12), GOOD, **open_end).override.en.startswith("You set Protect until Tue 17 Nov:")
    assert judged(tmp_path, units(12), GOOD, as_of="2026-11-18T08:00", **open_end).category != "protect"
    long = override("protect", until="2027-06-30")
    assert judged(tmp_path, units(12), GOOD, **long).override.en.startswith("You set Protect until Fri 15 Jan")
    knobs = {"Definitions": [["key", "value"], ["cat.override_days", 3]]}
    assert (
        judged(tmp_path, units(12), GOOD, **override("protect", until=None, on="2026-11-13"), **knobs).override is None
    )


def test_without_a_reason_it_is_not_in_force(tmp_path):
    assert judged(tmp_path, units(12), GOOD, **override("protect", reason=None)).override is None


def changes(product, language="en"):
    return product.changed.text(language) if product.changed else ""


def test_a_category_is_told_as_changed_once_it_held_on_two_days(tmp_path):
    """Learn on Monday and Push today is not told; pushed on Monday as well it is. Protect is told at once."""
    first = judged(tmp_path, units(12), GOOD, memory=remembered(category="learn", computed="learn"))
    assert (first.category, changes(first)) == ("push", "")
    kept = remembered(category="push", computed="push").days
    before = [*remembered(category="learn").days]
    earlier = [type(one)(day="2026-11-10", name=one.name, key=one.key, value=one.value) for one in before]
    held = judged(tmp_path, units(12), GOOD, memory=Memory(days=[*earlier, *kept]))
    assert changes(held) == "since Mon 16 Nov; before: Learn"
    assert changes(held, "es") == "desde el lun 16 nov; antes: Aprender"
    at_once = judged(tmp_path, units(12), {**GOOD, "available": 3}, memory=remembered(category="push"))
    assert changes(at_once) == "since Tue 17 Nov; before: Push now"
    slower = {"Definitions": [["key", "value"], ["cat.hold_days", 3]]}
    assert changes(judged(tmp_path, units(12), GOOD, memory=Memory(days=[*earlier, *kept]), **slower)) == ""


def test_the_board_tells_words_and_no_keys(tmp_path):
    lacking = {**GOOD, "available": 3, "size_guide": "no"}
    result = outcome(tmp_path, units(12), lacking, **{"Support": _asked()})
    for language, also in (
        ("en", "fit questions; needs size guide"),
        ("es", "preguntas de talla; necesita guía de tallas"),
    ):
        texts = {cell.value for cell in products_tab.grid(result, language).cells.values()}
        assert also in texts
        assert not {"fix", "protect", "no sales"} & texts - {"no sales" if language == "en" else ""}


def _asked():
    head = ["ticket_id", "created_at", "tags", "subject", "product_id", "status"]
    return [head, *([f"T{n}", f"2026-11-12 09:0{n}", "talla", "M o L", JERSEY, "closed"] for n in range(3))]
