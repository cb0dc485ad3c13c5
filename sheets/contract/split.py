"""Tabs for founders who keep apart what a new workbook holds in one: each wins over its merged form."""

from __future__ import annotations

from dataclasses import replace

from sheets.contract.inventory import INVENTORY
from sheets.contract.orders import ORDERS
from sheets.contract.parts import order
from sheets.contract.types import Column, Tab
from sheets.errors import Text

_LINES = (
    "line_name",
    "line_sku",
    "line_qty",
    "line_price",
    "line_compare_at",
    "line_discount",
    "line_fulfillment_status",
    "line_requires_shipping",
)
_OF_PRODUCTS = (
    "product_type",
    "status",
    "published_at",
    "photo_count",
    "photo_quality",
    "size_guide",
    "fit_copy",
    "copy_quality",
    "discount_ok",
    "clear_intent",
    "featured_now",
    "product_url",
)

ORDER_LINES = Tab(
    key="order_lines",
    name=Text("Order lines", "Líneas de pedido"),
    level=1,
    meaning=Text(
        "The products of each order, where Orders has one row an order.",
        "Los productos de cada pedido, si en Pedidos hay una fila por pedido.",
    ),
    row_is=Text("one product line of one order", "una línea de producto de un pedido"),
    aliases=("Lineitems", "Line items", "Order items"),
    keys=("order_id",),
    identity=(("order_id", "line_sku", "line_name"),),
    columns=(
        order(Text("The order it belongs to.", "El pedido al que pertenece."), required=True),
        *(ORDERS.column(name) for name in _LINES),
    ),
)

PRODUCTS = Tab(
    key="products",
    name=Text("Products", "Productos"),
    level=1,
    meaning=Text(
        "What each product is and how its page looks, where Inventory only has the stock.",
        "Qué es cada producto y cómo está su página, si en Inventario solo está la existencia.",
    ),
    row_is=Text("one product", "un producto"),
    aliases=("Product list", "Catalog", "Catálogo"),
    keys=("product_id", "product_title"),
    identity=(("product_id",), ("product_title",)),
    columns=(
        replace(INVENTORY.column("product_id"), any_of="product"),
        replace(INVENTORY.column("product_title"), any_of="product"),
        *(INVENTORY.column(name) for name in _OF_PRODUCTS),
    ),
)

