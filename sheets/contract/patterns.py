"""What the words of tags, questions and reasons mean, in English and Spanish: what a new ``Tag map`` is filled with.

They count as well where there is no such tab; a founder's own rows go before them. Whole words are meant, and their
plurals, without regard to case and accents; ``*`` stands for any text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sheets.contract.types import normal
from sheets.errors import Text

#: The themes of support in order of priority: the first of those that a ticket has is its primary one.
THEMES: dict[str, Text] = {
    "technical": Text("technical", "técnico"),
    "payment": Text("payment", "pago"),
    "delivery": Text("delivery", "entrega"),
    "discount": Text("discount", "descuento"),
    "fit": Text("fit", "talla"),
    "return": Text("return", "devolución"),
    "product": Text("product", "producto"),
    "stock": Text("stock", "disponibilidad"),
}

#: Why something comes back.
REASONS: dict[str, Text] = {
    "fit": Text("fit", "talla"),
    "quality": Text("quality", "calidad"),
    "damaged": Text("damaged", "averiado"),
    "wrong_item": Text("wrong item", "producto equivocado"),
    "not_as_shown": Text("not as shown", "distinto a lo mostrado"),
    "late": Text("late", "llegó tarde"),
    "changed_mind": Text("changed mind", "ya no lo quiere"),
}

#: Parts of themes and reasons.
SUBTHEMES: dict[str, Text] = {
    "sizing": Text("sizing", "tallaje"),
    "cut": Text("cut", "corte"),
    "comparison": Text("comparison", "comparación"),
    "exchange": Text("exchange", "cambio"),
    "too small": Text("too small", "muy pequeño"),
    "too large": Text("too large", "muy grande"),
    "failed": Text("failed", "fallido"),
    "pending": Text("pending", "pendiente"),
    "local methods": Text("local methods", "medios locales"),
    "duplicate": Text("duplicate", "doble"),
    "where is it": Text("where is it", "dónde está"),
    "estimate": Text("estimate", "cuándo llega"),
    "not received": Text("not received", "no recibido"),
    "delay": Text("delay", "demora"),
    "rejected": Text("rejected", "rechazado"),
    "expired": Text("expired", "vencido"),
    "refund": Text("refund", "reembolso"),
    "quality": Text("quality", "calidad"),
    "color": Text("color", "tono"),
    "material": Text("material", "tela"),
    "care": Text("care", "cuidado"),
    "restock": Text("restock", "reposición"),
    "broken": Text("broken", "no funciona"),
}

#: Words in ``maps_to`` that say: this is known, and is none of these.
NOTHING = frozenset({"none", "nothing", "ninguno", "ninguna", "nada", "other", "otro", "otra", "ignore", "ignorar"})

#: Other words for a theme or a reason than its names above, as :func:`normal` has them.
_ALSO = {
    "support_tag": {
        "tecnica": "technical",
        "site": "technical",
        "sitio": "technical",
        "payments": "payment",
        "pagos": "payment",
        "shipping": "delivery",
        "envio": "delivery",
        "envios": "delivery",
        "entregas": "delivery",
        "wismo": "delivery",
        "discounts": "discount",
        "descuentos": "discount",
        "sizing": "fit",
        "size": "fit",
        "tallas": "fit",
        "ajuste": "fit",
        "returns": "return",
        "devoluciones": "return",
        "cambio": "return",
        "cambios": "return",
        "productos": "product",
        "quality": "product",
        "calidad": "product",
        "availability": "stock",
        "inventario": "stock",
        "existencias": "stock",
    },
    "return_reason": {
        "sizing": "fit",
        "size": "fit",
        "ajuste": "fit",
        "defective": "quality",
        "defectuoso": "quality",
        "dano": "damaged",
        "danado": "damaged",
        "averia": "damaged",
        "equivocado": "wrong_item",
        "demora": "late",
        "retracto": "changed_mind",
    },
}
_NAMES = {
    kind: {normal(word): key for key, name in names.items() for word in (key, name.en, name.es)} | _ALSO[kind]
    for kind, names in (("support_tag", THEMES), ("return_reason", REASONS))
}

_PARTS = {normal(word): key for key, name in SUBTHEMES.items() for word in (key, name.en, name.es)}


@dataclass(frozen=True, slots=True)
class Pattern:
    """One row: ``maps_to`` are one or more keys of :data:`THEMES` or :data:`REASONS`; ``subtheme`` a part of them."""

    pattern: str
    kind: str
    maps_to: tuple[str, ...]
    subtheme: str = ""


def part(word: str) -> str:
    """The subtheme that a word names in either language, else the word as it is."""
    return _PARTS.get(normal(word), word.strip())


def meant(kind: str, word: str) -> str | None:
    """The theme or reason that a word in ``maps_to`` names; ``""`` for nothing, ``None`` where it is none of ours."""
    plain = normal(word)
    return "" if plain in NOTHING else _NAMES.get(kind, {}).get(plain)


#: Kind, what it maps to, subtheme: patterns in English / in Spanish, separated by commas.
_LISTED = (
    (
        "support_tag",
        "fit",
        "sizing",
        "size, sizing, small, large, measure, measurement, size chart, size guide, too big, too tight, too loose",
        "talla, tallaje, medida, me queda, me quedan, me queda grande, guía de tallas, apretado, tamaño",
    ),
    ("support_tag", "fit", "", "fit, fitting", "ajuste, queda bien"),
    ("support_tag", "fit", "cut", "cut", "horma, corte"),
    (
        "support_tag",
        "fit",
        "comparison",
        "between sizes, S or M, M or L, L or XL",
        "entre tallas, talla S o M, talla M o L, talla L o XL, S o M, M o L, L o XL",
    ),
    ("support_tag", "fit return", "exchange", "size exchange, exchange for another size", "cambio de talla"),
    (
        "support_tag",
        "payment",
        "failed",
        "card declined, payment failed, payment declined",
        "rechazada, rechazado, pago rechazado, tarjeta rechazada, pago fallido",
    ),
    ("support_tag", "payment", "pending", "payment pending", "pago pendiente"),
    ("support_tag", "payment", "local methods", "", "PSE, Nequi, Daviplata, Bancolombia, Efecty, Addi, contra entrega"),
    (
        "support_tag",
        "payment",
        "duplicate",
        "charged twice, double charge",
        "cobro doble, doble cobro, cobraron dos veces",
    ),
    (
        "support_tag",
        "payment",
        "",
        "payment, pay, invoice",
        "pago, pagar, link de pago, enlace de pago, comprobante, transferencia, factura",
    ),
    (
        "support_tag",
        "delivery",
        "where is it",
        "where is my order, where's my order, tracking, tracking number, WISMO, order status",
        "dónde está, dónde va, guía, número de guía, rastreo, rastrear, seguimiento",
    ),
    (
        "support_tag",
        "delivery",
        "estimate",
        "arrive, when will it arrive, delivery time, shipping time",
        "cuándo llega, cuándo llegan, cuánto demora, cuánto se demora, tiempo de entrega, cuándo despachan",
    ),
    (
        "support_tag",
        "delivery",
        "not received",
        "not received, never arrived, has not arrived, hasn't arrived, didn't arrive",
        "no ha llegado, no llegó, nunca llegó, no me ha llegado, no he recibido",
    ),
    (
        "support_tag",
        "delivery",
        "delay",
        "late, delayed, delay",
        "demorado, retrasado, retraso, llega tarde, llegó tarde",
    ),
    (
        "support_tag",
        "delivery",
        "",
        "delivery, shipping, shipment, package, parcel",
        "pedido, envío, entrega, despacho, domicilio, transportadora, paquete",
    ),
    (
        "support_tag",
        "discount",
        "rejected",
        "discount rejected, code rejected, code not working, code doesn't work, invalid code, code invalid",
        "código rechazado, código no funciona, código no sirve, cupón no funciona, cupón no sirve, código inválido",
    ),
    (
        "support_tag",
        "discount",
        "expired",
        "code expired, expired code",
        "código vencido, cupón vencido",
    ),
    (
        "support_tag",
        "discount",
        "",
        "code, coupon, discount, promo, promotion",
        "código, cupón, descuento, promo, promoción, rebaja",
    ),
    (
        "support_tag",
        "return",
        "refund",
        "refund, money back, refund status",
        "reembolso, devolución del dinero, devuelvan el dinero, devolver el dinero",
    ),
    (
        "support_tag",
        "return",
        "",
        "return, exchange, send back",
        "devolución, devolver, retracto, cambio, cambiar",
    ),
    ("support_tag", "product", "quality", "quality, broken, ripped, torn", "calidad, se rompió, roto, rota, costura"),
    ("support_tag", "product", "color", "color, colour", "color, tono"),
    ("support_tag", "product", "material", "fabric, material", "tela, material"),
    ("support_tag", "product", "care", "wash, washing", "lavado, lavar"),
    (
        "support_tag",
        "stock",
        "restock",
        "restock, back in stock, out of stock, sold out",
        "agotado, agotada, vuelve a llegar, cuándo llega talla, cuándo llega la talla, cuándo vuelve",
    ),
    ("support_tag", "stock", "", "available, availability, in stock", "disponible, disponibilidad"),
    ("support_tag", "technical", "", "link, error, page, website", "enlace, página"),
    (
        "support_tag",
        "technical",
        "broken",
        "broken link, link not working, link doesn't work, page not loading, error message, checkout not working, "
        "can't pay, can't check out",
        "no deja, no me deja, no deja pagar, no me deja pagar, sale error, me sale error, da error, error al pagar, "
        "no carga, no abre, página caída, link roto, enlace roto",
    ),
    (
        "return_reason",
        "fit",
        "too small",
        "too small, small, too tight, tight, too short, runs small",
        "pequeño, pequeña, chico, chica, apretado, apretada, estrecho, queda corto",
    ),
    (
        "return_reason",
        "fit",
        "too large",
        "too large, large, too big, big, too loose, too long, runs large",
        "grande, ancho, ancha, suelto, queda largo",
    ),
    (
        "return_reason",
        "fit",
        "",
        "fit, size, sizing, wrong size, doesn't fit",
        "talla, horma, ajuste, corte, medida, no me quedó, no me queda, no le quedó",
    ),
    (
        "return_reason",
        "quality",
        "",
        "quality, defect, defective, faulty, ripped, torn, broken, stopped working",
        "calidad, defecto, defectuoso, defectuosa, roto, rota, se rompió, costura, se dañó, descosido",
    ),
    (
        "return_reason",
        "damaged",
        "",
        "damaged, damaged by carrier, damaged in transit",
        "averiado, averiada, avería, llegó dañado, llegó dañada, golpeado",
    ),
    (
        "return_reason",
        "wrong_item",
        "",
        "wrong item, wrong product, wrong color, incorrect item, switcheroo, ordered wrong item",
        "equivocado, equivocada, producto equivocado, otro producto, pedido errado, me llegó otro, me enviaron otro",
    ),
    (
        "return_reason",
        "not_as_shown",
        "",
        "not as described, not as shown, not as expected, different from, color, colour, style",
        "no es como, distinto, distinta, diferente, color, no era lo que esperaba",
    ),
    (
        "return_reason",
        "late",
        "",
        "late, arrived late, missed estimated delivery, too late",
        "tarde, llegó tarde, demora, demorado",
    ),
    (
        "return_reason",
        "changed_mind",
        "",
        "changed mind, changed my mind, unwanted, unwanted item, no longer needed, no longer wanted, don't want",
        "ya no lo quiere, ya no lo quiero, ya no la quiero, no lo quiero, no me gustó, retracto, me arrepentí",
    ),
)


def _filled() -> Iterator[Pattern]:
    for kind, maps_to, subtheme, *languages in _LISTED:
        patterns = (pattern.strip() for texts in languages for pattern in texts.split(","))
        for pattern in dict.fromkeys(pattern for pattern in patterns if pattern):
            yield Pattern(pattern, kind, tuple(maps_to.split(" ")), subtheme)


#: Every prefilled row, those of one theme together.
PATTERNS: tuple[Pattern, ...] = tuple(_filled())

#: In a question about a code these words say that the shop refused it.
REFUSED = (
    *("not working", "doesn't work", "does not work", "not accepted", "rejected", "invalid", "expired", "can't apply"),
    *("no funciona", "no me funciona", "no sirve", "no me sirve", "no aplica", "no me deja", "no lo acepta"),
    *("rechazado", "rechaza", "inválido", "vencido", "vencida", "no válido", "expiró"),
)
