from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

HEAVY = {"pandas", "numpy", "openpyxl", "python_calamine", "xlsxwriter", "lxml", "gspread", "keyring", "platformdirs"}


def test_the_window_paints_the_kept_brief_without_pandas(kept: Path, root: Path) -> None:
    script = f"""
import json, os, sys
from pathlib import Path
from desktop import app
code = app.run(Path({str(kept)!r}))
print(json.dumps([code, sorted({{name.partition(".")[0] for name in sys.modules}})]))
"""
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        cwd=root,
        timeout=60,
        env={**__import__("os").environ, "OPERATING_BRIEF_FIRST_PAINT": "1"},
        check=True,
    )

    painted, told = done.stdout.splitlines()
    code, modules = json.loads(told)
    assert (painted, code) == ("painted", 0)
    assert "PySide6" in modules
    assert not HEAVY & set(modules)


def test_without_a_name_the_last_workbook_is_opened(kept: Path, qapp: object, tmp_path: Path) -> None:
    from desktop import app
    from desktop.settings import Settings

    settings = Settings(tmp_path / "settings.ini")
    settings.opened(tmp_path / "gone.xlsx")
    settings.opened(kept)

    window = app.start(qapp, None, settings=settings)  # type: ignore[arg-type]

    assert window.session.path == kept
    window.close()
    sys.excepthook = sys.__excepthook__
