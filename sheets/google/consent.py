"""The founder's answer in the browser, awaited on this computer alone.

Google sends the browser back to ``http://127.0.0.1:PORT/``. Whatever else knocks there meanwhile (an icon, a prefetch,
a scan of ports, another program's sign-in) is told that there is nothing, and is no answer.
"""

from __future__ import annotations

import contextlib
import hmac
import queue
import re
import threading
import time
import webbrowser
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from sheets.errors import SheetsError, Text

#: Seconds: somebody may have to find a password, and a telephone for the second step.
PATIENCE = 600.0
#: Seconds after which a connection that says nothing is closed.
_SILENCE = 10.0
#: How often the waiting looks up, so that Ctrl-C is heard on Windows too.
_LOOK = 0.2
_FILE_ID = re.compile(r"[A-Za-z0-9_-]{15,200}")

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Operating Brief</title><style>
body {{ font: 18px/1.5 system-ui, sans-serif; max-width: 32em; margin: 15vh auto; padding: 0 1em; color: #1f2937 }}
p + p {{ color: #6b7280 }}
</style></head><body><p>{en}</p><p lang="es">{es}</p></body></html>
"""
_SAID_YES = Text(
    "Thank you. Operating Brief goes on by itself; you may close this page.",
    "Gracias. Operating Brief sigue por su cuenta; puedes cerrar esta página.",
)
_SAID_NO = Text(
    "Operating Brief was not connected. You may close this page.",
    "Operating Brief no se conectó. Puedes cerrar esta página.",
)
_HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    # the address of this page holds the code; nobody is told it, and nothing keeps the page
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
    "X-Content-Type-Options": "nosniff",
    "Connection": "close",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What Google's page sent back: a code that is good once, and the ids of the files that were picked."""

    code: str = field(repr=False)
    picked: tuple[str, ...] = ()


class Door:
    """Where the browser comes back to, open while it is used as a context; ``address`` is its redirect URI.

    Raises :class:`SheetsError` ``no_door`` where this computer does not let a program listen to itself.
    """

    def __init__(self) -> None:
        self._came: queue.SimpleQueue[Mapping[str, str]] = queue.SimpleQueue()
        self._state = ""
        self._lock = threading.Lock()
        try:
            self._server = _Server(("127.0.0.1", 0), _handler(self._awaited, self._came.put))
        except OSError:
            raise _no_door() from None
        self.host = f"127.0.0.1:{self._server.server_address[1]}"
        self.address = f"http://{self.host}/"

    def __enter__(self) -> Door:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def wait(self, url: str, state: str, patience: float = PATIENCE) -> Answer:
        """Open Google's page in the browser, and wait for what comes back with this ``state``.

        Raises :class:`SheetsError` ``not_allowed`` where the founder said no, ``no_answer`` after ``patience`` seconds.
        """
        self._state = state
        # a browser in a terminal holds its caller until it is closed
        threading.Thread(target=_open, args=(url,), daemon=True).start()
        until = time.monotonic() + patience
        while (left := until - time.monotonic()) > 0:
            with contextlib.suppress(queue.Empty):
                return _answer(self._came.get(timeout=min(left, _LOOK)))
        raise _no_answer()

    def _awaited(self, host: str, target: str) -> Mapping[str, str] | None:
        """What this request brings where it is the answer that is awaited. Only the first one is."""
        address = urlsplit(target)
        said = parse_qs(address.query)
        state, brings = said.get("state", []), said.get("code", []) + said.get("error", [])
        if host != self.host or address.path != "/" or len(state) != 1 or len(brings) != 1:
            return None
        with self._lock:
            if not self._state or not hmac.compare_digest(state[0].encode(), self._state.encode()):
                return None
            self._state = ""
        return {name: values[0] for name, values in said.items()}


def _open(url: str) -> None:
    with contextlib.suppress(Exception):  # the address was told as well
        webbrowser.open(url)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A connection that breaks off is nobody's concern; its address is not told either."""


def _handler(
    awaited: Callable[[str, str], Mapping[str, str] | None], came: Callable[[Mapping[str, str]], object]
) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        timeout = _SILENCE

        def do_GET(self) -> None:
            looks_ahead = "prefetch" in f"{self.headers.get('Sec-Purpose')} {self.headers.get('Purpose')}"
            try:
                told = None if looks_ahead else awaited(self.headers.get("Host", ""), self.path)
            except ValueError:  # no address at all
                told = None
            if told is None:
                self.send_error(404)
                return
            page = _SAID_NO if "error" in told else _SAID_YES
            try:
                self._send(200, _PAGE.format(en=page.en, es=page.es).encode())
            finally:  # only now: whoever waits may end the program, and the page with it
                came(told)

        def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
            """Whatever it was: nothing is here. ``http.server`` itself would repeat what was asked."""
            self._send(404, b"")

        def _send(self, status: int, body: bytes) -> None:
            self.send_response_only(status)
            for name, value in {**_HEADERS, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
            self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            """Nothing is logged: the address holds the code."""

    return Handler


def _answer(told: Mapping[str, str]) -> Answer:
    if said := told.get("error"):
        raise _refused(said)
    found = told.get("picked_file_ids", "").split(",")
    picked = dict.fromkeys(each.strip() for each in found if _FILE_ID.fullmatch(each.strip()))
    return Answer(told["code"], tuple(picked))


def _refused(said: str) -> SheetsError:
    if said == "access_denied":
        return SheetsError(
            "not_allowed",
            Text(
                "You pressed Cancel on Google's page, so nothing was connected.",
                "Elegiste Cancelar en la página de Google, así que no se conectó nada.",
            ),
            Text("Connect again whenever you like.", "Conéctate de nuevo cuando quieras."),
        )
    reason = said if re.fullmatch(r"[a-z_]{1,60}", said) else ""
    return SheetsError(
        "not_allowed",
        Text(
            f"Google did not allow the sign-in{reason and f' ({reason})'}.",
            f"Google no permitió el inicio de sesión{reason and f' ({reason})'}.",
        ),
        Text(
            "If your account belongs to a company or a school, ask whoever runs it; docs/google.md tells the rest.",
            "Si tu cuenta es de una empresa o escuela, pregunta a quien la administra; docs/google.md cuenta el resto.",
        ),
    )


def _no_door() -> SheetsError:
    return SheetsError(
        "no_door",
        Text(
            "This computer does not let the browser answer Operating Brief, so nobody was asked.",
            "Este equipo no deja que el navegador le responda a Operating Brief, así que no se preguntó a nadie.",
        ),
        Text(
            "Look whether a firewall forbids connections to 127.0.0.1, or use a service account.",
            "Revisa si un cortafuegos prohíbe las conexiones a 127.0.0.1, o usa una cuenta de servicio.",
        ),
    )


def _no_answer() -> SheetsError:
    return SheetsError(
        "no_answer",
        Text(
            "Nobody answered on Google's page in time, so nothing was connected.",
            "Nadie respondió a tiempo en la página de Google, así que no se conectó nada.",
        ),
        Text(
            "Connect again, and finish on the page that opens in your browser.",
            "Conéctate de nuevo y termina en la página que se abre en tu navegador.",
        ),
    )
