"""What stands elsewhere: Listings on marketplaces, and Counts of the shelves."""

from __future__ import annotations

from sheets.contract.parts import CURRENCY, LINK, sku
from sheets.contract.types import Column, Tab
from sheets.errors import Text

LISTINGS = Tab(
    key="listings",
    name=Text("Listings", "Publicaciones"),
    level=4,
    meaning=Text(
        "What you offer on marketplaces, and how it stands there.",
        "Lo que ofreces en marketplaces, y cómo está allá.",
    ),
    row_is=Text("one listing", "una publicación"),
    aliases=("All listings report", "Marketplace listings", "Publicaciones Mercado Libre"),
    keys=("listing_id", "sku"),
    identity=(("listing_id", "marketplace", "sku"), ("sku", "marketplace")),
    columns=(
        Column(
            "marketplace",
            "text",
            Text("Marketplace", "Marketplace"),
            Text("Mercado Libre, Amazon, Etsy …", "Mercado Libre, Amazon, Etsy …"),
            required=True,
            aliases=("Channel", "Canal"),
        ),
        Column(
            "listing_id",
            "id",
            Text("Listing id", "Id de la publicación"),
            Text("Its number there.", "Su número allá."),
            required=True,
            aliases=("Listing", "# de publicación", "Número de publicación", "ASIN", "asin1", "(Child) ASIN"),
        ),
        sku(Text("The variant it offers.", "La variante que ofrece.")),
        Column(
            "title",
            "text",
            Text("Title", "Título"),
            Text("What it is called there.", "Cómo se llama allá."),
            aliases=("item-name", "Título de la publicación", "Item name"),
        ),
        Column(
            "status",
            "choice",
            Text("Status", "Estado"),
            Text("Whether it can be bought.", "Si se puede comprar."),
            required=True,
            aliases=("Listing status", "Estado de la publicación"),
            choices={
                "active": ("active", "activa", "activo"),
                "paused": ("paused", "pausada", "en pausa", "inactive", "inactiva"),
                "out_of_stock": ("out of stock", "sin inventario", "sin stock", "agotada"),
                "under_review": ("under review", "en revisión", "pending"),
                "suspended": ("suspended", "suspendida", "suppressed"),
                "rejected": ("rejected", "rechazada"),
                "closed": ("closed", "cerrada", "finalizada"),
                "draft": ("draft", "borrador", "incomplete"),
            },
        ),
        Column(
            "price",
            "money",
            Text("Price", "Precio"),
            Text("Its price there.", "Su precio allá."),
            aliases=("Your price", "Precio de venta"),
        ),
        CURRENCY,
        Column(
            "listed_qty",
            "count",
            Text("Listed quantity", "Cantidad publicada"),
            Text("How many it offers.", "Cuántas unidades ofrece."),
            aliases=("Listed qty", "Quantity", "Cantidad", "Stock"),
        ),
        Column(
            "buy_box",
            "choice",
            Text("Buy box", "Oferta destacada"),
            Text("Whether it is the first offer.", "Si es la primera oferta."),
            choices={
                "winning": ("winning", "ganando"),
                "sharing": ("sharing", "compartiendo"),
                "losing": ("losing", "perdiendo"),
                "not_monitored": ("not monitored", "sin seguimiento"),
            },
        ),
        Column(
            "buy_box_share",
            "rate",
            Text("Buy box share", "Parte de la oferta destacada"),
            Text("How often it is the first offer, in percent.", "Qué tan a menudo es la primera, en porcentaje."),
            aliases=("Featured Offer (Buy Box) Percentage",),
        ),
        Column(
            "rule_min_price",
            "money",
            Text("Lowest price", "Precio mínimo"),
            Text("Below it nothing may be offered.", "Por debajo no se debe ofrecer."),
            aliases=("Rule min price", "Min price"),
        ),
        Column(
            "rule_max_price",
            "money",
            Text("Highest price", "Precio máximo"),
            Text("Above it nothing may be offered.", "Por encima no se debe ofrecer."),
            aliases=("Rule max price", "Max price"),
        ),
        Column(
            "as_of",
            "moment",
            Text("As of", "Fecha de corte"),
            Text("When this was true.", "Cuándo era cierto."),
            aliases=("Updated at", "Actualizada el", "snapshot-date"),
        ),
        Column(
            "message",
            "text",
            Text("Message", "Mensaje"),
            Text("What the marketplace says of it.", "Lo que dice el marketplace."),
        ),
        LINK,
    ),
)

COUNTS = Tab(
    key="counts",
    name=Text("Counts", "Conteos"),
    level=4,
    meaning=Text(
        "What somebody counted on the shelf, to be held against the system.",
        "Lo que alguien contó en la bodega, para compararlo con el sistema.",
    ),
    row_is=Text("one variant, counted once", "una variante, contada una vez"),
    aliases=("Stock counts", "Conteo", "Conteo físico", "Inventario físico"),
    keys=("sku",),
    identity=(("sku", "counted_at", "location"),),
    columns=(
        Column(
            "counted_at",
            "moment",
            Text("Counted at", "Contado el"),
            Text("When it was counted.", "Cuándo se contó."),
            required=True,
            aliases=("Date", "Fecha", "Count date", "Fecha del conteo"),
        ),
        sku(Text("What was counted.", "Lo que se contó."), required=True),
        Column(
            "counted_qty",
            "count",
            Text("Counted", "Contado"),
            Text("How many there were.", "Cuántas había."),
            required=True,
            aliases=("Counted qty", "Counted quantity", "Cantidad contada", "Quantity", "Cantidad"),
        ),
        Column(
            "system_qty",
            "count",
            Text("In the system", "Según el sistema"),
            Text("How many there should be; blank is looked up.", "Cuántas debía haber; en blanco se busca."),
            aliases=("System qty", "System quantity", "Cantidad en sistema"),
        ),
        Column(
            "location",
            "text",
            Text("Location", "Ubicación"),
            Text("Where it was counted.", "Dónde se contó."),
            aliases=("Bodega", "Sede"),
        ),
        Column(
            "by",
            "text",
            Text("By", "Por"),
            Text("Who counted.", "Quién contó."),
            aliases=("Counted by", "Contado por", "Responsable"),
        ),
        Column(
            "note",
            "text",
            Text("Note", "Nota"),
            Text("What was odd.", "Qué fue raro."),
            aliases=("Notes", "Notas", "Observaciones"),
        ),
    ),
)
