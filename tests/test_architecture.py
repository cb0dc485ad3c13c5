"""Who may import whom, and how a file may look. The table is the one of docs/architecture.md."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("desktop", "sheets", "reports")

#: The only part that every process may import: stdlib and the serialiser.
EVERYWHERE = (
    "sheets.contract", "sheets.errors", "sheets.place", "reports.outcome", "reports.definitions", "reports.tokens",
    "reports.private", "reports.given_names",
)  # fmt: skip
SERIALISER = ("msgspec",)
#: The pure part of sheets: frames, no file behind them.
PURE_SHEETS = (
    *EVERYWHERE[:3], "sheets.cells", "sheets.tables", "sheets.headers", "sheets.grid", "sheets.workbook",
    "sheets.references", "sheets.looks",
)  # fmt: skip
FRAMES = (*SERIALISER, "pandas", "numpy")
QT = ("PySide6", "shiboken6")


@dataclass(frozen=True)
class Room:
    """Modules whose name begins with one of ``names``, and what they may import beside the standard library."""

    names: tuple[str, ...]
    own: tuple[str, ...]
    libraries: tuple[str, ...]


#: The first room that has the module's name is its room.
ROOMS = (
    Room(EVERYWHERE, EVERYWHERE, SERIALISER),
    # Single cells and rows apart from the tables: an import types no column, and does without pandas.
    Room(
        ("sheets.imports",),
        (
            *EVERYWHERE,
            *PURE_SHEETS,
            "sheets.amounts",
            "sheets.moment_cells",
            "sheets.date_order",
            "sheets.codes",
            "sheets.labels",
            "sheets.problems",
            "sheets.rows",
            "sheets.imports",
        ),
        FRAMES,
    ),
    Room(
        ("sheets.template",),
        (*EVERYWHERE, *PURE_SHEETS, "sheets.template", "sheets.excel"),
        (*FRAMES, "openpyxl", "lxml"),
    ),
    Room(
        ("sheets.excel",),
        (*EVERYWHERE, *PURE_SHEETS, "sheets.excel"),
        (*FRAMES, "python_calamine", "lxml", "xlsxwriter", "platformdirs", "msoffcrypto", "olefile"),
    ),
    Room(
        ("sheets.google",),
        (*EVERYWHERE, *PURE_SHEETS, "sheets.google", "sheets.credentials"),
        # openpyxl reads the tabs that sheets.template draws, so that a new sheet and a new file are drawn once
        (*FRAMES, "gspread", "google", "google_auth_oauthlib", "requests", "openpyxl", "platformdirs"),
    ),
    Room(("sheets.credentials",), ("sheets.errors",), ("keyring",)),
    Room(("sheets",), (*EVERYWHERE, "sheets"), FRAMES),
    # What is painted on paper: the one place of reports that knows Qt, in a child process that shows no window.
    Room(("reports.render.paper",), (*EVERYWHERE, *PURE_SHEETS, "reports"), QT),
    Room(("reports",), (*EVERYWHERE, *PURE_SHEETS, "reports"), (*FRAMES, "holidays", "babel", "jinja2", "markupsafe")),
    Room(("desktop.cli", "desktop.commands"), (*PACKAGES,), (*FRAMES, "platformdirs")),
    Room(("desktop",), (*EVERYWHERE, "desktop"), (*SERIALISER, *QT, "platformdirs")),
)
#: What a room's own folder would allow and the table forbids.
FORBIDDEN = {
    "sheets": ("sheets.excel", "sheets.google", "sheets.credentials", "sheets.imports", "sheets.template"),
    "desktop": ("desktop.cli", "desktop.commands"),
}
DISCOVERY_MODULES = {"pkgutil"}
DISCOVERY_NAMES = {"import_module", "__import__", "iter_modules", "walk_packages", "entry_points", "__subclasses__"}
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "misc", "common"}
HEAVY = {"pandas", "numpy", "openpyxl", "python_calamine", "xlsxwriter", "lxml", "holidays", "babel"} | {
    "jinja2", "gspread", "google", "requests", "keyring"
}  # fmt: skip


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def sources(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def within(name: str, prefixes: tuple[str, ...]) -> bool:
    return any(name == prefix or name.startswith(prefix + ".") for prefix in prefixes)


def imported(tree: ast.AST, module: str, is_package: bool) -> Iterator[tuple[int, str]]:
    """Every import of a file, wherever it stands in it, as (line, dotted name); relative ones resolved."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parts = module.split(".")
                base = ".".join([*parts[: len(parts) - node.level + is_package], *([base] if base else [])])
            for alias in node.names:
                # `from sheets import tables` imports the module sheets.tables; a name of a module is its module.
                yield node.lineno, f"{base}.{alias.name}" if is_module(f"{base}.{alias.name}") else base


def is_module(name: str) -> bool:
    path = ROOT.joinpath(*name.split("."))
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


