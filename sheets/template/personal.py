"""Whether a text may name somebody: what must not leave a founder's workbook by way of a header or a tag."""

from __future__ import annotations

import re

#: Digits of a telephone, an account or an identity card, whatever stands between them.
_MANY_DIGITS = re.compile(r"(?:\d[\s().+/-]*){7,}")
_SITES = "com|co|net|org|io|app|shop|store|es|mx|ar|cl|pe|ec|br|me|to|link|info|biz"
_ADDRESS_OF_A_PAGE = re.compile(rf"://|\bwww\.|\b(?:mailto|tel|wa\.me)\b|\w\.(?:{_SITES})\b", re.IGNORECASE)
_STREETS = (
    "calle|cl|cll|carrera|cra|kra|kr|avenida|av|avda|transversal|tv|diagonal|dg|autopista|street|st|road|rd|avenue"
)
_ADDRESS_OF_A_HOUSE = re.compile(
    rf"\b(?:{_STREETS})\b\.?\s*\d|#\s*\d+\w?\s*-\s*\d|\b\d+\s+\w+\s+(?:street|st|road|rd|avenue|ave)\b", re.IGNORECASE
)


def names_somebody(text: str) -> bool:
    """Whether an e-mail address, a handle, a telephone, a link or a postal address may stand in the text."""
    return bool(
        "@" in text or _MANY_DIGITS.search(text) or _ADDRESS_OF_A_PAGE.search(text) or _ADDRESS_OF_A_HOUSE.search(text)
    )
