"""Names, streets and phones of customers: what of them an import leaves out.

E-mail addresses and cities are no part of this: buyers are told apart by the one, delivery days by the other.
"""

from __future__ import annotations

import re
from typing import Literal

from sheets import contract
from sheets.contract import normal

#: What the definition ``customer_data`` may say: all but what nothing is computed from, everything, or nothing.
Wish = Literal["needed", "all", "none"]

#: Personal columns, by their table, from which the brief takes anything: a buyer's name stands in a note's evidence,
#: and is what keeps names out of a shared brief; an address that cannot be delivered to is told by the order's number.
NEEDED = frozenset(("orders", name) for name in ("customer_name", "ship_name", "ship_address1", "ship_phone"))

_PHONE = re.compile(r"phone|tel(?:e)?fono|telfs?$|celular|m[oó]vil$|mobile(?:number)?$|whatsapp(?:number)?$")
_STREET = re.compile(r"street|address|direccion|domicilio|^calle|barrio$|apartment")
#: An address of another kind, or a part of one that says no more than the town.
_NO_STREET = re.compile(
    r"e?mail|correo|(?:city|ciudad|country|pais|province|provincia|state|region|departamento|zip|postal|postcode|code|"
    r"codigo|company|empresa|status|estado|type|tipo|validat\w*)\d*$|^(?:web|ip|site|url|link)|(?:url|link|ip)$"
)
_PERSON = (
    "billing|shipping|ship|shipto|delivery|customer|client|buyer|recipient|receiver|consignee|contact|cardholder|"
    "payer|payee|cliente|comprador|comprador[ae]|destinatario|titular|facturacion|envio|entrega|remitente"
)
_NAME = re.compile(
    rf"^(?:{_PERSON})(?:s)?(?:to|del|de|la)?(?:first|last|full|middle)?(?:name|names|nombre|nombres|apellido|apellidos)\d*$"
    rf"|^(?:first|last|full|middle)?(?:name|names|nombre|nombres|apellido|apellidos)(?:del|de|of|on)?(?:la|the)?"
    rf"(?:{_PERSON}|card|tarjeta)$"
    r"|^(?:first|last|full|middle|given|family)names?\d*$|^apellidos?$|^nombres?yapellidos?$|^nombrecompleto$"
    rf"|^(?:first|last)name(?:{_PERSON})$|^(?:buyer|comprador|destinatario|recipient|consignee|shipto)$"
)
_PAPERS = re.compile(r"cedula|documento$|^dni$|^rut$|^nit$|^curp$|^rfc$|passport|pasaporte|taxid")


def withheld(table: str, wish: Wish) -> frozenset[str]:
    """The columns of this table that an import leaves out."""
    if wish == "all":
        return frozenset()
    personal = {column.name for column in contract.tab(table).columns if column.personal}
    return frozenset(name for name in personal if wish == "none" or (table, name) not in NEEDED)


def is_personal(header: str) -> bool:
    """Whether a header that no contract knows stands over names, streets, phones or papers of persons."""
    form = normal(header)
    if _NAME.search(form) or _PHONE.search(form) or _PAPERS.search(form):
        return True
    return _STREET.search(form) is not None and _NO_STREET.search(form) is None
