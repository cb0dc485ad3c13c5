"""What a command says, and where: sentences for people, or one JSON object a line for the window."""

from __future__ import annotations

import json
import locale
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sheets.errors import SheetsError, Text

#: Goes to the beginning of a terminal's line and empties it.
CLEAR = "\r\x1b[K"


def language_of_machine() -> str:
    """``"es"`` where the machine speaks Spanish, else ``"en"``."""
    named = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    if not named:
        named = locale.getlocale()[0] or ""
    return "es" if named.lower().startswith(("es", "spanish")) else "en"


class Speech:
    """Says things in one language; with ``events`` as JSON lines on standard output."""

    def __init__(self, language: str, events: bool) -> None:
        self.language = language
        self.events = events
        self._saving = self._waits = False

    def step(self, name: str, done: int = 0, total: int = 0) -> None:
        """A step of a refresh begins or moves on: ``read``, ``compute``, ``write``."""
        self._event("step", step=name, done=done, total=total)

    def committing(self) -> None:
        """From here on the write can no longer be cancelled."""
        self._saving = True
        self._event("committing")

    def wait(self, seconds: int, text: Text) -> None:
        """So many seconds are waited until the workbook's home is asked again, and why; 0: it goes on.

        It is said again and again while the seconds run down; people at a terminal see one line that changes.
        """
        self._event("wait", seconds=seconds, text={"en": text.en, "es": text.es})
        if not self.events and sys.stderr.isatty():
            left = f"{text.in_(self.language)} {seconds} s" if seconds else ""
            print(f"{CLEAR}{left}", end="", file=sys.stderr, flush=True)
        elif not self.events and seconds and not self._waits:
            print(f"{text.in_(self.language)} {seconds} s", file=sys.stderr)
        self._waits = bool(seconds)

    def listed(self, **facts: Any) -> None:
        """One row of a list that was asked for: for programs only."""
        self._event("listed", **facts)

    def done(self, **facts: Any) -> None:
        """The command has done its work."""
        self._event("done", **facts)

    def say(self, text: Text) -> None:
        """One sentence on standard output (with events: a ``note``)."""
        if self.events:
            self._event("note", text={"en": text.en, "es": text.es})
        else:
            print(text.in_(self.language))

    def warn(self, text: Text) -> None:
        """One sentence on standard error (with events: a ``warning``)."""
        if self.events:
            self._event("warning", text={"en": text.en, "es": text.es})
        else:
            print(text.in_(self.language), file=sys.stderr)

    def failed(self, error: SheetsError) -> None:
        """What happened and what to do."""
        self._fail(error.kind, error.happened, error.remedy, error.facts)

    def cancelled(self) -> None:
        """Stopped by the user."""
        happened = Text("Stopped; nothing was written.", "Detenido; no se escribió nada.")
        if self._saving:
            happened = Text(
                "Stopped while saving: the workbook is whole, as it was before or as it was to be.",
                "Detenido al guardar: nada quedó a medias; todo está como antes o como iba a quedar.",
            )
        self._fail(
            "cancelled",
            happened,
            Text("Run it again whenever you like.", "Vuelve a ejecutarlo cuando quieras."),
        )

    def broke(self, log: Path) -> None:
        """A bug of ours."""
        how = Text("was left as it was", "quedaron como estaban")
        if self._saving:
            how = Text(
                "is whole, as it was before or as it was to be", "están completos, como antes o como iban a quedar"
            )
        self._fail(
            "bug",
            Text(
                f"Something went wrong inside Operating Brief; your workbook {how.en}.",
                f"Algo falló dentro de Operating Brief; tus datos {how.es}.",
            ),
            Text(
                f"The details are in {log}; please send us that file.",
                f"Los detalles están en {log}; envíanos ese archivo.",
            ),
        )

    def _fail(
        self, kind: str, happened: Text, remedy: Text, facts: Mapping[str, object] = MappingProxyType({})
    ) -> None:
        if self.events:
            both = {"happened": {"en": happened.en, "es": happened.es}, "remedy": {"en": remedy.en, "es": remedy.es}}
            self._event("failed", kind=kind, **both, **({"facts": dict(facts)} if facts else {}))
        elif self._waits and sys.stderr.isatty():
            print(CLEAR, end="", file=sys.stderr)
        print(f"{happened.in_(self.language)} {remedy.in_(self.language)}", file=sys.stderr)

    def _event(self, event: str, **facts: Any) -> None:
        if self.events:
            print(json.dumps({"event": event, **facts}, ensure_ascii=False), flush=True)
