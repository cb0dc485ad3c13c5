"""What the product categories say: why, what moves a product out, what to do next, and further words beside it."""

from __future__ import annotations

from collections.abc import Mapping

from sheets.errors import Text

PROTECT: Mapping[str, Text] = {
    "C-PROT": Text(
        "{size}: {left}{cover}{bulk}; {s} is {k} of {u:unit|units} in {d:day|days}.{understated}{more}",
        "{size}: {left}{cover}{bulk}; {s} es {k} de {u:unidad|unidades} en {d:día|días}.{understated}{more}",
    ),
    "C-PROT-cover": Text(", {c}", ", {c}"),
    "C-PROT-bulk": Text(" ({c2} without bulk order {o})", " ({c2} sin el pedido grande {o})"),
    "C-PROT-understated": Text(
        " It was out of stock, so more may have been wanted.", " Estuvo agotada, así que quizá se quería más."
    ),
    "C-PROT-more": Text(" Also short: {sizes:,}.", " También cortas: {sizes:,}."),
    "C-PROT-one": Text("{s} ({left})", "{s} ({left})"),
    "C-PROT-whole": Text(
        "{n} in stock, {c}; {u:unit|units} sold in {d:day|days}.",
        "{n} en inventario, {c}; {u:unidad vendida|unidades vendidas} en {d:día|días}.",
    ),
    "M-PROT": Text("Restock {list} ({c} days).", "Repón {list} ({c} días)."),
    "M-PROT-one": Text("{s} to {n} or more", "{s} hasta {n} o más"),
    "M-PROT-whole": Text("Restock to {n} or more ({c} days).", "Repón hasta {n} o más ({c} días)."),
    "A-PROT": Text(
        "Stop promoting {product} and reorder {what}{about}.", "Deja de promocionar {product} y repón {what}{about}."
    ),
    "A-PROT-about": Text(": about {q:unit|units} (range {a}–{b})", ": unas {q:unidad|unidades} (rango {a}–{b})"),
    "A-PAUSE": Text(
        "Pause ads and e-mails for {product} until {n:unit arrives|units arrive}{on}.",
        "Pausa anuncios y correos de {product} hasta que {n:?llegue|lleguen} {n:unidad|unidades} en camino{on}.",
    ),
    "A-PAUSE-on": Text(" ({d})", " ({d})"),
    "A-PAUSE-own": Text(
        "Pause ads and e-mails for {product}: {reason}.", "Pausa anuncios y correos de {product}: {reason}."
    ),
    "A-PAUSE-clear": Text(
        "Pause ads and e-mails for {product}: it sells out, and you marked it to clear.",
        "Pausa anuncios y correos de {product}: se agota, y lo marcaste para liquidar.",
    ),
}

CLEAR: Mapping[str, Text] = {
    "C-CLEAR": Text(
        "{n} in stock, {u} sold in {d:day|days}, on sale {age:day|days}.{keeps}",
        "{n} en inventario, {u:vendida|vendidas} en {d:día|días}, {age:día|días} en venta.{keeps}",
    ),
    "C-CLEAR-keeps": Text(
        " At {pct} off it keeps {m} gross margin.", " Con {pct} de descuento conserva {m} de margen bruto."
    ),
    "C-CLEAR-declared": Text("You marked it to clear.{keeps}", "Lo marcaste para liquidar.{keeps}"),
    "M-CLEAR": Text(
        "Cover under {c:day|days} or stock under {n}.", "Cobertura menor de {c:día|días} o inventario menor de {n}."
    ),
    "M-CLEAR-declared": Text("Take the mark off in Inventory.", "Quítale la marca en Inventario."),
    "A-BUNDLE": Text(
        "Bundle {product} with {other}: bought together in {n:order|orders}.",
        "Arma un combo de {product} con {other}: se compraron juntos en {n:pedido|pedidos}.",
    ),
    "A-CLEAR": Text("Offer {product} at {pct} off{m}.", "Ofrece {product} con {pct} de descuento{m}."),
    "A-CLEAR-m": Text(": it keeps {m} gross margin", ": conserva {m} de margen bruto"),
    "A-RETIRE": Text(
        "Retire {product}: {u} sold in {d:day|days}, {left}.",
        "Retira {product}: {u:vendida|vendidas} en {d:día|días}, {left}.",
    ),
    "A-RETIRE-margin": Text(
        "Retire {product}: no discount leaves {m} gross margin.",
        "Retira {product}: ningún descuento deja {m} de margen bruto.",
    ),
}

