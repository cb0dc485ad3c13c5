"""Support loops (domain.md §8, issue of trust): what was mended, and the questions per order before and after it.

A note or an action that is done says that the size guide, the copy, a policy … changed. The same number of days before
and after that day are compared, at most 28, the day itself in neither. Nothing here says that one came of the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

from reports import stats
from reports.discreet import Discreet
from reports.each import each
from reports.facts import Loop, SourceState
from reports.metrics.orders import Sold
from reports.metrics.shop import Shop, column, local_days
from reports.metrics.states import COUNTED
from reports.metrics.tag_map import TagMap, tag_map, words_of
from reports.metrics.themes import PRODUCT_THEMES, people
from sheets.contract import normal
from sheets.contract.patterns import THEMES, meant

#: Days on either side, the least that say something, and how long a change is told of.
MOST, LEAST, REMEMBERED = 28, 7, 95
#: What may be mended: key, the themes that it should quieten, and the words that name it.
SURFACES: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    (
        "size_guide",
        ("fit",),
        ("size guide", "size chart", "fit guide", "guía de tallas", "tabla de tallas", "tabla de medidas"),
    ),
    (
        "shipping_policy",
        ("delivery",),
        ("shipping policy", "shipping times", "política de envíos", "política de envío", "tiempos de entrega"),
    ),
    (
        "return_policy",
        ("return",),
        ("return policy", "returns policy", "exchange policy", "política de devoluciones", "política de cambios"),
    ),
    (
        "confirmation_email",
        ("delivery",),
        ("confirmation email", "confirmation e mail", "correo de confirmación", "correo de rastreo"),
    ),
    ("checkout", ("payment",), ("checkout message", "payment message", "mensaje de pago", "página de pago")),
    ("cart", ("discount",), ("cart message", "mensaje del carrito", "campaign terms", "términos de la campaña")),
    ("photos", ("product",), ("photo", "photo shoot", "foto", "sesión de fotos")),
    (
        "copy",
        ("fit", "product"),
        ("copy", "description", "product page", "descripción", "página del producto", "texto", "ficha"),
    ),
)
#: What notes of these kinds changed, where their words do not say it.
BY_TYPE: Mapping[str, str] = {
    "shipping_policy_clarified": "shipping_policy",
    "photo_shoot_published": "photos",
    "support_macro_updated": "macro",
    "policy_update": "macro",
}
#: In a note of another kind one of these words says that something was changed.
_CHANGED = (
    *("updat", "chang", "add", "new", "rewr", "fix", "publish", "clarif", "improv", "correct"),
    *("actualiz", "cambi", "agreg", "nuev", "reescrib", "public", "aclar", "mejor", "corrig", "correg", "anadi"),
)
_SURFACES = tuple(
    (key, themes, tuple(f" {' '.join(words_of(name))}" for name in names)) for key, themes, names in SURFACES
)


@dataclass(frozen=True, slots=True)
class _Change:
    """One thing that was mended. ``product`` is a key, ``""`` where it is about the whole shop."""

    on: date
    what: str
    themes: tuple[str, ...]
    product: str
    tab: str
    row: int
    title: str = ""


def loops(
    shop: Shop,
    tickets: pd.DataFrame,
    bought: Sold,
    products: pd.DataFrame,
    noted: pd.DataFrame,
    states: Mapping[str, SourceState],
    words: Discreet,
) -> tuple[Loop, ...]:
    """What notes and done actions of the last months mended, the newest first; none without tickets.

    A change is left out where ``Support`` or ``Orders`` do not cover at least a week before it.
    """
    covers = [_covers(states.get(key)) for key in ("support", "orders")]
    if tickets.empty or any(span is None for span in covers):
        return ()
    first = max(span[0] for span in covers if span)
    last = min(shop.today - timedelta(days=1), *(span[1] for span in covers if span))
    patterns = tag_map(shop.tables, "support_tag")
    found = [*_noted(noted, products, patterns), *_done(shop, products, patterns, words)]
    recent = [one for one in found if shop.today - timedelta(days=REMEMBERED) <= one.on < shop.today]
    told = [_compared(shop, one, tickets, bought, first, last) for one in recent if (one.on - first).days >= LEAST]
    return tuple(sorted(told, key=lambda one: (-one.on.toordinal(), one.tab, one.row)))


def _covers(state: SourceState | None) -> tuple[date, date] | None:
    if state is None or state.covers_from is None or state.covers_to is None:
        return None
    return state.covers_from, state.covers_to


def _noted(noted: pd.DataFrame, products: pd.DataFrame, patterns: TagMap) -> Iterator[_Change]:
    rows: Iterator[Any] = each(noted)
    for note in rows:
        text = str(note.text or "")
        kind = BY_TYPE.get(str(note.type), "")
        if not kind and not any(word.startswith(_CHANGED) for word in words_of(text)):
            continue
        named = _surface(text)
        themes: tuple[str, ...] = ()
        if named is not None:
            kind, themes = named
        elif kind == "macro":
            themes = _themes(patterns, text)
        elif kind:
            themes = next(own for key, own, _ in SURFACES if key == kind)
        if kind and themes:
            yield _Change(note.on, kind, themes, _product(products, note.applies_to), "notes", int(note.row))


def _done(shop: Shop, products: pd.DataFrame, patterns: TagMap, words: Discreet) -> Iterator[_Change]:
    table = shop.tables.get("actions")
    if table is None or table.frame.empty:
        return
    names = ("title", "status", "done_at", "theme", "product", "exception_key", "action_id")
    cells = [column(table, table.frame, name) for name in names]
    for row, title, status, done_at, theme, product, *keys in zip(table.frame["row"], *cells, strict=True):
        if status != "done" or pd.isna(done_at):
            continue
        text = str(title or "")
        key = next((str(key) for key in keys if isinstance(key, str) and key), "")
        rule, _, entity = key.partition("|")
        of_theme = meant("support_tag", str(theme)) if isinstance(theme, str) else None
        named = _surface(text)
        themes: tuple[str, ...] = ()
        if of_theme in THEMES:
            themes = (str(of_theme),)
        elif rule == "K01" and (own := entity.partition("|")[0].removeprefix("theme:")) in THEMES:
            themes = (own,)
        elif named is not None:
            themes = named[1]
        elif rule in ("K02", "page", "fix"):
            themes = tuple(theme for theme in _themes(patterns, text) if theme in PRODUCT_THEMES)
        if not themes:
            continue
        about = _product(products, product) or _product(products, entity.partition("product:")[2].partition("|")[0])
        said = words.text(" ".join(text.split())).rstrip(".")
        yield _Change(done_at.date(), "action", themes, about, "actions", int(row), said)


def _surface(text: str) -> tuple[str, tuple[str, ...]] | None:
    """What a text says that was mended, and the themes of that."""
    said = f" {' '.join(words_of(text))} "
    return next(((key, themes) for key, themes, names in _SURFACES if any(name in said for name in names)), None)


def _themes(patterns: TagMap, text: str) -> tuple[str, ...]:
    known = {meaning.maps_to for meaning in patterns.means(text)}
    return tuple(theme for theme in THEMES if theme in known)


def _product(products: pd.DataFrame, name: Any) -> str:
    """The product that goes by this key or title; ``""`` where none does."""
    if not isinstance(name, str) or not normal(name):
        return ""
    wanted = normal(name.removeprefix("product:"))
    found = [
        str(key)
        for key, title in zip(products.index, products["title"], strict=True)
        if wanted in (normal(str(key)), normal(str(title)))
    ]
    return found[0] if len(found) == 1 else ""


def _compared(shop: Shop, one: _Change, tickets: pd.DataFrame, bought: Sold, first: date, last: date) -> Loop:
    days = max(0, min(MOST, (last - one.on).days, (one.on - first).days))
    after = (one.on + timedelta(days=1), one.on + timedelta(days=1 + days))
    before = (one.on - timedelta(days=days), one.on)
    asked = tickets[np.array([any(theme in own for theme in one.themes) for own in tickets["themes"]], dtype=bool)]
    orders = bought.orders[(bought.orders["state"] == COUNTED).to_numpy()]
    if one.product:
        asked = asked[(asked["product"] == one.product).to_numpy()]
        held = bought.lines.loc[(bought.lines["product"] == one.product).to_numpy(), "order"]
        orders = orders[orders.index.isin(held)]
    k, k0 = (people(asked[_inside(asked["created_at"], *span)]) for span in (after, before))
    n, n0 = (int(_inside(orders["dated_at"], *span).sum()) for span in (after, before))
    return Loop(
        on=one.on,
        what=one.what,
        themes=one.themes,
        product=one.product,
        days=days,
        questions=k,
        orders=n,
        questions_before=k0,
        orders_before=n0,
        verdict=_verdict(shop, days, k, n, k0, n0),
        title=one.title,
        tab=one.tab,
        row=one.row,
    )


def _inside(moments: pd.Series, start: date, end: date) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    days = local_days(moments)
    return np.asarray((days >= np.datetime64(start)) & (days < np.datetime64(end)))


def _verdict(shop: Shop, days: int, k: int, n: int, k0: int, n0: int) -> str:
    least = shop.knobs.get("min.M01")
    if days < LEAST or min(n, n0) < least or k + k0 < shop.knobs.get("min.M25"):
        return "early"
    if stats.same_rate_p(k, k0, n, n0) >= stats.NORMAL_P:
        return "same"
    return "less" if k * n0 < k0 * n else "more"
