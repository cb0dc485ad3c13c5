"""How parcels travel: Shipments, and the events of each."""

from __future__ import annotations

from sheets.contract.parts import CURRENCY, LINK, STATES, carrier, order, tracking
from sheets.contract.types import Column, Tab
from sheets.errors import Text

SHIPMENTS = Tab(
    key="shipments",
    name=Text("Shipments", "Envíos"),
    level=3,
    meaning=Text(
        "Where each parcel is. Paste your carrier's or shipping tool's report, or import it.",
        "Dónde está cada envío. Pega el reporte de tu transportadora o herramienta de envíos, o impórtalo.",
    ),
    row_is=Text("one parcel", "un envío"),
    aliases=("Guías", "Shipments export", "Reporte de guías", "Parcels"),
    keys=("tracking_number", "order_id"),
    # Before it has a number a parcel is its order's; by then nobody may have said who carries it.
    identity=(("tracking_number", "carrier"), ("order_id", "kind")),
    columns=(
        order(Text("The order it belongs to.", "El pedido al que pertenece."), any_of="shipment"),
        carrier(required=True),
        tracking(any_of="shipment"),
        Column(
            "state_raw",
            "text",
            Text("Carrier status", "Estado de la transportadora"),
            Text("What the carrier says, word for word.", "Lo que dice la transportadora, palabra por palabra."),
            aliases=(
                "Status",
                "Estado",
                "Estatus",
                "Tracking status",
                "Estado en Transportadora",
                "Estado guía inicial",
                "Raw state",
            ),
        ),
        Column(
            "state",
            "choice",
            Text("State", "Estado del envío"),
            Text("Which of ten states that means, if you know.", "Cuál de diez estados es, si lo sabes."),
            choices=STATES,
        ),
        Column(
            "shipped_at",
            "moment",
            Text("Shipped at", "Despachado el"),
            Text("When it left.", "Cuándo salió."),
            aliases=("Date - Shipped Date", "Shipped date", "Fecha de envío", "Fecha de despacho", "Fecha"),
        ),
        Column(
            "last_event_at",
            "moment",
            Text("Last event at", "Último movimiento"),
            Text("When the carrier last said something.", "Cuándo dijo algo la transportadora por última vez."),
            aliases=("Fecha de último movimiento", "Última actualización", "Latest event at", "Last update"),
        ),
        Column(
            "promise_date",
            "date",
            Text("Promise date", "Fecha prometida"),
            Text("The day on which it was promised.", "El día para el que se prometió."),
            aliases=("Estimated delivery date", "Fecha de entrega esperada", "Date - Ship By Date", "ETA"),
        ),
        Column(
            "delivered_at",
            "moment",
            Text("Delivered at", "Entregado el"),
            Text("When it was delivered.", "Cuándo se entregó."),
            aliases=("Delivery - Date", "First delivered at", "Fecha de entrega", "Fecha entregado"),
        ),
        Column(
            "exception_reason",
            "text",
            Text("Exception", "Novedad"),
            Text("What went wrong on the way.", "Qué salió mal en el camino."),
            aliases=("Exception reason", "Issues", "Motivo de la novedad"),
        ),
        Column(
            "kind",
            "choice",
            Text("Kind", "Clase"),
            Text(
                "An order, a replacement, a return or a marketplace's.", "Pedido, reposición, devolución o marketplace."
            ),
            choices={
                "order": ("order", "pedido"),
                "replacement": ("replacement", "reposición", "cambio"),
                "return": ("return", "devolución"),
                "marketplace": ("marketplace", "marketplace"),
            },
        ),
        Column(
            "city",
            "text",
            Text("City", "Ciudad"),
            Text("Where it goes.", "A dónde va."),
            aliases=("Ship To - City", "Ciudad destino", "Ciudad destinatario", "Destination"),
        ),
        Column(
            "zone",
            "text",
            Text("Zone", "Zona"),
            Text("The zone it goes to, as in Definitions.", "La zona a la que va, como en Definiciones."),
            aliases=("Shipment - Zone",),
        ),
        Column(
            "customer_notified_at",
            "moment",
            Text("Customer told at", "Cliente avisado el"),
            Text("When you told the customer.", "Cuándo le avisaste al cliente."),
            aliases=("Customer notified at", "Notified at"),
        ),
        Column(
            "service",
            "text",
            Text("Service", "Servicio"),
            Text("The service that was booked.", "El servicio contratado."),
            aliases=("Carrier - Service Selected", "Service level"),
        ),
        Column(
            "cost",
            "money",
            Text("Cost", "Costo"),
            Text("What it cost you to send.", "Lo que te costó enviarlo."),
            aliases=(
                "Shipping cost",
                "Amount - Shipping Cost",
                "Carrier - Fee",
                "Precio flete",
                "Flete",
                "Valor del envío",
            ),
        ),
        CURRENCY,
        Column(
            "note",
            "text",
            Text("Note", "Nota"),
            Text("What else is to be known.", "Qué más hay que saber."),
            aliases=("Notes", "Notas", "Nota guía", "Observación", "Observaciones"),
        ),
        LINK,
    ),
)

