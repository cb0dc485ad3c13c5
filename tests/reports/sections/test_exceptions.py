from __future__ import annotations

from reports.outcome import Action, Line
from reports.sections import actions, exceptions
from tests.reports.made import exception, facts, given, order, tables


def page(rows, language="en", read="weekly", made=None):
    section = exceptions.section(given(made, exceptions=tuple(rows), read=read))
    return [section.title.text(language), *(line.text(language) for line in section.lines)]


def test_the_heading_counts_every_open_row_by_severity():
    rows = [
        exception("#1", "late", severity="critical"),
        exception("#2", "late"),
        exception("#3", "late"),
        exception("#4", "seen", severity="info", in_brief=False),
        exception("#5", "gone", rule="F01", state="resolved"),
        exception("#6", "asleep", decision="snooze"),
    ]
    assert page(rows)[0] == "Exceptions (1 critical, 2 warnings, 1 info)"
    assert page(rows, "es")[0] == "Excepciones (1 crítica, 2 advertencias, 1 aviso)"


def test_what_the_caps_leave_out_is_counted_and_what_was_resolved_is_said_once():
    rows = [exception("#1", "late"), *(exception(f"#{n}", "x", in_brief=False) for n in (2, 3))]
    rows += [exception(f"#{n}", "gone", rule="F01", state="resolved") for n in (5, 6, 7, 8, 9)]
    rows += [exception("Bib", "gone", rule="D04", state="resolved"), exception("#5", "x", rule="P01", state="resolved")]
    assert page(rows)[1:] == [
        "WARNING #1 late",
        "and 2 more",
        "Resolved since the last brief: paid, not fulfilled: #5, #6, #7 and 2 more; unknown or conflicting SKU: Bib; "
        "payment pending too long: #5.",
    ]
    assert page(rows, "es")[2:] == [
        "y 2 más",
        "Resueltas desde el último informe: pagado sin despachar: #5, #6, #7 y 2 más; SKU desconocido: Bib; "
        "pago pendiente de más: #5.",
    ]


def test_trap_88_where_all_is_fine_it_says_so_and_no_more():
    assert page([]) == ["Exceptions", "Nothing needs you today."]


def test_not_checked_never_reads_as_fine():
    assert page([], made=facts(tables=tables("inventory")))[1] == (
        "Nothing found in what could be checked; the rest is listed in Data health as not checked."
    )


def test_trap_79_what_is_unknown_is_neither_open_nor_resolved():
    assert page([exception("#1", "x", state="unknown")]) == ["Exceptions", "Nothing needs you today."]


def test_a_late_source_that_lowers_nothing_stands_in_the_status_row_alone():
    rows = [exception("Notes", "old", rule="D01", severity="info", in_brief=False)]
    assert page(rows) == ["Exceptions", "Nothing needs you today."]


def test_the_daily_read_tells_only_what_is_new():
    rows = [exception("#1", "late", state="ongoing"), exception("#2", "late", state="escalated")]
    assert page(rows, read="daily") == ["Exceptions (1 warning)", "WARNING #2 late"]
    assert page(rows[:1], "es", read="daily")[1] == "Nada nuevo te necesita hoy. 1 en curso."


def action(place: int) -> Action:
    return Action(
        key=f"k{place}",
        tier="a",
        line=Line(id="A-F01", en=f"Ship #{place}.", es=f"Despacha #{place}.", link="#'Orders'!A2"),
        tail=Line(id="A-tail", en="[Fulfillment · due Tue 17 Nov · ●]", es="[Despachos · para mar 17 nov · ●]"),
        owner_role="fulfillment",
        owner="",
        due_at="2026-11-17",
        confidence="solid",
    )


def test_actions_carry_their_tail_and_their_link():
    section = actions.section(given(actions=(action(1),)))
    assert section.kind == "numbered"
    assert section.lines[0].text("es") == "Despacha #1. [Despachos · para mar 17 nov · ●]"
    assert section.lines[0].link == "#'Orders'!A2"


def test_no_action_is_no_numbered_line():
    section = actions.section(given())
    assert (section.kind, section.lines[0].text("en")) == ("bullets", "Nothing needs an action this week.")


def test_with_a_blank_fulfilment_column_nothing_is_called_fine():
    made = facts(orders=[order("#1", 9, 500, fulfillment_status=None)])
    assert page([], made=made)[1].startswith("Nothing found in what could be checked;")
