"""What keeps the list calm: rows that hide weaker ones, rows for several, and what becomes of them from run to run."""

from __future__ import annotations

import pytest

from reports import memory
from reports.outcome import Memory
from reports.rules import BY_ID, RULES
from reports.rules.limits import every, high, low, some
from sheets.workbook import Snapshot, TabSnapshot
from tests.reports.rules.cells import inventory, order, orders, rows, run

LATE = order("#7", "2026-11-10 15:00:00", Fulfillment_Status="unfulfilled", Promise_date="2026-11-30")
TRAFFIC = [
    ["date_from", "date_to", "product_id", "product_views", "add_to_carts"],
    ["2026-10-19", "2026-11-15", "jersey-andes", 540, 16],
    ["2026-10-19", "2026-11-15", "socks", 300, 37],
    ["2026-10-19", "2026-11-15", "cap", 250, 25],
]
OTHERS = [
    {"product_id": name, "product_title": name.title(), "product_type": "", "sku": name[:2].upper(), "size": None}
    for name in ("socks", "cap")
]
SOLD = [order("#1"), order("#2", Lineitem_sku="SO", Lineitem_name="Socks"), order("#3", Lineitem_sku="CA", Total=1)]


def questions(*days):
    head = ["ticket_id", "created_at", "tags", "subject", "product_id", "status"]
    return [
        head,
        *([f"T{day}", f"2026-11-{day:02d} 10:00", "talla", "M o L?", "jersey-andes", "closed"] for day in days),
    ]


def page(tmp_path, moment, memory, *, traffic=TRAFFIC, support=(2, 5, 9), **more):
    made = {
        "Orders": orders(*SOLD),
        "Inventory": inventory({}, *OTHERS),
        **({"Traffic": traffic} if traffic else {}),
        **({"Support": questions(*support)} if support is not None else {}),
        **more,
    }
    return run(tmp_path, made, f"2026-11-{moment}", remembered=memory)


def of_page(result):
    return [row for row in result.exceptions if row.rule in ("W01", "W02", "W03", "K02", "R01", "R02")]


def test_what_several_rules_say_of_a_page_is_one_row_with_each_reason_in_its_own_words(tmp_path):
    result = page(tmp_path, "17T08:00", Memory())
    (row,) = of_page(result)
    assert row.key == "page|product:jersey-andes"
    assert row.reasons == ["K02", "W02"]
    assert row.shown.en == (
        "WARNING Jersey Andes page, 2 reasons: 3 fit questions in 28 days; "
        "cart rate 3.0% (at most 4.4%) against 11% elsewhere."
    )
    assert row.shown.es.startswith("ADVERTENCIA Página de Jersey Andes, 2 motivos: 3 preguntas de talla en 28 días; ")
    assert (row.entity_type, row.entity_id, row.target) == ("product", "jersey-andes", "product:jersey-andes")
    assert {one.tab for one in row.rows} == {"support", "traffic"}
    assert row.terms["traffic"] == 5


def test_a_page_row_goes_on_from_its_one_reason_and_falls_apart_without_news(tmp_path):
    """K02 alone; then W02 beside it: the same episode, twice as much to say. Then W02 ends: K02 goes on, nothing ends."""
    alone = page(tmp_path, "17T08:00", Memory(), traffic=None)
    assert [(row.key, row.state) for row in of_page(alone)] == [("K02|product:jersey-andes", "new")]
    both = page(tmp_path, "17T09:00", alone.memory)
    assert [(row.key, row.state, row.first_seen) for row in of_page(both)] == [
        ("page|product:jersey-andes", "escalated", alone.as_of)
    ]
    better = [TRAFFIC[0], ["2026-10-19", "2026-11-15", "jersey-andes", 540, 60], *TRAFFIC[2:]]
    again = page(tmp_path, "17T10:00", both.memory, traffic=better)
    assert [(row.key, row.state, row.first_seen) for row in of_page(again)] == [
        ("K02|product:jersey-andes", "ongoing", alone.as_of)
    ]
    gone = page(tmp_path, "17T11:00", again.memory, traffic=better, support=(2,))
    assert [(row.key, row.state) for row in of_page(gone)] == [("K02|product:jersey-andes", "resolved")]


