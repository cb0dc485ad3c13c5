"""Letters as a search compares them."""

from __future__ import annotations

import unicodedata


def plain(text: str) -> str:
    """Small letters without their accents, so that *envio* finds *Envío*."""
    if text.isascii():
        return text.casefold()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