FIX: Mapping[str, Text] = {
    "C-FIX": Text("Fix before pushing: {why:;}.", "Arreglar antes de impulsar: {why:;}."),
    "F-fit": Text(
        "{k:fit question|fit questions} in {d:day|days}{on}", "{k:pregunta|preguntas} de talla en {d:día|días}{on}"
    ),
    "F-fit-on": Text(" on {u:unit|units} sold", " con {u:unidad vendida|unidades vendidas}"),
    "F-theme": Text(
        "{k} {theme} {k:?ticket|tickets} in {d:day|days}{on}", "{k:ticket|tickets} de {theme} en {d:día|días}{on}"
    ),
    "F-cart": Text("{r} of views add to cart ({others} {b})", "{r} de las vistas agrega al carrito ({others} {b})"),
    "F-order": Text(
        "{r} of views end in an order ({others} {b}; approximate: two sources)",
        "{r} de las vistas termina en pedido ({others} {b}; aproximado: dos fuentes)",
    ),
    "F-photos-none": Text(
        "no photos and {v:view|views} in {d:day|days}", "sin fotos y {v:vista|vistas} en {d:día|días}"
    ),
    "F-photos-weak": Text(
        "weak photos and {v:view|views} in {d:day|days}", "fotos flojas y {v:vista|vistas} en {d:día|días}"
    ),
    "F-returns": Text(
        "{k} of {n:delivered unit|delivered units} came back or were exchanged for fit (limit {p})",
        "{k} de {n:unidad entregada|unidades entregadas} volvieron o se cambiaron por talla (límite {p})",
    ),
    "F-reason": Text(
        "{k} of {n:return|returns} with a reason say “{reason}”",
        "{k} de {n:devolución|devoluciones} con motivo dicen «{reason}»",
    ),
    "F-guide": Text("no size guide{seen}", "sin guía de tallas{seen}"),
    "F-copy": Text("its copy is unclear{seen}", "su texto confunde{seen}"),
    "F-seen-views": Text(", {v:view|views} in {d:day|days}", ", {v:vista|vistas} en {d:día|días}"),
    "F-seen-questions": Text(
        ", {k:fit question|fit questions} in {d:day|days}", ", {k:pregunta|preguntas} de talla en {d:día|días}"
    ),
    "M-FIX": Text("{list:cap}.", "{list:cap}."),
    "M-FIX-fit": Text(
        "fewer than {n:fit question|fit questions} in {d:day|days}",
        "menos de {n:pregunta|preguntas} de talla en {d:día|días}",
    ),
    "M-FIX-theme": Text(
        "fewer than {n} {theme} {n:?ticket|tickets} in {d:day|days}",
        "menos de {n:ticket|tickets} de {theme} en {d:día|días}",
    ),
    "M-FIX-cart": Text("cart rate above {p}", "tasa de carrito por encima de {p}"),
    "M-FIX-order": Text("order rate above {p}", "tasa de pedido por encima de {p}"),
    "M-FIX-photos": Text("photos marked ok in Inventory", "fotos marcadas ok en Inventario"),
    "M-FIX-returns": Text("at most {k} of {n:unit|units} back", "a lo sumo {k} de {n:unidad|unidades} de vuelta"),
    "M-FIX-reason": Text(
        "fewer than {n:return|returns} for “{reason}”", "menos de {n:devolución|devoluciones} por «{reason}»"
    ),
    "M-FIX-guide": Text("a size guide", "una guía de tallas"),
    "M-FIX-copy": Text("clear copy", "un texto claro"),
    "A-FIX-own": Text(
        "Fix the page of {product} before more traffic: {reason}.",
        "Arregla la página de {product} antes de enviarle tráfico: {reason}.",
    ),
    "A-PHOTO": Text(
        "Update the photos of {product} before more traffic: {why:;}.",
        "Actualiza las fotos de {product} antes de enviarle tráfico: {why:;}.",
    ),
    "A-FIT": Text(
        "Add fit guidance to {product} before more traffic: {why:;}.",
        "Agrega guía de tallas a {product} antes de enviarle tráfico: {why:;}.",
    ),
    "A-FIT-guide": Text(
        "Clear up the fit of {product} before more traffic: {why:;}.",
        "Aclara el ajuste de {product} antes de enviarle tráfico: {why:;}.",
    ),
    "A-COPY": Text(
        "Correct the description of {product} before more traffic: {why:;}.",
        "Corrige la descripción de {product} antes de enviarle tráfico: {why:;}.",
    ),
    "A-SHOWSTOCK": Text(
        "Show what is in stock on the page of {product} before more traffic: {why:;}.",
        "Muestra la disponibilidad en la página de {product} antes de enviarle tráfico: {why:;}.",
    ),
    "A-RETURNS": Text(
        "Explain returns on the page of {product} before more traffic: {why:;}.",
        "Explica las devoluciones en la página de {product} antes de enviarle tráfico: {why:;}.",
    ),
    "A-PAGE": Text(
        "Check the copy and the price of {product} before more traffic: {why:;}.",
        "Revisa el texto y el precio de {product} antes de enviarle tráfico: {why:;}.",
    ),
}