def test_trap_79_a_page_row_whose_other_half_is_not_checked_is_not_resolved(tmp_path):
    both = page(tmp_path, "17T08:00", Memory())
    blind = page(tmp_path, "17T09:00", both.memory, traffic=None, support=None)
    assert [(row.key, row.state) for row in of_page(blind)] == [("page|product:jersey-andes", "unknown")]


def test_a_decision_about_a_page_holds_for_the_reason_that_is_left(tmp_path):
    head = ["decided_at", "kind", "target_key", "reason"]
    kept = [head, ["2026-11-17 08:30", "acknowledge", "page|product:jersey-andes", "La guía sale el viernes"]]
    both = page(tmp_path, "17T08:00", Memory())
    seen = page(tmp_path, "17T09:00", both.memory, Decisions=kept)
    better = [TRAFFIC[0], ["2026-10-19", "2026-11-15", "jersey-andes", 540, 60], *TRAFFIC[2:]]
    left = page(tmp_path, "17T10:00", seen.memory, Decisions=kept, traffic=better)
    assert [(row.key, row.decision) for row in of_page(seen)] == [("page|product:jersey-andes", "acknowledge")]
    assert [(row.key, row.decision) for row in of_page(left)] == [("K02|product:jersey-andes", "acknowledge")]


def sizes(*left):
    return inventory(*({"sku": f"JA-{n}", "size": str(n), "available": stock} for n, stock in enumerate(left)))


def many(tmp_path, left, moment="17T08:00", memory=None):
    sold = [order(f"#{n}", Lineitem_sku=f"JA-{n}", Lineitem_name=f"Jersey Andes - {n}") for n in range(len(left))]
    made = {"Orders": orders(*sold), "Inventory": sizes(*left)}
    return run(tmp_path, made, f"2026-11-{moment}", remembered=memory or Memory())


def test_more_than_three_sizes_of_one_product_are_one_row_and_three_are_three(tmp_path):
    assert [row.key for row in rows(many(tmp_path, (3, 3, 3, 30)), "I01")] == [f"I01|variant:JA-{n}" for n in (0, 1, 2)]
    (row,) = rows(many(tmp_path, (3, 2, 1, 0)), "I01")
    assert row.key == "I01|group:product:jersey-andes"
    assert (
        row.shown.en
        == "WARNING Jersey Andes: 4 sizes below minimum: Jersey Andes 0, Jersey Andes 1, Jersey Andes 2 and 1 more."
    )
    assert row.shown.es.startswith("ADVERTENCIA Jersey Andes: 4 tallas bajo el mínimo: ")


def test_trap_80_a_size_within_a_row_for_several_does_not_flap_either(tmp_path):
    """Minimum 8. Four sizes below: one row. One rises to 9, inside 125 %: still four. To 10: three, each as it was."""
    memory, seen = Memory(), []
    for left, hour in (
        ((3, 3, 3, 7), 8),
        ((3, 3, 3, 9), 9),
        ((3, 3, 3, 10), 10),
        ((3, 3, 3, 9), 11),
        ((3, 3, 3, 7), 12),
    ):
        result = many(tmp_path, left, f"17T{hour:02d}:00", memory)
        memory = result.memory
        seen.append([(row.key.partition("|")[2], row.state) for row in rows(result, "I01")])
    group, three = "group:product:jersey-andes", [(f"variant:JA-{n}", "ongoing") for n in (0, 1, 2)]
    assert seen == [
        [(group, "new")],
        [(group, "ongoing")],
        three,
        three,
        [(group, "ongoing")],
    ]


