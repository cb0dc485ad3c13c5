"""An Outcome made by hand after worked example A (domain.md §6.5): enough of everything for the window to show."""

from __future__ import annotations

from reports.outcome import (
    SCHEMA,
    Action,
    Card,
    ExceptionRow,
    Excluded,
    Line,
    Outcome,
    Period,
    ProblemRow,
    Product,
    Read,
    Rows,
    Section,
    Skipped,
    Source,
)

AS_OF = "2026-11-16T08:00:00-05:00"
WEEK = Period(start="2026-11-09", end="2026-11-16")


def line(en: str, es: str = "", id: str = "T", **args: object) -> Line:
    return Line(id=id, en=en, es=es or en, args=args)


READ = [
    line(
        "Revenue was COP 2,212,085 from 10 counted orders, against COP 1,039,300 from 6 the week before (+113%). "
        "10 orders against 6 is within normal week-to-week variation.",
        "Los ingresos fueron $ 2.212.085 con 10 pedidos contados, frente a $ 1.039.300 con 6 la semana anterior (+113 %). "
        "10 pedidos frente a 6 está dentro de la variación normal entre semanas.",
        "S1",
    ),
    line(
        "The change came mainly from Jersey Andes (+COP 484,245) and Bib Páramo (+COP 480,815), during Rodada weekend "
        "(13–15 Nov).",
        "El cambio vino sobre todo de Jersey Andes (+$ 484.245) y Bib Páramo (+$ 480.815), durante Rodada weekend (13–15 nov).",
        "S2",
    ),
    line(
        "Jersey Andes in M is below safe stock: 3 left (minimum 8), about 7 days of cover (14 without bulk order #1081). "
        "Do not push it again until M is restocked.",
        "Jersey Andes talla M está por debajo del inventario seguro: quedan 3 (mínimo 8), unos 7 días de cobertura (14 sin el "
        "pedido grande #1081). No lo vuelvas a impulsar hasta reponer la talla M.",
        "S3",
    ),
    line(
        "Delivery questions rose: 6 this week against 3 in the 3 weeks before. Orders rose too, so the rate per order may not "
        "have changed. The promise to check: “It arrives when you said”.",
        "Subieron las preguntas de entrega: 6 esta semana frente a 3 en las 3 semanas anteriores. También subieron los "
        "pedidos, así que la tasa por pedido quizá no cambió. La promesa por revisar: «Llega cuando dijiste».",
        "S4",
    ),
    line(
        "Discount use was high in Rodada weekend (3 of 3 orders); average order value held: COP 301,358 against COP 308,217 "
        "before. 3 orders are too few to judge.",
        "El uso de descuento fue alto en Rodada weekend (3 de 3 pedidos); el valor promedio se mantuvo: $ 301.358 frente a "
        "$ 308.217 antes. 3 pedidos son muy pocos para juzgar.",
        "S5",
    ),
]

_ACTIONS = [
    (
        "Ship #1113 (COP 519,800, VIP) first, or tell the customer: paid Tue 10 Nov, ship-by Thu 12 Nov, promised Fri 13 Nov.",
        "Despacha primero #1113 ($ 519.800, VIP) o avísale al cliente: pagado mar 10 nov, despacho límite jue 12 nov, "
        "prometido vie 13 nov.",
        "Fulfillment · due Tue 17 Nov 1:00 PM · ●",
        "Despachos · para mar 17 nov 1:00 p. m. · ●",
        "solid",
    ),
    (
        "Confirm the address of #1104 (COP 209,910): delivery was attempted Sat 14 Nov; the carrier says “dirección errada”.",
        "Confirma la dirección de #1104 ($ 209.910): intentaron entregar sáb 14 nov; la transportadora dice «dirección errada».",
        "Support · due Tue 17 Nov 1:00 PM · ●",
        "Soporte · para mar 17 nov 1:00 p. m. · ●",
        "solid",
    ),
    (
        "Confirm or release #1103 (COP 259,900): PSE payment pending since Wed 11 Nov (limit 24 hours).",
        "Confirma o libera #1103 ($ 259.900): pago PSE pendiente desde mié 11 nov (límite 24 horas).",
        "Finance · due Tue 17 Nov 6:00 PM · ●",
        "Finanzas · para mar 17 nov 6:00 p. m. · ●",
        "solid",
    ),
    (
        "Stop promoting Jersey Andes and reorder size M: about 21 units (range 13–33).",
        "Deja de promocionar Jersey Andes y repón la talla M: unas 21 unidades (rango 13–33).",
        "Operations · due Wed 18 Nov · ◐",
        "Operaciones · para mié 18 nov · ◐",
        "directional",
    ),
    (
        "Add fit guidance to Bib Páramo before more traffic: 4 fit questions in 28 days on 6 units sold; 3.0% of views add to "
        "cart (other products 9.6%).",
        "Agrega guía de tallas a Bib Páramo antes de enviarle tráfico: 4 preguntas de talla en 28 días con 6 unidades vendidas; "
        "3,0 % de las vistas agrega al carrito (otros productos 9,6 %).",
        "Marketing · due Tue 17 Nov · ◐",
        "Mercadeo · para mar 17 nov · ◐",
        "directional",
    ),
    (
        "Move Rain Vest Lluvia to the homepage: at least 64 days of cover, 9.2% of views add to cart (others 7.4%), 52% margin, "
        "no open doubts.",
        "Lleva Rain Vest Lluvia a la portada: al menos 64 días de cobertura, 9,2 % de las vistas agrega al carrito (otros 7,4 %), "
        "margen 52 %, sin dudas abiertas.",
        "Marketing · due Mon 23 Nov · ◐",
        "Mercadeo · para lun 23 nov · ◐",
        "directional",
    ),
    (
        "Explain tracking timing in the confirmation e-mail: 6 delivery questions this week.",
        "Explica los tiempos de rastreo en el correo de confirmación: 6 preguntas de entrega esta semana.",
        "Support · due Mon 23 Nov · ◐",
        "Soporte · para lun 23 nov · ◐",
        "directional",
    ),
]
ACTIONS = [
    Action(
        key=f"a{number}",
        tier="a",
        line=line(en, es),
        tail=line(f"[{tail_en}]", f"[{tail_es}]"),
        owner_role="operations",
        owner="",
        due_at="2026-11-17",
        confidence=confidence,
    )
    for number, (en, es, tail_en, tail_es, confidence) in enumerate(_ACTIONS, 1)
]

