"""What the documentation says is what there is."""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest

from docs import pages
from reports import outcome

DOCS = Path(pages.__file__).parent
STRUCTS = [
    value
    for value in vars(outcome).values()
    if inspect.isclass(value) and issubclass(value, msgspec.Struct) and value.__name__[0] != "_"
]


@pytest.mark.parametrize("name", list(pages.PAGES))
def test_a_generated_page_is_what_the_code_says(name: str) -> None:
    assert (DOCS / name).read_text("utf-8") == pages.PAGES[name](), "run `make pages`"


@pytest.mark.parametrize("struct", STRUCTS, ids=lambda struct: struct.__name__)
def test_the_outcome_page_names_each_field_and_no_other(struct: type[msgspec.Struct]) -> None:
    page = (DOCS / "outcome.md").read_text("utf-8")
    section = re.search(rf"^## {struct.__name__}\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    assert section, f"docs/outcome.md has no section {struct.__name__}"
    documented = re.findall(r"^\| `(\w+)` \|", section[1], re.MULTILINE)
    assert documented == [field.name for field in msgspec.structs.fields(struct)]


def test_the_outcome_page_is_of_this_version() -> None:
    assert f"version {outcome.SCHEMA}" in (DOCS / "outcome.md").read_text("utf-8")


def test_every_link_inside_the_documentation_leads_somewhere() -> None:
    root = DOCS.parent
    for page in [*DOCS.rglob("*.md"), *root.glob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", page.read_text("utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.relative_to(root)} links to {target}"


def test_the_readme_names_each_command() -> None:
    from desktop.cli import parser

    readme = (DOCS.parent / "README.md").read_text("utf-8")
    (commands,) = (action for action in parser()._actions if action.dest == "command")
    assert commands.choices
    for command in commands.choices:
        assert f"operating-brief {command}" in readme


def test_the_export_that_the_contributors_page_adds_is_known_by_its_columns(tmp_path: Path) -> None:
    from sheets.imports import EXPORTS, recognition

    (code,) = re.findall(r"```python\n(.*?)```", (DOCS / "adding-an-export.md").read_text("utf-8"), re.DOTALL)
    made: dict[str, Any] = {}
    exec(code, made)
    file = tmp_path / "any name.csv"
    file.write_text("Topic,Ticket no,Opened,Agent\nSize?,T-1,11/03/2026 10:00,Luz\n", encoding="utf-8")
    (found,) = recognition.recognise(file, (*EXPORTS, *made["EXPORTS"]))
    assert (found.export.key, found.table, found.ignored) == ("acme_tickets", "support", ("Agent",))
    (ticket,) = found.records()
    assert ticket.values == {"ticket_id": "T-1", "created_at": "11/03/2026 10:00", "subject": "Size?"}
    # The page says that the tool writes the month first.
    assert str(found.values().cell("created_at", ticket.values["created_at"])) == "2026-11-03 10:00:00"


def test_the_map_of_columns_in_the_handbook_is_one() -> None:
    from sheets.imports import maps

    (written,) = re.findall(r"^\{.*\}$", (DOCS / "importing.md").read_text("utf-8"), re.MULTILINE)
    export = maps.from_json(written)
    assert (export.table, export.columns["Monto"]) == ("payments", "amount")