def test_a_row_for_several_that_is_solved_is_told_once_by_its_own_name(tmp_path):
    first = many(tmp_path, (3, 3, 3, 3))
    second = many(tmp_path, (30, 30, 30, 30), "17T09:00", first.memory)
    assert [(row.key, row.state) for row in second.exceptions] == [("I01|group:product:jersey-andes", "resolved")]
    history = TabSnapshot("_History", memory.rows(first.memory), mark="history")
    assert memory.read(Snapshot("x", (history,))) == first.memory


def test_a_stronger_row_hides_the_weaker_and_neither_makes_news_of_the_other(tmp_path):
    """3 left of 8 (I01); then -1 (I03 hides it); then 3 again: I03 is solved, I01 goes on from its first day."""

    def at(left, hour, memory):
        made = {"Orders": orders(order("#1")), "Inventory": inventory({"available": left})}
        return run(tmp_path, made, f"2026-11-17T{hour}:00", remembered=memory)

    one = at(3, "08", Memory())
    two = at(-1, "09", one.memory)
    three = at(3, "10", two.memory)
    four = at(30, "11", at(-1, "10", two.memory).memory)
    assert [(row.rule, row.state) for row in one.exceptions] == [("I01", "new")]
    assert [(row.rule, row.state) for row in two.exceptions] == [("I03", "new")]
    assert {row.rule: (row.state, row.first_seen[:13]) for row in three.exceptions} == {
        "I01": ("ongoing", "2026-11-17T08"),
        "I03": ("resolved", "2026-11-17T09"),
    }
    assert [(row.rule, row.state) for row in four.exceptions] == [("I03", "resolved")]


def test_questions_about_one_product_hide_the_rise_of_the_same_theme_on_it(tmp_path):
    """Five fit questions this week, none before, all about one jersey: K02 says it, K01 does not say it again."""
    earlier = ["T0", "2026-10-05 10:00", "delivery", "x", None, "closed"]
    about = questions(9, 10, 11, 12, 13)
    nobodys = [about[0], earlier, *([*row[:4], None, row[5]] for row in about[1:])]
    risen = page(tmp_path, "17T08:00", Memory(), traffic=None, Support=nobodys)
    assert [row.rule for row in risen.exceptions if row.rule in ("K01", "K02")] == ["K01"]
    asked = page(tmp_path, "17T08:00", Memory(), traffic=None, Support=[about[0], earlier, *about[1:]])
    assert [row.rule for row in asked.exceptions if row.rule in ("K01", "K02")] == ["K02"]


def test_trap_50_old_tickets_of_a_first_run_are_one_row_too(tmp_path):
    """A VIP's open tickets of 20 to 22 Oct without an answer, and one of last week: one row for the old ones."""
    head = ["ticket_id", "created_at", "tags", "subject", "status", "first_response_at", "order_id"]
    old = [[f"T{n}", f"2026-10-{n} 10:00", "delivery", "x", "open", None, "#1"] for n in (20, 21, 22)]
    fresh = ["T9", "2026-11-13 10:00", "delivery", "x", "open", None, "#1"]
    answered = ["T8", "2026-11-12 10:00", "delivery", "x", "closed", "2026-11-12 11:00", "#1"]
    sold = [{**SOLD[0], "Tags": "VIP"}, *SOLD[1:]]
    made = {"Orders": orders(*sold), "Inventory": inventory({}, *OTHERS), "Support": [head, *old, fresh, answered]}
    found = {row.key: row.shown for row in rows(run(tmp_path, made), "K03")}
    assert set(found) == {"K03|group:backlog:14", "K03|ticket:T9"}
    assert "Older than 14 days: 3 " in found["K03|group:backlog:14"].en
    assert "De hace más de 14 días: 3 " in found["K03|group:backlog:14"].es


def test_trap_88_where_nothing_is_wrong_no_row_and_no_filler(tmp_path):
    made = {"Orders": orders(order("#1"), order("#2")), "Inventory": inventory({})}
    result = run(tmp_path, made)
    assert not result.exceptions
    for name in ("weekly", "daily"):
        section = next(one for one in result.reads[name].brief if one.id == "exceptions")
        assert [line.en for line in section.lines] == ["Nothing needs you today."]
        assert [line.es for line in section.lines] == ["Nada te necesita hoy."]
    assert not result.actions


