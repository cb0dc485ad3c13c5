"""Support: which promise is unclear, where a customer meets it, and whether mending it helped."""

from __future__ import annotations

from collections.abc import Mapping

from reports.numbers import Both
from sheets.errors import Text

#: The themes as they stand before "questions" and after "preguntas de" (domain.md §5.2).
THEME = {
    "technical": Both("technical", "fallas técnicas"),
    "payment": Both("payment", "pago"),
    "delivery": Both("delivery", "entrega"),
    "discount": Both("discount", "descuento"),
    "fit": Both("fit", "talla"),
    "return": Both("return", "devolución"),
    "product": Both("product", "producto"),
    "stock": Both("stock", "disponibilidad"),
}

#: What the shop promises, as a customer understands it.
PROMISE = {
    "technical": Both("The shop works", "La tienda funciona"),
    "payment": Both("I can pay safely", "Puedo pagar con seguridad"),
    "delivery": Both("It arrives when you said", "Llega cuando dijeron"),
    "discount": Both("The code works as announced", "El código funciona como lo anunciaron"),
    "fit": Both("It will fit me", "Me va a quedar bien"),
    "return": Both("Returning is simple and fair", "Devolver es fácil y justo"),
    "product": Both("It is as shown", "Es como se muestra"),
    "stock": Both("What I see I can buy", "Lo que veo lo puedo comprar"),
}

#: Where a customer meets the promise.
SURFACE = {
    "technical": Both("the checkout", "el pago"),
    "payment": Both("the checkout message", "el mensaje de pago"),
    "delivery": Both("the confirmation e-mail", "el correo de confirmación"),
    "discount": Both("the cart message", "el mensaje del carrito"),
    "fit": Both("the size guide", "la guía de tallas"),
    "return": Both("the return policy", "la política de devoluciones"),
    "product": Both("the product page", "la página del producto"),
    "stock": Both("the product page", "la página del producto"),
}

#: What to do there.
VERB = {
    "technical": Both("Test a purchase", "Prueba una compra"),
    "payment": Both("Explain payment", "Explica el pago"),
    "delivery": Both("Explain tracking timing", "Explica los tiempos de rastreo"),
    "discount": Both("Clarify the terms", "Aclara los términos"),
    "fit": Both("Clarify fit", "Aclara el ajuste"),
    "return": Both("Explain returns", "Explica las devoluciones"),
    "product": Both("Correct the description", "Corrige la descripción"),
    "stock": Both("Show availability", "Muestra la disponibilidad"),
}

#: What a note or an action says that it changed (``reports.metrics.loops``), as the subject of a sentence.
CHANGED = {
    "size_guide": Both("Size guide", "Guía de tallas"),
    "copy": Both("Copy", "Textos"),
    "photos": Both("Photos", "Fotos"),
    "shipping_policy": Both("Shipping policy", "Política de envíos"),
    "return_policy": Both("Return policy", "Política de devoluciones"),
    "confirmation_email": Both("Confirmation e-mail", "Correo de confirmación"),
    "checkout": Both("Checkout message", "Mensaje de pago"),
    "cart": Both("Cart message", "Mensaje del carrito"),
    "macro": Both("Support macro", "Respuesta de soporte"),
    "action": Both("Action", "Acción"),
}

