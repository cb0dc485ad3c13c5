"""Having a conversation with one side, keeping what was said without secrets, and comparing two sides."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from tests.google.contract.scenarios import SCENARIOS
from tests.google.contract.steps import Json, Scenario, Step

#: method, path with query, body -> status and body.
Ask = Callable[[str, str, Any], tuple[int, Any]]

#: What is another on each side, whatever was asked.
_OTHER = ("spreadsheetId", "spreadsheetUrl")
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_SECRET = re.compile(r"ya29\.[\w-]+|1//[\w-]+|GOCSPX-[\w-]+|-----BEGIN[^-]+-----")


@dataclass(frozen=True, slots=True)
class Said:
    """One request and what came back."""

    asked: str
    body: Any
    status: int
    answer: Any


@dataclass(frozen=True, slots=True)
class Difference:
    """Where two sides said something else."""

    scenario: str
    step: int
    where: str
    one: str
    other: str


def converse(ask: Ask, id: str, scenario: Scenario) -> list[Said]:
    """Have the conversation; the tabs that it leaves behind are deleted, whatever happened."""
    said = []
    try:
        for step in scenario.steps:
            path = _path(step, id)
            status, answer = ask(step.method, path, step.body)
            said.append(Said(f"{step.method} {_clean(path, id)}", step.body, status, _clean(answer, id)))
    finally:
        for tab in scenario.tabs:
            ask("POST", f"/v4/spreadsheets/{id}:batchUpdate", {"requests": [{"deleteSheet": {"sheetId": tab}}]})
    return said


def all_of(ask: Ask, id: str, tell: Callable[[str], object] = lambda _: None) -> dict[str, list[Said]]:
    """Every conversation, by name."""
    found = {}
    for scenario in SCENARIOS:
        tell(scenario.name)
        found[scenario.name] = converse(ask, id, scenario)
    return found


def differences(scenario: str, one: list[Said], other: list[Said]) -> Iterator[Difference]:
    """Every place at which the two conversations part."""
    for number, (a, b) in enumerate(zip(one, other, strict=True), 1):
        if a.status != b.status:
            yield Difference(scenario, number, "status", str(a.status), str(b.status))
        # Of a refusal the kind counts, not Google's wording.
        elif a.status < 400:
            for where, left, right in _unlike(a.answer, b.answer, ""):
                yield Difference(scenario, number, where, left, right)


def as_file(scenario: str, asks: str, said: list[Said]) -> str:
    """A recording as it is kept."""
    steps = [{"asked": one.asked, "body": one.body, "status": one.status, "answer": one.answer} for one in said]
    return json.dumps({"scenario": scenario, "asks": asks, "steps": steps}, ensure_ascii=False, indent=1) + "\n"


def _path(step: Step, id: str) -> str:
    query = urlencode({name: value for name, value in step.query.items() if value}, doseq=True)
    return step.path.replace("{id}", id) + (f"?{query}" if query else "")


def _clean(said: Any, id: str) -> Any:
    """Without the spreadsheet's id, addresses of people and anything secret."""
    if isinstance(said, dict):
        return {name: "…" if name in _OTHER else _clean(value, id) for name, value in said.items()}
    if isinstance(said, list):
        return [_clean(one, id) for one in said]
    if isinstance(said, str):
        return _SECRET.sub("…", _ADDRESS.sub("…@…", said.replace(id, "{id}")))
    return said


def _unlike(one: Any, other: Any, where: str) -> Iterator[tuple[str, str, str]]:
    if isinstance(one, dict) and isinstance(other, dict):
        for name in sorted(one.keys() | other.keys()):
            yield from _unlike(one.get(name), other.get(name), f"{where}.{name}" if where else name)
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for number, (left, right) in enumerate(zip(one, other, strict=True)):
            yield from _unlike(left, right, f"{where}[{number}]")
    elif one != other and not (_is_number(one) and _is_number(other) and abs(one - other) < 1e-6):
        yield where, _short(one), _short(other)


def _is_number(said: Any) -> bool:
    return isinstance(said, int | float) and not isinstance(said, bool)


def _short(said: Any) -> str:
    text = "absent" if said is None else json.dumps(said, ensure_ascii=False)
    return text if len(text) <= 120 else text[:119] + "…"


def empty_of(body: Json) -> bool:
    """Whether a spreadsheet, looked at by its tabs' values, holds nothing that somebody could miss."""
    return not any(one.get("values") for one in body.get("valueRanges", []))