def test_the_daily_brief_gives_its_places_to_what_is_new(tmp_path):
    """Four orders that were told before take no place from a fifth that is new today, of the same rule."""
    days = {1: "05", 2: "06", 3: "09", 4: "10"}
    old = [
        {
            **LATE,
            "Name": f"#{n}",
            "Created at": f"2026-11-{day} 09:00:00 -0500",
            "Paid at": f"2026-11-{day} 09:00:00 -0500",
        }
        for n, day in days.items()
    ]
    made = [{**one, "Lineitem sku": f"X-{n}", "Lineitem name": f"P {n}"} for n, one in enumerate(old)]
    first = run(tmp_path, {"Orders": orders(*made), "Inventory": inventory({})}, "2026-11-17T08:00")
    new = {**made[0], "Name": "#9", "Lineitem sku": "X-9", "Lineitem name": "P 9"}
    new |= {"Created at": "2026-11-11 09:00:00 -0500", "Paid at": "2026-11-11 09:00:00 -0500"}
    second = run(
        tmp_path,
        {"Orders": orders(*made, new), "Inventory": inventory({})},
        "2026-11-17T09:00",
        remembered=first.memory,
    )
    daily = next(one for one in second.reads["daily"].brief if one.id == "exceptions")
    assert any(" #9 " in line.en for line in daily.lines)


@pytest.mark.parametrize(
    ("reach", "inside", "lingers"),
    [
        (high(5, 5), True, False),
        (high(4.1, 5), True, True),
        (high(4, 5), False, False),
        (high(5, 5, above=True), True, True),
        (high(None, 5), False, False),
        (high(float("nan"), 5), False, False),
        (low(7, 8), True, False),
        (low(8, 8), True, True),
        (low(8, 8, at=True), True, False),
        (low(10, 8), False, False),
        (every(high(5, 5), low(9, 8)), True, True),
        (every(high(5, 5), False), False, False),
        (some(high(4.5, 5), low(9, 8)), True, True),
        (some(high(4.5, 5), low(7, 8)), True, False),
        (some(high(1, 5), True), True, False),
    ],
)
def test_a_limit_is_entered_at_and_left_beyond(reach, inside, lingers):
    assert (bool(reach), reach.lingers) == (inside, lingers)


def test_what_a_rule_hides_is_a_rule_and_a_fold_has_words():
    assert {weak for rule in RULES for weak in rule.hides} <= set(BY_ID)
    assert {"F03", "F06"} <= set(BY_ID["F01"].hides)
    assert {"I01", "I04"} <= set(BY_ID["I02"].hides)
    assert {"I01", "I02", "I04"} <= set(BY_ID["I03"].hides)
    assert "I01" in BY_ID["I04"].hides
    assert "K01" in BY_ID["K02"].hides


def test_sizes_told_together_are_still_the_stock_fact_of_the_read(tmp_path):
    """Four sizes with 6 left of 6 sold in 28 days: 28 days of cover, 30 to restock; one row, and S3 names one of them."""
    sizes_ = [{"sku": f"JA-{n}", "size": str(n), "available": 6, "low_stock_units": 2} for n in range(4)]
    sold = [
        order(f"#{n}{k}", "2026-11-02 09:00:00", Lineitem_sku=f"JA-{n}", Lineitem_name=f"J - {n}", Lineitem_quantity=3)
        for n in range(4)
        for k in range(2)
    ]
    early = order("#1", "2026-10-01 09:00:00", Lineitem_sku="JA-0", Lineitem_name="J - 0")
    result = run(tmp_path, {"Orders": orders(early, *sold), "Inventory": inventory(*sizes_)})
    assert [row.key for row in rows(result, "I02")] == ["I02|group:product:jersey-andes"]
    read = next(section for section in result.brief if section.id == "read")
    assert any(line.id.startswith("S3") or "Jersey Andes in 0" in line.en for line in read.lines)
