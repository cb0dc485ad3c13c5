"""As whom Google is asked: the founder, through a consent in the browser, or a service account of theirs."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import google.auth.exceptions
import google.auth.transport.requests
import google.oauth2.credentials
import google.oauth2.service_account
import msgspec
import requests
from google_auth_oauthlib.flow import Flow

from sheets import credentials as keyring
from sheets.errors import SheetsError, Text
from sheets.google import errors, trouble
from sheets.google.client_file import AUTH_URI, REVOKE_URI, TOKEN_URI, App, Robot, remembered, robot, service_account
from sheets.google.consent import PATIENCE, Door

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

#: Seconds to connect, and to wait for an answer.
_PATIENCE = (10, 60)
_SHEETS = "application/vnd.google-apps.spreadsheet"

#: What the window gave to this process, as long as it lives. A list, so that nothing needs to be rebound.
_handed: list[str] = []


@dataclass(frozen=True, slots=True)
class Signed:
    """A founder signed in. ``token`` is the refresh token, and secret; ``picked`` are the ids of the chosen sheets."""

    token: str = field(repr=False)
    app: App
    picked: tuple[str, ...]


def hand(secret: str) -> None:
    """Use this from now on, before anything else: a refresh token, or a service account's key as one line of JSON."""
    _handed[:] = [secret] if secret else []


def handed() -> str:
    """What was handed over, ``""`` where nothing was."""
    return _handed[0] if _handed else ""


def credentials() -> Any:
    """Credentials of google-auth, without an access token yet.

    What the window handed over comes first, then the service account that GOOGLE_APPLICATION_CREDENTIALS names, that
    of the keyring, and the founder's sign-in in the keyring. Raises :class:`SheetsError` ``sign_in`` where there is
    none of them.
    """
    if _handed:
        return _from_text(_handed[0])
    if named := os.environ.get("GOOGLE_APPLICATION_CREDENTIALS"):
        return _named_by_the_machine(Path(named))
    try:
        secrets = keyring.here()
        found = secrets.read(ROBOT) or secrets.read(FOUNDER)
    except SheetsError as error:
        if error.kind != "no_keyring":
            raise
        found = ""  # nothing was ever kept
    if not found:
        raise not_signed_in()
    return _from_text(found)


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


def consent(app: App, sheet: str, tell: Callable[[str], object], patience: float = PATIENCE) -> Signed:
    """Let the founder sign in and pick a sheet on Google's page; ``tell`` is given its address.

    ``sheet`` is the id of the sheet that the page should offer, ``""`` for any. Raises :class:`SheetsError` where the
    founder says no, does not answer in ``patience`` seconds, or Google does not give what was allowed.
    """
    with Door() as door:
        flow = _flow(app, door.address)
        asked = {
            "access_type": "offline",
            "prompt": "consent",
            "include_granted_scopes": "false",
            "trigger_onepick": "true",
            "mimetypes": _SHEETS,
            **({"file_ids": sheet} if sheet else {}),
        }
        url, state = flow.authorization_url(**asked)
        tell(url)
        answer = door.wait(url, state, patience)
    said = _exchange(flow, answer.code)
    # an answer that names no scopes grants those that were asked for (RFC 6749, 5.1)
    granted = said.get("scope", SCOPE)
    granted = granted.split() if isinstance(granted, str) else list(granted)
    if SCOPE not in granted:
        raise errors.not_allowed()
    token = said.get("refresh_token")
    if not isinstance(token, str) or not token:
        raise errors.bad_answer()
    return Signed(token, msgspec.structs.replace(app, granted=tuple(granted)), answer.picked)


def try_robot(account: Robot) -> None:
    """Sign in as this service account once; :class:`SheetsError` where Google does not know its key."""
    try:
        of_robot(account).refresh(google.auth.transport.requests.Request())
    except google.auth.exceptions.GoogleAuthError as error:
        met = errors.down() if error.retryable else _unreached(error)
    else:
        return
    raise _unknown_key(account) if met.kind == "sign_in" else met


