"""``operating-brief disconnect``: take back what Google was allowed, and forget it on this computer."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING, Any

from desktop.commands.shared import talk_arguments
from desktop.commands.speech import Speech
from sheets.errors import SheetsError, Text

if TYPE_CHECKING:
    from sheets.credentials import Secrets

#: Where a founder sees and ends what programs may do.
_BY_HAND = "https://myaccount.google.com/connections"


def add(commands: Any) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "disconnect",
        help="sign out of Google",
        description="Tells Google that this program may work with your sheets no longer, and deletes the sign-in from "
        "this computer. No sheet is changed.",
    )
    talk_arguments(command)
    command.set_defaults(run=run)


def run(_arguments: argparse.Namespace, speech: Speech) -> int:
    """Revoke, and delete whatever the revoking came to; both are told."""
    from sheets.google import sign_in

    secrets = _keyring(sign_in.handed())
    held = [sign_in.handed()]
    if secrets:
        held += [secrets.read(sign_in.FOUNDER), secrets.read(sign_in.ROBOT)]
    tokens = [each for each in held if each and not each.startswith("{")]
    robot = any(each.startswith("{") for each in held)
    trouble = _revoke(tokens)
    try:
        if secrets:
            secrets.forget(sign_in.FOUNDER)
            secrets.forget(sign_in.ROBOT)
    except SheetsError as error:
        raise _still_here(error, told=bool(tokens) and trouble is None) from None
    for text in _told(bool(tokens), robot, trouble):
        (speech.warn if trouble else speech.say)(text)
    if os.environ.get("GOOGLE_APPLICATION_CREDENTIALS"):
        speech.warn(
            Text(
                "GOOGLE_APPLICATION_CREDENTIALS still names a service account, which goes on being used.",
                "GOOGLE_APPLICATION_CREDENTIALS todavía nombra una cuenta de servicio, que se sigue usando.",
            )
        )
    speech.done(revoked=bool(tokens) and trouble is None)
    return 0


def _keyring(handed: str) -> Secrets | None:
    """The keyring, ``None`` where there is none: then nothing was ever kept in it."""
    from sheets import credentials
    from sheets.google import sign_in

    try:
        secrets = credentials.here()
        secrets.read(sign_in.FOUNDER)
    except SheetsError as error:
        if error.kind == "no_keyring" or handed:
            return None
        raise
    return secrets


def _revoke(tokens: list[str]) -> SheetsError | None:
    """Why Google could not be told; ``None`` where it was, or there was nothing to tell."""
    from sheets.google import sign_in

    try:
        for token in tokens:
            sign_in.revoke(token)
    except SheetsError as error:
        return error
    return None


def _still_here(error: SheetsError, *, told: bool) -> SheetsError:
    """The keyring did not let go of the sign-in; whether it is worth anything depends on Google."""
    if not told:
        return error
    return SheetsError(
        error.kind,
        Text(
            f"Google was told, so the sign-in is worth nothing any more; but it is still in the keyring. "
            f"{error.happened.en}",
            f"Google ya lo sabe, así que la sesión no vale nada; pero sigue en el llavero. {error.happened.es}",
        ),
        error.remedy,
    )


def _told(signed_in: bool, robot: bool, trouble: SheetsError | None) -> list[Text]:
    told = []
    if trouble:
        told.append(
            Text(
                f"The sign-in was deleted from this computer, but Google was not told. {trouble.happened.en} "
                f"End it yourself at {_BY_HAND}.",
                f"La sesión se borró de este equipo, pero Google no se enteró. {trouble.happened.es} "
                f"Termínala tú en {_BY_HAND}.",
            )
        )
    elif signed_in:
        told.append(
            Text(
                "Disconnected: Google was told, and the sign-in was deleted from this computer.",
                "Desconectado: Google ya lo sabe y la sesión se borró de este equipo.",
            )
        )
    if robot:
        told.append(
            Text(
                "The key of the service account was deleted from this computer. It is still good elsewhere: delete it "
                "in Google's console, and take its address out of the sheets that you shared with it.",
                "La clave de la cuenta de servicio se borró de este equipo. Todavía sirve en otros lugares: bórrala "
                "en la consola de Google y quita su dirección de las hojas que compartiste con ella.",
            )
        )
    return told or [Text("You were not signed in to Google.", "No habías iniciado sesión en Google.")]
