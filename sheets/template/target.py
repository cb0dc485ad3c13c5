"""Where a template goes: never over a file that anybody could miss, and whole or not at all."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from pathlib import Path

from sheets.errors import SheetsError, Text
from sheets.excel import save
from sheets.excel.marks import MARK as OUR_NAMES
from sheets.template import writing

#: The hidden name under which a template carries the hash of its parts: as long as it holds, nobody has worked in it.
MARK = OUR_NAMES + "template"
NOT_YET = "0" * 64
#: The only part that is not in the hash, because it holds it.
_WORKBOOK = "xl/workbook.xml"
_LARGEST = 32 << 20
_SAID = re.compile(rb'<definedName[^>]*name="' + re.escape(MARK.encode()) + rb'"[^>]*>(?:"|&quot;)([0-9a-f]{64})')


def refuse(out: Path, source: Path | None) -> None:
    """Raise :class:`SheetsError` where a template may not be made as ``out``; ``source`` is the founder's own file."""
    writing.refuse_other_kinds(out)
    if not out.parent.is_dir():
        raise SheetsError(
            "no_folder",
            Text(f"There is no folder {out.parent}.", f"No existe la carpeta {out.parent}."),
            Text("Make it first, or choose another one.", "Créala primero o elige otra."),
        )
    if not (out.exists() or out.is_symlink()):
        return
    if source is not None and out.exists() and out.samefile(source):
        raise SheetsError(
            "same_file",
            Text(
                f"{out.name} is the workbook itself; a template needs a file of its own.",
                f"{out.name} es el archivo mismo; la plantilla necesita su propio archivo.",
            ),
            Text("Choose another name; nothing was overwritten.", "Elige otro nombre; no se reemplazó nada."),
        )
    if not is_untouched(out):
        raise writing.exists(out)
    save.refuse_if_open(out)


def is_untouched(path: Path) -> bool:
    """Whether the file is a template of ours in which nobody has worked since."""
    try:
        if path.is_symlink():
            return False
        with zipfile.ZipFile(path) as package:
            if sum(info.file_size for info in package.infolist()) > _LARGEST:
                return False
            said = _SAID.search(package.read(_WORKBOOK))
            return said is not None and said[1].decode() == _hash(package)
    except (OSError, KeyError, ValueError, zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return False


def signed(content: bytes) -> bytes:
    """The template with the hash of its parts in place of :data:`NOT_YET`."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(out, "w") as made:
        found = _hash(package).encode()
        for info in package.infolist():
            part = package.read(info)
            if info.filename == _WORKBOOK:
                part = part.replace(NOT_YET.encode(), found)
            made.writestr(info, part, zipfile.ZIP_DEFLATED, compresslevel=6)
    return out.getvalue()


def _hash(package: zipfile.ZipFile) -> str:
    digest = hashlib.sha256()
    for name in sorted(package.namelist()):
        if name != _WORKBOOK:
            digest.update(f"{name}\0{hashlib.sha256(package.read(name)).hexdigest()}\0".encode())
    return digest.hexdigest()
