"""What every test stands on: no window system, no folders of the machine, no chance."""

from __future__ import annotations

import gc
import os
from pathlib import Path

# Qt aborts the interpreter without a display, so this stands before anything can import it.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

import pytest
from hypothesis import HealthCheck, settings

from tests.google.fixtures import _desk, _once, computed_once, google, time  # noqa: F401  (fixtures: the loopback Google)

ROOT = Path(__file__).resolve().parent.parent

settings.register_profile(
    "same every time",
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
settings.load_profile("same every time")


#: New objects before a collection, and how often an older generation is looked through with it. A run of the flow makes
#: some hundred thousand objects and drops them by their counts; by Python's own numbers a sixth of its time is collection.
COLLECT = (20_000, 20, 50)


def pytest_collection_finish() -> None:
    """What was imported and collected stays until the end: it is not looked through again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT)


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's own folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of samples beside the project; a test that needs it is skipped where it is absent."""
    path = ROOT.parent / "shared"
    if not path.is_dir():
        pytest.skip("the shared samples do not lie beside this project")
    return path


@pytest.fixture(autouse=True)
def _own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings, cache and backups of each test, and of the processes it starts, lie in a folder of its own."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for name in ("CONFIG", "CACHE", "DATA", "STATE", "RUNTIME"):
        folder = home / name.lower()
        folder.mkdir(mode=0o700)
        monkeypatch.setenv(f"XDG_{name}_{'DIR' if name == 'RUNTIME' else 'HOME'}", str(folder))
    for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