_EXCEPTIONS = [
    (
        "critical",
        line("#1113 paid, not fulfilled", "#1113 pagado, sin despachar"),
        line(
            "1 business day past ship-by, promise passed Fri 13 Nov, COP 519,800, VIP, open ticket.",
            "1 día hábil después del despacho límite, promesa vencida vie 13 nov, $ 519.800, VIP, tiquete abierto.",
        ),
    ),
    (
        "warning",
        line("#1104 delivery attempted Sat 14 Nov", "#1104 entrega intentada sáb 14 nov"),
        line(
            "“dirección errada”; promised Tue 17 Nov; open ticket.",
            "«dirección errada»; prometido mar 17 nov; tiquete abierto.",
        ),
    ),
    (
        "warning",
        line("#1103 PSE payment pending", "#1103 pago PSE pendiente"),
        line("118 hours (limit 24); COP 259,900.", "118 horas (límite 24); $ 259.900."),
    ),
    (
        "warning",
        line("Bib Páramo page, 2 reasons", "Página de Bib Páramo, 2 razones"),
        line(
            "4 fit questions in 28 days; cart rate 3.0% (at most 4.4%) against 9.6% elsewhere.",
            "4 preguntas de talla en 28 días; tasa de carrito 3,0 % (máximo 4,4 %) frente a 9,6 % en los demás.",
        ),
    ),
    (
        "warning",
        line("Jersey Andes M", "Jersey Andes M"),
        line(
            "3 left, 7 days of cover, 30 days to restock, nothing incoming recorded.",
            "quedan 3, 7 días de cobertura, 30 días para reponer, nada por llegar registrado.",
        ),
    ),
    (
        "info",
        line("Delivery questions", "Preguntas de entrega"),
        line("6 this week, 3 in the 3 weeks before.", "6 esta semana, 3 en las 3 semanas anteriores."),
    ),
    (
        "info",
        line("Cap Clásica", "Cap Clásica"),
        line(
            "64 in stock (COP 1,152,000 at cost), 45 views in 28 days.",
            "64 en inventario ($ 1.152.000 a costo), 45 vistas en 28 días.",
        ),
    ),
]
EXCEPTIONS = [
    ExceptionRow(
        key=f"e{number}",
        rule="F01",
        severity=severity,
        urgency=100 - number,
        state="new",
        title=title,
        evidence=evidence,
        shown=line(
            f"{severity.upper()} {title.en}: {evidence.en}",
            f"{severity.upper()} {title.es}: {evidence.es}",
            f"E{number}",
        ),
        owner_role="fulfillment",
        owner="",
        due_at="2026-11-17T13:00:00-05:00",
        first_seen=AS_OF,
        last_seen=AS_OF,
        confidence="solid",
        as_of=AS_OF,
        next_action=line("Ship it first, or tell the customer.", "Despáchalo primero o avísale al cliente."),
        entity_type="order",
        entity_id=str(number),
        rows=[Rows(tab="orders", rows=[12])],
    )
    for number, (severity, title, evidence) in enumerate(_EXCEPTIONS, 1)
]

