"""As whom Google is asked: the founder, through a consent in the browser, or a service account of theirs."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import google.oauth2.credentials
import google.oauth2.service_account

from sheets import credentials as keyring
from sheets.errors import SheetsError, Text
from sheets.google.client_file import TOKEN_URI, App, Robot, remembered, robot, service_account

#: Only the files that the founder picks, or that the program makes.
SCOPE = "https://www.googleapis.com/auth/drive.file"
#: A service account sees only what was shared with it; nothing can be picked for it. The second scope tells it what
#: kind of file something is that is no sheet.
ROBOT_SCOPES = (
    "https://www.googleapis.com/auth/spreadsheets",
    "https://www.googleapis.com/auth/drive.metadata.readonly",
)
#: The names of the two secrets in the keyring.
FOUNDER = "google"
ROBOT = "google service account"

#: What the window gave to this process, as long as it lives. A list, so that nothing needs to be rebound.
_handed: list[str] = []


def hand(secret: str) -> None:
    """Use this from now on, before anything else: a refresh token, or a service account's key as one line of JSON."""
    _handed[:] = [secret] if secret else []


def credentials() -> Any:
    """Credentials of google-auth, without an access token yet.

    What the window handed over comes first, then the service account that GOOGLE_APPLICATION_CREDENTIALS names, that
    of the keyring, and the founder's sign-in in the keyring. Raises :class:`SheetsError` ``sign_in`` where there is
    none of them.
    """
    if _handed:
        return _from_text(_handed[0])
    if named := os.environ.get("GOOGLE_APPLICATION_CREDENTIALS"):
        return of_robot(service_account(Path(named)))
    secrets = keyring.here()
    if found := secrets.read(ROBOT) or secrets.read(FOUNDER):
        return _from_text(found)
    raise not_signed_in()


def of_founder(token: str, app: App) -> Any:
    """Credentials from a refresh token that was given to this client."""
    return google.oauth2.credentials.Credentials(  # type: ignore[no-untyped-call]
        token=None,
        refresh_token=token,
        token_uri=TOKEN_URI,
        client_id=app.client_id,
        client_secret=app.client_secret,
        scopes=[SCOPE],
    )


def of_robot(account: Robot) -> Any:
    """Credentials of a service account; :class:`SheetsError` where its key is no key."""
    try:
        made = google.oauth2.service_account.Credentials
        return made.from_service_account_info(account.key, scopes=list(ROBOT_SCOPES))  # type: ignore[no-untyped-call]
    except ValueError:
        raise SheetsError(
            "bad_client",
            Text(
                f"The key of {account.address} is damaged.",
                f"La clave de {account.address} está dañada.",
            ),
            Text(
                "Download a new key from Google's console.",
                "Descarga una clave nueva de la consola de Google.",
            ),
        ) from None


def not_signed_in() -> SheetsError:
    """Nobody has signed in on this computer."""
    return SheetsError(
        "sign_in",
        Text("You are not signed in to Google.", "No has iniciado sesión en Google."),
        Text(
            "Run operating-brief connect, or choose Connect to Google in the window.",
            "Ejecuta operating-brief connect, o elige Conectar con Google en la ventana.",
        ),
    )


def _from_text(secret: str) -> Any:
    if secret.startswith("{"):
        try:
            said = json.loads(secret)
        except ValueError:
            said = None
        return of_robot(robot(said, "The key"))
    app = remembered()
    if app is None:
        raise not_signed_in()
    return of_founder(secret, app)
