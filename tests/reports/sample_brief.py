"""The sections of the brief of the hand-made Outcome, in both languages."""

from __future__ import annotations

from reports.outcome import Action, ExceptionRow, Line, Section


def text(id: str, en: str, es: str = "", link: str = "") -> Line:
    """A line with fixed words."""
    return Line(id=id, en=en, es=es or en, link=link)


def label(id: str, title: Line, en: str, es: str) -> Section:
    return Section(id=id, kind="label", title=title, lines=[text(id, en, es)])


def sample_header() -> Section:
    return Section(
        id="header",
        kind="header",
        title=text("H1", "RUTA NORTE — Weekly operating brief", "RUTA NORTE — Informe operativo semanal"),
        lines=[
            text(
                "H2",
                "Week Mon 9 – Sun 15 Nov 2026 · America/Bogota. Prepared Mon 16 Nov, 8:00 AM (public holiday: "
                "business-day clocks are paused). Orders as of 7:40 AM.",
                "Semana lun 9 – dom 15 nov 2026 · America/Bogota. Preparado lun 16 nov, 8:00 a. m. (festivo: los plazos "
                "en días hábiles están en pausa). Pedidos al lun 16 nov, 7:40 a. m.",
            ),
            text(
                "H3",
                "Confidence: directional — 10 counted orders this week (solid from 30).",
                "Confianza: indicativa — 10 pedidos contados esta semana (sólida desde 30).",
            ),
        ],
    )


def sample_brief(exceptions: list[ExceptionRow], actions: list[Action]) -> list[Section]:
    return [
        sample_header(),
        Section(
            id="read",
            kind="bullets",
            title=text("T-read", "The read", "La lectura"),
            lines=[
                text(
                    "S1",
                    "Revenue was COP 2,212,085 from 10 counted orders, against COP 1,039,300 from 6 the week before "
                    "(+113%). 10 orders against 6 is within normal week-to-week variation.",
                    "Los ingresos fueron $ 2.212.085 con 10 pedidos contados, frente a $ 1.039.300 con 6 la semana anterior "
                    "(+113 %). 10 pedidos frente a 6 está dentro de la variación normal entre semanas.",
                ),
                text(
                    "S2",
                    "The change came mainly from Jersey Andes (+COP 484,245) and Bib Páramo (+COP 480,815).",
                    "El cambio vino sobre todo de Jersey Andes (+$ 484.245) y Bib Páramo (+$ 480.815).",
                ),
                text(
                    "S3",
                    "Jersey Andes in M is below safe stock: 3 left (minimum 8), about 7 days of cover (14 without bulk "
                    "order #1081). Do not push it again until M is restocked.",
                    "Jersey Andes talla M está por debajo del inventario seguro: quedan 3 (mínimo 8), unos 7 días de "
                    "cobertura (14 sin el pedido grande #1081). No lo vuelvas a impulsar hasta reponer la talla M.",
                ),
            ],
        ),
        Section(
            id="actions",
            kind="numbered",
            title=text("T-actions", "Next actions", "Próximas acciones"),
            lines=[text(one.line.id, one.line.en, one.line.es) for one in actions],
        ),
        Section(
            id="exceptions",
            kind="bullets",
            title=text(
                "T-exceptions-counted",
                "Exceptions (1 critical, 2 warnings, 1 info)",
                "Excepciones (1 crítica, 2 advertencias, 1 aviso)",
            ),
            lines=[row.shown for row in exceptions],
        ),
        label(
            "sales",
            text("T-sales", "Sales", "Ventas"),
            "10 orders · COP 2,212,085 · average order COP 276,511 (8 orders with value) · 3 of 9 paid orders discounted · "
            "1 free · refunds COP 21,990 · pending COP 259,900 (1)",
            "10 pedidos · $ 2.212.085 · promedio $ 276.511 (8 pedidos con valor) · 3 de 9 pedidos pagados con descuento · "
            "1 gratis · reembolsos $ 21.990 · pendiente $ 259.900 (1)",
        ),
        label(
            "products",
            text("T-products", "Products", "Productos"),
            "Protect: Jersey Andes ◐ · Clear intentionally: Cap Clásica ◐",
            "Proteger: Jersey Andes ◐ · Liquidar a propósito: Cap Clásica ◐",
        ),
        label(
            "inventory",
            text("T-inventory", "Inventory", "Inventario"),
            "1 size below minimum: Jersey Andes M (3 of 8).",
            "1 talla bajo el mínimo: Jersey Andes M (3 de 8).",
        ),
        label(
            "campaign",
            text("T-campaign", "Campaign", "Campaña"),
            "No campaigns recorded. 4 orders used a code: RODADA15 (3), ATLETA100 (1).",
            "Sin campañas. 4 pedidos usaron código: RODADA15 (3), ATLETA100 (1).",
        ),
        label(
            "support",
            text("T-support", "Support", "Soporte"),
            "No support data yet — the brief can't see doubts.",
            "Aún no hay soporte: el informe no ve las dudas.",
        ),
        label(
            "delivery",
            text("T-delivery", "Delivery", "Entrega"),
            "Delivery isn't visible: only whether orders were marked fulfilled. 5 paid orders are inside their ship-by "
            "(Thu 19 Nov).",
            "No se ve la entrega: solo si el pedido se marcó despachado. 5 pedidos pagados están dentro de su plazo de "
            "despacho (jue 19 nov).",
        ),
        label(
            "notes",
            text("T-notes", "Notes", "Notas"),
            "Fri 13 Nov campaign launched: Rodada weekend · Sun 15 Nov event: Club ride on Sunday.",
            "vie 13 nov campaña lanzada: Rodada weekend · dom 15 nov evento: Club ride on Sunday.",
        ),
        Section(
            id="caveats",
            kind="plain",
            title=text("T-caveats", "What this can't prove", "Lo que esto no puede probar"),
            lines=[
                text(
                    "X-excl",
                    "Not in revenue: #1103 pending, #1109 test, #1110 cancelled, #1112 in USD without a rate (counted as "
                    "an order). #1111 was free: not in average order value or demand.",
                    "Fuera de los ingresos: #1103 pendiente, #1109 de prueba, #1110 cancelado, #1112 en USD sin tasa "
                    "(contado como pedido). #1111 fue gratis: fuera del promedio y de la demanda.",
                ),
                text(
                    "X-returns",
                    "Returns: refunds only, no reasons. Traffic isn't connected: demand is read from sales only.",
                    "Devoluciones: solo reembolsos, sin motivos. Sin tráfico: la demanda se lee solo por ventas.",
                ),
                text(
                    "X-definitions",
                    "Definitions: 4 of your own, the rest standard.",
                    "Definiciones: 4 propias, el resto estándar.",
                ),
            ],
        ),
    ]
