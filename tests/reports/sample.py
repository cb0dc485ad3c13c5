"""An Outcome made by hand after worked example A, as far as level 1 tells it: what the tabs are drawn from."""

from __future__ import annotations

from reports.numbers import Both, say
from reports.outcome import (
    Action,
    Card,
    ExceptionRow,
    Excluded,
    Figure,
    Memory,
    Outcome,
    Period,
    ProblemRow,
    Product,
    Rows,
    Section,
    Skipped,
    Source,
    Typed,
    Variant,
)
from tests.reports.sample_brief import sample_brief, sample_header, text

AS_OF = "2026-11-16T08:00:00-05:00"


def sample_outcome() -> Outcome:
    """The whole of it."""
    exceptions, actions, products = sample_exceptions(), sample_actions(), sample_products()
    return Outcome(
        schema=1,
        app_version="0.1.0",
        workbook="ruta-norte.xlsx",
        brand="Ruta Norte",
        language="en",
        read="weekly",
        as_of=AS_OF,
        prepared=AS_OF,
        zone="America/Bogota",
        period=Period(start="2026-11-09", end="2026-11-16"),
        currency="COP",
        confidence="directional",
        confidence_line=sample_header().lines[1],
        figures={"M01": Figure(value=2212085, unit="money", n=8, confidence="directional", previous=1039300)},
        cards=sample_cards(),
        brief=sample_brief(exceptions, actions),
        actions=actions,
        exceptions=exceptions,
        products=products,
        inventory=sample_inventory(),
        sources=sample_sources(),
        excluded=[
            Excluded(
                reason="pending",
                count=1,
                label=text("X-left-out", "#1103 pending", "#1103 pendiente"),
                orders=["#1103"],
                rows=[Rows(tab="Orders", rows=[42])],
            ),
            Excluded(
                reason="test",
                count=1,
                label=text("X-left-out", "#1109 test", "#1109 de prueba"),
                orders=["#1109"],
                rows=[Rows(tab="Orders", rows=[51])],
            ),
        ],
        problems=[
            ProblemRow(
                kind="error_cell",
                tab="Orders",
                cell="I8",
                said=text("error_cell", "Orders!I8 shows #N/A in Total.", "Orders!I8 muestra #N/A en Total."),
            )
        ],
        skipped=[
            Skipped(rule="C02", title=text("C02", "Discount code rejected", "Código rechazado"), missing=["Support"]),
            Skipped(rule="W01", title=text("W01", "Views without carts", "Vistas sin carrito"), missing=["Traffic"]),
        ],
        reads={},
        bridge=[
            text(
                "bridge",
                "Orders created this week: COP 2,753,875 − not yet paid COP 259,900 − cancelled COP 259,900 "
                "− refunds COP 21,990 = revenue COP 2,212,085.",
                "Pedidos creados esta semana: $ 2.753.875 − sin pagar $ 259.900 − cancelados $ 259.900 "
                "− reembolsos $ 21.990 = ingresos $ 2.212.085.",
            )
        ],
        health=[
            Section(
                id="rows",
                kind="plain",
                title=text("T-rows", "Rows not counted", "Filas que no se cuentan"),
                lines=[
                    text("HL-skipped", "Orders: 1 total row (61).", "Orders: 1 fila de totales (61).", "#'Orders'!A61")
                ],
            ),
            Section(
                id="skipped",
                kind="plain",
                title=text("T-skipped", "Not checked", "Sin verificar"),
                lines=[
                    text(
                        "HL-not-checked",
                        "C02 Discount code rejected: needs Support.",
                        "C02 Código rechazado: falta Soporte.",
                    )
                ],
            ),
        ],
        counts={"critical": 1, "warning": 2, "info": 1},
        memory=Memory(
            as_of=AS_OF,
            typed=[
                Typed(where="actions", key="ship|order:1113", field="note", value="=WhatsApp sent"),
                Typed(where="actions", key="ship|order:1113", field="status", value="doing"),
            ],
            shown=[
                Typed(where="exceptions", key="P01|order:1103", field="decision", value="snooze"),
                Typed(where="exceptions", key="P01|order:1103", field="until", value="2026-11-20"),
                Typed(where="exceptions", key="P01|order:1103", field="reason", value="Customer pays Friday"),
            ],
        ),
    )


