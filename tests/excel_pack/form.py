"""The form: one line a workbook, one box a question, in English and Spanish."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One workbook of the pack: the file, the one beside it as it was before, what it is."""

    file: str
    before: str
    en: str
    es: str


_WORDS = {
    "en": {
        "title": "Operating Brief in the real Excel",
        "intro": "Open each workbook in Excel (say which one below). Tick what is so; where something is not, leave the box "
        "empty and say what you saw. The file named “before” is the same workbook before it was refreshed, for comparison. "
        "At the end, close the workbook and run the command in the last column, then open it once more.",
        "excel": "Excel (version, Windows or Mac):",
        "who": "Who and when:",
        "file": "Workbook",
        "saw": "What you saw",
    },
    "es": {
        "title": "Operating Brief en el Excel de verdad",
        "intro": "Abre cada libro en Excel (di cuál abajo). Marca lo que se cumple; donde algo no se cumpla, deja la casilla "
        "vacía y di qué viste. El archivo llamado “before” es el mismo libro antes de actualizarse, para comparar. Al final "
        "cierra el libro y ejecuta la orden de la última columna; luego ábrelo una vez más.",
        "excel": "Excel (versión, Windows o Mac):",
        "who": "Quién y cuándo:",
        "file": "Libro",
        "saw": "Qué viste",
    },
}
QUESTIONS = (
    ("Opens without repair", "Abre sin reparar"),
    ("Our tabs look right", "Nuestras pestañas se ven bien"),
    ("The others are unchanged", "Las demás están igual"),
    ("Macros run (if any)", "Las macros funcionan (si hay)"),
    ("Pivots refresh (if any)", "Las dinámicas se actualizan (si hay)"),
    ("Saves and opens again", "Guarda y vuelve a abrir"),
    ("After the next refresh too", "Tras actualizar otra vez también"),
)
_STYLE = (
    "body{font:14px sans-serif;margin:2em;color:#1c2522}table{border-collapse:collapse;width:100%}"
    "th,td{border:1px solid #b8c4bf;padding:6px;vertical-align:top;text-align:left}th{background:#eef3f1}"
    "td.box{text-align:center}small{color:#5a6863}input[type=text]{width:14em}@media print{body{margin:0}}"
)


def page(lines: Sequence[Line], language: str) -> str:
    """The form as one HTML page that needs nothing else."""
    words, second = _WORDS[language], language == "es"
    heads = [words["file"], *(question[second] for question in QUESTIONS), words["saw"]]
    rows = "\n".join(_row(line, language) for line in lines)
    return (
        f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8"><title>{words["title"]}</title>'
        f"<style>{_STYLE}</style></head><body>\n<h1>{words['title']}</h1>\n<p>{words['intro']}</p>\n"
        f'<p>{words["excel"]} <input type="text"> {words["who"]} <input type="text"></p>\n<table>\n<tr>'
        + "".join(f"<th>{head}</th>" for head in heads)
        + f"</tr>\n{rows}\n</table>\n</body></html>\n"
    )


def _row(line: Line, language: str) -> str:
    what = html.escape(line.es if language == "es" else line.en)
    again = html.escape(f'operating-brief refresh "{line.file}" --adopt')
    boxes = '<td class="box"><input type="checkbox"></td>' * len(QUESTIONS)
    return (
        f"<tr><td><b>{html.escape(line.file)}</b><br>{what}<br><small>{html.escape(line.before)}<br>{again}</small></td>"
        f'{boxes}<td><input type="text"></td></tr>'
    )
