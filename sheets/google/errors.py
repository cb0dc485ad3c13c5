"""What the founder is told when Google, or the way to it, says no: one sentence and its remedy for each case.

Nothing here quotes what was sent: a request carries a token in its headers and a founder's cells in its body.
"""

from __future__ import annotations

import re
from datetime import datetime

from sheets.errors import SheetsError, Text

#: What looks like a secret of Google's: access and refresh tokens, a client's secret, a key, a signed assertion.
_SECRET = re.compile(
    r"ya29\.[\w.~+/-]+|1//[\w-]+|GOCSPX-[\w-]+|eyJ[\w-]+\.[\w.-]+|Bearer\s+\S+|-----BEGIN.*", re.DOTALL | re.IGNORECASE
)
_LONGEST_QUOTE = 300


def not_shared(account: str) -> SheetsError:
    """403 on reading. ``account`` is the address that signed in, ``""`` where it is not known."""
    if account:
        return SheetsError(
            "not_shared",
            Text(
                f"This Google Sheet is not shared with {account}.",
                f"Esta hoja de Google no está compartida con {account}.",
            ),
            Text(
                f"Open it in your browser, choose Share and add {account} as an editor.",
                f"Ábrela en tu navegador, elige Compartir y agrega {account} como editor.",
            ),
        )
    return SheetsError(
        "not_shared",
        Text(
            "Operating Brief may not open this Google Sheet.",
            "Operating Brief no tiene permiso para abrir esta hoja de Google.",
        ),
        Text(
            "Connect again and pick this sheet; if it belongs to somebody else, ask them to share it with you first.",
            "Conéctate de nuevo y elige esta hoja; si es de otra persona, pídele primero que la comparta contigo.",
        ),
    )


def read_only(account: str) -> SheetsError:
    """403 on writing a sheet that could be read."""
    who = Text(account or "you", account or "tú")
    return SheetsError(
        "read_only",
        Text(
            f"This Google Sheet may be read by {who.en} but not written.",
            f"Esta hoja de Google se puede leer con {account}, pero no escribir."
            if account
            else "Puedes leer esta hoja de Google, pero no escribir en ella.",
        ),
        Text(
            f"Ask its owner to make {who.en} an editor under Share.",
            f"Pídele a su dueño que {account or 'te'} {'tenga' if account else 'dé'} permiso de editor en Compartir.",
        ),
    )


def not_makeable(account: str) -> SheetsError:
    """403 on making a new spreadsheet: a service account has no Drive of its own to put it into."""
    who = Text(account or "This account", account or "Esta cuenta")
    whom = Text(account or "it", account or "ella")
    return SheetsError(
        "not_allowed",
        Text(
            f"{who.en} may not make a new Google Sheet.",
            f"{who.es} no tiene permiso para crear una hoja de Google.",
        ),
        Text(
            f"Make an empty sheet in your browser, share it with {whom.en} as an editor and use its link.",
            f"Crea una hoja vacía en tu navegador, compártela con {whom.es} como editor y usa su enlace.",
        ),
    )


def protected(tab: str) -> SheetsError:
    """400 because of a protected tab or range; ``tab`` is its title, ``""`` where it is not known."""
    where = Text(f"The tab {tab} is", f"La pestaña {tab} está") if tab else Text("A tab is", "Una pestaña está")
    return SheetsError(
        "protected",
        Text(
            f"{where.en} protected in this Google Sheet, so it cannot be written.",
            f"{where.es} protegida en esta hoja de Google, así que no se puede escribir.",
        ),
        Text(
            "Remove the protection under Data > Protect sheets and ranges, or ask whoever set it.",
            "Quita la protección en Datos > Proteger hojas e intervalos, o pídeselo a quien la puso.",
        ),
    )


def no_sheet() -> SheetsError:
    """404: no file has this id, it is in nobody's Drive any more, or it was not picked for this program."""
    return SheetsError(
        "no_sheet",
        Text(
            "There is no Google Sheet at this link, or Operating Brief may not see it.",
            "No hay ninguna hoja de Google en este enlace, u Operating Brief no puede verla.",
        ),
        Text(
            "Open the link in your browser. If the sheet is there, connect again and pick it; "
            "if it was deleted, look in the bin of Google Drive.",
            "Abre el enlace en tu navegador. Si la hoja está ahí, conéctate de nuevo y elígela; "
            "si la borraron, búscala en la papelera de Google Drive.",
        ),
    )


def not_a_sheet(kind: str = "") -> SheetsError:
    """400: the file is something else. ``kind`` is its MIME type, ``""`` where it is not known."""
    if "excel" in kind or "spreadsheetml" in kind:
        return SheetsError(
            "not_a_sheet",
            Text(
                "This link leads to an Excel file in Google Drive, not to a Google Sheet.",
                "Este enlace lleva a un archivo de Excel en Google Drive, no a una hoja de Google.",
            ),
            Text(
                "Open it in your browser and choose File > Save as Google Sheets, or download it and open the file.",
                "Ábrelo en tu navegador y elige Archivo > Guardar como hoja de cálculo de Google, o descárgalo y abre "
                "el archivo.",
            ),
        )
    return SheetsError(
        "not_a_sheet",
        Text(
            "What this link leads to is not a Google Sheet.",
            "Lo que hay en este enlace no es una hoja de Google.",
        ),
        Text(
            "Open the sheet in your browser and copy its address: "
            "it begins with https://docs.google.com/spreadsheets/d/.",
            "Abre la hoja en tu navegador y copia su dirección: empieza por https://docs.google.com/spreadsheets/d/.",
        ),
    )


