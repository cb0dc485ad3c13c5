from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from desktop import app
from desktop.settings import Settings

HEAVY = {"pandas", "numpy", "openpyxl", "python_calamine", "xlsxwriter", "lxml", "gspread", "keyring", "platformdirs"}


def started(workbook: Path, root: Path) -> set[str]:
    """The modules of the window's process at the end of a start that stops at its first paint."""
    script = f"""
import json, sys
from pathlib import Path
from desktop import app
code = app.run(Path({str(workbook)!r}))
print(json.dumps([code, sorted({{name.partition(".")[0] for name in sys.modules}})]))
"""
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        cwd=root,
        timeout=60,
        env={**os.environ, "OPERATING_BRIEF_FIRST_PAINT": "1"},
        check=True,
    )
    painted, told = done.stdout.splitlines()
    code, modules = json.loads(told)
    assert (painted, code) == ("painted", 0)
    return set(modules)


def test_the_window_paints_the_kept_brief_without_pandas(kept: Path, root: Path) -> None:
    modules = started(kept, root)

    assert "PySide6" in modules
    assert not HEAVY & modules


def test_without_a_name_the_last_workbook_that_is_still_there_is_opened(kept: Path, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.ini")
    settings.opened(kept)
    settings.opened(tmp_path / "gone.xlsx")

    assert app.workbook(None, settings) == kept
    assert app.workbook(tmp_path / "named.xlsx", settings) == tmp_path / "named.xlsx"


def test_a_second_start_shows_the_picture_of_the_first_and_loads_less(kept: Path, root: Path) -> None:
    first, second = started(kept, root), started(kept, root)

    assert "msgspec" in first
    assert "msgspec" not in second


def test_the_window_waits_for_no_other_command(root: Path) -> None:
    script = "import sys\ntry:\n    import desktop.cli; desktop.cli.main(['desktop', '--help'])\nfinally:\n    print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=root, timeout=60)
    loaded = done.stdout.splitlines()[-1].split()

    assert "desktop.commands.window" in loaded
    assert [
        name for name in loaded if name.startswith("desktop.commands.") and name.endswith(("edit", "refresh"))
    ] == []
    assert "msgspec" not in loaded


def test_opening_a_workbook_for_which_nothing_waits_loads_nothing_of_the_journal(root: Path, tmp_path: Path) -> None:
    script = (
        "import sys, pathlib\nfrom PySide6.QtCore import QCoreApplication\nfrom desktop.session import Session\n"
        f"application = QCoreApplication([])\nsession = Session()\nsession.open(pathlib.Path({str(tmp_path / 'a.xlsx')!r}))\n"
        "session.waiting_edits(), session.waiting_brief()\nprint(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=root, timeout=60)
    loaded = done.stdout.splitlines()[-1].split()

    assert "desktop.session" in loaded
    assert "desktop.waiting" not in loaded
