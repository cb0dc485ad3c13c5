"""Exceptions: the heading with its counts; a row's own sentence comes with the rule."""

from __future__ import annotations

from collections.abc import Mapping

from reports.numbers import Both
from sheets.errors import Text

SEVERITY = {
    "critical": Both("Critical", "Crítica"),
    "warning": Both("Warning", "Advertencia"),
    "info": Both("To know", "Aviso"),
}
CONFIRM = Both("Critical – confirm", "Crítica – confirmar")

STATE = {
    "new": Both("New", "Nueva"),
    "ongoing": Both("Ongoing", "En curso"),
    "escalated": Both("Escalated", "Escalada"),
    "reopened": Both("Reopened", "Reabierta"),
    "resolved": Both("Resolved", "Resuelta"),
    "unknown": Both("Not checked now", "Sin verificar ahora"),
}

TEXTS: Mapping[str, Text] = {
    "T-exceptions": Text("Exceptions", "Excepciones"),
    "T-exceptions-counted": Text("Exceptions ({counts:,})", "Excepciones ({counts:,})"),
    "X-critical": Text("{n} critical", "{n:crítica|críticas}"),
    "X-warning": Text("{n:warning|warnings}", "{n:advertencia|advertencias}"),
    "X-info": Text("{n} info", "{n:aviso|avisos}"),
    "X-more": Text("and {n} more", "y {n} más"),
    "X-nothing": Text("Nothing needs you today.", "Nada te necesita hoy."),
    "X-nothing-blind": Text(
        "Nothing found in what could be checked; the rest is listed in Data health as not checked.",
        "Nada en lo que se pudo revisar; el resto está en Data health como sin verificar.",
    ),
    "X-ongoing": Text("Nothing new needs you today. {n} ongoing.", "Nada nuevo te necesita hoy. {n} en curso."),
    "X-resolved-more": Text("{n} more", "{n} más"),
    "X-resolved-of": Text("{what}: {list}", "{what}: {list}"),
    "X-resolved": Text("Resolved since the last brief: {list:;}.", "Resueltas desde el último informe: {list:;}."),
}
