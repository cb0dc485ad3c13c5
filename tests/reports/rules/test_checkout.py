"""W04, W05 and W06. The last complete week is 9-15 Nov 2026, compared with the four that begin on 12 Oct."""

from __future__ import annotations

import pytest

from tests.reports.rules.cells import order, orders, rows, run, said
from tests.reports.rules.visits import days, stock, traffic, weeks

ORDER = order("#1", "2026-11-10 09:00:00")
NOTE = ["date", "end_date", "type", "text"]


def found(tmp_path, *told, notes=(), **context):
    tabs = {"Orders": orders(ORDER), "Inventory": stock(), "Traffic": traffic(*told)}
    return run(tmp_path, {**tabs, **({"Notes": [NOTE, *notes]} if notes else {})}, **context)


def shipping(now, usual=(100, 70)):
    """Those who saw shipping and those who began to pay: this week, and in each of the four before."""
    return weeks(shipping_shown=[*[usual[0]] * 4, now[0]], payment_started=[*[usual[1]] * 4, now[1]])


def test_more_who_leave_when_they_see_shipping_are_told(tmp_path):
    """50 of 100 left, at least 42 %; before 120 of 400 = 30 %, and five points more are 35 %."""
    result = found(tmp_path, *shipping((100, 50)))
    assert said(result, "W04") == [
        (
            "WARNING Checkout: 50 of 100 visits left after shipping was shown (50%), against 30% in the 4 weeks before.",
            "ADVERTENCIA Proceso de pago: 50 de 100 visitas no siguieron al ver el envío (50 %), frente a 30 % en las 4 "
            "semanas anteriores.",
        )
    ]
    row = rows(result, "W04")[0]
    assert (row.key, row.confidence) == ("W04|shop:shipping", "directional")
    assert [(one.tab, one.rows) for one in row.rows] == [("traffic", [6])]
    assert row.next_action.es == (
        "Muestra antes el costo del envío: 50 de 100 visitas no siguieron al verlo (50 %, lo usual es 30 %)."
    )


def test_in_a_launch_it_is_critical(tmp_path):
    launch = ["2026-11-13", "2026-11-15", "campaign_launched", "Rodada"]
    assert [row.severity for row in rows(found(tmp_path, *shipping((100, 50)), notes=[launch]), "W04")] == ["critical"]


@pytest.mark.parametrize(
    ("now", "usual"),
    [((29, 0), (100, 70)), ((100, 58), (100, 70)), ((100, 120), (100, 70)), ((100, 50), (7, 5))],
    ids=["29 are too few", "at least 34 %, under 35 %", "more pay than saw it", "28 before are too few"],
)
def test_a_loss_that_is_small_or_of_few_is_silent(tmp_path, now, usual):
    assert rows(found(tmp_path, *shipping(now, usual)), "W04") == []


def test_shopify_s_own_report_has_no_shipping_step_and_the_rule_says_that_it_is_not_checked(tmp_path):
    result = found(tmp_path, *weeks(sessions=1000, checkouts=100, purchases=[50, 50, 50, 50, 5]))
    assert {skip.rule: skip.missing for skip in result.skipped}["W04"] == [
        "Traffic: Saw shipping",
        "Traffic: Began to pay",
    ]
    # What it does tell is in the figures: 95 of 100 checkouts were not completed, 50 of 100 the week before.
    assert (result.figures["M20"].value, result.figures["M20"].previous) == (0.95, 0.5)
    assert result.figures["M20"].note.en == "95 of 100 checkouts not completed"
    assert result.figures["M18"].value == 0.005


def test_a_week_of_far_fewer_visits_is_told(tmp_path):
    result = found(tmp_path, *weeks(sessions=[400, 380, 420, 400, 200]))
    assert said(result, "W05") == [
        (
            "INFO Traffic: 200 visits in the week of 9–15 Nov, about 400 a week in the 4 weeks before.",
            "AVISO Tráfico: 200 visitas en la semana del 9–15 nov, cerca de 400 por semana en las 4 semanas anteriores.",
        )
    ]


