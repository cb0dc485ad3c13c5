"""What customers ask, and what they send back: Support and Returns."""

from __future__ import annotations

from sheets.contract.parts import LINK, order, product, sku
from sheets.contract.types import Column, Tab
from sheets.errors import Text

CHANNELS = {
    "email": ("email", "correo", "e-mail", "mail", "correo electrónico"),
    "whatsapp": ("whatsapp", "whatsapp", "wa", "whatsapp business"),
    "instagram": ("instagram", "instagram", "ig", "instagram direct message", "instagram comment"),
    "facebook": ("facebook", "facebook", "messenger", "facebook messenger", "facebook comment"),
    "chat": ("chat", "chat", "live chat", "web chat", "messaging"),
    "phone": ("phone", "teléfono", "llamada", "call", "voice"),
    "sms": ("sms", "sms", "mensaje de texto"),
    "form": ("web form", "formulario", "form", "contact form", "help center", "portal", "feedback widget"),
    "marketplace": ("marketplace", "marketplace", "mercado libre", "amazon", "etsy"),
    "other": ("other", "otro", "api", "internal note"),
}

SUPPORT = Tab(
    key="support",
    name=Text("Support", "Soporte"),
    level=2,
    meaning=Text(
        "What customers asked. Paste your help desk's tickets export, import it, or keep a tally by hand.",
        "Lo que preguntaron los clientes. Pega la exportación de tickets, impórtala, o lleva la cuenta a mano.",
    ),
    row_is=Text("one ticket, or one tally of several", "un ticket, o la cuenta de varios"),
    aliases=("Tickets", "Support tickets", "Customer service", "Atención al cliente", "Servicio al cliente"),
    keys=("ticket_id", "created_at"),
    identity=(("ticket_id",), ("created_at", "channel", "subject", "customer")),
    columns=(
        Column(
            "ticket_id",
            "id",
            Text("Ticket id", "Id del ticket"),
            Text("The help desk's number; blank in a tally.", "El número del ticket; en blanco si llevas la cuenta."),
            aliases=("Ticket", "Id", "Ticket number", "Número de ticket", "Caso", "Case number"),
        ),
        Column(
            "created_at",
            "moment",
            Text("Created at", "Fecha"),
            Text("When it was asked.", "Cuándo preguntó."),
            required=True,
            aliases=("Creation date", "Created time", "Created", "Date", "Creado el", "Fecha de creación"),
        ),
        Column(
            "channel",
            "choice",
            Text("Channel", "Canal"),
            Text("Where it was asked.", "Por dónde preguntó."),
            aliases=("Initial channel", "Via", "Source", "Medio"),
            choices=CHANNELS,
        ),
        Column(
            "tags",
            "list",
            Text("Tags", "Etiquetas"),
            Text("What it is about, separated by commas.", "De qué se trata, separado por comas."),
            any_of="about",
            aliases=("Tag", "Etiqueta", "Labels", "X-Gmail-Labels"),
        ),
        Column(
            "subject",
            "text",
            Text("Subject", "Asunto"),
            Text("The first line of what was asked.", "La primera línea de lo que preguntó."),
            any_of="about",
            aliases=("Question", "Pregunta", "Tema", "Título"),
        ),
        order(Text("The order it is about.", "El pedido del que se trata.")),
        sku(Text("The variant it is about.", "La variante de la que se trata.")),
        product(Text("The product it is about.", "El producto del que se trata.")),
        Column(
            "customer",
            "id",
            Text("Customer", "Cliente"),
            Text("Who asked: an e-mail or a number, rather than a name.", "Quién preguntó: un correo o un número."),
            aliases=(
                "Customer email",
                "Requester email",
                "Correo",
                "Correo del cliente",
                "Email",
                "Customer id",
                "Contact ID",
            ),
        ),
        Column(
            "campaign",
            "text",
            Text("Campaign", "Campaña"),
            Text("The campaign it is about.", "La campaña de la que se trata."),
        ),
        Column(
            "status",
            "choice",
            Text("Status", "Estado"),
            Text("Whether it is still open.", "Si sigue abierto."),
            aliases=("Ticket status", "Estado del ticket"),
            choices={
                "open": ("open", "abierto", "abierta", "new", "nuevo", "nueva"),
                "pending": ("pending", "pendiente", "on hold", "hold", "en espera", "waiting on customer"),
                "closed": ("closed", "cerrado", "cerrada", "solved", "resolved", "resuelto", "resuelta"),
            },
        ),
        Column(
            "first_response_at",
            "moment",
            Text("First response at", "Primera respuesta"),
            Text("When it was first answered.", "Cuándo se respondió por primera vez."),
            aliases=("First reply at", "Initial response time", "Respondido el"),
        ),
        Column(
            "resolved_at",
            "moment",
            Text("Resolved at", "Resuelto el"),
            Text("When it was settled.", "Cuándo se resolvió."),
            aliases=("Closed date", "Closed at", "Solved at", "Resolved time", "Cerrado el"),
        ),
        Column(
            "csat",
            "count",
            Text("Rating", "Calificación"),
            Text("How content the customer was, from 1 to 5.", "Qué tan contento quedó el cliente, de 1 a 5."),
            aliases=("CSAT", "Survey score", "Satisfacción"),
        ),
        Column(
            "language",
            "text",
            Text("Language", "Idioma"),
            Text("The language it was asked in.", "El idioma en que preguntó."),
        ),
        Column(
            "first_response_state",
            "text",
            Text("State told", "Estado informado"),
            Text(
                "The parcel's state that the first answer told.", "El estado del envío que decía la primera respuesta."
            ),
        ),
        LINK,
        Column(
            "count",
            "count",
            Text("Count", "Cuántos"),
            Text(
                "How many alike, in a tally; blank means one.",
                "Cuántos iguales, si llevas la cuenta; en blanco es uno.",
            ),
            aliases=("Quantity", "Cantidad", "How many", "Número"),
        ),
    ),
)

