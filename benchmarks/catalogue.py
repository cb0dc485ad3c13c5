"""The products of an invented Colombian cycling shop: as many variants as a tier asks for."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

NOUNS = (
    ("Jersey", "jersey", 189_900, 0.38),
    ("Bib", "bib", 259_900, 0.42),
    ("Medias", "socks", 34_900, 0.27),
    ("Chaleco", "vest", 219_900, 0.40),
    ("Guantes", "gloves", 89_900, 0.33),
    ("Gorra", "cap", 64_900, 0.30),
    ("Chaqueta", "jacket", 389_900, 0.45),
    ("Camiseta", "tee", 79_900, 0.29),
    ("Mangas", "warmers", 99_900, 0.31),
    ("Caramañola", "bottle", 44_900, 0.35),
)
PLACES = (
    "Andes",
    "Páramo",
    "Niebla",
    "Lluvia",
    "Sierra",
    "Volcán",
    "Cocuy",
    "Tayrona",
    "Quindío",
    "Chingaza",
    "Sumapaz",
    "Guatapé",
    "Patios",
    "Letras",
    "Vichada",
    "Macarena",
    "Iguaque",
    "Nevado",
    "Cafetal",
    "Boyacá",
    "Palmas",
    "Minas",
    "Cumbre",
    "Alto",
    "Ruta",
    "Trocha",
    "Frailejón",
    "Cóndor",
    "Guadua",
    "Orquídea",
)
COLORS = ("Negro", "Azul", "Verde", "Arena", "Rojo")
SIZES = {"socks": ("SM", "LXL"), "cap": ("",), "bottle": ("",), "gloves": ("S", "M", "L")}
USUAL_SIZES = ("XS", "S", "M", "L", "XL")


@dataclass(frozen=True, slots=True)
class Variant:
    """One thing on the shelf. Money in pesos."""

    handle: str
    title: str
    type: str
    sku: str
    size: str
    color: str
    price: int
    cost: int
    popularity: float

    @property
    def line_name(self) -> str:
        """As Shopify writes it on an order line: ``Jersey Andes - M / Negro``."""
        options = " / ".join(option for option in (self.size, self.color) if option)
        return f"{self.title} - {options}" if options else self.title


def catalogue(count: int, chance: Random) -> list[Variant]:
    """Exactly ``count`` variants; a few products sell most, as everywhere."""
    return list(itertools.islice(_variants(chance), count))


def _variants(chance: Random) -> Iterator[Variant]:
    for number, (place, (noun, kind, price, cost_share)) in enumerate(_names()):
        title = f"{noun} {place}"
        handle = _plain(title).lower().replace(" ", "-")
        colors = chance.sample(COLORS, chance.choice((1, 2, 2, 3)))
        popularity = chance.paretovariate(1.2)
        price = price + 10_000 * chance.randint(-1, 4)
        for color, size in itertools.product(colors, SIZES.get(kind, USUAL_SIZES)):
            middle = 1.6 if size in ("M", "L") else 1.0
            sku = "-".join(
                part for part in (f"{_plain(noun)[:2].upper()}{number:03d}", color[:2].upper(), size) if part
            )
            yield Variant(handle, title, kind, sku, size, color, price, int(price * cost_share), popularity * middle)


def _names() -> Iterator[tuple[str, tuple[str, str, int, float]]]:
    """Every place with every noun, then the same again as a second and a third edition."""
    for edition in itertools.count(1):
        for place, noun in itertools.product(PLACES, NOUNS):
            yield (place if edition == 1 else f"{place} {edition}"), noun


def _plain(text: str) -> str:
    return text.translate(str.maketrans("áéíóúñÁÉÍÓÚ", "aeiounAEIOU"))
