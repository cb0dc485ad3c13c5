"""The rows of ``Definitions`` as the founder wrote them, for the page that explains and changes them."""

from __future__ import annotations

from reports.definitions.values import as_text, canonical, scope_of
from reports.facts import Facts
from reports.knobs import MAP
from reports.outcome import Line, Rows, Setting

ALL = "all"


def setting_rows(facts: Facts) -> list[Setting]:
    """One for each row that names a definition, in the tab's order; how an export's columns are matched is none.

    What is written beside a definition is the founder's own, and stays in the workbook.
    """
    table = facts.tables.get("definitions")
    if table is None:
        return []
    frame, knobs = table.frame, facts.knobs
    columns = {name: frame[name].tolist() if name in frame else [None] * len(frame) for name in _COLUMNS}
    problems = {problem.row: problem for problem in (*knobs.unknown, *knobs.problems)}
    found = []
    for number, key, scope, value, standard in zip(frame["row"], *columns.values(), strict=True):
        if not key or str(key).lower().startswith(MAP):
            continue
        problem = problems.get(int(number))
        found.append(
            Setting(
                key=_key(str(key)),
                scope=ALL if scope_of(as_text(scope)) == ("", "") else as_text(scope),
                value=as_text(value),
                standard=as_text(standard),
                problem=Line(id=problem.kind, en=problem.said.en, es=problem.said.es) if problem else None,
                rows=[Rows(tab=table.name, rows=[int(number)])],
            )
        )
    return found


_COLUMNS = ("key", "applies_to", "value", "default")


def _key(written: str) -> str:
    try:
        return canonical(written)
    except KeyError:
        return written.strip()
