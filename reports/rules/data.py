"""The data itself: late sources, tabs and cells that cannot be read, definitions that mean nothing, failed runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from reports.facts import STOOD_ON
from reports.language.sources import EXPECTED
from reports.numbers import Age, Both, Count, Listing
from reports.outcome import Rows
from reports.rules.rule import CRITICAL, INFO, WARNING, Due, Finding, Given, Rule, clause, same
from reports.rules.tabs import by_tab, source_words
from reports.run_log import INCOMPLETE
from sheets.contract import TABS
from sheets.errors import Text
from sheets.tables import Problem, Table

#: Sources on which the lines of the level-1 brief stand.
USED = ("orders", "inventory")
UNUSABLE = frozenset({"missing_column", "two_tabs"})


def source_late(given: Given) -> Iterator[Finding]:
    """D01."""
    for key, source in given.facts.sources.items():
        if not source.late or source.status == "off" or source.age_hours is None:
            continue
        if key not in STOOD_ON and not source.declared:
            continue
        words, age = source_words(key, source.name), Age(int(source.age_hours * 60), source.age_days or 0)
        expected = source.expected_hours or 0.0
        often = EXPECTED.get(expected) or clause(
            "every {n:hour|hours}", "cada {n:hora|horas}", n=Count(round(expected))
        )
        yield Finding(
            rule="D01",
            entity_type="source",
            entity_id=key,
            title=words,
            severity=WARNING if key in USED else INFO,
            target=f"source:{key}",
            args={
                "source": words,
                "since": _since(source.basis, age),
                "age": age,
                "exp": often,
                "last": _last(source.basis),
            },
        )


def _since(basis: str, age: Age) -> Both:
    match basis:
        case "seen":
            return clause("unchanged for {age}", "sin cambios hace {age}", age=age)
        case "declared":
            return clause("last refreshed {age} ago", "sin actualizar desde hace {age}", age=age)
    return clause("with its newest record {age} ago", "con su registro más reciente hace {age}", age=age)


def _last(basis: str) -> Both:
    return {
        "seen": Both("last changed", "último cambio"),
        "declared": Both("last refreshed", "última actualización"),
    }.get(basis, Both("newest record", "registro más reciente"))


def tab_unusable(given: Given) -> Iterator[Finding]:
    """D02."""
    for key, name, table, problems in by_tab(given, UNUSABLE):
        yield Finding(
            rule="D02",
            entity_type="tab",
            entity_id=_tab_id(key, problems),
            title=same(name),
            severity=WARNING,
            target=f"source:{_tab_id(key, problems)}",
            args={"what": _unusable(key, problems), "tab": name, "fix": _mend(key, name, problems, table)},
        )


def _tab_id(key: str, problems: Sequence[Problem]) -> str:
    """The contract's key of the tab, where its columns tell it; else its name."""
    if any(one.key == key for one in TABS):
        return key
    columns = {problem.column for problem in problems if problem.column}
    fits = [one.key for one in TABS if columns and columns <= {column.name for column in one.columns}]
    return fits[0] if len(fits) == 1 else key


def _unusable(key: str, problems: Sequence[Problem]) -> Both:
    if any(problem.kind == "two_tabs" for problem in problems):
        return Both("both could be the same tab; neither was read", "podrían ser la misma pestaña; no se leyó ninguna")
    columns = [problem for problem in problems if problem.column]
    if not columns:
        return Both("has no header that is known", "no tiene ningún encabezado conocido")
    near = [
        clause("“{h}” in {c} looks like it", "«{h}» en {c} se le parece", h=problem.header, c=problem.cell)
        for problem in columns
        if problem.cell
    ]
    return clause(
        "has no {n:?column|columns} {list}{near}",
        "no tiene {n:?la columna|las columnas} {list}{near}",
        n=Count(len(columns)),
        list=Listing(tuple(_column(key, problem) for problem in columns)),
        near=clause(" ({list:;})", " ({list:;})", list=Listing(tuple(near))) if near else None,
    )


def _column(key: str, problem: Problem) -> Both:
    columns = [one.column(problem.column) for one in TABS if one.key == key and problem.column in _names(one)]
    title = columns[0].title if columns else Text(problem.column, problem.column)
    return Both(f"“{title.en}”", f"«{title.es}»")


def _names(one: Any) -> set[str]:
    return {column.name for column in one.columns}


def _mend(key: str, name: str, problems: Sequence[Problem], table: Table | None) -> Both:
    if any(problem.kind == "two_tabs" for problem in problems):
        return clause("Rename one of the tabs {t}", "Cambia el nombre de una de las pestañas {t}", t=name)
    columns = [problem for problem in problems if problem.column]
    if not columns:
        return clause("Restore the headers of {t}", "Recupera los encabezados de {t}", t=name)
    listed = Listing(tuple(_column(key, problem) for problem in columns))
    if table is not None:
        return clause("Add {list} to {t}", "Agrega {list} a {t}", list=listed, t=name)
    return clause(
        "Restore {list} in {t}, so that it can be read",
        "Recupera {list} en {t} para poder leerla",
        list=listed,
        t=name,
    )