def test_a_smaller_or_a_chance_dip_is_silent(tmp_path):
    assert rows(found(tmp_path, *weeks(sessions=[400, 400, 400, 400, 250])), "W05") == []  # 62.5 %
    # 24 of 45 a week: by chance alone 1 in 1,000, at twice its scatter 2 in 100
    assert rows(found(tmp_path, *weeks(sessions=[45, 45, 45, 45, 24])), "W05") == []
    assert rows(found(tmp_path, *weeks(sessions=[0, 0, 0, 0, 0])), "W05") == []


def test_one_week_before_is_no_baseline_and_the_rule_is_not_checked(tmp_path):
    result = found(tmp_path, *weeks(sessions=[400, 380, 420, 400, 200])[3:])
    assert rows(result, "W05") == []
    assert {skip.rule: skip.missing for skip in result.skipped}["W05"] == ["Traffic: 2026-10-26 – 2026-11-15"]


def test_visitors_are_not_called_visits(tmp_path):
    assert said(found(tmp_path, *weeks(sessions=[400, 380, 420, 400, 200], measure="users")), "W05")[0] == (
        "INFO Traffic: 200 visitors in the week of 9–15 Nov, about 400 a week in the 4 weeks before.",
        "AVISO Tráfico: 200 visitantes en la semana del 9–15 nov, cerca de 400 por semana en las 4 semanas anteriores.",
    )


def test_six_covered_days_are_compared_with_six_and_say_so(tmp_path):
    """Days to Sat 14 Nov: 6 x 30 = 180 against 6 x 60 = 360."""
    told = days("2026-10-12", 34, sessions=[*[60] * 28, *[30] * 6])
    assert said(found(tmp_path, *told), "W05")[0] == (
        "INFO Traffic: 180 visits in the week of 9–15 Nov (6 of 7 days covered), about 360 a week in the 4 weeks before.",
        "AVISO Tráfico: 180 visitas en la semana del 9–15 nov (6 de 7 días cubiertos), cerca de 360 por semana en las 4 "
        "semanas anteriores.",
    )


def by_source(now, bought, usual=100):
    direct = weeks(source="(direct)", sessions=1000, purchases=40)
    return [
        *direct,
        *weeks(source="instagram", sessions=[*[usual] * 4, now], purchases=[*[4 if usual else 0] * 4, bought]),
    ]


def test_a_source_that_brings_more_who_do_not_buy_is_told(tmp_path):
    """0 of 300 are at most 0.9 %; the four weeks before 176 of 4,400 bought = 4 %."""
    result = found(tmp_path, *by_source(300, 0))
    assert said(result, "W06") == [
        (
            "INFO instagram: 300 visits in the week of 9–15 Nov (about 100 a week before), 0 bought (at most 0.9%) against "
            "4.0% in the shop.",
            "AVISO instagram: 300 visitas en la semana del 9–15 nov (cerca de 100 por semana antes), 0 compraron (máximo "
            "0,9 %) frente a 4,0 % en la tienda.",
        )
    ]
    assert rows(result, "W06")[0].key == "W06|visits_from:instagram"


def test_a_source_that_is_new_is_more_than_none(tmp_path):
    told = said(found(tmp_path, *by_source(300, 0, usual=0)), "W06")
    assert told[0][0].startswith("INFO instagram: 300 visits in the week of 9–15 Nov (none before), 0 bought")


@pytest.mark.parametrize(
    ("now", "bought", "usual"),
    [(149, 0, 100), (300, 10, 100), (99, 0, 20), (300, 301, 100)],
    ids=["under 1.5 times", "10 of 300 may be as good", "99 are too few", "more bought than came"],
)
def test_a_source_that_brings_no_more_or_buys_is_silent(tmp_path, now, bought, usual):
    assert rows(found(tmp_path, *by_source(now, bought, usual)), "W06") == []


def test_sources_without_purchases_are_not_judged_and_the_rule_says_so(tmp_path):
    """Google Analytics' acquisition report tells visits by source, and no purchases."""
    told = weeks(source="instagram", sessions=[100, 100, 100, 100, 300])
    result = found(tmp_path, *told)
    assert {skip.rule: skip.missing for skip in result.skipped}["W06"] == ["Traffic: Purchases"]
