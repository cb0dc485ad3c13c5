"""The data itself: late sources, tabs and cells that cannot be read, definitions that mean nothing, failed runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from reports.language.sources import EXPECTED
from reports.numbers import Age, Both, Count, Listing
from reports.outcome import Rows
from reports.rules.rule import CRITICAL, INFO, WARNING, Due, Finding, Given, Rule, clause, same
from reports.rules.tabs import by_tab, source_words
from sheets.contract import TABS
from sheets.errors import Text
from sheets.tables import Problem, Table

#: Sources on which the lines of the level-1 brief stand.
USED = ("orders", "inventory")
UNUSABLE = frozenset({"missing_column", "two_tabs"})
CELLS = frozenset({"error_cell", "uncached", "unreadable", "ambiguous", "changed_sku", "out_of_range", "key_missing"})
#: From this share of the rows on, unreadable cells are a warning.
CELL_SHARE = 0.02
_KEYS = frozenset({"order_id", "sku", "product_id", "line_sku"})


def source_late(given: Given) -> Iterator[Finding]:
    """D01."""
    for key, source in given.facts.sources.items():
        if not source.late or source.status == "off" or source.age_hours is None:
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
            return clause("last refreshed {age} ago", "con su última actualización hace {age}", age=age)
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


def error_cells(given: Given) -> Iterator[Finding]:
    """D03."""
    for key, name, table, problems in by_tab(given, CELLS):
        if table is None or key == "definitions":
            continue
        rows = sorted({problem.row for problem in problems if problem.row})
        keyless = any(problem.kind == "key_missing" or problem.column in _KEYS for problem in problems)
        often = len(rows) > CELL_SHARE * max(len(table.frame), 1)
        worst = min(problems, key=lambda problem: _weight(given, key, problem))
        yield Finding(
            rule="D03",
            entity_type="source",
            entity_id=key,
            title=same(name),
            severity=WARNING if keyless or often else INFO,
            rows=(Rows(tab=key, rows=rows),),
            target=f"cell:{key}",
            args={
                "what": _counted(problems),
                "cell": f"{name}!{worst.cell}" if worst.cell else name,
                "err": _said(worst),
                "then": _then(given, key, worst),
                "more": _more(problems, worst),
            },
        )


def _counted(problems: Sequence[Problem]) -> Listing:
    """How many cells of each kind of trouble."""
    words = {
        "error_cell": ("{n:cell|cells} with {n:?an error|errors}{c}", "{n:celda|celdas} con error{c}"),
        "uncached": ("{n:formula|formulas} without a value", "{n:fórmula|fórmulas} sin valor"),
        "unreadable": ("{n:cell|cells} that cannot be read", "{n:celda|celdas} que no se {n:?puede|pueden} leer"),
        "ambiguous": (
            "{n:cell|cells} that can be read two ways",
            "{n:celda|celdas} que se {n:?puede|pueden} leer de dos formas",
        ),
        "changed_sku": ("{n:SKU|SKUs} changed by the spreadsheet", "{n:SKU|SKU} que la hoja cambió"),
        "out_of_range": ("{n:cell|cells} out of range", "{n:celda|celdas} fuera de rango"),
        "key_missing": ("{n:row|rows} without a key", "{n:fila|filas} sin clave"),
    }
    parts = []
    for kind, (en, es) in words.items():
        own = [problem for problem in problems if problem.kind == kind]
        if own:
            codes = sorted({problem.value for problem in own if problem.value}) if kind == "error_cell" else []
            shown = clause(" ({list:,})", " ({list:,})", list=Listing(tuple(codes))) if codes else None
            parts.append(clause(en, es, n=Count(len(own)), c=shown))
    return Listing(tuple(parts))


def _said(problem: Problem) -> Both:
    header = problem.header
    match problem.kind:
        case "error_cell":
            return clause("{v} in {h}", "{v} en {h}", v=problem.value or "#", h=header)
        case "uncached":
            return clause(
                "the formula in {h} has no value; open and save it once in Excel",
                "la fórmula en {h} no tiene valor; ábrela y guárdala una vez en Excel",
                h=header,
            )
        case "key_missing":
            return clause("the row has no {h}", "la fila no tiene {h}", h=header)
        case "changed_sku":
            return clause(
                "the spreadsheet changed “{v}” in {h}", "la hoja cambió «{v}» en {h}", v=problem.value, h=header
            )
        case "ambiguous":
            return clause(
                "“{v}” in {h} can be read two ways",
                "«{v}» en {h} se puede leer de dos formas",
                v=problem.value,
                h=header,
            )
        case "out_of_range":
            return clause("“{v}” in {h} cannot be", "«{v}» en {h} no puede ser", v=problem.value, h=header)
    return clause("“{v}” in {h} cannot be read", "«{v}» en {h} no se puede leer", v=problem.value, h=header)


def _order_at(given: Given, row: int) -> Any:
    orders = given.facts.orders
    rows: Iterator[Any] = orders.itertuples()
    return next((order for order in rows if row in order.rows), None)


def _weight(given: Given, key: str, problem: Problem) -> tuple[int, int, str]:
    """Totals of counted orders first, then keys and dates, then by row."""
    if key == "orders" and problem.column == "total" and (order := _order_at(given, problem.row)) is not None:
        return (0 if order.state == "counted" else 3, problem.row, problem.cell)
    if problem.kind == "key_missing" or problem.column in _KEYS:
        return (1, problem.row, problem.cell)
    dated = problem.column in ("created_at", "paid_at", "financial_status", "available", "on_hand")
    return (2 if dated else 3, problem.row, problem.cell)


def _then(given: Given, key: str, problem: Problem) -> Both | None:
    """What follows from it: an order whose total cannot be read is not in revenue."""
    if key != "orders" or problem.column != "total":
        return None
    order = _order_at(given, problem.row)
    if order is None or order.state != "counted" or not order.total_unread:
        return None
    return clause("; {o} is not in revenue", "; {o} no entra en los ingresos", o=order.label)


def _more(problems: Sequence[Problem], worst: Problem) -> Both | None:
    """How many cells in other rows need the same care; those of the same row go with it."""
    rest = len({problem.row for problem in problems} - {worst.row})
    return clause(" ({n} more)", " ({n} más)", n=Count(rest)) if rest else None


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
    yield Finding(
        rule="D07",
        entity_type="run",
        entity_id="last",
        title=Both("The last run", "La última corrida"),
        severity=CRITICAL,
        target="run:last",
        args={
            "what": clause("stopped at “{s}”: {m}", "se detuvo en «{s}»: {m}", s=last.step, m=said.rstrip("."))
            if last.step
            else clause("did not finish: {m}", "no terminó: {m}", m=said.rstrip(".")),
        },
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
        id="D03",
        title=Text("Cells with errors", "Celdas con error"),
        meaning=Text(
            "Cells in columns that are used and that show an error, have no value or cannot be read one way only.",
            "Celdas de columnas usadas que muestran un error, no tienen valor o no se leen de una sola forma.",
        ),
        family="data",
        level=1,
        severity=INFO,
        owner="operations",
        find=error_cells,
        evidence=Text("{what:,}", "{what:,}"),
        joint=": ",
        action=Text("Fix {cell}: {err}{then}{more}.", "Corrige {cell}: {err}{then}{more}."),
        ends=Text("every cell can be read", "todas las celdas se leen"),
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
