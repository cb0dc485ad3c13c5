"""K01, K02 and K06: themes of Mon 9 – Sun 15 Nov against the four weeks before, and doubts of 28 days."""

from __future__ import annotations

import pytest

from tests.reports.rules.asked import SOURCES, STEADY, asked, many, ticket
from tests.reports.rules.cells import VARIANT, inventory, order, orders, rows, said

OTHERS = [
    {**VARIANT, "product_id": f"p{n}", "product_title": f"Product {n}", "sku": f"P{n}", "size": None} for n in range(30)
]


def test_a_theme_that_rose_by_load_and_by_order_is_a_warning_and_what_looks_like_it_is_silent(tmp_path):
    """Delivery 6/3: expected 3 · 7/28 = 0.75, P(Bin(9, 1/5) ≥ 6) = 0.003; 4 orders a week, so per order as well."""
    found = asked(
        tmp_path,
        *many(6, "11-10", "delivery"),
        *many(3, "10-20", "delivery"),
        *many(3, "11-11", "discount"),  # from nothing, but under four
        *(ticket("11-12", "pago", subject=f"{n}") for n in range(5)),
        *many(14, "10-27", "pago"),  # 14 · 7/28 = 3.5 expected, and 5 is not half as many again
    )
    assert said(found, "K01") == [
        (
            "WARNING Delivery questions: 6 this week, 3 in the 4 weeks before; 150 per 100 orders against 19.",
            "ADVERTENCIA Preguntas de entrega: 6 esta semana, 3 en las 4 semanas anteriores; 150 por cada 100 pedidos "
            "frente a 19.",
        )
    ]
    (row,) = rows(found, "K01")
    assert (row.key, row.owner_role, row.confidence, row.target) == (
        "K01|theme:delivery",
        "support",
        "directional",
        "theme:delivery",
    )
    assert row.next_action.en == "Explain tracking timing in the confirmation e-mail: 6 delivery questions this week."
    assert row.next_action.es == (
        "Explica los tiempos de rastreo en el correo de confirmación: 6 preguntas de entrega esta semana."
    )
    theme = next(theme for theme in found.themes if theme.key == "delivery")
    assert (theme.week, theme.before, theme.weeks, theme.per_100, theme.load, theme.rate) == (
        6,
        3,
        4,
        150.0,
        True,
        True,
    )
    assert [theme.key for theme in found.themes] == [
        *("technical", "payment", "delivery", "discount", "fit", "return", "product", "stock")
    ]


def test_a_theme_is_owned_and_mended_where_the_founder_says(tmp_path):
    """Fit is marketing's; the promise and the place are the founder's own words, the link the definition's."""
    definitions = [
        ["key", "applies_to", "value"],
        ["owner.marketing", None, "Laura"],
        ["promise.fit", None, "Talla perfecta o cambio gratis"],
        ["link.size_guide", None, "https://example.com/tallas"],
    ]
    tags = [["pattern", "kind", "maps_to", "surface"], ["ruta fit", "support tag", "fit", "the fit quiz"]]
    found = asked(tmp_path, *many(5, "11-10", "talla"), ticket("10-20", "talla"), Definitions=definitions, Tag_map=tags)
    (row,) = rows(found, "K01")
    assert (row.owner_role, row.owner) == ("marketing", "Laura")
    assert row.next_action.en == "Clarify fit in the fit quiz: 5 fit questions this week."
    theme = next(theme for theme in found.themes if theme.key == "fit")
    assert (theme.promise.es, theme.surface.en, theme.link, theme.owner) == (
        "Talla perfecta o cambio gratis",
        "the fit quiz",
        "https://example.com/tallas",
        "Laura",
    )
    read = [line.es for part in found.brief if part.id == "read" for line in part.lines]
    assert any("«Talla perfecta o cambio gratis»" in line for line in read)


@pytest.mark.parametrize("weeks", [1, 2])
def test_no_rise_is_told_before_two_covered_weeks(tmp_path, weeks):
    covers = ["Support", "daily", 24, "2026-11-17 07:00", {1: "2026-11-02", 2: "2026-10-26"}[weeks], "2026-11-16", "ok"]
    found = asked(tmp_path, *many(6, "11-10", "delivery"), ticket("11-03", "delivery"), Sources=[*SOURCES[:3], covers])
    assert bool(rows(found, "K01")) == (weeks == 2)
    assert {theme.weeks for theme in found.themes} == {weeks}


