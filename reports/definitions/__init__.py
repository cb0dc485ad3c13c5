"""The knobs: what a founder may set in ``Definitions``, with the default and its meaning in both languages.

Every threshold is a default that the founder confirms or changes; none is a benchmark. Stdlib only: the window and
the template read this list too. :mod:`reports.knobs` reads a founder's values by it.
"""

from __future__ import annotations

from reports.definitions.categories import CATEGORIES
from reports.definitions.clock import CLOCK
from reports.definitions.knob import Kind, Knob
from reports.definitions.money import MONEY
from reports.definitions.people import LINKS, OWNERS, PROMISES
from reports.definitions.samples import sample_sizes
from reports.definitions.shop import SHOP
from reports.definitions.signals import CAMPAIGNS, CUSTOMERS, DELIVERY, PAYMENTS, RETURNS, SUPPORT, TRAFFIC
from reports.definitions.stock import STOCK
from sheets.errors import Text

__all__ = ["FAMILIES", "GROUPS", "KNOBS", "SHOWN_ONLY", "Kind", "Knob"]

#: The knobs by what they are about, in the order of a new workbook's ``Definitions``.
GROUPS: tuple[tuple[str, tuple[Knob, ...]], ...] = (
    ("shop", SHOP),
    ("clock", CLOCK),
    ("money", MONEY),
    ("payments", PAYMENTS),
    ("stock", STOCK),
    ("support", SUPPORT),
    ("traffic", TRAFFIC),
    ("returns", RETURNS),
    ("categories", CATEGORIES),
    ("campaigns", CAMPAIGNS),
    ("delivery", DELIVERY),
    ("customers", CUSTOMERS),
    ("samples", tuple(sample_sizes())),
    ("owners", OWNERS),
    ("links", LINKS),
    ("promises", PROMISES),
)

#: Every row that a new workbook's ``Definitions`` lists, in its order.
KNOBS: tuple[Knob, ...] = tuple(knob for _, knobs in GROUPS for knob in knobs)

#: Keys that a founder may add beyond the listed ones: any currency, any owner role's stand-in, any link.
FAMILIES: tuple[Knob, ...] = (
    Knob(
        "fx.",
        "",
        "per unit",
        "number",
        Text("Business currency for one unit of this currency.", "Moneda del negocio por una unidad de esta moneda."),
    ),
    Knob("owner.", "", "name", "text", Text("Who answers for this.", "Quién responde por esto.")),
    Knob("link.", "", "https://…", "link", Text("Address to open.", "Dirección que se abre.")),
    Knob(
        "promise.",
        "",
        "",
        "text",
        Text("A promise, in the words customers see.", "Una promesa, con las palabras que ven los clientes."),
    ),
)

#: How the keys of definitions begin that change no figure: who, where, in which words.
SHOWN_ONLY = (
    "owner.",
    "link.",
    "promise.",
    "brand_name",
    "brief_language",
    "number_region",
    "as_of",
    "max_",
    "customer_data",
)