def sign_in() -> SheetsError:
    """401, or the stored sign-in was revoked, has run out or was never made."""
    return SheetsError(
        "sign_in",
        Text(
            "Google asks you to sign in again: the sign-in has ended or was withdrawn.",
            "Google te pide iniciar sesión de nuevo: la sesión terminó o fue retirada.",
        ),
        Text(
            "Connect again with operating-brief connect, or in the window under Settings. Nothing was lost.",
            "Conéctate de nuevo con operating-brief connect o, en la ventana, en Ajustes. No se perdió nada.",
        ),
    )


def not_allowed() -> SheetsError:
    """403 because what was consented to does not cover the request."""
    return SheetsError(
        "sign_in",
        Text(
            "When you signed in, Operating Brief was not allowed to work with your sheets.",
            "Al iniciar sesión no se le permitió a Operating Brief trabajar con tus hojas.",
        ),
        Text(
            "Connect again and leave every box of Google's page ticked.",
            "Conéctate de nuevo y deja marcadas todas las casillas de la página de Google.",
        ),
    )


def wrong_clock() -> SheetsError:
    """A service account's assertion is too old or not yet valid."""
    return SheetsError(
        "clock",
        Text(
            "Google refused the sign-in because the clock of this computer is wrong.",
            "Google rechazó el inicio de sesión porque el reloj de este computador está mal.",
        ),
        Text("Set the computer's date and time, then try again.", "Ajusta la fecha y la hora y vuelve a intentarlo."),
    )


def api_off() -> SheetsError:
    """403 because the project of the client id has the API switched off."""
    return SheetsError(
        "api_off",
        Text(
            "The Google Sheets API is switched off in the Google Cloud project that you sign in with.",
            "La API de Google Sheets está desactivada en el proyecto de Google Cloud con el que inicias sesión.",
        ),
        Text(
            "Switch on the Google Sheets API and the Google Drive API there under APIs & Services, wait a minute "
            "and try again.",
            "Activa ahí la API de Google Sheets y la de Google Drive en APIs y servicios, espera un minuto y vuelve "
            "a intentarlo.",
        ),
    )


def quota(until: datetime) -> SheetsError:
    """429 when the tries are used up; ``until`` is when Google is expected to go on, in the machine's zone."""
    return SheetsError(
        "quota",
        Text(
            f"Google had too many requests and takes them again at about {until:%H:%M}.",
            f"Google recibió demasiadas solicitudes y las vuelve a aceptar hacia las {until:%H:%M}.",
        ),
        Text("Try again then.", "Vuelve a intentarlo a esa hora."),
    )


def offline() -> SheetsError:
    """No connection could be made."""
    return SheetsError(
        "offline",
        Text(
            "Google cannot be reached: this computer seems to be offline.",
            "No se puede llegar a Google: parece que este computador no tiene conexión.",
        ),
        Text(
            "The last brief stays as it is. Try again when you are connected.",
            "El último informe queda como está. Vuelve a intentarlo cuando tengas conexión.",
        ),
    )


def broken() -> SheetsError:
    """The connection broke in the middle, again and again."""
    return SheetsError(
        "offline",
        Text(
            "The connection to Google keeps breaking off.",
            "La conexión con Google se corta una y otra vez.",
        ),
        Text(
            "The last brief stays as it is. Try again when the connection is better.",
            "El último informe queda como está. Vuelve a intentarlo cuando la conexión esté mejor.",
        ),
    )


def proxy() -> SheetsError:
    """The proxy of the network does not make the connection."""
    return SheetsError(
        "offline",
        Text(
            "The proxy of this network does not let Operating Brief reach Google.",
            "El proxy de esta red no deja que Operating Brief llegue a Google.",
        ),
        Text(
            "Ask whoever runs the network to allow googleapis.com. The last brief stays as it is.",
            "Pide a quien administra la red que permita googleapis.com. El último informe queda como está.",
        ),
    )


def untrusted() -> SheetsError:
    """The certificate is not Google's: a proxy or a virus scanner in between, or a network that wants a sign-in."""
    return SheetsError(
        "untrusted",
        Text(
            "Something between this computer and Google is not to be trusted, so nothing was sent.",
            "Hay algo entre este computador y Google en lo que no se puede confiar; no se envió nada.",
        ),
        Text(
            "Check the computer's clock, sign in to the network that you are in, or ask whoever runs it.",
            "Revisa el reloj del computador, inicia sesión en la red en la que estás o pregunta a quien la administra.",
        ),
    )


