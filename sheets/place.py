"""Where a workbook lives: a file on this computer, or a Google Sheet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from sheets.errors import SheetsError, Text

_ID = re.compile(r"^[A-Za-z0-9_-]{15,}$")
_IN_PATH = re.compile(r"/spreadsheets/(?:u/\d+/)?d/([A-Za-z0-9_-]+)(/|$)")
_GOOGLE = ("docs.google.com", "drive.google.com", "sheets.google.com")
#: What a link without its beginning begins with, as a browser's address line shows it.
_BARE = tuple(f"{host}/" for host in _GOOGLE)


@dataclass(frozen=True, slots=True)
class GoogleSheet:
    """A Google Sheet, known by the id that stands in its link."""

    id: str

    def __str__(self) -> str:
        return f"https://docs.google.com/spreadsheets/d/{self.id}/edit"

    @property
    def name(self) -> str:
        """What it is called until it has been read and its title is known."""
        return f"Google Sheet {self.id[:8]}…"

    @property
    def stem(self) -> str:
        """What the folders of this computer that belong to it begin with."""
        return "google"


Place = Path | GoogleSheet


def place(text: str) -> Place:
    """The workbook that this text names: a link of a Google Sheet, else a path.

    Raises :class:`SheetsError` where it is a link of anything else.
    """
    said = text.strip()
    if said.startswith(_BARE):
        said = f"https://{said}"
    if not re.match(r"^[A-Za-z][A-Za-z0-9+.-]+:/{1,2}", said):
        return Path(text)
    try:
        address = urlsplit(said.replace(":/", "://", 1) if "://" not in said else said)
    except ValueError:
        raise _no_sheet(text) from None
    if address.scheme.lower() not in ("http", "https"):
        raise _no_sheet(text)
    if (address.hostname or "").lower() not in _GOOGLE:
        raise _no_sheet(text)
    if found := _IN_PATH.search(address.path):
        if found[1] == "e":
            raise _published(text)
        if _ID.match(found[1]):
            return GoogleSheet(found[1])
    named = parse_qs(address.query).get("id", [""])[0]
    if address.path in ("/open", "/uc") and _ID.match(named):
        return GoogleSheet(named)
    raise _no_sheet(text)


def _no_sheet(text: str) -> SheetsError:
    return SheetsError(
        "not_a_sheet",
        Text(f"{text} is no link of a Google Sheet.", f"{text} no es un enlace de una hoja de Google."),
        Text(
            "Open the sheet in your browser and copy its address: "
            "it begins with https://docs.google.com/spreadsheets/d/.",
            "Abre la hoja en tu navegador y copia su dirección: empieza por https://docs.google.com/spreadsheets/d/.",
        ),
    )


def _published(text: str) -> SheetsError:
    return SheetsError(
        "not_a_sheet",
        Text(
            f"{text} leads to a published copy, which nobody can write into.",
            f"{text} lleva a una copia publicada, en la que nadie puede escribir.",
        ),
        Text(
            "Open the sheet itself and copy its address from the browser.",
            "Abre la hoja misma y copia su dirección del navegador.",
        ),
    )
