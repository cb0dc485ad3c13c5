"""A year of orders of that shop, in the shape of Shopify's own orders export. The same seed gives the same shop."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from random import Random

from benchmarks.catalogue import Variant, catalogue

BOGOTA = timezone(timedelta(hours=-5))
AS_OF = datetime(2026, 11, 16, 8, 0, tzinfo=BOGOTA)
SEED = 20261116

Cell = str | int | float | bool | None

_HEADER = (
    "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,Shipping,"
    "Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,"
    "Lineitem price,Lineitem compare at price,Lineitem sku,Lineitem requires shipping,Lineitem taxable,"
    "Lineitem fulfillment status,Billing Name,Billing Street,Billing Address1,Billing Address2,Billing Company,"
    "Billing City,Billing Zip,Billing Province,Billing Country,Billing Phone,Shipping Name,Shipping Street,"
    "Shipping Address1,Shipping Address2,Shipping Company,Shipping City,Shipping Zip,Shipping Province,"
    "Shipping Country,Shipping Phone,Notes,Note Attributes,Cancelled at,Payment Method,Payment Reference,"
    "Refunded Amount,Vendor,Outstanding Balance,Employee,Location,Device ID,Id,Tags,Risk Level,Source,"
    "Lineitem discount,Tax 1 Name,Tax 1 Value,Tax 2 Name,Tax 2 Value,Tax 3 Name,Tax 3 Value,Tax 4 Name,Tax 4 Value,"
    "Tax 5 Name,Tax 5 Value,Phone,Receipt Number,Duties,Billing Province Name,Shipping Province Name,Payment ID,"
    "Payment Terms Name,Next Payment Due At,Payment References"
)
ORDER_COLUMNS = tuple(_HEADER.split(","))

FIRST_NAMES = (
    "Ana",
    "Luis",
    "Sara",
    "Juan Camilo",
    "María José",
    "Andrés",
    "Valentina",
    "Óscar",
    "Íngrid",
    "Ñusta",
    "Julián",
    "Sofía",
    "Iván",
    "Paula",
)
LAST_NAMES = (
    "Gómez",
    "Rodríguez",
    "Muñoz",
    "Peña",
    "Restrepo",
    "Castaño",
    "Ávila",
    "Quiñones",
    "Londoño",
    "Cárdenas",
    "Zúñiga",
    "Ríos",
    "Mejía",
)
CITIES = (
    ("Bogotá", "110111", "DC", "Bogotá, D.C."),
    ("Medellín", "050021", "ANT", "Antioquia"),
    ("Cali", "760001", "VAC", "Valle del Cauca"),
    ("Bucaramanga", "680001", "SAN", "Santander"),
    ("Pereira", "660001", "RIS", "Risaralda"),
    ("Manizales", "170001", "CAL", "Caldas"),
    ("Chía", "250001", "CUN", "Cundinamarca"),
)
METHODS = ("PSE", "Mercado Pago", "Wompi", "Nequi", "Addi Payment", "Cash on Delivery (COD)")
METHOD_WEIGHTS = (28, 24, 18, 8, 6, 16)
CODES = (("BIENVENIDA10", 10), ("RODADA15", 15), ("CLUB20", 20), ("CYBER25", 25))
NOTES = (
    "Entregar en portería",
    "Es un regalo:\npor favor sin factura",
    "Llamar antes de llegar",
    "Para la carrera del domingo",
)


@dataclass(frozen=True, slots=True)
class Tier:
    """How large a shop is."""

    orders_a_month: int
    months: int
    variants: int
    tickets: int = 0

    @property
    def orders(self) -> int:
        return self.orders_a_month * self.months


TIERS = {
    "S": Tier(300, 12, 150, 540),
    "M": Tier(2_000, 12, 1_000, 3_600),
    "L": Tier(5_500, 12, 5_000, 10_000),
    "XL": Tier(15_000, 24, 8_000, 54_000),
}


@dataclass(frozen=True, slots=True)
class Shop:
    """The catalogue, and the orders as rows of the export, newest first."""

    tier: Tier
    variants: list[Variant]

    def order_rows(self) -> Iterator[tuple[Cell, ...]]:
        """One row per order line; the cells of the order stand on its first line only."""
        chance = Random(SEED + 1)
        weights = [variant.popularity for variant in self.variants]
        sizes = _line_counts(self.tier.orders, chance)
        ages = sorted(chance.random() ** 1.15 * self.tier.months * 30.4 for _ in sizes)
        for index, (lines, age) in enumerate(zip(sizes, ages, strict=True)):
            number = 1001 + len(sizes) - 1 - index
            bought = chance.choices(self.variants, weights, k=lines)
            created = _opening(AS_OF - timedelta(days=age, minutes=20), chance)
            yield from _order(number, created, bought, chance)


def shop(tier: Tier) -> Shop:
    """The shop of this size."""
    return Shop(tier, catalogue(tier.variants, Random(SEED)))


def _line_counts(orders: int, chance: Random) -> list[int]:
    """How many lines each order has: together 41 lines for 24 orders, one to four each."""
    extra = round(orders * 41 / 24) - orders
    fours, threes = orders * 5 // 100, orders * 13 // 100
    twos = extra - 2 * threes - 3 * fours
    counts = [4] * fours + [3] * threes + [2] * twos
    counts += [1] * (orders - len(counts))
    chance.shuffle(counts)
    return counts


def _opening(moment: datetime, chance: Random) -> datetime:
    """The same day at an hour when people buy; never later than the given moment."""
    evening = moment.replace(hour=chance.choice((8, 10, 12, 13, 17, 19, 20, 21, 22)))
    return min(moment, evening)


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S %z")


def _order(number: int, created: datetime, bought: list[Variant], chance: Random) -> Iterator[tuple[Cell, ...]]:
    quantities = [chance.choices((1, 2, 3, 6), (86, 10, 3, 1))[0] for _ in bought]
    listed = sum(variant.price * quantity for variant, quantity in zip(bought, quantities, strict=True))
    code, percent = chance.choice(CODES) if chance.random() < 0.22 else ("", 0)
    discount = listed * percent // 100
    shipping = 0 if listed - discount >= 250_000 else 12_000
    total = listed - discount + shipping
    state = _state(created, total, chance)
    city, postal, province, province_name = chance.choice(CITIES)
    name = f"{chance.choice(FIRST_NAMES)} {chance.choice(LAST_NAMES)}"
    street = f"Calle {chance.randint(1, 180)} # {chance.randint(1, 99)}-{chance.randint(1, 99)}"
    phone = f"'+57 3{chance.randint(0, 29):02d} {chance.randint(1_000_000, 9_999_999)}"
    email = f"cliente{chance.randint(1, 40_000)}@example.com"
    head: dict[str, Cell] = {
        **state,
        "Accepts Marketing": chance.choice(("yes", "no")),
        "Currency": "COP",
        "Subtotal": listed - discount,
        "Shipping": shipping,
        "Taxes": total - round(total / 1.19),
        "Total": total,
        "Discount Code": code,
        "Discount Amount": discount,
        "Shipping Method": "Envío gratis" if shipping == 0 else "Envío nacional",
        "Notes": chance.choice(NOTES) if chance.random() < 0.05 else "",
        "Note Attributes": "utm_source: instagram\nutm_medium: social" if chance.random() < 0.15 else "",
        "Payment Reference": f"c{number * 7919:x}.1",
        "Id": 5_800_000_000_000 + number * 32_771,
        "Tags": chance.choice(("", "", "", "club", "VIP", "mayorista")) if chance.random() < 0.1 else "",
        "Risk Level": "Low",
        "Source": chance.choices(("web", "pos", "shopify_draft_order", "iphone"), (90, 4, 3, 3))[0],
        "Tax 1 Name": "IVA 19%",
        "Tax 1 Value": total - round(total / 1.19),
        "Payment ID": f"c{number * 7919:x}.1",
        "Payment References": f"c{number * 7919:x}.1",
    }
    for side in ("Billing", "Shipping"):
        head |= {
            f"{side} Name": name,
            f"{side} Street": street,
            f"{side} Address1": street,
            f"{side} City": city,
            f"{side} Zip": f"'{postal}",
            f"{side} Province": province,
            f"{side} Country": "CO",
            f"{side} Phone": phone,
            f"{side} Province Name": province_name,
        }
    for position, (variant, quantity) in enumerate(zip(bought, quantities, strict=True)):
        line: dict[str, Cell] = {
            "Name": f"#{number}",
            "Email": email,
            "Created at": _stamp(created),
            "Lineitem quantity": quantity,
            "Lineitem name": variant.line_name,
            "Lineitem price": variant.price,
            "Lineitem sku": variant.sku,
            "Lineitem requires shipping": True,
            "Lineitem taxable": True,
            "Lineitem fulfillment status": "fulfilled" if state["Fulfillment Status"] == "fulfilled" else "pending",
            "Vendor": "Ruta Norte",
            "Lineitem discount": 0,
        }
        cells = {**head, **line} if position == 0 else line
        yield tuple(None if cells.get(column) == "" else cells.get(column) for column in ORDER_COLUMNS)


def _state(created: datetime, total: int, chance: Random) -> dict[str, Cell]:
    """What became of an order: paid and sent as a rule, and each of the ways in which one is not."""
    method = chance.choices(METHODS, METHOD_WEIGHTS)[0]
    age_days = (AS_OF - created) / timedelta(days=1)
    sent = age_days > chance.choice((1, 1, 2, 2, 3, 4))
    fate = chance.random()
    financial, refunded, cancelled = "paid", 0, ""
    if method.startswith("Cash on Delivery"):
        financial = "paid" if age_days > 12 and fate > 0.03 else "pending"
    elif fate < 0.02:
        financial, sent = ("pending" if age_days < 4 else "expired"), False
    elif fate < 0.05 and age_days > 1:
        financial, refunded, cancelled, sent = "refunded", total, _stamp(created + timedelta(hours=5)), False
    elif fate < 0.06 and age_days > 1:
        financial, cancelled, sent = "voided", _stamp(created + timedelta(hours=2)), False
    elif fate < 0.09 and age_days > 8:
        financial, refunded = "partially_refunded", total // 3
    elif fate < 0.12 and age_days > 8:
        financial, refunded = "refunded", total
    collected = financial in ("paid", "refunded", "partially_refunded")
    return {
        "Financial Status": financial,
        "Paid at": _stamp(created + timedelta(minutes=3)) if collected else "",
        "Fulfillment Status": "fulfilled" if sent else "unfulfilled",
        "Fulfilled at": _stamp(created + timedelta(days=min(1.2, age_days / 2))) if sent else "",
        "Cancelled at": cancelled,
        "Payment Method": method,
        "Refunded Amount": refunded,
        "Outstanding Balance": 0 if collected else total,
    }