def down() -> SheetsError:
    """5xx, again and again."""
    return SheetsError(
        "google_down",
        Text("Google cannot answer at the moment.", "Google no puede responder en este momento."),
        Text("Try again in a few minutes.", "Vuelve a intentarlo en unos minutos."),
    )


def too_slow() -> SheetsError:
    """A time-out, again and again."""
    return SheetsError(
        "too_slow",
        Text("Google took too long to answer.", "Google tardó demasiado en responder."),
        Text(
            "Try again in a few minutes; if it stays so, the sheet may be too large.",
            "Vuelve a intentarlo en unos minutos; si sigue igual, la hoja puede ser demasiado grande.",
        ),
    )


def changed(tab: str) -> SheetsError:
    """400: a tab was deleted or made between reading and writing; ``tab`` is its title, ``""`` where not known."""
    what = Text(f"The tab {tab}", f"La pestaña {tab}") if tab else Text("A tab", "Una pestaña")
    return SheetsError(
        "changed",
        Text(
            f"{what.en} of the Google Sheet was deleted or made by somebody in the meantime.",
            f"Alguien borró o creó mientras tanto {what.es[0].lower()}{what.es[1:]} de la hoja de Google.",
        ),
        Text("Refresh again.", "Actualiza de nuevo."),
    )


def full() -> SheetsError:
    """400: more than 10 million cells."""
    return SheetsError(
        "full",
        Text(
            "The Google Sheet would have more than 10 million cells, which Google does not allow.",
            "La hoja de Google tendría más de 10 millones de celdas, y Google no lo permite.",
        ),
        Text(
            "Delete rows, columns or tabs that you no longer need; empty ones count too.",
            "Borra filas, columnas o pestañas que ya no necesites; las vacías también cuentan.",
        ),
    )


def no_room(account: str) -> SheetsError:
    """403 because the Drive has no space left; a service account, ``account``, may have none from the beginning."""
    if account:
        return SheetsError(
            "no_room",
            Text(
                f"Google gives {account} no room for a sheet of its own.",
                f"Google no le da a {account} espacio para una hoja propia.",
            ),
            Text(
                "Make the sheet yourself, share it with that address as an editor and use its link.",
                "Crea tú la hoja, compártela con esa dirección como editor y usa su enlace.",
            ),
        )
    return SheetsError(
        "no_room",
        Text("Your Google Drive is full.", "Tu Google Drive está lleno."),
        Text(
            "Free some space there, then try again.",
            "Libera espacio ahí y vuelve a intentarlo.",
        ),
    )


def bad_answer() -> SheetsError:
    """An answer that is cut off or no JSON, again and again."""
    return SheetsError(
        "bad_answer",
        Text(
            "Google's answer could not be read: it was cut off or came from something in between.",
            "No se pudo leer la respuesta de Google: llegó cortada o la dio algo que está en el camino.",
        ),
        Text("Try again in a few minutes.", "Vuelve a intentarlo en unos minutos."),
    )


def refused(said: str) -> SheetsError:
    """A request that Google does not accept, in Google's own words."""
    quote = _SECRET.sub("…", " ".join(said.split()))[:_LONGEST_QUOTE].rstrip(".")
    return SheetsError(
        "refused",
        Text(
            f"Google did not accept the request: {quote}." if quote else "Google did not accept the request.",
            f"Google no aceptó la solicitud: {quote}." if quote else "Google no aceptó la solicitud.",
        ),
        Text(
            "Try again; if it happens again, please tell us this sentence.",
            "Vuelve a intentarlo; si pasa otra vez, cuéntanos esta frase.",
        ),
    )


def unwritten(error: SheetsError) -> SheetsError:
    """The same trouble, of a write that is known not to have been applied."""
    return SheetsError(
        error.kind,
        Text(f"{error.happened.en} This change was not written.", f"{error.happened.es} Este cambio no se escribió."),
        error.remedy,
    )


def lost(error: SheetsError) -> SheetsError:
    """The answer to a write was lost, and then ``error`` kept it from being known whether it was applied."""
    return SheetsError(
        "lost",
        Text(
            f"Google's answer to a change was lost, and it is not known whether it was written. {error.happened.en}",
            f"Se perdió la respuesta de Google a un cambio y no se sabe si se escribió. {error.happened.es}",
        ),
        Text(
            f"{error.remedy.en} Look into the sheet before you make the same change again; a refresh may be repeated.",
            f"{error.remedy.es} Mira en la hoja antes de repetir el mismo cambio; actualizar sí se puede repetir.",
        ),
    )


def lost_new(title: str) -> SheetsError:
    """The answer to the making of a spreadsheet was lost: without its id it cannot be looked up."""
    return SheetsError(
        "lost",
        Text(
            f"Google's answer was lost, and it is not known whether the new sheet {title} was made.",
            f"Se perdió la respuesta de Google y no se sabe si se creó la hoja nueva {title}.",
        ),
        Text(
            "Look in Google Drive: if it is there, delete it; then try again.",
            "Mira en Google Drive: si está ahí, bórrala; luego vuelve a intentarlo.",
        ),
    )
