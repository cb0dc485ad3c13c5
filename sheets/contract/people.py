"""Customers: who bought before, longer ago than Orders goes back."""

from __future__ import annotations

from sheets.contract.parts import CURRENCY
from sheets.contract.types import Column, Tab
from sheets.errors import Text

CUSTOMERS = Tab(
    key="customers",
    name=Text("Customers", "Clientes"),
    level=4,
    meaning=Text(
        "Who bought before, longer ago than your orders go back.",
        "Quién compró antes, más atrás de lo que llegan tus pedidos.",
    ),
    row_is=Text("one customer", "un cliente"),
    aliases=("Customers export", "customers_export", "Clients"),
    keys=("customer_id", "email"),
    identity=(("customer_id",), ("email",)),
    columns=(
        Column(
            "customer_id",
            "id",
            Text("Customer id", "Id del cliente"),
            Text("The shop's number for the customer.", "El número del cliente en tu tienda."),
            any_of="customer",
            aliases=("Id", "Id de cliente", "Cédula"),
        ),
        Column(
            "email",
            "id",
            Text("Email", "Correo"),
            Text("The customer's e-mail.", "El correo del cliente."),
            any_of="customer",
            aliases=("Customer email", "Correo electrónico", "E-mail address"),
        ),
        Column(
            "name",
            "text",
            Text("Name", "Nombre"),
            Text("The customer's name.", "El nombre del cliente."),
            aliases=("Customer name", "Full name", "Cliente", "Nombre completo"),
            personal=True,
        ),
        Column(
            "phone",
            "text",
            Text("Phone", "Teléfono"),
            Text("The customer's phone.", "El teléfono del cliente."),
            aliases=("Celular", "WhatsApp", "Default Address Phone"),
            personal=True,
        ),
        Column(
            "first_order_at",
            "moment",
            Text("First order", "Primera compra"),
            Text("When they first bought.", "Cuándo compró por primera vez."),
            aliases=("First order at", "First order date", "Fecha de la primera compra"),
        ),
        Column(
            "last_order_at",
            "moment",
            Text("Last order", "Última compra"),
            Text("When they last bought.", "Cuándo compró por última vez."),
            aliases=("Last order at", "Last order date", "Fecha de la última compra"),
        ),
        Column(
            "orders",
            "count",
            Text("Orders", "Pedidos"),
            Text("How many orders they made.", "Cuántos pedidos ha hecho."),
            aliases=("Total orders", "Orders count", "Número de pedidos", "Compras"),
        ),
        Column(
            "total_spent",
            "money",
            Text("Total spent", "Total gastado"),
            Text("How much they spent.", "Cuánto ha gastado."),
            aliases=("Amount spent", "Total comprado"),
        ),
        CURRENCY,
        Column(
            "tags",
            "list",
            Text("Tags", "Etiquetas"),
            Text("Your tags, separated by commas.", "Tus etiquetas, separadas por comas."),
            aliases=("Customer tags", "Etiqueta"),
        ),
        Column(
            "accepts_marketing",
            "flag",
            Text("Accepts marketing", "Acepta publicidad"),
            Text("Whether they allow promotional messages.", "Si permite mensajes promocionales."),
            aliases=("Accepts email marketing", "Acepta marketing"),
        ),
        Column(
            "city",
            "text",
            Text("City", "Ciudad"),
            Text("Where they live.", "Dónde vive."),
            aliases=("Default Address City",),
        ),
        Column(
            "last_contacted_at",
            "moment",
            Text("Last contacted", "Último contacto"),
            Text("When you last wrote to them.", "Cuándo le escribiste por última vez."),
            aliases=("Last contacted at", "Fecha del último contacto"),
        ),
        Column(
            "contact_reason",
            "text",
            Text("Why contacted", "Motivo del contacto"),
            Text("What you wrote about.", "Sobre qué le escribiste."),
            aliases=("Contact reason",),
        ),
    ),
)
