"""Next actions: the headings; an action's own sentence comes with the action."""

from __future__ import annotations

from collections.abc import Mapping

from sheets.errors import Text

TEXTS: Mapping[str, Text] = {
    "T-actions": Text("Next actions", "Próximas acciones"),
    "T-actions-daily": Text("Today's actions", "Acciones de hoy"),
    "A-line": Text("{what} {tail}", "{what} {tail}"),
    "A-none": Text("Nothing needs an action {now}.", "Nada pide una acción {now}."),
    "A-none-today": Text("Nothing needs an action today.", "Nada pide una acción hoy."),
}
