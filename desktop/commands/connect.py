"""``operating-brief connect``: sign in to Google, and pick the sheet that the program may work with."""

from __future__ import annotations

import argparse
import os
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.commands.shared import talk_arguments
from desktop.commands.speech import Speech
from sheets.errors import SheetsError, Text
from sheets.place import GoogleSheet, place

if TYPE_CHECKING:
    from sheets.credentials import Secrets

#: Seconds that the window may take to listen.
_PATIENCE = 10.0


def add(commands: Any) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "connect",
        help="sign in to Google",
        description="Opens Google's own page in your browser: there you sign in, allow this program the sheets that "
        "you pick and no others, and pick one. docs/google.md goes through it step by step.",
    )
    command.add_argument("sheet", metavar="SHEET", type=place, nargs="?", help="the link of the Google Sheet to pick")
    who = command.add_mutually_exclusive_group()
    who.add_argument(
        "--client",
        metavar="FILE",
        type=Path,
        help="your own client's file, as Google's console gives it; needed the first time",
    )
    who.add_argument(
        "--service-account",
        metavar="FILE",
        type=Path,
        help="the key of a service account, in place of signing in yourself",
    )
    # the window, where there is no keyring: the local socket at which it waits for what it is to remember
    command.add_argument("--hand-over", metavar="NAME", default="", help=argparse.SUPPRESS)
    talk_arguments(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace, speech: Speech) -> int:
    """Sign in, and keep the sign-in where it is safe."""
    if isinstance(arguments.sheet, Path):
        raise _no_link(arguments.sheet)
    if os.environ.get("GOOGLE_APPLICATION_CREDENTIALS"):
        speech.warn(_named_by_the_machine())
    if arguments.service_account:
        return _as_robot(arguments, speech)
    return _as_founder(arguments, speech)


def _as_founder(arguments: argparse.Namespace, speech: Speech) -> int:
    from sheets.google import client_file, sign_in

    app = client_file.own_client(arguments.client) if arguments.client else client_file.remembered()
    if app is None:
        raise _no_client()
    secrets = _keyring(arguments, speech, sign_in.FOUNDER)
    asked: GoogleSheet | None = arguments.sheet

    def tell(url: str) -> None:
        speech.say(
            Text(
                f"Google's page opens in your browser. If it does not, open this address there: {url}",
                f"La página de Google se abre en tu navegador. Si no se abre, abre ahí esta dirección: {url}",
            )
        )

    signed = sign_in.consent(app, asked.id if asked else "", tell)
    client_file.remember(signed.app)
    _keep(secrets, sign_in.FOUNDER, signed.token, arguments.hand_over)
    if secrets:
        secrets.forget(sign_in.ROBOT)
    sheets = [str(GoogleSheet(picked)) for picked in signed.picked]
    speech.say(_connected(sheets))
    if asked and sheets and asked.id not in signed.picked:
        speech.warn(_picked_another(asked))
    speech.done(sheet=sheets[0] if sheets else "", sheets=sheets, kept="keyring" if secrets else "window")
    return 0


def _as_robot(arguments: argparse.Namespace, speech: Speech) -> int:
    from sheets.google import client_file, sign_in

    robot = client_file.service_account(arguments.service_account)
    secrets = _keyring(arguments, speech, sign_in.ROBOT)
    sign_in.try_robot(robot)
    _keep(secrets, sign_in.ROBOT, robot.as_text, arguments.hand_over)
    speech.say(
        Text(
            f"Connected as {robot.address}. Open each sheet in your browser, choose Share and add this address as an "
            "editor.",
            f"Conectado como {robot.address}. Abre cada hoja en tu navegador, elige Compartir y agrega esta dirección "
            "como editor.",
        )
    )
    if secrets:
        speech.say(
            Text(
                f"The key is in the keyring of this computer now: delete {arguments.service_account.name}, or keep it "
                "where nobody else can read it.",
                f"La clave ya está en el llavero de este equipo: borra {arguments.service_account.name} o guárdalo "
                "donde nadie más pueda leerlo.",
            )
        )
    sheet = str(arguments.sheet) if arguments.sheet else ""
    kept = "keyring" if secrets else "window"
    speech.done(sheet=sheet, sheets=[sheet] if sheet else [], kept=kept, address=robot.address)
    return 0


