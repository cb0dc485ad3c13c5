"""Fix before pushing: each reason as evidence, what would end it, and the one thing to do about the page."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

from reports import stats
from reports.categories.case import ALMOST, ASKED_DAYS, Case, known
from reports.categories.fixing import Reason, reasons
from reports.language import line
from reports.language.support import THEME
from reports.numbers import Both, Count, Listing, Percent
from reports.outcome import Line
from sheets.contract.patterns import REASONS

if TYPE_CHECKING:
    from reports.categories.judging import Answer

OTHERS, OTHER_PRODUCTS = Both("others", "otros"), Both("other products", "otros productos")
#: What the sheet says of the page is told beside the category, unless it is all that stands against the page.
ON_THE_SHEET = ("guide", "copy")
#: What to do about the page, by the theme that is asked about most.
BY_THEME: Mapping[str, str] = {"fit": "A-FIT", "product": "A-COPY", "stock": "A-SHOWSTOCK", "return": "A-RETURNS"}
#: Return reasons that better words would prevent, beside fit.
TOLD_WRONG = ("quality", "not_as_shown", "changed_mind")


def evidence(one: Answer) -> Line:
    """C-FIX."""
    case = one.case
    return line("C-FIX", why=Listing(tuple(_clause(case, reason, OTHERS) for reason in _main(case))))


def _main(case: Case) -> tuple[Reason, ...]:
    found = reasons(case)
    return tuple(reason for reason in found if reason.id not in ON_THE_SHEET) or found


def _clause(case: Case, reason: Reason, others: Both) -> Line:
    row = case.row
    days = Count(ASKED_DAYS)
    units = line("F-fit-on", u=Count(int(row.demand_units))) if known(row.days) and row.days else None
    match reason.id:
        case "fit":
            return line("F-fit", k=Count(int(row.fit_questions)), d=days, on=units)
        case "theme":
            return line("F-theme", k=Count(int(row.doubts)), theme=THEME[row.doubt], d=days, on=units)
        case "cart":
            return line("F-cart", r=Percent(float(row.cart_rate)), b=Percent(float(row.cart_others)), others=others)
        case "order":
            return line("F-order", r=Percent(float(row.order_rate)), b=Percent(float(row.order_others)), others=others)
        case "returns":
            back, sent = Count(int(row.mature_back)), Count(int(row.mature_units))
            return line("F-returns", k=back, n=sent, p=Percent(float(row.return_limit)))
        case "reason":
            said = _reason(row.reason)
            return line("F-reason", k=Count(int(row.reason_units)), n=Count(int(row.reasoned_units)), reason=said)
        case "photos":
            none = known(row.photo_count) and row.photo_count == 0
            return line("F-photos-none" if none else "F-photos-weak", v=Count(int(row.views)), d=days)
    return line(f"F-{reason.id}", seen=_seen(case))


def _seen(case: Case) -> Line:
    row = case.row
    if known(row.views) and row.views >= case.limit("fix_views") * case.fix_factor:
        return line("F-seen-views", v=Count(int(row.views)), d=Count(ASKED_DAYS))
    return line("F-seen-questions", k=Count(int(row.fit_questions)), d=Count(ASKED_DAYS))


def _reason(key: str) -> Both:
    """A return reason in words: mapped ones in both languages, others as the founder wrote them."""
    return Both(REASONS[key].en, REASONS[key].es) if key in REASONS else Both(str(key), str(key))


def moves_out(one: Answer) -> Line:
    """What each reason takes to end; all of them must, for the product to leave."""
    items = Listing(tuple(_ends(one.case, reason) for reason in reasons(one.case)))
    return line("M-FIX", list=Both(items.show("en", ""), items.show("es", "")))


def _ends(case: Case, reason: Reason) -> Line:
    row, leave = case.row, case.limit("fix_leave")
    days, rate = Count(ASKED_DAYS), case.limit("fix_rate")

    def fewer(knob: str) -> Count:
        return Count(math.ceil(case.limit(knob) * leave - ALMOST))

    match reason.id:
        case "fit":
            return line("M-FIX-fit", n=fewer("fix_questions"), d=days)
        case "theme":
            return line("M-FIX-theme", n=fewer("fix_tickets"), theme=THEME[row.doubt], d=days)
        case "cart":
            return line("M-FIX-cart", p=Percent(rate * float(row.cart_others)))
        case "order":
            return line("M-FIX-order", p=Percent(rate * float(row.order_others)))
        case "returns":
            return line("M-FIX-returns", k=Count(_most_back(case)), n=Count(int(row.mature_units)))
        case "reason":
            return line("M-FIX-reason", n=fewer("fix_reason_count"), reason=_reason(row.reason))
    return line(f"M-FIX-{reason.id}")


def _most_back(case: Case) -> int:
    """The most of the same units that could have come back without a doubt about the limit."""
    sent, limit = int(case.row.mature_units), float(case.row.return_limit) * case.limit("fix_leave")
    level = float(case.facts.knobs.get("interval_level"))
    most = int(case.row.mature_back)
    while most > 0 and stats.wilson(most, sent, level)[0] > limit:
        most -= 1
    return most


def next_action(one: Answer) -> Line | None:
    """One thing about the page: its photos, its words, or a look at copy and price where only its rate is weak."""
    case, found = one.case, reasons(one.case)
    if not found:
        return line("A-FIX-own", product=case.row.title, reason=one.own.said) if one.own else None
    ids = {reason.id for reason in found}
    why = Listing(tuple(_clause(case, reason, OTHER_PRODUCTS) for reason in _main(case)))
    return line(_deed(case, ids), product=case.row.title, why=why)


def _deed(case: Case, ids: set[str]) -> str:
    if "photos" in ids:
        return "A-PHOTO"
    if "fit" in ids:
        return _fit(case)
    if "theme" in ids:
        return _fit(case) if case.row.doubt == "fit" else BY_THEME[case.row.doubt]
    if "reason" in ids and case.row.reason in TOLD_WRONG:
        return "A-COPY"
    if ids & {"returns", "reason", "guide"}:
        return _fit(case)
    return "A-COPY" if "copy" in ids else "A-PAGE"


def _fit(case: Case) -> str:
    """Whoever has a size guide is not asked for one."""
    return "A-FIT-guide" if known(case.row.size_guide) and bool(case.row.size_guide) else "A-FIT"