DISCOUNT_CODES = Tab(
    key="discount_codes",
    name=Text("Discount codes", "Códigos de descuento"),
    level=3,
    meaning=Text(
        "Your discount codes and what each allows. Import your shop's discounts export.",
        "Tus códigos de descuento y qué permite cada uno. Importa la exportación de descuentos de tu tienda.",
    ),
    row_is=Text("one code", "un código"),
    aliases=("Discounts", "Descuentos", "Cupones", "Coupons", "Discounts export"),
    keys=("code",),
    identity=(("code",),),
    columns=(
        Column(
            "code",
            "text",
            Text("Code", "Código"),
            Text("What the customer types.", "Lo que escribe el cliente."),
            required=True,
            aliases=("Discount code", "Name", "Código de descuento", "Cupón"),
        ),
        Column(
            "value",
            "any",
            Text("Value", "Valor"),
            Text("15% or an amount.", "15% o un valor."),
        ),
        Column(
            "value_type",
            "text",
            Text("Value type", "Tipo de valor"),
            Text("A percentage, an amount, free shipping.", "Un porcentaje, un valor, envío gratis."),
            aliases=("Type", "Tipo"),
        ),
        Column(
            "campaign_id",
            "id",
            Text("Campaign", "Campaña"),
            Text("The campaign it belongs to.", "La campaña a la que pertenece."),
            aliases=("Campaign id", "Id de la campaña"),
        ),
        Column(
            "starts_at",
            "moment",
            Text("Starts at", "Empieza"),
            Text("From when it works.", "Desde cuándo sirve."),
            aliases=("Start", "Start date", "Inicio"),
        ),
        Column(
            "ends_at",
            "moment",
            Text("Ends at", "Termina"),
            Text("Until when it works.", "Hasta cuándo sirve."),
            aliases=("End", "End date", "Expires", "Fin", "Vence"),
        ),
        Column(
            "usage_limit",
            "count",
            Text("Usage limit", "Límite de usos"),
            Text("How often it may be used.", "Cuántas veces se puede usar."),
            aliases=("Usage Limit Per Code",),
        ),
        Column(
            "times_used",
            "count",
            Text("Times used", "Usos"),
            Text("How often it was used.", "Cuántas veces se usó."),
            aliases=("Times Used In Total", "Veces usado"),
        ),
        Column(
            "status",
            "choice",
            Text("Status", "Estado"),
            Text("Whether it works now.", "Si sirve ahora."),
            choices={
                "active": ("active", "activo"),
                "scheduled": ("scheduled", "programado"),
                "expired": ("expired", "vencido", "expirado"),
                "disabled": ("disabled", "desactivado"),
            },
        ),
        Column(
            "min_subtotal",
            "any",
            Text("Minimum subtotal", "Compra mínima"),
            Text("The smallest subtotal for which it works.", "El subtotal mínimo para usarlo."),
            aliases=("Minimum Purchase Requirements", "Mínimo"),
        ),
        Column(
            "applies_to",
            "text",
            Text("Applies to", "Aplica a"),
            Text("The products it works for; blank means all.", "Los productos para los que sirve; en blanco, todos."),
            aliases=("Discount Class",),
        ),
    ),
)

THRESHOLDS = Tab(
    key="thresholds",
    name=Text("Thresholds", "Umbrales"),
    level=1,
    meaning=Text(
        "Limits by product type, where you keep them apart from Definitions.",
        "Límites por tipo de producto, si los llevas aparte de Definiciones.",
    ),
    row_is=Text("the limits of one type, product or SKU", "los límites de un tipo, producto o SKU"),
    aliases=("Stock thresholds", "Límites", "Mínimos"),
    keys=("applies_to", "low_stock_units", "lead_time_days", "target_cover_days"),
    identity=(("applies_to",), ("low_stock_units",)),
    columns=(
        Column(
            "applies_to",
            "text",
            Text("Applies to", "Aplica a"),
            Text(
                "Blank for all, or type:jersey, product:rain-vest, sku:JA-M.",
                "En blanco para todo, o type:jersey, product:rain-vest, sku:JA-M.",
            ),
            aliases=("Product type", "Tipo de producto", "Tipo", "Type"),
        ),
        INVENTORY.column("low_stock_units"),
        INVENTORY.column("lead_time_days"),
        Column(
            "target_cover_days",
            "count",
            Text("Target cover days", "Días de cobertura"),
            Text("For how many days a reorder should last.", "Para cuántos días debe alcanzar un pedido."),
            aliases=("Cover days", "Cobertura"),
        ),
    ),
)

OWNERS = Tab(
    key="owners",
    name=Text("Owners", "Responsables"),
    level=1,
    meaning=Text(
        "Who answers for what, where you keep it apart from Definitions.",
        "Quién responde por qué, si lo llevas aparte de Definiciones.",
    ),
    row_is=Text("one area", "un área"),
    aliases=("Roles", "Áreas"),
    keys=("area",),
    identity=(("area",),),
    columns=(
        Column(
            "area",
            "text",
            Text("Area", "Área"),
            Text("Fulfillment, support, finance, marketing …", "Despachos, soporte, finanzas, mercadeo …"),
            required=True,
            aliases=("Role", "Rol"),
        ),
        Column(
            "owner",
            "text",
            Text("Owner", "Responsable"),
            Text("Who answers for it.", "Quién responde."),
            required=True,
            aliases=("Name", "Nombre", "Encargado", "Person", "Persona"),
        ),
    ),
)