PUSH: Mapping[str, Text] = {
    "C-PUSH": Text("Push now: {why:,}.", "Impulsar ya: {why:,}."),
    "C-PUSH-cover": Text("at least {c:day|days} of cover", "al menos {c:día|días} de cobertura"),
    "C-PUSH-sells": Text("{s} sell-through (usual {t})", "rotación {s} (lo usual {t})"),
    "C-PUSH-margin": Text("{m} margin", "margen {m}"),
    "C-PUSH-clear": Text("no open doubts", "sin dudas abiertas"),
    "C-PUSH-few": Text("{n:open doubt|open doubts}", "{n:duda abierta|dudas abiertas}"),
    "C-PUSH-blind": Text("doubts not visible", "las dudas no se ven"),
    "C-PUSH-discount": Text("whether it needs discounts is not known", "no se sabe si depende del descuento"),
    "M-PUSH": Text("Cover under {c:day|days}{tickets}.", "Cobertura menor de {c:día|días}{tickets}."),
    "M-PUSH-tickets": Text(" or {n:ticket|tickets}", " o {n:ticket|tickets}"),
    "M-PUSH-rate": Text(
        "A rate below the other products'{tickets}.", "Una tasa menor que la de los otros productos{tickets}."
    ),
    "A-HOME": Text("Move {product} to the homepage: {why:,}.", "Lleva {product} a la portada: {why:,}."),
    "A-KEEP": Text("Keep {product} on the homepage.", "Deja {product} en la portada."),
    "A-MAIL": Text("Feature {product} in the next e-mail.", "Destaca {product} en el próximo correo."),
    "A-NEXT": Text(
        "{product} is next in line for the homepage or an e-mail.",
        "{product} sigue en la fila para la portada o un correo.",
    ),
}

LEARN: Mapping[str, Text] = {
    "C-NEW": Text(
        "On sale {d:day|days}: {seen}{u:unit|units}. Wait for {wait}.",
        "{d:día|días} en venta: {seen}{u:unidad|unidades}. Espera {wait}.",
    ),
    "C-NEW-views": Text("{v:view|views}, ", "{v:vista|vistas}, "),
    "C-WAIT-both": Text("{v:view|views} or {u:unit|units}", "{v:vista|vistas} o {u:unidad|unidades}"),
    "C-WAIT-units": Text("{u:unit|units}", "{u:unidad|unidades}"),
    "M-NEW": Text(
        "{n:more unit|more units} sold, or {d:more day|more days} on sale.",
        "{n:unidad vendida más|unidades vendidas más}, o {d:día más|días más} en venta.",
    ),
    "M-NEW-views": Text(
        "{v:more view|more views} or {n:unit|units}.", "{v:vista más|vistas más} o {n:unidad|unidades}."
    ),
    "A-WAIT": Text("Wait with {product}: {until}.", "Espera con {product}: {until}."),
    "A-WAIT-own": Text("{reason}", "{reason}"),
    "A-WAIT-new": Text("it needs {wait} first", "primero necesita {wait}"),
    "A-WAIT-missing": Text("{list} missing", "falta {list}"),
    "A-WAIT-rates": Text(
        "it needs {v:view|views} and {k:cart or order|carts or orders} first",
        "primero necesita {v:vista|vistas} y {k:carrito o pedido|carritos o pedidos}",
    ),
    "C-CANT": Text(
        "Can't tell yet: {said}; {u:unit|units} in {d:day|days}.{closest}",
        "No se puede decidir aún: {said}; {u:unidad|unidades} en {d:día|días}.{closest}",
    ),
    "C-CANT-missing": Text("{list} missing", "falta {list}"),
    "C-CANT-few": Text("too little data", "muy pocos datos"),
    "C-CANT-rates": Text(
        "{v} of {n:view|views} and {k} of {m:cart or order|carts or orders} that a rate needs",
        "{v} de {n:vista|vistas} y {k} de {m:carrito o pedido|carritos o pedidos} que pide una tasa",
    ),
    "C-CANT-closest": Text(
        " Closest: {cat} ({k} of {n} conditions).", " Lo más cercano: {cat} ({k} de {n} condiciones)."
    ),
    "M-CANT": Text("Fill in: {list:,}.", "Completa: {list:,}."),
    "M-CANT-units": Text(
        "{n:unit|units} sold in {d:day|days}.", "{n:unidad vendida|unidades vendidas} en {d:día|días}."
    ),
    "M-CANT-rates": Text(
        "{v:more view|more views} and {k:more cart or order|more carts or orders}.",
        "{v:vista más|vistas más} y {k:carrito o pedido más|carritos o pedidos más}.",
    ),
}

