"""The Decisions tab: what the founder decided of exceptions and products."""

from __future__ import annotations

from sheets.contract.types import Column, Tab
from sheets.errors import Text

DECISIONS = Tab(
    key="decisions",
    name=Text("Decisions", "Decisiones"),
    level=1,
    meaning=Text(
        "What you decided about exceptions and products. The program adds rows; you may change them.",
        "Lo que decidiste sobre excepciones y productos. El programa agrega filas; tú las puedes cambiar.",
    ),
    row_is=Text("one decision", "una decisión"),
    keys=("target_key",),
    identity=(("target_key", "kind", "decided_at"),),
    columns=(
        Column(
            "decided_at",
            "moment",
            Text("Decided at", "Decidido el"),
            Text("When it was decided.", "Cuándo se decidió."),
            aliases=("Fecha", "Date"),
        ),
        Column(
            "kind",
            "choice",
            Text("Kind", "Decisión"),
            Text("What you decided.", "Qué decidiste."),
            required=True,
            aliases=("Tipo", "Type", "Decision"),
            choices={
                "acknowledge": ("acknowledge", "enterado", "visto", "acknowledged", "reconocido", "entendido"),
                "snooze": ("snooze", "posponer", "pospuesto", "snoozed"),
                "not_a_problem": ("not a problem", "no es problema", "no es un problema"),
                "assign": ("assign", "asignar", "asignado", "assigned"),
                "resolve": ("resolve", "resolver", "resuelto", "resolved"),
                "reopen": ("reopen", "reabrir", "reabierto"),
                "override_category": ("override category", "cambiar categoría"),
                "exclude_record": ("exclude record", "excluir registro", "excluir"),
                "include_record": ("include record", "incluir registro", "incluir"),
            },
        ),
        Column(
            "target_key",
            "text",
            Text("Target key", "Clave"),
            Text("What it is about: the key of a row.", "Sobre qué: la clave de una fila."),
            required=True,
            aliases=("Target", "Objetivo"),
        ),
        Column(
            "value",
            "text",
            Text("Value", "Valor"),
            Text("The owner or the category.", "El responsable o la categoría."),
        ),
        Column(
            "until",
            "date",
            Text("Until", "Hasta"),
            Text("The last day on which it holds.", "El último día en que vale."),
        ),
        Column(
            "reason",
            "text",
            Text("Reason", "Motivo"),
            Text("Why; you will want to know in a month.", "Por qué; en un mes lo querrás saber."),
            required=True,
            aliases=("Razón",),
        ),
        Column(
            "by",
            "text",
            Text("By", "Por"),
            Text("Who decided.", "Quién decidió."),
            aliases=("Author", "Autor"),
        ),
    ),
)