def sample_actions() -> list[Action]:
    def action(key: str, tier: str, en: str, es: str, role: str, due: str, confidence: str, row: int) -> Action:
        return Action(
            key=key,
            tier=tier,
            line=text(f"A-{tier}-{row}", en, es),
            tail=text("A-tail", "[…]"),
            owner_role=role,
            owner="",
            due_at=due,
            confidence=confidence,
            rows=[Rows(tab="orders", rows=[row])],
        )

    return [
        action(
            "ship|order:1113",
            "a",
            "Ship #1113 (COP 519,800, VIP) first, or tell the customer: paid Tue 10 Nov, ship-by Thu 12 Nov, promised Fri "
            "13 Nov.",
            "Despacha primero #1113 ($ 519.800, VIP) o avísale al cliente: pagado mar 10 nov, despacho límite jue 12 nov, "
            "prometido vie 13 nov.",
            "fulfillment",
            "2026-11-17T13:00:00-05:00",
            "solid",
            55,
        ),
        action(
            "pay|order:1103",
            "b",
            "Confirm or release #1103 (COP 259,900): PSE payment pending since Wed 11 Nov (limit 24 hours).",
            "Confirma o libera #1103 ($ 259.900): pago PSE pendiente desde mié 11 nov (límite 24 horas).",
            "finance",
            "2026-11-17T18:00:00-05:00",
            "solid",
            42,
        ),
        action(
            "protect|product:jersey-andes",
            "c",
            "Stop promoting Jersey Andes and reorder size M: about 21 units (range 13–33).",
            "Deja de promocionar Jersey Andes y repón la talla M: unas 21 unidades (rango 13–33).",
            "operations",
            "2026-11-18",
            "directional",
            3,
        ),
        action(
            "clear|product:cap-clasica",
            "e",
            "Clear Cap Clásica: 64 in stock, 1 sold in 28 days; 30% off keeps 39% margin.",
            "Liquida Cap Clásica: 64 en inventario, 1 vendida en 28 días; con 30 % de descuento conserva 39 % de margen.",
            "marketing",
            "2026-11-23",
            "directional",
            13,
        ),
    ]


def sample_exceptions() -> list[ExceptionRow]:
    def row(
        key: str, severity: str, title: str, en: str, es: str, tab: str, number: int, at_risk: float | None
    ) -> ExceptionRow:
        words = {"critical": ("CRITICAL", "CRÍTICA"), "warning": ("WARNING", "ADVERTENCIA"), "info": ("INFO", "AVISO")}
        upper = words[severity]
        return ExceptionRow(
            key=key,
            rule=key.partition("|")[0],
            severity=severity,
            urgency={"critical": 100, "warning": 55, "info": 10}[severity],
            state="new",
            title=text("X-title", title),
            evidence=text("X-evidence", en, es),
            shown=text(f"X-{key}", f"{upper[0]} {title} {en}.", f"{upper[1]} {title} {es}."),
            owner_role="operations",
            owner="",
            due_at="2026-11-17T13:00:00-05:00",
            first_seen=AS_OF,
            last_seen=AS_OF,
            confidence="solid",
            as_of=AS_OF,
            next_action=text("X-next", "Ship it, or tell the customer.", "Despáchalo o avísale al cliente."),
            entity_type="order",
            entity_id="1",
            amount_at_risk=at_risk,
            rows=[Rows(tab=tab, rows=[number])],
        )

    return [
        row(
            "F01|order:1113",
            "critical",
            "#1113",
            "paid, not fulfilled: 1 business day past ship-by, promise passed Fri 13 Nov, COP 519,800, VIP",
            "pagado sin despachar: 1 día hábil después del plazo, promesa vencida vie 13 nov, $ 519.800, VIP",
            "orders",
            55,
            519800,
        ),
        row(
            "P01|order:1103",
            "warning",
            "#1103",
            "PSE payment pending 118 hours (limit 24); COP 259,900",
            "pago PSE pendiente hace 118 horas (límite 24); $ 259.900",
            "orders",
            42,
            259900,
        ),
        row(
            "I02|variant:JA-M",
            "warning",
            "Jersey Andes M:",
            "3 left, 7 days of cover, 30 days to restock, nothing incoming recorded",
            "quedan 3, 7 días de cobertura, 30 días para reponer, nada en camino registrado",
            "inventory",
            3,
            None,
        ),
        row(
            "I05|product:cap-clasica",
            "info",
            "Cap Clásica:",
            "64 in stock (COP 1,152,000 at cost), 1 sold in 28 days",
            "64 en inventario ($ 1.152.000 a costo), 1 vendida en 28 días",
            "inventory",
            13,
            None,
        ),
    ]


