"""What rows of Payments have in common, whichever provider they come from.

``amount`` is positive where money comes into the shop's balance with the provider and negative where it leaves it
(refunds, payouts, fees); ``fee`` is what the provider kept, negative where it gave a fee back; ``net`` is the amount
without the fee.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from sheets import date_order, moment_cells
from sheets.contract import normal
from sheets.imports.figures import cell
from sheets.imports.words import text
from sheets.moment_cells import Doubtful, Found
from sheets.workbook import Cell


@dataclass(frozen=True, slots=True)
class Means:
    """What a provider's word means: the kind of the row, and its status."""

    kind: str
    status: str


SALE = Means("sale", "approved")
DECLINED = Means("sale", "declined")
REFUND = Means("refund", "refunded")
CHARGEBACK = Means("other", "chargeback")
PAYOUT = Means("payout", "approved")
FEE = Means("fee", "approved")
OTHER = Means("other", "approved")

MADE = ("provider", "kind", "status", "status_raw", "amount", "fee", "net", "reference")


def meaning(word: Cell, known: Mapping[str, Means], otherwise: Means = OTHER) -> Means:
    """What the word means, by its comparison form; :data:`OTHER` for one that is not known."""
    return known.get(normal(text(word)), otherwise)


def money(amount: Decimal | None, kept: Decimal | None) -> dict[str, Cell]:
    """The three money cells; where no fee is said nothing is kept, and an unknown amount leaves the net unknown."""
    net = amount - (kept or Decimal()) if amount is not None else None
    return {"amount": cell(amount), "fee": cell(kept), "net": cell(net)}


class References:
    """Names for rows to which the provider gives none: by what they say, and the how manieth of these they are.

    They are the same in each export that holds the day whole.
    """

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def of(self, *parts: Cell) -> str:
        """The name of the next row that says this."""
        said = " ".join(part for part in map(text, parts) if part)
        self._seen[said] += 1
        return said if self._seen[said] == 1 else f"{said} ({self._seen[said]})"


class Days:
    """The days of a file as rows are named by them: alike in the file as it came and as a spreadsheet saved it."""

    def __init__(self, cells: Iterable[Cell]) -> None:
        read = {day: moment_cells.read(day, False) for day in dict.fromkeys(cells)}
        order = date_order.order(date_order.evidence(read.values()), "")
        self._days: dict[Cell, str] = {}
        for day, found in read.items():
            # Which part is the day may be the founder's to say: until then its own words name it.
            if isinstance(found, Doubtful) and not order.assumed:
                found = date_order.decided(found, day, order)
            if isinstance(found, Found):
                self._days[day] = found.when.date().isoformat()

    def named(self, day: Cell) -> str:
        """One of the days, in the form 2026-11-06 where it is sure."""
        return self._days.get(day) or text(day)[:10].replace("/", "-")