TEXTS: Mapping[str, Text] = {
    "T-support": Text("Support", "Soporte"),
    "E-support": Text(
        "No support data yet — the brief can't see doubts.", "Aún no hay soporte: el informe no ve las dudas."
    ),
    "E-support-window": Text("No tickets {now}.", "Sin tickets {now}."),
    "E-support-uncovered": Text(
        "The support tab doesn't cover {days:short}.", "La pestaña de soporte no cubre {days:short}."
    ),
    "L-SUP": Text("{n:ticket|tickets}: {themes:,}.", "{n:ticket|tickets}: {themes:,}."),
    "L-SUP-theme": Text("{theme} {k}", "{theme} {k}"),
    "L-SUP-none": Text("no theme {k}", "sin tema {k}"),
    "L-SUP-more": Text(
        "Some have two themes, so the themes add to more.", "Algunos tienen dos temas, por eso los temas suman más."
    ),
    "L-SUP-untagged": Text(
        "{n:ticket, not tagged|tickets, none tagged}. Tag them or fill Tag map.",
        "{n:ticket|tickets} sin etiqueta. Etiquétalos o llena Mapa de etiquetas.",
    ),
    "L-SUP-part": Text(
        "The support tab covers {k} of {n:day|days}.", "La pestaña de soporte cubre {k} de {n:día|días}."
    ),
    "S4": Text(
        "{theme:cap} questions rose: {k} this week against {k0} in the {w:week|weeks} before.{people}{rate} "
        "The promise to check: “{promise}”.",
        "Subieron las preguntas de {theme}: {k} esta semana frente a {k0} en las {w:semana|semanas} "
        "anteriores.{people}{rate} La promesa por revisar: «{promise}».",
    ),
    "S4r": Text(
        " Orders rose too, so the rate per order may not have changed.",
        " También subieron los pedidos, así que la tasa por pedido quizá no cambió.",
    ),
    "S4-rate": Text(
        " Per 100 orders that is {r} against {r0}.",
        " Por cada 100 pedidos son {r} frente a {r0}.",
    ),
    "S4-people": Text(" {p:customer|customers} asked them.", " Las {p:?hizo|hicieron} {p:cliente|clientes}."),
    "T-fit": Text("Fit", "Ajuste"),
    "L-FIT": Text("Fit questions of the month: {list:,}{more}.", "Preguntas de talla del mes: {list:,}{more}."),
    "L-FIT-item": Text("{product} {k} (on {u:unit|units} sold)", "{product} {k} (con {u:unidad|unidades})"),
    "L-FIT-plain": Text("{product} {k}", "{product} {k}"),
    "L-FIT-unlinked": Text("no product {k}", "sin producto {k}"),
    "L-FIT-more": Text(" and {n:other product|other products}", " y {n:producto más|productos más}"),
    "L-FIT-none": Text("No fit questions {now}.", "Sin preguntas de talla {now}."),
    "L-FIT-unseen": Text(
        "Fit questions can't be seen: no support data for that month.",
        "No se ven las preguntas de talla: no hay soporte de ese mes.",
    ),
    "L-LOOP": Text(
        "{what}{product} changed {d}: {verdict} ({counts}).",
        "{what}{product}, cambio del {d}: {verdict} ({counts}).",
    ),
    "L-LOOP-done": Text("“{title}” done {d}; {verdict} ({counts}).", "«{title}» hecha el {d}; {verdict} ({counts})."),
    "L-LOOP-of": Text(" of {product}", " de {product}"),
    "L-LOOP-counts": Text(
        "{k} {theme} {k:?question|questions} in {n:order|orders}{its} after, {k0} in {n0} before",
        "{k} {k:?pregunta|preguntas} de {theme} en {n:pedido|pedidos}{its} después, {k0} en {n0} antes",
    ),
    "L-LOOP-rates": Text(
        "{r} {theme} questions per 100 orders{its} in the {days:day|days} after, {r0} before: {k} in {n:order|orders}, "
        "{k0} in {n0}",
        "{r} preguntas de {theme} por cada 100 pedidos{its} en los {days:día|días} siguientes, {r0} antes: {k} en "
        "{n:pedido|pedidos}, {k0} en {n0}",
    ),
    "L-LOOP-its": Text(" of the product", " del producto"),
    "L-LOOP-early": Text("too early to say", "muy pronto para decir"),
    "L-LOOP-less": Text("fewer {theme} questions after it", "menos preguntas de {theme} después"),
    "L-LOOP-more": Text("more {theme} questions after it", "más preguntas de {theme} después"),
    "L-LOOP-same": Text("no change yet", "aún sin cambio"),
}
