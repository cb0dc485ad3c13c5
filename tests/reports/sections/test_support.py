"""SUPPORT and FIT: tickets by theme, and what notes and done actions mended. The week is Mon 9 – Sun 15 Nov."""

from __future__ import annotations

from typing import Any

from reports.outcome import Outcome
from tests.reports.rules.asked import SOURCES, asked, many, ticket
from tests.reports.rules.cells import order, orders, run

NOTES = ["date", "type", "applies_to", "text"]
ACTIONS = ["title", "status", "done_at", "theme", "product", "exception_key"]


def told(result: Outcome, language: str, section: str = "support", read: str = "weekly") -> list[str]:
    return [line.text(language) for part in result.reads[read].brief if part.id == section for line in part.lines]


def test_trap_66_tags_of_two_languages_are_one_theme_and_spam_and_merged_tickets_are_none(tmp_path):
    """Seven questions: fit three times (one of them a return as well), payment, and three that say nothing we know."""
    found = asked(
        tmp_path,
        ticket("11-09", "TALLAS"),
        ticket("11-10", "sizing; wholesale"),
        ticket("11-11", "Cambio de talla"),
        ticket("11-12", subject="Mi PSE sigue pendiente"),  # no tag: the subject tells
        ticket("11-12", "wholesale", subject="Precios al por mayor"),
        ticket("11-13"),
        ticket("11-14", subject="Hola"),
        ticket("11-14", "spam; talla"),
        ticket("11-14", "closed_by_merge; talla"),
        ticket("11-14", "talla", status="merged"),
    )
    assert told(found, "en") == [
        "7 tickets: fit 3, payment 1, return 1, no theme 3. Some have two themes, so the themes add to more."
    ]
    assert told(found, "es") == [
        "7 tickets: talla 3, pago 1, devolución 1, sin tema 3. Algunos tienen dos temas, por eso los temas suman más."
    ]
    assert found.figures["M25"].value == 7
    assert found.figures["M26"].value == 3


def test_the_founders_own_words_go_before_ours(tmp_path):
    """``talla`` is theirs for stock; ``talla única`` is nothing; ours hold for all other words."""
    tags = [
        ["pattern", "kind", "maps_to"],
        ["talla", "etiqueta de soporte", "disponibilidad"],
        ["talla única", "support tag", "none"],
        ["drop*", "support tag", "stock"],
    ]
    tags.append(["b2b", "support tag", "wholesale"])
    found = asked(
        tmp_path,
        ticket("11-09", "talla"),
        ticket("11-09", "talla única"),
        ticket("11-10", "drops-nov"),
        ticket("11-10", "guía"),
        Tag_map=tags,
    )
    assert told(found, "en") == ["4 tickets: stock 2, delivery 1, no theme 1."]
    # A theme that there is not is told where it stands.
    health = next(part for part in found.health if part.id == "source:tag_map")
    assert "Not known: “wholesale” in maps_to, 1 cell." in [line.en for line in health.lines]
    # The name of a theme is a tag as well; in a question it tells nothing.
    named = [ticket("11-09", "Técnico"), ticket("11-09", "stock"), ticket("11-09", subject="¿Qué producto es?")]
    assert told(asked(tmp_path, *named), "en") == ["3 tickets: technical 1, stock 1, no theme 1."]


def test_what_cannot_be_seen_is_said(tmp_path):
    empty = run(tmp_path, {"Orders": orders({}), "Sources": SOURCES})
    assert told(empty, "en") == ["No support data yet — the brief can't see doubts."]
    assert told(empty, "es") == ["Aún no hay soporte: el informe no ve las dudas."]
    assert told(empty, "es", "fit", "monthly") == ["No se ven las preguntas de talla: no hay soporte de ese mes."]
    quiet = asked(tmp_path, ticket("10-20", "talla"))
    assert told(quiet, "en") == ["No tickets this week."]
    assert told(quiet, "es") == ["Sin tickets esta semana."]
    untagged = asked(tmp_path, ticket("11-10"), ticket("11-11", subject="Hola"))
    assert told(untagged, "en") == ["2 tickets, none tagged. Tag them or fill Tag map."]
    assert told(untagged, "es") == ["2 tickets sin etiqueta. Etiquétalos o llena Mapa de etiquetas."]
    until = [*SOURCES[:3], ["Support", "daily", 24, "2026-11-12 07:00", "2026-10-12", "2026-11-11", "ok"]]
    part = asked(tmp_path, ticket("11-10", "talla"), Sources=until)
    assert told(part, "en") == ["1 ticket: fit 1. The support tab covers 3 of 7 days."]
    assert part.figures["M25"].previous is None


def test_the_month_tells_fit_by_product_on_units_sold(tmp_path):
    """October: three questions about the jersey, on 4 + 4 + 4 units; one about nothing that is known."""
    found = asked(tmp_path, *many(3, "10-20", "talla", product_id="jersey-andes"), ticket("10-21", "fit"))
    assert told(found, "en", "fit", "monthly") == [
        "Fit questions of the month: Jersey Andes 3 (on 12 units sold), no product 1."
    ]
    assert told(found, "es", "fit", "monthly") == [
        "Preguntas de talla del mes: Jersey Andes 3 (con 12 unidades), sin producto 1."
    ]


def loop(tmp_path, before: int, after: int, tags: str = "talla", **tabs: Any) -> Outcome:
    """Questions about the jersey in the 14 days before and after Mon 2 Nov; 8 orders hold it on either side."""
    own = {"product_id": "jersey-andes"}
    asked_for = [*many(before, "10-26", tags, **own), *many(after, "11-08", tags, **own), ticket("11-02", tags, **own)]
    return asked(tmp_path, *asked_for, **tabs)


