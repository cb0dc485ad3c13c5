"""What could not be read of a workbook, and what was left out on purpose."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sheets.errors import Text

_NO_REASON = Text("", "")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read, said where it stands.

    ``kind`` is one of ``error_cell``, ``uncached``, ``unreadable``, ``ambiguous``, ``changed_sku``,
    ``missing_column``, ``missing_tab``, ``two_tabs``, ``duplicate_header``, ``unknown_choice``,
    ``key_missing``, ``out_of_range``. ``cell`` is an address (``"I8"``) or ``""``; ``column`` the
    canonical column, ``header`` the header as written, ``value`` what was seen, as :func:`quoted` gives it.
    """

    kind: str
    tab: str
    said: Text
    cell: str = ""
    row: int = 0
    column: str = ""
    header: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class SkippedRows:
    """Rows that are not data: ``reason`` is ``total``, ``header_again``, ``example``, ``blank`` or ``left``.

    ``left`` are rows that an export has and no tab can use; ``why`` says it, to stand after "left out:".
    """

    reason: str
    rows: tuple[int, ...]
    why: Text = _NO_REASON


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why one cell has no value: the kind of its :class:`Problem`, or ``absent`` or ``not_stocked``, which are none.

    ``case`` tells apart what is said of the same kind.
    """

    kind: str
    value: str
    case: str = ""


#: Words for "no value" are unknown, but nothing that the founder should mend.
NO_PROBLEM = frozenset({"absent", "not_stocked"})

_SAID: dict[tuple[str, str], Text] = {
    ("error_cell", ""): Text(
        "{at} shows {value}, so it counts as unknown. Mend the formula or type the value.",
        "{at} muestra {value} y cuenta como desconocido. Corrige la fórmula o escribe el valor.",
    ),
    ("uncached", ""): Text(
        "{at} is a formula without a saved result, so it counts as unknown. Open the file once in Excel and save it.",
        "{at} es una fórmula sin resultado guardado y cuenta como desconocida. Abre el archivo una vez en Excel y "
        "guárdalo.",
    ),
    ("unreadable", "number"): Text(
        "{at} says “{value}”, which is no number; it counts as unknown. Type it as a number.",
        "{at} dice «{value}», que no es un número; cuenta como desconocido. Escríbelo como número.",
    ),
    ("unreadable", "whole"): Text(
        "{at} says “{value}”, which is no whole number; it counts as unknown.",
        "{at} dice «{value}», que no es un número entero; cuenta como desconocido.",
    ),
    ("unreadable", "date"): Text(
        "{at} says “{value}”, which is no date; it counts as unknown. Write it like 2026-11-16.",
        "{at} dice «{value}», que no es una fecha; cuenta como desconocido. Escríbela como 2026-11-16.",
    ),
    ("unreadable", "flag"): Text(
        "{at} says “{value}”; yes or no is expected. It counts as unknown.",
        "{at} dice «{value}»; se espera sí o no. Cuenta como desconocido.",
    ),
    ("unreadable", "turned"): Text(
        "{at}: the spreadsheet turned this number into “{value}”; it counts as unknown. Format the cell as a number.",
        "{at}: la hoja convirtió este número en «{value}»; cuenta como desconocido. Dale formato de número a la celda.",
    ),
    ("unreadable", "rounded"): Text(
        "{at}: the spreadsheet rounded this number to “{value}”; its last digits are lost. Format the column as text "
        "and paste it again.",
        "{at}: la hoja redondeó este número a «{value}» y perdió sus últimas cifras. Dale formato de texto a la "
        "columna y pégala de nuevo.",
    ),
    ("unreadable", "code"): Text(
        "{at}: the spreadsheet changed this to “{value}”. Format the column as text and paste it again.",
        "{at}: la hoja cambió este dato a «{value}». Dale formato de texto a la columna y pégala de nuevo.",
    ),
    ("changed_sku", ""): Text(
        "{at}: the spreadsheet changed this SKU to “{value}”; it is not matched. Format the column as text and paste "
        "it again.",
        "{at}: la hoja cambió este SKU a «{value}»; no se empareja. Dale formato de texto a la columna y pégala de "
        "nuevo.",
    ),
    ("ambiguous", "number"): Text(
        "{at} says “{value}”, which can be thousands or decimals; it counts as unknown. Type it as a number, or set "
        "number_style in Definitions.",
        "{at} dice «{value}», que puede ser miles o decimales; cuenta como desconocido. Escríbelo como número o "
        "define number_style en Definiciones.",
    ),
    ("ambiguous", "date"): Text(
        "{at} says “{value}”; its column has dates with the day first and with the month first, so it counts as "
        "unknown. Write it like 2026-11-16.",
        "{at} dice «{value}»; su columna tiene fechas con el día primero y con el mes primero, así que cuenta como "
        "desconocido. Escríbela como 2026-11-16.",
    ),
    ("ambiguous", "swapped"): Text(
        "{at} shows {value}; the spreadsheet may have swapped day and month here, because it left later days of this "
        "column as text. It counts as unknown. Paste the column again, formatted as text.",
        "{at} muestra {value}; es posible que la hoja haya cambiado día por mes, porque dejó como texto otros días de "
        "esta columna. Cuenta como desconocido. Pega la columna de nuevo con formato de texto.",
    ),
    ("out_of_range", ""): Text(
        "{at} says “{value}”, which is no date between 2015 and 2035; it counts as unknown.",
        "{at} dice «{value}», que no es una fecha entre 2015 y 2035; cuenta como desconocido.",
    ),
}


_E_MAIL = re.compile(r"[^\s@<>,;:]+@[^\s@<>,;:]+\.[^\s@<>,;:]+")
_PHONE = re.compile(r"\+\d[\d ()./-]{7,}\d")
_LONGEST, _LOOKED_AT = 60, 1000


def quoted(text: str) -> str:
    """What a cell says, fit to stand in a brief: where columns slipped, a cell for money may hold a customer.

    E-mail addresses and phone numbers become ``…``, and a long text is cut; the cell's own address tells the rest.
    """
    if len(text) > _LOOKED_AT:
        # What is shown stands at the beginning; a word that is cut in two could be half of an address.
        text = text[:_LOOKED_AT].rpartition(" ")[0] or text[:_LONGEST]
    short = _PHONE.sub("…", _E_MAIL.sub("…", text))
    return short if len(short) <= _LONGEST else short[: _LONGEST - 1].rstrip() + "…"


def said_of(trouble: Trouble, tab: str, cell: str, header: str) -> Text:
    """The sentence about one cell."""
    text = _SAID[trouble.kind, trouble.case]
    words = {"at": f"{tab}!{cell} ({header})", "value": quoted(trouble.value)}
    return Text(text.en.format(**words), text.es.format(**words))
