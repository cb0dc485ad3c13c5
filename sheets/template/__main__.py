"""``python -m sheets.template``: build the project's template anew from the contract."""

from __future__ import annotations

from pathlib import Path

from sheets.template import build

build(Path(__file__).resolve().parents[2] / "templates" / "operating_brief.xlsx")