def test_questions_before_and_after_a_new_size_guide(tmp_path):
    """8 in 8 orders before, 1 in 8 after: 2 · P(Bin(9, ½) ≤ 1) = .039. The day itself counts on neither side."""
    changed = [NOTES, ["2026-11-02", "other", "jersey-andes", "Actualizamos la guía de tallas"]]
    found = loop(tmp_path, 8, 1, Notes=changed)
    assert told(found, "en")[1] == (
        "Size guide of Jersey Andes changed Mon 2 Nov: fewer fit questions after it (13 fit questions per 100 orders of "
        "the product in the 14 days after, 100 before: 1 in 8 orders, 8 in 8)."
    )
    assert told(found, "es")[1] == (
        "Guía de tallas de Jersey Andes, cambio del lun 2 nov: menos preguntas de talla después (13 preguntas de talla "
        "por cada 100 pedidos del producto en los 14 días siguientes, 100 antes: 1 en 8 pedidos, 8 en 8)."
    )
    # A note that only mentions it changes nothing.
    asked_about = [NOTES, ["2026-11-02", "event", "jersey-andes", "Preguntan por la guía de tallas"]]
    assert len(told(loop(tmp_path, 8, 1, Notes=asked_about), "en")) == 1


def test_before_the_minimum_sample_it_is_too_early_to_say(tmp_path):
    """Changed Fri 13 Nov: three days after it; and on Mon 2 Nov with three questions in all."""
    late = [NOTES, ["2026-11-13", "support_macro_updated", None, "Nueva respuesta sobre envíos"]]
    found = asked(tmp_path, *many(5, "11-10", "delivery"), ticket("11-15", "delivery"), Notes=late)
    assert told(found, "en")[1] == (
        "Support macro changed Fri 13 Nov: too early to say (1 delivery question in 0 orders after, 5 in 4 before)."
    )
    assert told(found, "es")[1] == (
        "Respuesta de soporte, cambio del vie 13 nov: muy pronto para decir (1 pregunta de entrega en 0 pedidos "
        "después, 5 en 4 antes)."
    )
    few = [NOTES, ["2026-11-02", "other", "Jersey Andes", "New size guide published"]]
    assert (
        "too early to say (1 fit question in 8 orders of the product after, 2 in 8 before)"
        in told(loop(tmp_path, 2, 1, Notes=few), "en")[1]
    )


def test_trap_89_a_done_action_without_a_change_is_credited_with_nothing(tmp_path):
    """3 questions in 8 orders before and after: done, and no change yet; in the month's read as well."""
    done = [ACTIONS, ["Explain tracking timing", "done", "2026-11-02 10:00", "entrega", None, "K01|theme:delivery"]]
    questions = [*many(3, "10-26", "delivery"), *many(3, "11-08", "delivery")]
    found = asked(tmp_path, *questions, Actions=done)
    said = told(found, "en")[1]
    assert said == (
        "“Explain tracking timing” done Mon 2 Nov; no change yet (38 delivery questions per 100 orders in the 14 days "
        "after, 38 before: 3 in 8 orders, 3 in 8)."
    )
    assert told(found, "es")[1].startswith("«Explain tracking timing» hecha el lun 2 nov; aún sin cambio (")
    assert said in told(found, "en", read="monthly")
    # An action that is still open, or is about no theme, tells nothing.
    other = [ACTIONS, ["Explain it", "open", None, "entrega", None, None], ["Ship #1 size M", "done", "2026-11-02"]]
    assert len(told(asked(tmp_path, *questions, Actions=other), "en")) == 1


def test_trap_90_what_came_after_a_note_did_not_come_of_it(tmp_path):
    changed = [NOTES, ["2026-11-02", "other", "jersey-andes", "Actualizamos la guía de tallas"]]
    found = loop(tmp_path, 8, 1, Notes=changed)
    for read in ("daily", "weekly", "monthly"):
        for part in found.reads[read].brief:
            for line in part.lines:
                english, spanish = line.en.lower(), line.es.lower()
                assert not any(word in english for word in ("because", "thanks to", "due to", "caused", "helped"))
                assert not any(word in spanish for word in ("porque", "gracias a", "debido a", "causó", "ayudó"))
    assert "after it" in told(found, "en")[1]
    assert "después" in told(found, "es")[1]


def test_a_tally_by_hand_counts_as_many_as_it_says_and_the_same_ticket_once(tmp_path):
    seven = {"ticket_id": None, **ticket("11-10", "talla", channel="whatsapp", count=7)}
    twice = [ticket("11-11", "talla", ticket_id="A"), ticket("11-11", "talla; return", ticket_id="A")]
    found = asked(tmp_path, seven, {**seven}, *twice)
    # Two tallies of seven, and one ticket as it stands last.
    assert told(found, "en")[0].startswith("15 tickets: fit 15, return 1.")


def test_the_product_is_the_orders_where_that_holds_one_alone_else_the_one_named(tmp_path):
    two = orders(
        order("#1", "2026-11-10 09:00:00"),
        order("#2", "2026-11-10 09:00:00"),
        {**order("#2", "2026-11-10 09:00:00"), "Lineitem name": "Bib - M", "Lineitem sku": "BP-M", "Total": None},
    )
    found = asked(
        tmp_path,
        ticket("11-10", "talla", order_id="#1", product_id="bib"),  # the order's: jersey
        ticket("11-10", "talla", order_id="2", product_id="Jersey Andes"),  # two products: the one named
        ticket("11-10", "talla", order_id="#99"),  # none
        Orders=two,
    )
    theme = next(theme for theme in found.themes if theme.key == "fit")
    assert (theme.week, theme.products) == (3, ["jersey-andes"])
