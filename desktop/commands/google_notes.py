"""What is told of a Google Sheet beside the brief: that it changed while it was written, that its clock is another."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from desktop import waiting
from desktop.commands.speech import Speech
from sheets.errors import Text
from sheets.place import Place

#: In the workbook's folder of the journal: of which clocks the founder was told.
_TOLD = "clock.told"


def outdated(tabs: Sequence[str]) -> Text:
    """These tabs of the founder's changed between the reading and the writing."""
    listed = ", ".join(tabs)
    if len(tabs) == 1:
        return Text(
            f"{listed} was changed in the Google Sheet while the brief was being written, so the brief may not tell "
            "what it says now. Refresh once more.",
            f"{listed} cambió en la hoja de Google mientras se escribía el informe, así que quizás no diga lo que hay "
            "ahora. Actualiza una vez más.",
        )
    return Text(
        f"{listed} were changed in the Google Sheet while the brief was being written, so the brief may not tell what "
        "they say now. Refresh once more.",
        f"{listed} cambiaron en la hoja de Google mientras se escribía el informe, así que quizás no diga lo que hay "
        "ahora. Actualiza una vez más.",
    )


def tell_clock(workbook: Place, sheet_zone: str, moment: datetime, speech: Speech) -> None:
    """Say once that the sheet's time zone is not the one that the brief counts its days in.

    ``sheet_zone`` is as Google names it, ``""`` for a file; ``moment`` is the brief's, in its own zone.
    """
    own = str(moment.tzinfo)
    try:
        same = not sheet_zone or moment.astimezone(ZoneInfo(sheet_zone)).utcoffset() == moment.utcoffset()
    except (ZoneInfoNotFoundError, ValueError):
        return
    file = waiting.folder(workbook) / _TOLD
    said = f"{sheet_zone} {own}".encode()
    with contextlib.suppress(OSError):
        if same or (file.exists() and file.read_bytes() == said):
            return
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        waiting.replace_whole(file, said)
    if not same:
        speech.warn(
            Text(
                f"The clock of this Google Sheet is set to {sheet_zone}, and the brief counts its days in {own}. To "
                "change one of them: File > Settings in the sheet, or the definition timezone.",
                f"El reloj de esta hoja de Google está en {sheet_zone} y el informe cuenta sus días en {own}. Para "
                "cambiar uno de los dos: Archivo > Configuración en la hoja, o la definición timezone.",
            )
        )
