"""Push now: why it is worth it, and its place among the others that are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.categories.case import Case, known
from reports.categories.conditions import low_cover, shown_rate
from reports.categories.lines.fix import OTHERS
from reports.categories.planning import Plan
from reports.language import line
from reports.numbers import Both, Count, Listing, Percent
from reports.outcome import Line

if TYPE_CHECKING:
    from reports.categories.judging import Answer


def evidence(one: Answer) -> Line:
    """C-PUSH, with what is not known."""
    case = one.case
    parts = _why(case)
    if not known(case.row.discount_dependent):
        parts.append(line("C-PUSH-discount"))
    return line("C-PUSH", why=_listed(parts))


def _why(case: Case) -> list[Line]:
    row = case.row
    parts: list[Line] = []
    low = low_cover(case) if row.tracked else None
    if low is not None:
        parts.append(line("C-PUSH-cover", c=Count(int(low))))
    rate = shown_rate(case) if case.sees_pages else None
    if rate is not None:
        parts.append(line(f"F-{rate.id}", r=Percent(rate.rate), b=Percent(rate.others), others=OTHERS))
    elif known(row.sell_through) and case.usual_sell_through is not None:
        usual = Percent(float(case.usual_sell_through))
        parts.append(line("C-PUSH-sells", s=Percent(float(row.sell_through)), t=usual))
    if known(row.list_margin):
        parts.append(line("C-PUSH-margin", m=Percent(float(row.list_margin))))
    if not case.sees_questions:
        return [*parts, line("C-PUSH-blind")]
    doubts = int(row.doubts) if known(row.doubts) else 0
    return [*parts, line("C-PUSH-few", n=Count(doubts)) if doubts else line("C-PUSH-clear")]


def _listed(parts: list[Line]) -> Listing:
    return Listing(tuple(Both(part.en, part.es) for part in parts))


def moves_out(one: Answer) -> Line:
    """Less stock, or questions."""
    case = one.case
    tickets = line("M-PUSH-tickets", n=Count(int(case.limit("fix_tickets")))) if case.sees_questions else None
    if not case.row.tracked:
        return line("M-PUSH-rate", tickets=tickets)
    return line("M-PUSH", c=Count(int(case.limit("push_cover_days"))), tickets=tickets)


def next_action(one: Answer, plan: Plan) -> Line:
    """The homepage for the first that is not there, the next e-mail for the second."""
    case = one.case
    if case.key == plan.home:
        return line("A-HOME", product=case.row.title, why=_listed(_why(case)))
    if case.key == plan.mail:
        return line("A-MAIL", product=case.row.title)
    return line("A-KEEP" if bool(case.row.featured_now) else "A-NEXT", product=case.row.title)
