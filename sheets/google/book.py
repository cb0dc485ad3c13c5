"""A workbook that is a Google Sheet."""

from __future__ import annotations

from collections.abc import Callable, Collection

from sheets.errors import SheetsError, Text
from sheets.google import read
from sheets.google.client import Client
from sheets.google.seen import Seen
from sheets.place import GoogleSheet
from sheets.workbook import Copy, Receipt, Snapshot, Wanted


def _silent(_seconds: int, _why: Text) -> None:
    """Nobody watches the countdown."""


class GoogleBook:
    """A Google Sheet; implements :class:`sheets.workbook.Workbook`.

    ``client`` asks Google; without one it is made at the first request, as the account that signed in. ``committing``
    is called right before each write: from then on nothing can be cancelled. ``waits`` is told each second how long
    the program still waits for Google, and why.
    """

    def __init__(
        self,
        place: GoogleSheet,
        client: Client | None = None,
        committing: Callable[[], None] = lambda: None,
        waits: Callable[[int, Text], None] = _silent,
    ) -> None:
        self._place = place
        self._client = client
        self._committing = committing
        self._waits = waits
        self._seen: Seen | None = None

    @property
    def place(self) -> GoogleSheet:
        """The sheet, by its id."""
        return self._place

    def read(self, whole: Collection[str] = ()) -> Snapshot:
        """All cells of the tabs that are used, or named in ``whole``; name and first 30 rows of the others."""
        snapshot, self._seen = read.read(self._asked(), self._place.id, whole)
        return snapshot

    def read_for(self, wanted: Wanted) -> Snapshot:
        """One of the tabs that are used, with its rows that are in question; of the others the first rows."""
        snapshot, self._seen = read.read_for(self._asked(), self._place.id, wanted)
        return snapshot

    def tidy(self) -> None:
        """Nothing is left of an interrupted run: a write is applied whole or not at all."""

    def must_be_free(self) -> None:
        """A Google Sheet may be written while somebody has it open."""

    def copies(self) -> tuple[Copy, ...]:
        """None: Google keeps every version itself."""
        return ()

    def restore(self, to: Copy | None = None) -> Receipt:
        """Not here: the error ``no_copies`` says where Google keeps the versions."""
        raise SheetsError(
            "no_copies",
            Text(
                "Google keeps every version of a Google Sheet itself, so Operating Brief keeps no copies of it.",
                "Google mismo guarda todas las versiones de una hoja de Google; Operating Brief no guarda copias.",
            ),
            Text(
                "Open the sheet and choose File > Version history > See version history.",
                "Abre la hoja y elige Archivo > Historial de versiones > Ver historial de versiones.",
            ),
        )

    def _asked(self) -> Client:
        if self._client is None:
            from sheets.google import sign_in

            self._client = Client(sign_in.credentials(), waits=self._waits)
        return self._client
