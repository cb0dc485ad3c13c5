"""What that shop's customers asked, what they sent back, and who came: the tabs of level 2, from the same seed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random

from benchmarks.shop import AS_OF, ORDER_COLUMNS, SEED, Cell, Shop

SUPPORT_COLUMNS = (
    *("ticket_id", "created_at", "channel", "tags", "subject", "order_id", "customer", "status"),
    *("first_response_at", "resolved_at", "csat"),
)
RETURN_COLUMNS = (
    *("return_id", "order_id", "sku", "qty", "type", "requested_at", "received_at", "refunded_at", "amount"),
    *("reason", "status"),
)
TRAFFIC_COLUMNS = (
    *("date_from", "date_to", "product_id", "source", "sessions", "product_views", "add_to_carts", "checkouts"),
    *("shipping_shown", "payment_started", "purchases"),
)
#: What is asked, with the tags that a help desk gives it.
QUESTIONS = (
    ("¿Dónde está mi pedido {order}?", "entrega", 34),
    ("No ha llegado {order}, me dijeron {day}", "entrega, urgente", 10),
    ("¿Qué talla me queda? Mido {cm} cm", "talla", 18),
    ("Cambio de talla del pedido {order}", "", 9),
    ("El código no funciona en {order}", "descuento", 6),
    ("Pagué por PSE y sale rechazada", "pago", 5),
    ("Where is my order {order}?", "", 6),
    ("Quiero devolver {order}", "devolución", 6),
    ("Se rompió la costura a los {cm} km", "calidad", 3),
    ("¿Cuándo vuelve a estar disponible?", "", 2),
    ("Hola {cm}", "", 1),
)
REASONS = ("Muy pequeño", "talla", "size too large", "calidad", "llegó tarde", "otro color", "ya no lo quiero", "")
SOURCES = ("google / organic", "instagram / social", "newsletter / email", "(direct)")
WEEKS, DAYS = 8, 70


def support(the_shop: Shop, order_rows: Sequence[Sequence[Cell]]) -> Iterator[tuple[Cell, ...]]:
    """Tickets of the last year, newest last; half of them name an order."""
    chance = Random(SEED + 4)
    orders = [(str(row[0]), str(row[1])) for row in order_rows if row[2] is not None]
    weights = [weight for _, _, weight in QUESTIONS]
    ages = sorted((chance.random() * 365 for _ in range(the_shop.tier.tickets)), reverse=True)
    yield SUPPORT_COLUMNS
    for number, age in enumerate(ages):
        text, tags, _ = chance.choices(QUESTIONS, weights)[0]
        order, email = orders[int(min(age / 365, 0.999) * len(orders))]
        asked = AS_OF - timedelta(days=age, minutes=5)
        answered = asked + timedelta(hours=chance.choice((1, 2, 5, 20)))
        open_ = age < 3 and chance.random() < 0.5
        yield (
            70_000 + number,
            _moment(asked),
            chance.choice(("email", "whatsapp", "instagram", "chat")),
            tags or None,
            text.format(order=order, day=asked.strftime("%d/%m"), cm=chance.randint(150, 199)),
            order if chance.random() < 0.5 else None,
            email,
            "open" if open_ else "closed",
            None if open_ or answered > AS_OF else _moment(answered),
            None if open_ or answered > AS_OF else _moment(min(answered + timedelta(hours=3), AS_OF)),
            chance.choice((None, None, 1, 3, 4, 5)),
        )


def returns(order_rows: Sequence[Sequence[Cell]]) -> Iterator[tuple[Cell, ...]]:
    """One line in fifteen of those that were sent came back, a month of them still on its way."""
    chance = Random(SEED + 5)
    at = {name: ORDER_COLUMNS.index(name) for name in ("Name", "Created at", "Lineitem sku", "Lineitem price")}
    yield RETURN_COLUMNS
    number = 0
    for row in reversed(order_rows):
        if chance.random() > 1 / 15:
            continue
        number += 1
        asked = datetime.strptime(str(row[at["Created at"]]), "%Y-%m-%d %H:%M:%S %z") + timedelta(
            days=chance.randint(4, 20)
        )
        if asked > AS_OF:
            continue
        age = (AS_OF - asked).days
        done = age > chance.choice((5, 9, 12))
        yield (
            f"RMA-{number}",
            row[at["Name"]],
            row[at["Lineitem sku"]] if chance.random() < 0.9 else None,
            1,
            chance.choices(("return", "exchange", "warranty"), (60, 35, 5))[0],
            _moment(asked),
            _moment(min(asked + timedelta(days=4), AS_OF)) if age > 4 else None,
            _moment(min(asked + timedelta(days=8), AS_OF)) if done else None,
            row[at["Lineitem price"]],
            chance.choice(REASONS) or None,
            "refunded" if done else "received" if age > 4 else "requested",
        )


def traffic(the_shop: Shop) -> Iterator[tuple[Cell, ...]]:
    """A row a week of each product's page, and a row a day of each source of the whole shop."""
    chance = Random(SEED + 6)
    yield TRAFFIC_COLUMNS
    popularity: dict[str, float] = {}
    for variant in the_shop.variants:
        popularity[variant.handle] = popularity.get(variant.handle, 0.0) + variant.popularity
    monday = AS_OF - timedelta(days=AS_OF.weekday())
    for week in range(WEEKS, 0, -1):
        first = monday - timedelta(weeks=week)
        for handle, weight in popularity.items():
            views = int(weight * chance.uniform(4, 9))
            yield (
                _day(first),
                _day(first + timedelta(days=6)),
                handle,
                None,
                None,
                views,
                views * 8 // 100,
                *[None] * 4,
            )
    for age in range(DAYS, 0, -1):
        day = _day(AS_OF - timedelta(days=age))
        for source in SOURCES:
            sessions = chance.randint(200, 900)
            carts = sessions // 9
            steps = (carts, carts * 6 // 10, carts * 5 // 10, carts * 4 // 10, carts * 3 // 10)
            yield (day, None, None, source, sessions, None, *steps)


def _moment(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M:%S %z")


def _day(at: datetime) -> str:
    return at.strftime("%Y-%m-%d")
