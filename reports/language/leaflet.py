"""What a shared brief says around the brief's own sentences, and what its empty template says in their place."""

from __future__ import annotations

from collections.abc import Mapping

from reports.numbers import Both
from sheets.errors import Text

#: Parts of a shared brief that are no section of it.
PART = {"cards": Both("Figures", "Cifras"), "sources": Both("Sources", "Fuentes")}

TEXTS: Mapping[str, Text] = {
    "G-made": Text(
        "Made with Operating Brief from the brand's workbook.", "Hecho con Operating Brief con los datos de la marca."
    ),
    "G-no-names": Text("Names of people were left out.", "Se dejaron por fuera los nombres de personas."),
    "G-in-short": Text("In short", "En breve"),
    "G-page": Text("Page {n} of {of}", "Página {n} de {of}"),
    "G-chart": Text(
        "{title} by day, {n} days, between {low} and {high}", "{title} por día, {n} días, entre {low} y {high}"
    ),
    "G-due": Text("{owner} · due {due}", "{owner} · para {due}"),
    # the empty template: brackets are filled in by hand
    "G-t-brand": Text("[Brand]", "[Marca]"),
    "G-t-days": Text(
        "[Mon 1 – Sun 7 Jan 2026] · Prepared [day and hour]", "[lun 1 – dom 7 ene 2026] · Preparado [día y hora]"
    ),
    "G-t-sure": Text(
        "Confidence: [solid, directional or too little data] — [why]",
        "Confianza: [sólida, indicativa o muy pocos datos] — [por qué]",
    ),
    "G-t-read": Text(
        "[What changed, by how much, and whether that is more than usual]",
        "[Qué cambió, cuánto, y si es más de lo normal]",
    ),
    "G-t-action": Text(
        "[What to do, and about what] — [who], due [day]", "[Qué hacer, y sobre qué] — [quién], para [día]"
    ),
    "G-t-exception": Text(
        "[Critical, warning or to know] [what it is about]: [since when, how much, who waits]",
        "[Crítica, advertencia o aviso] [de qué se trata]: [desde cuándo, cuánto, quién espera]",
    ),
    "G-t-sales": Text(
        "[orders] · [revenue] · average order [amount] · refunds [amount]",
        "[pedidos] · [ingresos] · promedio [monto] · reembolsos [monto]",
    ),
    "G-t-products": Text("[names]", "[nombres]"),
    "G-t-plain": Text("[In one line]", "[En una línea]"),
    "G-t-caveats": Text(
        "[What was left out, what is missing, how old each source is]",
        "[Qué quedó por fuera, qué falta, qué tan vieja es cada fuente]",
    ),
}
