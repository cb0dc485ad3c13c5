"""Workbooks that their owner has closed against changes: they are read, and never written."""

from __future__ import annotations

from pathlib import Path

from sheets.errors import SheetsError, Text
from sheets.excel import refusals
from sheets.excel.encrypted import OLE
from sheets.excel.index import Index
from sheets.excel.marks import COMPANION_NAME
from sheets.excel.relations import Relations, parse

_ON = ("1", "true", "on")

#: What to know of the file beside an encrypted workbook.
WITHOUT_PASSWORD = Text(
    "The brief is in a file of its own that asks for no password: keep it where only you can open it.",
    "El informe está en un archivo aparte que no pide contraseña: guárdalo donde solo tú puedas abrirlo.",
)


def refuse_if_encrypted(target: Path) -> None:
    """Raise ``encrypted`` where the file asks for a password, ``old_format`` … where it is of another kind like it."""
    with target.open("rb") as file:
        if file.read(len(OLE)) != OLE:
            return
        file.seek(0)
        refusal = refusals.by_content(target.name, file.read())
    if refusal is not None:
        raise refusal


def refuse_if_closed(index: Index) -> None:
    """Raise where the workbook is closed by its owner against changes of this kind, or is a companion of ours."""
    package = index.package
    if COMPANION_NAME.lower() in (name.get("name", "").lower() for name in index.names()):
        raise SheetsError(
            "companion",
            Text(
                "This is a companion file that Operating Brief wrote itself.",
                "Este es un archivo acompañante que escribió Operating Brief.",
            ),
            Text("Use the workbook that it belongs to.", "Usa el libro al que pertenece."),
        )
    protection = index.root.find(f"{{{index.space}}}workbookProtection")
    if protection is not None and protection.get("lockStructure", "0") in _ON:
        raise _closed(
            "protected",
            Text("The structure of this workbook is protected.", "La estructura de este libro está protegida."),
            Text(
                "In Excel choose Review, Protect Workbook to lift the protection, then try again.",
                "En Excel elige Revisar, Proteger libro para quitar la protección y vuelve a intentarlo.",
            ),
        )
    sharing = index.root.find(f"{{{index.space}}}fileSharing")
    if sharing is not None and (sharing.get("hashValue") or sharing.get("reservationPassword")):
        raise _closed(
            "reserved",
            Text(
                "This workbook asks for a password before it may be changed.",
                "Este libro pide una contraseña antes de poder cambiarse.",
            ),
            Text(
                "In Excel choose File, Save As, Tools, General Options, clear the password to modify, then try again.",
                "En Excel elige Archivo, Guardar como, Herramientas, Opciones generales, borra la contraseña de "
                "escritura y vuelve a intentarlo.",
            ),
        )
    if sharing is not None and sharing.get("readOnlyRecommended", "0") in _ON:
        raise _closed(
            "recommended",
            Text(
                "This workbook asks to be opened read-only.",
                "Este libro pide que se abra solo para leer.",
            ),
            Text(
                "In Excel choose File, Save As, Tools, General Options, clear “Read-only recommended”, then try again.",
                "En Excel elige Archivo, Guardar como, Herramientas, Opciones generales, quita «Se recomienda solo "
                "lectura» y vuelve a intentarlo.",
            ),
        )
    of_package = Relations(package, "")
    if any("digital-signature" in relation.type for relation in of_package.all()):
        raise _closed(
            "signed",
            Text(
                "This workbook carries a digital signature, which any change would break.",
                "Este libro lleva una firma digital, que cualquier cambio rompería.",
            ),
            Text(
                "Remove the signature in Excel, or use a copy without it.",
                "Quita la firma en Excel, o usa una copia sin ella.",
            ),
        )
    if index.relations.of("revisionHeaders"):
        raise _closed(
            "shared",
            Text(
                "This is a shared workbook that records its changes.",
                "Este es un libro compartido que registra sus cambios.",
            ),
            Text(
                "In Excel choose Review, Unshare Workbook, then try again.",
                "En Excel elige Revisar, Dejar de compartir libro y vuelve a intentarlo.",
            ),
        )
    for relation in of_package.of("custom-properties"):
        if relation.part in package and _says_final(package.read_index(relation.part), relation.part):
            raise _closed(
                "final",
                Text("This workbook is marked as final.", "Este libro está marcado como final."),
                Text(
                    "In Excel choose Edit Anyway, save it, then try again.",
                    "En Excel elige Editar de todos modos, guárdalo y vuelve a intentarlo.",
                ),
            )


def _says_final(xml: bytes, part: str) -> bool:
    if not xml.strip():
        # An empty part marks nothing. It stays as it is.
        return False
    for element in parse(xml, part).iterchildren("{*}property"):
        if element.get("name") == "_MarkAsFinal":
            return "".join(str(text) for text in element.itertext()).strip().lower() in ("true", "1")
    return False


def _closed(kind: str, happened: Text, remedy: Text) -> SheetsError:
    return SheetsError(kind, happened, remedy)