def revoke(token: str) -> None:
    """Take back what the founder allowed; :class:`SheetsError` where Google could not be told so."""
    try:
        answer = requests.post(REVOKE_URI, data={"token": token}, timeout=_PATIENCE, allow_redirects=False)
    except requests.RequestException as error:
        raise _unreached(error) from None
    # 400: it was taken back before, or has run out
    if answer.status_code not in (200, 400):
        raise errors.down()


def not_signed_in() -> SheetsError:
    """Nobody has signed in on this computer."""
    return SheetsError(
        "sign_in",
        Text("You are not signed in to Google.", "No has iniciado sesión en Google."),
        Text(
            "Run operating-brief connect, or choose Sign in under Settings in the window.",
            "Ejecuta operating-brief connect, o elige Iniciar sesión en Ajustes en la ventana.",
        ),
    )


def _named_by_the_machine(path: Path) -> Any:
    try:
        return of_robot(service_account(path))
    except SheetsError as error:
        raise SheetsError(
            error.kind,
            Text(
                f"GOOGLE_APPLICATION_CREDENTIALS names a file that is of no use here. {error.happened.en}",
                f"GOOGLE_APPLICATION_CREDENTIALS nombra un archivo que aquí no sirve. {error.happened.es}",
            ),
            Text(
                "Let it name the key of a service account, or take the variable away and run operating-brief connect.",
                "Haz que nombre la clave de una cuenta de servicio, o quita la variable y usa operating-brief connect.",
            ),
        ) from None


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


def _flow(app: App, address: str) -> Flow:
    client = {"client_id": app.client_id, "client_secret": app.client_secret}
    config = {"installed": {**client, "auth_uri": AUTH_URI, "token_uri": TOKEN_URI}}
    return Flow.from_client_config(config, [SCOPE], redirect_uri=address, autogenerate_code_verifier=True)


def _exchange(flow: Flow, code: str) -> dict[str, Any]:
    """What Google gives for the code. What its libraries raise may hold tokens, so none of it goes further."""
    flow.oauth2session.register_compliance_hook("access_token_response", _looked_at)
    try:
        return dict(flow.fetch_token(code=code, timeout=_PATIENCE))
    except SheetsError:
        raise
    except requests.RequestException as error:
        met = _unreached(error)
    except Warning as other_scopes:  # more or less was granted than asked; which it is, is looked at by whoever asked
        return dict(getattr(other_scopes, "token", {}))
    except Exception as error:
        met = _not_given(str(getattr(error, "error", "")))
    raise met from None


def _looked_at(answer: requests.Response) -> requests.Response:
    if answer.status_code >= 500 or answer.status_code == 429:
        raise errors.down()
    return answer


def _unreached(error: Exception) -> SheetsError:
    met = trouble.of_exception(error)
    return met.error if met else errors.bad_answer()


def _not_given(said: str) -> SheetsError:
    """``said`` is OAuth's name for it: the answer was used up, the client is unknown, or it was no answer at all."""
    if said in ("invalid_client", "unauthorized_client", "deleted_client"):
        return SheetsError(
            "bad_client",
            Text(
                "Google does not know the client that this computer signs in with; it may have been deleted.",
                "Google no conoce el cliente con el que este equipo inicia sesión; quizás fue borrado.",
            ),
            Text(
                "Download its file again from Google's console, and connect with --client FILE.",
                "Descarga de nuevo su archivo de la consola de Google y conéctate con --client ARCHIVO.",
            ),
        )
    return errors.sign_in() if said == "invalid_grant" else errors.bad_answer()


def _unknown_key(account: Robot) -> SheetsError:
    return SheetsError(
        "bad_client",
        Text(
            f"Google does not accept the key of {account.address}.",
            f"Google no acepta la clave de {account.address}.",
        ),
        Text(
            "It may have been deleted, or this computer's clock may be wrong. Set the clock, or download a new key.",
            "Quizás fue borrada, o el reloj de este equipo está mal. Ajusta el reloj o descarga una clave nueva.",
        ),
    )
