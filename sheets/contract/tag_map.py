"""``Tag map``: which word of a tag, reason or carrier means what.

Founders may have one; a new workbook has none, and is read by the words of :mod:`sheets.contract.patterns`.
"""

from __future__ import annotations

from sheets.contract.types import Column, Tab
from sheets.errors import Text

TAG_MAP = Tab(
    key="tag_map",
    name=Text("Tag map", "Mapa de etiquetas"),
    level=2,
    meaning=Text(
        "What your tags, reasons and statuses mean.",
        "Qué significan tus etiquetas, motivos y estados.",
    ),
    row_is=Text("one tag or word", "una etiqueta o palabra"),
    aliases=("Tags", "Etiquetas", "Mapa de tags"),
    keys=("pattern",),
    identity=(("pattern", "kind", "carrier"),),
    columns=(
        Column(
            "pattern",
            "text",
            Text("Pattern", "Patrón"),
            Text("A tag or word; * stands for any text.", "Una etiqueta o palabra; * es cualquier texto."),
            required=True,
            aliases=("Tag", "Etiqueta", "Word", "Palabra"),
        ),
        Column(
            "kind",
            "choice",
            Text("Kind", "Clase"),
            Text("Where the word stands.", "Dónde aparece la palabra."),
            required=True,
            aliases=("Tipo", "Type"),
            choices={
                "support_tag": ("support tag", "etiqueta de soporte"),
                "return_reason": ("return reason", "motivo de devolución"),
                "carrier_status": ("carrier status", "estado de la transportadora"),
                "payment_status": ("payment status", "estado del pago"),
                "source_medium": ("source medium", "fuente o medio"),
            },
        ),
        Column(
            "maps_to",
            "text",
            Text("Maps to", "Significa"),
            Text("The theme, reason or state that it means.", "El tema, motivo o estado que significa."),
            required=True,
            aliases=("Theme", "Tema", "Meaning"),
        ),
        Column(
            "subtheme",
            "text",
            Text("Subtheme", "Subtema"),
            Text("A part of the theme.", "Una parte del tema."),
        ),
        Column(
            "carrier",
            "text",
            Text("Carrier", "Transportadora"),
            Text("The carrier whose word it is.", "La transportadora que usa la palabra."),
        ),
        Column(
            "surface",
            "text",
            Text("Surface", "Dónde se arregla"),
            Text("Where a customer meets it.", "Dónde lo encuentra el cliente."),
        ),
        Column(
            "link",
            "url",
            Text("Link", "Enlace"),
            Text("Where to mend it.", "Dónde se arregla."),
            aliases=("URL",),
        ),
        Column(
            "priority",
            "count",
            Text("Priority", "Prioridad"),
            Text("The lower number is looked at first.", "El número menor se mira primero."),
        ),
    ),
)