def test_trap_64_among_many_themes_and_products_a_chance_spike_is_silent(tmp_path):
    """Payment 9/33 is no rise (8.25 expected). One product's 4/2 happens by chance once in 60 (p = .017): silent.

    5/1 has P(Bin(6, 1/5) ≥ 5) = .0016, under the stricter 1 in 100 of a single cell.
    """
    found = asked(
        tmp_path,
        *(ticket("10-27", "pago", product_id=f"p{n}") for n in range(30)),
        *many(4, "11-10", "pago", product_id="p1"),
        ticket("10-28", "pago", product_id="p1"),
        *many(5, "11-11", "pago", product_id="p2"),
        *(ticket("11-12", "talla", product_id=f"p{n}") for n in range(3, 30)),  # one each, of one theme
        *(ticket("10-29", "talla", product_id=f"p{n}") for n in range(3, 30)),
        *(ticket("10-22", "talla", product_id=f"p{n}") for n in range(3, 30)),
        *(ticket("10-15", "talla", product_id=f"p{n}") for n in range(3, 30)),
        Inventory=inventory(*OTHERS),
    )
    (row,) = rows(found, "K01")
    assert (row.key, row.rows[0].rows) == ("K01|theme:payment|product:p2", [37, 38, 39, 40, 41])
    assert said(found, "K01") == [
        (
            "INFO Product 2: payment questions: 5 this week, 1 in the 4 weeks before.",
            "AVISO Product 2: preguntas de pago: 5 esta semana, 1 en las 4 semanas anteriores.",
        )
    ]


def test_trap_65_one_angry_customer_with_five_tickets_is_one_doubt(tmp_path):
    """Five tickets of one person: no rise, no doubt about the product; the tickets are counted all the same."""
    angry = many(5, "11-10", "talla", customer="Ana@Example.com", product_id="jersey-andes")
    found = asked(tmp_path, *angry, *many(2, "11-11", "talla", customer="ana@example.com"))
    assert (rows(found, "K01"), rows(found, "K02")) == ([], [])
    assert next(theme.week for theme in found.themes if theme.key == "fit") == 7
    assert found.figures["M26"].value == 7
    # With three more people it is a rise, and the sentence tells both numbers: 10 tickets, 4 people.
    more = [ticket("11-12", "talla", customer=f"{n}@example.com") for n in range(3)]
    found = asked(tmp_path, *angry, *many(2, "11-11", "talla", customer="ana@example.com"), *more)
    assert [row.shown.en for row in rows(found, "K01")] == [
        "WARNING Fit questions: 10 this week, 0 in the 4 weeks before (from 4 customers); 250 per 100 orders against 0."
    ]


def test_the_same_doubt_about_a_product_is_told_with_the_questions_and_what_looks_like_it_is_silent(tmp_path):
    """Three fit questions on the jersey in 28 days (20 Oct – 16 Nov); 16 units sold in those days."""
    found = asked(
        tmp_path,
        ticket("10-21", "talla", subject="Jersey: M o L?", product_id="jersey-andes"),
        ticket("10-30", "fit", subject="Does it run small?", product_id="Jersey Andes"),
        ticket("11-05", subject="¿Qué medidas tiene?", product_id="JERSEY-ANDES"),
        *many(2, "11-05", "talla", product_id="p1"),  # two only
        *many(4, "11-05", "delivery", product_id="p2"),  # never counts against a product
        *many(3, "10-15", "talla", product_id="p3"),  # older
        *many(4, "11-05", "talla", product_id="nobody-knows"),
        Inventory=inventory({}, *OTHERS[:4]),
    )
    assert said(found, "K02") == [
        ("INFO Jersey Andes: 3 fit questions in 28 days.", "AVISO Jersey Andes: 3 preguntas de talla en 28 días.")
    ]
    (row,) = rows(found, "K02")
    assert (row.key, row.rule, row.confidence, row.rows[0].rows) == (
        "K02|product:jersey-andes",
        "K02",
        "directional",
        [2, 3, 4],
    )
    assert row.next_action.en == (
        "Clarify fit of Jersey Andes in the size guide: 3 fit questions in 28 days on 16 units sold "
        "(“¿Qué medidas tiene?”, “Does it run small?”)."
    )
    assert row.next_action.es == (
        "Aclara el ajuste de Jersey Andes en la guía de tallas: 3 preguntas de talla en 28 días con 16 unidades vendidas "
        "(«¿Qué medidas tiene?», «Does it run small?»)."
    )


