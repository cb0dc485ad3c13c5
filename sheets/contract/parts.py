"""Columns that several tabs have in the same sense."""

from __future__ import annotations

from sheets.contract.types import Column
from sheets.errors import Text

#: The ten states of a parcel.
STATES = {
    "label_created": ("label created", "guía generada"),
    "picked_up": ("picked up", "recogido", "recogida"),
    "in_transit": ("in transit", "en tránsito", "en camino"),
    "out_for_delivery": ("out for delivery", "en reparto", "en ruta de entrega"),
    "delivered": ("delivered", "entregado", "entregada"),
    "delayed": ("delayed", "demorado", "demorada"),
    "attempted": ("attempted", "intento de entrega"),
    "damaged": ("damaged", "dañado", "dañada"),
    "returned": ("returned", "devuelto", "devuelta"),
    "unknown": ("unknown", "desconocido", "desconocida"),
}

CURRENCY = Column(
    "currency",
    "text",
    Text("Currency", "Moneda"),
    Text("Three letters, such as COP or USD.", "Tres letras, como COP o USD."),
    aliases=("Divisa", "Currency code", "Código de moneda"),
)

LINK = Column(
    "link",
    "url",
    Text("Link", "Enlace"),
    Text("Where to see it.", "Dónde verlo."),
    aliases=("URL", "Permalink", "Ticket URL", "URL de seguimiento"),
)


def order(meaning: Text, *, required: bool = False, any_of: str = "") -> Column:
    """The order that a row of another tab belongs to."""
    return Column(
        "order_id",
        "order",
        Text("Order", "Pedido"),
        meaning,
        required=required,
        any_of=any_of,
        aliases=(
            "Order ID",
            "Order number",
            "Order name",
            "Order - Number",
            "Número de pedido",
            "N.º de pedido",
            "Id del pedido",
            "ID pedido",
            "No. de pedido",
            "No. pedido",
            "Número pedido",
            "Número de orden",
            "Orden",
        ),
    )


def sku(meaning: Text, *, required: bool = False) -> Column:
    """The variant that a row is about."""
    return Column(
        "sku",
        "sku",
        Text("SKU", "SKU"),
        meaning,
        required=required,
        aliases=("Variant SKU", "Seller SKU", "Referencia", "Ref.", "Código", "Código SKU"),
    )


def product(meaning: Text, *, any_of: str = "") -> Column:
    """The product that a row is about."""
    return Column(
        "product_id",
        "id",
        Text("Product id", "Id del producto"),
        meaning,
        any_of=any_of,
        aliases=("Handle", "URL handle", "Product handle", "Id de producto", "Identificador"),
    )


def tracking(*, required: bool = False, any_of: str = "") -> Column:
    """The number under which the carrier knows a parcel."""
    return Column(
        "tracking_number",
        "id",
        Text("Tracking number", "Número de guía"),
        Text("The carrier's number of the parcel.", "El número de la guía."),
        required=required,
        any_of=any_of,
        aliases=(
            "Tracking",
            "Tracking no",
            "Shipment - Tracking Number",
            "Guía",
            "N.º de guía",
            "N° de guía",
            "No. de guía",
            "No. guía",
            "Nro. guía",
            "Número guía",
            "Guías",
            "Remesa",
            "Código de rastreo",
            "Número de rastreo",
            "Guía transportadora",
            "Número de seguimiento",
        ),
    )


def carrier(*, required: bool = False) -> Column:
    """Who carries a parcel."""
    return Column(
        "carrier",
        "text",
        Text("Carrier", "Transportadora"),
        Text("Who carries it.", "Quién lo lleva."),
        required=required,
        aliases=(
            "Carrier name",
            "Carrier - Name",
            "Carrier - Carrier Selected",
            "Courier",
            "Transportista",
            "Empresa de envío",
            "Empresa transportadora",
            "Mensajería",
            "Operador logístico",
            "Operador",
        ),
    )
