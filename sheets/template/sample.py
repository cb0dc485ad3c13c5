# ruff: noqa: E501 - the two tables are kept as the lines of an export
"""The example shop of ``--sample``: Ruta Norte, a small cycling brand, in the weeks up to Monday 16 November 2026.

The same rows as the worked example of the handbook, so that the sample's brief can be worked out by hand. Only the
sources that a level-1 workbook holds are listed.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sheets.template.rows import Row

#: The moment that the example is read at: without it, its week would be years away.
AS_OF = "2026-11-16T08:00"

#: By key and scope.
DEFINITIONS: Mapping[tuple[str, str], str | int | float] = {
    ("brand_name", ""): "Ruta Norte",
    ("high_value_order", ""): 450000,
    ("vip_tags", ""): "VIP",
    ("as_of", ""): AS_OF,
}

_ORDERS = """\
order_id,email,financial_status,paid_at,fulfillment_status,currency,subtotal,shipping,taxes,total,discount_code,discount_amount,created_at,line_qty,line_name,line_price,line_sku,cancelled_at,payment_method,refunded_amount,outstanding_balance,tags,promise_date
#1081,club@example.com,paid,2026-10-20 11:00:00 -0500,fulfilled,COP,1139400,0,181921,1139400,,0,2026-10-20 11:00:00 -0500,6,Jersey Andes - M,189900,JA-M,,PSE,0,0,club,2026-10-23
#1082,ana@example.com,paid,2026-10-22 09:30:00 -0500,fulfilled,COP,139600,12000,22289,151600,,0,2026-10-22 09:30:00 -0500,4,Socks Niebla - LXL,34900,SN-LXL,,Card,0,0,,2026-10-27
#1083,luis@example.com,paid,2026-10-24 16:00:00 -0500,fulfilled,COP,379800,0,60640,379800,,0,2026-10-24 16:00:00 -0500,2,Jersey Andes - L,189900,JA-L,,Card,0,0,,2026-10-29
#1084,sara@example.com,paid,2026-10-27 12:00:00 -0500,fulfilled,COP,519800,0,82993,519800,,0,2026-10-27 12:00:00 -0500,2,Bib Páramo - M,259900,BP-M,,Nequi,0,0,,2026-10-30
#1085,juan@example.com,paid,2026-10-29 10:15:00 -0500,fulfilled,COP,219900,12000,35110,231900,,0,2026-10-29 10:15:00 -0500,1,Rain Vest Lluvia - M,219900,RV-M,,Card,0,0,,2026-11-04
#1086,eva@example.com,paid,2026-10-31 19:00:00 -0500,fulfilled,COP,224800,12000,35892,236800,,0,2026-10-31 19:00:00 -0500,1,Jersey Andes - S,189900,JA-S,,PSE,0,0,,2026-11-06
#1086,eva@example.com,,,,,,,,,,,,1,Socks Niebla - SM,34900,SN-SM,,,,,,
#1093,ana@example.com,paid,2026-11-03 10:00:00 -0500,fulfilled,COP,189900,12000,30320,201900,,0,2026-11-03 10:00:00 -0500,1,Jersey Andes - L,189900,JA-L,,Card,0,0,,2026-11-06
#1094,leo@example.com,paid,2026-11-04 11:20:00 -0500,fulfilled,COP,259900,0,41497,259900,,0,2026-11-04 11:20:00 -0500,1,Bib Páramo - M,259900,BP-M,,PSE,0,0,,2026-11-07
#1095,mia@example.com,paid,2026-11-05 15:00:00 -0500,fulfilled,COP,69800,12000,11145,81800,,0,2026-11-05 15:00:00 -0500,2,Socks Niebla - SM,34900,SN-SM,,Card,0,0,,2026-11-09
#1096,teo@example.com,paid,2026-11-06 09:10:00 -0500,fulfilled,COP,189900,12000,30320,201900,,0,2026-11-06 09:10:00 -0500,1,Jersey Andes - M,189900,JA-M,,Nequi,0,0,,2026-11-11
#1097,ines@example.com,paid,2026-11-07 13:00:00 -0500,fulfilled,COP,219900,12000,35110,231900,,0,2026-11-07 13:00:00 -0500,1,Rain Vest Lluvia - S,219900,RV-S,,Card,0,0,,2026-11-12
#1098,paz@example.com,paid,2026-11-08 18:00:00 -0500,fulfilled,COP,49900,12000,7967,61900,,0,2026-11-08 18:00:00 -0500,1,Cap Clásica - U,49900,CC-U,,PSE,0,0,,2026-11-13
#1101,ana@example.com,paid,2026-11-09 10:12:00 -0500,fulfilled,COP,189900,12000,30320,201900,,0,2026-11-09 10:12:00 -0500,1,Jersey Andes - M,189900,JA-M,,Card,0,0,,2026-11-13
#1102,rita@example.com,paid,2026-11-10 18:40:00 -0500,fulfilled,COP,259700,0,41465,259700,,0,2026-11-10 18:40:00 -0500,1,Jersey Andes - M,189900,JA-M,,PSE,0,0,,2026-11-17
#1102,rita@example.com,,,,,,,,,,,,2,Socks Niebla - SM,34900,SN-SM,,,,,,
#1103,noa@example.com,pending,,unfulfilled,COP,259900,0,41497,259900,,0,2026-11-11 09:05:00 -0500,1,Bib Páramo - M,259900,BP-M,,PSE,0,259900,,
#1104,gil@example.com,partially_refunded,2026-11-12 12:30:00 -0500,fulfilled,COP,219900,12000,35110,231900,,0,2026-11-12 12:30:00 -0500,1,Rain Vest Lluvia - M,219900,RV-M,,Card,21990,0,,2026-11-17
#1105,sol@example.com,paid,2026-11-13 20:15:00 -0500,unfulfilled,COP,382330,0,61044,382330,RODADA15,67470,2026-11-13 20:15:00 -0500,1,Jersey Andes - M,189900,JA-M,,Card,0,0,,
#1105,sol@example.com,,,,,,,,,,,,1,Bib Páramo - M,259900,BP-M,,,,,,
#1106,max@example.com,paid,2026-11-14 08:20:00 -0500,unfulfilled,COP,322830,0,51544,322830,RODADA15,56970,2026-11-14 08:20:00 -0500,2,Jersey Andes - M,189900,JA-M,,Nequi,0,0,,
#1107,ivy@example.com,paid,2026-11-14 11:05:00 -0500,unfulfilled,COP,186915,12000,29844,198915,RODADA15,32985,2026-11-14 11:05:00 -0500,1,Rain Vest Lluvia - L,219900,RV-L,,Card,0,0,,
#1108,leo@example.com,paid,2026-11-16T04:30:00Z,unfulfilled,COP,104700,12000,16717,116700,,0,2026-11-16T04:30:00Z,3,Socks Niebla - LXL,34900,SN-LXL,,Card,0,0,,
#1109,me@example.com,paid,2026-11-12 08:00:00 -0500,unfulfilled,COP,34900,0,5572,34900,,0,2026-11-12 08:00:00 -0500,1,Socks Niebla - SM,34900,SN-SM,,(for testing) Bogus Gateway,0,0,,
#1110,oto@example.com,refunded,2026-11-12 17:45:00 -0500,unfulfilled,COP,259900,0,41497,259900,,0,2026-11-12 17:45:00 -0500,1,Bib Páramo - L,259900,BP-L,2026-11-12 19:00:00 -0500,Card,259900,0,,
#1111,atleta@example.com,paid,2026-11-13 09:00:00 -0500,fulfilled,COP,0,0,0,0,ATLETA100,189900,2026-11-13 09:00:00 -0500,1,Jersey Andes - S,189900,JA-S,,,0,0,gift,
#1112,kim@example.com,paid,2026-11-14 21:30:00 -0500,unfulfilled,USD,52,0,0,52,,0,2026-11-14 21:30:00 -0500,1,Jersey Andes - L,52,JA-L,,PayPal,0,0,,
#1113,vip@example.com,paid,2026-11-10 09:00:00 -0500,unfulfilled,COP,519800,0,82993,519800,,0,2026-11-10 09:00:00 -0500,2,Bib Páramo - S,259900,BP-S,,Card,0,0,VIP,2026-11-13
"""

_INVENTORY = """\
product_id,product_title,product_type,sku,size,available,price,unit_cost,status,published_at,photo_count,photo_quality,size_guide,lead_time_days,discount_ok
jersey-andes,Jersey Andes,jersey,JA-S,S,9,189900,72000,active,2026-03-02,3,ok,yes,30,yes
jersey-andes,Jersey Andes,jersey,JA-M,M,3,189900,72000,active,2026-03-02,3,ok,yes,30,yes
jersey-andes,Jersey Andes,jersey,JA-L,L,11,189900,72000,active,2026-03-02,3,ok,yes,30,yes
bib-paramo,Bib Páramo,bib,BP-S,S,5,259900,110000,active,2026-04-06,3,ok,no,30,yes
bib-paramo,Bib Páramo,bib,BP-M,M,7,259900,110000,active,2026-04-06,3,ok,no,30,yes
bib-paramo,Bib Páramo,bib,BP-L,L,6,259900,110000,active,2026-04-06,3,ok,no,30,yes
socks-niebla,Socks Niebla,socks,SN-SM,SM,40,34900,9500,active,2026-02-02,3,ok,yes,20,yes
socks-niebla,Socks Niebla,socks,SN-LXL,LXL,35,34900,9500,active,2026-02-02,3,ok,yes,20,yes
rain-vest,Rain Vest Lluvia,vest,RV-S,S,6,219900,88000,active,2026-06-01,3,ok,yes,30,yes
rain-vest,Rain Vest Lluvia,vest,RV-M,M,8,219900,88000,active,2026-06-01,3,ok,yes,30,yes
rain-vest,Rain Vest Lluvia,vest,RV-L,L,7,219900,88000,active,2026-06-01,3,ok,yes,30,yes
cap-clasica,Cap Clásica,accessory,CC-U,U,64,49900,18000,active,2025-10-01,3,ok,yes,20,yes
gloves-brisa,Gloves Brisa,accessory,GB-S,S,10,89900,30000,active,2026-11-10,3,ok,yes,20,yes
gloves-brisa,Gloves Brisa,accessory,GB-M,M,10,89900,30000,active,2026-11-10,3,ok,yes,20,yes
gloves-brisa,Gloves Brisa,accessory,GB-L,L,10,89900,30000,active,2026-11-10,3,ok,yes,20,yes
"""

_NOTES: Mapping[str, Sequence[Row]] = {
    "en": (
        {"date": date(2026, 11, 13), "type": "campaign launched", "applies_to": "rodada", "text": "Rodada weekend"},
        {"date": date(2026, 11, 15), "type": "event", "text": "Club ride on Sunday"},
    ),
    "es": (
        {
            "date": date(2026, 11, 13),
            "type": "campaña lanzada",
            "applies_to": "rodada",
            "text": "Fin de semana de rodada",
        },
        {"date": date(2026, 11, 15), "type": "evento", "text": "Rodada del club el domingo"},
    ),
}

_SOURCE_WORDS = {"en": ("Orders", "Inventory", "daily"), "es": ("Pedidos", "Inventario", "diario")}

#: Columns of the two tables that hold figures or days; the rest is text, as an export has it.
_NUMBERS = frozenset(
    {
        "subtotal",
        "shipping",
        "taxes",
        "total",
        "discount_amount",
        "line_qty",
        "line_price",
        "refunded_amount",
        "outstanding_balance",
        "available",
        "price",
        "unit_cost",
        "photo_count",
        "lead_time_days",
    }
)
_DAYS = frozenset({"promise_date", "published_at"})


def rows(key: str, language: str) -> Sequence[Row]:
    """The example's rows of this tab; none where it has none."""
    if key == "orders":
        return _table(_ORDERS)
    if key == "inventory":
        return _table(_INVENTORY)
    if key == "notes":
        return _NOTES[language]
    if key == "sources":
        return _sources(language)
    return ()


def _sources(language: str) -> Sequence[Row]:
    orders, inventory, daily = _SOURCE_WORDS[language]
    every_day: Row = {"how": daily, "expected_every_hours": 24, "status": "ok"}
    return (
        {
            "source": orders,
            **every_day,
            "last_refreshed_at": datetime(2026, 11, 16, 7, 40),
            "covers_from": date(2026, 10, 19),
            "covers_to": date(2026, 11, 16),
        },
        {"source": inventory, **every_day, "last_refreshed_at": datetime(2026, 11, 16, 7, 30)},
    )


def _table(text: str) -> Sequence[Row]:
    return tuple(
        {name: _value(name, cell) for name, cell in line.items() if cell} for line in csv.DictReader(io.StringIO(text))
    )


def _value(name: str, cell: str) -> str | int | date:
    if name in _NUMBERS:
        return int(cell)
    return date.fromisoformat(cell) if name in _DAYS else cell