_PRODUCTS = [
    ("Rain Vest Lluvia", "push", "directional"),
    ("Socks Niebla", "push", "directional"),
    ("Bib Páramo", "fix", "directional"),
    ("Jersey Andes", "protect", "directional"),
    ("Cap Clásica", "clear", "directional"),
    ("Gloves Brisa", "learn", "too_little"),
]
PRODUCTS = [
    Product(
        key=title.lower().replace(" ", "-"),
        title=title,
        category=category,
        confidence=confidence,
        evidence=line("Cover of at least 64 days.", "Cobertura de al menos 64 días."),
        moves_out=line("Cover under 28 days.", "Cobertura menor a 28 días."),
    )
    for title, category, confidence in _PRODUCTS
]

SOURCES = [
    Source(
        key=key,
        name=en,
        status=status,
        label=line(f"{en} {said_en}", f"{es} {said_es}"),
        as_of=AS_OF,
        age_hours=hours,
        expected_hours=24.0,
        late=status == "amber",
        too_old=False,
        rows=rows,
        covers_from="2026-10-19",
        covers_to="2026-11-16",
    )
    for key, en, es, said_en, said_es, status, hours, rows in (
        ("orders", "Orders", "Pedidos", "read 20 minutes ago", "leídos hace 20 minutos", "green", 0.33, 42),
        ("inventory", "Inventory", "Inventario", "30 minutes ago", "hace 30 minutos", "green", 0.5, 15),
        (
            "support",
            "Support",
            "Soporte",
            "updated by hand yesterday 9:00 PM",
            "a mano ayer 9:00 p. m.",
            "amber",
            11.0,
            22,
        ),
        ("shipments", "Shipments", "Envíos", "1 hour ago", "hace 1 hora", "green", 1.0, 8),
        ("returns", "Returns", "Devoluciones", "not configured", "sin configurar", "grey", 0.0, 0),
    )
]

_SERIES = [
    0.0, 201900.0, 0.0, 61900.0, 189900.0, 34900.0, 0.0, 259900.0, 120000.0, 90000.0, 201900.0, 0.0, 81800.0, 140000.0,
    None, None, 219900.0, 180000.0, 90000.0, 0.0, 259900.0, 201900.0, 81800.0, 231900.0, 61900.0, 519800.0, 259700.0,
    231900.0, 705160.0, 315615.0,
]  # fmt: skip


def cards() -> list[Card]:
    said = {
        "revenue": (
            ("Revenue", "Ingresos"),
            ("COP 2,212,085", "$ 2.212.085"),
            (
                "COP 1,039,300 the week before · within normal variation",
                "$ 1.039.300 la semana anterior · variación normal",
            ),
            "directional",
            _SERIES,
        ),
        "orders": (
            ("Counted orders", "Pedidos contados"),
            ("10", "10"),
            ("6 the week before · within normal variation", "6 la semana anterior · variación normal"),
            "directional",
            [value and value / 100000 for value in _SERIES],
        ),
        "average_order": (
            ("Average order", "Pedido promedio"),
            ("COP 276,511", "$ 276.511"),
            ("8 orders with value", "8 pedidos con valor"),
            "directional",
            [],
        ),
        "low_stock": (
            ("Sizes below minimum", "Tallas bajo el mínimo"),
            ("1", "1"),
            ("stock read 30 minutes ago", "inventario leído hace 30 minutos"),
            "solid",
            [],
        ),
        "inventory_value": (
            ("Inventory at cost", "Inventario a costo"),
            ("COP 14,861,500", "$ 14.861.500"),
            ("no earlier snapshot", "sin foto anterior"),
            "solid",
            [],
        ),
        "open_exceptions": (("Open exceptions", "Excepciones abiertas"), ("7", "7"), ("now", "ahora"), "solid", []),
    }
    return [
        Card(
            id=id,
            period=period,
            title=line(*title),
            value_text=line(*value),
            detail=line(*detail),
            confidence=confidence,
            as_of=AS_OF,
            series=series,
        )
        for period in ("today", "7d", "30d", "weekly", "daily", "monthly")
        for id, (title, value, detail, confidence, series) in said.items()
    ]