def test_questions_are_quoted_without_what_belongs_to_customers(tmp_path):
    private = "Soy Ana, ana@example.com, cel 300 123 4567: ¿M o L?"
    found = asked(tmp_path, *(ticket("11-05", "talla", subject=private, product_id="jersey-andes") for _ in range(3)))
    text = rows(found, "K02")[0].next_action.es
    assert "ana@example.com" not in text
    assert "300 123" not in text
    assert "M o L" in text


def test_the_doubt_about_one_product_stands_in_for_the_rise_of_its_theme(tmp_path):
    """All six are about the jersey: K02 tells it, and K01 would tell the same again."""
    same = [*many(6, "11-10", "talla", product_id="jersey-andes"), ticket("10-20", "talla", product_id="jersey-andes")]
    found = asked(tmp_path, *same)
    assert (len(rows(found, "K02")), rows(found, "K01")) == (1, [])
    # One of them about no product: the theme has risen beyond it.
    found = asked(tmp_path, *same, ticket("11-11", "talla"))
    assert (len(rows(found, "K02")), len(rows(found, "K01"))) == (1, 1)


def test_tickets_without_a_theme_are_told_once_they_are_many(tmp_path):
    """10 of 20 this week have no theme; 10 of 34 are not more than 30 %; 9 of 9 are too few."""
    nothing = [ticket("11-10", "wholesale", subject="Hola")] * 6 + [ticket("11-10", "colab; wholesale")] * 4
    found = asked(tmp_path, *nothing, *many(10, "11-10", "talla"))
    assert said(found, "K06") == [
        (
            "INFO Support: 10 of 20 tickets this week have no theme; most often tagged wholesale, colab.",
            "AVISO Soporte: 10 de 20 tickets de esta semana no tienen tema; lo más frecuente: wholesale, colab.",
        )
    ]
    assert rows(asked(tmp_path, *nothing, *many(24, "11-10", "talla")), "K06") == []
    assert rows(asked(tmp_path, *nothing[:9]), "K06") == []
    # What the founder says is nothing of ours is known.
    tags = [["pattern", "kind", "maps_to"], ["wholesale", "support tag", "none"]]
    assert rows(asked(tmp_path, *nothing, *many(10, "11-10", "talla"), Tag_map=tags), "K06") == []


def test_orders_that_rose_as_much_leave_the_rise_an_info(tmp_path):
    """Delivery 6/3, orders 12 in the week and 16 before: P(Bin(9, 12/28) ≥ 6) = .20, within normal variation."""
    busy = [order(f"#9{n}", "2026-11-12 09:00:00") for n in range(8)]
    found = asked(tmp_path, *many(6, "11-10", "delivery"), *many(3, "10-20", "delivery"), Orders=orders(*STEADY, *busy))
    assert said(found, "K01")[0] == (
        "INFO Delivery questions: 6 this week, 3 in the 4 weeks before.",
        "AVISO Preguntas de entrega: 6 esta semana, 3 en las 4 semanas anteriores.",
    )
    read = [(line.en, line.es) for part in found.brief if part.id == "read" for line in part.lines]
    assert (
        "Delivery questions rose: 6 this week against 3 in the 4 weeks before. Orders rose too, so the rate per order "
        "may not have changed. The promise to check: “It arrives when you said”.",
        "Subieron las preguntas de entrega: 6 esta semana frente a 3 en las 4 semanas anteriores. También subieron los "
        "pedidos, así que la tasa por pedido quizá no cambió. La promesa por revisar: «Llega cuando dijeron».",
    ) in read
