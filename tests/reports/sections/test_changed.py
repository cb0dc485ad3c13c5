"""Definitions that changed, and published revenue that moved."""

from __future__ import annotations

from datetime import date, timedelta

from reports.outcome import Outcome, Remembered
from reports.remember import lasting
from tests.reports.rules import cells


def said(outcome: Outcome, language: str = "en", read: str = "weekly") -> str:
    brief = outcome.reads[read].brief
    lines = next(section.lines for section in brief if section.id == "caveats")
    return " ".join(getattr(line, language) for line in lines)


def definitions(*rows: tuple[str, object, object], applies_to: str = "") -> list[list[object]]:
    return [
        ["key", "applies_to", "value", "default"],
        *([key, applies_to, value, default] for key, value, default in rows),
    ]


def shop(gifts: str = "no", first_refund: int = 0, *more: tuple[str, object, object]) -> dict[str, list[list[object]]]:
    """Two weeks of six orders; in the second one of them buys a gift card, in the first one may be refunded."""
    rows = []
    for week, start in (("A", date(2026, 11, 2)), ("B", date(2026, 11, 9))):
        for number in range(6):
            day = (start + timedelta(days=number)).isoformat()
            rows.append(cells.order(f"#{week}{number}", f"{day} 09:00:00", Refunded_Amount=0))
    rows[0] |= {"Refunded Amount": first_refund, "Financial Status": "partially_refunded" if first_refund else "paid"}
    rows[-1] |= {"Lineitem name": "Gift card", "Lineitem sku": "GIFT"}
    return {
        "Orders": cells.orders(*rows),
        "Inventory": cells.inventory({}),
        "Definitions": definitions(("count_gift_card_sales", gifts, "no"), *more),
    }


def test_trap_83_a_changed_definition_is_told_and_both_periods_follow_it(tmp_path):
    before = cells.run(tmp_path, shop(), "2026-11-16T08:00")
    # Six orders of 100,000 each week, of which the second week's last is a gift card: 600,000 and 500,000.
    assert before.figures["M01"].value == 500_000
    assert "Definition changed" not in said(before)

    after = cells.run(tmp_path, shop("yes"), "2026-11-17T08:00", remembered=before.memory)
    # Gift cards count now: 600,000 in both weeks, so that nothing rose.
    assert after.figures["M01"].value == 600_000
    assert after.figures["M01"].previous == 600_000
    assert "Definition changed on Tue 17 Nov: count_gift_card_sales no → yes; earlier figures were recomputed." in said(
        after
    )
    assert (
        "Cambió una definición el mar 17 nov: count_gift_card_sales no → yes; las cifras anteriores se recalcularon."
        in said(after, "es")
    )
    # The revenue published on Monday moved by the definition, which is told; no refund is blamed.
    assert "was published as" not in said(after)

    later = cells.run(tmp_path, shop("yes"), "2026-11-30T08:00", remembered=after.memory)
    assert "Definition changed on Tue 17 Nov: count_gift_card_sales" in said(later)
    gone = cells.run(tmp_path, shop("yes"), "2026-12-01T08:00", remembered=later.memory)
    assert "Definition changed" not in said(gone)
    back = cells.run(tmp_path, shop(), "2026-12-02T08:00", remembered=gone.memory)
    assert "Definition changed on Wed 2 Dec: count_gift_card_sales yes → no" in said(back)


def test_trap_83_what_changes_no_figure_or_may_hold_an_address_is_not_quoted(tmp_path):
    before = cells.run(tmp_path, shop(), "2026-11-16T08:00")
    own = [("owner.support", "Ana", ""), ("internal_emails", "yo@marca.co", ""), ("velocity_days", 14, 28)]
    after = cells.run(tmp_path, shop("no", 0, *own), "2026-11-17T08:00", remembered=before.memory)
    told = said(after) + said(after, "es")
    assert "Definition changed on Tue 17 Nov: internal_emails; earlier figures were recomputed." in told
    assert "velocity_days 28 → 14" in told
    assert "owner.support" not in told
    assert "yo@marca.co" not in told
    again = cells.run(tmp_path, shop("no", 0, *own), "2026-11-17T18:00", remembered=after.memory)
    assert said(again).count("Definition changed on Tue 17 Nov") == 2


def test_trap_30_published_revenue_that_a_later_refund_lowers_is_told(tmp_path):
    before = cells.run(tmp_path, shop(), "2026-11-09T08:00")
    assert before.figures["M01"].value == 600_000
    after = cells.run(tmp_path, shop("no", 40_000), "2026-11-16T08:00", remembered=before.memory)
    # 600,000 - 40,000; the refund lowers the week of its order, and that week alone.
    assert after.figures["M01"].previous == 560_000
    assert after.figures["M01"].value == 500_000
    assert (
        "Revenue of Mon 2 – Sun 8 Nov was published as COP 600,000; it is now COP 560,000 after later refunds."
        in said(after)
    )
    assert (
        "Los ingresos publicados de lun 2 – dom 8 nov eran $ 600.000; ahora son $ 560.000 por reembolsos posteriores."
        in said(after, "es")
    )
    # One percent of 600,000 is 6,000: as much is not told.
    small = cells.run(tmp_path, shop("no", 6_000), "2026-11-16T08:00", remembered=before.memory)
    assert "was published as" not in said(small)


def test_published_revenue_that_moved_otherwise_blames_no_refund(tmp_path):
    before = cells.run(tmp_path, shop(), "2026-11-09T08:00")
    grown = shop()
    grown["Orders"] = [
        *grown["Orders"],
        [*cells.orders(cells.order("#A9", "2026-11-03 10:00:00", Refunded_Amount=0))[1]],
    ]
    after = cells.run(tmp_path, grown, "2026-11-16T08:00", remembered=before.memory)
    assert (
        "Revenue of Mon 2 – Sun 8 Nov was published as COP 600,000; it is now COP 700,000: its orders changed since."
        in said(after)
    )


def test_an_old_definition_is_remembered_however_much_is_forgotten():
    days = [Remembered(day="2024-01-01", name="definition", key="velocity_days", value="14")]
    days += [Remembered(day=f"2026-01-{n:02d}", name="revenue", key=str(n), value=1.0) for n in range(1, 20)]
    kept = lasting(days, 10)
    assert [one.name for one in kept].count("definition") == 1
    assert len(kept) == 11


def test_trap_83_what_stood_there_at_the_first_look_is_no_change(tmp_path):
    own = shop("no", 0, ("velocity_days", 14, 28))
    first = cells.run(tmp_path, own, "2026-11-16T08:00")
    assert "Definition changed" not in said(first)
    assert "Definition changed" not in said(cells.run(tmp_path, own, "2026-11-17T08:00", remembered=first.memory))
