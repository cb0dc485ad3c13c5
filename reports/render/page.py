"""The brief as one HTML file: no script, nothing from elsewhere, readable on a phone, light and dark.

Everything that is filled in is escaped. No face is embedded: a file of its own weight in letters would be sent about,
and the faces that stand in for Inter on phones and computers are as good. The page's own rules are the only ones that
its Content-Security-Policy lets in.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import asdict
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from reports.language.leaflet import PART
from reports.leaflet import Leaflet, Tile
from reports.marks import NBSP
from reports.tokens import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT, Palette

#: What a reader opens when they want to know more.
FOLDED = ("products", "short", "caveats", "sources")
#: Money, with the blank after its currency.
AMOUNT = re.compile(r"[+−]?(?:[A-Z]{3}|\$) ?[\d.,]+")
WIDE, HIGH, MARGIN = 160, 32, 3


def page(leaflet: Leaflet) -> str:
    """The whole file."""
    style = _style()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return filled(
        "page.html",
        leaflet=leaflet,
        style=Markup(style),
        style_hash=f"sha256-{digest}",
        sparkline=sparkline,
        tight=tight,
        folded_parts=FOLDED,
        tiles_word=PART["cards"].show(leaflet.language, ""),
    )


def filled(name: str, **values: object) -> str:
    """One of the templates with these values, escaped."""
    return _template(name).render(values)


@cache
def _template(name: str) -> Template:
    loader = PackageLoader("reports.render", "web")
    return Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True
    ).get_template(name)


@cache
def _style() -> str:
    palettes = {"light": LIGHT, "dark": DARK, "light_contrast": CONTRAST_LIGHT, "dark_contrast": CONTRAST_DARK}
    return filled("page.css", **{name: _variables(palette) for name, palette in palettes.items()})


def _variables(palette: Palette) -> str:
    return "\n".join(f"--{name.replace('_', '-')}: {colour};" for name, colour in asdict(palette).items())


def tight(text: str) -> str:
    """An amount stays in one line; a name may break."""
    return text.replace(" ", NBSP) if AMOUNT.fullmatch(text) else text


def sparkline(tile: Tile) -> Markup:
    """The line of a figure, told in words to who cannot see it; a day that is not known leaves a gap."""
    points = places(tile.series, WIDE, HIGH, MARGIN)
    lines: list[list[str]] = [[]]
    for point in points:
        if point is None:
            lines.append([])
        else:
            lines[-1].append(f"{point[0]:.1f},{point[1]:.1f}")
    drawn = Markup("").join(
        Markup('<polyline points="{}" stroke-width="1.5" vector-effect="non-scaling-stroke"/>').format(" ".join(line))
        for line in lines
        if len(line) > 1
    )
    return Markup('<svg viewBox="0 0 {} {}" preserveAspectRatio="none" role="img" aria-label="{}">{}</svg>').format(
        WIDE, HIGH, tile.told, drawn
    )


def places(
    series: tuple[float | None, ...], wide: float, high: float, margin: float
) -> list[tuple[float, float] | None]:
    """Where each number stands in a box of this size; ``None`` where it is not known."""
    known = [value for value in series if value is not None]
    low, high_value = min(known), max(known)
    span = (high_value - low) or 1.0
    step = wide / max(len(series) - 1, 1)
    return [
        None if value is None else (at * step, high - margin - (value - low) / span * (high - 2 * margin))
        for at, value in enumerate(series)
    ]
