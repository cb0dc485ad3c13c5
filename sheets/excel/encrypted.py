"""Workbooks that ask for a password to be opened: read in memory, never written, never on the disk in the clear."""

from __future__ import annotations

import io

from sheets.errors import SheetsError, Text

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
#: Excel derives its keys by 100,000 rounds; a file that asks for far more wants to keep the machine busy.
_MOST_ROUNDS = 1_000_000
_LARGEST_HEAD = 1 << 16
_HEAD, _BODY = "EncryptionInfo", "EncryptedPackage"


def is_encrypted(content: bytes) -> bool:
    """Whether these bytes are an encrypted ``.xlsx`` or ``.xlsm``; an old ``.xls`` never is, with or without one."""
    return content.startswith(OLE) and _BODY.encode("utf-16-le") in content


def decrypted(name: str, content: bytes, password: str) -> bytes:
    """The package inside an encrypted file of this name.

    Raises :class:`SheetsError`: ``wrong_password``, or ``damaged`` where it cannot be opened with any.
    """
    # It brings a large library along, which only these few workbooks need.
    import msoffcrypto
    import olefile
    from msoffcrypto.exceptions import InvalidKeyError

    out = io.BytesIO()
    try:
        with olefile.OleFileIO(content) as container:
            head = container.openstream(_HEAD).read(_LARGEST_HEAD + 1)
        if len(head) > _LARGEST_HEAD or b"<!" in head:
            raise ValueError("no program writes such a head")
        file = msoffcrypto.OfficeFile(io.BytesIO(content))
        if file.info.get("spinValue", 0) > _MOST_ROUNDS:
            raise ValueError("too many rounds")
        file.load_key(password=password, verify_password=True)
        file.decrypt(out)
    except InvalidKeyError as error:
        raise SheetsError(
            "wrong_password",
            Text(f"That password does not open {name}.", f"Esa contraseña no abre {name}."),
            Text(
                "Type it again; capitals and small letters differ.",
                "Escríbela otra vez; las mayúsculas y minúsculas cuentan.",
            ),
        ) from error
    except Exception as error:  # the library meets damaged files with errors of every kind
        raise SheetsError(
            "damaged",
            Text(
                f"{name} is encrypted in a way that cannot be read here, or it is damaged.",
                f"{name} está cifrado de una forma que aquí no se puede leer, o está dañado.",
            ),
            Text(
                "Open it in Excel, remove the password under File > Info > Protect Workbook, and save it.",
                "Ábrelo en Excel, quita la contraseña en Archivo > Información > Proteger libro y guárdalo.",
            ),
        ) from error
    return out.getvalue()
