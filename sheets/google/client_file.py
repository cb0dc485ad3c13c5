"""The files that a founder downloads from Google's console: a client of their own, a service account's key.

And what this computer remembers of the sign-in that is no secret: which client, and what was permitted. Google says of
an installed app's client secret that it is none; it protects nothing, and whoever has the program has it.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import platformdirs

from sheets.errors import SheetsError, Text

#: Google's own addresses. Those that stand in a file are not used: a file could lead a token elsewhere.
AUTH_URI = "https://accounts.google.com/o/oauth2/v2/auth"
TOKEN_URI = "https://oauth2.googleapis.com/token"
REVOKE_URI = "https://oauth2.googleapis.com/revoke"

#: No file of Google's console is longer.
_LONGEST = 100_000
_CLIENT_ID = re.compile(r"[\w.-]+\.apps\.googleusercontent\.com")
_ROBOT = re.compile(r"[^@\s]+@[\w.-]+\.gserviceaccount\.com")

_DOWNLOAD_CLIENT = Text(
    "In Google's console, under Clients, make one of the type Desktop app and download its JSON file.",
    "En la consola de Google, en Clientes, crea uno del tipo App de escritorio y descarga su archivo JSON.",
)
_DOWNLOAD_KEY = Text(
    "In Google's console, open the service account, choose Keys > Add key > JSON, and use the downloaded file.",
    "En la consola de Google, abre la cuenta de servicio, elige Claves > Agregar clave > JSON y usa el archivo "
    "descargado.",
)


class App(msgspec.Struct, frozen=True):
    """As whom Google is asked: the founder's own client, and the scopes that were granted to it."""

    client_id: str
    client_secret: str
    granted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class Robot:
    """A service account. ``key`` is all of its file, and secret; sheets are shared with ``address``."""

    address: str
    key: dict[str, str]

    @property
    def as_text(self) -> str:
        """What the keyring keeps of it: one line."""
        return json.dumps(self.key)


def own_client(path: Path) -> App:
    """The client in this file; :class:`SheetsError` where it holds another kind of thing."""
    said = _read(path, _DOWNLOAD_CLIENT)
    if said.get("type") == "service_account":
        raise _wrong(
            Text(
                f"{path.name} is the key of a service account.", f"{path.name} es la clave de una cuenta de servicio."
            ),
            Text(
                "Give it with --service-account, or download the file of a client of the type Desktop app.",
                "Indícala con --service-account, o descarga el archivo de un cliente del tipo App de escritorio.",
            ),
        )
    if "web" in said and "installed" not in said:
        raise _wrong(
            Text(f"{path.name} is the client of a web application.", f"{path.name} es el cliente de una app web."),
            _DOWNLOAD_CLIENT,
        )
    if said.get("type") == "authorized_user":
        raise _wrong(
            Text(
                f"{path.name} is somebody's own sign-in, not a client.",
                f"{path.name} es el inicio de sesión de alguien, no un cliente.",
            ),
            _DOWNLOAD_CLIENT,
        )
    client = said.get("installed")
    if not isinstance(client, dict):
        raise _wrong(
            Text(f"{path.name} is not a client's file.", f"{path.name} no es el archivo de un cliente."),
            _DOWNLOAD_CLIENT,
        )
    name, secret = client.get("client_id"), client.get("client_secret")
    if not isinstance(name, str) or not _CLIENT_ID.fullmatch(name) or not isinstance(secret, str) or not secret:
        raise _wrong(
            Text(
                f"{path.name} does not name its client in full.",
                f"{path.name} no nombra a su cliente por completo.",
            ),
            _DOWNLOAD_CLIENT,
        )
    return App(name, secret)


def service_account(path: Path) -> Robot:
    """The service account in this file; :class:`SheetsError` where it holds another kind of thing."""
    said = _read(path, _DOWNLOAD_KEY)
    if "installed" in said or "web" in said:
        raise _wrong(
            Text(
                f"{path.name} is a client's file, not the key of a service account.",
                f"{path.name} es el archivo de un cliente, no la clave de una cuenta de servicio.",
            ),
            Text(
                "Give it with --client, or download the key of a service account.",
                "Indícalo con --client, o descarga la clave de una cuenta de servicio.",
            ),
        )
    return robot(said, path.name)


def robot(said: object, name: str) -> Robot:
    """The service account that this JSON object describes, called ``name`` in messages."""
    found = said if isinstance(said, dict) else {}
    if found.get("type") != "service_account":
        raise _wrong(
            Text(
                f"{name} is not the key of a service account.",
                f"{name} no es la clave de una cuenta de servicio.",
            ),
            _DOWNLOAD_KEY,
        )
    address, key = found.get("client_email"), found.get("private_key")
    if (
        not isinstance(address, str)
        or not _ROBOT.fullmatch(address)
        or not isinstance(key, str)
        or "-----BEGIN" not in key
    ):
        raise _wrong(
            Text(
                f"{name} is not whole: the service account's address or its key is missing.",
                f"{name} no está completo: falta la dirección de la cuenta de servicio o su clave.",
            ),
            _DOWNLOAD_KEY,
        )
    kept = {field: found[field] for field in ("type", "client_email", "private_key", "private_key_id", "project_id")
            if isinstance(found.get(field), str)}  # fmt: skip
    return Robot(address, {**kept, "token_uri": TOKEN_URI})


def remembered(path: Path | None = None) -> App | None:
    """The client with which this computer signed in last; ``None`` before the first time."""
    try:
        return msgspec.json.decode((path or _place()).read_bytes(), type=App)
    except (OSError, ValueError):
        return None


def remember(app: App, path: Path | None = None) -> None:
    """Remember the client; no token is part of it. Only the founder may read the file all the same."""
    place = path or _place()
    try:
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = place.with_name(f"{place.name}.new")
        with open(fresh, "wb", opener=_private) as file:
            file.write(msgspec.json.encode(app))
        os.replace(fresh, place)
    except OSError:
        raise SheetsError(
            "disk_full",
            Text(f"{place} could not be written.", f"No se pudo escribir {place}."),
            Text(
                "See that there is room on the disk and that the folder is yours, then connect again.",
                "Revisa que haya espacio en el disco y que la carpeta sea tuya, y conéctate de nuevo.",
            ),
        ) from None


def _place() -> Path:
    return Path(platformdirs.user_data_dir("operating-brief", appauthor=False)) / "google.json"


def _private(path: str, flags: int) -> int:
    with contextlib.suppress(FileNotFoundError):
        os.unlink(path)  # left by an interrupted run, perhaps readable by others
    return os.open(path, flags, 0o600)


def _read(path: Path, remedy: Text) -> dict[str, Any]:
    try:
        with open(path, "rb") as file:
            body = file.read(_LONGEST + 1)
    except FileNotFoundError:
        raise SheetsError(
            "missing",
            Text(f"There is no file {path}.", f"No existe el archivo {path}."),
            Text("Check its name and try again.", "Revisa el nombre e intenta de nuevo."),
        ) from None
    except OSError:
        raise _wrong(Text(f"{path} cannot be read.", f"No se puede leer {path}."), remedy) from None
    try:
        said = json.loads(body.decode("utf-8-sig")) if len(body) <= _LONGEST else None
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise _wrong(
            Text(
                f"{path.name} is no file of Google's console.", f"{path.name} no es un archivo de la consola de Google."
            ),
            remedy,
        )
    return said


def _wrong(happened: Text, remedy: Text) -> SheetsError:
    return SheetsError("bad_client", happened, remedy)