def sample_products() -> list[Product]:
    def product(
        key: str, title: str, category: str, confidence: str, en: str, es: str, moves: tuple[str, str]
    ) -> Product:
        return Product(
            key=key,
            title=title,
            category=category,
            confidence=confidence,
            evidence=text(f"C-{category}", en, es),
            moves_out=text("M-out", *moves),
            movement="▲",
            cover_band="<14",
            rows=[Rows(tab="inventory", rows=[2])],
        )

    return [
        product(
            "jersey-andes",
            "Jersey Andes",
            "protect",
            "directional",
            "Size M: 3 left, 7 days of cover; M is 12 of 17 units in 28 days.",
            "Talla M: quedan 3, 7 días de cobertura; M es 12 de 17 unidades en 28 días.",
            ("restock M to 8 or more (17.5 days)", "reponer M hasta 8 o más (17,5 días)"),
        ),
        product(
            "cap-clasica",
            "Cap Clásica",
            "clear",
            "directional",
            "64 in stock, 1 sold in 28 days, on sale 411 days. At 30% off it keeps 39% gross margin.",
            "64 en inventario, 1 vendida en 28 días, 411 días en venta. Con 30 % de descuento conserva 39 % de margen bruto.",
            ("cover under 180 days or stock under 10", "cobertura menor de 180 días o inventario menor de 10"),
        ),
        product(
            "gloves-brisa",
            "Gloves Brisa",
            "learn",
            "too_little",
            "On sale 6 days: 0 units. Wait for 20 units.",
            "6 días en venta: 0 unidades. Espera 20 unidades.",
            ("20 units", "20 unidades"),
        ),
        product(
            "socks-niebla",
            "Socks Niebla",
            "steady",
            "directional",
            "Judged, nothing to change.",
            "Juzgado, nada por cambiar.",
            ("cover under 14 days", "cobertura menor de 14 días"),
        ),
    ]


def sample_inventory() -> list[Variant]:
    def variant(
        key: str, title: str, size: str, available: int, minimum: int, risk: str, cover: float | None
    ) -> Variant:
        note = (
            None
            if cover is not None
            else say("V-no-sales", "no sales in {d}", "sin ventas en {d}", d=Both("28 days", "28 días"))
        )
        return Variant(
            key=key,
            product=title.lower().replace(" ", "-"),
            product_title=title,
            sku=key,
            size=size,
            color="",
            available=available,
            minimum=minimum,
            incoming=None,
            demand_units=12 if cover else 0,
            cover_days=cover,
            cover_low=None if cover is None else cover / 2,
            cover_high=None if cover is None else cover * 2,
            cover_note=note,
            reorder=21 if risk == "low" else None,
            reorder_low=13 if risk == "low" else None,
            reorder_high=33 if risk == "low" else None,
            confidence="directional",
            risk=risk,
            rows=[Rows(tab="inventory", rows=[3])],
        )

    return [
        variant("JA-S", "Jersey Andes", "S", -1, 8, "oversold", 0.0),
        variant("JA-M", "Jersey Andes", "M", 3, 8, "low", 7.0),
        variant("JA-L", "Jersey Andes", "L", 11, 8, "ok", 77.0),
        variant("CC-U", "Cap Clásica", "U", 64, 10, "ok", None),
    ]


def sample_sources() -> list[Source]:
    def source(key: str, name: str, status: str, en: str, es: str, rows: int) -> Source:
        return Source(
            key=key,
            name=name,
            status=status,
            label=text("FR", en, es),
            as_of=AS_OF,
            age_hours=0.3,
            expected_hours=24,
            late=status == "amber",
            too_old=False,
            rows=rows,
        )

    return [
        source("orders", "Orders", "green", "Orders read 20 minutes ago", "Pedidos leídos hace 20 minutos", 58),
        source(
            "inventory",
            "Inventory",
            "amber",
            "Inventory last changed 4 days ago (expected daily)",
            "Inventario: último cambio hace 4 días (se espera diario)",
            15,
        ),
    ]


def sample_cards() -> list[Card]:
    def card(
        id: str, title: tuple[str, str], value: tuple[str, str], detail: tuple[str, str], n: float, line: list
    ) -> Card:
        return Card(
            id=id,
            period="weekly",
            title=text("K", *title),
            value_text=text("K", *value),
            detail=text("K", *detail),
            confidence="directional",
            as_of=AS_OF,
            value=n,
            series=line,
        )

    revenue = [0, 201900, 0, 61900, 130400, 0, 0, 259900, 81800, 0, 201900, 0, 64000, 190000, 0, 0, 201900, 61900, 0]
    revenue = [None, None, *revenue, 231900, 61900, 81800, 201900, 259700, 0, 231900, 382330, 521745]
    return [
        card(
            "revenue",
            ("Revenue", "Ingresos"),
            ("COP 2,212,085", "$ 2.212.085"),
            (
                "COP 1,039,300 the week before · within normal variation",
                "$ 1.039.300 la semana anterior · variación normal",
            ),
            2212085,
            revenue,
        ),
        card(
            "orders",
            ("Counted orders", "Pedidos contados"),
            ("10", "10"),
            ("6 the week before · within normal variation", "6 la semana anterior · variación normal"),
            10,
            [None if value is None else float(value > 0) for value in revenue],
        ),
        card(
            "inventory_value",
            ("Inventory at cost", "Inventario a costo"),
            ("COP 14,904,000", "$ 14.904.000"),
            ("no earlier snapshot", "sin foto anterior"),
            14904000,
            [],
        ),
        card("open_exceptions", ("Open exceptions", "Excepciones abiertas"), ("4", "4"), ("now", "ahora"), 4, []),
    ]