RETURNS = Tab(
    key="returns",
    name=Text("Returns", "Devoluciones"),
    level=2,
    meaning=Text(
        "What came back, why, and whether the money was given back.",
        "Lo que devolvieron, por qué, y si ya se reembolsó.",
    ),
    row_is=Text("one returned or exchanged item", "un artículo devuelto o cambiado"),
    aliases=("Returns export", "Refunds", "Reembolsos", "Cambios y devoluciones", "RMA"),
    keys=("return_id", "order_id"),
    identity=(("return_id", "sku"), ("order_id", "sku", "type", "requested_at")),
    columns=(
        Column(
            "return_id",
            "id",
            Text("Return id", "Id de la devolución"),
            Text("The return's own number, if it has one.", "El número de la devolución, si lo tiene."),
            aliases=("RMA", "RMA number", "Return number", "Return - RMA Number", "Número de devolución"),
        ),
        order(Text("The order it came from.", "El pedido del que vino."), required=True),
        sku(Text("What came back.", "Lo que devolvieron.")),
        Column(
            "qty",
            "count",
            Text("Quantity", "Cantidad"),
            Text("Units; blank means one.", "Unidades; en blanco es una."),
            aliases=("Qty", "Units", "Unidades"),
        ),
        Column(
            "type",
            "choice",
            Text("Type", "Tipo"),
            Text(
                "Return, exchange, refund only, warranty or lost.",
                "Devolución, cambio, solo reembolso, garantía o perdido.",
            ),
            required=True,
            aliases=("Return type", "Tipo de devolución"),
            choices={
                "return": ("return", "devolución", "devuelto"),
                "exchange": ("exchange", "cambio", "cambio de talla"),
                "refund_only": ("refund only", "solo reembolso", "refund", "reembolso"),
                "warranty": ("warranty", "garantía"),
                "lost": ("lost", "perdido", "perdida", "extraviado"),
            },
        ),
        Column(
            "requested_at",
            "moment",
            Text("Requested at", "Solicitada el"),
            Text("When it was asked for.", "Cuándo la pidieron."),
            any_of="when",
            aliases=("Return date", "Requested on", "Date", "Fecha", "Fecha de solicitud"),
        ),
        Column(
            "received_at",
            "moment",
            Text("Received at", "Recibida el"),
            Text("When it came back to you.", "Cuándo te llegó."),
            aliases=("Received on", "Fecha de recibido"),
        ),
        Column(
            "refunded_at",
            "moment",
            Text("Refunded at", "Reembolsada el"),
            Text("When the money was given back.", "Cuándo se devolvió el dinero."),
            any_of="when",
            aliases=("Refund date", "Refunded on", "Fecha de reembolso"),
        ),
        Column(
            "amount",
            "money",
            Text("Amount", "Valor"),
            Text("How much was given back.", "Cuánto se devolvió."),
            aliases=("Refund amount", "Refunded amount", "Monto", "Valor reembolsado"),
        ),
        Column(
            "currency",
            "text",
            Text("Currency", "Moneda"),
            Text("The amount's currency, such as COP.", "La moneda del valor, como COP."),
            aliases=("Divisa",),
        ),
        Column(
            "reason",
            "text",
            Text("Reason", "Motivo"),
            Text(
                "Why, in a word that Tag map may explain.", "Por qué, en una palabra que el Mapa de etiquetas explica."
            ),
            aliases=("Return reason", "Razón", "Motivo de devolución"),
        ),
        Column(
            "reason_text",
            "text",
            Text("Comment", "Comentario"),
            Text("Why, in the customer's words.", "Por qué, en palabras del cliente."),
            aliases=("Customer comments", "Comments", "Comentarios"),
        ),
        Column(
            "exchange_order_id",
            "order",
            Text("Exchange order", "Pedido del cambio"),
            Text("The order with which the exchange was sent.", "El pedido con el que se envió el cambio."),
        ),
        Column(
            "exchange_sku",
            "sku",
            Text("Exchange SKU", "SKU del cambio"),
            Text("What was sent instead.", "Lo que se envió en cambio."),
        ),
        Column(
            "status",
            "choice",
            Text("Status", "Estado"),
            Text("How far it is.", "En qué va."),
            aliases=("Return status", "Estado de la devolución"),
            choices={
                "requested": ("requested", "solicitada", "solicitado", "open", "abierta"),
                "approved": ("approved", "aprobada", "aprobado"),
                "in_transit": ("in transit", "en camino", "en tránsito"),
                "received": ("received", "recibida", "recibido"),
                "refunded": ("refunded", "reembolsada", "reembolsado", "reimbursed"),
                "exchanged": ("exchanged", "cambiada", "cambiado"),
                "rejected": ("rejected", "rechazada", "rechazado", "declined"),
            },
        ),
    ),
)
