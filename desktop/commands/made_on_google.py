"""A workbook that is drawn as a file, made as a new Google Sheet of whoever is signed in."""

from __future__ import annotations

import argparse

from desktop.commands.speech import Speech
from sheets.place import GoogleSheet

#: How a new sheet writes numbers and dates, by the language of its tabs; its founder can choose another in Google.
_LOCALES = {"en": "en_US", "es": "es_CO"}


def title(text: str) -> str:
    """The title of a new sheet, as it was typed. Raises what argparse answers with the usage where there is none."""
    if not text.strip():
        raise argparse.ArgumentTypeError("a new Google Sheet needs a title")
    return text.strip()


def google_sheet(title: str, content: bytes, language: str, speech: Speech) -> GoogleSheet:
    """Make a Google Sheet of this title that holds what the workbook ``content`` (an .xlsx) holds.

    Its clock is that of the standard definitions. Raises :class:`SheetsError` where it cannot be made.
    """
    from reports.definitions import KNOBS
    from sheets.contract import CONTRACT_VERSION
    from sheets.google import fresh, sign_in
    from sheets.google.client import Client

    zone = next(str(knob.default) for knob in KNOBS if knob.key == "timezone")
    client = Client(sign_in.credentials(), waits=speech.wait)
    return fresh.create(client, title, content, contract=CONTRACT_VERSION, locale=_LOCALES[language], time_zone=zone)