def _keyring(arguments: argparse.Namespace, speech: Speech, account: str) -> Secrets | None:
    """The keyring, ``None`` where the window is to remember instead. It is opened before anybody has to sign in."""
    from sheets import credentials

    try:
        secrets = credentials.here()
        secrets.read(account)
    except SheetsError as error:
        if not arguments.hand_over:
            raise
        speech.warn(
            Text(
                f"{error.happened.en} You stay signed in until you close the window.",
                f"{error.happened.es} Tu sesión dura hasta que cierres la ventana.",
            )
        )
        return None
    return secrets


def _keep(secrets: Secrets | None, account: str, secret: str, window: str) -> None:
    if secrets:
        secrets.keep(account, secret)
    else:
        hand_over(window, secret)


def hand_over(name: str, secret: str) -> None:
    """Give a secret to the window that listens at this local socket: one line, and nobody else can read it."""
    line = f"{secret}\n".encode()
    try:
        if sys.platform == "win32":
            with open(name, "r+b", buffering=0) as pipe:
                pipe.write(line)
        else:
            with socket.socket(socket.AF_UNIX) as window:
                window.settimeout(_PATIENCE)
                window.connect(name)
                window.sendall(line)
    except OSError:
        raise SheetsError(
            "window_gone",
            Text(
                "The window did not take the sign-in: it seems to be closed.",
                "La ventana no recibió el inicio de sesión: parece que está cerrada.",
            ),
            Text("Open it and connect again.", "Ábrela y conéctate de nuevo."),
        ) from None


def _connected(sheets: list[str]) -> Text:
    if not sheets:
        return Text(
            "Connected to Google. No sheet was picked: connect again to pick one, or make a new one.",
            "Conectado con Google. No elegiste ninguna hoja: conéctate de nuevo para elegir una, o crea una nueva.",
        )
    listed = ", ".join(sheets)
    return Text(
        f"Connected to Google. Operating Brief may work with {listed}",
        f"Conectado con Google. Operating Brief puede trabajar con {listed}",
    )


def _picked_another(asked: GoogleSheet) -> Text:
    return Text(
        f"You picked another sheet than the one that you named, {asked}. To work with that one, pick it too.",
        f"Elegiste otra hoja que la que nombraste, {asked}. Para trabajar con esa, elígela también.",
    )


def _named_by_the_machine() -> Text:
    return Text(
        "GOOGLE_APPLICATION_CREDENTIALS names a service account: it is used before any other sign-in.",
        "GOOGLE_APPLICATION_CREDENTIALS nombra una cuenta de servicio: se usa antes que cualquier otra sesión.",
    )


def _no_link(path: Path) -> SheetsError:
    return SheetsError(
        "not_a_sheet",
        Text(f"{path} is no link of a Google Sheet.", f"{path} no es un enlace de una hoja de Google."),
        Text(
            "A workbook on this computer needs no sign-in. For a client's file, write --client before its name.",
            "Un archivo de este equipo no necesita iniciar sesión. Para el archivo de un cliente, escribe --client "
            "antes de su nombre.",
        ),
    )


def _no_client() -> SheetsError:
    return SheetsError(
        "no_client",
        Text(
            "Google has to know which program asks, and this computer has no client's file yet.",
            "Google tiene que saber qué programa pregunta, y este equipo todavía no tiene el archivo de un cliente.",
        ),
        Text(
            "Make one as docs/google.md tells (ten minutes), then run operating-brief connect --client FILE.",
            "Crea uno como explica docs/google.md (diez minutos) y usa operating-brief connect --client ARCHIVO.",
        ),
    )