REST: Mapping[str, Text] = {
    "C-STEADY": Text(
        "Nothing stands out: {u:unit|units} sold in {d:day|days}{cover}.",
        "Nada se destaca: {u:unidad vendida|unidades vendidas} en {d:día|días}{cover}.",
    ),
    "C-STEADY-cover": Text("; {c}", "; {c}"),
    "M-STEADY": Text("It meets {k} of {n} conditions of {cat}.", "Cumple {k} de {n} condiciones de {cat}."),
    "C-OFF": Text("Not on sale.", "No está en venta."),
    "M-OFF": Text("Set it to active.", "Ponlo como activo."),
    "C-UNREAD": Text("No stock data for it.", "Sin datos de su inventario."),
    "M-UNREAD": Text("Add its stock to Inventory.", "Agrega su inventario en Inventario."),
    "C-OVR": Text(
        "You set {cat} until {until}: {reason}. Computed: {computed}.{conflict}",
        "Fijaste {cat} hasta {until}: {reason}. Calculado: {computed}.{conflict}",
    ),
    "M-OVR": Text(
        "Your decision ends on {until}, or when you clear it. Computed: {rest}",
        "Tu decisión termina el {until}, o cuando la borres. Calculado: {rest}",
    ),
    "C-OVR-stock": Text(" Its stock does not allow a push.", " Su inventario no permite impulsarlo."),
    "C-OVR-off": Text(" It is not on sale.", " No está en venta."),
    "C-OVR-unread": Text(" Its stock can't be read.", " Su inventario no se puede leer."),
    "C-BULK": Text(" Without bulk order {orders} it would be {cat}.", " Sin el pedido grande {orders} sería {cat}."),
    "C-SINCE": Text("since {d}; before: {cat}", "desde el {d}; antes: {cat}"),
    "O-push": Text("This product is worth pushing.", "Vale la pena impulsarlo."),
    "O-fix": Text("This product needs copy before more traffic.", "Necesita texto antes de más tráfico."),
    "O-photos": Text("This product needs photos before more traffic.", "Necesita fotos antes de más tráfico."),
    "O-protect": Text(
        "This inventory risk should block promotion.", "Este riesgo de inventario debe frenar la promoción."
    ),
}

FLAGS: Mapping[str, Text] = {
    "W-protect": Text("stock at risk", "inventario en riesgo"),
    "W-declared": Text("marked to clear", "marcado para liquidar"),
    "W-photos": Text("needs photos", "necesita fotos"),
    "W-page": Text("weak page", "página floja"),
    "W-fit": Text("fit questions", "preguntas de talla"),
    "W-theme": Text("{theme} questions", "preguntas de {theme}"),
    "W-returns": Text("comes back often", "vuelve mucho"),
    "W-guide": Text("needs size guide", "necesita guía de tallas"),
    "W-copy": Text("needs clearer copy", "necesita un texto más claro"),
    "W-new": Text("new", "nuevo"),
    "W-suggested": Text("slow stock", "inventario lento"),
    "W-push": Text("fit to push", "apto para impulsar"),
    "W-watch": Text("watching: fixed on {d}", "en observación: arreglado el {d}"),
    "W-discounts": Text("depends on discounts", "depende del descuento"),
    "W-core": Text("{sizes} out of stock", "sin {sizes}"),
    "W-loss": Text("sells below its cost", "se vende por debajo de su costo"),
}

TEXTS: Mapping[str, Text] = {**PROTECT, **CLEAR, **FIX, **PUSH, **LEARN, **REST, **FLAGS}