def trespasses(source: str, module: str, is_package: bool = False) -> list[str]:
    """What a module imports that its room may not."""
    room = next(room for room in ROOMS if within(module, room.names))
    denied = FORBIDDEN.get(room.names[0], ())
    found = []
    for line, name in imported(ast.parse(source), module, is_package):
        top = name.partition(".")[0]
        if top in PACKAGES:
            # An empty package file comes with any of its modules.
            allowed = (within(name, room.own) or name in PACKAGES) and not (within(name, denied) and name != module)
        else:
            allowed = top in sys.stdlib_module_names or top in room.libraries
        if not allowed:
            found.append(f"{module}, line {line}, imports {name}")
    return found


@pytest.mark.parametrize("path", sources(*PACKAGES), ids=module_name)
def test_imports_only_what_its_room_may(path: Path) -> None:
    assert trespasses(path.read_text("utf-8"), module_name(path), path.name == "__init__.py") == []


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("sheets.contract", "import pandas"),
        ("reports.outcome", "from sheets.tables import Table"),
        ("reports.definitions.stock", "import pandas as pd"),
        ("sheets.tables", "import openpyxl"),
        ("sheets.rows", "from sheets.excel import read"),
        ("sheets.imports.shopify", "import sheets.excel.read"),
        ("sheets.excel.read", "import openpyxl"),
        ("sheets.google.read", "from sheets.excel import serials"),
        ("sheets.google.read", "import keyring"),
        ("sheets.excel.read", "import gspread"),
        ("sheets.workbook", "from sheets.google import marks"),
        ("desktop.session", "import gspread"),
        ("sheets.excel.read", "from reports.facts import Facts"),
        ("sheets.excel.draw", "from PySide6 import QtCore"),
        ("sheets.template", "from reports.numbers import Money"),
        ("reports.run", "from sheets.excel.book import ExcelBook"),
        ("reports.run", "import desktop.settings"),
        ("reports.rules.stock", "from sheets import excel"),
        ("reports.facts", "import openpyxl"),
        ("reports.render.markdown", "from PySide6.QtGui import QColor"),
        ("reports.render.page", "from PySide6.QtGui import QColor"),
        ("desktop.pages.week", "import jinja2"),
        ("desktop.cli", "from PySide6 import QtWidgets"),
        ("desktop.commands.refresh", "def run():\n    import PySide6"),
        ("desktop.window", "import pandas"),
        ("desktop.window", "from sheets.excel.book import ExcelBook"),
        ("desktop.pages.week", "from reports.facts import Facts"),
        ("desktop.session", "from desktop.commands import refresh"),
        ("desktop.pages.week", "from ..commands import refresh"),
    ],
)
def test_the_table_says_no(module: str, line: str) -> None:
    assert len(trespasses(line, module)) == 1


@pytest.mark.parametrize("path", sources(*PACKAGES), ids=module_name)
def test_nothing_is_discovered_or_registered_on_import(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    found = [name for _, name in imported(tree, module_name(path), path.name == "__init__.py")]
    assert not DISCOVERY_MODULES.intersection(found)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute | ast.alias):
            name = (
                node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else node.name
            )
            assert name not in DISCOVERY_NAMES, f"{path.name} looks for things at run time: {name}"
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            assert node.name != "__init_subclass__", f"{path.name} registers classes as they are made"
            for decorator in node.decorator_list:
                assert "register" not in ast.unparse(decorator), f"{path.name} registers {node.name} on import"


@pytest.mark.parametrize("path", sources(*PACKAGES, "tests", "benchmarks", "docs"), ids=module_name)
def test_a_file_is_one_thing_and_says_which(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 500, "over 500 lines: it wants to be two files"
    assert path.stem not in EMPTY_NAMES
    assert path.parent.name not in EMPTY_NAMES


@pytest.mark.parametrize("path", sources(*PACKAGES), ids=module_name)
def test_a_module_with_code_begins_with_a_sentence_about_it(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    assert not tree.body or ast.get_docstring(tree)


def loaded_after(code: str) -> set[str]:
    """The top-level modules that a fresh interpreter holds after this code."""
    script = f"import sys, json\ntry:\n    {code}\nexcept SystemExit:\n    pass\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT, timeout=60
    )
    return {name.partition(".")[0] for name in json.loads(done.stdout.splitlines()[-1])}


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["refresh", "--help"], ["desktop", "--help"]])
def test_the_command_line_starts_without_pandas_and_qt(arguments: list[str]) -> None:
    loaded = loaded_after(f"import desktop.cli; desktop.cli.main({arguments!r})")
    assert "desktop" in loaded
    assert not loaded & {*HEAVY, *QT}


def test_the_window_loads_qt_and_never_pandas() -> None:
    loaded = loaded_after("import desktop.app")
    assert "PySide6" in loaded
    assert not loaded & HEAVY


def test_everywhere_needs_only_the_standard_library_and_the_serialiser() -> None:
    loaded = loaded_after("import " + ", ".join(EVERYWHERE))
    assert not loaded & {*HEAVY, *QT}


def test_every_folder_of_tests_is_a_package_so_that_files_may_share_a_name() -> None:
    folders = {path.parent for path in sources("tests")}
    assert [str(folder) for folder in sorted(folders) if not (folder / "__init__.py").is_file()] == []