def sections() -> list[Section]:
    def one(id: str, title: tuple[str, str], *lines: Line, kind: str = "label") -> Section:
        return Section(id=id, kind=kind, title=line(*title), lines=list(lines))

    return [
        one(
            "header",
            ("RUTA NORTE — Weekly operating brief", "RUTA NORTE — Informe operativo semanal"),
            line("Week Mon 9 – Sun 15 Nov 2026.", id="H2", hol=" (public holiday)"),
            kind="header",
        ),
        one("read", ("The read", "La lectura"), *READ, kind="bullets"),
        one("actions", ("Next actions", "Próximas acciones"), *(action.line for action in ACTIONS), kind="numbered"),
        one(
            "exceptions",
            ("Exceptions (1 critical, 4 warnings, 2 info)", "Excepciones (1 crítica, 4 advertencias, 2 avisos)"),
            *(row.shown for row in EXCEPTIONS),
            kind="bullets",
        ),
        one(
            "sales",
            ("Sales", "Ventas"),
            line(
                "10 orders · COP 2,212,085 · average order COP 276,511 (8 orders with value) · 3 of 9 paid orders discounted · "
                "1 free · refunds COP 21,990 · pending COP 259,900 (1)",
                "10 pedidos · $ 2.212.085 · promedio $ 276.511 (8 pedidos con valor) · 3 de 9 pedidos pagados con descuento · "
                "1 gratis · reembolsos $ 21.990 · pendiente $ 259.900 (1)",
            ),
        ),
        one(
            "products",
            ("Products", "Productos"),
            line("Push now: Rain Vest Lluvia ◐", "Impulsar ya: Rain Vest Lluvia ◐"),
        ),
        one(
            "inventory",
            ("Inventory", "Inventario"),
            line("1 size below minimum: Jersey Andes M (3 of 8).", "1 talla bajo el mínimo: Jersey Andes M (3 de 8)."),
        ),
        one("campaign", ("Campaign", "Campaña"), line("No campaigns recorded.", "Sin campañas.")),
        one(
            "support",
            ("Support", "Soporte"),
            line(
                "12 tickets: delivery 6, fit 3, discount 2, payment 1.",
                "12 tiquetes: entrega 6, talla 3, descuento 2, pago 1.",
            ),
        ),
        one(
            "delivery",
            ("Delivery", "Entrega"),
            line(
                "4 of 6 orders promised this week arrived on time; late: #1095 (1 day), #1113 (not shipped).",
                "4 de 6 pedidos prometidos esta semana llegaron a tiempo; tarde: #1095 (1 día), #1113 (sin despachar).",
            ),
        ),
        one(
            "notes",
            ("Notes", "Notas"),
            line("Fri 13 Nov campaign launched: Rodada weekend", "vie 13 nov campaña lanzada: Rodada weekend"),
        ),
        one(
            "caveats",
            ("What this can't prove", "Lo que esto no puede probar"),
            line(
                "Not in revenue: #1103 pending, #1109 test, #1110 cancelled, #1112 in USD without a rate (counted as an order).",
                "Fuera de los ingresos: #1103 pendiente, #1109 de prueba, #1110 cancelado, #1112 en USD sin tasa (contado como "
                "pedido).",
            ),
            line("Returns: refunds only, no reasons.", "Devoluciones: solo reembolsos, sin motivos."),
            line("Definitions: 4 of your own, the rest standard.", "Definiciones: 4 propias, el resto estándar."),
            kind="plain",
        ),
    ]


CONFIDENCE = line(
    "Confidence: directional — 10 counted orders this week (solid from 30).",
    "Confianza: indicativa — 10 pedidos contados esta semana (sólida desde 30).",
)


def outcome() -> Outcome:
    brief = sections()
    reads = {
        key: Read(
            period=period,
            confidence="directional",
            confidence_line=CONFIDENCE,
            figures={},
            brief=brief,
            actions=ACTIONS[:3] if key == "daily" else ACTIONS,
            headline=READ[0],
        )
        for key, period in (
            ("daily", Period(start="2026-11-16", end="2026-11-17")),
            ("weekly", WEEK),
            ("monthly", Period(start="2026-10-01", end="2026-11-01")),
        )
    }
    return Outcome(
        schema=SCHEMA,
        app_version="0",
        workbook="ruta-norte.xlsx",
        brand="Ruta Norte",
        language="en",
        read="weekly",
        as_of=AS_OF,
        prepared=AS_OF,
        zone="America/Bogota",
        period=WEEK,
        currency="COP",
        confidence="directional",
        confidence_line=CONFIDENCE,
        figures={},
        cards=cards(),
        brief=brief,
        actions=ACTIONS,
        exceptions=EXCEPTIONS,
        products=PRODUCTS,
        inventory=[],
        sources=SOURCES,
        excluded=[
            Excluded(
                reason="pending",
                count=1,
                label=line("1 pending", "1 pendiente"),
                orders=["#1103"],
                rows=[Rows(tab="orders", rows=[14])],
            )
        ],
        problems=[
            ProblemRow(
                kind="error_cell",
                tab="Orders",
                cell="I8",
                said=line("#N/A in Total.", "#N/A en Total."),
            )
        ],
        skipped=[Skipped(rule="S01", title=line("Stalled shipments", "Envíos detenidos"), missing=["Shipments"])],
        reads=reads,
        counts={"critical": 1, "warning": 4, "info": 2},
    )
