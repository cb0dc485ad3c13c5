"""What the metrics found, in one value: the only thing that categories, rules and sections read.

Frames are never changed after they are made. Every frame that comes from a sheet keeps ``row`` or ``rows`` (the
rows' numbers in that sheet), so that each figure walks back to its rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd

from reports.outcome import Line
from sheets.tables import Tables

if TYPE_CHECKING:
    from reports.clock import Clock
    from reports.knobs import Knobs


#: The tabs that figures and rules stand on. Others are read and told in Data health, and no line is based on them.
STOOD_ON = frozenset(
    {
        *("definitions", "orders", "inventory", "notes", "actions", "sources", "decisions"),
        *("support", "tag_map", "returns", "traffic", "discount_codes"),
    }
)


@dataclass(frozen=True, slots=True)
class Window:
    """Local days, half open. ``covered_days`` of its ``days`` are inside what ``Orders`` covers."""

    key: str
    start: date
    end: date
    covered_days: int

    @property
    def days(self) -> int:
        """Length in days."""
        return (self.end - self.start).days


@dataclass(frozen=True, slots=True)
class Change:
    """This window against the one before.

    ``comparable`` is false where coverage forbids it (``one_day_short`` = allowed with a caveat). ``percent`` is
    ``None`` below 5 base orders or from a base of no money; ``p`` is the two-sided conditional binomial test on the
    order counts; ``too_few`` where either count is under 5; ``normal`` where p >= 0.10.
    """

    comparable: bool
    one_day_short: bool
    delta: Decimal | None
    percent: float | None
    from_zero: bool
    p: float | None
    too_few: bool
    normal: bool


@dataclass(frozen=True)
class Sales:
    """One window's sales (domain.md §2.2). Money in major units of the business currency.

    ``cod_leads``: most orders of the window wait for their money with a cash-on-delivery method, so that revenue tells
    little of it.

    ``None`` is unknown (no such column, nothing readable), never zero. ``valued`` are counted orders with a readable
    total, usable currency and more than zero after refunds; ``discounted`` of ``discountable`` orders carry a goods
    discount of at least 1 % of list; ``marked_down`` orders hold a line below its compare-at price, and are told apart
    where a markdown is no discount. ``positive_orders`` are order ids by state for walking back. Where bulk orders
    move the average by over 20 %, ``bulk_orders`` are their labels and ``average_without_bulk`` is the average of the
    others; else there are none.
    """

    window: Window
    orders: int
    valued: int
    free: int
    revenue: Decimal | None
    average_order: Decimal | None
    units: int | None
    demand_units: int | None
    discounted: int | None
    discountable: int
    refunds: Decimal | None
    pending: Decimal | None
    pending_orders: int
    cod: Decimal | None
    cod_orders: int
    part_paid: int
    gift_cards: Decimal | None = None
    marked_down: int = 0
    codes: Mapping[str, int] = field(default_factory=dict)
    confidence: str = "too_little"
    average_confidence: str = "too_little"
    discount_confidence: str = "too_little"
    order_rows: tuple[int, ...] = ()
    cod_leads: bool = False
    average_without_bulk: Decimal | None = None
    bulk_orders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceState:
    """One source (a tab): how fresh it is and what it covers.

    ``as_of`` is local; ``basis`` says where it comes from: ``declared`` (Sources), ``seen`` (first time that this
    content was seen), ``record`` (newest record) or ``""`` (unknown). ``content_as_of`` is when this content was first
    seen. ``expected_hours`` is ``None`` for tabs that are never late.

    ``declared``: Sources has a row of it; ``covers_declared``: that row says from which day on it tells (else
    ``covers_from`` is the oldest record).
    """

    key: str
    name: str
    as_of: datetime | None
    basis: str
    age_hours: float | None
    age_days: int | None
    expected_hours: float | None
    late: bool
    too_old: bool
    rows: int
    covers_from: date | None = None
    covers_to: date | None = None
    newest_record: datetime | None = None
    how: str = ""
    lag_hours: float | None = None
    declared: bool = False
    status: str = "ok"
    tool: str = ""
    covers_declared: bool = False


@dataclass(frozen=True, slots=True)
class TrafficSeen:
    """What the rows of ``Traffic`` by product could tell.

    ``window``: the days that pages are judged on, ``None`` where no row tells them; ``asked``: the days that a row
    would have to tell, ``None`` where there is no recent row at all. ``overlapping``: sheet rows that speak of the same
    days as others and were not counted. ``unmatched``: names of no known product, with their sheet rows. ``disagree``:
    keys of products with more carts or orders than views, of which no rate is known.
    """

    window: Window | None = None
    asked: Window | None = None
    overlapping: tuple[int, ...] = ()
    unmatched: tuple[tuple[str, tuple[int, ...]], ...] = ()
    disagree: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Loop:
    """What a note or a done action mended, and the questions about it in ``days`` after and before ``on``.

    ``what`` is a key of ``reports.language.support.CHANGED``; ``product`` a key, ``""`` = the whole shop (``orders``
    are then all counted ones, else those that hold it). ``verdict``: ``early`` (under the minimum sample), ``less``,
    ``more`` or ``same`` (within normal variation). ``title`` is the action's, discreet; ``row`` stands in ``tab``.
    """

    on: date
    what: str
    themes: tuple[str, ...]
    product: str
    days: int
    questions: int
    orders: int
    questions_before: int
    orders_before: int
    verdict: str
    title: str
    tab: str
    row: int


def days_of(moments: pd.Series) -> pd.Series:
    """The local days of these moments, to compare with dates: so too where not one of them is known."""
    days: pd.Series = moments.dt.date.astype(object)
    return days


@dataclass(frozen=True, eq=False)
class Facts:
    """Everything computed from the tables for one ``as_of``.

    ``orders`` — one row per order, index ``order`` (normalised key, ``"1113"``), sorted by ``created_at`` then key:
        ``label`` (``"#1113"``), ``row`` (first sheet row), ``rows`` (tuple of sheet rows), ``created_at``, ``paid_at``,
        ``dated_at`` (the one that drives windows; all local, tz-aware), ``dated_has_time`` (bool),
        ``financial_status``,
        ``fulfillment_status`` (``unfulfilled``/``partial``/``fulfilled``/``restocked``/``None`` = column missing),
        ``fulfilled_at``, ``cancelled_at``, ``currency``, ``subtotal``, ``shipping``, ``taxes``, ``total``,
        ``refunded``,
        ``outstanding`` (Decimal major units in the order's currency, ``None`` = unknown), ``total_unread`` (bool:
        there is a
        cell, but it could not be read), ``state`` (``counted``, ``pending``, ``authorized``, ``cod``, ``voided``,
        ``expired``, ``cancelled``, ``test``, ``exchange``, ``replacement``, ``excluded``, ``unknown``),
        ``free`` (bool), ``valued`` (bool),
        ``cod_open`` (bool: its cash on delivery has not come in, also where it counts by delivery),
        ``value`` (Decimal: its revenue in
        the business currency; ``None`` where it has none), ``before_refunds`` (Decimal: the same, had nothing gone
        back), ``goods_discount``, ``list_value`` (Decimal), ``discounted``
        (boolean, NA = cannot be told), ``marked_down`` (bool: a line's price is
        below its compare-at price), ``codes`` (tuple), ``method``, ``email``, ``customer``, ``tags`` (tuple),
        ``note``,
        ``channel``, ``requires_shipping`` (bool), ``on_hold`` (bool), ``vip`` (bool), ``high_value`` (bool),
        ``start_on``, ``ship_by_on`` (date),
        ``promise_on`` (date), ``promise_given`` (bool), ``transit_days`` (int).
        Beside those: ``created_has_time``, ``refund_over`` (more went back than came in), ``other_totals`` (totals of
        copies that were not taken), ``off_by`` (Decimal by which the parts miss the total, ``None`` = they tie or
        cannot
        be told), ``business_total`` (total in the business currency), ``gift_cards`` (Decimal sold on it), ``buyer``
        (customer id, else e-mail), ``order_admin_id``, ``address_doubts`` (tuple of codes of
        :mod:`reports.metrics.addresses`; of orders that wait to be shipped).
    ``lines`` — one row per order line: ``order``, ``row``, ``variant`` (key in ``variants`` or ``None``), ``product``
        (key in
        ``products`` or ``None``), ``title`` (as written), ``sku``, ``quantity`` (int), ``price`` (Decimal), ``net``
        (Decimal: after
        allocated discount, business currency, ``None`` = unknown), ``list_value``, ``markdown`` (price as a part of its
        compare-at price, 1 = none), ``demand`` (bool: counts as
        demand), ``bulk`` (bool),
        ``gift_card`` (bool), ``dated_at``, ``state``, ``match`` (``sku``, ``name``, ``none``).
        Beside those: ``ambiguous`` (several variants would fit), ``product_title``, ``counted``, ``free``, ``shipped``,
        ``requires_shipping`` (bool). A SKU that is not in Inventory has ``match`` ``name`` or ``none``.
    ``variants`` — one row per variant, index = variant key (SKU where unique, else ``product|size|color``):
        ``product``, ``title``
        (product's), ``size``, ``color``, ``sku``, ``label`` (``"Jersey Andes M"``), ``type``, ``rows`` (sheet rows),
        ``available``, ``on_hand``, ``committed``,
        ``incoming`` (Int64), ``incoming_on`` (date), ``tracked`` (bool), ``sold_here`` (bool: false for not stocked),
        ``active`` (bool), ``gift_card``
        (bool), ``price``, ``unit_cost`` (Decimal/None), ``minimum`` (int: low_stock_units), ``lead_days`` (int),
        ``clear_intent`` (bool),
        ``discount_ok`` (bool), ``demand_units`` (int in the velocity window), ``demand_without_bulk``, ``demand_90``
        (int), ``demand_sizes`` (int: of ``size_days``), ``bulk_order`` (label of the
        bulk order or ``None``), ``days`` (days on sale and covered), ``velocity`` (units/day, NaN unknown),
        ``cover_days``, ``cover_low``, ``cover_high`` (days; NaN
        = no sales or unknown), ``cover_without_bulk``, ``low`` (bool: available < minimum), ``safety_stock``,
        ``reorder_point``, ``reorder``,
        ``reorder_low``, ``reorder_high`` (Int64), ``size_share`` (0-1 of the product's demand), ``confidence``,
        ``waiting_orders`` (tuple of labels of
        unfulfilled counted or COD orders that hold it), ``waiting_units`` (int).
        Beside those: ``options`` (tuple), ``twice`` (stands in Inventory twice with different stock), ``understated``
        (sold, and out of stock now: its demand is higher than it looks).
    ``products`` — one row per product, index = product key: ``title``, ``type``, ``status``, ``active`` (bool),
        ``gift_card``, ``rows``, ``sizes`` (tuple), ``published_on``,
        ``first_sale_on``, ``age_days`` (NaN unknown), ``age_basis`` (``published``/``first sale``/``""``),
        ``available`` (Int64 sum over tracked), ``tracked`` (bool), ``demand_units``, ``demand_without_bulk``,
        ``demand_60``, ``demand_90``, ``units_week``, ``units_week_before``, ``sales_week``, ``sales_week_before``
        (Decimal, of the weekly windows), ``delta``
        (Decimal), ``velocity``, ``days``, ``cover_days``, ``cover_low``, ``cover_high``, ``sell_through`` (NaN
        unknown), ``size_availability`` (0-1, NaN), ``broken_run`` (bool), ``core_out`` (tuple of sizes),
        ``list_margin``
        (NaN unknown), ``price`` (Decimal), ``unit_cost`` (Decimal), ``clear_margin`` (margin at clear_discount, NaN),
        ``inventory_value`` (Decimal), ``value_unknown_units`` (int), ``discount_dependent`` (boolean, NA unknown),
        ``clear_intent``, ``discount_ok``, ``featured_now`` (bool), ``photo_count`` (Int64), ``photo_quality``,
        ``size_guide`` (boolean), ``copy_quality``, ``lead_days``, ``incoming`` (Int64).
        Sizes (M12, see :mod:`reports.metrics.size_curves`): ``size_imbalance`` (0-1, NaN unknown), ``size_curve``
        (``own``, ``type``, ``""``), ``size_wanted``, ``size_wanted_units``, ``size_units``, ``size_wanted_stock``,
        ``size_stock`` (Int64).
        Beside those: ``in_inventory`` (bool; false for products that only order lines name: nothing of stock is known).
        From Support (28 days; 0 where nobody asked, NA without the tab; who asks twice counts once): ``fit_questions``
        (Int64), ``doubt`` (the product theme asked most, ``None``), ``doubts`` (Int64: of that theme),
        ``doubts_per_100`` (per 100 units sold; infinite where none was, NaN unknown), ``doubt_tickets`` (Int64: the
        same as tickets), ``doubt_units`` (Int64: units sold in those days), ``doubt_rows`` (tuple).
        From Returns (orders 14-74 days old; NA without the tab): ``mature_units`` (sent), ``mature_returned``,
        ``mature_exchanged``, ``mature_back`` (Int64: returned, or exchanged for fit), ``back_low`` (Wilson, NaN),
        ``return_limit``, ``reason`` (the most given in 60 days, ``None``), ``reason_units``, ``reasoned_units``
        (Int64). ``variants`` have ``mature_units`` and ``mature_back`` too.
        From Traffic (28 days; NA/NaN without it): ``views``, ``carts``, ``order_count`` (Int64: orders that hold it in
        the same days), ``cart_rate``, ``cart_high`` (Wilson), ``cart_others`` (rate of all other products),
        ``order_rate``, ``order_high``, ``order_others``, ``high_traffic``, ``low_traffic`` (boolean).
        Beside those: ``cart_views`` (Int64: views of rows that tell carts too, which the cart rate is of),
        ``views_median`` (of active products), ``traffic_rows`` (tuple). The days are those of ``traffic.window``; a
        product that Traffic does not name is unknown, not 0. Rates are unknown where more happened than could.
    ``tickets`` — one row per row of Support, index ``ticket`` (id, else a hash of the row), by ``created_at``:
        ``row``, ``created_at`` (local), ``has_time``, ``theme`` (the primary one, ``None`` = not mapped), ``themes``
        (tuple, by priority), ``subthemes`` (tuple of ``discount:rejected`` …), ``mapped`` (bool: known, also as nothing
        of ours), ``tags``, ``words`` (tuples: as written, and those that nothing maps), ``product``, ``order`` (keys or
        ``None``), ``customer`` (never shown), ``vip`` (bool), ``open`` (boolean, NA = no status),
        ``first_response_at``, ``resolved_at``, ``csat`` (Int64), ``count`` (int), ``channel``, ``subject`` (discreet),
        ``campaign``, ``link``. Spam and merged tickets are left out.
    ``themes`` — one row per theme (all eight where there are tickets, in order of priority), of the last complete week
        against the weeks before: ``week``, ``before`` (int: tickets), ``weeks`` (baseline weeks that are covered),
        ``people``, ``people_before`` (who asked: what is tested), ``orders``, ``orders_before`` (counted, same days),
        ``load_p``, ``rate_p`` (NaN unknown), ``load``, ``rate`` (bool: a spike), ``rows`` (tuple, of the week),
        ``products`` (tuple: those asked about in the week), ``cells`` (tuple of product, tickets of the week, before:
        single products whose questions rose).
    ``returns`` — one row per row of Returns: ``row``, ``key`` (its number, else order and item), ``order`` (key,
        ``None`` = not in Orders), ``product``, ``variant``, ``size`` (``None`` = cannot be told), ``quantity`` (int, no
        more than was sold), ``over`` (bool: more was told), ``type``, ``reason`` (mapped where Tag map knows it, else
        as written and discreet, ``None``), ``fit`` (bool: by its reason, or exchanged for another size), ``on`` (the
        first of the three days that is known), ``requested_on``, ``received_on``, ``refunded_on``, ``amount`` (business
        currency, ``None``), ``status`` (as told, else by its days), ``exchange_order``, ``label`` (of the order),
        ``marketplace`` (bool: its order is a marketplace's, which pays back itself), ``mature`` (bool: counts in the
        products' figures above).
    ``funnel`` — the shop's sessions of the last complete week and of the weeks before, one row per step or source
        (see :mod:`reports.metrics.traffic`).
    ``steps`` — how far visits went in the last complete week and in 30 days, one row per window and step (see
        :mod:`reports.metrics.steps`).
    ``refunds`` — refunds that lower the day on which they were paid back (only where ``refund_basis`` says so):
        ``order``, ``on`` (date), ``amount`` (what it takes from revenue), ``paid_back`` (Decimal, business currency).
        The ``value`` of their orders is what it was before them.
    ``notes`` — one row per note: ``row``, ``on`` (date), ``until`` (date), ``type``, ``applies_to``, ``text``.
    """

    as_of: datetime
    clock: Clock
    knobs: Knobs
    tables: Tables
    sources: Mapping[str, SourceState]
    windows: Mapping[str, Window]
    orders: pd.DataFrame
    lines: pd.DataFrame
    variants: pd.DataFrame
    products: pd.DataFrame
    notes: pd.DataFrame
    tickets: pd.DataFrame
    themes: pd.DataFrame
    returns: pd.DataFrame
    funnel: pd.DataFrame
    sales: Mapping[str, Sales]
    changes: Mapping[str, Change]
    currency: str
    decimals: int
    first_sight: bool = False
    traffic: TrafficSeen = TrafficSeen()
    refunds: pd.DataFrame = field(default_factory=lambda: pd.DataFrame({"on": [], "amount": []}))
    steps: pd.DataFrame = field(default_factory=pd.DataFrame)
    bridge: tuple[Line, ...] = ()
    shop_figures: tuple[Line, ...] = ()
    assumptions: tuple[Line, ...] = ()
    loops: tuple[Loop, ...] = ()
    #: The orders of each window, kept once :func:`reports.sections.given.orders_in` was asked for them.
    within: dict[Window, pd.DataFrame] = field(default_factory=dict, init=False, repr=False)
