"""Worked example B (domain.md §6.6), from facts made by hand: the text of every section that the words own."""

from __future__ import annotations

from reports.outcome import Memory, Section
from reports.sections import brief
from tests.reports.made import facts, learning


def texts(sections: list[Section], id: str, language: str = "es") -> list[str]:
    section = next(section for section in sections if section.id == id)
    return [section.title.text(language), *(line.text(language) for line in section.lines)]


def example() -> list[Section]:
    return brief(facts(), (), (), [learning("Jersey Andes"), learning("Socks Niebla")], Memory(), "weekly")


def test_the_header():
    assert texts(example(), "header") == [
        "RUTA NORTE — Informe operativo semanal",
        "Semana lun 9 – dom 15 nov 2026 · America/Bogota. Preparado lun 16 nov, 8:00 a. m. (festivo: los plazos en días "
        "hábiles están en pausa). Pedidos vistos lun 16 nov, 8:00 a. m. (registro más reciente: dom 15 nov).",
        "Confianza: muy pocos datos — 4 pedidos contados esta semana; inventario sin cambios hace 4 días.",
    ]


def test_the_read():
    # 485,600 − 283,700 = +201,900; of +189,900 + 0 the jersey is all
    assert texts(example(), "read")[1:] == [
        "Los ingresos fueron $ 485.600 con 4 pedidos contados (3 con valor), frente a $ 283.700 con 2 la semana anterior "
        "(+$ 201.900). Muy pocos pedidos para hablar de una tendencia.",
        "El cambio vino sobre todo de Jersey Andes (+$ 189.900).",
    ]


def test_the_label_lines():
    said = {section.id: " ".join(texts([section], section.id)[1:]) for section in example() if section.kind == "label"}
    assert said == {
        # 485,600 / 3 = 161,866.67
        "sales": "4 pedidos · $ 485.600 · promedio $ 161.867 (3 pedidos con valor, muy pocos datos) · 0 de 3 pedidos pagados "
        "con descuento · contra entrega en curso $ 46.900 (1)",
        "products": "Aprender: Jersey Andes ○, Socks Niebla ○. No se puede decidir aún: falta costo, tráfico y fecha de "
        "publicación; 4 unidades cada uno en 13 días.",
        "inventory": "2 tallas bajo el mínimo: Jersey Andes S (−1 de 8), Jersey Andes M (2 de 8).",
        "campaign": "Sin campañas. No se ven códigos: falta la columna Discount Code.",
        "support": "Aún no hay soporte: el informe no ve las dudas.",
        "delivery": "No se ve la entrega: solo si el pedido se marcó despachado. 3 pedidos pagados están dentro de su plazo "
        "de despacho (mié 18 y jue 19 nov).",
        "notes": "sáb 14 nov evento: Rodada del sábado.",
    }


def test_what_it_cannot_prove():
    assert texts(example(), "caveats") == [
        "Lo que esto no puede probar",
        "Fuera de los ingresos: #204 contra entrega sin pagar, #205 sin total legible (contado como pedido).",
        "La pestaña de pedidos empieza el 3 nov; la semana anterior puede estar incompleta. Se omitió 1 fila de totales. "
        "Margen desconocido en 2 productos (falta costo). Sin tráfico: la demanda se lee solo por ventas. Sin columna de "
        "reembolsos: los ingresos no los descuentan.",
        "Definiciones: 2 propias, el resto estándar.",
    ]


def test_the_same_in_english():
    assert texts(example(), "caveats", "en")[2] == (
        "The orders tab starts on 3 Nov; the week before may be incomplete. 1 total row was skipped. Margin unknown for 2 "
        "products (no cost). Traffic isn't connected: demand is read from sales only. No refunds column: revenue is before "
        "refunds."
    )
    assert texts(example(), "products", "en")[1] == (
        "Learn: Jersey Andes ○, Socks Niebla ○. Can't tell yet: cost, traffic and publication date missing; 4 units each in "
        "13 days."
    )