def definition_problem(given: Given) -> Iterator[Finding]:
    """D05."""
    table = given.facts.tables.get("definitions")
    if table is None:
        return
    told: dict[str, list[Problem]] = {}
    for problem in given.facts.knobs.problems:
        told.setdefault(_knob(table, problem.row), []).append(problem)
    for key, problems in sorted(told.items()):
        said = problems[-1].said
        yield Finding(
            rule="D05",
            entity_type="definition",
            entity_id=key,
            title=same(key),
            severity=WARNING,
            rows=(Rows(tab="definitions", rows=sorted({problem.row for problem in problems})),),
            target=f"definition:{key}",
            args={
                "what": Both(said.en.rstrip("."), said.es.rstrip(".")),
                "cell": f"{table.name}!{problems[-1].cell}",
                "key": key,
            },
        )


def _knob(table: Table, row: int) -> str:
    """Which definition stands in the row, by key and what it applies to."""
    own = table.frame[table.frame["row"] == row]
    if own.empty:
        return "definitions"
    first = own.iloc[0]
    applies = first["applies_to"] if "applies_to" in own else None
    return f"{first['key']} ({applies})" if applies else str(first["key"])


def run_failed(given: Given) -> Iterator[Finding]:
    """D07: what the last run left, not what this one found."""
    last = given.log.last
    if last is None or last.status == "ok":
        return
    said = last.message or "–"
    if last.status == INCOMPLETE:
        what = clause("was cut off before it was done", "se interrumpió antes de terminar")
    elif last.step:
        what = clause("stopped at “{s}”: {m}", "se detuvo en «{s}»: {m}", s=last.step, m=said.rstrip("."))
    else:
        what = clause("did not finish: {m}", "no terminó: {m}", m=said.rstrip("."))
    yield Finding(
        rule="D07",
        entity_type="run",
        entity_id="last",
        title=Both("The last run", "La última corrida"),
        severity=CRITICAL,
        target="run:last",
        args={"what": what},
    )


RULES = (
    Rule(
        id="D01",
        title=Text("Source late", "Fuente atrasada"),
        meaning=Text(
            "A source that has not changed for longer than it is expected to.",
            "Una fuente que lleva sin cambiar más de lo esperado.",
        ),
        family="data",
        level=1,
        severity=INFO,
        owner="operations",
        find=source_late,
        limits=("expected_every_hours",),
        evidence=Text("{since} (expected {exp})", "{since} (se espera {exp})"),
        action=Text(
            "Refresh {source}: {last} {age} ago (expected {exp}).",
            "Actualiza {source}: {last} hace {age} (se espera {exp}).",
        ),
        ends=Text("refreshed", "actualizada"),
    ),
    Rule(
        id="D02",
        title=Text("Tab unusable", "Pestaña ilegible"),
        meaning=Text(
            "A tab that lacks a column it needs, has no known header, or that two tabs could be.",
            "Una pestaña a la que le falta una columna necesaria o un encabezado conocido, o que podrían ser dos.",
        ),
        family="data",
        level=1,
        severity=WARNING,
        owner="operations",
        find=tab_unusable,
        evidence=Text("{what}", "{what}"),
        action=Text("{fix}.", "{fix}."),
        ends=Text("read in full", "leída completa"),
    ),
    Rule(
        id="D05",
        title=Text("Definition problem", "Definición con problema"),
        meaning=Text(
            "A definition whose value means nothing, that stands twice or applies to nothing; the default is used.",
            "Una definición con un valor que no sirve, repetida o que no aplica a nada; vale el predeterminado.",
        ),
        family="data",
        level=1,
        severity=WARNING,
        owner="operations",
        find=definition_problem,
        needs=("definitions",),
        evidence=Text("{what}", "{what}"),
        joint=": ",
        action=Text("Correct {key} in {cell}.", "Corrige {key} en {cell}."),
        ends=Text("a value that is understood", "un valor que se entiende"),
    ),
    Rule(
        id="D07",
        title=Text("Run failed", "Corrida fallida"),
        meaning=Text(
            "The last run did not finish, or its result could not be written.",
            "La última corrida no terminó, o su resultado no se pudo escribir.",
        ),
        family="data",
        level=1,
        severity=CRITICAL,
        owner="operations",
        find=run_failed,
        due={CRITICAL: Due(hours=4)},
        evidence=Text("{what}", "{what}"),
        action=Text("Refresh again: the last run {what}.", "Actualiza otra vez: la última corrida {what}."),
        ends=Text("a run that finished", "una corrida completa"),
    ),
)
