"""Files that are no workbook which can be read, told apart by their content, each with its remedy."""

from __future__ import annotations

from sheets.errors import SheetsError, Text

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK"
#: Excel 2 to 4 wrote bare records; the first one begins like this.
_BARE_RECORDS = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x10\x00")
_SAMPLE = 1 << 16

_SAVE_AS = Text(
    "Open it in Excel or LibreOffice, save it as an .xlsx workbook, and use that file.",
    "Ábrelo en Excel o LibreOffice, guárdalo como libro .xlsx y usa ese archivo.",
)
_CHOOSE = Text("Choose a file that ends in .xlsx or .xlsm.", "Elige un archivo que termine en .xlsx o .xlsm.")


def missing(name: str) -> SheetsError:
    """There is no file of this name."""
    return SheetsError(
        "missing",
        Text(f"There is no file {name}.", f"No existe el archivo {name}."),
        Text("Check its name and folder.", "Revisa el nombre y la carpeta."),
    )


def folder(name: str) -> SheetsError:
    """A folder, or something else that is no file."""
    return SheetsError("not_a_workbook", Text(f"{name} is not a file.", f"{name} no es un archivo."), _CHOOSE)


def no_access(name: str) -> SheetsError:
    """The system does not let us read the file."""
    return SheetsError(
        "locked",
        Text(
            f"{name} cannot be opened: another program holds it, or you may not read it.",
            f"No se puede abrir {name}: otro programa lo tiene, o no tienes permiso para leerlo.",
        ),
        Text("Close it elsewhere and try again.", "Ciérralo en el otro programa e intenta de nuevo."),
    )


def unreachable(name: str, reason: str) -> SheetsError:
    """The disk, the network or the cloud folder did not deliver the file."""
    return SheetsError(
        "unreachable",
        Text(f"{name} could not be read ({reason}).", f"No se pudo leer {name} ({reason})."),
        Text(
            "If it lies in a cloud or network folder, check the connection and try again.",
            "Si está en una carpeta de red o de la nube, revisa la conexión e intenta de nuevo.",
        ),
    )


def too_big(name: str) -> SheetsError:
    """Unpacked, the file is larger than any workbook that can be worked with."""
    return SheetsError(
        "too_big",
        Text(
            f"{name} unpacks to more than can be read safely.",
            f"{name} ocupa, descomprimido, más de lo que se puede leer con seguridad.",
        ),
        Text(
            "Delete the rows and tabs that are not needed, save it and try again.",
            "Borra las filas y pestañas que no necesitas, guárdalo e intenta de nuevo.",
        ),
    )


def no_tabs(name: str) -> SheetsError:
    """A package of Office that holds no workbook, such as a letter."""
    return SheetsError(
        "not_a_workbook", Text(f"{name} is not an Excel workbook.", f"{name} no es un libro de Excel."), _CHOOSE
    )


def cut_off(name: str) -> SheetsError:
    """The beginning of a package without its end."""
    return SheetsError(
        "damaged",
        Text(
            f"{name} is incomplete or damaged; perhaps it was not downloaded to its end.",
            f"{name} está incompleto o dañado; quizás no se descargó hasta el final.",
        ),
        Text("Download or save it again and use that file.", "Descárgalo o guárdalo de nuevo y usa ese archivo."),
    )


def binary_workbook(name: str) -> SheetsError:
    """An ``.xlsb``."""
    return SheetsError(
        "binary",
        Text(f"{name} is a binary workbook (.xlsb).", f"{name} es un libro binario (.xlsb)."),
        _SAVE_AS,
    )


def by_content(name: str, content: bytes) -> SheetsError | None:
    """What keeps these bytes from being a workbook; ``None`` where they may be one."""
    start = content[:_SAMPLE]
    if not content:
        return SheetsError("not_a_workbook", Text(f"{name} is empty.", f"{name} está vacío."), _CHOOSE)
    if start.startswith(_OLE):
        return _compound(name, content)
    if start.startswith(_ZIP):
        return _other_zip(name, start)
    if start.startswith(_BARE_RECORDS):
        return _old(name)
    text = _as_text(start)
    if text is None:
        return no_tabs(name)
    head = text.lstrip("\ufeff \t\r\n").lower()
    if head.startswith(("<!doctype html", "<html", "<table", "<meta")):
        return SheetsError(
            "web_page",
            Text(f"{name} is a web page, not a workbook.", f"{name} es una página web, no un libro."),
            _SAVE_AS,
        )
    if head.startswith("<?xml") and "urn:schemas-microsoft-com:office:spreadsheet" in head:
        return _old(name)
    if head.startswith(("<?xml", "%pdf", "{", "[")):
        return no_tabs(name)
    return SheetsError(
        "csv",
        Text(f"{name} is a text file (CSV), not a workbook.", f"{name} es un archivo de texto (CSV), no un libro."),
        Text(
            "Import it into a workbook with operating-brief import, or save it as .xlsx.",
            "Impórtalo a un libro con operating-brief import, o guárdalo como .xlsx.",
        ),
    )


def _compound(name: str, content: bytes) -> SheetsError:
    # Both kinds share one container; the names of its streams stand in it in UTF-16.
    if "EncryptedPackage".encode("utf-16-le") in content:
        return SheetsError(
            "encrypted",
            Text(f"{name} is protected with a password.", f"{name} está protegido con contraseña."),
            Text(
                "Open it in Excel, remove the password under File > Info > Protect Workbook, save it and try again.",
                "Ábrelo en Excel, quita la contraseña en Archivo > Información > Proteger libro, guárdalo e intenta "
                "de nuevo.",
            ),
        )
    if "Workbook".encode("utf-16-le") in content or "Book\0".encode("utf-16-le") in content:
        return _old(name)
    return no_tabs(name)


def _old(name: str) -> SheetsError:
    return SheetsError(
        "old_format",
        Text(f"{name} is in an old format of Excel (.xls).", f"{name} está en un formato antiguo de Excel (.xls)."),
        _SAVE_AS,
    )


def _other_zip(name: str, start: bytes) -> SheetsError | None:
    # The first member of an OpenDocument file says what it is, unpacked.
    if b"mimetypeapplication/vnd.oasis.opendocument" in start[:200]:
        return SheetsError(
            "opendocument",
            Text(f"{name} is an OpenDocument file (.ods).", f"{name} es un archivo OpenDocument (.ods)."),
            _SAVE_AS,
        )
    return None


def _as_text(start: bytes) -> str | None:
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return start.decode("utf-16", "replace")
    if b"\0" in start:
        return None
    strange = sum(byte < 9 or 13 < byte < 32 for byte in start)
    return start.decode("utf-8", "replace") if strange * 50 < len(start) else None