SHIPMENT_EVENTS = Tab(
    key="shipment_events",
    name=Text("Shipment events", "Eventos de envío"),
    level=4,
    meaning=Text(
        "Every scan of every parcel. Where it is there, it tells a parcel's state.",
        "Cada movimiento de cada envío. Si está, de aquí sale el estado del envío.",
    ),
    row_is=Text("one scan of one parcel", "un movimiento de un envío"),
    aliases=("Tracking events", "Movimientos de guías"),
    keys=("tracking_number",),
    identity=(("tracking_number", "carrier", "event_at", "state_raw", "location"),),
    columns=(
        carrier(required=True),
        tracking(required=True),
        order(Text("The order it belongs to.", "El pedido al que pertenece.")),
        Column(
            "event_at",
            "moment",
            Text("Event at", "Fecha"),
            Text("When it happened.", "Cuándo pasó."),
            required=True,
            aliases=("Date", "Event time", "Fecha del movimiento"),
        ),
        Column(
            "state_raw",
            "text",
            Text("Carrier status", "Estado de la transportadora"),
            Text("What the carrier says, word for word.", "Lo que dice la transportadora, palabra por palabra."),
            any_of="state",
            aliases=("Status", "Estado", "Movimiento", "Raw state"),
        ),
        Column(
            "state",
            "choice",
            Text("State", "Estado del envío"),
            Text("Which of ten states that means, if you know.", "Cuál de diez estados es, si lo sabes."),
            any_of="state",
            choices=STATES,
        ),
        Column(
            "customer_id",
            "id",
            Text("Customer", "Cliente"),
            Text("The customer's number or e-mail.", "El número o correo del cliente."),
            aliases=("Customer id", "Id del cliente"),
        ),
        Column(
            "previous_state",
            "choice",
            Text("Previous state", "Estado anterior"),
            Text("The state before; blank is read from the scans.", "El estado anterior; en blanco se deduce."),
            choices=STATES,
        ),
        Column(
            "received_at",
            "moment",
            Text("Received at", "Recibido el"),
            Text("When you learned of it.", "Cuándo te enteraste."),
        ),
        Column(
            "promise_date",
            "date",
            Text("Promise date", "Fecha prometida"),
            Text("The day on which it was promised.", "El día para el que se prometió."),
            aliases=("Estimated delivery date", "ETA"),
        ),
        Column(
            "exception_reason",
            "text",
            Text("Exception", "Novedad"),
            Text("What went wrong.", "Qué salió mal."),
            aliases=("Exception reason",),
        ),
        Column(
            "location",
            "text",
            Text("Location", "Lugar"),
            Text("Where it was scanned.", "Dónde lo escanearon."),
            aliases=("Ciudad", "City"),
        ),
        Column(
            "replayed",
            "flag",
            Text("Replayed", "Repetido"),
            Text("Yes if it was sent a second time.", "Sí si lo enviaron por segunda vez."),
        ),
    ),
)
